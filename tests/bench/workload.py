"""The same work for everybody: 10,000 records of ten texts, what two laptops write without knowing
of each other, and 100,000 further changes at one of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random

import msgspec

FIELDS = (
    "given_name",
    "family_name",
    "known_as",
    "form_of_address",
    "email",
    "phone",
    "street",
    "postcode",
    "municipality",
    "arrival",
)
_BEGINNINGS = (
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "k",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "br",
    "st",
    "vl",
)
_MIDDLES = ("a", "e", "i", "o", "u", "aa", "ee", "oe", "ij", "ou", "eu")
_ENDS = ("", "n", "r", "s", "t", "l", "m", "k")

Edit = tuple[int, int, str]  # the record, its field, what it says now


@dataclass(frozen=True, slots=True)
class Workload:
    """What is written: `a` and `b` side by side, `more` at A alone, each in transactions."""

    records: list[list[str]]
    a: list[list[Edit]]
    b: list[list[Edit]]
    more: list[list[Edit]]

    @property
    def common(self) -> int:
        """How many cells both wrote, each something else."""
        return len(_cells(self.a) & _cells(self.b))


def workload(records: int = 10_000, edits: int = 5_000, common: int = 500) -> Workload:
    """The work of the report: transactions of ten side by side, of a thousand afterwards."""
    random = Random(20_26)
    words = [_word(random) for _ in range(2_000)]

    def text() -> str:
        told: list[str] = []
        length = random.randint(12, 28)
        while sum(map(len, told)) + len(told) < length:
            told.append(random.choice(words))
        return " ".join(told) + f" {random.randint(1, 999)}"

    cells = [(record, field) for record in range(records) for field in range(len(FIELDS))]
    chosen = random.sample(cells, 2 * edits - common)
    shared, a, b = chosen[:common], chosen[common:edits], chosen[edits:]
    own = [sorted([*shared, *a], key=lambda _: random.random())]
    own.append(sorted([*shared, *b], key=lambda _: random.random()))
    written = [[(record, field, text()) for record, field in side] for side in own]
    random.shuffle(cells)
    return Workload(
        records=[[text() for _ in FIELDS] for _ in range(records)],
        a=_parted(written[0], 10),
        b=_parted(written[1], 10),
        more=_parted([(record, field, text()) for record, field in cells], 1_000),
    )


def save(work: Workload, path: Path) -> None:
    """As JSON, for peers in any language."""
    path.write_bytes(msgspec.json.encode(work))


def load(path: Path) -> Workload:
    """Read it back."""
    return msgspec.json.decode(path.read_bytes(), type=Workload)


def _word(random: Random) -> str:
    parts = (_BEGINNINGS, _MIDDLES, _ENDS)
    return "".join(random.choice(part) for _ in range(random.randint(1, 3)) for part in parts)


def _parted(edits: list[Edit], size: int) -> list[list[Edit]]:
    return [edits[start : start + size] for start in range(0, len(edits), size)]


def _cells(side: list[list[Edit]]) -> set[tuple[int, int]]:
    return {(record, field) for edits in side for record, field, _ in edits}
