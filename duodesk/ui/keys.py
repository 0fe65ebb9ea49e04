"""The keyboard map: said once; the window binds it, F1 lists it, a person may change it.

Belgian AZERTY: no Ctrl+Alt+letter (that is AltGr), nothing that needs AltGr, digits by their place
on the keyboard (there they need Shift).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_
from duodesk.ui.memory import Memory

EVERYWHERE = N_("Everywhere")
IN_LISTS = N_("In lists")
ON_THE_BOARD = N_("On the board")
IN_FIELDS = N_("In fields")
IN_INTERVIEWS = N_("In interviews")
IN_CALENDAR = N_("In the calendar")
IN_TODAY = N_("In Today")


@dataclass(frozen=True, slots=True)
class Key:
    """A key or several for one thing; `shown` replaces them in the list where they are a family."""

    name: str
    keys: tuple[str, ...]
    title: str
    where: str = EVERYWHERE
    shown: str = ""


KEYS = (
    Key("palette", ("Ctrl+K",), N_("Search a person, a duo, an action")),
    Key("pages", (), N_("Go to a screen"), shown="Ctrl+1 … Ctrl+9"),
    Key("back", ("Alt+Left",), N_("Back")),
    Key("forward", ("Alt+Right",), N_("Forward")),
    Key("filter", ("Ctrl+F",), N_("Search in this list")),
    Key("new", ("Ctrl+N",), N_("New, in this screen")),
    Key("undo", ("Ctrl+Z",), N_("Undo")),
    Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), N_("Do again")),
    Key("note", ("Ctrl+M",), N_("Note of the open person; a talk or meeting of a duo")),
    Key("log", ("Ctrl+Shift+M",), N_("Log a talk or a meeting of a duo")),
    Key("matches", ("Ctrl+J",), N_("Mentors for the mentee in sight, or for one you choose")),
    Key("lock", ("Ctrl+L",), N_("Lock")),
    Key("print", ("Ctrl+P",), N_("Print")),
    Key("excel", ("Ctrl+Shift+E",), N_("This list to Excel")),
    Key("hide", ("Ctrl+Shift+H",), N_("Hide sensitive panels")),
    Key("larger", ("Ctrl++", "Ctrl+="), N_("Larger text")),
    Key("smaller", ("Ctrl+-",), N_("Smaller text")),
    Key("usual_size", ("Ctrl+0",), N_("Usual text size")),
    Key("help", ("F1",), N_("This list")),
    Key("pane", ("F6",), N_("Next part of the window")),
    Key("focus", ("F11",), N_("Only this screen")),
    Key("open", (), N_("Open"), IN_LISTS, shown="Enter"),
    Key("edit", ("F2",), N_("Edit in place"), IN_LISTS),
    Key("tick", (), N_("Tick"), IN_LISTS, shown="Space"),
    Key("copy", (), N_("Copy as a table"), IN_LISTS, shown="Ctrl+C"),
    Key("columns", (), N_("Order and columns"), IN_LISTS, shown="Alt+↓"),
    Key("move", (), N_("Move the card one stage"), ON_THE_BOARD, shown="Shift+← →"),
    Key("call", ("Ctrl+Shift+L",), N_("Log a call with the open person"), IN_LISTS),
    Key("reached", (), N_("Reached, no answer (calls)"), IN_LISTS, shown="R N"),
    Key("week", (), N_("Met, did not, agreed not to (duos)"), IN_LISTS, shown="1 2 3"),
    Key("duo", (), N_("Meeting with a note, talk, pause (duos)"), IN_LISTS, shown="N C P"),
    Key(
        "step_done",
        (),
        N_("Step done, another day, left out (plan)"),
        IN_LISTS,
        shown="Space F2 Del",
    ),
    Key(
        "log_letters",
        (),
        N_("Mentee, mentor, both; reached, not; 1 to 5 (talks)"),
        IN_FIELDS,
        shown="E O B R N",
    ),
    Key("presence", (), N_("Came, did not come, excused (sessions)"), IN_LISTS, shown="P A E"),
    Key(
        "attendance",
        (),
        N_("Present, absent, excused, made up (training)"),
        IN_LISTS,
        shown="P A E M",
    ),
    Key("give_back", (), N_("Give a changed day back to its series"), IN_LISTS, shown="R"),
    Key("finish", (), N_("Do what the line's button says"), IN_TODAY, shown="Space"),
    Key("put_off", (), N_("Put off"), IN_TODAY, shown="S"),
    Key("jot", (), N_("Write a note"), IN_TODAY, shown="E"),
    Key("let_go", (), N_("Not relevant"), IN_TODAY, shown="Del"),
    Key("next_part", ("Ctrl+Down",), N_("Next part of the guide"), IN_INTERVIEWS),
    Key("previous_part", ("Ctrl+Up",), N_("Previous part of the guide"), IN_INTERVIEWS),
    Key("quote", ("Ctrl+D",), N_("Mark as the person's own words"), IN_INTERVIEWS),
    Key("tag", ("Ctrl+T",), N_("Note a fact from the selected words"), IN_INTERVIEWS),
    Key("suggested", ("Ctrl+Shift+T",), N_("To what is suggested below"), IN_INTERVIEWS),
    Key("walk", (), N_("To another day, hour or entry"), IN_CALENDAR, shown="← → ↑ ↓"),
    Key("step", (), N_("Next entry of the day"), IN_CALENDAR, shown="Space"),
    Key("turn", (), N_("Another month or week"), IN_CALENDAR, shown="PgUp PgDn"),
    Key("new_entry", (), N_("New entry here, today"), IN_CALENDAR, shown="N T"),
    Key("push", (), N_("Move the entry by a day"), IN_CALENDAR, shown="Shift+← →"),
    Key("push_week", (), N_("By a week; longer or shorter (week)"), IN_CALENDAR, shown="Shift+↑ ↓"),
    Key("quarter", (), N_("By a quarter of an hour (week)"), IN_CALENDAR, shown="Ctrl+↑ ↓"),
    Key("carry", (), N_("Copy the entry to another day"), IN_CALENDAR, shown="Ctrl+C Ctrl+V"),
    Key("strike", (), N_("Call the entry off"), IN_CALENDAR, shown="Del"),
    Key("series_day", (), N_("To a day of its series"), IN_CALENDAR, shown="1 … 9"),
    Key("before", ("Ctrl+H",), N_("What stood in this field before"), IN_FIELDS),
    Key("calendar", (), N_("Open the calendar of a day"), IN_FIELDS, shown="Alt+↓"),
    Key("day", (), N_("A day later or earlier"), IN_FIELDS, shown="↑ ↓"),
    Key("slot", (), N_("Free or not free"), IN_FIELDS, shown="Space"),
)

# What the digit row of a Belgian keyboard gives without Shift, 1 to 9 and 0.
_AZERTY = {key: place for place, key in enumerate("&é\"'(§è!çà", start=1)}
# Where that row lies for the system: evdev codes + 8 under X11 and Wayland, scan codes on Windows.
_FIRST_SCAN_CODE = {"linux": 10, "win32": 2}


def key(name: str) -> Key:
    """A key by its name."""
    return next(known for known in KEYS if known.name == name)


def sequences(name: str, memory: Memory | None = None) -> list[QKeySequence]:
    """The keys that hold: the person's own if chosen, else those above."""
    own = memory.text(f"keys/{name}") if memory is not None else ""
    return [QKeySequence(text) for text in ((own,) if own else key(name).keys)]


def bind(
    widget: QWidget, name: str, call: Callable[[], object], memory: Memory | None = None
) -> None:
    """Let the keys of that name call something while the widget's window is active."""
    for sequence in sequences(name, memory):
        shortcut = QShortcut(sequence, widget)
        shortcut.activated.connect(lambda: call())  # noqa: PLW0108 - Qt may send more than we take


def digit(event: QKeyEvent) -> int | None:
    """Which digit key was pressed, 0 to 9, whatever the layout writes on it without Shift."""
    first = _FIRST_SCAN_CODE.get(sys.platform)
    place = event.nativeScanCode() - first + 1 if first else 0
    if not 1 <= place <= 10:
        text = chr(event.key()) if 0 < event.key() < 0x110000 else ""
        place = int(text) or 10 if text.isdigit() else _AZERTY.get(text.lower(), 0)
    return place % 10 if 1 <= place <= 10 else None


def shown(known: Key, memory: Memory | None = None) -> str:
    """The keys in words, as this system and language write them."""
    if known.shown:
        return known.shown
    form = QKeySequence.SequenceFormat.NativeText
    return " · ".join(s.toString(form) for s in sequences(known.name, memory))


CTRL = Qt.KeyboardModifier.ControlModifier
