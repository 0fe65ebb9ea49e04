"""One seeded life of an organisation, and how everybody hears everything in the end."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

from duodesk.base.clock import FixedClock
from duodesk.exchange import owning, take
from duodesk.exchange.content import Said
from duodesk.exchange.laptops import us
from duodesk.exchange.send import Made, make
from tests.campaigns.circle import Retired
from tests.campaigns.laptop import FAST, One, opened, rows
from tests.campaigns.newer import program
from tests.campaigns.steps import Steps
from tests.campaigns.told import Told, attempt
from tests.conftest import MORNING

# How often each step is taken, of two hundred or so.
STEPS = {
    "edit": 46, "many": 4, "add": 9, "duo": 6, "about": 6, "note": 10, "remove": 7, "undo": 6,
    "redo": 2, "choose": 12, "remark": 2, "offer": 4, "answer": 6, "address": 2, "erase": 4,
    "move_office": 4, "future": 8, "send": 18, "deliver": 26, "carry": 36, "quarrel": 6,
    "detour": 3, "again": 3, "cut": 2, "lose": 3, "undo_exchange": 4, "clock": 4, "reopen": 2,
    "update": 4, "backup": 6, "restore": 3, "restore_unseen": 3, "clone": 2, "clone_unseen": 2,
    "join": 1, "renew": 3, "retire": 3,
}  # fmt: skip
_ROUNDS = 14


class History(Steps):
    """One life: the laptops, the files under way, what was told."""

    def __init__(self, seed: int, folder: Path, from_: list[Path], steps: int = 40) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.steps = steps
        self.bag: list[Made] = []
        self.told = Told()
        self.retired: list[Retired] = []
        self.laptops = [self._copy(n, path) for n, path in enumerate(from_)]

    def _copy(self, n: int, path: Path) -> One:
        place = self.folder / f"{n}"
        place.mkdir(parents=True)
        shutil.copy(path, place / "desk.duo")
        clock = FixedClock(MORNING + timedelta(hours=1))
        random = Random(f"{self.random.random()}{n}")
        return One(place / "desk.duo", opened(place / "desk.duo", clock, random), clock)

    def live(self) -> None:
        """Take the steps, then let everybody hear everything."""
        names, weights = list(STEPS), list(STEPS.values())
        for _ in range(self.steps):
            step = self.random.choices(names, weights)[0]
            self.take(step, self.random.choice(self.laptops))
        self.settle()

    def take(self, step: str, one: One) -> None:
        """One step of one laptop, with the program that it has."""
        one.clock.advance(timedelta(seconds=self.random.randint(0, 90)))
        self.told.counts[step] += 1
        with program(newer=one.newer):
            getattr(self, step)(one)

    def settle(self) -> None:
        """Files go round until everybody has everything; whoever gathers them is another each
        time.
        """
        self.before = {i for one in self.laptops for (i,) in rows(one.store, _IDS)}
        for n in range(_ROUNDS):
            self._gather(self.laptops[n % len(self.laptops)])
            for one in self.laptops:
                self._ask(one)
                self._agree(one)
            if self._at_rest():
                return
        raise AssertionError(f"the laptops do not come to rest: {self._unrest()}")

    def hand(self, sender: One, receiver: One, kind: str = "delta") -> int:
        """A file from hand to hand; returns how many operations it brought."""
        made = attempt(lambda: self._made(sender, kind))
        return self._given(receiver, made) if made else 0

    def hand_all(self, sender: One, kind: str = "delta") -> int:
        """One file from hand to hand to all others; returns how many operations it brought."""
        made = attempt(lambda: self._made(sender, kind))
        return sum(self._given(one, made) for one in self.laptops if one is not sender and made)

    def _given(self, one: One, made: Made) -> int:
        with program(newer=one.newer):
            done = attempt(lambda: take.take(one.store, made.data, made.name, one.waiting))
        return done.operations if done else 0

    def close(self) -> None:
        """Let go of all files."""
        for one in (*self.laptops, *(retired.laptop for retired in self.retired)):
            one.store.close()

    def _made(self, sender: One, kind: Any) -> Made:
        with program(newer=sender.newer):
            return make(sender.store, kind=kind)

    def _gather(self, hub: One) -> None:
        """Everybody hands one laptop a file, and that laptop hands everybody one; in any order, for
        of two laptops that still go by one name the last is answered.
        """
        others = [one for one in self.laptops if one is not hub]
        self.random.shuffle(others)
        for one in others:
            self.hand(one, hub)
        made = attempt(lambda: self._made(hub, "delta"))
        for one in others if made else ():
            self._given(one, made)

    def _ask(self, one: One) -> None:
        """What was kept back and is wanted by now comes with the next file of one who has it."""
        # A laptop that still goes by its name neither opens its file nor makes it one.
        others = [h for h in self._holders(one) if h.store.replica != one.store.replica]
        for holder in others[:1]:
            self.hand(one, holder)
            self.hand(holder, one)

    def _agree(self, one: One) -> None:
        """Somebody says yes to what was parked and needs a person."""
        for path in sorted(one.waiting.glob("*.duo")):
            data = path.read_bytes()
            with program(newer=one.newer):
                done = attempt(lambda data=data: take.take(one.store, data, "parked", one.waiting))
            if done is not None and not done.waiting_for:
                path.unlink(missing_ok=True)

    def _holders(self, one: One) -> list[One]:
        with one.store.read() as session, program(newer=one.newer):
            we, connection = us(one.store, session), session.connection()
            wants = owning.wanted(connection, one.store.journal.texts, we)
        wanted = {(want.operation, want.row, want.field) for want in wants}
        if not wanted:
            return []
        others = [other for other in self.laptops if other is not one]
        return [other for other in others if wanted & set(rows(other.store, _HELD))]

    def _believed(self, one: One) -> frozenset[Said]:
        with one.store.read() as session:
            return frozenset(us(one.store, session).statements)

    def _at_rest(self) -> bool:
        return not any(self._unrest().values())

    def _unrest(self) -> dict[str, Any]:
        """What is still under way: chains that differ, laptops not known everywhere, values that
        somebody wants and another has.
        """
        return {
            "chains": len({str(rows(one.store, _TIPS)) for one in self.laptops}) > 1,
            "laptops": len({self._believed(one) for one in self.laptops}) > 1,
            "wanted": [n for n, one in enumerate(self.laptops) if self._holders(one)],
        }


_IDS = "SELECT id FROM operation"
_TIPS = "SELECT replica, id FROM tip ORDER BY 1, 2"
_HELD = (
    "SELECT o.id, c.row, substr(n.txt, instr(n.txt, '.') + 1) FROM change c"
    " JOIN operation o ON o.n = c.operation JOIN name n ON n.n = c.fld"
    " WHERE c.kind = 0 AND n.txt IN ('note.text', 'interview.notes', 'meeting.note',"
    " 'proposal.mentee_reason', 'proposal.mentor_reason', 'enrolment.decision_text',"
    " 'contact.text', 'finding.words')"
)


def run(seed: int, paths: list[Path], steps: int = 40) -> Counter[str]:
    """One history, checked; returns what happened in it."""
    import tempfile

    from tests.campaigns.agreement import check

    with tempfile.TemporaryDirectory(prefix="duodesk-history-", dir=FAST) as place:
        history = History(seed, Path(place), paths, steps)
        try:
            history.live()
            check(history)
            return history.told.counts
        finally:
            history.close()
