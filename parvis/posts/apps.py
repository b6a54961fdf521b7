from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "parvis.posts"

    def ready(self) -> None:
        from parvis.communities.audiences import audience_words
        from parvis.communities.hosting import on_narrowing
        from parvis.interface.templating import extra_globals
        from parvis.posts.cards import draw_card, draw_comment
        from parvis.posts.models import Sign
        from parvis.posts.visibility import narrow_to_members

        on_narrowing.append(narrow_to_members)
        extra_globals.update(draw_card=draw_card, draw_comment=draw_comment)
        extra_globals["sign_word"] = lambda sign: Sign(sign).label
        extra_globals["audience"] = audience_words
