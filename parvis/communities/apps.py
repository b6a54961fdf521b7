from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    name = "parvis.communities"

    def ready(self) -> None:
        from parvis.communities import notices, privacy, search, showcase
        from parvis.communities.frame import side_bar
        from parvis.communities.handing_over import hand_over
        from parvis.communities.visibility import company_of_guest
        from parvis.kernel import frame
        from parvis.people.departing import on_departure
        from parvis.people.visibility import install_company

        install_company(company_of_guest)
        frame.install("communities", side_bar)
        on_departure.append(hand_over)
        notices.declare()
        privacy.declare()
        search.declare()
        showcase.declare()
