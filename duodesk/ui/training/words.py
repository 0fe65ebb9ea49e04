"""Words, signs and tones of the calendar's closed lists, the same in every part of the screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from duodesk.base import reference
from duodesk.base.dates import hours, short, weekday
from duodesk.base.i18n import N_, _, ngettext
from duodesk.base.ids import Id
from duodesk.training.completion import Completion, MakeUp
from duodesk.training.curricula import CurriculumRow
from duodesk.training.mentors_meetings import NeedRow
from duodesk.training.words import Attended, Community, SeatState
from duodesk.ui.widgets.chips import Badge

# What a mark is called, its icon, the colour of the icon, the tone of its chip, its key.
MARKS: dict[str, tuple[str, str, str, str, str]] = {
    Attended.PRESENT: (N_("Present"), "circle-check", "good_text", "good", "P"),
    Attended.ABSENT: (N_("Absent"), "circle-x", "bad_text", "bad", "A"),
    Attended.EXCUSED: (N_("Excused"), "minus", "warn_text", "warn", "E"),
    Attended.MADE_UP: (N_("Made up"), "refresh-cw", "info_text", "info", "M"),
}
_SEATS: dict[str, tuple[str, str]] = {
    SeatState.BOOKED: (N_("Seat"), "good"),
    SeatState.WAITING: (N_("Waiting"), "warn"),
    SeatState.GIVEN_BACK: (N_("Given back"), "neutral"),
}
COMMUNITIES: dict[str, tuple[str, str]] = {
    Community.FRENCH: (N_("French Community"), "info"),
    Community.FLEMISH: (N_("Flemish Community"), "warn"),
    Community.GERMAN: (N_("German-speaking Community"), "accent"),
}


def community_name(community: str) -> str:
    """Whose schools."""
    known = COMMUNITIES.get(community)
    return _(known[0]) if known else str(community)


def mark_word(presence: str | None) -> str:
    """A mark in a word; a word of a newer program is shown as it is."""
    if presence is None:
        return ""
    return _(MARKS[presence][0]) if presence in MARKS else str(presence)


def mark_look(presence: str) -> tuple[str, str, str]:
    """The icon, its colour, and the tone of a mark."""
    known = MARKS.get(presence)
    return known[1:4] if known else ("circle-help", "muted", "neutral")


def seat_badge(state: str | None) -> Badge:
    """Whether somebody has a seat, as a chip."""
    word, tone = _SEATS.get(state or "", (state or "", "neutral"))
    return Badge(_(word) if word else "", tone)


def language_name(code: str | None) -> str:
    """A language of contact in words."""
    return reference.chosen("contact_language", code)


def day_words(day: date | None, *, width: str = "abbreviated") -> str:
    """Tue 10/03/2026; nothing for a day that is still on its way."""
    return "" if day is None else f"{weekday(day.weekday(), width=width)} {short(day)}"


def when_words(day: date | None, start: int | None, minutes: int | None) -> str:
    """Tue 10/03/2026 · 09:00 – 16:00."""
    return " · ".join(part for part in (day_words(day), hours(start, minutes)) if part)


def where_words(place: str | None, *, online: bool | None) -> str:
    """The place, and that it is online where it is."""
    return " · ".join(part for part in (place or "", _("online") if online else "") if part)


def span_words(first: date | None, last: date | None) -> str:
    """10/03/2026 – 19/03/2026."""
    days = dict.fromkeys(short(day) for day in (first, last) if day is not None)
    return " – ".join(days)


def seats_words(booked: int, capacity: int | None, waiting: int) -> str:
    """14 of 16 seats taken, 3 waiting."""
    if capacity is None:
        told = [ngettext("%(n)s seat taken", "%(n)s seats taken", booked)]
    else:
        told = [_("%(booked)s of %(seats)s seats taken", booked=booked, seats=capacity)]
    if waiting:
        told.append(ngettext("%(n)s waiting", "%(n)s waiting", waiting))
    return " · ".join(told)


def completion_words(shown: Completion | None) -> str:
    """Complete on 19/03/2026; or 3 of 4, missing: active listening."""
    if shown is None:
        return ""
    if shown.done_on is not None:
        text = N_("Complete on %(day)s, by hand") if shown.by_hand else N_("Complete on %(day)s")
        return _(text, day=short(shown.done_on))
    if not shown.of:
        return ""
    told = _("%(n)s of %(all)s", n=shown.followed, all=shown.of)
    if not shown.missing or not shown.followed:
        return told
    missing = ", ".join(unit.title for unit in shown.missing)
    return _("%(told)s, missing: %(units)s", told=told, units=missing)


def need_words(shown: NeedRow) -> str:
    """0 of 2 meetings."""
    return _("%(came)s of %(all)s meetings", came=shown.attended, all=shown.wanted)


def seats_left_words(left: int | None) -> str:
    """2 seats left; nothing where seats are not counted."""
    if left is None:
        return ""
    return ngettext("%(n)s seat left", "%(n)s seats left", max(left, 0))


@dataclass(frozen=True, slots=True)
class ComingUnit:
    """A unit that somebody misses and has a seat for."""

    event_id: Id
    title: str
    day: date
    office: str


def coming_words(shown: ComingUnit) -> str:
    """Active listening: seat on 12/03/2026 Brussels."""
    when = f"{short(shown.day)} {shown.office}".strip()
    return _("%(unit)s: seat on %(when)s", unit=shown.title, when=when)


def make_up_words(shown: MakeUp, *, unit: bool = False) -> str:
    """12/03/2026 Brussels, 2 seats left; with the unit in front where asked."""
    place = f"{short(shown.day)} {shown.office}".strip()
    words = ", ".join(part for part in (place, seats_left_words(shown.seats_left)) if part)
    title = shown.unit.title
    return _("%(unit)s: %(when)s", unit=title, when=words) if unit else words


def curriculum_title(shown: CurriculumRow) -> str:
    """Its name, with its version where it is not the first."""
    if shown.version == 1:
        return shown.name
    return _("%(name)s, version %(n)s", name=shown.name, n=shown.version)
