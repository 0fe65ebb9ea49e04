"""Versions of an interview's notes: who and when, two side by side, a paragraph brought back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from duodesk.base import dates
from duodesk.base.i18n import _
from duodesk.people.versions import Pair, Piece, Version, compared
from duodesk.ui.theme import look
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.text import PlainLabel, PlainText, set_name

_WIDE, _LINES = 960, 15
_NOW = "now"


class VersionsDialog(Dialog):
    """An older text beside a newer one; `bring` gets a line of the older, where it belongs in the
    text as it stands now, and whether it takes another line's place.
    """

    def __init__(
        self,
        versions: Sequence[Version],
        now: Callable[[], str],
        bring: Callable[[str, int, bool], object] | None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Versions of the notes"), icon_name="history", parent=parent)
        self.setMinimumWidth(look().px(_WIDE))
        self._versions = versions
        self._now = now
        self._bring = bring
        self._pairs: list[Pair] = []
        names = [(str(place), told(one)) for place, one in enumerate(versions)]
        self.older = ChoiceField(names, empty=None)
        self.newer = ChoiceField([(_NOW, _("The notes as they stand now")), *names], empty=None)
        self.left = Side(_("The older version"), gone=True)
        self.right = Side(_("The newer version"), gone=False)
        self.older.set_name(_("The older version"))
        self.newer.set_name(_("The newer version"))
        self.older.set_value(str(self._first()))
        self.newer.set_value(_NOW)
        sides = row(
            widget(column(self.older, self.left, spacing=6)),
            widget(column(self.newer, self.right, spacing=6)),
            spacing=12,
        )
        self.count = PlainLabel(role="small", wrap=True)
        self.body.addLayout(sides)
        self.body.addWidget(self.count)
        self.add_button(_("Next difference"), self.next_difference, kind="quiet")
        self.back = self.add_button(_("Bring this paragraph back"), self.bring_back)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        for field in (self.older, self.newer):
            field.committed.connect(lambda _value: self.show_pairs())
        self.left.cursorPositionChanged.connect(self._follow)
        self.left.verticalScrollBar().valueChanged.connect(self.right.verticalScrollBar().setValue)
        self.show_pairs()

    def show_pairs(self) -> None:
        """Compare what is chosen."""
        self._pairs = compared(self._text(self.older.value()), self._text(self.newer.value()))
        self.left.show_lines([pair.old for pair in self._pairs])
        self.right.show_lines([pair.new for pair in self._pairs])
        many = sum(not pair.same for pair in self._pairs)
        self.count.setText(
            _("Struck through: gone since. Underlined: new. Lines that differ: %(n)s", n=many)
            if many
            else _("Both are the same.")
        )
        self._go_after(-1)
        self._follow()

    def next_difference(self) -> None:
        """Put the caret into the next line that differs; after the last comes the first."""
        self._go_after(self.left.textCursor().blockNumber())

    def _go_after(self, at: int) -> None:
        order = [*range(at + 1, len(self._pairs)), *range(at + 1)]
        found = next((line for line in order if not self._pairs[line].same), None)
        if found is not None:
            self.left.go_to(found)
        self.left.setFocus()

    def bring_back(self) -> None:
        """Put the line of the caret back into the notes."""
        pair = self._pair()
        if pair is None or pair.old is None or self._bring is None:
            return
        text = "".join(piece.text for piece in pair.old)
        self._bring(text, pair.new_line, pair.new is not None)
        self.show_pairs()

    def _follow(self) -> None:
        line = self.left.textCursor().blockNumber()
        self.left.mark_line(line)
        self.right.mark_line(line)
        pair = self._pair()
        fits = pair is not None and pair.old is not None and not pair.same
        self.back.setEnabled(fits and self._bring is not None and self.newer.value() == _NOW)

    def _pair(self) -> Pair | None:
        line = self.left.textCursor().blockNumber()
        return self._pairs[line] if line < len(self._pairs) else None

    def _first(self) -> int:
        """The newest version that differs from the text as it stands."""
        now = self._now()
        places = (place for place, one in enumerate(self._versions) if one.text != now)
        return next(places, 0)

    def _text(self, code: str | None) -> str:
        return self._now() if code in {_NOW, None} else self._versions[int(code or 0)].text


class Side(PlainText):
    """One of two texts, with as many lines as the other; what differs is marked."""

    def __init__(self, name: str, *, gone: bool) -> None:
        super().__init__(lines=_LINES)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        set_name(self, name)
        self._mark = QTextCharFormat()
        tone = "bad" if gone else "good"
        self._mark.setBackground(look().color(tone))
        self._mark.setForeground(look().color(f"{tone}_text"))
        self._mark.setFontStrikeOut(gone)
        self._mark.setFontUnderline(not gone)

    def show_lines(self, lines: Sequence[tuple[Piece, ...] | None]) -> None:
        """Show these; None is a line that only the other text has."""
        self.clear()
        caret = QTextCursor(self.document())
        plain, missing = QTextCharFormat(), QTextBlockFormat()
        missing.setBackground(look().color("sunken"))
        for place, line in enumerate(lines):
            shape = missing if line is None else QTextBlockFormat()
            if place:
                caret.insertBlock(shape, plain)
            else:
                caret.setBlockFormat(shape)
            for piece in line or ():
                caret.insertText(piece.text, self._mark if piece.changed else plain)
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to(self, line: int) -> None:
        """Put the caret into a line."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(line)))
        self.centerCursor()

    def mark_line(self, line: int) -> None:
        """Show which line is meant."""
        marked = QTextEdit.ExtraSelection()
        marked.cursor = QTextCursor(self.document().findBlockByNumber(line))
        whole_line = QTextCharFormat()
        whole_line.setBackground(look().color("hover"))
        whole_line.setProperty(int(QTextCharFormat.Property.FullWidthSelection), True)
        marked.format = whole_line
        self.setExtraSelections([marked])


def told(one: Version) -> str:
    """24/11/2026 10:00 · Annick."""
    return " · ".join(part for part in (dates.moment(one.at), one.author) if part)
