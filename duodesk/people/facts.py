"""Facts of a profile one by one: their names, their words, and how one is laid into a profile.
Pure.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from duodesk.base import dates, reference
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _
from duodesk.model.people import Level, Relation, Side
from duodesk.people.cards import PersonCard
from duodesk.people.slots import joined
from duodesk.people.values import Profile, Slot, Trade

WISHES = 3


class Kind(StrEnum):
    """What a fact is about; the first word of its name."""

    LANGUAGE = "language"
    TARGET = "target"
    EXPERIENCE = "experience"
    INTEREST = "interest"
    NEED = "need"
    STRENGTH = "strength"
    FREE = "free"
    STYLE = "style"
    GOAL = "goal"


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: of which kind, which language, trade, topic, weekday or axis, and what is said of it.

    `step` is the place on an axis of working style, -2 to +2.
    """

    kind: Kind
    code: str
    level: Level | None = None
    slots: tuple[Slot, ...] = ()
    years: int | None = None
    step: int | None = None

    @property
    def name(self) -> str:
        """language:fra, target:cook, free:1: what a finding is kept under."""
        return f"{self.kind}:{self.code}"


def title(name: str) -> str:
    """The fact in words, of whatever kind; a name of a newer program as it is."""
    kind, _colon, code = name.partition(":")
    if kind == Kind.LANGUAGE:
        return reference.language_label(code)
    if kind in {Kind.TARGET, Kind.EXPERIENCE}:
        return reference.occupation_name(code)
    if kind == Kind.FREE and code in {"0", "1", "2", "3", "4", "5", "6"}:
        return dates.weekday(int(code))
    if kind == Kind.STYLE and code in reference.styles():
        style = reference.styles()[code]
        return f"{style.low.name()} – {style.high.name()}"
    if kind == Kind.GOAL:
        return reference.chosen("goal", code)
    items = reference.interests() if kind == Kind.INTEREST else reference.topics()
    return items[code].name() if code in items else code or name


def said(fact: Fact) -> str:
    """The fact with what is said of it: French B1, Tuesday 12:00–18:00."""
    words = [title(fact.name)]
    if fact.level is not None:
        words.append(_("first language") if fact.level == Level.NATIVE else str(fact.level))
    words += [f"{_clock(slot.start)}–{_clock(slot.end)}" for slot in fact.slots]
    if fact.kind == Kind.STYLE and fact.step is not None:
        words = [_style(fact.code, fact.step)]
    return " ".join(words)


def known(card: PersonCard) -> frozenset[str]:
    """The names of all facts that the profile holds now."""
    names = [f"{Kind.LANGUAGE}:{code}" for code in card.languages]
    names += [f"{trade.relation}:{trade.occupation}" for trade in card.trades]
    names += [f"{Kind.INTEREST}:{code}" for code in card.interests]
    names += [f"{side}:{topic}" for topic, side in card.topics]
    names += [f"{Kind.FREE}:{slot.weekday}" for slot in card.slots]
    names += [f"{Kind.STYLE}:{a}" for a in reference.styles() if card.values.get(a) is not None]
    goals = (one.values.get("goal") for one in card.enrolments)
    names += [f"{Kind.GOAL}:{goal}" for goal in goals if goal]
    return frozenset(names)


def adds(card: PersonCard, fact: Fact) -> bool:
    """Whether the fact would tell the profile something that it does not hold yet."""
    if fact.name not in known(card):
        return True
    if fact.kind == Kind.LANGUAGE:
        return fact.level is not None and card.languages[fact.code] is None
    return fact.kind == Kind.FREE and _with_slots(card, fact) != card.slots


def profile_with(card: PersonCard, fact: Fact) -> Profile:
    """The whole profile of a person with this fact laid into it."""
    before = Profile(
        languages=card.languages,
        trades=card.trades,
        interests=card.interests,
        topics=card.topics,
        slots=card.slots,
    )
    if fact.kind == Kind.LANGUAGE:
        level = fact.level or card.languages.get(fact.code)
        return replace(before, languages={**card.languages, fact.code: level})
    if fact.kind in {Kind.TARGET, Kind.EXPERIENCE}:
        return replace(before, trades=_with_trade(card, fact))
    if fact.kind == Kind.INTEREST:
        return replace(before, interests=card.interests | {fact.code})
    if fact.kind in {Kind.NEED, Kind.STRENGTH}:
        return replace(before, topics=card.topics | {(fact.code, Side(str(fact.kind)))})
    if fact.kind == Kind.FREE:
        return replace(before, slots=_with_slots(card, fact))
    return before


def _with_trade(card: PersonCard, fact: Fact) -> tuple[Trade, ...]:
    relation = Relation(str(fact.kind))
    alike = [trade for trade in card.trades if trade.relation == relation]
    before = next((trade for trade in alike if trade.occupation == fact.code), None)
    if before is not None:
        years = fact.years if fact.years is not None else before.years
        return tuple(replace(t, years=years) if t is before else t for t in card.trades)
    if relation == Relation.EXPERIENCE:
        return (*card.trades, Trade(fact.code, relation, years=fact.years))
    if len(alike) >= WISHES:
        raise UserError(
            N_(
                "Three occupations are aimed at already. Take one of them away first, then add "
                "“%(name)s”."
            ),
            name=reference.occupation_name(fact.code),
        )
    return (*card.trades, Trade(fact.code, relation, rank=len(alike) + 1))


def _with_slots(card: PersonCard, fact: Fact) -> tuple[Slot, ...]:
    return joined((*card.slots, *fact.slots))


def _style(axis: str, step: int) -> str:
    style = reference.styles().get(axis)
    if style is None:
        return axis
    if step == 0:
        return _("between “%(low)s” and “%(high)s”", low=style.low.name(), high=style.high.name())
    pole = (style.low if step < 0 else style.high).name()
    return _("very %(word)s", word=pole) if abs(step) > 1 else pole


def _clock(half_hour: int) -> str:
    return f"{half_hour // 2:02d}:{half_hour % 2 * 30:02d}"
