"""axe-core on the network's page, what leaders change, how it is computed, the board's page, what is measured and their administration, with
figures and before the first week; wide and narrow, in light and dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from parvis.ripple.judging import judged
from parvis.ripple.models import Figure, Snapshot
from parvis.ripple.tests.test_effect import teams
from parvis.ripple.tests.test_exact import crowd, frozen_week  # noqa: F401 (a week whose figures are known)
from parvis.ripple.tests.test_network import bridges  # noqa: F401
from tests.journeys.test_reading_aloud import found_by_axe
from tests.windows import visit

READ_BY_ALL = ["/echoes/", "/echoes/method/", "/what-parvis-measures/"]
PAGES = {
    "marine": [*READ_BY_ALL, "/echoes/leaders/", "/echoes/board/"],
    "nadia": READ_BY_ALL,
    "sofia": ["/admin/echoes/"],
}


@pytest.fixture
def frozen_study(bridges):  # noqa: F811
    """Figures of one week, and twenty teams of which ten began."""
    value = judged(teams(0.15, drawn=True))
    Figure.objects.update_or_create(snapshot=Snapshot.objects.get(), measure="effect", partition="all", cell="", defaults={"people": 400, "value": value, "withheld": ""})  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing(browser, frozen_study, who):
    page = browser(who)
    if who == "marine":  # what is read is not an empty page
        for address, drawing in (("/echoes/", "svg.net-bridges"), ("/echoes/leaders/", "svg.net-chart")):
            visit(page, address)
            expect(page.locator(drawing).first).to_be_visible()
    assert found_by_axe(page, PAGES[who], {}) == {}


@pytest.mark.slow
@pytest.mark.parametrize("who", PAGES)
def test_axe_finds_nothing_before_the_first_week(browser, world, who):
    assert found_by_axe(browser(who), PAGES[who], {}) == {}


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_printed_the_page_for_the_board_is_one_page(browser, frozen_study, scheme):
    page = browser("marine")
    page.emulate_media(color_scheme=scheme)
    visit(page, "/echoes/board/")
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4", print_background=True))) == 1
