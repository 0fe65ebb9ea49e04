"""Whose day is asked for, and what stands outside the desk file."""

from __future__ import annotations

from duodesk.store import backup
from duodesk.today.facts import Beside
from duodesk.today.queries import Asked
from duodesk.ui.desk import Desk


def asked(desk: Desk, *, mine: bool = True) -> Asked:
    """The day of whoever sits at this desk, or of the whole team."""
    newest = next(iter(backup.backups(desk.opened.profile.backups)), None)
    beside = Beside(
        backed_up=newest[1].at if newest is not None else None,
        files=len(desk.arrived) + len(desk.brought),
    )
    return Asked(desk.store.author_id, desk.office_id, desk.store.clock.now(), mine, beside)
