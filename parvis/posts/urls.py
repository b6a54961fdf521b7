from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.posts.views import attachments, comments, drafts, marks, mentions, posts, reactions

app_name = "posts"
urlpatterns = [
    path("posts/", by_method(GET=posts.index, POST=posts.create), name="index"),
    path("posts/new/", posts.new, name="new"),
    path("posts/<int:post_id>/", by_method(GET=posts.show, DELETE=posts.destroy), name="show"),
    path("posts/<int:post_id>/edit/", by_method(GET=posts.change, POST=posts.update), name="edit"),
    path("posts/<int:post_id>/place/", by_method(GET=posts.place, POST=posts.place), name="move"),
    path("posts/<int:post_id>/history/", posts.history, name="history"),
    path("posts/<int:post_id>/publication/", by_method(POST=drafts.publication), name="publication"),
    path("posts/<int:post_id>/reaction/", by_method(PUT=reactions.update, DELETE=reactions.destroy), name="reaction"),
    path("posts/<int:post_id>/reactions/", reactions.index, name="reactions"),
    path("posts/<int:post_id>/comments/", by_method(GET=comments.new, POST=comments.create), name="comments"),
    path("posts/<int:post_id>/shares/", by_method(GET=marks.new_share, POST=marks.create_share), name="share"),
    path("posts/<int:post_id>/bookmark/", by_method(POST=marks.keep, DELETE=marks.let_go), name="bookmark"),
    path("posts/<int:post_id>/me-too/", by_method(POST=marks.me_too, DELETE=marks.not_me), name="me_too"),
    path(
        "posts/<int:post_id>/accepted-answer/",
        by_method(POST=marks.accept, DELETE=marks.reopen),
        name="accepted_answer",
    ),
    path("posts/<int:post_id>/ballot/", by_method(POST=marks.ballot), name="ballot"),
    path("posts/<int:post_id>/pin/", by_method(POST=marks.put_pin, DELETE=marks.take_pin), name="pin"),
    path("comments/<int:comment_id>/", by_method(DELETE=comments.destroy), name="comment"),
    path("comments/<int:comment_id>/edit/", by_method(GET=comments.change, POST=comments.update), name="comment_edit"),
    path("comments/<int:comment_id>/history/", comments.history, name="comment_history"),
    path(
        "comments/<int:comment_id>/reaction/",
        by_method(PUT=reactions.update_comment, DELETE=reactions.destroy_comment),
        name="comment_reaction",
    ),
    path("comments/<int:comment_id>/reactions/", reactions.index_of_comment, name="comment_reactions"),
    path("drafts/", drafts.index, name="drafts"),
    path("bookmarks/", drafts.bookmarks, name="bookmarks"),
    path("subjects/<slug:slug>/", drafts.subject, name="subject"),
    path("mentions/", mentions.index, name="suggestions"),
    path("attachments/", by_method(POST=attachments.create), name="attachments"),
    path("attachments/<int:attachment_id>/<str:size>/", attachments.show, name="attachment"),
]
