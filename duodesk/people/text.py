"""What people type, kept as typed: one Unicode form, without signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata

# Signs that turn the reading direction around or take no room: they hide what a name really says.
# U+200C and U+200D stay: Persian and Indian names are misspelt without them.
_UNSEEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff") | {
    chr(n) for n in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFFF9, 0xFFFC))
}
# The same, with controls (Cc) and lone surrogates (Cs).
_HIDDEN = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff{''.join(sorted(_UNSEEN))}]")
_SPACES = re.compile(r"[\s\u2028\u2029]+")
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_line(text: str | None) -> str | None:
    """One line without controls, direction marks and outer spaces; None when nothing is left."""
    if text is None:
        return None
    return _SPACES.sub(" ", _seen(_SPACES.sub(" ", text))).strip() or None


def clean_lines(text: str | None) -> str | None:
    """Several lines, each as typed; None when nothing is left."""
    if text is None:
        return None
    return _seen(_BREAKS.sub("\n", text), keep="\n\t").strip() or None


def _seen(text: str, keep: str = "") -> str:
    """The text in its composed form, without controls, lone surrogates and unseen signs."""
    composed = unicodedata.normalize("NFC", text)
    return _HIDDEN.sub(lambda found: found[0] if found[0] in keep else "", composed)


def list_name(family_name: str | None, given_name: str | None) -> str:
    """Van den Berg, Paul: as lists show a person; a single name stands alone."""
    return ", ".join(part for part in (family_name, given_name) if part)


def full_name(given_name: str | None, family_name: str | None) -> str:
    """Paul Van den Berg: as sentences and letters name a person."""
    return " ".join(part for part in (given_name, family_name) if part)
