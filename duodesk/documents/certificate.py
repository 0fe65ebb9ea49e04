"""The certificate of a mentor who followed the whole training."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from duodesk.base.dates import long
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_, _, speaking
from duodesk.base.ids import Id
from duodesk.documents.catalog import kind_of
from duodesk.documents.draw import Paper
from duodesk.documents.to_mentor import paper, reads
from duodesk.model.people import Person
from duodesk.paper.layout import Grid
from duodesk.people.text import full_name
from duodesk.training.completion import Completion, completions
from duodesk.training.curricula import CurriculumRow, curriculum

_SHARES = (0.78, 0.22)


def certificate(
    session: Session, person_id: Id, *, today: date, language: str | None = None
) -> Paper:
    """The certificate, in the person's own language of letters unless another is asked. What was
    followed stands on it unless the training was only noted by hand. Raises `UserError`, with what
    is missing, while it is not complete.
    """
    person = session.get_one(Person, person_id)
    code = reads(person, language)
    done = completions(session, [person_id], on=today)[person_id]
    if done.done_on is None:
        raise _not_yet(person, done)
    with speaking(code):
        content = curriculum(session, done.curriculum_id)
        whole = not done.missing and bool(content.units)
        values: dict[str, str | None] = {
            "curriculum_name": content.name if whole else _("the days for mentors"),
            "completed_on": long(done.done_on),
        }
        table = _grid(content) if whole else None
    kind = kind_of("training_certificate")
    made = paper(session, person, kind, said=(code, values, table), today=today)
    return replace(made, address=())  # it is shown to others, and no letter


def _grid(content: CurriculumRow) -> Grid:
    rows = [(unit.title, str(unit.half_days)) for unit in content.units]
    return Grid((_("Contents"), _("Half-days")), _SHARES, tuple(rows))


def _not_yet(person: Person, done: Completion) -> UserError:
    return UserError(
        N_(
            "%(name)s has followed %(n)s of %(of)s parts of the training. Missing: %(missing)s. "
            "The certificate can be made once these are followed."
        ),
        name=full_name(person.given_name, person.family_name) or "?",
        n=done.followed,
        of=done.of,
        missing=", ".join(unit.title for unit in done.missing) or "?",
    )
