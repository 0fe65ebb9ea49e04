"""Of whom figures tell: what they divide by, who is left out, and from which entries; said once and
printed beside every figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_, _


@dataclass(frozen=True, slots=True)
class Basis:
    """What a figure divides by or counts among, who is left out of that, and where it is read."""

    whole_id: str
    source_id: str
    left_out_id: str = ""

    @property
    def whole(self) -> str:
        return _(self.whole_id)

    @property
    def source(self) -> str:
        return _(self.source_id)

    @property
    def left_out(self) -> str:
        return _(self.left_out_id) if self.left_out_id else _("Nobody")


_DUOS = N_("Duos: start, end and reason of the end")
_OUTCOMES = N_("Outcomes and answers to the question how things stand")
_LOG = N_("Weekly meetings as they were logged")
_WAY_IN = N_("Registrations, calls, sessions, interviews and decisions")
_MENTORS = N_("Mentors: status, training attended and duos")

STARTED = Basis(
    N_("Duos started in the period"),
    _DUOS,
    N_("Duos that have not begun or never did"),
)
RUNNING = Basis(N_("Duos that run on the day of the report"), _DUOS, N_("Duos that have ended"))
COHORT = Basis(
    N_("Mentees whose first duo of the period has begun"),
    _OUTCOMES,
    N_("Further duos of the same mentee"),
)
COUNTED = Basis(
    N_("Mentees counted (N): their twelve months are over"),
    _OUTCOMES,
    N_("Those out of reach, those whose year still runs, further duos of the same mentee"),
)
KNOWN = Basis(
    N_("Mentees counted (N) without the unknown"),
    _OUTCOMES,
    N_("The unknown, those out of reach, those whose year still runs"),
)
SUPPORTED = Basis(
    N_("Mentees whose duo ended a year ago or more"),
    _OUTCOMES,
    N_("Those out of reach, those whose duo ended later or still runs"),
)
GOOD = Basis(N_("Mentees counted with a positive outcome"), _OUTCOMES, N_("All other outcomes"))
EMPLOYED = Basis(N_("Mentees counted with a job"), _OUTCOMES, N_("All other outcomes"))
DUE = Basis(
    N_("Duos whose expected end lies in the period and has come"),
    _DUOS,
    N_("Duos whose expected end lies ahead"),
)
ENDED = Basis(N_("Duos started in the period that have ended"), _DUOS, N_("Duos that still run"))
WAITED = Basis(
    N_("Duos started in the period whose mentee's acceptance is dated"),
    N_("Acceptance of mentees and start of duos"),
    N_("Duos whose mentee was accepted again later, or at an unknown day"),
)
LOGGED = Basis(
    N_("Planned meetings of the duos of four full weeks or more"),
    _LOG,
    N_("Duos of fewer than four full weeks; weeks of rest"),
)
HOURS = Basis(N_("Ended duos of the period"), _LOG, N_("Meetings without a length"))
REGISTERED = Basis(N_("Taking part that began in the period"), _WAY_IN)
STEP_BEFORE = Basis(N_("Those registered in the period who reached the step before"), _WAY_IN)
ANSWERED = Basis(
    N_("Those registered in the period who were reached"), _WAY_IN, N_("Who was not reached yet")
)
POOL = Basis(
    N_("People on the day of the report"),
    _WAY_IN,
    N_("Who stands in an open proposal or a duo"),
)
FIRST_MEETINGS = Basis(
    N_("First meetings of the period after which both answered"),
    N_("First meetings and both answers"),
    N_("First meetings with an answer still missing"),
)
CONTACTS = Basis(
    N_("Contacts of the follow-up due in the period"),
    N_("Follow-up plans of the duos"),
    N_("Contacts left out with a reason; those still within their five days"),
)
SILENT = Basis(
    N_("Duos that run on the day of the report"),
    N_("Weekly meetings held and talks in which somebody was reached"),
    N_("Duos that rest"),
)
MENTORS = Basis(N_("Mentors accepted by the day of the report"), _MENTORS)
BEGINNERS = Basis(
    N_("Mentors whose first day of training lies in the period"),
    _MENTORS,
    N_("Mentors whose training was written down without its days"),
)
ENDS = Basis(
    N_("Mentors with a duo that ended in the period, a year ago or more"),
    _MENTORS,
    N_("Mentors whose duo ended less than a year ago"),
)
GAPS = Basis(
    N_("Free times of mentors that ended with a start in the period"),
    _MENTORS,
    N_("Mentors who are free still"),
)
DUOS_ENDED = Basis(
    N_("Duos that ended in the period"),
    N_("Mentors' meetings attended and duos"),
    N_("Duos that still run"),
)
ANSWERS = Basis(
    N_("Questionnaires due in the period"),
    N_("Questionnaires at the end of a duo"),
    N_("Questions left unanswered; everything below five answers"),
)
MONEY = Basis(
    N_("Cost noted in Settings for a year, for the days of the period"),
    N_("Settings of the office; the program keeps no accounts"),
)
