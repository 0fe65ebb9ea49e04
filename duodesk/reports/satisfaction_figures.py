"""Figures of how satisfied mentees and mentors were, and of what the exchange between generations
and between cultures brought; a mean always beside its response rate.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from duodesk.base.i18n import N_, _, language
from duodesk.followup.questions import CLOSING, question_sheet
from duodesk.followup.satisfaction import (
    AGREES,
    EXCHANGE,
    LEAST,
    OVERALL,
    Returned,
    Satisfaction,
    asked_questions,
    said,
    together,
)
from duodesk.model.people import Role
from duodesk.reports import bases
from duodesk.reports.cohort import Cohort
from duodesk.reports.figure import QUALITY, Figure

ROLES = (Role.MENTEE, Role.MENTOR)
Score = tuple[Returned, str]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """What one role, or both together, said to a question."""

    role: Role | None
    said: Satisfaction

    @property
    def code(self) -> str:
        """By what formulas find it, the same in every language."""
        return code_of(self.role, self.said.question)

    @property
    def question(self) -> str:
        """The question in words."""
        if self.role is None:
            return _("Exchange between generations and cultures: both questions together")
        known = question_sheet(self.role, language()).questions
        return next((q.text for q in known if q.key == self.said.question), self.said.question)


def code_of(role: Role | None, question: str) -> str:
    """How a line is called in formulas."""
    return f"{role or 'both'}_{question}"


def said_lines(cohort: Cohort) -> tuple[SaidLine, ...]:
    """Every scored question of each role in the order of the questionnaire, then what the exchange
    brought.
    """
    apart = [
        SaidLine(role, said(cohort.due[role], key, on=cohort.as_of))
        for role in ROLES
        for key in _questions(cohort, role)
    ]
    return (*apart, SaidLine(None, _exchange(cohort)))


def whose_answers(figure: Figure) -> tuple[Role, ...]:
    """Of whom a figure tells how many questionnaires came back; nobody for every other figure."""
    return _RESPONSES.get(figure.code, ())


def _questions(cohort: Cohort, role: Role) -> list[str]:
    """Those of today, then any of older versions."""
    now = [q.key for q in question_sheet(role, language()).questions if q.scored]
    return [*now, *(key for key in asked_questions(cohort.answers, role) if key not in now)]


def _overall(role: Role) -> Callable[[Cohort], Satisfaction]:
    return lambda cohort: said(cohort.due[role], OVERALL, on=cohort.as_of)


def _exchange(cohort: Cohort) -> Satisfaction:
    return together([cohort.due[role] for role in ROLES], on=cohort.as_of)


_DEFINITIONS = (
    N_(
        "Mean of the scores from 1 to 5 for “All in all, I am happy with my duo” in the "
        "questionnaires due in the period; never told below five answers."
    ),
    N_(
        "Questionnaires that came back by the day of the report, divided by those due in the "
        "period."
    ),
    N_("Scores given to this sentence in the questionnaires due in the period."),
    N_("Share of these scores that are 4 or 5; never told below five answers."),
)
_OF_EXCHANGE = (
    N_(
        "Mean of the scores from 1 to 5 for the two closing questions, what the exchange between "
        "generations and the one between cultures brought, of mentees and mentors together; never "
        "told while fewer than five answered one of them."
    ),
    _DEFINITIONS[1],
    N_("Scores given to the two closing questions in the questionnaires due in the period."),
    N_("Share of these scores that are 4 or 5; never told where the mean is not."),
)


_CHANGED = N_(
    "Mentees who gave a 4 or a 5 to the sentence about it in the questionnaires due in the "
    "period, divided by those who answered it; never told below five answers."
)


def _four(
    who: str,
    titles: tuple[str, str, str, str],
    definitions: tuple[str, str, str, str],
    told: Callable[[Cohort], Satisfaction],
    roles: tuple[Role, ...],
) -> tuple[Figure, ...]:
    """Mean, response rate, number of scores and share of 4 and 5 of one group."""
    mean, came_back, scores, agree = zip(titles, definitions, strict=True)
    questions = (OVERALL,) if len(roles) == 1 else CLOSING

    def due(cohort: Cohort) -> list[Returned]:
        return [one for role in roles for one in cohort.due[role]]

    def back(cohort: Cohort) -> list[Returned]:
        return [one for role in roles for one in cohort.back[role]]

    def given(cohort: Cohort) -> list[Score]:
        return scores_of(cohort, roles, questions)

    one = partial(Figure, family=QUALITY, basis=bases.ANSWERS)
    agreed: dict[str, Any] = _agreed(roles, questions)
    if len(roles) > 1:
        # Of both together nothing is told while one of the parts is not.
        agreed |= {"value": lambda c: told(c).agree}
    return (
        _named(one, f"{who}_mean", mean, unit="number", value=lambda c: told(c).mean, of=back),
        _named(one, f"{who}_response", came_back, unit="share", of=due, those=back),
        _named(one, f"{who}_scores", scores, unit="count", of=given, least=LEAST),
        _named(one, f"{who}_agree", agree, unit="share", **agreed),
    )


def scores_of(cohort: Cohort, roles: Sequence[Role], questions: Sequence[str]) -> list[Score]:
    """Every score that these roles gave to these questions: whose questionnaire, and to which."""
    return [
        (one, question)
        for role in roles
        for one in cohort.back[role]
        for question in questions
        if question in one.scores
    ]


def agreeing(scores: Sequence[Score]) -> list[Score]:
    """Those of them that are 4 or 5."""
    return [(one, question) for one, question in scores if one.scores[question] >= AGREES]


def _named(one: Callable[..., Figure], code: str, words: tuple[str, str], **how: Any) -> Figure:
    return one(code=code, title_id=words[0], definition_id=words[1], **how)


def _agreed(roles: Sequence[Role], questions: Sequence[str]) -> dict[str, Any]:
    """Who answered, and who of them agreed; never told of few, nor who they are."""
    return {
        "of": lambda cohort: scores_of(cohort, roles, questions),
        "those": lambda cohort: agreeing(scores_of(cohort, roles, questions)),
        "least": LEAST,
    }


def _said_of(question: str, title: str) -> Figure:
    """The share of mentees who agree with a sentence about what changed for them."""
    return Figure(
        f"mentees_{question}", QUALITY, title, _CHANGED, "share", basis=bases.ANSWERS,
        **_agreed((Role.MENTEE,), (question,)),
    )  # fmt: skip


# What mentees are asked about that the programme tells of: the soft outcomes.
CHANGED = {
    "autonomy": N_("Mentees: more on their own"),
    "project": N_("Mentees: project defined"),
    "network": N_("Mentees: wider network"),
    "recommend": N_("Mentees: would recommend it"),
}
SATISFACTION_FIGURES = (
    *_four(
        "mentees",
        (
            N_("Mentees: satisfaction (mean, 1 to 5)"),
            N_("Mentees: questionnaires that came back"),
            N_("Mentees: answers on satisfaction"),
            N_("Mentees: satisfied (4 or 5)"),
        ),
        _DEFINITIONS,
        _overall(Role.MENTEE),
        (Role.MENTEE,),
    ),
    *_four(
        "mentors",
        (
            N_("Mentors: satisfaction (mean, 1 to 5)"),
            N_("Mentors: questionnaires that came back"),
            N_("Mentors: answers on satisfaction"),
            N_("Mentors: satisfied (4 or 5)"),
        ),
        _DEFINITIONS,
        _overall(Role.MENTOR),
        (Role.MENTOR,),
    ),
    *_four(
        "exchange",
        (
            N_("What the exchange brought (mean, 1 to 5)"),
            N_("Exchange: questionnaires that came back"),
            N_("Exchange: answers"),
            N_("What the exchange brought: 4 or 5"),
        ),
        _OF_EXCHANGE,
        _exchange,
        ROLES,
    ),
    *(_said_of(question, title) for question, title in CHANGED.items()),
)
_RESPONSES = {
    "mentees_response": (Role.MENTEE,),
    "mentors_response": (Role.MENTOR,),
    "exchange_response": ROLES,
}
# The line of the sheet from which the figures of a group compute.
LINES = {
    "mentees": code_of(Role.MENTEE, OVERALL),
    "mentors": code_of(Role.MENTOR, OVERALL),
    "exchange": code_of(None, EXCHANGE),
}
