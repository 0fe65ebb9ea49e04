"""How a language, an occupation, the free hours or a taking part are told where two entries of one
person differ in them.
"""

from __future__ import annotations

from typing import Any

from duodesk.base import reference
from duodesk.base.dates import hour, short, weekday
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.exchange.naming import field_title, value_text
from duodesk.people.attendance import info_session
from duodesk.people.uniting import HOURS, WISHES, Member
from duodesk.people.values import Slot
from duodesk.store.session import Session


def member_title(session: Session, member: Member) -> str:
    """What both say differently."""
    if member == HOURS:
        return _("Free time")
    if member == WISHES:
        return _("Occupations aimed at")
    field = field_title(member.table, member.column)
    return _("%(what)s: %(field)s", what=_what(session, member), field=field)


def member_text(session: Session, member: Member, value: Any) -> str:
    """What one of them says; several things on a line each."""
    if member == HOURS:
        return "\n".join(map(_slot_words, value))
    if member == WISHES:
        return "\n".join(map(reference.occupation_name, value))
    raw = value.bytes if isinstance(value, Id) else value
    return value_text(session, member.table, member.column, raw)


def _what(session: Session, member: Member) -> str:
    first = member.key[0]
    if member.table == "person_language":
        return reference.language_label(first)
    if member.table == "person_occupation":
        return reference.occupation_name(first)
    if member.table == "enrolment":
        return reference.chosen("role", first)
    held = info_session(session, Id(first))
    return _("Session of %(day)s", day=short(held.held_on) if held else "?")


def _slot_words(slot: Slot) -> str:
    """A stretch of a weekday: Tue 12:00–17:30."""
    day, times = weekday(slot.weekday, width="abbreviated"), (slot.start * 30, slot.end * 30)
    return f"{day} {hour(times[0])}–{hour(times[1])}"
