"""The reading of a long list can be stopped at any moment, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from duodesk.base.progress import Cancelled
from duodesk.lists import kinds
from duodesk.lists.read import open_file
from duodesk.store import dump
from duodesk.store.store import Store
from tests.lists.messy import write_ods

ROWS = [["Nom", "Prénom", "E-mail"], *(["Diallo", f"A{n}", f"{n}@x.be"] for n in range(4_500))]


class Impatient:
    """Stops at a given step."""

    def __init__(self, patience: int) -> None:
        self._patience = patience

    def step(self, done: int, total: int, text: str = "") -> None:
        self._patience -= 1
        if self._patience < 0:
            raise Cancelled


def _xlsx(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def _ods(path: Path) -> None:
    write_ods(path, {"Liste": ROWS})


def _csv(path: Path) -> None:
    path.write_text("\n".join(";".join(row) for row in ROWS), "utf-8")


def _held(path: Path) -> list[str]:
    """What this process still holds open of a file; only Linux tells."""
    own = Path("/proc/self/fd")
    if not own.exists():
        return []
    held = (str(one.resolve()) for one in own.iterdir())
    return [name for name in held if name == str(path.resolve())]


@pytest.mark.parametrize("write", [_xlsx, _ods, _csv])
@pytest.mark.parametrize("patience", [0, 1])
def test_a_long_file_stopped_while_it_is_read_is_let_go_of(
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    write: Callable[[Path], None],
    patience: int,
) -> None:
    path = tmp_path / f"liste.{write.__name__.strip('_')}"
    write(path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with pytest.raises(Cancelled):
        open_file(path, Impatient(patience))
    assert _held(path) == []
    assert list(scratch.iterdir()) == []
    assert len(kinds.draft(store, open_file(path)).sheet.rows) == 4_500
    path.rename(tmp_path / "elsewhere")


def test_a_check_that_is_stopped_leaves_the_desk_as_it_was_and_free(
    store: Store, tmp_path: Path
) -> None:
    _csv(tmp_path / "liste.csv")
    draft = kinds.draft(store, open_file(tmp_path / "liste.csv"), kind="mentee")
    with store.engine.connect() as connection:
        before = dump.state(connection)
    with pytest.raises(Cancelled):
        kinds.dry_run(store, draft, progress=Impatient(5))
    with store.engine.connect() as connection:
        assert dump.state(connection) == before
    assert len(kinds.dry_run(store, draft).rows) == 4_500
