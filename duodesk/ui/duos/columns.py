"""The columns of the table of duos before and after the strip: names, how it goes, what is next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from duodesk.base import reference
from duodesk.base.dates import short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.followup.overview import OverviewRow, next_steps
from duodesk.followup.plan_rows import PlannedStep
from duodesk.followup.schedule import StepState
from duodesk.followup.words import DuoStage
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column

# From this weight on an alert is told in red.
RED = 65
# So many duos are asked for their next step at once.
_AT_ONCE = 20
STAGE_TONES = {DuoStage.TO_SIGN: "info", DuoStage.PAUSED: "neutral", DuoStage.ENDED: "neutral"}
STEP_TONES = {
    StepState.OVERDUE: "bad",
    StepState.DUE: "warn",
    StepState.DONE: "good",
    StepState.EARLY: "neutral",
    StepState.SKIPPED: "neutral",
    StepState.RESTING: "neutral",
}


def alert_tone(weight: int) -> str:
    """Red for what cannot wait, amber for what is worth a look."""
    return "bad" if weight >= RED else "warn"


def outcome_words(row: OverviewRow) -> str:
    """What became of the mentee, as far as is known."""
    from duodesk.reports.workbook import outcome_name

    result = row.duo.result
    return outcome_name(result.outcome) if row.duo.start and result.event else ""


def week_words(row: OverviewRow) -> str:
    """Week n of so many; nothing where it has not begun or is over."""
    duo = row.duo
    if not row.under_way or not duo.week:
        return ""
    return f"{min(duo.week, len(duo.weeks))} / {len(duo.weeks)}"


def silence_words(days: int) -> str:
    """How long nothing was heard."""
    return ngettext("%(n)s day", "%(n)s days", days)


def sign_words(days: int) -> str:
    """When the two met last, or one of them was reached."""
    return ngettext("news %(n)s day ago", "news %(n)s days ago", days) if days else _("news today")


def how_badges(row: OverviewRow) -> list[Badge]:
    """The worst reason and how many more there are; else that it is put off, else the stage."""
    worst, stage = row.worst, row.duo.stage
    if worst is not None:
        found = [Badge(worst.rule.label, alert_tone(worst.weight))]
        more = len(row.alerts) - 1
        return [*found, Badge(f"+{more}")] if more else found
    if row.hidden:
        return [Badge(_("put off until %(day)s", day=short(row.snoozed_until)[:5]))]
    if stage == DuoStage.ACTIVE:
        return [Badge(sign_words(row.duo.silent_days), "good")]
    return [Badge(reference.chosen("duo_stage", stage), STAGE_TONES.get(stage, "neutral"))]


def how_words(row: OverviewRow) -> str:
    """The same in words, every reason told."""
    if row.alerts:
        return "; ".join(str(alert.reason) for alert in row.alerts)
    return " ".join(badge.text for badge in how_badges(row))


class Steps:
    """The next step of each duo in sight: read when its cell is painted, with those that follow."""

    def __init__(self, desk: Desk, shown: Callable[[], Sequence[OverviewRow]]) -> None:
        self._desk, self._shown = desk, shown
        self._known: dict[Id, PlannedStep | None] = {}

    def forget(self) -> None:
        """Something changed: read anew."""
        self._known = {}

    def gather(self) -> None:
        """Read those of all duos, before the rows are put in their order."""
        self._read([row.id for row in self._shown() if row.under_way])

    def of(self, row: OverviewRow) -> PlannedStep | None:
        """The next step of one duo."""
        if not row.under_way:
            return None
        if row.id not in self._known:
            rows = [one.id for one in self._shown() if one.under_way]
            place = rows.index(row.id) if row.id in rows else 0
            self._read([row.id, *rows[place + 1 : place + _AT_ONCE]])
        return self._known[row.id]

    def column(self) -> Column[OverviewRow]:
        """The column that shows them."""
        return Column(
            key="next",
            title=N_("Next step"),
            text=self._words,
            tip=self._words,
            badges=self._badges,
            order=lambda r: step.due_on if (step := self.of(r)) else None,
            gather=self.gather,
            searched=False,
            width=176,
        )

    def _read(self, ids: Sequence[Id]) -> None:
        wanted = [one for one in ids if one not in self._known]
        found = self._desk.read(next_steps, wanted, today=self._desk.today)
        self._known |= {one: found.get(one) for one in wanted}

    def _words(self, row: OverviewRow) -> str:
        step = self.of(row)
        return f"{short(step.due_on)[:5]} {step.title}" if step else ""

    def _badges(self, row: OverviewRow) -> list[Badge]:
        step = self.of(row)
        tone = STEP_TONES.get(step.state, "neutral") if step else ""
        return [Badge(self._words(row), tone)] if step else []


def _language(row: OverviewRow) -> str:
    return reference.language_label(row.duo.language) if row.duo.language else ""


FRONT: tuple[Column[OverviewRow], ...] = (
    Column(
        key="pair",
        title=N_("Duo"),
        text=lambda r: r.names,
        tip=lambda r: " · ".join(p for p in (r.duo.number, r.duo.coordinator) if p),
        width=206,
        strong=True,
    ),
    Column(
        key="how",
        title=N_("How it goes"),
        text=how_words,
        tip=how_words,
        badges=how_badges,
        order=lambda r: r.risk,
        width=158,
    ),
)
WEEK: Column[OverviewRow] = Column(
    key="week",
    title=N_("Week"),
    text=week_words,
    order=lambda r: r.duo.week if r.under_way else None,
    width=82,
    right=True,
)
BACK: tuple[Column[OverviewRow], ...] = (
    Column(
        key="stage",
        title=N_("Stage"),
        text=lambda r: reference.chosen("duo_stage", r.duo.stage),
        width=96,
        hidden=True,
    ),
    Column(
        key="start",
        title=N_("Start"),
        text=lambda r: short(r.duo.start),
        order=lambda r: r.duo.start,
        value=lambda r: r.duo.start,
        width=92,
        hidden=True,
    ),
    Column(key="number", title=N_("Number"), text=lambda r: r.duo.number, width=104, hidden=True),
    Column(
        key="end",
        title=N_("Ends on"),
        text=lambda r: short(r.duo.ended_on or r.duo.expected_end),
        order=lambda r: r.duo.ended_on or r.duo.expected_end,
        value=lambda r: r.duo.ended_on or r.duo.expected_end,
        width=96,
        hidden=True,
    ),
    Column(
        key="met",
        title=N_("Met"),
        text=lambda r: f"{r.duo.met} / {r.duo.planned}" if r.duo.start else "",
        order=lambda r: r.duo.met,
        width=80,
        right=True,
        hidden=True,
    ),
    Column(
        key="silent",
        title=N_("Last sign"),
        text=lambda r: silence_words(r.duo.silent_days) if r.duo.stage == DuoStage.ACTIVE else "",
        order=lambda r: -r.duo.silent_days if r.duo.stage == DuoStage.ACTIVE else None,
        width=98,
        hidden=True,
    ),
    Column(
        key="coordinator",
        title=N_("Coordination"),
        text=lambda r: r.looks_after or r.duo.coordinator,
        width=130,
        hidden=True,
    ),
    Column(key="language", title=N_("Language"), text=_language, width=100, hidden=True),
    Column(key="result", title=N_("Outcome"), text=outcome_words, width=110, hidden=True),
)
