"""Several papers looked at one by one, then kept or printed, one or all at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _, ngettext
from duodesk.ui.desk import Desk
from duodesk.ui.open_places import ask_open
from duodesk.ui.paper_parts import told_missing
from duodesk.ui.preview import Preview
from duodesk.ui.printing import print_pdf
from duodesk.ui.theme import look
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import column, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if

_SHARE = 0.88  # of the height of the window behind


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper: its name in the list, that of its file, a line above it, what is left open in it.

    `draw` makes the PDF, when it is first needed.
    """

    name: str
    file: str
    draw: Callable[[], bytes]
    note: str = ""
    missing: tuple[str, ...] = ()


class PagesDialog(Dialog):
    """The very pages; `leaves` is asked before some of them leave the desk."""

    def __init__(
        self,
        desk: Desk,
        title: str,
        sheets: Sequence[Sheet],
        *,
        icon_name: str = "printer",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, icon_name=icon_name, parent=parent)
        self.desk = desk
        self.sheets = list(sheets)
        self._drawn: dict[int, bytes] = {}
        self.cards = CardList(_("Papers"))
        self.cards.setFixedWidth(look().px(220))
        self.cards.picked.connect(lambda card: self._show(card.data))
        self.missing = Notice("", tone="warn")
        self.note = PlainLabel("", role="muted")
        self.preview = Preview()
        self.preview.setMinimumSize(look().px(560), look().px(280))
        right = widget(column(self.note, self.missing, self.preview, spacing=8))
        whole = row(self.cards, right, spacing=12)
        whole.setStretchFactor(right, 1)
        self.body.addLayout(whole, 1)
        self._add_buttons()
        self.cards.set_cards(
            [CardItem(id=n, title=one.name, data=n) for n, one in enumerate(self.sheets)]
        )
        show_if(self.cards, on=len(self.sheets) > 1)
        self.cards.choose(0)

    @override
    def fit(self) -> None:
        """As high as the window behind it allows: a page is read more easily whole."""
        super().fit()
        over = self.parentWidget()
        if over is not None:
            self.resize(self.width(), max(self.height(), round(over.window().height() * _SHARE)))

    def leaves(self, places: Sequence[int]) -> bool:
        """Write down that these papers leave the desk; False keeps them back."""
        return bool(places)

    def left(self, places: Sequence[int]) -> None:
        """These papers have left the desk."""

    def save(self) -> None:
        """Keep the paper that is shown as PDF."""
        here = self._here()
        if self.leaves([here]):
            sheet = self.sheets[here]
            self.desk.ask.save(
                _("Save as PDF"), sheet.file, self._content(here), lambda _path: self.left([here])
            )

    def save_all(self) -> None:
        """Keep all of them as PDF in a folder, a file for each."""
        self.desk.ask.folder(_("Folder for the papers"), self._save_into)

    def print(self) -> None:
        """Put the paper that is shown on paper; where places stay open, that is asked once."""
        here = self._here()
        self._ask([here], self.sheets[here].file)

    def print_all(self) -> None:
        """Put all of them on paper in one go."""
        self._ask(self._all(), self.windowTitle())

    def _add_buttons(self) -> None:
        many = len(self.sheets) > 1
        self.add_button(_("Close"), self.reject)
        self.add_button(_("PDF…"), self.save)
        if many:
            text = ngettext("All %(n)s as PDF…", "All %(n)s as PDF…", len(self.sheets))
            self.add_button(text, self.save_all)
            self.add_button(_("Print this one…"), self.print)
        text = _("Print all…") if many else _("Print…")
        call = self.print_all if many else self.print
        self.add_button(text, call, kind="primary", default=True)

    def _ask(self, places: list[int], name: str) -> None:
        missing = [field for place in places for field in self.sheets[place].missing]
        ask_open(self.desk, missing, partial(self._print, places, name), parent=self)

    def _print(self, places: list[int], name: str) -> None:
        def leaves() -> object:
            if not self.leaves(places):
                return None
            self.left(places)
            return places

        contents = [self._content(place) for place in places]
        print_pdf(self.desk, contents, name, parent=self, leaves=leaves)

    def _save_into(self, folder: Path) -> None:
        if not self.leaves(self._all()):
            return
        try:
            for place, sheet in enumerate(self.sheets):
                atomic_write(folder / sheet.file, self._content(place))
        except UserError as error:
            self.desk.say(str(error), "bad")
            return
        n = len(self.sheets)
        self.desk.say(ngettext("%(n)s file is written.", "%(n)s files are written.", n))
        self.left(self._all())

    def _content(self, place: int) -> bytes:
        if place not in self._drawn:
            self._drawn[place] = self.sheets[place].draw()
        return self._drawn[place]

    def _all(self) -> list[int]:
        return list(range(len(self.sheets)))

    def _here(self) -> int:
        card = self.cards.current()
        return int(card.data) if card is not None else 0

    def _show(self, place: int) -> None:
        sheet = self.sheets[place]
        self.missing.set_text(told_missing(sheet.missing))
        self.note.setText(sheet.note)
        show_if(self.note, on=bool(sheet.note))
        self.preview.show_pdf(self._content(place))
