"""The log of this machine: ids and event names, never what people typed."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def start_log(folder: Path) -> Path:
    """Log to a rotating file of at most four times 500 kB in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "duodesk.log"
    handler = RotatingFileHandler(
        path, maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter(_FORMAT))
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    return path
