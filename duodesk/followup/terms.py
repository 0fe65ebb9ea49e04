"""A duo rests, goes on, goes on for longer, or began on another day: the dates of its plan move
along, each change in one step of undo and with a preview.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.followup import schedule
from duodesk.followup.pauses import PauseRow, pauses
from duodesk.followup.plan import MOST_DAYS, make_plan, number_of
from duodesk.followup.plan_rows import UNDER_WAY, plan_of
from duodesk.followup.schedule import Move, Span, Terms
from duodesk.model.followup import DuoStep, Held, Meeting, Pause
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Note
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write

MOST_PAUSE = 366
MOST_EXTENSION = 182
MOST_SHIFT = 366
_DAY = timedelta(days=1)


def preview_pause(
    session: Session, duo_id: Id, *, first_day: date, last_day: date | None, today: date
) -> list[Move]:
    """What a pause moves; nothing yet while nobody knows how long it lasts."""
    _check_pause(session.get_one(Duo, duo_id), first_day, last_day)
    terms = _terms(session, duo_id)
    after = replace(terms, pauses=(*terms.pauses, Span(first_day, last_day)))
    return _preview(session, duo_id, terms, after, today)


def preview_resume(session: Session, duo_id: Id, *, on: date, today: date) -> list[Move]:
    """What moves when the duo goes on."""
    before = _terms(session, duo_id)
    rows = pauses(session, duo_id)
    ended = {row.id: row for row in _running(rows, on)}
    left = [_ended(row, on) if row.id in ended else row.span for row in rows]
    after = replace(before, pauses=tuple(span for span in left if span is not None))
    return _preview(session, duo_id, before, after, today)


def preview_extend(session: Session, duo_id: Id, *, days: int, today: date) -> list[Move]:
    """What moves when the duo goes on for so many days longer."""
    _check_days(days)
    before = _terms(session, duo_id)
    after = replace(before, extended=before.extended + days)
    return _preview(session, duo_id, before, after, today)


def preview_restart(session: Session, duo_id: Id, *, on: date, today: date) -> list[Move]:
    """What moves when the duo began on another day; the outcome dates move along."""
    _check_start(session, duo_id, on)
    before = _terms(session, duo_id)
    return _preview(session, duo_id, before, replace(before, start=on), today)


def pause_duo(
    store: Store, duo_id: Id, *, first_day: date, last_day: date | None = None, reason: str = ""
) -> Changes:
    """Let a duo rest, now or later; without a last day until somebody says that it goes on."""
    with store.write(N_("Pause of duo %(number)s"), number=number_of(store, duo_id)) as write:
        duo = _under_way(write, duo_id)
        _check_pause(duo, first_day, last_day)
        before = _terms(write.session, duo_id)
        write.session.add(
            Pause(
                id=write.new_id(),
                duo_id=duo_id,
                first_day=first_day,
                last_day=last_day,
                reason=clean_line(reason),
            )
        )
        _change(write, duo, before)
    return write.changes


def resume_duo(store: Store, duo_id: Id, *, on: date) -> Changes:
    """Let a duo go on; what it still rested is added to its dates, what it did not is taken off."""
    with store.write(N_("Duo %(number)s goes on"), number=number_of(store, duo_id)) as write:
        duo = _under_way(write, duo_id)
        if on > write.today:
            raise UserError(
                N_("%(day)s is in the future. Say that the duo goes on once it does."),
                day=short(on),
            )
        before = _terms(write.session, duo_id)
        running = _running(pauses(write.session, duo_id), on)
        if not running and duo.stage != DuoStage.PAUSED:
            raise UserError(
                N_("The duo does not rest on %(day)s. Choose a day of its pause."), day=short(on)
            )
        for row in running:
            left = _ended(row, on)
            pause = write.session.get_one(Pause, row.id)
            if left is None:
                write.session.delete(pause)
            else:
                pause.last_day = left.last
        duo.stage = DuoStage.ACTIVE
        _change(write, duo, before)
    return write.changes


def remove_pause(store: Store, pause_id: Id) -> Changes:
    """Take a pause away that does not come to be; the dates move back."""
    with store.read() as session:
        duo_id = session.get_one(Pause, pause_id).duo_id
    with store.write(
        N_("Pause of duo %(number)s removed"), number=number_of(store, duo_id)
    ) as write:
        duo = _under_way(write, duo_id)
        before = _terms(write.session, duo_id)
        write.session.delete(write.session.get_one(Pause, pause_id))
        _change(write, duo, before)
    return write.changes


def extend_duo(store: Store, duo_id: Id, *, days: int, reason: str = "") -> Changes:
    """Let a duo go on for so many days longer; the reason becomes a note of the duo."""
    with store.write(N_("Extension of duo %(number)s"), number=number_of(store, duo_id)) as write:
        duo = _under_way(write, duo_id)
        _check_days(days)
        before = _terms(write.session, duo_id)
        duo.extended_days = before.extended + days
        why = clean_line(reason)
        if why is not None:
            write.session.add(
                Note(
                    id=write.new_id(),
                    text=why,
                    author_id=write.author_id,
                    written_at=write.now,
                    duo_id=duo_id,
                )
            )
        _change(write, duo, before)
    return write.changes


def change_start(store: Store, duo_id: Id, *, on: date) -> Changes:
    """The duo began on another day; every open date moves along, those of the outcomes too."""
    with store.write(
        N_("Start of duo %(number)s on another day"), number=number_of(store, duo_id)
    ) as write:
        duo = _under_way(write, duo_id)
        _check_start(write.session, duo_id, on)
        before = _terms(write.session, duo_id)
        duo.start_date = on
        _change(write, duo, before)
    return write.changes


def follow_start(write: Write, duo: Duo, *, was: date | None) -> None:
    """Make the plan of a duo that runs, or move it along when another start was written down,
    inside another command.
    """
    if duo.start_date is None or duo.stage not in UNDER_WAY:
        return
    made = make_plan(write, duo)
    if not made and was is not None and was != duo.start_date:
        write.session.flush()
        after = _terms(write.session, duo.id)
        _move_steps(write, duo, replace(after, start=was), after)


def _change(write: Write, duo: Duo, before: Terms) -> None:
    """Move the open steps and the expected end, and say whether the duo rests today."""
    # Rows are read past the session, which would not write first what is waiting in it.
    write.session.flush()
    after = _terms(write.session, duo.id)
    _move_steps(write, duo, before, after)
    if duo.expected_end is not None:
        duo.expected_end = schedule.carried(duo.expected_end, before, after)
    if before.pauses or after.pauses:
        rests = schedule.resting(after.pauses, write.today)
        duo.stage = DuoStage.PAUSED if rests else DuoStage.ACTIVE


def _move_steps(write: Write, duo: Duo, before: Terms, after: Terms) -> None:
    plan = plan_of(write.session, duo.id, today=write.today)
    for move in schedule.moves(before, after, plan.steps if plan else (), write.today):
        if move.step_id is not None:
            write.session.get_one(DuoStep, move.step_id).due_on = move.will


def _preview(session: Session, duo_id: Id, before: Terms, after: Terms, today: date) -> list[Move]:
    plan = plan_of(session, duo_id, today=today)
    if plan is None:
        return []
    found = schedule.moves(before, after, plan.steps, today)
    if plan.expected_end is not None:
        end = schedule.carried(plan.expected_end, before, after)
        if end != plan.expected_end:
            found.append(Move(None, _("Expected end"), plan.expected_end, end))
    return found


def _terms(session: Session, duo_id: Id) -> Terms:
    duo = session.get_one(Duo, duo_id)
    if duo.start_date is None:
        raise UserError(
            N_("Duo %(number)s has not started; its plan is made when it does."), number=duo.number
        )
    found = tuple(row.span for row in pauses(session, duo_id))
    return Terms(duo.start_date, found, duo.extended_days or 0)


def _running(rows: list[PauseRow], on: date) -> list[PauseRow]:
    """The pauses that end when a duo goes on."""
    return [row for row in rows if Span(row.first_day, row.last_day).covers(on)]


def _ended(row: PauseRow, on: date) -> Span | None:
    """A pause that ends the day before; None of one that never was."""
    return Span(row.first_day, on - _DAY) if row.first_day < on else None


def _under_way(write: Write, duo_id: Id) -> Duo:
    duo = write.session.get_one(Duo, duo_id)
    if duo.stage not in UNDER_WAY or duo.start_date is None:
        raise UserError(
            N_(
                "Duo %(number)s is not under way, so its dates stay. Look at the duo's card; it "
                "may have ended."
            ),
            number=duo.number,
        )
    # Before anything changes, so that the plan moves from where it was.
    make_plan(write, duo)
    return duo


def _check_pause(duo: Duo, first_day: date, last_day: date | None) -> None:
    if duo.start_date is not None and first_day < duo.start_date:
        raise UserError(
            N_("The duo started on %(start)s. Choose a day from then on."),
            start=short(duo.start_date),
        )
    if duo.start_date is not None and (first_day - duo.start_date).days > MOST_DAYS:
        raise UserError(N_("That is more than three years after the start. Check the year."))
    if last_day is not None and last_day < first_day:
        raise UserError(N_("The pause ends before it begins. Check the two dates."))
    if last_day is not None and (last_day - first_day).days >= MOST_PAUSE:
        raise UserError(N_("A pause lasts a year at most. Check the year, or end the duo."))


def _check_days(days: int) -> None:
    if not 1 <= days <= MOST_EXTENSION:
        raise UserError(
            N_("A duo is extended by 1 to %(most)s days. Check the number."), most=MOST_EXTENSION
        )


def _check_start(session: Session, duo_id: Id, on: date) -> None:
    start = session.get_one(Duo, duo_id).start_date
    if start is not None and abs((on - start).days) > MOST_SHIFT:
        raise UserError(N_("That is more than a year from the start so far. Check the year."))
    first = session.scalar(
        select(func.min(Meeting.held_on)).where(Meeting.duo_id == duo_id, Meeting.state == Held.MET)
    )
    if first is not None and on > first:
        raise UserError(
            N_("The two met on %(day)s. Choose a day up to then, or remove that meeting first."),
            day=short(first),
        )
