"""Words in which a coordinator says something about people stay in their office, or it is said here
why they do not.
"""

from __future__ import annotations

from sqlalchemy import Text

from duodesk.exchange.owning import private_fields
from duodesk.model.base import Record
from duodesk.model.vocabulary import record_classes

# What is written in one's own words, by the names that such columns have.
_WORDS = ("text", "note", "notes", "words", "reason", "remark", "remarks")
SHARED = {
    "document.data": "what a paper says; every office can print it again",
    "duo.end_reason": "a word of a list, counted in figures",
    "duo_step.skipped_reason": "whether a step was skipped or never due; figures read it",
    "enrolment.decision_reason": "a word of a list, counted in figures",
    "list_form.headings": "the columns of a spreadsheet",
    "list_form.meaning": "the columns of a spreadsheet",
    "partner.offers": "what an organisation offers",
    "proposal.reason": "why two people would fit: the office of the mentor is asked too",
    "proposal.reasons": "the score as it stood, computed",
    "report_snapshot.figures": "figures",
    "report_snapshot.remark": "about a report",
    "saved_view.wanted": "what a list shows",
    "template_edition.remark": "about a text of the programme",
    "template_text.text": "a text of the programme",
    "transfer.reason": "said to the office that is offered a person",
    "unit.contents": "what a training teaches",
}


def in_own_words(kind: type[Record]) -> set[str]:
    return {
        f"{kind.__tablename__}.{column.name}"
        for column in kind.__table__.columns
        if isinstance(column.type, Text) or column.name.split("_")[-1] in _WORDS
    }


def test_what_is_said_of_people_stays_in_their_office() -> None:
    found = set[str]().union(*(in_own_words(kind) for kind in record_classes()))
    private = {f"{table}.{name}" for table, names in private_fields().items() for name in names}
    assert private <= found
    assert found - private == set(SHARED)
