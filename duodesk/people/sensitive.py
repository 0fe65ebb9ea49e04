"""What hardly ever needs to stand in free text: national register number, bank account, words
about health. Pure, never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from duodesk.base.i18n import N_, Message
from duodesk.people.listening import listed, tokens

# yy.mm.dd-nnn.cc with any of the usual separators, or eleven digits in a row.
_REGISTER = re.compile(
    r"(?<!\d)(\d{2})[ .\-/]?(\d{2})[ .\-/]?(\d{2})[ .\-/]?(\d{3})[ .\-/]?(\d{2})(?!\d)"
)
# Country, check digits, then 11 to 30 signs in groups (ISO 13616).
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ .\-]?[A-Za-z0-9]){11,30}(?![A-Za-z0-9])")
HIDDEN = "•••"
_LENGTHS = {"BE": 16, "FR": 27, "NL": 18, "DE": 22, "LU": 20}


@dataclass(frozen=True, slots=True)
class Hint:
    """A stretch of text (start, end) that may not be needed, and the question to ask about it.

    `shown` is the stretch itself, `word` how it is known again: a word about health is asked
    about once.
    """

    start: int
    end: int
    text: Message
    shown: str
    word: str
    health: bool = False


def sensitive(text: str) -> list[Hint]:
    """Every doubtful stretch, in the order of the text."""
    found = (*_registers(text), *_accounts(text), *_health(text))
    return sorted(found, key=lambda hint: hint.start)


def is_register_number(digits: str) -> bool:
    """Whether eleven digits are a Belgian national register or bis number.

    The last two are 97 minus the first nine modulo 97; people born from 2000 on are counted with a
    2
    before the nine (royal decree of 3 April 1984). Bis numbers add 20 or 40 to the month; an
    unknown day
    or month is 00.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdigit():
        return False
    month, day = int(digits[2:4]), int(digits[4:6])
    if day > 31 or not (month <= 12 or 20 <= month <= 32 or 40 <= month <= 52):
        return False
    base, check = digits[:9], int(digits[9:])
    return check in {97 - int(base) % 97, 97 - int("2" + base) % 97}


def is_iban(text: str) -> bool:
    """Whether letters and digits without spaces are an international account number (ISO 7064,
    modulo 97).
    """
    account = text.upper()
    length = _LENGTHS.get(account[:2])
    if not account.isascii() or not account.isalnum() or (length and len(account) != length):
        return False
    if not (15 <= len(account) <= 34 and account[:2].isalpha() and account[2:4].isdigit()):
        return False
    return int("".join(str(int(c, 36)) for c in account[4:] + account[:4])) % 97 == 1


def _registers(text: str) -> Iterator[Hint]:
    for match in _REGISTER.finditer(text):
        if is_register_number("".join(match.groups())):
            question = Message(N_("This looks like a national register number. Is it needed here?"))
            yield Hint(match.start(), match.end(), question, match.group(), match.group())


def _accounts(text: str) -> Iterator[Hint]:
    for match in _IBAN.finditer(text):
        end = _account_end(match.group())
        if end:
            question = Message(N_("This looks like a bank account number. Is it needed here?"))
            found = match.group()[:end]
            yield Hint(match.start(), match.start() + end, question, found, found)


def _health(text: str) -> Iterator[Hint]:
    asked: set[str] = set()
    question = Message(N_("This is about health. Is it needed here?"))
    at = 0
    for line in text.split("\n"):
        for start, end, word in _health_words(line):
            if word not in asked:
                asked.add(word)
                shown = line[start:end]
                yield Hint(at + start, at + end, question, shown, word, health=True)
        at += len(line) + 1


@lru_cache(maxsize=2048)
def _health_words(line: str) -> tuple[tuple[int, int, str], ...]:
    """Where words about health stand in a line; notes are looked through at each pause."""
    words = tokens(line)
    return tuple(
        (words[heard.first].start, words[heard.last - 1].end, words[heard.first].folded)
        for heard in listed("sensitive").hear(words)
        if heard.code == "health"
    )


def _account_end(found: str) -> int:
    """Where the account number ends within a stretch that words may have lengthened; 0 when there
    is none.
    """
    ends = [n for n in range(len(found), 14, -1) if n == len(found) or not found[n].isalnum()]
    return next((n for n in ends if is_iban(re.sub(r"[ .\-]", "", found[:n]))), 0)
