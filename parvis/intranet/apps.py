from django.apps import AppConfig


class IntranetConfig(AppConfig):
    name = "parvis.intranet"

    def ready(self) -> None:
        from parvis.intranet import fetching, privacy, showcase  # noqa: F401 (fetching declares a regular job)
        from parvis.intranet.offering import facts_offered
        from parvis.intranet.taking import known_facts
        from parvis.posts import beside, knowing

        knowing.install(known_facts)
        beside.install(facts_offered)
        privacy.declare()
        showcase.declare()
