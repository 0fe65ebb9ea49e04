"""Which column of a spreadsheet is which field: recognised by the words of its heading, changed by
the person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz, process

from duodesk.base.collate import fold
from duodesk.base.fields import Field
from duodesk.base.i18n import LANGUAGES, N_, _, speaking
from duodesk.lists import words
from duodesk.lists.words import Find
from duodesk.model.people import Role
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS

# A heading this like a known one (0 to 100) is taken for it: "Telefoonummer" 96, "Voornam" 93,
# "Rue"/"Rôle" 57.
_NEAR = 88
# Targets that are no field: kept word for word in a note, or not read at all.
NOTE = "note"
LEAVE = "leave"
# The columns that the report of problems adds to a list.
REPORT_HEADINGS = (N_("Row"), N_("What is wrong"), N_("What to do"))
# Targets that several columns may share.
SHARED = frozenset({
    NOTE, LEAVE, "language", "target", "experience", "interests", "needs", "strengths",
    "availability",
})  # fmt: skip
_ROLE_HINTS = {
    Role.MENTOR: ("mentors", "mentoren", "mentores", "mentor ", "mentor.", "mentor_", "parrain"),
    Role.MENTEE: ("mentee", "protege", "jeunes", "jongeren", "filleul"),
}
_OF_MENTORS = frozenset(
    {"experience", "strengths", "employment_status", "generalist", "trained_on"}
)
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
class Target:
    """Something a column may hold; `headings` are the words offices use for it."""

    name: str
    title_id: str
    headings: tuple[str, ...]

    @property
    def title(self) -> str:
        return _(self.title_id)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet and what it is taken for; `detail` is the language or weekday a heading
    names.
    """

    index: int
    heading: str
    target: str
    detail: str = ""
    sure: bool = True


_COMPOSITE = (
    Target("full_name", N_("Full name"),
           ("nom complet", "nom et prénom", "nom prénom", "prénom et nom", "prénom nom",
            "volledige naam", "naam en voornaam", "naam voornaam", "voornaam en naam",
            "voornaam naam", "full name", "name", "vollständiger name", "name und vorname",
            "vorname und name", "mentee", "mentor", "participant", "deelnemer")),
    Target("languages", N_("Languages with levels"),
           ("langues", "langues parlées", "langue(s)", "connaissance des langues", "talen",
            "gesproken talen", "talenkennis", "languages", "spoken languages", "sprachen",
            "gesprochene sprachen", "sprachkenntnisse")),
    Target("mother_tongue", N_("First language"),
           ("langue maternelle", "moedertaal", "mother tongue", "first language", "native language",
            "muttersprache", "thuistaal")),
    Target("language", N_("Level of one language"), ()),
    Target("target", N_("Occupations aimed at"),
           ("métier", "métiers", "métier visé", "métiers visés", "emploi recherché",
            "secteur recherché", "secteur", "domaine", "projet professionnel",
            "profession souhaitée", "beroep", "gewenst beroep", "gezocht beroep", "jobdoelwit",
            "beroepsdoel", "sector", "gewenste sector", "gezocht werk", "occupation",
            "target occupation", "field", "desired job", "beruf", "wunschberuf", "berufsziel",
            "branche")),
    Target("experience", N_("Occupations worked in"),
           ("profession", "expérience", "expérience professionnelle", "ancien métier",
            "secteur d'expérience", "carrière", "fonction", "ervaring", "beroepservaring",
            "werkervaring", "loopbaan", "functie", "vroeger beroep", "experience",
            "work experience", "former occupation", "career", "berufserfahrung", "erfahrung",
            "früherer beruf")),
    Target("interests", N_("Interests"),
           ("intérêts", "centres d'intérêt", "loisirs", "hobbies", "hobby", "hobby's", "passions",
            "interesses", "vrije tijd", "interests", "interessen", "freizeit")),
    Target("needs", N_("Help asked for"),
           ("besoins", "demandes", "aide souhaitée", "attentes", "noden", "hulpvraag", "vragen",
            "behoeften", "verwachtingen", "needs", "help needed", "bedarf", "hilfe gewünscht")),
    Target("strengths", N_("Strengths offered"),
           ("atouts", "points forts", "compétences", "peut aider pour", "sterktes", "troeven",
            "kan helpen met", "competenties", "strengths", "skills", "stärken", "kompetenzen")),
    Target("availability", N_("Free time in the week"),
           ("disponibilités", "disponibilité", "disponible", "moments libres", "jours disponibles",
            "horaires", "beschikbaarheid", "beschikbaar", "vrije momenten", "beschikbare dagen",
            "wanneer vrij", "availability", "available", "verfügbarkeit", "verfügbar",
            "freie zeiten")),
    Target(NOTE, N_("Keep as a note"),
           ("remarque", "remarques", "commentaire", "commentaires", "notes", "note", "observations",
            "divers", "opmerking", "opmerkingen", "notitie", "notities", "varia", "commentaar",
            "remarks", "comments", "bemerkung", "bemerkungen", "anmerkung", "notizen")),
    Target(LEAVE, N_("Leave out"),
           ("âge", "leeftijd", "age", "alter", "coordination", "ligne", "rij", "row",
            "what is wrong", "what to do", "problème", "que faire", "probleem", "wat te doen",
            "#")),
)  # fmt: skip

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


def targets() -> tuple[Target, ...]:
    """Everything a column may hold, in the order a person chooses from."""
    fields = (*PERSON_FIELDS, *ENROLMENT_FIELDS)
    return (
        *(_target(field) for field in fields if not field.name.startswith("style_")),
        *_COMPOSITE,
    )


def recognise(headings: Sequence[str], find: Find = words.find) -> tuple[Column, ...]:
    """The likely meaning of each column; one that nobody knows is kept as a note."""
    columns: list[Column] = []
    taken: set[str] = set()
    guesses = [_guess(index, heading, find) for index, heading in enumerate(headings)]
    # Sure ones first: a near miss must not take the place of the real column.
    for guess in sorted(guesses, key=lambda column: (not column.sure, column.index)):
        again = guess.target in taken and guess.target not in SHARED
        columns.append(replace(guess, target=NOTE, detail="", sure=False) if again else guess)
        taken.add(guess.target)
    return tuple(sorted(_names_settled(columns), key=lambda column: column.index))


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
            return replace(column, target=target, detail=detail, sure=True)
        if column.target == target and target not in SHARED:
            return replace(column, target=NOTE, detail="", sure=False)
        return column

    return tuple(turned(column) for column in columns)


def recognised(heading: str) -> bool:
    """Whether a text is the heading of something (used to find the row of headings)."""
    key = _key(heading)
    return bool(key) and len(key) <= 60 and (key in _by_heading() or _weekday(key) is not None)


def _guess(index: int, heading: str, find: Find) -> Column:
    key = _key(heading)
    if not key:
        return Column(index, heading, NOTE, sure=False)
    if key in _by_heading():
        return Column(index, heading, _by_heading()[key])
    weekday = _weekday(key)
    if weekday is not None:
        return Column(index, heading, "availability", str(weekday))
    spoken = find("language", _without_level_words(key))
    if spoken:
        return Column(index, heading, "language", spoken)
    near = process.extractOne(key, list(_by_heading()), scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near and len(key) >= 4:
        return Column(index, heading, _by_heading()[near[0]], sure=False)
    return Column(index, heading, NOTE, sure=False)


def _names_settled(columns: Sequence[Column]) -> list[Column]:
    """A lone "Nom" holds both names; "Name" beside "Vorname" holds the family name only."""
    present = {column.target for column in columns}
    wrong, right = "", ""
    if "family_name" in present and not present & {"given_name", "full_name"}:
        wrong, right = "family_name", "full_name"
    elif {"full_name", "given_name"} <= present and "family_name" not in present:
        wrong, right = "full_name", "family_name"
    return [replace(c, target=right) if wrong and c.target == wrong else c for c in columns]


def _weekday(key: str) -> int | None:
    return next((day for day, names in enumerate(_WEEKDAYS) if key in names), None)


def _without_level_words(key: str) -> str:
    return " ".join(
        word for word in key.split() if word not in _LEVEL_WORDS and word not in {"de", "du", "en"}
    )


@cache
def _by_heading() -> dict[str, str]:
    known: dict[str, str] = {}
    for target in targets():
        for heading in (*target.headings, target.name, target.title_id):
            known.setdefault(_key(heading), target.name)
    # What the program itself writes above columns, in whatever language it was speaking then.
    for code in LANGUAGES:
        with speaking(code):
            own = [(target.title, target.name) for target in targets()]
            own += [(_(heading), LEAVE) for heading in REPORT_HEADINGS]
        for heading, name in own:
            known.setdefault(_key(heading), name)
    return known


def _target(field: Field) -> Target:
    return Target(field.name, field.title_id, field.headings)


def _key(heading: str) -> str:
    """A heading without case, accents, brackets and punctuation: "Date de naissance (jj/mm/aaaa)
    *".
    """
    plain = (
        fold(heading).partition("(")[0] if not heading.strip().startswith("(") else fold(heading)
    )
    letters = "".join(c if c.isalnum() or c in "'°#" else " " for c in plain)
    return " ".join(letters.split())
