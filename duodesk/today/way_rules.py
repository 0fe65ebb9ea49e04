"""Rules about people on their way: calls, proposals and answers, permits, make-up days, lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import clock_time
from duodesk.base.i18n import N_, Message
from duodesk.base.worded import Written
from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer, Stage
from duodesk.people.calls import Call
from duodesk.people.contacts import About
from duodesk.today.facts import Facts, PersonHead, ProposalFact
from duodesk.today.line import Finish, Line, Phone, Subject, Verb

_WEEK = timedelta(days=6)
_SOON = timedelta(days=2)


def calls(facts: Facts) -> Iterator[Line]:
    """First calls, and those who missed an information session; who was tried today waits until
    tomorrow.
    """
    for call in facts.calls:
        yield _call(facts, call)


def answers(facts: Facts) -> Iterator[Line]:
    """What each side says after the first meeting, asked for after 24 hours; neither line tells
    what the other one said.
    """
    for one in facts.proposals:
        if one.stage != Stage.DECISION:
            continue
        for side, person, said in (
            (Signatory.MENTEE, one.mentee, one.mentee_answer),
            (Signatory.MENTOR, one.mentor, one.mentor_answer),
        ):
            if said is None and Answer.NO not in {one.mentee_answer, one.mentor_answer}:
                yield _answer(facts, one, side, person)


def meetings_over(facts: Facts) -> Iterator[Line]:
    """First meetings whose hour is past and that nobody noted as held."""
    for one in facts.proposals:
        if one.stage != Stage.FIRST_MEETING or one.meets_on is None:
            continue
        past = one.meets_on < facts.today
        over = one.meets_on == facts.today and one.over is not None and one.over <= facts.minute
        if past or over:
            yield Line(
                rule="met",
                cause=f"{one.id}/{one.meets_on.isoformat()}",
                reason=Message(
                    N_("First meeting of %(day)s: did it take place?"),
                    {"day": Written(one.meets_on)},
                ),
                about=one.subject,
                due_on=one.meets_on,
                weight=66,
                owner=one.owner,
                place=("pairing", one.id),
                finish=Finish(Verb.NOTE_MET, N_("It took place"), one.id),
            )


def reservations(facts: Facts) -> Iterator[Line]:
    """Proposals whose reservation ends within two days, or ended: meet, or let both go."""
    for one in facts.proposals:
        if one.stage != Stage.PROPOSED or one.lapses_on is None:
            continue
        if one.lapses_on > facts.today + _SOON:
            continue
        gone = one.lapses_on < facts.today
        told = (
            N_("Reservation ended on %(day)s: plan the first meeting, or let both go")
            if gone
            else N_("Reserved until %(day)s: plan the first meeting")
        )
        yield Line(
            rule="reservation",
            cause=f"{one.id}/{one.lapses_on.isoformat()}",
            reason=Message(told, {"day": Written(one.lapses_on)}),
            about=one.subject,
            due_on=one.lapses_on,
            weight=55,
            owner=one.owner,
            place=("pairing", one.id),
            finish=Finish(title_id=N_("Open the proposal")),
        )


def permits(facts: Facts) -> Iterator[Line]:
    """Residence permits and forms C45B of people in no duo, that end soon or have ended."""
    for one in facts.permits:
        if one.until > facts.today + timedelta(days=facts.limits.papers_end_days):
            continue
        ended = one.until < facts.today
        form = one.form == "c45b"
        told = {
            (False, False): N_("Residence permit valid until %(day)s"),
            (False, True): N_("Residence permit ended on %(day)s"),
            (True, False): N_("Form C45B valid until %(day)s"),
            (True, True): N_("Form C45B ended on %(day)s"),
        }[form, ended]
        yield Line(
            rule="permit",
            cause=f"{one.form}/{one.person.id}/{one.until.isoformat()}",
            reason=Message(told, {"day": Written(one.until)}),
            about=one.person.subject,
            due_on=one.until if ended else max(one.until - _WEEK, facts.today),
            weight=60 if ended else 36,
            owner=one.person.coordinator_id,
            place=("people", one.person.id),
            finish=Finish(title_id=N_("Open the person")),
        )


def make_ups(facts: Facts) -> Iterator[Line]:
    """Mentors who missed a part of a training that is over, and where a seat is free for it."""
    for one in facts.make_ups:
        yield Line(
            rule="make_up",
            cause=f"{one.person.id}/{one.series_id}",
            reason=Message(
                N_("Still misses a part of the training: again on %(day)s in %(office)s"),
                {"day": Written(one.day), "office": one.office},
            ),
            about=one.person.subject,
            due_on=max(one.day - _WEEK, facts.today),
            weight=25,
            owner=one.person.coordinator_id,
            place=("training", ("series", (one.series_id, "attendance"))),
            finish=Finish(title_id=N_("Book the day")),
        )


def waiting_lists(facts: Facts) -> Iterator[Line]:
    """Series with free seats for which somebody waits."""
    for one in facts.lists:
        if one.waiting <= 0 or one.free <= 0:
            continue
        yield Line(
            rule="waiting_list",
            cause=f"{one.series_id}/{one.waiting}/{one.free}",
            reason=Message(
                N_("Waiting list: %(waiting)s; free seats: %(free)s; it begins on %(day)s"),
                {"waiting": one.waiting, "free": one.free, "day": Written(one.first_day)},
            ),
            about=Subject(one.name),
            due_on=facts.today,
            weight=33,
            place=("training", one.series_id),
            finish=Finish(title_id=N_("Open the series")),
        )


def transfers(facts: Facts) -> Iterator[Line]:
    """People offered to this office, to be answered; those it offered wait for the other one."""
    for one in facts.transfers:
        told = (
            N_("Offered to this office: take over or not?")
            if one.inwards
            else N_("Offered to another office, which has not answered yet")
        )
        yield Line(
            rule="transfer",
            cause=str(one.id),
            reason=Message(told),
            about=one.person.subject,
            due_on=one.offered_on or facts.today,
            weight=44,
            owner=None if one.inwards else one.person.coordinator_id,
            place=("exchange", "looking") if one.inwards else ("people", one.person.id),
            finish=Finish(title_id=N_("Answer") if one.inwards else N_("Open the person")),
            waits=not one.inwards,
        )


def _call(facts: Facts, call: Call) -> Line:
    missed = call.about == About.NO_SHOW
    told = (
        N_("Missed the session of %(day)s")
        if missed
        else N_("Registered on %(day)s: first call by %(due)s")
    )
    person = facts.person(call.person_id, call.name, call.phone)
    again = call.tries.again_on
    waits = call.was_tried(facts.today) and again is not None
    return Line(
        rule="call",
        cause=f"{call.about}/{call.person_id}/{call.since.isoformat()}",
        reason=Message(told, {"day": Written(call.since), "due": Written(call.due)}),
        about=Subject(person.name, (Phone(person.name, call.phone),), call.person_id),
        due_on=again if waits and again is not None else call.due,
        weight=46 if missed else 64,
        owner=person.coordinator_id,
        place=("people", call.person_id),
        finish=Finish(Verb.CALL, N_("Note the call"), call.person_id, str(call.about)),
    )


def _answer(facts: Facts, one: ProposalFact, side: Signatory, person: PersonHead) -> Line:
    due = one.answers_by.astimezone(BELGIUM) if one.answers_by is not None else None
    late = due is None or due <= facts.now
    told = (
        N_("No answer after the first meeting: yes or no?")
        if late
        else N_("Answers by %(day)s, %(hour)s")
    )
    values = {"day": Written(due.date()), "hour": clock_time(due)} if due is not None else {}
    return Line(
        rule="answer",
        cause=f"{one.id}/{side}",
        reason=Message(told, values),
        about=person.subject,
        due_on=due.date() if due is not None else facts.today,
        weight=74,
        owner=one.owner,
        place=("pairing", one.id),
        finish=Finish(Verb.ANSWER, N_("Note the answer"), one.id, str(side)),
        waits=not late,
    )
