"""Sheets of a series: what is planned and who has a seat, and the list to sign on each day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table, TableStyle
from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base.collate import sort_key
from duodesk.base.dates import full, hours, long, short
from duodesk.base.i18n import LANGUAGES, _, language, language_name, ngettext, speaking
from duodesk.base.ids import Id
from duodesk.documents.training_invitation import contents
from duodesk.model.people import Person
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p
from duodesk.people.text import list_name
from duodesk.training.curricula import curriculum
from duodesk.training.dated import DatedKind
from duodesk.training.events import event
from duodesk.training.expected import expected_at
from duodesk.training.seats import SeatRow, seats
from duodesk.training.series import DayRow, SeriesRow, series
from duodesk.training.words import SeatState

# Lines left open below the names, and as many lines as the first page takes.
_OPEN, _PAGE = 4, 14
_LINE = 11 * mm
_NUMBER = 12 * mm
_ROOM = 40 * mm  # below a heading, or it goes on the next page
# A day this long is signed in the morning and after noon; minutes.
_LONG = 300
_DAY_SHARES, _SEAT_SHARES = (0.41, 0.35, 0.24), (0.46, 0.2, 0.34)


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """What the sheet of a series says, in which language."""

    office: OfficeRow
    language: str
    series: SeriesRow
    curriculum: str
    seats: tuple[SeatRow, ...]
    printed_on: date


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the list to sign on a day says; `kind` in a word, the names in their order. `parts` are
    the columns to sign in, one or two.
    """

    office: OfficeRow
    language: str
    kind: str
    title: str
    held_on: date
    hours: str
    place: str
    contents: str
    trainers: tuple[str, ...]
    names: tuple[str, ...]
    parts: int = 1

    @property
    def lines(self) -> int:
        """How many lines the table has."""
        return max(len(self.names) + _OPEN, _PAGE)


def collect_series(session: Session, series_id: Id, *, today: date) -> SeriesSheet | None:
    """All that the sheet of a series says, in the language spoken; None when there is no such
    series (any more).
    """
    row = series(session, series_id)
    if row is None:
        return None
    return SeriesSheet(
        office=office(session, row.office_id),
        language=language(),
        series=row,
        curriculum=curriculum(session, row.curriculum_id).name,
        seats=tuple(seats(session, series_id=series_id)),
        printed_on=today,
    )


def collect_day(session: Session, event_id: Id) -> SignInSheet | None:
    """The list to sign on a day, in the language in which it is given; None when there is no such
    day (any more).
    """
    row = event(session, event_id)
    if row is None:
        return None
    of = series(session, row.series_id) if row.series_id is not None else None
    told = row.language or (of.language if of is not None else None)
    spoken = told if told in LANGUAGES else office(session, row.office_id).languages[0]
    with speaking(spoken if spoken in LANGUAGES else "fr"):
        row = event(session, event_id) or row
        place = row.place or (of.place if of is not None else "")
        where = (place, _("online") if row.online else "")
        known = {str(one): one for one in DatedKind}
        kind = known.get(str(row.kind), DatedKind.OTHER).title
        halves = sum(unit.half_days for unit in row.units)
        return SignInSheet(
            office=office(session, row.office_id),
            language=language(),
            kind=kind,
            title=row.series or row.title or kind,
            held_on=row.held_on,
            hours=hours(row.start, row.minutes),
            place=" · ".join(part for part in where if part),
            contents=", ".join(unit.title for unit in row.units),
            trainers=tuple(one.name for one in row.trainers),
            names=_names(session, event_id, row.series_id),
            parts=2 if halves > 1 or (row.minutes or 0) >= _LONG else 1,
        )


def draw_series(sheet: SeriesSheet) -> bytes:
    """The PDF of a series."""
    with speaking(sheet.language):
        number = _("printed on %(day)s", day=short(sheet.printed_on))
        return layout.render(
            _head(sheet.office, sheet.series.name, number, sheet.printed_on), _series_story(sheet)
        )


def draw_day(sheet: SignInSheet) -> bytes:
    """The PDF of the list to sign."""
    with speaking(sheet.language):
        number = " · ".join((sheet.kind, long(sheet.held_on)))
        return layout.render(
            _head(sheet.office, _("Sign-in sheet"), number, sheet.held_on), _day_story(sheet)
        )


def series_file(sheet: SeriesSheet) -> str:
    """How the file of a series is called; its name may hold signs that no file may."""
    kept = "".join(sign if sign.isalnum() or sign in " -_" else "-" for sign in sheet.series.name)
    return f"{kept[:60].strip() or '-'}.pdf"


def day_file(sheet: SignInSheet) -> str:
    """How the file of a day is called."""
    with speaking(sheet.language):
        title = _("Sign-in sheet")
    return f"{title} {sheet.held_on.isoformat()}.pdf"


def _names(session: Session, event_id: Id, series_id: Id | None) -> tuple[str, ...]:
    """Who is expected, as lists show people and in their order."""
    expected = expected_at(session, {event_id: series_id})[event_id]
    found = session.execute(
        select(Person.family_name, Person.given_name).where(Person.id.in_(expected))
    ).all()
    in_order = sorted(
        found,
        key=lambda row: sort_key(row.family_name or row.given_name or "", row.given_name or ""),
    )
    return tuple(list_name(row.family_name, row.given_name) or "?" for row in in_order)


def _head(place: OfficeRow, title: str, number: str, day: date) -> layout.Head:
    return layout.Head(
        title=title,
        language=f"{language()}-BE",
        office=f"DUO for a JOB · {place.name}",
        address=place.address,
        contact=" · ".join(part for part in (place.phone, place.email) if part),
        number=number,
        keep_until=kept_until(day),
    )


def _series_story(sheet: SeriesSheet) -> list[Flowable]:
    styles, row = layout.styles(), sheet.series
    spoken = language_name(row.language) if row.language in LANGUAGES else ""
    taken = (
        _("%(n)s of %(of)s seats taken", n=row.booked, of=row.capacity)
        if row.capacity
        else ngettext("%(n)s seat taken", "%(n)s seats taken", row.booked)
    )
    about = (" · ".join(part for part in (sheet.curriculum, spoken) if part), row.place, taken)
    story: list[Flowable] = [
        layout.heading(row.name, "title", 0),
        layout.summary([p(line, styles["text"]) for line in about if line]),
    ]
    if row.cancelled_on is not None:
        off = _("called off on %(day)s", day=short(row.cancelled_on))
        story.append(p(off, styles["text"], bold=True))
    story += _titled(_("Days"))
    if not row.days:
        story.append(p(_("No day is planned yet."), styles["text"]))
    else:
        titles = (_("Day"), _("Contents"), _("Given by"))
        shown = 3 if any(day.trainers for day in row.days) else 2
        rows = tuple(_day_row(day, row)[:shown] for day in row.days)
        story.append(layout.grid(layout.Grid(titles[:shown], _DAY_SHARES[:shown], rows)))
    return [*story, *_people(sheet)]


def _titled(words: str) -> list[Flowable]:
    """A heading with room for some lines below it; unlike others it does not hold a whole table
    beside itself.
    """
    title = layout.heading(words, "clause", 1)
    title.keepWithNext = 0
    return [CondPageBreak(_ROOM), title]


def _day_row(day: DayRow, row: SeriesRow) -> tuple[str, ...]:
    """A day's line: when, and where it is elsewhere; what; by whom."""
    elsewhere = day.place if day.place != row.place else ""
    when = (
        full(day.held_on),
        hours(day.start, day.minutes),
        elsewhere,
        _("online") if day.online else "",
        _("called off") if day.cancelled_on is not None else "",
    )
    return "\n".join(part for part in when if part), contents(day.units), "\n".join(day.trainers)


def _people(sheet: SeriesSheet) -> list[Flowable]:
    """Who has a seat with how far they are, and who waits for one in the order in which they do."""
    styles = layout.styles()
    taken = [seat for seat in sheet.seats if seat.state == SeatState.BOOKED]
    waiting = [seat for seat in sheet.seats if seat.state == SeatState.WAITING]
    story = _titled(_("Participants"))
    if not taken:
        return [*story, p(_("Nobody has a seat yet."), styles["text"])]
    titles = (_("Name"), _("Number"), _("Followed"))
    rows = tuple(
        (f"{n}  {seat.name or '?'}", seat.number, _followed(seat))
        for n, seat in enumerate(taken, 1)
    )
    story.append(layout.grid(layout.Grid(titles, _SEAT_SHARES, rows)))
    if waiting:
        story += _titled(_("Waiting list"))
        told = (f"{n}  {seat.name or '?'}" for n, seat in enumerate(waiting, 1))
        story += [p(line, styles["text"]) for line in told]
    return story


def _followed(seat: SeatRow) -> str:
    done = seat.completion
    if done.done_on is not None:
        return _("complete since %(day)s", day=short(done.done_on))
    return _("%(n)s of %(of)s", n=done.followed, of=done.of)


def _day_story(sheet: SignInSheet) -> list[Flowable]:
    styles = layout.styles()
    when = " · ".join(part for part in (full(sheet.held_on), sheet.hours) if part)
    given = _("Given by %(names)s", names=", ".join(sheet.trainers)) if sheet.trainers else ""
    lines = [line for line in (sheet.contents, sheet.place, given) if line]
    return [
        layout.heading(sheet.title, "title", 0),
        p(when, styles["text"], bold=True),
        *(p(line, styles["text"]) for line in lines),
        Spacer(1, 4 * mm),
        _signing(sheet),
    ]


def _signing(sheet: SignInSheet) -> Flowable:
    """Head and lines with room to sign; the head stands on each page again."""
    title, name = layout.style("head", 10, bold=True), layout.style("name", 11, leading=1.2)
    number = layout.style("number", 10, color=layout.MUTED)
    signing = (_("Signature"),) if sheet.parts == 1 else (_("Morning"), _("Afternoon"))
    head = [p(word, title) for word in (_("No."), _("Name"), *signing)]
    rows = [
        [
            p(str(n + 1), number),
            p(sheet.names[n] if n < len(sheet.names) else "", name),
            *([""] * sheet.parts),
        ]
        for n in range(sheet.lines)
    ]
    names = (72 if sheet.parts == 1 else 62) * mm
    sign = (layout.WIDTH - _NUMBER - names) / sheet.parts
    table = Table(
        [head, *rows],
        colWidths=[_NUMBER, names, *([sign] * sheet.parts)],
        repeatRows=1,
        minRowHeights=[8 * mm, *([_LINE] * len(rows))],
    )
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), layout.SOFT),
                ("LINEBELOW", (0, 0), (-1, 0), 1, layout.ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.5, layout.LINE),
                ("LINEAFTER", (0, 0), (-2, -1), 0.5, layout.LINE),
                ("BOX", (0, 0), (-1, -1), 0.6, layout.LINE),
                ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ("LEFTPADDING", (0, 0), (-1, -1), 2.5 * mm),
                ("TOPPADDING", (0, 0), (-1, -1), 1 * mm),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1 * mm),
            ]
        )
    )
    return table
