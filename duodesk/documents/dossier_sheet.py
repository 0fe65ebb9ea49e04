"""The dossier of a person on paper: a page that says what it is, then part by part what is held,
with bookmarks and the number of each page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from duodesk.base.dates import long, short
from duodesk.base.i18n import _, ngettext, speaking
from duodesk.base.progress import Progress, silent
from duodesk.documents.dossier import Chapter, Dossier, Entry, Kind, Told
from duodesk.paper import layout
from duodesk.paper.text import p, p_parts

_ROWS = 30  # of one table: ReportLab measures a longer one again for each page
_SHARES = (0.2, 0.8)
_LONG = 60  # letters of a value that stands on a line of its own


def draw_dossier(told: Dossier, *, progress: Progress = silent) -> bytes:
    """The PDF, in the language in which the dossier was collected."""
    with speaking(told.language):
        return layout.render(_head(told), list(_story(told, progress)))


def dossier_file(told: Dossier) -> str:
    """How the file is called, without its ending."""
    with speaking(told.language):
        title = _("Personal data")
    return f"{told.number} {title}"


def _head(told: Dossier) -> layout.Head:
    place = told.office
    return layout.Head(
        title=_("Personal data of %(name)s", name=told.name),
        language=f"{told.language}-BE",
        office=f"DUO for a JOB · {place.name}",
        address=place.address,
        contact=" · ".join(part for part in (place.phone, place.email) if part),
        number=told.number,
        version=_("confidential, for %(name)s alone", name=told.name),
    )


def _story(told: Dossier, progress: Progress) -> Iterator[Flowable]:
    yield from _opening(told)
    for done, chapter in enumerate(told.chapters):
        progress.step(done, len(told.chapters))
        yield from _chapter(chapter)


def _opening(told: Dossier) -> Iterator[Flowable]:
    """What this is, how to read it, and who has it."""
    known = layout.styles()
    title = _("Personal data of %(name)s", name=told.name)
    yield layout.heading(title, "title", 0)
    entries = ngettext(
        "This is all that we keep about you on %(day)s: %(n)s entry.",
        "This is all that we keep about you on %(day)s: %(n)s entries.",
        told.entries,
        day=long(told.made_on),
    )
    lines = [
        entries,
        _("Notes of our team are part of it. You may ask us to correct what is wrong."),
        _("In place of the name of another person it says “%(words)s”.",
          words=_("[another person]")),
    ]  # fmt: skip
    if told.elsewhere:
        lines.append(
            _(
                "Words of interviews and notes that only the office %(office)s keeps are not in "
                "this file. Ask that office for them.",
                office=told.elsewhere,
            )
        )
    yield from (p(line, known["text"]) for line in lines)
    yield layout.heading(_("Who has these data"), "clause", 1)
    if told.received:
        yield p(_("These laptops of our offices have them too:"), known["text"])
        for one in told.received:
            day = _("last file made for it on %(day)s", day=short(one.on)) if one.on else ""
            said = " · ".join(part for part in (one.name, one.office, day) if part)
            yield p(f"{layout.BULLET}{said}", known["item"])
    else:
        yield p(_("Only this office has them. No other laptop received them."), known["text"])


def _chapter(chapter: Chapter) -> Iterator[Flowable]:
    yield Spacer(1, 3 * layout.STEP)
    yield from _heading(chapter.title, "subject", 1)
    for kind in chapter.kinds:
        if len(chapter.kinds) > 1:
            yield from _heading(kind.title, "clause", 2)
        yield from _kind(kind)


def _heading(title: str, look: str, level: int) -> Iterator[Flowable]:
    """A heading with some lines below it; a table that follows may go on on the next page."""
    yield CondPageBreak(6 * layout.LEAD)
    made = layout.heading(title, look, level)
    made.keepWithNext = 0
    yield made


def _kind(kind: Kind) -> Iterator[Flowable]:
    """One row is told line by line; of several each stands beside its day, or in a line."""
    if len(kind.entries) == 1:
        text = layout.style("told", leading=layout.LEAD / 11, spaceAfter=layout.STEP / 2)
        for one in kind.entries[0].told:
            look = "plain" if _is_long(one) else "bold"
            yield p_parts([("plain", _titled(one, "") + " "), (look, one.value)], text)
    elif any(entry.lead for entry in kind.entries):
        for first in range(0, len(kind.entries), _ROWS):
            yield _table(kind.entries[first : first + _ROWS])
    else:
        item = layout.styles()["item"]
        for entry in kind.entries:
            yield p(f"{layout.BULLET}{_flowing(entry)}", item)


def _table(entries: Sequence[Entry]) -> Flowable:
    rows = tuple((entry.lead, _flowing(entry)) for entry in entries)
    return layout.grid(layout.Grid((_("Day"), _("What is kept")), _SHARES, rows))


def _flowing(entry: Entry) -> str:
    """What is short side by side, what is long below it."""
    told = [one for one in entry.told if one.value != entry.lead]
    short_ones = [_titled(one, one.value) for one in told if not _is_long(one)]
    long_ones = [_titled(one, one.value) for one in told if _is_long(one)]
    return "\n".join([part for part in (" · ".join(short_ones),) if part] + long_ones)


def _is_long(one: Told) -> bool:
    return len(one.value) > _LONG or "\n" in one.value


def _titled(one: Told, value: str) -> str:
    return _("%(title)s: %(value)s", title=one.title, value=value).rstrip()
