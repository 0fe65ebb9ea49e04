"""What first run gathers, without Qt: who founds, with which passphrase, which words must be typed
back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from duodesk.base.collate import fold
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.office.seeds import office_seed
from duodesk.store.access import Founded, Means, found
from duodesk.store.founding import Founder
from duodesk.store.passphrase import strength
from duodesk.store.profile import Profile


@dataclass(slots=True)
class Answers:
    """What was answered so far."""

    language: str = "fr"
    office: str = "BRU"
    author: str = ""
    passphrase: str = ""
    again: str = ""
    backup_folder: Path | None = None
    founded: Founded | None = field(default=None, repr=False)

    def check_person(self) -> None:
        """A name is needed; the journal will carry it."""
        if not self.author.strip():
            raise UserError(N_("Please write your name: your colleagues will see who wrote what."))

    def check_passphrase(self) -> None:
        """Strong enough, and typed the same twice."""
        if not strength(self.passphrase).enough:
            raise UserError(
                N_(
                    "This passphrase is too easy to guess. Take four or five words, or the "
                    "proposal."
                )
            )
        if self.passphrase.strip() != self.again.strip():
            raise UserError(N_("The two passphrases differ. Please type the second one again."))

    def found(self, profile: Profile, means: Means) -> Founded:
        """Make the desk; once."""
        if self.founded is None:
            seed = office_seed(self.office)
            assert seed is not None  # noqa: S101 - chosen from the list of seeds
            founder = Founder(seed.id, seed.code, self.author.strip(), self.language)
            self.founded = found(profile, self.passphrase, founder, means)
        return self.founded


def asked_back(words: list[str]) -> tuple[int, int]:
    """Which two words of the sheet are asked for, counted from 1; fixed by the words, so that going
    back asks
    the same."""
    first = len(words[0] + words[-1]) % 5 + 1
    return first, first + 5


def check_words(words: list[str], typed: dict[int, str]) -> None:
    """The asked words must be those of the sheet: only who printed it can know them."""
    for place, word in typed.items():
        if fold(word).strip() != words[place - 1]:
            raise UserError(
                N_("Word %(place)s is different on your sheet. Please look at the printed sheet."),
                place=place,
            )
