"""The draft of a mail: any mail program reads it, and no name can add a line to its head."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from duodesk.base.i18n import set_language
from duodesk.exchange import mail
from duodesk.exchange.send import Made
from tests.exchange.desks import Offices
from tests.exchange.test_first_exchange import state
from tests.store.test_store import add


def read(data: bytes) -> tuple[EmailMessage, EmailMessage]:
    """The mail, and what is attached to it."""
    message = message_from_bytes(data, _class=EmailMessage, policy=default)
    (attached,) = message.iter_attachments()
    assert isinstance(attached, EmailMessage)
    assert (message.defects, attached.defects) == ([], [])
    return message, attached


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_a_draft_carries_the_file_and_no_word_of_its_content(
    offices: Offices, language: str
) -> None:
    set_language(language)
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    add(bru.store, "Zzkanarie")
    made = bru.make()
    message, attached = read(mail.draft(made))
    assert message["X-Unsent"] == "1"
    assert "ANT-1" in message["Subject"]
    assert attached.get_filename() == made.name
    body = message.get_body(("plain",))
    assert body is not None
    assert "Duodesk" in body.get_content()
    assert b"Zzkanarie" not in mail.draft(made)
    ant.take(Made(made.name, attached.get_content(), made.operations, made.to))
    assert state(bru) == state(ant)


@pytest.mark.parametrize(
    "hostile",
    [
        "x\r\nBcc: somebody@example.org",
        'x"; filename="other.exe',
        "x\n\nA body of its own",
        "\x00\x1b[2J\u2028\x85",
        "\ud800 half a letter",
        "\u202eoud.1-TNA",
        "é" * 5_000,
        "",
    ],
)
def test_hostile_names_stay_in_their_line(hostile: str) -> None:
    made = Made(f"{hostile}.duo", bytes(range(256)) * 9, 1, (hostile, "BRU-1"))
    data = mail.draft(made)
    message, attached = read(data)
    assert sorted(message.keys()) == ["Content-Type", "MIME-Version", "Subject", "X-Unsent"]
    assert attached.get_content() == made.data
    told = attached.get_filename() or ""
    assert told.isprintable()
    assert len(told) <= 200
    assert max(map(len, data.split(b"\r\n"))) <= 998  # RFC 5322 2.1.1
    assert data.isascii()
