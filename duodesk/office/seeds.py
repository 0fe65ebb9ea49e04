"""What every new desk knows without being told; fixed identities, stored only once changed."""

from __future__ import annotations

from dataclasses import dataclass

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


def office_seed(code: str) -> OfficeSeed | None:
    """The seed with this code, if it is one of the programme's."""
    return next((seed for seed in OFFICES if seed.code == code), None)
