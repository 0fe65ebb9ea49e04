"""What a choice, a loss or a newcomer would mean for the whole plan, in sentences.

Points are shown as the sum of what is shown: each move is whole tenths, and so is their sum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from duodesk.base import reference
from duodesk.base.dates import weekday
from duodesk.base.i18n import N_, _, language, ngettext
from duodesk.base.ids import Id
from duodesk.pairing.asking import Question
from duodesk.pairing.study import Cost, Move, Worth
from duodesk.pairing.wanted import Precious, Wanted

Names = Mapping[Id, str]
# So many moves are told one by one; a longer chain says how many more there are.
_TOLD = 3


def points(tenths: int) -> str:
    """Tenths as points with their sign, as the reader writes numbers: −2.1, −2,1, +0.5."""
    from babel.numbers import format_decimal

    shown = format_decimal(abs(tenths) / 10, format="0.0", locale=language())
    return ("−" if tenths < 0 else "+" if tenths else "") + shown


def choosing(cost: Cost, names: Names) -> list[str]:
    """What a chosen pair means for its mentee, for everybody else, and for all together."""
    others = chain(cost.moves[1:], names) or [_("No other duo changes.")]
    own = cost.moves[0] if cost.moves else None
    if own is None or (own.before is None and len(cost.moves) == 1):
        return others
    together = _("All duos together: %(points)s points.", points=points(cost.tenths))
    if own.before is None:
        return [*others, together]
    called, change = _called(own.mentee, names), points(own.tenths)
    return [_("For %(name)s: %(points)s.", name=called, points=change), *others, together]


def losing(mentor: Id, cost: Cost, names: Names) -> list[str]:
    """What follows when a mentor is no longer there."""
    if not cost.moves:
        return [_("The plan does not need %(mentor)s.", mentor=_called(mentor, names))]
    if cost.without:
        first = ngettext(
            "Without %(mentor)s one mentee would have no mentor in this round.",
            "Without %(mentor)s %(n)s mentees would have no mentor in this round.",
            len(cost.without),
            mentor=_called(mentor, names),
        )
    else:
        first = _(
            "Without %(mentor)s the plan changes by %(points)s points.",
            mentor=_called(mentor, names),
            points=points(cost.tenths),
        )
    return [first, *chain(cost.moves, names)]


def chain(moves: Sequence[Move], names: Names) -> list[str]:
    """Who moves where, one after the other; whoever loses their mentor is always told."""
    told = [_move(move, names) for move in moves[:_TOLD]]
    rest = [move for move in moves[_TOLD:] if move.after]
    if rest:
        told.append(
            ngettext(
                "%(n)s more duo changes: %(points)s.",
                "%(n)s more duos change: together %(points)s.",
                len(rest),
                points=points(sum(move.tenths for move in rest)),
            )
        )
    return told + [_move(move, names) for move in moves[_TOLD:] if not move.after]


def one_more(mentor: Id, gain: Worth, names: Names) -> str:
    """What one more mentor like this one would bring."""
    called = _called(mentor, names)
    if gain.weeks > 0:
        return _(
            "With one more mentor like %(mentor)s, somebody would have a mentor who has none in "
            "this plan.",
            mentor=called,
        )
    if gain.tenths > 0:
        return _(
            "One more mentor like %(mentor)s would add %(points)s points to the plan.",
            mentor=called,
            points=points(gain.tenths),
        )
    return _("One more mentor like %(mentor)s would change nothing now.", mentor=called)


def why_precious(mentor: Id, fact: Precious, names: Names) -> str:
    """What makes one more mentor like this one worth having."""
    if fact.kind == "weekday":
        what = weekday(int(fact.code))
    elif fact.kind == "language":
        what = reference.language_label(fact.code)
    else:
        what = reference.occupation_name(fact.code)
    return _(
        "What counts most about %(mentor)s: %(what)s.", mentor=_called(mentor, names), what=what
    )


def kind_wanted(kind: Wanted) -> str:
    """The kind of mentor that would help, in a sentence."""
    fields = reference.fields()
    said = {
        "field": fields[kind.field].name() if kind.field in fields else kind.field or "?",
        "when": _(_HALF_DAYS[kind.part], day=weekday(kind.weekday)),
    }
    if kind.language:
        return _(
            "A mentor from the field “%(field)s” who speaks %(language)s, free on %(when)s.",
            language=reference.language_label(kind.language),
            **said,
        )
    return _("A mentor from the field “%(field)s”, free on %(when)s.", **said)


def why_wanted(kind: Wanted) -> str:
    """What this kind of mentor would bring, and how many aim there."""
    aims = ngettext(
        "%(n)s mentee aims at this field.", "%(n)s mentees aim at this field.", kind.mentees
    )
    if kind.gain.weeks > 0:
        return aims + " " + _("Somebody would have a mentor who has none in this plan.")
    return aims + " " + _("The plan would gain %(points)s.", points=points(kind.gain.tenths))


def question(asked: Question, names: Names, *, mentee: bool) -> str:
    """What to ask of whom."""
    name = _called(asked.person, names)
    return _((_ASK_MENTEE if mentee else _ASK)[asked.criterion], name=name)


def why_asked(asked: Question) -> str:
    """Why the answer matters."""
    if asked.serves:
        return _("The answer may give somebody a mentor who has none in this plan.")
    return _(
        "The answer may change the plan: up to %(points)s points.", points=points(asked.tenths)
    )


def _move(move: Move, names: Names) -> str:
    name = _called(move.mentee, names)
    if move.after is None:
        return _("Then %(name)s has no mentor in this round.", name=name)
    mentor = _called(move.after, names)
    if move.before is None:
        return _("Then %(name)s gets a mentor: %(mentor)s.", name=name, mentor=mentor)
    return _(
        "Then %(name)s moves to %(mentor)s: %(points)s.",
        name=name,
        mentor=mentor,
        points=points(move.tenths),
    )


def _called(person: Id, names: Names) -> str:
    return names.get(person, "?")


_HALF_DAYS = {
    "morning": N_("%(day)s morning"),
    "afternoon": N_("%(day)s afternoon"),
    "evening": N_("%(day)s evening"),
}
_ASK = {
    "field": N_("Ask %(name)s about past work."),
    "interests": N_("Ask %(name)s what they like to do."),
    "language": N_("Ask %(name)s which languages they speak, and how well."),
    "style": N_("Note how %(name)s likes to work."),
    "availability": N_("Ask %(name)s when they are free."),
    "topics": N_("Ask %(name)s what help they can give."),
    "distance": N_("Ask %(name)s for the postcode."),
}
# A mentee looks ahead where a mentor looks back.
_ASK_MENTEE = _ASK | {
    "field": N_("Ask %(name)s which work they aim at."),
    "topics": N_("Ask %(name)s what help they need."),
}
