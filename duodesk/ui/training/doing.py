"""What can be done with an entry of the calendar: opened where it lives, called off, moved by a
menu.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.followup.plan import duo_of_step
from duodesk.people import sessions
from duodesk.store.session import Session
from duodesk.training import events, series
from duodesk.training.dated import Dated, Key, Source
from duodesk.ui.desk import Desk
from duodesk.ui.training.event import EventDialog

# Where what is kept elsewhere opens; a duo's days on the duo's page.
_PAGES = {
    Source.SESSION: "people",
    Source.INTERVIEW: "people",
    Source.PROPOSAL: "pairing",
    Source.DUO_START: "duos",
    Source.DUO_END: "duos",
    Source.OUTCOME: "duos",
    Source.STEP: "duos",
}


def open_entry(desk: Desk, one: Dated, *, parent: QWidget) -> EventDialog | None:
    """The form of an event, to be shown; everything else opens on its own page."""
    if one.key.source == Source.EVENT and one.key.id is not None:
        row = desk.read(events.event, one.key.id)
        if row is None:
            desk.say(_("This entry is no longer there."), "info")
            return None
        return EventDialog(desk, row=row, parent=parent)
    subject: object = one.key.id
    if one.key.source == Source.SESSION:
        subject = ("sessions", one.key.id)
    elif one.key.source == Source.INTERVIEW:
        subject = ("interview", one.key.id)
    elif one.key.source == Source.STEP and one.key.id is not None:
        subject = desk.read(duo_of_step, one.key.id)
    desk.go(_PAGES.get(one.key.source, "people"), subject)
    return None


def strike(desk: Desk, one: Dated) -> None:
    """Call an entry off; one that is called off already leaves the calendar."""
    if one.key.id is None:
        return
    if one.key.source == Source.EVENT and one.cancelled:
        if desk.do(events.remove_event, one.key.id) is not None:
            desk.say(_("Taken out of the calendar. Ctrl+Z brings it back."))
    elif one.key.source == Source.EVENT:
        if desk.do(events.cancel_event, one.key.id) is not None:
            desk.say(_("Called off; it stays crossed out. Ctrl+Z takes it back."))
    elif one.key.source == Source.SESSION and not one.cancelled:
        if desk.do(sessions.cancel_session, one.key.id) is not None:
            desk.say(_("Called off; it stays crossed out. Ctrl+Z takes it back."))
    else:
        desk.say(_("This day is changed where it is kept: Enter opens it."), "info")


def may_be_called_off(one: Dated) -> bool:
    """Whether an entry can be called off here; days of duos, interviews and proposals cannot."""
    return one.key.id is not None and one.key.source in {Source.EVENT, Source.SESSION}


def hold(desk: Desk, one: Dated) -> None:
    """Let an entry that was called off take place after all."""
    if one.key.id is not None and one.key.source == Source.EVENT:
        desk.do(events.hold_event, one.key.id)
    elif one.key.id is not None and one.key.source == Source.SESSION:
        desk.do(sessions.hold_session, one.key.id)


def day_of(session: Session, key: Key) -> date | None:
    """The day of an event; none for what is not one."""
    if key.source != Source.EVENT or key.id is None:
        return None
    row = events.event(session, key.id)
    return row.held_on if row is not None else None


def day_of_series(session: Session, series_id: Id, number: int) -> tuple[date, Key] | None:
    """The n-th day of a series, if it has so many."""
    found = series.series(session, series_id)
    day = next((d for d in found.days if d.number == number), None) if found else None
    return (day.held_on, Key(Source.EVENT, day.event_id)) if day is not None else None
