"""What asks for somebody's attention in a duo under way, why, and what makes it leave: transparent
rules over plain facts, no model; pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from duodesk.base.i18n import N_, Message, _
from duodesk.base.ids import Id
from duodesk.base.worded import Days, Written
from duodesk.followup.schedule import Span, paused_days, rests, resumed_on
from duodesk.followup.signs import Facts, Limits, Mood, answer_due, last_sign
from duodesk.model.pairing import DuoStage

UNDER_WAY = (DuoStage.ACTIVE, DuoStage.PAUSED)
# How it goes, from 1 to 5: where it begins to go badly, and where it goes well.
BADLY, WELL = 2, 4


class Rule(StrEnum):
    """What may be wrong with a duo; a snooze names the rule it puts off."""

    SILENT = "silent"
    FIRST_MEETING = "first_meeting"
    MISSED = "missed"
    MOODS = "moods"
    UNHAPPY = "unhappy"
    NO_PLAN = "no_plan"
    UNSIGNED = "unsigned"
    MENTORS_MEETINGS = "mentors_meetings"
    PERMIT = "permit"
    C45B = "c45b"
    AWAY = "away"
    EXPENSES = "expenses"

    @property
    def label(self) -> str:
        """The few words of a tag."""
        return _(_RULES[self])


class Action(StrEnum):
    """What a person does so that an alert leaves."""

    LOG_CONTACT = "log_contact"
    LOG_MEETING = "log_meeting"
    PAUSE_OR_CLOSE = "pause_or_close"
    PAUSE = "pause"
    NOTE_PLAN = "note_plan"
    RECORD_SIGNATURES = "record_signatures"
    BOOK_MENTORS_MEETING = "book_mentors_meeting"
    NOTE_PERMIT = "note_permit"
    NOTE_C45B = "note_c45b"

    @property
    def label(self) -> str:
        """The words of its button."""
        return _(_ACTIONS[self])


_RULES: dict[str, str] = {
    Rule.SILENT: N_("No news"),
    Rule.FIRST_MEETING: N_("No meeting yet"),
    Rule.MISSED: N_("Meetings missed"),
    Rule.MOODS: N_("Opposite moods"),
    Rule.UNHAPPY: N_("Goes badly"),
    Rule.NO_PLAN: N_("No action plan"),
    Rule.UNSIGNED: N_("Papers unsigned"),
    Rule.MENTORS_MEETINGS: N_("Meetings of mentors"),
    Rule.PERMIT: N_("Residence permit"),
    Rule.C45B: N_("Form C45B"),
    Rule.AWAY: N_("Mentor away"),
    Rule.EXPENSES: N_("Expenses"),
}
_ACTIONS: dict[str, str] = {
    Action.LOG_CONTACT: N_("Log a contact"),
    Action.LOG_MEETING: N_("Log a meeting"),
    Action.PAUSE_OR_CLOSE: N_("Pause or close"),
    Action.PAUSE: N_("Pause the duo"),
    Action.NOTE_PLAN: N_("Note the action plan"),
    Action.RECORD_SIGNATURES: N_("Record signatures"),
    Action.BOOK_MENTORS_MEETING: N_("Book a meeting of mentors"),
    Action.NOTE_PERMIT: N_("Note the permit's new date"),
    Action.NOTE_C45B: N_("Note form C45B"),
}


@dataclass(frozen=True, slots=True)
class Alert:
    """One thing that asks for attention: how badly, why, and the action that makes it leave."""

    rule: Rule
    duo_id: Id
    weight: int
    reason: Message
    action: Action
    # For the order among alerts of one weight: days too many, or too late.
    days: int = field(default=0)


def alerts_of(facts: Facts, limits: Limits, on: date) -> tuple[Alert, ...]:
    """What asks for attention on a day, worst first; nothing where the duo rests or is not under
    way.
    """
    if facts.start is None or facts.start > on or facts.stage not in UNDER_WAY:
        return ()
    if rests(facts.stage, facts.pauses, on):
        return ()
    running = (on - facts.start).days - paused_days(facts.pauses, facts.start, on)
    seen = _Seen(facts, facts.start, limits, on, running)
    found = (rule(seen) for rule in RULES)
    return tuple(sorted((one for one in found if one is not None), key=worst_first))


def worst_first(alert: Alert) -> tuple[int, int, str]:
    """The order of alerts, of one duo and among duos."""
    return -alert.weight, -alert.days, alert.rule


def put_off(
    alerts: Iterable[Alert], until: Mapping[str, date], on: date
) -> tuple[tuple[Alert, ...], tuple[Alert, ...]]:
    """Alerts that show, and those put off until a later day; each rule is put off by itself."""
    shown: list[Alert] = []
    hidden: list[Alert] = []
    for alert in alerts:
        day = until.get(alert.rule)
        (hidden if day is not None and on < day else shown).append(alert)
    return tuple(shown), tuple(hidden)


@dataclass(frozen=True, slots=True)
class _Seen:
    """A duo on the day of looking."""

    facts: Facts
    start: date
    limits: Limits
    on: date
    # Days under way, without those of pauses.
    running: int

    def alert(
        self, rule: Rule, weight: int, action: Action, msgid: str, late: int = 0, **values: object
    ) -> Alert:
        return Alert(rule, self.facts.duo_id, weight, Message(msgid, values), action, late)


def _silent(seen: _Seen) -> Alert | None:
    since = last_sign(seen.facts, seen.on) or seen.start
    days = (seen.on - since).days
    limits = seen.limits
    rungs = (
        (limits.decide, 100, Action.PAUSE_OR_CLOSE, N_("No news for %(days)s: pause or close?")),
        (limits.team, 90, Action.LOG_CONTACT, N_("No news for %(days)s: for the team meeting")),
        (limits.call, 80, Action.LOG_CONTACT, N_("No news for %(days)s: call both")),
        (limits.look, 50, Action.LOG_CONTACT, N_("No news for %(days)s")),
    )
    for least, weight, action, msgid in rungs:
        if days >= max(least, 1):
            return seen.alert(Rule.SILENT, weight, action, msgid, days, days=Days(days))
    return None


def _first_meeting(seen: _Seen) -> Alert | None:
    late = seen.running - seen.limits.first_meeting_days
    if seen.facts.last_met is not None or late < 0:
        return None
    return seen.alert(
        Rule.FIRST_MEETING, 60, Action.LOG_MEETING,
        N_("No meeting yet since the start on %(day)s"), late, day=Written(seen.start),
    )  # fmt: skip


def _missed(seen: _Seen) -> Alert | None:
    """A talk since the last one missed has told why; the next one missed asks again."""
    facts, least = seen.facts, max(seen.limits.missed, 1)
    if len(facts.missed) < least:
        return None
    again = max(resumed_on(facts.pauses, seen.on) or seen.start, facts.last_met or seen.start)
    missed = [day for day in facts.missed if again <= day <= seen.on]
    if len(missed) < least or (facts.last_reached or seen.start) >= max(missed):
        return None
    return seen.alert(
        Rule.MISSED, 70, Action.LOG_CONTACT,
        N_("%(n)s meetings in a row did not take place"), len(missed), n=len(missed),
    )  # fmt: skip


def _moods(seen: _Seen) -> Alert | None:
    mentee, mentor = _score(seen, seen.facts.mentee_mood), _score(seen, seen.facts.mentor_mood)
    if mentee is None or mentor is None or mentee == mentor:
        return None
    if min(mentee, mentor) > BADLY or max(mentee, mentor) < WELL:
        return None
    told = (
        N_("The mentee says it goes badly (%(mentee)s), the mentor says well (%(mentor)s)")
        if mentee < mentor
        else N_("The mentee says it goes well (%(mentee)s), the mentor says badly (%(mentor)s)")
    )
    return seen.alert(Rule.MOODS, 75, Action.LOG_CONTACT, told, mentee=mentee, mentor=mentor)


def _unhappy(seen: _Seen) -> Alert | None:
    """Where the other one says that it goes well, the two moods are told instead."""
    mentee, mentor = _score(seen, seen.facts.mentee_mood), _score(seen, seen.facts.mentor_mood)
    told = [score for score in (mentee, mentor) if score is not None]
    if not told or min(told) > BADLY or max(told) >= WELL:
        return None
    if max(told) <= BADLY and len(told) > 1:
        return seen.alert(Rule.UNHAPPY, 72, Action.LOG_CONTACT, N_("Both say it goes badly"))
    who = (
        N_("The mentee says it goes badly")
        if mentee is not None and mentee <= BADLY
        else N_("The mentor says it goes badly")
    )
    return seen.alert(Rule.UNHAPPY, 65, Action.LOG_CONTACT, who)


def _no_plan(seen: _Seen) -> Alert | None:
    late = seen.running - seen.limits.plan_weeks * 7
    if seen.facts.plan_written_on is not None or late < 0:
        return None
    weeks = seen.running // 7
    return seen.alert(
        Rule.NO_PLAN, 45, Action.NOTE_PLAN, N_("No action plan in week %(week)s"), late,
        week=weeks + 1,
    )  # fmt: skip


def _unsigned(seen: _Seen) -> Alert | None:
    late = seen.running - seen.limits.unsigned_days
    if not seen.facts.missing_signatures or late < 0:
        return None
    return seen.alert(
        Rule.UNSIGNED, 55, Action.RECORD_SIGNATURES,
        N_("Papers not signed by both, started on %(day)s"), late, day=Written(seen.start),
    )  # fmt: skip


def _mentors_meetings(seen: _Seen) -> Alert | None:
    late = seen.running - seen.limits.mentors_meetings_week * 7
    facts, wanted = seen.facts, seen.limits.mentors_meetings
    if facts.attended + facts.booked >= wanted or late < 0:
        return None
    return seen.alert(
        Rule.MENTORS_MEETINGS, 35, Action.BOOK_MENTORS_MEETING,
        N_("Meetings of mentors: %(n)s of %(of)s attended or booked"), late,
        n=facts.attended + facts.booked, of=wanted,
    )  # fmt: skip


def _permit(seen: _Seen) -> Alert | None:
    ending = sorted(
        (paper for paper in seen.facts.permits if _ends_soon(seen, paper.until)),
        key=lambda paper: (paper.until, paper.name),
    )
    if not ending:
        return None
    first = ending[0]
    over = first.until < seen.on
    told = (
        N_("Residence permit of %(name)s ended on %(day)s")
        if over
        else N_("Residence permit of %(name)s valid until %(day)s")
    )
    return seen.alert(
        Rule.PERMIT, 68 if over else 40, Action.NOTE_PERMIT, told,
        (seen.on - first.until).days, name=first.name, day=Written(first.until),
    )  # fmt: skip


def _c45b(seen: _Seen) -> Alert | None:
    form = seen.facts.declaration
    told: tuple[int, str, date | None] | None = None
    if form is None:
        return None
    if form.answer == "refused":
        told = 78, N_("Form C45B was refused"), None
    elif form.filed_on is None:
        told = 62, N_("Form C45B not filed"), None
    elif form.until is not None and _ends_soon(seen, form.until):
        over = form.until < seen.on
        msgid = N_("Form C45B ended on %(day)s") if over else N_("Form C45B valid until %(day)s")
        told = 66 if over else 38, msgid, form.until
    elif not form.answer and _silence_accepts(form.filed_on, seen):
        told = 20, N_("No answer to form C45B filed on %(day)s: accepted by silence"), form.filed_on
    if told is None:
        return None
    weight, msgid, day = told
    return seen.alert(Rule.C45B, weight, Action.NOTE_C45B, msgid, day=Written(day))


def _away(seen: _Seen) -> Alert | None:
    """A pause over some of these days says that the absence was thought of."""
    facts, days = seen.facts, seen.limits.away_days
    for away in sorted(facts.away, key=lambda one: one.first):
        if away.last is None or away.last < seen.on or (away.first - seen.on).days > days:
            continue
        length = (away.last - away.first).days + 1
        if length >= days and not any(_overlap(away, pause) for pause in facts.pauses):
            return seen.alert(
                Rule.AWAY, 42, Action.PAUSE, N_("Mentor away from %(first)s to %(last)s"), length,
                first=Written(away.first), last=Written(away.last),
            )  # fmt: skip
    return None


def _expenses(seen: _Seen) -> Alert | None:
    """Told to the mentor, it leaves until the next payment."""
    paid = seen.facts.paid
    if not seen.limits.expenses or paid is None or paid.cap <= 0:
        return None
    if paid.cents * 100 < paid.cap * seen.limits.expense_share:
        return None
    if (seen.facts.mentor_reached or date.min) >= paid.last_on:
        return None
    share = paid.cents * 100 // paid.cap
    return seen.alert(
        Rule.EXPENSES, 58 if paid.cents > paid.cap else 25, Action.LOG_CONTACT,
        N_("Lump sums of the mentor: %(share)s of the yearly cap"), share,
        share=f"{share}\N{NO-BREAK SPACE}%",
    )  # fmt: skip


RULES: tuple[Callable[[_Seen], Alert | None], ...] = (
    _silent, _first_meeting, _missed, _moods, _unhappy, _no_plan, _unsigned, _mentors_meetings,
    _permit, _c45b, _away, _expenses,
)  # fmt: skip


def _score(seen: _Seen, mood: Mood | None) -> int | None:
    """A mood that still holds."""
    if mood is None or not 0 <= (seen.on - mood.on).days <= seen.limits.mood_days:
        return None
    return mood.score


def _silence_accepts(filed_on: date, seen: _Seen) -> bool:
    return filed_on < seen.on and answer_due(filed_on, seen.limits.c45b_days) < seen.on


def _ends_soon(seen: _Seen, day: date) -> bool:
    return (day - seen.on).days <= seen.limits.papers_end_days


def _overlap(one: Span, other: Span) -> bool:
    return (other.last is None or one.first <= other.last) and (
        one.last is None or other.first <= one.last
    )
