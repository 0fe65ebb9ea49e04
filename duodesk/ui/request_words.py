"""Where a request about data stands, in words: its days, and how long there is still time."""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import short
from duodesk.base.i18n import _, ngettext
from duodesk.people.request_words import answer_title
from duodesk.people.requests import RequestRow

_SOON = 7  # days


def state(row: RequestRow, today: date) -> tuple[str, str]:
    """Where a request stands, and the tone in which that is shown."""
    if not row.open:
        return answer_title(row.answer), "good"
    days = (row.due_on - today).days
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days), "bad"
    told = ngettext("%(n)s day left", "%(n)s days left", days)
    return told, "warn" if days <= _SOON else "neutral"


def told(row: RequestRow) -> str:
    """Its days, in one line."""
    parts = [_("received on %(day)s", day=short(row.received_on))]
    if row.identity_seen_on:
        parts.append(_("identity seen on %(day)s", day=short(row.identity_seen_on)))
    if row.extended_on:
        parts.append(_("two months more, told on %(day)s", day=short(row.extended_on)))
    if row.answered_on:
        parts.append(_("answered on %(day)s", day=short(row.answered_on)))
    else:
        parts.append(_("answer by %(day)s", day=short(row.due_on)))
    return " · ".join(parts)
