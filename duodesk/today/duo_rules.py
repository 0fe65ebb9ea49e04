"""Rules about duos: what the plan asks for, what worries, what became of the mentee, papers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.worded import Written
from duodesk.followup.alerts import Action, Alert, Rule
from duodesk.followup.plan import PlannedStep, PlanRow, StepState
from duodesk.followup.rounds import Round, RoundRow
from duodesk.followup.watch import WatchedDuo, WatchRow
from duodesk.model.followup import Party, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.today.facts import DuoHead, Facts
from duodesk.today.line import Finish, Line, Phone, Place, Subject, Verb
from duodesk.today.words import NamedStep

_WEEK = timedelta(days=6)
_FORGOTTEN = timedelta(days=30)
_OPEN = frozenset({StepState.DUE, StepState.OVERDUE, StepState.EARLY})
_TALKS = frozenset({StepKind.CHECK, StepKind.FIRST_MEETING, StepKind.CONTACT})
_WEIGHTS: Mapping[str, int] = {
    StepKind.CLOSING: 50,
    StepKind.MID_TERM: 45,
    StepKind.CONTACT: 40,
    StepKind.CHECK: 38,
    StepKind.FIRST_MEETING: 38,
    StepKind.LETTER: 15,
}
_SIDES: Mapping[str, tuple[str, str]] = {
    Party.MENTEE: (
        N_("%(step)s (with the mentee)"),
        N_("%(step)s (with the mentee), since %(day)s"),
    ),
    Party.MENTOR: (
        N_("%(step)s (with the mentor)"),
        N_("%(step)s (with the mentor), since %(day)s"),
    ),
    Party.EACH: (N_("%(step)s (with each)"), N_("%(step)s (with each), since %(day)s")),
    Party.TOGETHER: (
        N_("%(step)s (with both together)"),
        N_("%(step)s (with both together), since %(day)s"),
    ),
}
# Alerts whose days say how long ago it was time.
_COUNTED = frozenset(
    {Rule.FIRST_MEETING, Rule.NO_PLAN, Rule.UNSIGNED, Rule.MENTORS_MEETINGS, Rule.PERMIT}
)
# A step that is late grows no heavier than this many days make it.
_MOST_LATE = 20


def steps(facts: Facts) -> Iterator[Line]:
    """Steps of the plans that are due within a week or late; outcomes have a rule of their own, and
    talks that an alert asks for anyway are told there.
    """
    called = _called(facts)
    for duo_id, plan in facts.plans.items():
        duo = facts.duos.get(duo_id)
        if duo is None:
            continue
        for step in plan.steps:
            if not _is_asked(step, facts.today):
                continue
            if duo_id in called and step.kind in _TALKS and step.due_on <= facts.today:
                continue
            yield _step(facts, duo, step)


def alerts(facts: Facts) -> Iterator[Line]:
    """What worries in duos under way: one line each, the worst reason told, the others as tags."""
    for row in facts.watched:
        alert = row.worst
        if alert is None:
            continue
        yield Line(
            rule="alert",
            cause=f"{row.duo.id}/{alert.rule}",
            reason=alert.reason,
            about=_watched(row.duo),
            due_on=facts.today - timedelta(days=_late(alert, facts)),
            weight=alert.weight,
            owner=row.duo.coordinator_id,
            place=_alert_place(row),
            finish=_finish(row),
            tags=(*row.tags, *_steps_told(facts, row)),
        )


def rounds(facts: Facts) -> Iterator[Line]:
    """Nine and twelve months after the start: those whose time is nearly over one by one, all
    others as one line, so that a round of forty does not bury the day.
    """
    rest = []
    for row in facts.rounds:
        if row.next is None or row.first_day > facts.today:
            continue
        if row.last_day <= facts.today + _WEEK:
            yield _round(row)
        else:
            rest.append(row)
    for owner in dict.fromkeys(row.coordinator_id for row in rest):
        own = [row for row in rest if row.coordinator_id == owner]
        first = min(row.last_day for row in own)
        yield Line(
            rule="round",
            cause=f"all/{owner}/{first.isoformat()}",
            reason=Message(
                N_("Outcome rounds: %(n)s to call, the first by %(day)s"),
                {"n": len(own), "day": Written(first)},
            ),
            due_on=facts.today + _WEEK,
            weight=30,
            owner=owner,
            place=("duos", "rounds"),
            finish=Finish(title_id=N_("Open the call list")),
        )


def papers(facts: Facts) -> Iterator[Line]:
    """Agreement and code of conduct of duos that have not begun: printed, then signed in time."""
    for paper in facts.papers:
        duo = paper.duo
        if duo.stage != DuoStage.TO_SIGN or not paper.missing:
            continue
        formed = duo.formed_on or facts.today
        due = formed + timedelta(days=facts.limits.unsigned_days)
        signed = paper.printed > 0
        told = (
            N_("Papers printed on %(day)s, not signed by both")
            if signed
            else N_("Agreement and code of conduct to print: both said yes on %(day)s")
        )
        yield Line(
            rule="papers",
            cause=f"{duo.id}/{'sign' if signed else 'print'}",
            reason=Message(told, {"day": Written(paper.printed_on if signed else formed)}),
            about=duo.subject,
            due_on=due if signed else min(due, facts.today),
            weight=58 if signed else 52,
            owner=duo.coordinator_id,
            place=("documents", duo.id),
            finish=Finish(title_id=N_("Record signatures") if signed else N_("Print")),
            waits=signed and due > facts.today,
        )


def starts(facts: Facts) -> Iterator[Line]:
    """Duos whose papers are signed by both, and that nobody let begin."""
    for paper in facts.papers:
        duo = paper.duo
        if duo.stage == DuoStage.TO_SIGN and not paper.missing:
            yield Line(
                rule="start",
                cause=str(duo.id),
                reason=Message(N_("Everything is signed: the duo can start")),
                about=duo.subject,
                due_on=facts.today,
                weight=56,
                owner=duo.coordinator_id,
                place=("duos", duo.id),
                finish=Finish(title_id=N_("Start the duo…")),
            )


def questionnaires(facts: Facts) -> Iterator[Line]:
    """Questionnaires that have not come back: awaited, asked for again once they are late, and let
    be after a month.
    """
    for row in facts.asked:
        duo = facts.duos.get(row.duo_id)
        due = row.due_on or facts.today + timedelta(days=7)
        if facts.today - due > _FORGOTTEN:
            continue
        late = due < facts.today
        told = (
            N_("Questionnaire was to come back by %(day)s")
            if late
            else N_("Questionnaire comes back by %(day)s")
        )
        yield Line(
            rule="questionnaire",
            cause=str(row.id),
            reason=Message(told, {"day": Written(due)}),
            about=Subject(row.name, (Phone(row.name, row.phone),), row.person_id, row.duo_id),
            due_on=due,
            weight=22,
            owner=duo.coordinator_id if duo else None,
            place=("duos", row.duo_id),
            finish=Finish(title_id=N_("Open the duo")),
            waits=not late,
        )


def _is_asked(step: PlannedStep, today: date) -> bool:
    if step.kind == StepKind.OUTCOME or step.state not in _OPEN:
        return False
    return step.due_on <= today + _WEEK


def _step(facts: Facts, duo: DuoHead, step: PlannedStep) -> Line:
    late = (facts.today - step.due_on).days if step.state == StepState.OVERDUE else 0
    in_time, since = _SIDES.get(step.party, _SIDES[Party.EACH])
    weight = _WEIGHTS.get(step.kind, 30) + max(min(late, _MOST_LATE), 0)
    if step.kind == StepKind.LETTER:
        in_time, since = "%(step)s", N_("%(step)s, since %(day)s")
        weight = _WEIGHTS[StepKind.LETTER]
    title = NamedStep(step.title)
    reason = Message(since if late > 0 else in_time, {"step": title, "day": Written(step.due_on)})
    return Line(
        rule="step",
        cause=f"{step.id}/{step.due_on.isoformat()}",
        reason=reason,
        brief=Message(in_time, {"step": title}),
        about=_of_side(duo, step.party),
        due_on=step.due_on if late > 0 else max(step.due_on, facts.today),
        weight=weight,
        owner=duo.coordinator_id,
        place=("duos", duo.id),
        finish=_step_finish(duo, step),
    )


def _step_finish(duo: DuoHead, step: PlannedStep) -> Finish:
    if step.kind in _TALKS and step.party in {Party.MENTEE, Party.MENTOR, Party.EACH}:
        return Finish(Verb.LOG_CONTACT, N_("Log a contact"), duo.id, str(step.party))
    if step.kind == StepKind.CLOSING:
        return Finish(title_id=N_("Close the duo"))
    if step.kind == StepKind.LETTER:
        return Finish(Verb.DONE_STEP, N_("Sent"), step.id)
    return Finish(Verb.DONE_STEP, N_("Took place"), step.id)


def _of_side(duo: DuoHead, party: Party | str) -> Subject:
    """The duo, the telephone of the side to call first."""
    subject = duo.subject
    if party != Party.MENTOR:
        return subject
    return Subject(subject.title, subject.phones[::-1], duo_id=duo.id)


def _called(facts: Facts) -> set[Id]:
    """Duos for which an alert asks for a talk anyway."""
    return {row.duo.id for row in facts.watched if _asks_for_talk(row)}


def _asks_for_talk(row: WatchRow) -> bool:
    return row.worst is not None and row.worst.action == Action.LOG_CONTACT


def _steps_told(facts: Facts, row: WatchRow) -> tuple[str, ...]:
    """Talks of the plan that are due, where the alert asks for a talk."""
    plan: PlanRow | None = facts.plans.get(row.duo.id)
    if plan is None or not _asks_for_talk(row):
        return ()
    asked = (s for s in plan.steps if _is_asked(s, facts.today) and s.due_on <= facts.today)
    return tuple(dict.fromkeys(str(NamedStep(s.title)) for s in asked if s.kind in _TALKS))


def _watched(duo: WatchedDuo) -> Subject:
    phones = (Phone(duo.mentee, duo.mentee_phone), Phone(duo.mentor, duo.mentor_phone))
    return Subject(duo.names, phones, duo_id=duo.id)


def _finish(row: WatchRow) -> Finish:
    action = row.worst.action if row.worst is not None else None
    verb = Verb.LOG_CONTACT if action == Action.LOG_CONTACT else Verb.GO
    return Finish(verb, row_id=row.duo.id, action=action)


def _alert_place(row: WatchRow) -> Place:
    """Where the cause of an alert is mended."""
    action, duo = row.worst.action if row.worst else None, row.duo
    places: Mapping[Action | None, Place] = {
        Action.RECORD_SIGNATURES: ("documents", duo.id),
        Action.NOTE_PERMIT: ("people", duo.mentee_id),
        Action.NOTE_C45B: ("people", duo.mentor_id),
        Action.BOOK_MENTORS_MEETING: ("training", "meetings"),
    }
    return places.get(action, ("duos", duo.id))


def _round(row: RoundRow) -> Line:
    twelve = row.round == Round.TWELVE_MONTHS
    told = (
        N_("What became of the mentee after twelve months? Call until %(day)s")
        if twelve
        else N_("How are things after nine months? Call until %(day)s")
    )
    phones = (Phone(row.mentee, row.phone), Phone(row.mentor, row.mentor_phone))
    return Line(
        rule="round",
        cause=f"{row.duo_id}/{row.round}",
        reason=Message(told, {"day": Written(row.last_day)}),
        about=Subject(row.mentee, phones, row.mentee_id, row.duo_id),
        due_on=row.last_day,
        weight=85 if twelve else 46,
        owner=row.coordinator_id,
        place=("duos", ("rounds", row.duo_id)),
        finish=Finish(Verb.CALL_ROUND, N_("Note the call"), row.duo_id, str(row.round)),
    )


def _late(alert: Alert, facts: Facts) -> int:
    """How many days ago somebody should have acted."""
    if alert.rule == Rule.SILENT:
        return max(alert.days - facts.limits.silence_days, 0)
    return max(min(alert.days, 366), 0) if alert.rule in _COUNTED else 0
