"""Reports that were made, kept as they were, so that the next can say what changed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.model.reporting import ReportSnapshot
from duodesk.office.queries import author_names
from duodesk.people.text import clean_line
from duodesk.reports.cohort import Cohort
from duodesk.reports.kept import Content, content_of, read_content
from duodesk.reports.question import Question
from duodesk.store.store import Changes, Store


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A report that was made: when, by whom, of which starts as known on which day; of an office,
    or of all together (`about_office_id` None).
    """

    id: Id
    made_at: datetime
    begin: date
    end: date
    as_of: date
    office_id: Id | None
    about_office_id: Id | None
    author: str
    remark: str


def keep(store: Store, question: Question, cohort: Cohort, *, remark: str = "") -> Changes:
    """Keep a report as it is told now; one of the same question and content is not kept twice."""
    content = content_of(cohort).text()
    with store.read() as session:
        last = latest(session, question)
        same = last is not None and _text(session, last.id) == content
    with store.write(
        N_("Report from %(begin)s to %(end)s kept"),
        begin=short(question.begin),
        end=short(question.end),
    ) as write:
        if not same:
            write.session.add(
                ReportSnapshot(
                    id=write.new_id(),
                    made_at=write.now,
                    first_day=question.begin,
                    last_day=question.end,
                    as_of=question.as_of,
                    office_id=store.office_id,
                    about_office_id=question.office_id,
                    author_id=store.author_id,
                    remark=clean_line(remark),
                    figures=content,
                )
            )
    return write.changes


def snapshots(session: Session) -> list[SnapshotRow]:
    """The reports that were kept, newest first."""
    names = author_names(session)
    own = ReportSnapshot
    asked = select(
        own.id, own.made_at, own.first_day, own.last_day, own.as_of, own.office_id,
        own.about_office_id, own.author_id, own.remark,
    ).where(
        own.made_at.is_not(None), own.first_day.is_not(None), own.last_day.is_not(None),
        own.as_of.is_not(None),
    )  # fmt: skip
    return [
        SnapshotRow(
            row.id,
            row.made_at,
            row.first_day,
            row.last_day,
            row.as_of,
            row.office_id,
            row.about_office_id,
            names.get(row.author_id, "") if row.author_id else "",
            row.remark or "",
        )
        for row in session.execute(asked.order_by(own.made_at.desc(), own.id.desc()))
    ]


def latest(session: Session, question: Question) -> SnapshotRow | None:
    """The last report that asked of the same starts and the same office."""
    wanted = (question.begin, question.end, question.office_id)
    return next(
        (row for row in snapshots(session) if (row.begin, row.end, row.about_office_id) == wanted),
        None,
    )


def content(session: Session, snapshot_id: Id) -> Content | None:
    """What a report told; None where it cannot be read here."""
    return read_content(_text(session, snapshot_id))


def _text(session: Session, snapshot_id: Id) -> str:
    asked = select(ReportSnapshot.figures).where(ReportSnapshot.id == snapshot_id)
    return session.scalar(asked) or ""
