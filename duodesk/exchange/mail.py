"""A draft of a mail with an exchange file, to be sent in the person's own mail program."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

from duodesk.base.i18n import _
from duodesk.exchange.send import Made


def draft(made: Made, *, to: str = "") -> bytes:
    """The `.eml` file: unsent, the exchange file attached, nothing of its content in words."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _("Duodesk exchange file for %(to)s", to=", ".join(made.to))
    if to:
        message["To"] = to
    message["X-Unsent"] = "1"
    message.set_content(
        _(
            "Attached is an exchange file. Save it, then drop it on the window of Duodesk. "
            "Only the laptops it was made for can open it."
        )
    )
    message.add_attachment(
        made.data, maintype="application", subtype="octet-stream", filename=made.name
    )
    return bytes(message)
