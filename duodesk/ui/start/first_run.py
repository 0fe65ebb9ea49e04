"""First run in short steps: language, office and name, passphrase, recovery sheet, backup place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from duodesk.base.errors import UserError
from duodesk.base.i18n import SCREEN_LANGUAGES, _, language, language_name, set_language
from duodesk.office.seeds import OFFICES
from duodesk.store.access import Founded, Means
from duodesk.store.passphrase import proposal, strength
from duodesk.store.profile import Profile
from duodesk.ui.ask import Ask
from duodesk.ui.start import parts
from duodesk.ui.start.steps import Answers, asked_back, check_words


class FirstRun(QWidget):
    """Five short steps; nothing is asked twice, and going back loses nothing."""

    done = Signal(object)
    demo_wanted = Signal()

    def __init__(
        self, profile: Profile, means: Means, ask: Ask, sheet: Callable[[Founded], bytes]
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._profile = profile
        self._means = means
        self._ask = ask
        self._sheet = sheet
        self.answers = Answers(language=language())
        self._card = parts.Card()
        self.setLayout(parts.centred(self._card))
        self._problem = parts.label("", "problem")
        self.show_language()

    def show_language(self) -> None:
        """1: the language of the screens."""
        choices = [
            parts.button(
                language_name(code),
                lambda code=code: self._speak(code),
                "primary" if code == language() else "",
            )
            for code in SCREEN_LANGUAGES
        ]
        demo = parts.button(_("Look at a demonstration first"), self.demo_wanted.emit, "quiet")
        self._show(
            1,
            parts.label(_("Welcome to Duodesk"), "title"),
            parts.label(
                _("For those who form and follow duos. Your data stay on this computer, encrypted.")
            ),
            parts.label(_("Language"), "section"),
            *choices,
            demo,
            forward=self.show_person,
        )

    def show_person(self) -> None:
        """2: which office, and who."""
        office = QComboBox()
        office.setAccessibleName(_("Office"))
        for seed in OFFICES:
            office.addItem(seed.names.get(language(), seed.code), seed.code)
        office.setCurrentIndex([seed.code for seed in OFFICES].index(self.answers.office))
        office.currentIndexChanged.connect(lambda: self._set("office", office.currentData()))
        name = QLineEdit(self.answers.author)
        name.setAccessibleName(_("Your name"))
        name.textChanged.connect(lambda text: self._set("author", text))
        self._show(
            2,
            parts.label(_("Your office and you"), "title"),
            parts.label(_("Office"), "section"),
            office,
            parts.label(_("Your name"), "section"),
            name,
            parts.label(_("Your colleagues see who wrote what."), "small"),
            back=self.show_language,
            forward=lambda: self._checked(self.answers.check_person, self.show_passphrase),
        )
        name.setFocus()

    def show_passphrase(self) -> None:
        """3: what opens the desk every morning."""
        first = parts.secret_line(_("Passphrase"))
        again = parts.secret_line(_("The same once more"))
        meter = parts.label("", "small")

        def typed() -> None:
            self.answers.passphrase, self.answers.again = first.text(), again.text()
            judged = strength(first.text())
            meter.setText(str(judged.message) if first.text() else "")

        def propose() -> None:
            text = proposal(language(), self._means.random)
            for line in (first, again):
                line.setEchoMode(QLineEdit.EchoMode.Normal)
                line.setText(text)

        first.setText(self.answers.passphrase)
        again.setText(self.answers.again)
        first.textChanged.connect(typed)
        again.textChanged.connect(typed)
        typed()
        self._show(
            3,
            parts.label(_("A passphrase for this desk"), "title"),
            parts.label(
                _("Some words you will remember. Nobody can open the desk without it, not even we.")
            ),
            parts.row(first, parts.show_hide(first)),
            meter,
            parts.row(again, parts.show_hide(again)),
            parts.button(_("Propose one"), propose, "quiet"),
            back=self.show_person,
            forward=lambda: self._checked(self.answers.check_passphrase, self._found),
        )
        first.setFocus()

    def _found(self) -> None:
        self.answers.found(self._profile, self._means)
        self.show_sheet()

    def show_sheet(self) -> None:
        """4: the recovery sheet on paper, proved by two of its words."""
        founded = self.answers.founded
        if founded is None:
            return
        words = founded.recovery_words
        places = asked_back(words)
        lines = {place: QLineEdit() for place in places}
        for place, line in lines.items():
            line.setAccessibleName(_("Word %(place)s of the sheet", place=place))
            line.setPlaceholderText(_("Word %(place)s of the sheet", place=place))

        def check() -> None:
            check_words(words, {place: line.text() for place, line in lines.items()})

        self._show(
            4,
            parts.label(_("The recovery sheet"), "title"),
            parts.label(
                _(
                    "If the passphrase is forgotten, only this sheet opens the desk. Print it "
                    "and put it in a safe."
                )
            ),
            parts.button(_("Save the sheet as PDF…"), self._save_sheet, "primary"),
            parts.label(_("To be sure that it is on paper, type two of its words:"), "small"),
            *lines.values(),
            forward=lambda: self._checked(check, self.show_backup),
        )

    def show_backup(self) -> None:
        """5: a second place for copies; may wait."""
        chosen = parts.label(str(self.answers.backup_folder or ""), "small")

        def choose() -> None:
            self._ask.folder(
                _("Folder for backups"), lambda folder: self._try_backup(folder, chosen)
            )

        self._show(
            5,
            parts.label(_("A second place for backups"), "title"),
            parts.label(
                _(
                    "Copies are made by themselves on this computer. A stick or another disk "
                    "saves you if it is lost."
                )
            ),
            parts.button(_("Choose a folder…"), choose),
            chosen,
            forward=self._finish,
            forward_text=_("Start working"),
        )

    def _save_sheet(self) -> None:
        founded = self.answers.founded
        if founded is not None:
            content = self._sheet(founded)
            self._ask.save(_("Recovery sheet"), "duodesk-recovery.pdf", content)

    def _try_backup(self, folder: Path, told: QWidget) -> None:
        founded = self.answers.founded
        if founded is None:
            return

        def write() -> None:
            header = founded.desk.back_up(folder / "duodesk-first.duobackup")
            self.answers.backup_folder = folder
            told.setProperty("role", "small")
            told.setText(_("Written to %(folder)s and opened again: it works.", folder=folder))  # type: ignore[attr-defined]
            del header

        self._checked(write, lambda: None)

    def _finish(self) -> None:
        self.done.emit(self.answers)

    def _speak(self, code: str) -> None:
        set_language(code)
        self.answers.language = code
        self.show_language()

    def _set(self, name: str, value: str) -> None:
        setattr(self.answers, name, value)

    def _checked(self, check: Callable[[], object], go_on: Callable[[], object]) -> None:
        """Go on when nothing speaks against it; else say what, where it was typed."""
        try:
            check()
            self._problem.setText("")
            go_on()
        except UserError as error:
            self._problem.setText(str(error))

    def _show(
        self,
        step: int,
        *widgets: QWidget,
        back: Callable[[], object] | None = None,
        forward: Callable[[], object],
        forward_text: str = "",
    ) -> None:
        self._problem = parts.label("", "problem")
        onward = parts.button(forward_text or _("Continue"), forward, "primary")
        onward.setDefault(True)
        buttons = [parts.button(_("Back"), back, "quiet")] if back else []
        self._card.fill(
            parts.label(_("Step %(step)s of %(all)s", step=step, all=5), "section"),
            *widgets,
            self._problem,
            parts.row(*buttons, onward, end=True),
        )
