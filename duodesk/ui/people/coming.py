"""What comes next for somebody on the way in: as something to do, and how pressing in colour and
words.
"""

from __future__ import annotations

from datetime import date

from duodesk.base.dates import short
from duodesk.base.holidays import working_days_between
from duodesk.base.i18n import _, ngettext
from duodesk.people.steps import Haste, Next, State, Step
from duodesk.people.words import Status
from duodesk.ui.widgets.chips import Badge

_TONES = {Haste.CALM: "neutral", Haste.SOON: "warn", Haste.LATE: "bad"}


def next_words(coming: Next | None, status: Status, today: date) -> str:
    """The next step as something to do."""
    if coming is None:
        return ""
    if coming.state == State.PLANNED:
        if coming.step == Step.INTERVIEW:
            return _("Finish the interview")
        return _("Session is planned") if _is_ahead(coming, today) else _("Note who came")
    again = status == Status.WAITING or coming.state in {State.TRIED, State.MISSED}
    words = {
        Step.CALL: (_("Make the first call"), _("Call again")),
        Step.SESSION: (_("Invite to a session"), _("Invite again")),
        Step.INTERVIEW: (_("Interview"), _("Interview")),
        Step.DECISION: (_("Decide"), _("Decide again")),
    }
    return words[coming.step][again]


def due_badge(coming: Next | None, today: date) -> Badge:
    """Until when it should be done, or since when it waits."""
    if coming is None or coming.due is None or coming.since is None:
        return Badge("")
    told = _when(coming, coming.since, coming.due, today)
    return Badge(told, _TONES[coming.haste])


def _when(coming: Next, since: date, due: date, today: date) -> str:
    if _is_ahead(coming, today):
        return _("on %(day)s", day=short(since))
    if coming.step == Step.CALL or coming.state == State.PLANNED:
        late = working_days_between(due, today)
        if late:
            return ngettext("%(n)s day late", "%(n)s days late", late)
        return _("today") if due == today else _("by %(day)s", day=short(due))
    days = max((today - since).days, 0)
    return ngettext("for %(n)s day", "for %(n)s days", days) if days else _("since today")


def _is_ahead(coming: Next, today: date) -> bool:
    """Whether a day is agreed that is still to come."""
    planned = coming.step == Step.SESSION and coming.state == State.PLANNED
    return planned and coming.since is not None and coming.since >= today
