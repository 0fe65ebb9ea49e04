"""The help names what stands on the screen, and says the same in every language."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import duodesk
from duodesk.base.assets import resource, translations
from duodesk.base.i18n import _, ngettext, speaking

TEXTS = {
    found
    for path in Path(duodesk.__file__).parent.rglob("*.py")
    for line in path.read_text(encoding="utf-8").splitlines()
    for found in re.findall(r'"([^"]+)"', line)
}
TRANSLATED = (translations() / "duodesk.pot").read_text(encoding="utf-8")
FILES = sorted(path.name for path in resource("help", "en").iterdir())
# What the screen says behind a name: how many, or how a column is filled in.
BEHIND = ("", " (%(n)s)", ": %(n)s", " (x)")
# Quotations that are no label: what the screen makes of a count or of a name, or nothing at all
# where somebody's own list is quoted.
NO_LABEL: dict[str, Callable[[], str] | None] = {
    "and 4 more": lambda: ngettext("and %(n)s more", "and %(n)s more", 4),
    "(changed)": lambda: _("%(name)s (changed)", name="").strip(),
    "Signature mentee": None,
}


def text(code: str, file: str) -> str:
    return resource("help", code, file).read_text(encoding="utf-8")


def quoted(line: str) -> list[str]:
    """What a line quotes, without the sign that a button draws as an icon."""
    found = re.findall(r"[“«]([^”»]+)[”»]", re.sub("[\u00a0\u202f]", " ", line))
    return [name.strip().removeprefix("+ ") for name in found]


def labels(name: str) -> list[str]:
    """The texts of the code that a name may stand for."""
    alike = {name, name[0].lower() + name[1:], name[0].upper() + name[1:]}
    return [n + end for n in alike for end in BEHIND if n + end in TEXTS]


def steps(name: str) -> list[str]:
    """A way through a menu, “More, Versions…”, is a label for each step."""
    return [name] if labels(name) or name in NO_LABEL else name.split(", ")


def shown(msgid: str) -> str:
    """What stands on the screen, without what stands behind it."""
    filled = _(msgid, n="") if "%(n)s" in msgid else _(msgid)
    plain = re.sub("[\u00a0\u202f]", " ", filled)
    for end in (" (x)", " ()", " : ", ": "):
        plain = plain.removesuffix(end)
    return plain


def alike(name: str, label: str) -> bool:
    return name[:1].lower() + name[1:] == label[:1].lower() + label[1:]


def differs(english: str, name: str) -> bool:
    """Whether a name in the language spoken now is another than its screen has."""
    if english in NO_LABEL:
        made = NO_LABEL[english]
        return made is not None and name != made()
    # What no translator has seen yet is found by the check of catalogues.
    found = [label for label in labels(english) if f'"{label}"' in TRANSLATED]
    return bool(found) and not any(alike(name, shown(label)) for label in found)


@pytest.mark.parametrize("file", FILES)
def test_everything_named_stands_on_the_screen(file: str) -> None:
    names = [step for name in quoted(text("en", file)) for step in steps(name)]
    assert [name for name in names if name not in NO_LABEL and not labels(name)] == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_other_languages_name_the_same_as_their_screens(code: str, file: str) -> None:
    lines = zip(text("en", file).splitlines(), text(code, file).splitlines(), strict=True)
    wrong = []
    for english, line in lines:
        wanted = [step for name in quoted(english) for step in steps(name)]
        ways = zip(quoted(english), quoted(line), strict=False)
        names = [part for way, name in ways for part in name.split(", ", len(steps(way)) - 1)]
        with speaking(code):
            if len(wanted) != len(names) or any(map(differs, wanted, names)):
                wrong.append(f"{names} for {wanted}")
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_every_language_has_the_same_paragraphs(code: str, file: str) -> None:
    def shape(of: str) -> list[str]:
        lines = text(of, file).splitlines()
        return [line[:1] if line[:1] in "#-" else "text" for line in lines]

    assert shape(code) == shape("en")


def test_dutch_says_je() -> None:
    """As the screens do."""
    formal = [
        line
        for file in FILES
        for line in text("nl", file).splitlines()
        if re.search(r"\b([Uu]|[Uu]we?)\b", line)
    ]
    assert formal == []


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", ["fr", "nl"])
def test_apostrophes_are_printed_ones(code: str, file: str) -> None:
    assert [line for line in text(code, file).splitlines() if "'" in line] == []
