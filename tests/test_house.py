"""The habits of this house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "duodesk").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
# The only modules that may do what all others must not; each is a choke point with tests of its
# own.
DOORS = {
    "QLabel(": {"duodesk/ui/widgets/text.py"},
    "setToolTip(": {"duodesk/ui/widgets/text.py"},
    "QTextBrowser(": set(),
    "QMessageBox": {"duodesk/ui/ask.py"},
    "QFileDialog": {"duodesk/ui/ask.py"},
    "Paragraph(": {"duodesk/paper/text.py"},
    "import xlsxwriter": {"duodesk/paper/cells.py"},
    "MATCH :": {"duodesk/store/search.py"},
}
FORBIDDEN = ("pickle", "shelve", "marshal", "yaml")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in paths:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def test_no_file_function_or_class_is_too_long() -> None:
    long = [f"{name(p)}: {n} lines" for p in CODE if (n := len(p.read_text().splitlines())) > 400]
    for path, tree in trees(CODE):
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 50:
                long.append(f"{name(path)}:{node.lineno} {node.name}")
            if isinstance(node, ast.ClassDef):
                own = [n for n in node.body if isinstance(n, ast.FunctionDef) and not _overrides(n)]
                if len(own) > 20:
                    long.append(f"{name(path)}:{node.lineno} {node.name}: {len(own)} methods")
    assert long == []


def _overrides(function: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "override" for d in function.decorator_list)


def test_every_module_says_what_it_is() -> None:
    assert [name(p) for p, tree in trees(CODE) if not ast.get_docstring(tree)] == []


def test_the_model_uses_nothing_that_slips_past_the_journal() -> None:
    found = [
        f"{name(p)}: {word}"
        for p in CODE
        if name(p).startswith("duodesk/model/")
        for word in ("secondary=", "ondelete=", "server_default=")
        if word in p.read_text()
    ]
    assert found == []


@pytest.mark.parametrize("door", DOORS)
def test_only_its_door_does_it(door: str) -> None:
    pattern = re.compile(rf"(?<![\w.]){re.escape(door)}" if door[0] in "QP" else re.escape(door))
    users = {name(p) for p in CODE if any(pattern.search(line) for line in _code_lines(p))}
    assert users <= DOORS[door]


def _code_lines(path: Path) -> list[str]:
    return [
        line.split("  # ")[0]
        for line in path.read_text().splitlines()
        if not line.strip().startswith("#")
    ]


def test_nothing_runs_what_it_reads() -> None:
    found = []
    for path, tree in trees(CODE):
        for node in ast.walk(tree):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                names += [node.func.id] if node.func.id in {"eval", "exec", "__import__"} else []
            found += [
                f"{name(path)}: {n}"
                for n in names
                if n in (*FORBIDDEN, "eval", "exec", "__import__")
            ]
    assert found == []


def test_a_user_error_can_be_translated() -> None:
    found = []
    for path, tree in trees(CODE):
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "UserError"
                and node.args
            ):
                first = node.args[0]
                marked = isinstance(first, ast.Call) and getattr(first.func, "id", "") == "N_"
                if not marked and isinstance(first, ast.Constant):
                    found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_no_test_waits_for_time() -> None:
    waits = re.compile(r"qtbot\.wait\(|time\.sleep\(")
    assert [
        name(p) for p in TESTS if p.name != "test_house.py" and waits.search(p.read_text())
    ] == []


def test_packaging_shadows_no_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


def test_no_file_names_a_registry_or_a_machine() -> None:
    told = re.compile(
        "|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm", "/wor" + "k/"))
    )
    kinds = {".py", ".md", ".txt", ".toml", ".in", ".csv", ".cfg", ".po", ".pot", ".sql"}
    folders = ("duodesk", "tests", "packaging", "resources", "translations")
    files = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in kinds]
    assert [
        name(p) for p in files if told.search(p.read_text(encoding="utf-8", errors="replace"))
    ] == []
