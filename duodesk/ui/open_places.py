"""Asked once before something is put on paper in which places stay open: what is not known, where
it is filled in, and whether to print all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from duodesk.base.i18n import N_, _
from duodesk.documents.words import place_title
from duodesk.ui.desk import Desk
from duodesk.ui.widgets.buttons import Button
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.layout import Flow, widget

_OFFICE = frozenset(
    {
        "office_name", "office_address", "office_phone", "office_email", "insurer",
        "policy_number", "other_cover", "accident_phone", "second_contact", "legal_form",
        "enterprise_number", "authorisation_number",
    }
)  # fmt: skip
_CAPS = frozenset({"cap_year", "lump_sum_day", "lump_sum_year"})
# Where a paper's own facts are filled in: a screen, and the words of the way there.
_WORDS = {"people": N_("To the person"), "duos": N_("To the duo")}
About = tuple[str, object]


class OpenPlacesDialog(Dialog):
    """What stays open on the paper, with Print and Cancel and the ways to where it is filled in.
    `about` names the screens that show whose paper it is.
    """

    def __init__(
        self,
        desk: Desk,
        missing: Sequence[str],
        then: Callable[[], object],
        *,
        about: Sequence[About] = (),
        parent: QWidget,
    ) -> None:
        places = ", ".join(place_title(name) for name in missing)
        super().__init__(
            _("Some places stay open"),
            _("These are not known and stay open: %(places)s. Print anyway?", places=places),
            icon_name="triangle-alert",
            parent=parent,
        )
        self._desk, self._then = desk, then
        self.ways = Flow(spacing=6)
        for (page, subject), words in _ways(missing, about):
            go = partial(self.go, page, subject)
            self.ways.addWidget(Button(words, go, kind="quiet", icon_name="arrow-right"))
        self.body.addWidget(widget(self.ways))
        self.add_button(_("Cancel"), self.reject)
        self.add_button(_("Print anyway"), self.print, kind="primary", default=True)

    def print(self) -> None:
        """Go on with open places."""
        self.accept()
        self._then()

    def go(self, page: str, subject: object) -> None:
        """Leave the paper for where it is filled in."""
        self.reject()
        over = self.parentWidget()
        if isinstance(over, Dialog):
            over.reject()
        self._desk.go(page, subject)


def ask_open(
    desk: Desk,
    missing: Sequence[str],
    then: Callable[[], object],
    *,
    about: Sequence[About] = (),
    parent: QWidget,
) -> None:
    """Go on at once where nothing is missing, else once the person agrees; the question is one for
    all papers that are printed together.
    """
    if missing:
        places = tuple(dict.fromkeys(missing))
        OpenPlacesDialog(desk, places, then, about=about, parent=parent).open_over()
    else:
        then()


def _ways(missing: Sequence[str], about: Sequence[About]) -> list[tuple[About, str]]:
    """Where these places are filled in."""
    names = set(missing)
    ways: list[tuple[About, str]] = []
    if names & _OFFICE:
        ways.append((("settings", "office"), _("To the settings of the office")))
    if names & _CAPS:
        ways.append((("settings", "follow_up"), _("To the caps of lump sums")))
    if names - _OFFICE - _CAPS:
        ways += [(one, _(_WORDS[one[0]])) for one in about if one[0] in _WORDS]
    return ways
