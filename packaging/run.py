"""Start Duodesk from a checkout: python3 packaging/run.py [ARGUMENTS OF duodesk]

With no screen and no arguments it runs the tour and says where its pictures and files are.
"""

from __future__ import annotations

import os
import subprocess
import sys

from setting_up import PYTHON, ROOT, environment, say, set_up


def main() -> int:
    """Set up, then hand over."""
    set_up("run")
    arguments = sys.argv[1:]
    if not arguments and not has_screen():
        place = ROOT / "tour-output"
        say(f"No screen here: living through the tour instead. Pictures and files: {place}")
        arguments = ["tour", str(place)]
    return subprocess.call([str(PYTHON), "-m", "duodesk", *arguments], cwd=ROOT, env=environment())


def has_screen() -> bool:
    """Windows and macOS always have one; elsewhere a display server must be named."""
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


if __name__ == "__main__":
    sys.exit(main())
