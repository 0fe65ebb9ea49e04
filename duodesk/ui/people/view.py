"""What the people screen shows: a part of it, or what was opened from one; each reloads, keeps
what is typed, knows its subject.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class View(QWidget):
    """A part, a person, an interview or a list that comes in; each is imported when first opened.

    `opened` carries the person to go to.
    """

    opened = Signal(object)

    def reload(self) -> None:
        """Read anew."""

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""

    def subject(self) -> object:
        """What opens this view again."""
        return None

    def show_subject(self, subject: object) -> None:
        """Go to one thing of this view."""

    def focus_search(self) -> None:
        """Put the caret where one types to find."""

    def quick_note(self) -> bool:
        """Put the caret where a note is written; whether there is such a place."""
        return False

    def make_new(self) -> None:
        """Add what this view is about."""

    def print_page(self) -> None:
        """Print what this view prints."""

    def busy(self) -> bool:
        """Whether somebody is at work here although no key is pressed: the lock waits longer."""
        return False

    def hide_sensitive(self) -> None:
        """Hide or show what others should not see."""
