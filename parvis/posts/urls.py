from __future__ import annotations

from django.urls import path

from parvis.kernel.http import by_method
from parvis.posts.opening import telling
from parvis.posts.views import (
    attachments,
    comments,
    composing,
    drafts,
    editing,
    house,
    lists,
    marks,
    mentions,
    mustreads,
    offline,
    posts,
    reactions,
    rereading,
    scheduling,
    sharing,
    unsettled,
)

app_name = "posts"
urlpatterns = [
    path("posts/", by_method(GET=posts.index, POST=composing.create), name="index"),
    path("offline/", by_method(GET=offline.show), name="offline"),
    path("posts/new/", composing.new, name="new"),
    path("posts/<int:post_id>/", by_method(GET=telling(posts.show), DELETE=posts.destroy), name="show"),
    path("posts/<int:post_id>/edit/", by_method(GET=editing.change, POST=editing.update), name="edit"),
    path("posts/<int:post_id>/place/", by_method(GET=posts.place, POST=posts.place), name="move"),
    path("posts/<int:post_id>/history/", posts.history, name="history"),
    path(
        "posts/<int:post_id>/publication/",
        by_method(POST=drafts.publication, DELETE=unsettled.destroy_publication),
        name="publication",
    ),
    path(
        "posts/<int:post_id>/must-read/",
        by_method(GET=mustreads.show, POST=mustreads.create, DELETE=mustreads.destroy),
        name="must_read",
    ),
    path(
        "posts/<int:post_id>/read-confirmation/",
        by_method(POST=mustreads.confirm, DELETE=mustreads.unconfirm),
        name="read_confirmation",
    ),
    path(
        "posts/<int:post_id>/schedule/",
        by_method(GET=scheduling.show, PUT=scheduling.update, DELETE=scheduling.destroy),
        name="schedule",
    ),
    path("posts/<int:post_id>/reaction/", by_method(PUT=reactions.update, DELETE=reactions.destroy), name="reaction"),
    path("posts/<int:post_id>/reactions/", reactions.index, name="reactions"),
    path("posts/<int:post_id>/comments/", by_method(GET=comments.new, POST=comments.create), name="comments"),
    path("posts/<int:post_id>/shares/", by_method(GET=sharing.new, POST=sharing.create), name="share"),
    path("posts/<int:post_id>/bookmark/", by_method(POST=marks.keep, DELETE=marks.let_go), name="bookmark"),
    path("posts/<int:post_id>/me-too/", by_method(POST=marks.me_too, DELETE=marks.not_me), name="me_too"),
    path(
        "posts/<int:post_id>/accepted-answer/",
        by_method(POST=marks.accept, DELETE=marks.reopen),
        name="accepted_answer",
    ),
    path("posts/<int:post_id>/ballot/", by_method(POST=marks.ballot, DELETE=marks.unvote), name="ballot"),
    path("posts/<int:post_id>/pin/", by_method(POST=marks.put_pin, DELETE=marks.take_pin), name="pin"),
    path("comments/<int:comment_id>/", by_method(DELETE=comments.destroy), name="comment"),
    path(
        "comments/<int:comment_id>/publication/",
        by_method(DELETE=unsettled.destroy_comment_publication),
        name="comment_publication",
    ),
    path("comments/<int:comment_id>/edit/", by_method(GET=comments.change, POST=comments.update), name="comment_edit"),
    path("comments/<int:comment_id>/history/", comments.history, name="comment_history"),
    path(
        "comments/<int:comment_id>/reaction/",
        by_method(PUT=reactions.update_comment, DELETE=reactions.destroy_comment),
        name="comment_reaction",
    ),
    path("comments/<int:comment_id>/reactions/", reactions.index_of_comment, name="comment_reactions"),
    path("drafts/", by_method(GET=drafts.index, PUT=drafts.update), name="drafts"),
    path("drafts/state/", drafts.state, name="draft_state"),
    path("drafts/<int:draft_id>/", by_method(DELETE=drafts.destroy), name="draft"),
    path("drafts/<int:draft_id>/versions/", drafts.versions, name="draft_versions"),
    path(
        "drafts/<int:draft_id>/versions/<int:number>/",
        by_method(GET=drafts.version, POST=drafts.restoration),
        name="draft_version",
    ),
    path("relecture/", by_method(GET=rereading.show, POST=rereading.create), name="relecture"),
    path("relecture/choices/", rereading.choices, name="relecture_choices"),
    path(
        "relecture/ignored/",
        by_method(POST=rereading.ignore, DELETE=rereading.no_longer_ignore),
        name="relecture_ignored",
    ),
    path(
        "relecture/voice/",
        by_method(DELETE=rereading.silence_voice, POST=rereading.speak_of_voice),
        name="relecture_voice",
    ),
    path("house/terms/", by_method(GET=house.terms, POST=house.create_term), name="terms"),
    path(
        "house/terms/<int:term_id>/",
        by_method(GET=house.term, POST=house.update_term, DELETE=house.lift_term),
        name="term",
    ),
    path("house/words/", by_method(GET=house.words, POST=house.adopt_word, DELETE=house.drop_word), name="words"),
    path("house/quiet-hours/", by_method(GET=house.hours, POST=house.update_hours), name="quiet_hours"),
    path(
        "me/quiet-hours/",
        by_method(GET=house.my_hours, POST=house.update_my_hours, DELETE=house.drop_my_hours),
        name="my_quiet_hours",
    ),
    path("bookmarks/", lists.bookmarks, name="bookmarks"),
    path("subjects/", mentions.subjects, name="subjects"),
    path("renderings/", by_method(POST=mentions.rendering), name="renderings"),
    path("subjects/<slug:slug>/", lists.subject, name="subject"),
    path("mentions/", mentions.index, name="suggestions"),
    path("attachments/", by_method(POST=attachments.create), name="attachments"),
    path("attachments/<int:attachment_id>/<str:size>/", attachments.show, name="attachment"),
]
