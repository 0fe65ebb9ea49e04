"""How satisfied people were: a mean never without its number of answers and the response rate, and
none of it below five answers; pure (domain.md §5.4 and §5.7).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duodesk.model.people import Role

LEAST = 5
# From this score on somebody agrees.
AGREES = 4


@dataclass(frozen=True, slots=True)
class Returned:
    """One questionnaire as figures see it: of whom, when it was due, when it came back, the scores
    by question.
    """

    role: Role
    due_on: date | None
    answered_on: date | None
    scores: Mapping[str, int]

    @property
    def counted_on(self) -> date | None:
        """The day from which it counts as due: one that came back early was due by then."""
        return min((d for d in (self.due_on, self.answered_on) if d is not None), default=None)


@dataclass(frozen=True, slots=True)
class Response:
    """How many questionnaires were due, and how many of these came back."""

    due: int
    answered: int

    @property
    def rate(self) -> float | None:
        """Answered of due; None where none was due."""
        return self.answered / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What a group said to one question: response, number of scores, and, from five scores on,
    their mean and the share of 4 and 5.
    """

    question: str
    response: Response
    n: int
    mean: float | None
    agree: float | None

    @property
    def hidden(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return self.n < LEAST


def due_by(
    returned: Iterable[Returned], *, on: date, role: Role | None = None, since: date | None = None
) -> list[Returned]:
    """The questionnaires that were due by a day, of one role or of both."""
    return [
        one
        for one in returned
        if (role is None or one.role == role)
        and one.counted_on is not None
        and (since or date.min) <= one.counted_on <= on
    ]


def response(returned: Iterable[Returned], *, on: date) -> Response:
    """How many of those due by a day had come back by then."""
    due = due_by(returned, on=on)
    return Response(len(due), sum(_is_back(one, on) for one in due))


def satisfaction(
    returned: Iterable[Returned],
    question: str,
    *,
    role: Role,
    on: date,
    since: date | None = None,
) -> Satisfaction:
    """What one role said to a question in questionnaires due from `since` to `on`."""
    due = due_by(returned, on=on, role=role, since=since)
    scores = [one.scores[question] for one in due if _is_back(one, on) and question in one.scores]
    shown = len(scores) >= LEAST
    return Satisfaction(
        question,
        response(due, on=on),
        len(scores),
        mean=sum(scores) / len(scores) if shown else None,
        agree=sum(score >= AGREES for score in scores) / len(scores) if shown else None,
    )


def asked_questions(returned: Sequence[Returned], role: Role) -> tuple[str, ...]:
    """The questions that anybody of a role answered, in the order of the alphabet."""
    return tuple(sorted({key for one in returned if one.role == role for key in one.scores}))


def _is_back(one: Returned, on: date) -> bool:
    return one.answered_on is not None and one.answered_on <= on
