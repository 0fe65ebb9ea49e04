"""Cells mean what the person who typed them meant."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.lists import cells, hours, tongues, words
from duodesk.lists.sheet import Cell
from duodesk.model.people import Level
from duodesk.people.values import Slot

ANY = (
    st.none() | st.text(max_size=40) | st.integers() | st.floats() | st.booleans()
    | st.dates() | st.datetimes() | st.times()
)  # fmt: skip
MARCH = date(1998, 3, 12)


@pytest.mark.parametrize(
    "cell",
    [
        datetime(1998, 3, 12, 14), MARCH, "12/03/1998", "12.3.98", "1998-03-12",
        "1998-03-12 00:00:00", "1998-03-12T10:00:00Z", 35866, 35866.0, "35866", 19980312,
        "12 mars 1998", "12 maart 1998", "12. März 1998", "le 12 mars 1998", "12-03-1998",
        " 12/03/1998\u200b",
    ],
)  # fmt: skip
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert cells.as_day(cell) == MARCH


@pytest.mark.parametrize(
    "cell", ["31/02/2001", "inconnu", "", "12/13/1998", -1, 0, 1e12, float("nan"), True, time(3)]
)
def test_what_is_no_day_is_none(cell: Cell) -> None:
    assert cells.as_day(cell) is None


@given(st.dates(date(1900, 3, 1), date(2099, 12, 31)))
def test_serial_numbers_count_as_excel_does(day: date) -> None:
    serial = (day - date(1899, 12, 30)) / timedelta(days=1)
    assert cells.as_day(serial) == day
    assert cells.as_day(f"{day:%d/%m/%Y}") == day


@pytest.mark.parametrize(
    ("cell", "phone"),
    [
        (32475123456.0, "+32475123456"), (475123456, "0475123456"), (25550000, "025550000"),
        ("0475/12.34.56", "0475/12.34.56"), ("+32 (0)2 000", "+32 (0)2 000"), (None, None),
    ],
)  # fmt: skip
def test_a_telephone_number_gets_back_what_excel_took(cell: Cell, phone: str | None) -> None:
    assert cells.as_phone(cell) == phone


@pytest.mark.parametrize(
    ("cell", "text"),
    [(1030.0, "1030"), (True, "True"), ("=1+1", "=1+1"), ("<b>x</b>", "<b>x</b>"), ("a\x00b", "ab"),
     ("#N/A", None), (1.5, "1.5"), (datetime(2001, 2, 3), "2001-02-03"), ("  ", None)],
)  # fmt: skip
def test_a_cell_as_text(cell: Cell, text: str | None) -> None:
    assert cells.as_text(cell) == text


@given(ANY)
def test_any_cell_can_be_read_as_anything(cell: Cell) -> None:
    cells.as_day(cell)
    cells.as_phone(cell)
    cells.as_yes_no(cell)
    cells.as_count(cell)
    text = cells.as_lines(cell) or ""
    tongues.languages(text, words.find)
    hours.slots(text)
    words.codes("occupation", text, words.find)


@pytest.mark.parametrize(
    ("cell", "count"),
    [(2, 2), (2.0, 2), (" 3 ", 3), ("-1", -1), (1.5, None), ("deux", None), (True, None),
     (date(2026, 1, 2), None), (None, None), ("9" * 40, None)],
)  # fmt: skip
def test_whole_numbers(cell: Cell, count: int | None) -> None:
    assert cells.as_count(cell) == count


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("Oui", True),
        ("x", True),
        (1, True),
        ("NEE", False),
        ("", None),
        (False, False),
        ("?", None),
    ],
)
def test_yes_and_no_in_four_languages(cell: Cell, value: bool | None) -> None:
    assert cells.as_yes_no(cell) is value


B1, NATIVE = Level.B1, Level.NATIVE


@pytest.mark.parametrize(
    ("text", "levels", "left"),
    [
        ("FR B1, arabe (natif)", {"fra": B1, "ara": NATIVE}, []),
        ("Frans en Engels", {"fra": None, "eng": None}, []),
        ("FR NL EN", {"fra": None, "nld": None, "eng": None}, []),
        ("français B1 néerlandais A2", {"fra": B1, "nld": Level.A2}, []),
        ("B1 français", {"fra": B1}, []),
        (
            "Arabe langue maternelle, français courant",
            {"ara": NATIVE, "fra": Level.C1},
            ["français courant"],
        ),
        ("turc; klingon B1", {"tur": None}, ["klingon B1"]),
        ("fr b1, en b2", {"fra": B1, "eng": Level.B2}, []),
        ("Moedertaal: Pools", {"pol": NATIVE}, []),
        ("<b>", {}, ["<b>"]),
        ("", {}, []),
    ],
)
def test_languages_with_levels(text: str, levels: dict[str, Level | None], left: list[str]) -> None:
    spoken = tongues.languages(text, words.find)
    assert (spoken.levels, spoken.left) == (levels, left)


AFTERNOON, DAY, EVENING = (24, 36), (16, 36), (36, 44)


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("mardi après-midi, samedi", "fr", [(1, *AFTERNOON), (5, *DAY)]),
        ("di namiddag", "fr", [(1, *AFTERNOON)]),
        ("di soir", "nl", [(6, *EVENING)]),
        ("di", "nl", [(1, *DAY)]),
        ("di", "fr", [(6, *DAY)]),
        ("lu, ma, me", "fr", [(0, *DAY), (1, *DAY), (2, *DAY)]),
        ("ma, wo, vr", "fr", [(0, *DAY), (2, *DAY), (4, *DAY)]),
        ("mardi et jeudi après-midi", "fr", [(1, *AFTERNOON), (3, *AFTERNOON)]),
        ("lun-ven soir", "fr", [(n, *EVENING) for n in range(5)]),
        ("du lundi au mercredi", "fr", [(n, *DAY) for n in range(3)]),
        ("ma t/m wo 17u-19u", "nl", [(n, 34, 38) for n in range(3)]),
        ("Montag bis Freitag abends", "de", [(n, *EVENING) for n in range(5)]),
        ("mardi 14h-17h30", "fr", [(1, 28, 35)]),
        ("maandagnamiddag en woensdagavond", "nl", [(0, *AFTERNOON), (2, *EVENING)]),
        ("en semaine après 17h30", "fr", [(n, 35, 44) for n in range(5)]),
        ("tous les jours sauf mercredi", "fr", [(n, *DAY) for n in (0, 1, 3, 4, 5, 6)]),
        ("week-end", "en", [(5, *DAY), (6, *DAY)]),
        ("Monday morning; Friday", "en", [(0, 16, 24), (4, *DAY)]),
    ],
)
def test_free_time(text: str, code: str, expected: list[tuple[int, int, int]]) -> None:
    free = hours.slots(text, code=code)
    assert [(s.weekday, s.start, s.end) for s in free.slots] == expected
    assert free.whole


@pytest.mark.parametrize(
    "text",
    ["flexible", "pas le lundi", "mardi si les enfants", "le soir", "=1+1", "<b>", "25h-30h"],
)
def test_what_is_not_fully_understood_is_told(text: str) -> None:
    assert not hours.slots(text).whole


def test_a_column_of_one_weekday_needs_no_day_in_its_cells() -> None:
    assert hours.slots("9h-12h", weekday=2).slots == (Slot(2, 18, 24),)


def test_words_of_lists_in_any_language_and_with_a_slip() -> None:
    assert words.codes("occupation", "Cariste, magazijnmedewerker; order piker", words.find) == (
        ["forklift_driver", "warehouse_worker", "order_picker"], [],
    )  # fmt: skip
    assert words.codes("interest", "Football et dragons", words.find) == (["football"], ["dragons"])
