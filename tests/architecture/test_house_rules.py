"""The rules of the house that a linter of imports cannot see. A failing rule says why and what to do."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import NoReverseMatch, get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

ROOT = Path(__file__).resolve().parents[2]
ORDER = [
    {"kernel"}, {"interface"}, {"people"}, {"chronicle"}, {"live"}, {"notifications", "search", "preflight"}, {"communities"}, {"posts", "identity"}, {"feed"},
    {"ripple", "rehearsal", "moderation", "compliance"}, {"leadership"}, {"api", "importers", "intranet"},
]  # fmt: skip
LEVEL = {area: level for level, areas in enumerate(ORDER) for area in areas}
BUDGETS = {".py": 250, ".html": 80, ".css": 250, ".js": 100}
PUBLIC = {
    "sign-in/", "sign-out/", "demo/", "demo/sign-in/<slug:handle>/", "first-run/", "invitation/<str:secret>/", "health/", "language/", "account/inactive/", "account/signup/",
    "password/change/", "password/reset/", "password/reset/done/", "password/reset/key/done/", "password/reset/key/<account_key:uidb36>-<str:key>/", "account/reauthenticate/",
    "account/sessions/", "posts/", "logo/", "mail/leave/<str:token>/", "sw.js", "manifest.webmanifest", "offline/", "intranet/hooks/<int:source_id>/",
}  # fmt: skip


def ours(suffix: str) -> list[Path]:
    return [
        path
        for path in (ROOT / "parvis").rglob(f"*{suffix}")
        if "migrations" not in path.parts and "tests" not in path.parts
    ]


def test_foreign_keys_look_down():
    for model in apps.get_models():
        if not model.__module__.startswith("parvis."):
            continue
        here = model.__module__.split(".")[1]
        for field in model._meta.get_fields():
            if field.many_to_one or (field.one_to_one and field.concrete):
                there = (
                    field.related_model.__module__.split(".")[1]
                    if field.related_model.__module__.startswith("parvis.")
                    else here
                )
                assert there == here or LEVEL[there] < LEVEL[here], (
                    f"{model.__name__}.{field.name} points up to {there}: turn the link around, or use a registry of kernel"
                )


def test_no_signal_receivers_of_ours():
    for path in ours(".py"):
        assert "@receiver" not in path.read_text(), f"{path}: verbs call, registries list; no signals"


def test_no_imports_of_ours_inside_functions():
    for path in ours(".py"):
        if path.name == "apps.py" or "models" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.ImportFrom):
                        assert not (inner.module or "").startswith("parvis"), (
                            f"{path}:{inner.lineno}: import at the top, or move what is shared a line below"
                        )


def test_budgets():
    exceptions = tomllib.loads((ROOT / "tests" / "budgets" / "exceptions.toml").read_text())
    for suffix, most in BUDGETS.items():
        for path in ours(suffix):
            name = str(path.relative_to(ROOT))
            lines = len(path.read_text().splitlines())
            assert lines <= exceptions.get(name, {}).get("lines", most), (
                f"{name} has {lines} lines, the budget is {most}: split it by aspect, or say why in tests/budgets/exceptions.toml"
            )


def routes(patterns, prefix=""):
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from routes(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def test_every_view_is_guarded():
    for route, entry in routes(get_resolver().url_patterns):
        if route in PUBLIC:
            continue
        views = getattr(entry.callback, "views", {"*": entry.callback})
        for method, view in views.items():
            assert getattr(view, "guard", None), (
                f"{method} {route} is open to all: decorate it with @person_required or @power_required, or list it in PUBLIC"
            )


def test_no_inline_style_or_script():
    for path in ours(".html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text), (
            f"{path}: the content security policy refuses it; use a class or a behaviour"
        )


def test_only_stored_html_is_marked_safe():
    for path in ours(".html"):
        for found in re.findall(r"\{\{[^}]*\|\s*safe[^}]*\}\}", path.read_text()):
            assert "body_html" in found or "theirs" in found, (
                f"{path}: {found}: escape, or sanitise on write into body_html"
            )


def test_every_named_route_of_a_template_exists():
    names = {found for path in ours(".html") for found in re.findall(r"url\(\"([\w:]+)\"\)", path.read_text())}
    for name in names:
        try:
            reverse(name)
        except NoReverseMatch:  # pragma: no cover
            pytest.fail(f"a template links to {name}, which is no route")


def test_a_community_and_its_members_point_at_persons_only():
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if field.many_to_one and model.__module__.startswith("parvis.") and "identity" not in model.__module__:
                assert field.related_model.__name__ != "Account", (
                    f"{model.__name__}.{field.name}: point at Person, an account is only a login"
                )
