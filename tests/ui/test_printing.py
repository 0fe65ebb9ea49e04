"""Pages on a printer that writes a PDF: how many, on which sides, what it remembers, how it
stops.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication

from duodesk.base.progress import Cancelled
from duodesk.base.settings import MachineSettings, load
from duodesk.documents.catalog import CATALOG, LETTERS
from duodesk.documents.draw import draw
from duodesk.tour.stage import Stage
from duodesk.ui.printing import count_pages, keep_choices, prepare, print_pdf, put_pages, sides_of
from tests.documents.every import paper
from tests.documents.test_many import Stopping

Duplex = QPrinter.DuplexMode


@pytest.fixture(scope="module")
def letter(qapp: QApplication) -> bytes:
    return draw(paper(LETTERS[0], "fr"))


@pytest.fixture(scope="module")
def code(qapp: QApplication) -> bytes:
    return draw(paper(CATALOG[1], "fr"))


def to_file(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def test_every_page_of_every_paper_is_put_on_paper(
    tmp_path: Path, letter: bytes, code: bytes
) -> None:
    assert (count_pages(letter), count_pages(code)) == (1, 3)
    put_pages(to_file(tmp_path / "out.pdf"), [letter, code])
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 4


def test_on_both_sides_each_paper_begins_on_a_sheet_of_its_own(
    tmp_path: Path, letter: bytes, code: bytes
) -> None:
    put_pages(to_file(tmp_path / "out.pdf"), [code, letter], both=True)
    assert len(PdfReader(tmp_path / "out.pdf").pages) == 5


def test_who_stops_gets_no_page_more(tmp_path: Path, letter: bytes) -> None:
    listening = Stopping(at=1)
    with pytest.raises(Cancelled):
        put_pages(to_file(tmp_path / "out.pdf"), [letter] * 3, progress=listening)
    assert listening.told == [(0, 3), (1, 3)]


def test_two_pages_are_printed_on_both_sides_unless_somebody_chose_otherwise() -> None:
    assert sides_of("", several=True) == Duplex.DuplexLongSide
    assert sides_of("short", several=True) == Duplex.DuplexShortSide
    assert sides_of("none", several=True) == Duplex.DuplexNone
    assert sides_of("short", several=False) == Duplex.DuplexNone


def test_copies_are_as_last_time_unless_they_were_counted_before(tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    prepare(printer, MachineSettings(copies=3), several=True)
    assert printer.copyCount() == 3
    prepare(printer, MachineSettings(copies=3), several=True, counted=True)
    assert printer.copyCount() == 1


@pytest.mark.gui
def test_what_was_chosen_is_kept_on_this_machine_and_a_file_changes_no_printer(
    stage: Stage, tmp_path: Path
) -> None:
    desk = stage.desk
    desk.appearance.choose_printing(printer="Étage 2", duplex="short", copies=1, tray="Lower")
    printer = to_file(tmp_path / "out.pdf")
    printer.setCopyCount(2)
    keep_choices(desk, printer, several=True)
    kept = load(desk.opened.profile.settings)
    assert (kept.printer, kept.duplex, kept.copies, kept.tray) == ("Étage 2", "short", 2, "Lower")
    printer.setCopyCount(5)
    keep_choices(desk, printer, several=False, counted=True)
    assert load(desk.opened.profile.settings).copies == 2


@pytest.mark.gui
def test_nothing_is_written_down_before_a_printer_is_chosen(
    stage: Stage, tmp_path: Path, letter: bytes
) -> None:
    left: list[str] = []
    print_pdf(stage.desk, [letter], "x", parent=stage.window, leaves=lambda: left.append("left"))
    stage.settle()
    dialog = stage.window.findChild(QPrintDialog)
    assert dialog is not None
    dialog.reject()
    assert left == []


@pytest.mark.gui
def test_what_is_refused_is_not_printed(stage: Stage, tmp_path: Path, letter: bytes) -> None:
    path = tmp_path / "out.pdf"

    def print_one(answer: object) -> None:
        print_pdf(stage.desk, [letter], "x", parent=stage.window, leaves=lambda: answer)
        stage.settle()
        dialog = next(d for d in stage.window.findChildren(QPrintDialog) if d.isVisible())
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(path))
        dialog.accepted.emit(dialog.printer())
        dialog.reject()
        stage.settle()

    print_one(None)
    assert not path.exists()
    print_one("left")
    assert len(PdfReader(path).pages) == 1


@pytest.mark.gui
def test_many_pages_are_put_on_paper_beside_the_window(
    stage: Stage, tmp_path: Path, code: bytes
) -> None:
    path = tmp_path / "out.pdf"
    print_pdf(stage.desk, [code] * 3, "x", parent=stage.window)
    stage.settle()
    dialog = next(d for d in stage.window.findChildren(QPrintDialog) if d.isVisible())
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(path))
    dialog.accepted.emit(dialog.printer())
    dialog.reject()
    assert stage.jobs.current is not None
    stage.finish_jobs()
    assert len(PdfReader(path).pages) == 9
    assert ("The pages are at the printer.", "good") in stage.heard
