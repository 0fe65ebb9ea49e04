"""Saved views: kept, shared, changed, taken back; whatever is stored, the list goes on."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.model.recruitment import SavedView
from duodesk.people import views
from duodesk.people.filters import KINDS, Wish, understood
from duodesk.people.views import BUILT_IN, PEOPLE, ViewRow, Wanted
from duodesk.store.store import Store

FRENCH = Wanted((Wish("language", ("fra:B1",)),), ("name", "age"), "age", True, "bru")


def saved(store: Store) -> list[ViewRow]:
    with store.read() as session:
        return views.views(session, PEOPLE, office_id=store.office_id)


def stored(store: Store, text: str) -> None:
    with store.write(N_("Another program")) as write:
        write.session.add(
            SavedView(
                id=write.new_id(), name="Newer", page=PEOPLE, wanted=text,
                office_id=write.office_id,
            )
        )  # fmt: skip


def test_a_view_comes_back_as_it_was_saved(store: Store) -> None:
    made = views.save_view(store, "  My   French ", FRENCH)
    (view,) = saved(store)
    assert (view.id, view.name, view.wanted) == (made.view_id, "My French", FRENCH)


def test_views_are_by_name_and_of_their_office(store: Store) -> None:
    for name in ("zoe", "Élise", "anna"):
        views.save_view(store, name, Wanted())
    with store.write(N_("Elsewhere")) as write:
        write.session.add(
            SavedView(id=write.new_id(), name="b", page=PEOPLE, wanted="{}",
                      office_id=write.new_id())
        )  # fmt: skip
    assert [view.name for view in saved(store)] == ["anna", "Élise", "zoe"]


def test_each_command_is_one_step_of_undo(store: Store) -> None:
    made = views.save_view(store, "French", FRENCH)
    views.rename_view(store, made.view_id, "Frans")
    views.change_view(store, made.view_id, Wanted(text="x"))
    views.remove_view(store, made.view_id)
    assert saved(store) == []
    assert str(store.undo_label) == "Remove the view “Frans”"
    store.undo()
    assert [(v.name, v.wanted.text) for v in saved(store)] == [("Frans", "x")]
    store.undo()
    assert [(v.name, v.wanted) for v in saved(store)] == [("Frans", FRENCH)]
    store.undo()
    assert saved(store)[0].name == "French"
    store.undo()
    assert saved(store) == []


@pytest.mark.parametrize("name", ["", "   ", "\n"])
def test_a_view_needs_a_name(store: Store, name: str) -> None:
    with pytest.raises(UserError):
        views.save_view(store, name, FRENCH)
    assert saved(store) == []


def test_what_a_newer_program_put_in_is_named_and_survives_saving_again(store: Store) -> None:
    document = {
        "filters": [
            {"kind": "age", "values": ["18-30"]},
            {"kind": "mood", "values": ["good"]},
            {"kind": "age", "between": [1, 2]},
        ],
        "columns": ["name", "mood"],
        "grouped_by": "mood",
    }
    stored(store, json.dumps(document))
    (view,) = saved(store)
    assert [wish.kind for wish in view.wanted.wishes if understood(wish)] == ["age"]
    assert view.wanted.strange == ["mood", "grouped_by", "filters"]
    assert view.id is not None
    kept = tuple(wish for wish in view.wanted.wishes if wish.kind == "mood")
    views.change_view(store, view.id, Wanted((Wish("age", ("20-",)), *kept)))
    with store.read() as session:
        now = json.loads(session.get_one(SavedView, view.id).wanted)
    assert now["grouped_by"] == "mood"
    assert {"kind": "mood", "values": ["good"]} in now["filters"]
    assert {"kind": "age", "between": [1, 2]} in now["filters"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", "null", '{"filters": 3, "columns": 4, "order": "x", "text": []}',
     '{"columns": [1, "name"], "order": [1, 2]}', "[" * 100_000],
)  # fmt: skip
def test_spoilt_contents_break_nothing(store: Store, text: str) -> None:
    stored(store, text)
    (view,) = saved(store)
    assert view.wanted.wishes == ()
    assert set(view.wanted.columns) <= {"name"}
    views.rename_view(store, view.id, "Still here")  # type: ignore[arg-type]
    assert saved(store)[0].name == "Still here"


_WORDS = st.sampled_from(["filters", "columns", "order", "text", "x", "kind", "values"])
_DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4),
)


@given(_DOCUMENTS)
def test_any_document_can_be_read_and_written_again(document: object) -> None:
    wanted = views.read(json.dumps(document))
    again = views.read(views.written(wanted))
    assert (again.wishes, again.columns, again.text) == (
        wanted.wishes, wanted.columns, wanted.text,
    )  # fmt: skip
    assert wanted.strange is not None


def test_the_views_of_the_program_ask_for_known_filters() -> None:
    wishes = [wish for view in BUILT_IN for wish in view.wanted.wishes]
    assert {wish.kind for wish in wishes} <= set(KINDS)
    assert all(understood(wish) == wish.values for wish in wishes)
