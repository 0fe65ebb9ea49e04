"""The report on two pages: what it must say, in every language, and what funders must not read."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from duodesk.base.i18n import LANGUAGES
from duodesk.followup.outcomes import Outcome
from duodesk.reports.cohort import Cohort, OfficeAge
from duodesk.reports.outcome_figures import DEFINITIONS
from duodesk.reports.release import Release
from duodesk.reports.series import CODES, series
from duodesk.reports.summary_pdf import MAIN, About, chart_page, summary_pdf
from tests.conftest import MORNING
from tests.reports.test_figures import cohort

ABOUT = About(MORNING, "Brussels", "fra", "Annick Delvaux")
AGES = (OfficeAge("BRU", "Brussels", date(2026, 11, 24)), OfficeAge("LIE", "Liège", None))


@pytest.fixture(scope="module")
def known() -> Cohort:
    """The third vector of the definitions: 74.0, and 84.0 at most."""
    return cohort(
        (Outcome.JOB, 55),
        (Outcome.INTERNSHIP, 11),
        (Outcome.TRAINING, 8),
        (Outcome.NOT_POSITIVE, 16),
        (Outcome.UNKNOWN, 10),
        ages=AGES,
    )


def made(cohort: Cohort, about: About, code: str, *, funders: bool = False) -> bytes:
    return summary_pdf(Release(cohort, funders=funders), about, code=code)


def pages(content: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def test_the_first_page_says_how_much_how_sure_and_by_which_definition(known: Cohort) -> None:
    first, second = pages(made(known, ABOUT, "en"))
    assert "74,0 %" in first
    assert "74 of 100 mentees counted." in first
    assert "Between 74,0 % and 84,0 %, as 10 of 100 are unknown." in first
    assert "Positive outcome (definition A)" in first
    assert all(f"{letter} · " in first for letter in DEFINITIONS)
    assert "French · Annick Delvaux" in first
    assert "Brussels: 24/11/2026, Liège: nothing received" in first
    assert "As known on 24/11/2026 · Duodesk" in first
    assert "answers; " in first
    assert "Meetings held against planned" in second


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("funders", [False, True])
def test_it_is_two_pages_in_every_language(known: Cohort, code: str, *, funders: bool) -> None:
    paper = made(known, About(MORNING), code, funders=funders)
    assert len(pages(paper)) == 2
    assert PdfReader(BytesIO(paper)).trailer["/Root"]["/Lang"].startswith(code)


def test_the_same_report_gives_the_same_bytes(known: Cohort) -> None:
    assert made(known, ABOUT, "fr") == made(known, ABOUT, "fr")


def test_nothing_to_tell_is_told(known: Cohort) -> None:
    first, second = pages(made(cohort(), About(MORNING), "en"))
    assert "All offices" in first
    assert second.count("Nothing to show for this period.") == 7


def test_funders_read_no_number_of_one_to_four() -> None:
    few = cohort((Outcome.JOB, 40), (Outcome.INTERNSHIP, 3), (Outcome.UNKNOWN, 2))
    whole = " ".join(pages(made(few, About(MORNING), "en", funders=True)))
    assert "<5: One to four people or duos" in whole
    assert re.search(r"Unknown <5", whole)
    for told in Release(few, funders=True).told:
        assert not told.mark or told.shown == told.mark
    plain = " ".join(pages(made(few, About(MORNING), "en")))
    assert "as 2 of 45 are unknown" not in whole
    assert "<5" not in plain


def test_every_chart_has_a_page_of_its_own_with_its_table(known: Cohort) -> None:
    for code in CODES:
        one = series(code, known)
        told = pages(chart_page(one, known, ABOUT))
        assert one.title in told[0]
        assert " ".join(one.definition.split()) in told[0]
        whole = " ".join(told)
        assert all(str(row[0]).split()[0] in whole for row in one.rows)


def test_what_is_printed_of_each_family_is_of_that_family() -> None:
    families = {one.figure.code: one.figure.family for one in Release(cohort(), funders=False).told}
    assert all(families[code] == name for name, codes in MAIN.items() for code in codes)
