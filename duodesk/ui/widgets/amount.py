"""An amount in a form: typed as people write it here, 12,50 or 1.250,00; it may be empty."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from duodesk.base.i18n import _
from duodesk.ui.widgets.field import Field


class AmountField(Field[int | None]):
    """Euros as cents, or none."""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText("12,50")
        self.line.setMaxLength(14)
        self._lay(self.line)
        self.line.editingFinished.connect(self._on_finished)

    @override
    def value(self) -> int | None:
        return cents_of(self.line.text())

    def complain(self) -> None:
        """Say how an amount is written."""
        self.set_problem(_("Write the amount like this: 12,50."))

    @override
    def _show(self, value: int | None) -> None:
        text = "" if value is None else f"{value // 100},{value % 100:02d}"
        self.line.setText(text)

    def _on_finished(self) -> None:
        value = self.value()
        if self.line.text().strip() and value is None:
            self.complain()
            return
        self._show(value)
        self.set_problem("")
        self.flush()


def cents_of(text: str) -> int | None:
    """An amount of this country, 12,50 or 1.250,00 or 12.5, in cents; None where it is none."""
    tidy = "".join(text.replace("€", "").split())
    if "," in tidy:
        tidy = tidy.replace(".", "").replace(",", ".")
    try:
        cents = Decimal(tidy) * 100
    except InvalidOperation:
        return None
    whole = cents.is_finite() and cents == cents.to_integral_value()
    return int(cents) if whole and cents >= 0 else None
