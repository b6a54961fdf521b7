from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "parvis.posts"

    def ready(self) -> None:
        from parvis.interface.templating import extra_globals
        from parvis.posts.models import Sign

        extra_globals["sign_word"] = lambda sign: Sign(sign).label
