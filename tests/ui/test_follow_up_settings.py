"""The steps of a follow-up in Settings: a title in each language, and what nobody touched stays."""

from __future__ import annotations

import pytest

from duodesk.base.i18n import LANGUAGES, speaking
from duodesk.followup import templates
from duodesk.followup.templates import TemplateRow
from duodesk.followup.words import StepKind
from duodesk.tour.stage import Stage
from duodesk.ui.settings.steps_form import StepLine, TemplateDialog
from duodesk.ui.widgets.field import LineField
from duodesk.ui.widgets.popup import Popup
from tests.ui.test_screens import nameless

pytestmark = pytest.mark.gui


def opened(stage: Stage, button: str = "Change…") -> TemplateDialog:
    stage.page("settings", "follow_up")
    stage.press(button)
    (dialog,) = stage.dialogs()
    assert isinstance(dialog, TemplateDialog)
    return dialog


def in_other_languages(stage: Stage, line: StepLine, **titles: str) -> None:
    """Type a title into the window of the other languages."""
    line.title.others.click()
    stage.settle()
    popup = line.title.findChildren(Popup)[-1]
    assert nameless(popup) == []
    fields = popup.findChildren(LineField)
    for field, code in zip(fields, [c for c in LANGUAGES if c != "en"], strict=True):
        if code in titles:
            field.line.setText(titles[code])
            field.line.textEdited.emit(titles[code])
    popup.close()
    stage.settle()


def kept(stage: Stage, code: str) -> TemplateRow:
    with speaking(code):
        return stage.desk.read(templates.template_for, stage.desk.office_id, on=stage.desk.today)


def test_a_title_is_given_in_each_language_and_the_others_keep_theirs(stage: Stage) -> None:
    dialog = opened(stage)
    first = dialog.lines[0]
    first.title.line.setText("Signing")
    assert first.title.lacking.text() == "to check: fr, nl"
    in_other_languages(stage, first, fr="La signature", nl="De ondertekening")
    assert first.title.lacking.isHidden()
    dialog.add_line()
    new = dialog.lines[-1]
    new.after.set_value(100)
    new.title.line.setText("A word")
    assert new.title.lacking.text() == "missing: fr, nl"
    in_other_languages(stage, new, nl="Een woord")
    assert new.title.lacking.text() == "missing: fr"
    dialog.do()
    stage.settle()
    with stage.desk.store.read() as session:
        own = templates.template(session, None)
    for code, title, word in (
        ("en", "Signing", "A word"),
        ("fr", "La signature", "Een woord"),
        ("nl", "De ondertekening", "Een woord"),
    ):
        row = kept(stage, code)
        assert row.version == 2
        assert row.steps[0].title == title
        assert word in {step.title for step in row.steps}
        with speaking(code):
            before = {templates._seeded(templates.SEEDS[s.id]).title for s in own.steps[1:]}
        assert before <= {step.title for step in row.steps}


def test_a_title_that_was_never_given_in_this_language_shows_what_it_is_called(
    stage: Stage,
) -> None:
    dialog = opened(stage)
    for line in dialog.lines[1:]:
        line.gone.emit()
    only = dialog.lines[0]
    only.title.line.setText("")
    in_other_languages(stage, only, fr="La signature", nl="", de="")
    dialog.do()
    stage.settle()
    again = opened(stage).lines[0]
    assert (again.title.value(), again.title.line.placeholderText()) == ("", "La signature")
    assert StepKind(again.kind.value() or "") == StepKind.CHECK
    assert kept(stage, "nl").steps[0].title == "La signature"
