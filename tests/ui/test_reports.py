"""The screen of the reports: figures that open who is behind them, charts, what changed, paper."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage
from PySide6.QtTest import QTest

from duodesk.followup.commands import OutcomeValues, record_outcome
from duodesk.followup.outcomes import Outcome
from duodesk.followup.queries import duos
from duodesk.followup.words import Evidence
from duodesk.reports import snapshots
from duodesk.reports.changes import Why
from duodesk.reports.chart_shapes import Box
from duodesk.reports.figures import FAMILIES, figure
from duodesk.tour.stage import Stage
from duodesk.ui.behind import Behind
from duodesk.ui.one_paper import OnePaperDialog
from duodesk.ui.reports.asking import MATURE, OWN, days_of
from duodesk.ui.reports.chart_card import TABLE, ChartCard
from duodesk.ui.reports.drill import DuosBehind
from duodesk.ui.reports.page import ReportsPage
from duodesk.ui.reports.since import DUOS, SinceDialog
from duodesk.ui.widgets.dialog import Dialog
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui
D = TypeVar("D", bound=Dialog)


def reports(stage: Stage) -> ReportsPage:
    page = stage.page("reports")
    assert isinstance(page, ReportsPage)
    return page


def opened(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    return next(one for one in reversed(stage.dialogs()) if isinstance(one, kind))


def card(stage: Stage, code: str, family: str = "operations") -> ChartCard:
    page = reports(stage)
    page.show_family(family)
    stage.settle()
    return page.view(family).cards[code]


def test_a_share_opens_those_it_counts_and_those_it_does_not(stage: Stage) -> None:
    page = reports(stage)
    page.show_family("operations")
    assert page.cohort is not None
    line = next(
        one for one in page.view("operations").figures.lines if one.figure.code == "positive"
    )
    count, whole = len(page.cohort.positives), len(page.cohort.counted)
    assert 0 < count < whole
    assert line.sure.text().startswith(f"{count} of {whole}.")
    line.value.click()
    dialog = opened(stage, DuosBehind)
    assert nameless(dialog) == []
    assert [len(group.parts) for group in dialog.groups] == [count, whole - count]
    row = dialog.table.current()
    assert row is not None
    assert row.mentee
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    stage.settle()
    shell = stage.window.shell
    assert shell is not None
    assert shell.page is not None
    assert shell.page.duo_id() == row.duo_id


def test_every_figure_that_has_a_list_opens_it(stage: Stage) -> None:
    page = reports(stage)
    page.show_year(stage.desk.today.year)
    seen = 0
    for family in FAMILIES:
        page.show_family(family)
        for line in page.view(family).figures.lines:
            assert line.definition.text().startswith(line.figure.definition)
            if not line.value.isHidden():
                line.value.click()
                dialog = opened(stage, Behind)
                assert sum(len(group.parts) for group in dialog.groups) > 0, line.figure.code
                dialog.reject()
                seen += 1
    assert seen > 20
    assert stage.failures == []


def test_the_table_of_a_chart_is_its_picture_in_numbers(stage: Stage) -> None:
    shown = card(stage, "outcomes")
    spoken = QAccessible.queryAccessibleInterface(shown.view)
    assert spoken.text(QAccessible.Text.Name) == shown.series.title
    assert spoken.text(QAccessible.Text.Description).startswith("Job: ")
    shown.copy_table()
    data = QGuiApplication.clipboard().mimeData()
    head, *lines = (line.split("\t") for line in data.text().splitlines())
    assert head == [heading.title for heading in shown.series.headings]
    assert len(lines) == len(shown.series.rows)
    job = head.index("Job")
    assert tuple(float(line[job]) for line in lines) == shown.chart.bands[0].values
    shown.copy_picture()
    image = QGuiApplication.clipboard().mimeData().imageData()
    assert isinstance(image, QImage)
    colours = {image.pixelColor(x, y).name() for x in range(0, 2000, 7) for y in range(0, 1040, 7)}
    assert {"#ffffff", "#0f6b6b"} <= colours
    shown.shown._group.button(1).click()
    assert shown.shown.value() == TABLE
    stage.settle()
    assert shown.view.isHidden()
    assert shown.table is not None
    assert shown.table.isVisible()
    assert nameless(shown) == []


def test_a_column_opens_the_list_of_its_place(stage: Stage) -> None:
    shown = card(stage, "outcomes")
    shown.view.grab()
    box = next(one for one in shown.view._shapes if isinstance(one, Box) and one.spot)
    middle = QPointF(box.x + box.width / 2 + 4, box.y + box.height / 2 + 4)
    assert shown.view.spot_at(middle) == box.spot
    QTest.mouseClick(shown.view, Qt.MouseButton.LeftButton, pos=middle.toPoint())
    dialog = opened(stage, DuosBehind)
    assert box.spot is not None
    band, place = box.spot
    assert len(dialog.group().parts) == shown.chart.bands[band].values[place]
    dialog.reject()
    QTest.keyClick(shown.view, Qt.Key.Key_Return)
    dialog = opened(stage, DuosBehind)
    assert [len(group.parts) for group in dialog.groups] == [
        sum(value or 0 for value in band.values) for band in shown.chart.bands
    ]


def test_language_and_coordinator_narrow_and_periods_follow_the_calendar(stage: Stage) -> None:
    page = reports(stage)
    asking, cohort = page.asking, page.cohort
    assert cohort is not None
    told = entries = 0
    for code in [
        asking.language.combo.itemData(n) for n in range(1, asking.language.combo.count())
    ]:
        asking.language.set_value(code)
        asking.changed.emit()
        assert page.cohort is not None
        told += len(page.cohort.duos)
        entries += len(page.cohort.entries)
    assert told == len(cohort.duos) > 0
    assert len(cohort.entries) >= entries > 0
    page.compare()
    assert "Reports are kept whole" in stage.heard[-1][0]
    asking.language.set_value(None)
    asking.begin.line.setText("01/02/2026")
    asking.begin.line.editingFinished.emit()
    assert asking.period.value() == OWN
    asking.end.line.setText("01/01/2026")
    asking.end.line.editingFinished.emit()
    assert asking.question() is None
    asking.take(MATURE)
    question = asking.question()
    assert question is not None
    assert (question.begin, question.end) == (date(2024, 11, 1), date(2025, 10, 31))
    assert days_of("quarter:2024-4", date(2026, 1, 1)) == (date(2024, 10, 1), date(2024, 12, 31))
    assert days_of(MATURE, date(2026, 1, 31)) == (date(2024, 1, 1), date(2024, 12, 31))


def test_what_changed_since_the_last_report_is_told_duo_by_duo(stage: Stage) -> None:
    page = reports(stage)
    page.compare()
    dialog = opened(stage, SinceDialog)
    assert "No report was kept yet." in dialog.nothing.sentence.text()
    stage.press("Keep this report", dialog)
    assert "Nothing changed" in dialog.nothing.sentence.text()
    dialog.reject()
    assert page.cohort is not None
    late = next(one for one in page.cohort.counted if one.outcome is Outcome.NOT_POSITIVE)
    row = next(r for r in stage.desk.read(duos, today=stage.desk.today) if r.number == late.number)
    assert row.start is not None
    values = OutcomeValues("permanent", row.start.replace(day=28), evidence=Evidence.DOCUMENT)
    stage.desk.do(record_outcome, row.mentee_id, values)
    stage.settle()
    page.compare()
    dialog = opened(stage, SinceDialog)
    assert dialog.comparison is not None
    (change,) = dialog.comparison.of(Why.CORRECTED)
    assert (change.number, change.before.split(" · ")[0]) == (late.number, "Not positive")
    moved = {one.figure.code for one in dialog.figures.rows_model.rows()}
    assert {"positive", "not_positive", "employment"} <= moved
    assert "stable" in change.now
    assert nameless(dialog) == []
    dialog.shown.set_value(DUOS)
    dialog._show()
    dialog.duos.go_to(0)
    QTest.keyClick(dialog.duos, Qt.Key.Key_Return)
    stage.settle()
    assert stage.window.shell is not None
    assert stage.window.shell.page is not None
    assert stage.window.shell.page.duo_id() == row.id


def test_paper_and_workbook_leave_and_are_kept(stage: Stage) -> None:
    page = reports(stage)
    page.print_page()
    stage.finish_jobs()
    dialog = opened(stage, OnePaperDialog)
    assert stage.desk.read(snapshots.snapshots) == []
    dialog.show_language("de")
    stage.press("PDF…", dialog)
    dialog.reject()
    page.to_workbook(funders=True)
    stage.finish_jobs()
    names = [path.name for path in stage.answers.files]
    assert names[0].endswith("2024-11-01-2025-10-31.pdf")
    assert names[1].endswith("-for-funders.xlsx")
    # The same report, told twice, is kept once.
    (kept,) = stage.desk.read(snapshots.snapshots)
    assert kept.about_office_id == stage.desk.office_id
    assert stage.desk.store.agrees_with_journal()


def test_a_chart_is_printed_with_its_table(stage: Stage) -> None:
    shown = card(stage, "funnel_mentee", "quality")
    stage.page("reports").print_chart(shown.series)  # type: ignore[attr-defined]
    stage.settle()
    (dialog,) = stage.dialogs()
    assert dialog.content.startswith(b"%PDF")  # type: ignore[attr-defined]
    assert figure("positive").title not in shown.series.title


def test_a_large_desk_is_reckoned_beside_the_window(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reports(stage)
    first = page.cohort
    monkeypatch.setattr("duodesk.ui.reports.page._SOON", 0)
    page.show_year(2024)
    page.show_year(2025)
    assert page.cohort is first
    stage.finish_jobs()
    assert page.cohort is not None
    assert page.cohort.begin == date(2025, 1, 1)
    assert page.header.subtitle.text().startswith("Entries until: ANT ")


def test_another_look_asks_what_was_asked(stage: Stage) -> None:
    page = reports(stage)
    page.show_year(2025)
    page.asking.office.set_value(None)
    page.asking.changed.emit()
    page.show_family("profitability")
    before = page.asking.question()
    stage.appearance.choose_language("nl")
    stage.settle()
    again = reports(stage)
    assert again is not page
    assert again.asking.question() == before
    assert again.parts.value() == "profitability"
    assert again.asking.period.value() == "year:2025"
