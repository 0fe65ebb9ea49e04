"""One paper as it will be printed, in the language of its reader or another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.i18n import _, language_name
from duodesk.ui.desk import Desk
from duodesk.ui.open_places import About, ask_open
from duodesk.ui.paper_parts import offer_languages, told_missing
from duodesk.ui.preview import Preview
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_SHARE = 0.88  # of the height of the window behind


@dataclass(frozen=True, slots=True)
class Shown:
    """A paper in one language: its pages, the name of its file without ending, the places left open
    in it; `leaves` writes it down as printed, and gives nothing where that was refused; `about`
    are the screens on which its facts are filled in.
    """

    language: str
    content: bytes
    name: str
    missing: tuple[str, ...] = ()
    leaves: Callable[[], object] | None = None
    about: tuple[About, ...] = ()


class OnePaperDialog(Dialog):
    """The very page; printing or keeping it is written down, looking at it is not. `read` makes the
    paper in the language that is asked, or in its reader's own.
    """

    def __init__(
        self, desk: Desk, title: str, read: Callable[[str | None], Shown], *, parent: QWidget
    ) -> None:
        super().__init__(title, icon_name="file-text", parent=parent)
        self._desk, self._read = desk, read
        self.shown = read(None)
        self.missing = Notice("", tone="warn")
        self.tongue = PlainLabel("", role="muted")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(680), look().px(300))
        other = MenuButton(_("Other language"), self._offer)
        self.body.addWidget(widget(row(self.tongue, None, other)))
        self.body.addWidget(self.missing)
        self.body.addWidget(self.preview)
        self.add_button(_("Close"), self.reject)
        self.add_button(_("PDF…"), self.save)
        self.add_button(_("Print…"), self.print, kind="primary", default=True)
        self._show()

    @override
    def fit(self) -> None:
        """As high as the window behind it allows: a page is read more easily whole."""
        super().fit()
        over = self.parentWidget()
        if over is not None:
            self.resize(self.width(), max(self.height(), round(over.window().height() * _SHARE)))

    def show_language(self, code: str) -> None:
        """The same paper in another language."""
        self.shown = self._read(code)
        self._show()

    def save(self) -> None:
        """Keep it as PDF; that counts as printed."""
        if self._leaves():
            one = self.shown
            self._desk.ask.save(_("Save the paper"), f"{one.name}.pdf", one.content)

    def print(self) -> None:
        """Put it on paper; where places stay open, that is asked once."""
        one = self.shown
        ask_open(
            self._desk,
            one.missing,
            lambda: print_pdf(self._desk, [one.content], one.name, parent=self, leaves=one.leaves),
            about=one.about,
            parent=self,
        )

    def _leaves(self) -> bool:
        leaves = self.shown.leaves
        return leaves is None or leaves() is not None

    def _offer(self, menu: Menu) -> None:
        offer_languages(menu, self.show_language, self.shown.language)

    def _show(self) -> None:
        self.missing.set_text(told_missing(self.shown.missing))
        self.tongue.setText(language_name(self.shown.language))
        self.preview.show_pdf(self.shown.content)


def show_paper(
    desk: Desk, title: str, read: Callable[[str | None], Shown], *, parent: QWidget
) -> None:
    """Open it; what hinders is said."""
    try:
        dialog = OnePaperDialog(desk, title, read, parent=parent)
    except UserError as error:
        desk.say(str(error), "bad")
        return
    dialog.open_over()
