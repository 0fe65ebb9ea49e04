"""The choices offices share, declared once: name, kind, the programme's own value, and what it
decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id, seed_id
from duodesk.model.reference import Setting
from duodesk.store.reading import once
from duodesk.store.store import Changes, Store

Kind = Literal["number", "text", "level", "switch"]
# No choice counts more years, weeks or points.
_MOST = 1000


@dataclass(frozen=True, slots=True)
class Declared:
    """One setting: its name in the file, its title, its default, the unit it is counted in, and
    between which numbers it lies.
    """

    name: str
    title_id: str
    default: str
    kind: Kind = "number"
    unit_id: str = ""
    least: int = 0
    most: int = _MOST

    @property
    def title(self) -> str:
        return _(self.title_id)


MENTEE_AGE_FROM = Declared(
    "mentee_age_from", N_("Mentees: youngest age"), "18", unit_id=N_("years")
)
MENTEE_AGE_TO = Declared("mentee_age_to", N_("Mentees: oldest age"), "30", unit_id=N_("years"))
MENTEE_AGE_AGREED = Declared(
    "mentee_age_agreed",
    N_("Mentees: age up to which it may still be agreed"),
    "33",
    unit_id=N_("years"),
)
MENTOR_AGE_FROM = Declared(
    "mentor_age_from", N_("Mentors: youngest age"), "50", unit_id=N_("years")
)
DUO_WEEKS = Declared("duo_weeks", N_("Length of a duo"), "26", unit_id=N_("weeks"))
TRAINING_UNITS = Declared(
    "training_units", N_("Training days of a mentor"), "4", unit_id=N_("days")
)
LEAST_LEVEL = Declared("least_level", N_("Least level of a language in common"), "A2", kind="level")
OUTCOME_MONTHS = Declared(
    "outcome_months",
    N_("Time in which an outcome counts, from the start"),
    "12",
    unit_id=N_("months"),
)
STABLE_MONTHS = Declared(
    "stable_months", N_("Stable work: least length"), "3", unit_id=N_("months")
)
LEAST_TRAINING_WEEKS = Declared(
    "least_training_weeks", N_("Training that counts: least length"), "4", unit_id=N_("weeks")
)
WEIGHT_FIELD = Declared(
    "weight_field", N_("Weight in pairing: professional field"), "30", unit_id=N_("points")
)
WEIGHT_LANGUAGE = Declared(
    "weight_language", N_("Weight in pairing: language"), "20", unit_id=N_("points")
)
WEIGHT_AVAILABILITY = Declared(
    "weight_availability", N_("Weight in pairing: availability"), "15", unit_id=N_("points")
)
WEIGHT_INTERESTS = Declared(
    "weight_interests", N_("Weight in pairing: interests"), "12", unit_id=N_("points")
)
WEIGHT_TOPICS = Declared(
    "weight_topics", N_("Weight in pairing: help asked and offered"), "8", unit_id=N_("points")
)
WEIGHT_STYLE = Declared(
    "weight_style", N_("Weight in pairing: personality"), "8", unit_id=N_("points")
)
WEIGHT_DISTANCE = Declared(
    "weight_distance", N_("Weight in pairing: distance"), "5", unit_id=N_("points")
)
WEIGHT_WISHES = Declared(
    "weight_wishes", N_("Weight in pairing: wishes"), "2", unit_id=N_("points")
)
LEAST_POINTS = Declared(
    "least_points",
    N_("Pairs of the plan: at least"),
    "45",
    unit_id=N_("points"),
    most=100,
)
FIRST_CALL_DAYS = Declared(
    "first_call_days",
    N_("First call after the registration, within"),
    "2",
    unit_id=N_("working days"),
)
RESERVATION_DAYS = Declared(
    "reservation_days", N_("A proposal reserves both for"), "7", unit_id=N_("days")
)
SILENCE_AMBER = Declared(
    "silence_amber", N_("Silence worth a look after"), "14", unit_id=N_("days")
)
SILENCE_RED = Declared("silence_red", N_("Silence worth a call after"), "21", unit_id=N_("days"))
TRAVEL_MINUTES = Declared(
    "travel_minutes",
    N_("Time reckoned for the way from one place to another"),
    "30",
    unit_id=N_("minutes"),
)
MENTORS_MEETINGS = Declared(
    "mentors_meetings", N_("Meetings of mentors for each duo"), "2", unit_id=N_("meetings")
)
SILENCE_TEAM = Declared(
    "silence_team", N_("Silence for the team meeting after"), "28", unit_id=N_("days")
)
SILENCE_DECIDE = Declared(
    "silence_decide", N_("Silence that asks: pause or close, after"), "42", unit_id=N_("days")
)
FIRST_MEETING_DAYS = Declared(
    "first_meeting_days", N_("First weekly meeting within"), "10", unit_id=N_("days")
)
MISSED_IN_A_ROW = Declared(
    "missed_in_a_row", N_("Meetings missed in a row"), "3", unit_id=N_("meetings")
)
PLAN_WEEKS = Declared("plan_weeks", N_("Action plan written within"), "6", unit_id=N_("weeks"))
UNSIGNED_DAYS = Declared(
    "unsigned_days", N_("Papers signed after the start, within"), "7", unit_id=N_("days")
)
MENTORS_MEETINGS_WEEK = Declared(
    "mentors_meetings_week", N_("Meetings of mentors booked by week"), "17", unit_id=N_("weeks")
)
PAPERS_END_DAYS = Declared(
    "papers_end_days", N_("Permit or form C45B: told before it ends"), "30", unit_id=N_("days")
)
C45B_DAYS = Declared("c45b_days", N_("Form C45B: answer within"), "12", unit_id=N_("working days"))
AWAY_DAYS = Declared(
    "away_days", N_("Absence of a mentor worth a look, from"), "14", unit_id=N_("days")
)
MOOD_DAYS = Declared("mood_days", N_("What was said of a duo holds for"), "60", unit_id=N_("days"))
SNOOZE_DAYS = Declared(
    "snooze_days", N_("An alert is put off for at most"), "21", unit_id=N_("days")
)
TODAY_LINES = Declared(
    "today_lines", N_("Lines of Today that are shown at once"), "15", unit_id=N_("lines")
)
EXPENSES = Declared("expenses", N_("Expenses of mentors are noted"), "0", kind="switch")
EXPENSE_WARNING = Declared(
    "expense_warning",
    N_("Lump sums of a mentor: told from a share of the yearly cap"),
    "80",
    unit_id=N_("per cent"),
)
YEARLY_COST = Declared(
    "yearly_cost",
    N_("Cost of the programme in a year, for the reports (0: not told)"),
    "0",
    unit_id=N_("euro"),
    most=100_000_000,
)

# What weighs in pairing.
WEIGHED = (
    WEIGHT_FIELD,
    WEIGHT_LANGUAGE,
    WEIGHT_AVAILABILITY,
    WEIGHT_INTERESTS,
    WEIGHT_TOPICS,
    WEIGHT_STYLE,
    WEIGHT_DISTANCE,
    WEIGHT_WISHES,
    LEAST_POINTS,
)

SETTINGS = (
    MENTEE_AGE_FROM,
    MENTEE_AGE_TO,
    MENTEE_AGE_AGREED,
    MENTOR_AGE_FROM,
    DUO_WEEKS,
    TRAINING_UNITS,
    LEAST_LEVEL,
    OUTCOME_MONTHS,
    STABLE_MONTHS,
    LEAST_TRAINING_WEEKS,
    *WEIGHED,
    FIRST_CALL_DAYS,
    RESERVATION_DAYS,
    SILENCE_AMBER,
    SILENCE_RED,
    TRAVEL_MINUTES,
    MENTORS_MEETINGS,
    SILENCE_TEAM,
    SILENCE_DECIDE,
    FIRST_MEETING_DAYS,
    MISSED_IN_A_ROW,
    PLAN_WEEKS,
    UNSIGNED_DAYS,
    MENTORS_MEETINGS_WEEK,
    PAPERS_END_DAYS,
    C45B_DAYS,
    AWAY_DAYS,
    MOOD_DAYS,
    SNOOZE_DAYS,
    TODAY_LINES,
    EXPENSES,
    EXPENSE_WARNING,
    YEARLY_COST,
)


@dataclass(frozen=True, slots=True)
class Values:
    """The settings that hold for one office on one day."""

    known: dict[str, str]

    def text(self, setting: Declared) -> str:
        """The value as it is written."""
        return self.known.get(setting.name, setting.default)

    def number(self, setting: Declared) -> int:
        """The value as a whole number; a damaged one, or one beyond all measure, gives the
        default.
        """
        try:
            number = int(self.text(setting))
        except ValueError:
            number = -1
        return number if setting.least <= number <= setting.most else int(setting.default)

    def on(self, setting: Declared) -> bool:
        """Whether a switch is on; anything but a 1 is off."""
        return self.text(setting).strip() == "1"


DEFAULTS = Values({})


def values(session: Session, *, office_id: Id | None, on: date) -> Values:
    """What holds on a day: an office's own choice before the shared one, the latest that has
    begun.
    """
    return once(session, (values, office_id, on), lambda: _values(session, office_id, on))


def _values(session: Session, office_id: Id | None, on: date) -> Values:
    rows = session.execute(
        select(Setting.name, Setting.value, Setting.office_id, Setting.valid_from).where(
            or_(Setting.office_id.is_(None), Setting.office_id == office_id)
        )
    ).all()
    begun = [row for row in rows if row.valid_from is None or row.valid_from <= on]
    begun.sort(key=lambda row: (row.office_id is not None, row.valid_from or date.min))
    return Values({row.name: row.value for row in begun if row.value is not None})


def own(session: Session, setting: Declared, *, office_id: Id, on: date) -> int | None:
    """The number that an office chose for itself, as it holds on a day; None where it takes what
    is shared.
    """
    asked = select(Setting.value, Setting.valid_from).where(
        Setting.name == setting.name, Setting.office_id == office_id, Setting.value.is_not(None)
    )
    noted = {valid_from or date.min: value for value, valid_from in session.execute(asked)}
    begun = [day for day in noted if day <= on]
    return Values({setting.name: noted[max(begun)] or ""}).number(setting) if begun else None


def choose(
    store: Store,
    setting: Declared,
    value: str,
    *,
    office_id: Id | None = None,
    valid_from: date | None = None,
) -> Changes:
    """Set a choice for all offices, or for one; its identity is fixed, so that two desks speak of
    the same row.
    """
    with store.write(N_("Setting “%(name)s” chosen"), name=setting.title) as write:
        row_id = seed_id(f"setting/{setting.name}/{office_id or ''}/{valid_from or ''}")
        row = write.session.get(Setting, row_id)
        if row is None:
            row = Setting(
                id=row_id,
                name=setting.name,
                value=value,
                office_id=office_id,
                valid_from=valid_from,
            )
            write.session.add(row)
        row.value = value
    return write.changes
