"""The reasons of a pair as whole sentences, always in the programme's order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from duodesk.base import reference
from duodesk.base.dates import short, weekday
from duodesk.base.i18n import N_, _, ngettext
from duodesk.pairing.score import Score, Term

FOR, DOUBT, UNKNOWN = "for", "doubt", "unknown"
_BEFORE = (DOUBT, UNKNOWN, FOR)
TITLES = {
    "field": N_("Professional field"),
    "interests": N_("Common interests"),
    "language": N_("Language"),
    "style": N_("Personality"),
    "availability": N_("Availability"),
    "topics": N_("Help asked and offered"),
    "distance": N_("Distance"),
    "wishes": N_("Wishes"),
}
FITS = {"strong": N_("Strong fit"), "good": N_("Good fit"), "possible": N_("Possible fit")}
_LEVEL_NAMES = ("", "A1", "A2", "B1", "B2", "C1", "C2")


@dataclass(frozen=True, slots=True)
class Names:
    """How the two are called in sentences."""

    mentee: str
    mentor: str


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence about a pair: its criterion, whether it speaks for it, is a doubt or must be
    asked, the points in tenths with the most possible, and where it was said.
    """

    criterion: str
    stance: str
    text: str
    points: int
    most: int
    evidence: str = ""

    @property
    def title(self) -> str:
        return _(TITLES[self.criterion])


def fit_word(fit: str) -> str:
    """Strong, good or possible, in words."""
    return _(FITS[fit])


def reasons(score: Score, names: Names, evidence: Mapping[str, date] | None = None) -> list[Reason]:
    """Every criterion in words, always in the programme's order; `evidence` tells by criterion the
    day of the interview in which it was said.
    """
    said = evidence or {}
    return [_reason(term, names, said.get(term.criterion)) for term in score.terms]


def doubts_first(told: Iterable[Reason]) -> list[Reason]:
    """Doubts before what must be asked before praise, so that nobody stops reading too early."""
    return sorted(told, key=lambda reason: _BEFORE.index(reason.stance))


def _reason(term: Term, names: Names, said_on: date | None) -> Reason:
    evidence = ""
    if term.value.known == 0.0:
        stance, text = UNKNOWN, _UNKNOWN[term.criterion](names)
    else:
        stance, text = _TOLD[term.criterion](term, names)
        evidence = _("Interview of %(day)s", day=short(said_on)) if said_on else ""
    return Reason(term.criterion, stance, text, term.points, term.most, evidence)


def _field(term: Term, names: Names) -> tuple[str, str]:
    if term.value.facts == ("generalist",):
        return FOR, _(
            "%(mentor)s is a generalist, which helps %(mentee)s who has no precise project yet.",
            mentor=names.mentor,
            mentee=names.mentee,
        )
    word, target, trade = term.value.facts
    said = {
        "mentor": names.mentor,
        "mentee": names.mentee,
        "target": reference.occupation_name(target),
        "trade": reference.occupation_name(trade),
    }
    if word == "same":
        return FOR, _(
            "%(mentor)s has worked in the very trade that %(mentee)s aims at: %(target)s.", **said
        )
    if word == "group":
        return FOR, _(
            "%(mentor)s was in a closely related trade (%(trade)s) to the goal “%(target)s”.",
            **said,
        )
    if word == "field":
        return FOR, _("%(mentor)s knows the field of the goal “%(target)s”: %(trade)s.", **said)
    if word == "neighbour":
        return DOUBT, _(
            "%(mentor)s comes from a neighbouring field (%(trade)s); the goal is “%(target)s”.",
            **said,
        )
    return DOUBT, _(
        "%(mentor)s comes from another field (%(trade)s) than the goal “%(target)s”.", **said
    )


def _interests(term: Term, names: Names) -> tuple[str, str]:
    shared = [
        reference.interests()[code].name() if code in reference.interests() else code
        for code in term.value.facts
    ]
    if not shared:
        return DOUBT, _(
            "No common interest is known of %(mentee)s and %(mentor)s.",
            mentee=names.mentee,
            mentor=names.mentor,
        )
    return FOR, ngettext(
        "Both like %(list)s.", "Both like: %(list)s.", len(shared), list=", ".join(shared)
    )


def _language(term: Term, names: Names) -> tuple[str, str]:
    if not term.value.facts:
        return DOUBT, _(
            "%(mentee)s and %(mentor)s have no language in common.",
            mentee=names.mentee,
            mentor=names.mentor,
        )
    code, level = term.value.facts
    said = {"language": reference.language_label(code), "level": _LEVEL_NAMES[int(level)]}
    if int(level) >= 4:
        return FOR, _("They can talk at ease: %(language)s (%(level)s).", **said)
    if int(level) == 3:
        return FOR, _("They can talk about everyday things: %(language)s (%(level)s).", **said)
    return DOUBT, _("Their common language is still limited: %(language)s (%(level)s).", **said)


def _style(term: Term, names: Names) -> tuple[str, str]:
    if term.value.facts:
        axis, a, b = term.value.facts
        poles = reference.styles()[axis]
        mentee, mentor = (poles.high if int(v) > 0 else poles.low for v in (a, b))
        return DOUBT, _(
            "%(mentee)s: %(one)s; %(mentor)s: %(other)s.",
            mentee=names.mentee,
            one=mentee.name(),
            mentor=names.mentor,
            other=mentor.name(),
        )
    if term.value.share >= 0.75:
        return FOR, _(
            "%(mentee)s and %(mentor)s work in much the same way.",
            mentee=names.mentee,
            mentor=names.mentor,
        )
    return FOR, _("Their ways of working differ a little, nothing that stands between them.")


def _availability(term: Term, names: Names) -> tuple[str, str]:
    days = [weekday(int(day)) for day in term.value.facts]
    if not days:
        return DOUBT, _(
            "%(mentee)s and %(mentor)s have no two free hours in common.",
            mentee=names.mentee,
            mentor=names.mentor,
        )
    if len(days) == 1:
        return DOUBT, _("Only one day suits both: %(day)s.", day=days[0])
    return FOR, _("Both are free on %(days)s.", days=", ".join(days))


def _topics(term: Term, names: Names) -> tuple[str, str]:
    *covered, asked = term.value.facts
    of = int(asked.removeprefix("/"))
    listed = ", ".join(
        reference.topics()[code].name() for code in covered if code in reference.topics()
    )
    if not covered:
        return DOUBT, _(
            "%(mentor)s offers none of the help that %(mentee)s asks for.",
            mentor=names.mentor,
            mentee=names.mentee,
        )
    return FOR, _(
        "%(mentor)s can help with %(n)s of the %(of)s things asked: %(list)s.",
        mentor=names.mentor,
        n=len(covered),
        of=of,
        list=listed,
    )


def _distance(term: Term, _names: Names) -> tuple[str, str]:
    km = int(term.value.facts[0])
    text = ngettext("About %(n)s kilometre apart.", "About %(n)s kilometres apart.", max(km, 1))
    return (FOR if km <= 15 else DOUBT), text


def _wishes(term: Term, _names: Names) -> tuple[str, str]:
    missed = [fact[1:] for fact in term.value.facts if fact.startswith("!")]
    met = [fact for fact in term.value.facts if not fact.startswith("!")]
    if missed:
        return DOUBT, _("Wished, but not so: %(list)s.", list=_traits(missed))
    if met:
        return FOR, _("As was wished: %(list)s.", list=_traits(met))
    return FOR, _("Neither has asked for anything particular.")


def _traits(codes: Iterable[str]) -> str:
    return ", ".join(f"“{reference.chosen('trait', code)}”" for code in codes)


_TOLD: dict[str, Callable[[Term, Names], tuple[str, str]]] = {
    "field": _field,
    "interests": _interests,
    "language": _language,
    "style": _style,
    "availability": _availability,
    "topics": _topics,
    "distance": _distance,
    "wishes": _wishes,
}
_UNKNOWN: dict[str, Callable[[Names], str]] = {
    "field": lambda n: _(
        "To ask: which work %(mentee)s aims at, and what %(mentor)s has done.",
        mentee=n.mentee,
        mentor=n.mentor,
    ),
    "interests": lambda n: _(
        "To ask: what %(mentee)s and %(mentor)s like to do.", mentee=n.mentee, mentor=n.mentor
    ),
    "language": lambda n: _(
        "To ask: which languages %(mentee)s and %(mentor)s speak, and how well.",
        mentee=n.mentee,
        mentor=n.mentor,
    ),
    "style": lambda _n: _("The way of working of one of them was not noted."),
    "availability": lambda n: _(
        "To ask: when %(mentee)s and %(mentor)s are free.", mentee=n.mentee, mentor=n.mentor
    ),
    "topics": lambda _n: _("Help asked or offered was not noted."),
    "distance": lambda _n: _("The postcode of one of them is not known."),
    "wishes": lambda n: _(
        "To ask: whether %(mentee)s and %(mentor)s are what the other wishes.",
        mentee=n.mentee,
        mentor=n.mentor,
    ),
}
