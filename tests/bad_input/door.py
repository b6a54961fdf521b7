"""At the door: an attempt to sign in, and what the page refuses."""

from __future__ import annotations

import re

from tests.walking import Walker

RIGHT = "sur le parvis"


def attempt(who: str, password: str, expect: int = 200) -> Walker:
    return Walker().go("/sign-in/").press("Se connecter", expect=expect, login=who, password=password)


def said_wrong(walker: Walker) -> str:
    """The refusal, without what one had typed."""
    return re.sub(r"\s+", " ", " ".join(re.findall(r'class="(?:errors|wrong)".*?</(?:div|p)>', walker.page, re.S)))
