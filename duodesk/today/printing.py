"""Gathering a day for paper: its lines, and the telephones of one's duos."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from duodesk.base.collate import sort_key
from duodesk.base.dates import hour, short
from duodesk.base.i18n import language
from duodesk.documents.my_day import DayLine, DayPart, MyDay
from duodesk.followup.covers import covers, standing_in
from duodesk.model.pairing import DuoStage
from duodesk.office.queries import author_names, authors, office
from duodesk.today.day import Day
from duodesk.today.heads import People, duo_heads
from duodesk.today.line import Line
from duodesk.today.queries import same_colleague
from duodesk.today.reading import Asked
from duodesk.today.rules import RULES
from duodesk.today.words import Group

_PRINTED = (Group.OVERDUE, Group.TODAY, Group.WEEK)
_UNDER_WAY = (DuoStage.TO_SIGN, DuoStage.ACTIVE, DuoStage.PAUSED)


def collect(session: Session, asked: Asked, day: Day) -> MyDay:
    """The day as it will be printed, in the language spoken, with everybody's number."""
    names = author_names(session)
    parts = [
        DayPart(group.title, tuple(_line(one, day) for one in day.groups[group]))
        for group in _PRINTED
        if day.groups.get(group)
    ]
    return MyDay(
        office=office(session, asked.office_id),
        language=language(),
        day=day.on,
        name=names.get(asked.author_id, "") if asked.author_id else "",
        parts=tuple(parts),
        phones=tuple(_phones(session, asked, day)),
    )


def _line(line: Line, day: Day) -> DayLine:
    parts = [short(line.due_on)[:5] if line.due_on != day.on else ""]
    parts += [hour(line.at) if line.at is not None else ""]
    title = next((rule.title for rule in RULES if rule.key == line.rule), "")
    return DayLine(
        when=" ".join(part for part in parts if part),
        who=line.about.title or title,
        why=" · ".join((str(line.reason), *line.tags)),
        phones=tuple((one.name, one.number) for one in line.about.phones if one.number),
    )


def _phones(session: Session, asked: Asked, day: Day) -> Iterable[tuple[str, str]]:
    """Everybody on the list, and both of each duo that one looks after today; by name."""
    known = {
        (one.name, one.number)
        for lines in day.groups.values()
        for line in lines
        for one in line.about.phones
    }
    me = same_colleague(authors(session, office_id=asked.office_id), asked.author_id)
    held = covers(session, since=asked.today)
    duos = duo_heads(session, People(session), office_id=asked.office_id, today=asked.today)
    for duo in duos.values():
        owner = duo.coordinator_id
        if duo.stage not in _UNDER_WAY or owner is None:
            continue
        if owner in me or standing_in(held, owner, asked.today) in me:
            known |= {(one.name, one.phone) for one in (duo.mentee, duo.mentor)}
    return sorted((one for one in known if one[1]), key=lambda one: (sort_key(one[0]), one[1]))
