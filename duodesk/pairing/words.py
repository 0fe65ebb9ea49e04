"""The closed lists of pairing, for screens: they show words and hand them back, and know no
table.
"""

from __future__ import annotations

from duodesk.model.documents import Signatory
from duodesk.model.pairing import Answer, DuoStage, RuleKind, Stage

__all__ = ["Answer", "DuoStage", "RuleKind", "Signatory", "Stage"]
