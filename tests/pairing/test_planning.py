"""The plan of a desk: what the team decided holds, the last plan is remembered here alone, each
choice is told with what it costs.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.interviews import Finding, Interview
from duodesk.model.journal import Fact
from duodesk.model.pairing import Proposal, RuleKind, Stage
from duodesk.model.people import (
    Availability,
    Enrolment,
    Person,
    PersonLanguage,
    PersonOccupation,
    Relation,
    Role,
)
from duodesk.office import settings
from duodesk.office.seeds import office_seed
from duodesk.pairing import commands, planning, queries, rules
from duodesk.pairing.candidates import FOUR, Candidate, candidates
from duodesk.pairing.doubts import Doubt
from duodesk.pairing.explain import DOUBT, FOR
from duodesk.pairing.last_plan import last_plan, remember
from duodesk.pairing.planning import Planning
from duodesk.store import dump
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


def planned(store: Store, *, unverified: bool = False) -> Planning:
    with store.read() as session:
        asked = planning.ask(session, today=TODAY, office_id=store.office_id, unverified=unverified)
    return planning.work_through(asked)


def trade(store: Store, person_id: Id, code: str, relation: Relation) -> None:
    with store.write("Trade") as write:
        write.session.add(
            PersonOccupation(
                id=write.new_id(), person_id=person_id, occupation=code, relation=relation, rank=1
            )
        )


def waits(store: Store, person_id: Id, days: int) -> None:
    with store.write("Wait") as write:
        row = write.session.scalars(select(Enrolment).where(Enrolment.person_id == person_id)).one()
        row.accepted_on = TODAY - timedelta(days=days)


def forget(store: Store, kind: type[PersonLanguage] | type[Availability], person_id: Id) -> None:
    with store.write("Forget") as write:
        write.session.execute(delete(kind).where(kind.person_id == person_id))


def chosen(made: Planning) -> dict[Id, Id | None]:
    return {row.mentee.id: row.mentor.id if row.mentor else None for row in made.rows}


@pytest.fixture
def people(store: Store) -> list[Id]:
    """Two mentees who aim at cooking; a cook, a baker, a clerk. The second mentee waits longer."""
    made = [person(store, Role.MENTEE, "Awa"), person(store, Role.MENTEE, "Bilal")]
    made += [person(store, Role.MENTOR, name) for name in ("Jan", "Piet", "Koen")]
    for mentee in made[:2]:
        trade(store, mentee, "cook", Relation.TARGET)
    for mentor, code in zip(made[2:], ("cook", "baker", "bookkeeper"), strict=True):
        trade(store, mentor, code, Relation.EXPERIENCE)
    waits(store, made[1], 40)
    return made


def test_who_waits_longest_stands_first_and_everybody_has_a_line(
    store: Store, people: list[Id]
) -> None:
    made = planned(store)
    assert [row.mentee.id for row in made.rows] == [people[1], people[0]]
    assert all(row.mentor is not None and row.fit for row in made.rows)
    assert {row.mentor.id for row in made.mentors} == set(people[2:])
    assert people[2] in set(chosen(made).values())


def test_what_the_team_decided_holds(store: Store, people: list[Id]) -> None:
    awa, bilal, jan, piet, koen = people
    rules.put_rule(store, RuleKind.LOCKED, mentee_id=awa, mentor_id=koen)
    rules.put_rule(store, RuleKind.FORBIDDEN, mentee_id=bilal, mentor_id=jan, reason="cousins")
    made = planned(store)
    row = made.row(awa)
    assert row is not None
    assert chosen(made) == {awa: koen, bilal: piet}
    assert row.rule_id is not None
    assert made.alternatives(awa) == []
    assert jan not in {one.mentor for one in made.alternatives(bilal)}
    rules.lift_rule(store, row.rule_id)
    free = planned(store).row(awa)
    assert free is not None
    assert free.rule_id is None


def test_a_refused_pair_and_a_promised_mentor_are_left_out(store: Store, people: list[Id]) -> None:
    awa, bilal, jan, piet, _koen = people
    commands.propose(store, mentee_id=awa, mentor_id=jan)
    made = planned(store)
    assert made.row(awa) is None
    assert jan not in {row.mentor.id for row in made.mentors}
    assert chosen(made) == {bilal: piet}


def test_each_choice_is_told_with_what_it_costs_the_others(store: Store, people: list[Id]) -> None:
    made = planned(store)
    holder = next(row for row in made.rows if row.mentor and row.mentor.id == people[2])
    other = next(row for row in made.rows if row is not holder)
    told = made.choosing(other.mentee.id, people[2])
    assert any(holder.mentee.short_name in sentence for sentence in told)
    assert "All duos together" in told[-1]
    assert made.choosing(holder.mentee.id, people[2]) == ["The plan has this pair."]
    cost = made.cost(other.mentee.id, people[2])
    assert cost is not None
    assert cost.lost.weeks == 0
    assert cost.without == ()
    assert made.also_wanted(people[2], but=holder.mentee.id) == [other.mentee.short_name]
    rules.put_rule(store, RuleKind.LOCKED, mentee_id=holder.mentee.id, mentor_id=people[4])
    again = planned(store)
    assert "keeps another pair" in again.choosing(holder.mentee.id, people[2])[0]


def test_mentors_stand_by_what_the_plan_would_lose(store: Store, people: list[Id]) -> None:
    made = planned(store)
    lost = [(row.lost.weeks, row.lost.tenths) for row in made.mentors]
    assert lost == sorted(lost, reverse=True)
    assert lost[-1] == (0, 0)
    assert "does not need" in made.losing(made.mentors[-1])[0]
    assert all("one more mentor like" in made.one_more(one).lower() for one in people[2:])
    assert made.one_more(people[0]) == ""
    with store.write("Gone") as write:
        for one in people[3:]:
            write.session.execute(delete(Enrolment).where(Enrolment.person_id == one))
    alone = planned(store)
    assert alone.mentors[0].loss.without
    assert [row.mentor for row in alone.rows].count(None) == 1
    assert alone.mentors[0].mentees[0].id == people[1]


def test_whoever_must_be_asked_first_is_planned_only_if_allowed(
    store: Store, people: list[Id]
) -> None:
    forget(store, PersonLanguage, people[0])
    made = planned(store)
    assert chosen(made)[people[0]] is None
    assert "must be asked" in made.why_nobody(people[0])
    allowed = planned(store, unverified=True)
    row = allowed.row(people[0])
    assert row is not None
    assert row.score is not None
    assert row.score.unverified == ("language",)


def test_why_somebody_has_nobody_is_told(store: Store, people: list[Id]) -> None:
    forget(store, Availability, people[0])
    with store.write("Sunday") as write:
        write.session.add(
            Availability(id=write.new_id(), person_id=people[0], weekday=6, start=20, end=30)
        )
    assert "fits Awa well enough" in planned(store).why_nobody(people[0])
    with store.write("Gone") as write:
        for one in people[3:]:
            write.session.execute(delete(Enrolment).where(Enrolment.person_id == one))
        write.session.execute(delete(Availability).where(Availability.person_id == people[0]))
        for one in people[:1]:
            write.session.add(
                Availability(id=write.new_id(), person_id=one, weekday=1, start=20, end=26)
            )
    assert "Others need" in planned(store).why_nobody(people[0])


def test_the_last_plan_is_kept_where_two_are_as_good(store: Store, people: list[Id]) -> None:
    with store.write("Alike") as write:
        write.session.execute(delete(PersonOccupation))
    made = planned(store)
    assert not any(row.stood for row in made.rows)
    swapped = [(row.mentee.id, row.mentor.id) for row in made.rows if row.mentor]
    pairs = [(mentee, swapped[n - 1][1]) for n, (mentee, _mentor) in enumerate(swapped)]
    with store.local() as session:
        told = f'[["{pairs[0][0]}", "{pairs[0][1]}"], ["{pairs[1][0]}", "{pairs[1][1]}"]]'
        session.merge(Fact(name=f"plan.previous.{store.office_id}", value=told))
    again = planned(store)
    assert again.pairs == frozenset(pairs)
    assert all(row.stood for row in again.rows)


def test_the_plan_is_remembered_on_this_laptop_alone(store: Store, people: list[Id]) -> None:
    before, label = dump.to_json(dump.dump(store)), store.undo_label
    made = planned(store)
    remember(store, store.office_id, made.pairs)
    with store.read() as session:
        assert last_plan(session, store.office_id) == made.pairs
        assert last_plan(session, None) == frozenset()
    assert (dump.to_json(dump.dump(store)), store.undo_label) == (before, label)
    remember(store, store.office_id, planned(store).pairs)


@pytest.mark.parametrize(
    "value", ["", "{", "null", "[1]", '[["x", "y"]]', "[[1, 2, 3]]", '{"a":1}']
)
def test_a_memory_that_cannot_be_read_is_none(store: Store, value: str) -> None:
    with store.local() as session:
        session.merge(Fact(name=f"plan.previous.{store.office_id}", value=value))
    with store.read() as session:
        assert last_plan(session, store.office_id) == frozenset()


def test_the_whole_plan_is_kept_in_mind_in_one_step(store: Store, people: list[Id]) -> None:
    planning.keep_in_mind(store, planned(store).rows)
    again = planned(store)
    assert all(row.in_mind for row in again.rows)
    planning.keep_in_mind(store, again.rows)
    with store.read() as session:
        kept = session.scalars(select(Proposal)).all()
        assert [row.stage for row in kept] == [Stage.SUGGESTED] * 2
        assert all(row.reasons for row in kept)
    store.undo()
    with store.read() as session:
        assert not session.scalars(select(Proposal)).all()


def test_an_old_plan_with_a_pair_that_is_forbidden_since_writes_nothing(
    store: Store, people: list[Id]
) -> None:
    made = planned(store)
    last = made.rows[-1]
    assert last.mentor is not None
    commands.propose(store, mentee_id=last.mentee.id, mentor_id=last.mentor.id)
    with pytest.raises(UserError):
        planning.keep_in_mind(store, made.rows)
    with store.read() as session:
        assert len(session.scalars(select(Proposal)).all()) == 1


def test_whom_to_look_for_and_what_to_ask_are_sentences(store: Store, people: list[Id]) -> None:
    forget(store, PersonLanguage, people[0])
    made = planned(store)
    found = planning.advice(made)
    assert any("Awa" in one.told and one.why for one in found.questions)
    assert found.wanted
    assert all(one.told.endswith(".") and one.why for one in found.wanted)
    aims = made.aiming_at(found.wanted[0].kind.field)
    assert [row.short_name for row in aims] == ["Bilal", "Awa"]


def test_rows_of_which_little_is_known_stop_nothing(store: Store, people: list[Id]) -> None:
    bare = person(store, Role.MENTEE, "")
    with store.write("Bare") as write:
        row = write.session.scalars(select(Enrolment).where(Enrolment.person_id == bare)).one()
        row.accepted_on = row.registered_on = None
        setattr(write.session.get_one(Person, bare), "number", None)  # noqa: B010 - withheld
    made = planned(store)
    assert bare in chosen(made)
    assert planning.advice(made).wanted


def test_an_empty_desk_has_an_empty_plan(store: Store) -> None:
    made = planned(store)
    found = planning.advice(made)
    assert (made.rows, made.mentors, found.wanted, found.questions) == ((), (), (), ())


def shown(store: Store, mentee: Id) -> list[Candidate]:
    with store.read() as session:
        found = queries.suggestions(session, mentee, today=TODAY, office_id=store.office_id, top=3)
        return candidates(session, found, today=TODAY, office_id=store.office_id)


def test_doubts_come_before_praise_with_their_source(store: Store, people: list[Id]) -> None:
    heard = date(2026, 10, 5)
    with store.write("Interview") as write:
        row = Interview(
            id=write.new_id(),
            person_id=people[0],
            office_id=write.office_id,
            role=Role.MENTEE,
            held_on=heard,
        )
        write.session.add(row)
        write.session.add(
            Finding(
                id=write.new_id(),
                interview_id=row.id,
                person_id=people[0],
                fact="target:cook",
                words="",
            )
        )
    found = shown(store, people[0])
    assert [one.mentor_id for one in found] == people[2:]
    for one in found:
        stances = [reason.stance for reason in one.shown(whole=True)]
        assert stances == sorted(stances, key=["doubt", "unknown", "for"].index)
        few = one.shown(whole=False)
        assert all(r.criterion in FOUR or r.stance == DOUBT for r in few)
    field = next(reason for reason in found[0].told if reason.criterion == "field")
    assert (field.stance, field.evidence) == (FOR, "Interview of 05/10/2026")
    stranger = next(reason for reason in found[2].told if reason.criterion == "field")
    assert stranger.stance == DOUBT


def test_what_no_reason_says_is_told_beside(store: Store, people: list[Id]) -> None:
    with store.write("Note") as write:
        row = write.session.scalars(select(Enrolment).where(Enrolment.person_id == people[2])).one()
        row.informed_on = None
    first = shown(store, people[0])[0]
    assert Doubt.NOTE in {one.code for one in first.beside}
    assert {one.code for one in first.beside} <= {one.code for one in first.standing.doubts}


def moved_to_antwerp(store: Store, *people: Id) -> Id:
    seed = office_seed("ANT")
    assert seed is not None
    with store.write("Move") as write:
        for kind, column in ((Person, Person.id), (Enrolment, Enrolment.person_id)):
            for row in write.session.scalars(select(kind).where(column.in_(people))):
                row.office_id = seed.id
    return seed.id


def test_all_offices_are_planned_together_and_each_decides_about_its_own_mentees(
    store: Store, people: list[Id]
) -> None:
    awa, bilal, jan, _piet, _koen = people
    antwerp = moved_to_antwerp(store, awa, jan)
    assert chosen(planned(store)).keys() == {bilal}
    today, own = TODAY, store.office_id
    with store.read() as session:
        there = planning.ask(session, today=today, office_id=antwerp, own=own)
        together = planning.ask(session, today=today, office_id=None, own=own)
    theirs = planning.work_through(there)
    assert chosen(theirs) == {awa: jan}
    assert [(row.ours, row.elsewhere) for row in theirs.rows] == [(False, ("Antwerp",))]
    made = planning.work_through(together)
    assert chosen(made).keys() == {awa, bilal}
    by_mentee = {row.mentee.id: row for row in made.rows}
    assert (by_mentee[awa].ours, by_mentee[bilal].ours) == (False, True)
    assert ("Antwerp" in by_mentee[bilal].elsewhere) is (chosen(made)[bilal] == jan)
    planning.keep_in_mind(store, made.rows)
    with store.read() as session:
        cards = session.scalars(select(Proposal)).all()
    assert [(row.mentee_id, row.office_id) for row in cards] == [(bilal, own)]


def test_below_the_points_that_were_chosen_nobody_is_paired(store: Store, people: list[Id]) -> None:
    made = planned(store)
    assert made.asked.pool.conditions.floor == 450
    best = max(row.score.total for row in made.rows if row.score)
    settings.choose(store, settings.LEAST_POINTS, str(best // 10 + 1))
    strict = planned(store)
    assert set(chosen(strict).values()) == {None}
    assert strict.why_nobody(people[0]).startswith("No free mentor fits Awa")
    settings.choose(store, settings.LEAST_POINTS, "0")
    assert None not in chosen(planned(store)).values()
    settings.choose(store, settings.LEAST_POINTS, "101")
    assert planned(store).asked.pool.conditions.floor == 450
