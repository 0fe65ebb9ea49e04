"""Keys: passphrases and the recovery sheet open the desk, nothing else does, an interrupted change
locks nobody out.
"""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.errors import UserError
from duodesk.store import keys, words
from duodesk.store.keys import Cost, KeyFile
from duodesk.store.passphrase import proposal, strength

CHEAP = Cost.cheapest()


@pytest.fixture
def new() -> keys.NewKeys:
    return keys.new_keys("vier gewone woorden hier", "Annick", cost=CHEAP, random=Random(1))


def test_the_passphrase_opens_and_survives_the_file(new: keys.NewKeys) -> None:
    file = KeyFile.from_bytes(new.file.to_bytes())
    key, slot = keys.unlock(file, " vier gewone woorden hier ")
    assert (key, slot.label) == (new.key, "Annick")


@pytest.mark.parametrize("wrong", ["", "vier gewone woorden", "Vier gewone woorden hier"])
def test_a_wrong_passphrase_is_told_with_the_way_out(new: keys.NewKeys, wrong: str) -> None:
    with pytest.raises(UserError, match="recovery sheet"):
        keys.unlock(new.file, wrong)


def test_the_recovery_words_open_as_people_type_them(new: keys.NewKeys) -> None:
    typed = ", ".join(word.upper() for word in new.recovery_words)
    assert keys.unlock_with_recovery(new.file, typed) == new.key


def test_a_new_recovery_sheet_ends_the_old_one(new: keys.NewKeys) -> None:
    slot, fresh = keys.new_recovery(new.file, new.key, cost=CHEAP, random=Random(2))
    file = keys.with_recovery(new.file, slot)
    assert keys.unlock_with_recovery(file, " ".join(fresh)) == new.key
    with pytest.raises(UserError):
        keys.unlock_with_recovery(file, " ".join(new.recovery_words))


def test_several_people_open_the_same_desk(new: keys.NewKeys) -> None:
    file = keys.add_passphrase(
        new.file, new.key, "another one", "Koen", cost=CHEAP, random=Random(3)
    )
    assert keys.unlock(file, "another one")[0] == new.key
    first = keys.unlock(file, "vier gewone woorden hier")[1]
    left = keys.remove_slot(file, first.id)
    with pytest.raises(UserError):
        keys.unlock(left, "vier gewone woorden hier")
    with pytest.raises(UserError, match="last"):
        keys.remove_slot(left, keys.unlock(left, "another one")[1].id)


def test_a_changed_passphrase_replaces_the_old_one(new: keys.NewKeys) -> None:
    slot = keys.unlock(new.file, "vier gewone woorden hier")[1]
    file = keys.change_passphrase(new.file, slot, new.key, "nieuw", cost=CHEAP, random=Random(4))
    assert keys.unlock(file, "nieuw")[0] == new.key
    with pytest.raises(UserError):
        keys.unlock(file, "vier gewone woorden hier")


def test_a_slot_belongs_to_its_desk(new: keys.NewKeys) -> None:
    with pytest.raises(UserError):
        keys.unlock(KeyFile("00" * 16, new.file.slots), "vier gewone woorden hier")


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b'{"desk": 1, "slots": [{}]}', b"[1]"]
)
def test_a_damaged_key_file_is_told(content: bytes) -> None:
    with pytest.raises(UserError, match="damaged"):
        KeyFile.from_bytes(content)


@pytest.mark.parametrize(
    ("size", "count"), [(8, words.SPOKEN), (16, words.COUNT), (32, words.ORGANISATION)]
)
@given(data=st.data())
def test_words_and_bytes_are_two_forms_of_one_secret(
    size: int, count: int, data: st.DataObject
) -> None:
    secret = data.draw(st.binary(min_size=size, max_size=size))
    typed = words.encode(secret)
    assert len(typed) == count
    assert words.decode(" ".join(typed), count) == secret


@given(st.binary(min_size=16, max_size=16), st.integers(0, 11), st.integers(0, 2047))
def test_a_mistyped_word_is_noticed_or_opens_nothing(secret: bytes, place: int, other: int) -> None:
    typed = words.encode(secret)
    typed[place] = words.word_list()[other]
    try:
        assert (words.decode(" ".join(typed)) == secret) == (typed == words.encode(secret))
    except UserError:
        assert typed != words.encode(secret)


def test_an_unknown_word_is_named_by_its_place(new: keys.NewKeys) -> None:
    typed = [*new.recovery_words[:4], "mistake", *new.recovery_words[5:]]
    with pytest.raises(UserError, match="Word 5"):
        words.decode(" ".join(typed))


def test_all_recovery_words_are_different() -> None:
    assert len(set(words.word_list())) == 2048


@pytest.mark.parametrize(
    ("text", "enough"),
    [("", False), ("azerty", False), ("motdepasse motdepasse", False),
     ("aaaaaaaaaaaaaaaaaa", False),
     ("123456789012", False), ("jardin lampe vendredi tortue", True), ("kL9#xQ2!vB7m", True)],
)  # fmt: skip
def test_strength_is_judged_cautiously(text: str, enough: bool) -> None:
    assert strength(text).enough is enough


@pytest.mark.parametrize("language", ["fr", "nl", "en", "de"])
def test_a_proposal_is_good_enough(language: str) -> None:
    assert strength(proposal(language, Random(5))).enough
