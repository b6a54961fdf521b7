import itertools
import json
from pathlib import Path

import pytest

from parvis.preflight.checks.language import candidates, check, context, french
from parvis.preflight.manuscript import Manuscript

DATA = Path(__file__).resolve().parents[6] / "shared" / "data" / "text_errors"


def found(text, **given):
    return [(text[f.start : f.end], f.suggestions) for f in check.check(Manuscript(text, **given))]


@pytest.mark.parametrize(
    ("text", "lang", "wrong", "right"),
    [
        ("Nous avons recu votre demande.", "fr", "recu", "reçu"),
        ("Il faut déclancher la procédure.", "fr", "déclancher", "déclencher"),
        ("Elle est la bientôt a Lyon, grâce a vous.", "fr", "a", "à"),
        ("It is definately ready.", "en", "definately", "definitely"),
        ("They could of told us.", "en", "of", "have"),
    ],
)
def test_slips_are_found_with_their_correction(text, lang, wrong, right):
    assert any(wrong in words and right in " ".join(suggestions) for words, suggestions in found(text, lang=lang))


def test_offsets_are_code_points():
    text = "🎉🎉 Nous avons recu votre demande."
    finding = next(iter(check.check(Manuscript(text, lang="fr"))))
    assert text[finding.start : finding.end] == "recu"


def test_names_and_the_organisations_words_are_known():
    assert (
        found("Demandez le formulaire gloubi à Zorglubette.", lang="fr", known=frozenset({"gloubi", "Zorglubette"}))
        == []
    )


def test_an_ignored_word_stays_ignored():
    text = "Nous avons recu votre demande."
    assert found(text, lang="fr")
    assert found(text, lang="fr", ignored=frozenset({"recu"})) == []


def test_each_paragraph_has_its_language():
    text = "Bonjour à toutes et à tous, la réunion est reportée à lundi.\nThe meeting is postponed until Monday, sorry about that."
    assert found(text) == []


@pytest.mark.parametrize(
    "text", ["Lancez `recu_definately` puis lisez https://exemple.fr/definately.", "Écrivez à definately@exemple.fr."]
)
def test_code_and_addresses_are_left_alone(text):
    assert found(text, lang="fr") == []


def test_the_same_text_under_another_language_of_messages_is_said_in_it():
    from django.utils import translation

    said = []
    for lang in ("en", "fr"):
        with translation.override(lang):
            said += [f.message for f in check.check(Manuscript("Nous avons recu votre demande.", lang="fr"))]
    assert said[0] != said[1]


@pytest.mark.skipif(not DATA.exists(), reason="the shared lines are not here")
@pytest.mark.parametrize(("name", "least"), [("fr_words_autocorrect", 0.4), ("en_words_misspellings", 0.7)])
def test_lists_of_misspellings_nobody_here_wrote(name, least):
    """Every twentieth word of the lists of LibreOffice, Wikipedia and Aspell."""
    lines = [json.loads(line) for line in (DATA / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()][::20]
    hits = sum(bool(list(check.check(Manuscript(line["text"], lang=line["lang"])))) for line in lines)
    assert hits >= least * len(lines)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("We will send them a letter about the the meeting.", " the", ""),
        ("They sent me many informations last week.", "informations", "information"),
        ("Moreover we have to say that nobody came.", "Moreover", "Moreover,"),
        ("this is a very long road to the sea and back.", "this", "This"),
    ],
)
def test_english_faults_of_existing_words(text, wrong, right):
    assert (wrong, right) in [(words, one) for words, suggestions in found(text, lang="en") for one in suggestions]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("La connexion se fait de manière sécurisé au bureau.", "sécurisé", "sécurisée"),
        ("C’est un action qui prend du temps.", "un", "une"),
        ("Nous avons lu les document de la semaine.", "document", "documents"),
        ("Demain je vais au marché, si on veux bien.", "veux", "veut"),
        ("Ils ont pas trouver la page.", "trouver", "trouvé"),
        ("Merci pour leur messages.", "leur", "leurs"),
        ("Arrêtez vous à des choses simples.", "Arrêtez vous", "Arrêtez-vous"),
        ("Où sera t-il demain ?", " t-", "-t-"),
        ("C’est a partir de lundi.", "a", "à"),
    ],
)
def test_french_agreements_without_grammalecte(text, wrong, right, monkeypatch):
    monkeypatch.setattr(french, "grammalecte", lambda: None)
    said = [(text[f.start : f.end], one) for f in french.faults(text, frozenset()) for one in f.suggestions]
    assert (wrong, right) in said


@pytest.mark.parametrize(
    "text",
    [
        "Les père et mère de l’élève sont venus, et le délai de prévenance fixé par la convention court.",
        "Une fois installé, le logiciel démarre ; la relation client s’en trouve mieux.",
        "Il faut que tu viennes, elle et lui viennent aussi, et on vous le dira.",
        "C’est ce que veut l’éditeur ; veuillez nous en excuser, ce peut être que la ligne bleu foncé manque.",
        "Pour les nous avoir montrés, je les en remercie.",
    ],
)
def test_french_that_only_looks_wrong(text, monkeypatch):
    monkeypatch.setattr(french, "grammalecte", lambda: None)
    assert french.faults(text, frozenset()) == []


@pytest.mark.parametrize(
    ("written", "meant", "lang"),
    [
        ("developpment", "développement", "fr"), ("rhytme", "rythme", "fr"), ("coeur", "cœur", "fr"),
        ("susidise", "subsidize", "en"), ("temparture", "temperature", "en"), ("thirdworld", "third world", "en"),
    ],
)  # fmt: skip
def test_slips_farther_than_one_letter(written, meant, lang):
    assert meant in [one for _cost, one in candidates.candidates(written, lang)][:5]


@pytest.mark.parametrize(
    "text",
    [
        "The sysvinit scripts and smbclient are installed on the netfilter host.",
        "Take a 2-D matrix of the file system, then copy it.",
        "The organisation recognises the behaviour of its plugin.",
    ],
)
def test_names_of_programs_figures_and_other_spellings_are_nobodys_fault(text):
    assert found(text, lang="en") == []


def test_who_made_one_slip_is_looked_at_more_closely():
    paragraph = context.counted("He told me about the kind of persons who has been there.", "en")
    calm = context.misplaced(paragraph, "en", frozenset())
    doubted = context.misplaced(paragraph, "en", frozenset(), doubted=True)
    assert len(doubted) >= len(calm)


def test_a_suggestion_replaces_what_is_underlined():
    text = "However they came. He don't knows."
    for finding in check.check(Manuscript(text, lang="en")):
        for one in finding.suggestions:
            assert "  " not in text[: finding.start] + one + text[finding.end :]


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("whlie you were away, nothing happened.", "whlie", "While"),  # a capital and a slip
        ("hence the ideas are more reliable than before.", "hence", "Hence,"),  # a capital and a comma
        ("It was a adiction for most of them.", " a adiction", " an addiction"),  # an article and a slip
        ("They do a extra hour of work.", " a", ""),  # an article that may go
        ("They want some thinmg extra in it.", "some thinmg", "something"),  # two words written in one
        ("Although the weatherrealted factors count, go.", "weatherrealted", "weather related"),
        ("At the end of the day i was tired.", " i", ", I"),
        ("It holds crystals of magetite for them.", "magetite", "magnetite"),  # a word seldom seen
        ("The reason these problem occurs is that nobody came.", "problem occurs", "problems occur"),
        ("Nobody can creat problem with this type of book.", "creat problem", "create problems"),
    ],
)
def test_what_is_offered_mends_all_that_is_wrong_there(text, wrong, right):
    offered = dict(found(text, lang="en"))
    assert right in offered[wrong][:5]
    assert all(len(suggestions) <= 5 for suggestions in offered.values())


def test_remarks_on_the_same_words_become_one():
    text = "whlie you maind the the reaserch, this peopie is here and i studied a adiction."
    spans = sorted((f.start, f.end) for f in check.check(Manuscript(text, lang="en")))
    assert spans
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(spans))
