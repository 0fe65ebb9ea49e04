"""Where the files that ship with the program lie: in a wheel, an editable install, a checkout or a
bundle.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds `resources/` and `translations/`."""
    package = Path(__file__).resolve().parent.parent
    frozen = Path(getattr(sys, "_MEIPASS", package))
    for place in (package / "_data", frozen / "_data", package.parent):
        if (place / "resources").is_dir():
            return place
    message = "resources are missing from this installation"
    raise FileNotFoundError(message)


def resource(*parts: str) -> Path:
    """A file or folder under `resources/`."""
    return root().joinpath("resources", *parts)


def translations() -> Path:
    """The folder of the catalogues."""
    return root() / "translations"
