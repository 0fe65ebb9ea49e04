"""Which laptop goes on from which: what walking from each to the one before says."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from duodesk.exchange.lineage import Lineage

NAMES = [bytes([n]) for n in range(12)]
names = st.sampled_from(NAMES)


@given(st.dictionaries(names, st.none() | names))
def test_every_identity_is_known_with_all_that_it_follows_from(
    continues: dict[bytes, bytes | None],
) -> None:
    lineage = Lineage(continues)
    for later in NAMES:
        line = before(later, continues)
        if line is None:
            continue
        assert lineage.first(later) == [later, *line][-1]
        for earlier in NAMES:
            if before(earlier, continues) is not None:
                assert lineage.goes_on_from(later, earlier) == (earlier in line)


@given(st.dictionaries(names, st.none() | names))
def test_a_ring_is_cut_at_the_same_place_everywhere(continues: dict[bytes, bytes | None]) -> None:
    ones, others = Lineage(continues), Lineage(dict(reversed(continues.items())))
    for later in NAMES:
        assert ones.first(later) == others.first(later)
        for earlier in NAMES:
            assert ones.goes_on_from(later, earlier) == others.goes_on_from(later, earlier)
            assert not (ones.goes_on_from(later, earlier) and ones.goes_on_from(earlier, later))


def test_a_line_of_ten_thousand_is_walked_once() -> None:
    line = [n.to_bytes(2, "big") for n in range(10_000)]
    lineage = Lineage({one: line[n - 1] if n else None for n, one in enumerate(line)})
    for n, one in enumerate(line):
        assert lineage.first(one) == line[0]
        assert lineage.goes_on_from(line[-1], one) == (n < len(line) - 1)


def before(one: bytes, continues: Mapping[bytes, bytes | None]) -> list[bytes] | None:
    """All that it follows from, the first of them last; nothing where that is a ring."""
    line: list[bytes] = []
    while (former := continues.get(one)) is not None:
        if former in line:
            return None
        line.append(former)
        one = former
    return line
