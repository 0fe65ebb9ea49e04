"""Whether the text of a paper can be printed, what is odd about it, and how it looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import LANGUAGES, N_, Message, language_name, speaking
from duodesk.documents.catalog import DocumentKind
from duodesk.documents.draw import Paper
from duodesk.documents.wording import shipped
from duodesk.documents.words import place_title
from duodesk.paper import template
from duodesk.paper.layout import Grid

# The most letters of a text; the longest that comes with the program has a sixth of it.
MOST = 60_000
_MARKS = ("signatures", "table", "receipt")


def problems(kind: DocumentKind, words: str) -> list[Message]:
    """What hinders a text from being printed, a sentence each; none for a good one."""
    if not words.strip():
        return [Message(N_("the text is empty"))]
    try:
        read = template.parse(words, kind.fields, name=kind.title)
    except UserError as error:
        return [error.message]
    found: list[Message] = []
    if not read.blocks or read.blocks[0].kind != "title":
        found.append(Message(N_("the first line must be the title: # and a space before it")))
    wanted = _marks(shipped(kind, LANGUAGES[0]).read(kind))
    has = _marks(read)
    told = N_("a line [%(mark)s] must stand in it %(n)s times, and it does %(has)s times")
    return found + [
        Message(told, {"mark": mark, "n": wanted[mark], "has": has[mark]})
        for mark in _MARKS
        if has[mark] != wanted[mark]
    ]


def remarks(kind: DocumentKind, texts: Mapping[str, str], language: str) -> list[Message]:
    """What is odd about a text, and hinders nothing: places that the other languages name and this
    one does not, and another number of pieces.
    """
    if problems(kind, texts.get(language, "")):
        return []
    own = _read(kind, texts[language])
    others = {
        code: _read(kind, words)
        for code, words in texts.items()
        if code != language and not problems(kind, words)
    }
    found: list[Message] = []
    for code, other in others.items():
        if len(other.blocks) != len(own.blocks):
            found.append(
                Message(
                    N_("%(n)s pieces here, %(other)s in %(language)s"),
                    {
                        "n": len(own.blocks),
                        "other": len(other.blocks),
                        "language": language_name(code),
                    },
                )
            )
    return found


def missing_places(kind: DocumentKind, texts: Mapping[str, str], language: str) -> tuple[str, ...]:
    """The places that the text of another language names, and this one does not."""
    sound = {code: words for code, words in texts.items() if not problems(kind, words)}
    if language not in sound:
        return ()
    named = {name for words in sound.values() for name in _read(kind, words).fields}
    return tuple(sorted(named - _read(kind, sound[language]).fields))


def sample(kind: DocumentKind, language: str, words: str, *, number: str) -> Paper:
    """A paper of a text that is being written, its places named where values will stand. Raises
    `UserError` for a place that a paper of this kind has not.
    """
    wording = replace(shipped(kind, language), text=words, label=number)
    wording.read(kind)
    with speaking(language):
        values = {name: f"[{place_title(name)}]" for name in kind.fields}
    table = Grid(("…", "…"), (0.6, 0.4), (("…", "…"),) * 2)
    return Paper(kind, language, values, wording, table=table)


def read_file(path: Path) -> str:
    """The text in a file; raises `UserError` for one that is none."""
    try:
        content = path.read_bytes()[: 4 * MOST + 1]
    except OSError as error:
        raise UserError(
            N_("The file “%(file)s” cannot be read. Copy it to this computer and try again."),
            file=path.name,
        ) from error
    try:
        words = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = content.decode("cp1252", errors="replace")
    if len(content) > 4 * MOST or "\0" in words:
        raise UserError(
            N_(
                "“%(file)s” is no plain text. In a word processor, save it as “plain text (.txt)” "
                "and choose that file."
            ),
            file=path.name,
        )
    return "\n".join(words.splitlines())


def _read(kind: DocumentKind, words: str) -> template.Template:
    return template.parse(words, kind.fields, name=kind.title)


def _marks(read: template.Template) -> Counter[str]:
    return Counter(block.kind for block in read.blocks if block.kind in _MARKS)
