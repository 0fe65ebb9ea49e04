"""Making a file: for all laptops or one, as a draft of a mail, with everything, or only asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.exchange import joining, mail, send
from duodesk.exchange.overview import Overview
from duodesk.exchange.seal import Kind
from duodesk.exchange.send import Made
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Menu


class Making:
    """What the screen offers to make, and where it is put; `changed` is called once it is
    written.
    """

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        self._desk = desk
        self._changed = changed
        self.told: Overview | None = None

    def offer(self, menu: Menu) -> None:
        """For all, or for one of those that are there."""
        menu.item(_("All laptops…"), self.file, icon_name="usb")
        others = [row for row in self.told.laptops if row.active] if self.told else []
        if others:
            menu.addSeparator()
        for one in others:
            name = _("%(laptop)s · %(label)s…", laptop=one.name, label=one.label)
            menu.item(name, partial(self.file, one.replica))

    def file(self, to: bytes | None = None) -> None:
        """What they lack, saved where the person wants it."""
        self._save(_("Save the exchange file"), self._made(to=to))

    def everything(self) -> None:
        """All there is, where there is doubt."""
        self._save(_("Save the exchange file"), self._made("full"))

    def request(self) -> None:
        """Only what we have, so that the others know what to send."""
        self._save(_("Save the request"), self._made("request"))

    def draft(self) -> None:
        """A file for all in a draft of a mail."""
        made = self._made()
        if made is not None:
            name = made.name.removesuffix(send.SUFFIX) + ".eml"
            draft = mail.draft(made)
            self._desk.ask.save(_("Save the draft"), name, draft, partial(self._told, 0))

    def _save(self, title: str, made: Made | None) -> None:
        if made is not None:
            self._desk.ask.save(title, made.name, made.data, partial(self._saved, made))

    def _made(self, kind: Kind = "delta", to: bytes | None = None) -> Made | None:
        if joining.waits(self._desk.store):
            return self._desk.do(joining.request)
        return self._desk.do(send.make, kind=kind, to=None if to is None else [to])

    def _saved(self, made: Made, path: Path) -> None:
        try:
            further = send.write_further(made, path)
        except UserError as error:
            self._desk.say(str(error), "bad")
            return
        self._told(len(further), path)

    def _told(self, further: int, path: Path) -> None:
        self._desk.opened.mark()
        said = _("Written: %(name)s", name=path.name)
        if further:
            said += " " + ngettext(
                "%(n)s more file lies beside it and goes with it.",
                "%(n)s more files lie beside it and go with it.",
                further,
            )
        self._desk.say(said)
        self._changed()
