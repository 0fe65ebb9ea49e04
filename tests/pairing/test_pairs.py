"""What the board knows of a pair beside its card."""

from __future__ import annotations

from datetime import date

from duodesk.base.ids import Id
from duodesk.model.interviews import Finding, Interview
from duodesk.model.pairing import RuleKind
from duodesk.model.people import PersonOccupation, Relation, Role
from duodesk.pairing import commands, rules
from duodesk.pairing.board import BoardCard, board
from duodesk.pairing.commands import Thought
from duodesk.pairing.kept import evidence, kept_reasons
from duodesk.pairing.pairs import Facts, facts, pair_score, rule_of
from duodesk.pairing.scarcity import fitting
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


def pair(store: Store) -> tuple[Id, Id]:
    return person(store, Role.MENTEE, "Awa"), person(store, Role.MENTOR, "Jan")


def only_card(store: Store) -> tuple[BoardCard, Facts]:
    with store.read() as session:
        found = board(session, office_id=None, today=TODAY)
        cards = [card for some in found.values() for card in some]
        return cards[0], facts(session, cards, office_id=store.office_id)[cards[0].id]


def test_fit_and_doubts_of_a_card_are_those_kept_with_it(store: Store) -> None:
    mentee, mentor = pair(store)
    with store.read() as session:
        found = pair_score(session, mentee, mentor, today=TODAY, office_id=store.office_id)
    assert found is not None
    commands.suggest(store, mentee_id=mentee, mentor_id=mentor, thought=Thought(score=found))
    card, known = only_card(store)
    assert known.fit == found.fit
    assert known.languages == {"fra"}
    with store.read() as session:
        told = kept_reasons(session, card.id)
    assert known.doubts == sum(one.stance == "doubt" for one in told)


def test_a_pair_without_kept_reasons_has_no_fit(store: Store) -> None:
    mentee, mentor = pair(store)
    commands.suggest(store, mentee_id=mentee, mentor_id=mentor)
    _card, known = only_card(store)
    assert (known.fit, known.doubts, known.elsewhere) == ("", 0, frozenset())


def test_a_person_of_another_office_is_marked(store: Store) -> None:
    mentee, mentor = pair(store)
    commands.suggest(store, mentee_id=mentee, mentor_id=mentor)
    with store.read() as session:
        found = board(session, office_id=None, today=TODAY)
        cards = [card for some in found.values() for card in some]
        elsewhere = facts(session, cards, office_id=mentee)[cards[0].id].elsewhere
    assert elsewhere == {store.office_id}


def test_the_fields_of_a_card_are_those_the_mentee_aims_at(store: Store) -> None:
    mentee, mentor = pair(store)
    with store.write("Aim") as write:
        for person_id, trade, relation in (
            (mentee, "cook", Relation.TARGET),
            (mentor, "nurse", Relation.EXPERIENCE),
        ):
            write.session.add(
                PersonOccupation(
                    id=write.new_id(), person_id=person_id, occupation=trade, relation=relation
                )
            )
    commands.suggest(store, mentee_id=mentee, mentor_id=mentor)
    _card, known = only_card(store)
    assert len(known.fields) == 1


def test_evidence_names_the_latest_interview_of_each_criterion(store: Store) -> None:
    mentee, mentor = pair(store)
    with store.write("Interviews") as write:
        for day in (date(2026, 10, 1), date(2026, 11, 2)):
            row = Interview(
                id=write.new_id(), person_id=mentee, office_id=write.office_id,
                role=Role.MENTEE, held_on=day,
            )  # fmt: skip
            write.session.add(row)
            write.session.add(
                Finding(
                    id=write.new_id(), interview_id=row.id, person_id=mentee, fact="language:fra",
                    words="Je parle français",
                )
            )  # fmt: skip
    with store.read() as session:
        assert evidence(session, (mentee, mentor)) == {"language": date(2026, 11, 2)}


def test_the_rule_of_a_pair_is_found_and_lifted(store: Store) -> None:
    mentee, mentor = pair(store)
    rules.put_rule(
        store, RuleKind.CONFLICT, mentee_id=mentee, mentor_id=mentor, reason="neighbours"
    )
    with store.read() as session:
        found = rule_of(session, mentee, mentor)
        assert rule_of(session, mentor, mentee) is None
    assert found is not None
    assert (found.kind, found.reason) == (RuleKind.CONFLICT, "neighbours")
    rules.lift_rule(store, found.id)
    with store.read() as session:
        assert rule_of(session, mentee, mentor) is None


def test_who_is_hard_to_pair_is_counted_without_those_out_of_question(store: Store) -> None:
    mentee, mentor = pair(store)
    other = person(store, Role.MENTOR, "Lieve")
    rules.put_rule(store, RuleKind.FORBIDDEN, mentee_id=mentee, mentor_id=mentor, reason="no")
    with store.read() as session:
        found = fitting(session, today=TODAY, office_id=None)
    assert found == {mentee: 1, mentor: 0, other: 1}


def test_nobody_waits_then_nobody_fits(store: Store) -> None:
    mentor = person(store, Role.MENTOR, "Lieve")
    with store.read() as session:
        assert fitting(session, today=TODAY, office_id=None) == {mentor: 0}


def test_the_note_on_a_pair_is_kept_and_undone(store: Store) -> None:
    mentee, mentor = pair(store)
    commands.suggest(store, mentee_id=mentee, mentor_id=mentor)
    card, _known = only_card(store)
    commands.note_reason(store, card.id, "  both love chess ")
    assert only_card(store)[0].reason == "both love chess"
    store.undo()
    assert only_card(store)[0].reason == ""
