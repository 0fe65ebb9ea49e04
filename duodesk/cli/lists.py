"""`import-list`: a spreadsheet read, recognised and checked; written only when asked to."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.opening import opened, say, say_json
from duodesk.lists import kinds
from duodesk.lists.apply import Imported
from duodesk.lists.kinds import Draft
from duodesk.lists.plan import Action, Plan, Planned, State
from duodesk.lists.read import open_file
from duodesk.lists.repairs import problems_book, told
from duodesk.lists.told import difference
from duodesk.store.store import Store


def bring_in(arguments: argparse.Namespace) -> None:
    """Tell what a list would bring, write its report, and with `--apply` its rows."""
    if arguments.report and arguments.report.resolve() == arguments.file.resolve():
        raise UserError(
            N_("The report would replace the list “%(name)s”. Choose another name for it."),
            name=arguments.file.name,
        )
    with opened(arguments) as desk:
        draft, plan = _plan(desk.store, arguments)
        # The report first: where it cannot be written, nothing has happened yet.
        report = _report(desk.store, plan, arguments.report)
        imported = kinds.apply(desk.store, plan) if arguments.apply else None
    if arguments.json:
        say_json(_document(draft, plan, report, imported))
    else:
        _tell(draft, plan, report, imported)


def _plan(store: Store, arguments: argparse.Namespace) -> tuple[Draft, Plan[Planned]]:
    workbook = open_file(arguments.file)
    draft = kinds.draft(store, workbook, sheet=arguments.sheet, kind=arguments.kind)
    plan: Plan[Planned] = kinds.dry_run(store, draft)
    if arguments.likely:
        plan = plan.decided_all({State.LIKELY}, Action(arguments.likely))
    if arguments.replace:
        plan = plan.decided_all({State.CHANGED, State.SAME}, Action.REPLACE)
    return draft, plan


def _report(store: Store, plan: Plan[Planned], target: Path | None) -> Path | None:
    """The workbook of the rows that stay out; None when there are none or nobody asked."""
    if target is None or not plan.problems:
        return None
    atomic_write(target, problems_book(plan, made_at=store.clock.now()))
    return target


def _counts(plan: Plan[Planned]) -> dict[str, int]:
    """Every state; `known` and `problems` are what earlier versions called two of them."""
    states = {str(state): n for state, n in plan.states().items()}
    known = states[State.CHANGED] + states[State.SAME]
    return {**states, "known": known, "problems": states[State.OUT]}


def _document(
    draft: Draft, plan: Plan[Planned], report: Path | None, imported: Imported | None
) -> dict[str, Any]:
    return {
        "file": plan.file,
        "sheet": plan.sheet.name,
        "kind": draft.kind.code,
        "columns": [asdict(column) for column in plan.columns],
        "remembered": draft.form.on.isoformat() if draft.form else None,
        "warnings": [str(warning) for warning in plan.sheet.warnings],
        "counts": _counts(plan),
        "rows": [_row_document(row) for row in plan.rows],
        "remarks": [
            {"row": r.row, "heading": r.heading, "value": r.value, "text": str(r.text)}
            for r in plan.remarks
        ],
        "problems": [
            {
                "row": p.row,
                "heading": p.heading,
                "value": p.value,
                "reason": str(p.reason),
                "way": str(p.way),
                "repair": p.repair,
            }
            for p in plan.problems
        ],
        "report": str(report) if report else None,
        "applied": imported is not None,
        "added": imported.n if imported else 0,
        "completed": len(imported.filled) if imported else 0,
    }


def _row_document(row: Planned) -> dict[str, Any]:
    return {
        "row": row.number,
        "name": row.name,
        "what": row.what,
        "state": str(row.state),
        "changes": [difference(one) for one in row.changes],
    }


def _tell(
    draft: Draft, plan: Plan[Planned], report: Path | None, imported: Imported | None
) -> None:
    place = ", ".join(part for part in (plan.file, plan.sheet.name) if part)
    say(f"{place}: {draft.kind.title}")
    for warning in plan.sheet.warnings:
        say(str(warning))
    titles = {target.name: target.title for target in draft.kind.targets}
    for column in plan.columns:
        say(f"  {column.heading or '-'}: {titles[column.target]}{'' if column.sure else ' ?'}")
    for line in (*_counted(plan), *_rows(plan)):
        say(line)
    if report is not None:
        say(_("The rows to mend are in %(path)s.", path=report))
    say(_ending(imported))


def _rows(plan: Plan[Planned]) -> Iterator[str]:
    """What is wrong, what would change, what is worth a look; row by row."""
    for problem in plan.problems:
        yield _row(problem.row, f"{told(problem)}. {problem.way}")
    for row in plan.rows:
        if row.state == State.CHANGED:
            changes = "; ".join(difference(one) for one in row.changes)
            yield _row(row.number, f"{row.name}: {changes}")
    for remark in plan.remarks:
        yield _row(remark.row, told(remark))


def _counted(plan: Plan[Planned]) -> list[str]:
    n = plan.states()
    lines = [
        _("New: %(n)s", n=n[State.NEW]),
        _("Known, completed: %(n)s", n=n[State.CHANGED]),
        _("Known, the same: %(n)s", n=n[State.SAME]),
        ngettext("%(n)s row to mend", "%(n)s rows to mend", n[State.OUT]),
    ]
    if n[State.LIKELY]:
        words = {"n": n[State.LIKELY], "ways": "new, same, skip"}
        lines.append(_("Likely known, left out: %(n)s (--likely %(ways)s)", **words))
    return lines


def _row(number: int, text: str) -> str:
    return _("Row %(row)s: %(text)s", row=number, text=" ".join(text.split()))


def _ending(imported: Imported | None) -> str:
    if imported is None:
        return _("Nothing was written. Add --apply to bring the list in.")
    done = ngettext("%(n)s row came in.", "%(n)s rows came in.", imported.n)
    filled = len(imported.filled)
    more = ngettext("%(n)s was completed.", "%(n)s were completed.", filled) if filled else ""
    return f"{done} {more}".strip()
