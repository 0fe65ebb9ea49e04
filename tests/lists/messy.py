"""Spreadsheets as offices really keep them: ten of them, made up, each with its own habits."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]


def _fill(sheet: Worksheet, rows: Rows) -> None:
    for n, row in enumerate(rows, start=1):
        for m, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet.cell(n, m, value)
                if value == "=1+1 dit-il":  # typed as text
                    cell.data_type = "s"


def french_mentees(folder: Path) -> Path:
    """Merged titles, groups above the headings, blank rows, a totals row with formulas, dates as
    text, as serials and as dates, levels in brackets, days in words.
    """
    book = Workbook()
    sheet = book.active
    sheet.title = "Inscriptions"
    _fill(sheet, [
        ["DUO for a JOB – Antenne de Bruxelles"],
        ["Liste des mentees au 1er novembre"],
        [],
        ["Identité", None, None, "Contact", None, None, "Projet", None, None, "Suivi"],
        ["NOM", "Prénom", "Né(e) le", "GSM", "Courriel", "CP", "Langues parlées", "Métier visé",
         "Dispos", "Remarques", "Inscrit le"],
        ["HAÏDARA", "Mariam", "14/05/2002", "0470 11 22 33", "mariam@example.org", 1080,
         "bambara (maternelle), FR (C1)", "Aide-soignante", "lundi et jeudi après-midi",
         "Très motivée", 45901],
        [],
        ["Çelik", "Yusuf", 37198, "0471/22.33.44", "yusuf@example.org", "1030",
         "FR (B2), anglais notions", "magasinier", "mardi, samedi matin",
         "=1+1 dit-il", "3.9.2025"],
        ["Tesfay", "Selam", datetime(1999, 2, 27), "+32 472 33 44 55", "selam@example.org", 1070,
         "tigrigna; anglais B2; FR A2", "Puéricultrice", "le soir sauf vendredi", None,
         "12 mars 2025"],
        ["al-khatib", "Omar", "7 septembre 1998", 32473445566, "omar@example", 1000.0,
         "arabe, NL (B1), anglais C1", "Développeur", "flexible", "R&D <b>", date(2025, 3, 1)],
        ["Diallo", "Amina", "31/02/2001", "0475 00 11 22", "amina@example.org", 1190, "FR B2",
         None, None, None, None],
        ["Kovalenko", "Oksana", "19-07-2003", "0474.55.66.77", None, 1050, "ukr, russe, FR B9",
         "Comptable", "ven. 14h-17h", None, "45/13/2025"],
        [None, None, "01/01/2000", "0470 00 00 00"],
        ["Total", None, None, "=COUNTA(D6:D13)", None, None, None, None, None, None, None],
    ])  # fmt: skip
    sheet.merge_cells("A1:K1")
    sheet.merge_cells("A4:C4")
    sheet.row_dimensions[9].hidden = True
    notes = book.create_sheet("Brouillon")
    notes.sheet_state = "hidden"
    notes["A1"] = "secret"
    book.save(folder / "mentees nov.xlsx")
    return folder / "mentees nov.xlsx"


def dutch_mentors(folder: Path) -> Path:
    """Semicolons and Windows signs, one line pasted in UTF-8, names in one cell, a quoted line
    break.
    """
    text = """Mentoren 2025;;;;;;;;
Naam en voornaam;Geboortedatum;Talen;Vroeger beroep;Beschikbaarheid;Telefoon;E-mail;Postcode;Varia
De Smet, Lieve;22/03/1960;Nederlands (moedertaal), FR B2;Verpleegkundige;di namiddag\
;+32 3 000 00 01;lieve@example.org;2000;
Peeters Jan;9-7-1958;NL, FR goed;Magazijnmedewerker;ma-vr 17u-19u;0470 11 22 33\
;jan@example.org;2060;"belt niet graag,
liever mail"
Thielemans Guy;30/9/1958;Frans (moedertaal), Nederlands B2;Loods;zaterdag;0486234567\
;guy@example.org;1140;is boos op café "Zürich"
Vermeulen Zoë;21/06/1955;Nederlands, Engels C1;Informaticus;maandag en dinsdag avond;0488 45 67 89\
;zoe@example.org;1930;
Claes An;12/13/1959;Nederlands;Boekhouder;woensdag;0489 56 78 90;an@example.org;1060;
De Smet, Lieve;22/03/1960;;;;;lieve@example.org;;dubbel
Totaal;;;;;;;;6"""
    lines = text.split("\n")
    data = [line.encode("utf-8" if "Zoë" in line else "cp1252") for line in lines]
    (folder / "mentoren.csv").write_bytes(b"\r\n".join(data))
    return folder / "mentoren.csv"


def german_people(folder: Path) -> Path:
    """A document of LibreOffice: typed days and percentages, repeated cells, a hidden sheet, a
    formula without its result.
    """
    people = [
        ["Teilnehmende Ostbelgien"],
        ["Nachname", "Vorname", "Geburtsdatum", "Telefonnummer", "Sprachen", "Wohnort",
         "Wunschberuf", "Verfügbarkeit", "Alter", "Bemerkung"],
        ["Groß", "Jürgen", date(2001, 4, 5), "+32 87 00 00 01", "Deutsch (Muttersprache), FR A2",
         "Eupen", "Koch", "Montag Vormittag", 24, 0.5],
        ["Özdemir", "Ayşe", "5.4.2002", "0475 11 00 22", "Türkisch, Deutsch B2", "Kelmis",
         "Verkäuferin", "mittwochs nachmittags", ("=2025-2002",), True],
        ["Müller", "Ana", "29.2.2001", "0475 11 00 33", "Portugiesisch", "Eupen", "Koch",
         "Freitag", 24, None],
    ]  # fmt: skip
    return write_ods(folder / "ostbelgien.ods", {"Liste": people, "Alt": [["x"], ["y"]]},
                     hidden=("Alt",))  # fmt: skip


def no_headings(folder: Path) -> Path:
    """A list that begins with its first entry: everything is seen from the cells."""
    book = Workbook()
    _fill(book.active, [
        ["Mariam", "HAIDARA", datetime(2002, 5, 14), "0470112233", "mariam@example.org", 1080,
         "français C1, arabe"],
        ["Omar", "BENALI", datetime(1998, 9, 7), "0473445566", "omar.b@example.org", 1000,
         "arabe, néerlandais B1"],
        ["Fatima", "TRAORE", datetime(2000, 1, 2), "0473445577", "fatima@example.org", 1050,
         "français, anglais B2"],
    ])  # fmt: skip
    book.active.title = "mentees"
    book.save(folder / "export.xlsx")
    return folder / "export.xlsx"


def two_sheets(folder: Path) -> Path:
    """Mentees and mentors in one file, the headings printed again halfway, a sheet of explanations
    before them.
    """
    book = Workbook()
    _fill(book.active, [["Mode d'emploi"], ["Remplir les onglets suivants"]])
    book.active.title = "Lisez-moi"
    heads = ["Nom", "Prénom", "DDN", "Tél", "Mail", "Commune"]
    _fill(book.create_sheet("Mentees"), [
        heads,
        ["Haidara", "Mariam", "14/05/2002", "0470112233", "mariam@example.org", "Molenbeek"],
        ["Celik", "Yusuf", "03/11/2001", "0471223344", "yusuf@example.org", "Schaerbeek"],
        heads,
        ["Ndiaye", "Awa", "1/1/01", "0470 99 88 77", "awa@example.org", "Liège"],
    ])  # fmt: skip
    _fill(book.create_sheet("Parrains"), [
        [*heads, "Ancien métier", "Généraliste"],
        ["Lambert", "Monique", "12.01.1959", "0487/34.56.78", "monique@example.org", "Etterbeek",
         "Comptable", "oui"],
        ["Dubois", "Anne-Marie", 22982, "0489 56 78 90", "am@example.org", "Saint-Gilles",
         "Puéricultrice / éducatrice", "x"],
    ])  # fmt: skip
    book.save(folder / "antenne.xlsx")
    return folder / "antenne.xlsx"


def formulas(folder: Path) -> Path:
    """Ages and full names worked out by formulas that nobody saved, errors of others."""
    book = Workbook()
    _fill(book.active, [
        ["Voornaam", "Achternaam", "Geboortedatum", "Leeftijd", "GSM", "Gemeente", "Talen", "Info"],
        ["Lotte", "Janssens", datetime(2001, 6, 1), "=2025-2001", "0470 12 34", "Gent",
         "Nederlands, Engels", "#N/A"],
        ["Samir", "El Amrani", datetime(1999, 6, 1), "=2025-1999", "0470 12 34 56", "Mechelen",
         "Arabisch (thuistaal), NL B1", '="van"&" de lijst"'],
        ["Ines", '="Silva"', datetime(2000, 6, 1), None, "00351912345678", "Aalst",
         "Portugees, FR B1", None],
    ])  # fmt: skip
    book.active.title = "jongeren"
    book.save(folder / "jongeren.xlsx")
    return folder / "jongeren.xlsx"


def running_duos(folder: Path) -> Path:
    """Duos in a mixed list: two people by name, number or mail, headings in two rows."""
    book = Workbook()
    _fill(book.active, [
        ["Duos en cours / lopende duo's"],
        ["Mentee", None, "Mentor", None, "Duo", None, None, None],
        ["Nom", "Prénom", "Nom", "E-mail", "Début", "Fin", "État", "Notes"],
        ["Haidara", "Mariam", "Lambert Monique", None, "01/09/2025", None, "en cours", "se voient"],
        ["Çelik", "Yusuf", None, "am@example.org", "2025-02-03", "3/8/2025", "terminé", None],
        ["Ndiay", "Awa", "Lambert Monique", None, "1/10/2025", None, "lopend", None],
        ["Ndiaye", "Awa", "Dubois Anne-Marie", None, "31/11/2025", None, "en cours", None],
    ])  # fmt: skip
    sheet = book.active
    sheet.merge_cells("A2:B2")
    sheet.merge_cells("C2:D2")
    book.save(folder / "duos.xlsx")
    return folder / "duos.xlsx"


def weekly_meetings(folder: Path) -> Path:
    """Meetings by number of duo or by mentee, lengths in all forms."""
    text = (
        "N° duo;Mentee;Date de rencontre;Présence;Durée;Sujets\n"
        ";Haidara Mariam;08/09/2025;oui;1h30;CV\n"
        ";Haidara Mariam;15/09/2025;absent;;\n"
        ";Haidara Mariam;22/09/2025;oui;90;entretien d'embauche, réseau\n"
        ";Haidara Mariam;22/09/2025;oui;60;doublon\n"
        ";Haidara Mariam;01/01/2025;oui;60;\n"
        "BRU-D99999;;06/10/2025;oui;60;\n"
    )
    (folder / "rencontres.csv").write_text(text, encoding="utf-8")
    return folder / "rencontres.csv"


def signed_papers(folder: Path) -> Path:
    """Papers of duos with a group of headings for each, crosses and days mixed, one row nobody
    filled in.
    """
    book = Workbook()
    _fill(book.active, [
        ["Documents des duos – classeur vert"],
        ["Mentee", "Mentor", "Convention signée", "Code de conduite signé", "Date", "Classé où ?",
         "Remarques"],
        ["HAÏDARA Mariam", "Lambert Monique", datetime(2025, 9, 1), "x", "02/09/2025", "vert, 12",
         "signé à Molenbeek"],
        ["Çelik Yusuf", "Dubois Anne-Marie", "3.2.2025", None, None, "vert, 13", None],
        ["Ndiaye Awa", "Lambert Monique", None, None, None, None, None],
        ["Haidara Mariam", "Lambert Monique", "1/9/25", None, None, None, "double"],
    ])  # fmt: skip
    book.active.title = "Papiers"
    book.save(folder / "papiers.xlsx")
    return folder / "papiers.xlsx"


def training_days(folder: Path) -> Path:
    """Who came, a column to a day under the dates, with the marks of three hands and a count."""
    text = (
        "Formation des mentors, automne\n"
        "Nom;Prénom;Jour 1 (10/11/2026);12 novembre 2026;17-11-2026;19/11/2026;Total\n"
        "Lambert;Monique;X;x;P;abs;3\n"
        "DUBOIS;Anne-Marie;x;Excusée;;;1\n"
        "De Smet;Lieve;oui;non;oui;je crois;2\n"
        "Inconnu;Jean;x;x;x;x;4\n"
    )
    (folder / "présences.csv").write_text(text, encoding="utf-8")
    return folder / "présences.csv"


ALL: tuple[Callable[[Path], Path], ...] = (
    french_mentees, dutch_mentors, german_people, no_headings, two_sheets, formulas, running_duos,
    weekly_meetings, signed_papers, training_days,
)  # fmt: skip

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, sheets: dict[str, Rows], hidden: Sequence[str] = ()) -> Path:
    """A small OpenDocument sheet as LibreOffice lays it out; a tuple is a formula without a
    result.
    """
    style = {name: "ho" if name in hidden else "ta" for name in sheets}
    tables = "".join(
        f'<table:table table:name="{escape(name)}" table:style-name="{style[name]}">'
        + "".join(_ods_row(row) for row in rows)
        + '<table:table-row table:number-rows-repeated="1048500">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    return pack_ods(path, tables)


def pack_ods(path: Path, tables: str, head: str = "") -> Path:
    """The package around some tables."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content {_SPACES}>'
        '<office:automatic-styles><style:style style:name="ta" style:family="table">'
        '<style:table-properties table:display="true"/></style:style>'
        '<style:style style:name="ho" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS, zipfile.ZIP_STORED)
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def _ods_row(row: Sequence[Any]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, tuple):
        return f'<table:table-cell table:formula="of:{escape(value[0])}"/>'
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, float):
        kind = f'office:value-type="percentage" office:value="{value}"'
    elif isinstance(value, int):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(str(value))}</text:p></table:table-cell>"
