"""The pages of every document in every language: as approved, on A4 with a margin that printers
leave, numbered, and taken by a program that checks them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.documents.catalog import INVITATION, LETTERS, REQUESTS, TRAINING, DocumentKind
from duodesk.documents.draw import draw
from tests.conftest import MORNING, new_store
from tests.documents import pictures
from tests.documents.every import KINDS, SHEETS, Sheets, paper

GOLDEN = Path(__file__).parents[1] / "golden" / "pages"
NAMES = [*(kind.code for kind in KINDS), *SHEETS]
BY_CODE = {kind.code: kind for kind in KINDS}
A4 = (210, 297)
_MARGIN = 8  # mm that printers leave white
_SCALE = 0.75  # dots to a millimetre of an approved picture
# What names people and is for the office alone; a guide that is empty names nobody.
CONFIDENTIAL = {
    "attendance_sheet", "duo_summary", "interview_record", "list", "matching_minutes", "my_day",
    "series_sheet", "sign_in_sheet", "training_day",
}  # fmt: skip
SENT = [*LETTERS, INVITATION, *TRAINING[:2], *REQUESTS, BY_CODE["thanks_letter"]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[Sheets]:
    with speaking("en"):
        store = new_store(tmp_path_factory.mktemp("pages") / "desk.duo", FixedClock(MORNING))
        yield Sheets(store)
        store.close()


@cache
def drawn(desk: Sheets, name: str, language: str) -> bytes:
    """A document; each is drawn once for all that is asked of it."""
    if name in BY_CODE:
        return draw(paper(BY_CODE[name], language))
    content: bytes = getattr(desk, name)(language)
    return content


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_looks_as_approved(
    desk: Sheets, tmp_path: Path, name: str, language: str
) -> None:
    """After looking at the pages: DUODESK_APPROVE=1 makes the pictures anew."""
    now = pictures.side_by_side(pictures.pages(drawn(desk, name, language), _SCALE))
    golden = GOLDEN / f"{name}-{language}.png"
    known = golden.exists() and pictures.alike(now, pictures.load(golden))
    if os.environ.get("DUODESK_APPROVE") and not known:
        pictures.save(now, golden)
    pictures.save(now, tmp_path / golden.name)
    assert pictures.alike(now, pictures.load(golden)), f"compare {tmp_path / golden.name}"


def test_a_line_that_moves_by_a_millimetre_is_seen(desk: Sheets) -> None:
    (page,) = pictures.pages(drawn(desk, "letter_accepted", "fr"), _SCALE)
    moved = page.copy()
    moved[100:110] = page[101:111]
    assert pictures.alike(page, page)
    assert not pictures.alike(page, moved)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_is_a4_and_white_where_no_printer_prints(
    desk: Sheets, name: str, language: str
) -> None:
    for page in pictures.pages(drawn(desk, name, language), 1):
        assert tuple(sorted(page.shape)) == A4
        assert (page < 250).any()
        inner = page[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN]
        assert (page < 250).sum() == (inner < 250).sum()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_each_page_says_its_number_and_the_file_what_it_is(
    desk: Sheets, name: str, language: str
) -> None:
    reader = PdfReader(BytesIO(drawn(desk, name, language)))
    told = {"en": "of", "fr": "sur", "nl": "van", "de": "von"}[language]
    count = len(reader.pages)
    for n, page in enumerate(reader.pages, start=1):
        flat = " ".join(page.extract_text().split())
        assert re.search(rf"{n} {told} {count}\b", flat)
    assert reader.trailer["/Root"]["/Lang"] == f"{language}-BE"
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creator == "Duodesk"
    if name in BY_CODE:
        number = str(reader.metadata.subject)
        assert number.endswith(f"-{language.upper()}")
        assert all(number in page.extract_text() for page in reader.pages)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_for_the_office_alone_says_until_when_it_may_be_kept(
    desk: Sheets, name: str
) -> None:
    day = "24/11/2026" if name == "my_day" else "2027"
    for page in PdfReader(BytesIO(drawn(desk, name, "en"))).pages:
        flat = " ".join(page.extract_text().split())
        found = re.search(r"confidential – keep until (\S+)", flat)
        assert bool(found) == (name in CONFIDENTIAL)
        assert found is None or found[1].endswith(day)


@pytest.mark.parametrize("name", NAMES)
def test_every_font_is_in_the_file(desk: Sheets, name: str) -> None:
    reader = PdfReader(BytesIO(drawn(desk, name, "fr")))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("+" in font for font in fonts)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_titles_and_clauses_are_bookmarks(kind: DocumentKind, desk: Sheets) -> None:
    reader = PdfReader(BytesIO(drawn(desk, kind.code, "fr")))
    assert reader.outline


@pytest.mark.parametrize("name", NAMES)
def test_a_program_that_checks_files_has_nothing_to_say(
    desk: Sheets, tmp_path: Path, name: str
) -> None:
    if shutil.which("qpdf") is None:
        assert not os.environ.get("DUODESK_CI"), "qpdf is missing: packaging/debian.txt"
        pytest.skip("qpdf is not installed")
    for language in LANGUAGES:
        path = tmp_path / f"{language}.pdf"
        path.write_bytes(drawn(desk, name, language))
        done = subprocess.run(
            ["qpdf", "--check", path], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "WARNING" not in done.stdout + done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", SENT, ids=lambda kind: kind.code)
def test_the_window_of_an_envelope_shows_the_address_alone(
    desk: Sheets, kind: DocumentKind, language: str
) -> None:
    """Whatever way the paper lies in it, it shows some of this corner and always all of the
    address (letter.py tells the measures).
    """
    page = pictures.pages(drawn(desk, kind.code, language), 2)[0]
    corner = page[34 * 2 : 94 * 2, 95 * 2 : 195 * 2] < 200
    rows, columns = np.nonzero(corner)
    assert rows.size
    top, bottom = rows.min() / 2 + 34, rows.max() / 2 + 34
    left, right = columns.min() / 2 + 95, columns.max() / 2 + 95
    assert 49 <= top < bottom <= 79
    assert 117 <= left < right <= 195


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_draft_says_so_on_every_page_above_all_that_is_written(
    desk: Sheets, kind: DocumentKind
) -> None:
    content = drawn(desk, kind.code, "fr")
    assert all("PROJET" in page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    for page in pictures.pages(content, 2):
        band = page[9 * 2 : 15 * 2, 24 * 2 : 186 * 2]
        assert (band < 140).mean() > 0.7
        assert (page[16 * 2 : 18 * 2] > 250).all()
