"""The columns of people as they are called, said once; the headings are how offices write them in
spreadsheets.

Read by form, table, spreadsheet, filter and history alike. Every column of `model/people.py` is
here or in `HIDDEN`.
"""

from __future__ import annotations

from duodesk.base.fields import Choice, Day, Field, Number, On, Text, YesNo
from duodesk.base.i18n import N_

_ASIDE = On.FORM | On.EXCEL
_PLAIN = On.FORM | On.TABLE | On.EXCEL
_ROW = On.FORM

PERSON_FIELDS: tuple[Field, ...] = (
    Text(
        "number",
        N_("Number"),
        _PLAIN,
        headings=(
            "numéro", "n°", "no", "nr", "num", "id", "identifiant", "nummer", "référence", "ref",
            "referentie", "numéro de dossier", "dossiernummer", "duodesk",
        ),
    ),
    Text(
        "family_name",
        N_("Family name"),
        required=True,
        headings=(
            "nom", "nom de famille", "naam", "familienaam", "achternaam", "last name", "surname",
            "nachname", "familienname",
        ),
    ),
    Text(
        "given_name",
        N_("Given name"),
        required=True,
        headings=("prénom", "voornaam", "first name", "vorname", "roepnaam"),
    ),
    Text(
        "known_as",
        N_("Known as"),
        _ASIDE,
        headings=("surnom", "nom d'usage", "bijnaam", "nickname", "rufname"),
    ),
    Choice(
        "form_of_address",
        N_("Form of address"),
        _ASIDE,
        choices="form_of_address",
        headings=("civilité", "titre", "aanspreking", "aanspreektitel", "title", "anrede"),
    ),
    Day(
        "birth_date",
        N_("Date of birth"),
        headings=(
            "date de naissance", "né le", "née le", "naissance", "ddn", "geboortedatum",
            "geboren op", "birth date", "birthday", "dob", "geburtsdatum", "geboren am",
        ),
    ),
    Choice(
        "contact_language",
        N_("Language of letters"),
        choices="contact_language",
        headings=(
            "langue de contact", "langue de correspondance", "contacttaal", "taal van contact",
            "correspondentietaal", "briefwisselingstaal", "contact language", "kontaktsprache",
        ),
    ),
    Text(
        "email",
        N_("E-mail"),
        headings=(
            "e-mail", "email", "mail", "courriel", "adresse e-mail", "adresse mail",
            "adresse électronique", "mailadres", "e-mailadres", "email address",
        ),
    ),
    Text(
        "phone",
        N_("Telephone"),
        headings=(
            "téléphone", "tél", "tel", "gsm", "gsm nummer", "mobile", "portable",
            "numéro de téléphone", "telefoon", "telefoonnummer", "phone", "phone number", "telefon",
            "handy", "telefonnummer",
        ),
    ),
    Text(
        "street",
        N_("Street and number"),
        _PLAIN,
        headings=("rue", "adresse", "rue et numéro", "straat", "adres", "straat en nummer",
                  "street", "address", "straße", "straße und hausnummer"),
    ),
    Text(
        "postcode",
        N_("Postcode"),
        headings=("code postal", "cp", "postcode", "postnummer", "postal code", "zip",
                  "postleitzahl", "plz"),
    ),
    Text(
        "municipality",
        N_("Municipality"),
        headings=("commune", "ville", "localité", "lieu de résidence", "gemeente", "stad",
                  "woonplaats", "city", "town", "gemeinde", "ort", "wohnort", "stadt"),
    ),
    Choice(
        "arrival",
        N_("Time in Belgium"),
        choices="arrival",
        headings=("in Belgium since", "arrivée en belgique", "en belgique depuis", "date d'arrivée",
                  "arrivée", "in belgië sinds", "aankomst", "aankomst in belgië", "arrival",
                  "in belgium since", "in belgien seit", "ankunft"),
    ),
    Number("style_pace", N_("Pace"), _ASIDE, least=-2, most=2),
    Number("style_structure", N_("Structure"), _ASIDE, least=-2, most=2),
    Number("style_talk", N_("Talking and listening"), _ASIDE, least=-2, most=2),
    Number("style_feedback", N_("Way of giving feedback"), _ASIDE, least=-2, most=2),
)  # fmt: skip

ENROLMENT_FIELDS: tuple[Field, ...] = (
    Choice(
        "role",
        N_("Role"),
        choices="role",
        headings=("rôle", "type", "rol", "rolle", "mentor/mentee", "mentor ou mentee"),
    ),
    Choice(
        "status",
        N_("Status"),
        choices="status",
        headings=("statut", "état", "status", "stand"),
    ),
    Day(
        "registered_on",
        N_("Registered on"),
        headings=("date d'inscription", "inscrit le", "inscription", "inschrijvingsdatum",
                  "ingeschreven op", "aangemeld op", "inschrijving", "registration date",
                  "anmeldedatum", "angemeldet am", "anmeldung"),
    ),
    Day(
        "accepted_on",
        N_("Accepted on"),
        headings=("accepté le", "acceptée le", "date d'acceptation", "aanvaard op",
                  "aanvaardingsdatum", "acceptance date", "aufgenommen am"),
    ),
    Choice(
        "source",
        N_("How the person found us"),
        choices="source",
        headings=("source", "comment nous a connus", "canal", "orienté par", "envoyé par", "bron",
                  "kanaal", "doorverwezen door", "hoe bij ons gekomen", "referred by", "quelle"),
    ),
    Choice(
        "eligible_basis",
        N_("How the conditions were checked"),
        _ASIDE | On.FILTER,
        choices="eligible_basis",
    ),
    Day("eligible_on", N_("Conditions checked on"), _ASIDE),
    Day(
        "decided_on",
        N_("Decided on"),
        _ASIDE,
        headings=("décision le", "date de décision", "beslist op", "beslissingsdatum",
                  "decision date", "entschieden am"),
    ),
    Choice(
        "decision_reason",
        N_("Reason of the decision"),
        _ASIDE | On.FILTER,
        choices="decision_reason",
        headings=("motif", "raison", "reden", "reason", "grund"),
    ),
    Text("decision_text", N_("What was said about the decision"), On.FORM, lines=3),
    Choice(
        "goal",
        N_("Goal"),
        choices="goal",
        headings=("objectif", "but", "doel", "doelstelling", "goal", "ziel"),
    ),
    Choice(
        "project_clarity",
        N_("Clarity of the project"),
        choices="project_clarity",
        headings=("projet", "clarté du projet", "projet professionnel précis",
                  "duidelijkheid van het project", "projectduidelijkheid", "klarheit des projekts"),
    ),
    Text(
        "diploma_home",
        N_("Diploma from home"),
        _PLAIN,
        headings=("diplôme", "diplôme du pays d'origine", "niveau d'études", "diploma",
                  "diploma thuisland", "studieniveau", "abschluss"),
    ),
    Choice(
        "diploma_recognised",
        N_("Diploma recognised here"),
        _PLAIN | On.FILTER,
        choices="diploma_recognised",
        headings=("équivalence", "diplôme reconnu", "équivalence de diplôme", "diploma erkend",
                  "diploma-erkenning", "gelijkwaardigheid", "recognition", "anerkennung",
                  "abschluss anerkannt"),
    ),
    Choice(
        "employment_status",
        N_("Employment"),
        choices="employment_status",
        headings=("statut professionnel", "situation professionnelle", "beroepsstatuut",
                  "beroepssituatie", "werkstatuut", "employment status", "beruflicher status"),
    ),
    YesNo(
        "generalist",
        N_("Generalist"),
        headings=("généraliste", "generalist", "allrounder"),
    ),
    Day(
        "trained_on",
        N_("Trained on"),
        headings=("formé le", "formée le", "date de formation", "formation terminée le",
                  "opgeleid op", "vorming gevolgd op", "opleidingsdatum", "training date",
                  "geschult am"),
    ),
    Day(
        "free_from",
        N_("Free from"),
        headings=("disponible à partir du", "libre à partir du", "libre dès le",
                  "beschikbaar vanaf", "vrij vanaf", "available from", "verfügbar ab", "frei ab"),
    ),
    Number(
        "capacity",
        N_("Duos at once"),
        _ASIDE,
        least=0,
        most=5,
        headings=("nombre de duos à la fois", "aantal duo's tegelijk", "duos at once",
                  "duos gleichzeitig"),
    ),
    Day(
        "informed_on",
        N_("Information note handed over on"),
        _ASIDE,
        headings=("note d'information remise le", "informatienota overhandigd op",
                  "informatienota bezorgd op", "information note given on",
                  "informationsblatt übergeben am"),
    ),
    Day(
        "permit_until",
        N_("Residence permit known to be valid until"),
        _ASIDE,
        headings=("titre de séjour valable jusqu'au", "séjour jusqu'au", "verblijf geldig tot",
                  "verblijfstitel geldig tot", "permit valid until", "aufenthalt gültig bis"),
    ),
    Day("c45b_filed_on", N_("Form C45B filed on"), _ASIDE, headings=("c45b", "c45b introduit le",
        "c45b ingediend op", "c45b filed on", "c45b eingereicht am")),
    Choice("c45b_answer", N_("Answer to form C45B"), _ASIDE, choices="c45b_answer"),
    Day("c45b_until", N_("Form C45B valid until"), _ASIDE),
)  # fmt: skip

PARTNER_FIELDS: tuple[Field, ...] = (
    Text("name", N_("Name"), required=True),
    Choice("kind", N_("Kind of organisation"), choices="partner_kind"),
    YesNo("refers", N_("Sends people to us")),
    YesNo("receives", N_("Takes people we send")),
    Text("contact_name", N_("Contact person")),
    Text("phone", N_("Telephone")),
    Text("email", N_("E-mail")),
    Text("website", N_("Website"), _ASIDE),
    Text("street", N_("Street and number"), _ASIDE),
    Text("postcode", N_("Postcode"), _ASIDE),
    Text("municipality", N_("Municipality")),
    Text("offers", N_("What it offers"), _ASIDE, lines=3),
)

FIELDS: dict[str, tuple[Field, ...]] = {
    "person": PERSON_FIELDS,
    "enrolment": ENROLMENT_FIELDS,
    "partner": PARTNER_FIELDS,
    "person_language": (
        Choice("language", N_("Language"), _ROW, choices="language"),
        Choice("level", N_("Level"), _ROW, choices="level"),
    ),
    "person_occupation": (
        Choice("occupation", N_("Occupation"), _ROW, choices="occupation"),
        Choice("relation", N_("Relation to the occupation"), _ROW, choices="relation"),
        Number("rank", N_("Rank"), _ROW, least=1, most=3),
        Number("years", N_("Years"), _ROW, most=80),
    ),
    "person_interest": (Choice("interest", N_("Interest"), _ROW, choices="interest"),),
    "person_topic": (
        Choice("topic", N_("Topic"), _ROW, choices="topic"),
        Choice("side", N_("Asked for or offered"), _ROW, choices="side"),
    ),
    "person_trait": (
        Choice("trait", N_("What matters"), _ROW, choices="trait"),
        Choice("stance", N_("Has it, wishes it, refuses it"), _ROW, choices="stance"),
        Day("said_on", N_("Said on"), _ROW),
    ),
    "availability": (
        Number("weekday", N_("Weekday"), _ROW, most=6),
        Number("start", N_("From"), _ROW, most=47),
        Number("end", N_("Until"), _ROW, most=48),
    ),
    "note": (
        Text("text", N_("Note"), _ROW, lines=4),
        YesNo("restricted", N_("Shown to few"), _ROW),
    ),
}

# Identities and stamps that the program keeps for itself; what they stand for is shown by its name.
HIDDEN: frozenset[str] = frozenset(
    {
        "person.id", "person.office_id", "person.coordinator_id", "person.merged_into_id",
        "person.merged_on", "enrolment.id", "enrolment.person_id", "enrolment.office_id",
        "enrolment.partner_id", "enrolment.redirected_to_id", "enrolment.eligible_by",
        "enrolment.decided_by",
        "person_language.id", "person_language.person_id",
        "person_occupation.id", "person_occupation.person_id",
        "person_interest.id", "person_interest.person_id",
        "person_topic.id", "person_topic.person_id",
        "person_trait.id", "person_trait.person_id",
        "availability.id", "availability.person_id",
        "partner.id", "partner.office_id", "partner.closed_on",
        "note.id", "note.person_id", "note.duo_id", "note.author_id", "note.written_at",
    }
)  # fmt: skip


def field(table: str, name: str) -> Field | None:
    """The declaration of a column, or None for one that is hidden or not of people."""
    return next((f for f in FIELDS.get(table, ()) if f.name == name), None)
