"""What every new desk knows without being told; fixed identities, stored only once changed."""

from __future__ import annotations

from dataclasses import dataclass

from duodesk.base.i18n import N_, language
from duodesk.base.ids import Id, seed_id


@dataclass(frozen=True, slots=True)
class OfficeSeed:
    """An office of the programme: its code, its name in each language, the languages it works
    in.
    """

    code: str
    names: dict[str, str]
    languages: str
    postcode: str

    @property
    def id(self) -> Id:
        return seed_id(f"office/{self.code}")


OFFICES = (
    OfficeSeed(
        "ANT",
        {"fr": "Anvers", "nl": "Antwerpen", "en": "Antwerp", "de": "Antwerpen"},
        "nl fr en",
        "2000",
    ),
    OfficeSeed(
        "BRU",
        {"fr": "Bruxelles", "nl": "Brussel", "en": "Brussels", "de": "Brüssel"},
        "fr nl en",
        "1000",
    ),
    OfficeSeed(
        "LIE", {"fr": "Liège", "nl": "Luik", "en": "Liège", "de": "Lüttich"}, "fr de en", "4000"
    ),
)


def spoken(name: str) -> str:
    """The name of an office in the language spoken; one that an office gave itself stays."""
    known = (seed.names for seed in OFFICES if name in seed.names.values())
    return next((names.get(language(), name) for names in known), name)


@dataclass(frozen=True, slots=True)
class CurriculumSeed:
    """A curriculum of the programme: its lasting name in the code, its title, its units' titles
    (msgids), and how many half-days each of them lasts.
    """

    code: str
    name: str
    half_days: int
    titles: tuple[str, ...]

    @property
    def id(self) -> Id:
        return seed_id(f"curriculum/{self.code}")

    def unit_id(self, position: int) -> Id:
        """The identity of a unit, counted from 1."""
        return seed_id(f"unit/{self.code}/{position}")

    @property
    def unit_ids(self) -> tuple[Id, ...]:
        """The identities of its units in their order."""
        return tuple(self.unit_id(n) for n in range(1, len(self.titles) + 1))


FOUR_DAYS = CurriculumSeed(
    "days",
    N_("Four training days"),
    2,
    (
        N_("Challenges faced by immigrants"),
        N_("Multicultural interaction"),
        N_("Active listening"),
        N_("Mentoring"),
    ),
)
# The content of the eight half-days in use since 2020.
EIGHT_HALF_DAYS = CurriculumSeed(
    "half_days",
    N_("Eight half-days"),
    1,
    (
        N_("Role, limits and code of conduct"),
        N_("Newcomers: reality, permits, diplomas"),
        N_("Intercultural communication"),
        N_("Active listening and questions"),
        N_("Job search: CV, letter, digital tools"),
        N_("Interview practice, network, discrimination"),
        N_("Who does what here, and referring on"),
        N_("Case studies, first meeting, follow-up"),
    ),
)
CURRICULA = (FOUR_DAYS, EIGHT_HALF_DAYS)


def office_seed(code: str) -> OfficeSeed | None:
    """The seed with this code, if it is one of the programme's."""
    return next((seed for seed in OFFICES if seed.code == code), None)
