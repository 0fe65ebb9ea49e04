"""What a history remembers of itself: every word that was typed, every review, every secret."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from random import Random
from typing import Any

from duodesk.base.errors import UserError
from tests.campaigns.laptop import One


@dataclass(frozen=True, slots=True)
class Secret:
    """Words that stay in the office a row belongs to, and the office in which they were typed."""

    words: str
    table: str
    row: bytes
    office: bytes


@dataclass(slots=True)
class Told:
    """What was done and typed so far."""

    counts: Counter[str] = field(default_factory=Counter)
    words: dict[bytes, list[str]] = field(default_factory=lambda: defaultdict(list))
    secrets: list[Secret] = field(default_factory=list)
    # By row: offices that could read it before the file that brought it was taken out again.
    readers: dict[bytes, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    reviews: set[bytes] = field(default_factory=set)
    # Retired laptops of which a desk knew that was put back unseen.
    forgotten: set[bytes] = field(default_factory=set)
    typed: int = 0

    def word(self, *rows: bytes) -> str:
        """Words that nobody ever typed before, about these rows."""
        self.typed += 1
        words = f"zz{self.typed:05d}zz"
        for row in rows:
            self.words[row].append(words)
        return words

    def secret(self, table: str, row: bytes, office: bytes) -> str:
        """Words that nobody else ever typed, to be kept in an office."""
        words = self.word(row)
        self.secrets.append(Secret(words, table, row, office))
        return words


class Life:
    """What steps share: chance, the laptops, and what was told so far."""

    random: Random
    laptops: list[One]
    told: Told

    def other(self, one: One) -> One:
        """Any other laptop."""
        return self.random.choice([other for other in self.laptops if other is not one])


def attempt(action: Any) -> Any:
    """What an action gives; None where it is refused with a sentence for people."""
    try:
        return action()
    except UserError:
        return None
