"""First run in short steps: language, office and name, passphrase, recovery sheet, backup place."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import SCREEN_LANGUAGES, _, language, language_name, ngettext
from duodesk.office.seeds import office_seed
from duodesk.store.access import Founded, Means
from duodesk.store.backup import SUFFIX, restorable
from duodesk.store.passphrase import proposal, strength
from duodesk.store.profile import Profile
from duodesk.ui.ask import Ask
from duodesk.ui.jobs import Jobs
from duodesk.ui.start import parts
from duodesk.ui.start.beginning import Beginning
from duodesk.ui.start.steps import Answers, asked_back, bring_back, check_words
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.layout import Part, row
from duodesk.ui.widgets.text import PlainLabel

STEPS = 5


class FirstRun(QWidget):
    """Five short steps; nothing is asked twice, and going back loses nothing. In their place a
    backup may be brought back: `brought` carries the desk, open, or None where it is to be opened
    with the recovery sheet.
    """

    done = Signal(object)
    brought = Signal(object)
    demo_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(
        self,
        profile: Profile,
        means: Means,
        ask: Ask,
        sheet: Callable[[Founded], bytes],
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self.setObjectName("ground")
        self._profile = profile
        self._means = means
        self._ask = ask
        self._sheet = sheet
        self._jobs = jobs
        self.answers = Answers(language=language())
        self._card = parts.StartCard()
        self.problem = PlainLabel()
        self.onward = Button("")
        self.beginning = Beginning(self.answers, ask)
        self.setLayout(parts.centred(self._card))
        self.show_language()

    def show_language(self) -> None:
        """1: the language of the screens."""
        choices = [
            Button(
                language_name(code),
                partial(self._speak, code),
                kind="primary" if code == language() else "plain",
            )
            for code in SCREEN_LANGUAGES
        ]
        demo = Button(_("Look at a demonstration first"), self.demo_wanted.emit, kind="quiet")
        self._show(
            1,
            parts.words(_("Welcome to Duodesk"), "title"),
            parts.words(
                _("For those who form and follow duos. Your data stay on this computer, encrypted.")
            ),
            parts.words(_("Language"), "section"),
            row(*choices, None),
            row(demo, None),
            row(Button(_("Bring back a backup…"), self._choose_copy, kind="quiet"), None),
            forward=self.show_person,
        )

    def _choose_copy(self) -> None:
        self._ask.open(_("Backup"), f"Duodesk (*{SUFFIX})", self.take_copy)

    def take_copy(self, path: Path) -> None:
        """In place of all steps: this backup, once its passphrase opens it."""
        self._checked(lambda: restorable(path), lambda: self._show_copy(path))

    def _show_copy(self, path: Path) -> None:
        header = restorable(path)
        secret = parts.line(_("Passphrase of the desk"), secret=True)

        def bring() -> None:
            self._card.setEnabled(False)
            self.problem.setText("")
            typed = secret.text()
            self._jobs.start(
                _("Backup"),
                lambda progress: bring_back(path, self._profile, typed, self._means, progress),
                self.brought.emit,
                refused=refused,
            )

        def refused(error: UserError) -> None:
            self._card.setEnabled(True)
            self.problem.setText(str(error))
            secret.selectAll()
            secret.setFocus()

        day = short(header.at.astimezone().date())
        people = ngettext("%(n)s person", "%(n)s people", header.people)
        told = _("“%(name)s” of %(day)s, %(people)s.", name=path.name, day=day, people=people)
        self._show(
            0,
            parts.words(_("Bring back a backup"), "title"),
            parts.words(told),
            parts.words(_("It opens with the passphrase that its desk had then, or with the twelve "
                          "words of the recovery sheet.")),
            parts.with_eye(secret),
            back=self.show_language,
            forward=bring,
            forward_text=_("Bring it back"),
        )  # fmt: skip
        secret.returnPressed.connect(self.onward.click)
        secret.setFocus()

    def show_person(self) -> None:
        """2: which office, and who; founded here, or joined with an invitation."""
        self.beginning = Beginning(self.answers, self._ask)
        self._show(
            2,
            parts.words(_("Your office and you"), "title"),
            self.beginning,
            back=self.show_language,
            forward=lambda: self._checked(self.answers.check_person, self.show_passphrase),
        )
        self.beginning.name.setFocus()

    def take_invitation(self, path: Path) -> None:
        """An invitation was dropped on the window or opened with the program."""
        if self.answers.founded is None:
            self.show_person()
            self.beginning.take_invitation(path)

    def show_passphrase(self) -> None:
        """3: what opens the desk every morning."""
        first = parts.line(_("Passphrase"), self.answers.passphrase, secret=True)
        again = parts.line(_("The same once more"), self.answers.again, secret=True)
        meter = parts.words("", "small")

        def typed() -> None:
            self.answers.passphrase, self.answers.again = first.text(), again.text()
            meter.setText(str(strength(first.text()).message) if first.text() else "")

        def propose() -> None:
            text = proposal(language(), self._means.random)
            for line in (first, again):
                line.setEchoMode(QLineEdit.EchoMode.Normal)
                line.setText(text)

        first.textChanged.connect(typed)
        again.textChanged.connect(typed)
        typed()
        self._show(
            3,
            parts.words(_("A passphrase for this desk"), "title"),
            *self._joins(),
            parts.words(
                _("Some words you will remember. Nobody can open the desk without it, not even we.")
            ),
            parts.with_eye(first),
            meter,
            parts.with_eye(again),
            row(Button(_("Propose one"), propose, kind="quiet"), None),
            back=self.show_person,
            forward=lambda: self._checked(self.answers.check_passphrase, self._found),
        )
        first.setFocus()

    def _joins(self) -> list[Part]:
        """Which office the invitation is for, now that its words opened it."""
        opened = self.answers.opened
        if opened is None:
            return []
        seed = office_seed(opened.code)
        office = seed.names.get(language(), opened.code) if seed else opened.code
        told = _(
            "The words are right. You join the office %(office)s, as its laptop number %(n)s.",
            office=office,
            n=opened.block,
        )
        return [parts.words(told, "small")]

    def _found(self) -> None:
        self.answers.found(self._profile, self._means)
        self.show_sheet()

    def show_sheet(self) -> None:
        """4: the recovery sheet on paper, proved by two of its words."""
        founded = self.answers.founded
        if founded is None:
            return
        words = founded.recovery_words
        names = {
            place: _("Word %(place)s of the sheet", place=place) for place in asked_back(words)
        }
        lines = {place: parts.line(name) for place, name in names.items()}

        def check() -> None:
            check_words(words, {place: line.text() for place, line in lines.items()})

        self._show(
            4,
            parts.words(_("The recovery sheet"), "title"),
            parts.words(
                _(
                    "If the passphrase is forgotten, only this sheet opens the desk. Print it "
                    "and put it in a safe."
                )
            ),
            row(Button(_("Save the sheet as PDF…"), self._save_sheet, kind="primary"), None),
            parts.words(_("To be sure that it is on paper, type two of its words:"), "small"),
            *lines.values(),
            forward=lambda: self._checked(check, self.show_backup),
        )

    def show_backup(self) -> None:
        """5: a second place for copies; may wait."""
        told = parts.words("", "small")

        def choose() -> None:
            self._ask.folder(_("Folder for backups"), lambda folder: self._try_backup(folder, told))

        self._show(
            5,
            parts.words(_("A second place for backups"), "title"),
            parts.words(
                _(
                    "Copies are made by themselves on this computer. A stick or another disk "
                    "saves you if it is lost."
                )
            ),
            row(Button(_("Choose a folder…"), choose), None),
            told,
            forward=lambda: self.done.emit(self.answers),
            forward_text=_("Start working"),
        )

    def _save_sheet(self) -> None:
        founded = self.answers.founded
        if founded is not None:
            content = self._sheet(founded)
            self._ask.save(_("Recovery sheet"), "duodesk-recovery.pdf", content)

    def _try_backup(self, folder: Path, told: PlainLabel) -> None:
        founded = self.answers.founded
        if founded is None:
            return

        def write() -> None:
            founded.desk.back_up(folder / "duodesk-first.duobackup")
            self.answers.backup_folder = folder
            told.setText(_("Written to %(folder)s and opened again: it works.", folder=folder))

        self._checked(write, lambda: None)

    def _speak(self, code: str) -> None:
        self.language_wanted.emit(code)
        self.answers.language = code
        self.show_language()

    def _checked(self, check: Callable[[], object], go_on: Callable[[], object]) -> None:
        """Go on when nothing speaks against it; else say what, where it was typed."""
        try:
            check()
            self.problem.setText("")
            go_on()
        except UserError as error:
            self.problem.setText(str(error))

    def _show(
        self,
        step: int,
        *parts_: Part,
        back: Callable[[], object] | None = None,
        forward: Callable[[], object],
        forward_text: str = "",
    ) -> None:
        self.problem = parts.words("", "problem")
        self.onward = Button(forward_text or _("Continue"), forward, kind="primary")
        self.onward.setAutoDefault(True)
        before = [Button(_("Back"), back, kind="quiet")] if back else []
        head = [parts.words(_("Step %(step)s of %(all)s", step=step, all=STEPS), "section")]
        self._card.fill(
            *(head if step else []),
            *parts_,
            self.problem,
            row(*before, None, self.onward),
        )
