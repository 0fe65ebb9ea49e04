"""The report of ten years: how long the figures, headquarters' workbook and that of the funders
take, and how much memory: python -m tests.bench.reports [RUNNING] [OVER]

Beside the workbook stands what XlsxWriter alone needs for as many cells.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TypeVar

import openpyxl
import xlsxwriter
from sqlalchemy import Connection, insert, select, text, update

from duodesk.base.clock import FixedClock
from duodesk.base.progress import Cancelled
from duodesk.model.followup import DuoStep, Party, Questionnaire, Reply, StepKind
from duodesk.model.pairing import Duo
from duodesk.model.people import Enrolment, Role
from duodesk.reports import queries, workbook
from duodesk.reports.cohort import Cohort
from duodesk.reports.question import Question
from duodesk.store.store import Store
from tests.bench.duos import OVER, RUNNING, TODAY, fill
from tests.bench.measure import Figure
from tests.conftest import MORNING, new_store

T = TypeVar("T")
_STEPS = (14, 28, 56, 91, 119, 147, 175)
_GOAL = 20_000


def figures(store: Store) -> Iterator[Figure]:
    """Ten years of starts, all offices."""
    question = Question(TODAY - timedelta(days=3652), TODAY, TODAY)

    def asked() -> Cohort:
        with store.read() as session:
            return queries.cohort(session, question)

    cohort, took = taken(asked)
    yield Figure(f"figures of {len(cohort.duos)} duos", took)
    most = 0.0
    for funders, name in ((False, "headquarters"), (True, "funders")):
        content, took = taken(
            lambda funders=funders: workbook.build(
                cohort, office="All", made_at=MORNING, code="fr", funders=funders
            )
        )
        # Before the workbook is read back, which takes more than writing it.
        most = most or peak()
        rows = values(content)
        _size, bare = taken(lambda rows=rows: rewritten(rows))
        cells = sum(len(row) for sheet in rows for row in sheet)
        title = f"workbook for {name}, {cells} cells, {len(content) / 1e6:.1f} MB"
        yield Figure(title, took, bare, _GOAL)
    yield Figure("told to stop, stopped after", stopped(cohort))
    yield Figure(f"memory at most {most:.0f} MB (goal 500)", 0)


def taken(work: Callable[[], T]) -> tuple[T, float]:
    """What some work gives, and how many milliseconds it took; once, for it takes seconds."""
    begin = time.perf_counter()
    made = work()
    return made, (time.perf_counter() - begin) * 1000


def values(content: bytes) -> list[list[list[object]]]:
    """What the workbook shows, by sheet and row."""
    read = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True)
    return [
        [[str(v) if isinstance(v, date) else v for v in row] for row in sheet.values]
        for sheet in read
    ]


def rewritten(rows: list[list[list[object]]]) -> int:
    """The same values written by the library alone; how long the file is."""
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    for sheet in rows:
        page = book.add_worksheet()
        for number, row in enumerate(sheet):
            page.write_row(number, 0, row)
    book.close()
    return len(target.getvalue())


def stopped(cohort: Cohort) -> float:
    """How long the workbook goes on after it was told to stop at its third step."""
    told: list[float] = []

    class Stop:
        def step(self, done: int, total: int, text: str = "") -> None:
            if done == 2:
                told.append(time.perf_counter())
                raise Cancelled

    try:
        workbook.build(cohort, office="All", made_at=MORNING, code="fr", progress=Stop())
    except Cancelled:
        return (time.perf_counter() - told[0]) * 1000
    raise AssertionError("it did not stop")


def peak() -> float:
    """The most memory this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def lived(connection: Connection, dice: Random, store: Store) -> None:
    """What the duos of the bench lack for a report: registrations, plans, questionnaires."""
    duos = connection.execute(
        select(Duo.id, Duo.mentee_id, Duo.mentor_id, Duo.start_date, Duo.expected_end)
    ).all()
    for duo in duos:
        days = dice.randrange(10, 90)
        for person in (duo.mentee_id, duo.mentor_id):
            connection.execute(
                update(Enrolment)
                .where(Enrolment.person_id == person)
                .values(
                    registered_on=duo.start_date - timedelta(days=days + 30),
                    accepted_on=duo.start_date - timedelta(days=days),
                    source=dice.choice(["web", "actiris", "friend", "press", None]),
                    trained_on=duo.start_date - timedelta(days=5),
                )
            )
    steps = [
        {"id": store.new_id(), "duo_id": duo.id, "step_id": store.new_id(),
         "kind": StepKind.CONTACT, "party": Party.EACH,
         "due_on": duo.start_date + timedelta(days=days),
         "done_on": duo.start_date + timedelta(days=days + dice.randrange(-3, 9))}
        for duo in duos for days in _STEPS
    ]  # fmt: skip
    asked = [
        {"id": store.new_id(), "duo_id": duo.id, "person_id": duo[1 + place], "kind": str(role),
         "version": 1, "due_on": duo.expected_end, "answered_on": duo.expected_end}
        for duo in duos for place, role in enumerate((Role.MENTEE, Role.MENTOR))
    ]  # fmt: skip
    replies = [
        {"id": store.new_id(), "questionnaire_id": one["id"], "person_id": one["person_id"],
         "question": question, "score": dice.randrange(2, 6)}
        for one in asked for question in ("satisfaction", "generations", "cultures", "project")
    ]  # fmt: skip
    for table, rows in ((DuoStep, steps), (Questionnaire, asked), (Reply, replies)):
        connection.execute(insert(table), rows)


def main(running: int, over: int) -> None:
    """Fill a desk and tell the figures."""
    with tempfile.TemporaryDirectory() as name:
        store = new_store(Path(name) / "reports.duo", FixedClock(MORNING))
        fill(store, running, over)
        with store.engine.execution_options(duodesk_write=True).begin() as connection:
            connection.execute(text("CREATE INDEX bench ON enrolment (person_id, role)"))
            lived(connection, Random(9), store)
        for figure in figures(store):
            print(figure, flush=True)
        store.close()


if __name__ == "__main__":
    main(*(int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in
           ((1, RUNNING), (2, OVER))))  # fmt: skip
