"""Whatever is in a list: brought in twice, it changes nothing the second time."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from duodesk.lists import kinds
from duodesk.lists.plan import Action, State
from duodesk.lists.read import open_file
from duodesk.store import dump
from duodesk.store.store import Store

HEADINGS = ("Nom", "Prénom", "Né le", "GSM", "E-mail", "Langues", "Métier visé", "Dispos", "Notes")
_WORDS = st.sampled_from(["Diallo", "Çelik", "DUPONT", "Van den Berg", "An", "", "x"])
_ROWS = st.tuples(
    _WORDS,
    _WORDS,
    st.sampled_from(["12/03/1998", "1998-03-12", "", "31/02/1998", "12 mars 1998"]),
    st.sampled_from(["0470 11 22 33", "+32470112233", "", "geen"]),
    st.sampled_from(["a@example.org", "b@example.org", "", "non"]),
    st.sampled_from(["FR B2", "français, arabe (natif)", "klingon", "", "NL"]),
    st.sampled_from(["Cariste", "Cuisinier, Comptable", "astronaute", ""]),
    st.sampled_from(["mardi", "lundi et jeudi après-midi", "jamais", ""]),
    st.text(
        st.characters(exclude_characters='";\r\n', exclude_categories=["Cs", "Cc"]), max_size=9
    ),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(_ROWS, min_size=1, max_size=6), replace=st.booleans())
def test_the_second_time_nothing_changes(
    store: Store, tmp_path: Path, rows: list[tuple[str, ...]], replace: bool
) -> None:
    path = tmp_path / "twice.csv"
    path.write_text("\n".join(";".join(row) for row in (HEADINGS, *rows, ("x",))), "utf-8")
    draft = kinds.draft(store, open_file(path), kind="mentee")
    plan = kinds.dry_run(store, draft)
    if replace:
        plan = plan.decided_all({State.CHANGED, State.SAME}, Action.REPLACE)
    kinds.apply(store, plan)
    with store.engine.connect() as connection:
        before = dump.state(connection)
    again = kinds.dry_run(store, draft)
    if replace:
        again = again.decided_all({State.CHANGED, State.SAME}, Action.REPLACE)
    assert again.states()[State.NEW] == 0
    assert kinds.apply(store, again).changes.operation is None
    with store.engine.connect() as connection:
        assert dump.state(connection) == before
