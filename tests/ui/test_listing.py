"""The list of people in the real window: filters, views, columns; and how any list leaves."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from duodesk.base.i18n import N_
from duodesk.model.recruitment import SavedView
from duodesk.people import commands, views
from duodesk.people.filters import Wish
from duodesk.people.values import PersonValues
from duodesk.people.views import BUILT_IN, PEOPLE
from duodesk.people.words import Role
from duodesk.tour.stage import Stage
from duodesk.ui.documents.page import DocumentsPage
from duodesk.ui.leaving import PaperDialog
from duodesk.ui.people.choosing import Choosing, ChoosingLanguages, ChoosingSpan, ChoosingTicks
from duodesk.ui.people.listing import ListView
from duodesk.ui.people.viewing import NameDialog
from duodesk.ui.widgets.columns import ColumnsPopup
from duodesk.ui.widgets.popup import TickSearch
from duodesk.ui.widgets.table import Shape

pytestmark = pytest.mark.gui
HOSTILE = '=1+1 & <b>x</b> "q"'


@pytest.fixture
def listing(stage: Stage) -> ListView:
    stage.page("people")
    found = stage.window.findChild(ListView)
    assert found is not None
    return found


def shown(listing: ListView) -> int:
    return listing.table.rows_model.rowCount()


def popup(stage: Stage, kind: type[Choosing]) -> Choosing:
    stage.settle()
    return next(one for one in stage.dialogs() if isinstance(one, kind))


def chips(stage: Stage, listing: ListView) -> list[str]:
    """The filters in words, as their chips say them."""
    stage.settle()
    found = listing.filters.findChildren(QPushButton)
    tokens = [
        one
        for one in found
        if one.property("kind") == "token" and not one.parentWidget().isHidden()
    ]
    return [one.accessibleName() for one in tokens]


def test_a_filter_is_added_in_two_steps_and_taken_away_by_its_chip(
    stage: Stage, listing: ListView
) -> None:
    everybody = shown(listing)
    listing.filters.choose("language")
    choosing = popup(stage, ChoosingLanguages)
    assert isinstance(choosing, ChoosingLanguages)
    choosing.ticks.tick("fra", on=True)
    french = shown(listing)
    assert 0 < french < everybody
    choosing.level.set_value("B2")
    choosing.level.chosen.emit("B2")
    assert 0 < shown(listing) < french
    choosing.accept()
    stage.settle()
    assert chips(stage, listing) == ["Language: French, B2 or better"]
    listing.filters._take("language", ())
    assert chips(stage, listing) == []
    assert shown(listing) == everybody


def test_a_list_of_ticks_is_narrowed_by_typing_and_ticked_by_enter(
    stage: Stage, listing: ListView
) -> None:
    listing.filters.choose("target")
    choosing = popup(stage, ChoosingTicks)
    assert isinstance(choosing, ChoosingTicks)
    search = choosing.findChild(TickSearch)
    assert search is not None
    QTest.keyClicks(search, "cook")
    seen = [n for n in range(choosing.ticks.count()) if not choosing.ticks.isRowHidden(n)]
    assert 0 < len(seen) < choosing.ticks.count()
    QTest.keyClick(search, Qt.Key.Key_Return)
    assert search.text() == ""
    assert len(choosing.ticks.value()) == 1
    assert listing.filters.wishes() == (Wish("target", choosing.ticks.value()),)
    QTest.keyClick(search, Qt.Key.Key_Return)
    stage.settle()
    assert not stage.dialogs()


def test_spans_take_both_ends_one_or_none(stage: Stage, listing: ListView) -> None:
    listing.filters.choose("age")
    choosing = popup(stage, ChoosingSpan)
    assert isinstance(choosing, ChoosingSpan)
    choosing.low.set_value(50)
    choosing._tell()
    assert listing.filters.wishes() == (Wish("age", ("50-",)),)
    assert {row.age >= 50 for row in listing.table.rows_model.rows() if row.age} == {True}
    choosing.low.set_value(None)
    choosing._tell()
    assert listing.filters.wishes() == ()
    QTest.keyClicks(choosing.high.entry(), "30")
    choosing.reject()
    stage.settle()
    assert listing.filters.wishes() == (Wish("age", ("-30",)),), "what was typed is not lost"


def test_quick_chips_and_the_status_filter_are_one(stage: Stage, listing: ListView) -> None:
    listing.filters._quick["accepted"].click()
    accepted = shown(listing)
    assert listing.filters.wishes() == (Wish("status", ("accepted",)),)
    assert {row.status for row in listing.table.rows_model.rows()} == {"accepted"}
    assert chips(stage, listing) == []
    listing.filters.set_wishes([Wish("status", ("accepted", "redirected"))])
    listing.reload()
    assert shown(listing) >= accepted
    assert chips(stage, listing)[0].startswith("Status: Accepted")
    listing.filters.clear()
    assert not listing.filters._quick["accepted"].isChecked()


def test_a_view_is_saved_changed_saved_again_renamed_and_removed_with_undo(
    stage: Stage, listing: ListView
) -> None:
    desk = stage.desk
    listing.filters.set_wishes([Wish("language", ("fra",))])
    listing.reload()
    assert listing.views.text().strip() == "All (changed)"
    listing.views.save_as()
    dialog = next(one for one in stage.dialogs() if isinstance(one, NameDialog))
    stage.press("Save", dialog)
    assert dialog.isVisible(), "a view without a name is not saved"
    dialog.name.set_value("French & co")
    stage.press("Save", dialog)
    assert listing.views.accessibleName() == "View: French & co"
    listing.filters.set_wishes([Wish("language", ("nld",))])
    listing.reload()
    assert listing.views.changed()
    listing.views.save_again()
    assert not listing.views.changed()
    (kept,) = desk.read(views.views, PEOPLE, office_id=desk.office_id)
    assert kept.wanted.wishes == (Wish("language", ("nld",)),)
    listing.views.remove()
    stage.settle()
    assert desk.read(views.views, PEOPLE, office_id=desk.office_id) == []
    desk.undo()
    stage.settle()
    assert [v.name for v in desk.read(views.views, PEOPLE, office_id=desk.office_id)] == [
        "French & co"
    ]


def test_the_views_of_the_program_show_whom_they_name(stage: Stage, listing: ListView) -> None:
    by_name = {view.name: view for view in BUILT_IN}
    listing.views.choose(by_name["Waiting for a duo"])
    rows = listing.table.rows_model.rows()
    assert {(row.roles, row.status) for row in rows} <= {
        (("mentee",), "accepted"), (("mentee", "mentor"), "accepted"),
    }  # fmt: skip
    days = [row.waiting_days for row in rows]
    assert days == sorted(days, reverse=True)
    assert len(days) > 1
    listing.views.choose(by_name["Mentors free"])
    assert {row.status for row in listing.table.rows_model.rows()} == {"accepted"}
    listing.views.choose(by_name["All"])
    assert not listing.filters.wishes()


def test_a_view_of_a_newer_program_is_shown_as_far_as_it_goes(
    stage: Stage, listing: ListView
) -> None:
    desk = stage.desk
    text = '{"filters": [{"kind": "moon", "values": ["full"]}], "grouped_by": "x"}'
    with desk.store.write(N_("Newer")) as write:
        write.session.add(
            SavedView(id=write.new_id(), name="N", page=PEOPLE, wanted=text,
                      office_id=write.office_id)
        )  # fmt: skip
    everybody = shown(listing)
    (view,) = desk.read(views.views, PEOPLE, office_id=desk.office_id)
    listing.views.choose(view)
    assert shown(listing) == everybody
    assert chips(stage, listing) == ["Not understood here: moon"]
    assert "moon, grouped_by" in stage.heard[-1][0]


def test_columns_are_shown_moved_reset_and_remembered(stage: Stage, listing: ListView) -> None:
    table = listing.table
    delivered = table.shape().columns
    table.choose_columns()
    columns = next(one for one in stage.dialogs() if isinstance(one, ColumnsPopup))
    columns.ticks.tick("birth_date", on=True)
    assert table.shape().columns == (*delivered, "birth_date")
    columns.ticks.go_to("birth_date")
    columns.move_column(-1)
    assert table.shape().columns[-2:] == ("birth_date", delivered[-1])
    for key in table.shape().columns:
        columns.ticks.tick(key, on=False)
    assert len(table.shape().columns) == 1, "one column stays"
    columns.accept()
    table.set_shape(Shape(("age", "name", "street"), "age", down=True))
    again = ListView(stage.desk)
    assert again.table.shape() == Shape(("age", "name", "street"), "age", down=True)
    again.table.reset_columns()
    assert again.table.shape().columns == delivered


def test_every_declared_column_shows_and_orders(stage: Stage, listing: ListView) -> None:
    table, model = listing.table, listing.table.rows_model
    table.set_shape(Shape(tuple(column.key for column in model.columns)))
    texts = {c.key: [c.text(row) for row in model.rows()] for c in model.columns}
    filled = {key for key, found in texts.items() if any(found)}
    assert {"birth_date", "email", "postcode", "days", "interests", "registered_on", "goal"} <= (
        filled
    )
    for place in range(len(model.columns)):
        table.order_by(place)
    births = model.columns[[c.key for c in model.columns].index("birth_date")]
    table.order_by(model.columns.index(births))
    days = [births.cell(row) for row in model.rows() if births.cell(row)]
    assert days == sorted(days)


def test_names_are_ordered_anew_and_the_other_way_round(stage: Stage, listing: ListView) -> None:
    table = listing.table
    names = [row.name for row in table.rows_model.rows()]
    table.order_by(2)
    assert [row.name for row in table.rows_model.rows()] != names
    table.order_by(0)
    assert [row.name for row in table.rows_model.rows()] == names
    table.order_by(0)
    assert [row.name for row in table.rows_model.rows()] == names[::-1]


def add_hostile(stage: Stage) -> None:
    values = PersonValues(family_name=HOSTILE, phone="+32 470 00 00 00", postcode="01000")
    assert stage.desk.do(commands.register, Role.MENTEE, values=values) is not None


def test_excel_has_just_what_is_shown_and_asks_for_many(stage: Stage, listing: ListView) -> None:
    add_hostile(stage)
    stage.settle()
    page = stage.page("people")
    listing.table.set_shape(Shape(("phone", "name", "birth_date", "age"), "name"))
    listing._search.setText("1+1")
    listing._find()
    page.to_excel()
    assert stage.answers.told == []
    book = load_workbook(BytesIO(stage.answers.files[-1].read_bytes()))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][0] == "People"
    assert rows[2][0] == "found by “1+1”"
    assert rows[4:] == [
        ("Telephone", "Name", "Date of birth", "Age"),
        ("+32 470 00 00 00", HOSTILE, None, None),
    ]
    listing.filters.cleared.emit()
    listing._find()
    page.to_excel()
    assert "will leave the protected desk file" in stage.answers.told[-1]
    book = load_workbook(BytesIO(stage.answers.files[-1].read_bytes()))
    kinds = {type(row[2]) for row in list(book.active.iter_rows(values_only=True))[5:]}
    assert kinds == {datetime, type(None)}


def test_all_details_can_be_read_in_again(stage: Stage, listing: ListView) -> None:
    listing.all_details()
    assert len(stage.answers.told) == 1
    book = load_workbook(BytesIO(stage.answers.files[-1].read_bytes()))
    assert "Languages with levels" in [cell.value for cell in book.active[1]]


def test_ctrl_p_shows_the_pages_first(stage: Stage, listing: ListView) -> None:
    page = stage.page("people")
    listing.filters.set_wishes([Wish("language", ("fra:B2",))])
    listing.reload()
    page.print_page()
    stage.settle()
    (dialog,) = [one for one in stage.dialogs() if isinstance(one, PaperDialog)]
    stage.until(lambda: dialog.preview.pages > 0, "the pages")
    stage.press("PDF…", dialog)
    assert stage.answers.files[-1].read_bytes() == dialog.content
    dialog.reject()


def test_the_list_of_another_screen_leaves_by_the_same_keys(stage: Stage) -> None:
    page = stage.page("duos")
    page.to_excel()
    stage.finish_jobs()
    book = load_workbook(BytesIO(stage.answers.files[-1].read_bytes()))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[0][0] == "Duos"
    assert "To sign, Active" in str(rows[2][0])
    assert rows[4][0] == "Duo"
    assert "26" in rows[4]
    page.print_page()
    stage.settle()
    assert [one for one in stage.dialogs() if isinstance(one, PaperDialog)]


def test_a_copied_table_is_html_and_tabs_with_texts_as_texts(
    stage: Stage, listing: ListView
) -> None:
    add_hostile(stage)
    stage.settle()
    listing.table.set_shape(Shape(("name", "phone")))
    listing._search.setText("1+1")
    listing._find()
    listing.table.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().splitlines()[1] == f"'{HOSTILE}\t+32 470 00 00 00"
    assert "=1+1 &amp; &lt;b&gt;x&lt;/b&gt;" in data.html()
    assert "mso-number-format" in data.html()
    assert stage.answers.told == []
    listing.filters.cleared.emit()
    listing._find()
    listing.table.go_to(3)
    listing.table.copy()
    assert len(data_lines()) == 2
    listing.table.copy_all()
    assert len(data_lines()) == shown(listing) + 1
    assert "will leave the protected desk file" in stage.answers.told[-1]


def data_lines() -> list[str]:
    return QGuiApplication.clipboard().mimeData().text().splitlines()


def test_the_papers_go_to_excel_as_rows(stage: Stage) -> None:
    page = stage.page("documents")
    assert isinstance(page, DocumentsPage)
    page.search.setText("BRU-D")
    page.states.set_value("signed")
    page.states.chosen.emit("signed")
    page.to_excel()
    book = load_workbook(BytesIO(stage.answers.files[-1].read_bytes()))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[4][:4] == ("Number", "For whom", "Document", "Printed on")
    assert len(rows) > 5
    assert str(rows[2][0]).startswith("Done: ")


def test_filters_views_and_columns_work_by_keys_alone(stage: Stage, listing: ListView) -> None:
    everybody = shown(listing)
    listing.filters.more.setFocus()
    listing.filters.choose("weekday")
    choosing = popup(stage, ChoosingTicks)
    assert isinstance(choosing, ChoosingTicks)
    QTest.keyClick(choosing.ticks, Qt.Key.Key_Down)
    QTest.keyClick(choosing.ticks, Qt.Key.Key_Space)
    assert listing.filters.wishes() == (Wish("weekday", ("1",)),)
    assert shown(listing) < everybody
    QTest.keyClick(choosing, Qt.Key.Key_Escape)
    listing.table.choose_columns()
    columns = next(one for one in stage.dialogs() if isinstance(one, ColumnsPopup))
    columns.ticks.go_to("age")
    QTest.keyClick(columns, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert listing.table.shape().columns[:3] == ("name", "age", "role")
    QTest.keyClicks(columns.search, "birth")
    seen = [n for n in range(columns.ticks.count()) if not columns.ticks.isRowHidden(n)]
    assert [columns.ticks.item(n).text() for n in seen] == ["Date of birth"]


def test_the_palette_offers_the_list_to_excel(stage: Stage) -> None:
    stage.page("duos")
    shell = stage.window.shell
    assert shell is not None
    shell.palette_.open("excel")
    stage.settle()
    titles = [card.title for card in shell.palette_.found.cards.cards()]
    assert "This list to Excel" in titles


def test_the_next_step_is_a_column_too(stage: Stage, listing: ListView) -> None:
    listing.table.set_shape(Shape(("name", "next")))
    (_name, column) = listing.table.shown_columns()
    rows = listing.table.rows_model.rows()
    told = {row.status for row in rows if column.text(row)}
    assert told
    assert told <= {"registered", "invited", "interviewed", "waiting"}
    listing.table.order_by(listing.table.rows_model.columns.index(column))
    texts = [text for row in listing.table.rows_model.rows() if (text := column.text(row))]
    assert texts == sorted(texts)
