"""Rules about the calendar: what is on today and this week, and who came to what is over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from duodesk.base.i18n import N_, Message
from duodesk.base.worded import Written
from duodesk.model.pairing import Stage
from duodesk.today.facts import Facts
from duodesk.today.line import Finish, Line, Phone, Place, Subject, Verb
from duodesk.today.words import NamedStep
from duodesk.training.entry import Dated, DatedKind, Source

_WEEK = timedelta(days=6)
_WEIGHTS: Mapping[str, int] = {
    DatedKind.FIRST_MEETING: 70,
    DatedKind.INTERVIEW: 68,
    DatedKind.SIGNING: 67,
    DatedKind.INFO_SESSION: 63,
    DatedKind.TRAINING: 63,
}
# What is between one or two people, whose telephones matter then.
_BETWEEN = frozenset(
    {
        DatedKind.INTERVIEW, DatedKind.FIRST_MEETING, DatedKind.SIGNING, DatedKind.MID_TERM,
        DatedKind.CLOSING, DatedKind.OTHER,
    }
)  # fmt: skip
_BUTTONS: Mapping[str, str] = {
    DatedKind.INTERVIEW: N_("Open the guide"),
    DatedKind.INFO_SESSION: N_("Open the session"),
    DatedKind.SIGNING: N_("Record signatures"),
}


def appointments(facts: Facts) -> Iterator[Line]:
    """Sessions, interviews, meetings and training days of today and the week, by their hour; what
    is over is told elsewhere, if anything is left to be done. Who met already meets no more.
    """
    to_meet = {
        (one.mentee.id, one.mentor.id) for one in facts.proposals if one.stage != Stage.DECISION
    }
    for one in facts.dated:
        if one.cancelled or not facts.today <= one.day <= facts.today + _WEEK:
            continue
        if one.day == facts.today and _over(one) <= facts.minute:
            continue
        if one.kind == DatedKind.FIRST_MEETING and one.people not in to_meet:
            continue
        yield _appointment(facts, one)


def attendance(facts: Facts) -> Iterator[Line]:
    """Sessions and training days that are over and for which it is not noted who came."""
    for one in facts.unmarked:
        over = one.day < facts.today or (one.over is not None and one.over <= facts.minute)
        if not over or not one.missing:
            continue
        yield Line(
            rule="attendance",
            cause=str(one.row_id),
            reason=Message(
                N_("Who came on %(day)s? Not noted for %(n)s"),
                {"day": Written(one.day), "n": one.missing},
            ),
            about=Subject(one.title),
            due_on=one.day,
            weight=54,
            owner=one.owner,
            place=one.place,
            finish=Finish(Verb.NOTE_CAME, N_("Note who came"), one.row_id, str(one.source)),
        )


def interviews(facts: Facts) -> Iterator[Line]:
    """Interviews that were planned, are past, and of which nothing is written."""
    for one in facts.interviews:
        if one.day < facts.today:
            yield Line(
                rule="interview",
                cause=str(one.event_id),
                reason=Message(
                    N_("Interview planned for %(day)s: nothing is written"),
                    {"day": Written(one.day)},
                ),
                about=one.person.subject,
                due_on=one.day,
                weight=53,
                owner=one.owner or one.person.coordinator_id,
                place=("people", one.person.id),
                finish=Finish(title_id=N_("Open the person")),
            )


def _over(one: Dated) -> int:
    """When it is over, in minutes from midnight; without an hour, with the day."""
    return one.end if one.end is not None else 24 * 60


def _appointment(facts: Facts, one: Dated) -> Line:
    named = one.kind in _BETWEEN and 0 < len(one.people) <= 2
    people = [facts.person(person) for person in one.people] if named else []
    coordinator = people[0].coordinator_id if people else None
    owner = one.staff[0] if one.staff else coordinator
    where = one.place or ""
    told = "%(title)s, %(place)s" if where else "%(title)s"
    title = " × ".join(person.name for person in people) or one.who
    return Line(
        rule="appointment",
        cause=f"{one.key.source}/{one.key.id}/{one.day.isoformat()}",
        reason=Message(told, {"title": NamedStep(one.kind.title), "place": where}),
        about=Subject(
            title,
            tuple(Phone(person.name, person.phone) for person in people),
            one.people[0] if len(people) == 1 else None,
        ),
        due_on=one.day,
        at=one.start,
        weight=_WEIGHTS.get(one.kind, 50),
        owner=owner,
        place=_place(one),
        finish=Finish(title_id=_BUTTONS.get(one.kind, N_("Open"))),
    )


def _place(one: Dated) -> Place:
    """Where it is worked on: its own screen, else the calendar."""
    if one.key.source == Source.SESSION:
        return "people", ("sessions", one.key.id)
    if one.kind == DatedKind.INTERVIEW and one.key.source == Source.INTERVIEW:
        return "people", ("interview", one.key.id)
    if one.kind == DatedKind.INTERVIEW and one.people:
        return "people", one.people[0]
    if one.kind == DatedKind.FIRST_MEETING and one.people:
        return "pairing", one.people[0]
    return "training", one.key
