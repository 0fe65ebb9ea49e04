"""What happened to the cast: interviews, proposals, papers, weekly meetings, outcomes; each event
on its day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from duodesk.base import reference
from duodesk.base.dates import add_months
from duodesk.base.ids import Id
from duodesk.demo.cast import Member, Values
from duodesk.demo.plan import DuoPlan
from duodesk.documents.catalog import CATALOG
from duodesk.documents.wording import numbered, shipped
from duodesk.model.base import Record
from duodesk.model.documents import Document, Signature
from duodesk.model.followup import Meeting, MeetingTopic, OutcomeEvent, StatusCheck
from duodesk.model.pairing import Duo, Proposal

Row = tuple[type[Record], Values]
CONTRACTS = (("permanent", 0.35), ("fixed_term", 0.4), ("agency", 0.25))


@dataclass(slots=True)
class Story:
    """Everything to be written, by the day on which it became known."""

    rows: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, day: date, table: type[Record], /, **values: object) -> None:
        """Add one row."""
        self.rows[day].append((table, values))


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentee and a mentor with their identities, their office and who accompanies them."""

    mentee_id: Id
    mentor_id: Id
    mentee: Member
    office_id: Id
    coordinator_id: Id
    language: str


@dataclass(slots=True)
class Teller:
    """Tells duos; draws identities and numbers from outside, so that the same seed tells the same
    story.
    """

    random: Random
    today: date
    new_id: Callable[[], Id]
    story: Story

    def duo(self, pair: Pair, plan: DuoPlan, number: str) -> None:
        """One duo from proposal to outcome, as far as today allows."""
        duo_id = self.new_id()
        self._proposal(pair, plan, duo_id, number)
        self._papers(pair, plan, duo_id, number)
        self._meetings(plan, duo_id)
        self._outcome(pair, plan, duo_id)

    def under_way(self, pair: Pair, step: str, number: str = "") -> None:
        """A proposal that is not decided yet; or both yes, with a `number`, and papers to print."""
        proposed = self.today - timedelta(days=self.random.randint(2, 9))
        both = "yes" if number else None
        proposal_id = self.new_id()
        self.story.tell(
            proposed,
            Proposal,
            id=proposal_id,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            office_id=pair.office_id,
            stage=step,
            proposed_on=proposed,
            proposed_by=pair.coordinator_id,
            meeting_on=None if step == "proposed" else self.today,
            mentee_answer=both,
            mentor_answer=both,
            closed_on=self.today if number else None,
        )
        if number:
            self.story.tell(
                self.today,
                Duo,
                id=self.new_id(),
                number=number,
                mentee_id=pair.mentee_id,
                mentor_id=pair.mentor_id,
                office_id=pair.office_id,
                proposal_id=proposal_id,
                coordinator_id=pair.coordinator_id,
                stage="to_sign",
                language=pair.language,
                goal=pair.mentee.enrolment["goal"],
                formed_on=self.today,
            )

    def _proposal(self, pair: Pair, plan: DuoPlan, duo_id: Id, number: str) -> None:
        proposed = plan.start - timedelta(days=self.random.randint(9, 20))
        met = plan.start - timedelta(days=self.random.randint(4, 7))
        proposal_id = self.new_id()
        self.story.tell(
            plan.start,
            Proposal,
            id=proposal_id,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            office_id=pair.office_id,
            stage="accepted",
            proposed_on=proposed,
            proposed_by=pair.coordinator_id,
            meeting_on=met,
            mentee_answer="yes",
            mentee_answered_on=met + timedelta(days=1),
            mentor_answer="yes",
            mentor_answered_on=met + timedelta(days=1),
            closed_on=met + timedelta(days=1),
        )
        self.story.tell(
            plan.start,
            Duo,
            id=duo_id,
            number=number,
            mentee_id=pair.mentee_id,
            mentor_id=pair.mentor_id,
            office_id=pair.office_id,
            proposal_id=proposal_id,
            coordinator_id=pair.coordinator_id,
            stage="ended" if plan.end else "active",
            language=pair.language,
            goal=pair.mentee.enrolment["goal"],
            formed_on=met + timedelta(days=1),
            start_date=plan.start,
            expected_end=plan.start + timedelta(weeks=26),
            ended_on=plan.end,
            end_reason=plan.end_reason,
        )

    def _papers(self, pair: Pair, plan: DuoPlan, duo_id: Id, number: str) -> None:
        languages = {"fra": "fr", "nld": "nl", "eng": "en", "deu": "de"}
        language = languages.get(pair.language, "fr")
        for kind in CATALOG:
            document_id = self.new_id()
            self.story.tell(
                plan.start,
                Document,
                id=document_id,
                kind=kind.code,
                number=numbered(number, kind, shipped(kind, language), language),
                language=language,
                office_id=pair.office_id,
                duo_id=duo_id,
                printed_at=datetime.combine(plan.start - timedelta(days=1), time(10), UTC),
                printed_by=pair.coordinator_id,
                template_version=kind.version,
            )
            for signatory, person_id in (("mentee", pair.mentee_id), ("mentor", pair.mentor_id)):
                self.story.tell(
                    plan.start,
                    Signature,
                    id=self.new_id(),
                    document_id=document_id,
                    signatory=signatory,
                    signed_on=plan.start,
                    person_id=person_id,
                )

    def _meetings(self, plan: DuoPlan, duo_id: Id) -> None:
        last = min(plan.end or self.today, self.today)
        # One duo in twelve falls silent for the last weeks: somebody to call.
        silent = (
            timedelta(days=26) if plan.end is None and self.random.random() < 0.12 else timedelta()
        )
        topics = sorted(code for code, topic in reference.topics().items() if topic.meeting)
        for week in range((last - plan.start).days // 7 + 1):
            day = plan.start + timedelta(days=7 * week + self.random.randint(0, 4))
            state = self.random.choices(("met", "excused", "not_met", ""), (0.8, 0.08, 0.04, 0.08))[
                0
            ]
            if day > last - silent or not state:
                continue
            meeting_id = self.new_id()
            minutes = self.random.choice((60, 90, 90, 120, 120, 150)) if state == "met" else None
            self.story.tell(
                day,
                Meeting,
                id=meeting_id,
                duo_id=duo_id,
                held_on=day,
                state=state,
                minutes=minutes,
            )
            for topic in (
                self.random.sample(topics, self.random.randint(1, 2)) if state == "met" else ()
            ):
                self.story.tell(
                    day, MeetingTopic, id=self.new_id(), meeting_id=meeting_id, topic=topic
                )

    def _outcome(self, pair: Pair, plan: DuoPlan, duo_id: Id) -> None:
        if plan.outcome_on is not None:
            kind, length = self._kind(plan.outcome)
            self.story.tell(
                plan.outcome_on,
                OutcomeEvent,
                id=self.new_id(),
                person_id=pair.mentee_id,
                duo_id=duo_id,
                kind=kind,
                started_on=plan.outcome_on,
                expected_end=plan.outcome_on + timedelta(days=length) if length else None,
                weekly_hours=self.random.choice((19, 24, 30, 38, 38)),
                evidence=self.random.choices(("mentee", "mentor", "document"), (0.5, 0.2, 0.3))[0],
                recorded_on=plan.outcome_on,
                recorded_by=pair.coordinator_id,
            )
        elif plan.outcome == "not_positive":
            asked = min(
                self.today,
                add_months(plan.start, 12) + timedelta(days=self.random.randint(-10, 20)),
            )
            self.story.tell(
                asked,
                StatusCheck,
                id=self.new_id(),
                person_id=pair.mentee_id,
                duo_id=duo_id,
                asked_on=asked,
                situation="looking",
                source="mentee",
            )

    def _kind(self, outcome: str) -> tuple[str, int]:
        """The kind of event and its length in days (0: open end)."""
        if outcome == "internship":
            return "internship", self.random.randint(30, 90)
        if outcome == "training":
            return "vocational_training", self.random.randint(60, 200)
        kind = self.random.choices([k for k, _ in CONTRACTS], [w for _, w in CONTRACTS])[0]
        return kind, 0 if kind == "permanent" else self.random.randint(20, 365)
