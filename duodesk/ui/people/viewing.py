"""The menu of views: those of the program, those of the office, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import _
from duodesk.people import views
from duodesk.people.views import BUILT_IN, PEOPLE, ViewRow, Wanted
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Menu, MenuButton
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.field import LineField

_LONGEST = 24  # letters of a name on the button


class ViewMenu(MenuButton):
    """Names the view that is shown and whether it was changed since; `chosen` carries another."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, wanted: Callable[[], Wanted], kept: object = None) -> None:
        """`kept` is the view that was shown when the list was last built."""
        super().__init__(_("View"), self._fill, icon_name="eye")
        self._desk, self._wanted = desk, wanted
        known = [*BUILT_IN, *self._saved()]
        name = (kept.id, kept.name) if isinstance(kept, ViewRow) else None
        self._view = next((v for v in known if (v.id, v.name) == name), BUILT_IN[0])
        self.tell()

    @property
    def view(self) -> ViewRow:
        """The view that was chosen last."""
        return self._view

    def choose(self, view: ViewRow) -> None:
        """Show a view; what of it is not understood here is said."""
        self._view = view
        self.chosen.emit(view)
        self.tell()
        strange = ", ".join(view.wanted.strange)
        if strange:
            self._desk.say(
                _(
                    "Not understood in this view, and left in it as it is: %(names)s. A newer "
                    "Duodesk may have made it.",
                    names=strange,
                ),
                "warn",
            )

    def reload(self) -> None:
        """Follow views that were changed or taken away."""
        if self._view.id is not None:
            saved = {view.id: view for view in self._saved()}
            self._view = saved.get(self._view.id, BUILT_IN[0])
        self.tell()

    def changed(self) -> bool:
        """Whether the list shows something else than the view says."""
        now, then = self._wanted(), self._view.wanted
        return (
            set(now.wishes) != set(then.wishes)
            or now.text != then.text
            or bool(then.columns and now.columns != then.columns)
            or bool(then.order and (now.order, now.down) != (then.order, then.down))
        )

    def tell(self) -> None:
        """Say on the button which view is shown."""
        name = self._name(self._view)
        name = name if len(name) <= _LONGEST else f"{name[:_LONGEST]}…"
        shown = _("%(name)s (changed)", name=name) if self.changed() else name
        self.set_text(shown)
        self.setAccessibleName(_("View: %(name)s", name=shown))

    def save_as(self) -> None:
        """Keep what is shown under a new name."""

        def keep(name: str) -> bool:
            saved = self._desk.do(views.save_view, name, self._wanted())
            if saved is not None:
                self._follow(saved.view_id)
            return saved is not None

        NameDialog(_("Save this view"), "", keep, parent=self).open_over()

    def save_again(self) -> None:
        """Let the view show what is shown now."""
        if self._view.id is not None:
            self._desk.do(views.change_view, self._view.id, self._wanted())
            self._follow(self._view.id)

    def rename(self) -> None:
        """Give the view another name."""
        view_id = self._view.id

        def keep(name: str) -> bool:
            return (
                view_id is not None and self._desk.do(views.rename_view, view_id, name) is not None
            )

        NameDialog(_("Rename this view"), self._view.name, keep, parent=self).open_over()

    def remove(self) -> None:
        """Take the view away; Ctrl+Z brings it back."""
        if self._view.id is None:
            return
        name = self._view.name
        if self._desk.do(views.remove_view, self._view.id) is not None:
            self._desk.say(_("The view “%(name)s” is removed.", name=name))
            self._view = BUILT_IN[0]
            self.tell()

    def _fill(self, menu: Menu) -> None:
        for view in BUILT_IN:
            self._offer(menu, view)
        saved = self._saved()
        if saved:
            menu.addSeparator()
        for view in saved:
            self._offer(menu, view)
        menu.addSeparator()
        own = self._view.id is not None
        if own and self.changed():
            menu.item(_("Save again"), self.save_again)
        menu.item(_("Save as…"), self.save_as)
        if own:
            menu.item(_("Rename…"), self.rename)
            menu.item(_("Remove"), self.remove)

    def _offer(self, menu: Menu, view: ViewRow) -> None:
        here = view.id == self._view.id and view.name == self._view.name
        menu.item(self._name(view), partial(self.choose, view), checked=here)

    def _name(self, view: ViewRow) -> str:
        return view.name if view.id is not None else _(view.name)

    def _saved(self) -> list[ViewRow]:
        return self._desk.read(views.views, PEOPLE, office_id=self._desk.office_id)

    def _follow(self, view_id: object) -> None:
        self._view = next((v for v in self._saved() if v.id == view_id), self._view)
        self.tell()


class NameDialog(Dialog):
    """Asks for a name and nothing else; stays open while the name will not do."""

    def __init__(
        self, title: str, name: str, keep: Callable[[str], bool], *, parent: QWidget
    ) -> None:
        super().__init__(title, _("Colleagues of this office see it too."), icon_name="eye",
                         parent=parent)  # fmt: skip
        self._keep = keep
        self.name = LineField(limit=60)
        self.name.set_value(name)
        self.name.set_name(_("Name"))
        self.body.addWidget(self.name)
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Save"), self._save, kind="primary", default=True)
        self.name.setFocus()

    def _save(self) -> None:
        if self._keep(self.name.value()):
            self.accept()
