"""What the follow-up of a duo consists of: templates in versions, each made of steps.

The programme's own is a seed: known to every desk, stored only once changed. A changed template is
a new version; running duos keep theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from duodesk.base import titles
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, _
from duodesk.base.ids import Id
from duodesk.followup.standard import (
    KINDS,
    NAME,
    SEEDS,
    STEPS,
    TEMPLATE_ID,
    TITLES,
    StepSeed,
)
from duodesk.model.followup import FollowUpStep, FollowUpTemplate, Party, StepKind
from duodesk.people.text import clean_line
from duodesk.store.store import Changes, Store, Write

MOST_STEPS = 60
# The latest step: two years after the start.
MOST_DAYS = 731
MOST_MONTHS = 24
MOST_WINDOW = 90


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of a template: so many days after the start, or so many months and then never moved;
    `early` and `late` days around it still are in time. `kept` is its title in all languages.
    """

    id: Id
    kind: StepKind
    party: Party
    days: int
    title: str
    months: int | None = None
    early: int = 0
    late: int = 0
    kept: str = ""

    @property
    def titles(self) -> dict[str, str]:
        """Its title by language; none where it is called by its kind."""
        return titles.by_language(self.kept, TITLES)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in one version with its steps in their order; `office_id` is None where all
    offices may use it.
    """

    id: Id
    name: str
    version: int
    office_id: Id | None
    closed_on: date | None
    steps: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepValues:
    """What is typed of a step, its title by language; `days` follows from `months` where those are
    given.
    """

    kind: StepKind
    party: Party
    titles: Mapping[str, str] = field(default_factory=dict)
    days: int = 0
    months: int | None = None
    early: int = 5
    late: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateValues:
    """What is typed of a template."""

    name: str
    steps: tuple[StepValues, ...]
    office_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A new version and what was touched."""

    changes: Changes
    id: Id


def templates(session: Session, *, office_id: Id | None = None) -> list[TemplateRow]:
    """The templates that an office may use, or all: the programme's first, then by name and
    version.
    """
    asked = select(FollowUpTemplate).order_by(FollowUpTemplate.id)
    if office_id is not None:
        shared = FollowUpTemplate.office_id.is_(None)
        asked = asked.where(or_(shared, FollowUpTemplate.office_id == office_id))
    stored = {row.id: row for row in session.scalars(asked)}
    steps = _steps(session, {*stored, TEMPLATE_ID})
    others = [row for row in stored.values() if row.id != TEMPLATE_ID]
    others.sort(key=lambda row: ((row.name or "").casefold(), row.version or 1, str(row.id)))
    return [
        _row(TEMPLATE_ID, stored.get(TEMPLATE_ID), steps[TEMPLATE_ID]),
        *(_row(row.id, row, steps[row.id]) for row in others),
    ]


def standard_template() -> TemplateRow:
    """The programme's own, as every new desk knows it."""
    return _row(TEMPLATE_ID, None, tuple(map(_seeded, STEPS)))


def template(session: Session, template_id: Id | None) -> TemplateRow:
    """One template, the programme's own where none is named; one that is still on its way from
    another office shows without steps.
    """
    wanted = template_id or TEMPLATE_ID
    stored = session.get(FollowUpTemplate, wanted)
    return _row(wanted, stored, _steps(session, [wanted])[wanted])


def template_for(session: Session, office_id: Id | None, *, on: date) -> TemplateRow:
    """The template that a duo beginning on a day gets: the office's own latest before the shared
    one; the programme's own where all are closed.
    """
    found = templates(session, office_id=office_id) if office_id is not None else []
    usable = [row for row in found if row.steps and (row.closed_on is None or row.closed_on > on)]
    if not usable:
        return template(session, TEMPLATE_ID)
    return max(usable, key=lambda row: (row.office_id is not None, row.version, str(row.id)))


def step_rows(session: Session, ids: Iterable[Id]) -> dict[Id, StepRow]:
    """Steps by identity, whatever their template; unknown ones are left out."""
    wanted = set(ids)
    found = {one: _seeded(SEEDS[one]) for one in wanted & SEEDS.keys()}
    for row in session.scalars(select(FollowUpStep).where(FollowUpStep.id.in_(wanted))):
        found[row.id] = _step(row)
    return found


def add_version(store: Store, template_id: Id, values: TemplateValues) -> Made:
    """Go on with a changed template: the old version is closed, and duos planned with it keep it.

    An office that changes a shared template for itself alone leaves the shared one open.
    """
    tidy = _checked(values)
    with store.write(N_("New version of the follow-up “%(name)s”"), name=tidy.name) as write:
        old = _stored(write, template_id)
        if old.office_id == tidy.office_id:
            old.closed_on = old.closed_on or write.today
        made = _add(write, tidy, version=(old.version or 1) + 1)
    return Made(write.changes, made)


def close_template(store: Store, template_id: Id) -> Changes:
    """Plan no new duos with it; plans made with it stay."""
    with store.write(N_("Close the follow-up “%(name)s”"), name=_name(store, template_id)) as write:
        row = _stored(write, template_id)
        row.closed_on = row.closed_on or write.today
    return write.changes


def reopen_template(store: Store, template_id: Id) -> Changes:
    """Use a closed template again."""
    with store.write(
        N_("Reopen the follow-up “%(name)s”"), name=_name(store, template_id)
    ) as write:
        _stored(write, template_id).closed_on = None
    return write.changes


def _add(write: Write, values: TemplateValues, *, version: int) -> Id:
    made = write.new_id()
    # An unchanged name of the programme's keeps its languages too.
    name = NAME if values.name == _(NAME) else values.name
    write.session.add(
        FollowUpTemplate(id=made, name=name, version=version, office_id=values.office_id)
    )
    for step in values.steps:
        write.session.add(
            FollowUpStep(
                id=write.new_id(),
                template_id=made,
                kind=step.kind,
                days=step.days,
                party=step.party,
                title=titles.to_keep(step.titles, TITLES),
                months=step.months,
                early=step.early,
                late=step.late,
            )
        )
    return made


def _checked(values: TemplateValues) -> TemplateValues:
    """The values tidied; a template without name or steps is none."""
    name = clean_line(values.name)
    if name is None:
        raise UserError(N_("A follow-up needs a name, “Six months” say."))
    if not 1 <= len(values.steps) <= MOST_STEPS:
        raise UserError(
            N_("A follow-up has from 1 to %(most)s steps. Add a step, or leave some out."),
            most=MOST_STEPS,
        )
    return replace(values, name=name, steps=tuple(map(_checked_step, values.steps)))


def _checked_step(step: StepValues) -> StepValues:
    if step.months is not None and not 1 <= step.months <= MOST_MONTHS:
        raise UserError(
            N_("Months after the start: a number from 1 to %(most)s."), most=MOST_MONTHS
        )
    if step.months is None and not 0 <= step.days <= MOST_DAYS:
        raise UserError(N_("Days after the start: a number from 0 to %(most)s."), most=MOST_DAYS)
    if not (0 <= step.early <= MOST_WINDOW and 0 <= step.late <= MOST_WINDOW):
        raise UserError(
            N_("Days before and after that still are in time: a number from 0 to %(most)s."),
            most=MOST_WINDOW,
        )
    # In days, so that steps of both kinds stand in one order.
    days = step.days if step.months is None else round(step.months * 365 / 12)
    tidy = {code: clean_line(step.titles.get(code)) or "" for code in LANGUAGES}
    return replace(step, titles=tidy, days=days)


def _stored(write: Write, template_id: Id) -> FollowUpTemplate:
    """The row of a template; that of the programme's is made now, without a name so that it keeps
    that of the reader's language.
    """
    row = write.session.get(FollowUpTemplate, template_id)
    if row is None:
        if template_id != TEMPLATE_ID:
            raise UserError(N_("This follow-up is not on this desk yet. Take in the next file."))
        row = FollowUpTemplate(id=template_id, name="")
        write.session.add(row)
    return row


def _steps(session: Session, ids: Iterable[Id]) -> dict[Id, tuple[StepRow, ...]]:
    wanted = set(ids)
    found: dict[Id, dict[Id, StepRow]] = defaultdict(dict)
    if TEMPLATE_ID in wanted:
        found[TEMPLATE_ID] = {seed.id: _seeded(seed) for seed in STEPS}
    for row in session.scalars(select(FollowUpStep).where(FollowUpStep.template_id.in_(wanted))):
        found[row.template_id][row.id] = _step(row)
    return {one: tuple(sorted(found[one].values(), key=_order)) for one in wanted}


def _order(step: StepRow) -> tuple[int, str]:
    return step.days, str(step.id)


def _seeded(seed: StepSeed) -> StepRow:
    return StepRow(
        seed.id, seed.kind, seed.party, seed.days, _(seed.title), seed.months, seed.early,
        seed.late, seed.title,
    )  # fmt: skip


def _step(row: FollowUpStep) -> StepRow:
    """A row as it is known; what an office has not sent yet is what the programme says."""
    kind, kept = row.kind or StepKind.CONTACT, row.title or ""
    return StepRow(
        id=row.id,
        kind=kind,
        party=row.party or Party.EACH,
        days=row.days or 0,
        title=titles.shown(kept, TITLES) or kind_title(kind),
        months=row.months,
        early=row.early or 0,
        late=row.late or 0,
        kept=kept,
    )


def kind_title(kind: StepKind | str) -> str:
    """What a kind of step is called; a word of a newer program is shown as it is."""
    return _(KINDS[StepKind(kind)]) if kind in set(StepKind) else str(kind)


def _row(
    template_id: Id, stored: FollowUpTemplate | None, steps: tuple[StepRow, ...]
) -> TemplateRow:
    name = (stored.name if stored is not None else "") or (
        NAME if template_id == TEMPLATE_ID else "?"
    )
    return TemplateRow(
        id=template_id,
        name=_(NAME) if name == NAME else name,
        version=(stored.version if stored is not None else 0) or 1,
        office_id=stored.office_id if stored is not None else None,
        closed_on=stored.closed_on if stored is not None else None,
        steps=steps,
    )


def _name(store: Store, template_id: Id) -> str:
    with store.read() as session:
        return template(session, template_id).name
