"""Two people of the demonstration who asked about their data: one waits, one has the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from duodesk.base.ids import seed_id
from duodesk.demo.story import Story
from duodesk.demo.welcome import Place
from duodesk.model.requests import Answer, DataRequest, Wish

# What is asked, how many days ago, when it was seen who asks, and when it was answered.
_ASKED = ((Wish.ACCESS, 26, 24, None), (Wish.CORRECTION, 70, 68, 61))


@dataclass(slots=True)
class Asked:
    """Tells the requests of one office."""

    story: Story
    today: date

    def tell(self, place: Place, enrolments: Iterable[Mapping[str, Any]]) -> None:
        """The first two people of the office whose part in the programme is over."""
        over = [
            one for one in enrolments
            if one["office_id"] == place.office_id and one["status"] == "finished"
        ]  # fmt: skip
        for one, (wish, came, seen, done) in zip(over, _ASKED, strict=False):
            day = self.today - timedelta(days=came)
            self.story.tell(
                day,
                DataRequest,
                id=seed_id(f"demo/asked/{wish}"),
                wish=str(wish),
                received_on=day,
                office_id=place.office_id,
                person_id=one["person_id"],
                author_id=place.colleagues[0],
                identity_seen_on=self.today - timedelta(days=seen),
                answered_on=self.today - timedelta(days=done) if done else None,
                answer=str(Answer.GRANTED) if done else None,
                note="A appelé l'antenne; rappelé au numéro du dossier.",
            )
