"""Files are written whole or not at all, and a bad place is one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_path, atomic_write


def test_a_failed_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    atomic_write(path, b"before")
    with pytest.raises(RuntimeError), atomic_path(path) as part:
        part.write_bytes(b"half")
        raise RuntimeError
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_below_a_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError, match="could not be written"):
        atomic_write(tmp_path / "file" / "list.xlsx", b"x")
