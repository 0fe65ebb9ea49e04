"""My day on paper: every line with its number, in the language spoken, and the same each time."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from duodesk.base.i18n import LANGUAGES, set_language
from duodesk.documents.my_day import DayLine, DayPart, MyDay, draw, file_name
from duodesk.followup.reminders import remind
from duodesk.office.queries import office
from duodesk.store.store import Store
from duodesk.today.printing import collect
from duodesk.today.queries import Asked, todays
from tests.today.desk import TODAY, duo, person


def sheet(store: Store) -> MyDay:
    asked = Asked(store.author_id, store.office_id, store.clock.now())
    with store.read() as session:
        return collect(session, asked, todays(session, asked))


def words(tmp_path: Path, content: bytes) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    path = tmp_path / "day.pdf"
    path.write_bytes(content)
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def test_the_list_and_everybodys_number_are_on_it(store: Store, tmp_path: Path) -> None:
    duo(store)
    remind(store, TODAY, "Ask for the CV", person_id=person(store, "Omar"))
    made = sheet(store)
    assert {part.title for part in made.parts} == {"Overdue", "Today"}
    assert [name for name, _number in made.phones] == ["Awa Diallo", "Jan Diallo", "Omar Diallo"]
    text = words(tmp_path, draw(made))
    for word in ("My day", "Ask for the CV", "Omar Diallo", "0470 00 00 01", "Annick"):
        assert word in text


def test_the_telephones_of_ones_duos_are_there_even_if_nothing_is_due(store: Store) -> None:
    duo(store, start_date=TODAY)
    assert [name for name, _number in sheet(store).phones] == ["Awa Diallo", "Jan Diallo"]


def test_an_empty_day_says_so(store: Store, tmp_path: Path) -> None:
    made = sheet(store)
    assert (made.parts, made.phones) == ((), ())
    assert "Nothing needs you." in words(tmp_path, draw(made))


def test_the_same_day_gives_the_same_pages_in_each_language(store: Store) -> None:
    duo(store)
    made = set()
    for code in LANGUAGES:
        set_language(code)
        one = sheet(store)
        assert draw(one) == draw(one)
        assert file_name(one).endswith("2026-11-24.pdf")
        made.add(one.language)
    assert made == set(LANGUAGES)


def test_what_people_typed_is_shown_as_typed_on_as_many_pages_as_it_takes(
    store: Store, tmp_path: Path
) -> None:
    with store.read() as session:
        place = office(session, store.office_id)
    odd = DayLine("", "<b>Evil</b> & Co %(name)s", "x " * 900, (("A", "1"), ("B", "2")))
    made = MyDay(place, "en", TODAY, "Annick", (DayPart("Overdue", (odd,) * 12),), ())
    assert "<b>Evil</b> & Co %(name)s" in words(tmp_path, draw(made))
