"""Retiring a laptop, giving one the right to invite and retire, taking it with the recovery sheet:
what each means, then a yes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.exchange import laptops, rights
from duodesk.exchange.overview import LaptopRow, Overview
from duodesk.store.store import Store
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.text import PlainLabel


class Rights:
    """Asks about the laptop that is marked; `changed` is called once something is stated."""

    def __init__(self, desk: Desk, changed: Callable[[], object]) -> None:
        self._desk = desk
        self._changed = changed

    def retire(self, one: LaptopRow | None) -> None:
        """Retire it, after saying what that means; where it goes on under a new identity, only what
        is meant.
        """
        if one is None or not one.active:
            self._desk.say(_("Mark the laptop first."), "info")
        elif one.kept_by == self._desk.store.replica:
            text = _(
                "This laptop still has the keys of the one it was put back or copied from. It gets "
                "new ones first; then the former one is retired: it gets no more files and none of "
                "its files is taken any more."
            )
            retire = partial(self._retire, one, _renew_and_retire)
            self._desk.ask.confirm(text, _("Renew, then retire the former one"), retire)
        elif one.kept_by is not None:
            text = _(
                "The %(laptop)s in use still has the keys of the one that you retire. On it, renew "
                "seal and lock (Settings, Safety) and make a file; take that in, then retire.",
                laptop=one.name,
            )
            self._desk.ask.warn(text)
        else:
            yes = _("Retire both") if one.before else _("Retire this laptop")
            self._desk.ask.confirm(_meaning(one), yes, partial(self._retire, one, rights.retire))

    def entrust(self, one: LaptopRow | None) -> None:
        """Give it the right to invite and retire, after saying what that means."""
        if one is None or not one.active or one.former:
            self._desk.say(_("Mark the laptop first."), "info")
        elif one.inviter:
            self._desk.say(_("%(laptop)s may invite and retire already.", laptop=one.name), "info")
        else:
            text = _(
                "%(laptop)s of %(name)s may then invite other laptops and retire them, as this "
                "one may. Only retiring that laptop takes the right away again.",
                laptop=one.name,
                name=one.label,
            )
            self._desk.ask.confirm(text, _("Give the right"), partial(self._entrust, one))

    def regain(self, parent: QWidget) -> None:
        """Take the right with the words on the sheet of the first laptop."""
        SheetDialog(self._desk, self._changed, parent=parent).open_over()

    def _retire(self, one: LaptopRow, command: Callable[[Store, bytes], object]) -> None:
        if self._done(command, one):
            text = _("%(laptop)s is retired. The others learn it with your next file.",
                     laptop=one.title)  # fmt: skip
            self._desk.say(text)

    def _entrust(self, one: LaptopRow) -> None:
        if self._done(rights.entrust, one):
            text = _("%(laptop)s may invite and retire. The others learn it with your next file.",
                     laptop=one.title)  # fmt: skip
            self._desk.say(text)

    def _done(self, command: Callable[[Store, bytes], object], one: LaptopRow) -> bool:
        def stated(store: Store) -> bool:
            command(store, one.replica)
            return True

        done = bool(self._desk.do(stated))
        if done:
            self._desk.opened.mark()
        self._changed()
        return done


class SheetDialog(Dialog):
    """The 24 words of the organisation are typed; what is wrong with them is said below them."""

    def __init__(self, desk: Desk, changed: Callable[[], object], *, parent: QWidget) -> None:
        text = _(
            "The first laptop has 24 words for the whole organisation on its recovery sheet. They "
            "give this one the right to invite others and to retire them."
        )
        super().__init__(
            _("The right, with the recovery sheet"), text, icon_name="shield-check", parent=parent
        )
        self._desk = desk
        self._changed = changed
        self.typed = TextField(lines=4)
        self.typed.text.setAccessibleName(_("The 24 words, with spaces between"))
        self.body.addWidget(PlainLabel(_("The 24 words, with spaces between")))
        self.body.addWidget(self.typed)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Take the right"), self.do, kind="primary", default=True)
        self.typed.text.setFocus()

    def do(self) -> None:
        """Take it, where the words are right."""
        try:
            rights.regain(self._desk.store, self.typed.value())
        except UserError as error:
            self.typed.set_problem(str(error))
            self.fit()
            return
        self._desk.opened.mark()
        self._desk.say(_("This laptop may invite and retire. The others learn it with your next "
                         "file."))  # fmt: skip
        self._changed()
        self.accept()


def reason(told: Overview) -> str:
    """Why this laptop may neither invite nor retire, and who may; nothing where it may."""
    if told.may_invite or not told.taken_in:
        return ""
    able = [one.name for one in told.laptops if one.inviter and one.active and not one.former]
    if not able:
        return _(
            "no laptop may invite or retire any more: the first recovery sheet gives the right"
        )
    return _("only these may invite and retire: %(names)s", names=", ".join(able))


def advice(told: Overview) -> str:
    """What to do while the right hangs on one laptop alone."""
    others = [one for one in told.laptops if one.active and not one.former]
    if not told.may_invite or not others or any(one.inviter for one in others):
        return ""
    return _("only this laptop may invite and retire: give another one the right too")


def _meaning(one: LaptopRow) -> str:
    if one.former:
        return _(
            "%(laptop)s of %(name)s, as it was before it was put back or copied, gets no more "
            "files and none of its files is taken any more: right where that laptop was lost. The "
            "%(laptop)s in use goes on. What the former one holds cannot be called back.",
            laptop=one.name,
            name=one.label,
        )
    if one.before:
        return _(
            "This is the %(laptop)s of %(name)s in use now. It and what it was before it was put "
            "back get no more files, and none of their files is taken any more. If the laptop from "
            "before was lost, cancel and mark that one: “before it was put back”.",
            laptop=one.name,
            name=one.label,
        )
    return _(
        "%(laptop)s of %(name)s gets no more files and none of its files is taken any more. "
        "What it already holds cannot be called back.",
        laptop=one.name,
        name=one.label,
    )


def _renew_and_retire(store: Store, replica: bytes) -> None:
    laptops.renew(store)
    rights.retire(store, replica)
