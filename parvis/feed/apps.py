from django.apps import AppConfig


class FeedConfig(AppConfig):
    name = "parvis.feed"

    def ready(self) -> None:
        from parvis.feed import live, privacy, showcase, steps
        from parvis.feed.items import draw_items
        from parvis.feed.visiting import have_opened, mark_opened
        from parvis.interface.templating import extra_globals
        from parvis.notifications.offering import seen
        from parvis.posts.opening import on_opened

        seen.append(have_opened)
        live.declare()
        privacy.declare()
        showcase.declare()
        steps.declare()
        on_opened.append(mark_opened)
        extra_globals["draw_items"] = draw_items
