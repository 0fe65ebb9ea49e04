"""Partner organisations of the demonstration, all invented; who sent whom, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from duodesk.base.ids import Id, seed_id
from duodesk.demo.cast import Values
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.people import Enrolment, Role, Status
from duodesk.model.recruitment import Partner

# Kind, name, street, contact; whether it sends people, and whether it takes some.
_House = tuple[str, str, str, str, bool, bool]
HOUSES: dict[str, tuple[_House, ...]] = {
    "BRU": (
        ("employment_office", "Antenne emploi du Midi", "Rue du Quai 4", "Nadia B.", True, True),
        ("welfare", "Service social Petite-Senne", "Place du Puits 9", "Luc M.", True, False),
        ("reception", "Maison des Arrivants du Canal", "Quai Neuf 21", "Hanna K.", True, True),
        ("training", "Centre de formation Horizon", "Rue Longue 88", "Samir T.", True, True),
        ("association", "Passerelles asbl", "Rue des Ateliers 3", "Inès D.", True, True),
        ("legal", "Point Droit Marronniers", "Rue du Puits 17", "Olga V.", False, True),
        ("health", "Lieu d'écoute Botania", "Rue du Jardin 2", "Marc P.", False, True),
        ("company", "Imprimerie Delcourt", "Avenue du Port 60", "Els W.", True, False),
    ),
    "ANT": (
        ("employment_office", "Werkpunt Noord", "Kaaistraat 14", "Jan D.", True, True),
        ("welfare", "Sociaal Huis De Brug", "Brugplein 1", "Mieke V.", True, False),
        ("reception", "Onthaalpunt Scheldekant", "Werfstraat 30", "Amal R.", True, True),
        ("training", "Opleidingscentrum De Werf", "Dokstraat 55", "Piet S.", True, True),
        ("association", "Samen Vooruit vzw", "Lange Dreef 8", "Fatma Y.", True, True),
        ("legal", "Rechtswinkel Zuid", "Molenplein 5", "Kris L.", False, True),
        ("housing", "Woonwijzer Berkenlaan", "Berkenlaan 12", "An T.", False, True),
        ("company", "Drukkerij Van Loo", "Havenweg 101", "Tom B.", True, False),
    ),
    "LIE": (
        ("employment_office", "Espace emploi Outre-Pont", "Rue du Pont 18", "Anne C.", True, True),
        ("welfare", "Service social du Thier", "Rue du Thier 6", "Paul J.", True, False),
        ("reception", "Maison des Arrivants de Meuse", "Quai Bas 40", "Dilara A.", True, True),
        ("training", "Centre de formation Les Tilleuls", "Rue Haute 71", "Eric F.", True, True),
        ("association", "Ponts de Meuse asbl", "Place du Pont 2", "Sonia G.", True, True),
        ("health", "Point d'écoute Saint-Roch", "Rue Saint-Roch 9", "Claire H.", False, True),
        ("housing", "Toits pour tous asbl", "Rue du Moulin 33", "Guy N.", False, True),
        ("company", "Atelier Marchal", "Zone du Parc 5", "Rita O.", True, False),
    ),
}
_PREFIXES = {"BRU": "02", "ANT": "03", "LIE": "04"}
_OFFERS = {
    "fr": "Accueil sur rendez-vous, du lundi au jeudi. Gratuit.",
    "nl": "Onthaal op afspraak, van maandag tot donderdag. Gratis.",
}
# The kind of organisation that a source stands for.
_KINDS = {
    "actiris": "employment_office", "vdab": "employment_office", "forem": "employment_office",
    "adg": "employment_office", "cpas": "welfare", "reception": "reception",
    "school": "training", "association": "association", "company": "company",
}  # fmt: skip
_AWAY = ("language", "permit", "not_ready", "other_help")
_TAKEN = frozenset({Status.ACCEPTED, Status.IN_DUO, Status.RESTING, Status.FINISHED})
_LONG = 20  # days since the registration after which who was interviewed waits on the list
_BASES = ("document", "document", "document", "employment_office", "said")


@dataclass(slots=True)
class Directory:
    """Tells the partners of each office and, of every enrolment, what came of it; draws from its
    own chance.
    """

    story: Story
    today: date
    first_day: date
    random: Random
    _sends: dict[tuple[Id, str], Id] = field(default_factory=dict, init=False)
    _takes: dict[Id, list[Id]] = field(default_factory=dict, init=False)

    def tell(self, places: Iterable[Place]) -> None:
        """The directory, then who was sent by whom and what was decided when."""
        colleagues: dict[object, tuple[Id, ...]] = {}
        for place in places:
            colleagues[place.office_id] = place.colleagues
            for number, house in enumerate(HOUSES[place.code]):
                self._house(place, number, house)
        told = [v for rows in self.story.rows.values() for kind, v in rows if kind is Enrolment]
        for values in told:
            self._enrolment(values, self.random.choice(colleagues[values["office_id"]]))

    def _house(self, place: Place, number: int, house: _House) -> None:
        kind, name, street, contact, sends, takes = house
        partner_id = seed_id(f"demo/partner/{place.code}/{number}")
        self.story.tell(
            self.first_day,
            Partner,
            id=partner_id,
            name=name,
            office_id=place.office_id,
            kind=kind,
            refers=sends,
            receives=takes,
            contact_name=contact,
            phone=f"{_PREFIXES[place.code]} 000 00 {10 + number}",
            email=f"contact{number + 1}@{place.code.lower()}-partner.example.org",
            street=street,
            municipality={"BRU": "Bruxelles", "ANT": "Antwerpen", "LIE": "Liège"}[place.code],
            offers=_OFFERS[place.language] if takes else None,
        )
        if sends:
            self._sends[place.office_id, kind] = partner_id
        if takes:
            self._takes.setdefault(place.office_id, []).append(partner_id)

    def _enrolment(self, values: Values, colleague: Id) -> None:
        """What stands beside the status: source, conditions, decision."""
        chance, status, registered = self.random, values["status"], values["registered_on"]
        if not isinstance(registered, date):
            return
        sender = self._sends.get((_id(values["office_id"]), _KINDS.get(str(values["source"]), "")))
        values["partner_id"] = sender if chance.random() < 0.8 else None
        asked = status not in {Status.REGISTERED, Status.INVITED}
        values["eligible_basis"] = values["eligible_on"] = values["eligible_by"] = None
        if asked and values["role"] == Role.MENTEE and chance.random() < 0.9:
            values["eligible_basis"] = "partner" if sender else chance.choice(_BASES)
            values["eligible_on"] = min(registered + timedelta(days=2), self.today)
            values["eligible_by"] = colleague
        self._decision(values, colleague, registered)

    def _decision(self, values: Values, colleague: Id, registered: date) -> None:
        """Who was taken was decided about that day; of the others, some wait and some went."""
        chance, status = self.random, values["status"]
        day = min(registered + timedelta(days=chance.randint(12, 18)), self.today)
        decided, reason, house = None, None, None
        if status in _TAKEN:
            decided, reason = values["accepted_on"], "fits"
        elif status == Status.INTERVIEWED and (self.today - registered).days > _LONG:
            decided, reason = day, chance.choice(("language", "availability"))
            values["status"] = str(Status.WAITING)
        elif status == Status.REDIRECTED:
            decided, reason = day, chance.choice(_AWAY)
            ended = chance.random()
            if ended < 0.2:
                values["status"] = str(Status.DECLINED)
            elif ended < 0.35:
                values["status"], reason = str(Status.WITHDRAWN), "own_wish"
            else:
                house = chance.choice(self._takes[_id(values["office_id"])])
        values["decided_on"], values["decided_by"] = decided, colleague if decided else None
        values["decision_reason"], values["redirected_to_id"] = reason, house


def _id(value: object) -> Id:
    assert isinstance(value, Id)  # noqa: S101 - narrows what the story holds
    return value
