"""A large list coming in, against bare openpyxl reading the same file: python -m tests.bench.lists
[ROWS]

Each measurement runs in a process of its own, so that its memory is its own. Processor time is told
beside the clock: on a machine that others use, it is what a quiet one would need.
"""

from __future__ import annotations

import csv
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from random import Random

from duodesk.base.assets import resource
from duodesk.lists import kinds
from duodesk.lists.read import open_file
from tests.bench.measure import Figure
from tests.conftest import MORNING, FixedClock, new_store
from tests.lists.messy import write_ods

ROWS = 10_000
HEADINGS = (
    "Nom", "Prénom", "Date de naissance", "GSM", "E-mail", "Rue et numéro", "Code postal",
    "Commune", "Langues parlées", "Métier visé", "Disponibilités", "Objectif", "Langue de contact",
    "Inscrit le", "Statut", "Besoins", "Centres d'intérêt", "Source", "Remarques", "Dossier",
)  # fmt: skip


def rows(n: int) -> list[list[object]]:
    """People of a list as offices keep it, twenty columns wide."""
    dice = Random(7)
    languages = ["FR B1, arabe (natif)", "français C1; turc", "NL B2, anglais notions", "tigrigna"]
    trades = ["Cariste", "Cuisinier / cuisinière", "Aide-soignante", "informaticien"]
    given, family = (_names(file) for file in ("given_names", "family_names"))
    free = ["mardi après-midi, samedi", "lundi et jeudi", "le soir", "ven. 14h-17h"]
    made: list[list[object]] = [list(HEADINGS)]
    for number in range(n):
        born = date(1996, 1, 1) + timedelta(days=dice.randrange(3600))
        made.append([
            f"{dice.choice(family)}-{dice.choice(family)}", dice.choice(given), born,
            f"0470{number:06}",
            f"p{number}@example.org", f"rue du Moulin {number % 200}", 1000 + number % 90,
            "Ixelles", dice.choice(languages), dice.choice(trades), dice.choice(free), "emploi",
            "français", "12/03/2025", "inscrit", "CV, entretien", "football, échecs", "Actiris",
            f"rappeler en mars {number}", number,
        ])  # fmt: skip
    return made


def _names(file: str) -> list[str]:
    with resource("demo", f"{file}.csv").open(encoding="utf-8", newline="") as source:
        return [row["name"] for row in csv.DictReader(source)]


def write(folder: Path, n: int) -> None:
    """The same list as workbook, as OpenDocument sheet and as text."""
    from openpyxl import Workbook

    made = rows(n)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Mentees")
    for row in made:
        sheet.append(row)
    book.save(folder / "list.xlsx")
    write_ods(folder / "list.ods", {"Mentees": made})
    text = "\n".join(";".join(str(cell) for cell in row) for row in made)
    (folder / "list.csv").write_text(text, encoding="utf-8")


def bare(folder: Path) -> Figure:
    """What openpyxl alone needs to give all values."""
    from openpyxl import load_workbook

    begin, cpu = time.perf_counter(), time.process_time()
    book = load_workbook(folder / "list.xlsx", read_only=True, data_only=True)
    sum(len(row) for row in book.worksheets[0].iter_rows(values_only=True))
    return _figure("bare openpyxl reads every cell", begin, cpu)


def dry(folder: Path, suffix: str) -> Figure:
    """Reading, recognising and checking against an empty desk."""
    store = new_store(folder / f"dry{suffix}.duo", FixedClock(MORNING))
    begin, cpu = time.perf_counter(), time.process_time()
    plan = kinds.dry_run(store, kinds.draft(store, open_file(folder / f"list{suffix}")))
    figure = _figure(f"dry run of {suffix}, {len(plan.rows):,} rows", begin, cpu, 10_000)
    store.close()
    return figure


def apply(folder: Path) -> list[Figure]:
    """Writing them, then the same list again against all of them."""
    store = new_store(folder / "apply.duo", FixedClock(MORNING))
    workbook = open_file(folder / "list.xlsx")
    plan = kinds.dry_run(store, kinds.draft(store, workbook))
    begin, cpu = time.perf_counter(), time.process_time()
    done = kinds.apply(store, plan)
    name = f"apply, {done.n:,} new people, {_peak()} MB at the peak"
    figures = [_figure(name, begin, cpu, 20_000)]
    del plan, done  # as the window does before a list is opened again
    begin, cpu = time.perf_counter(), time.process_time()
    again = kinds.dry_run(store, kinds.draft(store, workbook))
    figures.append(_figure("dry run again, everybody known", begin, cpu, 10_000))
    begin, cpu = time.perf_counter(), time.process_time()
    assert kinds.apply(store, again).changes.operation is None
    figures.append(_figure("apply again, nothing written", begin, cpu))
    store.close()
    return figures


def _figure(name: str, begin: float, cpu: float, goal: float | None = None) -> Figure:
    took = (time.perf_counter() - begin) * 1000
    used = time.process_time() - cpu
    return Figure(f"{name} (processor {used:.1f} s)", took, goal=goal)


def _peak() -> int:
    """Megabytes this process needed at most."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text(encoding="ascii").splitlines()
        return int(next(line for line in lines if line.startswith("VmHWM")).split()[1]) // 1024
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def child(folder: Path, what: str) -> None:
    """One measurement in this process."""
    figures = apply(folder) if what == "apply" else []
    if what == "bare":
        figures = [bare(folder)]
    elif what.startswith("."):
        figures = [dry(folder, what)]
    for figure in figures:
        print(figure, flush=True)
    print(f"{'  memory at the peak':58} {_peak():9} MB")


def main(n: int) -> None:
    """Write the list, then measure each part in a process of its own."""
    with tempfile.TemporaryDirectory() as name:
        write(Path(name), n)
        for what in ("bare", ".xlsx", ".ods", ".csv", "apply"):
            command = [sys.executable, "-m", "tests.bench.lists", name, what]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    if len(sys.argv) == 3:
        child(Path(sys.argv[1]), sys.argv[2])
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
