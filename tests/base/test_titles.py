"""Titles in several languages: what was typed comes back, what nobody changed keeps its languages,
and whatever another laptop sent is shown.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base import titles
from duodesk.base.i18n import LANGUAGES, set_language

OWN = frozenset({"First contact", "Monthly contact"})


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.text(min_size=1), min_size=1))
def test_what_is_typed_comes_back_in_each_language(typed: dict[str, str]) -> None:
    kept = titles.to_keep(typed, OWN)
    assert kept is not None
    assert titles.by_language(kept, OWN) == typed
    for code in LANGUAGES:
        set_language(code)
        assert titles.shown(kept, OWN) == typed.get(code, titles.shown(kept, OWN))
        assert titles.shown(kept, OWN) in typed.values()


def test_an_unchanged_text_of_the_program_is_kept_as_itself() -> None:
    typed = titles.by_language("First contact", OWN)
    assert (typed["fr"], typed["en"]) == ("Premier contact", "First contact")
    assert titles.to_keep(typed, OWN) == "First contact"
    assert titles.to_keep(typed | {"fr": "Un appel"}, OWN) != "First contact"


def test_no_word_is_no_title() -> None:
    assert titles.to_keep({"fr": "", "nl": ""}, OWN) is None
    assert titles.by_language("", OWN) == {}


@pytest.mark.parametrize(
    "sent",
    ["A call", "{", "[1]", '{"fr": 1}', '{"xx": "y"}', "{}", "{" * 10_000, '{"fr": ' * 10_000],
)
def test_any_other_text_is_the_same_in_all_languages(sent: str) -> None:
    for code in LANGUAGES:
        set_language(code)
        assert titles.shown(sent, OWN) == sent
        assert titles.by_language(sent, OWN) == {code: sent}
