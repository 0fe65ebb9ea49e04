"""Where the program begins."""

from __future__ import annotations

import sys


def main() -> int:
    """The window, or a command; returns the exit code."""
    from duodesk.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
