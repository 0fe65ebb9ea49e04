"""The whole plan of an office from its desk: who with whom, what each choice means for the others,
what a mentor is worth, whom to look for, what to ask.

numpy and scipy are loaded by `work_through` and not before: call it in the worker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.model.pairing import Proposal, RuleKind, Stage
from duodesk.office.queries import offices
from duodesk.pairing import queries, rules
from duodesk.pairing.commands import Thought, add_suggestion
from duodesk.pairing.conditions import Pairs
from duodesk.pairing.last_plan import last_plan
from duodesk.pairing.queries import CandidateRow, Pool, Suggestion
from duodesk.pairing.score import GOOD, STRONG, Score, score
from duodesk.store.store import Changes, Store

if TYPE_CHECKING:
    from duodesk.pairing.asking import Question
    from duodesk.pairing.study import Alternative, Cost, Study, Worth
    from duodesk.pairing.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plan is made from, read at once: everyone in the round, and the pairs that are on
    their cards already; `elsewhere` names the offices that are not ours.
    """

    pool: Pool
    in_mind: Pairs
    rules: tuple[rules.RuleRow, ...]
    office_id: Id | None = None
    elsewhere: Mapping[Id, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A waiting mentee in the plan: whom they would get and how well both fit; nobody where no
    mentor is good enough now. `stood` says that the last plan had this pair already, `rule_id`
    which rule keeps it.
    """

    mentee: CandidateRow
    mentor: CandidateRow | None
    score: Score | None
    stood: bool
    in_mind: bool
    rule_id: Id | None
    elsewhere: tuple[str, ...] = ()
    office: str = ""

    @property
    def ours(self) -> bool:
        """Whether this office decides about the mentee."""
        return not self.office

    @property
    def fit(self) -> str:
        """Strong, good or possible; nothing without a mentor."""
        return self.score.fit if self.score else ""


@dataclass(frozen=True, slots=True)
class MentorRow:
    """A free mentor: for whom the plan has them, and what the plan would lose without them."""

    mentor: CandidateRow
    mentees: tuple[CandidateRow, ...]
    loss: Cost

    @property
    def lost(self) -> Worth:
        """The loss as one number in two parts."""
        return self.loss.lost


@dataclass(frozen=True, slots=True)
class Wish:
    """A kind of mentor to look for, and why, in sentences; the first helps most."""

    kind: Wanted
    rank: int
    told: str
    why: str


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Something to ask of a person whose answer may change the plan, and why, in sentences."""

    question: Question
    told: str
    why: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What would make the plan better: whom to look for, what to ask."""

    wanted: tuple[Wish, ...]
    questions: tuple[ToAsk, ...]


@dataclass(frozen=True)
class Planning:
    """A round of an office worked through; `rows` by how long mentees wait, `mentors` by what the
    plan would lose.
    """

    asked: Asked
    study: Study
    rows: tuple[PlanRow, ...]
    mentors: tuple[MentorRow, ...]

    @property
    def names(self) -> dict[Id, str]:
        """How everyone in the round is called."""
        return self.asked.pool.names

    @property
    def pairs(self) -> Pairs:
        """Mentee and mentor of every duo in the plan."""
        return frozenset((pair.mentee, pair.mentor) for pair in self.study.plan.pairs)

    def row(self, mentee_id: Id) -> PlanRow | None:
        """A mentee in the plan; None for one who does not wait."""
        return self._by_mentee.get(mentee_id)

    def alternatives(self, mentee_id: Id) -> list[Alternative]:
        """Every mentor whom the team may choose for a mentee, by what it costs the plan; none for a
        mentee of whom a rule says who it is.
        """
        return self.study.alternatives(mentee_id)

    def suggestion(self, mentee_id: Id, mentor_id: Id) -> Suggestion:
        """A pair of the round with its score."""
        pool = self.asked.pool
        made = score(pool.mentees[mentee_id], pool.mentors[mentor_id], pool.around)
        return Suggestion(mentor_id, self.names[mentor_id], self.names[mentee_id], made)

    def cost(self, mentee_id: Id, mentor_id: Id) -> Cost | None:
        """What it costs the others to choose a pair; None where it is not to be chosen."""
        return self.study.cost(mentee_id, mentor_id)

    def choosing(self, mentee_id: Id, mentor_id: Id) -> list[str]:
        """What choosing a pair means for everybody else, in sentences."""
        from duodesk.pairing import consequences

        row = self.row(mentee_id)
        if row is not None and row.mentor is not None and row.mentor.id == mentor_id:
            return [_("The plan has this pair.")]
        cost = self.cost(mentee_id, mentor_id)
        if cost is None:
            return [_("The team keeps another pair, so this one is not in the round.")]
        return consequences.choosing(cost, self.names)

    def losing(self, row: MentorRow) -> list[str]:
        """What the plan would be without a mentor, in sentences."""
        from duodesk.pairing import consequences

        return consequences.losing(row.mentor.id, row.loss, self.names)

    def one_more(self, mentor_id: Id) -> str:
        """What one more mentor like this one would bring, in a sentence."""
        from duodesk.pairing import consequences

        gain = self._gains.get(mentor_id)
        return consequences.one_more(mentor_id, gain, self.names) if gain else ""

    def why_nobody(self, mentee_id: Id) -> str:
        """Why the plan has no mentor for a mentee, in a sentence."""
        name = self.names[mentee_id]
        floor = self.asked.pool.conditions.floor
        found = self.alternatives(mentee_id)
        if any(one.verified and one.tenths >= floor for one in found):
            return _("Others need the mentors who would fit %(name)s; no other is free.", name=name)
        if any(one.tenths >= floor for one in found):
            return _(
                "A language or free hours must be asked before %(name)s can be in the plan. Ask, "
                "or allow pairs to verify.",
                name=name,
            )
        return _("No free mentor fits %(name)s well enough now.", name=name)

    def also_wanted(self, mentor_id: Id, *, but: Id) -> list[str]:
        """Other waiting mentees for whom this mentor would be the best, longest waiting first."""
        return [
            row.mentee.short_name
            for row in self.rows
            if row.mentee.id != but and self._best.get(row.mentee.id) == mentor_id
        ]

    def aiming_at(self, field: str) -> list[CandidateRow]:
        """Waiting mentees with a goal in this field, longest waiting first."""
        known = reference.occupations()
        return [
            row.mentee
            for row in self.rows
            if any(
                code in known and known[code].field == field
                for code in self.asked.pool.mentees[row.mentee.id].targets
            )
        ]

    @cached_property
    def _gains(self) -> dict[Id, Worth]:
        return self.study.one_more()

    @cached_property
    def _by_mentee(self) -> dict[Id, PlanRow]:
        return {row.mentee.id: row for row in self.rows}

    @cached_property
    def _best(self) -> dict[Id, Id]:
        """By mentee the possible mentor with the most points; of equals the first by identity."""
        problem = self.study.problem
        scores = problem.matrix
        found = {}
        for number, mentee in enumerate(scores.mentees):
            if problem.possible[number].any():
                points = scores.tenths[number] * problem.possible[number]
                found[mentee] = scores.mentors[int(points.argmax())]
        return found


def fit_of(tenths: int) -> str:
    """The word for points where no whole score was made."""
    return "strong" if tenths >= STRONG else "good" if tenths >= GOOD else "possible"


def ask(
    session: Session,
    *,
    today: date,
    office_id: Id | None,
    own: Id | None = None,
    unverified: bool = False,
) -> Asked:
    """Read what a plan of an office, or of all, is made from; `own` is whose desk it is, the office
    asked for where nothing is said. With `unverified`, it may have pairs of which something hard
    must be asked first.
    """
    pool = queries.pool(session, today=today, office_id=office_id)
    before = last_plan(session, office_id)
    conditions = replace(pool.conditions, previous=before, unverified=unverified)
    ours = own or office_id
    kept = select(Proposal.mentee_id, Proposal.mentor_id).where(Proposal.stage == Stage.SUGGESTED)
    return Asked(
        replace(pool, conditions=conditions),
        frozenset((row.mentee_id, row.mentor_id) for row in session.execute(kept)),
        tuple(rules.rules(session)),
        office_id,
        {one.id: one.name for one in offices(session) if ours is not None and one.id != ours},
    )


def work_through(asked: Asked) -> Planning:
    """Make the plan and price it; pure, and long enough for the worker."""
    from duodesk.pairing.study import study

    pool = asked.pool
    found = study(
        list(pool.mentees.values()), list(pool.mentors.values()), pool.around, pool.conditions
    )
    return Planning(asked, found, _rows(asked, found), _mentors(asked, found))


def advice(planning: Planning) -> Advice:
    """Whom to look for and what to ask; takes several times as long as the plan itself."""
    from duodesk.pairing import consequences
    from duodesk.pairing.asking import questions
    from duodesk.pairing.wanted import wanted

    names, mentees = planning.names, planning.asked.pool.mentees
    kinds, asked = wanted(planning.study), questions(planning.study)
    return Advice(
        tuple(
            Wish(kind, rank, consequences.kind_wanted(kind), consequences.why_wanted(kind))
            for rank, kind in enumerate(kinds)
        ),
        tuple(
            ToAsk(
                one,
                consequences.question(one, names, mentee=one.person in mentees),
                consequences.why_asked(one),
            )
            for one in asked
        ),
    )


def keep_in_mind(store: Store, rows: Sequence[PlanRow]) -> Changes:
    """Cards for pairs of the plan, in one step, with the reasons reckoned today; nobody is reserved
    and who has the card already gets no second. Of mentees of other offices no card is made: those
    decide themselves.

    Raises `UserError` where something forbids a pair since.
    """
    with store.write(N_("Keep pairs of the plan in mind")) as write:
        for row in rows:
            ours = row.mentee.office_id == write.office_id
            if ours and row.mentor is not None and not row.in_mind:
                told = Thought(score=row.score)
                add_suggestion(write, row.mentee.id, row.mentor.id, told)
    return write.changes


def _rows(asked: Asked, found: Study) -> tuple[PlanRow, ...]:
    mentors = {row.id: row for row in asked.pool.free}
    pool, planned = asked.pool, {pair.mentee: pair for pair in found.plan.pairs}
    kept = {(r.mentee_id, r.mentor_id): r.id for r in asked.rules if r.kind == RuleKind.LOCKED}
    made = []
    for mentee in asked.pool.waiting:
        pair = planned.get(mentee.id)
        office = asked.elsewhere.get(mentee.office_id, "") if mentee.office_id else ""
        if pair is None:
            made.append(
                PlanRow(
                    mentee, None, None, stood=False, in_mind=False, rule_id=None,
                    elsewhere=(office,) if office else (), office=office,
                )
            )  # fmt: skip
            continue
        ids = (pair.mentee, pair.mentor)
        made.append(
            PlanRow(
                mentee,
                mentors[pair.mentor],
                score(pool.mentees[pair.mentee], pool.mentors[pair.mentor], pool.around),
                stood=ids in pool.conditions.previous,
                in_mind=ids in asked.in_mind,
                rule_id=kept.get(ids) if pair.locked else None,
                elsewhere=_elsewhere(asked, mentee, mentors[pair.mentor]),
                office=office,
            )
        )
    return tuple(made)


def _elsewhere(asked: Asked, *people: CandidateRow) -> tuple[str, ...]:
    """Which other offices people belong to, each once."""
    homes = (one.office_id for one in people)
    named = (asked.elsewhere.get(home, "") for home in homes if home is not None)
    return tuple(dict.fromkeys(name for name in named if name))


def _mentors(asked: Asked, found: Study) -> tuple[MentorRow, ...]:
    waiting = {row.id: row for row in asked.pool.waiting}
    planned: dict[Id, list[CandidateRow]] = {}
    for pair in found.plan.pairs:
        planned.setdefault(pair.mentor, []).append(waiting[pair.mentee])
    made = [
        MentorRow(row, tuple(planned.get(row.id, ())), found.loss(row.id))
        for row in asked.pool.free
    ]
    return tuple(
        sorted(made, key=lambda row: (-row.lost.weeks, -row.lost.tenths, row.mentor.number))
    )
