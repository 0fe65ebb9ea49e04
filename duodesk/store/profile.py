"""The folder of a desk: what lies where, which places are refused, and the lock that dies with the
program.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from io import BufferedRandom
from pathlib import Path

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_

# Folder names that other programs carry to the internet behind SQLite's back.
_CARRIED = (
    "onedrive",
    "dropbox",
    "icloud",
    "mobile documents",
    "nextcloud",
    "google drive",
    "owncloud",
)
_REMOTE_KINDS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "davfs", "9p", "afs"}
_LEAST_ROOM = 50 * 1024 * 1024


class AlreadyOpenError(UserError):
    """Another running program has this desk."""


@dataclass(frozen=True, slots=True)
class Profile:
    """Where everything of one desk lies."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "desk.duo"

    @property
    def keys(self) -> Path:
        return self.folder / "desk.keys"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def window(self) -> Path:
        return self.folder / "window.ini"

    @property
    def lock(self) -> Path:
        return self.folder / "desk.lock"

    @property
    def exists(self) -> bool:
        """Whether a desk was founded here."""
        return self.database.exists() or self.keys.exists()

    def prepare(self) -> None:
        """Make the folder, readable by its owner alone; raises `UserError` when the place will not
        do.
        """
        refuse_place(self.folder)
        try:
            for folder in (self.folder, self.backups, self.logs):
                folder.mkdir(parents=True, exist_ok=True)
            self.folder.chmod(0o700)
            probe = self.folder / "probe.part"
            probe.write_bytes(b"?")
            probe.unlink()
        except OSError as error:
            raise UserError(
                N_(
                    "“%(folder)s” cannot be written to. Choose another folder, or ask for write "
                    "access."
                ),
                folder=self.folder,
            ) from error
        if shutil.disk_usage(self.folder).free < _LEAST_ROOM:
            raise UserError(
                N_(
                    "There is almost no room left on this disk. Make room, then start Duodesk "
                    "again."
                )
            )


def default_folder() -> Path:
    """Where this system keeps the data of programs, on its own disk."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "Duodesk"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "Duodesk"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "duodesk"


def refuse_place(folder: Path) -> None:
    """Raise `UserError` for a folder on a network or one that a cloud program carries away."""
    told = str(folder.resolve()).lower()
    if told.startswith(("\\\\", "//")) or _file_system(folder) in _REMOTE_KINDS:
        raise UserError(
            N_(
                "“%(folder)s” lies on a network. The desk file must lie on this computer's own "
                "disk."
            ),
            folder=folder,
        )
    if any(name in part for part in Path(told).parts for name in _CARRIED):
        raise UserError(
            N_(
                "“%(folder)s” is copied to the internet by another program, which can damage the "
                "desk file. "
                "Choose a folder outside it."
            ),
            folder=folder,
        )


class DeskLock:
    """Held by the one running program of a desk; the system lets go of it when the program ends,
    however it ends.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BufferedRandom | None = None

    def take(self, since: str) -> None:
        """Take the lock and write since when; raises `AlreadyOpenError` when another program has
        it.
        """
        self._path.touch()
        file = self._path.open("r+b")
        try:
            _lock(file)
        except OSError as error:
            told = file.read().decode(errors="replace").strip("\x00 \n")
            file.close()
            raise AlreadyOpenError(
                N_(
                    "This desk is already open (since %(since)s). Look for its window; only one "
                    "can be open."
                ),
                since=told or "?",
            ) from error
        file.truncate(0)
        file.seek(0)
        file.write(since.encode())
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _lock(file: BufferedRandom) -> None:
    if sys.platform == "win32":
        import msvcrt

        # Beyond what is written, so that the other program can still read since when.
        file.seek(4096)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _file_system(folder: Path) -> str:
    """The kind of file system a folder lies on, where the system tells (Linux)."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return ""
    place = folder.resolve()
    lines = (
        line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    )
    known = [
        (Path(fields[1].replace("\\040", " ")), fields[2]) for fields in lines if len(fields) > 2
    ]
    above = [(path, kind) for path, kind in known if path == place or path in place.parents]
    return max(above, key=lambda item: len(item[0].parts), default=(place, ""))[1]
