"""Charts of people: the way in, training, answers, supply and demand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup.questions import CLOSING
from duodesk.model.people import Role
from duodesk.reports.cohort import Cohort
from duodesk.reports.entries import STAGES, TITLES, EntryFacts
from duodesk.reports.mentor_figures import beginners, inside
from duodesk.reports.numbers import Number, count, plain, rate
from duodesk.reports.periods import Step, grouped
from duodesk.reports.satisfaction_figures import ROLES, agreeing, said_lines, scores_of
from duodesk.reports.slices import stretches
from duodesk.reports.tabled import Heading, Maker, Row, Series
from duodesk.reports.words import source_of


def funnel(role: Role, title_id: str) -> Maker:
    """How many of each source came how far."""

    def made(cohort: Cohort, _step: Step) -> Series:
        own = [e for e in cohort.entries if e.role == role]
        stages = STAGES[role]
        sources = Counter(map(source_of, own)).most_common()
        return Series(
            f"funnel_{role}",
            "funnel",
            _(title_id),
            _(
                "Of those registered in the period, by how they found us: how many reached each "
                "step, or a later one, by the day of looking."
            ),
            (
                Heading(_("How the person found us"), "text"),
                *(Heading(_(TITLES[stage])) for stage in stages),
            ),
            tuple((source, *_reached(own, source, stages)) for source, _n in sources),
        )

    return made


def training(cohort: Cohort, step: Step) -> Series:
    """Mentors who began their training, and who completed it."""
    found = grouped(beginners(cohort), lambda mentor: mentor.began_on, step)
    rows: list[Row] = []
    for first in stretches(cohort, step):
        own = found.get(first, [])
        done = [mentor for mentor in own if mentor.trained_on is not None]
        rows.append((step.label(first), count(own), count(done), rate(done, own)))
    return Series(
        "training",
        "columns",
        _("Mentors who completed their training"),
        _(
            "Mentors by the month, quarter or year of their first day of training, and those of "
            "them who followed every unit by the day of the report."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Began")),
            Heading(_("Completed")),
            Heading(_("Share"), "share", drawn=False),
        ),
        tuple(rows),
    )


def satisfaction(cohort: Cohort, _step: Step) -> Series:
    """What was said to each question."""
    rows: list[Row] = []
    for line in said_lines(cohort):
        who = reference.chosen("role", line.role) if line.role else _("Both")
        roles = (line.role,) if line.role else ROLES
        questions = (line.said.question,) if line.role else CLOSING
        scores = scores_of(cohort, roles, questions)
        due = [one for role in roles for one in cohort.due[role]]
        back = [one for role in roles for one in cohort.back[role]]
        agree = rate(agreeing(scores), scores)
        rows.append(
            (
                f"{who} · {line.question}",
                plain(line.said.mean, "number", scores),
                agree if not line.said.hidden else replace(agree, value=None),
                count(scores),
                rate(back, due),
            )
        )
    return Series(
        "satisfaction",
        "bars",
        _("Satisfaction, by question"),
        _(
            "Mean of the scores from 1 to 5 in the questionnaires due in the period; nothing is "
            "told of fewer than five answers."
        ),
        (
            Heading(_("Question"), "text"),
            Heading(_("Mean (1 to 5)"), "number"),
            Heading(_("Share of 4 or 5"), "share", drawn=False),
            Heading(_("Answers"), drawn=False),
            Heading(_("Response rate"), "share", drawn=False),
        ),
        tuple(rows),
    )


def supply(cohort: Cohort, step: Step) -> Series:
    """Mentees accepted, mentors trained, duos started."""
    asked = grouped(cohort.newly_waiting, lambda one: one.on, step)
    trained = grouped(
        (m for m in cohort.mentors if m.trained_on and inside(m.trained_on, cohort)),
        lambda mentor: mentor.trained_on,
        step,
    )
    begun = grouped(cohort.duos, lambda duo: duo.start, step)
    numbers: tuple[dict[date, list[Any]], ...] = ({**asked}, {**trained}, {**begun})
    rows: list[Row] = [
        (step.label(first), *(count(found.get(first, ())) for found in numbers))
        for first in stretches(cohort, step)
    ]
    return Series(
        "supply",
        "lines",
        _("Supply and demand"),
        _(
            "Mentees accepted, mentors whose training was complete, and duos started in each "
            "month, quarter or year."
        ),
        (
            Heading(step.title, "text"),
            Heading(_("Mentees accepted")),
            Heading(_("Mentors trained")),
            Heading(_("Duos started")),
        ),
        tuple(rows),
    )


def _reached(own: Sequence[EntryFacts], source: str, stages: Sequence[str]) -> list[Number]:
    """How many of a source came so far, for each stage."""
    found = [e for e in own if source_of(e) == source]
    return [count(e for e in found if e.reached(stage)) for stage in stages]
