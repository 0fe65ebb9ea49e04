"""Building a demonstration desk: the cast of three offices and their story, written month by
month.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import insert

from duodesk.base.clock import FixedClock
from duodesk.base.i18n import N_
from duodesk.base.ids import Id, seed_id
from duodesk.base.progress import Progress, silent
from duodesk.demo import cast
from duodesk.demo.agenda import Agenda
from duodesk.demo.asked import Asked
from duodesk.demo.cast import Member, Values
from duodesk.demo.closing import Closing
from duodesk.demo.exchange import Exchange
from duodesk.demo.follow_up import FollowUp
from duodesk.demo.learning import Learning
from duodesk.demo.listened import Listened
from duodesk.demo.notes import interview_notes
from duodesk.demo.pairing_story import PairingStory
from duodesk.demo.partners import Directory
from duodesk.demo.plan import DUOS, MENTEES, MENTORS, SHARES, WEEKS_BACK, DuoPlan, duo_plans, scaled
from duodesk.demo.story import Pair, Story, Teller
from duodesk.demo.twice import Twice
from duodesk.demo.welcome import Place, Welcome
from duodesk.demo.wordings import tell_wordings
from duodesk.exchange import send
from duodesk.model.base import Record
from duodesk.model.interviews import Interview
from duodesk.model.journal import Fact
from duodesk.model.people import (
    Availability,
    Enrolment,
    Person,
    PersonInterest,
    PersonLanguage,
    PersonOccupation,
    PersonTopic,
    Role,
    Side,
)
from duodesk.model.reference import Author, Office
from duodesk.office.seeds import OFFICES, office_seed
from duodesk.store import marks
from duodesk.store.store import Store

COLLEAGUES = {
    "BRU": ("Annick Delvaux", "Youssef Lambert"),
    "ANT": ("Koen Verlinden", "Sarah Maes"),
    "LIE": ("Marie Colson", "Thomas Heinen"),
}
PLACES = {
    "BRU": ("Rue de l'Essai 12", "Bruxelles", "02 000 00 00"),
    "ANT": ("Proefstraat 3", "Antwerpen", "03 000 00 00"),
    "LIE": ("Rue du Modèle 7", "Liège", "04 000 00 00"),
}
STEPS = ("proposed", "first_meeting", "accepted")


Cast = tuple[Id, Member]


class Builder:
    """One demonstration: everything follows from the seed, the scale and the day."""

    def __init__(
        self, store: Store, clock: FixedClock, *, seed: int = 1, scale: float = 1.0
    ) -> None:
        self._store = store
        self._clock = clock
        self._random = Random(seed)  # noqa: S311 - a demonstration must come out the same
        self._scale = scale
        self._today = clock.today()
        self._story = Story()
        self._teller = Teller(self._random, self._today, self._id, self._story)
        self._counters: dict[str, int] = defaultdict(int)
        self._enrolments: dict[Id, Values] = {}
        self._drawn = 0
        self._seed = seed

    def build(self, progress: Progress = silent) -> None:
        """Tell all three offices' story and write it, oldest month first; other laptops take part
        in it, and are gone at the end.
        """
        self._offices()
        self._colleagues()
        spring = self._today - timedelta(weeks=30)
        tell_wordings(self._story, spring, _author_id(COLLEAGUES["BRU"][0]))
        for code in SHARES:
            self._office(code)
        places = [
            Place(_office_id(code), code, PLACES[code][0], tuple(map(_author_id, names)))
            for code, names in COLLEAGUES.items()
        ]
        chance = Random(self._seed)  # noqa: S311 - a demonstration must come out the same
        welcome = Welcome(self._story, self._today, chance, self._scale, self._number)
        welcome.tell(places, self._enrolments.values())
        first_day = self._today - timedelta(weeks=WEEKS_BACK + 12)
        chance = Random(self._seed)  # noqa: S311 - the same again
        Directory(self._story, self._today, first_day, chance).tell(places)
        chance = Random(self._seed)  # noqa: S311 - the same again
        Twice(self._story, self._today, chance, self._number).tell(places[0])
        chance = Random(self._seed)  # noqa: S311 - the same again
        Listened(self._story, chance).tell(places[0].office_id, _author_id(COLLEAGUES["BRU"][1]))
        chance = Random(self._seed + 5)  # noqa: S311 - the same again, with other people
        Learning(self._story, self._today, chance, self._scale, self._number).tell(places)
        Agenda(self._story, self._today, chance, self._scale).tell(places)
        chance = Random(self._seed + 6)  # noqa: S311 - the same again, with other people
        PairingStory(self._story, self._today, chance, self._scale, self._number).tell(places)
        chance = Random(self._seed + 7)  # noqa: S311 - the same again, with other days
        FollowUp(self._story, self._today, chance, self._scale).tell(places)
        Closing(self._story, self._today, self._seed).tell()
        Asked(self._story, self._today).tell(places[0], self._enrolments.values())
        with tempfile.TemporaryDirectory(prefix="duodesk-demo-") as place:
            exchange = Exchange(self._store, self._clock, Path(place), self._seed, _colleague)
            try:
                self._write(progress, exchange)
            finally:
                exchange.close()

    def _id(self) -> Id:
        """Identities of the demonstration are fixed by seed and order."""
        self._drawn += 1
        return seed_id(f"demo/{self._seed}/{self._scale}/{self._drawn}")

    def _number(self, code: str, letter: str = "") -> str:
        self._counters[code + letter] += 1
        n = self._counters[code + letter]
        return f"{code}-{letter}" + (f"1{n:04d}" if n < 10_000 else f"001{n:05d}")

    def _offices(self) -> None:
        """What the papers print about an office; nothing of it exists."""
        first_day = self._today - timedelta(weeks=WEEKS_BACK + 12)
        for seed in OFFICES:
            street, municipality, phone = PLACES[seed.code]
            self._story.tell(
                first_day, Office, id=seed.id, code=seed.code, name="", languages=seed.languages,
                street=street, postcode=seed.postcode, municipality=municipality, phone=phone,
                email=f"{seed.code.lower()}@example.org", insurer="Demo Insurance",
                policy_number="00-000000", accident_phone=phone,
                second_contact="Dominique Demo, 02 000 00 09", other_cover="-",
                legal_form="ASBL / VZW", enterprise_number="0000.000.097",
                authorisation_number="Y00/000/00000",
            )  # fmt: skip

    def _colleagues(self) -> None:
        first_day = self._today - timedelta(weeks=WEEKS_BACK + 12)
        for code, names in COLLEAGUES.items():
            for name in names:
                values: Values = {
                    "name": name,
                    "office_id": _office_id(code),
                    "duty": "coordination",
                }
                language = "nl" if code == "ANT" else "fr"
                self._story.tell(
                    first_day, Author, id=_author_id(name), language=language, **values
                )

    def _office(self, code: str) -> None:
        share = SHARES[code]
        plans = duo_plans(self._random, self._today, scaled(DUOS, self._scale, share))
        mentors = self._mentors(code, scaled(MENTORS, self._scale, share), plans[0].start)
        busy: dict[Id, date] = {}
        for plan in plans:
            registered = plan.start - timedelta(days=self._random.randint(25, 60))
            person = cast.mentee(self._random, code, registered)
            person_id = self._person(
                person, "in_duo" if plan.end is None else "finished", registered
            )
            pair = self._pair(code, (person_id, person), mentors, busy, plan)
            self._teller.duo(pair, plan, self._number(code, "D"))
        waiting = scaled(MENTEES, self._scale, share) - len(plans)
        unpaired = [self._unpaired(code, n) for n in range(max(0, waiting))]
        self._under_way(code, [one for one in unpaired if one is not None], mentors, busy)
        for mentor_id, _ in mentors:
            if busy.get(mentor_id, date.min) >= self._today:
                self._set_status(mentor_id, "in_duo")

    def _mentors(self, code: str, count: int, first: date) -> list[Cast]:
        span = max(1, (self._today - first).days)
        mentors = []
        for n in range(count):
            # Four in five were there from the start, the others joined along the way.
            registered = (
                first - timedelta(days=60) + timedelta(days=max(0, n * 5 // count - 3) * span // 3)
            )
            member = cast.mentor(self._random, code, registered)
            trained = registered + timedelta(days=40)
            member.enrolment["trained_on"] = trained if trained < self._today else None
            mentors.append((self._person(member, "accepted", registered), member))
        return mentors

    def _pair(
        self, code: str, mentee: Cast, mentors: list[Cast], busy: dict[Id, date], plan: DuoPlan
    ) -> Pair:
        """The free mentor who shares most with the mentee; any, if none is free (as a busy office
        would).
        """
        free = [m for m in mentors if busy.get(m[0], date.min) < plan.start] or mentors
        mentor_id, chosen = max(free, key=lambda m: (cast.affinity(mentee[1], m[1]), str(m[0])))
        busy[mentor_id] = plan.end + timedelta(days=14) if plan.end else date.max
        colleague = COLLEAGUES[code][self._drawn % 2]
        language = cast.common_language(mentee[1], chosen) or "fra"
        return Pair(
            mentee[0], mentor_id, mentee[1], _office_id(code), _author_id(colleague), language
        )

    def _under_way(
        self, code: str, waiting: list[Cast], mentors: list[Cast], busy: dict[Id, date]
    ) -> None:
        """One proposal just made, one with its first meeting, one duo whose papers wait."""
        plan = DuoPlan(self._today, None, None, "", None)
        asked = []
        for step, mentee in zip(STEPS, waiting[len(STEPS) :], strict=False):
            pair = self._pair(code, mentee, mentors, busy, plan)
            number = self._number(code, "D") if step == "accepted" else ""
            if number:
                self._set_status(pair.mentee_id, "in_duo")
            else:
                asked.append(pair.mentor_id)
            self._teller.under_way(pair, step, number)
        for mentor_id in asked:  # promised to nobody before both have said yes
            del busy[mentor_id]

    def _unpaired(self, code: str, n: int) -> Cast | None:
        """Mentees who wait (returned), were only just registered, or went elsewhere."""
        status = ("accepted", "accepted", "accepted", "interviewed", "registered", "redirected")[
            n % 6
        ]
        days = (
            self._random.randint(3, 45) if status != "redirected" else self._random.randint(60, 700)
        )
        registered = self._today - timedelta(days=days)
        member = cast.mentee(self._random, code, registered)
        person_id = self._person(member, status, registered)
        return (person_id, member) if status == "accepted" else None

    def _person(self, member: Member, status: str, registered: date) -> Id:
        person_id, office_id = self._id(), _office_id(member.office)
        colleague = _author_id(COLLEAGUES[member.office][self._drawn % 2])
        self._own_mail(member.person)
        self._story.tell(
            registered,
            Person,
            id=person_id,
            number=self._number(member.office),
            office_id=office_id,
            coordinator_id=colleague,
            **member.person,
        )
        accepted = registered + timedelta(days=self._random.randint(2, 12))
        asked = status in {"registered", "interviewed", "redirected"}
        self._enrolments[person_id] = {
            "id": self._id(),
            "person_id": person_id,
            "office_id": office_id,
            "role": member.role,
            "status": status,
            "accepted_on": None if asked else min(accepted, self._today),
            **member.enrolment,
        }
        self._story.rows[registered].append((Enrolment, self._enrolments[person_id]))
        self._facts(member, person_id, registered)
        if status != "registered":
            self._interview(member, person_id, office_id, colleague, min(accepted, self._today))
        return person_id

    def _own_mail(self, person: Values) -> None:
        """Two people of one name have two addresses, as everywhere."""
        name, at, host = str(person["email"]).partition("@")
        self._counters[name] += 1
        if self._counters[name] > 1:
            person["email"] = f"{name}{self._counters[name]}{at}{host}"

    def _facts(self, member: Member, person_id: Id, day: date) -> None:
        tell = self._story.tell
        for language, level in member.languages.items():
            tell(
                day,
                PersonLanguage,
                id=self._id(),
                person_id=person_id,
                language=language,
                level=level,
            )
        for occupation in member.occupations:
            tell(day, PersonOccupation, id=self._id(), person_id=person_id, **occupation)
        for interest in member.interests:
            tell(day, PersonInterest, id=self._id(), person_id=person_id, interest=interest)
        side = Side.NEED if member.role is Role.MENTEE else Side.STRENGTH
        for topic in member.topics:
            tell(day, PersonTopic, id=self._id(), person_id=person_id, topic=topic, side=side)
        for weekday, start, end in member.windows:
            tell(
                day,
                Availability,
                id=self._id(),
                person_id=person_id,
                weekday=weekday,
                start=start,
                end=end,
            )

    def _interview(
        self, member: Member, person_id: Id, office_id: Id, author_id: Id, day: date
    ) -> None:
        language = "nl" if member.office == "ANT" else "fr"
        self._story.tell(
            day,
            Interview,
            id=self._id(),
            person_id=person_id,
            office_id=office_id,
            role=member.role,
            held_on=day,
            author_id=author_id,
            language=language,
            minutes=self._random.choice((45, 50, 60, 75)),
            notes=interview_notes(self._random, member, language),
            finished_at=datetime.combine(day, time(11), UTC),
        )

    def _set_status(self, person_id: Id, status: str) -> None:
        self._enrolments[person_id]["status"] = status

    def _write(self, progress: Progress, exchange: Exchange) -> None:
        months: dict[date, list[tuple[type[Record], Values]]] = defaultdict(list)
        for day, rows in self._story.rows.items():
            months[day.replace(day=1)].extend(rows)
        author = self._store.author_id
        self._store.speak_as(_author_id(COLLEAGUES["BRU"][1]))
        for done, month in enumerate(sorted(months)):
            progress.step(done, len(months))
            if done == len(months) - 1:
                exchange.catch_up()
            self._clock.set(datetime.combine(month, time(9), UTC))
            with self._store.write(
                N_("Demonstration: what happened in %(month)s"), month=month.strftime("%m/%Y")
            ) as write:
                for kind, values in _by_kind(months[month]):
                    write.session.execute(insert(kind), values)
        self._store.speak_as(author)
        exchange.tell()
        self._settle_counters()
        self._end()
        self._clock.set(datetime.combine(self._today, time(9), UTC))

    def _settle_counters(self) -> None:
        """The desk's own counters go on after the numbers the demonstration gave out."""
        with self._store.local() as session:
            code = session.get_one(Fact, "office_code").value
            for kind, letter in (("person", ""), ("duo", "D")):
                value = str(self._counters[code + letter])
                session.merge(Fact(name=f"counter.{kind}", value=value))

    def _end(self) -> None:
        """From here on what is written may be known to other laptops."""
        with self._store.local() as session:
            tips = send.tips(session.connection())
            (last,) = [tip.operation for tip in tips if tip.replica == self._store.replica]
            session.add(Fact(name=marks.MADE_UP, value=last.hex()))


def _by_kind(
    rows: Iterable[tuple[type[Record], Values]],
) -> list[tuple[type[Record], list[Values]]]:
    """Rows grouped by table and by the columns they fill, for bulk inserts."""
    groups: dict[tuple[str, tuple[str, ...]], tuple[type[Record], list[Values]]] = {}
    for kind, values in rows:
        key = (str(kind.__tablename__), tuple(sorted(values)))
        groups.setdefault(key, (kind, []))[1].append(values)
    return list(groups.values())


def _colleague(code: str) -> tuple[str, Id]:
    """Who sits at another laptop of an office; at the first one of Brussels sits its founder."""
    name = COLLEAGUES[code][code == "BRU"]
    return name, _author_id(name)


def _author_id(name: str) -> Id:
    return seed_id(f"demo/author/{name}")


def _office_id(code: str) -> Id:
    seed = office_seed(code)
    return seed.id if seed else OFFICES[0].id
