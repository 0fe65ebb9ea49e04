"""The day of a colleague: the lines of all rules in their groups, and how many are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.worded import Written
from duodesk.followup.covers import standing_in
from duodesk.model.followup import Snooze
from duodesk.office import settings
from duodesk.office.queries import AuthorRow, authors
from duodesk.today.changed import Seen, changed, done_today
from duodesk.today.day import Changed, Day, gathered, grouped, kept, mine
from duodesk.today.facts import Facts
from duodesk.today.line import Line
from duodesk.today.reading import Asked, facts_of
from duodesk.today.rules import lines
from duodesk.training.entry import rows_of

__all__ = ["Asked", "due_count", "todays"]


def todays(session: Session, asked: Asked, since: Seen | None = None) -> Day:
    """What needs somebody on a day, and what changed since they were last here."""
    facts = facts_of(session, asked)
    here = authors(session, office_id=asked.office_id)
    me = same_colleague(here, asked.author_id)
    chosen = settings.values(session, office_id=asked.office_id, on=asked.today)
    found = _whose(facts, _own(session, facts), me)
    if asked.mine:
        found = mine(found, me, frozenset(row.id for row in here if row.left_on is None))
    return Day(
        on=asked.today,
        now=asked.now,
        groups=grouped(gathered(found, asked.today), asked.today),
        done=done_today(session, asked.author_id, asked.now),
        changed=changed(session, since, asked.author_id) if since is not None else Changed(),
        most=chosen.number(settings.TODAY_LINES),
        covering=_covering(facts, me),
    )


def due_count(session: Session, asked: Asked) -> int:
    """How many lines are overdue or for today."""
    return todays(session, asked).due


def same_colleague(here: Iterable[AuthorRow], author_id: Id | None) -> frozenset[Id]:
    """All entries of one colleague: who works on two laptops, or was written down by another, is
    in the office under one name.
    """
    names = {row.id: fold(row.name) for row in here if row.name}
    if author_id is None:
        return frozenset()
    own = names.get(author_id)
    return frozenset(one for one, name in names.items() if name == own) | {author_id}


def put_off(session: Session, today: date) -> dict[str, date]:
    """What was put off or let go, by the key of its line, and until when; the later entry holds."""
    # Of a rule the file gives the row with the latest identity.
    asked = select(Snooze.rule, Snooze.until, func.max(Snooze.id)).where(
        Snooze.rule.is_not(None), Snooze.until.is_not(None)
    )
    rows = rows_of(session, asked.group_by(Snooze.rule))
    return {row.rule: row.until for row in rows if row.until is not None and row.until > today}


def _own(session: Session, facts: Facts) -> list[Line]:
    return kept(lines(facts), put_off(session, facts.today), facts.today)


def _whose(facts: Facts, found: Iterable[Line], me: frozenset[Id]) -> list[Line]:
    """The lines with those who look after them today; covers are nobody's but their own."""
    stands: dict[Id, Id] = {}
    named = []
    for line in found:
        owner = line.owner
        if owner is not None and line.rule != "cover":
            if owner not in stands:
                stands[owner] = standing_in(facts.covers, owner, facts.today)
            named.append(replace(line, owner=stands[owner]) if stands[owner] != owner else line)
        elif line.rule != "cover" or owner in me:
            named.append(line)
    return named


def _covering(facts: Facts, me: frozenset[Id]) -> tuple[Message, ...]:
    return tuple(
        Message(
            N_("You look after the duos of %(name)s until %(day)s"),
            {"name": row.author, "day": Written(row.last_day)},
        )
        for row in facts.covers
        if row.holds(facts.today) and row.covered_by in me
    )
