"""Templates of the follow-up: the programme's own is known without being stored, a changed one is a
new version, and duos keep the one they began with.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from duodesk.base.errors import UserError
from duodesk.base.i18n import set_language
from duodesk.base.ids import Id
from duodesk.followup import plan, templates
from duodesk.followup.standard import STEPS, TEMPLATE_ID
from duodesk.followup.templates import StepValues, TemplateRow, TemplateValues
from duodesk.model.followup import FollowUpStep, FollowUpTemplate, Party, StepKind
from duodesk.office.seeds import OFFICES
from duodesk.store.store import Store
from tests.followup.desk import START, TODAY, begun, card, days, paired, shown, state

LIEGE = next(office.id for office in OFFICES if office.code == "LIE")
CALL = StepValues(kind=StepKind.CONTACT, party=Party.EACH, titles={"en": " A  call "}, days=21)
YEAR = StepValues(kind=StepKind.OUTCOME, party=Party.MENTEE, months=12, early=14, late=30)
SHORT = TemplateValues(name=" Three months ", steps=(YEAR, CALL))


def known(store: Store, **asked: Any) -> list[TemplateRow]:
    with store.read() as session:
        return templates.templates(session, **asked)


def test_the_programmes_own_is_known_and_not_stored(store: Store) -> None:
    before = state(store)
    (own,) = known(store)
    assert (own.id, own.version, own.office_id, own.closed_on) == (TEMPLATE_ID, 1, None, None)
    assert [(s.days, s.months) for s in own.steps] == [(s.days, s.months) for s in STEPS]
    assert state(store) == before


def test_its_titles_are_told_in_the_language_of_the_reader(store: Store) -> None:
    (english,) = known(store)
    set_language("fr")
    (french,) = known(store)
    assert english.steps[0].title.startswith("Signing")
    assert [s.id for s in french.steps] == [s.id for s in english.steps]


def _changed(store: Store, *, of: TemplateRow | None = None, **titles: str) -> TemplateRow:
    """A new version in which the first step has other titles and all else stays."""
    before = of or known(store)[0]
    steps = [
        StepValues(kind=s.kind, party=s.party, titles=s.titles, days=s.days, months=s.months,
                   early=s.early, late=s.late)
        for s in before.steps
    ]  # fmt: skip
    steps[0] = replace(steps[0], titles={**steps[0].titles, **titles})
    made = templates.add_version(
        store, before.id, TemplateValues(name=before.name, steps=tuple(steps))
    )
    return next(row for row in known(store) if row.id == made.id)


def _in(store: Store, code: str, template_id: Id) -> TemplateRow:
    set_language(code)
    return next(row for row in known(store) if row.id == template_id)


@pytest.mark.parametrize("editor", ["fr", "nl", "en"])
def test_titles_that_nobody_changed_keep_all_their_languages(store: Store, editor: str) -> None:
    set_language(editor)
    made = _changed(store, fr="La signature", nl="De ondertekening")
    for code in ("fr", "nl", "en", "de"):
        set_language(code)
        own, new = (known(store)[0], _in(store, code, made.id))
        assert [s.title for s in new.steps[1:]] == [s.title for s in own.steps[1:]]
        assert new.name == own.name
    assert _in(store, "fr", made.id).steps[0].title == "La signature"
    assert _in(store, "nl", made.id).steps[0].title == "De ondertekening"
    assert _in(store, "en", made.id).steps[0].title.startswith("Signing;")


def test_a_title_typed_keeps_its_languages_through_further_versions(store: Store) -> None:
    made = _changed(store, fr="La signature", nl="De ondertekening")
    set_language("fr")
    again = _changed(store, of=_in(store, "fr", made.id), fr="Signer")
    assert _in(store, "fr", again.id).steps[0].title == "Signer"
    assert _in(store, "nl", again.id).steps[0].title == "De ondertekening"


def test_a_new_version_closes_the_old_and_running_duos_keep_theirs(store: Store) -> None:
    running = begun(store)
    before = shown(store, running)
    made = templates.add_version(store, TEMPLATE_ID, SHORT)
    own, short = known(store)
    assert (own.closed_on, short.id, short.version) == (TODAY, made.id, 2)
    assert (short.name, [s.title for s in short.steps]) == ("Three months", ["A call", "Outcome"])
    assert [s.days for s in short.steps] == [21, 365]
    assert shown(store, running) == before
    later = begun(store)
    assert card(store, later).template_id == made.id
    assert [(s.title, s.party, s.due_on) for s in shown(store, later).steps] == [
        ("A call", "mentee", START + days(21)),
        ("A call", "mentor", START + days(21)),
        ("Outcome", "mentee", START + days(365)),
    ]


def test_undo_takes_a_version_back(store: Store) -> None:
    before = state(store)
    templates.add_version(store, TEMPLATE_ID, SHORT)
    store.undo()
    assert state(store) == before


def test_an_office_of_its_own_leaves_the_shared_one_to_the_others(store: Store) -> None:
    own = TemplateValues(name="Liège", steps=(CALL,), office_id=LIEGE)
    made = templates.add_version(store, TEMPLATE_ID, own)
    assert [row.id for row in known(store, office_id=store.office_id)] == [TEMPLATE_ID]
    with store.read() as session:
        for office, chosen in ((LIEGE, made.id), (store.office_id, TEMPLATE_ID)):
            assert templates.template_for(session, office, on=TODAY).id == chosen


def test_a_closed_template_is_not_used_until_it_is_opened_again(store: Store) -> None:
    made = templates.add_version(store, TEMPLATE_ID, SHORT)
    templates.close_template(store, made.id)
    assert card(store, begun(store)).template_id == TEMPLATE_ID
    templates.reopen_template(store, made.id)
    assert card(store, begun(store)).template_id == made.id
    with pytest.raises(UserError, match="not on this desk yet"):
        templates.close_template(store, store.new_id())


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (TemplateValues(name=" ", steps=(CALL,)), "needs a name"),
        (TemplateValues(name="x", steps=()), "from 1 to 60 steps"),
        (TemplateValues(name="x", steps=(CALL,) * 61), "from 1 to 60 steps"),
        (TemplateValues(name="x", steps=(replace(CALL, days=-1),)), "0 to 731"),
        (TemplateValues(name="x", steps=(replace(CALL, days=732),)), "0 to 731"),
        (TemplateValues(name="x", steps=(replace(YEAR, months=0),)), "1 to 24"),
        (TemplateValues(name="x", steps=(replace(YEAR, months=25),)), "1 to 24"),
        (TemplateValues(name="x", steps=(replace(CALL, early=-1),)), "0 to 90"),
        (TemplateValues(name="x", steps=(replace(CALL, late=91),)), "0 to 90"),
    ],
)
def test_what_is_no_follow_up_is_refused(store: Store, values: TemplateValues, words: str) -> None:
    with pytest.raises(UserError, match=words):
        templates.add_version(store, TEMPLATE_ID, values)


def test_rows_on_their_way_from_another_office_do_no_harm(store: Store) -> None:
    with store.write("As an exchange leaves them") as write:
        lost: dict[str, Any] = dict.fromkeys(("name", "version", "office_id"))
        row = FollowUpTemplate(id=write.new_id(), **lost)
        write.session.add(row)
        empty: dict[str, Any] = dict.fromkeys(("days", "party", "title", "early", "late"))
        for kind in (None, "visite"):
            words: dict[str, Any] = {"kind": kind}
            write.session.add(FollowUpStep(id=write.new_id(), template_id=row.id, **empty, **words))
        template_id = row.id
    (found,) = [one for one in known(store) if one.id == template_id]
    assert (found.name, found.version) == ("?", 1)
    assert sorted(s.title for s in found.steps) == ["Contact", "visite"]
    duo_id = paired(store, template_id=store.new_id())
    plan.start_with_plan(store, duo_id, on=START, unsigned_reason="x")
    assert shown(store, duo_id).steps == ()
