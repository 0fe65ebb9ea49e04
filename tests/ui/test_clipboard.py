"""What is copied: whole for people, harmless for spreadsheets, hidden from histories."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from duodesk.ui import clipboard

pytestmark = pytest.mark.gui


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-cmd|x", "'-cmd|x"),
        ("+32 470 12 34 56", "+32 470 12 34 56"),
        ("-1", "-1"),
        ("R&D <b>", "R&D <b>"),
        ("'quoted", "'quoted"),
        ("two\nlines\tand tab", "two lines and tab"),
        ("مريم 😀", "مريم 😀"),
    ],
)
def test_a_cell_is_text_for_every_program(app: QApplication, typed: str, plain: str) -> None:
    clipboard.copy_table([["Heading"], [typed]])
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == f"Heading\n{plain}"
    assert data.html().count("<td") == 1
    assert "<b>" not in data.html()
    assert data.data("x-kde-passwordManagerHint") == b"secret"


def test_lines_stay_in_their_cell(app: QApplication) -> None:
    clipboard.copy_table([["Heading"], ["one\ntwo"]])
    html = QGuiApplication.clipboard().mimeData().html()
    assert 'one<br style="mso-data-placement:same-cell">two' in html


def test_a_text_alone_is_copied_as_it_is(app: QApplication) -> None:
    clipboard.copy_text("=1+1\nsecond")
    assert QGuiApplication.clipboard().text() == "=1+1\nsecond"
    clipboard.forget()
    assert QGuiApplication.clipboard().text() == ""
