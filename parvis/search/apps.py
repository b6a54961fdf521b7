from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "parvis.search"

    def ready(self) -> None:
        from parvis.kernel import chronicling
        from parvis.search import checking, following, people, privacy, showcase  # noqa: F401 (declares a regular job, takes turns)

        chronicling.listen(following.note)
        people.declare()
        privacy.declare()
        showcase.declare()
