"""The letter of decision as it will be printed, in the language of the person's letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.i18n import LANGUAGES, _, language_name
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.commands import print_letter
from duodesk.documents.draw import draw
from duodesk.documents.letters import letter
from duodesk.documents.words import place_title
from duodesk.people.recruiting import WayRow
from duodesk.ui.desk import Desk
from duodesk.ui.preview import Preview, print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel

_SHARE = 0.88  # of the height of the window behind


class LetterDialog(Dialog):
    """The very page; printing or keeping it is written down, looking at it is not."""

    def __init__(
        self, desk: Desk, shown: WayRow, kind: DocumentKind, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"{kind.title} · {shown.name}", icon_name="mail", parent=parent)
        self._desk, self._row, self._kind = desk, shown, kind
        self.paper = desk.read(letter, shown.enrolment_id, kind)
        self.missing = Notice("", tone="warn")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(680), look().px(300))
        self.tongue = PlainLabel("", role="muted")
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
        """The same letter in another language."""
        self.paper = self._desk.read(letter, self._row.enrolment_id, self._kind, language=code)
        self._show()

    def save(self) -> None:
        """Keep it as PDF; that counts as printed."""
        printed = self._desk.do(print_letter, self._row.person_id, self.paper)
        if printed is not None:
            self._desk.ask.save(_("Save the letter"), f"{printed.number}.pdf", printed.content)

    def print(self) -> None:
        """Put it on paper."""
        printed = self._desk.do(print_letter, self._row.person_id, self.paper)
        if printed is not None:
            print_pdf(self, printed.content, printed.number)

    def _offer(self, menu: Menu) -> None:
        for code in LANGUAGES:
            menu.item(
                language_name(code),
                partial(self.show_language, code),
                checked=code == self.paper.language,
            )

    def _show(self) -> None:
        lacks = ", ".join(place_title(name) for name in self.paper.missing)
        self.missing.set_text(
            _("Not known yet, left open on the paper: %(places)s", places=lacks) if lacks else ""
        )
        self.tongue.setText(language_name(self.paper.language))
        self.preview.show_pdf(draw(self.paper))
