"""What the window remembers of itself (widths, columns, size): an ini file that may be lost."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Memory:
    """Forgettable facts by name, kept as text, so that a restart reads what was written."""

    def __init__(self, path: Path) -> None:
        self._file = QSettings(str(path), QSettings.Format.IniFormat)

    def text(self, name: str, default: str = "") -> str:
        """A text."""
        value = self._file.value(name, default)
        return value if isinstance(value, str) else default

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def names(self, name: str) -> list[str]:
        """A list of names."""
        return [part for part in self.text(name).split("|") if part]

    def put(self, name: str, value: str | int | list[str]) -> None:
        """Remember."""
        self._file.setValue(name, "|".join(value) if isinstance(value, list) else str(value))

    def shape(self, name: str) -> QByteArray:
        """The saved geometry of a window or splitter."""
        return QByteArray.fromBase64(self.text(name).encode())

    def put_shape(self, name: str, shape: QByteArray) -> None:
        """Remember a geometry."""
        self.put(name, shape.toBase64().toStdString())

    def close(self) -> None:
        """Write what is not written yet."""
        self._file.sync()
