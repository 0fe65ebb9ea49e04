"""The catalogues of translations: python packaging/catalogues.py check|update

`update` reads every text of the program into the template and every language. `check` fails when
that would change anything, when French or Dutch lack a text, when the placeholders of a translation
differ from those of the text, where an apostrophe is that of a typewriter, or where a line could
begin with a French colon.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
TEMPLATE = FOLDER / "duodesk.pot"
LANGUAGES = ("fr", "nl", "de")
COMPLETE = ("fr", "nl")
# Packages whose texts are printed: these every language has, also one that no screen speaks.
PRINTED = ("documents", "paper")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
# Lines of the header that change with every run or say nothing.
VOLATILE = (
    '"POT-Creation-Date',
    '"PO-Revision-Date',
    '"Generated-By',
    '"Last-Translator',
    '"Report-Msgid-Bugs-To',
    '"Language-Team',
)
HEADER = "# Texts of Duodesk, GPL-3.0-or-later."
# Before these and within « » a French line is never broken: the space is U+00A0.
LOOSE = {"fr": re.compile(r"\S (?:[:;?!»]|%%)|« ")}
PLACEHOLDER = re.compile(r"%\((\w+)\)")


def extracted(folder: str = "") -> Catalog:
    """Every text of the program, or of one of its packages."""
    catalogue = Catalog(project="Duodesk", charset="utf-8", header_comment=HEADER, fuzzy=False)
    with (FOLDER / "babel.cfg").open(encoding="utf-8") as source:
        methods, options = parse_mapping_cfg(source)  # type: ignore[no-untyped-call]
    found = extract_from_dir(str(ROOT / "duodesk" / folder), methods, options, keywords=KEYWORDS)
    for _name, _line, text, comments, context in sorted(found, key=lambda item: item[:2]):
        catalogue.add(text, auto_comments=comments, context=context)
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue as it is kept: sorted by text, and changing with the texts only."""
    target = io.BytesIO()
    write_po(target, catalogue, width=110, sort_output=True, no_location=True)
    lines = target.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(VOLATILE)).encode()


def path_of(language: str) -> Path:
    """Where the translations into a language are kept."""
    return FOLDER / language / "LC_MESSAGES" / "duodesk.po"


def kept(language: str) -> Catalog:
    """The translations as they stand; empty for a new language."""
    path = path_of(language)
    if not path.exists():
        return Catalog(locale=language)
    return read_po(io.BytesIO(path.read_bytes()), locale=language)


def updated(language: str, template: Catalog) -> bytes:
    """A language's catalogue brought to the template, translations kept, nothing guessed."""
    catalogue = kept(language)
    catalogue.header_comment, catalogue.fuzzy = HEADER, False
    catalogue.project, catalogue.version = "Duodesk", "VERSION"
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.obsolete.clear()
    return written(catalogue)


def update() -> int:
    """Write the template and every language."""
    template = extracted()
    TEMPLATE.write_bytes(written(template))
    for language in LANGUAGES:
        path_of(language).parent.mkdir(parents=True, exist_ok=True)
        path_of(language).write_bytes(updated(language, template))
    return 0


def check() -> int:
    """Say what is wrong; 0 when nothing is."""
    template = extracted()
    found = [] if TEMPLATE.exists() and TEMPLATE.read_bytes() == written(template) else ["template"]
    for language in LANGUAGES:
        path = path_of(language)
        if not path.exists() or path.read_bytes() != updated(language, template):
            found.append(language)
    faults = [f"{name}: out of date; run packaging/catalogues.py update" for name in found]
    printed = {message.id for folder in PRINTED for message in extracted(folder)}
    for language in LANGUAGES:
        for message in kept(language):
            needed = language in COMPLETE or message.id in printed
            here = faults_of(message, LOOSE.get(language), needed=needed)
            faults += [f"{language}: {fault}" for fault in here]
    for fault in faults[:40]:
        print(fault)
    print(f"{len(template)} texts, {len(faults)} faults")
    return 1 if faults else 0


def faults_of(message: Message, loose: re.Pattern[str] | None, *, needed: bool) -> list[str]:
    """What is wrong with one translation, `loose` being the spaces that its language does not
    break a line at; the header is no text.
    """
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not sources[0]:
        return []
    if message.fuzzy:
        return [f"to be looked at again: {sources[0]!r}"]
    if not all(texts):
        return [f"not translated: {sources[0]!r}"] if needed or any(texts) else []
    faults = [f"other placeholders: {text!r}" for text in texts if not _fits(text, sources)]
    faults += [f"’ for the apostrophe: {text!r}" for text in texts if "'" in text]
    return faults + [
        f"U+00A0 for a space: {text!r}" for text in texts if loose and loose.search(text)
    ]


def _fits(text: str, sources: list[str]) -> bool:
    """Whether a translation fills the places of its text and no other.

    For a count, each form may or may not name the number, as "one duo" does.
    """
    own = set(PLACEHOLDER.findall(text))
    allowed = {name for source in sources for name in PLACEHOLDER.findall(source)}
    needed = set.intersection(*(set(PLACEHOLDER.findall(source)) for source in sources))
    if len(sources) > 1:
        needed -= {"n"}
    # A bare % would break the filling; a %% is a percent sign.
    bare = re.search(r"%(?!\(\w+\)s|%)", text.replace("%%", "")) if allowed else None
    return needed <= own <= allowed and bare is None


if __name__ == "__main__":
    commands = {"check": check, "update": update}
    if sys.argv[1:] not in (["check"], ["update"]):
        sys.exit("Usage: python packaging/catalogues.py check|update")
    sys.exit(commands[sys.argv[1]]())
