"""What people can be filtered by, declared once; the list, its saved views and the command line
read it.

A filter is a wish: a kind and values. Wishes hold together (and); of the values of one, one is
enough (or). Values are short texts, so that a wish can be kept, sent and typed: `fra:B1`, `18-30`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.collate import fold
from duodesk.base.dates import weekday
from duodesk.base.errors import UserError
from duodesk.base.fields import Choice, On
from duodesk.base.i18n import N_, _
from duodesk.model.people import Person
from duodesk.model.recruitment import Partner
from duodesk.office.queries import authors, offices
from duodesk.people import spans
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS

MINE = "mine"
NOBODY = "none"
_WEEK = tuple("0123456")
Options = Mapping[str, str]


class Shape(StrEnum):
    """How the values of a kind look, and so how they are chosen."""

    CHOICES = "choices"
    LANGUAGES = "languages"
    NUMBERS = "numbers"
    MORE_THAN = "more_than"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Wish:
    """One filter that holds."""

    kind: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What only the desk file can name: colleagues, offices, partners, places."""

    coordinators: Options
    offices: Options
    partners: Options
    places: Options


@dataclass(frozen=True, slots=True)
class Kind:
    """One thing to filter by. `options` are the codes with their words, where there is a list."""

    code: str
    title_id: str
    shape: Shape = Shape.CHOICES
    options: Callable[[Names], Options] = lambda _names: {}
    # Common kinds are offered at once, the others under "More".
    common: bool = True

    @property
    def title(self) -> str:
        return _(self.title_id)


def _listed(items: Callable[[], Mapping[str, reference.Choice]], _names: Names) -> Options:
    """A list that ships, by the names in the language spoken."""
    named = {code: choice.name() for code, choice in items().items()}
    return dict(sorted(named.items(), key=lambda pair: fold(pair[1])))


def _picked(name: str, _names: Names) -> Options:
    """A pick list, in its own order."""
    return {code: choice.name() for code, choice in reference.picklist(name).items()}


def _coordinators(names: Names) -> Options:
    return {MINE: _("Me"), NOBODY: _("Nobody yet"), **names.coordinators}


_OWN: tuple[Kind, ...] = (
    Kind("role", N_("Role"), options=partial(_picked, "role")),
    Kind("status", N_("Status"), options=partial(_picked, "status")),
    Kind("coordinator", N_("Coordination"), options=_coordinators),
    Kind(
        "language",
        N_("Language"),
        Shape.LANGUAGES,
        partial(_listed, reference.languages),
    ),
    Kind("field", N_("Professional field"), options=partial(_listed, reference.fields)),
    Kind("target", N_("Occupation aimed at"), options=partial(_listed, reference.occupations)),
    Kind("experience", N_("Occupation worked in"), options=partial(_listed, reference.occupations)),
    Kind("age", N_("Age"), Shape.NUMBERS),
    Kind("place", N_("Municipality"), options=lambda names: names.places),
    Kind("weekday", N_("Free on"), options=lambda _names: {n: weekday(int(n)) for n in _WEEK}),
    Kind("waiting", N_("Waiting longer than"), Shape.MORE_THAN),
    Kind(
        "interview",
        N_("Interview"),
        options=lambda _names: {"no": _("not held yet"), "yes": _("held")},
    ),
    Kind(
        "trained",
        N_("Training"),
        options=lambda _names: {"yes": _("followed"), "no": _("not followed yet")},
    ),
    Kind("registered", N_("Registered between"), Shape.PERIOD),
    Kind("source", N_("How the person found us"), options=partial(_picked, "source"), common=False),
    Kind("partner", N_("Sent by"), options=lambda names: names.partners, common=False),
    Kind("interest", N_("Interest"), options=partial(_listed, reference.interests), common=False),
    Kind("need", N_("Help asked for"), options=partial(_listed, reference.topics), common=False),
    Kind(
        "strength", N_("Strengths offered"), options=partial(_listed, reference.topics),
        common=False,
    ),
    Kind("office", N_("Office"), options=lambda names: names.offices, common=False),
)  # fmt: skip
# Fields with a pick list that say of themselves that one may filter by them.
_DECLARED: tuple[Kind, ...] = tuple(
    Kind(field.name, field.title_id, options=partial(_picked, field.choices), common=False)
    for field in (*PERSON_FIELDS, *ENROLMENT_FIELDS)
    if isinstance(field, Choice) and On.FILTER in field.on
    if field.name not in {kind.code for kind in _OWN}
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in (*_OWN, *_DECLARED)}


def names(session: Session) -> Names:
    """The names that filters need, in one statement for each list."""
    places: dict[str, str] = {}
    found = select(Person.municipality, Person.postcode).distinct()
    for municipality, postcode in session.execute(found):
        places |= {text: text for text in (municipality, postcode) if text}
    sent = session.execute(select(Partner.id, Partner.name).order_by(Partner.name))
    return Names(
        coordinators={str(row.id): row.name for row in authors(session) if row.name},
        offices={str(row.id): row.name for row in offices(session)},
        partners={str(row.id): row.name or "?" for row in sent},
        places=dict(sorted(places.items(), key=lambda pair: fold(pair[0]))),
    )


def understood(wish: Wish) -> tuple[str, ...]:
    """The values of a wish that this program can read; none for a kind of a newer one."""
    kind = KINDS.get(wish.kind)
    if kind is None:
        return ()
    return tuple(value for value in wish.values if _reads(kind, value))


def strange(wishes: Sequence[Wish]) -> list[str]:
    """What of these wishes is not understood here, in words: a newer program may have made it."""
    told = []
    for wish in wishes:
        kind, known = KINDS.get(wish.kind), understood(wish)
        if kind is None:
            told.append(wish.kind)
        elif len(known) < len(wish.values):
            told.append(f"{kind.title}: {', '.join(v for v in wish.values if v not in known)}")
    return told


def words(wish: Wish, named: Names) -> str:
    """A wish as its chip says it: Language: French, B1 or better."""
    kind = KINDS.get(wish.kind)
    if kind is None:
        return _("Not understood here: %(name)s", name=wish.kind)
    *more, last = [_value_words(kind, value, named) for value in wish.values]
    values = _("%(one)s or %(other)s", one=", ".join(more), other=last) if more else last
    return _("%(title)s: %(values)s", title=kind.title, values=values)


def told(wishes: Sequence[Wish], named: Names) -> str:
    """All wishes in one line, for the head of a paper."""
    return " · ".join(words(wish, named) for wish in wishes)


def with_values(wishes: Sequence[Wish], kind: str, values: Sequence[str]) -> tuple[Wish, ...]:
    """The wishes with other values of one kind; without values the wish is gone."""
    place = next((n for n, wish in enumerate(wishes) if wish.kind == kind), len(wishes))
    new = (Wish(kind, tuple(values)),) if values else ()
    return (*wishes[:place], *new, *wishes[place + 1 :])


def values_of(wishes: Sequence[Wish], kind: str) -> tuple[str, ...]:
    """The values of one kind."""
    return next((wish.values for wish in wishes if wish.kind == kind), ())


def to_json(wishes: Sequence[Wish]) -> list[dict[str, Any]]:
    """Wishes as a document."""
    return [{"kind": wish.kind, "values": list(wish.values)} for wish in wishes]


def from_json(document: object) -> tuple[tuple[Wish, ...], list[Any]]:
    """Wishes out of a document, and the parts of it that are none."""
    wishes: dict[str, Wish] = {}
    rest: list[Any] = []
    for part in document if isinstance(document, list) else []:
        wish = _wish(part)
        if wish is None or wish.kind in wishes:
            rest.append(part)
        else:
            wishes[wish.kind] = wish
    return tuple(wishes.values()), rest


def typed(text: str, named: Names) -> Wish:
    """A wish as somebody types it: `language=fra:B1`, `status=accepted,registered`; words in any
    language of the program do for codes.
    """
    code, mark, rest = text.partition("=")
    kind = KINDS.get(code.strip())
    if kind is None or not mark:
        raise UserError(
            N_("There is no filter “%(name)s”. Known are: %(known)s."),
            name=text,
            known=", ".join(sorted(KINDS)),
        )
    values = [_typed(kind, part.strip(), named) for part in rest.split(",") if part.strip()]
    if not values:
        raise UserError(N_("The filter “%(name)s” needs a value after =."), name=code.strip())
    return Wish(kind.code, tuple(dict.fromkeys(values)))


def _typed(kind: Kind, value: str, named: Names) -> str:
    options = kind.options(named)
    head, mark, tail = value.partition(":") if kind.shape == Shape.LANGUAGES else (value, "", "")
    wanted = fold(head)
    shown = {fold(text): code for code, text in options.items()}
    code = head if head in options else shown.get(wanted) or _in_any_language(kind, head)
    found = f"{code or head}{mark}{tail}"
    if _reads(kind, found) and (code or not options or kind.code == "place"):
        return found
    raise UserError(
        N_("The filter “%(name)s” does not know “%(value)s”. Examples: %(known)s."),
        name=kind.code,
        value=value,
        known=", ".join(list(options)[:8]) or _EXAMPLES[kind.shape],
    )


_EXAMPLES = {
    Shape.CHOICES: "yes",
    Shape.LANGUAGES: "fra, fra:B1",
    Shape.NUMBERS: "18-30, 50-",
    Shape.MORE_THAN: "14",
    Shape.PERIOD: "2026-01-01..2026-03-31",
}


def _in_any_language(kind: Kind, text: str) -> str | None:
    lists: dict[str, Mapping[str, reference.Choice]] = {
        "language": reference.languages(),
        "field": reference.fields(),
        "target": reference.occupations(),
        "experience": reference.occupations(),
        "interest": reference.interests(),
        "need": reference.topics(),
        "strength": reference.topics(),
    }
    return reference.find_code(dict(lists.get(kind.code) or reference.picklist(kind.code)), text)


def _wish(part: object) -> Wish | None:
    if not isinstance(part, dict) or set(part) != {"kind", "values"}:
        return None
    kind, values = part["kind"], part["values"]
    if not isinstance(kind, str) or not isinstance(values, list):
        return None
    texts = tuple(value for value in values if isinstance(value, str))
    return Wish(kind, texts) if texts and len(texts) == len(values) else None


_READERS: dict[Shape, Callable[[str], object]] = {
    Shape.NUMBERS: spans.numbers,
    Shape.MORE_THAN: spans.number,
    Shape.PERIOD: spans.period,
    Shape.LANGUAGES: spans.language,
}
_WORDS: dict[Shape, Callable[[str], str]] = {
    Shape.NUMBERS: spans.numbers_words,
    Shape.MORE_THAN: spans.days_words,
    Shape.PERIOD: spans.period_words,
    Shape.LANGUAGES: spans.language_words,
}


def _reads(kind: Kind, value: str) -> bool:
    reader = _READERS.get(kind.shape)
    if reader is not None:
        return reader(value) is not None
    if kind.code in {"office", "partner", "coordinator"}:
        return value in {MINE, NOBODY} or spans.identity(value) is not None
    return value in _WEEK if kind.code == "weekday" else bool(value)


def _value_words(kind: Kind, value: str, named: Names) -> str:
    told = _WORDS.get(kind.shape)
    if told is not None and _reads(kind, value):
        return told(value)
    return kind.options(named).get(value, value)
