"""A browser without JavaScript: it reads the forms of the page it was given, fills them, presses their buttons, follows."""

from __future__ import annotations

import dataclasses
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.test import Client

ABSENT = object()


@dataclasses.dataclass
class Field:
    name: str
    kind: str
    value: str = ""
    chosen: bool = True
    values: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Form:
    action: str
    method: str
    fields: list[Field] = dataclasses.field(default_factory=list)
    buttons: list[tuple[str, str, str, str]] = dataclasses.field(default_factory=list)  # name, value, words


class Reading(HTMLParser):
    """The forms and links of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[tuple[str, str]] = []
        self.words: list[str] = []
        self.form: Form | None = None
        self.text: list[str] | None = None  # of the button, link, textarea or option being read
        self.now: Any = None
        self.skipping = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        a = {name: value or "" for name, value in attributes}
        if tag in ("template", "script", "style"):
            self.skipping += 1
        if self.skipping:
            return
        if tag == "form":
            self.form = Form(a.get("action", ""), a.get("method", "get").lower())
            self.forms.append(self.form)
        elif tag == "a" and "href" in a:
            self.now, self.text = ("a", a["href"], a.get("aria-label", "")), []
        elif tag == "button":
            self.now, self.text = ("button", a, a.get("aria-label", "")), []
        elif self.form is not None and "name" in a:
            if tag == "input":
                kind, is_on = a.get("type", "text"), "checked" in a
                value = a.get("value", "on" if kind in ("checkbox", "radio") else "")
                self.form.fields.append(Field(a["name"], kind, value, is_on or kind not in ("checkbox", "radio")))
            elif tag == "textarea":
                self.form.fields.append(Field(a["name"], "textarea"))
                self.now, self.text = ("textarea", self.form.fields[-1], ""), []
            elif tag == "select":
                self.form.fields.append(Field(a["name"], "select"))
        elif tag == "option" and self.form is not None and self.form.fields and self.form.fields[-1].kind == "select":
            field = self.form.fields[-1]
            if "selected" in a or not field.values:
                field.value = a.get("value", "")
            field.values.append(a.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("template", "script", "style"):
            self.skipping -= 1
        elif self.skipping:
            return
        elif tag == "form":
            self.form = None
        elif self.now and self.now[0] == tag:
            kind, what, label = self.now
            text = "".join(self.text or [])
            said = " ".join(f"{label} {text}".split())
            if kind == "a":
                self.links.append((said, what))
            elif kind == "textarea":
                what.value = text.removeprefix("\n")
            elif self.form is not None and what.get("type", "submit") == "submit":
                self.form.buttons.append(
                    (what.get("name", ""), what.get("value", ""), said, what.get("formaction", ""))
                )
            self.now = self.text = None

    def handle_data(self, data: str) -> None:
        if self.skipping:
            return
        self.words.append(data)
        if self.text is not None:
            self.text.append(data)


class Walker:
    """`walker.go("/")`, `walker.press("Publier", body="…")`: what a person does without JavaScript. CSRF is checked."""

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
        self.at = "/"

    def go(self, address: str, expect: int = 200) -> Walker:
        return self._arrive(
            self.client.get(address, headers={"referer": f"http://testserver{self.at}"}), address, expect
        )

    def _arrive(self, response: Any, address: str, expect: int) -> Walker:
        for _turn in range(8):
            if response.status_code not in (301, 302, 303):
                break
            address = urljoin(address, response["Location"])
            response = self.client.get(address)
        self.at = urlsplit(address)._replace(scheme="", netloc="").geturl()
        self.response, self.page = response, response.content.decode()
        assert response.status_code == expect, f"{response.status_code} at {self.at}: {self.page[-1500:]}"
        self.reading = Reading(self.page)
        return self

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", " ".join(self.reading.words))

    def follow(self, words: str, where: str = "") -> Walker:
        """Press the first link that says `words` (and leads to an address with `where`)."""
        found = [href for said, href in self.reading.links if words in said and where in href]
        assert found, f"no link “{words}” {where} at {self.at}: {[said for said, _ in self.reading.links]}"
        return self.go(urljoin(self.at, found[0]))

    def form(self, button: str, where: str = "") -> tuple[Form, tuple[str, str, str, str]]:
        for form in self.reading.forms:
            for pressed in form.buttons:
                if button in pressed[2] and where in (form.action or self.at):
                    return form, pressed
        found = [(form.action, [pressed[2] for pressed in form.buttons]) for form in self.reading.forms]
        raise AssertionError(f"no button “{button}” {where} at {self.at}: {found}")

    def value(self, name: str) -> str:
        """What the page shows in a field."""
        fields = [field for form in self.reading.forms for field in form.fields if field.name == name]
        return next(field.value for field in fields if field.chosen)

    def press(self, button: str, where: str = "", expect: int = 200, **typed: Any) -> Walker:
        """Fill the form of this button with `typed` (its fields must be there) and send it."""
        form, (name, value, _words, instead) = self.form(button, where)
        data: dict[str, list[Any]] = {}
        known = {field.name for field in form.fields}
        assert set(typed) <= known, f"no field {set(typed) - known} in the form of “{button}”: {known}"
        for field in form.fields:
            asked = typed.get(field.name, ABSENT)
            if field.kind in ("checkbox", "radio"):
                wanted = asked if isinstance(asked, list) else [asked]
                if field.value in wanted or (asked is True) or (asked is ABSENT and field.chosen):
                    data.setdefault(field.name, []).append(field.value)
                continue
            if field.kind == "file":
                if asked is not ABSENT:
                    data[field.name] = asked if isinstance(asked, list) else [asked]
                continue
            if field.kind == "select" and asked is not ABSENT:
                assert asked in field.values, f"{asked} is not offered: {field.values}"
            data.setdefault(field.name, []).append(field.value if asked is ABSENT else asked)
        for said, wanted in typed.items():
            options = [field.value for field in form.fields if field.name == said and field.kind == "radio"]
            assert not options or wanted in options, f"{wanted} is not offered: {options}"
        if name:
            data.setdefault(name, []).append(value)  # after the fields before it, as browsers do
        address = urljoin(self.at, instead or form.action or self.at)
        if form.method == "get":
            return self.go(f"{address.split('?')[0]}?{urlencode(data, doseq=True)}", expect)
        headers = {"referer": f"http://testserver{self.at}"}
        response = self.client.post(address, data, headers=headers)
        if response.status_code == 307:  # the same form, sent elsewhere
            address = urljoin(address, response["Location"])
            response = self.client.post(address, data, headers=headers)
        return self._arrive(response, address, expect)

    def sign_in(self, handle: str, password: str = "sur le parvis") -> Walker:
        self.go("/sign-in/")
        return self.press("Se connecter", login=f"{handle}@lanterne.example", password=password)
