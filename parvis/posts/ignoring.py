"""What somebody does not want to hear of again, what the house has adopted, and whether tone is spoken of."""

from __future__ import annotations

import dataclasses

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from parvis.kernel import clock
from parvis.kernel.compiled import Compiled, slot
from parvis.kernel.lines import line
from parvis.kernel.refusals import require
from parvis.people.models import Person
from parvis.people.permissions import ADMINISTRATOR, holds
from parvis.posts.models import HouseWord, Ignored, WithoutVoice
from parvis.preflight.manuscript import LOOK

# An administrator sees what is ignored only once this many people have ignored it: one person's words stay theirs.
SHARED_BY = 3
MOST_WORDS = 5_000


@dataclasses.dataclass(frozen=True)
class Silence:
    """`mine`: (check, words) one person ignores; `house`: words adopted for all."""

    mine: frozenset[tuple[str, str]]
    house: frozenset[str]
    voice: bool

    def covers(self, check: str, words: str, severity: str) -> bool:
        """What the house adopted is never spoken of; what one person ignores is, when it stops."""
        said = silent(words)
        return bool(said) and (said in self.house or (severity == LOOK and (check, said) in self.mine))

    @property
    def words(self) -> frozenset[str]:
        """What the check of language is not to know better."""
        return self.house | {words for check, words in self.mine if check == "language"}


def silent(words: str) -> str:
    """Words as they are compared with what is not to be spoken of."""
    return line(words).casefold()[:200]


# Asked at each publication: compiled once.
_mine = Compiled(
    lambda: Ignored.objects.filter(person_id=slot("person")).values_list("check_name", "words")[:MOST_WORDS]
)
_house = Compiled(lambda: HouseWord.objects.values_list("words")[:MOST_WORDS])
_without_voice = Compiled(lambda: WithoutVoice.objects.filter(person_id=slot("person")).values_list("id")[:1])


def silence_of(person: Person) -> Silence:
    mine = frozenset((check, words) for check, words in _mine(person=person.pk))
    return Silence(mine, frozenset(silent(words) for (words,) in _house()), not _without_voice(person=person.pk))


def ignore(check: str, words: str, *, by: Person) -> Ignored:
    """Do not speak of these words to me again."""
    said = silent(words)
    require(said, _("Say which words."))
    row, _made = Ignored.objects.get_or_create(
        person=by, check_name=line(check)[:40], words=said, defaults={"at": clock.now()}
    )
    return row


def no_longer_ignore(check: str, words: str, *, by: Person) -> None:
    Ignored.objects.filter(person=by, check_name=line(check)[:40], words=silent(words)).delete()


def adopt(words: str, *, by: Person) -> HouseWord:
    """Words of the house: nobody hears of them again."""
    require(holds(by, ADMINISTRATOR), _("Only an administrator adopts words for all."))
    said = line(words)
    require(said, _("Write the word, or the words."), field="said")
    require(len(said) <= 120, _("At most 120 characters."), field="said")
    known = HouseWord.objects.filter(words__iexact=said).first()
    return known or HouseWord.objects.create(words=said, by=by, at=clock.now())


def drop(words: str, *, by: Person) -> None:
    require(holds(by, ADMINISTRATOR), _("Only an administrator adopts words for all."))
    HouseWord.objects.filter(words=words).delete()


def often_ignored() -> list[tuple[str, int]]:
    """(words, how many ignore them) of the check of language, not adopted yet, ignored by several people; no names."""
    rows = (
        Ignored.objects.filter(check_name="language").values("words").annotate(n=Count("id")).filter(n__gte=SHARED_BY)
    )
    known = {silent(words) for words in HouseWord.objects.values_list("words", flat=True)}
    return [(row["words"], row["n"]) for row in rows.order_by("-n", "words")[:200] if row["words"] not in known]


def be_silent_on_voice(person: Person) -> None:
    WithoutVoice.objects.get_or_create(person=person, defaults={"at": clock.now()})


def speak_of_voice(person: Person) -> None:
    WithoutVoice.objects.filter(person=person).delete()
