"""Tabs and questions of the training screen: named for readers, whole on a small laptop, text as
text.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QWidget

from duodesk.tour.stage import Stage
from duodesk.training import attendance, seats, series
from duodesk.training.words import Attended
from duodesk.ui.training.curricula import CurriculaDialog
from duodesk.ui.training.days_off_part import DaysOffPart
from duodesk.ui.training.meetings_part import MentorsMeetingsPart
from duodesk.ui.training.series_part import SeriesPart
from tests.ui.test_screens import HOSTILE, nameless
from tests.ui.trainees import TODAY, mentor, planned

pytestmark = pytest.mark.gui


def filled(stage: Stage) -> SeriesPart:
    """A series of hostile names that is full, has warnings and things to make up."""
    planned(stage, date(2027, 3, 2), name="Later")
    made = planned(stage, TODAY, capacity=1, name=HOSTILE)
    people = [mentor(stage, HOSTILE), mentor(stage, "Second")]
    stage.desk.do(seats.book, people, series_id=made)
    found = stage.desk.read(series.series, made)
    assert found is not None
    stage.desk.do(attendance.mark, found.days[0].event_id, people[:1], Attended.ABSENT)
    return stage.view("training", ("series", made), SeriesPart)


def places(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Every tab, and every question that can be asked from it, one after the other."""
    part = filled(stage)
    asked = {
        "days": (part.detail.days.change, part.detail.days.add, part.detail.copy),
        "people": (part.detail.people.add, part.detail.people.write, part.make_new),
        "attendance": (part.detail.attendance.open_make_ups, part.show_curricula),
    }
    for tab, questions in asked.items():
        part.detail.show_tab(tab)
        stage.settle()
        yield tab, stage.window
        for ask in questions:
            yield from answered(stage, ask())
    meetings = stage.view("training", "meetings", MentorsMeetingsPart)
    for tab in ("needs", "meeting"):
        meetings.tabs.set_value(tab)
        meetings.tabs.chosen.emit(tab)
        yield tab, stage.window
    for ask in (meetings.make_new, meetings.detail.add, meetings.detail.change):
        yield from answered(stage, ask())
    off = stage.view("training", "days_off", DaysOffPart)
    for tab in ("away", "school"):
        off.show_subject(tab)
        yield tab, stage.window
        yield from answered(stage, off.make_new())


def answered(stage: Stage, _asked: None) -> Iterator[tuple[str, QWidget]]:
    """The question that was asked, and one more that a curriculum asks."""
    stage.settle()
    dialogs: list[QDialog] = stage.dialogs()
    if dialogs and isinstance(dialogs[-1], CurriculaDialog):
        dialogs[-1].new_version()
        stage.settle()
        dialogs = stage.dialogs()
    for dialog in reversed(dialogs):
        yield dialog.windowTitle(), dialog
        dialog.reject()
        stage.settle()


@pytest.mark.parametrize("code", ["fr", "nl", "de"])
def test_every_tab_and_question_is_named_and_whole(stage: Stage, code: str) -> None:
    stage.appearance.choose_language(code)
    stage.window.resize(1024, 600)
    seen = 0
    for name, shown in places(stage):
        seen += 1
        assert nameless(shown) == [], name
        for button in shown.findChildren(QPushButton):
            if button.isVisible():
                assert button.width() + 2 >= button.sizeHint().width(), (name, button.text())
        if isinstance(shown, QDialog):
            assert shown.width() <= 1024, name
            assert shown.minimumSizeHint().height() <= 600, name
        for label in shown.findChildren(QLabel):
            assert "Evil</b> & =1+1" not in label.text() or HOSTILE in label.text(), name
    assert seen >= 20


def test_a_series_keeps_its_tab_in_another_language(stage: Stage) -> None:
    part = filled(stage)
    part.detail.show_tab("attendance")
    before = part.subject()
    stage.appearance.choose_language("nl")
    stage.settle()
    again = stage.window.findChild(SeriesPart)
    assert again is not None
    assert again is not part
    assert again.subject() == before
    assert again.detail.row is not None
    assert again.detail.row.name == HOSTILE
