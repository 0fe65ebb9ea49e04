"""Signatures on paper out of a list: who signed which paper of which duo, when, and where it lies.

A row may tell one signature, or all of a duo in columns of their own: a day for each paper, or for
each who signed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session
from typing_extensions import override

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import short
from duodesk.base.i18n import LANGUAGES, N_, Message, _, speaking
from duodesk.base.ids import Id
from duodesk.base.progress import Progress, silent
from duodesk.lists import cells, words
from duodesk.lists.apply import Imported
from duodesk.lists.duos import Standing, duos_by_mentee, read_day, write_note
from duodesk.lists.entries import Twins, drafts, write_new
from duodesk.lists.find_duo import Duos
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, People
from duodesk.lists.plan import Action, Difference, Plan, Planned, Problem, Remark
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import SIGNATURES
from duodesk.model.documents import Document, Signatory, Signature
from duodesk.model.pairing import Duo
from duodesk.pairing.duos import PAPERS, SIDES
from duodesk.people.queries import known
from duodesk.store.store import Store, Write

_AGREEMENT, _CODE = PAPERS
_TITLES = {_AGREEMENT: N_("Duo agreement"), _CODE: N_("Code of conduct")}
# The letter of each paper in its number, as on printed ones.
_LETTERS = {_AGREEMENT: "A", _CODE: "C"}
_WORDS = {
    _AGREEMENT: ("accord", "accord de duo", "convention", "convention de duo", "contrat",
                 "overeenkomst", "contract", "agreement", "vereinbarung", "vertrag"),
    _CODE: ("code", "code de conduite", "charte", "charte éthique", "gedragscode", "charter",
            "code of conduct", "verhaltenskodex"),
}  # fmt: skip
_BOTH = frozenset(
    fold(word) for word in ("les deux", "tous les deux", "tous", "beide", "beiden", "allebei",
                            "both", "all")
)  # fmt: skip
_SIGNERS = {
    Signatory.MENTEE: ("jeune", "filleul", "filleule", "jongere"),
    Signatory.MENTOR: ("mentore", "parrain", "marraine", "mentorin"),
    Signatory.COORDINATOR: ("coordinateur", "coordinatrice", "coordinator", "coördinator",
                            "koordinator", "koordinatorin"),
}  # fmt: skip
_SIGNER_OF = {fold(word): who for who, some in _SIGNERS.items() for word in some}
_SIGNED_COLUMNS = {
    "mentee_signed": Signatory.MENTEE,
    "mentor_signed": Signatory.MENTOR,
    "coordinator_signed": Signatory.COORDINATOR,
}
_PLACES = frozenset({"place", "filed_at"})
_PAPER_COLUMNS = {"agreement_on": _AGREEMENT, "code_on": _CODE}
_TAKEN_FOR_BOTH = Message(N_("taken as signed by mentee and mentor: nobody is named"))
T = TypeVar("T")


class Signed(NamedTuple):
    """One signature."""

    paper: str
    signatory: Signatory
    on: date


class _Noted(NamedTuple):
    """A signature of the desk."""

    id: Id
    on: date
    place: str | None
    filed_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSignatures(Planned):
    """What was signed of a duo, as far as it is not known yet; `noted` are the known signatures
    and their days in the list, where all are.
    """

    duo: Standing
    noted: tuple[tuple[Id, date], ...] = ()
    signed: tuple[Signed, ...]
    place: str
    filed_at: str
    note: str

    @property
    @override
    def name(self) -> str:
        return self.duo.number

    @property
    @override
    def what(self) -> str:
        return "; ".join(
            _(
                "%(title)s: %(after)s",
                title=_(_TITLES[one.paper]),
                after=f"{reference.chosen('signatory', one.signatory)} {short(one.on)}",
            )
            for one in self.signed
        )


def check_signatures(
    session: Session,
    sheet: Sheet,
    columns: Sequence[Column],
    *,
    today: date,
    progress: Progress = silent,
) -> Plan[PlannedSignatures]:
    """The dry run; who signed the same paper of the same duo before is the same."""
    people = People(known(session))
    duos, have = Duos(people, duos_by_mentee(session)), _have(session)
    reader = _Reader(people, frozenset(column.target for column in columns), today)
    twins = Twins("signed_on", N_("the same signature as in row %(row)s"))
    rows: list[PlannedSignatures] = []
    problems: list[Problem] = []
    for draft in drafts(sheet, columns, progress):
        duo = _duo(draft, duos, people, today)
        signed = reader.read(draft, duo) if duo is not None else ()
        if duo is not None and signed and not draft.problems:
            new = twins.check(draft, *((duo.id, *one[:2]) for one in signed))
            signed = tuple(one for one in signed if (duo.id, *one[:2]) in new)
        problems.extend(draft.problems)
        if duo is not None and not draft.problems:
            rows.append(_planned(draft, duo, signed, have))
    return Plan(
        file=sheet.file, sheet=sheet, columns=tuple(columns), kind=SIGNATURES,
        rows=tuple(rows), problems=tuple(problems),
    )  # fmt: skip


def _planned(
    draft: Draft, duo: Standing, signed: tuple[Signed, ...], have: Mapping[Hashable, _Noted]
) -> PlannedSignatures:
    noted = {one: have[duo.id, *one[:2]] for one in signed if (duo.id, *one[:2]) in have}
    lacking = tuple(one for one in signed if one not in noted)
    known_all = bool(signed) and not lacking
    return PlannedSignatures(
        number=draft.number, duo=duo, signed=lacking or signed, place=draft.text("place"),
        filed_at=draft.text("filed_at"), note=draft.note, remarks=tuple(draft.remarks),
        noted=tuple((there.id, one.on) for one, there in noted.items()) if known_all else (),
        action=Action.NEW if lacking else Action.SAME if signed else Action.SKIP,
        existing=next(iter(noted.values())).id if known_all else None,
        differences=tuple(_differences(draft, noted)) if known_all else (),
    )  # fmt: skip


def _differences(draft: Draft, noted: Mapping[Signed, _Noted]) -> Iterator[Difference]:
    """Where the papers lie and the days, where the list has them otherwise."""
    for name in sorted(_PLACES):
        said = draft.text(name)
        others = [before for one in noted.values() if (before := getattr(one, name)) != said]
        if said and others:
            yield Difference(name, next(filter(None, others), None), said)
    for one, there in noted.items():
        if there.on != one.on:
            yield Difference("signed_on", there.on, one.on)
            return


def _have(session: Session) -> dict[Hashable, _Noted]:
    """What is signed, by duo, paper and who."""
    one = Signature
    asked = (
        select(Document.duo_id, Document.kind, one.signatory, one.id, one.signed_on, one.place,
               one.filed_at)
        .join(one, one.document_id == Document.id)
        .where(Document.duo_id.is_not(None))
    )  # fmt: skip
    return {tuple(row[:3]): _Noted(*row[3:]) for row in session.execute(asked)}


def _duo(draft: Draft, duos: Duos, people: People, today: date) -> Standing | None:
    """The duo a row means: of several of a mentee the one with this mentor, or else the one that
    began nearest to the day.
    """
    own = duos.find(draft)
    if len(own) > 1 and draft.names("mentor"):
        mentor = people.find(draft, "mentor")
        own = [duo for duo in own if mentor is None or duo.mentor_id == mentor.id]
        if not own:
            draft.problem(
                "mentor", Message(N_("is in no duo with this mentee")),
                Message(N_("Bring the duos in first.")),
            )  # fmt: skip
    days = (cells.as_day(draft.get(name)) for name in ("signed_on", *_PAPER_COLUMNS,
                                                       *_SIGNED_COLUMNS))  # fmt: skip
    day = next((one for one in days if one), today)
    return min(own, key=lambda duo: abs((duo.start_date or today) - day), default=None)


class _Reader:
    """Reads the signatures of a row; `targets` are what the list has columns for: a blank in one
    of them says that nothing was signed.
    """

    def __init__(self, people: People, targets: frozenset[str], today: date) -> None:
        self._people, self._today = people, today
        self._papers = [name for name in _PAPER_COLUMNS if name in targets]
        self._signers = [name for name in _SIGNED_COLUMNS if name in targets]

    def read(self, draft: Draft, duo: Standing) -> tuple[Signed, ...]:
        """Every signature of a row; what is wrong or missing is a problem."""
        papers = dict(self._papers_of(draft))
        signers = dict(self._signers_of(draft, duo)) if papers else {}
        usual = read_day(draft, "signed_on", self._today) if "signed_on" in draft.cells else None
        if draft.problems:
            return ()
        found = [
            Signed(paper, who, on)
            for paper, of_paper in papers.items()
            for who, of_signer in signers.items()
            if (on := of_signer or of_paper or usual) is not None
        ]
        if len(found) < len(papers) * len(signers):
            draft.problem(
                "signed_on", Message(N_("the day is missing")),
                Message(N_("Write it as 29/03/2026.")),
            )  # fmt: skip
        elif any(one.on > self._today for one in found):
            draft.problem(
                "signed_on", Message(N_("lies in the future")),
                Message(N_("Leave it out until it is signed.")),
            )  # fmt: skip
        return tuple(found)

    def _papers_of(self, draft: Draft) -> Iterator[tuple[str, date | None]]:
        """Which papers were signed, with their day where they have a column of their own."""
        if self._papers:
            yield from self._told(draft, self._papers, _PAPER_COLUMNS)
            return
        text = fold(draft.text("paper")).strip()
        kinds = PAPERS if text in _BOTH else _kinds(text)
        if not kinds:
            reason = N_("is no paper of a duo") if text else N_("the paper is missing")
            way = N_("Write agreement, code of conduct, or both.")
            draft.problem("paper", Message(reason), Message(way))
        yield from ((kind, None) for kind in kinds)

    def _signers_of(self, draft: Draft, duo: Standing) -> Iterable[tuple[Signatory, date | None]]:
        """Who signed, with their day where they have a column of their own; both where nobody is
        named, which is said.
        """
        if self._signers:
            return self._told(draft, self._signers, _SIGNED_COLUMNS)
        text = fold(draft.text("signatory")).strip()
        code = _SIGNER_OF.get(text) or words.find("signatory", text)
        if code is not None:
            return [(Signatory(code), None)]
        if text and text not in _BOTH:
            return self._named(draft, duo)
        if not text:
            draft.remarks.append(Remark(draft.number, "", duo.number, _TAKEN_FOR_BOTH))
        return [(side, None) for side in SIDES]

    def _named(self, draft: Draft, duo: Standing) -> list[tuple[Signatory, date | None]]:
        """One of the two by name."""
        person = self._people.find(draft, "signatory")
        sides = {duo.mentee_id: Signatory.MENTEE, duo.mentor_id: Signatory.MENTOR}
        side = sides.get(person.id) if person is not None and person.id is not None else None
        if person is not None and side is None:
            draft.problem(
                "signatory", Message(N_("is neither of the two people of the duo")),
                Message(N_("Write mentee, mentor or coordination.")),
            )  # fmt: skip
        return [(side, None)] if side is not None else []

    def _told(
        self, draft: Draft, names: Iterable[str], meaning: Mapping[str, T]
    ) -> Iterator[tuple[T, date | None]]:
        """What columns of days say: a day, or a cross for the day of the row."""
        for name in names:
            answer = cells.as_yes_no(draft.get(name))
            if name in draft.cells and answer is not False:
                yield meaning[name], None if answer else read_day(draft, name, self._today)


def _kinds(text: str) -> list[str]:
    called = _called()
    found, _left = words.codes("paper", text, lambda _name, bit: called.get(fold(bit).strip()))
    return found


@cache
def _called() -> dict[str, str]:
    """What the papers are called, in every language."""
    called = {fold(word): kind for kind, some in _WORDS.items() for word in some}
    for code in LANGUAGES:
        with speaking(code):
            called |= {fold(_(title)): kind for kind, title in _TITLES.items()}
    return called


def apply_signatures(
    store: Store, plan: Plan[PlannedSignatures], *, progress: Progress = silent
) -> Imported:
    """Write the signatures of a plan, all or none."""
    label = N_("Bring in signatures of %(n)s rows from %(file)s")
    return write_new(store, label, plan, _add, change=_change, progress=progress)


def _change(write: Write, row: PlannedSignatures) -> None:
    """Fill what is missing, or let the list prevail."""
    names = {change.name for change in row.changes}
    for signature_id, on in row.noted:
        signature = write.session.get_one(Signature, signature_id)
        if "signed_on" in names:
            signature.signed_on = on
        for name in names & _PLACES:
            if row.action == Action.REPLACE or not getattr(signature, name):
                setattr(signature, name, getattr(row, name))


def _add(write: Write, row: PlannedSignatures) -> None:
    duo = write.session.get_one(Duo, row.duo.id)
    people = {Signatory.MENTEE: duo.mentee_id, Signatory.MENTOR: duo.mentor_id}
    for one in row.signed:
        write.session.add(
            Signature(
                id=write.new_id(), document_id=_document(write, duo, one.paper),
                signatory=one.signatory, signed_on=one.on, person_id=people.get(one.signatory),
                place=row.place or None, filed_at=row.filed_at or None,
            )
        )  # fmt: skip
    write_note(write, duo.id, row.note)


def _document(write: Write, duo: Duo, kind: str) -> Id:
    """The paper printed last; one that was not printed here is written down without what it says,
    as version 0.
    """
    asked = (
        select(Document.id)
        .where(Document.duo_id == duo.id, Document.kind == kind)
        .order_by(Document.printed_at.desc(), Document.id.desc())
    )
    printed = write.session.scalars(asked).first()
    if printed is not None:
        return printed
    made = Document(
        id=write.new_id(), kind=kind, number=f"{duo.number}-{_LETTERS[kind]}", language="",
        office_id=duo.office_id, duo_id=duo.id, template_version=0,
    )  # fmt: skip
    write.session.add(made)
    return made.id
