"""Drafts of mails as files (`.eml`), to be looked at and sent in a person's own mail program."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

_MOST = 200  # letters of a line in the head of a mail


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail; `kind` as mails name it: text/calendar, and its parameters."""

    name: str
    data: bytes
    kind: str = "application/octet-stream"
    parameters: tuple[tuple[str, str], ...] = ()


def unsent(subject: str, text: str, files: Iterable[Attached], *, to: str = "") -> bytes:
    """The `.eml` file of a mail that was not sent yet, with these files attached."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = header(subject)
    if _is_address(to):
        message["To"] = to
    message["X-Unsent"] = "1"  # mail programs of Windows open it to be written and sent
    message.set_content(text)
    for one in files:
        main, _slash, sub = one.kind.partition("/")
        message.add_attachment(
            one.data,
            maintype=main,
            subtype=sub,
            filename=header(one.name),
            params=dict(one.parameters),
        )
    return bytes(message)


def header(text: str) -> str:
    """What may stand in a header: a name from another laptop could come with a line break and a
    header of its own behind it.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _MOST else plain[: _MOST - 1] + "…"


def _is_address(text: str) -> bool:
    """Whether a text is one plain address; anything else is left to who sends the mail."""
    name, at, place = text.partition("@")
    sound = text.isascii() and text.isprintable() and not set(text) & set(' ,;:<>()[]"\\')
    return sound and bool(name and at and place) and "@" not in place and len(text) <= _MOST
