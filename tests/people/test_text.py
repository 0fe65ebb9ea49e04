"""What people type is kept as typed."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from duodesk.people.text import clean_line, clean_lines, full_name, list_name

NASTY = st.text(st.characters(categories=None)) | st.text("aé\u202e\u200f\x00 \n\t'’-")


def test_names_keep_their_case_and_particles() -> None:
    for name in ("Van den Berg", "van den Berg", "D’Hondt", "İnci", "N'Diaye", "Ó Súilleabháin"):
        assert clean_line(f"  {name} ") == name


def test_unseen_signs_go_and_joiners_of_scripts_stay() -> None:
    assert clean_line("Ali\u202egnp\u0000.exe") == "Alignp.exe"
    assert clean_line("می\u200cخواهم") == "می\u200cخواهم"
    assert clean_line("\u200b \ufeff") is None


def test_lines_stay_lines_in_notes() -> None:
    assert clean_lines("one\r\ntwo\u2028three\n") == "one\ntwo\nthree"
    assert clean_line("one\ntwo") == "one two"


@given(NASTY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    for clean in (clean_line, clean_lines):
        once = clean(text)
        assert clean(once) == once
        if once is not None:
            assert unicodedata.is_normalized("NFC", once)
            once.encode()
            assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in once)


def test_a_person_with_one_name_is_shown_by_it() -> None:
    assert list_name("Van den Berg", "Paul") == "Van den Berg, Paul"
    assert list_name(None, "Suharto") == full_name("Suharto", None) == "Suharto"
