"""Passphrase, recovery sheet, backups: what keeps the desk from strangers and from accidents."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from duodesk.base.clock import BELGIUM
from duodesk.base.dates import moment
from duodesk.base.errors import UserError
from duodesk.base.i18n import _, language, ngettext
from duodesk.base.progress import Progress
from duodesk.office import queries as office
from duodesk.store import access, backup
from duodesk.store.access import NewSheet
from duodesk.store.backup import Header
from duodesk.store.passphrase import strength
from duodesk.ui.desk import Desk
from duodesk.ui.settings.asked import RequestsCard
from duodesk.ui.settings.others import ErasedCard, SealCard
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel

_SHOWN = 8


class SafetyPart(Body):
    """Cards: passphrase and recovery sheet, copies, requests about data, seal and lock,
    erasures.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(spacing=12)
        self._desk = desk
        self._copies: QVBoxLayout = column(spacing=6)
        self._place = PlainLabel("", role="muted", wrap=True)
        self.asked, self.seal, self.erased = RequestsCard(desk), SealCard(desk), ErasedCard(desk)
        self.column.addWidget(self._keys_card())
        self.column.addWidget(self._backup_card())
        self.column.addWidget(self.asked)
        self.column.addWidget(self.seal)
        self.column.addWidget(self.erased)
        self.column.addStretch(1)
        self.reload()

    def reload(self) -> None:
        """Show the copies that are there, and what others confirmed."""
        self.asked.show_now()
        self.seal.show_now()
        self.erased.show_now()
        while (item := self._copies.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for path, header in backup.backups(self._desk.opened.profile.backups)[:_SHOWN]:
            self._copies.addWidget(self._line(path, header))
        folder = self._desk.appearance.settings.backup_folder
        second = (
            _("Second place: %(folder)s", folder=folder) if folder else _("No second place yet")
        )
        self._place.setText(second)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A file that only confirms touches no table a screen could follow.
        self.erased.show_now()

    def change_passphrase(self) -> None:
        """Ask for the old and the new one."""
        PassphraseDialog(self._desk, parent=self).open_over()

    def new_sheet(self) -> None:
        """Make new words; the old sheet is worthless once the new one is saved."""
        text = _(
            "The old recovery sheet will open nothing any more. The new one must be printed now."
        )
        self._desk.ask.confirm(text, _("Make a new sheet"), self._write_sheet)

    def back_up(self) -> None:
        """Make a copy now."""
        opened = self._desk.opened

        def work(_progress: Progress) -> Header:
            return opened.back_up()

        self._desk.work(_("Backup"), work, self._backed_up)

    def choose_folder(self) -> None:
        """A second place, tried at once."""
        self._desk.ask.folder(_("Folder for backups"), self._try_folder)

    def restore(self, path: Path, header: Header) -> None:
        """Go back to a copy; what is there now is kept under another name."""
        words = {"when": moment(header.at.astimezone(BELGIUM))}
        text = _(
            "Everything goes back to how it was on %(when)s. What is there now is kept aside in "
            "the same folder. Duodesk closes and must be started again.",
            **words,
        )
        self._desk.ask.confirm(text, _("Go back to this copy"), partial(self._restore, path))

    def _keys_card(self) -> Card:
        hint = PlainLabel(
            _("Without passphrase or recovery sheet nobody can open this desk, not even we."),
            role="small",
            wrap=True,
        )
        return Card(
            _("Passphrase and recovery sheet"),
            hint,
            row(
                Button(_("Change my passphrase…"), self.change_passphrase),
                Button(_("New recovery sheet…"), self.new_sheet),
                None,
            ),
        )

    def _backup_card(self) -> Card:
        hint = PlainLabel(
            _(
                "A copy is made when the desk opens, every half hour of work and when it closes. "
                "Each is opened again before it counts."
            ),
            role="small",
            wrap=True,
        )
        return Card(
            _("Backups"),
            hint,
            row(
                Button(_("Back up now"), self.back_up, kind="primary", icon_name="hard-drive"),
                Button(_("Second place…"), self.choose_folder, icon_name="usb"),
                None,
            ),
            self._place,
            widget(self._copies),
        )

    def _line(self, path: Path, header: Header) -> QWidget:
        people = ngettext("%(n)s person", "%(n)s people", header.people)
        when = moment(header.at.astimezone(BELGIUM))
        button = Button(_("Go back to it…"), partial(self.restore, path, header), kind="quiet")
        button.setAccessibleName(_("Go back to the copy of %(when)s", when=when))
        return widget(row(PlainLabel(f"{when} · {people}"), None, button))

    def _backed_up(self, _header: Header) -> None:
        self._desk.say(_("A copy was made and opened again: it is sound."))
        self.reload()

    def _try_folder(self, folder: Path) -> None:
        clock = self._desk.store.clock
        try:
            self._desk.opened.back_up(folder / backup.new_name(clock))
        except UserError as error:
            self._desk.say(str(error), "bad")
            return
        self._desk.appearance.choose_backup_folder(str(folder))
        self._desk.say(_("Written to %(folder)s and opened again: it works.", folder=folder))
        self.reload()

    def _write_sheet(self) -> None:
        from duodesk.documents.recovery_sheet import RecoverySheet, draw
        from duodesk.exchange.rights import sheet_words

        desk = self._desk
        made = access.new_recovery(desk.opened.profile, desk.opened.key, desk.means)
        place = desk.read(office.office, desk.office_id).name
        sheet = RecoverySheet(place, desk.today, made.words, sheet_words(desk.store))
        content = draw(sheet, language())
        desk.ask.save(
            _("Recovery sheet"), "duodesk-recovery.pdf", content,
            lambda _path: self._keep_sheet(made),
            lambda: desk.say(_("No new sheet was saved: the old one still opens the desk.")),
        )  # fmt: skip

    def _keep_sheet(self, made: NewSheet) -> None:
        desk = self._desk
        try:
            access.keep_recovery(desk.opened.profile, made)
        except UserError as error:
            desk.say(str(error), "bad")
            return
        desk.say(_("The new sheet holds from now on. Print it, put it in a safe, and destroy the "
                   "old one and the file."))  # fmt: skip

    def _restore(self, path: Path) -> None:
        desk = self._desk
        try:
            backup.verify_backup(path, desk.opened.key)
        except UserError as error:
            desk.say(str(error), "bad")
            return
        desk.jobs.finish()
        desk.store.close()
        backup.restore_backup(path, desk.opened.profile, desk.opened.key, desk.store.clock)
        desk.bus.restored.emit()


class PassphraseDialog(Dialog):
    """The old passphrase, then the new one twice."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Change my passphrase"), icon_name="lock", parent=parent)
        self._desk = desk
        self.old, self.new, self.again = (LineField(secret=True) for _n in range(3))
        form = Form(label_width=160)
        form.add(_("Passphrase until now"), self.old)
        form.add(_("New passphrase"), self.new)
        form.add(_("The same once more"), self.again)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Change it"), self.do, kind="primary", default=True)
        self.new.line.textChanged.connect(self._judge)

    def do(self) -> None:
        """Change it when all three are right."""
        if not strength(self.new.value()).enough:
            self._judge(self.new.value())
        elif self.new.value() != self.again.value():
            self.again.set_problem(
                _("The two passphrases differ. Please type the second one again.")
            )
        else:
            self._change()

    def _change(self) -> None:
        try:
            access.change_passphrase(
                self._desk.opened.profile, self.old.value(), self.new.value(), self._desk.means
            )
        except UserError as error:
            self.old.set_problem(str(error))
            return
        self._desk.say(_("The new passphrase holds from now on."))
        self.accept()

    def _judge(self, text: str) -> None:
        judged = strength(text)
        self.new.set_problem("" if judged.enough else str(judged.message))
