"""Writing a post, and changing it: nothing typed or chosen is lost when it is refused."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from parvis.interface.restoring import unsent
from parvis.interface.words import in_words
from parvis.kernel import addresses, clock
from parvis.kernel.http import answer, see_other
from parvis.kernel.ids import id_in
from parvis.kernel.once import key_of, new_key
from parvis.kernel.refusals import Conflict, Refused
from parvis.people.http import person_required
from parvis.people.models import Person
from parvis.posts.beside import offers
from parvis.posts.drafting import MOVED, keep
from parvis.posts.forms import KINDS, PostForm
from parvis.posts.knowing import known
from parvis.posts.models import Post
from parvis.posts.naming import places_for
from parvis.posts.publishing import Sheet, draft, publish_new
from parvis.posts.quiet_hours import rest_until
from parvis.posts.releasing import keep_written, publish_written
from parvis.posts.repeating import SentAlready
from parvis.posts.rereading import Stopped, of_sheet, require_clear
from parvis.posts.settling import is_settled
from parvis.posts.signing import service_of
from parvis.posts.views.drafts import said
from parvis.posts.views.loading import acknowledge, said_already, sends_once
from parvis.posts.views.receiving import cover_of, files_of
from parvis.posts.views.typed import key_in, own_draft, post_in, typed_in

MOST_BEGUN = 1


def form_for(request: Any, data: Any = None, **initial: Any) -> PostForm:
    return PostForm(data, initial=initial, places=places_for(request.person), storyline=not request.person.is_guest)


def composer(request: Any, form: PostForm, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page where one writes. `draft_key`, `draft_version`: the draft it keeps itself in."""
    kind = form["kind"].value() or "note"
    context = {"draft_key": key_in(request.POST) or new_key(), "draft_version": id_in(request.POST.get("draft_version")) or 0, **context}  # fmt: skip
    places, wanted = form.choices(), form["place"].value() or ""
    context["attached"] = attached(str(form["link"].value() or ""))
    context["offers"] = offers(request, form.places.get(wanted))
    if wanted not in dict(places) and (lost := context.get("lost_place")):
        places = [(wanted, _("%(place)s: closed to you now, choose another") % {"place": lost}), *places]
    return answer(
        request, page="posts/compose.html", form=form, kinds=KINDS, kind=kind, status=status, places=places,
        has_storyline=not request.person.is_guest, service=service_of(request.person), rest=rest_words(request.person), again=context.pop("again", f"/posts/new/?kind={kind}"), **context,
    )  # fmt: skip


def rest_words(person: Person) -> dict[str, str] | None:
    """Said beside the buttons when others are left in peace: it may leave in the morning."""
    opens = rest_until(person)
    return (
        {
            "now": date_format(timezone.localtime(clock.now(), opens.tzinfo), "H:i"),
            "opens": in_words(opens, "l j F, H:i"),
        }
        if opens
        else None
    )


def begun(request: Any, form: PostForm, wanted: str) -> list[Post]:
    """The newest drafts meant for this place: found again where they were going, on any device."""
    place = form.places.get(wanted)
    rows = Post.objects.drafted_by(request.person).filter(community=place).select_related("draft")
    found = list(rows.order_by("-id")[:MOST_BEGUN])
    for post in found:
        post.kept_at = post.draft.at if hasattr(post, "draft") else post.drafted_at  # type: ignore[attr-defined]
    return found


def attached(link: str) -> dict[str, Any] | None:
    """The page put beside the words, as the composer shows it."""
    address = addresses.canonical(link)
    if not address:
        return None
    key = addresses.key_of(address)
    page = known([key]).get(key)
    return {"address": address, "title": page.title if page else address, "said_on": page.said_on if page else None}


@person_required
def new(request: Any) -> HttpResponse:
    kind, wanted = request.GET.get("kind", "note"), request.GET.get("in", "la-place")
    known = kind if kind in dict(KINDS) else "note"
    first = {
        "kind": known,
        "place": wanted,
        "body": request.GET.get("body", "")[:2000],
        "is_anonymous": True,
        "link": addresses.canonical(request.GET.get("link", "")[:2000]),
    }
    form, waiting = form_for(request, **first), unsent(request)
    if waiting:
        form = form_for(request, **{"is_anonymous": False, "is_multiple": False, **waiting})
    return composer(
        request, form, closed=request.GET.get("in") and wanted not in form.places, waiting=waiting,
        begun=begun(request, form, wanted),
    )  # fmt: skip


@person_required
def create(request: Any) -> HttpResponse:
    """Publish, keep as a draft, choose an hour, or read again: what the button says."""
    request.POST = with_link(request.POST)
    form = form_for(request, request.POST)
    held = post_in(own_draft(request.person, key_in(request.POST)))
    files, cover = files_of(request, held), cover_of(request, held)
    refusals, asked, remarks = [*files.refusals, *cover.refusals], request.POST.get("save", ""), []
    versions: dict[str, int] = {}
    try:
        typed, sheet = typed_in(request, files, cover), form.sheet(files.ids, cover.pk) if form.is_valid() else None
        if "attach" in request.POST:
            asked = "attach"
            held_now = keep(typed, by=request.person) if typed.key else None
            versions = {"draft_version": held_now.draft.version} if held_now and held_now.draft else {}
        elif asked == "read":
            remarks = of_sheet(sheet, by=request.person, post=held) if sheet else []
        elif sheet and not refusals:
            return acknowledge(request, kept(request, send(request, sheet, typed, asked), asked))
        elif typed.key and asked:
            keep(typed, by=request.person)
    except SentAlready as again:
        said_already(request, again)
        return acknowledge(request, at_home(again.row))
    except Refused as no:
        no.onto(form)
        if isinstance(no, Moved):  # sent again, it takes the place of the other text, which is kept too
            versions["draft_version"] = no.version
        remarks = no.remarks if isinstance(no, Stopped) else []
    for refusal in refusals:
        form.add_error(None, str(refusal.message))
    status = 200 if asked in ("read", "attach") and not form.errors else 422
    return composer(
        request, form, status=status, kept=files.rows, cover=cover.row, remarks=remarks, is_read=asked == "read",
        **versions,
    )  # fmt: skip


def with_link(sent: Any) -> Any:
    """What was sent, with the page a button puts beside the words, or without the one that is to go."""
    if "attach" not in sent and "drop-link" not in sent:
        return sent
    changed = sent.copy()
    changed["link"] = addresses.canonical(sent.get("attach", "")[:2000])
    changed.pop("drop-link", None)
    return changed


class Moved(Conflict):
    """The draft was continued elsewhere; `version` is what it is now."""

    def __init__(self, words: str, version: int) -> None:
        super().__init__(words)
        self.version = version


def send(request: Any, sheet: Sheet, typed: Any, asked: str) -> Post:
    """The verb of the button. A program that names no draft makes one post with one call."""
    person, once = request.person, sends_once(request)
    if asked in ("draft", "schedule"):
        if not typed.key:
            return draft(sheet, by=person, key=key_of(request), once=once)
        held = keep_written(sheet, typed, by=person, once=once)
        row = held.draft
        if held.state == MOVED and row is not None:
            raise Moved(said(held), row.version)
        if row is None or row.post is None:
            raise Refused(_("Write a few words before publishing."), field="body")
        return row.post
    if not typed.key:
        require_clear(sheet, by=person)
        return publish_new(sheet, by=person, key=key_of(request), once=once)
    return publish_written(sheet, typed, by=person, key=key_of(request), once=once)


def at_home(post: Any) -> HttpResponse:
    """Where a post of one's own is found."""
    return see_other(f"/posts/{post.pk}/" if post.published_at else "/drafts/")


def kept(request: Any, post: Post, asked: str = "") -> HttpResponse:
    """What is said once the post is here."""
    if asked == "schedule" and post.published_at is None:
        return answer(request, to=f"/posts/{post.pk}/schedule/", json={"id": str(post.pk)}, status=201)
    if post.published_at is None:
        messages.success(request, _("Your draft is kept. Only you see it."))
        return answer(request, to="/drafts/", json={"id": str(post.pk)}, status=201)
    if is_settled(post):  # the page says it, with the way back, while it waits
        messages.success(request, _("It is published."))
    address = f"/posts/{post.pk}/"
    return answer(request, to=address, json={"id": str(post.pk), "url": address}, status=201)
