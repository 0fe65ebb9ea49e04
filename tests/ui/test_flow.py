"""What stands side by side goes on in the next line, and knows its height anew when a part goes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from duodesk.ui.widgets.layout import Flow


def block(width: int = 60) -> QWidget:
    made = QWidget()
    made.setFixedSize(width, 20)
    return made


@pytest.mark.gui
def test_the_height_follows_what_is_added_hidden_grown_and_taken(app: QApplication) -> None:
    holder, flow = QWidget(), Flow(spacing=0)
    holder.setLayout(flow)
    parts = [block(), block(), block()]
    flow.addWidget(parts[0])
    flow.addWidget(parts[1])
    assert (flow.heightForWidth(120), flow.heightForWidth(60)) == (20, 40)
    flow.addWidget(parts[2])
    assert (flow.heightForWidth(120), flow.heightForWidth(60)) == (40, 60)
    parts[1].hide()
    assert flow.heightForWidth(120) == 20
    parts[1].show()
    assert flow.heightForWidth(120) == 40
    parts[0].setFixedSize(60, 50)
    assert flow.heightForWidth(120) == 70
    flow.takeAt(0)
    assert flow.heightForWidth(120) == 20
    holder.deleteLater()
