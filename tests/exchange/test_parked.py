"""Files kept beside the desk do not fill the disk."""

from __future__ import annotations

import os
from pathlib import Path

from duodesk.exchange import parked


def test_the_oldest_of_very_many_kept_files_go(tmp_path: Path) -> None:
    for n in range(parked.MOST + 5):
        place = parked.keep(tmp_path, b"%d" % n)
        os.utime(place, (n, n))
    kept = {path.read_bytes() for path in tmp_path.iterdir()}
    assert kept == {b"%d" % n for n in range(5, parked.MOST + 5)}
    parked.keep(tmp_path, b"104")  # known already
    assert len(list(tmp_path.iterdir())) == parked.MOST
