"""Everything that may ask for a person, declared once: screen, count, print and tests walk it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from duodesk.base.i18n import N_, _
from duodesk.today import calendar_rules, desk_rules, duo_rules, way_rules
from duodesk.today.facts import Facts
from duodesk.today.line import Line


@dataclass(frozen=True, slots=True)
class Rule:
    """One reason to be on the list: what it is called, and the lines it makes of the facts."""

    key: str
    title_id: str
    find: Callable[[Facts], Iterable[Line]]

    @property
    def title(self) -> str:
        """What its lines are called together."""
        return _(self.title_id)


RULES = (
    Rule("alert", N_("Duos that worry"), duo_rules.alerts),
    Rule("step", N_("Steps of the follow-up"), duo_rules.steps),
    Rule("round", N_("Outcome rounds"), duo_rules.rounds),
    Rule("papers", N_("Papers to print and sign"), duo_rules.papers),
    Rule("start", N_("Duos to start"), duo_rules.starts),
    Rule("questionnaire", N_("Questionnaires"), duo_rules.questionnaires),
    Rule("call", N_("Calls"), way_rules.calls),
    Rule("answer", N_("Answers after a first meeting"), way_rules.answers),
    Rule("met", N_("First meetings that are over"), way_rules.meetings_over),
    Rule("reservation", N_("Reservations"), way_rules.reservations),
    Rule("permit", N_("Permits and forms C45B"), way_rules.permits),
    Rule("make_up", N_("Training to make up for"), way_rules.make_ups),
    Rule("waiting_list", N_("Waiting lists with free seats"), way_rules.waiting_lists),
    Rule("transfer", N_("People offered"), way_rules.transfers),
    Rule("appointment", N_("Appointments"), calendar_rules.appointments),
    Rule("attendance", N_("Who came"), calendar_rules.attendance),
    Rule("interview", N_("Interviews not written"), calendar_rules.interviews),
    Rule("request", N_("Requests about data"), desk_rules.requests),
    Rule("reminder", N_("Reminders"), desk_rules.reminders),
    Rule("cover", N_("Duos of colleagues"), desk_rules.covers),
    Rule("office", N_("Other offices"), desk_rules.offices),
    Rule("exchange", N_("Exchange"), desk_rules.exchange),
    Rule("backup", N_("Copies of the desk"), desk_rules.backups),
)


def lines(facts: Facts) -> Iterator[Line]:
    """The lines of all rules."""
    for rule in RULES:
        yield from rule.find(facts)
