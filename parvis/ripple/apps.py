from django.apps import AppConfig


class RippleConfig(AppConfig):
    name = "parvis.ripple"

    def ready(self) -> None:
        from parvis.interface.templating import extra_globals
        from parvis.ripple import expecting, flooring, jobs, showcase, telling, words  # noqa: F401 (a kind of deed, three regular jobs)

        showcase.declare()
        extra_globals.update(
            lasting=words.lasting,
            about=words.rounded,
            hours=words.hours,
            decimal=words.decimal,
            percent=words.percent,
            kind_words=words.kind_words,
            partition_words=words.partition_words,
            event_words=words.event_words,
            bridge_words=telling.bridge_words,
            why_words=telling.why_words,
            grouped=telling.grouped,
            percent_fine=telling.percent_fine,
            echo_pages=telling.echo_pages,
        )
