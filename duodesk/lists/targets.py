"""What the columns of a list may hold, for each kind of list, under the headings offices use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from duodesk.base.fields import Field
from duodesk.base.i18n import N_, _
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS

# Targets that are no field: kept word for word in a note, or not read at all.
NOTE = "note"
LEAVE = "leave"
# The kinds of lists.
PEOPLE, DUOS, MEETINGS, OUTCOMES = "people", "duos", "meetings", "outcomes"
SIGNATURES, ATTENDANCE = "signatures", "attendance"
SUBJECTS = (PEOPLE, DUOS, MEETINGS, OUTCOMES, SIGNATURES, ATTENDANCE)
# The columns that the report of problems adds to a list.
REPORT_HEADINGS = (
    N_("Row"),
    N_("What is wrong"),
    N_("What to do"),
    N_("Proposal"),
    N_("Use the proposal (x)"),
)
# Targets that several columns may share.
SHARED = frozenset({
    NOTE, LEAVE, "language", "target", "experience", "interests", "needs", "strengths",
    "availability", "topics", "presence",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Something a column may hold; `headings` are the words offices use for it."""

    name: str
    title_id: str
    headings: tuple[str, ...]

    @property
    def title(self) -> str:
        return _(self.title_id)


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
           ("disponibilités", "disponibilité", "dispos", "dispo", "disponible", "moments libres",
            "jours disponibles", "horaires", "beschikbaarheid", "beschikbaar", "vrije momenten",
            "beschikbare dagen", "wanneer vrij", "availability", "available", "verfügbarkeit",
            "verfügbar", "freie zeiten")),
    Target(NOTE, N_("Keep as a note"),
           ("remarque", "remarques", "commentaire", "commentaires", "notes", "note", "observations",
            "divers", "opmerking", "opmerkingen", "notitie", "notities", "varia", "commentaar",
            "remarks", "comments", "bemerkung", "bemerkungen", "anmerkung", "notizen")),
    Target(LEAVE, N_("Leave out"),
           ("âge", "leeftijd", "age", "alter", "total", "totaal", "gesamt", "coordination",
            "ligne", "rij", "row", "what is wrong", "what to do", "problème", "que faire",
            "probleem", "wat te doen", "#")),
)  # fmt: skip

_REST = tuple(target for target in _COMPOSITE if target.name in {NOTE, LEAVE})
_MENTEE = (
    "mentee", "jeune", "filleul", "filleule", "protégé", "jongere", "deelnemer", "participant",
)  # fmt: skip
_MENTOR = ("mentor", "mentore", "parrain", "marraine", "coach", "mentorin")
_NAME = ("nom", "naam", "name", "nom complet", "nom et prénom", "volledige naam", "full name",
         "naam en voornaam", "vollständiger name")  # fmt: skip
_GIVEN = ("prénom", "voornaam", "first name", "given name", "vorname")
_NUMBER = ("n°", "numéro", "nr", "nummer", "number", "no", "dossier")
_MAIL = ("e-mail", "email", "mail", "courriel", "e-mailadres", "mailadres")
_START = ("début", "date de début", "début du duo", "début du mentorat", "depuis", "start",
          "startdatum", "begin", "begindatum", "gestart op", "sinds", "start date", "started on",
          "beginn", "anfangsdatum", "seit", "signé le")  # fmt: skip
_END = ("fin", "date de fin", "fin du duo", "terminé le", "einde", "einddatum", "gestopt op",
        "beëindigd op", "end", "end date", "ended on", "ende", "enddatum",
        "beendet am")  # fmt: skip


def _of(side: tuple[str, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """Every way to write "name of the mentee" with these words."""
    return tuple(
        form
        for one in side
        for word in words
        for form in (f"{word} {one}", f"{one} {word}", f"{word} du {one}", f"{word} van {one}",
                     f"{word} de la {one}", f"{word} of {one}")
    )  # fmt: skip


def _sides() -> Iterator[Target]:
    """Under what the two people of a duo are found: by number, name or mail."""
    yield Target("mentee", N_("Mentee"), (*_MENTEE, *_of(_MENTEE, _NAME)))
    yield Target("mentee_given", N_("Given name of the mentee"), _of(_MENTEE, _GIVEN))
    yield Target("mentee_number", N_("Number of the mentee"), _of(_MENTEE, _NUMBER))
    yield Target("mentee_email", N_("E-mail of the mentee"), _of(_MENTEE, _MAIL))
    yield Target("mentor", N_("Mentor"), (*_MENTOR, *_of(_MENTOR, _NAME)))
    yield Target("mentor_given", N_("Given name of the mentor"), _of(_MENTOR, _GIVEN))
    yield Target("mentor_number", N_("Number of the mentor"), _of(_MENTOR, _NUMBER))
    yield Target("mentor_email", N_("E-mail of the mentor"), _of(_MENTOR, _MAIL))


_DUO_NUMBER = Target(
    "duo_number", N_("Number of the duo"),
    ("duo", "n° duo", "numéro du duo", "numéro de duo", "duonummer", "nummer duo", "duo nr",
     "duo number", "duo-nummer"),
)  # fmt: skip
_DUOS = (
    _DUO_NUMBER,
    *_sides(),
    Target("start_date", N_("Start"), _START),
    Target("expected_end", N_("Expected end"),
           ("fin prévue", "date de fin prévue", "verwacht einde", "voorziene einddatum",
            "expected end", "voraussichtliches ende")),
    Target("ended_on", N_("Ended on"), _END),
    Target("stage", N_("Stage"),
           ("état", "statut", "situation", "status", "toestand", "fase", "stage", "state", "stand",
            "zustand")),
    Target("end_reason", N_("Why it ended"),
           ("raison de fin", "motif", "raison", "raison de l'arrêt", "reden", "reden einde",
            "reason", "grund")),
    *_REST,
)  # fmt: skip
_MEETINGS = (
    _DUO_NUMBER,
    *_sides(),
    Target("held_on", N_("Met on"),
           ("date", "date de rencontre", "rencontre", "rencontre du", "datum", "datum ontmoeting",
            "ontmoeting", "gesprek op", "meeting", "meeting date", "met on", "treffen", "jour")),
    Target("held", N_("Whether they met"),
           ("présence", "présent", "a eu lieu", "rencontrés", "aanwezig", "aanwezigheid",
            "plaatsgevonden", "gezien", "met", "took place", "stattgefunden", "anwesend")),
    Target("minutes", N_("Length"),
           ("durée", "durée minutes", "minutes", "duur", "minuten", "length", "duration", "dauer",
            "heures", "uren", "hours", "stunden")),
    Target("topics", N_("Topics"),
           ("sujet", "sujets", "thème", "thèmes", "onderwerp", "onderwerpen", "topic", "topics",
            "thema", "themen")),
    *_REST,
)  # fmt: skip
_OUTCOMES = (
    *list(_sides())[:4],
    Target("kind", N_("What was found"),
           ("résultat", "type", "type de solution", "solution", "issue", "sortie positive",
            "resultaat", "uitkomst", "uitstroom", "soort", "result", "outcome", "kind", "ergebnis",
            "art")),
    Target("started_on", N_("From"),
           (*_START, "date", "datum", "à partir du", "vanaf", "from", "ab")),
    Target("ended_on", N_("Until"), (*_END, "jusqu'au", "tot", "until", "bis")),
    Target("weekly_hours", N_("Hours a week"),
           ("heures par semaine", "heures/semaine", "h/sem", "uren per week", "uren/week",
            "hours per week", "hours a week", "wochenstunden")),
    Target("employer", N_("Employer"),
           ("employeur", "entreprise", "organisation", "école", "werkgever", "bedrijf",
            "organisatie", "school", "employer", "company", "arbeitgeber", "firma")),
    *_REST,
)  # fmt: skip
_SIGNED = ("signature", "signé", "signé le", "signée", "signée le", "handtekening",
           "getekend", "getekend op", "ondertekend", "ondertekend op", "signed", "signed on",
           "unterschrift", "unterschrieben am")  # fmt: skip
_COORDINATION = ("coordination", "coordinateur", "coordinatrice", "coordinator", "coördinator",
                 "coördinatie", "koordination")  # fmt: skip
_SIGNATURES = (
    _DUO_NUMBER,
    *_sides(),
    Target("paper", N_("Which paper"),
           ("document", "document signé", "papier", "type de document", "welk document",
            "ondertekend document", "paper", "which document", "dokument", "unterlage")),
    Target("signatory", N_("Who signed"),
           ("signé par", "signataire", "signataires", "ondertekend door", "getekend door",
            "ondertekenaar", "signed by", "signatory", "unterschrieben von",
            "unterzeichnet von")),
    Target("signed_on", N_("Signed on"),
           ("signé le", "date", "date de signature", "date de la signature", "ondertekend op",
            "getekend op", "datum", "datum ondertekening", "signature date", "date signed",
            "unterschrieben am", "unterzeichnet am")),
    Target("agreement_on", N_("Agreement signed on"),
           ("accord", "accord de duo", "convention", "convention de duo",
            *_of(("accord", "accord de duo", "convention", "convention de duo"), _SIGNED),
            "overeenkomst", "duo-overeenkomst", *_of(("overeenkomst",), _SIGNED), "agreement",
            *_of(("agreement",), _SIGNED), "vereinbarung", *_of(("vereinbarung",), _SIGNED))),
    Target("code_on", N_("Code of conduct signed on"),
           ("code de conduite", "code", "charte", *_of(("code de conduite", "charte"), _SIGNED),
            "gedragscode", *_of(("gedragscode",), _SIGNED), *_of(("code of conduct",), _SIGNED),
            "verhaltenskodex", *_of(("verhaltenskodex",), _SIGNED))),
    Target("mentee_signed", N_("Signed by the mentee on"), _of(_MENTEE, _SIGNED)),
    Target("mentor_signed", N_("Signed by the mentor on"), _of(_MENTOR, _SIGNED)),
    Target("coordinator_signed", N_("Signed by the coordination on"),
           _of(_COORDINATION, _SIGNED)),
    Target("place", N_("Place"),
           ("lieu", "lieu de signature", "plaats", "plaats van ondertekening", "place", "ort")),
    Target("filed_at", N_("Where the paper lies"),
           ("classé", "classé où", "où est le papier", "classement", "classeur", "rangé",
            "archivé", "emplacement", "où", "bewaard", "bewaard in", "bewaarplaats", "map",
            "ordner", "kast", "filed", "filed at", "where it lies", "ablage", "abgelegt in")),
    *_REST,
)  # fmt: skip
_ATTENDANCE = (
    Target("person", N_("Name"),
           ("nom", "nom de famille", "nom complet", "nom et prénom", "nom prénom", "participant",
            "participante", "participants", "naam", "achternaam", "familienaam", "naam en voornaam",
            "volledige naam", "deelnemer", "deelnemers", "name", "surname", "family name",
            "last name", "full name", "nachname", "familienname", "vollständiger name",
            "teilnehmer", *_MENTOR, *_of(_MENTOR, _NAME))),
    Target("person_given", N_("Given name"), (*_GIVEN, *_of(_MENTOR, _GIVEN))),
    Target("person_number", N_("Number"), (*_NUMBER, *_of(_MENTOR, _NUMBER))),
    Target("person_email", N_("E-mail"), (*_MAIL, *_of(_MENTOR, _MAIL))),
    Target("held_on", N_("Day"),
           ("date", "jour", "journée", "journée du", "date de formation", "formation du", "datum",
            "dag", "opleidingsdag", "datum opleiding", "vormingsdag", "day", "training day",
            "training date", "tag", "schulungstag")),
    Target("presence", N_("Whether they came"),
           ("présence", "présences", "présent", "présente", "aanwezigheid", "aanwezig",
            "attendance", "presence", "present", "came", "anwesenheit", "anwesend")),
    *_REST,
)  # fmt: skip
_KINDS = {
    DUOS: _DUOS, MEETINGS: _MEETINGS, OUTCOMES: _OUTCOMES, SIGNATURES: _SIGNATURES,
    ATTENDANCE: _ATTENDANCE,
}  # fmt: skip


@cache
def targets(kind: str = PEOPLE) -> tuple[Target, ...]:
    """Everything a column may hold, in the order a person chooses from."""
    if kind in _KINDS:
        return _KINDS[kind]
    fields = (*PERSON_FIELDS, *ENROLMENT_FIELDS)
    return (
        *(_target(field) for field in fields if not field.name.startswith("style_")),
        *_COMPOSITE,
    )


def _target(field: Field) -> Target:
    return Target(field.name, field.title_id, field.headings)
