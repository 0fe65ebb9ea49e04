"""One round worked through: its plan, and what every choice would change in it.

Made off the window's thread (numpy and scipy are loaded with it); afterwards each question takes
milliseconds. Figures: tests/bench/pairing.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from duodesk.base.ids import Id
from duodesk.pairing import matrix, plan
from duodesk.pairing.conditions import Conditions
from duodesk.pairing.criteria import Profile
from duodesk.pairing.plan import NOBODY, Indices, Plan, Problem
from duodesk.pairing.prices import Prices, Vector
from duodesk.pairing.score import Round


@dataclass(frozen=True, slots=True)
class Worth:
    """Weight of a plan in its two parts: `weeks` that waiting mentees are served, then tenths of a
    point.
    """

    weeks: int
    tenths: int


@dataclass(frozen=True, slots=True)
class Move:
    """A mentee whose mentor changes, and the tenths of a point that this brings or takes."""

    mentee: Id
    before: Id | None
    after: Id | None
    tenths: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a choice costs the whole plan, and all who move for it, first the one chosen for."""

    lost: Worth
    moves: tuple[Move, ...]

    @property
    def tenths(self) -> int:
        """The points of all duos together, as the moves add up; below zero where they fall."""
        return sum(move.tenths for move in self.moves)

    @property
    def without(self) -> tuple[Id, ...]:
        """Mentees who would lose their mentor."""
        return tuple(move.mentee for move in self.moves if move.before and not move.after)


@dataclass(frozen=True, slots=True)
class Alternative:
    """A mentor who is possible for a mentee: what the pair reaches and what choosing it loses."""

    mentor: Id
    tenths: int
    verified: bool
    planned: bool
    lost: Worth


@dataclass(frozen=True)
class Study:
    """The plan of a round and its consequences."""

    people: Mapping[Id, Profile]
    around: Round
    conditions: Conditions
    problem: Problem
    prices: Prices

    @cached_property
    def plan(self) -> Plan:
        """The pairs, and who has no mentor."""
        return plan.plan_of(self.problem, self.prices.taken)

    @cached_property
    def mentees(self) -> tuple[Profile, ...]:
        """By identity, as the rows of the matrix."""
        return tuple(self.people[one] for one in self.problem.matrix.mentees)

    @cached_property
    def mentors(self) -> tuple[Profile, ...]:
        """By identity, as the columns of the matrix."""
        return tuple(self.people[one] for one in self.problem.matrix.mentors)

    def row(self, mentee: Id) -> int | None:
        """The row of a mentee; None for one who is held by a lock or unknown."""
        return self._rows.get(mentee)

    def places(self, mentor: Id) -> Indices:
        """The places that a mentor still has."""
        return np.flatnonzero(self.problem.columns == self._numbers.get(mentor, len(self.people)))

    def worth(self, weight: float) -> Worth:
        """A weight told in its two parts."""
        weeks = round(weight / self.problem.served)
        return Worth(weeks, round(weight - weeks * self.problem.served))

    def alternatives(self, mentee: Id) -> list[Alternative]:
        """Every possible mentor for a mentee: those of whom everything hard is known first, then by
        what choosing them costs the plan.
        """
        row = self.row(mentee)
        if row is None:
            return []
        number, scores = int(self.problem.rows[row]), self.problem.matrix
        costs = self._costs(row)
        best: dict[int, tuple[float, int]] = {}
        for place, mentor in enumerate(self.problem.columns):
            if mentor != NOBODY and self.problem.possible[number, mentor]:
                offer = (float(costs[place]), place)
                best[int(mentor)] = min(best.get(int(mentor), offer), offer)
        asked = scores.hard[number] > 0
        ranked = sorted(
            (bool(asked[mentor]), cost, -int(scores.tenths[number, mentor]), mentor)
            for mentor, (cost, _place) in best.items()
        )
        mine = next((pair.mentor for pair in self.plan.pairs if pair.mentee == mentee), None)
        return [
            Alternative(
                scores.mentors[mentor],
                -tenths,
                not open_,
                scores.mentors[mentor] == mine,
                self.worth(cost),
            )
            for open_, cost, tenths, mentor in ranked
        ]

    def cost(self, mentee: Id, mentor: Id) -> Cost | None:
        """What it costs to choose this pair, with everybody who moves; None where it is not to be
        chosen.
        """
        row, places = self.row(mentee), self.places(mentor)
        if row is None or not len(places):
            return None
        number = int(self.problem.rows[row])
        if not self.problem.possible[number, self._numbers[mentor]]:
            return None
        costs = self._costs(row)
        place = int(places[costs[places].argmin()])
        # A mentee without a mentor may stand on the very place, which gives them nothing.
        moves = self.prices.moves(row, place) or [(row, place, place)]
        return Cost(self.worth(float(costs[place])), self._told(moves, chosen=row))

    def losses(self) -> dict[Id, Worth]:
        """What the plan loses without each mentor."""
        return {mentor: self.loss(mentor).lost for mentor in self.problem.matrix.mentors}

    def loss(self, mentor: Id) -> Cost:
        """What the plan loses when a mentor is no longer there, and who moves then."""
        places = self.places(mentor)
        held = any(pair[1] == mentor for pair in self.conditions.locked)
        if held or len(places) > 1:
            return self._loss_anew(mentor)
        if not len(places):
            return Cost(Worth(0, 0), ())
        place = int(places[0])
        moves = self._told(self.prices.moves_without(place))
        return Cost(self.worth(float(self.prices.losses[place])), moves)

    def one_more(self) -> dict[Id, Worth]:
        """What the plan would gain by one more mentor like each."""
        prices = self.prices.prices
        return {
            mentor: self.worth(float(prices[places].max()))
            for mentor in self.problem.matrix.mentors
            if len(places := self.places(mentor))
        }

    def gains(self, others: Sequence[Profile]) -> list[Worth]:
        """What the plan would gain by one more mentor of each of these kinds."""
        found = matrix.scores(self.mentees, others, self.around)
        worth, _possible, planned = plan.weigh(found, self.conditions, self.problem.served)
        weights = np.where(planned, worth, 0.0)[self.problem.rows]
        return [self.worth(float(gain)) for gain in self.prices.gain_with(weights)]

    def changed(self, mentee: Profile) -> Study:
        """The same round after facts of one mentee changed: their row alone is scored and placed
        anew.
        """
        new = matrix.scores([mentee], self.mentors, self.around)
        old, number = self.problem.matrix, self.problem.matrix.mentees.index(mentee.id)
        tenths, hard = old.tenths.copy(), old.hard.copy()
        tenths[number], hard[number] = new.tenths[0], new.hard[0]
        problem = plan.problem(replace(old, tenths=tenths, hard=hard), self.conditions)
        row = self.row(mentee.id)
        prices = self.prices if row is None else self.prices.changed(row, problem.weights[row])
        people = {**self.people, mentee.id: mentee}
        return replace(self, people=people, problem=problem, prices=prices)

    @cached_property
    def _rows(self) -> dict[Id, int]:
        mentees = self.problem.matrix.mentees
        return {mentees[number]: row for row, number in enumerate(self.problem.rows)}

    @cached_property
    def _numbers(self) -> dict[Id, int]:
        return {one: number for number, one in enumerate(self.problem.matrix.mentors)}

    def _costs(self, row: int) -> Vector:
        """What each place costs when the row is forced there, worth what the pair is worth though
        a plan would not propose it by itself.
        """
        number = int(self.problem.rows[row])
        real = np.flatnonzero(self.problem.columns != NOBODY)
        mentors = self.problem.columns[real]
        full = np.zeros(len(self.problem.columns))
        full[real] = self.problem.worth[number, mentors] * self.problem.possible[number, mentors]
        costs: Vector = self.prices.costs_of_row(row) + self.problem.weights[row] - full
        return costs

    def _told(
        self, moves: Iterable[tuple[int, int, int]], chosen: int = NOBODY
    ) -> tuple[Move, ...]:
        told = (
            self._move(row, before, after, forced=row == chosen) for row, before, after in moves
        )
        # From one place of a mentor to another, or from nobody to nobody, nothing changes.
        return tuple(move for move in told if move.before != move.after)

    def _move(self, row: int, before: int, after: int, *, forced: bool) -> Move:
        scores, number = self.problem.matrix, int(self.problem.rows[row])
        found: list[Id | None] = []
        tenths = 0
        for place, sign, counts in ((before, -1, False), (after, 1, forced)):
            mentor = int(self.problem.columns[place])
            served = counts or bool(self.problem.weights[row, place] > 0)
            found.append(scores.mentors[mentor] if served else None)
            tenths += sign * int(scores.tenths[number, mentor]) if served else 0
        return Move(scores.mentees[number], found[0], found[1], tenths)

    def _loss_anew(self, mentor: Id) -> Cost:
        """For a mentor with several places or a lock: the plan without, compared."""
        conditions = replace(
            self.conditions,
            capacity={**self.conditions.capacity, mentor: 0},
            locked=frozenset(pair for pair in self.conditions.locked if pair[1] != mentor),
        )
        other = plan.problem(self.problem.matrix, conditions)
        after = plan.plan_of(other, plan.solve(other.weights))
        lost = self._weight(self.plan) - self._weight(after)
        return Cost(self.worth(lost), _differences(self.plan, after))

    def _weight(self, of: Plan) -> float:
        rows = {one: number for number, one in enumerate(self.problem.matrix.mentees)}
        pairs = [(rows[pair.mentee], self._numbers[pair.mentor]) for pair in of.pairs]
        return float(sum(self.problem.worth[pair] for pair in pairs))


def study(
    mentees: Sequence[Profile],
    mentors: Sequence[Profile],
    around: Round,
    conditions: Conditions,
) -> Study:
    """Score everybody with everybody, plan, and price."""
    found = matrix.scores(mentees, mentors, around)
    problem = plan.problem(found, conditions)
    people = {person.id: person for person in (*mentees, *mentors)}
    return Study(people, around, conditions, problem, Prices.solved(problem.weights))


def _differences(before: Plan, after: Plan) -> tuple[Move, ...]:
    """Who has another mentor in the second plan."""
    ours, theirs = ({pair.mentee: pair for pair in one.pairs} for one in (before, after))
    found = []
    for mentee in sorted(ours.keys() | theirs.keys()):
        old, new = ours.get(mentee), theirs.get(mentee)
        left, taken = old.mentor if old else None, new.mentor if new else None
        if left != taken:
            tenths = (new.tenths if new else 0) - (old.tenths if old else 0)
            found.append(Move(mentee, left, taken, tenths))
    return tuple(found)
