"""Putting a line of Today off, letting it go, and the note one writes from there."""

from __future__ import annotations

from datetime import date, timedelta

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.followup import reminders, watch
from duodesk.followup.plan import number_of, skip_step
from duodesk.model.followup import Snooze
from duodesk.model.people import Note
from duodesk.people.commands import name_of
from duodesk.people.text import clean_line, clean_lines
from duodesk.store.store import Changes, Store
from duodesk.today.line import Line
from duodesk.today.rules import RULES

# For so long something that is not relevant stays away: for good.
_FOR_GOOD = timedelta(days=36_500)
_MOST = timedelta(days=366)


def snooze(store: Store, line: Line, *, until: date, reason: str = "") -> Changes:
    """Let a line come back on a later day; alerts of duos need a reason and wait three weeks at
    most.
    """
    today = store.clock.today()
    if line.rule == "alert" and line.about.duo_id is not None:
        return watch.snooze(store, line.about.duo_id, until=until, reason=reason)
    if not today < until <= today + _MOST:
        raise UserError(N_("Choose a day after today, within a year."))
    if line.rule == "reminder" and line.finish.row_id is not None:
        return reminders.put_reminder_off(store, line.finish.row_id, until)
    label = N_("“%(what)s” put off until %(day)s")
    return _put_away(store, line, (until, clean_line(reason)), label, day=short(until))


def let_go(store: Store, line: Line, *, reason: str) -> Changes:
    """Take a line off the list for good, with the reason; a new occasion brings a new line."""
    why = clean_line(reason)
    if why is None:
        raise UserError(N_("Say why this is not relevant: “moved abroad” say."))
    if line.rule == "alert":
        raise UserError(
            N_("An alert leaves by itself when its cause is gone. Put it off until a day instead.")
        )
    if line.rule == "step" and line.about.duo_id is not None:
        return skip_step(store, line.about.duo_id, line.step_id, reason=why)
    until = store.clock.today() + _FOR_GOOD
    return _put_away(store, line, (until, why), N_("“%(what)s” is not relevant"))


def note(store: Store, line: Line, text: str) -> Changes:
    """Write something down about whom a line is about; blank words are no note."""
    told, about = clean_lines(text), line.about
    if told is None:
        return Changes()
    if about.person_id is None and about.duo_id is None:
        raise UserError(N_("This line is about nobody; write the note where it leads."))
    # A label names nobody beside whom the note hangs on: it goes with them alone.
    label, words = N_("Note about duo %(number)s"), dict[str, str]()
    if about.person_id is not None:
        label, words["name"] = N_("Note about %(name)s"), name_of(store, about.person_id)
    elif about.duo_id is not None:
        words["number"] = number_of(store, about.duo_id)
    with store.write(label, **words) as write:
        write.session.add(
            Note(
                id=write.new_id(),
                text=told,
                person_id=about.person_id,
                duo_id=about.duo_id if about.person_id is None else None,
                author_id=write.author_id,
                written_at=write.now,
            )
        )
    return write.changes


def _put_away(
    store: Store, line: Line, told: tuple[date, str | None], label: str, **words: object
) -> Changes:
    until, reason = told
    # Never whom it is about: nothing else of the operation points to the people a line names.
    what = next((rule.title for rule in RULES if rule.key == line.rule), line.rule)
    with store.write(label, what=what, **words) as write:
        write.session.add(
            Snooze(
                id=write.new_id(),
                rule=line.key,
                until=until,
                reason=reason,
                duo_id=line.about.duo_id,
                person_id=line.about.person_id,
                author_id=write.author_id,
                since=write.today,
            )
        )
    return write.changes
