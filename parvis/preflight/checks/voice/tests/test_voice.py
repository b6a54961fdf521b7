import gzip
import json
import re
from pathlib import Path

import pytest

from parvis.preflight.checks.voice.check import check, scores
from parvis.preflight.checks.voice.features import press
from parvis.preflight.manuscript import Manuscript

SHARED = Path(__file__).resolve().parents[6] / "shared" / "data"
PRESS = {
    "fr": "Le Groupe annonce le déploiement de sa nouvelle feuille de route stratégique, résolument tournée vers l'innovation et la performance durable. Dans le cadre de cette "
    "transformation, l'engagement des collaborateurs constitue un levier d'excellence opérationnelle au service de la satisfaction de l'ensemble des parties prenantes de l'entreprise et de ses partenaires.",
    "en": "The Group announces the deployment of its strategic roadmap, a transformation initiative leveraging innovation and operational excellence across the organisation. This commitment "
    "to sustainable performance strengthens governance and delivers long-term value creation for all stakeholders, partners and customers in each of its international markets.",
}
PERSONAL = {
    "fr": "Bon, je vous raconte. Hier j'étais à l'atelier avec Samira et franchement je n'ai rien compris à la machine. Elle a ri. Du coup elle m'a montré, deux fois, trois fois. "
    "Et là, ça marche ! Je rentre chez moi, je le raconte à mon fils. Vous auriez fait quoi, vous, à ma place ?",
    "en": "So I went down to the workshop yesterday and honestly I had no idea what I was looking at. Samira laughed at me. She showed me once, twice, three times, and then it just worked! "
    "I told my son when I got home. What would you have done? Tell me, I'd really like to know.",
}
both = pytest.mark.parametrize("lang", ["fr", "en"])


@both
def test_a_release_scores_above_a_voice(lang):
    release, voice = (scores(Manuscript(text[lang], lang=lang))["voice"] for text in (PRESS, PERSONAL))
    assert release > voice + 1


def area(high, low):
    return sum((one > other) + (one == other) / 2 for one in high for other in low) / (len(high) * len(low))


@both
@pytest.mark.parametrize("words", [1000, 40], ids=["whole", "forty words"])
def test_releases_score_above_posts_whatever_their_length(lang, words):
    """Releases and posts written for this, warm and formal ones among them; the half that nothing was set on."""
    lines = [json.loads(line) for line in (Path(__file__).parent / "data" / "texts.jsonl").open(encoding="utf-8")]
    held = [line for line in lines if line["lang"] == lang and line["half"] == "held"]
    release, post = (
        [press(" ".join(line["text"].split()[:most]), lang) for line in held if line["kind"] == kind]
        for kind, most in (("press", words), ("personal", 1000))
    )
    assert min(len(release), len(post)) >= 8
    assert area(release, post) >= 0.95


@both
def test_at_most_three_questions_each_underlining_words_and_none_to_a_voice(lang):
    found = list(check(Manuscript(PRESS[lang], lang=lang)))
    assert 2 <= len(found) <= 3
    for one in found:
        words = PRESS[lang][one.start : one.end]
        assert words.strip() == words != ""
        assert one.message.endswith("?")
        assert one.suggestions == ()
    assert not list(check(Manuscript(PERSONAL[lang], lang=lang)))


def test_silent_when_short_or_turned_off():
    assert not list(check(Manuscript("Innovation, excellence, stratégie.", lang="fr")))
    assert not list(check(Manuscript(PRESS["fr"], lang="fr", voice=False)))


@both
def test_who_always_writes_so_is_left_in_peace(lang):
    given = Manuscript(PRESS[lang], lang=lang, earlier=(PRESS[lang],) * 5)
    assert not list(check(given))


@both
def test_from_five_earlier_posts_on_the_comparison_is_with_ones_own_voice(lang):
    kinds = [one.kind for one in check(Manuscript(PRESS[lang], lang=lang, earlier=(PERSONAL[lang],) * 5))]
    assert "own" in kinds
    assert len(kinds) <= 3
    assert "own" not in [one.kind for one in check(Manuscript(PRESS[lang], lang=lang, earlier=(PERSONAL[lang],) * 4))]


@both
def test_an_organisation_that_writes_so_is_its_own_measure(lang):
    score = press(PRESS[lang], lang)
    for below, is_asked in ((score - 0.1, True), (score + 0.1, False)):
        reference = {lang: {"percentiles": [below] * 20}}
        assert bool(list(check(Manuscript(PRESS[lang], lang=lang, reference=reference)))) is is_asked


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not on this machine")
def test_colleagues_who_chat_are_left_in_peace():
    """Real messages of a busy place: nothing is said to 97 in 100; an institution's sheets score above them."""
    messages = [json.loads(line)["text"] or "" for line in (SHARED / "slack_community" / "messages.jsonl").open()]
    messages = [re.sub(r"<[^>]*>|`[^`]*`", "", text) for text in messages if "```" not in text and len(text) > 340]
    asked = [text for text in messages if list(check(Manuscript(text, lang="en")))]
    assert len(asked) <= 0.03 * len(messages)
    articles = [path.read_text()[400:1200] for path in sorted((SHARED / "fr_articles" / "articles").glob("*"))]
    with gzip.open(SHARED / "fr_hr_pages" / "fiches.jsonl.gz", "rt") as file:
        sheets = [re.sub(r"<[^>]+>", " ", json.loads(line)["intro_html"])[:800] for line in file]
    plain, formal = [press(text, "fr") for text in articles], [press(text, "fr") for text in sheets if len(text) > 300]
    wins = sum((one > other) + (one == other) / 2 for one in formal for other in plain)
    assert wins / (len(formal) * len(plain)) >= 0.95
