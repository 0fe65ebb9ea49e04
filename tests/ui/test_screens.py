"""Every screen: opens in each language, says its name to readers, fits, shows text as text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from duodesk.people import commands, interviews, queries
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.today.queries import todays
from duodesk.tour.lists import write_lists
from duodesk.tour.stage import Stage
from duodesk.ui.duos import parts as duos_parts
from duodesk.ui.exchange.page import _PARTS as EXCHANGE_PARTS
from duodesk.ui.pages import PAGES
from duodesk.ui.pairing import part as pairing_parts
from duodesk.ui.people import parts as people_parts
from duodesk.ui.people.interview import InterviewView
from duodesk.ui.reports.page import PARTS as REPORTS_PARTS
from duodesk.ui.settings.page import PARTS
from duodesk.ui.today.asking import asked
from duodesk.ui.training import parts as training_parts
from duodesk.ui.widgets.buttons import Segmented
from tests.ui.conftest import Flashes

HOSTILE = '<b onclick="x">Evil</b> & =1+1 {0} %s %(name)s'
PARTED = {
    "people": people_parts.PARTS,
    "pairing": pairing_parts.PARTS,
    "training": training_parts.PARTS,
    "duos": duos_parts.PARTS,
}
KINDS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


def nameless(root: QWidget) -> list[str]:
    """Visible places that take keys and that a reader could not name."""
    found = []
    for widget in root.findChildren(QWidget):
        if not isinstance(widget, KINDS) or not widget.isVisible() or not widget.isEnabled():
            continue
        if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        spoken = QAccessible.queryAccessibleInterface(widget)
        if not spoken.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return found


def cut(root: QWidget) -> list[str]:
    """Words of visible buttons for which there is no room, once they have taken their places."""
    QApplication.sendPostedEvents()
    return [
        button.text()
        for button in root.findChildren(QPushButton)
        if button.isVisible()
        and button.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Ignored
        and button.width() + 2 < button.sizeHint().width()
    ]


def everywhere(stage: Stage) -> list[tuple[str, object]]:
    """All places worth a look: every part of every screen, where the lines of Today lead, with a
    person, an interview and a list among them.
    """
    desk = stage.desk
    people = desk.read(queries.people, today=desk.today)
    mentee = next(row for row in people if "mentee" in row.roles)
    started = desk.do(interviews.start_interview, mentee.id, Role.MENTEE)
    assert started is not None
    lists = write_lists(stage.answers.place, desk.store.clock.now())
    return [
        *((page.key, None) for page in PAGES),
        ("people", mentee.id),
        ("people", ("interview", started.interview_id)),
        ("people", lists[0]),
        *((page, part.key) for page, parts in PARTED.items() for part in parts),
        *(("settings", code) for code, _title, _make in PARTS),
        *(("exchange", code) for code, _title in EXCHANGE_PARTS),
        *(("reports", code) for code in REPORTS_PARTS),
        *places_of_today(stage),
    ]


def declared_parts() -> dict[str, set[str]]:
    """The parts of each screen that has some."""
    parts = {key: {part.key for part in own} for key, own in PARTED.items()}
    parts |= {"settings": {part[0] for part in PARTS}}
    parts |= {"exchange": {part[0] for part in EXCHANGE_PARTS}, "reports": set(REPORTS_PARTS)}
    return parts


def places_of_today(stage: Stage) -> list[tuple[str, object]]:
    """Where the lines of Today lead, one of each kind of line."""
    day = stage.desk.read(todays, asked(stage.desk, mine=False))
    by_rule = {line.rule: line.place for lines in day.groups.values() for line in lines}
    return [place for place in by_rule.values() if place[0] != "today"]


@pytest.mark.gui
def test_every_part_that_a_screen_declares_is_walked(stage: Stage) -> None:
    """A part that is forgotten in the walk is one nobody looks at."""
    parts = declared_parts()
    walked = everywhere(stage)
    for page in PAGES:
        shown = stage.page(page.key)
        bar = getattr(shown, "parts", None)
        declared = set(bar._codes) if isinstance(bar, Segmented) else set()
        assert declared == parts.get(page.key, set()), page.key
        for code in declared:
            assert (page.key, code) in walked


@pytest.mark.gui
@pytest.mark.parametrize("code", ["fr", "nl", "en"])
def test_every_screen_is_shown_names_its_controls_cuts_no_words_flashes_no_part(
    flashes: Flashes, stage: Stage, code: str
) -> None:
    stage.appearance.choose_language(code)
    parts = declared_parts()
    for key, subject in everywhere(stage):
        page = stage.page(key, subject)
        stage.finish_jobs()  # what is looked up in the background may lay the page out anew
        if subject in parts.get(key, ()):
            assert page.parts.value() == subject  # type: ignore[attr-defined]
        assert nameless(stage.window) == [], (key, subject)
        assert cut(stage.window) == [], (key, subject)
    assert flashes.seen == []


@pytest.mark.gui
@pytest.mark.parametrize("size", [100, 150])
def test_every_screen_fits_a_small_laptop(stage: Stage, size: int) -> None:
    stage.appearance.choose_size(size)
    stage.window.resize(1024, 600)
    for key, subject in everywhere(stage):
        page = stage.page(key, subject)
        # Beyond 150 % the middle of a screen may scroll, but the frame never leaves the window.
        assert page.minimumSizeHint().width() <= (964 if size == 100 else 1400), key
        assert stage.window.minimumSizeHint().width() <= (1024 if size == 100 else 1500), key


@pytest.mark.gui
def test_what_a_person_typed_is_shown_letter_by_letter(stage: Stage) -> None:
    values = PersonValues(given_name=HOSTILE, family_name=HOSTILE, municipality=HOSTILE)
    made = stage.desk.do(commands.register, Role.MENTEE, values=values)
    assert made is not None
    stage.desk.do(commands.add_note, made.person_id, HOSTILE)
    for key, subject in (("people", None), ("people", made.person_id), ("pairing", made.person_id)):
        stage.page(key, subject)
        for label in stage.window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText, label.text()
    shown = [label.text() for label in stage.window.findChildren(QLabel)]
    stage.page("people", made.person_id)
    shown += [label.text() for label in stage.window.findChildren(QLabel)]
    assert any("<b onclick" in text and "%(name)s" in text for text in shown)
    assert not any("Register Evil" in text for text in shown)


@pytest.mark.gui
def test_another_language_and_look_leave_us_where_we_were(stage: Stage) -> None:
    desk = stage.desk
    mentee = desk.read(queries.people, today=desk.today)[0]
    stage.page("people", mentee.id)
    started = desk.do(interviews.start_interview, mentee.id, Role.MENTEE)
    assert started is not None
    stage.page("people", ("interview", started.interview_id))
    editor = stage.window.findChild(InterviewView)
    assert editor is not None
    editor.notes.insertPlainText("Half a sent")
    stage.appearance.choose_language("nl")
    stage.settle()
    stage.appearance.choose_theme("dark")
    stage.settle()
    shell = stage.window.shell
    assert shell is not None
    assert shell.here() == ("people", ("interview", started.interview_id))
    again = stage.window.shell.findChild(InterviewView)
    assert again is not None
    assert again.notes.toPlainText() == "Half a sent"


@pytest.mark.gui
def test_every_screen_survives_every_text_size(stage: Stage) -> None:
    for size in (80, 125, 200):
        stage.appearance.choose_size(size)
        for page in PAGES:
            stage.page(page.key)
            assert not stage.window.grab().isNull()
