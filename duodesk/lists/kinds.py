"""The kinds of lists that come in, each declared once: what it is called, how it is checked and
written.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from duodesk.base.i18n import N_, Message, _
from duodesk.base.progress import Progress, silent
from duodesk.lists import forms, mapping, repairs
from duodesk.lists.apply import Imported, apply_import
from duodesk.lists.attendance import apply_attendance, check_attendance
from duodesk.lists.check import check
from duodesk.lists.content import recognise_contents
from duodesk.lists.duos import apply_duos, check_duos
from duodesk.lists.known import compared
from duodesk.lists.mapping import Column
from duodesk.lists.meetings import apply_meetings, check_meetings
from duodesk.lists.outcomes import apply_outcomes, check_outcomes
from duodesk.lists.plan import Plan
from duodesk.lists.read import sheet_of
from duodesk.lists.row import Reading
from duodesk.lists.sheet import Sheet, SheetFile
from duodesk.lists.signatures import apply_signatures, check_signatures
from duodesk.lists.targets import (
    ATTENDANCE,
    DUOS,
    MEETINGS,
    OUTCOMES,
    PEOPLE,
    SIGNATURES,
    Target,
    targets,
)  # fmt: skip
from duodesk.model.people import Role
from duodesk.office import settings
from duodesk.people.checks import age_limits
from duodesk.people.queries import known
from duodesk.store.store import Store


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: people of one role, or things about people known already."""

    code: str
    title_id: str
    subject: str
    apply: Callable[..., Imported]

    @property
    def title(self) -> str:
        return _(self.title_id)

    @property
    def targets(self) -> tuple[Target, ...]:
        """What its columns may hold."""
        return targets(self.subject)


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind(str(Role.MENTEE), N_("Mentees"), PEOPLE, apply_import),
        Kind(str(Role.MENTOR), N_("Mentors"), PEOPLE, apply_import),
        Kind(DUOS, N_("Duos"), DUOS, apply_duos),
        Kind(MEETINGS, N_("Meetings"), MEETINGS, apply_meetings),
        Kind(OUTCOMES, N_("Outcomes"), OUTCOMES, apply_outcomes),
        Kind(SIGNATURES, N_("Signatures"), SIGNATURES, apply_signatures),
        Kind(ATTENDANCE, N_("Attendance"), ATTENDANCE, apply_attendance),
    )
}
_CHECKS: dict[str, Callable[..., Plan[Any]]] = {
    DUOS: check_duos,
    MEETINGS: check_meetings,
    OUTCOMES: check_outcomes,
    SIGNATURES: check_signatures,
    ATTENDANCE: check_attendance,
}


@dataclass(frozen=True, slots=True)
class Draft:
    """One sheet of a file and what it is taken for; a person may say otherwise."""

    sheet: Sheet
    kind: Kind
    columns: tuple[Column, ...]
    form: forms.Form | None = None

    @property
    def sure(self) -> bool:
        """Whether nothing was guessed."""
        return all(column.sure for column in self.columns)

    def remapped(self, index: int, target: str, detail: str = "") -> Draft:
        """With a column taken for something else."""
        return replace(self, columns=mapping.remapped(self.columns, index, target, detail))


def draft(
    store: Store, workbook: SheetFile, *, sheet: str | None = None, kind: str | None = None
) -> Draft:
    """What a sheet is most likely about, and what its columns hold: as somebody set them before,
    else by their headings, else by their cells.
    """
    found = repairs.taken(sheet_of(workbook, sheet))
    chosen = KINDS[kind or _likely(found)]
    columns = mapping.recognise(found.headings, kind=chosen.subject, groups=found.groups)
    if chosen.subject == PEOPLE:
        columns = recognise_contents(found, columns)
    with store.read() as session:
        form = forms.remembered(session, store.office_id, found, chosen.subject)
    if form is not None:
        columns = forms.applied(found, columns, form)
        said = Message(N_("Columns as you set them on %(day)s."), {"day": f"{form.on:%d/%m}"})
        found = replace(found, warnings=(*found.warnings, said))
    return Draft(found, chosen, columns, form)


def dry_run(store: Store, one: Draft, *, progress: Progress = silent) -> Plan[Any]:
    """What every row would do, before anything is written."""
    today = store.clock.today()
    with store.read() as session:
        if one.kind.subject != PEOPLE:
            run = _CHECKS[one.kind.subject]
            return run(session, one.sheet, one.columns, today=today, progress=progress)
        limits = age_limits(settings.values(session, office_id=store.office_id, on=today))
        code = mapping.list_language(one.sheet.headings)
        plan = check(
            one.sheet, one.columns, Reading(Role(one.kind.code), today, code),
            known=known(session), limits=limits, progress=progress,
        )  # fmt: skip
        return compared(session, plan)


def apply(store: Store, plan: Plan[Any], *, progress: Progress = silent) -> Imported:
    """Write what a plan says, all or none, as one step of undo."""
    return KINDS.get(plan.kind, KINDS[str(Role.MENTEE)]).apply(store, plan, progress=progress)


def _likely(sheet: Sheet) -> str:
    subject = mapping.likely_kind(sheet.headings, sheet.groups)
    if subject != PEOPLE:
        return subject
    columns = mapping.recognise(sheet.headings, groups=sheet.groups)
    return str(mapping.likely_role(columns, f"{sheet.name} {sheet.file}"))
