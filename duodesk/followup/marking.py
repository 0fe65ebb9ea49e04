"""Noting this week's meeting of a duo with one key: what was noted of the week before is put right,
so that a slip needs no second look.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from duodesk.base import reference
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Id
from duodesk.followup.plan import number_of
from duodesk.followup.rules import week_of
from duodesk.model.followup import Held, Meeting, MeetingTopic
from duodesk.model.pairing import Duo, DuoStage
from duodesk.store.store import Changes, Store, Write


def mark_week(store: Store, duo_id: Id, state: Held) -> Changes:
    """Say of the present week that they met, did not, or agreed not to: the week's entry becomes
    that, or one of today is made.
    """
    words = {"number": number_of(store, duo_id), "state": reference.chosen("held", state)}
    with store.write(N_("Duo %(number)s, this week: %(state)s"), **words) as write:
        entry = _of_this_week(write, duo_id)
        if entry is None:
            entry = Meeting(id=write.new_id(), duo_id=duo_id, held_on=write.today, state=state)
            write.session.add(entry)
        entry.state = state
        if state != Held.MET:
            entry.minutes = None
            for topic in write.session.scalars(
                select(MeetingTopic).where(MeetingTopic.meeting_id == entry.id)
            ):
                write.session.delete(topic)
    return write.changes


def _of_this_week(write: Write, duo_id: Id) -> Meeting | None:
    """The last entry of the week of the duo that today lies in."""
    duo = write.session.get_one(Duo, duo_id)
    if duo.start_date is None or duo.stage in {DuoStage.TO_SIGN, DuoStage.NEVER_STARTED}:
        raise UserError(
            N_("Duo %(number)s has not started. Start it first, then log its meetings."),
            number=duo.number,
        )
    week = week_of(duo.start_date, write.today)
    if week == 0:
        raise UserError(
            N_("Duo %(number)s starts later. Log its meetings once they take place."),
            number=duo.number,
        )
    first = duo.start_date + timedelta(weeks=week - 1)
    return write.session.scalars(
        select(Meeting)
        .where(Meeting.duo_id == duo_id, Meeting.held_on.between(first, write.today))
        .order_by(Meeting.held_on.desc(), Meeting.id.desc())
    ).first()
