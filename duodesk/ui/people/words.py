"""How people are told in a few words: their languages, occupations, status."""

from __future__ import annotations

from duodesk.base import reference
from duodesk.people.cards import PersonCard
from duodesk.people.words import Level, Status
from duodesk.ui.widgets.chips import Badge

_TONES = {
    Status.REGISTERED: "warn",
    Status.INVITED: "warn",
    Status.INTERVIEWED: "info",
    Status.WAITING: "info",
    Status.ACCEPTED: "accent",
    Status.IN_DUO: "good",
}


def status_badge(status: str | None) -> Badge:
    """The status as a chip."""
    tone = next((tone for known, tone in _TONES.items() if known == status), "neutral")
    return Badge(reference.chosen("status", status), tone)


def language_words(code: str, level: str | None) -> str:
    """A language with its level; a first language, or one never judged, stands alone."""
    name = reference.language_label(code)
    return f"{name} {level}" if level and level != Level.NATIVE else name


def summary(card: PersonCard) -> str:
    """Number, age, place and languages on one line."""
    place = card.values.get("municipality") or ""
    spoken = ", ".join(language_words(c, str(v) if v else None) for c, v in card.languages.items())
    age = "" if card.age is None else str(card.age)
    return " · ".join(part for part in (card.number, age, place, spoken) if part)
