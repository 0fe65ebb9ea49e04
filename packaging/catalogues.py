"""The catalogues of translations: python packaging/catalogues.py check|update

`update` reads every text of the program into the template and every language; `check` fails when
that would change
anything, when French or Dutch lack a text, or when a translation's placeholders differ from the
text's.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "duodesk.pot"
LANGUAGES = ("fr", "nl", "de")
COMPLETE = ("fr", "nl")
KEYWORDS = {
    "_": None,
    "N_": None,
    "UserError": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}


def extracted() -> Catalog:
    """Every text of the program, by file."""
    catalogue = Catalog(
        project="Duodesk", charset="utf-8", header_comment="# Texts of Duodesk, GPL-3.0-or-later."
    )
    keywords = {name: places for name, places in KEYWORDS.items() if name != "UserError"}
    found = extract_from_dir(
        str(ROOT / "duodesk"),
        [("**.py", "python")],
        {"**.py": {"encoding": "utf-8"}},
        keywords=keywords,
    )
    for name, _, text, comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        catalogue.add(text, None, [(f"duodesk/{name}", 0)], auto_comments=comments, context=context)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: sorted by text, without line numbers and dates, so that it changes
    with texts only.
    """
    target = io.BytesIO()
    write_po(
        target,
        catalogue,
        width=110,
        sort_output=True,
        omit_header=False,
        include_lineno=False,
        no_location=True,
    )
    lines = target.getvalue().decode().splitlines(keepends=True)
    volatile = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Last-Translator')
    return "".join(line for line in lines if not line.startswith(volatile)).encode()


def updated(language: str, template: Catalog) -> bytes:
    """A language's catalogue brought to the template, translations kept, nothing guessed."""
    path = FOLDER / language / "LC_MESSAGES" / "duodesk.po"
    catalogue = (
        read_po(io.BytesIO(path.read_bytes()), locale=language)
        if path.exists()
        else Catalog(locale=language)
    )
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return written(catalogue)


def update() -> int:
    """Write the template and every language."""
    template = extracted()
    TEMPLATE.write_bytes(written(template))
    for language in LANGUAGES:
        path = FOLDER / language / "LC_MESSAGES" / "duodesk.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(updated(language, template))
    return 0


def check() -> int:
    """Say what is missing; 0 when nothing is."""
    template = extracted()
    faults = (
        []
        if TEMPLATE.exists() and TEMPLATE.read_bytes() == written(template)
        else ["duodesk.pot is out of date"]
    )
    for language in LANGUAGES:
        path = FOLDER / language / "LC_MESSAGES" / "duodesk.po"
        if not path.exists() or path.read_bytes() != updated(language, template):
            faults.append(f"{language}: out of date; run packaging/catalogues.py update")
            continue
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
        faults += [
            f"{language}: {fault}"
            for message in catalogue
            if message.id
            for fault in faulty(message, language)
        ]
    for fault in faults[:40]:
        print(fault)
    print(f"{len(template)} texts, {len(faults)} faults")
    return 1 if faults else 0


def faulty(message: Message, language: str) -> list[str]:
    """What is wrong with one translation."""
    name = message.id if isinstance(message.id, str) else message.id[0]
    texts = [message.string] if isinstance(message.string, str) else list(message.string)
    if not all(texts):
        return [f"not translated: {name!r}"] if language in COMPLETE else []
    if message.fuzzy:
        return [f"fuzzy: {name!r}"]
    return [f"{name!r}: {error}" for error in message.check()]


if __name__ == "__main__":
    sys.exit({"check": check, "update": update}[sys.argv[1]]())
