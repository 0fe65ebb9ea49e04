"""What is shipped, pinned and told about a release."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import duodesk

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(file: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", (PACKAGING / file).read_text(), re.MULTILINE)
    return {plain(name): version for name, version in found}


def wanted(file: str) -> set[str]:
    lines = (PACKAGING / file).read_text().splitlines()
    return {plain(re.split(r"[=<>~;\s]", line)[0]) for line in lines if line[:1] not in "#-"}


def test_the_changelog_tells_of_this_version_first_and_newest_first() -> None:
    text = (PACKAGING / "CHANGELOG.md").read_text(encoding="utf-8")
    titles = re.findall(r"^## (.+)$", text, re.MULTILINE)
    shape = r"\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2}|unreleased)"
    released = [re.fullmatch(shape, title) for title in titles if title != "[Unreleased]"]
    assert all(released), titles
    versions = [tuple(map(int, match[1].split("."))) for match in released if match]
    assert versions == sorted(set(versions), reverse=True)
    assert ".".join(map(str, versions[0])) == duodesk.__version__
    kinds = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= kinds


def test_what_the_project_declares_is_what_is_pinned() -> None:
    declared = {plain(re.split(r"[=<>]", d)[0]) for d in PROJECT["project"]["dependencies"]}
    assert declared == wanted("requirements.in")
    assert declared <= set(pinned("requirements.txt"))
    assert wanted("requirements-test.in") <= set(pinned("requirements-test.txt"))


def test_tests_run_with_the_very_versions_that_people_get() -> None:
    assert pinned("requirements.txt").items() <= pinned("requirements-test.txt").items()


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-test.txt"])
def test_every_dependency_is_pinned_with_hashes_and_from_nowhere_in_particular(file: str) -> None:
    text = (PACKAGING / file).read_text()
    blocks = [block for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if block.strip()]
    bare = [b.splitlines()[0] for b in blocks if "--hash=sha256:" not in b or "==" not in b]
    assert bare == []
    assert "://" not in text
    assert "--index" not in text


def test_every_debian_package_says_what_needs_it() -> None:
    lines = [line for line in (PACKAGING / "debian.txt").read_text().splitlines() if line]
    told = [line for line in lines if not line.startswith("#")]
    assert told
    assert [line for line in told if not re.fullmatch(r"[a-z0-9.+-]+ (run|test)", line)] == []
    assert len(set(told)) == len(told)


def test_the_wheel_carries_the_code_the_resources_and_the_translations(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = tmp_path.glob("duodesk-*.whl")
    assert wheel.name.startswith(f"duodesk-{duodesk.__version__}-")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        points = archive.read(next(n for n in names if n.endswith("entry_points.txt"))).decode()
    shipped = {
        f"duodesk/_data/{path.relative_to(ROOT).as_posix()}"
        for folder in ("resources", "translations")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    assert shipped
    assert shipped - names == set()
    assert {p.relative_to(ROOT).as_posix() for p in (ROOT / "duodesk").rglob("*.sql")} <= names
    assert "duodesk = duodesk.__main__:main" in points


def test_set_up_scripts_need_nothing_but_python() -> None:
    for script in ("run.py", "test.py", "setting_up.py"):
        text = (PACKAGING / script).read_text(encoding="utf-8")
        modules = set(re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE))
        assert modules <= {*sys.stdlib_module_names, "setting_up"}, script
