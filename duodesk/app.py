"""The composition root: builds everything once and hands it down."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from random import SystemRandom

from PySide6.QtCore import QObject, Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QApplication

from duodesk.base.clock import FixedClock, SystemClock
from duodesk.base.errors import UserError
from duodesk.base.i18n import _, language, set_language
from duodesk.base.progress import Progress
from duodesk.base.settings import load
from duodesk.store import access
from duodesk.store.access import Founded, Means, OpenDesk
from duodesk.store.keys import Cost
from duodesk.store.profile import AlreadyOpenError, DeskLock, Profile, default_folder
from duodesk.ui.appearance import Appearance
from duodesk.ui.ask import WindowAsk
from duodesk.ui.crash import Crash
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Jobs
from duodesk.ui.start.unlock import Unlock
from duodesk.ui.start.waiting import Waiting
from duodesk.ui.window import Window

_OPEN = "demonstration"  # what opens a demonstration; it guards nothing
_PATIENCE = 500  # milliseconds a first window has to answer a second start


def main(folder: Path | None, *, demo: bool = False, files: Sequence[Path] = ()) -> int:
    """Start the program on a profile, or on a demonstration that is gone when it closes; files are
    shown where they belong.
    """
    app = application()
    if demo:
        with tempfile.TemporaryDirectory(prefix="duodesk-demo-") as place:
            return Program(app, Profile(Path(place)), real_means(demo=True), demo=True).run()
    program = Program(app, Profile(folder or default_folder()), real_means())
    program.files = [file.absolute() for file in files]
    return program.run()


@cache
def application() -> QApplication:
    """The one application object, made before any widget and kept beyond the last."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(
        Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
    )
    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("Duodesk")
    app.setDesktopFileName("duodesk")
    return app


def real_means(*, demo: bool = False) -> Means:
    """Clock, randomness and the price of a guess; a demonstration guards nothing."""
    return Means(SystemClock(), SystemRandom(), Cost.cheapest() if demo else Cost())


class Program(QObject):
    """One run: from the first question to the last backup."""

    def __init__(
        self, app: QApplication, profile: Profile, means: Means, *, demo: bool = False
    ) -> None:
        super().__init__()
        self._app = app
        self._profile = profile
        self._means = means
        self._demo = demo
        self.window = Window()
        self.ask = WindowAsk(self.window)
        self.jobs = Jobs()
        # Also before a desk is open: a backup may be on its way back.
        self.window.closing.connect(self.jobs.finish)
        self.crash = Crash(self._fell)
        self.appearance: Appearance | None = None
        self.files: list[Path] = []
        self._server: QLocalServer | None = None

    def run(self) -> int:
        """Until the window is closed; 0, or 0 too when a first window was raised instead."""
        if self.begin():
            self.window.show()
            code = self._app.exec()
            self.crash.remove()
            return code
        return 0

    def begin(self) -> bool:
        """Show the first screen; False when another window has this desk and was raised."""
        set_language(load(self._profile.settings).language or "fr")
        try:
            self._profile.prepare()
        except UserError as error:
            self.appearance = Appearance(self._app, self._profile.settings)
            self.window.show_only(Waiting(_("Duodesk cannot start here"), str(error)))
            return True
        self.crash.install(self._profile.logs)
        # Also a first window that still asks for its passphrase, and holds no lock yet, is asked.
        if self._raised():
            return False
        held = self._held()
        self.appearance = Appearance(self._app, self._profile.settings)
        if held:
            self.window.show_only(Waiting(_("Duodesk cannot start here"), held))
            return True
        self._listen()
        if self._demo:
            self._begin_demo()
        elif self._profile.exists:
            self._begin_unlock()
        else:
            self._begin_first_run()
        self.window.offer(self.files)
        return True

    def open(self, opened: OpenDesk) -> None:
        """Show an open desk."""
        from duodesk.exchange import coming_back, joining

        if self.appearance is not None:
            try:
                greeted = coming_back.greet(opened.store, opened.profile.folder)
            except UserError as error:  # a full disk: the next start meets the same desk
                opened.leaves_mark = False
                opened.close()
                self.window.show_only(Waiting(_("Duodesk cannot start here"), str(error)))
                return
            desk = Desk(opened, self._means, self.ask, self.jobs, self.appearance)
            desk.arrived += greeted.asks
            self.window.open_desk(desk, demo=self._demo)
            if greeted.restored:
                self.ask.warn(_(coming_back.RESTORED))
            for path in greeted.asks:
                desk.say(_("A file needs you: %(name)s. Open “Exchange”.", name=path.name), "warn")
            if joining.waits(opened.store):
                self._wait_to_be_taken_in(desk)

    def _wait_to_be_taken_in(self, desk: Desk) -> None:
        """An invited desk says what to do next until it belongs to the others."""
        from duodesk.ui.start.asking import AskingDialog

        desk.go("exchange")
        AskingDialog(desk, parent=self.window).open_over()

    def _begin_unlock(self) -> None:
        def with_passphrase(passphrase: str) -> None:
            self._opened = access.unlock(self._profile, passphrase, self._means)

        def with_recovery(words: str, passphrase: str) -> None:
            self._opened = access.unlock_with_recovery(
                self._profile, words, passphrase, self._means
            )

        unlock = Unlock(with_passphrase, with_recovery)
        unlock.opened.connect(lambda: self.open(self._opened))
        self.window.show_only(unlock)

    def _begin_first_run(self) -> None:
        from duodesk.ui.start.first_run import FirstRun

        first = FirstRun(self._profile, self._means, self.ask, self._sheet, self.jobs)
        first.done.connect(self._founded)
        first.brought.connect(self._brought)
        first.language_wanted.connect(self._speak)
        first.demo_wanted.connect(self._look_at_demo)
        self.window.invitation_offered.connect(first.take_invitation)
        self.window.show_only(first)

    def _begin_demo(self) -> None:
        self.window.show_only(
            Waiting(_("One moment"), _("Three offices with some three hundred people are made up."))
        )
        self.jobs.start(
            _("Demonstration"),
            lambda progress: demo_desk(self._profile, self._means, language(), progress),
            self.open,
            refused=lambda error: self.ask.warn(str(error)),
        )

    def _look_at_demo(self) -> None:
        """The demonstration lives in a folder of its own and can touch nothing real."""
        self._place = tempfile.TemporaryDirectory(
            prefix="duodesk-demo-", ignore_cleanup_errors=True
        )
        self.window.closing.connect(self._place.cleanup)
        self._profile, self._demo = Profile(Path(self._place.name)), True
        self._means = real_means(demo=True)
        self._profile.prepare()
        self._begin_demo()

    def _founded(self, answers: object) -> None:
        from duodesk.ui.start.steps import Answers

        if isinstance(answers, Answers) and answers.founded is not None:
            if self.appearance is not None and answers.backup_folder is not None:
                self.appearance.choose_backup_folder(str(answers.backup_folder))
            self.open(answers.founded.desk)

    def _brought(self, opened: object) -> None:
        self.open(opened) if isinstance(opened, OpenDesk) else self._begin_unlock()

    def _speak(self, code: str) -> None:
        if self.appearance is not None:
            self.appearance.choose_language(code)

    def _sheet(self, founded: Founded) -> bytes:
        from duodesk.documents.recovery_sheet import RecoverySheet, draw
        from duodesk.exchange.rights import sheet_words
        from duodesk.office import queries as office

        store = founded.desk.store
        with store.read() as session:
            place = office.office(session, store.office_id).name
        words = tuple(founded.recovery_words)
        sheet = RecoverySheet(place, store.clock.today(), words, sheet_words(store))
        return draw(sheet, language())

    def _fell(self, told: str) -> None:
        from duodesk.ui.start.fallen import Fallen

        Fallen(told, self.crash.closed, parent=self.window).open_over()

    def _listen(self) -> None:
        """Come to the front when a second start asks for it, and take the files it was given."""
        QLocalServer.removeServer(self._address)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._called)
        self._server.listen(self._address)
        self.window.closing.connect(self._server.close)

    def _called(self) -> None:
        self.window.raise_up()
        socket = self._server.nextPendingConnection() if self._server is not None else None
        if socket is None:
            return

        def told() -> None:
            names = bytes(socket.readAll().data()).decode(errors="surrogateescape").split("\0")
            socket.deleteLater()
            self.window.offer([Path(name) for name in names if name])

        if socket.state() == QLocalSocket.LocalSocketState.UnconnectedState:
            told()
        else:
            socket.disconnected.connect(told)

    def _raised(self) -> bool:
        """Ask the first window of this desk to come to the front, with our files; whether it
        heard.
        """
        socket = QLocalSocket()
        socket.connectToServer(self._address)
        if not socket.waitForConnected(_PATIENCE):
            return False
        socket.write("\0".join(map(str, self.files)).encode(errors="surrogateescape"))
        socket.waitForBytesWritten(_PATIENCE)
        socket.disconnectFromServer()
        return True

    @property
    def _address(self) -> str:
        place = str(self._profile.folder.resolve()).encode()
        return "duodesk-" + hashlib.sha256(place).hexdigest()[:16]

    def _held(self) -> str:
        """Why this desk cannot be opened: another program has it; nothing when none has."""
        lock = DeskLock(self._profile.lock)
        try:
            lock.take("")
        except AlreadyOpenError as error:
            return str(error)
        lock.release()
        return ""


def demo_desk(profile: Profile, means: Means, code: str, progress: Progress) -> OpenDesk:
    """A desk of made-up people in Brussels, Antwerp and Liège, as of today."""
    from duodesk.demo.build import Builder
    from duodesk.office.seeds import OFFICES
    from duodesk.store.founding import Founder

    seed = next(seed for seed in OFFICES if seed.code == "BRU")
    founder = Founder(seed.id, seed.code, "Annick Delvaux", code)
    # The story is told with a clock of its own; afterwards the desk lives in the real time.
    told = FixedClock(datetime.combine(means.clock.today(), time(7), UTC))
    desk = access.found(profile, _OPEN, founder, Means(told, means.random, means.cost)).desk
    try:
        Builder(desk.store, told, seed=1, scale=1.0).build(progress)
    finally:
        desk.close()
    opened = access.unlock(profile, _OPEN, means)
    opened.leaves_mark = False  # it is gone when its window closes, and so is everything of it
    return opened
