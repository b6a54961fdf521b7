"""What is measured of leaders and of first voices, beside the weekly figures of `ripple`: on the page “What Parvis measures” with them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from parvis.kernel.measuring import Measure, register
from parvis.ripple import measure_words as w

WHEN_OPENED = _("not kept: worked out each time the page is opened")


def declare() -> None:
    register(
        Measure(
            "leader", _("A leader’s own echoes"), _("Answers given in thirty days, to how many people and units, words under one’s posts answered within two days, weeks with an answer."),
            _("So that a leader sees themselves beside their own month before, never beside another."), _("the leader’s posts and comments, and the comments under their posts"),
            _("that leader, and the companion they opened themselves to"), _("none for what the leader said or was told under their name; first voices, five at least"),
            _("first voices to the nearest five; the rest as it is"), _("when the page is opened; first voices on Mondays, a week late"),
            _("moves with what the leader does: it is about them"), WHEN_OPENED, w.PLAIN,
        ),
        Measure(
            "heard", _("First voices heard"), _("Of the first voices of ninety days, the share somebody answered within a day."), w.WHY_GREETED,
            _("first posts and comments, and the comments that answer them"), _("communicators for the whole, hosts for the places they look after"),
            _("ten first voices"), _("to the hundredth"), _("when the page is opened, the last day left out"),
            _("moves with each first voice, which hosts are shown one by one anyway: it measures those who answer"), WHEN_OPENED, w.PLAIN,
        ),
        Measure(
            "letter", _("The letter of the week"), _("Answers by leaders in a week, first steps taken by leaders together, words that wait under their posts."),
            _("So that communicators know where to lend a hand."), _("what leaders said and what waits under their posts, which others can read"),
            w.COMMUNICATORS, _("five leaders at least who answered, or who took a step"), _("none"), _("on Monday"),
            _("each week counts other words; fewer than five leaders are not counted"), _("not kept: a mail, and a page worked out when it is opened"), w.PLAIN,
        ),
        Measure(
            "prospect", _("What a programme could show"), _("The smallest effect that accompanying leaders in an order drawn by lot would let be seen."),
            _("To know before, and to promise nothing that cannot be seen."), _("how many teams there are, and in all of them together how many people have never written and how many began in twelve weeks"),
            w.COMMUNICATORS, _("averages over all teams, never one of them"), _("people to the unit on average over teams"), _("when the page is opened"),
            _("moves as averages of everybody"), WHEN_OPENED, _("power of a comparison of two groups of teams, five chances in a hundred, seen four times out of five"),
        ),
    )  # fmt: skip
