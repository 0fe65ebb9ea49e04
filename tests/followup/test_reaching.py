"""When somebody may be called unreachable."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from duodesk.followup.reaching import Attempt, Next, Tried, missing, next_step, tried
from duodesk.model.followup import Party
from duodesk.model.recruitment import Channel

DAY = date(2026, 11, 2)
PHONE, MAIL = Channel.PHONE, Channel.EMAIL
_attempt = st.builds(
    Attempt,
    st.integers(0, 20).map(lambda n: DAY + timedelta(days=n)),
    st.sampled_from(list(Channel)),
    st.sampled_from((Party.MENTEE, Party.MENTOR)),
    st.booleans(),
)


def vain(*tries: tuple[int, Channel]) -> Tried:
    return tried(
        [Attempt(DAY + timedelta(days=n), c, Party.MENTEE) for n, c in tries], Party.MENTEE
    )


def test_three_days_and_two_ways_are_needed() -> None:
    assert not vain((0, PHONE), (0, MAIL), (0, PHONE)).enough
    assert not vain((0, PHONE), (1, PHONE), (2, PHONE)).enough
    assert not vain((0, PHONE), (1, MAIL)).enough
    assert vain((0, PHONE), (1, MAIL), (2, PHONE)).enough


def test_each_step_is_told_and_the_mentor_is_asked_last() -> None:
    nobody, asked = Tried(), Tried(asked=True)
    assert next_step(nobody, nobody) is Next.CALL_MENTEE
    assert next_step(vain((0, PHONE)), nobody) is Next.CALL_MENTEE
    assert next_step(vain((0, PHONE), (1, PHONE)), nobody) is Next.OTHER_WAY
    enough = vain((0, PHONE), (1, MAIL), (2, PHONE))
    assert next_step(enough, nobody) is Next.CALL_MENTOR
    assert next_step(enough, nobody, ask_mentor=False) is Next.UNREACHABLE
    assert next_step(enough, asked) is Next.UNREACHABLE


def test_what_is_missing_is_said_in_a_sentence() -> None:
    assert "not reached so far on 1 day;" in str(missing(vain((0, PHONE)), Tried())).lower()
    assert "another way" in str(missing(vain((0, PHONE), (1, PHONE)), Tried()))
    enough = vain((0, PHONE), (1, MAIL), (2, PHONE))
    assert "mentor" in str(missing(enough, Tried()))
    assert missing(enough, Tried(asked=True)) is None


@given(st.lists(_attempt, max_size=12), st.sampled_from((Party.MENTEE, Party.MENTOR)))
def test_laws_of_trying(attempts: list[Attempt], party: Party) -> None:
    found = tried(attempts, party)
    assert found == tried(attempts[::-1], party) == tried([*attempts, *attempts], party)
    assert found.enough <= (found.days >= 3)
    assert found.asked == any(one.party == party for one in attempts)
    last = max((one.on for one in attempts), default=DAY)
    reached = Attempt(last + timedelta(days=1), PHONE, party, reached=True)
    assert tried([*attempts, reached], party) == Tried(asked=True)
    again = Attempt(last + timedelta(days=1), MAIL, party)
    assert tried([*attempts, again], party).days == found.days + 1


@given(st.lists(_attempt, max_size=12), st.booleans())
def test_nobody_is_unreachable_while_a_sentence_says_what_is_missing(
    attempts: list[Attempt], ask_mentor: bool
) -> None:
    mentee, mentor = tried(attempts, Party.MENTEE), tried(attempts, Party.MENTOR)
    step = next_step(mentee, mentor, ask_mentor=ask_mentor)
    told = missing(mentee, mentor, ask_mentor=ask_mentor)
    assert (step is Next.UNREACHABLE) == (told is None)
    assert step is not Next.UNREACHABLE or mentee.enough
