"""The reading session by its name, for layers that may not know SQL."""

from __future__ import annotations

from sqlalchemy.orm import Session

__all__ = ["Session"]
