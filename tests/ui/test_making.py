"""Making exchange files beside the window; a file that was saved nowhere went out to nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from typing_extensions import override

from duodesk.base.clock import FixedClock
from duodesk.exchange.overview import LaptopRow, LogRow, overview
from duodesk.tour.stage import Answers, Stage
from duodesk.ui.ask import WindowAsk
from duodesk.ui.exchange.page import ExchangePage
from tests.exchange.desks import Laptop
from tests.ui.laptops import antwerp, home

__all__ = ["antwerp", "home"]

pytestmark = pytest.mark.gui


class Undecided(Answers):
    """Is asked where to save, and closes the question."""

    @override
    def save(
        self,
        _title: str,
        name: str,
        content: bytes,
        then: Callable[[Path], object] | None = None,
        _otherwise: Callable[[], object] | None = None,
    ) -> None:
        self.told.append(name)
        if _otherwise is not None:
            _otherwise()


@pytest.fixture
def page(stage: Stage) -> ExchangePage:
    shown = stage.page("exchange")
    assert isinstance(shown, ExchangePage)
    return shown


def seen(stage: Stage) -> tuple[tuple[LaptopRow, ...], tuple[LogRow, ...]]:
    told = overview(stage.desk.store)
    return told.laptops, told.log


def test_a_file_that_was_saved_nowhere_went_out_to_nobody(
    stage: Stage, antwerp: Laptop, page: ExchangePage, clock: FixedClock
) -> None:
    clock.advance(timedelta(days=1))
    page.making.file()
    stage.finish_jobs()
    before = seen(stage)
    stage.desk.ask = Undecided(stage.answers.place)
    clock.advance(timedelta(days=1))
    for make in (page.making.file, page.making.everything, page.making.request, page.making.draft):
        make()
        stage.finish_jobs()
        assert seen(stage) == before
    assert len(stage.desk.ask.told) == 4
    assert {row.sent_at for row in page.laptops.table.rows_model.rows()} == {before[0][0].sent_at}


def test_the_question_where_to_save_tells_that_it_was_closed_or_could_not_write(
    stage: Stage,
) -> None:
    told: list[str] = []
    ask = WindowAsk(stage.window)
    for place in ("", str(stage.answers.place / "not there" / "file.duo")):
        ask.save("Save", "x.duo", b"x", lambda _path: told.append("saved"),
                 lambda: told.append("nowhere"))  # fmt: skip
        dialog = stage.window.findChildren(QDialog)[-1]
        if place:
            dialog.fileSelected.emit(place)  # type: ignore[attr-defined]
        else:
            dialog.reject()
        stage.settle()
    assert told == ["nowhere", "nowhere"]


def test_files_are_made_beside_the_window_one_at_a_time(
    stage: Stage, antwerp: Laptop, page: ExchangePage
) -> None:
    with stage.desk.store.local():  # the worker waits for this one
        page.making.file()
        page.making.everything()
        assert stage.jobs.current is not None
        assert stage.heard[-1] == ("A file is being made already.", "info")
        assert stage.answers.files == []
        stage.page("people")
    stage.finish_jobs()
    assert len(stage.answers.files) == 1
    page.making.everything()
    stage.jobs.cancel_all()
    stage.finish_jobs()
    assert len(stage.answers.files) == 1
    page.making.everything()
    stage.finish_jobs()
    assert len(stage.answers.files) == 2
