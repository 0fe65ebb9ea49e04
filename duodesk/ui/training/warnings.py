"""What speaks against a day that is planned: sentences that warn and never forbid."""

from __future__ import annotations

from collections.abc import Sequence

from duodesk.base.i18n import ngettext
from duodesk.training.clashes import Clash
from duodesk.ui.widgets.notice import Notice

_SHOWN = 4


class Warnings(Notice):
    """The worst few clashes, one a line; hidden where nothing speaks against it."""

    def __init__(self) -> None:
        super().__init__("", tone="warn")

    def show_clashes(self, found: Sequence[Clash]) -> None:
        """Say what speaks against it."""
        self.set_text(clash_words(found))


def clash_words(found: Sequence[Clash], *, shown: int = _SHOWN) -> str:
    """The sentences of clashes, one a line; of many the worst, and how many more there are."""
    told = list(dict.fromkeys(str(one.text) for one in found))
    more = len(told) - shown
    if more > 0:
        told = [*told[:shown], ngettext("… and %(n)s more", "… and %(n)s more", more)]
    return "\n".join(told)


def count_words(found: Sequence[Clash]) -> str:
    """How many warnings there are, for a cell; nothing where there is none."""
    n = len({str(one.text) for one in found})
    return ngettext("%(n)s warning", "%(n)s warnings", n) if n else ""
