"""Mail that comes in: answers, forgeries, machines, returned mails, and the worst there is."""

from __future__ import annotations

import email.message
import email.policy
import io
import re
from pathlib import Path

import pytest
from anymail import signals
from anymail.inbound import AnymailInboundMessage
from anymail.signals import AnymailInboundEvent, AnymailTrackingEvent
from django.core.management import CommandError, call_command

from parvis.communities.joining import leave
from parvis.notifications import deciding
from parvis.notifications.addressing import reply_address
from parvis.notifications.models import MailTrouble, Notice
from parvis.notifications.receiving import receive, text_of, words_of
from parvis.posts.commenting import comment_on
from parvis.posts.models import Comment
from parvis.posts.publishing import Sheet, publish_new

pytestmark = pytest.mark.django_db
THREADS = Path("/work/shared/data/mail_threads")
QUOTED = {
    "gmail": "Oui, dix.\n\nOn Wed, Nov 25, 2026 at 10:00 AM Parvis <a@b.example> wrote:\n> Combien ?\n",
    "apple": "Oui, dix.\n\nLe 25 nov. 2026 à 10:00, Parvis <a@b.example> a écrit :\n\n> Combien ?\n",
    "outlook": "Oui, dix.\n\nDe : Parvis <a@b.example>\nEnvoyé : mercredi 25 novembre 2026 10:00\nÀ : Nadia\nObjet : Combien\n\nCombien ?\n",
    "crlf": "Oui, dix.\r\n\r\n-- \r\nNadia\r\n",
}


@pytest.fixture
def notice(world, settings):
    settings.PARVIS = settings.PARVIS.model_copy(update={"mail_reply": "reply@parvis.example"})
    post = publish_new(Sheet(body="On a testé.", community=world.place("aurore")), by=world.nadia)
    comment_on(post, "Combien ?", by=world.cleo)
    deciding.decide()
    return Notice.objects.get(person=world.nadia)


def answer(notice, words="Oui, dix.", **headers) -> bytes:
    message = email.message.EmailMessage()
    message["From"] = headers.pop("From", f"Nadia <{notice.person.email.upper()}>")
    message["To"] = reply_address(notice.pk)
    message["Message-ID"] = "<1@ailleurs.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(words)
    return message.as_bytes()


@pytest.mark.parametrize("shape", QUOTED)
def test_an_answer_becomes_a_comment(notice, shape):
    assert receive(answer(notice, QUOTED[shape])).startswith("comment ")
    said = Comment.objects.latest("pk")
    assert (said.body_text.strip(), said.author, said.post_id) == ("Oui, dix.", notice.person, notice.page_id)
    receive(answer(notice, QUOTED[shape]))  # delivered twice
    assert Comment.objects.filter(author=notice.person).count() == 1


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<head><style>p{}</style><title>Non</title></head><p>Oui, dix.</p><blockquote>Combien ?", "Oui, dix."),
        ("<STYLE>p{}</STYLE ><header>Oui,</header> dix.", "Oui, dix."),
        ("<p>Oui, dix.</p>" + "<style" * 200_000, "Oui, dix."),
        ("<p>Oui, dix.</p>" + "<style>" * 200_000, "Oui, dix."),
        ("<p>Oui, dix.</p><style>" + "<" * 900_000, "Oui, dix."),
        ("<p>Oui, dix.</p>" + "<div class=" * 100_000, "Oui, dix."),
    ],
)
def test_words_of_html_whatever_it_is_made_of(html, said):
    """However long and broken: a tag that never ends is not read to the end of the mail for each of them."""
    assert words_of(html).strip().startswith(said)


def test_a_great_many_empty_lines_are_one(notice):
    assert receive(answer(notice, "Oui," + "\n \n" * 30_000 + "dix.")).startswith("comment ")
    assert Comment.objects.latest("pk").body_text.split() == ["Oui,", "dix."]


def test_lists_are_no_signature_and_a_very_long_line_is_several(notice):
    said = "Deux choses :\n\n- le quai\n- la nuit\n\n" + "On verra " * 400
    assert receive(answer(notice, said)).startswith("comment ")
    kept = Comment.objects.latest("pk").body_text
    assert re.findall(r"\w+", kept) == re.findall(r"\w+", said)
    came = email.message_from_bytes(answer(notice, said), policy=email.policy.default)
    assert max(map(len, text_of(came).splitlines())) <= 2_000


def test_html_and_files(notice):
    message = email.message.EmailMessage()
    message["From"], message["To"] = notice.person.email, reply_address(notice.pk)
    message.set_content(
        "<p>Oui,&nbsp;<b>d&eacute;j&agrave; dix</b>&#160;: &lt;3</p><script>alert(1)</script><blockquote>Combien ?</blockquote>",
        "html",
    )
    message.add_attachment(b"x" * 99, maintype="application", subtype="pdf", filename="a.pdf")
    assert receive(message.as_bytes()).startswith("comment ")
    assert Comment.objects.latest("pk").body_text.strip().replace("\xa0", " ") == "Oui, déjà dix : <3"


@pytest.mark.parametrize(
    ("headers", "became"),
    [
        ({"From": "cleo@lanterne.example"}, "refused"),
        ({"From": "nadia@ailleurs.example"}, "refused"),
        ({"Auto_Submitted": "auto-replied"}, "dropped"),
        ({"X_Autoreply": "yes"}, "dropped"),
        ({"Precedence": "auto_reply"}, "dropped"),
        ({"Return_Path": "<>"}, "dropped"),
        ({"List_Id": "<notices.127.0.0.1>"}, "dropped"),
        ({"Authentication_Results": "mx.example; dmarc=fail"}, "refused"),
    ],
)
def test_who_is_not_heard(notice, headers, became):
    assert receive(answer(notice, **headers)).startswith(became)
    assert not Comment.objects.filter(author=notice.person).exists()


def test_what_one_can_no_longer_read_is_not_answered(world, notice):
    leave(world.place("aurore"), by=world.nadia)
    assert receive(answer(notice)).startswith("refused")
    assert Comment.objects.count() == 1


def report(notice, to: str) -> bytes:
    head = 'From: MAILER-DAEMON@mx.example\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
    status = f"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n"
    return f"{head}{status}--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <notice-{notice.pk}@127.0.0.1>\r\n\r\n--b--\r\n".encode()


def test_a_returned_mail_stops_the_next_ones(notice, signed_in):
    assert receive(report(notice, "karim@lanterne.example")).startswith("dropped")  # not whom we wrote to
    assert not MailTrouble.objects.exists()
    assert receive(report(notice, notice.person.email)) == "bounce"
    browser = signed_in("nadia")
    assert "550 no such user" in browser.get("/me/notices/").content.decode()
    browser.post("/me/notices/mended/")
    assert not MailTrouble.objects.exists()


def test_the_pipe(notice, monkeypatch, capsys):
    class Pipe:
        buffer = io.BytesIO(answer(notice))

    monkeypatch.setattr("sys.stdin", Pipe)
    call_command("mail", "receive")
    assert capsys.readouterr().out.startswith("comment ")
    Pipe.buffer = io.BytesIO(answer(notice, From="x@y.example"))
    with pytest.raises(CommandError):
        call_command("mail", "receive")


def test_a_very_deep_message_ends(notice):
    body = answer(notice).split(b"\n\n", 1)[1]
    for n in range(300):
        body = b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n%s\n--b%d--\n' % (n, n, body, n)
    assert isinstance(receive(f"To: {reply_address(notice.pk)}\nFrom: {notice.person.email}\n".encode() + body), str)


@pytest.mark.skipif(not THREADS.exists(), reason="the real threads are not on this machine")
def test_real_messages_are_read_without_harm(db):
    found = [path for path in THREADS.rglob("*") if path.suffix in (".eml", ".mbox", ".txt", "")][:400]
    assert [receive(path.read_bytes()) for path in found if path.is_file()]
    assert not Comment.objects.exists()


def test_a_mail_service_hands_over_and_sends_back(world, notice):
    event = AnymailInboundEvent(event_type="inbound", message=AnymailInboundMessage.parse_raw_mime_bytes(answer(notice)))  # fmt: skip
    signals.inbound.send(sender=object, event=event, esp_name="x")
    assert Comment.objects.filter(author=world.nadia).count() == 1
    for kind in ("delivered", "bounced"):
        assert not MailTrouble.objects.exists()
        gone = AnymailTrackingEvent(event_type=kind, recipient="Karim@lanterne.example", description="no such mailbox")
        signals.tracking.send(sender=object, event=gone, esp_name="x")
    assert MailTrouble.objects.get().person == world.karim
