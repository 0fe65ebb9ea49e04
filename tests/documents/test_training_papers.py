"""The papers of a mentor: invitation, make-up day, certificate, and the mail with the calendar."""

from __future__ import annotations

import re
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id
from duodesk.documents import calendar_mail, certificate, training_invitation
from duodesk.documents.catalog import TRAINING, kind_of
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import Paper, draw
from duodesk.documents.wording import path
from duodesk.model.documents import Document
from duodesk.model.people import Enrolment, Person, Role
from duodesk.model.training import Event, EventKind
from duodesk.office.seeds import office_seed
from duodesk.people import commands
from duodesk.people.values import PersonValues
from duodesk.store.store import Store
from duodesk.training import calendar_file, events, seats, series
from duodesk.training.events import EventValues
from duodesk.training.series import DayValues
from tests.documents.training import LIEVE, TODAY, Training, approved, pages, training

CODES = [kind.code for kind in TRAINING]
_LONGEST = 20  # words of a sentence that is read easily, also at level B1
HOSTILE = PersonValues(given_name="<b>A</b>&{{series_name}}", family_name="=1+1")


def written(one: Training, code: str, language: str | None = None, n: int = 0) -> Paper:
    person = one.people[n]
    with one.store.read() as session:
        if code == "training_invitation":
            return training_invitation.invitation(
                session, person, one.series_id, today=TODAY, language=language
            )
        if code == "make_up_invitation":
            return training_invitation.make_up(
                session, person, one.days[1].event_id, today=TODAY, language=language
            )
        return certificate.certificate(session, person, today=TODAY, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_each_paper_says_in_each_language_what_was_approved(
    store: Store, code: str, language: str
) -> None:
    one = training(store)
    one.present(one.people[0])
    paper = written(one, code, language)
    (said,) = pages(draw(paper))
    assert said == approved(f"{code}-{language}", said)
    assert paper.missing == ()
    assert "Lieve De Smet" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_short_enough_to_be_read_easily(code: str, language: str) -> None:
    text = path(kind_of(code), language).read_text(encoding="utf-8")
    sentences = re.split(r"[.!?:]\s|\n", text)
    assert [s for s in sentences if len(s.split()) > _LONGEST] == []


def test_a_paper_is_in_the_language_of_the_persons_letters(store: Store) -> None:
    one = training(store, [LIEVE, PersonValues(family_name="Wouters", contact_language="xx")])
    assert written(one, "training_invitation").language == "nl"
    assert written(one, "training_invitation", n=1).language == "fr"


def test_days_called_off_or_given_back_are_left_out(store: Store) -> None:
    one = training(store)
    events.cancel_event(store, one.days[0].event_id)
    paper = written(one, "training_invitation", "en")
    assert paper.table is not None
    assert [row[0] for row in paper.table.rows] == [
        "Thursday, 5 November 2026", "Tuesday, 10 November 2026", "Thursday, 12 November 2026",
    ]  # fmt: skip
    series.cancel_series(store, one.series_id)
    for code in ("training_invitation", "make_up_invitation"):
        with pytest.raises(UserError):
            written(one, code)


def test_days_at_different_places_name_each_place(store: Store) -> None:
    one = training(store)
    events.change_event(store, one.days[2].event_id, place="Gare du Nord", online=True)
    paper = written(one, "training_invitation", "en")
    assert paper.values["training_place"] == "see the table"
    said = "\n".join(pages(draw(paper)))
    assert "Gare du Nord, online" in said.replace("\n", " ")


def test_a_make_up_day_of_another_office_says_where_it_is(store: Store) -> None:
    one = training(store)
    event_id = one.days[0].event_id
    seed = office_seed("LIE")
    assert seed is not None
    with store.write("") as write:
        write.session.get_one(Event, event_id).office_id = seed.id
    with store.read() as session:
        paper = training_invitation.make_up(session, one.people[0], event_id, today=TODAY)
    assert (paper.values["training_place"] or "").startswith("Luik, Salle des Capucins")
    assert paper.values["office_name"] == "Brussel"


def test_a_make_up_day_may_be_an_event_of_its_own(store: Store) -> None:
    one = training(store)
    made = events.plan_event(
        store, EventValues(kind=EventKind.TRAINING, held_on=TODAY, title="Special day")
    ).id
    with store.read() as session:
        paper = training_invitation.make_up(session, one.people[0], made, today=TODAY)
    assert paper.table is not None
    assert paper.table.rows == (("dinsdag 24 november 2026", "", "Special day"),)
    with store.read() as session, pytest.raises(UserError, match="called off"):
        training_invitation.make_up(session, one.people[0], store.new_id(), today=TODAY)


def test_many_days_and_a_long_place_go_on_on_a_second_page(store: Store) -> None:
    one = training(store, days=[date(2026, 1, n) for n in range(1, 31)])
    events.change_event(store, one.days[2].event_id, place="Place " * 900)
    told = pages(draw(written(one, "training_invitation", "en")))
    assert len(told) > 1
    assert "Friday, 30 January 2026" in "".join(told)


def test_a_certificate_waits_until_all_is_followed_and_says_what_is_missing(store: Store) -> None:
    one = training(store)
    one.present(one.people[0], (0, 2, 3))
    with pytest.raises(UserError, match=r"3 of 4 .* Missing: Multicultural interaction"):
        written(one, "training_certificate")
    one.present(one.people[0], (1,))
    paper = written(one, "training_certificate", "en")
    assert paper.values["completed_on"] == "12 November 2026"
    assert paper.address == ()


def test_a_training_noted_by_hand_is_certified_without_its_parts(store: Store) -> None:
    one = training(store)
    with store.write("") as write:
        row = write.session.query(Enrolment).filter_by(person_id=one.people[0]).one()
        row.trained_on = date(2019, 5, 4)
    paper = written(one, "training_certificate", "en")
    assert paper.table is None
    assert paper.values["completed_on"] == "4 May 2019"
    assert "Half-days" not in "".join(pages(draw(paper)))


def test_until_its_text_is_approved_every_paper_says_that_it_is_a_draft(store: Store) -> None:
    one = training(store)
    one.present(one.people[0])
    for code in CODES:
        assert "DRAFT" in "".join(pages(draw(written(one, code, "en"))))


def test_a_hostile_name_stays_a_name(store: Store) -> None:
    one = training(store, [HOSTILE])
    one.present(one.people[0])
    for code in CODES:
        said = "".join(pages(draw(written(one, code, "en")))).replace("\n", " ")
        assert "<b>A</b>&{{series_name}} =1+1" in said


def test_a_printed_paper_is_written_down_once(store: Store) -> None:
    one = training(store)
    paper = written(one, "training_invitation")
    assert print_letter(store, one.people[0], paper).number == "BRU-10001-TI1-NL"
    print_letter(store, one.people[0], paper)
    with store.read() as session:
        assert session.query(Document).count() == 1


def mail(one: Training, person_id: Id) -> EmailMessage:
    with one.store.read() as session:
        now = one.store.clock.now()
        file = calendar_file.person_file(session, person_id, series_id=one.series_id, now=now)
        content = calendar_mail.draft(session, person_id, file)
    return message_from_bytes(content, policy=policy.default)


def test_a_mail_brings_the_calendar_file_in_the_persons_language(store: Store) -> None:
    values = PersonValues(
        given_name="Paul", family_name="Wouters", contact_language="de", email="paul@example.org"
    )
    one = training(store, [values])
    told = mail(one, one.people[0])
    assert (told["To"], told["X-Unsent"]) == ("paul@example.org", "1")
    body, attached = told.get_body(), next(iter(told.iter_attachments()))
    assert body is not None
    assert "Paul Wouters" in body.get_content()
    assert "02 000 00 00" in body.get_content()
    assert attached.get_content_type() == "text/calendar"
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    assert attached.get_filename() == "duo.ics"
    assert attached.get_payload(decode=True).startswith(b"BEGIN:VCALENDAR\r\n")  # type: ignore[union-attr]


def test_a_mail_that_calls_off_says_so(store: Store) -> None:
    one = training(store, [PersonValues(family_name="Wouters", contact_language="en")])
    before = mail(one, one.people[0])["Subject"]
    seats.give_back(store, one.people, series_id=one.series_id)
    told = mail(one, one.people[0])
    attached = next(iter(told.iter_attachments()))
    assert attached["Content-Type"].params["method"] == "CANCEL"
    assert told["Subject"] != before


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b\r\nBcc: c@example.org", "a@b, c@d", "é@example.org", "<a@b>"]
)
def test_an_address_that_is_none_is_left_out(store: Store, address: str) -> None:
    one = training(store)
    person = commands.register(store, Role.MENTOR, values=PersonValues(family_name="X")).person_id
    with store.write("") as write:
        write.session.get_one(Person, person).email = address
    told = mail(one, person)
    assert told["To"] is None
    assert told["Bcc"] is None


def test_a_day_more_in_a_series_stands_on_the_next_invitation(store: Store) -> None:
    one = training(store)
    series.add_series_day(store, one.series_id, DayValues(held_on=date(2026, 11, 19)))
    assert "19 november 2026" in "".join(pages(draw(written(one, "training_invitation"))))
