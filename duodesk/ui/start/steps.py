"""What first run gathers, without Qt: who founds or was invited, with which passphrase, which words
must be typed back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from duodesk.base.collate import fold
from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.progress import Cancelled, Progress
from duodesk.exchange import beside, joining
from duodesk.exchange.joining import Invited
from duodesk.office.seeds import office_seed
from duodesk.store.access import Founded, Means, OpenDesk, found, restore, unlock
from duodesk.store.founding import Founder
from duodesk.store.passphrase import strength
from duodesk.store.profile import Profile

_MOST = 4 << 20  # bytes


@dataclass(slots=True)
class Answers:
    """What was answered so far."""

    language: str = "fr"
    office: str = "BRU"
    author: str = ""
    passphrase: str = ""
    again: str = ""
    invited: bool = False
    invitation: Path | None = None
    spoken: str = ""
    opened: Invited | None = field(default=None, repr=False)
    backup_folder: Path | None = None
    _data: bytes = field(default=b"", repr=False)
    founded: Founded | None = field(default=None, repr=False)

    def check_person(self) -> None:
        """A name is needed, for the journal will carry it; who was invited needs file and words."""
        self.opened = self._open_invitation() if self.invited else None
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
        """Make the desk, once; an invited one then waits to be taken in."""
        if self.founded is None:
            self.founded = found(profile, self.passphrase, self._founder(), means)
            if self.opened is not None and self.invitation is not None:
                store = self.founded.desk.store
                joining.begin(store, self._data, self.spoken, self.author.strip())
                beside.remember(store, self.invitation)
        return self.founded

    def _founder(self) -> Founder:
        author = self.author.strip()
        if self.opened is not None:
            return joining.founder_of(self.opened, author, self.language)
        seed = office_seed(self.office)
        assert seed is not None  # noqa: S101 - chosen from the list of seeds
        return Founder(seed.id, seed.code, author, self.language)

    def _open_invitation(self) -> Invited:
        if self.invitation is None:
            raise UserError(
                N_("Choose the invitation that you were given: a file that ends in "
                   ".duoinvitation.")
            )  # fmt: skip
        self._data = _read(self.invitation)
        return joining.read_invitation(self._data, self.spoken)


def bring_back(
    path: Path, profile: Profile, secret: str, means: Means, progress: Progress
) -> OpenDesk | None:
    """Put a backup in the place of a desk that is not here yet, and open it; None where the words
    of the recovery sheet were typed, which open it with a new passphrase. Where the window was
    closed meanwhile, the desk is in place and closed again.
    """
    restore(path, profile, secret, means)
    try:
        opened = unlock(profile, secret, means)
    except UserError:
        return None
    try:
        progress.step(1, 1)
    except Cancelled:
        opened.close()
        raise
    return opened


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


def _read(path: Path) -> bytes:
    """A chosen invitation; they are small, and whatever is large is something else."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST)
    except OSError as error:
        raise UserError(
            N_("“%(name)s” cannot be read. Nothing was changed."), name=path.name
        ) from error
