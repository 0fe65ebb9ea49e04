"""What a page gets: the five verbs do, read, go, say, ask; and the signals to follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtWidgets import QWidget

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.store.access import Means, OpenDesk
from duodesk.store.engine import NotSaved
from duodesk.store.session import Session
from duodesk.store.store import Changes, Store
from duodesk.ui.appearance import Appearance
from duodesk.ui.ask import Ask
from duodesk.ui.bus import Bus
from duodesk.ui.jobs import Jobs
from duodesk.ui.memory import Memory

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """An open desk as the window sees it."""

    def __init__(
        self, opened: OpenDesk, means: Means, ask: Ask, jobs: Jobs, appearance: Appearance
    ) -> None:
        self.opened = opened
        self.store = opened.store
        self.means = means
        self.ask = ask
        self.jobs = jobs
        self.appearance = appearance
        self.memory = Memory(opened.profile.window)
        self.bus = Bus()
        # Where screens are made: in their place from the start, all in them is dressed once.
        self.ground: QWidget | None = None
        # What screens take up again when they are built anew in another language or look.
        self.kept: dict[str, object] = {}
        # Exchange files of the shared folder that a person has to look at.
        self.arrived: list[Path] = []
        # Exchange files that a person dropped or opened, each to be looked at in its turn.
        self.brought: list[Path] = []

    @property
    def today(self) -> date:
        """The calendar day in Belgium."""
        return self.store.clock.today()

    @property
    def office_id(self) -> Id:
        """The office of this desk."""
        return self.store.office_id

    def do(
        self, command: Callable[Concatenate[Store, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R | None:
        """Run a command: what was changed is told; what a person can mend is said, and gives
        None.
        """
        try:
            result = command(self.store, *args, **kwargs)
        except NotSaved as error:
            self.bus.not_saved.emit(str(error))
            self.say(str(error), "bad")
            return None
        except UserError as error:
            self.say(str(error), "bad")
            return None
        self.tell(result)
        return result

    def tell(self, result: object) -> None:
        """Let every screen know what a command changed; for those that ran in a job."""
        changes = result if isinstance(result, Changes) else getattr(result, "changes", None)
        if isinstance(changes, Changes) and changes.operation:
            self.bus.changed.emit(changes)
            self.bus.undo_changed.emit()

    def work(self, title: str, work: Callable[[Progress], R], then: Callable[[R], object]) -> None:
        """Do something long in the worker; what a person can mend is said."""
        self.jobs.start(title, work, then, refused=lambda error: self.say(str(error), "bad"))

    def read(
        self, query: Callable[Concatenate[Session, P], R], /, *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Ask the desk file."""
        with self.store.read() as session:
            return query(session, *args, **kwargs)

    def undo(self) -> None:
        """Take the last action back."""
        label = self.store.undo_label
        if self.do(Store.undo) is not None and label is not None:
            self.say(_("Undone: %(action)s", action=label))

    def redo(self) -> None:
        """Bring the last undone action back."""
        label = self.store.redo_label
        if self.do(Store.redo) is not None and label is not None:
            self.say(_("Done again: %(action)s", action=label))

    def go(self, page: str, subject: object = None) -> None:
        """Show another page, on a subject of it if one is named."""
        self.bus.went.emit(page, subject)

    def say(self, text: str, tone: str = "good") -> None:
        """A line that is seen and goes by itself."""
        self.bus.said.emit(text, tone)
