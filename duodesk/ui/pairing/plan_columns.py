"""What the tables of the plan show: mentees with their mentor, mentors with their worth, kinds of
mentors to look for.
"""

from __future__ import annotations

from duodesk.base import reference
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.candidates import FOUR
from duodesk.pairing.explain import DOUBT, FOR, UNKNOWN, Names, doubts_first, fit_word, reasons
from duodesk.pairing.planning import MentorRow, PlanRow, Wish
from duodesk.ui.pairing.dressing import FITS
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.rows import Column

_STANCES = (
    (DOUBT, N_("Doubt: %(list)s")),
    (UNKNOWN, N_("To ask: %(list)s")),
    (FOR, N_("For it: %(list)s")),
)


def names_of(row: PlanRow) -> Names:
    """How the two are called in sentences."""
    mentor = row.mentor.short_name if row.mentor else ""
    return Names(row.mentee.short_name.split(" ")[0], mentor.split(" ")[0])


def state_badges(row: PlanRow) -> list[Badge]:
    """Other offices whose people they are; kept by the team, as in the last plan, in mind
    already.
    """
    found = [Badge(office, "info") for office in row.elsewhere]
    if row.rule_id is not None:
        found.append(Badge(_("kept"), "info"))
    if row.in_mind:
        found.append(Badge(_("in mind"), "accent"))
    if row.stood and row.rule_id is None:
        found.append(Badge(_("as before")))
    return found


def fit_badges(row: PlanRow) -> list[Badge]:
    """The word for the fit; what must be asked first beside it."""
    if row.score is None:
        return [Badge(_("nobody now"), "bad")]
    found = [Badge(fit_word(row.fit), FITS.get(row.fit, "neutral"))]
    return [*found, Badge(_("to ask"), "info")] if row.score.unverified else found


def _fit_and_state(row: PlanRow) -> list[Badge]:
    """The word for the fit; what else is known of the pair comes below."""
    return [*fit_badges(row), *state_badges(row)]


def _words(badges: list[Badge]) -> str:
    return ", ".join(badge.text for badge in badges)


def _why(row: PlanRow) -> str:
    """The criteria by stance, doubts first; for praise those of the programme do, so that it is
    short enough to be read at a glance.
    """
    if row.score is None:
        return ""
    told = reasons(row.score, names_of(row))
    parts = []
    for stance, text in _STANCES:
        some = [one for one in told if one.stance == stance]
        titles = [one.title for one in some if stance != FOR or one.criterion in FOUR]
        if titles:
            parts.append(_(text, list=", ".join(titles)))
    return " · ".join(parts)


def _sentences(row: PlanRow) -> str:
    if row.score is None:
        return ""
    return "\n".join(one.text for one in doubts_first(reasons(row.score, names_of(row))))


def _days(days: int) -> str:
    return ngettext("%(n)s day", "%(n)s days", days)


PAIRS: tuple[Column[PlanRow], ...] = (
    Column(key="mentee", title=N_("Mentee"), text=lambda r: r.mentee.name, width=104, strong=True),
    Column(key="days", title=N_("Waiting"), text=lambda r: _days(r.mentee.days), width=86,
           order=lambda r: -r.mentee.days, value=lambda r: r.mentee.days, unit=N_("days"),
           right=True),
    Column(key="mentor", title=N_("Mentor"), text=lambda r: r.mentor.name if r.mentor else "",
           order=lambda r: r.mentor.name if r.mentor else None, width=104, strong=True),
    Column(key="fit", title=N_("Fit"), text=lambda r: _words(_fit_and_state(r)),
           badges=_fit_and_state,
           order=lambda r: -r.score.total if r.score else None, width=166),
    Column(key="why", title=N_("Because"), text=_why, tip=_sentences, width=250),
    Column(key="state", title=N_("In the plan"), text=lambda r: _words(state_badges(r)),
           badges=state_badges, width=150, hidden=True),
    Column(key="points", title=N_("Points"), text=lambda r: f"{_points(r):g}" if r.score else "",
           order=lambda r: -r.score.total if r.score else None,
           value=lambda r: _points(r) if r.score else None, width=74, right=True, hidden=True),
    Column(key="mentee_number", title=N_("Number of the mentee"), text=lambda r: r.mentee.number,
           width=110, hidden=True),
    Column(key="mentor_number", title=N_("Number of the mentor"),
           text=lambda r: r.mentor.number if r.mentor else "", width=110, hidden=True),
)  # fmt: skip


def _points(row: PlanRow) -> float:
    return row.score.total / 10 if row.score else 0.0


def _for(row: MentorRow) -> str:
    return ", ".join(mentee.name for mentee in row.mentees)


def _lost(row: MentorRow) -> str:
    from duodesk.pairing.consequences import points

    if row.loss.without:
        n = len(row.loss.without)
        return ngettext("%(n)s mentee without mentor", "%(n)s mentees without mentor", n)
    return _("%(points)s points", points=points(row.loss.tenths)) if row.loss.moves else ""


def _lost_badges(row: MentorRow) -> list[Badge]:
    return [Badge(_lost(row), "warn" if row.loss.without else "neutral")] if _lost(row) else []


MENTORS: tuple[Column[MentorRow], ...] = (
    Column(key="mentor", title=N_("Mentor"), text=lambda r: r.mentor.name, width=170, strong=True),
    Column(key="lost", title=N_("Without this mentor"), text=_lost, badges=_lost_badges,
           order=lambda r: (-r.lost.weeks, -r.lost.tenths), width=220),
    Column(key="mentees", title=N_("In the plan for"), text=_for, width=170),
    Column(key="days", title=N_("Free for"), text=lambda r: _days(r.mentor.days), width=84,
           order=lambda r: -r.mentor.days, value=lambda r: r.mentor.days, unit=N_("days"),
           right=True),
    Column(key="number", title=N_("Number"), text=lambda r: r.mentor.number, width=100,
           hidden=True),
)  # fmt: skip


def _field(row: Wish) -> str:
    known = reference.fields()
    return known[row.kind.field].name() if row.kind.field in known else row.kind.field


def _language(row: Wish) -> str:
    return reference.language_label(row.kind.language) if row.kind.language else ""


def _brings(row: Wish) -> str:
    from duodesk.pairing.consequences import points

    if row.kind.gain.weeks > 0:
        return _("a mentor for somebody without")
    return _("%(points)s points", points=points(row.kind.gain.tenths))


WISHES: tuple[Column[Wish], ...] = (
    Column(key="field", title=N_("Field"), text=_field, width=170, strong=True),
    Column(key="language", title=N_("Language besides"), text=_language, width=130),
    Column(key="trade", title=N_("For example"), width=160,
           text=lambda r: reference.occupation_name(r.kind.occupation)),
    Column(key="mentees", title=N_("Mentees"), text=lambda r: str(r.kind.mentees),
           order=lambda r: -r.kind.mentees, value=lambda r: r.kind.mentees, width=84, right=True),
    Column(key="brings", title=N_("What it brings"), text=_brings, order=lambda r: r.rank,
           width=200),
    Column(key="told", title=N_("In words"), text=lambda r: r.told, order=lambda r: r.rank,
           width=420),
)  # fmt: skip
