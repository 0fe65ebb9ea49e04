"""What is asked about data and what is answered, in words."""

from __future__ import annotations

from duodesk.base.i18n import N_, _
from duodesk.model.requests import Answer, Wish

WISHES = {
    Wish.ACCESS: N_("To see the data"),
    Wish.CORRECTION: N_("To correct the data"),
    Wish.ERASURE: N_("To erase the data"),
    Wish.RESTRICTION: N_("Not to use the data for now"),
    Wish.COPY: N_("A copy of the data for another organisation"),
    Wish.OBJECTION: N_("Objects to the use of the data"),
}
ANSWERS = {
    Answer.GRANTED: N_("granted"),
    Answer.PARTLY: N_("granted in part"),
    Answer.REFUSED: N_("refused"),
    Answer.NOT_KNOWN: N_("not known here"),
}


def wish_title(wish: Wish) -> str:
    """What is asked; a word of a newer program as it is."""
    return _(WISHES[wish]) if wish in WISHES else str(wish)


def answer_title(said: Answer | None) -> str:
    """What was answered."""
    return _(ANSWERS[said]) if said in ANSWERS else str(said or "")
