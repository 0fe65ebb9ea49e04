"""Two versions of a text side by side, with what stood before both: what holds is written below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QWidget

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.i18n import _
from duodesk.exchange import review
from duodesk.exchange.differences import Piece, pieces, together
from duodesk.exchange.review import TwoVersions, Version
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import ElidedLabel, PlainLabel, PlainText, set_name

_WIDE, _LINES = 940, 9


def written_by(version: Version) -> str:
    """Who wrote a version, and when."""
    who = " · ".join(part for part in (version.author, version.office) if part)
    return _("%(name)s, %(when)s", name=who or "?", when=moment(version.at.astimezone(BELGIUM)))


class Compared(PlainText):
    """A text that is only read, with what is new in it marked."""

    def __init__(self, told: Sequence[Piece], name: str) -> None:
        super().__init__(lines=_LINES)
        self.setReadOnly(True)
        set_name(self, name)
        new = QTextCharFormat()
        new.setBackground(look().color("good"))
        new.setForeground(look().color("good_text"))
        cursor = QTextCursor(self.document())
        for piece in told:
            cursor.insertText(piece.text, new if piece.new else QTextCharFormat())
        self.moveCursor(QTextCursor.MoveOperation.Start)


class ComparingDialog(Dialog):
    """What stood before, each version, and the text that will hold for all."""

    def __init__(self, desk: Desk, one: TwoVersions, parent: QWidget | None = None) -> None:
        title = _("%(whose)s: two versions of “%(what)s”", whose=one.subject.title, what=one.title)
        super().__init__(title, icon_name="arrow-left-right", parent=parent)
        self.setMinimumWidth(look().px(_WIDE))
        self._desk = desk
        self._one = one
        before = one.before if isinstance(one.before, str) else ""
        versions = [v for v in one.versions if not v.deleted]
        self.texts = [str(v.value or "") for v in versions]
        shown = [self._side(_("Before both"), [Piece(before or _("(blank)"), new=False)])]
        shown += [
            self._side(written_by(version), pieces(before, text), text)
            for version, text in zip(versions, self.texts, strict=True)
        ]
        self.holds = TextField(lines=_LINES - 3)
        self.holds.set_name(_("What holds for all"))
        self.holds.set_value(self.texts[-1])
        self.body.addLayout(row(*shown, spacing=12))
        self.body.addLayout(row(PlainLabel(_("What holds for all"), role="strong"), None))
        self.body.addWidget(self.holds)
        self.body.addLayout(row(*self._offers(before), None))
        self.add_button(_("Cancel"), self.reject, kind="quiet")
        self.add_button(_("This holds"), self.keep, kind="primary")

    def keep(self) -> None:
        """Close the two versions with what is written below."""
        self.holds.flush()
        one, text = self._one, self.holds.value()
        if self._desk.do(review.choose, one.table, one.row, one.field, text or None) is not None:
            self.accept()

    def _side(self, title: str, told: Sequence[Piece], text: str | None = None) -> QWidget:
        side = column(ElidedLabel(title, role="small"), Compared(told, title), spacing=4)
        if text is not None:
            use = Button(_("Begin with this"), partial(self.begin_with, text), kind="quiet")
            set_name(use, _("Begin with this: %(title)s", title=title))
            side.addLayout(row(use, None))
        else:
            side.addSpacing(look().px(36))
        return widget(side)

    def _offers(self, before: str) -> list[Button]:
        below = Button(
            _("Both, one below the other"), partial(self.begin_with, "\n\n".join(self.texts))
        )
        offers = [below]
        both = together(before, *self.texts) if len(self.texts) == 2 else None
        if both is not None and both not in self.texts:
            offers.insert(0, Button(_("Put both changes together"), partial(self.begin_with, both)))
        return offers

    def begin_with(self, text: str) -> None:
        """Put a text into the field below; it can still be changed."""
        self.holds.set_value(text)
