"""Every column of people is said once."""

from __future__ import annotations

import dataclasses

from duodesk.base import reference
from duodesk.base.fields import Choice
from duodesk.lists.targets import targets
from duodesk.model import people, recruitment
from duodesk.model.base import Record
from duodesk.people.fields import ENROLMENT_FIELDS, FIELDS, HIDDEN, PERSON_FIELDS, field
from duodesk.people.values import EnrolmentValues, PersonValues


def tables() -> list[type[Record]]:
    found = [v for v in vars(people).values() if isinstance(v, type) and issubclass(v, Record)]
    return [recruitment.Partner, *(kind for kind in found if kind is not Record)]


def test_every_column_is_declared_or_hidden() -> None:
    for kind in tables():
        name = str(kind.__tablename__)
        columns = {column.name for column in kind.__table__.columns}
        declared = {f.name for f in FIELDS[name]}
        hidden = {entry.split(".")[1] for entry in HIDDEN if entry.startswith(f"{name}.")}
        assert declared | hidden == columns
        assert not declared & hidden


def test_what_a_list_may_hold_can_be_handed_on() -> None:
    """A column of a list goes to the commands as a value, or the list stops with an error."""
    listed = {target.name for target in targets()} - {"role"}
    for declared, values in ((PERSON_FIELDS, PersonValues), (ENROLMENT_FIELDS, EnrolmentValues)):
        missing = {f.name for f in declared} & listed - {f.name for f in dataclasses.fields(values)}
        assert not missing, f"add {missing} to {values.__name__} in duodesk/people/values.py"


def test_choices_name_lists_that_ship() -> None:
    known = {"language": reference.languages(), "occupation": reference.occupations()}
    known |= {"interest": reference.interests(), "topic": reference.topics()}
    for fields in FIELDS.values():
        for one in fields:
            if isinstance(one, Choice) and one.choices not in {"relation", "side"}:
                assert known.get(one.choices) or reference.picklist(one.choices), one.choices


def test_enums_and_their_lists_agree() -> None:
    for kind, name in ((people.Status, "status"), (people.Goal, "goal"), (people.Role, "role")):
        assert {str(word) for word in kind} == set(reference.picklist(name))


def test_a_field_is_found_by_table_and_name() -> None:
    found = field("person", "birth_date")
    assert found is not None
    assert found.title == "Date of birth"
    assert field("person", "nothing") is None
