"""The closed lists of follow-up, for screens: they show words and hand them back, and know no
table.
"""

from __future__ import annotations

from duodesk.model.followup import Evidence, Held, Party, Situation, StepKind
from duodesk.model.pairing import DuoStage

__all__ = ["DuoStage", "Evidence", "Held", "Party", "Situation", "StepKind"]
