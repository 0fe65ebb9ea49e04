"""The people of the demonstration: believable names, languages, trades, interests and free
hours.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from random import Random

from duodesk.base import reference
from duodesk.base.assets import resource
from duodesk.model.people import Level, Role

Values = dict[str, object]
# Half-hours from midnight: mornings, afternoons, early evenings.
WINDOWS = ((18, 24), (26, 34), (34, 40))
BELGIAN = {
    "BRU": ("be_fr", "be_fr", "be_nl"),
    "ANT": ("be_nl",),
    "LIE": ("be_fr", "be_fr", "be_fr", "be_de"),
}
OFFICE_LANGUAGES = {"BRU": ("fra", "nld"), "ANT": ("nld", "fra"), "LIE": ("fra", "deu")}
CONTACT = {"fra": "fr", "nld": "nl", "deu": "de", "eng": "en"}
LEVELS = (Level.A2, Level.B1, Level.B2, Level.C1)
_UNDERSTOOD = (Level.B1, Level.B2, Level.C1, Level.C2, Level.NATIVE)
TARGETS_BY_POPULARITY = 40


@dataclass(slots=True)
class Member:
    """A person of the cast with everything that belongs to them, ready to be written."""

    role: Role
    office: str
    person: Values
    enrolment: Values
    languages: dict[str, Level] = field(default_factory=dict)
    occupations: list[Values] = field(default_factory=list)
    interests: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    windows: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.person['given_name']} {self.person['family_name']}"


def mentee(random: Random, office: str, registered: date) -> Member:
    """A young newcomer: first language at home, an office's language on the way, one to three
    goals.
    """
    group = random.choice(_newcomer_groups())
    spoken: dict[str, Level] = dict.fromkeys(_heritage(group)[:1], Level.NATIVE)
    main, second = OFFICE_LANGUAGES[office]
    spoken[main] = random.choices(LEVELS, (0.2, 0.4, 0.3, 0.1))[0]
    if random.random() < 0.35:
        spoken.setdefault("eng", random.choice(LEVELS))
    if random.random() < 0.15:
        spoken.setdefault(second, Level.A2)
    birth = registered - timedelta(days=random.randint(19 * 365, 30 * 365))
    person = _person(random, office, group, birth, CONTACT.get(main, "fr"))
    person["arrival"] = random.choice(_codes("arrival"))
    enrolment: Values = {
        "goal": random.choices(("job", "internship", "training"), (0.78, 0.08, 0.14))[0],
        "project_clarity": random.choices(
            _codes("project_clarity"), _falling(_codes("project_clarity"))
        )[0],
        "diploma_recognised": random.choice(_codes("diploma_recognised")),
        "source": random.choice(_codes("source")),
        "registered_on": registered,
    }
    member = Member(Role.MENTEE, office, person, enrolment, spoken)
    ranks = random.choices((1, 2, 3), (0.5, 0.35, 0.15))[0]
    member.occupations = [
        {"occupation": code, "relation": "target", "rank": rank + 1}
        for rank, code in enumerate(random.sample(_trades(), ranks))
    ]
    _finish(random, member, topics=random.randint(2, 4), interests=random.randint(1, 5))
    return member


def mentor(random: Random, office: str, registered: date) -> Member:
    """Somebody over fifty with one or two trades behind them and time in the week."""
    group = (
        random.choice(BELGIAN[office])
        if random.random() < 0.9
        else random.choice(_newcomer_groups())
    )
    home = {"be_fr": "fra", "be_nl": "nld", "be_de": "deu"}.get(group) or OFFICE_LANGUAGES[office][
        0
    ]
    spoken = {home: Level.NATIVE}
    spoken.setdefault(OFFICE_LANGUAGES[office][0], Level.C1)
    if random.random() < 0.6:
        spoken.setdefault("eng", random.choice((Level.B1, Level.B2, Level.C1)))
    if random.random() < 0.4:
        spoken.setdefault(OFFICE_LANGUAGES[office][1], random.choice((Level.B1, Level.B2)))
    if random.random() < 0.1:
        spoken.setdefault(random.choice(("spa", "ara", "por", "ita")), Level.B1)
    birth = registered - timedelta(days=random.randint(52 * 365, 71 * 365))
    person = _person(random, office, group, birth, CONTACT[home])
    enrolment: Values = {
        "employment_status": random.choices(
            _codes("employment_status"), _falling(_codes("employment_status"))
        )[0],
        "generalist": random.random() < 0.2,
        "source": random.choice(_codes("source")),
        "registered_on": registered,
    }
    member = Member(Role.MENTOR, office, person, enrolment, spoken)
    member.occupations = [
        {"occupation": code, "relation": "experience", "years": random.randint(4, 32)}
        for code in random.sample(_trades(), random.choices((1, 2, 3), (0.5, 0.4, 0.1))[0])
    ]
    _finish(random, member, topics=random.randint(3, 6), interests=random.randint(2, 6))
    return member


def affinity(mentee_: Member, mentor_: Member) -> int:
    """How much two people share: a language before all, then trades, interests, days."""
    fields = {str(o["occupation"]) for o in mentee_.occupations} & {
        str(o["occupation"]) for o in mentor_.occupations
    }
    interests = set(mentee_.interests) & set(mentor_.interests)
    days = {w[0] for w in mentee_.windows} & {w[0] for w in mentor_.windows}
    return (
        6 * bool(common_language(mentee_, mentor_)) + 4 * len(fields) + len(interests) + len(days)
    )


def common_language(mentee_: Member, mentor_: Member) -> str | None:
    """A language both can hold a conversation in, those of the country first."""
    shared = [
        c
        for c, level in mentee_.languages.items()
        if level in _UNDERSTOOD and mentor_.languages.get(c) in _UNDERSTOOD
    ]
    return next(
        (c for c in ("fra", "nld", "eng", "deu") if c in shared), shared[0] if shared else None
    )


def _person(random: Random, office: str, group: str, birth: date, contact: str) -> Values:
    given = random.choice(_names("given_names", group))
    family = random.choice(_names("family_names", group))
    postcode = random.choice(_postcodes(office))
    place = reference.postcodes()[postcode]
    streets = _streets(contact)
    mail = f"{given}.{family}".replace(" ", "").replace("'", "").lower()
    return {
        "given_name": given,
        "family_name": family,
        "birth_date": birth,
        "contact_language": contact,
        # Reserved for examples (RFC 2606), so that no letter of a demonstration reaches anybody.
        "email": f"{mail}@example.org",
        "phone": "+32 4{} {} {} 00".format(*(random.randint(60, 99) for _ in range(3))),
        "street": f"{random.choice(streets)} {random.randint(1, 180)}",
        "postcode": postcode,
        "municipality": place.name(contact),
    }


def _finish(random: Random, member: Member, *, topics: int, interests: int) -> None:
    """What both sides have: interests, topics, style and free hours; some are left unasked, as in
    life.
    """
    member.interests = (
        random.sample(sorted(reference.interests()), interests) if random.random() > 0.08 else []
    )
    member.topics = random.sample(sorted(reference.topics()), topics)
    if random.random() > 0.15:
        for axis in ("style_pace", "style_structure", "style_talk", "style_feedback"):
            member.person[axis] = random.choice((-2, -1, -1, 0, 0, 1, 1, 2))
    if random.random() > 0.08:
        slots = [(day, *window) for day in range(5) for window in WINDOWS] + [(5, 18, 26)]
        member.windows = sorted(random.sample(slots, random.randint(2, 6)))


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with resource("demo", f"{name}.csv").open(encoding="utf-8", newline="") as source:
        return tuple(csv.DictReader(source))


@cache
def _names(name: str, group: str) -> tuple[str, ...]:
    return tuple(row["name"] for row in _rows(name) if row["group"] == group)


@cache
def _newcomer_groups() -> tuple[str, ...]:
    return tuple(sorted({row["group"] for row in _rows("groups")} - {"be_fr", "be_nl", "be_de"}))


@cache
def _heritage(group: str) -> tuple[str, ...]:
    return tuple(next(row["languages"] for row in _rows("groups") if row["group"] == group).split())


@cache
def _streets(contact: str) -> tuple[str, ...]:
    wanted = "nl" if contact == "nl" else "fr"
    return tuple(row["name"] for row in _rows("streets") if row["language"] == wanted)


@cache
def _codes(name: str) -> tuple[str, ...]:
    return tuple(reference.picklist(name))


@cache
def _trades() -> tuple[str, ...]:
    """A working sample of occupations, so that mentees and mentors meet in some."""
    return tuple(sorted(reference.occupations()))[::5][:TARGETS_BY_POPULARITY]


@cache
def _postcodes(office: str) -> tuple[str, ...]:
    first = {"BRU": ("10", "11", "12"), "ANT": ("20", "21", "26"), "LIE": ("40", "41", "46")}[
        office
    ]
    return tuple(sorted(code for code in reference.postcodes() if code.startswith(first)))


def _falling(choices: Sequence[str]) -> list[float]:
    return [1 / (rank + 1) for rank in range(len(choices))]
