"""Taking a laptop in: the invitation with its six words, the yes to who asks, and the answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QWidget

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.exchange import joining, send, take
from duodesk.exchange.joining import Asking, NewInvitation
from duodesk.exchange.send import Made
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Changes, Store
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Job
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.text import PlainLabel, literal


@dataclass(frozen=True, slots=True)
class _Taken:
    """A laptop taken in: its answer, which is given also where its first words could not be taken
    in, and the tables that those touched.
    """

    answer: Made
    tables: frozenset[str]
    problem: str = ""


class Inviting:
    """Invites over a part of the screen; `changed` is called after each step."""

    def __init__(
        self, desk: Desk, part: QWidget, offices: dict[Id, str], changed: Callable[[], object]
    ) -> None:
        self._desk = desk
        self._part = part
        self._offices = offices
        self._changed = changed
        self._job: Job[_Taken] | None = None

    def invite(self) -> None:
        """Ask for which office, then save the invitation and show its words."""
        dialog = Dialog(
            _("Invite a laptop"),
            _("For which office? The invitation is a file; its six words are read over the "
              "telephone and never written in the same mail."),
            icon_name="usb",
            parent=self._part.window(),
        )  # fmt: skip
        tick = QCheckBox(literal(_("The new laptop may invite and retire others too")))
        tick.setAccessibleName(_("The new laptop may invite and retire others too"))
        dialog.body.addWidget(tick)
        for seed in OFFICES:
            name = self._offices.get(seed.id, seed.code)
            dialog.add_button(name, partial(self._invite, dialog, seed.code, tick))
        dialog.add_button(_("Cancel"), dialog.reject, kind="quiet")
        dialog.open_over()

    def ask_about(self, data: bytes, path: Path) -> None:
        """A laptop asks by a file: say who, take it in on a yes, put the answer beside the file."""
        who = self._desk.do(joining.asking, data)
        if who is None:
            return
        text = _(
            "%(name)s asks to be taken in as %(laptop)s. Take it in only if you invited this "
            "person.",
            name=who.label,
            laptop=who.laptop,
        )
        self._desk.ask.confirm(text, _("Take it in"), partial(self._accept, who, data, path))

    def answer_again(self, data: bytes, path: Path) -> bool:
        """Whether a laptop was taken in by this file; its answer, lost perhaps, is offered."""
        try:
            who = joining.asking(self._desk.store, data)
        except UserError:
            return False
        text = _(
            "%(name)s was taken in as %(laptop)s by this file before. If the answer was lost, it "
            "can be made again.",
            name=who.label,
            laptop=who.laptop,
        )
        again = partial(self._accept, who, data, path)
        self._desk.ask.confirm(text, _("Make the answer again"), again)
        return True

    def _invite(self, dialog: Dialog, code: str, tick: QCheckBox) -> None:
        inviter = tick.isChecked()
        dialog.accept()
        made = self._desk.do(joining.invite, code, inviter=inviter)
        if made is not None:
            self._desk.ask.save(
                _("Save the invitation"), made.name, made.data, partial(self._show_words, made)
            )

    def _show_words(self, made: NewInvitation, _path: Path) -> None:
        words = Dialog(
            _("Six words to read over the telephone"),
            _("The new laptop asks for them together with the file. They are shown only now."),
            icon_name="info",
            parent=self._part.window(),
        )
        words.body.addWidget(PlainLabel(" ".join(made.words), role="heading", wrap=True))
        words.add_button(_("Close"), words.accept, kind="primary", default=True)
        words.open_over()
        self._changed()

    def _accept(self, who: Asking, data: bytes, path: Path) -> None:
        if self._job is not None and not self._job.over:
            self._desk.say(_("A laptop is being taken in already."), "info")
            return
        store, waiting = self._desk.store, self._desk.opened.waiting

        def work(progress: Progress) -> _Taken:
            return _take_in(store, data, path.name, waiting, progress)

        self._job = self._desk.jobs.start(
            _("Taking %(laptop)s in", laptop=who.laptop),
            work,
            lambda done: self._taken(done, path),
            refused=lambda error: self._desk.say(str(error), "bad"),
        )

    def _taken(self, done: _Taken, path: Path) -> None:
        desk, answer = self._desk, done.answer
        desk.bus.changed.emit(Changes(operation=b"file", tables=done.tables))
        if done.problem:
            desk.say(done.problem, "bad")
        shared = desk.appearance.settings.exchange_folder
        if shared and path.parent == Path(shared):
            desk.say(_("The shared folder brings the answer to the new laptop."))
        else:
            place = path.with_name(answer.name)
            title = _("Save the answer for the new laptop")
            desk.ask.save(
                title, str(place), answer.data,
                partial(self._answered, answer), partial(self._forget, answer),
            )  # fmt: skip
        self._changed()

    def _answered(self, answer: Made, path: Path) -> None:
        try:
            send.write_further(answer, path)
        except UserError as error:
            self._desk.say(str(error), "bad")
            self._forget(answer)
            return
        self._desk.opened.mark()
        text = _("Written: %(name)s. Take it back to the new laptop and open it there.",
                 name=path.name)  # fmt: skip
        self._desk.say(text)
        self._changed()

    def _forget(self, answer: Made) -> None:
        send.forget(self._desk.store, answer)
        self._desk.say(
            _("The answer was not saved. Open the request once more to make it again."), "warn"
        )
        self._changed()


def _take_in(store: Store, data: bytes, name: str, waiting: Path, progress: Progress) -> _Taken:
    answer = joining.accept(store, data, progress=progress)
    try:
        done = take.take(store, data, name, waiting)
    except UserError as error:
        return _Taken(answer, frozenset(), str(error))
    return _Taken(answer, frozenset(done.touched))
