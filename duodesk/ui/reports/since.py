"""What changed since an earlier report, and why: two reports beside each other, per figure and per
duo.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import moment, short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.office.queries import offices
from duodesk.reports import snapshots
from duodesk.reports.behind import duos_behind
from duodesk.reports.changes import Comparison, DuoChange, FigureChange, Why, changes
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import written
from duodesk.reports.kept import Content, KeptFigure, content_of
from duodesk.reports.question import Question
from duodesk.reports.snapshots import SnapshotRow
from duodesk.ui import leaving
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Segmented
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel, show_if

NOW = "now"
FIGURES, DUOS = "figures", "duos"
_WIDTH, _HIGH = 940, 330


def _told(change: FigureChange, kept: KeptFigure | None) -> str:
    """A figure with part and whole, as it was told."""
    if kept is None:
        return "–"
    value = written(change.figure.unit, kept.value)
    if change.figure.unit != "share" or kept.part is None or not kept.whole:
        return value
    part, whole = (f"{number:.0f}" for number in (kept.part, kept.whole))
    return _("%(value)s (%(part)s of %(whole)s)", value=value, part=part, whole=whole)


OF_FIGURES: tuple[Column[FigureChange], ...] = (
    Column(key="figure", title=N_("Figure"), text=lambda c: c.figure.title, width=380, strong=True),
    Column(key="before", title=N_("Before"), text=lambda c: _told(c, c.before), width=200),
    Column(key="now", title=N_("Now"), text=lambda c: _told(c, c.now), width=200),
)
OF_DUOS: tuple[Column[DuoChange], ...] = (
    Column(key="number", title=N_("Duo"), text=lambda c: c.number, width=110, strong=True),
    Column(key="office", title=N_("Office"), text=lambda c: c.office, width=64),
    Column(key="why", title=N_("Why"), text=lambda c: _why(c.why), width=190),
    Column(
        key="before", title=N_("Before"), text=lambda c: c.before, tip=lambda c: c.before, width=240
    ),
    Column(key="now", title=N_("Now"), text=lambda c: c.now, tip=lambda c: c.now, width=240),
)


class SinceDialog(Dialog):
    """Two reports of those that were kept, or one of them and how things stand now."""

    def __init__(
        self, desk: Desk, question: Question, cohort: Cohort, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("What changed since the last report"), parent=parent)
        self.setMinimumWidth(look().px(_WIDTH))
        self._desk, self._question, self._cohort = desk, question, cohort
        self.comparison: Comparison | None = None
        self.before, self.now = ChoiceField([], empty=None), ChoiceField([], empty=None)
        self.other = Notice(
            _("The two reports ask of different periods: what is new may lie in the period."),
            tone="warn",
        )
        self.shown = Segmented(
            [(FIGURES, _("Figures")), (DUOS, _("Duos"))], value=FIGURES, name=_("What changed")
        )
        self.why = PlainLabel("", role="small", wrap=True)
        self.figures: RowsTable[FigureChange] = RowsTable(
            OF_FIGURES, name=_("Figures that changed"), key="since-figures", memory=desk.memory
        )
        self.duos: RowsTable[DuoChange] = RowsTable(
            OF_DUOS, name=_("Duos that changed"), key="since-duos", memory=desk.memory
        )
        self.nothing = EmptyState("circle-check", _("Nothing changed between these two reports."))
        self._lay()
        for field in (self.before, self.now):
            field.committed.connect(lambda _value: self._compare())
        self.shown.chosen.connect(lambda _code: self._show())
        self.duos.opened.connect(self._open)
        self._learn()

    def keep(self) -> None:
        """Keep the report as it stands now."""
        if self._desk.do(snapshots.keep, self._question, self._cohort) is not None:
            self._desk.say(_("The report is kept."))
            self._learn()

    def to_excel(self) -> None:
        """What is shown as a workbook."""
        table = self.figures if self.shown.value() == FIGURES else self.duos
        leaving.to_excel(self._desk, leaving.Leaving(table, table.accessibleName()))

    def _lay(self) -> None:
        for title, field in ((_("Before"), self.before), (_("Now"), self.now)):
            field.set_name(title)
        chosen = row(
            *(
                widget(column(PlainLabel(title, role="small"), field, spacing=2))
                for title, field in ((_("Before"), self.before), (_("Now"), self.now))
            ),
            spacing=12,
        )
        chosen.setStretch(0, 3)
        chosen.setStretch(1, 2)
        self.body.addLayout(chosen)
        for part in (self.other, self.shown, self.why, self.figures, self.duos, self.nothing):
            self.body.addWidget(part)
        for table in (self.figures, self.duos):
            table.setMinimumHeight(look().px(_HIGH))
        self.add_button(_("Keep this report"), self.keep)
        self._excel = self.add_button(_("To Excel, as shown…"), self.to_excel)
        self.add_button(_("Close"), self.reject, kind="primary", default=True)

    def _learn(self) -> None:
        """The reports there are; the last one on the same question is compared with now."""
        rows = self._desk.read(snapshots.snapshots)
        names = {one.id: one.name for one in self._desk.read(offices)}
        kept = [(str(one.id), _named(one, names)) for one in rows]
        self.before.set_options(kept)
        self.now.set_options([(NOW, _("As it stands now")), *kept])
        last = self._desk.read(snapshots.latest, self._question)
        chosen = last.id if last is not None else next((one.id for one in rows), None)
        if chosen is not None:
            self.before.set_value(str(chosen))
        self.now.set_value(NOW)
        self._compare()

    def _compare(self) -> None:
        before, now = self._content(self.before.value()), self._content(self.now.value())
        self.comparison = changes(before, now) if before and now else None
        self._show()

    def _content(self, code: str | None) -> Content | None:
        if code == NOW:
            return content_of(self._cohort)
        return self._desk.read(snapshots.content, Id(code)) if code else None

    def _show(self) -> None:
        found = self.comparison
        moved = [one for one in found.figures if one.moved] if found else []
        self.figures.set_rows(moved)
        self.duos.set_rows(found.duos if found else [])
        figures = self.shown.value() == FIGURES
        count = self.figures.rows_model.rowCount() if figures else len(found.duos if found else ())
        show_if(self.other, on=found is not None and not found.same_period)
        show_if(self.figures, on=figures and count > 0)
        show_if(self.duos, on=not figures and count > 0)
        show_if(self.nothing, on=not count)
        self._excel.setEnabled(count > 0)
        self.why.setText(_reasons(found) if found else "")
        self._say_nothing()

    def _say_nothing(self) -> None:
        if self.comparison is None:
            told = _("No report was kept yet.")
            hint = _("One is kept whenever a workbook or the PDF is made, and when you wish.")
            self.nothing.set_texts(told, hint)
        else:
            self.nothing.set_texts(_("Nothing changed between these two reports."))

    def _open(self, change: DuoChange) -> None:
        found = self._desk.read(duos_behind, [change.number])
        if found:
            self.accept()
            self._desk.go("duos", found[0].duo_id)


def _named(one: SnapshotRow, names: dict[Id, str]) -> str:
    """“12/03/2026, 14:32 · 01/01/2025 – 31/12/2025 · Brussels · Annick”."""
    place = names.get(one.about_office_id, "?") if one.about_office_id else _("All offices")
    period = f"{short(one.begin)} – {short(one.end)}"
    return " · ".join(filter(None, (moment(one.made_at), period, place, one.author, one.remark)))


def _why(why: Why) -> str:
    return why.title


def _reasons(found: Comparison) -> str:
    """How many duos moved for each reason."""
    counts = ((why, len(found.of(why))) for why in Why)
    return " · ".join(
        _("%(why)s: %(n)s", why=_why(why), n=number) for why, number in counts if number
    )
