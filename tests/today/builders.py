"""Facts as the rules of Today see them, made by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from duodesk.base.i18n import Message
from duodesk.base.ids import Id, seed_id
from duodesk.followup.alerts import Action, Alert, Rule
from duodesk.followup.plan import PlannedStep, PlanRow, StepState
from duodesk.followup.watch import WatchedDuo, WatchRow
from duodesk.model.followup import Party, StepKind
from duodesk.model.pairing import DuoStage
from duodesk.today.facts import DuoHead, Facts, PersonHead
from duodesk.today.line import Line

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # ten in the morning in Belgium
TODAY = date(2026, 11, 24)
MINUTE = 10 * 60
ME, SARA = seed_id("me"), seed_id("sara")
AWA = PersonHead(seed_id("awa"), "Awa Diallo", "0470 00 00 01", ME)
JAN = PersonHead(seed_id("jan"), "Jan Peeters", "0470 00 00 02", SARA)


def days(n: int) -> timedelta:
    return timedelta(days=n)


def facts(**values: Any) -> Facts:
    return Facts(now=NOW, author_id=ME, people={AWA.id: AWA, JAN.id: JAN}, **values)


def duo(**values: Any) -> DuoHead:
    told: dict[str, Any] = {"coordinator_id": ME, "stage": DuoStage.ACTIVE, "start": TODAY}
    return DuoHead(seed_id("duo"), "BRU-D1", AWA, JAN, **told | values)


def step(**values: Any) -> PlannedStep:
    """A talk that is due today, in its window."""
    due: date = values.get("due_on", TODAY)
    told: dict[str, Any] = {
        "id": seed_id("step"), "step_id": seed_id("template/step"), "title": "Contact 2",
        "party": Party.MENTEE, "kind": StepKind.CONTACT, "due_on": due, "opens_on": due - days(3),
        "closes_on": due + days(3), "state": StepState.DUE,
    }  # fmt: skip
    return PlannedStep(**told | values)


def plan(*steps: PlannedStep) -> PlanRow:
    return PlanRow(
        duo_id=seed_id("duo"), template_id=seed_id("template"), start=TODAY, expected_end=None,
        extended_days=0, pauses=(), rests=False, steps=steps,
    )  # fmt: skip


def with_plan(*steps: PlannedStep, **values: Any) -> Facts:
    shown = duo()
    return facts(duos={shown.id: shown}, plans={shown.id: plan(*steps)}, **values)


def alert(rule: Rule = Rule.SILENT, **values: Any) -> Alert:
    told: dict[str, Any] = {
        "weight": 80, "reason": Message("No sign for 24 days: call both"),
        "action": Action.LOG_CONTACT, "days": 24,
    }  # fmt: skip
    return Alert(rule, seed_id("duo"), **told | values)


def watched(*alerts: Alert) -> WatchRow:
    shown = WatchedDuo(
        id=seed_id("duo"), number="BRU-D1", mentee_id=AWA.id, mentor_id=JAN.id, mentee=AWA.name,
        mentor=JAN.name, mentee_phone=AWA.phone, mentor_phone=JAN.phone, office_id=seed_id("BRU"),
        stage=DuoStage.ACTIVE, coordinator_id=ME, coordinator="Annick", looks_after_id=ME,
        looks_after="Annick", start=TODAY - days(60), expected_end=None, week=9, rests=False,
        last_sign=None, silent_days=24,
    )  # fmt: skip
    return WatchRow(shown, alerts)


def line(key: str = "a", **values: Any) -> Line:
    told: dict[str, Any] = {
        "rule": "call", "cause": key, "reason": Message("Why"), "due_on": TODAY,
        "place": ("people", None),
    }  # fmt: skip
    return Line(**told | values)


def an_id(name: str) -> Id:
    return seed_id(name)
