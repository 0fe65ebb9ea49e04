"""Where people go to see what a remark is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import hour, short
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.exchange.naming import Subject, subject_of
from duodesk.training.entry import Key, Source

_DAY = 24 * 60
# What has a screen of its own: its day, hour, name and kind, what it is called, and the screen.
_OF_SERIES = "(SELECT s.name FROM series s WHERE s.id = t.series_id)"
_PLACES = {
    "series": ("NULL, NULL, t.name, NULL", N_("Series"), "training"),
    "event": (
        f"t.held_on, t.start, coalesce(t.title, {_OF_SERIES}), t.kind",
        N_("Appointment"),
        "training",
    ),
    "info_session": ("t.held_on, t.start, NULL, NULL", N_("Information session"), "training"),
    "matching_meeting": ("t.held_on, NULL, NULL, NULL", N_("Matching meeting"), "pairing"),
}


def place_of(session: Session, table: str, row: Id) -> Subject:
    """What a row is itself where it has a place of its own: a series, an appointment, a matching
    meeting; else whose it is.
    """
    if table not in _PLACES:
        return subject_of(session, table, row)
    columns, called, page = _PLACES[table]
    found = session.connection().exec_driver_sql(
        f'SELECT {columns} FROM "{table}" t WHERE t.id = ?', (row.bytes,)
    ).first()  # fmt: skip
    if found is None:
        return Subject(_(called))
    day, start, name, kind = found
    words = name or (reference.called("event_kind", kind) if kind else _(called))
    begins = hour(start) if isinstance(start, int) and 0 <= start < _DAY else ""
    title = " ".join(part for part in (_written(day), begins, str(words)) if part)
    opens: dict[str, object] = {
        "series": row,
        "event": Key(Source.EVENT, row),
        "info_session": Key(Source.SESSION, row),
        "matching_meeting": ("meeting", "meetings"),
    }
    return Subject(title, page, opens[table])


def _written(day: object) -> str:
    """A day as it is written here; what is none, as it stands."""
    try:
        return short(date.fromisoformat(str(day or "")))
    except ValueError:
        return str(day or "")
