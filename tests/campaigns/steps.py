"""What happens to files, disks, clocks and laptops of a history; chance decides the rest."""

from __future__ import annotations

import shutil
from datetime import timedelta
from random import Random
from typing import Any

from duodesk.exchange import coming_back, laptops, take, undoing
from duodesk.exchange.send import Made, make
from duodesk.store import dump, erase, marks
from duodesk.store.store import Store
from tests.campaigns import circle
from tests.campaigns.dealings import Dealings
from tests.campaigns.deeds import Deeds
from tests.campaigns.laptop import One, settle
from tests.campaigns.newer import program
from tests.campaigns.oracle import Journal, readers
from tests.campaigns.told import attempt
from tests.campaigns.values import somewhere
from tests.conftest import MORNING

__all__ = ["One", "Steps", "settle"]
# So many laptops at most once some were copied and some joined; files that are under way.
MOST_LAPTOPS, MOST_FILES = 7, 30


class Files(Deeds, Dealings):
    """Steps of files: late, twice, never, cut, undone."""

    bag: list[Made]

    def send(self, one: One) -> None:
        """A file is made, for all or for one, and goes into the bag."""
        to = None if self.random.random() < 0.6 else [self.other(one).store.replica]
        kind: Any = self.random.choices(("delta", "full", "request"), (80, 15, 5))[0]
        made = attempt(lambda: make(one.store, to=to, kind=kind))
        if made is None:  # the chosen one goes by another name by now
            return
        self.bag.append(made)
        if len(self.bag) > MOST_FILES:
            self.bag.pop(0)

    def deliver(self, one: One) -> None:
        """A file from the bag is taken in, or only looked at."""
        if self.bag:
            made = self.bag[-1] if self.random.random() < 0.5 else self.random.choice(self.bag)
            if self.random.random() < 0.15:
                attempt(lambda: take.look(one.store, made.data, made.name))
            self._take(one, made)

    def carry(self, one: One) -> None:
        """A file goes from hand to hand."""
        self.hand_over(self.other(one), one)

    def quarrel(self, one: One) -> None:
        """Two write one field and hear of each other; perhaps one of them looks and decides."""
        other = self.other(one)
        row = somewhere(self.random, one, "person")
        for writer in (one, other):
            self.retype(writer, row)
        self.hand_over(one, other)
        self.hand_over(other, one)
        if self.random.random() < 0.5:
            with program(newer=other.newer):
                self.choose(other)

    def detour(self, one: One) -> None:
        """What replaced a value comes before the value, for a file was taken out again after all
        were told that it was taken.
        """
        if len(self.laptops) < 3:
            return
        first, second = self.random.sample([o for o in self.laptops if o is not one], 2)
        row = somewhere(self.random, one, "person")
        self.retype(first, row)
        self.hand_over(first, one)
        self.hand_over(one, second)
        self.undo_exchange(one)
        self.retype(first, row)
        self.hand_over(first, second)
        self.retype(second, row)
        self.hand_over(second, one)

    def hand_over(self, sender: One, receiver: One) -> None:
        """One makes a file for another, who takes it at once."""
        with program(newer=sender.newer):
            made = attempt(lambda: make(sender.store, to=[receiver.store.replica]))
        if made is not None:
            with program(newer=receiver.newer):
                done = self._take(receiver, made)
            # Whoever says what it has is sent all that it lacks.
            assert done is None or not done.waiting_for or self._somebody_lost_something()

    def again(self, one: One) -> None:
        """A second delivery changes nothing, nor does looking at what was taken."""
        if self.bag and self._take(one, made := self.random.choice(self.bag)) is not None:
            before = dump.dump(one.store)
            take.look(one.store, made.data, made.name)
            take.take(one.store, made.data, made.name, one.waiting)
            assert dump.dump(one.store) == before

    def cut(self, one: One) -> None:
        """Half a file is refused and changes nothing."""
        if not self.bag:
            return
        made = self.random.choice(self.bag)
        before = dump.dump(one.store)
        end = self.random.randint(0, len(made.data) - 1)
        refused = attempt(lambda: take.take(one.store, made.data[:end], made.name, one.waiting))
        assert refused is None
        assert dump.dump(one.store) == before

    def lose(self, one: One) -> None:
        """A file gets lost."""
        if self.bag:
            self.bag.pop(self.random.randrange(len(self.bag)))

    def undo_exchange(self, one: One) -> None:
        """The newest file is taken back out; whatever it brought may come again."""
        journal = Journal(one.store)
        for secret in self.told.secrets:
            self.told.readers[secret.row] |= readers(secret, journal)
        if attempt(lambda: undoing.undo(one.store)) is not None:
            self.told.counts["exchanges undone"] += 1
        assert one.store.agrees_with_journal()

    def _somebody_lost_something(self) -> bool:
        counts = self.told.counts
        return any(counts[what] for what in ("restored", "exchanges undone", "copied"))

    def _take(self, one: One, made: Made) -> Any:
        done = attempt(lambda: take.take(one.store, made.data, made.name, one.waiting))
        if done is not None and not done.already:
            self.told.counts["files taken"] += 1
            self.told.counts["operations taken"] += done.operations
            self.told.counts["two versions found"] += done.to_look_at
        return done


class Steps(Files):
    """Steps of disks, clocks and laptops."""

    def clock(self, one: One) -> None:
        """A clock is put wrong by years, or right."""
        off = self.random.choice([-4000, -400, -1, 0, 0, 1, 400, 4000])
        one.clock.set(MORNING + timedelta(days=off))

    def reopen(self, one: One) -> None:
        """The program is closed and started again, as it greets every day."""
        marks.leave(one.store, one.profile)
        one.reopen(self._chance())
        assert not coming_back.greet(one.store, one.profile).restored

    def update(self, one: One) -> None:
        """A newer program is installed."""
        if not one.newer:
            one.reopen(self._chance(), newer=True)

    def backup(self, one: One) -> None:
        """An older copy of the desk file is kept."""
        settle(one.store)
        one.backup = one.path.with_name("backup.duo")
        shutil.copy(one.path, one.backup)

    def restore(self, one: One) -> None:
        """An older copy takes the desk's place, and the program sees it when it is opened: nobody
        mistakes new work for old, and what was erased is erased again.
        """
        back = self._one_with_backup(one)
        if back is None or back.backup is None:
            return
        own = {back.store.replica}
        marks.leave(back.store, back.profile)
        before = circle.written_by(back, own), erase_list(back.store)
        retired = circle.known_retired(back)
        back.put_back(back.backup, self._chance())
        with program(newer=back.newer):
            seen = coming_back.greet(back.store, back.profile).restored
        # Where it is not seen, nothing is lost; all it may write by itself is what it erases again.
        after = circle.written_by(back, own)
        assert seen or (before[0] <= after and after - before[0] <= circle.erasing(back))
        assert set(erase_list(back.store)) >= set(before[1])
        assert circle.known_retired(back) >= retired
        self.told.counts["restored"] += 1

    def restore_unseen(self, one: One) -> None:
        """An older copy takes the desk's place, and only the others can know."""
        back = self._one_with_backup(one)
        if back is not None and back.backup is not None:
            retired = circle.known_retired(back)
            back.put_back(back.backup, self._chance())
            self.told.forgotten |= retired - circle.known_retired(back)
            self.told.counts["restored"] += 1

    def clone(self, one: One) -> None:
        """A laptop's file is copied to another laptop, whose program sees it when it is opened."""
        copy = self._copied(one)
        if copy is not None:
            assert coming_back.greet(copy.store, copy.profile).restored

    def clone_unseen(self, one: One) -> None:
        """A laptop's file is copied, and both go on writing under one name."""
        self._copied(one)

    def join(self, _one: One) -> None:
        """A new laptop is taken in in the middle of it all."""
        if len(self.laptops) < MOST_LAPTOPS:
            office = self.random.choice(("ANT", "LIE", "BRU"))
            inviter, chance = self.laptops[0], self._chance()
            joined = attempt(lambda: circle.join(inviter, self._place(), office, chance))
            if joined is not None:
                self.told.counts["joined"] += 1
                self.laptops.append(joined)

    def renew(self, one: One) -> None:
        """New keys."""
        laptops.renew(one.store)

    def retire(self, _one: One) -> None:
        """A laptop that handed in its last file is retired; its later work is taken by nobody."""
        by, gone = self.laptops[0], self.other(self.laptops[0])
        left = [other for other in self.laptops if other not in (by, gone)]
        if len(left) < 2:
            return
        unaware = self.random.choice(left)
        copy = self.folder / f"unaware {len(self.retired)}.duo"
        settle(unaware.store)
        shutil.copy(unaware.path, copy)
        if circle.retire(by, gone, self.laptops):
            self.told.counts["retired"] += 1
            self.laptops.remove(gone)
            self.retired.append(circle.Retired(gone, unaware, copy))

    def _one_with_backup(self, one: One) -> One | None:
        kept = [other for other in self.laptops if other.backup is not None]
        return one if one in kept else self.random.choice(kept or [None])

    def _copied(self, one: One) -> One | None:
        if len(self.laptops) >= MOST_LAPTOPS:
            return None
        marks.leave(one.store, one.profile)
        settle(one.store)
        place = self._place()
        place.mkdir(parents=True)
        shutil.copy(one.path, place / one.path.name)
        copy = circle.beside(one, place / one.path.name, self._chance())
        self.told.counts["copied"] += 1
        self.laptops.append(copy)
        return copy

    def _place(self) -> Any:
        return self.folder / f"{len(self.laptops) + len(self.retired)}"

    def _chance(self) -> Random:
        return Random(f"{self.random.random()}")


def erase_list(store: Store) -> list[tuple[str, bytes]]:
    """Everything that was ever erased here."""
    with store.engine.connect() as connection:
        return erase.erased_rows(connection)
