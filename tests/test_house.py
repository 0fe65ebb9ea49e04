"""The habits of this house that no linter knows."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6 import QtCore, QtGui, QtWidgets

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted((ROOT / "duodesk").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
ALL = [*CODE, *TESTS, *sorted((ROOT / "packaging").rglob("*.py"))]
# What may only be used in one place, because a slip elsewhere would show or run what a person
# typed; a place that ends in "/" is a folder.
TEXT, ASK, PAPER = "duodesk/ui/widgets/text.py", "duodesk/ui/ask.py", "duodesk/paper/"
DOORS = {
    "QLabel": TEXT,
    "setToolTip": TEXT,
    "QTextBrowser": TEXT,
    "setHtml": "duodesk/ui/clipboard.py",  # cells for other programs, escaped; nothing is shown
    "insertHtml": TEXT,
    "setMarkdown": TEXT,
    "QMessageBox": ASK,
    "QFileDialog": ASK,
    "QInputDialog": ASK,
    "Paragraph": PAPER,
    "xlsxwriter": "duodesk/paper/cells.py",
    "Workbook": "duodesk/paper/cells.py",
}
# Naming a class is harmless where a type is meant: isinstance, findChild, an annotation.
MAY_BE_NAMED = {"QLabel", "Workbook"}
RUNS_WHAT_IT_READS = {
    "pickle", "shelve", "marshal", "yaml", "dill", "jsonpickle", "eval", "exec", "compile",
    "__import__",
}  # fmt: skip
MEASURES = {"file": 400, "function": 50, "class": 20}


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def by_kind(path: Path) -> dict[type[ast.AST], list[ast.AST]]:
    """All parts of a file, walked through once for all tests."""
    found = defaultdict(list)
    for node in ast.walk(tree(path)):
        found[type(node)].append(node)
    return found


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    found = by_kind(path)
    return (node for kind in kinds for node in found.get(kind, ()))


def called(call: ast.Call) -> str:
    """The last word of what is called: `b` for `a.b(…)` and for `b(…)`."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_file_function_or_class_is_too_long() -> None:
    long = [f"{name(p)}: {n} lines" for p in ALL if (n := _lines(p)) > MEASURES["file"]]
    for path in ALL:
        long += [
            f"{name(path)}:{node.lineno} {node.name}"
            for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
            if node.end_lineno - node.lineno >= MEASURES["function"]
        ]
        for node in nodes(path, ast.ClassDef):
            own = [n for n in node.body if isinstance(n, ast.FunctionDef) and not _overrides(n)]
            if len(own) > MEASURES["class"]:
                long.append(f"{name(path)}:{node.lineno} {node.name}: {len(own)} methods")
    assert long == []


def _lines(path: Path) -> int:
    return len(text(path).splitlines())


def _overrides(function: ast.FunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "override" for d in function.decorator_list)


def test_every_module_says_what_it_is() -> None:
    assert [name(p) for p in CODE if not ast.get_docstring(tree(p))] == []


def test_every_folder_of_code_is_a_package() -> None:
    assert {p.parent for p in CODE} == {p.parent for p in CODE if p.name == "__init__.py"}


def test_the_model_uses_nothing_that_slips_past_the_journal() -> None:
    slips = {"secondary", "ondelete", "onupdate", "server_default", "server_onupdate"}
    found = [
        f"{name(p)}:{node.value.lineno} {node.arg}"
        for p in CODE
        if name(p).startswith("duodesk/model/")
        for node in nodes(p, ast.keyword)
        if node.arg in slips
    ]
    assert found == []


def test_a_migration_is_frozen_and_knows_no_model_of_today() -> None:
    migrations = [p for p in (ROOT / "duodesk/store/migrations").iterdir() if p.is_file()]
    assert migrations
    assert [p.name for p in migrations if not re.fullmatch(r"\d{4}_\w+\.sql", p.name)] == []


@pytest.mark.parametrize("door", DOORS)
def test_only_its_door_does_it(door: str) -> None:
    naming = [p for p in CODE if door in text(p)]
    users = {name(p): lines for p in naming if (lines := sorted(_uses(p, door)))}
    place = DOORS[door]
    assert {
        user: lines
        for user, lines in users.items()
        if not (user.startswith(place) if place.endswith("/") else user == place)
    } == {}


def _uses(path: Path, word: str) -> Iterator[int]:
    """The lines that call `word`, inherit it, or, unless it may be named, import or mention it."""
    alike = {word}
    for node in nodes(path, ast.Import, ast.ImportFrom):
        alike |= {a.asname for a in node.names if a.asname and a.name.split(".")[-1] == word}
        paths = [getattr(node, "module", None) or "", *(a.name for a in node.names)]
        if word not in MAY_BE_NAMED and any(word in path.split(".") for path in paths):
            yield node.lineno
    for node in nodes(path, ast.Call, ast.ClassDef, ast.Attribute):
        if alike & _used(node, mentions=word not in MAY_BE_NAMED):
            yield node.lineno


def _used(node: ast.AST, *, mentions: bool) -> set[str]:
    if isinstance(node, ast.Call):
        return {called(node)}
    if isinstance(node, ast.ClassDef):
        return {b.attr if isinstance(b, ast.Attribute) else b.id for b in _bases(node)}
    return {node.attr} if mentions and isinstance(node, ast.Attribute) else set()


def _bases(node: ast.ClassDef) -> Iterator[ast.Attribute | ast.Name]:
    return (base for base in node.bases if isinstance(base, ast.Attribute | ast.Name))


def test_nothing_runs_what_it_reads() -> None:
    found = []
    for path in CODE:
        for node in nodes(path, ast.Import, ast.ImportFrom, ast.Call):
            if isinstance(node, ast.Import):
                words = {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                words = {(node.module or "").split(".")[0]}
            else:  # re.compile and its like are other things
                words = {node.func.id} if isinstance(node.func, ast.Name) else set()
            found += [f"{name(path)}:{node.lineno} {word}" for word in words & RUNS_WHAT_IT_READS]
    assert found == []


def test_a_user_error_can_be_translated() -> None:
    found = []
    for path in CODE:
        for node in nodes(path, ast.Call):
            first = node.args[0] if node.args else None
            if called(node) == "UserError" and isinstance(first, ast.Constant | ast.JoinedStr):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_no_text_hides_in_an_f_string() -> None:
    """The catalogues are made from the code, and nothing within an f-string is seen by that."""
    found = [
        f"{name(path)}:{call.lineno}"
        for path in CODE
        for node in nodes(path, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and called(call) in {"_", "N_", "ngettext", "pgettext"}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []


def test_no_attribute_of_a_widget_hides_a_method_of_qt() -> None:
    """`self.size = 3` on a widget breaks Qt far from that line (seen in MusicBrainz Picard)."""
    found = [
        (path, node)
        for path in CODE
        if name(path).startswith("duodesk/ui/")
        for node in nodes(path, ast.ClassDef)
    ]
    classes = {node.name: node for _path, node in found}
    hidden = [
        f"{name(path)}:{line} {word}"
        for path, node in found
        for line, word in _attributes(node)
        if any(callable(getattr(root, word, None)) for root in _qt_roots(node, classes))
    ]
    assert hidden == []


def _attributes(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for part in ast.walk(node):
        targets = part.targets if isinstance(part, ast.Assign) else [getattr(part, "target", None)]
        for target in targets:
            if isinstance(target, ast.Attribute) and getattr(target.value, "id", "") == "self":
                yield target.lineno, target.attr
            elif isinstance(target, ast.Name) and part in node.body:
                yield target.lineno, target.id


def _qt_roots(
    node: ast.ClassDef,
    classes: dict[str, ast.ClassDef],
    seen: frozenset[str] = frozenset(),
) -> Iterator[type]:
    for base in _bases(node):
        word = base.attr if isinstance(base, ast.Attribute) else base.id
        if word in classes and word not in seen:
            yield from _qt_roots(classes[word], classes, seen | {word})
        for module in (QtWidgets, QtGui, QtCore):
            if isinstance(root := getattr(module, word, None), type):
                yield root


def test_no_test_waits_for_time() -> None:
    found = []
    for path in TESTS:
        for node in nodes(path, ast.Call):
            owner = getattr(getattr(node.func, "value", None), "id", "")
            if called(node) == "sleep" or (called(node) == "wait" and owner == "qtbot"):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_packaging_shadows_no_library() -> None:
    assert not (ROOT / "packaging" / "__init__.py").exists()


KINDS = {
    ".py", ".md", ".txt", ".toml", ".in", ".csv", ".cfg", ".po", ".pot", ".sql", ".json", ".mjs",
}  # fmt: skip
FOLDERS = ("duodesk", "tests", "packaging", "resources", "translations", ".ci")


def texts() -> Iterator[tuple[Path, str]]:
    """Everything written here that people read."""
    files = [p for folder in FOLDERS for p in (ROOT / folder).rglob("*") if p.suffix in KINDS]
    for path in (*files, *(p for p in ROOT.glob("*") if p.suffix in KINDS)):
        yield path, path.read_text(encoding="utf-8", errors="replace")


def test_no_file_names_a_registry_or_a_machine() -> None:
    told = re.compile(
        r"pypi[.]org|python[h]osted|registry[.][n]pm|deb[.][d]ebian|/(wor[k]|far[m]|roo[t]|hom[e])/"
    )
    assert [name(path) for path, content in texts() if told.search(content)] == []


def test_no_file_names_a_document_that_is_not_here() -> None:
    """A reason stands where it is needed; whoever has this folder has all there is to read."""
    # What follows a quotation mark at once is a file that code opens.
    named = re.compile(r"""(?<!["\w./-])[\w./-]*\w[.]md\b""")
    here = {name(p) for folder in FOLDERS for p in (ROOT / folder).rglob("*.md")}
    here |= {p.name for p in ROOT.glob("*.md")}
    found = [
        f"{name(path)}: {word}"
        for path, content in texts()
        for word in (named.findall(content) if ".md" in content else ())
        if word not in here and name(path.parent / word) not in here
    ]
    assert found == []
