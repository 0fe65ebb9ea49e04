"""The list of people: filtered, kept as a view, with other columns, to Excel and on paper."""

from __future__ import annotations

from collections.abc import Callable

from duodesk.base.i18n import N_, _
from duodesk.people import views
from duodesk.people.views import BUILT_IN, PEOPLE
from duodesk.tour.stage import TourError, W
from duodesk.tour.way import Way
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.people.choosing import ChoosingLanguages
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.viewing import NameDialog
from duodesk.ui.widgets.columns import ColumnsPopup

_COLUMNS = ("birth_date", "days")


def filter_people(way: Way) -> str:
    """One filter by its small window, a second beside it."""
    stage, listing = way.stage, _listing(way)
    everybody = listing.table.rows_model.rowCount()
    listing.filters.choose("language")
    choosing = _dialog(way, ChoosingLanguages)
    choosing.ticks.tick("fra", on=True)
    choosing.level.set_value("B1")
    choosing.level.chosen.emit("B1")
    stage.picture("people-filter")
    choosing.accept()
    stage.settle()
    stage.picture("people-filtered")
    shown = listing.table.rows_model.rowCount()
    if not 0 < shown < everybody:
        raise TourError(f"the filter leaves {shown} of {everybody}")
    return _("%(shown)s of %(total)s", shown=shown, total=everybody)


def save_view(way: Way) -> str:
    """Filters and columns under a name, which asks for nothing else."""
    stage, listing = way.stage, _listing(way)
    listing.table.choose_columns()
    columns = _dialog(way, ColumnsPopup)
    for key in _COLUMNS:
        columns.ticks.tick(key, on=True)
    stage.picture("people-columns")
    columns.accept()
    stage.settle()
    listing.views.save_as()
    asked = _dialog(way, NameDialog)
    asked.name.set_value(str(_("Language")))
    stage.press(_("Save"), asked)
    stage.refuse_complaints()
    saved = stage.desk.read(views.views, PEOPLE, office_id=stage.desk.office_id)
    if not saved or saved[-1].wanted.columns != listing.table.shape().columns:
        raise TourError("the view was not kept")
    stage.picture("people-view")
    return saved[-1].name


def take_out(way: Way) -> str:
    """The same rows and columns as a workbook and on pages."""
    stage, listing = way.stage, _listing(way)
    before = len(stage.answers.files)
    listing.to_excel()
    stage.finish_jobs()
    listing.print_page()
    stage.finish_jobs()
    pages = _dialog(way, PaperDialog)
    stage.until(lambda: pages.preview.pages > 0, "the pages of the list")
    stage.press(_("PDF…"), pages)
    stage.picture("people-paper")
    pages.reject()
    stage.settle()
    listing.views.choose(BUILT_IN[0])
    listing.table.reset_columns()
    stage.refuse_complaints()
    made = stage.answers.files[before:]
    if len(made) != 2:
        raise TourError("the list did not leave")
    return ", ".join(path.name for path in made)


def _listing(way: Way) -> ListView:
    found = way.stage.page("people").findChild(ListView)
    if found is None:
        raise TourError("no list of people")
    return found


def _dialog(way: Way, kind: type[W]) -> W:
    """The small window that opened last."""
    way.stage.settle()
    for one in reversed(way.stage.dialogs()):
        if isinstance(one, kind):
            return one
    raise TourError(f"no {kind.__name__} opened")


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("The list is filtered"), filter_people),
    (N_("A view is saved"), save_view),
    (N_("The list goes to Excel and on paper"), take_out),
)
