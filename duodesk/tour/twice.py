"""The tour's steps about one person registered twice: caught while typing, made one, two again."""

from __future__ import annotations

from datetime import timedelta

from duodesk.base.i18n import N_, _
from duodesk.people import apart, merging
from duodesk.people.cards import PersonCard, person
from duodesk.people.timeline import Kind
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way
from duodesk.ui.people.lookalikes import LookalikesView
from duodesk.ui.people.page import PeoplePage
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.register import RegisterDialog


def catch_while_typing(way: Way) -> str:
    """Somebody known already calls again and spells their name another way: the dialog says so,
    opens them, and registers them all the same when one insists.
    """
    stage = way.stage
    way.clock.advance(timedelta(minutes=5))  # the older entry is the one that goes on
    known = stage.desk.read(person, way.people["Çelik"], today=stage.desk.today)
    if known is None:
        raise TourError("who was brought in is not there")
    dialog = _registering(way, known)
    stage.picture("register-look-alike")
    dialog.known.buttons[0].click()
    stage.settle()
    page = stage.window.findChild(PeoplePage)
    view = page.current() if page is not None else None
    if not isinstance(view, PersonView) or view.person_id != known.id:
        raise TourError("the person known already is not opened")
    dialog = _registering(way, known)
    stage.press(_("Register all the same"), dialog)
    pairs = len(stage.desk.read(apart.pairs))
    if pairs != 1:
        raise TourError(f"{pairs} pairs look alike")
    return _("%(number)s was known already.", number=known.number)


def _registering(way: Way, known: PersonCard) -> RegisterDialog:
    """The dialog for a new person, filled with the name as another colleague would write it."""
    stage = way.stage
    stage.page("people", "new")
    dialog = stage.window.findChild(RegisterDialog)
    if dialog is None:
        raise TourError("no dialog to register somebody")
    dialog.given.line.setText("Youssef")
    dialog.family.line.setText("Celik")
    dialog.birth.set_value(known.values["birth_date"])
    stage.until(lambda: bool(dialog.known.buttons), "a look-alike while typing")
    return dialog


def make_one_person(way: Way) -> str:
    """The look-alikes of the office: the first two are made one person."""
    stage = way.stage
    view = stage.view("people", "lookalikes", LookalikesView)
    stage.until(lambda: view.comparison is not None, "two entries side by side")
    stage.picture("look-alikes")
    before = len(stage.desk.read(apart.pairs))
    if view.comparison is None:
        raise TourError("nothing to compare")
    keep, other, _values = view.comparison.chosen()
    stage.press(_("Make one person"), view)
    if len(stage.desk.read(apart.pairs)) != before - 1:
        raise TourError("two entries are not one person")
    joined = stage.view("people", keep, PersonView)
    history = joined.history
    if history is None or Kind.JOINED not in {e.kind for e in history.table.rows_model.rows()}:
        raise TourError("the timeline does not tell the joining")
    stage.until(
        lambda: any(e.changed for e in history.table.rows_model.rows()), "the changes of a person"
    )
    stage.picture("person-timeline")
    stage.view("people", other, PersonView)
    stage.picture("person-joined")
    return _("Pairs that look alike: %(n)s, one of them made one person.", n=before)


def make_two_again(way: Way) -> str:
    """They were two people after all: each has their own again."""
    stage = way.stage
    keep, other = next(
        (one.stands_for, one.entry) for one in stage.desk.read(merging.joinings)
    )  # fmt: skip
    view = stage.view("people", other, PersonView)
    stage.press(_("They are two people after all"), view)
    for one in (keep, other):
        card = stage.desk.read(person, one, today=stage.desk.today)
        if card is None or not card.enrolments:
            raise TourError("an entry did not get its own back")
    stage.desk.undo()
    if stage.desk.read(merging.standing, other).goes_on is None:
        raise TourError("taking apart is not undone")
    stage.refuse_complaints()
    return _("Made two again, and one once more by Ctrl+Z.")


STEPS = (
    (N_("Somebody known already is caught while typing"), catch_while_typing),
    (N_("Two entries become one person"), make_one_person),
    (N_("A joining is taken apart, and that undone"), make_two_again),
)
