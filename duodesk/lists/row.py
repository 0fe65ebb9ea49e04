"""One row of a list turned into typed values; what has no place is kept word for word."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from duodesk.base.dates import age_on
from duodesk.base.fields import Choice, Day, Field, Number, YesNo
from duodesk.base.i18n import N_, Message
from duodesk.lists import cells, hours, repairs, slips, tongues, words
from duodesk.lists.mapping import Column
from duodesk.lists.plan import Problem, Remark
from duodesk.lists.sheet import Cell, Formula, is_blank
from duodesk.lists.targets import LEAVE, NOTE
from duodesk.lists.words import Find
from duodesk.model.people import Goal, Level, Relation, Role, Side, Status
from duodesk.people.checks import email_warning, phone_warning
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS
from duodesk.people.values import EnrolmentValues, PersonValues, Profile, Slot, Trade

_FIELDS: dict[str, Field] = {f.name: f for f in (*PERSON_FIELDS, *ENROLMENT_FIELDS)}
_OF_PERSON = frozenset(f.name for f in PERSON_FIELDS)
_ENUMS: Mapping[str, type[Status | Goal | Role]] = MappingProxyType(
    {"status": Status, "goal": Goal, "role": Role}
)
# A name longer than any register holds is rather a sentence in the wrong column.
_LONGEST_NAME = 120
NO_RESULT = Message(
    N_("is a formula without a stored result; left blank. Open the list in Excel, save it.")
)
_TARGETS_MOST = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """What all rows of a list share: the role if no column says it, the day, the language, the pick
    lists.
    """

    role: Role
    today: date
    code: str = "fr"
    find: Find = words.find


@dataclass(slots=True)
class RowDraft:
    """A row while it is read cell by cell."""

    number: int
    reading: Reading
    values: dict[str, Any] = field(default_factory=dict)
    languages: dict[str, Level | None] = field(default_factory=dict)
    targets: list[str] = field(default_factory=list)
    experience: list[str] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    topics: list[tuple[str, Side]] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    number_heading: str = ""
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, column: Column, cell: Cell) -> None:
        """Read one cell; a blank one says nothing."""
        if is_blank(cell) or column.target == LEAVE:
            return
        if isinstance(cell, Formula):
            self.remark(column, cell, NO_RESULT)
            return
        if isinstance(cell, str) and cell.strip() in cells.ERRORS:
            self.remark(column, cell, Message(N_("a formula that went wrong; left blank")))
            return
        reader = _READERS.get(column.target)
        if reader is not None:
            reader(self, column, cell)
        elif column.target in _FIELDS:
            _take_field(self, column, cell)
        else:
            self.keep(column, cell)

    def keep(self, column: Column, cell: Cell) -> None:
        """Keep a cell word for word: nothing of a list is lost."""
        text = cells.as_lines(cell)
        if text:
            self.notes.append(f"{column.heading}: {text}" if column.heading else text)

    def remark(self, column: Column, cell: Cell, text: Message, repair: str = "") -> None:
        self.remarks.append(Remark(self.number, column.heading, shown(cell), text, repair))

    def problem(
        self,
        column: Column | None,
        cell: Cell,
        reason: Message,
        way: Message,
        repair: str = "",
    ) -> None:
        heading = column.heading if column else ""
        place = column.index if column else None
        self.problems.append(Problem(self.number, heading, shown(cell), reason, way, place, repair))

    def kept_aside(self, column: Column, cell: Cell, what: str, repair: str = "") -> None:
        """Keep a cell as a note and say which part of it had no place."""
        self.keep(column, cell)
        told = Message(N_("“%(what)s” is kept as a note"), {"what": what})
        self.remark(column, cell, told, repair)

    @property
    def role(self) -> Role:
        role: Role = self.values.get("role", self.reading.role)
        return role

    def person(self) -> PersonValues:
        return PersonValues(**{k: v for k, v in self.values.items() if k in _OF_PERSON})

    @property
    def given(self) -> frozenset[str]:
        """The columns of the enrolment that the list says."""
        accepted = {"status"} if self.values.get("accepted_on") else set()
        return frozenset(name for name in self.values if name not in _OF_PERSON) | accepted

    def enrolment(self) -> EnrolmentValues:
        known = {k: v for k, v in self.values.items() if k not in _OF_PERSON and k != "role"}
        if known.get("accepted_on") and "status" not in known:
            known["status"] = Status.ACCEPTED
        return EnrolmentValues(**known)

    def profile(self) -> Profile:
        aimed = tuple(
            Trade(c, Relation.TARGET, rank=n) for n, c in enumerate(self.targets, start=1)
        )
        done = tuple(Trade(code, Relation.EXPERIENCE) for code in self.experience)
        return Profile(
            languages=dict(self.languages),
            trades=(*aimed, *done),
            interests=frozenset(self.interests),
            topics=frozenset(self.topics),
            slots=tuple(self.slots),
        )


def shown(cell: Cell) -> str:
    """A cell as a report quotes it."""
    text = cells.as_text(cell) or ""
    return text if len(text) <= 200 else text[:199] + "…"


def _take_field(row: RowDraft, column: Column, cell: Cell) -> None:
    declared = _FIELDS[column.target]
    if isinstance(declared, Day):
        _take_day(row, column, cell)
    elif isinstance(declared, YesNo):
        value = cells.as_yes_no(cell)
        if value is None:
            row.kept_aside(column, cell, shown(cell))
        else:
            row.values[declared.name] = value
    elif isinstance(declared, Number):
        count = cells.as_count(cell)
        if count is None or not declared.least <= count <= declared.most:
            row.kept_aside(column, cell, shown(cell))
        else:
            row.values[declared.name] = count
    elif isinstance(declared, Choice):
        _take_choice(row, column, cell, declared)
    else:
        row.values[declared.name] = cells.as_text(cell)


def _take_day(row: RowDraft, column: Column, cell: Cell) -> None:
    day = cells.as_day(cell)
    if day is None:
        if column.target == "birth_date":
            row.problem(
                column, cell, Message(N_("is not a date")), Message(N_("Write it as 29/03/1998.")),
                repairs.day(shown(cell), row.reading.today, birth=True),
            )  # fmt: skip
        else:
            row.kept_aside(column, cell, shown(cell))
        return
    if column.target == "birth_date" and not 0 <= age_on(day, row.reading.today) <= 120:
        row.problem(
            column, cell, Message(N_("cannot be a date of birth")),
            Message(N_("Correct the year.")),
            repairs.day(day.strftime("%d/%m/%Y"), row.reading.today, birth=True),
        )  # fmt: skip
        return
    row.values[column.target] = day


def _take_choice(row: RowDraft, column: Column, cell: Cell, declared: Choice) -> None:
    text = cells.as_text(cell) or ""
    code = row.reading.find(declared.choices, text)
    if code is None and declared.name == "contact_language":
        spoken = tongues.languages(text, row.reading.find).levels
        code = next((_LETTERS[c] for c in spoken if c in _LETTERS), None)
    if code is None and declared.name == "arrival":
        code = _arrival(cell, row.reading.today)
    if code is None:
        row.kept_aside(column, cell, text)
        return
    kind = _ENUMS.get(declared.name)
    row.values[declared.name] = kind(code) if kind else code


_LETTERS = {"fra": "fr", "nld": "nl", "eng": "en", "deu": "de"}


def _arrival(cell: Cell, today: date) -> str | None:
    """How long ago a day or a bare year is, in the steps of the list."""
    text = cells.as_text(cell) or ""
    bare = text.isascii() and text.isdigit() and len(text) == 4
    day = date(int(text), 7, 1) if bare and 1900 <= int(text) <= today.year else cells.as_day(cell)
    if day is None or day.year > today.year:
        return None
    years = max(age_on(day, today), 0)
    return "under_2" if years < 2 else "2_to_5" if years < 5 else "over_5"


def _take_name(row: RowDraft, column: Column, cell: Cell) -> None:
    name = cells.as_text(cell) or ""
    if len(name) > _LONGEST_NAME:
        row.problem(
            column, cell, Message(N_("is too long for a name")),
            Message(N_("Shorten it; put the rest in a column of remarks.")),
        )  # fmt: skip
        return
    row.values[column.target] = name


def _take_full_name(row: RowDraft, column: Column, cell: Cell) -> None:
    text = cells.as_text(cell) or ""
    if len(text) > _LONGEST_NAME:
        _take_name(row, column, cell)
        return
    family, given = split_name(text, column.heading)
    row.values |= {"family_name": family, "given_name": given}
    if family and given and "," not in text:
        row.remark(
            column, cell,
            Message(N_("read as family name “%(family)s”, given name “%(given)s”"),
                    {"family": family, "given": given}),
        )  # fmt: skip


def split_name(text: str, heading: str) -> tuple[str | None, str | None]:
    """Family and given name: by a comma, by capitals (DUPONT Jean), else by what the heading names
    first.
    """
    if "," in text:
        family, _, given = text.partition(",")
        return family.strip() or None, given.strip() or None
    parts = text.split()
    if len(parts) < 2:
        return text or None, None
    capitals = [part for part in parts if part.isupper() and len(part) > 1]
    if capitals and len(capitals) < len(parts):
        return " ".join(capitals), " ".join(p for p in parts if p not in capitals)
    head = heading.casefold()
    given_first = head.startswith(
        ("prénom", "prenom", "voornaam", "vorname", "first", "given", "full")
    )
    if given_first:
        return " ".join(parts[1:]), parts[0]
    return " ".join(parts[:-1]), parts[-1]


def _take_email(row: RowDraft, column: Column, cell: Cell) -> None:
    email = (cells.as_text(cell) or "").removeprefix("mailto:")
    row.values["email"] = email
    warning = email_warning(email)
    if warning:
        row.remark(column, cell, warning, slips.email(email))


def _take_phone(row: RowDraft, column: Column, cell: Cell) -> None:
    phone = cells.as_phone(cell)
    row.values["phone"] = phone
    warning, repair = phone_warning(phone), slips.phone(phone or "")
    if warning or repair:
        unread = Message(N_("“%(phone)s” cannot be dialled as it stands"), {"phone": phone})
        row.remark(column, cell, warning or unread, repair)


def _take_postcode(row: RowDraft, column: Column, cell: Cell) -> None:
    text = row.values["postcode"] = cells.as_text(cell)
    if repair := slips.postcode(text or ""):
        more = Message(N_("“%(text)s” is more than a postcode"), {"text": text})
        row.remark(column, cell, more, repair)


def _take_number(row: RowDraft, column: Column, cell: Cell) -> None:
    """Only ours finds a person; the number of another register becomes a note."""
    row.values["number"], row.number_heading = cells.as_text(cell), column.heading


def _take_languages(row: RowDraft, column: Column, cell: Cell) -> None:
    text = cells.as_lines(cell) or ""
    spoken = tongues.languages(text, row.reading.find)
    for code, level in spoken.levels.items():
        row.languages[code] = level or row.languages.get(code)
    if spoken.left:
        repair = slips.languages(text, row.reading.find)
        row.kept_aside(column, cell, ", ".join(spoken.left), repair)


def _take_mother_tongue(row: RowDraft, column: Column, cell: Cell) -> None:
    spoken = tongues.languages(cells.as_text(cell) or "", row.reading.find)
    row.languages |= dict.fromkeys(spoken.levels, Level.NATIVE)
    if spoken.left:
        row.kept_aside(column, cell, ", ".join(spoken.left))


def _take_language(row: RowDraft, column: Column, cell: Cell) -> None:
    """A column named after one language holds its level, or a tick."""
    level, measured = tongues.level(cells.as_text(cell) or "")
    ticked = cells.as_yes_no(cell)
    if level is None and ticked is None:
        row.kept_aside(column, cell, shown(cell), slips.level(shown(cell)))
    elif ticked is not False:
        row.languages[column.detail] = level
        if level and not measured:
            row.kept_aside(column, cell, shown(cell))


def _take_codes(row: RowDraft, column: Column, cell: Cell) -> None:
    name, found = _LISTS[column.target], _found(row, column.target)
    codes, left = words.codes(name, cells.as_lines(cell) or "", row.reading.find)
    found.extend(code for code in codes if code not in found)
    if column.target == "target" and len(found) > _TARGETS_MOST:
        del found[_TARGETS_MOST:]
        left = left or [shown(cell)]
    if left:
        row.kept_aside(column, cell, ", ".join(left))


def _found(row: RowDraft, target: str) -> list[str]:
    return {"target": row.targets, "experience": row.experience}.get(target, row.interests)


def _take_topics(row: RowDraft, column: Column, cell: Cell) -> None:
    side = Side.NEED if column.target == "needs" else Side.STRENGTH
    codes, left = words.codes("topic", cells.as_lines(cell) or "", row.reading.find)
    row.topics.extend((code, side) for code in codes if (code, side) not in row.topics)
    if left:
        row.kept_aside(column, cell, ", ".join(left))


def _take_availability(row: RowDraft, column: Column, cell: Cell) -> None:
    weekday = int(column.detail) if column.detail else None
    if weekday is not None and cells.as_yes_no(cell) is not None:
        if cells.as_yes_no(cell):
            row.slots.append(Slot(weekday, 16, 36))
        return
    text = cells.as_lines(cell) or ""
    free = hours.slots(text, weekday=weekday, code=row.reading.code)
    repair = slips.hours(text, weekday=weekday, code=row.reading.code)
    if not repair:  # else an hour was lost, and the others would say something else
        row.slots.extend(free.slots)
    if repair or not free.whole:
        row.kept_aside(column, cell, text, repair)


_LISTS = {"target": "occupation", "experience": "occupation", "interests": "interest"}
_READERS: dict[str, Callable[[RowDraft, Column, Cell], None]] = {
    NOTE: RowDraft.keep,
    "number": _take_number,
    "family_name": _take_name,
    "given_name": _take_name,
    "full_name": _take_full_name,
    "email": _take_email,
    "phone": _take_phone,
    "postcode": _take_postcode,
    "languages": _take_languages,
    "mother_tongue": _take_mother_tongue,
    "language": _take_language,
    "target": _take_codes,
    "experience": _take_codes,
    "interests": _take_codes,
    "needs": _take_topics,
    "strengths": _take_topics,
    "availability": _take_availability,
}
