"""`report`: the workbook of a period or its two pages, and the figures told."""

from __future__ import annotations

import argparse
from typing import Any

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, language
from duodesk.cli.opening import opened, say, say_json
from duodesk.office.queries import OfficeRow, office_of_code
from duodesk.reports import queries as reporting
from duodesk.reports import snapshots, workbook
from duodesk.reports.changes import Comparison, changes
from duodesk.reports.kept import content_of
from duodesk.reports.queries import Question
from duodesk.reports.release import Release
from duodesk.reports.telling import Told
from duodesk.store.store import Store


def report(arguments: argparse.Namespace) -> None:
    """The workbook or the two pages, for headquarters or for funders, kept as it is told; with
    `--compare` also what changed since the report before.
    """
    if arguments.begin > arguments.end:
        raise UserError(N_("The period ends before it begins. Exchange the two days."))
    with opened(arguments) as desk:
        store = desk.store
        as_of = arguments.as_of or store.clock.today()
        with store.read() as session:
            office = office_of_code(session, arguments.office) if arguments.office else None
            asked = Question(arguments.begin, arguments.end, as_of, office.id if office else None)
            release = Release(reporting.cohort(session, asked), funders=arguments.funders)
        compared = _compared(store, asked, release) if arguments.compare else None
        made_at, name = store.clock.now(), office.name if office else ""
        if _on_paper(arguments):
            from duodesk.reports.summary_pdf import About, summary_pdf

            content = summary_pdf(release, About(made_at, name), code=language())
        else:
            content = workbook.build(
                release.cohort,
                office=name or _("All offices"),
                made_at=made_at,
                code=language(),
                funders=arguments.funders,
                compared=compared,
            )
        atomic_write(arguments.out, content)
        snapshots.keep(store, asked, release.cohort)
    if arguments.json:
        say_json(_document(release, office, compared))
        return
    for one in release.told:
        say(f"{one.figure.title}: {one.shown}")
        for remark in one.remarks:
            say(f"  {remark}")
    _tell_changes(compared, wanted=arguments.compare)
    place = {"path": arguments.out}
    if _on_paper(arguments):
        say(_("The summary is %(path)s.", **place))
    else:
        say(_("The workbook is %(path)s.", **place))


def _on_paper(arguments: argparse.Namespace) -> bool:
    """Whether the two pages are wanted: the ending of the file says so."""
    return str(arguments.out).lower().endswith(".pdf")


def _compared(store: Store, asked: Question, release: Release) -> Comparison | None:
    """This report beside the last one that was kept of the same starts and office."""
    with store.read() as session:
        last = snapshots.latest(session, asked)
        before = snapshots.content(session, last.id) if last is not None else None
    return changes(before, content_of(release.cohort)) if before is not None else None


def _tell_changes(compared: Comparison | None, *, wanted: bool) -> None:
    if compared is None:
        if wanted:
            say(_("No earlier report of this period was kept: there is nothing to compare."))
        return
    say(_("Since the report as known on %(day)s:", day=short(compared.since)))
    for one in compared.duos:
        say(f"  {one.number}: {one.why.title}: {one.before or '–'} → {one.now or '–'}")
    if not compared.duos:
        say(_("  No duo counts otherwise."))


def _document(
    release: Release, office: OfficeRow | None, compared: Comparison | None
) -> dict[str, Any]:
    """Shares between 0 and 1; null where there is nothing to divide by, or what is kept back."""
    cohort = release.cohort
    document: dict[str, Any] = {
        "from": cohort.begin.isoformat(),
        "to": cohort.end.isoformat(),
        "as_of": cohort.as_of.isoformat(),
        "office": office.code if office else None,
        "for": "funders" if release.funders else "headquarters",
        "data": [
            {"office": one.office, "until": one.until.isoformat() if one.until else None}
            for one in cohort.ages
        ],
        "figures": [_figure(one) for one in release.told],
    }
    if compared is not None:
        document["since"] = compared.since.isoformat()
        document["changes"] = [
            {
                "duo": one.number,
                "office": one.office,
                "why": str(one.why.value),
                "before": one.before,
                "now": one.now,
            }
            for one in compared.duos
        ]
    return document


def _figure(one: Told) -> dict[str, Any]:
    figure = one.figure
    return {
        "code": figure.code,
        "family": figure.family,
        "title": figure.title,
        "definition": figure.definition,
        "divided_by": figure.basis.whole if figure.basis else None,
        "left_out": figure.basis.left_out if figure.basis else None,
        "source": figure.basis.source if figure.basis else None,
        "unit": figure.unit,
        "value": one.value,
        "part": one.part,
        "whole": one.whole,
        "unknown": one.unknown,
        "bounds": one.bounds,
        "interval": one.interval,
        "mark": one.mark or None,
        "remarks": list(one.remarks),
    }
