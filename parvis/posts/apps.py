from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "parvis.posts"

    def ready(self) -> None:
        from parvis.interface.templating import extra_globals
        from parvis.posts.models import Sign

        from parvis.communities.audiences import audience_words

        extra_globals["sign_word"] = lambda sign: Sign(sign).label
        extra_globals["audience"] = audience_words
