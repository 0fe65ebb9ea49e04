"""The texts of papers: left the kinds, right a version with its words beside the very page."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, _, language, language_name, ngettext
from duodesk.documents import editions, proofreading
from duodesk.documents.catalog import KINDS, DocumentKind
from duodesk.documents.draw import draw
from duodesk.documents.editions import EditionRow
from duodesk.documents.words import place_title
from duodesk.ui.desk import Desk
from duodesk.ui.preview import Preview
from duodesk.ui.settings.approving import ApproveDialog
from duodesk.ui.theme import look
from duodesk.ui.widgets.buttons import Button, Menu, MenuButton, Segmented
from duodesk.ui.widgets.cards import CardItem, CardList
from duodesk.ui.widgets.chips import Badge
from duodesk.ui.widgets.choice import ChoiceField
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.layout import column, panes, row, widget
from duodesk.ui.widgets.notice import Notice
from duodesk.ui.widgets.text import PlainLabel, show_if


class TextsPart(QWidget):
    """What is typed is kept at once; papers are printed from it once it is approved."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._editions: list[EditionRow] = []
        # Where the words that are being typed belong, and what the page shows.
        self._at: tuple[EditionRow, str] | None = None
        self._shown: tuple[object, ...] = ()
        self.kinds = CardList(_("Kinds of papers"))
        self.kinds.setMinimumWidth(look().px(220))
        self.versions = ChoiceField([], empty=None)
        self.versions.set_name(_("Version"))
        self.tongues = Segmented(
            [(code, language_name(code)) for code in LANGUAGES], name=_("Language")
        )
        self.state = PlainLabel("", role="small", wrap=True)
        self.words = TextField(lines=18)
        self.words.set_name(_("Text of the paper"))
        self.told = Notice("", tone="warn")
        self.marks = PlainLabel(
            _("# title   ## clause   - point   [] box to tick   {{…}} place   [summary] … [end] "
              "box at the top   [signatures] where they sign"),
            role="small", wrap=True,
        )  # fmt: skip
        self.preview = Preview()
        self.anew = Button(_("New version"), self.begin, icon_name="plus")
        self.approving = Button(_("Approve…"), self.approve, kind="primary", icon_name="check")
        self.more = MenuButton(_("More"), self._offer)
        self.places = MenuButton(_("Insert a place"), self._offer_places)
        both = panes(self.kinds, self._right(), shares=(1, 4), name=_("Texts of papers"))
        both.setSizes([240, 860])
        self.setLayout(column(both))
        self.tongues.set_value(language() if language() in LANGUAGES else LANGUAGES[0])
        self.reload()
        self.kinds.picked.connect(lambda _card: self.reload())
        self.tongues.chosen.connect(self.show_language)
        self.versions.committed.connect(lambda _id: self._show())
        self.words.committed.connect(self._keep)

    def reload(self) -> None:
        """Show what the desk file holds now."""
        self.words.flush()
        rows = self._desk.read(editions.every, KINDS)
        before = self.kinds.current()
        self.kinds.set_cards([_card(kind, rows[kind.code]) for kind in KINDS])
        if before is None or not self.kinds.choose(before.id):
            self.kinds.choose(KINDS[0].code)
        self._editions = rows[self.kind.code]
        chosen = self.versions.value()
        options = [(str(row.id), _title(row)) for row in self._editions]
        self.versions.set_options(options)
        now = next((row for row in self._editions if row.in_force), self._editions[0])
        known = {code for code, _text in options}
        self.versions.set_value(chosen if chosen in known else str(now.id))
        self._show()

    @property
    def kind(self) -> DocumentKind:
        """The kind that is shown."""
        card = self.kinds.current()
        return next(kind for kind in KINDS if card is None or kind.code == card.id)

    @property
    def edition(self) -> EditionRow:
        """The version that is shown."""
        chosen = self.versions.value()
        return next((r for r in self._editions if str(r.id) == chosen), self._editions[0])

    def show_language(self, code: str) -> None:
        """Show the text in this language."""
        self.tongues.set_value(code)
        self._show()

    def begin(self) -> None:
        """Begin a new version with the words that are printed now, and show it."""
        self.words.flush()
        begun = self._desk.do(editions.begin_edition, self.kind)
        if begun is not None:
            self.reload()
            self.versions.set_value(str(begun.id))
            self._show()
            self.words.setFocus()

    def approve(self) -> None:
        """Ask who approved the text, and when."""
        self.words.flush()
        self.reload()
        dialog = ApproveDialog(self._desk, self.edition, parent=self.window())
        dialog.accepted.connect(self.reload)
        dialog.open_over()

    def withdraw(self) -> None:
        """Print nothing from this version any more, once the person agrees."""
        edition = self.edition
        self._desk.ask.confirm(
            _("From today on, no paper is printed from version %(label)s. Papers that are signed "
              "stay as they are.", label=edition.label),
            _("Withdraw"),
            lambda: self._after(self._desk.do(editions.withdraw, edition.id)),
        )  # fmt: skip

    def remove(self) -> None:
        """Take the version away."""
        self._after(self._desk.do(editions.remove_edition, self.edition.id))

    def insert(self, place: str) -> None:
        """Put a place where the caret stands."""
        self.words.text.insertPlainText("{{" + place + "}}")
        self.words.flush()
        self.words.setFocus()

    def save(self) -> None:
        """The text as a file that any editor opens."""
        self.words.flush()
        name = f"{self.kind.code}-{self.edition.label}-{self.tongues.value()}.txt"
        self._desk.ask.save(_("Save the text"), name, self.words.value().encode())

    def bring_in(self) -> None:
        """Take the text from a file."""
        files = _("Text files (*.txt);;All files (*)")
        self._desk.ask.open(_("Text from a file"), files, self._take)

    def _take(self, path: Path) -> None:
        try:
            words = proofreading.read_file(path)
        except UserError as error:
            self._desk.ask.warn(str(error))
            return
        self._keep(words)

    def _right(self) -> QWidget:
        self.versions.setMinimumWidth(look().px(250))
        head = row(self.versions, self.anew, None, self.more, self.approving, spacing=8)
        line = row(self.tongues, None, self.places, spacing=8)
        typed = column(self.words, self.marks, self.told, spacing=6)
        typed.setStretchFactor(self.words, 1)
        both = panes(widget(typed), self.preview, shares=(1, 1), name=_("Text and page"))
        layout = column(head, self.state, line, both, spacing=8)
        layout.setStretchFactor(both, 1)
        return widget(layout)

    def _show(self) -> None:
        self.words.flush()
        edition, code = self.edition, self.tongues.value()
        self._at = (edition, code)
        words = edition.texts.get(code, "")
        self.words.set_value(words)
        self.words.text.setReadOnly(edition.fixed)
        self.state.setText(_state(edition))
        show_if(self.places, on=not edition.fixed)
        show_if(self.marks, on=not edition.fixed)
        show_if(self.approving, on=edition.approved_on is None or edition.withdrawn_on is not None)
        self._tell(edition, code, words)

    def _tell(self, edition: EditionRow, code: str, words: str) -> None:
        """What is wrong with a text or odd about it, and the page as it would be printed."""
        texts = {**edition.texts, code: words}
        wrong = [str(message) for message in proofreading.problems(self.kind, words)]
        odd = [str(message) for message in proofreading.remarks(self.kind, texts, code)]
        lacks = [place_title(name) for name in proofreading.missing_places(self.kind, texts, code)]
        if lacks:
            odd.append(_("named in another language and not here: %(places)s",
                         places=", ".join(lacks)))  # fmt: skip
        self.told.set_text("\n".join(wrong or odd), tone="bad" if wrong else "warn")
        shown = (self.kind.code, edition.id, code, words)
        if wrong or shown == self._shown:
            return
        self._shown = shown
        paper = proofreading.sample(self.kind, code, words, number=edition.label)
        self.preview.show_pdf(draw(paper))

    def _keep(self, words: str) -> None:
        if self._at is None:
            return
        edition, code = self._at
        if not edition.fixed and words != edition.texts.get(code):
            self._desk.do(editions.write_text, edition.id, code, words)

    def _after(self, done: object) -> None:
        if done is not None:
            self.reload()

    def _offer(self, menu: Menu) -> None:
        edition = self.edition
        menu.item(_("Save as a file…"), self.save, icon_name="download")
        if not edition.fixed:
            menu.item(_("Take from a file…"), self.bring_in, icon_name="upload")
            menu.item(_("Remove this version"), self.remove, icon_name="trash-2")
        if edition.approved_on is not None and edition.withdrawn_on is None:
            menu.item(_("Withdraw…"), self.withdraw)

    def _offer_places(self, menu: Menu) -> None:
        for name in sorted(self.kind.fields, key=place_title):
            menu.item(place_title(name), partial(self.insert, name))


def _card(kind: DocumentKind, rows: list[EditionRow]) -> CardItem:
    now = next((row for row in rows if row.in_force), rows[0])
    badges = [
        Badge(_("approved"), "good") if now.approved_on else Badge(_("draft"), "warn"),
        *([Badge(_("new version begun"), "info")] if rows[0].version > now.version else []),
    ]
    return CardItem(
        id=kind.code,
        title=kind.title,
        lines=(_("version %(n)s", n=now.label),),
        badges=tuple(badges),
    )


def _title(row: EditionRow) -> str:
    told = _("version %(n)s", n=row.label)
    if row.withdrawn_on is not None:
        return _("%(version)s · withdrawn", version=told)
    if row.in_force:
        return _("%(version)s · printed now", version=told)
    return told if row.approved_on else _("%(version)s · draft", version=told)


def _state(row: EditionRow) -> str:
    """Where a version comes from, who approved it, and what was printed from it."""
    made = (
        _("comes with the program")
        if row.shipped
        else _(
            "begun on %(day)s by %(name)s", day=short(row.made_on) or "?", name=row.author or "?"
        )
    )
    approved = (
        _("approved on %(day)s by %(name)s", day=short(row.approved_on), name=row.approved_by)
        if row.approved_on
        else _("not approved: every page says that it is a draft")
    )
    withdrawn = _("withdrawn on %(day)s", day=short(row.withdrawn_on)) if row.withdrawn_on else ""
    printed = (
        ngettext("%(n)s paper printed from it", "%(n)s papers printed from it", row.printed)
        if row.printed
        else ""
    )
    return " · ".join(part for part in (made, approved, withdrawn, printed) if part)
