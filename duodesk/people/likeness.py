"""How likely two entries are one person, and why: names, birth date, telephone, e-mail. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from duodesk.base.collate import fold
from duodesk.base.i18n import N_, Message
from duodesk.base.ids import Id
from duodesk.base.worded import Written
from duodesk.people.checks import digits
from duodesk.people.sounds import sound, weighty, words

# What each likeness is worth; two entries are shown from `SHOWN` on.
SHOWN = 30
_MAIL, _PHONE = 60, 45
_BORN, _BORN_TURNED, _BORN_NEAR = 45, 30, 15
# Two dates of birth that have nothing in common, two given names that have nothing in common.
_OTHER_BIRTH, _OTHER_NAME = -35, -45
# Two given names of one family born on one day: twins.
_TWINS = -65
# Similarity of all names together (0 to 100), for names that stand in other fields.
_CLOSE = 86
_VOWELS = "aeiou"
# Of so many names is remembered how they are compared.
_MANY = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What tells people apart; `id` is None for somebody not registered yet."""

    id: Id | None = None
    number: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    email: str | None = None
    phone: str | None = None

    @property
    def key(self) -> str:
        """Both names folded and in alphabetical order: some write the family name first."""
        return name_key(self.given_name, self.family_name)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Somebody who may be the same person, and why; `certainty` 0 to 100 orders them."""

    known: Known
    certainty: int
    reasons: tuple[Message, ...]


class Near(IntEnum):
    """How near two names are."""

    OTHER = 0
    PART = 1
    CLOSE = 2
    SOUND = 3
    SAME = 4


class Birth(IntEnum):
    """How two dates of birth stand to each other."""

    UNKNOWN = 0
    OTHER = 1
    NEAR = 2
    TURNED = 3
    SAME = 4


@lru_cache(maxsize=_MANY)
def name_key(given_name: str | None, family_name: str | None) -> str:
    """Names as the comparison sees them."""
    parts = (
        fold(f"{given_name or ''} {family_name or ''}").replace("-", " ").replace("'", " ").split()
    )
    return " ".join(sorted(parts))


@lru_cache(maxsize=_MANY)
def sound_key(given_name: str | None, family_name: str | None) -> str:
    """How both names sound together, in no order and without the small words."""
    parts = weighty(words(f"{given_name or ''} {family_name or ''}"))
    return " ".join(sorted(filter(None, map(sound, parts))))


@lru_cache(maxsize=_MANY)
def phone_key(phone: str | None) -> str:
    """The last nine digits, so that 0470 12 34 56, +32 470 12 34 56 and 0032470123456 are one; else
    nothing.
    """
    only = digits(phone or "").lstrip("0")
    return only[-9:] if len(only) >= 8 else ""


def mail_key(email: str | None) -> str:
    """An address as it is compared."""
    return (email or "").strip().casefold()


def compare(one: Known, other: Known) -> Likeness | None:
    """Whether two entries are likely one person; symmetric in certainty."""
    mail = bool(mail_key(one.email)) and mail_key(one.email) == mail_key(other.email)
    phone = bool(phone_key(one.phone)) and phone_key(one.phone) == phone_key(other.phone)
    birth = births(one.birth_date, other.birth_date)
    if birth == Birth.OTHER and not (mail or phone):
        return None  # then no name alone makes them one
    name, named = _names(one, other)
    reasons: list[tuple[int, Message]] = []
    if mail:
        reasons.append((_MAIL, Message(N_("same e-mail address"))))
    if phone:
        reasons.append((_PHONE, Message(N_("same telephone number"))))
    if (name or mail or phone) and (said := _born(birth, one, other)):
        reasons.append(said)
    if name and named is not None:
        reasons.append((name, named))
    against = _against(one, other, birth, name)
    certainty = min(sum(points for points, _ in reasons), 100) + against
    if not reasons or certainty < SHOWN:
        return None
    return Likeness(other, certainty, tuple(message for _, message in reasons))


def births(one: date | None, other: date | None) -> Birth:
    """Same, day and month the other way round, one digit away (or a year), other, or not known."""
    if one is None or other is None:
        return Birth.UNKNOWN
    if one == other:
        return Birth.SAME
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return Birth.TURNED
    same_day = (one.month, one.day) == (other.month, other.day)
    year_apart = same_day and abs(one.year - other.year) == 1
    if year_apart or OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=1) == 1:
        return Birth.NEAR
    return Birth.OTHER


def near(one: str | None, other: str | None) -> Near:
    """How near two given names, or two family names, are."""
    mine, theirs = words(one), words(other)
    if not mine or not theirs:
        return Near.PART
    if mine == theirs or "".join(mine) == "".join(theirs):
        return Near.SAME
    mine, theirs = weighty(mine), weighty(theirs)
    if _sounds(mine) & _sounds(theirs):
        return Near.SOUND
    if _is_typo("".join(mine), "".join(theirs)):
        return Near.CLOSE
    return Near.PART if _within(mine, theirs) or _within(theirs, mine) else Near.OTHER


def _names(one: Known, other: Known) -> tuple[int, Message | None]:
    """What the names are worth, and the sentence."""
    straight = _pair(one.given_name, other.given_name, one.family_name, other.family_name)
    turned = _pair(one.given_name, other.family_name, one.family_name, other.given_name)
    if straight == Near.SAME or (one.key == other.key and turned != Near.SAME and one.key):
        return 50, Message(N_("same name"))
    if turned == Near.SAME:
        return 45, Message(N_("same names, given and family name exchanged"))
    best = max(straight, turned)
    if best == Near.SOUND:
        return 35, Message(N_("names that sound alike"))
    if best == Near.CLOSE or _all_close(one, other):
        return 30, Message(N_("name that looks alike"))
    if best == Near.PART:
        return 15, Message(N_("one name is part of the other"))
    return 0, None


def _pair(one: str | None, other: str | None, third: str | None, fourth: str | None) -> Near:
    """How near two pairs of names are: as near as the farther of both."""
    first = near(one, other)
    return min(first, near(third, fourth)) if first else Near.OTHER


def _all_close(one: Known, other: Known) -> bool:
    """Whether all names in a row look alike, wherever they stand: the fields may be mixed up."""
    if not one.key or not other.key or one.key == other.key:
        return bool(one.key) and one.key == other.key
    if one.key.replace(" ", "") == other.key.replace(" ", ""):
        return True
    lone = not (one.given_name and one.family_name and other.given_name and other.family_name)
    if lone:
        return fuzz.ratio(one.key, other.key) >= _CLOSE
    heard = sound_key(one.given_name, one.family_name)
    return bool(heard) and heard == sound_key(other.given_name, other.family_name)


def _born(birth: Birth, one: Known, other: Known) -> tuple[int, Message] | None:
    days = {"day": Written(one.birth_date), "other": Written(other.birth_date)}
    if birth == Birth.SAME:
        return _BORN, Message(N_("born on the same day, %(day)s"), days)
    if birth == Birth.TURNED:
        return _BORN_TURNED, Message(
            N_("born on %(day)s and %(other)s: day and month exchanged"), days
        )
    if birth == Birth.NEAR:
        return _BORN_NEAR, Message(N_("born on %(day)s and %(other)s: one slip apart"), days)
    return None


def _against(one: Known, other: Known, birth: Birth, name: int) -> int:
    """What speaks against: another birth date; other given names, as in a family that shares a
    telephone.
    """
    points = _OTHER_BIRTH if birth == Birth.OTHER else 0
    if name or not (one.key and other.key):
        return points
    same_family = near(one.family_name, other.family_name) >= Near.CLOSE
    return points + (_TWINS if birth == Birth.SAME and same_family else _OTHER_NAME)


def _sounds(parts: tuple[str, ...]) -> set[str]:
    """How a name sounds, word by word and in one word (Abdel Kader, Abdelkader)."""
    each = [sound(part) for part in parts]
    return {" ".join(each), sound("".join(parts))} - {""} if all(each) else set()


def _is_typo(one: str, other: str) -> bool:
    """One slip of the keys, two in long names; never in the first letter, nor in a last vowel,
    which tells Karim from Karima and Mario from Maria.
    """
    shorter = min(len(one), len(other))
    if shorter < 5 or one[0] != other[0]:
        return False
    if one.rstrip(_VOWELS) == other.rstrip(_VOWELS):
        return False
    allowed = 2 if shorter >= 9 else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _within(some: tuple[str, ...], all_of_them: tuple[str, ...]) -> bool:
    """Whether each word, or its beginning letter alone, is among the others (Mohamed, Mohamed
    Amine; Y., Yusuf).
    """
    heard = {sound(word) for word in all_of_them} | set(all_of_them)
    initials = {word[0] for word in all_of_them}
    return all(
        word in initials if len(word) == 1 else word in heard or sound(word) in heard
        for word in some
    )
