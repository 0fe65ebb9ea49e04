"""Workbooks are zip files: what is in one and how large it gets, looked at before unpacking."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import ParseError

from duodesk.base.errors import UserError
from duodesk.base.i18n import N_

# Against files that are packed to burst: what a workbook may unpack to, and how much larger than
# packed.
_UNPACKED = 200_000_000
_RATIO = 100
_SMALL = 5_000_000
# Parts that are held in memory whole.
_WHOLE = {"sharedStrings": 40_000_000, "styles": 10_000_000, "workbook.xml": 5_000_000}
_PARTS = 5_000
_ENCRYPTED = b"encryption-data"
EXCEL, OPEN_DOCUMENT = "xlsx", "ods"
# Errors that readers of workbooks were seen to raise on damaged ones; they have none of their own.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, ParseError, LookupError, ValueError, TypeError, AttributeError,
    OSError, EOFError, ArithmeticError, NotImplementedError, RuntimeError, AssertionError,
)  # fmt: skip


def kind(path: Path) -> str:
    """Excel workbook or OpenDocument sheet; raises `UserError` for anything else and for bombs."""
    with zipfile.ZipFile(path) as package:
        infos = package.infolist()
        found = _kind(path, package, {info.filename for info in infos})
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos)
    swollen = unpacked > _SMALL and unpacked > _RATIO * max(packed, 1)
    whole = any(
        info.file_size > most for info in infos for name, most in _WHOLE.items()
        if name in info.filename
    )  # fmt: skip
    if unpacked > _UNPACKED or swollen or whole or len(infos) > _PARTS:
        raise UserError(
            N_(
                "%(name)s unpacks to far more than a list of people needs. "
                "Copy the list alone into a new workbook and choose that."
            ),
            name=path.name,
        )
    return found


def damaged(name: str) -> UserError:
    """What is said of a workbook that cannot be read to its end."""
    return UserError(
        N_("%(name)s is damaged. Open it in Excel, save it under a new name and choose that."),
        name=name,
    )


def protected(name: str) -> UserError:
    """What is said of a workbook that only opens with its password."""
    return UserError(
        N_(
            "%(name)s is protected by a password. Open it in Excel, remove the password "
            "(File, Info, Protect Workbook), save it and choose it again."
        ),
        name=name,
    )


def no_spreadsheet(name: str) -> UserError:
    """What is said of letters, pictures and everything else."""
    return UserError(
        N_(
            "%(name)s is not a spreadsheet. Save the list as an Excel workbook (.xlsx) and "
            "choose that."
        ),
        name=name,
    )


def _kind(path: Path, package: zipfile.ZipFile, names: set[str]) -> str:
    if "mimetype" in names and package.getinfo("mimetype").file_size < 200:
        said = package.read("mimetype")
        if b"opendocument" in said:
            _check_open_document(path, package, names, said)
            return OPEN_DOCUMENT
    if "xl/workbook.bin" in names:
        raise UserError(
            N_(
                "%(name)s is a binary workbook. Save it in Excel as a workbook (.xlsx) and "
                "choose that."
            ),
            name=path.name,
        )
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise no_spreadsheet(path.name)
    return EXCEL


def _check_open_document(
    path: Path, package: zipfile.ZipFile, names: set[str], said: bytes
) -> None:
    if b"spreadsheet" not in said or "content.xml" not in names:
        raise no_spreadsheet(path.name)
    manifest = "META-INF/manifest.xml"
    small = manifest in names and package.getinfo(manifest).file_size < 2_000_000
    if "encrypted-package" in names or (small and _ENCRYPTED in package.read(manifest)):
        raise protected(path.name)
