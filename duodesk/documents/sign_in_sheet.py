"""The sign-in sheet of an information session: who is expected, and room for those who come
unannounced.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table, TableStyle
from sqlalchemy.orm import Session

from duodesk.base.dates import full, hours, long
from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.base.ids import Id
from duodesk.model.recruitment import Presence
from duodesk.office.queries import OfficeRow, office
from duodesk.paper import layout
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p
from duodesk.people.attendance import attendees, info_session

# Lines left open below the names, and as many lines as the first page takes.
_OPEN, _PAGE = 6, 16
_WIDTHS = (12 * mm, 72 * mm, layout.WIDTH - 84 * mm)
_LINE = 11 * mm


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """What the sheet says, in which language; the names in their order."""

    office: OfficeRow
    language: str
    held_on: date
    hours: str
    place: str
    online: bool
    leader: str
    names: tuple[str, ...]

    @property
    def lines(self) -> int:
        """How many lines the table has."""
        return max(len(self.names) + _OPEN, _PAGE)


def collect(session: Session, session_id: Id) -> SignInSheet | None:
    """All that the sheet of a session says; who excused themselves is not expected. None when
    there is no such session (any more).
    """
    row = info_session(session, session_id)
    if row is None:
        return None
    own = office(session, row.office_id).languages[0]
    spoken = row.language if row.language in LANGUAGES else own
    with speaking(spoken):
        here = office(session, row.office_id)
    expected = [p for p in attendees(session, session_id) if p.presence != Presence.EXCUSED]
    return SignInSheet(
        office=here,
        language=spoken,
        held_on=row.held_on,
        hours=hours(row.start, row.minutes),
        place=row.place,
        online=bool(row.online),
        leader=row.leader,
        names=tuple(one.name for one in expected),
    )


def draw(sheet: SignInSheet) -> bytes:
    """The PDF, in the language of the session."""
    with speaking(sheet.language):
        here = sheet.office
        head = layout.Head(
            title=_("Sign-in sheet"),
            language=f"{sheet.language}-BE",
            office=f"DUO for a JOB · {here.name}",
            address=here.address,
            contact=" · ".join(part for part in (here.phone, here.email) if part),
            number=_("Information session of %(day)s", day=long(sheet.held_on, sheet.language)),
            keep_until=kept_until(sheet.held_on),
        )
        return layout.render(head, _story(sheet))


def file_name(sheet: SignInSheet) -> str:
    """How the file is called."""
    with speaking(sheet.language):
        title = _("Sign-in sheet")
    return f"{title} {sheet.held_on.isoformat()}.pdf"


def _story(sheet: SignInSheet) -> list[Flowable]:
    styles = layout.styles()
    when = " · ".join(part for part in (full(sheet.held_on, sheet.language), sheet.hours) if part)
    where = " · ".join(part for part in (sheet.place, _("online") if sheet.online else "") if part)
    story: list[Flowable] = [
        layout.heading(_("Information session"), "title", 0),
        p(when, styles["text"], bold=True),
    ]
    if where:
        story.append(p(where, styles["text"]))
    if sheet.leader:
        story.append(p(_("Session led by %(name)s", name=sheet.leader), styles["text"]))
    return [*story, Spacer(1, 4 * mm), _table(sheet)]


def _table(sheet: SignInSheet) -> Flowable:
    """Head and lines; the head stands on each page again."""
    title, name = layout.style("head", 10, bold=True), layout.style("name", 11, leading=1.2)
    number = layout.style("number", 10, color=layout.MUTED)
    head = [p(word, title) for word in (_("No."), _("Name"), _("Signature"))]
    rows = [
        [p(str(n + 1), number), p(sheet.names[n] if n < len(sheet.names) else "", name), ""]
        for n in range(sheet.lines)
    ]
    table = Table([head, *rows], colWidths=_WIDTHS, repeatRows=1, minRowHeights=_heights(rows))
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


def _heights(rows: list[list[object]]) -> list[float]:
    """Room to sign in each line; a long name makes its own line higher."""
    return [8 * mm, *([_LINE] * len(rows))]
