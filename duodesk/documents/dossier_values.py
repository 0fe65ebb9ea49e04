"""What the columns of a dossier say, in the language spoken: words for codes, days as they are
written here, names for what a reference leads to.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from duodesk.base import reference
from duodesk.base.dates import moment, short
from duodesk.base.i18n import _, language
from duodesk.base.ids import Id
from duodesk.documents.words import place_title
from duodesk.followup import codes
from duodesk.followup.questions import question_sheet
from duodesk.model.documents import Document
from duodesk.model.followup import Meeting, Questionnaire, Reply
from duodesk.model.interviews import Interview
from duodesk.model.pairing import Duo, MatchingMeeting
from duodesk.model.people import Role
from duodesk.model.recruitment import InfoSession, Partner
from duodesk.model.training import Event, Series
from duodesk.office.queries import author_names, offices
from duodesk.pairing.kept import kept_reasons
from duodesk.people.trained import unit_titles

_STAFF = ("author_id", "coordinator_id")


class Sayer:
    """Puts the values of one desk into words; what several rows lead to is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._authors = author_names(session)
        self._offices = {one.id: one.name for one in offices(session)}
        self._known: dict[tuple[str, Id], str] = {}
        self._own: dict[tuple[str, str], Callable[[Any, Any], str]] = {
            ("document", "data"): lambda _row, text: _facts(text),
            ("proposal", "reasons"): lambda row, _text: self._reasons(row.id),
            ("reply", "question"): self._question,
        }

    def say(self, table: str, column: str, row: Any) -> str:
        """What a column of a row says; nothing for a blank."""
        value = getattr(row, column)
        if value is None or value == "":
            return ""
        own = self._own.get((table, column))
        if own is not None:
            return own(row, value)
        if isinstance(value, Id):
            return self._name(column, value)
        return _plain(table, column, value)

    def office(self, office_id: Id | None) -> str:
        """The name of an office."""
        return self._offices.get(office_id, "?") if office_id is not None else ""

    def _name(self, column: str, value: Id) -> str:
        if column.endswith("office_id"):
            return self.office(value)
        if column in _STAFF or column.endswith("_by"):
            return self._authors.get(value) or "?"
        if (column, value) not in self._known:
            self._known[column, value] = self._read(column, value)
        return self._known[column, value]

    def _read(self, column: str, value: Id) -> str:
        """What a reference is called: by its name, its number or its day."""
        named: dict[str, Any] = {
            "duo_id": Duo.number, "document_id": Document.number, "series_id": Series.name,
            "partner_id": Partner.name, "redirected_to_id": Partner.name,
            "interview_id": Interview.held_on, "session_id": InfoSession.held_on,
            "meeting_id": Meeting.held_on, "matching_id": MatchingMeeting.held_on,
            "questionnaire_id": Questionnaire.kind,
        }  # fmt: skip
        if column == "unit_id":
            return unit_titles(self._session, [value]).get(value, "?")
        if column == "event_id":
            return self._event(value)
        asked = named.get(column)
        if asked is None:
            return "?"
        found = self._session.scalar(select(asked).where(asked.class_.id == value))
        if column == "questionnaire_id":
            return reference.chosen("role", found)
        return short(found) if isinstance(found, date) else str(found or "?")

    def _event(self, event_id: Id) -> str:
        event = self._session.get(Event, event_id)
        if event is None:
            return "?"
        title = event.title or reference.chosen("event_kind", event.kind)
        return " · ".join(part for part in (short(event.held_on), title, event.place) if part)

    def _reasons(self, proposal_id: Id) -> str:
        return "\n".join(reason.text for reason in kept_reasons(self._session, proposal_id))

    def _question(self, row: Reply, key: str) -> str:
        asked = self._session.get(Questionnaire, row.questionnaire_id)
        if asked is None or asked.kind not in set(Role):
            return key
        sheet = question_sheet(Role(asked.kind), language(), asked.version)
        return next((one.text for one in sheet.questions if one.key == key), key)


def _plain(table: str, column: str, value: Any) -> str:
    said = codes.words(table, column, value)
    if said is not None:
        return said
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return moment(value)
    return short(value) if isinstance(value, date) else str(value)


def _facts(text: str) -> str:
    """What was put into a printed paper, a line for each place."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return text
    values = told.get("values", told) if isinstance(told, dict) else {}
    if not isinstance(values, dict):
        return ""
    return "\n".join(f"{place_title(name)}: {value}" for name, value in values.items() if value)
