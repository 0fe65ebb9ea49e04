"""Writing down a school holiday, and who is away."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.base.ids import Id
from duodesk.office import queries as office
from duodesk.people import queries as people
from duodesk.training import days_off
from duodesk.training.days_off import SchoolHolidayRow, SchoolHolidayValues
from duodesk.training.words import Community
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.training.words import community_name
from duodesk.ui.widgets.choice import ChoiceField, ManyField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.form import Form

_COLLEAGUE, _PERSON = "colleague", "person"


class HolidayDialog(Dialog):
    """Whose schools, its name, its two days; a holiday that ships is corrected for all offices."""

    def __init__(
        self, desk: Desk, shown: SchoolHolidayRow | None, *, parent: QWidget | None = None
    ) -> None:
        title = _("New school holiday") if shown is None else _("Correct a school holiday")
        super().__init__(title, icon_name="calendar-days", parent=parent)
        self._desk, self._shown = desk, shown
        self.community = ChoiceField(
            [(str(one), community_name(one)) for one in Community], empty=None
        )
        self.name = LineField()
        self.first_day, self.last_day = DayField(today=desk.today), DayField(today=desk.today)
        form = Form()
        form.add(_("Community"), self.community)
        form.add(_("Name"), self.name, required=True)
        form.add(_("First day"), self.first_day, required=True)
        form.add(_("Last day"), self.last_day, required=True)
        self.body.addWidget(form)
        if shown is not None:
            self.community.set_value(str(shown.community))
            self.name.set_value(shown.name)
            self.first_day.set_value(shown.first_day)
            self.last_day.set_value(shown.last_day)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down."""
        first = self.first_day.value()
        if first is None:
            self.first_day.set_problem(_("Which day?"))
            return
        values = SchoolHolidayValues(
            community=Community(self.community.value() or Community.FRENCH),
            name=self.name.value(),
            first_day=first,
            last_day=self.last_day.value() or first,
        )
        holiday_id = self._shown.id if self._shown else None
        if self._desk.do(days_off.put_school_holiday, values, holiday_id) is not None:
            self.accept()


class AwayDialog(Dialog):
    """A colleague or a person, and two days; the reason is not asked."""

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(_("Who is away?"), icon_name="user-x", parent=parent)
        self.setMinimumWidth(look().px(520))
        self._desk = desk
        self.kind = SegmentField(((_COLLEAGUE, _("A colleague")), (_PERSON, _("A person"))))
        self.who = ManyField((), placeholder=_("Type a name…"))
        self.first_day, self.last_day = DayField(today=desk.today), DayField(today=desk.today)
        form = Form()
        form.add(_("Who"), self.kind)
        form.add(_("Name"), self.who, required=True)
        form.add(_("First day"), self.first_day, required=True)
        form.add(_("Last day"), self.last_day)
        self.body.addWidget(form)
        self.kind.set_value(_COLLEAGUE)
        self.kind.committed.connect(lambda _kind: self._offer())
        self._offer()
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down, once for each name."""
        first = self.first_day.value()
        if not self.who.value():
            self.who.set_problem(_("Who is it? Type a name and choose it."))
            return
        if first is None:
            self.first_day.set_problem(_("Which day?"))
            return
        last = self.last_day.value() or first
        colleague = self.kind.value() == _COLLEAGUE
        for code in self.who.value():
            who = {"author_id" if colleague else "person_id": Id(code)}
            if self._desk.do(days_off.put_away, first, last, **who) is None:
                return
        self.accept()

    def _offer(self) -> None:
        desk = self._desk
        self.who.set_value(())
        if self.kind.value() == _PERSON:
            everybody = desk.read(
                people.people, office_id=desk.office_id, today=desk.today, bare=True
            )
            options = [(str(one.id), f"{one.name} · {one.number}") for one in everybody]
        else:
            colleagues = desk.read(office.authors, office_id=desk.office_id)
            options = [(str(one.id), one.name) for one in colleagues if one.left_on is None]
        self.who.set_options(options)
