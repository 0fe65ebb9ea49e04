"""A draft of a mail with an exchange file, to be sent in the person's own mail program."""

from __future__ import annotations

from duodesk.base.i18n import _
from duodesk.base.mail import Attached, header, unsent
from duodesk.exchange.send import Made


def draft(made: Made) -> bytes:
    """The `.eml` file: unsent, the exchange file attached, nothing of its content in words."""
    names = header(", ".join(made.to))
    return unsent(
        _("Duodesk exchange file for %(to)s", to=names),
        _(
            "Attached is an exchange file. Save it, then drop it on the window of Duodesk. "
            "Only the laptops it was made for can open it."
        ),
        [Attached(one.name, one.data) for one in made.files],
    )
