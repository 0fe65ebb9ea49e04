"""`import-list`: a spreadsheet read, recognised and checked; written only when asked to."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, ngettext
from duodesk.cli.opening import opened, say, say_json
from duodesk.lists import mapping, read
from duodesk.lists.apply import Imported, apply_import
from duodesk.lists.check import check
from duodesk.lists.plan import Action, Plan
from duodesk.lists.row import Reading
from duodesk.lists.write import problems_book, told
from duodesk.model.people import Role
from duodesk.office import settings
from duodesk.people.checks import age_limits
from duodesk.people.queries import known
from duodesk.store.store import Store


def bring_in(arguments: argparse.Namespace) -> None:
    """Tell what a list would bring, write its report, and with `--apply` its people."""
    if arguments.report and arguments.report.resolve() == arguments.file.resolve():
        raise UserError(
            N_("The report would replace the list “%(name)s”. Choose another name for it."),
            name=arguments.file.name,
        )
    with opened(arguments) as desk:
        role, plan = _plan(desk.store, arguments)
        # The report first: where it cannot be written, nothing has happened yet.
        report = _report(desk.store, plan, arguments.report)
        imported = apply_import(desk.store, plan) if arguments.apply else None
    if arguments.json:
        say_json(_document(role, plan, report, imported))
    else:
        _tell(role, plan, report, imported)


def _plan(store: Store, arguments: argparse.Namespace) -> tuple[Role, Plan]:
    sheet = read.read(arguments.file, sheet=arguments.sheet)
    columns = mapping.recognise(sheet.headings)
    role = (
        Role(arguments.kind)
        if arguments.kind
        else mapping.likely_role(columns, f"{sheet.file} {sheet.name}")
    )
    today = store.clock.today()
    with store.read() as session:
        people = known(session)
        limits = age_limits(settings.values(session, office_id=store.office_id, on=today))
    reading = Reading(role, today, mapping.list_language(sheet.headings))
    return role, check(sheet, columns, reading, known=people, limits=limits)


def _report(store: Store, plan: Plan, target: Path | None) -> Path | None:
    """The workbook of the rows that stay out; None when there are none or nobody asked."""
    if target is None or not plan.problems:
        return None
    atomic_write(target, problems_book(plan, made_at=store.clock.now()))
    return target


def _counts(plan: Plan) -> dict[str, int]:
    return {
        "new": plan.count(Action.NEW),
        "known": plan.count(Action.SAME),
        "problems": len({problem.row for problem in plan.problems}),
    }


def _document(
    role: Role, plan: Plan, report: Path | None, imported: Imported | None
) -> dict[str, Any]:
    return {
        "file": plan.file,
        "sheet": plan.sheet.name,
        "kind": str(role),
        "columns": [asdict(column) for column in plan.columns],
        "warnings": [str(warning) for warning in plan.sheet.warnings],
        "counts": _counts(plan),
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
            }
            for p in plan.problems
        ],
        "report": str(report) if report else None,
        "applied": imported is not None,
        "added": imported.n if imported else 0,
        "completed": len(imported.filled) if imported else 0,
    }


def _tell(role: Role, plan: Plan, report: Path | None, imported: Imported | None) -> None:
    who = {Role.MENTEE: _("Mentees"), Role.MENTOR: _("Mentors")}[role]
    place = ", ".join(part for part in (plan.file, plan.sheet.name) if part)
    say(f"{place}: {who}")
    for warning in plan.sheet.warnings:
        say(str(warning))
    titles = {target.name: target.title for target in mapping.targets()}
    for column in plan.columns:
        say(f"  {column.heading or '-'}: {titles[column.target]}{'' if column.sure else ' ?'}")
    counts = _counts(plan)
    say(ngettext("%(n)s new person", "%(n)s new people", counts["new"]))
    say(ngettext("%(n)s person known already", "%(n)s people known already", counts["known"]))
    say(ngettext("%(n)s row to mend", "%(n)s rows to mend", counts["problems"]))
    for problem in plan.problems:
        say(_row(problem.row, f"{told(problem)}. {problem.way}"))
    for remark in plan.remarks:
        say(_row(remark.row, told(remark)))
    if report is not None:
        say(_("The rows to mend are in %(path)s.", path=report))
    say(_ending(imported))


def _row(number: int, text: str) -> str:
    return _("Row %(row)s: %(text)s", row=number, text=" ".join(text.split()))


def _ending(imported: Imported | None) -> str:
    if imported is None:
        return _("Nothing was written. Add --apply to bring the list in.")
    done = ngettext("%(n)s person came in.", "%(n)s people came in.", imported.n)
    filled = len(imported.filled)
    more = ngettext("%(n)s was completed.", "%(n)s were completed.", filled) if filled else ""
    return f"{done} {more}".strip()
