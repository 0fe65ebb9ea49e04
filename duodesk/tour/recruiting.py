"""The way in decided: a partner enters the directory, somebody is sent on with a letter, and the
figures tell how far people came.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QDialog

from duodesk.base.i18n import N_, _
from duodesk.documents.information_note import informed_on
from duodesk.people import commands, partners
from duodesk.people.deciding import Decision, check_eligible
from duodesk.people.queries import people
from duodesk.people.recruiting import WayRow, ways_of
from duodesk.people.steps import Step
from duodesk.people.values import PersonValues
from duodesk.people.words import Role
from duodesk.tour.stage import Stage, TourError
from duodesk.tour.way import Way
from duodesk.ui.people.deciding import DecideDialog
from duodesk.ui.people.letter import LetterDialog
from duodesk.ui.people.partners import NewPartnerDialog, PartnersView
from duodesk.ui.people.person import PersonView
from duodesk.ui.people.recruitment import RecruitmentView
from duodesk.ui.people.volunteer_note import ReceiptDialog
from duodesk.ui.reports.page import ReportsPage

_PARTNER = "Tremplin Langues asbl"
_NEWCOMER = "Zahra Noori"
D = TypeVar("D", bound=QDialog)


def keep_directory(way: Way) -> str:
    """An organisation that takes people is added, and filled in beside the list."""
    stage = way.stage
    view = stage.view("people", "partners", PartnersView)
    view.make_new()
    new = _dialog(stage, NewPartnerDialog)
    new.name.set_value(_PARTNER)
    new.kind.set_value("training")
    new.do()
    stage.settle()
    for name, value in (
        ("refers", "no"), ("receives", "yes"), ("contact_name", "Hélène D."),
        ("phone", "02 000 00 99"), ("municipality", "Bruxelles"),
        ("offers", "Tables de conversation, deux soirs par semaine."),
    ):  # fmt: skip
        field = view.panel.form.fields[name]
        field.set_value(value)
        field.committed.emit(value)
        stage.settle()
    stage.refuse_complaints()
    stage.picture("partners")
    house = view.panel.partner_id
    known = stage.desk.read(partners.partner, house) if house else None
    if known is None or known.values["phone"] != "02 000 00 99":
        raise TourError("the directory does not hold what was typed")
    return known.name


def see_the_way_in(way: Way) -> str:
    """Somebody registers and stands in the list, with a call to make within two working days."""
    stage = way.stage
    given, family = _NEWCOMER.split()
    values = PersonValues(given_name=given, family_name=family, contact_language="nl")
    made = stage.desk.do(commands.register, Role.MENTEE, values=values)
    if made is None:
        raise TourError("nobody was registered")
    way.people[_NEWCOMER] = made.person_id
    view = stage.view("people", "recruitment", RecruitmentView)
    stage.picture("recruitment")
    row = _row(stage, way)
    if row.next is None or row.next.step != Step.CALL or row.next.due is None:
        raise TourError("no first call is due")
    return view.header.subtitle.text()


def decide_and_write(way: Way) -> str:
    """The conditions are checked, the person is sent on, and the letter says so in Dutch."""
    stage = way.stage
    row = _row(stage, way)
    stage.desk.do(check_eligible, row.enrolment_id, "said")
    view = stage.view("people", row.person_id, PersonView)
    part = view.panel.way_in.parts[row.enrolment_id] if view.panel and view.panel.way_in else None
    if part is None:
        raise TourError("the page does not tell the way in")
    part.decide()
    asked = _dialog(stage, DecideDialog)
    asked.decision.set_value(str(Decision.REDIRECTED))
    asked.decision.committed.emit(str(Decision.REDIRECTED))
    asked.reason.set_value("language")
    place = asked.partner.combo.findText(_PARTNER)
    asked.partner.set_value(asked.partner.combo.itemData(place))
    stage.picture("decision")
    asked.do_and_write()
    stage.settle()
    written = _dialog(stage, LetterDialog)
    stage.picture("letter")
    # The office of the tour has neither telephone nor mail.
    missing = set(written.paper.missing) - {"office_phone", "office_email"}
    if missing or written.paper.language != "nl":
        raise TourError("the letter is not whole, or not in Dutch")
    written.save()
    written.reject()
    stage.page("people", row.person_id)
    stage.picture("way-in")
    stage.refuse_complaints()
    after = _row(stage, way)
    if after.redirected_to != _PARTNER:
        raise TourError("nobody knows where the person was sent")
    return _("%(name)s: %(file)s", name=after.name, file=stage.answers.files[-1].name)


def inform_a_volunteer(way: Way) -> str:
    """A mentor gets the information note, and the receipt comes back signed."""
    stage = way.stage
    rows = stage.desk.read(people, today=stage.desk.today)
    mentor = next(row for row in rows if list(row.roles) == [Role.MENTOR])
    view = stage.view("people", mentor.id, PersonView)
    if view.panel is None or view.panel.way_in is None:
        raise TourError("the mentor's page shows no way in")
    (part,) = view.panel.way_in.parts.values()
    part.note.write()
    written = _dialog(stage, LetterDialog)
    stage.picture("information-note")
    written.save()
    written.reject()
    part.note.receive()
    asked = _dialog(stage, ReceiptDialog)
    asked.filed.set_value("Classeur 3")
    stage.picture("information-note-receipt")
    asked.keep()
    stage.settle()
    stage.picture("informed")
    stage.refuse_complaints()
    (after,) = stage.desk.read(ways_of, mentor.id, today=stage.desk.today)
    if stage.desk.read(informed_on, after.enrolment_id) != way.clock.today():
        raise TourError("nobody knows that the note was received")
    return _("%(name)s: %(file)s", name=after.name, file=stage.answers.files[-1].name)


def tell_conversion(way: Way) -> str:
    """The report tells how many of each source came how far."""
    page = way.stage.page("reports")
    if not isinstance(page, ReportsPage):
        raise TourError("no reports")
    page.show_year(way.clock.today().year)
    page.show_list("sources")
    way.stage.picture("reports-sources")
    lines = page.lists.origins.table.rows_model.rows()
    if not lines:
        raise TourError("nobody registered this year")
    return ", ".join(f"{line.origin}: {line.registered}" for line in lines[:3])


def _row(stage: Stage, way: Way) -> WayRow:
    (row,) = stage.desk.read(ways_of, way.people[_NEWCOMER], today=stage.desk.today)
    return row


def _dialog(stage: Stage, kind: type[D]) -> D:
    stage.settle()
    found = [one for one in stage.dialogs() if isinstance(one, kind)]
    if not found:
        raise TourError(f"no {kind.__name__} is open")
    return found[-1]


STEPS: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("A partner enters the directory"), keep_directory),
    (N_("Somebody registers and stands on the way in"), see_the_way_in),
    (N_("A decision, and the letter that says so"), decide_and_write),
    (N_("A mentor is informed as volunteer, and signs for it"), inform_a_volunteer),
    (N_("How far people came, by source"), tell_conversion),
)
