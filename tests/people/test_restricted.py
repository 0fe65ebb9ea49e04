"""Words shown to few are read by their author and the office's administration, and by nobody
else.
"""

from __future__ import annotations

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Note, Role
from duodesk.model.reference import Duty
from duodesk.office.commands import add_author
from duodesk.people import commands, interviews, restricted
from duodesk.people.timeline import TimelineEntry, timeline
from duodesk.people.values import PersonValues
from duodesk.store.store import Store

SECRET = "something for few"


@pytest.fixture
def person(store: Store) -> Id:
    return commands.register(store, Role.MENTEE, values=PersonValues(given_name="Yusuf")).person_id


@pytest.fixture
def colleagues(store: Store) -> dict[str, Id]:
    """Annick, who founded the desk, administers it; Youssef and Sarah coordinate."""
    assert store.author_id is not None
    made = {"Annick": store.author_id}
    for name in ("Youssef", "Sarah"):
        ((_table, made[name]),) = add_author(store, name, duty=Duty.COORDINATION).rows
    return made


def told(store: Store, person: Id) -> dict[str, TimelineEntry]:
    with store.read() as session:
        return {entry.table: entry for entry in timeline(session, person)}


def note_of(store: Store) -> Id:
    with store.read() as session:
        return session.query(Note).one().id


def written_by_youssef(store: Store, person: Id, colleagues: dict[str, Id]) -> Id:
    store.speak_as(colleagues["Youssef"])
    commands.add_note(store, person, SECRET)
    started = interviews.start_interview(store, person, Role.MENTEE)
    interviews.finish_interview(store, started.interview_id, SECRET)
    restricted.restrict_note(store, note_of(store), on=True)
    restricted.restrict_interview(store, started.interview_id, on=True)
    return started.interview_id


@pytest.mark.parametrize(("who", "reads"), [("Annick", True), ("Youssef", True), ("Sarah", False)])
def test_the_timeline_shows_the_words_to_few(
    store: Store, person: Id, colleagues: dict[str, Id], who: str, *, reads: bool
) -> None:
    written_by_youssef(store, person, colleagues)
    store.speak_as(colleagues[who])
    for entry in (told(store, person)[table] for table in ("note", "interview")):
        assert (SECRET in entry.words) is reads
        assert entry.closed is not reads
        assert reads or entry.words == "restricted, by Youssef on 24/11/2026"


def test_who_may_not_read_it_cannot_open_it_to_all(
    store: Store, person: Id, colleagues: dict[str, Id]
) -> None:
    interview = written_by_youssef(store, person, colleagues)
    store.speak_as(colleagues["Sarah"])
    with pytest.raises(UserError, match="decides who may read"):
        restricted.restrict_note(store, note_of(store), on=False)
    with pytest.raises(UserError, match="decides who may read"):
        restricted.restrict_interview(store, interview, on=False)
    with pytest.raises(UserError, match="shown to few"):
        commands.change_note(store, note_of(store), "")
    with pytest.raises(UserError, match="shown to few"):
        interviews.finish_interview(store, interview, "")
    store.speak_as(colleagues["Youssef"])
    restricted.restrict_note(store, note_of(store), on=False)
    store.speak_as(colleagues["Sarah"])
    assert told(store, person)["note"].words == SECRET


def test_nobody_closes_the_words_of_another_before_themselves(
    store: Store, person: Id, colleagues: dict[str, Id]
) -> None:
    store.speak_as(colleagues["Youssef"])
    commands.add_note(store, person, SECRET)
    store.speak_as(colleagues["Sarah"])
    with pytest.raises(UserError, match="decides who may read"):
        restricted.restrict_note(store, note_of(store), on=True)
    store.speak_as(colleagues["Annick"])
    restricted.restrict_note(store, note_of(store), on=True)
    store.speak_as(colleagues["Sarah"])
    assert told(store, person)["note"].closed


def test_what_nobody_signed_is_not_everybodys(store: Store) -> None:
    nobody = restricted.Reader(None, admin=False)
    assert not nobody.may_read(None, restricted=True)
    assert nobody.may_read(None, restricted=None)
