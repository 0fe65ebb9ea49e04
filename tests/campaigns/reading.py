"""Everything that screens ask a desk, asked at once: whatever others wrote, it can be read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from duodesk.base.dates import moment
from duodesk.base.ids import id_of
from duodesk.documents import queries as papers
from duodesk.exchange import erasure, handover, issues, overview, review
from duodesk.followup import finding
from duodesk.followup import queries as followup
from duodesk.office import queries as offices
from duodesk.pairing import queries as pairing
from duodesk.people import cards, queries, timeline
from duodesk.reports import queries as reports
from duodesk.store import history, search
from duodesk.store.store import Store

_SOME = 40


def read_everything(store: Store) -> None:
    """Ask for everything; whatever cannot be read raises."""
    for reader in READERS:
        reader(store)


def _beside(store: Store) -> None:
    store.refresh()
    erasure.erasures(store)
    for row in overview.overview(store).log:
        if row.look is not None:
            moment(row.look.made)


def _two_versions(store: Store) -> None:
    with store.read() as session:
        for both in review.two_versions(session):
            for version in both.versions:
                moment(version.at)


def _issues(store: Store) -> None:
    with store.read() as session:
        for one in issues.issues(session):
            str(one.text)
        handover.transfers(session)


def _people(store: Store) -> None:
    with store.read() as session:
        people = queries.people(session, today=store.clock.today())
        for row in people:
            queries.spoken(row.languages)
            queries.trades(row.occupations)
        queries.known(session)


def _cards(store: Store) -> None:
    with store.read() as session:
        everybody = [row.id for row in queries.people(session, today=store.clock.today())]
        cards.cards(session, everybody, today=store.clock.today())


def _timelines(store: Store) -> None:
    with store.read() as session:
        for row in queries.recent(session, today=store.clock.today()):
            for entry in timeline.timeline(session, row.id):
                moment(entry.at)
                str(entry.text)
            followup.outcomes(session, row.id)


def _pairing(store: Store) -> None:
    today = store.clock.today()
    with store.read() as session:
        pool = pairing.pool(session, today=today)
        for mentee in pairing.waiting_mentees(session, today=today)[:3]:
            pairing.suggest_from(pool, mentee.id)
        pairing.free_mentors(session, today=today)
        pairing.proposals(session, open_only=False)


def _duos(store: Store) -> None:
    with store.read() as session:
        for duo in followup.duos(session, today=store.clock.today()):
            followup.meetings(session, duo.id)
        followup.checks_of(session)
        papers.paper_rows(session)


def _offices(store: Store) -> None:
    with store.read() as session:
        offices.offices(session)
        offices.authors(session)


def _figures(store: Store) -> None:
    today = store.clock.today()
    with store.read() as session:
        reports.cohort(session, reports.Question(today - timedelta(days=900), today, today))


def _histories(store: Store) -> None:
    with store.read() as session:
        found = session.connection().exec_driver_sql(
            "SELECT t.txt, c.row FROM change c JOIN name t ON t.n = c.tbl GROUP BY t.txt, c.row"
            " ORDER BY max(c.operation) DESC LIMIT ?", (_SOME,)
        ).fetchall()  # fmt: skip
        for table, row in found:
            for entry in history.history(session, table, id_of(row)):
                moment(entry.at)
                str(entry.label)


def _search(store: Store) -> None:
    with store.read() as session:
        search.find(session, "a")
        finding.find_anything(session, "a", today=store.clock.today())


READERS: tuple[Callable[[Store], None], ...] = (
    _beside, _two_versions, _issues, _people, _cards, _timelines, _pairing, _duos, _offices,
    _figures, _histories, _search,
)  # fmt: skip
