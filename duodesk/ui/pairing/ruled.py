"""What the team said about pairs for good: kept, or out of question; each can be lifted."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from duodesk.base.dates import short
from duodesk.base.i18n import N_, _
from duodesk.pairing import rules
from duodesk.pairing.rules import RuleRow
from duodesk.pairing.words import RuleKind
from duodesk.ui.desk import Desk
from duodesk.ui.theme import look
from duodesk.ui.widgets.dialog import Dialog
from duodesk.ui.widgets.rows import Column
from duodesk.ui.widgets.table import RowsTable

Named = tuple[RuleRow, str, str]
_KINDS = {
    RuleKind.LOCKED: N_("kept in the plan"),
    RuleKind.FORBIDDEN: N_("never"),
    RuleKind.CONFLICT: N_("know each other"),
}


def _kind(row: Named) -> str:
    """A word of a newer program as it is."""
    return _(_KINDS[row[0].kind]) if row[0].kind in _KINDS else str(row[0].kind)


COLUMNS: tuple[Column[Named], ...] = (
    Column(key="mentee", title=N_("Mentee"), text=lambda r: r[1], width=150, strong=True),
    Column(key="mentor", title=N_("Mentor"), text=lambda r: r[2], width=150, strong=True),
    Column(key="kind", title=N_("Rule"), text=_kind, width=130),
    Column(key="why", title=N_("Why"), text=lambda r: r[0].reason, width=190,
           tip=lambda r: r[0].reason),
    Column(key="since", title=N_("Since"), text=lambda r: short(r[0].since), width=90,
           order=lambda r: r[0].since, value=lambda r: r[0].since),
)  # fmt: skip


class RulesDialog(Dialog):
    """The rules in force; the chosen one can be lifted, and undo puts it back."""

    def __init__(self, desk: Desk, *, parent: QWidget) -> None:
        super().__init__(
            _("Rules about pairs"),
            _("Pairs that every plan keeps, and pairs that are never proposed."),
            icon_name="list",
            parent=parent,
        )
        self._desk = desk
        self.table: RowsTable[Named] = RowsTable(COLUMNS, name=_("Rules about pairs"))
        self.table.setMinimumSize(look().px(720), look().px(260))
        self.body.addWidget(self.table)
        self.lift = self.add_button(_("Lift the rule"), self.lift_rule)
        self.add_button(_("Close"), self.accept, kind="primary", default=True)
        self._reload()

    def lift_rule(self) -> None:
        """Let the chosen pair be thought of freely again."""
        chosen = self.table.current()
        if chosen is not None and self._desk.do(rules.lift_rule, chosen[0].id) is not None:
            self._reload()

    def _reload(self) -> None:
        found = self._desk.read(rules.named_rules)
        self.table.set_rows(found)
        if found:
            self.table.go_to(0)
        self.lift.setEnabled(bool(found))
