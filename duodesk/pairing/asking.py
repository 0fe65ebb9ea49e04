"""Which unknown facts are worth a question: what the plan would gain by knowing the answer.

Likely answers are what others of the same side said. For each, the plan that is best then is
compared with today's plan under the same answer; the difference is exact, since all costs of a row
or a place are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from duodesk.base.ids import Id
from duodesk.pairing import matrix, plan
from duodesk.pairing.criteria import ORDER, Profile
from duodesk.pairing.prices import Vector
from duodesk.pairing.study import Study

# So many likely answers are tried, and so many questions looked at, those that weigh most first.
ANSWERS, LOOKED_AT = 8, 300
# An open hard question keeps a mentee out of the plan, so it comes before any number of points.
_HARD = ("language", "availability")
_FACTS: Mapping[str, str] = {
    "interests": "interests",
    "language": "levels",
    "style": "style",
    "availability": "free",
    "topics": "topics",
    "distance": "postcode",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask of a person: in how many of the `answers` tried the plan would become another,
    whether more mentees could be served then, and how many tenths all duos together gain at most.
    """

    person: Id
    criterion: str
    changes: int
    answers: int
    serves: bool
    tenths: int
    value: float


def questions(study: Study, top: int = 3) -> list[Question]:
    """The questions whose answers are worth most, the most valuable first."""
    weights = study.around.weights
    asked = [
        (name not in _HARD, -weights.of(name), person.id, name)
        for side in (study.mentees, study.mentors)
        for person in side
        for name in ORDER
        if _unknown(person, name, mentee=side is study.mentees)
    ]
    looked_at = [(person, name) for _soft, _weight, person, name in sorted(asked)[:LOOKED_AT]]
    found = [*_of_mentees(study, looked_at), *_of_mentors(study, looked_at)]
    worthy = [question for question in found if question.value > 0]
    return sorted(worthy, key=lambda q: (-q.value, q.person, ORDER.index(q.criterion)))[:top]


def _unknown(person: Profile, name: str, *, mentee: bool) -> bool:
    if name == "style":
        return None in person.style
    fact = _fact(name, mentee=mentee)
    return bool(fact) and not getattr(person, fact)


def _fact(name: str, *, mentee: bool) -> str:
    """The attribute that an answer fills; a wish that nobody spoke of is none."""
    if name == "field":
        return "targets" if mentee else "experience"
    return _FACTS.get(name, "")


def _answered(person: Profile, name: str, others: Sequence[Profile], *, mentee: bool) -> list[Any]:
    """The person with each of some likely answers, taken evenly from what others said."""
    fact = _fact(name, mentee=mentee)
    said = [getattr(one, fact) for one in others if not _unknown(one, name, mentee=mentee)]
    some = said[:: -(-len(said) // ANSWERS) or 1]
    if name == "style":
        known = person.style
        some = [
            tuple(new if own is None else own for own, new in zip(known, answer, strict=True))
            for answer in some
        ]
    return [replace(person, **{fact: answer}) for answer in some]


def _of_mentees(study: Study, asked: Sequence[tuple[Id, str]]) -> Iterator[Question]:
    variants: list[Profile] = []
    spans = []
    for person, name in asked:
        if (row := study.row(person)) is not None:
            answers = _answered(study.people[person], name, study.mentees, mentee=True)
            spans.append((person, name, row, slice(len(variants), len(variants) + len(answers))))
            variants += answers
    if not variants:
        return
    weights = _planned(study, matrix.scores(variants, study.mentors, study.around))
    columns = study.problem.columns
    for person, name, row, span in spans:
        new = np.where(columns == plan.NOBODY, 0.0, weights[span][:, columns])
        change = new - study.problem.weights[row]
        best = (change - study.prices.costs_of_row(row)).max(axis=1)
        taken = study.prices.taken[row]
        # A mentee without a mentor stands on some place, which an answer does not give them.
        today = change[:, taken] * (study.prices.own[row] > 0)
        yield _question(study, person, name, best - today)


def _of_mentors(study: Study, asked: Sequence[tuple[Id, str]]) -> Iterator[Question]:
    variants: list[Profile] = []
    spans = []
    for person, name in asked:
        if len(places := study.places(person)):
            answers = _answered(study.people[person], name, study.mentors, mentee=False)
            span = slice(len(variants), len(variants) + len(answers))
            spans.append((person, name, int(places[0]), span))
            variants += answers
    if not variants:
        return
    found = _planned(study, matrix.scores(study.mentees, variants, study.around))
    weights = found[study.problem.rows]
    for person, name, place, span in spans:
        change = weights[:, span] - study.problem.weights[:, [place]]
        best = (change - study.prices.costs_of_place(place)[:, None]).max(axis=0, initial=-np.inf)
        best = np.maximum(best, -study.prices.losses[place])
        owner = study.prices.owner[place]
        held = owner != plan.NOBODY and study.prices.own[owner] > 0
        today = change[owner] if held else np.zeros(len(best))
        yield _question(study, person, name, best - today)


def _planned(study: Study, found: matrix.Matrix) -> plan.Weights:
    """What pairs with imagined people weigh in a plan; a mentee's weeks are their own."""
    worth, _possible, planned = plan.weigh(found, study.conditions, study.problem.served)
    return np.where(planned, worth, 0.0)


def _question(study: Study, person: Id, name: str, gains: Vector) -> Question:
    worths = [study.worth(float(gain)) for gain in gains]
    return Question(
        person,
        name,
        changes=int((gains > 0).sum()),
        answers=len(gains),
        serves=any(worth.weeks > 0 for worth in worths),
        tenths=max((worth.tenths for worth in worths if not worth.weeks), default=0),
        value=float(gains.mean()) if len(gains) else 0.0,
    )
