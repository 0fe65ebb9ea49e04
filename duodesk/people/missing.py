"""What pairing would still like to know of a person, named by the field that holds it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from duodesk.base import reference
from duodesk.base.i18n import N_, Message
from duodesk.model.people import Relation, Role, Side
from duodesk.people.cards import PersonCard

_STYLE = "style"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something not known yet: the field that would hold it, the guide's part, in words."""

    field: str
    part: str
    text: Message


def missing(card: PersonCard, role: Role) -> tuple[Gap, ...]:
    """What is still to be asked, in the order of the guide."""
    return tuple(_mentee(card) if role == Role.MENTEE else _mentor(card))


def _mentee(card: PersonCard) -> Iterator[Gap]:
    enrolled = [one for one in card.enrolments if one.role == Role.MENTEE]
    if any(one.values.get("goal") is None for one in enrolled):
        yield Gap("e.goal", "goal", Message(N_("goal")))
    if not any(trade.relation == Relation.TARGET for trade in card.trades):
        yield Gap("targets", "goal", Message(N_("occupation aimed at")))
    yield from _shared(card)
    if not any(side == Side.NEED for _topic, side in card.topics):
        yield Gap("needs", "needs", Message(N_("help wished for")))


def _mentor(card: PersonCard) -> Iterator[Gap]:
    if not any(trade.relation == Relation.EXPERIENCE for trade in card.trades):
        yield Gap("experience", "experience", Message(N_("occupation worked in")))
    if not any(side == Side.STRENGTH for _topic, side in card.topics):
        yield Gap("strengths", "offer", Message(N_("help offered")))
    yield from _shared(card)


def _shared(card: PersonCard) -> Iterator[Gap]:
    if not card.languages:
        yield Gap("languages", "languages", Message(N_("languages")))
    for code, level in card.languages.items():
        if level is None:
            name = reference.language_label(code)
            yield Gap("languages", "languages", Message(N_("level of %(name)s"), {"name": name}))
    if not card.slots:
        yield Gap("free", "availability", Message(N_("free time")))
    if any(card.values.get(axis) is None for axis in reference.styles()):
        yield Gap(_STYLE, "personality", Message(N_("way of working")))
    if not card.interests:
        yield Gap("interests", "interests", Message(N_("interests")))
