"""Saved views: filters, columns and order of a list under a name, shared by an office's colleagues.

What a newer program wrote into a view is kept as it stands and told by its name; nothing stored
can break the list.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.collate import fold
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.model.recruitment import SavedView
from duodesk.people import filters
from duodesk.people.filters import Wish
from duodesk.people.text import clean_line
from duodesk.people.words import Role, Status
from duodesk.store.store import Changes, Store

PEOPLE = "people"
_KNOWN = frozenset({"filters", "columns", "order", "text"})
_ALL = "?"  # where nothing of the stored text could be read
_LONGEST = 60  # letters of a name


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a view shows; `other` holds what this program does not understand of it."""

    wishes: tuple[Wish, ...] = ()
    columns: tuple[str, ...] = ()
    order: str = ""
    down: bool = False
    text: str = ""
    other: Mapping[str, Any] = field(default_factory=dict)

    @property
    def strange(self) -> list[str]:
        """What is not understood, in words."""
        other = [_("its whole content") if key == _ALL else key for key in self.other]
        return [*filters.strange(self.wishes), *other]


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view that can be chosen; those that come with the program have no identity."""

    id: Id | None
    name: str
    wanted: Wanted


@dataclass(frozen=True, slots=True)
class Saved:
    """A new view and what was touched."""

    changes: Changes
    view_id: Id


def _built_in(name: str, *wishes: Wish, order: str = "", down: bool = False) -> ViewRow:
    return ViewRow(None, name, Wanted(wishes, order=order, down=down))


# Names are msgids: they are said in the language spoken when they are shown.
BUILT_IN: tuple[ViewRow, ...] = (
    _built_in(N_("All")),
    _built_in(
        N_("Waiting for a duo"),
        Wish("role", (str(Role.MENTEE),)),
        Wish("status", (str(Status.ACCEPTED),)),
        order="waiting",
        down=True,
    ),
    _built_in(
        N_("To interview"),
        Wish("status", (str(Status.REGISTERED), str(Status.INVITED))),
        Wish("interview", ("no",)),
        order="waiting",
        down=True,
    ),
    _built_in(N_("Mine"), Wish("coordinator", (filters.MINE,))),
    _built_in(
        N_("Mentors free"),
        Wish("role", (str(Role.MENTOR),)),
        Wish("status", (str(Status.ACCEPTED),)),
    ),
)


def views(session: Session, page: str, *, office_id: Id) -> list[ViewRow]:
    """The views saved for a screen in an office, by name."""
    own = SavedView
    asked = select(own.id, own.name, own.wanted).where(
        own.page == page, or_(own.office_id == office_id, own.office_id.is_(None))
    )
    rows = [ViewRow(row.id, row.name or "?", read(row.wanted)) for row in session.execute(asked)]
    return sorted(rows, key=lambda row: (fold(row.name), str(row.id)))


def save_view(store: Store, name: str, wanted: Wanted, *, page: str = PEOPLE) -> Saved:
    """Keep what a list shows under a name."""
    tidy = _named(name)
    with store.write(N_("Save the view “%(name)s”"), name=tidy) as write:
        new = write.new_id()
        write.session.add(
            SavedView(
                id=new,
                name=tidy,
                page=page,
                wanted=written(wanted),
                office_id=write.office_id,
                author_id=write.author_id,
            )
        )
    return Saved(write.changes, new)


def rename_view(store: Store, view_id: Id, name: str) -> Changes:
    """Give a view another name."""
    tidy = _named(name)
    with store.write(N_("Rename a view to “%(name)s”"), name=tidy) as write:
        write.session.get_one(SavedView, view_id).name = tidy
    return write.changes


def change_view(store: Store, view_id: Id, wanted: Wanted) -> Changes:
    """Let a view show something else; what a newer program put into it stays."""
    with store.write(N_("Change the view “%(name)s”"), name=_name_of(store, view_id)) as write:
        row = write.session.get_one(SavedView, view_id)
        row.wanted = written(replace(wanted, other={**read(row.wanted).other, **wanted.other}))
    return write.changes


def remove_view(store: Store, view_id: Id) -> Changes:
    """Take a view away from the list of views; undo brings it back."""
    with store.write(N_("Remove the view “%(name)s”"), name=_name_of(store, view_id)) as write:
        write.session.delete(write.session.get_one(SavedView, view_id))
    return write.changes


def read(text: str | None) -> Wanted:
    """What a stored text says of a view, as far as it can be read."""
    try:
        document = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return Wanted(other={_ALL: text})
    if not isinstance(document, dict):
        return Wanted(other={_ALL: text})
    wishes, rest = filters.from_json(document.get("filters"))
    other = {key: value for key, value in document.items() if key not in _KNOWN}
    columns, order = document.get("columns"), document.get("order")
    names = [one for one in columns if isinstance(one, str)] if isinstance(columns, list) else []
    by, down = order if isinstance(order, list) and len(order) == 2 else ("", False)
    return Wanted(
        wishes,
        tuple(names),
        by if isinstance(by, str) else "",
        down is True,
        document["text"] if isinstance(document.get("text"), str) else "",
        other | ({"filters": rest} if rest else {}),
    )


def written(wanted: Wanted) -> str:
    """A view as it is stored."""
    rest = wanted.other.get("filters")
    document = {
        **{key: value for key, value in wanted.other.items() if key not in {_ALL, "filters"}},
        "filters": [*filters.to_json(wanted.wishes), *(rest if isinstance(rest, list) else ())],
        "columns": list(wanted.columns),
        "order": [wanted.order, wanted.down],
        "text": wanted.text,
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True)


def _named(name: str) -> str:
    tidy = clean_line(name)
    if tidy is None:
        raise UserError(N_("A view needs a name. Write one, or press Cancel."))
    return tidy[:_LONGEST]


def _name_of(store: Store, view_id: Id) -> str:
    with store.read() as session:
        return session.get_one(SavedView, view_id).name or "?"
