"""What each question was answered, with how many answered it; and who did not answer yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.followup.satisfaction import Response
from duodesk.people.behind import parts_of
from duodesk.people.words import Role
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import Unit, written
from duodesk.reports.satisfaction_figures import ROLES, SaidLine, said_lines
from duodesk.ui.behind import Group, PeopleBehind
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button, Segmented
from duodesk.ui.widgets.layout import column, row
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable
from duodesk.ui.widgets.text import PlainLabel

ANSWERS = "answers"
_BOTH = "both"


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
        key="question", title=N_("Question"), text=lambda line: line.question,
        tip=lambda line: line.question, width=200, strong=True,
    ),
    _number("mean", N_("Mean"), "number", lambda line: line.said.mean, 84),
    _number("scores", N_("Answers"), "count", lambda line: line.said.n, 98),
    _number("agree", N_("4 or 5"), "share", lambda line: line.said.agree, 76),
)  # fmt: skip


class AnswersPanel(QWidget):
    """One line for each question of a role, or what both said of the exchange; Enter or a double
    click shows who answered.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._cohort: Cohort | None = None
        self._lines: tuple[SaidLine, ...] = ()
        self.table: RowsTable[SaidLine] = RowsTable(
            COLUMNS, name=_("What was answered"), key="answers", memory=desk.memory
        )
        self.people = Button(_("People…"), self.show_behind, icon_name="users")
        self.roles = Segmented(
            [
                (str(Role.MENTEE), _("Mentees")),
                (str(Role.MENTOR), _("Mentors")),
                (_BOTH, _("Together")),
            ],
            value=str(Role.MENTEE),
            name=_("Role"),
        )
        self.told = PlainLabel("", role="small", wrap=True)
        self.roles.chosen.connect(lambda _code: self._show())
        self.table.opened.connect(lambda _line: self.show_behind())
        self.setLayout(column(row(self.roles, None, self.people), self.told, self.table))
        self.setFocusProxy(self.table)

    def show_cohort(self, cohort: Cohort) -> None:
        """What was answered in the questionnaires of a cohort."""
        self._cohort = cohort
        self._lines = said_lines(cohort)
        self._show()

    def show_behind(self) -> None:
        """Whose questionnaires came back, of the role of the line one is on."""
        line, cohort = self.table.current(), self._cohort
        if line is not None and cohort is not None:
            roles = (line.role,) if line.role else ROLES
            show_answered(self._desk, line.question, cohort, roles, parent=self.window())

    def _show(self) -> None:
        wanted = self.roles.value()
        lines = [line for line in self._lines if str(line.role or _BOTH) == wanted]
        self.table.set_rows(lines)
        for line in lines[:1]:
            self.told.setText(_told(line.said.response))


def _told(response: Response) -> str:
    words = {
        "answered": response.answered,
        "due": response.due,
        "rate": written("share", response.rate),
    }
    return _(
        "Came back: %(answered)s of %(due)s (%(rate)s). Nothing is told of fewer than five "
        "answers.",
        **words,
    )


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
