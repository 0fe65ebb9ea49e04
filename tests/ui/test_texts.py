"""The texts of papers in Settings: written, seen as the page, brought in, approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from duodesk.documents import editions
from duodesk.documents.catalog import CATALOG, NOTE, kind_of
from duodesk.documents.editions import EditionRow
from duodesk.tour.stage import Stage
from duodesk.ui.settings.approving import ApproveDialog
from duodesk.ui.settings.texts import TextsPart
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui
AGREEMENT = CATALOG[0]


def opened(stage: Stage) -> TextsPart:
    part = stage.page("settings", "texts").stack.currentWidget()
    assert isinstance(part, TextsPart)
    return part


def rows(stage: Stage, code: str = AGREEMENT.code) -> list[EditionRow]:
    return stage.desk.read(editions.editions, kind_of(code))


def typed(stage: Stage, part: TextsPart, words: str) -> None:
    part.words.text.setPlainText(words)
    part.words.flush()
    stage.settle()


def test_a_new_version_is_typed_seen_and_approved(stage: Stage) -> None:
    part = opened(stage)
    assert nameless(part) == []
    assert part.words.text.isReadOnly()
    assert part.preview.pages > 0
    stage.press("New version")
    assert not part.words.text.isReadOnly()
    part.tongues._group.button(0).click()
    typed(stage, part, part.words.value().replace("# Accord de duo", "# Accord nouveau"))
    assert "Accord nouveau" in rows(stage)[0].texts["fr"]
    part.approve()
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, ApproveDialog)
    dialog.do()
    assert dialog.by._problem.text()
    dialog.by.line.setText("Maître Peeters")
    dialog.do()
    stage.settle()
    assert part.words.text.isReadOnly()
    assert part.approving.isHidden()
    (now,) = [row for row in rows(stage) if row.in_force]
    assert (now.approved_by, now.label) == ("Maître Peeters", part.edition.label)


def test_words_go_to_the_text_they_were_typed_into(stage: Stage) -> None:
    """Another language, kind or version is chosen before the words are told."""
    part = opened(stage)
    part.begin()
    part.tongues.set_value("fr")
    part._show()
    part.words.text.setPlainText("# Un\n[signatures]")
    part.tongues._group.button(1).click()
    assert rows(stage)[0].texts["fr"].startswith("# Un")
    assert not rows(stage)[0].texts["nl"].startswith("# Un")
    part.words.text.setPlainText("# Twee\n[signatures]")
    assert part.kinds.choose(NOTE.code)
    stage.settle()
    assert rows(stage)[0].texts["nl"].startswith("# Twee")
    assert all("Twee" not in words for words in rows(stage, NOTE.code)[0].texts.values())
    assert part.kind == NOTE


def test_a_mistake_is_said_and_the_page_stays_as_it_was(stage: Stage) -> None:
    part = opened(stage)
    part.begin()
    pages = part.preview.pages
    typed(stage, part, "# A\n{{boss}}\n[signatures]")
    assert "boss" in part.told.findChildren(type(part.state))[0].text()
    assert part.preview.pages == pages
    part.words.text.clear()
    part.insert("goal")
    assert rows(stage)[0].texts[part.tongues.value()] == "{{goal}}"


def test_a_text_leaves_and_comes_as_a_file(stage: Stage, tmp_path: Path) -> None:
    part = opened(stage)
    part.begin()
    file = tmp_path / "text.txt"
    file.write_text("# Van buiten\n[signatures]", encoding="utf-8")
    part._take(file)
    stage.settle()
    assert part.words.value() == "# Van buiten\n[signatures]"
    part.save()
    saved = stage.answers.files[-1]
    assert saved.read_text(encoding="utf-8") == part.words.value()
    file.write_bytes(b"\0\0")
    part._take(file)
    assert any("plain text" in told for told in stage.answers.told)


def test_a_version_is_removed_or_withdrawn(stage: Stage) -> None:
    part = opened(stage)
    before = len(rows(stage))
    part.begin()
    part.remove()
    assert len(rows(stage)) == before
    part.begin()
    stage.desk.do(editions.approve, part.edition, by="A", on=stage.desk.today)
    part.reload()
    part.withdraw()
    stage.settle()
    assert rows(stage)[0].withdrawn_on == stage.desk.today
