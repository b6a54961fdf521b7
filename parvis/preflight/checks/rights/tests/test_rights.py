import datetime as dt
import gzip
import json
import re
from pathlib import Path

import pytest
from django.utils import translation

from parvis.preflight.checks.rights.check import check
from parvis.preflight.manuscript import LOOK, OK, STOP, Manuscript, Quiet, Term

SHARED = Path(__file__).resolve().parents[6] / "shared" / "data"
KEY = "AKIA" + "ABCDEFGHIJKLMNOP"
RANDOM = "q7Zt9LwX2mVb8RkD4nPf"


def kinds(text, **given):
    return [one.kind for one in check(Manuscript(text, **given)) if one.kind != "clear"]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Son numéro : 2 55 08 14 168 025 38.", "nir", "2 55 08 14 168 025 38"),
        ("NIR 1 84 12 2A 451 089 33 reçu", "nir", "1 84 12 2A 451 089 33"),
        ("NIR 184122B45108960 reçu", "nir", "184122B45108960"),
        ("son n° de sécu est 2\u00a055\u00a008\u00a014\u00a0168\u00a0025", "nir", "2\u00a055\u00a008\u00a014\u00a0168\u00a0025"),
        ("Virement : FR14 2004 1010 0505 0001 3M02 606 demain", "iban", "FR14 2004 1010 0505 0001 3M02 606"),
        ("Virement : de89370400440532013000 demain", "iban", "de89370400440532013000"),
        ("Carte 4111 1111 1111 1111, code 000", "card", "4111 1111 1111 1111"),
        ("Amex 3782-822463-10005.", "card", "3782-822463-10005"),
        ("Appelez le 06 12 34 56 78 ce soir", "phone", "06 12 34 56 78"),
        ("Call +44 20 7946 0958 tonight", "phone", "+44 20 7946 0958"),
        ("Écrivez à jeanne.d@gmail.com", "mail", "jeanne.d@gmail.com"),
        ("Fête au 12 bis, rue des Lilas 44000 Nantes", "address", "12 bis, rue des Lilas 44000 Nantes"),
        ("J'habite au 8 impasse du Moulin, venez", "address", "8 impasse du Moulin"),
        ("Party at 12 Baker Street, London NW1 6XE!", "address", "12 Baker Street, London NW1 6XE"),
        (f"la clé est {KEY}", "key", KEY),
        ("ghp" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8", "key", "ghp" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"),
        (f"postgres://appli:{RANDOM}@base.example/x", "key", RANDOM),
        (f"Authorization: Bearer {RANDOM}{RANDOM}", "key", RANDOM + RANDOM),
        (f"voici le jeton de la forge {RANDOM}", "key", RANDOM),
        ("mot de passe : Soleil44!", "password", "Soleil44!"),
        ("Le mot de passe du wifi est Quai-2026", "password", "Quai-2026"),
        ("password is hunter22", "password", "hunter22"),
        ("Le code de l’alarme : 482913", "password", "482913"),
    ],
)  # fmt: skip
def test_what_is_personal_or_secret_is_seen_at_its_place(text, kind, words):
    [found] = [one for one in check(Manuscript(text)) if one.kind != "clear"]
    assert (found.kind, text[found.start : found.end]) == (kind, words)
    assert (found.severity == STOP) == (kind in ("key", "password"))
    assert "administrat" in found.message or found.severity == LOOK


def test_a_private_key_is_a_secret_and_a_public_one_is_not():
    inside = "\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n"
    private = f"-----BEGIN RSA PRIVATE KEY-----{inside}-----END RSA PRIVATE KEY-----"
    [found] = check(Manuscript(f"Ma clé :\n{private}\nvoilà"))
    assert (found.kind, found.end - found.start) == ("key", len(private))
    assert kinds(private.replace("RSA PRIVATE", "PUBLIC")) == []


def test_a_token_of_three_parts_is_a_secret():
    assert kinds("eyJhbGciOiJIUzI1NiIs.eyJzdWIiOiIxMjM0NTY3.SflKxwRJSMeKKF2QT4fw") == ["key"]


@pytest.mark.parametrize(
    "text",
    [
        "Son numéro : 2 55 08 14 168 025 39.", "FR14 2004 1010 0505 0001 3M02 607", "Commande 4111 1111 1111 1112", "Réunion 2 55 08 14 168 025",
        "Le mot de passe : ********", "Changez votre mot de passe : c'est simple", "Écrivez à accueil@parvis.example", "Écrivez à contact.asso@gmail.com",
        "Le mot de passe est obligatoire", "password: your-password-here", "Appelez le 0 800 123 456, c'est gratuit", "Le 12.03.2026 à 10 h 30",
        "Salle 44000, rue des Lilas", "Le jeton est dans le coffre", "password=os.environ['PASSWORD']", "Notre secret : la patience", "AKIAIOSFODNN7EXAMPLE",
        "Venez au 14 avenue Duquesne 75350 Paris Cedex 07",
    ],
)  # fmt: skip
def test_a_wrong_checksum_or_a_plain_sentence_is_nobodys_data(text):
    assert [one.severity for one in check(Manuscript(text))] == [OK]


def test_an_embargo_stops_from_its_day_to_its_day_and_says_who_lifts_it():
    term = Term("projet Aurore", since=dt.date(2026, 1, 1), until=dt.date(2026, 4, 1), lifted_by="Camille")
    text = "Bravo à l'équipe du Projet  Aurore !"
    before, during, after = (
        list(check(Manuscript(text, terms=(term,), on=day)))
        for day in (dt.date(2025, 12, 31), dt.date(2026, 3, 31), dt.date(2026, 4, 1))
    )
    assert during[0].severity == STOP
    assert "Camille" in during[0].message
    with translation.override("fr"):
        said = [one.message for one in check(Manuscript(text, terms=(term,), on=dt.date(2026, 3, 31)))]
    assert "1er avril 2026" in said[0]
    assert text[during[0].start : during[0].end] == "Projet  Aurore"
    assert after[0].severity == before[0].severity == OK


@pytest.mark.parametrize("text", ["Vive #ProjetAurore", "PROJET-AURORE", "projet aurore", "les Projets Aurores".replace("Projets", "Projet"), "le projet Auroré"])  # fmt: skip
def test_an_embargo_is_seen_however_it_is_written(text):
    assert kinds(text, terms=(Term("Projet Aurore"),)) == ["embargo"]


def test_other_words_are_not_under_embargo():
    assert kinds("Le projet d'Aurore et le projet aurorette", terms=(Term("Projet Aurore"),)) == []


def test_a_confidential_term_may_only_be_a_question():
    [found] = [
        one for one in check(Manuscript("L'offre Cèdre", terms=(Term("Cèdre", stops=False),))) if one.kind != "clear"
    ]
    assert (found.kind, found.severity) == ("confidential", LOOK)


def test_a_quiet_period_is_about_figures_and_about_its_days():
    quiet = Quiet(dt.date(2026, 2, 1), dt.date(2026, 2, 20), why="avant les résultats", lifted_by="Inès")
    text = "🙂 Notre chiffre d’affaires progresse !"
    [found, *_] = check(Manuscript(text, quiet=(quiet,), on=dt.date(2026, 2, 20)))
    assert (found.kind, found.severity, text[found.start : found.end]) == ("quiet", LOOK, "chiffre d’affaires")
    assert "Inès" in found.message
    assert kinds(text, quiet=(quiet,), on=dt.date(2026, 2, 21)) == []
    assert kinds("On court mardi", quiet=(quiet,), on=dt.date(2026, 2, 10)) == []


def test_who_may_post_and_who_decided_it():
    [found] = check(Manuscript("Bonjour", may_post=False, rule="ses animateurs y publient", decided_by="la direction"))
    assert found.kind == "place"
    assert "ses animateurs y publient" in found.why
    assert "la direction" in found.why


def test_when_all_is_well_a_plain_sentence_says_so():
    given = Manuscript("Bonjour à tous", rule="chacun publie dans la place", decided_by="la direction", decided_on=dt.date(2026, 1, 5))  # fmt: skip
    with translation.override("fr"):
        [said] = check(given)
    assert said.message.startswith(
        "Vous êtes dans votre droit\u00a0: chacun publie dans la place, décidé par la direction le 5"
    )
    with translation.override("en"):
        assert next(iter(check(given))).message.startswith("You are within your rights: ")


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data is not on this machine")
def test_real_published_pages_hold_no_secret():
    """269 pages of a ministry, 135 articles full of code, 7,926 messages of a busy place."""
    with gzip.open(SHARED / "fr_hr_pages" / "fiches.jsonl.gz", "rt") as file:
        texts = [re.sub(r"<[^>]+>", " ", json.loads(line)["intro_html"]) for line in file]
    texts += [path.read_text() for path in sorted((SHARED / "fr_articles" / "articles").glob("*"))]
    texts += [json.loads(line)["text"] or "" for line in (SHARED / "slack_community" / "messages.jsonl").open()]
    from parvis.preflight.checks.rights.secrets import secrets

    assert [text[start:end] for text in texts for start, end, _kind in secrets(text)] == []
