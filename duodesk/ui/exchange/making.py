"""Making a file: for all laptops or one, as a draft of a mail, with everything, or only asking."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, ngettext
from duodesk.base.progress import Progress
from duodesk.exchange import joining, mail, send
from duodesk.exchange.overview import Overview
from duodesk.exchange.seal import Kind
from duodesk.exchange.send import Made
from duodesk.store.store import Store
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Job
from duodesk.ui.widgets.buttons import Menu


class Making:
    """What the screen offers to make, beside the window and one at a time, and where it is put;
    `changed` is called once it is written, or written nowhere.
    """

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        self._desk = desk
        self._changed = changed
        self._job: Job[Made] | None = None
        self.told: Overview | None = None

    def offer(self, menu: Menu) -> None:
        """For all, or for one of those that are there."""
        menu.item(_("All laptops…"), self.file, icon_name="usb")
        known = self.told.laptops if self.told else ()
        others = [row for row in known if row.active and not row.former]
        if others:
            menu.addSeparator()
        for one in others:
            name = _("%(laptop)s · %(label)s…", laptop=one.name, label=one.label)
            menu.item(name, partial(self.file, one.replica))

    def file(self, to: bytes | None = None) -> None:
        """What they lack, saved where the person wants it."""
        self._make(partial(self._save, _("Save the exchange file")), to=to)

    def everything(self) -> None:
        """All there is, where there is doubt."""
        self._make(partial(self._save, _("Save the exchange file")), "full")

    def request(self) -> None:
        """Only what we have, so that the others know what to send."""
        self._make(partial(self._save, _("Save the request")), "request")

    def draft(self) -> None:
        """A file for all in a draft of a mail."""
        self._make(self._save_draft)

    def _make(
        self, then: Callable[[Made], object], kind: Kind = "delta", to: bytes | None = None
    ) -> None:
        if self._job is not None and not self._job.over:
            self._desk.say(_("A file is being made already."), "info")
            return
        store = self._desk.store

        def work(progress: Progress) -> Made:
            return _made(store, kind, to, progress)

        self._job = self._desk.jobs.start(
            _("Making the file"), work, then, refused=lambda e: self._desk.say(str(e), "bad")
        )

    def _save(self, title: str, made: Made) -> None:
        self._desk.ask.save(
            title, made.name, made.data, partial(self._saved, made), partial(self._forget, made)
        )

    def _save_draft(self, made: Made) -> None:
        name = made.name.removesuffix(send.SUFFIX) + ".eml"
        self._desk.ask.save(
            _("Save the draft"), name, mail.draft(made),
            partial(self._told, 0), partial(self._forget, made),
        )  # fmt: skip

    def _saved(self, made: Made, path: Path) -> None:
        try:
            further = send.write_further(made, path)
        except UserError as error:
            self._desk.say(str(error), "bad")
            self._forget(made)
            return
        self._told(len(further), path)

    def _forget(self, made: Made) -> None:
        send.forget(self._desk.store, made)
        self._changed()

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


def _made(store: Store, kind: Kind, to: bytes | None, progress: Progress) -> Made:
    if joining.waits(store):
        return joining.request(store)
    return send.make(store, kind=kind, to=None if to is None else [to], progress=progress)
