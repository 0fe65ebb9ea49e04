"""How an office's own lists are laid out: columns that somebody corrected once are known the next
time, in whatever order they then stand.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.lists.mapping import Column, folded
from duodesk.lists.repairs import report_headings
from duodesk.lists.sheet import Sheet
from duodesk.lists.targets import SHARED, targets
from duodesk.model.recruitment import ListForm
from duodesk.store.store import Changes, Store

# Which share of the headings of two lists must agree for them to be of one form.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Form:
    """A remembered list: what each heading means, and the day somebody said so."""

    id: Id
    kind: str
    meaning: Mapping[str, tuple[str, str]]
    on: date


def keep(store: Store, sheet: Sheet, columns: Sequence[Column], *, kind: str) -> Changes:
    """Remember what the columns of a list hold; said again, the earlier answer is replaced."""
    names = keys(sheet)
    meaning = {
        name: [column.target, column.detail] for name, column in zip(names, columns, strict=True)
    }
    told = json.dumps({"on": store.clock.today().isoformat(), "columns": meaning},
                      ensure_ascii=False, sort_keys=True)  # fmt: skip
    headings = "\n".join(sorted(names))
    with store.write(N_("Columns of %(file)s remembered"), file=sheet.file) as write:
        form = write.session.scalars(
            select(ListForm).where(
                ListForm.office_id == write.office_id,
                ListForm.headings == headings,
                ListForm.kind == kind,
            )
        ).first()
        if form is None:
            form = ListForm(
                id=write.new_id(), office_id=write.office_id, headings=headings, meaning=told,
                kind=kind,
            )  # fmt: skip
            write.session.add(form)
        form.meaning = told
    return write.changes


def forget(store: Store, form_id: Id) -> Changes:
    """Let the program guess again."""
    with store.write(N_("Columns of a list forgotten")) as write:
        write.session.delete(write.session.get_one(ListForm, form_id))
    return write.changes


def remembered(session: Session, office_id: Id, sheet: Sheet, kind: str) -> Form | None:
    """The form most like a list, if one is like it: columns may have come and gone."""
    # What a report of rows to mend adds is nothing of the office's own.
    names = set(keys(sheet)) - report_headings().keys()
    rows = session.scalars(
        select(ListForm).where(ListForm.office_id == office_id, ListForm.kind == kind)
    )
    ranked = [
        (_likeness(names, set((row.headings or "").split("\n"))), row.id, row) for row in rows
    ]
    likeness, _id, form = max(ranked, key=lambda one: one[:2], default=(0.0, None, None))
    return _form(form) if form is not None and likeness >= _ALIKE else None


def applied(sheet: Sheet, columns: Sequence[Column], form: Form) -> tuple[Column, ...]:
    """The columns as somebody set them; a heading that was not there then keeps its guess."""
    known = {target.name for target in targets(form.kind)}
    told = [form.meaning.get(name) for name in keys(sheet)]
    given = {meant[0] for meant in told if meant} - SHARED
    found: list[Column] = []
    for column, meant in zip(columns, told, strict=True):
        if meant is not None and meant[0] in known:
            found.append(replace(column, target=meant[0], detail=meant[1], sure=True))
        elif column.target in given:
            found.append(replace(column, target="note", detail="", sure=False))
        else:
            found.append(column)
    return tuple(found)


def keys(sheet: Sheet) -> list[str]:
    """Each heading folded, under the heading above it; the second of a kind is numbered."""
    seen: Counter[str] = Counter()
    names = []
    for index, heading in enumerate(sheet.headings):
        name = f"{folded(sheet.group(index))} {folded(heading)}".strip()
        seen[name] += 1
        names.append(f"{name}#{seen[name]}" if seen[name] > 1 or not name else name)
    return names


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _form(row: ListForm) -> Form | None:
    """What a row says; one that a newer program wrote otherwise is left alone."""
    try:
        document = json.loads(row.meaning or "")
        meaning = {str(k): (str(v[0]), str(v[1])) for k, v in document["columns"].items()}
        return Form(row.id, row.kind or "", meaning, date.fromisoformat(document["on"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
