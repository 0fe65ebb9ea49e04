"""Reading the facts of a day, each subject from its own layer and in few SELECTs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id, id_of
from duodesk.exchange import review
from duodesk.exchange.laptops import statements
from duodesk.exchange.registry import registry
from duodesk.followup.covers import covers
from duodesk.followup.plan import plans
from duodesk.followup.questionnaires import awaited
from duodesk.followup.reminders import reminders
from duodesk.followup.rounds import rounds
from duodesk.followup.watch import watched
from duodesk.model.exchange import Peer
from duodesk.model.journal import Fact
from duodesk.office import settings
from duodesk.office.queries import offices
from duodesk.office.settings import Values
from duodesk.people.calls import calls
from duodesk.people.requests import requests
from duodesk.today import reading_calendar, reading_way
from duodesk.today.facts import NOTHING, Beside, Facts, Limits, OfficeFact
from duodesk.today.heads import People, duo_heads
from duodesk.training.dated import dated
from duodesk.training.entry import REMINDERS, DatedKind

_WEEK = timedelta(days=6)
_APPOINTMENTS = frozenset(DatedKind) - REMINDERS


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose day it is, where and when; `mine` or the whole team's."""

    author_id: Id | None
    office_id: Id
    now: datetime
    mine: bool = True
    beside: Beside = NOTHING

    @property
    def today(self) -> date:
        """The calendar day in Belgium."""
        return self.now.astimezone(BELGIUM).date()


class _Where(TypedDict):
    office_id: Id
    today: date


def facts_of(session: Session, asked: Asked) -> Facts:
    """All that the rules look at in an office today."""
    office_id, today = asked.office_id, asked.today
    chosen = settings.values(session, office_id=office_id, on=today)
    people = People(session)
    duos = duo_heads(session, people, office_id=office_id, today=today)
    called = tuple(calls(session, office_id=office_id, today=today))
    entries = tuple(
        dated(session, first=today, last=today + _WEEK, office_id=office_id, kinds=_APPOINTMENTS)
    )
    people.learn(one.person_id for one in called)
    people.learn(who for one in entries if one.who for who in one.people[:2])
    asked_of = tuple(requests(session, office_id=office_id, open_only=True))
    people.learn(one.person_id for one in asked_of if one.person_id is not None)
    way: _Where = {"office_id": office_id, "today": today}
    return Facts(
        now=asked.now,
        limits=limits_of(chosen),
        author_id=asked.author_id,
        people=people.known,
        duos=duos,
        watched=tuple(watched(session, **way)),
        plans=plans(session, today=today, duos=duos, open_only=True, until=today + _WEEK),
        rounds=tuple(rounds(session, **way)),
        asked=tuple(awaited(session, office_id=office_id)),
        proposals=reading_way.proposals(session, people, chosen, office_id=office_id),
        papers=reading_way.papers(session, duos),
        permits=reading_way.permits(session, people, chosen, **way),
        calls=called,
        dated=entries,
        unmarked=reading_calendar.unmarked(session, **way),
        interviews=reading_calendar.interviews(session, people, **way),
        make_ups=reading_way.missed_days(session, people, **way),
        lists=reading_way.waiting_lists(session, **way),
        reminders=tuple(reminders(session, office_id=office_id, until=today + _WEEK)),
        requests=asked_of,
        covers=tuple(covers(session, since=today)),
        offices=other_offices(session, office_id),
        transfers=reading_way.transfers(session, people, office_id=office_id),
        versions=review.to_look_at(session),
        beside=asked.beside,
    )


def limits_of(chosen: Values) -> Limits:
    """The thresholds that hold for an office."""
    return Limits(
        unsigned_days=chosen.number(settings.UNSIGNED_DAYS),
        silence_days=chosen.number(settings.SILENCE_RED),
        papers_end_days=chosen.number(settings.PAPERS_END_DAYS),
    )


def other_offices(session: Session, office_id: Id) -> tuple[OfficeFact, ...]:
    """The other offices that have a laptop, and when the last file of any of theirs was taken."""
    organisation = session.get(Fact, "organisation")
    if organisation is None:
        return ()
    known = registry(statements(session), bytes.fromhex(organisation.value))
    peers = {
        row.replica: row.heard_at for row in session.execute(select(Peer.replica, Peer.heard_at))
    }
    heard: dict[Id, list[date]] = defaultdict(list)
    for laptop in known.active():
        at = peers.get(laptop.replica)
        heard[id_of(laptop.office)] += [at.astimezone(BELGIUM).date()] if at is not None else []
    return tuple(
        OfficeFact(row.id, row.name, max(heard[row.id], default=None))
        for row in offices(session)
        if row.id in heard and row.id != office_id
    )
