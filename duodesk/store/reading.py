"""What many questions of one reading share: names, choices, offices."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy.orm import Session

T = TypeVar("T")
# Under this name a session for reading keeps what was asked before.
KNOWN = "known"


def once(session: Session, key: Hashable, ask: Callable[[], T]) -> T:
    """The answer that this session gave before: one for reading sees the file as it stood when it
    began. One for writing asks anew.
    """
    known: dict[Hashable, Any] | None = session.info.get(KNOWN)
    if known is None:
        return ask()
    if key not in known:
        known[key] = ask()
    answer: T = known[key]
    return answer
