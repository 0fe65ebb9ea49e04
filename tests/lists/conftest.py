"""Lists as offices keep them, written anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

FRENCH = [
    ["Liste des mentees – antenne de Bruxelles", None, None],
    [],
    [
        "N°", "NOM", "Prénom", "Date de naissance (jj/mm/aaaa)", "Langues parlées", "Métier visé",
        "Disponibilités", "GSM", "Adresse e-mail", "Commune", "Centres d'intérêt", "Remarques",
        "Coordinatrice",
    ],
    [
        12, "ÇELIK", "Yusuf", datetime(2002, 3, 1), "FR B1, turc (natif)", "Cariste",
        "mardi après-midi, samedi", 32470123456.0, "yusuf@example.org", "Schaerbeek",
        "football, échecs", "=1+1 <b>calme</b>", "Annick",
    ],
    [
        13, "Van den Berg", "Zoë", "12/05/2003", "français C1; klingon", "Cuisinier / cuisinière",
        "le soir", "0470/99.88.77", "zoe@example.org", "Ixelles", None, None, None,
    ],
    [14, "Diallo", "Amina", "31/02/2001", "FR B2", None, None, None, "amina@example.org", None,
     None, None, None],
    [15, None, None, "01/01/2000", None, None, None, None, None, None, None, None, None],
    [16, "ÇELIK", "Yusuf", datetime(2002, 3, 1), None, None, None, None, None, None, None, None,
     None],
]  # fmt: skip

DUTCH = [
    [
        "Naam en voornaam", "Geboortedatum", "Talen", "Werkervaring", "Beschikbaarheid",
        "Telefoonnummer", "E-mailadres", "Postcode", "Kan helpen met", "Generalist", "Engels",
        "Opmerkingen",
    ],
    [
        "De Smet, Lieve", 22000, "Nederlands (moedertaal), Frans B2", "Magazijnmedewerker",
        "di namiddag", "+32 3 000 00 00", "lieve@example.org", 2000.0, "cv, netwerk", "ja", "B1",
        None,
    ],
    [
        "Peeters Jan", date(1958, 7, 9), "NL, FR", "loods, Orderpicker", "flexibel",
        "0470 11 22 33", "geen", "2060", None, "nee", "goed", "belt niet graag",
    ],
]  # fmt: skip

Writer = Callable[[Sequence[Sequence[Any]]], Path]


@pytest.fixture
def workbook(tmp_path: Path) -> Writer:
    """Writes rows as a workbook and gives its path."""

    def write(rows: Sequence[Sequence[Any]], name: str = "liste.xlsx") -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for n, row in enumerate(rows, start=1):
            for m, value in enumerate(row, start=1):
                cell = sheet.cell(n, m, value)
                if isinstance(value, str):
                    cell.data_type = "s"  # text, even where it begins like a formula
        book.save(tmp_path / name)
        return tmp_path / name

    return write
