"""Guides are complete in every language and version; the notes tell which parts were touched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duodesk.base.i18n import LANGUAGES
from duodesk.model.people import Role
from duodesk.people.guides import guide, passages, touched, versions

# Questions nobody is asked here (GDPR art. 9 and 10): belief, health, origin, politics, union,
# convictions.
_FORBIDDEN = re.compile(
    r"religi|croyan|geloof|glaub|maladie|ziek|krank|health|santé|gezondheid|gesundheit|handicap"
    r"|syndic|vakbond|gewerkschaft|enceinte|zwanger|schwanger|politi|mariée|getrouwd|married"
    r"|verheiratet|kinderen|enfants|children|kinder|famil|origin|afkomst|herkunft|nationali"
    r"|pays d|country|land komt|heimat",
    re.IGNORECASE,
)
_NEEDED = {
    Role.MENTEE: {
        "experience", "motivation", "goal", "languages", "availability", "personality",
        "interests", "needs", "practical",
    },
    Role.MENTOR: {
        "experience", "motivation", "offer", "languages", "availability", "personality",
        "interests", "limits", "expectations",
    },
}  # fmt: skip


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("role", list(Role))
def test_the_newest_guide_asks_open_questions_about_all_that_is_needed(
    role: Role, code: str
) -> None:
    newest = guide(role, code)
    assert newest.version == max(versions(role, code)) == 2
    assert len(newest.sections) == 11
    assert _NEEDED[role] <= {section.key for section in newest.sections}
    for section in newest.sections:
        assert 3 <= len(section.questions) <= 5, section.title
        for question in section.questions:
            assert not _FORBIDDEN.search(question), question
            assert len(question.split()) <= 24, question


@pytest.mark.parametrize("role", list(Role))
def test_all_languages_have_the_same_parts_in_each_version(role: Role) -> None:
    for version in (1, 2):
        shapes = {
            tuple((s.key, len(s.questions)) for s in guide(role, code, version).sections)
            for code in LANGUAGES
        }
        assert len(shapes) == 1


def test_an_older_version_stays_readable_and_an_unknown_one_gives_the_newest() -> None:
    assert guide(Role.MENTEE, "fr", 1).version == 1
    assert guide(Role.MENTEE, "fr", 1).sections[1].title == "Votre parcours"
    assert guide(Role.MENTEE, "fr", 99).version == 2
    assert guide(Role.MENTEE, "xx").language == "fr"


def test_a_part_is_touched_once_words_stand_below_its_heading() -> None:
    notes = "avant\n## Votre parcours\n\n## Jouw talen\nFrans B1\n## Something else\nwords"
    assert touched(Role.MENTEE, notes) == {"languages"}
    cut = passages(Role.MENTEE, notes)
    assert [p.key for p in cut] == ["", "experience", "languages", ""]
    assert notes[cut[2].start : cut[2].end] == "Frans B1\n"


@given(st.lists(st.sampled_from(["## Vos langues", "## x", "words", "", "##", "\u2028"])))
def test_passages_cover_the_notes_and_never_overlap(lines: list[str]) -> None:
    notes = "\n".join(lines)
    at = 0
    for passage in passages(Role.MENTEE, notes):
        assert at <= passage.start <= passage.end <= len(notes)
        at = passage.end
    assert at == len(notes)
