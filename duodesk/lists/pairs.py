"""The two people of a duo found in the desk by number, mail or name; proposed when in doubt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message
from duodesk.lists import cells
from duodesk.lists.mapping import Column
from duodesk.lists.plan import Problem, Remark
from duodesk.lists.row import NO_RESULT, shown, split_name
from duodesk.lists.sheet import Cell, Formula, SheetRow, is_blank
from duodesk.lists.targets import LEAVE, NOTE
from duodesk.people.duplicates import Known, name_key
from duodesk.people.text import list_name

# From how alike on a name is proposed, and how many of them.
_ALIKE = 70
_PROPOSED = 3
_MISSING = {"mentee": N_("the mentee is missing"), "mentor": N_("the mentor is missing")}


@dataclass(slots=True)
class Draft:
    """A row of a list about people known already, while it is read."""

    number: int
    cells: dict[str, tuple[Column, Cell]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def note(self) -> str:
        return "\n".join(self.notes)

    def get(self, target: str) -> Cell:
        """What the row says under a target."""
        return self.cells[target][1] if target in self.cells else None

    def text(self, target: str) -> str:
        return cells.as_text(self.get(target)) or ""

    def names(self, side: str) -> bool:
        """Whether a person is named on this side, by whatever."""
        known = (side, f"{side}_given", f"{side}_number", f"{side}_email")
        return any(name in self.cells for name in known)

    def keep(self, target: str, repair: str = "") -> None:
        """Keep a cell that could not be read word for word, and say so."""
        column, cell = self.cells[target]
        text = cells.as_lines(cell) or ""
        self.notes.append(f"{column.heading}: {text}")
        self.remarks.append(
            Remark(self.number, column.heading, shown(cell),
                   Message(N_("“%(what)s” is kept as a note"), {"what": shown(cell)}), repair)
        )  # fmt: skip

    def problem(self, target: str, reason: Message, way: Message, repair: str = "") -> None:
        column, cell = self.cells.get(target, (None, None))
        heading, place = (column.heading, column.index) if column else ("", None)
        self.problems.append(Problem(self.number, heading, shown(cell), reason, way, place, repair))


def draft_of(row: SheetRow, columns: Iterable[Column]) -> Draft:
    """The cells of a row by what they hold."""
    draft = Draft(row.number)
    for column in columns:
        cell = row.cell(column.index)
        if is_blank(cell) or column.target == LEAVE:
            continue
        if isinstance(cell, Formula):
            draft.remarks.append(Remark(row.number, column.heading, shown(cell), NO_RESULT))
        elif column.target == NOTE:
            text = cells.as_lines(cell) or ""
            draft.notes.append(f"{column.heading}: {text}" if column.heading else text)
        else:
            draft.cells[column.target] = (column, cell)
    return draft


class People:
    """Everybody known, arranged for being found as lists name them."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._people = [one for one in people if one.id is not None]
        self._by_number = {fold(one.number or ""): one for one in self._people if one.number}
        self._by_mail = _arranged((_mail(one.email), one) for one in self._people)
        self._by_name = _arranged((one.key, one) for one in self._people)

    def find(self, draft: Draft, side: str) -> Known | None:
        """The one person a row means on one side; in doubt a problem with a proposal."""
        number = self._by_number.get(fold(draft.text(f"{side}_number") or draft.text(side)).strip())
        if number is not None:
            return number
        mails = self._by_mail.get(draft.text(f"{side}_email").casefold(), [])
        if len(mails) == 1:
            return mails[0]
        key = _name(draft, side)
        found = self._by_name.get(key, []) if key else []
        if len(found) == 1:
            return found[0]
        self._doubt(draft, side, key, found or mails)
        return None

    def _doubt(self, draft: Draft, side: str, key: str, several: list[Known]) -> None:
        at = next((t for t in (side, f"{side}_email", f"{side}_number") if t in draft.cells), side)
        if not key and at not in draft.cells:
            reason = _MISSING.get(side, N_("the name is missing"))
            draft.problem(at, Message(reason), Message(N_("Write the name or the number.")))
        elif several:
            draft.problem(
                at,
                Message(N_("is the name of several people: %(names)s"), {"names": _told(several)}),
                Message(N_("Write the number instead of the name.")),
            )  # fmt: skip
        else:
            self._propose(draft, at, key)

    def _propose(self, draft: Draft, at: str, key: str) -> None:
        near = process.extract(
            key, list(self._by_name), scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_PROPOSED
        )
        likely = [one for name, _score, _place in near for one in self._by_name[name]]
        way = (
            Message(N_("Perhaps %(names)s. Write the number."), {"names": _told(likely)})
            if likely
            else Message(N_("Register the person first, then bring this row in."))
        )
        repair = likely[0].number or "" if likely else ""
        draft.problem(at, Message(N_("is nobody who is registered")), way, repair)


def _name(draft: Draft, side: str) -> str:
    """The folded name a row gives on one side, in one cell or in two."""
    given = draft.text(f"{side}_given")
    whole = draft.text(side)
    if given:
        return name_key(given, whole)
    heading = draft.cells[side][0].heading if side in draft.cells else ""
    family, first = split_name(whole, heading)
    return name_key(first, family)


def _told(people: Iterable[Known]) -> str:
    return ", ".join(
        f"{list_name(one.family_name, one.given_name)} ({one.number})" for one in people
    )


def _mail(email: str | None) -> str:
    return (email or "").strip().casefold()


def _arranged(people: Iterable[tuple[str, Known]]) -> dict[str, list[Known]]:
    found: dict[str, list[Known]] = defaultdict(list)
    for key, one in people:
        if key:
            found[key].append(one)
    return found
