"""Reads what a month or a week shows, and no day more."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from duodesk.store.session import Session
from duodesk.training.dated import Dated, DatedKind, dated
from duodesk.training.days_off import DayMark, marks
from duodesk.ui.desk import Desk
from duodesk.ui.training.layers import HOLIDAYS, Layers
from duodesk.ui.training.shown import Period, Signs, month_of, week_of


def period(
    desk: Desk, layers: Layers, day: date, *, week: bool, everywhere: bool, mine: bool
) -> Period:
    """The month or the week of a day, as filters and layers have it."""
    first, last = week_of(day) if week else month_of(day)
    office_id = None if everywhere else desk.office_id
    # What is hidden is not read; where nothing is, what a newer program calls otherwise comes too.
    shown_kinds = [kind for kind in DatedKind if layers.shows(str(kind))]
    kinds = None if len(shown_kinds) == len(DatedKind) else shown_kinds

    def read(session: Session) -> tuple[list[Dated], list[DayMark]]:
        found = dated(session, first=first, last=last, office_id=office_id, kinds=kinds)
        off = marks(session, first=first, last=last, communities=layers.communities())
        return found, off

    entries, off = desk.read(read)
    me = desk.store.author_id
    shown = [one for one in entries if not mine or me in one.staff]
    signs = _signs(off, holidays=layers.shows(HOLIDAYS))
    inside = None if week else (day.year, day.month)
    return Period(first, last, desk.today, inside, tuple(shown), signs)


def _signs(off: list[DayMark], *, holidays: bool) -> dict[date, Signs]:
    names: dict[date, str] = {}
    schools: dict[date, list[tuple[str, str]]] = defaultdict(list)
    for mark in off:
        if mark.community is not None:
            schools[mark.day].append((mark.community.upper(), mark.name))
        elif holidays:
            names[mark.day] = mark.name
    return {
        day: Signs(names.get(day, ""), tuple(schools.get(day, ())))
        for day in names.keys() | schools.keys()
    }
