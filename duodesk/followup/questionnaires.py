"""Questionnaires asked of both at the end of a duo: what is asked, what came back, on paper or
typed in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, aliased

from duodesk.base.dates import short
from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_
from duodesk.base.ids import Id
from duodesk.followup.questions import SCALE, QuestionSheet, question_sheet, versions
from duodesk.followup.satisfaction import Returned
from duodesk.model.followup import Questionnaire, Reply
from duodesk.model.pairing import Duo
from duodesk.model.people import Person, Role
from duodesk.people.text import clean_lines, full_name
from duodesk.store.store import Changes, Store, Write

ROLES = (Role.MENTEE, Role.MENTOR)


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A questionnaire asked of one of the two, and whether it came back; `language` is the one it
    is asked in.
    """

    id: Id
    duo_id: Id
    duo: str
    person_id: Id
    name: str
    role: Role
    version: int
    language: str
    due_on: date | None
    answered_on: date | None
    on_paper: bool
    phone: str = ""
    email: str = ""

    def is_late(self, today: date) -> bool:
        """Whether it should have come back by now."""
        return self.answered_on is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said to one question: a score from 1 to 5, words, or both."""

    question: str
    score: int | None = None
    words: str = ""


def asked(session: Session, duo_id: Id) -> list[AskedRow]:
    """The questionnaires of a duo, the mentee's first."""
    return _rows(session, _asked().where(Questionnaire.duo_id == duo_id))


def asked_of(session: Session, duo_ids: Collection[Id]) -> dict[Id, list[AskedRow]]:
    """The same of several duos."""
    found: dict[Id, list[AskedRow]] = defaultdict(list)
    for row in _rows(session, _asked().where(Questionnaire.duo_id.in_(duo_ids))):
        found[row.duo_id].append(row)
    return found


def awaited(session: Session, *, office_id: Id, since: date | None = None) -> list[AskedRow]:
    """The questionnaires of an office's duos that have not come back, those due first on top; what
    was due before `since` is no longer waited for.
    """
    wanted = _asked().where(Duo.office_id == office_id, Questionnaire.answered_on.is_(None))
    if since is not None:
        wanted = wanted.where(or_(Questionnaire.due_on.is_(None), Questionnaire.due_on >= since))
    rows = _rows(session, wanted)
    return sorted(rows, key=lambda row: (row.due_on or date.max, row.duo, row.role))


def questionnaire(session: Session, questionnaire_id: Id) -> AskedRow | None:
    """One questionnaire; None when there is no such one (any more)."""
    rows = _rows(session, _asked().where(Questionnaire.id == questionnaire_id))
    return next(iter(rows), None)


def sheet_of(
    session: Session, questionnaire_id: Id, *, language: str | None = None
) -> QuestionSheet:
    """The questions of one questionnaire in its version, in its language unless another is
    wanted.
    """
    row = questionnaire(session, questionnaire_id)
    if row is None:
        raise _gone()
    return question_sheet(row.role, language or row.language, row.version)


def replies(session: Session, questionnaire_id: Id) -> list[Answer]:
    """What was answered, by the keys of the questions; words that stay in another office are left
    out.
    """
    found = session.execute(
        select(Reply.question, Reply.score, Reply.words)
        .where(Reply.questionnaire_id == questionnaire_id, Reply.question.is_not(None))
        .order_by(Reply.question, Reply.id)
    )
    by_question = {row.question: row for row in found}
    return [Answer(key, row.score, row.words or "") for key, row in by_question.items()]


def returned(session: Session, *, office_id: Id | None = None) -> list[Returned]:
    """All questionnaires as figures see them, two SELECTs whatever their number."""
    wanted = select(
        Questionnaire.id, Questionnaire.kind, Questionnaire.due_on, Questionnaire.answered_on,
        Questionnaire.person_id,
    )  # fmt: skip
    scored = select(Reply.questionnaire_id, Reply.question, Reply.score).where(
        Reply.score.is_not(None), Reply.question.is_not(None)
    )
    if office_id is not None:
        wanted = wanted.join(Duo, Duo.id == Questionnaire.duo_id).where(Duo.office_id == office_id)
        scored = scored.where(
            Reply.questionnaire_id.in_(wanted.with_only_columns(Questionnaire.id))
        )
    scores: dict[Id, dict[str, int]] = defaultdict(dict)
    for row in session.execute(scored):
        if row.score in SCALE:
            scores[row.questionnaire_id][row.question] = row.score
    return [
        Returned(Role(row.kind), row.due_on, row.answered_on, scores[row.id], row.person_id)
        for row in session.execute(wanted)
        if row.kind in set(map(str, ROLES))
    ]


def ask(
    store: Store, duo_id: Id, *, due_on: date | None = None, roles: Iterable[Role] = ROLES
) -> Changes:
    """Ask both, or one of them, for the end of the duo unless another day is told. Who was asked
    before is not asked twice: the day alone moves, while nothing has come back.
    """
    with store.read() as session:
        number = session.get_one(Duo, duo_id).number
    with store.write(N_("Questionnaires of duo %(number)s"), number=number or "?") as write:
        ask_in(write, write.session.get_one(Duo, duo_id), due_on=due_on, roles=roles)
    return write.changes


def ask_in(
    write: Write, duo: Duo, *, due_on: date | None = None, roles: Iterable[Role] = ROLES
) -> None:
    """The same within another command."""
    before = {
        one.kind: one
        for one in write.session.scalars(
            select(Questionnaire).where(Questionnaire.duo_id == duo.id)
        )
    }
    people = {Role.MENTEE: duo.mentee_id, Role.MENTOR: duo.mentor_id}
    day = due_on or duo.ended_on or duo.expected_end or write.today
    for role in roles:
        person_id, known = people[role], before.get(str(role))
        if known is not None and known.answered_on is None:
            known.due_on = day
        if known is not None or person_id is None:
            continue
        person = write.session.get(Person, person_id)
        code = person.contact_language if person else None
        write.session.add(
            Questionnaire(
                id=write.new_id(),
                duo_id=duo.id,
                person_id=person_id,
                kind=str(role),
                version=versions()[-1],
                language=code if code in LANGUAGES else "fr",
                due_on=day,
            )
        )


def note_replies(
    store: Store,
    questionnaire_id: Id,
    answers: Sequence[Answer],
    *,
    on: date | None = None,
    on_paper: bool = True,
) -> Changes:
    """Write down what came back, from paper or as it was said; what was noted before is replaced,
    and a question left open has no row.
    """
    row = _known(store, questionnaire_id)
    day = on or store.clock.today()
    _check(store, row, answers, day)
    with store.write(
        N_("Questionnaire of %(name)s, duo %(number)s"), name=row.name, number=row.duo
    ) as write:
        asked_one = write.session.get_one(Questionnaire, questionnaire_id)
        asked_one.answered_on, asked_one.on_paper = day, on_paper
        _replace(write, asked_one, answers)
    return write.changes


def forget_replies(store: Store, questionnaire_id: Id) -> Changes:
    """Take back what was noted by mistake: it has not come back; undo restores it."""
    row = _known(store, questionnaire_id)
    with store.write(
        N_("Answers of %(name)s taken back, duo %(number)s"), name=row.name, number=row.duo
    ) as write:
        asked_one = write.session.get_one(Questionnaire, questionnaire_id)
        asked_one.answered_on = asked_one.on_paper = None
        _replace(write, asked_one, ())
    return write.changes


def _replace(write: Write, one: Questionnaire, answers: Sequence[Answer]) -> None:
    before: dict[str, Reply] = {}
    for reply in write.session.scalars(select(Reply).where(Reply.questionnaire_id == one.id)):
        if reply.question in before or reply.question is None:
            write.session.delete(reply)
        else:
            before[reply.question] = reply
    for answer in answers:
        words = clean_lines(answer.words)
        if answer.score is None and words is None:
            continue
        kept = before.pop(answer.question, None)
        if kept is None:
            kept = Reply(
                id=write.new_id(),
                questionnaire_id=one.id,
                person_id=one.person_id,
                question=answer.question,
            )
            write.session.add(kept)
        kept.score, kept.words = answer.score, words
    for left in before.values():
        write.session.delete(left)


def _check(store: Store, row: AskedRow, answers: Sequence[Answer], day: date) -> None:
    if day > store.clock.today():
        raise UserError(
            N_("%(day)s is in the future. Choose the day on which it came back."), day=short(day)
        )
    known = {one.key: one for one in question_sheet(row.role, row.language, row.version).questions}
    for answer in answers:
        question = known.get(answer.question)
        if question is None:
            message = f"no question of this questionnaire: {answer.question!r}"
            raise ValueError(message)
        if answer.score is not None and (not question.scored or answer.score not in SCALE):
            raise UserError(
                N_(
                    "“%(question)s” is answered with 1 to 5. Choose one of these, or leave it open."
                ),
                question=question.text,
            )
    if all(one.score is None and not clean_lines(one.words) for one in answers):
        raise UserError(
            N_("Nothing is answered yet. Fill in one answer at least, or leave it for later.")
        )


def _known(store: Store, questionnaire_id: Id) -> AskedRow:
    with store.read() as session:
        row = questionnaire(session, questionnaire_id)
    if row is None:
        raise _gone()
    return row


def _gone() -> UserError:
    return UserError(N_("This questionnaire is no longer on this desk. Ask for a new one."))


def _asked() -> Select[*tuple[Any, ...]]:
    person = aliased(Person)
    return (
        select(
            Questionnaire.id, Questionnaire.duo_id, Questionnaire.person_id, Questionnaire.kind,
            Questionnaire.version, Questionnaire.language, Questionnaire.due_on,
            Questionnaire.answered_on, Questionnaire.on_paper, Duo.number, person.given_name,
            person.family_name, person.phone, person.email,
        )
        .outerjoin(Duo, Duo.id == Questionnaire.duo_id)
        .outerjoin(person, person.id == Questionnaire.person_id)
        .order_by(Questionnaire.kind, Questionnaire.id)
    )  # fmt: skip


def _rows(session: Session, wanted: Select[*tuple[Any, ...]]) -> list[AskedRow]:
    """A questionnaire of a newer program, of a kind unknown here, is left out."""
    return [
        AskedRow(
            id=row.id,
            duo_id=row.duo_id,
            duo=row.number or "?",
            person_id=row.person_id,
            name=full_name(row.given_name, row.family_name) or "?",
            role=Role(row.kind),
            version=row.version or versions()[-1],
            language=row.language if row.language in LANGUAGES else "fr",
            due_on=row.due_on,
            answered_on=row.answered_on,
            on_paper=bool(row.on_paper),
            phone=row.phone or "",
            email=row.email or "",
        )
        for row in session.execute(wanted)
        if row.kind in set(map(str, ROLES))
    ]
