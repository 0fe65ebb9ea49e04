"""The certificate of a mentee whose duo is over; it is made to be shown to others, so it names
nobody else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from duodesk.base.dates import long, short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.duo_done import Done, done, in_words, topic_rows
from duodesk.documents.to_mentor import paper, reads
from duodesk.documents.wording import numbered
from duodesk.followup.endings import GRACE_DAYS
from duodesk.model.pairing import Duo
from duodesk.model.people import Person
from duodesk.paper.layout import Grid

_SHARES = (0.72, 0.28)


def end_certificate(
    session: Session, duo_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The certificate, in the mentee's own language of letters unless another is asked. Raises
    `UserError` before the last two weeks of the duo.
    """
    duo = session.get_one(Duo, duo_id)
    start, end = span(duo, today)
    person = session.get_one(Person, duo.mentee_id)
    code = reads(person, language)
    worked = done(session, duo_id, until=min(end, today))
    with speaking(code):
        values: dict[str, str | None] = {
            "start_date": long(start),
            "end_date": long(end),
            "done": in_words(worked),
        }
        table = _grid(worked)
    kind = kind_of("end_certificate")
    made = paper(session, person, kind, said=(code, values, table), today=today)
    # It is shown to others, and no letter; its number is the duo's.
    number = numbered(duo.number, kind, made.wording, code)
    return replace(made, address=(), values={**made.values, "document_number": number})


def span(duo: Duo, today: date) -> tuple[date, date]:
    """First and last day of a duo that is over, or is in its last two weeks; raises `UserError`
    with the day from which its papers can be made.
    """
    if duo.start_date is None:
        raise UserError(
            N_("Duo %(number)s has not begun. Its last papers can be made once it is over."),
            number=duo.number or "?",
        )
    end = duo.ended_on or duo.expected_end
    if end is None or end - timedelta(days=GRACE_DAYS) > today:
        raise UserError(
            N_(
                "Duo %(number)s runs until %(day)s. Its last papers can be made two weeks before, "
                "or once it is ended."
            ),
            number=duo.number or "?",
            day=short(end) or "?",
        )
    return duo.start_date, end


def _grid(worked: Done) -> Grid | None:
    rows = topic_rows(worked)
    return Grid((_("Topic"), _("Meetings")), _SHARES, rows) if rows else None
