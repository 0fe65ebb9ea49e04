"""What needs a person: two versions side by side, remarks about several entries, hand-overs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _, ngettext
from duodesk.exchange import handover, issues, review
from duodesk.exchange.differences import pieces
from duodesk.exchange.issues import Issue
from duodesk.exchange.naming import Subject
from duodesk.exchange.review import TwoVersions, Version
from duodesk.exchange.waiting import Waiting
from duodesk.people.apart import TWICE
from duodesk.ui.desk import Desk
from duodesk.ui.exchange.comparing import ComparingDialog, written_by
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import TextField
from duodesk.ui.widgets.header import EmptyState
from duodesk.ui.widgets.layout import Body, Card, column, row, widget
from duodesk.ui.widgets.text import PlainLabel, set_name, show_if

_SHOWN = 60
# So much of a long text is shown in the list; all of it side by side.
_LETTERS = 240


class LookingPart(Body):
    """One card each; so many of a kind that nobody waits for them, and more when asked for."""

    def __init__(self, desk: Desk, reload: Callable[[], object]) -> None:
        super().__init__(spacing=10)
        self._desk = desk
        self._reload = reload
        # How many cards of each kind are shown.
        self.most = _SHOWN
        self._cards: list[QWidget] = []
        self._left = PlainLabel("", role="muted")
        self._further = widget(row(Button(_("Show more"), self.show_more), self._left, None))

    def show_found(self, found: Waiting) -> None:
        """Show what waits for somebody, and how much more there is."""
        for card in self._cards:
            card.hide()
            card.deleteLater()
        while self.column.count():
            self.column.takeAt(0)
        self._cards = [
            *(self._offer_card(one) for one in (*found.offers, *found.offered)),
            *(self._version_card(one) for one in found.versions),
            *(self._remark_card(one) for one in found.remarks),
        ]
        if not self._cards:
            self._cards = [
                EmptyState(
                    "circle-check",
                    _("Nothing to look at."),
                    hint=_("Where two offices wrote different things, both are shown here."),
                )
            ]
        for card in (*self._cards, self._further):
            self.column.addWidget(card)
        self.column.addStretch(1)
        self._left.setText(
            ngettext("%(n)s more waits", "%(n)s more wait", found.more) if found.more else ""
        )
        show_if(self._further, on=bool(found.more))

    def show_more(self) -> None:
        """Show further cards of each kind."""
        self.most += _SHOWN
        self._reload()

    def compare(self, one: TwoVersions) -> None:
        """Both versions of a text side by side."""
        ComparingDialog(self._desk, one, self.window()).open_over()

    def _version_card(self, one: TwoVersions) -> Card:
        lines = [self._version_line(one, version) for version in one.versions]
        compare = Button(_("Side by side…"), partial(self.compare, one), icon_name="columns-3")
        more = [compare] if one.text and not one.deleted else []
        title = _("%(whose)s: two versions of “%(what)s”", whose=one.subject.title, what=one.title)
        return Card(title, *lines, row(*more, *self._open_button(one.subject), None))

    def _version_line(self, one: TwoVersions, version: Version) -> QWidget:
        said = PlainLabel(_told(one, version), wrap=True)
        who = PlainLabel(written_by(version), role="muted")
        keep = Button(_("Keep this one"), partial(self._keep, one, version))
        set_name(keep, _("Keep this one: %(text)s", text=_shortened(_said(version))))
        words = column(said, who, spacing=2)
        line = row(words, keep, spacing=12)
        line.setStretchFactor(words, 1)
        return widget(line)

    def _remark_card(self, one: Issue) -> Card:
        about = PlainLabel(" · ".join(dict.fromkeys(s.title for s in one.subjects)), role="muted",
                           wrap=True)  # fmt: skip
        seen = Button(_("Seen, is all right"), partial(self._seen, one))
        opens = [b for s in one.subjects[:3] for b in self._open_button(s)]
        return Card(str(one.text), about, row(*self._compare_button(one), seen, *opens, None))

    def _compare_button(self, one: Issue) -> list[Button]:
        """Two who seem to be one person are looked at where they can be made one."""
        if one.rule != TWICE:
            return []
        pair = tuple(subject.row for subject in one.subjects)
        go = partial(self._desk.go, "people", ("lookalikes", pair))
        return [Button(_("Compare…"), go, icon_name="columns-3")]

    def _offer_card(self, one: handover.TransferRow) -> Card:
        if one.to_office_id == self._desk.office_id:
            title = _("%(name)s is offered to your office", name=one.person)
            actions = [
                Button(_("Accept"), partial(self._do, handover.accept, one.id), kind="primary"),
                Button(_("Refuse…"), partial(self._refuse, one)),
            ]
        else:
            title = _("%(name)s is offered to another office", name=one.person)
            own = one.from_office_id == self._desk.office_id
            take_back = Button(_("Withdraw"), partial(self._do, handover.withdraw, one.id))
            actions = [take_back] if own else []
        subject = Subject(one.person, "people", one.person_id)
        return Card(title, row(*actions, *self._open_button(subject), None))

    def _open_button(self, subject: Subject) -> list[Button]:
        if not subject.page:
            return []
        go = partial(self._desk.go, subject.page, subject.row)
        return [Button(_("Open %(name)s", name=subject.title), go, kind="quiet")]

    def _keep(self, one: TwoVersions, version: Version) -> None:
        if version.deleted:
            self._desk.do(review.let_row_go, one.table, one.row)
        elif one.deleted:
            self._desk.do(review.keep_row, one.table, one.row, one.field, version.value)
        else:
            self._desk.do(review.choose, one.table, one.row, one.field, version.value)

    def _refuse(self, one: handover.TransferRow) -> None:
        dialog = Dialog(_("Refuse the hand-over"), one.person, parent=self.window())
        field = TextField(lines=3, placeholder=_("Reason"))
        dialog.body.addWidget(field)

        def save() -> None:
            field.flush()
            self._desk.do(handover.refuse, one.id, field.value())
            dialog.accept()

        dialog.add_button(_("Cancel"), dialog.reject, kind="quiet")
        dialog.add_button(_("Refuse"), save, kind="primary")
        dialog.open_over()

    def _seen(self, one: Issue) -> None:
        self._desk.do(issues.acknowledge, one.id, one.rule)

    def _do(self, command: object, row_id: object) -> None:
        self._desk.do(command, row_id)  # type: ignore[arg-type]


def _said(version: Version) -> str:
    if version.deleted:
        return _("removed there")
    return version.text or _("left blank")


def _told(one: TwoVersions, version: Version) -> str:
    """What a version says; of a long text, what is new in it."""
    said = _said(version)
    before = one.before if isinstance(one.before, str) else ""
    if len(said) <= _LETTERS or not before:
        return _shortened(said)
    new = [" ".join(piece.text.split()) for piece in pieces(before, said) if piece.new]
    return _shortened("… " + " … ".join(text for text in new if text)) if new else _shortened(said)


def _shortened(text: str) -> str:
    return text if len(text) <= _LETTERS else text[:_LETTERS].rstrip() + "…"
