"""The two lists the tour brings in: made up, with the headings and habits of real offices."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from duodesk.base.files import atomic_write
from duodesk.paper.cells import Book, Column

MENTEES = (
    ("Prénom", "Nom", "Date de naissance", "Commune", "Code postal", "GSM", "E-mail",
     "Langues", "Métier visé", "Objectif", "Disponibilités", "Langue de contact", "Remarques"),
    ("Mariam", "Haïdara", date(2002, 5, 14), "Molenbeek-Saint-Jean", "1080", "0470 11 22 33",
     "mariam.haidara@example.org", "bambara (maternelle), français C1", "Aide-soignante", "emploi",
     "lundi après-midi, jeudi", "français", "Très motivée, permis B en cours"),
    ("Yusuf", "Çelik", date(2001, 11, 3), "Schaerbeek", "1030", "0471/22.33.44",
     "yusuf.celik@example.org", "turc, français B1, anglais A2", "Magasinier", "emploi",
     "mardi après-midi, samedi", "français", "A travaillé trois ans dans un entrepôt"),
    ("Selam", "Tesfay", date(1999, 2, 27), "Anderlecht", "1070", "+32 472 33 44 55",
     "selam.tesfay@example.org", "tigrigna, anglais B2, français A2", "Puéricultrice", "formation",
     "mercredi, vendredi matin", "anglais", ""),
    ("Omar", "Al-Khatib", "07/09/1998", "Bruxelles", "1000", "0473 44 55 66",
     "omar.alkhatib@example.org", "arabe, néerlandais B1, anglais C1", "Développeur", "stage",
     "lundi, mardi, mercredi soir", "nl", "=SOMME(A1:A9) est écrit dans son CV"),
    ("Oksana", "Kovalenko", date(2003, 7, 19), "Ixelles", "1050", "0474 55 66 77",
     "oksana.kovalenko@example.org", "ukrainien, russe, français B2", "Comptable", "emploi",
     "jeudi après-midi, vendredi", "français", ""),
    ("Ahmad", "", "31/02/2000", "Uccle", "1180", "", "", "dari, français A1", "Cuisinier",
     "emploi", "samedi", "français", ""),
)  # fmt: skip
MENTORS = (
    ("Voornaam", "Naam", "Geboortedatum", "Gemeente", "Postcode", "Telefoon", "E-mailadres",
     "Talen", "Vroeger beroep", "Interesses", "Beschikbaarheid", "Contacttaal", "Opgeleid op"),
    ("Lieve", "De Smet", date(1961, 3, 8), "Jette", "1090", "0485 12 34 56",
     "lieve.desmet@example.org", "Nederlands, Frans C1, Engels B2", "Verpleegkundige",
     "Wandelen; Lezen", "maandag namiddag, donderdag", "Nederlands", date(2025, 11, 20)),
    ("Guy", "Thielemans", date(1958, 9, 30), "Evere", "1140", "0486 23 45 67",
     "guy.thielemans@example.org", "Frans (moedertaal), Nederlands B2", "Magazijnmedewerker",
     "Voetbal; Koken", "dinsdag namiddag, zaterdag", "Nederlands", date(2025, 11, 20)),
    ("Monique", "Lambert", date(1959, 1, 12), "Etterbeek", "1040", "0487 34 56 78",
     "monique.lambert@example.org", "Frans, Engels C1", "Boekhouder",
     "Lezen; Muziek", "donderdag namiddag, vrijdag", "Frans", date(2025, 11, 20)),
    ("Paul", "Vermeulen", date(1955, 6, 21), "Zaventem", "1930", "0488 45 67 89",
     "paul.vermeulen@example.org", "Nederlands, Engels C1, Frans B1", "Informaticus",
     "Fietsen; Fotografie", "maandag, dinsdag avond", "Nederlands", date(2026, 1, 29)),
    ("Anne-Marie", "Dubois", date(1962, 12, 2), "Sint-Gillis", "1060", "0489 56 78 90",
     "annemarie.dubois@example.org", "Frans, Engels B2, Spaans B1", "Kinderverzorger",
     "Koken; Reizen", "woensdag, vrijdag voormiddag", "Frans", date(2026, 1, 29)),
)  # fmt: skip

_DAYS = {"Date de naissance", "Geboortedatum", "Opgeleid op"}


def write_lists(folder: Path, made_at: datetime) -> tuple[Path, Path]:
    """The mentees in French, the mentors in Dutch; one row cannot come in, and says why."""
    mentees, mentors = folder / "mentees 2026.xlsx", folder / "mentoren 2026.xlsx"
    _write(mentees, "Inscriptions", MENTEES, made_at)
    _write(mentors, "Mentoren", MENTORS, made_at)
    return mentees, mentors


def _write(path: Path, name: str, rows: Sequence[Sequence[str | date]], made_at: datetime) -> None:
    book = Book(name, made_at=made_at)
    sheet = book.sheet(name)
    headings, *lines = rows
    columns = [Column(str(h), "date" if str(h) in _DAYS else "text") for h in headings]
    sheet.table(0, "List", columns, [list(line) for line in lines])
    atomic_write(path, book.save())
