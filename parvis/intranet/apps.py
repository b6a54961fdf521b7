from django.apps import AppConfig


class IntranetConfig(AppConfig):
    name = "parvis.intranet"

    def ready(self) -> None:
        from parvis.intranet import fetching, privacy, search, showcase  # noqa: F401 (fetching declares a regular job)
        from parvis.intranet.inside import inside
        from parvis.intranet.offering import budget, facts_offered, passed_on, spoken_already
        from parvis.intranet.taking import known_facts
        from parvis.intranet.tracing import near
        from parvis.posts import beside, gathering, knowing

        gathering.sources.append(near)
        knowing.install(known_facts)
        knowing.install_inside(inside)
        beside.install(budget)
        beside.install(spoken_already)
        beside.install(facts_offered)
        beside.install_passing(passed_on)
        privacy.declare()
        search.declare()
        showcase.declare()
