"""What each question was answered, with how many answered it; and who did not answer yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.people.behind import parts_of
from duodesk.people.words import Role
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import Unit, written
from duodesk.reports.satisfaction_figures import ROLES, SaidLine, said_lines
from duodesk.ui.behind import Group, PeopleBehind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel

ANSWERS = "answers"


def _number(
    key: str, title: str, unit: Unit, value: Callable[[SaidLine], float | None], width: int
) -> Column[SaidLine]:
    return Column(
        key=key,
        title=title,
        text=lambda line: written(unit, value(line)),
        order=value,
        width=width,
        right=True,
    )


COLUMNS: tuple[Column[SaidLine], ...] = (
    Column(
        key="role",
        title=N_("Role"),
        text=lambda line: reference.chosen("role", line.role) if line.role else _("Both"),
        width=66,
    ),
    Column(
        key="question", title=N_("Question"), text=lambda line: line.question, width=170,
        strong=True,
    ),
    _number("mean", N_("Mean"), "number", lambda line: line.said.mean, 62),
    _number("agree", N_("4 or 5"), "share", lambda line: line.said.agree, 70),
    _number("scores", N_("Answers"), "count", lambda line: line.said.n, 78),
    _number("rate", N_("Came back"), "share", lambda line: line.said.response.rate, 88),
)  # fmt: skip


class AnswersPanel(QWidget):
    """One line for each question of each role; Enter or a double click shows who answered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cohort: Cohort | None = None
        self.table: RowsTable[SaidLine] = RowsTable(
            COLUMNS, name=_("What was answered"), key="answers", memory=desk.memory
        )
        self.people = Button(_("People…"), self.show_behind, icon_name="users")
        told = PlainLabel(_("Fewer than five answers are not told."), role="small")
        self.table.opened.connect(lambda _line: self.show_behind())
        self.setLayout(column(row(told, None, self.people), self.table))
        self.setFocusProxy(self.table)

    def show_cohort(self, cohort: Cohort) -> None:
        """What was answered in the questionnaires of a cohort."""
        self._cohort = cohort
        self.table.set_rows(said_lines(cohort))

    def show_behind(self) -> None:
        """Whose questionnaires came back, of the role of the line one is on."""
        line, cohort = self.table.current(), self._cohort
        if line is not None and cohort is not None:
            roles = (line.role,) if line.role else ROLES
            show_answered(self._desk, line.question, cohort, roles, parent=self.window())


def show_answered(
    desk: Desk, title: str, cohort: Cohort, roles: Sequence[Role], *, parent: QWidget
) -> None:
    """Whose questionnaires came back, and whose did not yet; never what they said."""
    groups = [
        Group(_("Came back"), _parts(desk, cohort, roles, back=True)),
        Group(_("Not back yet"), _parts(desk, cohort, roles, back=False)),
    ]
    PeopleBehind(desk, title, groups, parent=parent).open_over()


def _parts(desk: Desk, cohort: Cohort, roles: Sequence[Role], *, back: bool) -> tuple[Id, ...]:
    found: list[Id] = []
    for role in roles:
        own = [one for one in cohort.answers if one.role == role]
        people = [one.person_id for one in own if one.is_back(cohort.as_of) == back]
        found += desk.read(parts_of, people, role)
    return tuple(found)
