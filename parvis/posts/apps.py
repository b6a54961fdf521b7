from django.apps import AppConfig


class PostsConfig(AppConfig):
    name = "parvis.posts"

    def ready(self) -> None:
        from parvis.communities.audiences import audience_words
        from parvis.communities.hosting import on_narrowing
        from parvis.interface.templating import extra_globals
        from parvis.notifications.reading import page_opened

        # (attaching and confirming declare regular jobs to the worker, the others how acts settle)
        from parvis.posts import (  # noqa: F401
            arriving,
            attaching,
            commenting,
            confirming,
            counting,
            live,
            notices,
            privacy,
            search,
            showcase,
            steps,
        )
        from parvis.posts.cards import draw_card, draw_comment_form, draw_menu, draw_reactions, draw_thread
        from parvis.posts.models import Sign
        from parvis.posts.opening import on_opened
        from parvis.posts.settling import seconds_left, wait_of
        from parvis.posts.signing import signed_by
        from parvis.posts.visibility import narrow_to_members

        on_narrowing.append(narrow_to_members)
        extra_globals.update(
            draw_card=draw_card,
            draw_comment_form=draw_comment_form,
            draw_menu=draw_menu,
            draw_reactions=draw_reactions,
            draw_thread=draw_thread,
        )
        extra_globals["sign_word"] = lambda sign: Sign(sign).label
        extra_globals["seconds_left"] = seconds_left
        extra_globals["settle_seconds"] = lambda act: int(wait_of(act).total_seconds())
        extra_globals["audience"] = audience_words
        extra_globals["signed_by"] = signed_by
        on_opened.append(page_opened)
        live.declare()
        notices.declare()
        privacy.declare()
        search.declare()
        showcase.declare()
        steps.declare()
