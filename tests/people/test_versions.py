"""Versions of notes are kept, told with their author, and compared without losing a letter."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.clock import FixedClock
from duodesk.base.ids import Id
from duodesk.model.people import Role
from duodesk.office.commands import add_author
from duodesk.people import commands, interviews, restricted
from duodesk.people.values import PersonValues
from duodesk.people.versions import Pair, Piece, Version, compared, versions
from duodesk.store.store import Store


@pytest.fixture
def talk(store: Store) -> Id:
    made = commands.register(store, Role.MENTEE, values=PersonValues(given_name="Yusuf"))
    return interviews.start_interview(store, made.person_id, Role.MENTEE).interview_id


def kept(store: Store, talk: Id) -> list[Version]:
    with store.read() as session:
        return versions(session, talk)


def test_each_keeping_and_each_finish_is_a_version_with_its_author(
    store: Store, clock: FixedClock, talk: Id
) -> None:
    interviews.keep_version(store, talk, "one")
    clock.advance(timedelta(minutes=10))
    ((_table, sarah),) = add_author(store, "Sarah").rows
    store.speak_as(sarah)
    interviews.keep_version(store, talk, "one two")
    interviews.keep_version(store, talk, "one two")
    interviews.finish_interview(store, talk, "one two three")
    found = kept(store, talk)
    assert [(one.text, one.author) for one in found] == [
        ("one two three", "Sarah"),
        ("one two", "Sarah"),
        ("one", "Annick"),
    ]
    assert found[1].at - found[2].at == timedelta(minutes=10)
    assert str(found[0].label) == "Finish the interview of Yusuf"


def test_keeping_a_version_does_not_finish_and_leaves_the_draft(store: Store, talk: Id) -> None:
    interviews.save_draft(store, talk, "typed", 5)
    interviews.keep_version(store, talk, "typed")
    with store.read() as session:
        card = interviews.interview(session, talk)
    assert card is not None
    assert (card.notes, card.finished_at) == ("typed", None)
    assert card.draft is not None


def test_versions_of_an_interview_shown_to_few_are_shown_to_few(store: Store, talk: Id) -> None:
    interviews.finish_interview(store, talk, "one")
    restricted.restrict_interview(store, talk, on=True)
    assert len(kept(store, talk)) == 1
    ((_table, sarah),) = add_author(store, "Sarah").rows
    store.speak_as(sarah)
    assert kept(store, talk) == []


def side(pieces: tuple[Piece, ...] | None) -> str:
    return "".join(f"[{p.text}]" if p.changed else p.text for p in pieces or ())


def shown(pairs: list[Pair]) -> list[tuple[str, str]]:
    return [(side(pair.old), side(pair.new)) for pair in pairs]


def test_lines_and_words_that_differ_are_marked() -> None:
    old = "## Parcours\nA travaillé trois ans.\n\nLibre mardi."
    new = "## Parcours\nA travaillé cinq ans.\nAime lire et cuisiner.\n\nLibre mardi."
    assert shown(compared(old, new)) == [
        ("## Parcours", "## Parcours"),
        ("A travaillé [trois] ans.", "A travaillé [cinq] ans."),
        ("", "[Aime lire et cuisiner.]"),
        ("", ""),
        ("Libre mardi.", "Libre mardi."),
    ]
    assert [pair.same for pair in compared(old, new)] == [True, False, False, True, True]


def test_a_line_that_went_says_where_it_would_stand() -> None:
    (_first, gone, _last) = compared("a\nb b b\nc", "a\nc")
    assert (side(gone.old), gone.new, gone.old_line, gone.new_line) == ("[b b b]", None, 1, 1)


LINES = st.lists(st.sampled_from(["a b c", "a b d", "x", "", "## y", "a"]), max_size=8)


@given(LINES, LINES)
def test_both_texts_are_wholly_there(old: list[str], new: list[str]) -> None:
    pairs = compared("\n".join(old), "\n".join(new))
    for mine, text in (("old", old), ("new", new)):
        lines = [getattr(pair, mine) for pair in pairs]
        told = ["".join(piece.text for piece in line) for line in lines if line is not None]
        assert "\n".join(told) == "\n".join(text)
    assert all(pair.same for pair in compared("\n".join(old), "\n".join(old)))
