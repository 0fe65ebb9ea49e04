"""What every part of the screen of duos can do: reload, keep what is typed, know its subject."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.ids import Id


class DuosPart(QWidget):
    """A part of the screen of duos; each is made when first shown. `tools` stand beside the names
    of the parts.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = QWidget()

    def reload(self) -> None:
        """Read anew."""

    def settle(self) -> None:
        """Keep what is typed and not kept yet."""
        focus = self.focusWidget()
        if focus is not None:
            focus.clearFocus()

    def subject(self) -> object:
        """What opens this part again where it is."""
        return None

    def duo_id(self) -> Id | None:
        """The duo that is in sight."""
        return None

    def show_subject(self, subject: object) -> None:
        """Go to one duo of this part."""

    def focus_search(self) -> None:
        """Go to where one finds things of this part."""
        self.setFocus()
