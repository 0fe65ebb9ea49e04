"""What a row would change, in words."""

from __future__ import annotations

from datetime import date

from duodesk.base import reference
from duodesk.base.dates import short, weekday
from duodesk.base.fields import Choice, YesNo
from duodesk.base.i18n import N_, _
from duodesk.lists.plan import Difference
from duodesk.lists.targets import DUOS, SIGNATURES, targets
from duodesk.people.fields import ENROLMENT_FIELDS, PERSON_FIELDS

_FIELDS = {field.name: field for field in (*PERSON_FIELDS, *ENROLMENT_FIELDS)}
_TABLES = {
    "enrolment": N_("Role"),
    "person_language": N_("Languages with levels"),
    "person_occupation": N_("Occupations"),
    "person_interest": N_("Interests"),
    "person_topic": N_("Topics"),
    "availability": N_("Free time in the week"),
    "note": N_("Note"),
}
_CHOICES = {"stage": "duo_stage", "end_reason": "end_reason", "enrolment": "role"}
_MOST = 60


def difference(one: Difference) -> str:
    """ "Telephone: 02 000 00 00 → 0470 12 34 56", or only what is new."""
    before, after = _value(one.name, one.before), _value(one.name, one.after)
    words = {"title": title(one.name), "before": before, "after": after}
    if one.fills:
        return _("%(title)s: %(after)s", **words)
    return _("%(title)s: %(before)s → %(after)s", **words)


def title(name: str) -> str:
    """What a column or table is called."""
    if name in _FIELDS:
        return _FIELDS[name].title
    if name in _TABLES:
        return _(_TABLES[name])
    known = (*targets(DUOS), *targets(SIGNATURES))
    return next((target.title for target in known if target.name == name), name)


def _value(name: str, value: object) -> str:
    if isinstance(value, date):
        return short(value)
    if isinstance(value, tuple):
        return "; ".join(_member(name, row) for row in value)
    field = _FIELDS.get(name)
    if isinstance(field, YesNo):
        return _("Yes") if value else _("No")
    choices = field.choices if isinstance(field, Choice) else _CHOICES.get(name, "")
    if choices and value is not None:
        return reference.chosen(choices, str(value))
    text = " ".join(str(value or "").split())
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def _member(name: str, row: tuple[object, ...]) -> str:
    """One language, trade, interest, topic or stretch of the week."""
    code = str(row[0])
    if name == "person_language":
        level = str(row[1] or "")
        spoken = reference.chosen("level", level) if level == "native" else level
        return f"{reference.language_label(code)} {spoken}".strip()
    if name == "person_occupation":
        return reference.occupation_name(code)
    if name == "availability" and all(isinstance(part, int) for part in row):
        day, start, end = (int(str(part)) for part in row)
        return f"{weekday(day)} {start / 2:g}–{end / 2:g}"
    items = reference.interests() if name == "person_interest" else reference.topics()
    return items[code].name() if code in items else code
