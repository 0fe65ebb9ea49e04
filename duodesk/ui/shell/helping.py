"""F1: what the screen is for in a few sentences, and every key."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QTabWidget, QWidget

from duodesk.base.assets import resource
from duodesk.base.i18n import _, language
from duodesk.ui import keys
from duodesk.ui.memory import Memory
from duodesk.ui.pages import PAGES
from duodesk.ui.theme import look
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Body, row
from duodesk.ui.widgets.text import PlainLabel, literal


class HelpDialog(Dialog):
    """One tab for each screen, opened at the one in sight, and one for the keys."""

    def __init__(self, page: str, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Help"), icon_name="circle-help", parent=parent)
        self.setMinimumSize(look().px(640), look().px(420))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Help"))
        self.tabs.setUsesScrollButtons(True)
        for entry in PAGES:
            self.tabs.addTab(_text(help_text(entry.key)), literal(entry.title))
        self.tabs.addTab(_keys(memory), literal(_("Keys")))
        self.tabs.setCurrentIndex(next((i for i, e in enumerate(PAGES) if e.key == page), 0))
        self.body.addWidget(self.tabs)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)


def help_text(page: str) -> str:
    """The help of a screen: paragraphs, with `#` before a heading and `-` before a point."""
    path = resource("help", language(), f"{page}.txt")
    return path.read_text(encoding="utf-8")


def _text(text: str) -> Body:
    body = Body(margin=8, spacing=8)
    for paragraph in text.strip().split("\n\n"):
        for line in paragraph.splitlines():
            mark, _space, rest = line.partition(" ")
            if mark == "#":
                body.column.addWidget(PlainLabel(rest, role="heading", wrap=True))
            elif mark == "-":
                body.column.addWidget(PlainLabel(f"•  {rest}", wrap=True))
            else:
                body.column.addWidget(PlainLabel(line, wrap=True))
    body.column.addStretch(1)
    return body


def _keys(memory: Memory) -> Body:
    body = Body(margin=8, spacing=4)
    for where, group in groupby(keys.KEYS, key=lambda known: known.where):
        body.column.addWidget(PlainLabel(_(where), role="section"))
        for known in group:
            combination = PlainLabel(keys.shown(known, memory), role="strong")
            combination.setFixedWidth(look().px(190))
            body.column.addLayout(row(combination, PlainLabel(_(known.title), wrap=True), None))
    body.column.addStretch(1)
    return body
