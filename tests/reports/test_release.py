"""What leaves for funders: no small number, none that could be reckoned from the whole workbook,
and nothing kept back for headquarters.
"""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest

from duodesk.followup.outcomes import Outcome
from duodesk.followup.satisfaction import Returned
from duodesk.model.people import Role
from duodesk.reports import workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.masking import KEPT, LEAST, SMALL, recoverable
from duodesk.reports.numbers import Number
from duodesk.reports.release import Release
from tests.conftest import MORNING
from tests.reports.test_figures import cohort


@pytest.fixture(scope="package")
def funders(told: Cohort) -> Release:
    return Release(told, funders=True)


def test_no_number_of_one_to_four_is_printed(funders: Release) -> None:
    for one in funders.told:
        if one.figure.unit == "count":
            assert one.value is None or one.value == 0 or one.value >= LEAST, one.figure.code
        elif one.figure.unit == "share" and one.figure.of and not one.mark:
            for part in (one.part, (one.whole or 0) - (one.part or 0)):
                assert part is None or part == 0 or part >= LEAST, one.figure.code


def test_nor_in_any_chart(funders: Release) -> None:
    counts = [cell.told for cell in numbers(funders) if cell.unit == "count"]
    assert None in counts
    assert all(n is None or n == 0 or n >= LEAST for n in counts)


def numbers(release: Release) -> list[Number]:
    """Every number of every chart."""
    rows = [row for series in release.series.values() for row in series.rows]
    return [cell for row in rows for cell in row if isinstance(cell, Number)]


def test_nothing_kept_back_can_be_reckoned_from_all_that_is_printed(funders: Release) -> None:
    cells = funders._cells()
    found = funders._marks
    assert {SMALL, KEPT} == set(found.values())
    assert recoverable(cells, found) == []


def test_the_headline_is_told_all_the_same(funders: Release) -> None:
    assert not funders.figure("positive").mark
    assert funders.figure("unknown").mark == SMALL
    assert funders.figure("positive").bounds is None


def test_headquarters_is_told_everything(told: Cohort) -> None:
    release = Release(told, funders=False)
    assert not any(one.mark for one in release.told)
    assert not any(cell.mark for cell in numbers(release))


def test_the_workbook_of_funders_prints_what_the_release_tells(
    told: Cohort, funders: Release
) -> None:
    content = workbook.build(told, office="x", made_at=MORNING, code="en", funders=True)
    book = openpyxl.load_workbook(BytesIO(content))
    assert not any(cell.data_type == "f" for s in book for row in s.iter_rows() for cell in row)
    values = [
        row[1] for s in book.worksheets[2:5] for row in s.iter_rows(min_row=7, values_only=True)
    ]
    expected = [one.mark or ("–" if one.value is None else one.value) for one in funders.told]
    for value, wanted in zip(values, expected, strict=True):
        assert value == (wanted if isinstance(wanted, str) else pytest.approx(wanted))
    assert not [one for one in book.sheetnames if one.startswith("Rows")]


def test_cost_per_job_would_tell_the_number_of_jobs() -> None:
    few = cohort((Outcome.JOB, 3), (Outcome.NOT_POSITIVE, 40), cost=9000.0)
    release = Release(few, funders=True)
    assert release.figure("cost_per_job").mark
    assert release.figure("cost_per_duo").value == pytest.approx(9000 / 43)


def test_a_share_kept_back_as_a_figure_stands_in_no_chart_either() -> None:
    day = MORNING.date()
    answers = tuple(
        Returned(Role.MENTEE, day, day, {"satisfaction": 5 if n < 10 else 2}) for n in range(12)
    )
    release = Release(cohort(answers=answers), funders=True)
    assert release.figure("mentees_agree").mark
    assert release.figure("mentees_response").value == 1
    row = next(row for row in release.series["satisfaction"].rows if "happy" in str(row[0]))
    mean, agree, scores, response = (cell for cell in row[1:] if isinstance(cell, Number))
    assert agree.mark
    assert (mean.told, scores.told, response.told) == (4.5, 12, 1)
