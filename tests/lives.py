"""A whole life on the network, for tests of what is held on a person: Nadia has done everything one can do."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from demo.cast import World
from parvis.communities.hosting import invite
from parvis.communities.joining import ask
from parvis.communities.models import Archive, Community
from parvis.feed.models import CommunityMute, EchoesSince, FeedChoice, PersonMute, PostMute, ReadMark, Visit
from parvis.identity.models import PeopleImport
from parvis.intranet.models import FactRemoval, InsideHost, Source, SourcePause
from parvis.intranet.tests.site import told
from parvis.kernel import clock
from parvis.kernel.once import claim
from parvis.leadership import asking, buddying, remarking, reminding
from parvis.leadership.accompanying import open_oneself
from parvis.leadership.drawing import draw
from parvis.leadership.keeping_a_door import keep_open
from parvis.leadership.keeping_time import keep_slots, put_aside, sit
from parvis.leadership.opening import open_draft
from parvis.leadership.opening_doors import Plan, announce
from parvis.leadership.refusing import refuse
from parvis.leadership.showing import show_sentence
from parvis.leadership.skipping import skip
from parvis.leadership.visiting import Noted, visit
from parvis.leadership.visiting import Sheet as VisitSheet
from parvis.notifications import deciding
from parvis.notifications.models import MailTrouble, NoticeChoice, PlaceLevel, PushDevice, TopicLevel
from parvis.people.following import follow
from parvis.people.models import Appointment, Mandate, Person
from parvis.people.profiling import Profile, edit_profile, put_photo
from parvis.posts.answering import accept_answer, ask_too
from parvis.posts.attaching import keep_file
from parvis.posts.commenting import comment_on, edit_comment, withdraw_comment
from parvis.posts.drafting import Typed, keep
from parvis.posts.editing import edit, withdraw
from parvis.posts.ignoring import be_silent_on_voice, ignore
from parvis.posts.marking import bookmark, pin
from parvis.posts.models import (
    Comment,
    HouseTerm,
    HouseWord,
    MustRead,
    Post,
    ReadConfirmation,
    UnsettledBallot,
    UnsettledComment,
    UnsettledMeToo,
    UnsettledReaction,
)
from parvis.posts.publishing import Ballot, Sheet, draft, publish_new
from parvis.posts.reacting import react
from parvis.posts.scheduling import keep_quiet
from parvis.posts.voting import vote
from parvis.rehearsal.inviting import open_to
from parvis.rehearsal.practising import answer as practise
from parvis.rehearsal.practising import ask as rehearsal_question
from parvis.rehearsal.practising import say_aloud
from parvis.rehearsal.remarking import echo, nod, remark, reply
from parvis.rehearsal.stepping import close_steps
from parvis.rehearsal.writing import begin

SECRET = "mot-d-un-autre"


def picture(name: str) -> ContentFile:
    file = io.BytesIO()
    Image.new("RGB", (600, 600), "#b5391f").save(file, "PNG")
    return ContentFile(file.getvalue(), name=name)


def rehearse(world: World) -> None:
    """In the wings: a text of Nadia's that Karim speaks of, and one of Karim's that she speaks of."""
    nadia, karim = world.nadia, world.karim
    mine, his = begin("Je répète, Nadia Belkacem", by=nadia), begin(f"{SECRET} de Karim", by=karim)
    open_to(mine, karim, days=3, by=nadia)
    open_to(his, nadia, days=3, by=karim)
    for text, by in ((mine, karim), (his, nadia)):
        words = SECRET if by is karim else "Remarque de Nadia Belkacem"
        row = remark(text, words, by=by, passage=(0, 5), version=1)
        reply(row, "Merci" if by is karim else words, by=by)
        nod(text, "clear", by=by)
        echo(text, "yes", words, by=by)
        practise(rehearsal_question(text, words, by=by), "Réponse essayée" if by is karim else SECRET, by=text.author)
    say_aloud(mine, by=nadia)
    close_steps(by=nadia)


def accompany(world: World) -> None:
    """Karim accompanies Nadia and reads a draft of hers; she accompanies him and speaks of one of his."""
    nadia, karim = world.nadia, world.karim
    for by, companion in ((nadia, karim), (karim, nadia)):
        link = open_oneself(companion, by=by)
        text = draft(Sheet(body=SECRET if by is karim else "Un brouillon de Nadia Belkacem"), by=by)
        open_draft(text, link, by=by)
        words = SECRET if companion is karim else "Conseil de Nadia Belkacem"
        row = remarking.remark(text, words, by=companion)
        remarking.reply(row, SECRET if by is karim else "Merci", by=by)
    skip("figure", by=nadia)
    keep_slots([(1, dt.time(8, 45))], by=nadia)
    put_aside("talk", 1, by=nadia, for_good=True)
    sit(by=nadia)
    Appointment.objects.create(person=nadia, power="communicator", at=clock.now())
    Mandate.objects.create(person=karim, title="Comité", at=clock.now())
    Mandate.objects.update_or_create(person=nadia, defaults={"title": "Comité", "at": clock.now()})
    show_sentence("Une phrase de Nadia Belkacem", by=Person.objects.get(pk=nadia.pk))
    draw(2, by=nadia)
    visit(karim, VisitSheet(saw="Vu par Nadia Belkacem"), Noted("met"), by=nadia)


def open_doors(world: World) -> None:
    """Nadia, a leader, opens a door; she asks at Thomas's, says me too, and refuses a question of Karim's there; they are buddies."""
    nadia, karim, place = world.nadia, world.karim, world.place("la-place")
    when = clock.now() + dt.timedelta(days=3)
    announce(Plan("Une porte", "Venez", place, when, dt.timedelta(hours=1), "https://appel.example/nadia"), by=nadia)
    keep_open("Demandez à Nadia Belkacem", 5, allows_anonymous=True, shows_promise=False, by=nadia)
    door = announce(Plan("L’usine", "Demandez", place, when, dt.timedelta(hours=1)), by=world.thomas)
    asking.ask(door, "Une question signée", by=nadia)
    other = asking.ask(door, "Une autre", by=karim)
    asking.me_too(other, by=nadia)
    reminding.remind_me(door, by=nadia)
    refuse(other, "again", "", by=nadia)
    buddying.choose(karim, by=nadia)


def tell_facts(world: World) -> None:
    """Nadia, an administrator for a day, names the host of the intranet, adds and pauses a source, tells a fact and puts it aside."""
    nadia, now = world.nadia, clock.now()
    InsideHost.objects.create(name="intranet.example", by=nadia, at=now)
    SourcePause.objects.create(source=Source.objects.create(name="Gazette", by=nadia, at=now), by=nadia, at=now)
    FactRemoval.objects.create(fact=told("Un fait", by=nadia), by=nadia, at=now)


def live(world: World) -> dict[str, Any]:
    """Everything Nadia can leave behind, and private things of others next to it (they hold SECRET)."""
    nadia, karim, cleo = world.nadia, world.karim, world.cleo
    place, now = world.place("relation-client"), clock.now()
    edit_profile(nadia, Profile("Ma phrase", "Lille", ["fr"], ["rappel"], "fr", "Europe/Paris"), by=nadia)
    put_photo(nadia, picture("moi.png"), None, by=nadia)
    follow(karim, by=nadia)
    follow(nadia, by=karim)
    for power in ("moderator",):
        Appointment.objects.create(person=nadia, power=power, at=now)
    Mandate.objects.create(person=nadia, title="Comité", at=now)
    ask(world.place("managers"), by=nadia)
    invite(place, world.paul, by=nadia)
    Archive.objects.create(community=Community.objects.create(slug="vieille", name="Vieille"), by=nadia, at=now)
    claim(nadia, "une-clé")
    file = keep_file(picture("bureau.png"), by=nadia, alt="Un bureau")
    mine = publish_new(Sheet(body="Un essai, signé @nadia", community=place, attachments=(file.pk,)), by=nadia)
    edit(mine, Sheet(body="Un essai refait", community=place), by=nadia, version=1)
    gone = publish_new(Sheet(body="Repris", community=place), by=nadia)
    withdraw(gone, by=nadia)
    pin(mine, by=nadia)
    kept = draft(Sheet(body="Brouillon de Nadia"), by=nadia)
    question = publish_new(Sheet(kind="question", body="Qui sait ?"), by=nadia)
    accept_answer(question, comment_on(question, "Moi, @nadia !", by=karim), by=nadia)
    other = publish_new(Sheet(kind="question", body="Demandez à @nadia", community=place), by=karim)
    edit(other, Sheet(kind="question", body="Demandez vite à @nadia", community=place), by=karim, version=1)
    said = comment_on(other, "Je réponds", by=nadia)
    edit_comment(said, "Je réponds mieux", by=nadia, version=1)
    taken = comment_on(other, "Non", by=nadia)
    comment_on(other, "Si", by=karim, to=taken)
    withdraw_comment(Comment.objects.get(pk=taken.pk), by=nadia)
    react(other, "bravo", by=nadia)
    react(Comment.objects.filter(author=karim).first(), "useful", by=nadia)
    ask_too(other, by=nadia)
    bookmark(other, by=nadia)
    poll = publish_new(Sheet(kind="poll", body="Quand ?", community=place, poll=Ballot(["lundi", "mardi"], is_anonymous=False)), by=cleo)  # fmt: skip
    vote(poll.poll, [poll.poll.options.first().pk], by=nadia)
    for row in (
        Visit(person=nadia, started_at=now), FeedChoice(person=nadia), EchoesSince(person=nadia, at=now), PersonMute(person=nadia, muted=karim),
        PersonMute(person=karim, muted=nadia), CommunityMute(person=nadia, community=place),
        PostMute(person=nadia, post=other), UnsettledComment(author=nadia, post=other, body_html="<p>Attend</p>", body_text="Attend", at=now, settles_at=now),
        UnsettledReaction(person=nadia, post=question, sign="useful", at=now, settles_at=now),
        UnsettledMeToo(person=nadia, post=other, at=now, settles_at=now), UnsettledBallot(person=nadia, poll=poll.poll, at=now, settles_at=now), PeopleImport(by=nadia, at=now, name="gens.csv"),
    ):  # fmt: skip
        row.save(force_insert=True)
    asked = MustRead.objects.create(post=other, by=nadia, at=now, until=now)
    ReadConfirmation.objects.create(must_read=asked, person=nadia, at=now)
    rehearse(world)
    accompany(world)
    open_doors(world)
    tell_facts(world)
    ReadMark.objects.get_or_create(person=nadia, post=other, defaults={"at": now})
    keep(Typed("clé", {"body": "Brouillon gardé par Nadia Belkacem", "place": "la-place"}), by=nadia)
    ignore("language", "nadiesque", by=nadia)
    be_silent_on_voice(nadia)
    keep_quiet(dt.time(19), dt.time(8), weekends=True, person=nadia)
    HouseTerm.objects.create(words="Aurore", by=nadia, at=now)
    HouseWord.objects.create(words="Lanterne", by=nadia, at=now)
    draft(Sheet(body=SECRET), by=karim)
    keep(Typed("clé", {"body": SECRET, "place": "la-place"}), by=karim)
    publish_new(Sheet(body=SECRET, community=world.place("managers")), by=cleo)
    NoticeChoice.objects.create(person=nadia, at=now)
    MailTrouble.objects.create(person=nadia, email=nadia.email, why="plus de place", at=now)
    PushDevice.objects.create(
        person=nadia, address="https://push.example/x", address_hash="x", p256dh="x", auth="x", at=now
    )
    PlaceLevel.objects.create(person=nadia, place_id=place.pk, much="everything")
    TopicLevel.objects.create(person=nadia, page_id=other.pk, much="nothing")
    deciding.decide()
    return {
        "mine": Post.objects.get(pk=mine.pk),
        "draft": kept,
        "other": other,
        "person": Person.objects.get(pk=nadia.pk),
    }
