"""What kind of mentor one more of would help a round most: a field, a language, a half-day.

Imagined mentors are priced against the plan: the gain of each is exact, and thousands are tried at
once. Everything that is not named of them counts as unknown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from duodesk.base import reference
from duodesk.base.ids import Id, seed_id
from duodesk.pairing.criteria import Profile
from duodesk.pairing.study import Study, Worth

# Half-hours of mornings, afternoons and evenings; somebody with a long past in a trade.
PARTS_OF_DAY = {"morning": (16, 25), "afternoon": (25, 35), "evening": (35, 42)}
WEEK = range(5)
_YEARS, _FLUENT, _USUAL = 10, 6, 0.5
Key = TypeVar("Key")
_NOBODY: Id = seed_id("pairing/imagined")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A kind of mentor: a trade and its field, a language beside the usual ones ("" for none), the
    half-day that helps most, what the plan gains, and how many mentees aim at the field.
    """

    field: str
    occupation: str
    language: str
    weekday: int
    part: str
    gain: Worth
    mentees: int


def wanted(study: Study, top: int = 5) -> list[Wanted]:
    """The kinds that help most, one for each field; nothing where one more would help nobody."""
    usual = _usual_languages(study)
    trades = sorted({trade for person in study.mentees for trade in person.targets})
    kinds = [(trade, language) for trade in trades for language in _languages(study, usual)]
    people = [_imagined(trade, (*usual, language)) for trade, language in kinds]
    best: dict[str, tuple[tuple[int, int], str, str]] = {}
    for (trade, language), gain in zip(kinds, study.gains(people), strict=True):
        field = _field(trade)
        offer = ((gain.weeks, gain.tenths), trade, language)
        if offer[0] > (0, 0) and (field not in best or offer[0] > best[field][0]):
            best[field] = offer
    ranked = sorted(best.items(), key=lambda item: (-item[1][0][0], -item[1][0][1], item[0]))
    return [
        _with_half_day(study, field, trade, language, usual)
        for field, (_gain, trade, language) in ranked[:top]
    ]


@dataclass(frozen=True, slots=True)
class Precious:
    """The one fact without which a mentor like this would help least: a `language`, an
    `occupation` or a `weekday`, and what the plan would gain less.
    """

    kind: str
    code: str
    lost: Worth


def precious(study: Study, mentor: Id) -> Precious | None:
    """What makes one more such mentor worth having; None where one more would bring nothing."""
    person = study.people[mentor]
    facts = [
        *(("language", c, replace(person, levels=_but(person.levels, c))) for c in person.levels),
        *(
            ("occupation", trade, replace(person, experience=_but(person.experience, trade)))
            for trade in person.experience
        ),
        *(
            ("weekday", str(day), replace(person, free=_but(person.free, day)))
            for day in person.free
        ),
    ]
    facts.sort(key=lambda fact: fact[:2])
    whole, *less = study.gains([person, *(one for _kind, _code, one in facts)])
    drops = [Worth(whole.weeks - one.weeks, whole.tenths - one.tenths) for one in less]
    best = max(range(len(drops)), key=lambda n: (drops[n].weeks, drops[n].tenths, -n), default=None)
    if best is None or (drops[best].weeks, drops[best].tenths) <= (0, 0):
        return None
    return Precious(*facts[best][:2], drops[best])


def _but(known: Mapping[Key, int], key: Key) -> dict[Key, int]:
    return {one: value for one, value in known.items() if one != key}


def _with_half_day(
    study: Study, field: str, trade: str, language: str, usual: Sequence[str]
) -> Wanted:
    slots = [(day, part) for day in WEEK for part in PARTS_OF_DAY]
    person = _imagined(trade, (*usual, language))
    people = [replace(person, free={day: _bits(part)}) for day, part in slots]
    whole, *gains = study.gains([person, *people])
    day, part = slots[max(range(len(slots)), key=lambda n: (gains[n].weeks, gains[n].tenths, -n))]
    mentees = sum(field in map(_field, one.targets) for one in study.mentees)
    return Wanted(field, trade, language, day, part, whole, mentees)


def _usual_languages(study: Study) -> tuple[str, ...]:
    """What at least half of the mentors speak well enough; whoever comes will speak it as well."""
    least = study.around.least_level
    spoken = Counter(
        code for p in study.mentors for code, level in p.levels.items() if level >= least
    )
    return tuple(sorted(c for c, n in spoken.items() if n >= _USUAL * len(study.mentors)))


def _languages(study: Study, usual: Sequence[str]) -> list[str]:
    """No other language first, then each that mentees speak well enough."""
    least = study.around.least_level
    spoken = {c for p in study.mentees for c, level in p.levels.items() if level >= least}
    return ["", *sorted(spoken - set(usual))]


def _imagined(trade: str, languages: Sequence[str]) -> Profile:
    return Profile(
        id=_NOBODY,
        experience={trade: _YEARS},
        levels={code: _FLUENT for code in languages if code},
        free={day: _bits("morning") | _bits("afternoon") | _bits("evening") for day in WEEK},
    )


def _bits(part: str) -> int:
    start, end = PARTS_OF_DAY[part]
    return (1 << end) - (1 << start)


def _field(trade: str) -> str:
    known = reference.occupations().get(trade)
    return known.field if known else ""
