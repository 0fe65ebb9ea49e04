"""What one laptop learnt of an office's lists, the other laptops of that office know too."""

from __future__ import annotations

from pathlib import Path

from duodesk.lists import forms, kinds
from tests.exchange.desks import Offices
from tests.lists.test_forms import HEADINGS, ROW, drafted, meant


def test_columns_set_on_one_laptop_are_known_on_the_next_of_the_office(tmp_path: Path) -> None:
    offices = Offices(tmp_path)
    first = offices.found()
    second, elsewhere = offices.join("BRU", "Youssef"), offices.join("ANT", "Koen")
    here = drafted(first.store, tmp_path, HEADINGS, ROW).remapped(4, "known_as")
    assert meant(drafted(second.store, tmp_path, HEADINGS, ROW))["Code X"] != "known_as"
    forms.keep(first.store, here.sheet, here.columns, kind=here.kind.subject)
    made = first.make()
    second.take(made)
    elsewhere.take(made)

    turned = drafted(second.store, tmp_path, HEADINGS[::-1], ROW[::-1])
    assert turned.form is not None
    assert meant(turned) == meant(here)
    assert [str(one) for one in turned.sheet.warnings] == [
        f"Columns as you set them on {first.clock.today():%d/%m}."
    ]
    assert kinds.dry_run(second.store, turned).rows[0].person.known_as == "rouge"
    assert drafted(elsewhere.store, tmp_path, HEADINGS, ROW).form is None

    forms.forget(second.store, turned.form.id)
    first.take(second.make())
    assert drafted(first.store, tmp_path, HEADINGS, ROW).form is None
    offices.close()
