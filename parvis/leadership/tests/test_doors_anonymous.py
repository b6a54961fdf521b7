"""A question without a name leads to nobody: every table is read before and after, as somebody with the whole database would."""

from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection

from parvis.kernel import clock
from parvis.kernel.refusals import Refused
from parvis.leadership import asking
from parvis.leadership.models import DoorQuestion, QuestionVote
from parvis.leadership.tests.door_scenes import asked_unsigned, door_of
from tests.walking import Walker

WORDS = "Est-ce que la ligne 3 va fermer\u202f?"


def everything() -> dict[str, set[str]]:
    """Every row of every table of the database, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = {repr(row) for row in cursor.fetchall()}
    return found


@pytest.fixture
def kept_in_the_database(settings, db):
    """The cache of a small installation: a table of the same database."""
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "kernel_cache"}
    }
    call_command("createcachetable", verbosity=0)
    cache.clear()


def change(before: dict[str, set[str]], after: dict[str, set[str]]) -> dict[str, set[str]]:
    return {table: rows - before.get(table, set()) for table, rows in after.items() if rows != before.get(table, set())}


def ask_in_a_browser(walker: Walker, door_id: int, words: str, *, unsigned: str) -> None:
    walker.go(f"/doors/{door_id}/").press("Poser", f"/doors/{door_id}/questions/", words=words, unsigned=unsigned)


@pytest.fixture
def seen(world, kept_in_the_database):
    """Karim has asked under his name, then opens the page; Paul too. Then one of them asks without a name."""
    door = door_of(world)
    karim, paul = Walker().sign_in("karim"), Walker().sign_in("paul")
    ask_in_a_browser(karim, door.pk, "Combien de lignes ?", unsigned="")
    ask_in_a_browser(paul, door.pk, "Et le quai ?", unsigned="1")
    karim.go(f"/doors/{door.pk}/")
    before = everything()
    ask_in_a_browser(karim, door.pk, WORDS, unsigned="1")
    return door, before, everything()


def test_nothing_in_the_database_leads_to_who_asked(world, seen):
    _door, before, after = seen
    changed = change(before, after)
    assert DoorQuestion.objects.get(words=WORDS).asker is None
    assert set(changed) == {"leadership_doorquestion", "kernel_cache"}, (
        "only the question and the blind count are written"
    )
    karim, account = world.karim, world.karim.account
    of_karim = [karim.pk, karim.handle, karim.name, karim.email, account.pk, "Karim", "Diallo"]
    for table, rows in changed.items():
        for row in rows:
            for trace in of_karim:
                assert str(trace) not in row, f"{table} holds {trace}: {row}"


def test_neither_its_minute_nor_its_rank_is_kept(world, seen):
    door, before, after = seen
    question = DoorQuestion.objects.get(words=WORDS)
    now = clock.now()
    assert (now - question.asked_at) < dt.timedelta(hours=1, minutes=1)
    assert question.asked_at.minute == question.asked_at.second == 0
    fields = {field.get_internal_type() for field in DoorQuestion._meta.concrete_fields}
    assert not fields & {"DateTimeField", "DateField", "TimeField"}
    ids = [
        asked_unsigned(door, f"Rang {n}", world.people[who]).pk
        for n, who in enumerate(("nadia", "cleo", "helene", "marine", "sofia", "yves", "paul", "nadia"))
    ]
    assert ids != sorted(ids)
    # Ids have 60 bits. By chance, eight of them fall in two of 4,096 parts fewer than once in 10¹⁸ tries.
    assert len({identifier >> 48 for identifier in ids}) > 2, "ids are spread over the whole range, not made by a clock"
    row = next(row for row in change(before, after)["kernel_cache"])
    found = re.search(r"datetime\(([\d, ]+)", row)
    numbers = [int(part) for part in re.findall(r"\d+", found[1])] if found else []
    if numbers:  # when the count is forgotten: the end of the door, whenever one asked
        until = dt.datetime(*numbers[:6], tzinfo=dt.UTC)
        assert abs(until - door.closes_at) < dt.timedelta(seconds=3), row


def test_the_count_is_blind_without_the_secret_of_the_installation(world, seen, settings):
    """Somebody who has the whole database tries everybody: the salt is there, the secret key is not."""
    door, *_ = seen
    salt, counts = cache.get(f"asked:door:{door.pk}")
    assert sum(counts.values()) == 2
    assert not any(str(person.pk) in str((salt, counts)) for person in world.people.values())
    for person in world.people.values():
        for text in (f"{salt}{person.pk}", f"{person.pk}{salt}", f"{salt}:{person.pk}"):
            assert hashlib.sha256(text.encode()).hexdigest()[:24] not in counts
    asking_key = settings.SECRET_KEY
    assert all(asking_key not in row for rows in everything().values() for row in rows)


def test_the_chronicle_and_the_keys_say_nothing(world, seen):
    _door, before, after = seen
    question = DoorQuestion.objects.get(words=WORDS)
    for table in ("chronicle_entry", "chronicle_deed", "django_session"):
        assert before[table] == after[table]
        assert not any(str(question.pk) in row for row in after[table])


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="transaction numbers are PostgreSQL’s")
def test_postgresql_does_not_tell_in_which_transaction(world):
    """Numbers of transactions would say between which other writes a question came: all those of a door have the same."""
    door = door_of(world)
    for n, who in enumerate(("nadia", "cleo", "helene")):
        asked_unsigned(door, f"Numéro {n}", world.people[who])
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text FROM leadership_doorquestion WHERE asker_id IS NULL")
        assert len(cursor.fetchall()) == 1


def test_the_same_key_asks_once_with_or_without_a_name(world):
    """Sent twice, asked once; and a key used under a name afterwards has nothing in common with the row it made without one."""
    door = door_of(world)
    for _turn in range(2):
        asking.ask_without_name(door, WORDS, by=world.karim, key="la-meme-cle")
    unsigned = DoorQuestion.objects.get()
    asking.ask(door, "Sous mon nom", by=world.karim, key="la-meme-cle")
    deeds = apps.get_model("chronicle.Deed").objects.all()
    kept = {(deed.key, deed.subject_id) for deed in deeds}
    assert "la-meme-cle" not in {key for key, _id in kept}
    for key, _id in kept:
        assert int(asking.hidden("unsigned", key)[:15], 16) + 1 != unsigned.pk
    asking.ask(door, "Sous mon nom", by=world.karim, key="la-meme-cle")
    assert DoorQuestion.objects.count() == 2


def test_three_at_most_then_under_ones_name(world):
    door = door_of(world)
    for n in range(3):
        asked_unsigned(door, f"Question {n}", world.karim)
    with pytest.raises(Refused):
        asked_unsigned(door, "Encore une", world.karim)
    asked_unsigned(door, "Une autre voix", world.nadia)
    asking.ask(door, "Sous mon nom, alors.", by=world.karim)
    other = door_of(world, subject="Une autre porte")
    asked_unsigned(other, "Ici aussi", world.karim)


def test_refused_it_keeps_every_character_and_counts_for_nothing(world, signed_in):
    door = door_of(world)
    client = signed_in("karim")
    for _turn in range(5):
        page = client.post(f"/doors/{door.pk}/questions/", {"words": "é" * 601, "unsigned": "1"})
        assert page.status_code == 422
        assert "é" * 601 in page.content.decode()
    client.post(f"/doors/{door.pk}/questions/", {"words": "Plus court ?", "unsigned": "1"})
    assert DoorQuestion.objects.get().words == "Plus court\u202f?"


def test_where_it_is_not_allowed_it_is_refused(world, signed_in):
    door = door_of(world, allows_anonymous=False)
    page = signed_in("karim").post(f"/doors/{door.pk}/questions/", {"words": WORDS, "unsigned": "1"})
    assert page.status_code == 422
    assert WORDS in page.content.decode()
    assert not DoorQuestion.objects.exists()


def test_one_cannot_tell_from_the_answer_whether_it_was_signed(world, signed_in):
    """The same address, status and way back: what a log of a proxy keeps is the same."""
    door = door_of(world)
    client = signed_in("karim")
    ways = [
        client.post(f"/doors/{door.pk}/questions/", {"words": f"{unsigned} ?", "unsigned": unsigned})
        for unsigned in ("", "1")
    ]
    assert len({(way.status_code, way["Location"], len(way.content)) for way in ways}) == 1


def test_a_vote_says_neither_when_nor_in_which_order(world):
    door = door_of(world)
    question = asked_unsigned(door, WORDS, world.karim)
    before = everything()
    for who in ("nadia", "karim", "paul"):
        asking.me_too(question, by=world.people[who])
    assert set(change(before, everything())) == {"leadership_questionvote", "leadership_doorquestion"}
    assert not {field.get_internal_type() for field in QuestionVote._meta.concrete_fields} & {"DateTimeField"}


def test_signed_out_meanwhile_the_words_stay_in_the_browser(world, signed_in, client):
    """The form comes back from a page of sign-in: its words wait in no session."""
    door = door_of(world)
    page = client.post(
        f"/doors/{door.pk}/questions/",
        {"words": WORDS, "unsigned": "1"},
        headers={"referer": f"http://testserver/doors/{door.pk}/"},
    )
    assert WORDS in page.content.decode()
    assert WORDS not in str(dict(client.session))
    assert not DoorQuestion.objects.exists()
