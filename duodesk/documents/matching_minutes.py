"""The minutes of a matching meeting: who was there, what was decided about each mentee and why;
first names only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer
from sqlalchemy.orm import Session

from duodesk.base.dates import full, long
from duodesk.base.i18n import LANGUAGES, N_, _, ngettext, speaking
from duodesk.base.ids import Id
from duodesk.model.pairing import Decided
from duodesk.office.queries import OfficeRow, office
from duodesk.pairing.matching import DecisionRow, meeting
from duodesk.pairing.naming import given_names
from duodesk.paper import layout
from duodesk.paper.keeping import kept_until
from duodesk.paper.text import p

_TITLES = {
    Decided.PROPOSE: N_("Mentors proposed"),
    Decided.LATER: N_("Later"),
    Decided.NO_MENTOR: N_("No mentor now"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A decision on paper: the mentee, the mentor where one is proposed, why, and why doubts were
    overruled.
    """

    mentee: str
    mentor: str
    decided: str
    reason: str
    overruled: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What the minutes say, in which language; a meeting under way is a draft."""

    office: OfficeRow
    language: str
    held_on: date
    present: tuple[str, ...]
    lines: tuple[Line, ...]
    note: str
    draft: bool


def collect(session: Session, matching_id: Id, language: str | None = None) -> Minutes | None:
    """All that the minutes of a meeting say, in a language or in that of the office. None when
    there is no such meeting (any more).
    """
    row = meeting(session, matching_id)
    if row is None:
        return None
    # An office that is still on its way from another laptop stands there by an identity.
    home = row.office_id or matching_id
    known = office(session, home).languages
    spoken = language or next((code for code in known if code in LANGUAGES), LANGUAGES[0])
    with speaking(spoken):
        here = office(session, home)
    mentees = given_names(session, [one.mentee_id for one in row.decisions])
    mentors = given_names(session, [one.mentor_id for one in row.decisions if one.mentor_id])
    return Minutes(
        office=here,
        language=spoken,
        held_on=row.held_on,
        present=row.present,
        lines=tuple(
            _line(one, mentees.get(one.mentee_id, one.mentee), mentors) for one in row.decisions
        ),
        note=row.note,
        draft=row.finished_at is None,
    )


def draw(minutes: Minutes) -> bytes:
    """The PDF, in its language."""
    with speaking(minutes.language):
        here = minutes.office
        head = layout.Head(
            title=_("Minutes of the matching meeting"),
            language=f"{minutes.language}-BE",
            office=f"DUO for a JOB · {here.name}",
            address=here.address,
            contact=" · ".join(part for part in (here.phone, here.email) if part),
            number=_("Matching meeting of %(day)s", day=long(minutes.held_on, minutes.language)),
            draft=minutes.draft,
            keep_until=kept_until(minutes.held_on),
        )
        return layout.render(head, list(_story(minutes)))


def file_name(minutes: Minutes) -> str:
    """How the file is called."""
    with speaking(minutes.language):
        title = _("Minutes of the matching meeting")
    return f"{title} {minutes.held_on.isoformat()}.pdf"


def _line(one: DecisionRow, mentee: str, mentors: dict[Id, str]) -> Line:
    return Line(
        mentee=mentee,
        mentor=mentors.get(one.mentor_id, one.mentor) if one.mentor_id else "",
        decided=str(one.decided),
        reason=one.reason or "",
        overruled=one.overruled,
    )


def _story(minutes: Minutes) -> Iterator[Flowable]:
    styles = layout.styles()
    yield layout.heading(_("Matching meeting"), "title", 0)
    yield p(full(minutes.held_on, minutes.language), styles["text"], bold=True)
    who = ", ".join(minutes.present) or "–"
    yield p(_("Present: %(names)s", names=who), styles["text"])
    n = len(minutes.lines)
    yield p(ngettext("%(n)s mentee was decided about.", "%(n)s mentees were decided about.", n),
            styles["text"])  # fmt: skip
    known = [str(one) for one in _TITLES]
    others = [one.decided for one in minutes.lines if one.decided not in known]
    for word in dict.fromkeys((*known, *others)):
        lines = [one for one in minutes.lines if one.decided == word]
        if lines:
            title = _(_TITLES[Decided(word)]) if word in known else word
            yield from _section(f"{title} ({len(lines)})", lines)
    if minutes.note:
        yield layout.heading(_("Notes"), "clause", 1)
        yield from (p(part, styles["text"]) for part in minutes.note.splitlines() if part.strip())


def _section(title: str, lines: list[Line]) -> Iterator[Flowable]:
    """A kind of decision with its mentees, in the order in which they were spoken of."""
    styles = layout.styles()
    names = layout.style("names", 11, bold=True)
    quiet = layout.style("overruled", 10, color=layout.MUTED)
    yield layout.heading(title, "clause", 1)
    for one in lines:
        pair = " × ".join(name for name in (one.mentee, one.mentor) if name)
        why = one.reason or _("No reason was noted.")
        # The names stay with the first words; a reason may be longer than a page.
        start, *rest = [part for part in why.splitlines() if part.strip()] or [why]
        yield KeepTogether([p(pair, names), p(start, styles["text"])])
        yield from (p(part, styles["text"]) for part in rest)
        if one.overruled:
            yield p(_("In spite of doubts: %(reason)s", reason=one.overruled), quiet)
        yield Spacer(1, 1.5 * mm)
