"""A decision is one step, may be dated back, never forward; what follows from it stands beside."""

from __future__ import annotations

from datetime import date

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.pairing import Duo, DuoStage
from duodesk.model.people import Enrolment, Role, Status
from duodesk.people import commands, partners
from duodesk.people.deciding import Decision, Grounds, check_eligible, decide, set_partner
from duodesk.people.partners import PartnerValues
from duodesk.people.values import PersonValues
from duodesk.store.store import Store


@pytest.fixture
def entry(store: Store) -> commands.Registered:
    return commands.register(store, Role.MENTEE, values=PersonValues(given_name="Amina"))


@pytest.fixture
def house(store: Store) -> Id:
    return partners.add_partner(store, PartnerValues(name="La Maison Bleue")).partner_id


def row(store: Store, enrolment_id: Id) -> Enrolment:
    with store.read() as session:
        return session.get_one(Enrolment, enrolment_id)


@pytest.mark.parametrize("decision", Decision)
def test_a_decision_is_the_status_with_day_author_and_reason_and_one_step_of_undo(
    store: Store, entry: commands.Registered, decision: Decision
) -> None:
    grounds = Grounds(reason="language", text=" Still too little French \n")
    decide(store, entry.enrolment_id, decision, on=date(2026, 11, 20), grounds=grounds)
    known = row(store, entry.enrolment_id)
    assert known.status == Status(decision)
    assert known.decided_on == date(2026, 11, 20)
    assert known.decided_by == store.author_id
    assert (known.decision_reason, known.decision_text) == ("language", "Still too little French")
    assert (known.accepted_on is not None) == (decision == Decision.ACCEPTED)
    store.undo()
    known = row(store, entry.enrolment_id)
    assert (known.status, known.decided_on, known.accepted_on) == (Status.REGISTERED, None, None)


def test_a_decision_before_the_registration_is_honest_and_one_to_come_is_not(
    store: Store, entry: commands.Registered
) -> None:
    decide(store, entry.enrolment_id, Decision.ACCEPTED, on=date(2025, 3, 1))
    assert row(store, entry.enrolment_id).accepted_on == date(2025, 3, 1)
    with pytest.raises(UserError, match="25/11/2026 is still to come"):
        decide(store, entry.enrolment_id, Decision.DECLINED, on=date(2026, 11, 25))


def test_where_to_is_kept_for_who_is_redirected_and_may_be_unknown(
    store: Store, entry: commands.Registered, house: Id
) -> None:
    decide(store, entry.enrolment_id, Decision.REDIRECTED, grounds=Grounds(partner_id=house))
    assert row(store, entry.enrolment_id).redirected_to_id == house
    decide(store, entry.enrolment_id, Decision.DECLINED, grounds=Grounds(partner_id=house))
    assert row(store, entry.enrolment_id).redirected_to_id is None
    decide(store, entry.enrolment_id, Decision.REDIRECTED)
    assert row(store, entry.enrolment_id).redirected_to_id is None


def test_who_is_taken_back_was_not_accepted_and_who_withdraws_was(
    store: Store, entry: commands.Registered
) -> None:
    decide(store, entry.enrolment_id, Decision.ACCEPTED)
    decide(store, entry.enrolment_id, Decision.WITHDRAWN)
    assert row(store, entry.enrolment_id).accepted_on == store.clock.today()
    decide(store, entry.enrolment_id, Decision.DECLINED)
    assert row(store, entry.enrolment_id).accepted_on is None


def test_somebody_in_a_duo_is_not_decided_about(store: Store, entry: commands.Registered) -> None:
    mentor = commands.register(store, Role.MENTOR, values=PersonValues(given_name="Paul"))
    commands.set_status(store, entry.enrolment_id, Status.IN_DUO)
    with store.write("A duo") as write:
        write.session.add(
            Duo(
                id=write.new_id(),
                number="BRU-D10001",
                mentee_id=entry.person_id,
                mentor_id=mentor.person_id,
                office_id=write.office_id,
                stage=DuoStage.ACTIVE,
            )
        )
    with pytest.raises(UserError, match="in duo BRU-D10001"):
        decide(store, entry.enrolment_id, Decision.WITHDRAWN)


def test_accepting_from_the_menu_records_the_decision_too(
    store: Store, entry: commands.Registered
) -> None:
    commands.accept(store, entry.enrolment_id, on=date(2026, 11, 2))
    known = row(store, entry.enrolment_id)
    assert (known.accepted_on, known.decided_on) == (date(2026, 11, 2), date(2026, 11, 2))
    assert known.decided_by == store.author_id


def test_the_conditions_are_checked_by_somebody_on_a_day(
    store: Store, entry: commands.Registered
) -> None:
    check_eligible(store, entry.enrolment_id, "document")
    known = row(store, entry.enrolment_id)
    assert (known.eligible_basis, known.eligible_on) == ("document", store.clock.today())
    assert known.eligible_by == store.author_id
    check_eligible(store, entry.enrolment_id, None)
    known = row(store, entry.enrolment_id)
    assert (known.eligible_basis, known.eligible_on, known.eligible_by) == (None, None, None)


def test_who_referred_somebody_is_noted_and_taken_back(
    store: Store, entry: commands.Registered, house: Id
) -> None:
    set_partner(store, entry.enrolment_id, house)
    assert row(store, entry.enrolment_id).partner_id == house
    set_partner(store, entry.enrolment_id, None)
    assert row(store, entry.enrolment_id).partner_id is None
