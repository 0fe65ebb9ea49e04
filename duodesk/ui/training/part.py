"""What every part of the calendar screen can do: reload, keep what is typed, know its subject."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class CalendarPart(QWidget):
    """A part of the calendar screen; each is made when first shown."""

    def reload(self) -> None:
        """Read anew."""

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def subject(self) -> object:
        """What opens this part again where it is; a pair of its key and a row."""
        return None

    def show_subject(self, subject: object) -> None:
        """Go to one thing of this part."""

    def focus_search(self) -> None:
        """Go to where one finds things of this part."""
        self.setFocus()

    def make_new(self) -> None:
        """Add what this part is about."""

    def print_page(self) -> None:
        """Print what this part prints."""
