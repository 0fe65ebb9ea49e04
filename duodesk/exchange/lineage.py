"""Which laptop goes on from which, asked in a moment however many identities there are: whoever was
taken in may state thousands, each going on from the one before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping


class Lineage:
    """Identities and the one that each continues, as trees. In a ring of them, which no program
    makes, one continues nothing: the same on every laptop.
    """

    def __init__(self, continues: Mapping[bytes, bytes | None]) -> None:
        self._first: dict[bytes, bytes] = {}
        # A walk comes to an identity, then to all that go on from it, then it leaves that behind.
        self._came: dict[bytes, int] = {}
        self._left: dict[bytes, int] = {}
        heirs: dict[bytes, list[bytes]] = defaultdict(list)
        for one, before in sorted(continues.items()):
            if before is not None:
                heirs[before].append(one)
        begun = [one for one in sorted({*continues, *heirs}) if continues.get(one) is None]
        for one in (*begun, *sorted(continues)):
            self._walk(one, heirs)

    def first(self, replica: bytes) -> bytes:
        """What a laptop was called before it ever went on as another."""
        return self._first.get(replica, replica)

    def goes_on_from(self, later: bytes, earlier: bytes) -> bool:
        """Whether an identity follows from another, in however many steps; none from itself."""
        if later not in self._came or earlier not in self._came:
            return False
        return self._came[earlier] < self._came[later] < self._left[earlier]

    def _walk(self, root: bytes, heirs: Mapping[bytes, list[bytes]]) -> None:
        path = [(root, False)]
        while path:
            one, leaving = path.pop()
            if leaving:
                self._left[one] = len(self._came)
            elif one not in self._came:
                self._came[one] = len(self._came)
                self._first[one] = root
                path.append((one, True))
                path += ((heir, False) for heir in heirs.get(one, ()))
