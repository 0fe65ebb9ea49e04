"""Commands that begin something larger: the window, the tour."""

from __future__ import annotations

import argparse


def window(arguments: argparse.Namespace) -> int:
    """The window on the profile's desk, or on a throw-away demonstration."""
    from duodesk.app import main

    return main(arguments.profile, demo=arguments.demo)


def tour(arguments: argparse.Namespace) -> int:
    """The programme lived through with no screen."""
    from duodesk.tour.tour import live

    return live(arguments.folder, scale=arguments.scale, as_json=arguments.json)
