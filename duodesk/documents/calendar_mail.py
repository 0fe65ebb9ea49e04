"""The draft of a mail that brings somebody their calendar file."""

from __future__ import annotations

from sqlalchemy.orm import Session

from duodesk.base.i18n import LANGUAGES, _, speaking
from duodesk.base.ids import Id
from duodesk.base.mail import Attached, unsent
from duodesk.model.people import Person
from duodesk.office.queries import office
from duodesk.people.text import full_name
from duodesk.training.calendar_file import is_cancelling

FILE = "duo.ics"


def draft(session: Session, person_id: Id, content: bytes) -> bytes:
    """The `.eml` file for one person, in the language of their letters; `content` is the calendar
    file that goes with it.
    """
    person = session.get_one(Person, person_id)
    code = person.contact_language
    with speaking(code if code in LANGUAGES else "fr"):
        subject, text = _cancelled() if is_cancelling(content) else _invited()
        name = full_name(person.given_name, person.family_name)
        place = office(session, person.office_id)
        reach = " · ".join(part for part in (place.phone, place.email) if part)
        end = "\n".join(part for part in (f"DUO for a JOB · {place.name}", reach) if part)
        hello = _("Hello %(name)s,", name=name)
        method = "CANCEL" if is_cancelling(content) else "PUBLISH"
        file = Attached(FILE, content, "text/calendar", (("charset", "utf-8"), ("method", method)))
        return unsent(
            subject, f"{hello}\n\n{text}\n\n{end}\n", [file], to=(person.email or "").strip()
        )


def _invited() -> tuple[str, str]:
    return (
        _("Your days with DUO for a JOB"),
        _(
            "Attached are the days we agreed on, for your calendar. Open the file on your computer "
            "or telephone, and the days stand in your calendar. If something changes, you get a "
            "new file: open it as well. If you cannot come, call us or answer this mail."
        ),
    )


def _cancelled() -> tuple[str, str]:
    return (
        _("Called off: your days with DUO for a JOB"),
        _(
            "The days in the attached file do not take place, or not with you. Open the file on "
            "your computer or telephone, and they are taken out of your calendar. If you have a "
            "question, call us or answer this mail."
        ),
    )
