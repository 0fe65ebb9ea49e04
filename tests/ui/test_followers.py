"""What keeps its place when the window changes, what the wheel leaves alone; and that a flash is
seen by the tests that look for one.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from duodesk.tour.stage import Stage
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.layout import column
from duodesk.ui.widgets.text import PlainLabel
from tests.ui.conftest import Flashes


@pytest.mark.gui
def test_what_lies_over_the_screen_keeps_its_place_in_a_window_of_another_size(
    stage: Stage,
) -> None:
    shell = stage.window.shell
    assert shell is not None
    shell.sidebar.set_waiting(3)
    shell.say("Kept", "good")
    shell.palette_.open("x")
    for size in ((1366, 768), (1100, 640)):
        stage.window.resize(*size)
        stage.settle()
        for part in (shell.toast, shell.palette_):
            assert part.isVisible()
            assert abs(part.geometry().center().x() - shell.rect().center().x()) <= 1
        assert shell.toast.geometry().bottom() < shell.height() < shell.toast.y() + 140
        button = shell.sidebar.button("exchange")
        count = button.findChild(PlainLabel)
        assert count is not None
        assert 0 < button.width() - count.geometry().right() <= 12


@pytest.mark.gui
def test_the_wheel_leaves_a_choice_alone_and_scrolls_the_page(app: QApplication) -> None:
    page, field = QWidget(), ChoiceField([("a", "A"), ("b", "B")])
    page.setLayout(column(field))
    field.set_value("a")
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, turn)
    assert field.value() == "a"
    assert not turn.isAccepted()


@pytest.mark.gui
def test_a_part_that_is_shown_before_it_has_a_place_is_seen_to_flash(
    flashes: Flashes, stage: Stage
) -> None:
    assert flashes.seen == []
    PlainLabel("late", parent=stage.window).show()
    assert flashes.seen == []
    label, place = PlainLabel("early"), QWidget(stage.window)
    label.show()
    place.setLayout(column(label))
    assert flashes.seen == ["PlainLabel"]
