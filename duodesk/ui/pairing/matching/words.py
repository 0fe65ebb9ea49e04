"""What is said of a mentee at a matching meeting, and of what was decided: given names only."""

from __future__ import annotations

from duodesk.base import reference
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.agenda import AgendaRow, Decided
from duodesk.pairing.matching import DecisionRow, MatchingRow

DECISIONS = {
    Decided.PROPOSE: N_("Mentor proposed"),
    Decided.LATER: N_("Later"),
    Decided.NO_MENTOR: N_("No mentor now"),
}
# Reasons that are often given, offered as chips; those for a mentor are the criteria that fit.
OFTEN = {
    Decided.PROPOSE: (N_("We know both"), N_("Waits longest")),
    Decided.LATER: (
        N_("Something must be asked first"),
        N_("A better mentor is expected"),
        N_("Not there at the moment"),
        N_("The language should grow first"),
    ),
    Decided.NO_MENTOR: (
        N_("No mentor in the field"),
        N_("No common language"),
        N_("No free hours in common"),
        N_("Wishes that no mentor meets"),
        N_("Does not want a mentor now"),
    ),
}


def waits(row: AgendaRow) -> str:
    """For how long, and how many mentors there could be."""
    days = ngettext("waits %(n)s day", "waits %(n)s days", row.days)
    return " · ".join(part for part in (days, _possible(row)) if part)


def in_short(row: AgendaRow) -> str:
    """The same for a list: days and mentors, or what was decided."""
    if row.decision is not None:
        return f"× {row.decision.mentor}" if row.decision.mentor else decided(row.decision)
    days = ngettext("%(n)s day", "%(n)s days", row.days)
    return " · ".join(part for part in (days, _possible(row)) if part)


def about(row: AgendaRow) -> str:
    """What is aimed at and what is spoken."""
    trades = ", ".join(reference.occupation_name(code) for code in row.occupations)
    spoken = ", ".join(reference.language_label(code) for code in row.languages)
    told = (
        _("Aims at: %(list)s", list=trades) if trades else "",
        _("Speaks: %(list)s", list=spoken) if spoken else "",
    )
    return " · ".join(part for part in told if part)


def wishes(row: AgendaRow) -> str:
    """What is wished and refused of a mentor; nothing where nothing was said."""
    told = (
        _("Wishes of a mentor: %(list)s", list=_traits(row.wishes)) if row.wishes else "",
        _("Does not want: %(list)s", list=_traits(row.refuses)) if row.refuses else "",
    )
    return " · ".join(part for part in told if part)


def decided(decision: DecisionRow) -> str:
    """What was decided, in a few words."""
    word = _(DECISIONS[decision.decided]) if decision.decided in DECISIONS else decision.decided
    if not decision.mentor:
        return str(word)
    return _("%(what)s: %(words)s", what=word, words=decision.mentor)


def tally(row: MatchingRow) -> str:
    """How many of each decision a meeting took."""
    counts = [
        (sum(one.decided == word for one in row.decisions), text)
        for word, text in DECISIONS.items()
    ]
    told = [_("%(what)s: %(n)s", what=_(text), n=n) for n, text in counts if n]
    return " · ".join(told)


def _possible(row: AgendaRow) -> str:
    if row.possible is None:
        return ""
    if not row.possible:
        return _("no possible mentor")
    return ngettext("%(n)s possible mentor", "%(n)s possible mentors", row.possible)


def _traits(codes: tuple[str, ...]) -> str:
    return ", ".join(reference.chosen("trait", code) for code in codes)
