"""Commands that begin something larger: the window, the tour."""

from __future__ import annotations

import argparse
import os


def window(arguments: argparse.Namespace) -> int:
    """The window on the profile's desk, or on a throw-away demonstration; with files to show."""
    from duodesk.app import main

    return main(arguments.profile, demo=arguments.demo, files=getattr(arguments, "files", ()))


def tour(arguments: argparse.Namespace) -> int:
    """The programme lived through with no screen, also where there is one."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from duodesk.tour.tour import live

    return live(arguments.folder, scale=arguments.scale, as_json=arguments.json)
