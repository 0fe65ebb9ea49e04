"""What headquarters of the demonstration approved: the texts that both sign; another is begun."""

from __future__ import annotations

from datetime import date

from duodesk.base.i18n import LANGUAGES
from duodesk.base.ids import Id, seed_id
from duodesk.demo.story import Story
from duodesk.documents.catalog import CATALOG, NOTE
from duodesk.documents.wording import shipped, shipped_edition
from duodesk.model.documents import TemplateEdition, TemplateText

_BY = "Maître Demo"


def tell_wordings(story: Story, day: date, author_id: Id) -> None:
    """The agreement and the code are approved as they come; of the note somebody began another
    version.
    """
    for kind in CATALOG:
        story.tell(
            day,
            TemplateEdition,
            id=shipped_edition(kind),
            kind=kind.code,
            version=kind.version,
            approved_by=_BY,
            approved_on=day,
        )
        for code in LANGUAGES:
            words = shipped(kind, code)
            story.tell(
                day,
                TemplateText,
                id=words.text_id,
                edition_id=words.edition_id,
                language=code,
                text=words.text,
            )
    begun = seed_id(f"demo/edition/{NOTE.code}")
    story.tell(
        day,
        TemplateEdition,
        id=begun,
        kind=NOTE.code,
        version=NOTE.version + 1,
        made_on=day,
        author_id=author_id,
    )
    for code in LANGUAGES:
        story.tell(
            day,
            TemplateText,
            id=seed_id(f"demo/text/{NOTE.code}/{code}"),
            edition_id=begun,
            language=code,
            text=shipped(NOTE, code).text,
        )
