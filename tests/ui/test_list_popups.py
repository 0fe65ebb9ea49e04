"""The small windows of the list: each can be named by a reader, fits a small screen, and closes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog

from duodesk.people.filters import KINDS
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
