"""The kind of error that a person can mend; everything else is a bug and is raised as it comes."""

from __future__ import annotations

from typing_extensions import override

from duodesk.base.i18n import Message


class UserError(Exception):
    """Something the person at the screen can mend: one sentence, with the way out, in their
    language.
    """

    def __init__(self, msgid: str, **values: object) -> None:
        super().__init__(msgid)
        self.message = Message(msgid, values)

    @override
    def __str__(self) -> str:
        return str(self.message)
