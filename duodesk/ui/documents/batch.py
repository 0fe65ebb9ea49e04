"""All papers for the signatures of a day: what each duo needs, ticked, printed in one go or kept in
one file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.collate import fold
from duodesk.base.dates import hours, short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.progress import Progress
from duodesk.documents.catalog import kind_of
from duodesk.documents.commands import Drawn, Owned, draw_several, print_several
from duodesk.documents.draw import draw_together
from duodesk.documents.for_signing import (
    LABEL,
    Need,
    SigningDuo,
    copies,
    for_signing,
    signing_days,
    usual_day,
)
from duodesk.ui.desk import Desk
from duodesk.ui.open_places import ask_open
from duodesk.ui.paper_parts import told_missing
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.waiting import Waiting, draw_for, draw_them
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import NumberField
from duodesk.ui.widgets.layout import Flow, row, widget
from duodesk.ui.widgets.picks import PickTable
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.text import PlainLabel, show_if

_DAYS = 5  # days with appointments that are offered
_MOST = 9  # copies for each


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of paper that a duo needs, in the languages of those who read it."""

    duo: SigningDuo
    kind: str
    needs: tuple[Need, ...]

    @property
    def identity(self) -> tuple[object, ...]:
        """What tells it from other lines."""
        return (self.duo.duo_id, self.kind)

    @property
    def missing(self) -> tuple[str, ...]:
        """The places that stay open in it."""
        return tuple(sorted({name for need in self.needs for name in need.owned.paper.missing}))


_COLUMNS: tuple[Column[Line], ...] = (
    Column(key="hour", title=N_("Hour"), text=lambda r: hours(r.duo.start, None), width=60),
    Column(key="duo", title=N_("Duo"), text=lambda r: r.duo.who, width=203),
    Column(key="paper", title=N_("Document"), text=lambda r: kind_of(r.kind).title, width=155),
    Column(
        key="languages",
        title=N_("Copies"),
        width=118,
        text=lambda r: ", ".join(f"{n.owned.paper.language.upper()} × {n.sheets}" for n in r.needs),
    ),
    Column(
        key="open",
        title=N_("Open places"),
        text=lambda r: str(len(r.missing)) if r.missing else "",
        tip=lambda r: told_missing(r.missing),
        width=122,
        right=True,
    ),
)


class SignaturesDialog(Dialog):
    """Tomorrow's signatures, or those of another day: one list, one print, one step to undo."""

    def __init__(self, desk: Desk, *, parent: QWidget) -> None:
        super().__init__(
            _("Papers for signatures"),
            _("Mentee, mentor and office each get their copies of agreement and code of conduct, "
              "the two in their own language. The mentor gets the information note where its "
              "receipt has not come back yet."),
            icon_name="files",
            parent=parent,
        )  # fmt: skip
        self._desk = desk
        days = desk.read(signing_days, office_id=desk.office_id, today=desk.today)
        self.day = DayField(today=desk.today)
        self.day.set_value(usual_day(days, desk.today))
        self.day.committed.connect(lambda _value: self.reload())
        self.copies = NumberField(least=1, most=_MOST)
        self.copies.set_value(desk.appearance.settings.signing_copies)
        self.copies.committed.connect(lambda _value: self._show_count())
        self.table = PickTable(_COLUMNS, identity=lambda one: one.identity, name=_("Papers"))
        self.table.picks_changed.connect(self._show_count)
        self.table.setMinimumWidth(look().px(760))
        self.hint = PlainLabel("", role="muted", wrap=True)
        self.count = PlainLabel("", role="strong")
        self._lay(days)
        self.add_button(_("Close"), self.reject)
        self.pdf = self.add_button(_("One PDF…"), self.save)
        self.go = self.add_button(_("Print…"), self.print, kind="primary", default=True)
        self.reload()

    def reload(self) -> None:
        """The papers of the day that is chosen, ticked; below them those of duos without a day."""
        day = self.day.value()
        planned = self._read(day) if day is not None else []
        others = self._read(None)
        for one in self.table.picks:
            self.table.toggle(one)
        self.table.set_rows([*planned, *others])
        for one in planned:
            self.table.toggle(one)
        told = [
            _("No signature is planned for that day.") if not planned else "",
            _("Duos without an appointment stand below, not ticked.") if others else "",
        ]
        self.hint.setText(" ".join(part for part in told if part))
        show_if(self.hint, on=any(told))
        self._show_count()

    def choose_day(self, day: date) -> None:
        """Another day on which signatures are planned."""
        self.day.set_value(day)
        self.reload()

    def print(self) -> None:
        """Ask once what stays open, then for the printer, and print all."""
        wanted = self._wanted()
        duos = {owned.duo_id for owned, _n in wanted if owned.duo_id is not None}
        if wanted:
            ask_open(
                self._desk,
                [name for owned, _n in wanted for name in owned.paper.missing],
                self._print,
                about=[("duos", duo_id) for duo_id in duos if len(duos) == 1],
                parent=self,
            )

    def save(self) -> None:
        """All papers with all copies in one file; that counts as printed."""
        wanted, title = self._wanted(), self.windowTitle()

        def work(progress: Progress) -> tuple[list[Drawn], bytes]:
            drawn = draw_several([one for one, _n in wanted], progress=progress)
            papers = [(one.paper, n) for one, n in wanted]
            return drawn, draw_together(papers, title, progress=progress)

        def keep(made: tuple[list[Drawn], bytes]) -> None:
            drawn, content = made
            self._desk.ask.save(
                _("Save the papers"), self._file_name(), content, lambda _path: self._leave(drawn)
            )

        if wanted:
            draw_for(self._desk, len(wanted), work, keep, shown=self)

    def _print(self) -> None:
        wanted = self._wanted()

        def show(drawn: list[Drawn]) -> None:
            contents = [
                one.content
                for one, (_owned, n) in zip(drawn, wanted, strict=True)
                for _copy in range(n)
            ]
            print_pdf(
                self._desk,
                contents,
                self.windowTitle(),
                parent=self,
                leaves=lambda: self._leave(drawn),
                counted=True,
            )

        draw_them(self._desk, [one for one, _n in wanted], show, shown=self)

    def _leave(self, drawn: list[Drawn]) -> object:
        """Write them down as printed in one step, and go."""
        done = self._desk.do(print_several, drawn, LABEL)
        if done is not None:
            self._desk.appearance.choose_signing_copies(self._each())
            self.accept()
        return done

    def _lay(self, days: list[date]) -> None:
        self.day.set_name(_("Day of the signatures"))
        self.copies.set_name(_("Copies for each who signs"))
        chips = Flow(spacing=6)
        for day in days[:_DAYS]:
            chips.addWidget(Button(short(day), partial(self.choose_day, day), kind="chip"))
        copies_label = PlainLabel(_("Copies for each who signs"), role="muted")
        line = row(
            PlainLabel(_("Day"), role="muted"), self.day, widget(chips), None, copies_label,
            self.copies, spacing=10,
        )  # fmt: skip
        self.day.setMaximumWidth(look().px(170))
        self.copies.setMaximumWidth(look().px(80))
        self.body.addLayout(line)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.table)
        waiting = Waiting(self._desk.jobs)
        foot = row(self.count, waiting, spacing=12)
        foot.setStretchFactor(waiting, 1)
        self.body.addLayout(foot)

    def _read(self, day: date | None) -> list[Line]:
        desk = self._desk
        return _lines(desk.read(for_signing, day, office_id=desk.office_id, today=desk.today))

    def _each(self) -> int:
        return self.copies.value() or 1

    def _wanted(self) -> list[tuple[Owned, int]]:
        """What is ticked, in the order of the list, with the number of its copies."""
        picked = {one.identity for one in self.table.picks}
        needs = [
            need
            for line in self.table.rows_model.rows()
            if line.identity in picked
            for need in line.needs
        ]
        return list(copies(needs, self._each()))

    def _show_count(self) -> None:
        n = sum(count for _owned, count in self._wanted())
        self.count.setText(ngettext("%(n)s copy to print", "%(n)s copies to print", n))
        for button in (self.pdf, self.go):
            button.setEnabled(n > 0)

    def _file_name(self) -> str:
        day = self.day.value()
        name = fold(self.windowTitle()).replace(" ", "-")
        return f"{name}-{day.isoformat()}.pdf" if day else f"{name}.pdf"


def _lines(duos: list[SigningDuo]) -> list[Line]:
    """A line for each kind of paper of each duo."""
    lines = []
    for duo in duos:
        kinds = dict.fromkeys(need.kind for need in duo.needs)
        lines += [
            Line(duo, kind, tuple(need for need in duo.needs if need.kind == kind))
            for kind in kinds
        ]
    return lines
