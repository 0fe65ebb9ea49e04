"""What is opened from the list of people: it reloads, keeps what is typed, knows its subject."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


class View(QWidget):
    """A person, an interview or a list that comes in; each is imported when first opened."""

    def reload(self) -> None:
        """Read anew."""

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""

    def subject(self) -> object:
        """What opens this view again."""
        return None

    def hide_sensitive(self) -> None:
        """Hide or show what others should not see."""
