"""The closed lists of an office, for screens that may not see the tables."""

from __future__ import annotations

from duodesk.model.reference import Duty

__all__ = ["Duty"]
