"""The dry run: every row read, doubts and problems told, people known already found; nothing is
written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import N_, Message
from duodesk.base.progress import Progress, silent
from duodesk.lists.mapping import Column
from duodesk.lists.plan import Action, Plan, PlannedRow, Problem, Remark
from duodesk.lists.row import Reading, RowDraft
from duodesk.lists.sheet import Sheet, SheetRow
from duodesk.people.checks import AgeLimits, age_warning
from duodesk.people.duplicates import Known, Likeness, Register, compare, name_key, phone_key
from duodesk.people.text import list_name

_STEP = 100
_LOOKED_AT = 20
# BRU-10143: office code, block and counter.
_HIDDEN = Message(N_("this row is hidden in the file"))
_OURS = re.compile(r"[A-Z]{2,5}-\d{5,}")


def check(
    sheet: Sheet,
    columns: Sequence[Column],
    reading: Reading,
    *,
    known: Sequence[Known] = (),
    limits: AgeLimits | None = None,
    progress: Progress = silent,
) -> Plan[PlannedRow]:
    """Read all rows of a sheet as its columns are taken for, against the people known."""
    checker = _Checker(known, reading, limits or AgeLimits(), sheet.hidden)
    for place, row in enumerate(sheet.rows):
        if place % _STEP == 0:
            progress.step(place, len(sheet.rows))
        checker.take(row, columns)
    return Plan(
        file=sheet.file,
        sheet=sheet,
        columns=tuple(columns),
        rows=tuple(checker.rows),
        problems=tuple(checker.problems),
    )


def identical(one: Known, other: Known) -> bool:
    """Whether two entries are one person beyond reasonable doubt: for updating without asking.

    The same name with nothing that speaks against it, or the same address and day of birth; the
    same
    address alone may be a couple's.
    """
    same_birth = one.birth_date is not None and one.birth_date == other.birth_date
    mails = (one.email or "").casefold(), (other.email or "").casefold()
    same_mail = bool(mails[0]) and mails[0] == mails[1]
    if not one.key or one.key != other.key:
        return same_birth and same_mail
    if _differ(one.birth_date, other.birth_date):
        return False
    phones = phone_key(one.phone), phone_key(other.phone)
    return same_birth or same_mail or not (_differ(*mails) or _differ(*phones))


def _differ(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


class _Checker:
    """Goes through the rows and remembers who was in the list before."""

    def __init__(
        self, known: Sequence[Known], reading: Reading, limits: AgeLimits, hidden: frozenset[int]
    ) -> None:
        self._register = Register(known)
        self._by_key: dict[str, list[Known]] = {}
        for one in known:
            for key in _keys(one):
                self._by_key.setdefault(key, []).append(one)
        self._hidden = hidden
        self._reading = reading
        self._limits = limits
        self._seen: dict[str, list[tuple[int, Known]]] = {}
        self.rows: list[PlannedRow] = []
        self.problems: list[Problem] = []

    def take(self, sheet_row: SheetRow, columns: Sequence[Column]) -> None:
        """Read one row into the plan or among the problems."""
        draft = RowDraft(sheet_row.number, self._reading)
        for column in columns:
            draft.take(column, sheet_row.cell(column.index))
        entry = _entry(draft)
        if not entry.key:
            draft.problem(
                None,
                None,
                Message(N_("has no name")),
                Message(N_("Fill in a family name or a given name.")),
            )
        twin = self._twin(entry)
        if twin is not None:
            draft.problem(
                None,
                list_name(entry.family_name, entry.given_name),
                Message(N_("the same person as in row %(row)s"), {"row": twin}),
                Message(
                    N_("Remove one of the two rows, or tell them apart by date of birth or e-mail.")
                ),
            )
        near = None if draft.problems else self._near(draft, entry)
        if near is not None:
            draft.remarks.append(near)
        self._remember(draft.number, entry)
        if draft.problems:
            self.problems.extend((*draft.problems, *_proposed(draft, columns)))
        else:
            self.rows.append(self._planned(draft, entry))

    def _twin(self, entry: Known) -> int | None:
        """The earlier row of the same person."""
        before = self._before(entry)
        return next((number for number, other in before if identical(entry, other)), None)

    def _before(self, entry: Known) -> list[tuple[int, Known]]:
        """Earlier rows with the same name, address or telephone; of very many the first."""
        return [pair for key in _keys(entry) for pair in self._seen.get(key, [])[:_LOOKED_AT]]

    def _near(self, draft: RowDraft, entry: Known) -> Remark | None:
        """An earlier row that may be about the same person."""
        for number, other in self._before(entry):
            alike = compare(entry, other) if number != draft.number else None
            if alike is not None:
                words = {"row": number, "reasons": _Joined(alike.reasons)}
                name = list_name(entry.family_name, entry.given_name)
                text = Message(N_("may be the person of row %(row)s: %(reasons)s"), words)
                return Remark(draft.number, "", name, text)
        return None

    def _remember(self, number: int, entry: Known) -> None:
        for key in _keys(entry):
            self._seen.setdefault(key, []).append((number, entry))

    def _planned(self, draft: RowDraft, entry: Known) -> PlannedRow:
        same, alike = self._known(entry)
        warning = age_warning(draft.role, entry.birth_date, self._reading.today, self._limits)
        if warning and entry.birth_date:
            draft.remarks.append(Remark(draft.number, "", short(entry.birth_date), warning))
        if draft.number in self._hidden:
            draft.remarks.append(Remark(draft.number, "", "", _HIDDEN))
        if alike is not None:
            draft.remarks.append(_looks_like(draft.number, entry, alike))
        existing = same or (alike.known if alike else None)
        # A number that nobody here has is another register's: kept, and ours is given.
        number = entry.number
        if number and (same is None or same.number != number):
            draft.notes.insert(0, f"{draft.number_heading}: {number}")
        return PlannedRow(
            number=draft.number,
            role=draft.role,
            person=replace(draft.person(), number=None),
            enrolment=draft.enrolment(),
            profile=draft.profile(),
            note="\n".join(draft.notes),
            given=draft.given,
            action=Action.SAME if same else Action.ASK if alike else Action.NEW,
            existing=existing.id if existing else None,
            remarks=tuple(draft.remarks),
        )

    def _known(self, entry: Known) -> tuple[Known | None, Likeness | None]:
        """Who this is for sure, or else who it may be."""
        numbered = self._register.numbered(entry.number)
        if numbered is not None and _OURS.fullmatch(entry.number or ""):
            return numbered, None
        exact = [one for key in _keys(entry) for one in self._by_key.get(key, [])[:_LOOKED_AT]]
        alone = {one.id: one for one in exact if identical(entry, one)}
        if len(alone) == 1:  # no need to hear who sounds alike
            return next(iter(alone.values())), None
        likely = self._register.same(entry)
        sure = next((one.known for one in likely if identical(entry, one.known)), None)
        return sure, (likely[0] if likely and sure is None else None)


def _entry(draft: RowDraft) -> Known:
    values = draft.values
    names = ("number", "given_name", "family_name", "birth_date", "email", "phone")
    return Known(**{name: values.get(name) for name in names})


def _keys(entry: Known) -> list[str]:
    """Under what a row is looked up among the rows before it."""
    name = name_key(entry.given_name, entry.family_name)
    keys = [name, phone_key(entry.phone)]
    if name and entry.birth_date:  # of hundreds of one name, these are few
        keys.append(f"{name} {entry.birth_date}")
    if entry.email:
        keys.append("@" + entry.email.casefold())
    return [key for key in keys if key]


def _proposed(draft: RowDraft, columns: Sequence[Column]) -> list[Problem]:
    """What a row that stays out may mend too, while somebody looks at it."""
    places = {column.heading: column.index for column in reversed(columns)}
    way = Message(N_("Take the proposal, or leave the cell as it is."))
    return [
        Problem(one.row, one.heading, one.value, one.text, way, places.get(one.heading), one.repair)
        for one in draft.remarks
        if one.repair
    ]


def _looks_like(number: int, entry: Known, likeness: Likeness) -> Remark:
    other = likeness.known
    return Remark(
        number,
        "",
        list_name(entry.family_name, entry.given_name),
        Message(
            N_("may be %(name)s (%(number)s): %(reasons)s"),
            {
                "name": list_name(other.family_name, other.given_name),
                "number": other.number or "",
                "reasons": _Joined(likeness.reasons),
            },
        ),
    )


class _Joined:
    """Messages one after the other, each translated when shown."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self._messages = messages

    @override
    def __str__(self) -> str:
        return ", ".join(str(message) for message in self._messages)
