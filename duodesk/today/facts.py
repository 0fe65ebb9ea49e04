"""What the rules of Today look at: frozen rows of every subject, read beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from duodesk.base.clock import BELGIUM
from duodesk.base.ids import Id
from duodesk.followup.covers import CoverRow
from duodesk.followup.plan import PlanRow
from duodesk.followup.questionnaires import AskedRow
from duodesk.followup.reminders import ReminderRow
from duodesk.followup.rounds import RoundRow
from duodesk.followup.watch import WatchRow
from duodesk.model.pairing import Answer, DuoStage, Stage
from duodesk.people.calls import Call
from duodesk.people.requests import RequestRow
from duodesk.today.line import Phone, Place, Subject
from duodesk.training.entry import Dated, Source


@dataclass(frozen=True, slots=True)
class PersonHead:
    """A person as a line names them."""

    id: Id
    name: str
    phone: str = ""
    coordinator_id: Id | None = None

    @property
    def subject(self) -> Subject:
        """The person as whom a line is about."""
        return Subject(self.name, (Phone(self.name, self.phone),), person_id=self.id)


@dataclass(frozen=True, slots=True)
class DuoHead:
    """A duo as a line names it."""

    id: Id
    number: str
    mentee: PersonHead
    mentor: PersonHead
    coordinator_id: Id | None = None
    stage: DuoStage | None = None
    formed_on: date | None = None
    start: date | None = None
    ended_on: date | None = None

    @property
    def subject(self) -> Subject:
        """The duo as what a line is about."""
        phones = tuple(Phone(one.name, one.phone) for one in (self.mentee, self.mentor))
        return Subject(f"{self.mentee.name} × {self.mentor.name}", phones, duo_id=self.id)


@dataclass(frozen=True, slots=True)
class ProposalFact:
    """A proposal under way: until when both are reserved, when they meet, until when each answers;
    `start` and `over` are minutes from midnight.
    """

    id: Id
    mentee: PersonHead
    mentor: PersonHead
    stage: Stage | None
    owner: Id | None = None
    lapses_on: date | None = None
    meets_on: date | None = None
    over: int | None = None
    answers_by: datetime | None = None
    mentee_answer: Answer | None = None
    mentor_answer: Answer | None = None

    @property
    def subject(self) -> Subject:
        """Both, with both telephones."""
        phones = tuple(Phone(one.name, one.phone) for one in (self.mentee, self.mentor))
        title = f"{self.mentee.name} × {self.mentor.name}"
        return Subject(title, phones, person_id=self.mentee.id)


@dataclass(frozen=True, slots=True)
class PaperFact:
    """Agreement and code of conduct of a duo: how many are printed, how many signatures miss."""

    duo: DuoHead
    printed: int
    printed_on: date | None
    missing: int


@dataclass(frozen=True, slots=True)
class PermitFact:
    """A paper of somebody who is in no duo, and until when it is valid; `form` is `permit` or
    `c45b`.
    """

    person: PersonHead
    form: str
    until: date


@dataclass(frozen=True, slots=True)
class UnmarkedFact:
    """Something that took place and for which it is not noted who came: a session or an event, its
    end in minutes from midnight, how many are not noted, and where they can be.
    """

    row_id: Id
    title: str
    day: date
    over: int | None
    missing: int
    place: Place
    owner: Id | None = None
    source: Source = Source.EVENT


@dataclass(frozen=True, slots=True)
class InterviewFact:
    """An interview that was planned and never begun."""

    event_id: Id
    person: PersonHead
    day: date
    owner: Id | None = None


@dataclass(frozen=True, slots=True)
class MakeUpFact:
    """A mentor who missed units of a series that is over, and the next day with a free seat."""

    person: PersonHead
    series_id: Id
    units: int
    day: date
    office: str


@dataclass(frozen=True, slots=True)
class WaitingListFact:
    """A series with free seats for which people wait."""

    series_id: Id
    name: str
    waiting: int
    free: int
    first_day: date


@dataclass(frozen=True, slots=True)
class OfficeFact:
    """Another office, and when its last file was taken; None where none ever came."""

    id: Id
    name: str
    heard_on: date | None


@dataclass(frozen=True, slots=True)
class TransferFact:
    """A person offered to this office, or by it and not answered yet."""

    id: Id
    person: PersonHead
    offered_on: date | None
    inwards: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands outside the desk file: the last copy, and exchange files that wait for a
    person.
    """

    backed_up: datetime | None = None
    files: int = 0


NOTHING = Beside()


@dataclass(frozen=True, slots=True)
class Limits:
    """The office's choices."""

    exchange_days: int = 7
    backup_days: int = 2
    unsigned_days: int = 7
    silence_days: int = 21
    papers_end_days: int = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All of it on one day."""

    now: datetime
    limits: Limits = Limits()
    author_id: Id | None = None
    people: Mapping[Id, PersonHead] = field(default_factory=dict)
    duos: Mapping[Id, DuoHead] = field(default_factory=dict)
    watched: tuple[WatchRow, ...] = ()
    plans: Mapping[Id, PlanRow] = field(default_factory=dict)
    rounds: tuple[RoundRow, ...] = ()
    asked: tuple[AskedRow, ...] = ()
    proposals: tuple[ProposalFact, ...] = ()
    papers: tuple[PaperFact, ...] = ()
    permits: tuple[PermitFact, ...] = ()
    calls: tuple[Call, ...] = ()
    dated: tuple[Dated, ...] = ()
    unmarked: tuple[UnmarkedFact, ...] = ()
    interviews: tuple[InterviewFact, ...] = ()
    make_ups: tuple[MakeUpFact, ...] = ()
    lists: tuple[WaitingListFact, ...] = ()
    reminders: tuple[ReminderRow, ...] = ()
    requests: tuple[RequestRow, ...] = ()
    covers: tuple[CoverRow, ...] = ()
    offices: tuple[OfficeFact, ...] = ()
    transfers: tuple[TransferFact, ...] = ()
    versions: int = 0
    beside: Beside = NOTHING

    @property
    def today(self) -> date:
        """The calendar day in Belgium."""
        return self.now.astimezone(BELGIUM).date()

    @property
    def minute(self) -> int:
        """Minutes since midnight in Belgium."""
        local = self.now.astimezone(BELGIUM)
        return local.hour * 60 + local.minute

    def person(self, person_id: Id | None, name: str = "?", phone: str = "") -> PersonHead:
        """A person by identity, or what is known where the row is still on its way."""
        if person_id is not None and person_id in self.people:
            return self.people[person_id]
        return PersonHead(person_id or Id(int=0), name or "?", phone)
