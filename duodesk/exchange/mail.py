"""A draft of a mail with an exchange file, to be sent in the person's own mail program."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from duodesk.base.i18n import _
from duodesk.exchange.send import Made

_MOST = 200  # letters of a line that names the laptops


def draft(made: Made) -> bytes:
    """The `.eml` file: unsent, the exchange file attached, nothing of its content in words."""
    message = EmailMessage(policy=SMTP)
    names = _line(", ".join(made.to))
    message["Subject"] = _("Duodesk exchange file for %(to)s", to=names)
    message["X-Unsent"] = "1"  # mail programs of Windows open it to be written and sent
    message.set_content(
        _(
            "Attached is an exchange file. Save it, then drop it on the window of Duodesk. "
            "Only the laptops it was made for can open it."
        )
    )
    for one in made.files:
        message.add_attachment(
            one.data, maintype="application", subtype="octet-stream", filename=_line(one.name)
        )
    return bytes(message)


def _line(text: str) -> str:
    """What may stand in a header: other laptops say how they are called, and one could say it with
    a line break and a header of its own behind it.
    """
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return plain if len(plain) <= _MOST else plain[: _MOST - 1] + "…"
