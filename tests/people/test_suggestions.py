"""What a sentence may propose for the profile, in four languages; and what it never does."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.ids import seed_id
from duodesk.model.people import Level, Role
from duodesk.people.cards import PersonCard
from duodesk.people.suggestions import Suggestion, suggestions

BLANK = PersonCard(
    id=seed_id("p"),
    number="",
    name="",
    full_name="",
    office_id=seed_id("o"),
    age=None,
    coordinator="",
    values={},
    enrolments=(),
    languages={},
    trades=(),
    interests=frozenset(),
    topics=frozenset(),
    traits=frozenset(),
    slots=(),
)


def heard(text: str, role: Role = Role.MENTEE, code: str = "fr") -> list[Suggestion]:
    return suggestions(text, role, code, BLANK)


def told(text: str, role: Role = Role.MENTEE, code: str = "fr") -> str:
    """language:fra=B1 free:1=24-36 …"""
    words = []
    for one in heard(text, role, code):
        level = f"={one.fact.level}" if one.fact.level else ""
        slots = "".join(f"={slot.start}-{slot.end}" for slot in one.fact.slots)
        words.append(f"{one.fact.name}{level}{slots}{'?' if one.guessed else ''}")
    return " ".join(words)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Il parle français B1 et anglais A2.", "language:fra=B1 language:eng=A2"),
        ("Parle couramment l'anglais, un peu de néerlandais",
         "language:eng=C1? language:nld=A2?"),
        ("Zij spreekt goed Nederlands en een beetje Frans", "language:nld=B2? language:fra=A2?"),
        ("Speaks Arabic (native), French B2", "language:ara=native language:fra=B2"),
        ("Er spricht fließend Deutsch und lernt Niederländisch",
         "language:deu=C1? language:nld"),
        ("Zijn moedertaal is Turks", "language:tur=native"),
        ("FR B1, NL A2", "language:fra=B1 language:nld=A2"),
        ("## Vos langues\nfrançais, anglais\n", "language:fra language:eng"),
        ("Veut devenir magasinière ou cariste", "target:warehouse_worker target:forklift_driver"),
        ("Voudrait travailler comme aide-soignante, a travaillé comme serveuse",
         "target:care_assistant"),
        ("Wil kok worden", "target:cook"),
        ("She would like to become a web developer", "target:web_developer"),
        ("Sie möchte Köchin werden", "target:cook"),
        ("Er sucht Arbeit als Maurer", "target:bricklayer"),
        ("Cherche un emploi de technicien en chauffage", "target:heating_technician"),
        ("Aime le foot, cuisiner et la photo",
         "interest:football interest:cooking interest:photography"),
        ("Houdt van koken en schaken", "interest:cooking interest:chess"),
        ("Likes reading", "interest:reading"),
        ("Sie liest gern und wandert", "interest:reading interest:hiking"),
        ("Voudrait de l'aide pour son CV et les entretiens d'embauche",
         "need:cv need:interview_practice"),
        ("Heeft hulp nodig bij sollicitatiegesprekken", "need:interview_practice"),
        ("Needs help with letters", "need:cover_letter"),
        ("Braucht Hilfe beim Lebenslauf", "need:cv"),
        ("Libre lundi et jeudi après-midi, samedi", "free:0=24-35 free:3=24-35 free:5=16-35"),
        ("Vrij op dinsdagavond en woensdag voormiddag", "free:1=35-42 free:2=16-24"),
        ("Free on Saturday from 10 to 14", "free:5=20-28"),
        ("Hat freitags und Samstagvormittag Zeit", "free:4=16-24 free:5=16-24"),
        ("## Vos disponibilités\nmardi de 14h à 18h30", "free:1=28-37"),
    ],
)  # fmt: skip
def test_a_sentence_proposes_what_it_tells(text: str, facts: str) -> None:
    assert told(text) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("A travaillé 30 ans comme comptable, puis chef de chantier",
         "experience:accountant experience:site_manager"),
        ("Werkte twintig jaar als metselaar", "experience:bricklayer"),
        ("Worked as a nurse for years", "experience:nurse"),
        ("Hat dreißig Jahre als Koch gearbeitet", "experience:cook"),
        ("Peut aider avec le CV, le réseau et l'ordinateur",
         "strength:cv strength:network strength:digital"),
        ("Veut devenir magasinier", ""),
    ],
)  # fmt: skip
def test_a_mentor_tells_what_they_have_done_and_can_pass_on(text: str, facts: str) -> None:
    assert told(text, Role.MENTOR) == facts


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Ne parle pas néerlandais", ""),
        ("Parle français, mais pas néerlandais", "language:fra"),
        ("Ne parle pas néerlandais, anglais", ""),
        ("Ne parle pas néerlandais mais parle anglais", "language:eng"),
        ("Spreekt Frans B2, geen Engels", "language:fra=B2"),
        ("Spreekt nog geen Nederlands", ""),
        ("Doesn't speak Dutch", ""),
        ("Französisch spricht er nicht", ""),
        ("Wil lasser worden maar geen loodgieter", "target:welder"),
        ("Pas libre le lundi", ""),
        ("Libre sauf le lundi", ""),
        ("N'aime pas cuisiner", ""),
    ],
)
def test_what_is_denied_is_not_proposed(text: str, facts: str) -> None:
    assert told(text) == facts


# Each would offer a language, a trade, an interest or free time to a careless ear.
SENSITIVE = (
    # origin, nationality
    "Il est turc", "Elle est née en Syrie et parle arabe", "Vient de Kaboul, parle dari B1",
    "D'origine marocaine, parle arabe et berbère", "A fui son pays, parle tigrigna",
    "Hij is Pools", "Komt uit Eritrea en spreekt Tigrinya", "Van Turkse afkomst, spreekt Turks",
    "Is gevlucht en spreekt Dari B2", "Heeft de Syrische nationaliteit en spreekt Arabisch",
    "He is Russian", "Born in Ukraine, speaks Ukrainian", "Came from Somalia, speaks Somali",
    "Her country of birth is Brazil; as a refugee she speaks Portuguese",
    "Has a French passport and speaks French", "Er ist Russe",
    "Sie stammt aus Polen, spricht Polnisch", "Kommt aus Albanien und spricht Albanisch",
    "Geflüchtet, spricht Arabisch B1",
    # religion
    "Récite le Coran en arabe, langue apprise tôt", "Chante à l'église le dimanche, libre le lundi",
    "Musulman pratiquant, aime lire", "Porte le voile et veut devenir infirmière",
    "Gaat zondag naar de kerk, houdt van zingen", "Is moslim en houdt van koken",
    "Volgt de ramadan, vrij op dinsdag", "Prays at the mosque, free on Friday",
    "A Christian who likes singing", "Betet in der Moschee, frei am Samstag",
    "Geht in die Kirche und singt gern",
    # health
    "En traitement pour un cancer, aime lire", "Diabétique, libre le mardi",
    "A été malade, cherche un emploi de cuisinier", "Suit une thérapie le lundi, libre le mardi",
    "Heeft een depressie gehad en wil kok worden", "Is zwanger, vrij op woensdag",
    "Kan door rugpijn alleen op dinsdag, is vrij", "Is ill, free on Monday",
    "Has a disability and would like to be a cook", "In therapy, likes reading",
    "Ist krank, frei am Montag", "Nach der Operation möchte sie Köchin werden",
    "Schwerbehindert, liest gern",
    # family
    "Sa mère est infirmière et elle veut devenir infirmière", "Son mari parle français C1",
    "Divorcée, aime cuisiner", "Garde ses enfants, libre le jeudi",
    "Haar man spreekt Nederlands", "Heeft twee kinderen, vrij op maandag",
    "Zijn vader werkte als metselaar, wil metselaar worden", "Haar ouders spreken Frans",
    "Her husband speaks Dutch", "Has three children, free on Tuesday",
    "His brother works as a cook, he would like to be a cook", "Married, likes cooking",
    "Ihr Mann spricht Deutsch", "Hat zwei Kinder, frei am Montag", "Geschieden, kocht gern",
    "Seine Eltern sprechen Türkisch",
)  # fmt: skip


@pytest.mark.parametrize("text", SENSITIVE)
@pytest.mark.parametrize("role", list(Role))
def test_origin_religion_health_and_family_propose_nothing(role: Role, text: str) -> None:
    for code in ("fr", "nl", "en", "de"):
        assert told(text, role, code) == ""


def test_a_sensitive_sentence_silences_itself_alone() -> None:
    assert told("Elle est malade. Elle parle français B2.") == "language:fra=B2"


def test_the_sentence_and_its_place_come_along() -> None:
    text = "## Vos langues\n- Parle français (B1). Aime lire !\n"
    first, second = heard(text)
    assert (first.words, text[first.start : first.end]) == ("Parle français (B1)",) * 2
    assert second.words == "Aime lire"


def test_what_is_known_or_refused_is_not_proposed_again() -> None:
    text = "Parle français B1. Parle anglais. Libre mardi."
    known = replace(BLANK, languages={"fra": Level.B1, "eng": None})
    found = suggestions(text, Role.MENTEE, "fr", known, {"free:1"})
    assert found == []
    known = replace(BLANK, languages={"fra": None})
    (french, english, _tuesday) = suggestions(text, Role.MENTEE, "fr", known)
    assert (french.fact.level, english.fact.name) == (Level.B1, "language:eng")


def test_a_level_told_later_is_taken_along() -> None:
    (french,) = heard("Parle français. Niveau : français B2.")
    assert french.fact.level == Level.B2


@given(st.text(max_size=200))
def test_any_text_can_be_listened_to(text: str) -> None:
    for one in heard(text):
        assert text[one.start : one.end] == one.words


def test_ten_pages_are_listened_to_to_the_end() -> None:
    text = "\n".join(f"Phrase {n} : parle français B1, aime lire, libre mardi." for n in range(500))
    said = heard(f"{text}\nParle turc C1.")
    assert "tur" in {one.fact.code for one in said}
