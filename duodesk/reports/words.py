"""Words that several sheets, series and screens of the reports share."""

from __future__ import annotations

from duodesk.base import reference
from duodesk.base.i18n import _
from duodesk.followup.outcomes import Outcome
from duodesk.reports.entries import EntryFacts
from duodesk.reports.facts import Standing

# The classes into which N is cut, in the order in which they are told.
CLASSES = tuple(one for one in Outcome if one is not Outcome.OUT_OF_SCOPE)


def outcome_name(outcome: Outcome) -> str:
    """A class in words."""
    return {
        Outcome.JOB: _("Job"),
        Outcome.INTERNSHIP: _("Internship"),
        Outcome.TRAINING: _("Training"),
        Outcome.NOT_POSITIVE: _("Not positive"),
        Outcome.UNKNOWN: _("Unknown"),
        Outcome.OUT_OF_SCOPE: _("Out of reach"),
    }[outcome]


def source_of(entry: EntryFacts) -> str:
    """How somebody found us, in words."""
    return reference.chosen("source", entry.source) if entry.source else _("Not known")


def partner_of(entry: EntryFacts) -> str:
    """Which partner organisation sent somebody."""
    return entry.partner or _("No partner")


def standing_name(standing: Standing) -> str:
    """How a mentor stands, in words."""
    return {
        Standing.ACTIVE: _("In a duo"),
        Standing.READY: _("Trained and free"),
        Standing.IN_TRAINING: _("In training"),
        Standing.RESTING: _("At rest"),
        Standing.LEFT: _("Has left"),
    }[standing]
