"""Who can open the desk file: its random key, wrapped once by each passphrase and once by the
recovery sheet.

The key file holds nothing secret by itself: each slot is the desk's 256-bit key under AES-256-GCM,
whose own key
comes from a passphrase or from the recovery words through Argon2id (RFC 9106), with the cost kept
in the slot.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_
from duodesk.base.ids import Bytes
from duodesk.store import words

PASSPHRASE, RECOVERY = "passphrase", "recovery"
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cost:
    """What a guess costs: memory in KiB, passes, lanes; 128 MiB and three passes take half a second
    to a second.
    """

    memory: int = 131_072
    passes: int = 3
    lanes: int = 1

    @classmethod
    def cheapest(cls) -> Cost:
        """For tests: the least that Argon2 takes."""
        return cls(memory=8, passes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One lock on the same door; bytes are written as hex."""

    id: str
    kind: str
    label: str
    cost: Cost
    salt: str
    nonce: str
    wrapped: str


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of a desk; `desk` binds them to it."""

    desk: str
    slots: tuple[Slot, ...]

    def to_bytes(self) -> bytes:
        """The file's content."""
        document = {
            "format": _FORMAT,
            "desk": self.desk,
            "slots": [asdict(slot) for slot in self.slots],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> KeyFile:
        """Read a key file; raises `UserError` when it is damaged."""
        try:
            document: dict[str, Any] = json.loads(content)
            slots = tuple(
                Slot(**{**slot, "cost": Cost(**slot["cost"])}) for slot in document["slots"]
            )
            return cls(str(document["desk"]), slots)
        except (ValueError, KeyError, TypeError) as error:
            raise UserError(
                N_(
                    "The key file of this desk is damaged. Nothing was changed. "
                    "Restore the newest backup: it carries a copy."
                )
            ) from error


@dataclass(frozen=True, slots=True)
class NewKeys:
    """What a new desk begins with; the words go on the recovery sheet and nowhere else."""

    file: KeyFile
    key: bytes
    recovery_words: list[str]


def new_keys(passphrase: str, label: str, *, cost: Cost, random: Bytes) -> NewKeys:
    """A random key, wrapped by a first passphrase and by a new recovery sheet."""
    key = random.randbytes(32)
    empty = KeyFile(random.randbytes(16).hex(), ())
    file = add_passphrase(empty, key, passphrase, label, cost=cost, random=random)
    slot, recovery = new_recovery(file, key, cost=cost, random=random)
    return NewKeys(with_recovery(file, slot), key, recovery)


def add_passphrase(
    file: KeyFile, key: bytes, passphrase: str, label: str, *, cost: Cost, random: Bytes
) -> KeyFile:
    """One more person who can open the desk, named by `label`."""
    blank = Slot(random.randbytes(8).hex(), PASSPHRASE, label, cost, "", "", "")
    slot = _wrap(file.desk, blank, key, _normal(passphrase), random)
    return replace(file, slots=(*file.slots, slot))


def new_recovery(file: KeyFile, key: bytes, *, cost: Cost, random: Bytes) -> tuple[Slot, list[str]]:
    """A new recovery sheet: its lock, and the words that open it once it is on the door."""
    secret = random.randbytes(16)
    slot = _wrap(
        file.desk,
        Slot(random.randbytes(8).hex(), RECOVERY, "", cost, "", "", ""),
        key,
        secret,
        random,
    )
    return slot, words.encode(secret)


def with_recovery(file: KeyFile, slot: Slot) -> KeyFile:
    """The lock of a recovery sheet on the door; the old sheet opens nothing any more."""
    others = tuple(one for one in file.slots if one.kind != RECOVERY)
    return replace(file, slots=(*others, slot))


def unlock(file: KeyFile, passphrase: str) -> tuple[bytes, Slot]:
    """The desk's key and the slot that gave it; raises `UserError` when no slot knows the
    passphrase.
    """
    found = _open(file, PASSPHRASE, _normal(passphrase))
    if found is None:
        raise UserError(
            N_(
                "This passphrase does not open the desk. Check capitals and the keyboard's "
                "language, "
                "or use the words of the recovery sheet."
            )
        )
    return found


def unlock_with_recovery(file: KeyFile, written: str) -> bytes:
    """The desk's key from the words of the recovery sheet."""
    found = _open(file, RECOVERY, words.decode(written))
    if found is None:
        raise UserError(N_("This recovery sheet is not the newest one of this desk."))
    return found[0]


def change_passphrase(
    file: KeyFile, slot: Slot, key: bytes, passphrase: str, *, cost: Cost, random: Bytes
) -> KeyFile:
    """The same person, another passphrase."""
    fresh = _wrap(file.desk, replace(slot, cost=cost), key, _normal(passphrase), random)
    return replace(file, slots=tuple(fresh if s.id == slot.id else s for s in file.slots))


def remove_slot(file: KeyFile, slot_id: str) -> KeyFile:
    """Take a person's key away; never the last, never the recovery sheet."""
    left = tuple(slot for slot in file.slots if slot.id != slot_id)
    if not any(slot.kind == PASSPHRASE for slot in left) or len(left) == len(file.slots):
        raise UserError(N_("The last passphrase cannot be removed: nobody could open the desk."))
    return replace(file, slots=left)


def _open(file: KeyFile, kind: str, secret: bytes) -> tuple[bytes, Slot] | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in (s for s in file.slots if s.kind == kind):
        try:
            wrapping = AESGCM(_derive(secret, bytes.fromhex(slot.salt), slot.cost))
            bound = _bound(file.desk, slot)
            return wrapping.decrypt(
                bytes.fromhex(slot.nonce), bytes.fromhex(slot.wrapped), bound
            ), slot
        except InvalidTag:
            continue
    return None


def _wrap(desk: str, slot: Slot, key: bytes, secret: bytes, random: Bytes) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = random.randbytes(16), random.randbytes(12)
    wrapped = AESGCM(_derive(secret, salt, slot.cost)).encrypt(nonce, key, _bound(desk, slot))
    return replace(slot, salt=salt.hex(), nonce=nonce.hex(), wrapped=wrapped.hex())


def _derive(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        secret,
        salt,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=32,
        type=Type.ID,
    )


def _bound(desk: str, slot: Slot) -> bytes:
    return f"duodesk:{desk}:{slot.id}:{slot.kind}".encode()


def _normal(passphrase: str) -> bytes:
    """The same passphrase typed on two keyboards gives the same bytes."""
    import unicodedata

    return unicodedata.normalize("NFKC", passphrase.strip()).encode()
