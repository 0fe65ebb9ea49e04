"""The programme's own follow-up of a duo: known to every desk, stored only once changed."""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_
from duodesk.base.ids import Id, seed_id
from duodesk.model.followup import Party, StepKind

TEMPLATE_ID = seed_id("follow_up/standard")
NAME = N_("Follow-up of the programme")


@dataclass(frozen=True, slots=True)
class StepSeed:
    """A step by its lasting name in the code; its title is a msgid, days and window are counted
    from the start.
    """

    code: str
    kind: StepKind
    party: Party
    days: int
    title: str
    early: int = 5
    late: int = 5
    months: int | None = None

    @property
    def id(self) -> Id:
        return seed_id(f"follow_up/standard/{self.code}")


STEPS = (
    StepSeed(
        "signing", StepKind.CHECK, Party.TOGETHER, 0,
        N_("Signing; the sheet for the action plan is handed over"), 7, 7,
    ),
    StepSeed("letters", StepKind.LETTER, Party.EACH, 7, N_("Welcome letters sent"), 7, 0),
    StepSeed(
        "first_meeting", StepKind.FIRST_MEETING, Party.MENTOR, 10,
        N_("Did the first weekly meeting take place?"), 3, 4,
    ),
    StepSeed("contact_1", StepKind.CONTACT, Party.EACH, 14, N_("First contact")),
    StepSeed(
        "contact_2", StepKind.CONTACT, Party.EACH, 28,
        N_("Second contact: is the action plan written, how do things stand?"),
    ),
    StepSeed("week_8", StepKind.CONTACT, Party.EACH, 56, N_("Monthly contact")),
    StepSeed("mid_term", StepKind.MID_TERM, Party.TOGETHER, 91, N_("Mid-term meeting"), 7, 7),
    StepSeed(
        "week_17", StepKind.CONTACT, Party.EACH, 119,
        N_("Monthly contact: did the mentor come to two mentors' meetings?"),
    ),
    StepSeed(
        "week_21", StepKind.CONTACT, Party.EACH, 147,
        N_("Monthly contact: announce the end, prepare the closing"),
    ),
    StepSeed(
        "closing", StepKind.CLOSING, Party.TOGETHER, 175,
        N_("Closing meeting, questionnaires, certificate"), 7, 7,
    ),
    StepSeed(
        "month_9", StepKind.OUTCOME, Party.MENTEE, 274, N_("Outcome after nine months"), 14, 30, 9,
    ),
    StepSeed(
        "month_12", StepKind.OUTCOME, Party.MENTEE, 365, N_("Outcome after twelve months"),
        14, 30, 12,
    ),
)  # fmt: skip
SEEDS = {seed.id: seed for seed in STEPS}
# The step that a weekly meeting does; plans made before it had a kind of its own call it a check.
FIRST_MEETING_ID = next(seed.id for seed in STEPS if seed.kind == StepKind.FIRST_MEETING)
# Titles that every language of the program knows.
TITLES = frozenset(seed.title for seed in STEPS)
# What a step is called that nobody gave a title.
KINDS = {
    StepKind.LETTER: N_("Letter"),
    StepKind.CHECK: N_("Check"),
    StepKind.FIRST_MEETING: N_("First weekly meeting"),
    StepKind.CONTACT: N_("Contact"),
    StepKind.MID_TERM: N_("Mid-term meeting"),
    StepKind.CLOSING: N_("Closing meeting"),
    StepKind.OUTCOME: N_("Outcome"),
}
