"""Rows about people known already, as meetings and outcomes are: read one by one, the same never
taken twice, the new ones written in one step.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence

from duodesk.base.i18n import N_, Message
from duodesk.base.progress import Progress, silent
from duodesk.lists.apply import Filled, Imported
from duodesk.lists.mapping import Column
from duodesk.lists.pairs import Draft, draft_of
from duodesk.lists.plan import Action, Plan, R
from duodesk.lists.sheet import Sheet
from duodesk.store.store import Store, Write

_STEP = 200


class Twins:
    """What the rows before said; of two that say the same the second stays out.

    `reason` is the msgid of why, which names the earlier `%(row)s`; it is told of the cell under
    `target`.
    """

    def __init__(self, target: str, reason: str) -> None:
        self._target, self._reason = target, reason
        self._seen: dict[Hashable, int] = {}

    def check(self, draft: Draft, *said: Hashable) -> frozenset[Hashable]:
        """Tell a row all of which earlier ones said; what of it is new."""
        before = {one: self._seen.setdefault(one, draft.number) for one in said}
        new = frozenset(one for one, row in before.items() if row == draft.number)
        if before and not new:
            row = min(before.values())
            draft.problem(
                self._target, Message(self._reason, {"row": row}),
                Message(N_("Remove one of the two rows.")),
            )  # fmt: skip
        return new


def drafts(sheet: Sheet, columns: Sequence[Column], progress: Progress) -> Iterator[Draft]:
    """The rows of a sheet by what their cells hold."""
    for place, row in enumerate(sheet.rows):
        if place % _STEP == 0:
            progress.step(place, len(sheet.rows))
        yield draft_of(row, columns)


def write_new(
    store: Store,
    label: str,
    plan: Plan[R],
    add: Callable[[Write, R], None],
    *,
    change: Callable[[Write, R], None] | None = None,
    progress: Progress = silent,
) -> Imported:
    """Write the new rows of a plan, and what others change where there is a way to, all or none, as
    one step named by `label` (a msgid that names `%(n)s` and `%(file)s`).
    """
    made, filled = 0, list[Filled]()
    with store.write(label, n=plan.coming, file=plan.file) as write:
        for place, row in enumerate(plan.rows):
            if place % _STEP == 0:
                progress.step(place, len(plan.rows))
            if row.action == Action.NEW:
                add(write, row)
                made += 1
            elif change is not None and row.changes and row.existing:
                change(write, row)
                names = tuple(one.name for one in row.changes)
                filled.append(Filled(row.number, row.existing, names))
    return Imported(write.changes, made, tuple(filled))
