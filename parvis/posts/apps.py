from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "parvis.posts"

    def ready(self) -> None:
        from parvis.communities.hosting import on_narrowing
        from parvis.interface.templating import extra_globals
        from parvis.posts.models import Sign
        from parvis.posts.visibility import narrow_to_members

        from parvis.communities.audiences import audience_words

        on_narrowing.append(narrow_to_members)
        extra_globals["sign_word"] = lambda sign: Sign(sign).label
        extra_globals["audience"] = audience_words
