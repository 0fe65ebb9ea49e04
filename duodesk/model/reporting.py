"""Reports as they were made: what was told headquarters or a funder, kept as it was."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from duodesk.base.ids import Id
from duodesk.model.base import LongText, Record


class ReportSnapshot(Record, kw_only=True):
    """The figures of a report on the day it was made: its question, and every number with what it
    counted, as JSON; no name and no note.
    """

    __tablename__ = "report_snapshot"

    made_at: Mapped[datetime]
    first_day: Mapped[date]
    last_day: Mapped[date]
    as_of: Mapped[date]
    # Whose report it is, and of which office it tells: nobody's for all offices together.
    office_id: Mapped[Id | None] = mapped_column(default=None)
    about_office_id: Mapped[Id | None] = mapped_column(default=None)
    author_id: Mapped[Id | None] = mapped_column(default=None)
    remark: Mapped[str | None] = mapped_column(default=None)
    figures: Mapped[LongText | None] = mapped_column(default=None)
