"""What is asked about a request concerning data: when it came, who asks, more time, the answer, and
whom a letter goes to that is kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from duodesk.base.dates import short
from duodesk.base.i18n import LANGUAGES, _, language, language_name
from duodesk.base.ids import Id
from duodesk.documents.request_letters import Asker
from duodesk.people import requests
from duodesk.people.deadlines import due_on, first_month_ends
from duodesk.people.request_words import answer_title, wish_title
from duodesk.people.requests import Answer, RequestRow, Wish
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.choice import ChoiceField, SegmentField
from duodesk.ui.widgets.day import DayField
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField, TextField
from duodesk.ui.widgets.form import Form
from duodesk.ui.widgets.text import PlainLabel


class _DayDialog(Dialog):
    """A dialog that asks a day among other things; today unless another is chosen."""

    def __init__(self, desk: Desk, title: str, text: str = "", *, parent: QWidget) -> None:
        super().__init__(title, text, icon_name="shield-check", parent=parent)
        self._desk = desk
        self.day = DayField(today=desk.today)
        self.day.set_value(desk.today)
        self.form = Form(label_width=170)
        self.body.addWidget(self.form)

    def lay_buttons(self, keep: str) -> None:
        """Cancel, and the verb."""
        self.add_button(_("Cancel"), self.reject)
        self.add_button(keep, self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down where a day is chosen; what hinders is said and the dialog stays."""
        day = self.day.value()
        if day is None:
            self.day.set_problem(_("Which day?"))
        elif self.write(day) is not None:
            self.accept()

    def write(self, day: date) -> object | None:
        """The command; nothing where it was refused."""
        raise NotImplementedError


class ReceiveDialog(_DayDialog):
    """A request that came: what is asked, and when."""

    def __init__(self, desk: Desk, person_id: Id | None, name: str, *, parent: QWidget) -> None:
        title = _("Request about data: %(name)s", name=name) if name else _("Request about data")
        told = (
            ""
            if person_id is not None
            else _(
                "Somebody asks who is not known here. A name is kept in the note only as long as "
                "the answer needs it."
            )
        )
        super().__init__(desk, title, told, parent=parent)
        self._person_id = person_id
        self.wish = ChoiceField([(str(one), wish_title(one)) for one in Wish], empty=None)
        self.note = TextField(lines=3)
        self.until = PlainLabel("", role="small", wrap=True)
        self.form.add(_("What is asked"), self.wish, required=True)
        self.form.add(_("Received on"), self.day, required=True)
        self.form.add_below(self.until)
        self.form.add(_("Note for colleagues"), self.note)
        self.day.committed.connect(self._tell)
        self.lay_buttons(_("Write it down"))
        self._tell()

    @override
    def write(self, day: date) -> object | None:
        wish = Wish(self.wish.value() or Wish.ACCESS)
        note = self.note.value()
        return self._desk.do(requests.receive, self._person_id, wish, on=day, note=note)

    def _tell(self, *_sent: object) -> None:
        day = self.day.value()
        told = _("The answer must leave by %(day)s.", day=short(due_on(day))) if day else ""
        self.until.setText(told)


class IdentityDialog(_DayDialog):
    """Somebody saw that it is really this person."""

    def __init__(self, desk: Desk, row: RequestRow, *, parent: QWidget) -> None:
        super().__init__(
            desk,
            _("It is really this person"),
            _(
                "You know the person, or you called them on the number that stands in their file. "
                "A copy of an identity card is never asked for."
            ),
            parent=parent,
        )
        self._id = row.id
        self.form.add(_("Seen on"), self.day, required=True)
        self.lay_buttons(_("Write it down"))

    @override
    def write(self, day: date) -> object | None:
        return self._desk.do(requests.identity_seen, self._id, on=day)


class ExtendDialog(_DayDialog):
    """Two months more, told within the first."""

    def __init__(self, desk: Desk, row: RequestRow, *, parent: QWidget) -> None:
        super().__init__(
            desk,
            _("Two months more"),
            _(
                "The person has to be told by %(day)s, with the reason. Print the letter after "
                "that.",
                day=short(first_month_ends(row.received_on)),
            ),
            parent=parent,
        )
        self._id = row.id
        self.reason = LineField()
        self.form.add(_("Told on"), self.day, required=True)
        self.form.add(
            _("Reason"), self.reason, required=True, hint=_("It stands in the letter as you type.")
        )
        self.lay_buttons(_("Put it off"))

    @override
    def write(self, day: date) -> object | None:
        return self._desk.do(requests.extend, self._id, on=day, reason=self.reason.value())


class AnswerDialog(_DayDialog):
    """What was answered, when, and the reason of a no."""

    def __init__(self, desk: Desk, row: RequestRow, *, parent: QWidget) -> None:
        told = ""
        if row.wish == Wish.ERASURE and row.person_id is not None:
            told = _(
                "Print the letter before you erase the person: afterwards nothing is known of "
                "them. Erasing answers this request by itself."
            )
        elif row.identity_seen_on is None and row.person_id is not None:
            told = _("Nobody has written down yet that it is really this person who asks.")
        super().__init__(desk, _("Answer the request"), told, parent=parent)
        self._id = row.id
        fitting = [one for one in Answer if _fits(row, one)]
        self.answer = SegmentField([(str(one), answer_title(one)) for one in fitting])
        self.answer.set_value(str(fitting[0]))
        self.reason = LineField()
        self.form.add(_("What is answered"), self.answer, required=True)
        self.form.add(_("Answered on"), self.day, required=True)
        self.form.add(
            _("Reason"), self.reason, hint=_("Of a no, or of a part: it stands in the letter.")
        )
        self.lay_buttons(_("Write it down"))

    @override
    def write(self, day: date) -> object | None:
        said = Answer(self.answer.value() or Answer.GRANTED)
        return self._desk.do(requests.answer, self._id, said, on=day, reason=self.reason.value())


class NoteDialog(Dialog):
    """What colleagues should know of a request."""

    def __init__(self, desk: Desk, row: RequestRow, *, parent: QWidget) -> None:
        super().__init__(_("Note for colleagues"), icon_name="sticky-note", parent=parent)
        self._desk, self._id = desk, row.id
        self.text = TextField(lines=5)
        self.text.set_name(_("Note for colleagues"))
        self.text.set_value(row.note)
        self.body.addWidget(self.text)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Keep"), self.keep, kind="primary", default=True)

    def keep(self) -> None:
        """Write it down."""
        if self._desk.do(requests.write_note, self._id, self.text.value()) is not None:
            self.accept()


class AskerDialog(Dialog):
    """Whom a letter goes to, where nobody is known; it stands on the letter and nowhere else."""

    def __init__(self, then: Callable[[Asker], object], *, parent: QWidget) -> None:
        super().__init__(
            _("Whom does the letter go to?"),
            _("This is printed on the letter and kept nowhere."),
            icon_name="mail",
            parent=parent,
        )
        self._then = then
        self.name, self.street, self.town = (LineField() for _n in range(3))
        self.tongue = SegmentField([(code, language_name(code)) for code in LANGUAGES])
        self.tongue.set_value(language())
        form = Form(label_width=150)
        form.add(_("Name"), self.name)
        form.add(_("Street and number"), self.street)
        form.add(_("Postcode and municipality"), self.town)
        form.add(_("Language"), self.tongue)
        self.body.addWidget(form)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Show the letter"), self.show_letter, kind="primary", default=True)

    def show_letter(self) -> None:
        """Hand it on."""
        address = tuple(line for one in (self.street, self.town) if (line := one.value().strip()))
        told = Asker(self.name.value().strip(), address, self.tongue.value() or language())
        self.accept()
        self._then(told)


def _fits(row: RequestRow, said: Answer) -> bool:
    """Somebody unknown is told so; a known person never."""
    return row.person_id is None or said != Answer.NOT_KNOWN
