"""Where in a sheet the list is: its headings, in one row or two, and the rows that are entries.

Titles above, totals below, headings printed again on every page and rows put out of sight are told
apart, and said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from duodesk.base.collate import fold
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, Message
from duodesk.lists.content import looks_like_data
from duodesk.lists.mapping import recognised
from duodesk.lists.sheet import ROWS, Cell, Sheet, SheetFile, SheetRow, Table, is_blank, too_large

# Where a heading row is looked for: below titles, logos and explanations.
_WITHIN = 30
_TOTAL = re.compile(
    r"(sous-?total|sub-?totaal|total|totaux|totaal|totalen|gesamt|summe|somme|som|nombre|aantal)\b"
)


def promise(table: Table) -> tuple[int, int]:
    """How much a table looks like a list: headings known, then rows."""
    return max((_known(row) for row in table.rows[:_WITHIN]), default=0), len(table.rows)


def found(workbook: SheetFile, name: str) -> Sheet:
    """The list in a sheet; raises `UserError` when there is none."""
    table = workbook.tables[name]
    filled = [row for row in table.rows if not all(is_blank(cell) for cell in row.cells)]
    if len(filled) < 2:
        raise UserError(
            N_("%(name)s holds no list: a row of headings and at least one row below are needed."),
            name=workbook.file,
        )
    first = max(filled[:_WITHIN], key=lambda row: (_known(row), _texts(row), -row.number))
    if not _known(first) and any(looks_like_data(cell) for cell in filled[0].cells):
        return _without_headings(workbook, name, filled)
    return _with_headings(workbook, name, filled, first)


def _without_headings(workbook: SheetFile, name: str, filled: Sequence[SheetRow]) -> Sheet:
    """A list that begins with its first entry: what the columns hold is seen from them alone."""
    body, left_out = _entries(filled, ())
    width = max(_width(row.cells) for row in body)
    said = [
        Message(N_("There are no headings: what each column holds was guessed from its cells."))
    ]
    return Sheet(
        file=workbook.file,
        name=name,
        headings=("",) * width,
        heading_row=0,
        rows=_checked(workbook, body),
        names=tuple(workbook.tables),
        warnings=(*said, *left_out, *_warnings(workbook, name, body)),
        hidden=_hidden(workbook.tables[name], body),
    )


def _with_headings(
    workbook: SheetFile, name: str, filled: Sequence[SheetRow], first: SheetRow
) -> Sheet:
    place = filled.index(first)
    below = filled[place + 1 : place + 2]
    second = below[0] if below and _continues(below[0]) else None
    body, left_out = _entries(filled[place + (2 if second else 1) :], first.cells)
    if not body:
        raise UserError(
            N_("Below the headings of %(name)s, row %(row)s, there is nothing."),
            name=workbook.file, row=first.number,
        )  # fmt: skip
    width = max(_width(row.cells) for row in (first, *body, *below[: bool(second)]))
    groups = _groups(first if second else filled[place - 1] if place else None, width)
    headings = tuple(_heading(first.cell(n)) for n in range(width))
    if second:
        headings = tuple(_heading(second.cell(n)) or headings[n] for n in range(width))
    elif not _groups_suit(groups):
        groups = ()
    above = sum(row.number < first.number for row in filled) - bool(groups and not second)
    said = [_left_above(first.number)] if above > 0 else []
    return Sheet(
        file=workbook.file,
        name=name,
        headings=headings,
        heading_row=second.number if second else first.number,
        rows=_checked(workbook, body),
        names=tuple(workbook.tables),
        warnings=(*said, *left_out, *_warnings(workbook, name, body)),
        groups=groups,
        hidden=_hidden(workbook.tables[name], body),
    )


def _left_above(row: int) -> Message:
    return Message(
        N_("The headings were found in row %(row)s; what stands above is left out."), {"row": row}
    )


def _entries(
    rows: Sequence[SheetRow], headings: tuple[Cell, ...]
) -> tuple[tuple[SheetRow, ...], list[Message]]:
    """The rows that are entries, and what is said of the others."""
    again = [row for row in rows if headings and _same(row.cells, headings)]
    totals = [row for row in rows if row not in again and _is_total(row)]
    other = {row.number for row in (*again, *totals)}
    said = []
    if again:
        said.append(
            Message(
                N_("Headings printed again are left out: row %(rows)s."), {"rows": _numbers(again)}
            )
        )
    if totals:
        said.append(Message(N_("Totals are left out: row %(rows)s."), {"rows": _numbers(totals)}))
    return tuple(row for row in rows if row.number not in other), said


def _same(cells: tuple[Cell, ...], headings: tuple[Cell, ...]) -> bool:
    """Whether a row holds the headings once more."""
    told = [fold(str(cell)).strip() for cell in cells if not is_blank(cell)]
    wanted = {fold(str(cell)).strip() for cell in headings if not is_blank(cell)}
    return len(told) >= 2 and all(one in wanted for one in told)


def _is_total(row: SheetRow) -> bool:
    """A row that adds up: its first cell says so, and the others are numbers or formulas."""
    filled = [cell for cell in row.cells if not is_blank(cell)]
    first = filled[0]
    if not isinstance(first, str) or not _TOTAL.match(fold(first).strip()):
        return False
    return all(_is_sum(cell) for cell in filled[1:])


def _is_sum(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.startswith("=") or cell.strip().replace(",", "").replace(".", "").isdigit()
    return not isinstance(cell, date)


def _continues(below: SheetRow) -> bool:
    """Whether the row below the headings holds headings as well, for the columns of a group."""
    cells = [cell for cell in below.cells if not is_blank(cell)]
    if len(cells) < 2 or not all(isinstance(cell, str) for cell in cells):
        return False
    known = sum(recognised(str(cell)) for cell in cells)
    return known >= 2 and known * 2 > len(cells)


def _groups(row: SheetRow | None, width: int) -> tuple[str, ...]:
    """The headings above the headings, each reaching to the next one."""
    if row is None:
        return ()
    spread: list[str] = []
    for index in range(width):
        said = _heading(row.cell(index)) if isinstance(row.cell(index), str) else ""
        spread.append(said or (spread[-1] if spread else ""))
    return tuple(spread)


def _groups_suit(groups: tuple[str, ...]) -> bool:
    """Whether a row above is one of groups rather than a title: it names two at least."""
    return len({group for group in groups if group}) > 1


def _checked(workbook: SheetFile, body: tuple[SheetRow, ...]) -> tuple[SheetRow, ...]:
    if len(body) > ROWS:
        raise too_large(workbook.file)
    return body


def _hidden(table: Table, body: tuple[SheetRow, ...]) -> frozenset[int]:
    return table.hidden & {row.number for row in body} if table.hidden else frozenset()


def _warnings(workbook: SheetFile, name: str, body: Sequence[SheetRow]) -> Iterator[Message]:
    if workbook.still_open:
        yield Message(
            N_("The file is still open in another program; what is not saved there is not read.")
        )
    hidden = [row for row in body if row.number in workbook.tables[name].hidden]
    if hidden:
        yield Message(
            N_("Rows hidden in the file are read as well: row %(rows)s."),
            {"rows": _numbers(hidden)},
        )
    if workbook.hidden:
        yield Message(
            N_("Sheets hidden in the file are left out: %(names)s."),
            {"names": ", ".join(workbook.hidden)},
        )
    others = ", ".join(other for other in workbook.tables if other != name)
    if others:
        yield Message(
            N_("Only the sheet “%(sheet)s” is read; also in the file: %(others)s."),
            {"sheet": name, "others": others},
        )


def _numbers(rows: Sequence[SheetRow]) -> str:
    """Which rows, the first of many."""
    some = ", ".join(str(row.number) for row in rows[:10])
    return f"{some}, …" if len(rows) > 10 else some


def _known(row: SheetRow) -> int:
    return sum(recognised(cell) for cell in row.cells if isinstance(cell, str))


def _width(cells: Sequence[Cell]) -> int:
    return next((n for n in range(len(cells), 0, -1) if not is_blank(cells[n - 1])), 0)


def _texts(row: SheetRow) -> int:
    """How many cells could be headings: short texts; a single one is rather a title."""
    texts = sum(isinstance(cell, str) and 0 < len(cell.strip()) <= 60 for cell in row.cells)
    return texts if texts > 1 else 0


def _heading(cell: Cell) -> str:
    return " ".join(str(cell).split())[:200] if not is_blank(cell) else ""
