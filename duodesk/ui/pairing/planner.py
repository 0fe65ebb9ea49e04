"""The plan of the desk as its screens follow it: worked out in the worker, anew once people
change.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from duodesk.base.errors import UserError
from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.base.progress import Progress
from duodesk.pairing import planning
from duodesk.pairing.last_plan import remember
from duodesk.pairing.planning import Advice, Planning
from duodesk.store.store import Changes
from duodesk.ui.desk import Desk
from duodesk.ui.jobs import Job

# What a plan is made from.
TABLES = frozenset(
    {
        "person", "enrolment", "person_language", "person_occupation", "person_interest",
        "person_topic", "person_trait", "availability", "proposal", "duo", "setting", "pair_rule",
    }
)  # fmt: skip
_KEPT, _UNVERIFIED = "plan", "plan/unverified"


class Planner(QObject):
    """One for each office that is looked at, and one for all together. `moved` says that the plan
    is there, is being made or became old; `advised` that what it advises is there too.
    """

    moved = Signal()
    advised = Signal()

    def __init__(self, desk: Desk, office_id: Id | None) -> None:
        super().__init__()
        self._desk, self._office_id = desk, office_id
        self.planning: Planning | None = None
        self.advice: Advice | None = None
        self.stale = True
        self.busy = False
        self._job: Job[Planning] | None = None
        desk.bus.changed.connect(self._on_changed)

    @property
    def current(self) -> bool:
        """Whether the plan is that of the desk as it is now."""
        return self.planning is not None and not self.stale and not self.busy

    @property
    def unverified(self) -> bool:
        """Whether the plan may have pairs of which something hard must be asked first."""
        return bool(self._desk.memory.number(_UNVERIFIED))

    def allow_unverified(self, on: bool) -> None:
        """Let the plan have such pairs, or not; the laptop remembers it."""
        self._desk.memory.put(_UNVERIFIED, int(on))
        for one in self._desk.kept.values():
            if isinstance(one, Planner):
                one.stale = True
        self.want()

    def want(self) -> None:
        """Make the plan if there is none of today; who is in sight asks for it."""
        if self.busy or not self.stale:
            return
        self.busy, self.stale = True, False
        store, unverified, office_id = self._desk.store, self.unverified, self._office_id

        def work(progress: Progress) -> Planning:
            with store.read() as session:
                asked = planning.ask(
                    session, today=store.clock.today(), office_id=office_id, own=store.office_id,
                    unverified=unverified,
                )  # fmt: skip
            progress.step(1, 3)
            made = planning.work_through(asked)
            progress.step(2, 3)
            remember(store, office_id, made.pairs)
            return made

        self._job = self._desk.jobs.start(
            _("Whole plan"), work, self._done, refused=self._refused, quiet=True
        )
        self.moved.emit()

    def again(self) -> None:
        """Make it anew, whatever is known."""
        self.stale = True
        self.want()

    def _done(self, made: Planning) -> None:
        self.busy = False
        self.planning, self.advice = made, None
        self.moved.emit()
        # A desk that closes waits for its job and takes no other.
        if not self.stale and self._job is not None and not self._job.stopping:
            self._advise(made)

    def _advise(self, made: Planning) -> None:
        """What takes longer comes after what is waited for."""

        def work(_progress: Progress) -> Advice:
            return planning.advice(made)

        def then(found: Advice) -> None:
            if self.planning is made:
                self.advice = found
                self.advised.emit()

        self._desk.jobs.start(_("Whole plan"), work, then, refused=self._refused, quiet=True)

    def _refused(self, error: UserError) -> None:
        self.busy = False
        self._desk.say(str(error), "bad")

    def _on_changed(self, changes: Changes) -> None:
        if changes.tables & TABLES:
            self.stale = True
            self.moved.emit()


def planner(desk: Desk) -> Planner:
    """The one of this office, made when first asked for."""
    return planner_of(desk, desk.office_id)


def planner_of(desk: Desk, office_id: Id | None) -> Planner:
    """The one of an office, or of all."""
    key = f"{_KEPT}/{office_id or 'all'}"
    found = desk.kept.get(key)
    if not isinstance(found, Planner):
        found = desk.kept[key] = Planner(desk, office_id)
    return found
