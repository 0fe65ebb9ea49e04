"""Why a duo was proposed can be told again later, in any language, or is told not at all."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from duodesk.base.i18n import speaking
from duodesk.model.pairing import Proposal
from duodesk.model.people import Role
from duodesk.pairing import commands, queries
from duodesk.pairing.commands import Thought
from duodesk.pairing.explain import Names, reasons
from duodesk.pairing.kept import kept_reasons
from duodesk.store.store import Store
from tests.pairing.test_commands import TODAY, person


def proposed(store: Store) -> tuple[Proposal, queries.Suggestion]:
    mentee, mentor = person(store, Role.MENTEE, "Yusuf"), person(store, Role.MENTOR, "Lieve")
    with store.read() as session:
        found = queries.suggest_from(queries.pool(session, today=TODAY), mentee)[0]
    commands.propose(store, mentee_id=mentee, mentor_id=mentor, thought=Thought(score=found.score))
    with store.read() as session:
        return session.scalars(select(Proposal)).one(), found


def test_the_reasons_of_that_day_are_told_again_word_for_word(store: Store) -> None:
    proposal, found = proposed(store)
    with store.read() as session:
        told = [one.text for one in kept_reasons(session, proposal.id)]
        assert told == [one.text for one in reasons(found.score, Names("Yusuf", "Lieve"))]
        with speaking("fr"):
            assert [one.text for one in kept_reasons(session, proposal.id)] != told


@pytest.mark.parametrize("spoilt", [None, "", "{", "[]", '{"terms": [{}]}', '{"terms": 7}'])
def test_reasons_that_cannot_be_read_are_left_out(store: Store, spoilt: str | None) -> None:
    proposal, _ = proposed(store)
    with store.write("Spoil") as write:
        write.session.get_one(Proposal, proposal.id).reasons = spoilt
    with store.read() as session:
        assert kept_reasons(session, proposal.id) == []
