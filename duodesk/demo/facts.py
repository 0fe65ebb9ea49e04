"""What is known of the cast: as rows to be written, and as pairing sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from duodesk.base.ids import Id
from duodesk.demo.cast import Member, Values
from duodesk.demo.story import Story
from duodesk.model.base import Record
from duodesk.model.people import (
    Availability,
    Level,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    Relation,
    Role,
    Side,
)
from duodesk.pairing.criteria import LEVELS, Profile

Facts = dict[type[Record], list[Values]]


def rows_of(member: Member) -> Iterator[tuple[type[Record], Values]]:
    """Table and values of everything but the person and the enrolment."""
    for language, level in member.languages.items():
        yield PersonLanguage, {"language": language, "level": level}
    for occupation in member.occupations:
        yield PersonOccupation, dict(occupation)
    for interest in member.interests:
        yield PersonInterest, {"interest": interest}
    side = Side.NEED if member.role is Role.MENTEE else Side.STRENGTH
    for topic in member.topics:
        yield PersonTopic, {"topic": topic, "side": side}
    for weekday, start, end in member.windows:
        yield Availability, {"weekday": weekday, "start": start, "end": end}


def facts_by_person(story: Story) -> dict[object, Facts]:
    """All that was told of each person so far."""
    tables = (PersonLanguage, PersonOccupation, PersonInterest, PersonTopic, Availability)
    found: dict[object, Facts] = defaultdict(lambda: defaultdict(list))
    for rows in story.rows.values():
        for table, values in rows:
            if table in tables:
                found[values["person_id"]][table].append(values)
    return found


def profile_of(person_id: Id, facts: Facts) -> Profile:
    """What pairing would know of a person."""
    trades = facts.get(PersonOccupation, [])
    free: dict[int, int] = defaultdict(int)
    for row in facts.get(Availability, []):
        start, end = _number(row["start"]), _number(row["end"])
        free[_number(row["weekday"])] |= (1 << end) - (1 << start)
    return Profile(
        id=person_id,
        levels={
            str(row["language"]): LEVELS[row["level"]]
            for row in facts.get(PersonLanguage, [])
            if isinstance(row["level"], Level)
        },
        targets={
            str(row["occupation"]): _number(row.get("rank"))
            for row in trades
            if row["relation"] == Relation.TARGET
        },
        experience={
            str(row["occupation"]): _number(row.get("years"))
            for row in trades
            if row["relation"] == Relation.EXPERIENCE
        },
        interests=frozenset(str(row["interest"]) for row in facts.get(PersonInterest, [])),
        topics=frozenset(str(row["topic"]) for row in facts.get(PersonTopic, [])),
        free=dict(free),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0
