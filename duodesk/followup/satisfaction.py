"""How satisfied people were: a mean never without its number of answers and the response rate, and
none of it below five answers, which would tell who said what; pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from duodesk.base.ids import Id
from duodesk.followup.questions import CLOSING
from duodesk.model.people import Role

LEAST = 5
# From this score on somebody agrees.
AGREES = 4
# What all are asked first of all, and the two closing questions taken together.
OVERALL, EXCHANGE = "satisfaction", "exchange"


@dataclass(frozen=True, slots=True)
class Returned:
    """One questionnaire as figures see it: when it was due, when it came back, the scores by
    question; `person_id` is whom one may look up here, and never in what leaves.
    """

    role: Role
    due_on: date | None
    answered_on: date | None
    scores: Mapping[str, int]
    person_id: Id | None = None

    @property
    def counted_on(self) -> date | None:
        """The day from which it counts as due: one that came back early was due by then."""
        if self.due_on is None or self.answered_on is None:
            return self.due_on or self.answered_on
        return min(self.due_on, self.answered_on)

    def is_back(self, on: date) -> bool:
        """Whether it had come back by a day."""
        return self.answered_on is not None and self.answered_on <= on


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
    their sum and how many are 4 or 5.
    """

    question: str
    response: Response
    n: int
    total: int | None
    agreeing: int | None

    @property
    def hidden(self) -> bool:
        """Whether too few answered for anything to be shown."""
        return self.total is None

    @property
    def mean(self) -> float | None:
        """The mean of the scores."""
        return None if self.total is None else self.total / self.n

    @property
    def agree(self) -> float | None:
        """The share of 4 and 5."""
        return None if self.agreeing is None else self.agreeing / self.n


def due_by(
    returned: Iterable[Returned], *, on: date, role: Role | None = None, since: date | None = None
) -> list[Returned]:
    """The questionnaires that were due by a day, of one role or of both."""
    first = since or date.min
    return [
        one
        for one in returned
        if (role is None or one.role == role)
        and (day := one.counted_on) is not None
        and first <= day <= on
    ]


def response(returned: Iterable[Returned], *, on: date) -> Response:
    """How many of those due by a day had come back by then."""
    return _back(due_by(returned, on=on), on)


def said(due: Sequence[Returned], question: str, *, on: date) -> Satisfaction:
    """What was said by a day to a question in the questionnaires that are due."""
    scores = [one.scores[question] for one in due if question in one.scores and one.is_back(on)]
    shown = len(scores) >= LEAST
    return Satisfaction(
        question,
        _back(due, on),
        len(scores),
        total=sum(scores) if shown else None,
        agreeing=sum(score >= AGREES for score in scores) if shown else None,
    )


def together(due: Iterable[Sequence[Returned]], *, on: date) -> Satisfaction:
    """What was said to the two closing questions in the questionnaires that are due, those of each
    role apart: all scores taken together, hidden while one of the parts is, which could be reckoned
    back from the whole.
    """
    apart = tuple(due)
    parts = [said(own, question, on=on) for own in apart for question in CLOSING]
    n = sum(one.n for one in parts)
    shown = n > 0 and not any(one.n and one.hidden for one in parts)
    return Satisfaction(
        EXCHANGE,
        _back([one for own in apart for one in own], on),
        n,
        total=sum(one.total or 0 for one in parts) if shown else None,
        agreeing=sum(one.agreeing or 0 for one in parts) if shown else None,
    )


def asked_questions(returned: Sequence[Returned], role: Role) -> tuple[str, ...]:
    """The questions that anybody of a role answered, in the order of the alphabet."""
    return tuple(sorted({key for one in returned if one.role == role for key in one.scores}))


def _back(due: Sequence[Returned], on: date) -> Response:
    return Response(len(due), sum(one.is_back(on) for one in due))
