"""What starting costs, and what the binding must not do."""

from __future__ import annotations

import subprocess
import sys

SLOW = (
    "reportlab",
    "openpyxl",
    "xlsxwriter",
    "numpy",
    "scipy",
    "pyuca",
    "keyring",
    "argon2",
    "alembic",
)


def imported_by(statement: str) -> set[str]:
    code = f"import sys; {statement}; print(' '.join(m.split('.')[0] for m in sys.modules))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(told.stdout.split())


def test_the_command_line_imports_neither_qt_nor_anything_slow() -> None:
    assert imported_by("import duodesk.cli.main") & {*SLOW, "PySide6"} == set()


def test_none_survives_calls_that_return_nothing() -> None:
    """PySide6 6.12.0 on Python 3.11 loses a reference to None in each such call and aborts after
    some thousands.
    """
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'\n"
        "from PySide6.QtWidgets import QApplication, QWidget\n"
        "app = QApplication([]); w = QWidget(); before = sys.getrefcount(None)\n"
        "for n in range(50_000): w.setObjectName('x')\n"
        "sys.exit(before - sys.getrefcount(None) > 1000)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_first_screen_imports_nothing_slow() -> None:
    code = (
        "import os, sys; os.environ['QT_QPA_PLATFORM'] = 'offscreen'; "
        "import duodesk.app, duodesk.ui.people.page"
    )
    assert imported_by(code) & {*SLOW, "duodesk.lists.write"} == set()
