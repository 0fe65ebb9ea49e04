"""Who belongs, whatever a laptop that was taken in says: it speaks of itself alone, and no longer
once it was retired, whatever it was called and whatever keys it had.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import msgspec
import pytest

from duodesk.base.errors import UserError
from duodesk.exchange import joining, laptops, registry, rights, seal
from duodesk.exchange.content import Said
from duodesk.exchange.laptops import Us, us
from duodesk.exchange.registry import Registry
from duodesk.exchange.send import Envelope, enclose
from duodesk.model.exchange import Identity
from duodesk.store import words
from tests.exchange.desks import Laptop, Offices


def keys(laptop: Laptop) -> list[bytes]:
    """Every key that a laptop ever signed with, the oldest first."""
    with laptop.store.read() as session:
        return [one.sign_key for one in session.query(Identity).order_by(Identity.n)]


def we_are(laptop: Laptop) -> Us:
    with laptop.store.read() as session:
        return us(laptop.store, session)


def after(laptop: Laptop, *said: Said) -> Registry:
    """Who belongs by what this laptop knows, and these statements beside it."""
    we = we_are(laptop)
    return registry.registry([*we.statements, *said], we.organisation)


def own(laptop: Laptop) -> registry.Laptop:
    found = we_are(laptop).laptop
    assert found is not None
    return found


@pytest.mark.parametrize(
    "said",
    [
        {"inviter": True},
        {"office": bytes(16)},
        {"code": "BRU"},
        {"block": 7},
        {"continues": bytes(16)},
        {"state": "retired"},
        {"age_key": "age1" + "q" * 58},
        {"code": "../"},
        {"version": 1 << 40},
    ],
)
def test_a_laptop_changes_nothing_of_itself_but_name_and_keys(
    offices: Offices, said: dict[str, Any]
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    stated = msgspec.structs.replace(own(ant).changed(label="mine"), **said)
    known = after(bru, registry.state(stated, keys(ant)[0]))
    assert known.laptops[ant.store.replica] == own(ant)
    named = after(bru, registry.state(own(ant).changed(label="mine"), keys(ant)[0]))
    assert named.laptops[ant.store.replica].label == "mine"


def test_no_laptop_speaks_of_another_or_goes_on_as_it(offices: Offices) -> None:
    bru = offices.found()
    ant, second = offices.join("ANT", "Koen"), offices.join("ANT", "Sarah")
    victim, thief = own(ant), own(second)
    taken = thief.changed(replica=victim.replica, version=99, continues=thief.replica)
    for stated in (
        taken,
        msgspec.structs.replace(taken, chance=bytes(16)),
        msgspec.structs.replace(taken, continues=None, block=victim.block),
        victim.changed(state="retired"),
        victim.changed(sign_key=thief.sign_key),
    ):
        known = after(bru, registry.state(stated, keys(second)[0]))
        assert known.laptops[victim.replica] == victim
        assert known.keys[victim.replica] == (victim.sign_key,)


def test_who_goes_on_as_new_is_believed(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    before = ant.store.replica
    laptops.go_on_as_new(ant.store)
    bru.take(ant.make(bru))
    heir = we_are(bru).registry.laptops[ant.store.replica]
    assert (heir.continues, heir.name) == (before, "ANT-1")


def test_a_retired_laptop_says_nothing_more_with_any_key_it_had(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    laptops.renew(ant.store)
    bru.take(ant.make(bru))
    gone = own(ant)
    rights.retire(bru.store, ant.store.replica)
    for key in keys(ant):
        heir = gone.heir(bytes(16), key)
        known = after(bru, registry.state(heir, key), registry.state(gone.changed(), key))
        assert heir.replica not in known.laptops
        assert not known.laptops[ant.store.replica].active
        assert set(known.keys[ant.store.replica]) == {seal.public_of(k) for k in keys(ant)}


def test_what_a_laptop_was_called_before_is_retired_with_it(offices: Offices) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    laptops.go_on_as_new(ant.store)
    laptops.renew(ant.store)
    bru.take(ant.make(bru))
    rights.retire(bru.store, ant.store.replica)
    assert [one.replica for one in we_are(bru).others()] == [lie.store.replica]
    assert bru.make().to == ("LIE-1",)


def test_a_laptop_that_belongs_is_given_the_right_to_invite_and_retire(offices: Offices) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    for does in (rights.entrust, rights.retire):
        with pytest.raises(UserError, match="may invite"):
            does(ant.store, lie.store.replica)
    rights.entrust(bru.store, ant.store.replica)
    ant.take(bru.make(ant))
    laptops.renew(ant.store)
    joining.invite(ant.store, "LIE")
    rights.retire(ant.store, lie.store.replica)
    bru.take(ant.make(bru))
    assert [one.replica for one in we_are(bru).others()] == [ant.store.replica]
    assert we_are(bru).registry.laptops[ant.store.replica].inviter


def test_where_all_that_may_invite_are_lost_the_sheet_of_the_first_gives_the_right(
    offices: Offices,
) -> None:
    bru = offices.found()
    sheet = " ".join(rights.sheet_words(bru.store))
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    assert rights.sheet_words(ant.store) == ()
    other = " ".join(words.encode(bytes(32)))
    for typed, told in (
        (other, "another organisation"),
        (sheet[:-3], "Word 24"),
        ("", "24 words"),
    ):
        with pytest.raises(UserError, match=told):
            rights.regain(ant.store, typed)
    assert not we_are(ant).may_invite
    rights.regain(ant.store, sheet.upper())
    assert we_are(ant).may_invite
    assert we_are(ant).organisation_key is None
    rights.retire(ant.store, bru.store.replica)
    joining.invite(ant.store, "LIE")
    lie.take(ant.make(lie))
    assert [one.replica for one in we_are(lie).others()] == [ant.store.replica]
    rights.retire(ant.store, lie.store.replica)
    with lie.store.local() as session:
        laptops.learn(session, we_are(ant).statements)
    with pytest.raises(UserError, match="was retired"):
        rights.regain(lie.store, sheet)


def stolen(laptop: Laptop, stands: Sequence[Said] = (), **said: Any) -> Said:
    """What whoever has a laptop's key says of its end, as the newest that there may be."""
    gone = own(laptop).changed(
        state="retired", limit=1 << 40, stands=[registry.statement_id(one) for one in stands]
    )
    newest = msgspec.structs.replace(gone, version=registry.MOST_VERSIONS, **said)
    return registry.state(newest, keys(laptop)[0])


@pytest.mark.parametrize("inviter", [False, True])
def test_who_stole_a_laptop_does_not_say_what_of_it_stands(
    offices: Offices, *, inviter: bool
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=inviter)
    offices.everybody()
    gone, key = own(ant), keys(ant)[0]
    rights.retire(bru.store, ant.store.replica)
    end = we_are(bru).registry.laptops[ant.store.replica]
    for n in range(8):  # which of two is the newest may be by chance
        heir = gone.heir(n.to_bytes(16, "big"), Random(n).randbytes(32))
        goes_on = registry.state(heir, key)
        known = after(bru, goes_on, stolen(ant, [goes_on], label=str(n)))
        assert heir.replica not in known.laptops
        assert known.laptops[ant.store.replica] == end


def test_who_stole_a_laptop_that_may_invite_takes_nobody_in_to_retire_it_again(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=True)
    offices.everybody()
    gone, key, other = own(ant), keys(ant)[0], Random(3).randbytes(32)
    rights.retire(bru.store, ant.store.replica)
    end = we_are(bru).registry.laptops[ant.store.replica]
    accomplice = msgspec.structs.replace(gone, replica=bytes(16), block=9).holding(other)
    taken_in = registry.state(accomplice, key)
    again = gone.changed(
        state="retired", version=registry.MOST_VERSIONS, limit=1 << 40,
        stands=[registry.statement_id(taken_in)],
    )  # fmt: skip
    known = after(bru, taken_in, registry.state(again, other))
    assert accomplice.replica not in known.laptops
    assert known.laptops[ant.store.replica] == end


def test_a_laptop_that_says_its_own_end_can_still_be_retired(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=True)
    bru.take(ant.make(bru))
    said = stolen(ant)
    with bru.store.local() as session:
        laptops.learn(session, [said])
    assert we_are(bru).registry.laptops[ant.store.replica].active
    rights.retire(bru.store, ant.store.replica)
    with bru.store.local() as session:
        laptops.learn(session, [registry.state(own(ant).changed(), keys(ant)[0])])
    end = we_are(bru).registry.laptops[ant.store.replica]
    assert (end.active, end.limit == 1 << 40) == (False, False)


def test_no_laptop_calls_the_key_of_another_its_own(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen", inviter=True)
    lie = offices.join("LIE", "Marie")
    offices.everybody()
    for key, proof in ((own(ant).sign_key, own(ant).proof), (bytes(32), b"")):
        said = msgspec.structs.replace(own(lie).changed(), sign_key=key, proof=proof)
        assert not registry.genuine(registry.state(said, keys(lie)[0]))
        with ant.store.local() as session:
            assert laptops.learn(session, [registry.state(said, keys(lie)[0])]) == 0
    rights.retire(ant.store, lie.store.replica)
    laptops.renew(ant.store)
    joining.invite(ant.store, "LIE")
    bru.take(ant.make(bru))
    assert own(ant).sign_key == seal.public_of(keys(ant)[-1])
    assert we_are(bru).registry.laptops[ant.store.replica] == own(ant)


def test_a_laptop_that_said_very_much_of_itself_is_retired_like_any_other(
    offices: Offices,
) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    key, one, said = keys(ant)[0], own(ant), []
    for n in range(800):
        one = one.heir(n.to_bytes(16, "big"), key) if n < 20 else one.changed(label=str(n))
        said.append(registry.state(one, key))
    with bru.store.local() as session:
        assert laptops.learn(session, said) == len(said)
    rights.retire(bru.store, one.replica)
    lie.take(bru.make(lie))
    assert [one.name for one in we_are(lie).others()] == ["BRU-1"]
    # What it said until then stands, and nothing more.
    known = after(lie, registry.state(one.changed(label="more"), key))
    assert known.standing >= {registry.statement_id(one) for one in said}
    assert known.laptops[one.replica].label == "799"
    assert not any(one.name == "ANT-1" for one in known.active())


@pytest.mark.parametrize("names", [False, True])
def test_no_laptop_fills_what_files_may_hold_with_itself(offices: Offices, *, names: bool) -> None:
    bru = offices.found()
    ant, lie = offices.join("ANT", "Koen"), offices.join("LIE", "Marie")
    offices.everybody()
    one, key = own(ant), keys(ant)[0]
    most = registry.MOST_NAMES_OF_ONE if names else registry.MOST_OF_ONE

    def say(count: int, begun: int) -> None:
        nonlocal one
        for n in range(begun, begun + count):
            one = one.heir(n.to_bytes(16, "big"), key) if names else one.changed(label=str(n))
            with ant.store.local() as session:
                laptops.learn(session, [registry.state(one, key)])

    # Two statements tell of it already, of one name.
    say(most - (1 if names else 2), 0)
    bru.take(ant.make(bru))
    known = one.replica
    say(1, most)
    with pytest.raises(UserError, match="New keys were made so often"):
        ant.make(bru)
    # Another program makes it all the same.
    too_much = replace(we_are(ant), registry=we_are(bru).registry)
    file = enclose(ant.store, too_much, b"", Envelope("delta", [own(bru)], 0))
    with pytest.raises(UserError, match="more keys and names of ANT-1"):
        bru.take(file)
    lie.take(bru.make(lie))
    # Said as much as it may, it is retired all the same.
    rights.retire(bru.store, known)
    lie.take(bru.make(lie))
    assert [one.name for one in we_are(lie).others()] == ["BRU-1"]


def test_a_right_given_while_keys_were_renewed_shuts_nobody_out(offices: Offices) -> None:
    bru = offices.found()
    asked: list[Laptop] = []
    # Of two statements of one version that by chance holds which has the greater identity: ask
    # until both came about.
    while {we_are(one).misstated for one in asked} != {False, True}:
        asked.append(one := offices.join("ANT", f"Koen {len(asked)}"))
        offices.everybody()
        laptops.renew(one.store)
        rights.entrust(bru.store, one.store.replica)
        offices.everybody()
    names = {one.store.replica for one in asked}
    for one in asked:
        laptops.keep_fresh(one.store)
    offices.everybody()
    for one in asked:
        rights.entrust(bru.store, one.store.replica)
    offices.everybody()
    assert all(we_are(one).may_invite and not we_are(one).misstated for one in asked)
    assert {one.store.replica for one in asked} == names
    for one in asked:
        assert own(one).sign_key == seal.public_of(keys(one)[-1])


def test_a_laptop_of_the_greatest_version_is_retired_like_any_other(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    last = own(ant).changed(version=registry.MOST_VERSIONS)
    with bru.store.local() as session:
        laptops.learn(session, [registry.state(last, keys(ant)[0])])
    rights.retire(bru.store, ant.store.replica)
    assert not we_are(bru).registry.laptops[ant.store.replica].active


def test_statements_that_nobody_believes_are_neither_kept_nor_carried_on(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    key = Random(1).randbytes(32)
    stranger = msgspec.structs.replace(
        own(ant), replica=bytes(16), sign_key=seal.public_of(key), inviter=True
    )
    with ant.store.local() as session:
        laptops.learn(session, [registry.state(stranger, key)])
    bru.take(ant.make(bru))
    with bru.store.read() as session:
        assert registry.state(stranger, key) not in laptops.statements(session)
    assert registry.state(stranger, key) not in we_are(ant).statements


def test_ten_thousand_statements_are_weighed_in_no_time(offices: Offices) -> None:
    bru = offices.found()
    ant = offices.join("ANT", "Koen")
    said, one, key = [], own(ant), keys(ant)[0]
    for n in range(5_000):
        one = one.heir(n.to_bytes(16, "big"), key)
        body = msgspec.msgpack.encode(one)
        said += [Said(body, one.sign_key, b""), Said(body + b"x", one.sign_key, b"")]
    known = after(bru, *said)
    assert one.replica in known.laptops
    assert len(known.laptops) == 5_002
    # What screens ask of each of them.
    for former in known.former:
        assert known.keeps_keys(one, former)
        assert next(known.keeping_keys(former)).replica != former
        assert known.one_machine(former, one.replica)
