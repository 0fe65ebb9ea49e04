"""Steps of the tour about lists: columns corrected and remembered, rows mended, nothing twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _
from duodesk.lists.plan import State
from duodesk.paper.cells import Book, Column
from duodesk.people.words import Role
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way
from duodesk.ui.people.importing import COLUMNS, FILE, ROWS, ImportView

# As an office keeps it: a heading nobody else uses, and a day that cannot be.
_LIST: tuple[tuple[str | date, ...], ...] = (
    ("Nom", "Prénom", "Né(e) le", "GSM", "Langues", "Code Z", "Dispos"),
    ("Traoré", "Fatoumata", date(2001, 2, 3), "0475 10 20 30", "bambara, FR (B2)", "Ixelles",
     "lundi et jeudi après-midi"),
    ("Hassan", "Leyla", "03/29/1999", "0475 10 20 31", "somali, anglais notions", "Uccle", ""),
)  # fmt: skip


def correct_columns(way: Way) -> str:
    """A heading that nobody knows is set once, and known the next time."""
    stage, path = way.stage, way.folder / "antenne.xlsx"
    _write(path, way)
    view = _open(way, path)
    view.steps.chosen.emit(FILE)
    stage.picture("list-file")
    place = _LIST[0].index("Code Z")
    view.columns.remapped.emit(place, "municipality")
    view.steps.chosen.emit(COLUMNS)
    stage.picture("list-columns")
    view.go_on()
    stage.finish_jobs()
    stage.picture("list-check")
    again = _open(way, path)
    columns = {one.heading: one.target for one in again.plan.columns} if again.plan else {}
    if columns.get("Code Z") != "municipality":
        raise TourError(f"the columns were not remembered: {columns}")
    stage.refuse_complaints()
    return _("“%(heading)s” is remembered", heading="Code Z")


def mend_rows(way: Way) -> str:
    """What cannot be read goes out as a workbook with proposals, and can be read again."""
    stage = way.stage
    view = _open(way, way.folder / "antenne.xlsx")
    view.steps.chosen.emit(ROWS)
    before = len(stage.answers.files)
    stage.press(_("Rows to mend…"), view)
    if len(stage.answers.files) == before:
        raise TourError("no workbook of the rows to mend was written")
    plan = _open(way, stage.answers.files[-1]).plan
    stage.picture("list-mend")
    if plan is None or (plan.unreadable, plan.problems[0].repair) != (1, "29/03/1999"):
        raise TourError(f"the rows to mend say {plan and plan.problems}")
    return _("1 row with the proposal %(day)s", day=plan.problems[0].repair)


def bring_in_again(way: Way) -> str:
    """The same list twice changes nothing."""
    stage = way.stage
    view = _open(way, way.lists[Role.MENTEE])
    stage.picture("list-again")
    plan = view.plan
    if plan is None or plan.coming or not plan.states()[State.SAME]:
        raise TourError(f"the same list would change {plan and plan.coming} rows")
    view.back.emit()
    stage.settle()
    return _("%(n)s rows known, nothing to do", n=plan.states()[State.SAME])


def _open(way: Way, path: Path) -> ImportView:
    """The steps of a list, once it is read."""
    way.stage.page("people")
    view = way.stage.view("people", path, ImportView)
    way.stage.finish_jobs()
    if view.plan is None:
        raise TourError(f"{path.name} could not be read")
    return view


def _write(path: Path, way: Way) -> None:
    book = Book("Antenne", made_at=way.clock.now())
    headings, *lines = _LIST
    columns = [Column(str(one), "date" if one == "Né(e) le" else "text") for one in headings]
    book.sheet("Inscriptions").table(0, "List", columns, [list(line) for line in lines])
    atomic_write(path, book.save())


STEPS = (
    (N_("A list with headings of its own"), correct_columns),
    (N_("Rows that cannot be read, mended"), mend_rows),
    (N_("The same list a second time"), bring_in_again),
)
