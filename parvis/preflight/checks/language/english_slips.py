"""English slips that a rule of a few words is enough to see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from parvis.preflight.checks.language.faults import Fault

NOUNS = "way|time|thing|year|day|month|week|hour|minute|type|kind|version|option|method|problem|reason|example|file|user|person|student|teacher|country|place|word|step|page|question|answer|product|book|car|game|idea|change|part|point|case|scientist|lecture|child|friend|job|subject|result"
PARTICIPLES = {"send": "sent", "display": "displayed", "call": "called", "need": "needed", "use": "used", "store": "stored", "generate": "generated", "create": "created", "define": "defined", "require": "required", "make": "made", "give": "given", "take": "taken", "write": "written", "base": "based", "relate": "related", "involve": "involved", "interest": "interested", "expect": "expected", "suppose": "supposed"}  # fmt: skip
REPLACED = {
    r"\bi m\b": "I'm", r"\b[Ww]asent\b": "wasn't",
    r"\b[Ww]ont\b": "won't", r"\b[Dd]ont\b": "don't", r"\b[Dd]oesnt\b": "doesn't", r"\b[Ii]snt\b": "isn't", r"\b[Dd]idnt\b": "didn't",
    r"\b[Ll]oosing\b": "losing", r"(?<=\bto )loose\b": "lose", r"\b[Pp]ublically\b": "publicly", r"\byour(?= (?:should|can|will|must|have|are|may|need)\b)": "you",
    r"(?<=\bto )(?:setup)\b": "set up", r"(?<=\bto )login\b": "log in", r"(?<=\bto )backup\b": "back up", r"\b[Aa]n other\b": "another",
    r"\b(?:more|less|better|other|rather) (?P<w>then)\b": "than", r"\b(?:could|should|would|must|might) (?P<w>of)\b": "have", r"\b[Aa]lot\b": "a lot",
    r"(?<=\bits )self\b": "itself", r"\b(?:can|will|should|must|could|would|may) (?P<w>(?P<stem>\w{4,}[^s\W])s)(?= (?:the|a|an|it|them)\b)": r"\g<stem>",
    r"\b[Ww]ho's(?= \w+ (?:is|are|was|has|can|will)\b)": "whose", r"\b(?:within|of|from|by|for|with|in|on|at) (?P<w>it's)(?= (?!not|a|the|an|been)\w)": "its",
    r"\b[Ll]ets(?= (?:start|see|look|say|take|have|go|add|create|assume|consider|try|use|make|begin|do|get|now|talk|think)\b)": "let's",
    r"(?<=\bto )chose\b": "choose", r"(?<=\b[Cc]an )to(?= \w)": "", r"\b[Pp]eoples\b(?!')": "people", r"\b[Ii]nformations\b": "information",
    r"\b[Aa]dvices\b": "advice", r"\b[Kk]nowledges\b": "knowledge", r"\b[Ee]veryday(?= (?:I|we|he|she|they)\b)": "every day",
    r"(?<=\ba lot of )(?P<w>(?P<stem>" + NOUNS.replace("|time", "").replace("|case", "") + r"))\b(?!-)": r"\g<stem>s",
    r"\b(?:two|three|four|five|six|ten|many|several|these|those|various) (?P<w>(?P<stem>" + NOUNS + r"))\b(?![-'’])(?! (?:a|is)\b)": r"\g<stem>s",
}  # fmt: skip
RULES = [(re.compile(pattern), wanted) for pattern, wanted in REPLACED.items()]
PASSIVE = re.compile(
    rf"\b(?:are|is|was|were|be|been|being) (?P<w>{'|'.join(PARTICIPLES)})(?= (?:by|on|in|to|over|as|for|from|with|at)\b)"
)
TWICE = re.compile(r"(?<![\w’'¤-])((?!that |had |very |so |no |bye |ha |x+ )[a-z]+) \1(?![\w’'-])", re.IGNORECASE)
STRAY = re.compile(r"\b(?:the|a|an) (?:are|was|were|has|have|to|of|for|with|by|from|is|the|at|they|we)\b(?![-/’'])")
PRONOUN = "I|he|she|we|they|you|it|there"
OPENERS = re.compile(
    r"(?:(?<=^)|(?<=[.!?] ))(However|Hence|Therefore|Moreover|Furthermore|Nevertheless|Unfortunately|Finally|Fortunately|Yes|No|"
    r"For example|For instance|In my opinion|In fact|In conclusion|On the other hand|In addition|As a result|First of all|"
    r"Secondly|Thirdly|Firstly|Nowadays|Of course|In other words|Consequently|Thus|Besides|To conclude|In contrast|"
    r"Also|Otherwise|Thereby|Today|In this case|In that case|As far as I am concerned|To sum up|In the past|In the future)"
    rf"(?= (?:{PRONOUN}|this|these|those|the|a|an|my|your|his|her|our|their|if|when|some|many|most|people|even)\b)"
)
# These take a comma whatever follows, but for the few words they make one phrase with.
CONNECTIVES = re.compile(
    r"(?:(?<=^)|(?<=[.!?] )|(?<=; ))(Moreover|Furthermore|Nevertheless|Nonetheless|Consequently|Additionally|Unfortunately|Fortunately|Therefore|However"
    r"|Secondly|Thirdly|Firstly|Lastly|Finally|For example|For instance|In conclusion|In addition|In fact|In other words|On the other hand|On the contrary"
    r"|As a result|First of all|To sum up|Nowadays|In my opinion|In summary|Personally|Generally speaking|Similarly|Besides that"
    r"|In my view|As a consequence|Last but not least|To conclude|Above all|After all|In short|In brief|Yes|Meanwhile)"
    r"(?= (?!to\b|of\b|much\b|many\b|that\b|got\b|and\b|or\b|there\b)[A-Za-z])"
)
PHRASE = re.compile(
    r"(?:(?<=^)|(?<=[.!?] ))(?:(?:And|But|So|Even) )?(?:In|On|At|After|During|With|Without|By|From|Before|If|When|Because|Although|While|Since)"
    r" (?:[a-z]+ ){1,5}?(?P<w>(?!that\b|which\b|and\b|or\b|if\b|when\b|because\b|as\b|what\b|of\b|to\b|how\b|but\b|than\b|where\b|for\b|so\b|sure\b|think\b)[a-z]+)(?= (?:I|he|she|we|they) [a-z]+)"
)
BUT = re.compile(
    rf"\b(?P<w>(?!nothing|anything|all|everything|not|ever)[a-z]{{3,}})(?= but (?:{PRONOUN}) (?:is|are|was|were|can|will|would|have|has|had|do|does|did|also)\b)"
)
SO = re.compile(
    r"\b(?P<w>(?!and\b|do\b|does\b|did\b|think\b|just\b|even\b|or\b|not\b|if\b|why\b|say\b|said\b|be\b|is\b|hope\b|doing\b|only\b|ever\b|more\b|quite\b)[a-z]{2,})"
    r"(?= so (?:I|he|she|we|they|it|you) (?:am|is|are|was|were|can|cannot|could|will|would|have|has|had|do|does|did|don't|didn't|need|needed|must|should|went|decided)\b)"
)
# A sentence that begins in lower case, where a whole sentence follows.
LOWER = re.compile(
    r"(?:(?<=^)|(?<=[a-z]{3}[.!?] ))(?P<w>in|on|at|for|when|if|because|although|while|since|after|before|the|this|these|those|that|it|he|she|we|they|you|my|your|his|her|our|their|there|"
    r"a|an|and|but|so|then|what|why|how|who|where|some|many|most|all|people|however|also|first|second|finally|as|with|by|to|not|no|yes|is|are|do|does|did|can|let)(?= [^\n]{12,}[.!?][\"”)]*\s*(?:$|[A-Z]))"
)


def slips(text: str) -> Iterator[Fault]:
    """The slips of a paragraph."""
    for pattern, wanted in RULES:
        group = "w" if "w" in pattern.groupindex else 0
        for found in pattern.finditer(text):
            right = found.expand(wanted)
            shown = right.capitalize() if found.group(group)[0].isupper() else right
            yield Fault(
                *found.span(group),
                "grammar",
                _("Is this the word you meant?"),
                (shown.replace("persons", "people").replace("childs", "children").replace("countrys", "countries"),),
            )
    for found in PASSIVE.finditer(text):
        yield Fault(*found.span("w"), "grammar", _("Is this the word you meant?"), (PARTICIPLES[found.group("w")],))
    for found in TWICE.finditer(text):
        yield Fault(found.end(1), found.end(), "typing", _("The same word twice."), ("",))
    for found in STRAY.finditer(text):
        words = found.group().split()
        yield Fault(*found.span(), "grammar", _("Is this word one too many?"), (words[1], words[0]))


def capitals(text: str) -> Iterator[Fault]:
    """The capital of a whole sentence."""
    for found in LOWER.finditer(text):
        yield Fault(
            *found.span("w"), "typing", _("A sentence begins with a capital."), (found.group("w").capitalize(),)
        )


def commas(text: str) -> Iterator[Fault]:
    """The comma after words that open a sentence, and before “but”."""
    for pattern, group in ((OPENERS, 1), (CONNECTIVES, 1), (PHRASE, "w"), (BUT, "w"), (SO, "w")):
        for found in pattern.finditer(text):
            yield Fault(
                *found.span(group), "grammar", _("A comma is usual after these words."), (found.group(group) + ",",)
            )
