"""How a pair on its way looks on the board: names, fit, what was asked, planned, answered."""

from __future__ import annotations

from datetime import date, datetime

from duodesk.base import reference
from duodesk.base.dates import hour, moment, short
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.board import BoardCard, Column, Meeting
from duodesk.pairing.duos import PAPERS
from duodesk.pairing.explain import fit_word
from duodesk.pairing.moves import is_overdue, is_stale
from duodesk.pairing.pairs import Facts
from duodesk.pairing.words import Answer, Signatory
from duodesk.ui.pairing.state import BoardState
from duodesk.ui.widgets.cards import CardItem
from duodesk.ui.widgets.chips import Badge

FITS = {"strong": "good", "good": "accent", "possible": "warn"}
TITLES = {
    Column.SUGGESTED: N_("Suggested"),
    Column.PROPOSED: N_("Proposed"),
    Column.FIRST_MEETING: N_("First meeting"),
    Column.DECISION: N_("Decision"),
    Column.SIGNED: N_("Signed and active"),
    Column.CLOSED: N_("Ended before start"),
}
# What a column needs before a card lands in it.
NEEDS = {
    Column.SUGGESTED: N_("needs a reason"),
    Column.PROPOSED: N_("needs doubts answered"),
    Column.FIRST_MEETING: N_("needs day and place"),
    Column.DECISION: N_("needs the day they met"),
    Column.SIGNED: N_("needs two yes"),
}
_PAPERS = {"agreement": N_("agreement"), "code_of_conduct": N_("code")}
_SIGNS = {0: "–", 1: "✓", 2: "✓✓"}
_ANSWERS = {
    Answer.YES: (N_("%(name)s: yes"), "good"),
    Answer.NO: (N_("%(name)s: no"), "bad"),
}


def dress(card: BoardCard, state: BoardState, *, outside: bool = False) -> CardItem:
    """The card to paint; `outside` says that the filter would hide it."""
    facts = state.facts.get(card.id, Facts())
    badges, below = _leading(card, state, facts), _OF_COLUMN[card.column](card, state, facts)
    if outside:
        badges.insert(0, Badge(_("outside the filter"), "warn"))
    if not badges:
        # Two answers stand side by side; else the first chip has its line to itself.
        first = 2 if card.column == Column.DECISION else 1
        badges, below = below[:first], below[first:]
    return CardItem(
        id=card.id,
        title=card.mentee,
        lines=(f"× {card.mentor}",),
        badges=tuple(badges),
        below=tuple(below),
        foot=foot(card),
        mark=state.colleagues.get(card.coordinator_id, "") if card.coordinator_id else "",
        tip="\n".join((f"{card.mentee} × {card.mentor}", *_told(card, [*badges, *below]))),
        faded=bool(card.gone),
        data=card,
    )


def told(card: BoardCard, state: BoardState) -> str:
    """What the chips of a card say, in one line."""
    facts = state.facts.get(card.id, Facts())
    badges = (*_leading(card, state, facts), *_OF_COLUMN[card.column](card, state, facts))
    return " · ".join(badge.text for badge in badges)


def chips(card: BoardCard, state: BoardState) -> list[Badge]:
    """All chips of a card."""
    facts = state.facts.get(card.id, Facts())
    return [*_leading(card, state, facts), *_OF_COLUMN[card.column](card, state, facts)]


def when(meeting: Meeting) -> str:
    """27/11/2026 11:00, or the day where the hour is not known."""
    return _with_hour(short(meeting.on), meeting)


def foot(card: BoardCard) -> str:
    """Where they meet, when they met, why these two, what a duo is numbered."""
    meeting = card.meeting
    met = _("met on %(day)s", day=_near(meeting.on)) if meeting else ""
    return {
        Column.CLOSED: card.closed_reason,
        Column.SIGNED: card.number,
        Column.FIRST_MEETING: meeting.place if meeting else "",
        Column.DECISION: met,
    }.get(card.column, card.reason)


def _leading(card: BoardCard, state: BoardState, facts: Facts) -> list[Badge]:
    """What concerns the people themselves, before what concerns the stage."""
    found = [Badge(_("%(name)s has left", name=_first(card, side)), "bad") for side in card.gone]
    if card.column in {Column.SUGGESTED, Column.PROPOSED} and facts.fit:
        found.append(Badge(fit_word(facts.fit), FITS.get(facts.fit, "neutral")))
    if card.column == Column.PROPOSED and card.overruled:
        found.append(Badge(_("overruled"), "neutral"))
    found += [Badge(state.offices.get(one, "?"), "info") for one in sorted(facts.elsewhere)]
    return found


def _suggested(card: BoardCard, _state: BoardState, facts: Facts) -> list[Badge]:
    found = []
    if facts.doubts:
        found.append(
            Badge(ngettext("%(n)s doubt", "%(n)s doubts", facts.doubts), "warn"),
        )
    return [*found, *_stale(card)]


def _proposed(card: BoardCard, state: BoardState, _facts: Facts) -> list[Badge]:
    if card.has_lapsed(state.today):
        return [Badge(_("reservation lapsed"), "bad")]
    asked = (
        ngettext("asked %(n)s d ago", "asked %(n)s d ago", card.days)
        if card.days
        else _("asked today")
    )
    return [Badge(asked, "warn" if is_stale(card) else "neutral")]


def _meeting(card: BoardCard, state: BoardState, _facts: Facts) -> list[Badge]:
    meeting = card.meeting
    if meeting is None:
        return [Badge(_("no day yet"), "warn"), *_stale(card)]
    past = meeting.on < state.today
    found = [Badge(_with_hour(_near(meeting.on), meeting), "warn" if past else "info")]
    return [*found, Badge(_("did they meet?"), "warn")] if past else found


def _decision(card: BoardCard, state: BoardState, _facts: Facts) -> list[Badge]:
    sides = ((Signatory.MENTEE, card.mentee_answer), (Signatory.MENTOR, card.mentor_answer))
    found = [_answer(card, side, said) for side, said in sides]
    if is_overdue(card, state.now) and card.due is not None:
        found.append(Badge(overdue(card.due), "bad"))
    return found


def _signed(card: BoardCard, state: BoardState, _facts: Facts) -> list[Badge]:
    if card.started_on is not None:
        return [Badge(_("start %(day)s", day=_near(card.started_on)), "good"), _papers(card)]
    if card.signing is None:
        day = Badge(_("no day for signing"), "warn")
    else:
        late = card.signing.on < state.today and card.unsigned
        at = _with_hour(_near(card.signing.on), card.signing)
        day = Badge(at, "warn" if late else "info")
    return [day, _papers(card)]


def _closed(card: BoardCard, _state: BoardState, _facts: Facts) -> list[Badge]:
    if card.refused:
        return [Badge(_("one said no"), "bad")]
    code = reference.chosen("closed", card.closed_code)
    return [Badge(code)] if code else []


_OF_COLUMN = {
    Column.SUGGESTED: _suggested,
    Column.PROPOSED: _proposed,
    Column.FIRST_MEETING: _meeting,
    Column.DECISION: _decision,
    Column.SIGNED: _signed,
    Column.CLOSED: _closed,
}


def overdue(due: datetime) -> str:
    """Since when an answer is missing."""
    return _("answer overdue since %(when)s", when=moment(due))


def initial(name: str) -> str:
    """P for Paul."""
    return next((letter.upper() for letter in name if letter.isalpha()), "?")


def _answer(card: BoardCard, side: Signatory, said: Answer | None) -> Badge:
    name = initial(_first(card, side))
    if said is None:
        return Badge(_("%(name)s: ?", name=name), "neutral")
    text, tone = _ANSWERS.get(said, (N_("%(name)s: ?"), "neutral"))
    return Badge(_(text, name=name), tone)


def _papers(card: BoardCard) -> Badge:
    """How many of two have signed each paper."""
    signed = {paper: 2 - sum(kind == paper for kind, _side in card.unsigned) for paper in PAPERS}
    words = [f"{_(_PAPERS[paper])} {_SIGNS[n]}" for paper, n in signed.items()]
    return Badge(" · ".join(words), "neutral" if card.unsigned else "good")


def _stale(card: BoardCard) -> list[Badge]:
    words = ngettext("%(n)s day", "%(n)s days", card.days)
    return [Badge(words, "warn")] if is_stale(card) else []


def _near(day: date) -> str:
    """27/11: the year goes without saying."""
    return short(day)[:5]


def _with_hour(day: str, meeting: Meeting) -> str:
    return f"{day} {hour(meeting.start)}" if meeting.start is not None else day


def _first(card: BoardCard, side: Signatory) -> str:
    return (card.mentee if side == Signatory.MENTEE else card.mentor).split(" ")[0]


def _told(card: BoardCard, badges: list[Badge]) -> list[str]:
    return [*(badge.text for badge in badges), *([foot(card)] if foot(card) else [])]
