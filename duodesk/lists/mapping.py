"""Which column of a spreadsheet is which field: recognised by the words of its heading, changed by
the person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from rapidfuzz import fuzz, process

from duodesk.base.collate import fold
from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.lists import cells, words
from duodesk.lists.targets import (
    ATTENDANCE,
    DUOS,
    LEAVE,
    MEETINGS,
    NOTE,
    OUTCOMES,
    PEOPLE,
    REPORT_HEADINGS,
    SHARED,
    SIGNATURES,
    SUBJECTS,
    targets,
)
from duodesk.lists.words import Find
from duodesk.model.people import Role

# A heading this like a known one (0 to 100) is taken for it: "Telefoonummer" 96, "Voornam" 93,
# "Rue"/"Rôle" 57.
_NEAR = 88
_ROLE_HINTS = {
    Role.MENTOR: ("mentors", "mentoren", "mentores", "mentor ", "mentor.", "mentor_", "parrain"),
    Role.MENTEE: ("mentee", "protege", "jeunes", "jongeren", "filleul"),
}
_OF_MENTORS = frozenset(
    {
        "experience",
        "strengths",
        "employment_status",
        "generalist",
        "trained_on",
        "capacity",
        "informed_on",
    }
)
# What only a list of signatures tells.
_OF_SIGNATURES = frozenset({
    "paper", "signatory", "agreement_on", "code_on", "mentee_signed", "mentor_signed",
    "coordinator_signed",
})  # fmt: skip
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}")
_OF_MENTEES = frozenset(
    {"target", "needs", "goal", "project_clarity", "diploma_home", "diploma_recognised", "arrival"}
)
_TELLING = {
    "fr": frozenset((
        "nom", "prenom", "date", "naissance", "telephone", "langues", "langue", "adresse",
        "ville", "commune", "remarque",
    )),
    "nl": frozenset((
        "naam", "voornaam", "familienaam", "geboortedatum", "telefoon", "talen", "taal",
        "gemeente", "opmerking",
    )),
    "en": frozenset((
        "first", "last", "given", "family", "birth", "phone", "languages", "language", "remarks",
        "city", "name",
    )),
    "de": frozenset((
        "vorname", "nachname", "geburtsdatum", "telefon", "sprachen", "sprache", "gemeinde",
        "bemerkung", "wohnort",
    )),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet and what it is taken for; `detail` is the language, weekday or day a
    heading names.
    """

    index: int
    heading: str
    target: str
    detail: str = ""
    sure: bool = True


# Headings that name one weekday: the cell says when on that day.
_WEEKDAYS = (
    ("lundi", "maandag", "monday", "montag"), ("mardi", "dinsdag", "tuesday", "dienstag"),
    ("mercredi", "woensdag", "wednesday", "mittwoch"),
    ("jeudi", "donderdag", "thursday", "donnerstag"),
    ("vendredi", "vrijdag", "friday", "freitag"), ("samedi", "zaterdag", "saturday", "samstag"),
    ("dimanche", "zondag", "sunday", "sonntag"),
)  # fmt: skip
_LEVEL_WORDS = (
    "niveau", "level", "kennis", "connaissance", "langue", "taal", "sprache", "language",
)  # fmt: skip


def recognise(
    headings: Sequence[str],
    find: Find = words.find,
    *,
    kind: str = PEOPLE,
    groups: Sequence[str] = (),
) -> tuple[Column, ...]:
    """The likely meaning of each column; one that nobody knows is kept as a note."""
    columns: list[Column] = []
    taken: set[str] = set()
    above = (*groups, *[""] * (len(headings) - len(groups)))
    guesses = [
        _guess(Column(index, heading, NOTE, sure=False), above[index], kind, find)
        for index, heading in enumerate(headings)
    ]
    # Sure ones first: a near miss must not take the place of the real column.
    for guess in sorted(guesses, key=lambda column: (not column.sure, column.index)):
        again = guess.target in taken and guess.target not in SHARED
        columns.append(replace(guess, target=NOTE, detail="", sure=False) if again else guess)
        taken.add(guess.target)
    settled = _names_settled(columns) if kind == PEOPLE else columns
    return tuple(sorted(settled, key=lambda column: column.index))


def likely_kind(headings: Sequence[str], groups: Sequence[str] = ()) -> str:
    """People or one of the things about them: what the headings say most about."""
    columns = {kind: recognise(headings, kind=kind, groups=groups) for kind in SUBJECTS}
    known = {kind: _known(some) for kind, some in columns.items()}
    possible = [PEOPLE]
    paired = any(name.startswith("mentee") for name in known[DUOS]) and any(
        name.startswith("mentor") for name in known[DUOS]
    )
    if (paired or "duo_number" in known[MEETINGS]) and "held_on" in known[MEETINGS]:
        possible.append(MEETINGS)
    if paired and "start_date" in known[DUOS]:
        possible.append(DUOS)
    if "kind" in known[OUTCOMES] and known[OUTCOMES] & {"employer", "weekly_hours"}:
        possible.append(OUTCOMES)
    told = {column.target for column in columns[SIGNATURES] if column.sure}
    if known[SIGNATURES] & {"duo_number", "mentee"} and told & _OF_SIGNATURES:
        possible.append(SIGNATURES)
    days = sum(
        column.target == "presence" and column.detail != "" for column in columns[ATTENDANCE]
    )
    alone = not paired and "duo_number" not in known[MEETINGS]
    if alone and (days or {"held_on", "presence"} <= known[ATTENDANCE]):
        possible.append(ATTENDANCE)
    # Of a column for each day every one says what the list is about.
    more = {ATTENDANCE: days}
    return max(
        possible, key=lambda kind: (len(known[kind]) + more.get(kind, 0), -possible.index(kind))
    )


def _known(columns: Sequence[Column]) -> set[str]:
    return {column.target for column in columns if column.target not in {NOTE, LEAVE}}


def likely_role(columns: Sequence[Column], name: str) -> Role:
    """Mentees or mentors? What the file or sheet is called says it, else columns that only one side
    has.
    """
    key = fold(name)
    for role, hints in _ROLE_HINTS.items():
        if any(hint in key for hint in hints):
            return role
    mentor_columns = sum(column.target in _OF_MENTORS for column in columns)
    mentee_columns = sum(column.target in _OF_MENTEES for column in columns)
    return Role.MENTOR if mentor_columns > mentee_columns else Role.MENTEE


def list_language(headings: Sequence[str]) -> str:
    """The language of most headings: it tells whether "di" is dimanche or dinsdag."""
    known = {word for heading in headings for word in _key(heading).split()}
    return max(_TELLING, key=lambda code: len(known & _TELLING[code]))


def remapped(
    columns: Sequence[Column], index: int, target: str, detail: str = ""
) -> tuple[Column, ...]:
    """The columns with one of them taken for something else, by the person's choice.

    Another column that held the same field steps back to being kept as a note.
    """

    def turned(column: Column) -> Column:
        if column.index == index:
            day = _day(column.heading) if target == "presence" else None
            told = detail or (day.isoformat() if day else "")
            return replace(column, target=target, detail=told, sure=True)
        if column.target == target and target not in SHARED:
            return replace(column, target=NOTE, detail="", sure=False)
        return column

    return tuple(turned(column) for column in columns)


def recognised(heading: str) -> bool:
    """Whether a text is the heading of something (used to find the row of headings)."""
    key = _key(heading)
    if not key or len(key) > 60:
        return False
    return _weekday(key) is not None or any(key in by_heading(kind) for kind in SUBJECTS)


def _guess(column: Column, group: str, kind: str, find: Find) -> Column:
    key, above = _key(column.heading), _key(group)
    known = by_heading(kind)
    if not key:
        return replace(column, target=known[above], sure=False) if above in known else column
    forms = [key, f"{key} {above}", f"{above} {key}"] if above else [key]
    # What stands above says which of two people a name is; of people it only helps out.
    told = next((f for f in (forms if kind == PEOPLE else [*forms[1:], key]) if f in known), None)
    if told is not None:
        return replace(column, target=known[told], sure=True)
    day = _day(column.heading) if kind == ATTENDANCE else None
    if day is not None:
        return replace(column, target="presence", detail=day.isoformat(), sure=True)
    if kind == PEOPLE:
        weekday = _weekday(key)
        if weekday is not None:
            return replace(column, target="availability", detail=str(weekday), sure=True)
        spoken = find("language", _without_level_words(key))
        if spoken:
            return replace(column, target="language", detail=spoken, sure=True)
    near = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return replace(column, target=known[near[0]]) if near and len(key) >= 4 else column


def _names_settled(columns: Sequence[Column]) -> list[Column]:
    """A lone "Nom" holds both names; "Name" beside "Vorname" holds the family name only."""
    present = {column.target for column in columns}
    wrong, right = "", ""
    if "family_name" in present and not present & {"given_name", "full_name"}:
        wrong, right = "family_name", "full_name"
    elif {"full_name", "given_name"} <= present and "family_name" not in present:
        wrong, right = "full_name", "family_name"
    return [replace(c, target=right) if wrong and c.target == wrong else c for c in columns]


def _day(heading: str) -> date | None:
    """The day a heading names, alone or among words: "Jour 2 (19/03/2026)"."""
    told = _DATE.search(heading)
    return cells.as_day(told[0] if told else heading)


def _weekday(key: str) -> int | None:
    return next((day for day, names in enumerate(_WEEKDAYS) if key in names), None)


def _without_level_words(key: str) -> str:
    return " ".join(
        word for word in key.split() if word not in _LEVEL_WORDS and word not in {"de", "du", "en"}
    )


@cache
def by_heading(kind: str) -> dict[str, str]:
    """What the columns of a kind of list are called, as `_key` writes it."""
    known: dict[str, str] = {}
    for target in targets(kind):
        for heading in (*target.headings, target.name, target.title_id):
            known.setdefault(_key(heading), target.name)
    # What the program itself writes above columns, in whatever language it was speaking then.
    for code in LANGUAGES:
        with speaking(code):
            own = [(target.title, target.name) for target in targets(kind)]
            own += [(_(heading), LEAVE) for heading in REPORT_HEADINGS]
        for heading, name in own:
            known.setdefault(_key(heading), name)
    return known


def folded(heading: str) -> str:
    """A heading as it is compared and remembered."""
    return _key(heading)


def _key(heading: str) -> str:
    """A heading without case, accents, brackets and punctuation: "Date de naissance (jj/mm/aaaa)
    *".
    """
    plain = fold(heading).replace("(e)", "")
    if not plain.strip().startswith("("):
        plain = plain.partition("(")[0]
    letters = "".join(c if c.isalnum() or c in "'°#" else " " for c in plain)
    return " ".join(letters.split())
