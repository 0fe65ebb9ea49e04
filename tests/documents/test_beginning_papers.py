"""The papers at the beginning of a duo: invitation to meet, welcome letters, the two sheets that a
duo writes on, and what the organisation answers on form C45B.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents import action_plan, weekly_sheet
from duodesk.documents.action_plan import ActionPlan
from duodesk.documents.c45b_sheet import c45b_sheet
from duodesk.documents.catalog import C45B, FIRST_MEETING, SHEETS, WELCOME, DocumentKind, kind_of
from duodesk.documents.commands import print_letter, print_paper
from duodesk.documents.draw import Paper, draw
from duodesk.documents.first_meeting_letter import first_meeting_letter
from duodesk.documents.weekly_sheet import WeeklySheet
from duodesk.documents.welcome_letters import welcome_letter, welcomed
from duodesk.documents.wording import path
from duodesk.documents.words import place_title
from duodesk.followup import terms
from duodesk.followup.commands import OutcomeValues, record_outcome
from duodesk.model.documents import Document
from duodesk.model.pairing import Duo, Proposal
from duodesk.model.people import Relation, Role, Side
from duodesk.model.training import Event
from duodesk.office import settings
from duodesk.office.commands import change_office
from duodesk.pairing import commands as pairing
from duodesk.pairing.first_meeting import Appointment, plan_first_meeting
from duodesk.people import profile
from duodesk.people.commands import accept, register
from duodesk.people.values import PersonValues, Trade
from duodesk.store.store import Store
from tests.documents.ending import AMINA, LIEVE, Ending, ending
from tests.documents.training import approved, pages

TODAY = date(2026, 11, 24)
START = date(2026, 11, 23)
KINDS = (*WELCOME, FIRST_MEETING, *SHEETS, C45B)
LETTERS = (*WELCOME, FIRST_MEETING, C45B)
_LONGEST = 20  # words of a sentence that is read easily, also at level B1
HOSTILE = PersonValues(given_name="<b>A</b>&{{duo_number}}", family_name="=1+1")


def beginning(store: Store, *, weeks: str = "", mentee: PersonValues = AMINA) -> Ending:
    """A duo since yesterday; the office has an insurer, the mentee trades and needs."""
    one = ending(store, mentee=mentee, start=START, weeks=weeks)
    change_office(store, store.office_id, insurer="Ethias", policy_number="45.123.456")
    trades = [Trade("cook", Relation.TARGET, rank=1)]
    profile.set_occupations(store, one.mentee_id, trades)
    profile.set_topics(store, one.mentee_id, Side.NEED, ["cv", "digital"])
    return one


def meeting(store: Store, mentee: PersonValues = AMINA) -> tuple[Id, Id]:
    """A pair that is to meet for the first time, and its mentee."""
    change_office(
        store, store.office_id, street="Rue de l'Essai 1", municipality="Bruxelles",
        phone="02 000 00 00", email="bru@example.org",
    )  # fmt: skip
    both = [register(store, role, values=values)
            for role, values in ((Role.MENTEE, mentee), (Role.MENTOR, LIEVE))]  # fmt: skip
    for made in both:
        accept(store, made.enrolment_id)
    one, other = (made.person_id for made in both)
    thought = pairing.Thought(reason="Both cook", overruled_reason="A trial")
    pairing.propose(store, mentee_id=one, mentor_id=other, thought=thought)
    with store.read() as session:
        proposal_id = session.query(Proposal).one().id
    plan_first_meeting(
        store, proposal_id,
        Appointment(on=date(2026, 12, 1), start=14 * 60, place="Café Belga",
                    led_by=store.author_id),
    )  # fmt: skip
    return proposal_id, one


def letter(store: Store, kind: DocumentKind, language: str | None = None) -> Paper:
    """A letter of each kind."""
    if kind == FIRST_MEETING:
        proposal_id, _mentee = meeting(store)
        with store.read() as session:
            return first_meeting_letter(
                session, proposal_id, Role.MENTEE, today=TODAY, language=language
            )
    one = beginning(store)
    with store.read() as session:
        if kind == C45B:
            return c45b_sheet(session, one.mentor_id, today=TODAY, language=language)
        role = Role(kind.code.removeprefix("welcome_"))
        return welcome_letter(session, one.duo_id, role, today=TODAY, language=language)


def plan(one: Ending, language: str | None = None, *, blank: bool = False) -> ActionPlan:
    with one.store.read() as session:
        return action_plan.action_plan(
            session, one.duo_id, today=TODAY, blank=blank, language=language
        )


def weeks(one: Ending, language: str | None = None) -> WeeklySheet:
    with one.store.read() as session:
        return weekly_sheet.weekly_sheet(session, one.duo_id, today=TODAY, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", LETTERS, ids=lambda kind: kind.code)
def test_each_letter_says_in_each_language_what_was_approved(
    store: Store, kind: DocumentKind, language: str
) -> None:
    paper = letter(store, kind, language)
    (said,) = pages(draw(paper))
    assert said == approved(f"{kind.code}-{language}", said)
    unknown = ("allowance", "authorisation_number", "enterprise_number", "legal_form")
    assert paper.missing == (unknown if kind == C45B else ())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("action_plan", lambda one, language: action_plan.draw(plan(one, language))),
        ("weekly_sheet", lambda one, language: weekly_sheet.draw(weeks(one, language))),
    ],
)
def test_each_sheet_says_in_each_language_what_was_approved(
    store: Store, code: str, make: Callable[[Ending, str], bytes], language: str
) -> None:
    one = beginning(store)
    terms.pause_duo(store, one.duo_id, first_day=date(2026, 12, 21), last_day=date(2027, 1, 3))
    said = "\f".join(pages(make(one, language)))
    assert said == approved(f"{code}-{language}", said)
    assert said.count("\f") == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_sentence_is_short_enough_to_be_read_easily(
    kind: DocumentKind, language: str
) -> None:
    text = path(kind, language).read_text(encoding="utf-8")
    sentences = re.split(r"[.!?:]\s|\n", text)
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_place_of_the_texts_has_a_title_and_the_languages_say_the_same(
    kind: DocumentKind,
) -> None:
    assert [name for name in kind.fields if place_title(name) == name] in ([], ["goal"])
    texts = [path(kind, code).read_text(encoding="utf-8") for code in LANGUAGES]
    assert len({tuple(sorted(re.findall(r"\{\{(\w+)", text))) for text in texts}) == 1
    marks = [[line[:2] if line[:1] in {"#", "-", "["} else "" for line in text.splitlines()]
             for text in texts]  # fmt: skip
    assert all(one == marks[0] for one in marks)


def test_each_gets_the_welcome_in_their_own_language_and_not_before_the_duo_begins(
    store: Store,
) -> None:
    one = beginning(store)
    with store.read() as session:
        mentee = welcome_letter(session, one.duo_id, Role.MENTEE, today=TODAY)
        mentor = welcome_letter(session, one.duo_id, Role.MENTOR, today=TODAY)
    assert (mentee.language, mentor.language) == ("fr", "nl")
    assert (mentee.values["other_name"], mentor.values["other_name"]) == ("Lieve", "Amina")
    assert mentee.values["document_number"] == "BRU-D10001-WE1-FR"
    assert mentee.address[0] == "Amina Rahmani"
    assert mentee.values["first_call"] == "7 décembre 2026"
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).start_date = None
    with store.read() as session, pytest.raises(UserError, match="has not begun"):
        welcome_letter(session, one.duo_id, Role.MENTEE, today=TODAY)


def test_a_printed_welcome_is_written_down_once_and_told(store: Store) -> None:
    one = beginning(store)
    with store.read() as session:
        paper = welcome_letter(session, one.duo_id, Role.MENTEE, today=TODAY)
        assert welcomed(session, one.duo_id) == {}
    first = print_paper(store, one.duo_id, paper)
    assert print_paper(store, one.duo_id, paper).content == first.content
    with store.read() as session:
        assert session.query(Document).count() == 1
        assert list(welcomed(session, one.duo_id)) == ["welcome_mentee"]


def test_the_invitation_names_the_other_by_the_given_name_alone(store: Store) -> None:
    said = "".join(pages(draw(letter(store, FIRST_MEETING, "en"))))
    assert "Lieve" in said
    assert "De Smet" not in said
    assert "14:00 – 15:00" in said
    assert "Both cook" not in said


def test_an_invitation_to_another_day_is_a_letter_of_its_own(store: Store) -> None:
    proposal_id, mentee_id = meeting(store)
    for on in (date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 3)):
        plan_first_meeting(store, proposal_id, Appointment(on=on))
        with store.read() as session:
            paper = first_meeting_letter(session, proposal_id, Role.MENTEE, today=TODAY)
        print_letter(store, mentee_id, paper)
    assert paper.missing == ("meeting_hours", "meeting_place", "present_name")
    with store.read() as session:
        numbers = [one.number for one in session.query(Document)]
    assert numbers == ["BRU-10001-FM1-FR-20261201", "BRU-10001-FM1-FR-20261203"]


def test_without_a_meeting_there_is_nothing_to_invite_to(store: Store) -> None:
    proposal_id, _mentee = meeting(store)
    with store.write("") as write:
        for event in write.session.query(Event).all():
            write.session.delete(event)
        write.session.get_one(Proposal, proposal_id).meeting_on = None
    with store.read() as session, pytest.raises(UserError, match="No first meeting"):
        first_meeting_letter(session, proposal_id, Role.MENTOR, today=TODAY)


def test_the_empty_plan_has_names_and_days_and_nothing_of_the_mentee(store: Store) -> None:
    one = beginning(store)
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).plan_written_on = TODAY
    empty, filled = plan(one, "en", blank=True), plan(one, "en")
    assert (filled.goal, filled.trades, filled.needs) == ("job", ("Cook",), {"cv", "digital"})
    assert (empty.goal, empty.trades, empty.needs) == ("", (), frozenset())
    assert empty.dates == filled.dates
    assert (empty.paper.missing, filled.paper.missing) == (("plan_written",), ())
    told = ["".join(pages(action_plan.draw(sheet))) for sheet in (empty, filled)]
    assert [text.count("✓") for text in told] == [0, 3]
    assert all("Amina Rahmani" in text and "Lieve De Smet" in text for text in told)


def test_before_the_duo_begins_the_sheets_leave_its_days_open(store: Store) -> None:
    one = beginning(store)
    with store.write("") as write:
        duo = write.session.get_one(Duo, one.duo_id)
        duo.start_date = duo.expected_end = None
    assert plan(one).paper.missing == ("end_date", "plan_written", "start_date")
    assert [day for day, _title in plan(one).dates] == ["", "", ""]
    sheet = weeks(one)
    assert len(sheet.weeks) == 26
    assert sheet.weeks[0].first is None
    assert len(pages(weekly_sheet.draw(sheet))) == 2


def test_the_weeks_run_to_the_term_and_tell_holidays_and_rest(store: Store) -> None:
    one = beginning(store)
    assert len(weeks(one).weeks) == 26
    terms.pause_duo(store, one.duo_id, first_day=date(2026, 12, 21), last_day=date(2027, 1, 3))
    sheet = weeks(one, "en")
    assert len(sheet.weeks) == 28
    assert [week.number for week in sheet.weeks if week.rests] == [5, 6]
    christmas = sheet.weeks[4]
    assert (christmas.first, christmas.last) == (date(2026, 12, 21), date(2026, 12, 27))
    assert christmas.off == ("25/12 Christmas Day", "school holidays")


def test_a_long_duo_goes_on_on_more_pages(store: Store) -> None:
    one = beginning(store)
    with store.write("") as write:
        write.session.get_one(Duo, one.duo_id).expected_end = START + timedelta(weeks=52)
    drawn = pages(weekly_sheet.draw(weeks(one, "en")))
    assert len(drawn) == 4
    assert all("Next time" in page for page in drawn)


def test_the_sheets_speak_the_language_of_the_duo(store: Store) -> None:
    one = beginning(store)
    assert (plan(one).language, weeks(one).language) == ("fr", "fr")
    assert action_plan.file_name(plan(one, "en")) == "BRU-D10001 Action plan.pdf"
    assert weekly_sheet.file_name(weeks(one, "en")) == "BRU-D10001 Our meetings.pdf"


def test_form_c45b_tells_what_the_desk_knows_and_nothing_of_the_mentee(store: Store) -> None:
    one = beginning(store)
    record_outcome(store, one.mentee_id, OutcomeValues("permanent", TODAY, employer="Bakkerij"))
    settings.choose(store, settings.EXPENSES, "1")
    with store.read() as session:
        paper = c45b_sheet(session, one.mentor_id, today=TODAY)
    said = "".join(pages(draw(paper)))
    assert paper.language == "nl"
    assert paper.values["document_number"] == "BRU-10002-CB1-NL"
    assert "44,02" in (paper.values["allowance"] or "")
    assert "Nieuwstraat 3, 1000 Brussel" in said
    assert "23 november 2026" in said
    assert "Amina" not in said
    assert "Bakkerij" not in said


def test_a_mentor_without_a_duo_has_a_form_with_open_days(store: Store) -> None:
    mentor = register(store, Role.MENTOR, values=LIEVE).person_id
    with store.read() as session:
        paper = c45b_sheet(session, mentor, today=TODAY)
    assert {"activity_start", "activity_end"} <= set(paper.missing)


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    one = beginning(store, mentee=HOSTILE)
    with store.read() as session:
        welcome = welcome_letter(session, one.duo_id, Role.MENTEE, today=TODAY)
    for content in (draw(welcome), action_plan.draw(plan(one)), weekly_sheet.draw(weeks(one))):
        said = "".join(pages(content)).replace("\n", " ")
        assert "<b>A</b>&{{duo_number}} =1+1" in said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_kind_is_known_by_its_code_and_says_that_its_text_is_a_draft(
    store: Store, kind: DocumentKind
) -> None:
    assert kind_of(kind.code) is kind
    if kind in LETTERS:
        assert "DRAFT" in "".join(pages(draw(letter(store, kind, "en"))))
