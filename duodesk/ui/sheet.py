"""The style sheet: `@name` is a colour, `12sp` grows with the text size, `12px` does not."""

from __future__ import annotations

import re
from collections.abc import Mapping

from duodesk.base.assets import resource

_COLOUR = re.compile(r"@([a-z_]+)")
_SCALED = re.compile(r"(\d+)sp")
_PICTURE = re.compile(r"picture\(([a-z-]+)\)")

_BASE = """
* { font-family: "Inter"; font-size: 13sp; }
QWidget { color: @text; selection-background-color: @accent; selection-color: @on_accent; }
QMainWindow, QDialog, QWidget#page, QWidget#ground { background: @ground; }
QToolTip { background: @text; color: @ground; border: 0; padding: 5sp 8sp; font-size: 12sp; }
QScrollArea, QScrollArea > QWidget > QWidget#body { background: transparent; border: 0; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @soft; }

PlainLabel { background: transparent; }
PlainLabel[role="display"] { font-size: 26sp; font-weight: 700; }
PlainLabel[role="title"] { font-size: 22sp; font-weight: 700; }
PlainLabel[role="heading"] { font-size: 15sp; font-weight: 600; }
PlainLabel[role="strong"] { font-weight: 600; }
PlainLabel[role="muted"] { color: @muted; }
PlainLabel[role="small"] { color: @muted; font-size: 12sp; }
PlainLabel[role="section"] { color: @muted; font-size: 11sp; font-weight: 700;
  letter-spacing: 1px; }
PlainLabel[role="problem"] { color: @bad_text; font-size: 12sp; }
PlainLabel[role="big"] { font-size: 30sp; font-weight: 700; color: @accent; }
PlainLabel:disabled { color: @muted; }

QFrame#card { background: @surface; border: 1px solid @line; border-radius: 12px; }
QFrame#line { background: @line; border: 0; max-height: 1px; min-height: 1px; }
QFrame#panel { background: @surface; border: 0; border-left: 1px solid @line; }
"""

_BUTTONS = """
QPushButton { background: @surface; color: @text; border: 1px solid @edge; border-radius: 8px;
  padding: 7sp 14sp; font-weight: 600; min-height: 18sp; icon-size: 16sp; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @sunken; }
QPushButton:focus { border: 2px solid @focus; padding: 6sp 13sp; }
QPushButton:disabled { color: @muted; border-color: @line; background: @sunken; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid @text; }
QPushButton[kind="primary"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[kind="danger"] { background: @danger; color: @on_accent; border-color: @danger; }
QPushButton[kind="danger"]:focus { border: 2px solid @text; }
QPushButton[kind="danger"]:disabled { background: @line; border-color: @line; color: @muted; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: @accent; }
QPushButton[kind="quiet"]:hover { background: @soft; color: @soft_text; }
QPushButton[kind="quiet"]:focus { border: 2px solid @focus; }
QPushButton[kind="quiet"]:disabled { color: @muted; background: transparent; }
QPushButton[kind="chip"] { border-radius: 12sp; padding: 4sp 12sp; font-weight: 500;
  min-height: 18sp; }
QPushButton[kind="chip"]:focus { border: 2px solid @focus; padding: 4sp 11sp; }
QPushButton[kind="chip"]:checked { background: @soft; color: @soft_text; border-color: @accent;
  font-weight: 600; }
QPushButton[kind="token"] { background: transparent; border-color: transparent; color: @soft_text;
  border-radius: 6px; padding: 1sp 5sp; font-weight: 500; min-height: 18sp; }
QPushButton[kind="token"]:focus { border: 2px solid @focus; padding: 0sp 4sp; }
QPushButton[kind="segment"] { border-radius: 0; border-right-width: 0; padding: 6sp 12sp;
  font-weight: 500; }
QPushButton[kind="segment"][place="first"] { border-top-left-radius: 8px;
  border-bottom-left-radius: 8px; }
QPushButton[kind="segment"][place="last"] { border-top-right-radius: 8px;
  border-bottom-right-radius: 8px;
  border-right-width: 1px; }
QPushButton[kind="segment"][place="only"] { border-radius: 8px; border-right-width: 1px; }
QPushButton[kind="segment"]:checked { background: @soft; color: @soft_text; font-weight: 600; }
QPushButton[kind="segment"]:focus { border: 2px solid @focus; padding: 5sp 11sp; }
QPushButton::menu-indicator { image: url(picture(chevron-down)); width: 12sp; height: 12sp;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8sp; }
QPushButton[menu="true"] { padding-right: 28sp; }
QPushButton[kind="primary"]::menu-indicator { image: url(picture(chevron-filled)); }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 8px;
  padding: 5sp;
  qproperty-iconSize: 18sp 18sp; }
QToolButton:hover { background: @hover; }
QToolButton:checked { background: @soft; color: @soft_text; }
QToolButton:focus { border: 2px solid @focus; padding: 4sp; }
QToolButton::menu-indicator { image: none; }
QCheckBox, QRadioButton { spacing: 8sp; background: transparent; min-height: 24sp; }
QCheckBox::indicator, QRadioButton::indicator { width: 16sp; height: 16sp;
  border: 1px solid @edge;
  background: @surface; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8sp; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent;
  image: url(picture(check)); }
QCheckBox::indicator:indeterminate { background: @accent; border-color: @accent;
  image: url(picture(minus)); }
QRadioButton::indicator:checked { border: 5sp solid @accent; width: 8sp; height: 8sp; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border-color: @focus;
  border-width: 2px; }
QCheckBox:focus, QRadioButton:focus { color: @accent; }
"""

_INPUTS = """
QLineEdit, QComboBox, QSpinBox, PlainText { background: @surface; color: @text;
  border: 1px solid @edge;
  border-radius: 8px; padding: 6sp 9sp; min-height: 19sp; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, PlainText:focus, QComboBox:on {
  border: 2px solid @focus; padding: 5sp 8sp; }
QLineEdit[problem="true"], QComboBox[problem="true"], PlainText[problem="true"] {
  border: 2px solid @bad_text;
  padding: 5sp 8sp; }
QLineEdit:read-only, PlainText[readOnly="true"] { background: @sunken; border-color: @line; }
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled, PlainText:disabled { color: @muted;
  background: @sunken; border-color: @line; }
QLineEdit[bare="true"] { border: 0; background: transparent; padding: 0 4sp; }
QLineEdit > QToolButton { padding: 0; border: 0; }
QComboBox { padding-right: 28sp; }
QComboBox:focus, QComboBox:on { padding-right: 27sp; }
QComboBox::drop-down { border: 0; width: 26sp; subcontrol-origin: padding;
  subcontrol-position: center right; }
QComboBox::down-arrow { image: url(picture(chevron-down)); width: 14sp; height: 14sp; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; background: transparent; width: 22sp; }
QSpinBox::up-arrow { image: url(picture(chevron-up)); width: 12sp; height: 12sp; }
QSpinBox::down-arrow { image: url(picture(chevron-down)); width: 12sp; height: 12sp; }
QComboBox QAbstractItemView, QListView#completions { background: @surface;
  border: 1px solid @edge;
  border-radius: 8px; padding: 4sp; outline: 0; }
QComboBox QAbstractItemView::item, QListView#completions::item { padding: 5sp 8sp;
  min-height: 20sp;
  border-radius: 6px; color: @text; }
QComboBox QAbstractItemView::item:selected, QListView#completions::item:selected {
  background: @soft;
  color: @soft_text; }
QMenu { background: @surface; border: 1px solid @edge; border-radius: 8px; padding: 5sp; }
QMenu::item { padding: 6sp 26sp 6sp 10sp; border-radius: 6px; }
QMenu::icon { padding-left: 8sp; }
QMenu::item:selected { background: @soft; color: @soft_text; }
QMenu::item:disabled { color: @muted; }
QMenu::separator { height: 1px; background: @line; margin: 5sp 8sp; }
QMenu::indicator { width: 14sp; height: 14sp; left: 6sp; }
QMenu::indicator:checked { image: url(picture(tick)); }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: @surface; }
QCalendarWidget QToolButton { font-weight: 600; padding: 4sp 8sp; color: @text; }
QCalendarWidget QAbstractItemView { background: @surface; outline: 0;
  alternate-background-color: @sunken;
  selection-background-color: @accent; selection-color: @on_accent; }
"""

_VIEWS = """
QListView, QTableView, QTreeView { background: transparent; border: 0; outline: 0; }
QTableView { background: @surface; border: 1px solid @line; border-radius: 12px;
  gridline-color: @line; }
QTableView:focus { border: 2px solid @focus; }
QTableView::item { padding: 0 9sp; border: 0; border-bottom: 1px solid @line; }
QTableView::item:hover { background: @hover; }
QTableView::item:selected { background: @soft; color: @text; }
QListView#column { background: @sunken; border: 2px solid transparent; border-radius: 12px;
  padding: 4sp; }
QListView#column:focus { border: 2px solid @focus; }
QListView#column[lands="true"] { border: 2px dashed @accent; }
QListView#column[lands="true"][over="true"] { border: 2px solid @accent; background: @soft; }
QListView#plain { background: @surface; border: 1px solid @line; border-radius: 12px;
  padding: 4sp; }
QListView#plain::item { padding: 6sp 8sp; border-radius: 6px; }
QListView#plain::item:selected { background: @soft; color: @soft_text; }
QListView#plain:focus { border: 2px solid @focus; }
QTableView#grid { border-radius: 8px; }
QTableView#grid::item { padding: 0; border: 0; }
QTableView#days, QTableView#days:focus { border: 1px solid @line; border-radius: 8px; }
QHeaderView { background: transparent; border: 0; }
QHeaderView::section { background: @surface; color: @muted; font-size: 12sp; font-weight: 600;
  border: 0;
  border-bottom: 1px solid @edge; padding: 8sp 9sp; text-align: left; }
QHeaderView::section:hover { background: @hover; color: @text; }
QHeaderView::section:first { border-top-left-radius: 11px; }
QHeaderView::section:last { border-top-right-radius: 11px; }
QHeaderView::up-arrow { image: url(picture(chevron-up)); width: 10sp; height: 10sp;
  subcontrol-position: top center; }
QHeaderView::down-arrow { image: url(picture(chevron-down)); width: 10sp; height: 10sp;
  subcontrol-position: top center; }
QTableCornerButton::section { background: @surface; border: 0; }

QScrollBar { background: transparent; border: 0; margin: 0; }
QScrollBar:vertical { width: 11px; }
QScrollBar:horizontal { height: 11px; }
QScrollBar::handle { background: @edge; border-radius: 3px; margin: 3px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: 0; }

QTabWidget::pane { border: 0; border-top: 1px solid @line; }
QTabBar { background: transparent; }
QTabBar::tab { background: transparent; color: @muted; padding: 8sp 14sp; font-weight: 600;
  border: 0; border-bottom: 3px solid transparent; }
QTabBar::tab:selected { color: @accent; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { background: @soft; color: @soft_text; }
QProgressBar { background: @line; border: 0; border-radius: 3px; max-height: 6px;
  min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
"""

_CHIPS = """
Chip { border-radius: 9sp; padding: 2sp 9sp; font-size: 11sp; font-weight: 600;
  background: @sunken; color: @muted; min-height: 15sp; }
Chip[tone="accent"] { background: @soft; color: @soft_text; }
Chip[tone="good"] { background: @good; color: @good_text; }
Chip[tone="warn"] { background: @warn; color: @warn_text; }
Chip[tone="bad"] { background: @bad; color: @bad_text; }
Chip[tone="info"] { background: @info; color: @info_text; }
QFrame#notice { border-radius: 10px; background: @info; border: 0; }
QFrame#notice[tone="good"] { background: @good; }
QFrame#notice[tone="warn"] { background: @warn; }
QFrame#notice[tone="bad"] { background: @bad; }
QFrame#notice PlainLabel { color: @info_text; }
QFrame#notice[tone="good"] PlainLabel { color: @good_text; }
QFrame#notice[tone="warn"] PlainLabel { color: @warn_text; }
QFrame#notice[tone="bad"] PlainLabel { color: @bad_text; }
QFrame#notice QPushButton { background: transparent; border: 1px solid transparent;
  color: @text; }
QFrame#notice QPushButton:hover { background: @surface; }
QFrame#notice QPushButton:focus { border: 2px solid @text; }
QFrame#toast { background: @text; border: 0; border-radius: 10px; }
QFrame#toast PlainLabel { color: @ground; font-weight: 500; }
QFrame#token { background: @soft; border: 0; border-radius: 13sp; }
QFrame#token[strange="true"] { background: @warn; }
QFrame#token[strange="true"] QPushButton { color: @warn_text; }
QFrame#token PlainLabel { color: @soft_text; font-weight: 500; font-size: 12sp; }
QFrame#token QToolButton { padding: 2sp; border-radius: 10sp; }
QFrame#tokens { background: @surface; border: 1px solid @edge; border-radius: 8px; }
QFrame#tokens[active="true"] { border: 2px solid @focus; }
"""

_SHELL = """
QWidget#sidebar { background: @side; border: 0; }
QWidget#sidebar PlainLabel { color: @side_text; }
QWidget#sidebar PlainLabel#count { background: @warn; color: @warn_text; border-radius: 8sp;
  padding: 1sp 5sp; font-size: 11sp; font-weight: 700; }
QWidget#sidebar PlainLabel[role="brand"] { color: #ffffff; font-size: 17sp; font-weight: 700; }
QWidget#sidebar QPushButton { background: transparent; border: 2px solid transparent;
  border-radius: 9px;
  color: @side_text; text-align: left; padding: 8sp 10sp; font-weight: 500; }
QWidget#sidebar QPushButton:hover { background: @side_active; }
QWidget#sidebar QPushButton:checked { background: @side_active; color: #ffffff;
  font-weight: 600; }
QWidget#sidebar QPushButton:focus { border-color: #ffffff; }
QWidget#sidebar QPushButton[rail="true"] { padding: 8sp 0; text-align: center; }
QWidget#topbar { background: @surface; border: 0; border-bottom: 1px solid @line; }
QWidget#statusbar { background: @surface; border: 0; border-top: 1px solid @line; }
QWidget#statusbar PlainLabel { color: @muted; font-size: 12sp; }
QWidget#statusbar PlainLabel[tone="bad"] { color: @bad_text; font-weight: 700; }
QWidget#statusbar PlainLabel[tone="warn"] { color: @warn_text; font-weight: 600; }
QWidget#statusbar QPushButton { padding: 2sp 8sp; font-size: 12sp; font-weight: 500;
  border-color: transparent;
  background: transparent; color: @text; min-height: 20sp; }
QWidget#statusbar QPushButton:hover { background: @hover; }
QWidget#statusbar QPushButton:focus { border: 2px solid @focus; padding: 1sp 7sp; }
QWidget#statusbar QPushButton:disabled { color: @muted; background: transparent; }
QFrame#palette { background: @surface; border: 1px solid @edge; border-radius: 12px; }
QFrame#palette QListView::item { border-radius: 8px; }
QPushButton#search { border-radius: 9px; background: @ground; text-align: left; color: @muted;
  font-weight: 400; }
QPushButton[align="left"] { text-align: left; padding: 7sp 8sp; }
"""


def render(colours: Mapping[str, str], *, scale: float, dark: bool) -> str:
    """The sheet for one theme and one text size (1.0 is 100 %)."""
    folder = resource("icons", "themed").as_posix()
    shade = "dark" if dark else "light"
    text = _BASE + _BUTTONS + _INPUTS + _VIEWS + _CHIPS + _SHELL
    text = _PICTURE.sub(lambda m: f'"{folder}/{m[1]}-{shade}.svg"', text)
    text = _SCALED.sub(lambda m: f"{round(int(m[1]) * scale)}px", text)
    return _COLOUR.sub(lambda m: colours[m[1]], text)
