"""The order of names is that of pyuca, however it was worked out."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from pyuca import Collator

from duodesk.base.collate import sort_key

COLLATOR = Collator()
# Letters of our names, and signs that change what stands before them.
NAMES = st.text("aBlLéÉçøŁł'’- ·\u0301\u0307\u0327\u0e40\u0e01\u0438\u0306\u0430你 0")


def by_pyuca(text: str) -> bytes:
    return b"".join(min(n, 0xFFFF).to_bytes(2, "big") for n in COLLATOR.sort_key(text))


@given(NAMES | st.text())
@example("Çelik")
@example("Paral·lel")
@example("l\u0327·")
@example("เก")
@example("王")
def test_a_name_has_the_weights_of_pyuca(text: str) -> None:
    parts = (by_pyuca(""), by_pyuca(text), by_pyuca(""))  # without joiners, given name, as written
    assert sort_key("", text) == b"\x00\x00".join(parts)


def test_belgian_names_stand_as_in_belgium() -> None:
    """Van der Poel stands under V; spaces, apostrophes and hyphens do not part a name."""
    names = [
        "de Smet", "Desmet", "De Smet", "Dhondt", "D'Hondt", "Elamrani", "El Amrani", "Élise",
        "Vandamme", "Van Damme", "van den Berg", "Vanden Berghe", "Zoë",
    ]  # fmt: skip
    mixed = [*names[::2], *names[1::2]][::-1]
    assert sorted(mixed, key=sort_key) == names


@given(NAMES, NAMES)
def test_two_names_stand_in_the_order_of_pyuca(one: str, other: str) -> None:
    mine = sort_key("", one) < sort_key("", other)
    assert mine == (by_pyuca(one) < by_pyuca(other))
