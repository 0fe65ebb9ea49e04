"""The small windows of the list: each can be named by a reader, fits a small screen, and closes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from duodesk.people.filters import KINDS, Wish
from duodesk.people.views import BUILT_IN
from duodesk.tour.stage import Stage
from duodesk.ui.people.listing import ListView
from duodesk.ui.widgets.popup import Popup
from tests.ui.conftest import Flashes
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_popup_is_named_fits_and_closes(stage: Stage, flashes: Flashes, code: str) -> None:
    stage.appearance.choose_language(code)
    stage.window.resize(1024, 600)
    stage.page("people")
    listing = stage.window.findChild(ListView)
    assert listing is not None
    openers = [lambda kind=kind: listing.filters.choose(kind) for kind in KINDS]
    for opener in (*openers, listing.table.choose_columns, listing.views.save_as):
        opener()
        stage.settle()
        (shown,) = stage.dialogs()
        assert isinstance(shown, QDialog)
        assert nameless(shown) == [], shown.windowTitle()
        assert shown.height() <= 560, shown.windowTitle()
        assert shown.width() <= 700, shown.windowTitle()
        assert shown.accessibleName()
        shown.reject()
        stage.settle()
        assert not stage.dialogs()
    assert [name for name in flashes.seen if name != Popup.__name__] == []


def test_another_language_shows_the_same_people(stage: Stage) -> None:
    stage.page("people")
    listing = stage.window.findChild(ListView)
    assert listing is not None
    listing.views.choose(next(view for view in BUILT_IN if view.name == "Mentors free"))
    listing.filters.set_wishes([*listing.filters.wishes(), Wish("language", ("fra",))])
    listing.reload()
    before = [row.id for row in listing.table.rows_model.rows()]
    wishes = set(listing.wishes())
    stage.appearance.choose_language("nl")
    stage.page("people")
    stage.settle()
    again = next(one for one in stage.window.findChildren(ListView) if one is not listing)
    assert set(again.wishes()) == wishes
    assert [row.id for row in again.table.rows_model.rows()] == before
    assert again.views.view.name == "Mentors free"
    assert again.views.changed()
