"""`suggest`: mentors for a mentee with reasons, or the whole plan with what each choice costs."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.cli.opening import opened, say, say_json
from duodesk.pairing import planning, queries
from duodesk.pairing.candidates import Candidate, candidates, names_of
from duodesk.pairing.explain import Reason, doubts_first, fit_word, reasons
from duodesk.pairing.kept import evidence
from duodesk.pairing.planning import Advice, MentorRow, Planning, PlanRow
from duodesk.pairing.queries import CandidateRow, Suggestion

_TENTHS = 10


def suggest(arguments: argparse.Namespace) -> None:
    """The shortlist of one waiting mentee, or the plan of all, every reason in a sentence."""
    top = max(1, arguments.top)
    with opened(arguments) as desk, desk.store.read() as session:
        today, office_id = desk.store.clock.today(), desk.store.office_id
        if arguments.mentee:
            around = queries.pool(session, today=today, office_id=office_id)
            mentee = _numbered(around.waiting, arguments.mentee)
            found = candidates(
                session,
                queries.suggest_from(around, mentee.id, top=top),
                today=today,
                office_id=office_id,
            )
            _one(arguments, mentee, found, _numbers(around.free), today)
        else:
            asked = planning.ask(session, today=today, office_id=office_id)
            _all(arguments, session, planning.work_through(asked), top, today)


def _one(
    arguments: argparse.Namespace,
    mentee: CandidateRow,
    found: Sequence[Candidate],
    numbers: Mapping[Id, str],
    today: date,
) -> None:
    if arguments.json:
        told = [
            _suggestion(one.suggestion, one.told, numbers)
            | {"doubts": [{"code": a.code, "text": str(a.text)} for a in one.standing.doubts]}
            for one in found
        ]
        say_json({"day": today.isoformat(), "mentees": [_mentee(mentee) | {"suggestions": told}]})
        return
    _say_mentee(mentee)
    for place, one in enumerate(found, start=1):
        suggestion = one.suggestion
        fit = fit_word(suggestion.score.fit)
        say(f"  {place}. {suggestion.mentor} ({numbers[suggestion.mentor_id]}): {fit}")
        for against in one.beside:
            say(f"     ! {against.text}")
        _say_reasons(one.told)
    if not found:
        say("  " + _("No free mentor can be proposed to %(name)s now.", name=mentee.name))


def _all(
    arguments: argparse.Namespace, session: Session, made: Planning, top: int, today: date
) -> None:
    advice = planning.advice(made)
    if arguments.json:
        say_json(
            {
                "day": today.isoformat(),
                "mentees": [_planned(session, made, row, top) for row in made.rows],
                "mentors": [_mentor(made, row) for row in made.mentors],
                "wanted": [_wish(one) for one in advice.wanted],
                "questions": [{"ask": one.told, "why": one.why} for one in advice.questions],
            }
        )
        return
    for row in made.rows:
        _say_planned(session, made, row, top)
    if not made.rows:
        say(_("No mentee is waiting."))
        return
    _say_advice(made, advice)


def _say_planned(session: Session, made: Planning, row: PlanRow, top: int) -> None:
    """The mentor of the plan with reasons, then others with what they cost everybody else."""
    numbers = _numbers(made.asked.pool.free)
    _say_mentee(row.mentee)
    if row.mentor is None or row.score is None:
        say("  " + made.why_nobody(row.mentee.id))
    else:
        say(f"  {row.mentor.short_name} ({row.mentor.number}): {fit_word(row.fit)}")
        if row.rule_id is not None:
            say("     " + _("The team keeps these two in the plan."))
        _say_reasons(_told(session, made.suggestion(row.mentee.id, row.mentor.id)))
    mine = row.mentor.id if row.mentor else None
    others = [one for one in made.alternatives(row.mentee.id) if one.mentor != mine]
    for one in others[:top]:
        fit, name = fit_word(planning.fit_of(one.tenths)), made.names[one.mentor]
        told = " ".join(made.choosing(row.mentee.id, one.mentor))
        say("  " + _("or %(name)s", name=f"{name} ({numbers[one.mentor]}): {fit}. {told}"))


def _say_advice(made: Planning, advice: Advice) -> None:
    missed = [row for row in made.mentors if row.loss.moves]
    for title, lines in (
        (_("What the plan would be without a mentor"), [" ".join(made.losing(m)) for m in missed]),
        (_("Whom to look for"), [f"{one.told} {one.why}" for one in advice.wanted]),
        (_("What to ask"), [f"{one.told} {one.why}" for one in advice.questions]),
    ):
        if lines:
            say(f"{title}:")
        for text in lines:
            say(f"  {text}")


def _say_mentee(mentee: CandidateRow) -> None:
    waits = ngettext("waits for %(n)s day", "waits for %(n)s days", mentee.days)
    say(f"{mentee.number}  {mentee.name}, {waits}")


def _say_reasons(told: Sequence[Reason]) -> None:
    for reason in doubts_first(told):
        source = f" ({reason.evidence})" if reason.evidence else ""
        say(f"     {reason.title}: {reason.text}{source}")


def _told(session: Session, one: Suggestion) -> list[Reason]:
    said = evidence(session, (one.score.mentee, one.mentor_id))
    return reasons(one.score, names_of(one), said)


def _numbers(rows: Sequence[CandidateRow]) -> dict[Id, str]:
    return {row.id: row.number for row in rows}


def _numbered(waiting: Sequence[CandidateRow], number: str) -> CandidateRow:
    for row in waiting:
        if row.number.casefold() == number.casefold():
            return row
    raise UserError(
        N_("No mentee of this office with number %(number)s is waiting for a mentor."),
        number=number,
    )


def _mentee(row: CandidateRow) -> dict[str, Any]:
    return {"number": row.number, "name": row.name, "days": row.days}


def _planned(session: Session, made: Planning, row: PlanRow, top: int) -> dict[str, Any]:
    """A mentee with the mentor of the plan, and the shortlist with what each costs the plan."""
    numbers = _numbers(made.asked.pool.free)
    shortlist = queries.suggest_from(made.asked.pool, row.mentee.id, top=top)
    return _mentee(row.mentee) | {
        "mentor": row.mentor.number if row.mentor else None,
        "kept": row.rule_id is not None,
        "suggestions": [
            _suggestion(one, _told(session, one), numbers) | {"cost": _cost(made, one)}
            for one in shortlist
        ],
    }


def _cost(made: Planning, one: Suggestion) -> dict[str, Any] | None:
    """Points of all duos together, who loses their mentor, and the chain in sentences."""
    cost = made.cost(one.score.mentee, one.mentor_id)
    if cost is None:
        return None
    waiting = _numbers(made.asked.pool.waiting)
    return {
        "points": cost.tenths / _TENTHS,
        "without": [waiting[mentee] for mentee in cost.without],
        "told": made.choosing(one.score.mentee, one.mentor_id),
    }


def _mentor(made: Planning, row: MentorRow) -> dict[str, Any]:
    waiting = _numbers(made.asked.pool.waiting)
    return {
        "number": row.mentor.number,
        "name": row.mentor.name,
        "mentees": [mentee.number for mentee in row.mentees],
        "points": row.loss.tenths / _TENTHS,
        "without": [waiting[mentee] for mentee in row.loss.without],
        "told": made.losing(row),
    }


def _wish(one: planning.Wish) -> dict[str, Any]:
    kind = one.kind
    return {
        "field": kind.field,
        "occupation": kind.occupation,
        "language": kind.language or None,
        "weekday": kind.weekday,
        "part": kind.part,
        "mentees": kind.mentees,
        "told": one.told,
        "why": one.why,
    }


def _suggestion(
    one: Suggestion, told: Sequence[Reason], numbers: Mapping[Id, str]
) -> dict[str, Any]:
    """One mentor; points are of 100, `low` and `high` what the unknown could make of them."""
    score = one.score
    return {
        "number": numbers[one.mentor_id],
        "name": one.mentor,
        "fit": score.fit,
        "points": score.total / _TENTHS,
        "low": score.low / _TENTHS,
        "high": score.high / _TENTHS,
        "to_ask": list(score.unverified),
        "reasons": [
            {
                "criterion": reason.criterion,
                "stance": reason.stance,
                "text": reason.text,
                "evidence": reason.evidence or None,
                "points": reason.points / _TENTHS,
                "most": reason.most / _TENTHS,
            }
            for reason in told
        ],
    }
