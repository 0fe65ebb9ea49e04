"""One demonstration desk for all tests of reports that only read it."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from datetime import timedelta

import pytest

from duodesk.reports import queries
from duodesk.reports.cohort import Cohort
from duodesk.reports.question import Question
from duodesk.store.store import Store
from tests import demonstrations


@pytest.fixture(scope="package")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Generator[Store]:
    """A demonstration desk that is never written to."""
    store = demonstrations.desk(tmp_path_factory, 0.3)
    yield store
    store.close()


@pytest.fixture(scope="package")
def told(desk: Store) -> Cohort:
    """Its duos of a thousand days."""
    return asked(desk)


def asked(store: Store, **known: object) -> Cohort:
    """The cohort of a thousand days, or of what else is asked."""
    today = store.clock.today()
    question = Question(today - timedelta(days=1000), today, today)
    with store.read() as session:
        return queries.cohort(session, replace(question, **known))  # type: ignore[arg-type]
