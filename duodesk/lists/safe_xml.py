"""XML of files from outside, told element by element: no document types, so no entities, no bombs
and nothing fetched; nothing is kept that its reader does not keep.
"""

from __future__ import annotations

from typing import IO, NoReturn, Protocol
from xml.parsers import expat

_CHUNK = 1 << 16


class Listener(Protocol):
    """Hears a document; names are local, without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None: ...

    def text(self, text: str) -> None: ...

    def end(self, name: str) -> None: ...


class UnsafeXmlError(ValueError):
    """The document declares a type, which no list of people needs and every bomb does."""


def tell(part: IO[bytes], listener: Listener) -> None:
    """Go through a document; what the listener raises ends it."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    names: dict[str, str] = {}

    def local(name: str) -> str:
        known = names.get(name)
        if known is None:
            known = names[name] = name.rpartition(" ")[2]
        return known

    def start(name: str, attributes: dict[str, str]) -> None:
        listener.start(local(name), {local(key): value for key, value in attributes.items()})

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: listener.end(local(name))
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)  # noqa: FBT003
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


def _refuse(*_declared: object) -> NoReturn:
    raise UnsafeXmlError("a document type is declared")
