"""A fact and the words it came from are set in one step; quotations are shown to who may read
them.
"""

from __future__ import annotations

import pytest

from duodesk.base.errors import UserError
from duodesk.base.ids import Id
from duodesk.model.people import Level, Relation, Role, Side
from duodesk.office.commands import add_author
from duodesk.people import commands, findings, interviews, restricted
from duodesk.people.cards import PersonCard, person
from duodesk.people.facts import Fact, Kind, adds, known, said, title
from duodesk.people.missing import missing
from duodesk.people.values import PersonValues, Slot
from duodesk.store.store import Store

WORDS = "Il parle français, à peu près B1."


@pytest.fixture
def yusuf(store: Store) -> Id:
    return commands.register(store, Role.MENTEE, values=PersonValues(given_name="Yusuf")).person_id


@pytest.fixture
def talk(store: Store, yusuf: Id) -> Id:
    return interviews.start_interview(store, yusuf, Role.MENTEE).interview_id


def card(store: Store, who: Id) -> PersonCard:
    with store.read() as session:
        found = person(session, who, today=store.clock.today())
    assert found is not None
    return found


def sources(store: Store, who: Id) -> list[findings.FindingRow]:
    with store.read() as session:
        return findings.findings(session, who)


ALL = (
    Fact(Kind.LANGUAGE, "fra", level=Level.B1),
    Fact(Kind.TARGET, "cook"),
    Fact(Kind.EXPERIENCE, "welder", years=3),
    Fact(Kind.INTEREST, "football"),
    Fact(Kind.NEED, "cv"),
    Fact(Kind.STRENGTH, "network"),
    Fact(Kind.FREE, "1", slots=(Slot(1, 24, 36),)),
    Fact(Kind.STYLE, "style_pace", step=-1),
    Fact(Kind.GOAL, "job"),
)


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.name)
def test_a_fact_and_its_words_are_one_step_of_undo(
    store: Store, yusuf: Id, talk: Id, fact: Fact
) -> None:
    before = card(store, yusuf)
    assert adds(before, fact)
    findings.set_facts(store, talk, [fact], WORDS)
    assert fact.name in known(card(store, yusuf))
    (source,) = sources(store, yusuf)
    assert (source.fact, source.words, source.interview_id) == (fact.name, WORDS, talk)
    assert (source.author, source.held_on) == ("Annick", store.clock.today())
    store.undo()
    assert (card(store, yusuf), sources(store, yusuf)) == (before, [])


def test_facts_are_added_to_what_is_known(store: Store, yusuf: Id, talk: Id) -> None:
    for fact in (
        Fact(Kind.LANGUAGE, "fra", level=Level.B1),
        Fact(Kind.LANGUAGE, "fra"),
        Fact(Kind.LANGUAGE, "ara", level=Level.NATIVE),
        Fact(Kind.TARGET, "cook"),
        Fact(Kind.TARGET, "welder"),
        Fact(Kind.NEED, "cv"),
        Fact(Kind.FREE, "1", slots=(Slot(1, 24, 36),)),
        Fact(Kind.FREE, "1", slots=(Slot(1, 36, 44),)),
    ):
        findings.set_facts(store, talk, [fact], WORDS)
    now = card(store, yusuf)
    assert now.languages == {"fra": Level.B1, "ara": Level.NATIVE}
    assert [(t.occupation, t.relation, t.rank) for t in now.trades] == [
        ("cook", Relation.TARGET, 1),
        ("welder", Relation.TARGET, 2),
    ]
    assert now.topics == {("cv", Side.NEED)}
    assert now.slots == (Slot(1, 24, 44),)


def test_several_facts_of_the_same_words_are_one_step(store: Store, yusuf: Id, talk: Id) -> None:
    findings.set_facts(store, talk, ALL, WORDS)
    assert len(sources(store, yusuf)) == len(ALL)
    store.undo()
    assert known(card(store, yusuf)) == frozenset()


def test_the_latest_words_of_an_interview_stand_for_a_fact(
    store: Store, yusuf: Id, talk: Id
) -> None:
    findings.set_facts(store, talk, [ALL[0]], "first")
    findings.set_facts(store, talk, [ALL[0]], "second")
    assert [one.words for one in sources(store, yusuf)] == ["second"]


def test_a_fourth_wish_is_refused_with_the_way_out(store: Store, yusuf: Id, talk: Id) -> None:
    for code in ("cook", "welder", "nurse"):
        findings.set_facts(store, talk, [Fact(Kind.TARGET, code)], WORDS)
    with pytest.raises(UserError, match="Three occupations"):
        findings.set_facts(store, talk, [Fact(Kind.TARGET, "plumber")], WORDS)
    assert len(sources(store, yusuf)) == 3


def test_letting_go_of_the_words_leaves_the_fact(store: Store, yusuf: Id, talk: Id) -> None:
    findings.set_facts(store, talk, [ALL[0]], WORDS)
    findings.unlink(store, sources(store, yusuf)[0].id)
    assert sources(store, yusuf) == []
    assert card(store, yusuf).languages == {"fra": Level.B1}
    store.undo()
    assert len(sources(store, yusuf)) == 1


def test_a_refused_suggestion_is_remembered_for_its_interview_and_is_no_source(
    store: Store, yusuf: Id, talk: Id
) -> None:
    findings.refuse(store, talk, ALL[0])
    other = interviews.start_interview(store, yusuf, Role.MENTEE).interview_id
    with store.read() as session:
        assert findings.refused(session, talk) == {"language:fra"}
        assert findings.refused(session, other) == frozenset()
    assert sources(store, yusuf) == []
    store.undo()
    with store.read() as session:
        assert findings.refused(session, other) == frozenset()


def test_words_of_an_interview_shown_to_few_are_not_quoted_to_others(
    store: Store, yusuf: Id, talk: Id
) -> None:
    findings.set_facts(store, talk, [ALL[0]], WORDS)
    restricted.restrict_interview(store, talk, on=True)
    ((_table, sarah),) = add_author(store, "Sarah").rows
    store.speak_as(sarah)
    (source,) = sources(store, yusuf)
    assert source.closed
    assert source.words == "restricted, by Annick on 24/11/2026"


def test_removing_the_person_removes_their_quotations(store: Store, yusuf: Id, talk: Id) -> None:
    findings.set_facts(store, talk, [ALL[0]], WORDS)
    commands.remove_person(store, yusuf)
    assert sources(store, yusuf) == []
    store.undo()
    assert [one.words for one in sources(store, yusuf)] == [WORDS]


def test_facts_are_told_in_words() -> None:
    assert [said(fact) for fact in ALL] == [
        "French B1",
        "Cook",
        "Welder",
        "Football",
        "CV",
        "Network",
        "Tuesday 12:00–18:00",
        "calm",
        "Job",
    ]
    assert title("colour:blue") == "blue"


def test_what_is_missing_shrinks_with_each_fact(store: Store, yusuf: Id, talk: Id) -> None:
    def gaps() -> list[str]:
        return [gap.field for gap in missing(card(store, yusuf), Role.MENTEE)]

    assert gaps() == ["e.goal", "targets", "languages", "free", "style", "interests", "needs"]
    findings.set_facts(store, talk, [Fact(Kind.LANGUAGE, "nld")], WORDS)
    assert gaps().count("languages") == 1
    for fact in ALL:
        findings.set_facts(store, talk, [fact], WORDS)
    findings.set_facts(store, talk, [Fact(Kind.LANGUAGE, "nld", level=Level.A2)], WORDS)
    assert gaps() == ["style"]
