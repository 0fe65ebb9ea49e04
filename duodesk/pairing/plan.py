"""One assignment over the whole waiting list: most duos and longest waiting first, then quality,
then what was planned before. A weight above zero for each who waits gives the most duos and the
longest waiting at once: the sets of mentees that can be paired are a transversal matroid.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from duodesk.base.ids import Id
from duodesk.pairing.conditions import Conditions, Pairs
from duodesk.pairing.matrix import Matrix

Weights = NDArray[np.float64]
Indices = NDArray[np.intp]
# Tenths that a pair of the previous plan has before others, so that plans do not jump.
KEPT = 5
# More weeks say nothing more, and sums stay whole in double precision.
MOST_WEEKS = 520
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentee and the mentor that the plan has for them."""

    mentee: Id
    mentor: Id
    tenths: int
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """All pairs by mentee, and the mentees for whom there is no mentor now."""

    pairs: tuple[Pair, ...]
    without: tuple[Id, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A round as an assignment: rows are mentees, columns places of mentors, then empty ones.

    `worth` is what every pair of the matrix would weigh, `possible` whether the team may choose it,
    `weights` what a plan may propose by itself. One more mentee served weighs `served` times their
    weeks, more than all points together.
    """

    matrix: Matrix  # by identity, so that ties fall the same way whatever order people come in
    worth: Weights
    possible: NDArray[np.bool_]
    rows: Indices
    columns: Indices  # index of the mentor, `NOBODY` for an empty place
    weights: Weights
    served: int
    locked: tuple[tuple[int, int], ...]


def problem(matrix: Matrix, conditions: Conditions) -> Problem:
    """The assignment of a round; locked pairs are taken out first, whatever else holds for them."""
    matrix = in_order(matrix)
    place = [conditions.capacity.get(mentor, 1) for mentor in matrix.mentors]
    locked = _locked(matrix, conditions.locked, place)
    held = {row for row, _column in locked}
    rows = np.array([n for n in range(len(matrix.mentees)) if n not in held], np.intp)
    columns = np.repeat(np.arange(len(place)), np.maximum(np.array(place, np.intp), 0))
    served = served_by(len(matrix.mentees))
    worth, possible, planned = weigh(matrix, conditions, served)
    # One place more than there are rows, so that a mentee who must leave has somewhere to go.
    empty = max(0, len(rows) + 1 - len(columns))
    weights = np.where(planned, worth, 0.0)[rows][:, columns]
    weights = np.pad(weights, ((0, 0), (0, empty)))
    columns = np.concatenate([columns, np.full(empty, NOBODY)])
    return Problem(matrix, worth, possible, rows, columns, weights, served, locked)


def weigh(
    matrix: Matrix, conditions: Conditions, served: int
) -> tuple[Weights, NDArray[np.bool_], NDArray[np.bool_]]:
    """What every pair is worth, which ones the team may choose, which a plan may propose."""
    possible = matrix.allowed & ~_marked(matrix, conditions.forbidden)
    planned = possible & (matrix.tenths >= conditions.floor)
    if not conditions.unverified:
        planned &= matrix.verified
    weeks = [min(max(conditions.waiting.get(m, 0), 0), MOST_WEEKS) + 1 for m in matrix.mentees]
    worth = served * np.array(weeks, np.float64)[:, None] + matrix.tenths
    worth += KEPT * _marked(matrix, conditions.previous)
    return worth, possible, planned


def served_by(mentees: int) -> int:
    """What one more week served weighs: more than all points and kept pairs of so many mentees."""
    return (1000 + KEPT + 1) * mentees + 1


def solve(weights: Weights) -> Indices:
    """For each row the column of a greatest assignment; there are at least as many columns."""
    from scipy.optimize import linear_sum_assignment

    return np.asarray(linear_sum_assignment(weights, maximize=True)[1], np.intp)


def plan_of(problem: Problem, taken: Indices) -> Plan:
    """What an assignment means; a row on a place without weight has no mentor."""
    matrix, pairs, without = problem.matrix, list(problem.locked), []
    for n, row in enumerate(problem.rows):
        if problem.weights[n, taken[n]] > 0:
            pairs.append((int(row), int(problem.columns[taken[n]])))
        else:
            without.append(matrix.mentees[row])
    found = [
        Pair(
            matrix.mentees[row],
            matrix.mentors[column],
            int(matrix.tenths[row, column]),
            (row, column) in problem.locked,
        )
        for row, column in sorted(pairs)
    ]
    return Plan(tuple(found), tuple(without))


def in_order(matrix: Matrix) -> Matrix:
    """The same by identity on both sides."""
    ours = sorted(range(len(matrix.mentees)), key=lambda n: matrix.mentees[n].int)
    theirs = sorted(range(len(matrix.mentors)), key=lambda n: matrix.mentors[n].int)
    if ours == list(range(len(ours))) and theirs == list(range(len(theirs))):
        return matrix
    there = np.ix_(np.array(ours, np.intp), np.array(theirs, np.intp))
    return Matrix(
        tuple(matrix.mentees[n] for n in ours),
        tuple(matrix.mentors[n] for n in theirs),
        matrix.tenths[there],
        matrix.hard[there],
    )


def _locked(matrix: Matrix, locked: Pairs, place: list[int]) -> tuple[tuple[int, int], ...]:
    """Locks as indices, each taking a place; nobody is promised twice, even by two locks."""
    rows = {one: n for n, one in enumerate(matrix.mentees)}
    columns = {one: n for n, one in enumerate(matrix.mentors)}
    kept: dict[int, int] = {}
    for mentee, mentor in sorted(locked):
        row, column = rows.get(mentee), columns.get(mentor)
        if row is not None and column is not None and row not in kept and place[column] > 0:
            kept[row] = column
            place[column] -= 1
    return tuple(kept.items())


def _marked(matrix: Matrix, pairs: Pairs) -> NDArray[np.bool_]:
    marked = np.zeros(matrix.tenths.shape, np.bool_)
    if pairs:
        rows = _where(matrix.mentees)
        columns = _where(matrix.mentors)
        for mentee, mentor in pairs:
            marked[np.ix_(rows.get(mentee, []), columns.get(mentor, []))] = True
    return marked


def _where(people: tuple[Id, ...]) -> dict[Id, list[int]]:
    """The rows of each; somebody with several likely answers has several."""
    found: dict[Id, list[int]] = {}
    for number, person in enumerate(people):
        found.setdefault(person, []).append(number)
    return found
