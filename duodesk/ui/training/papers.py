"""What leaves the desk for people of a series: letters, calendar files, certificates."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import _, ngettext
from duodesk.base.ids import Id
from duodesk.documents import calendar_mail
from duodesk.training import calendar_file, seats
from duodesk.training.attendance import GridRow
from duodesk.training.dated import Key, Source
from duodesk.training.seats import SeatRow
from duodesk.training.series import SeriesRow
from duodesk.ui.desk import Desk
from duodesk.ui.training.letters import Letter, LettersDialog
from duodesk.ui.training.room import Room
from duodesk.ui.training.words import ComingUnit

_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


def invitations(desk: Desk, parent: QWidget, room: Room, rows: Sequence[SeatRow]) -> None:
    """The letters that invite to the days of a series; printing one is noted as an invitation."""
    from duodesk.documents import training_invitation as papers

    if room.series_id is None:
        return
    letters = []
    try:
        for one in rows:
            paper = desk.read(papers.invitation, one.person_id, room.series_id, today=desk.today)
            letters.append(Letter(one.person_id, one.name, paper))
    except UserError as error:
        desk.say(str(error), "bad")
        return
    if not letters:
        desk.say(_("Nobody has a seat yet. Add people first."), "info")
        return
    title = _("Invitation: %(what)s", what=room.title)
    dialog = LettersDialog(desk, title, letters, parent=parent.window())
    dialog.made.connect(lambda people: note_invited(desk, room, people))
    dialog.open_over()


def make_up_letter(desk: Desk, parent: QWidget, row: GridRow, there: ComingUnit) -> None:
    """The letter that invites somebody to the day on which they catch up."""
    from duodesk.documents import training_invitation as papers

    try:
        paper = desk.read(papers.make_up, row.person_id, there.event_id, today=desk.today)
    except UserError as error:
        desk.say(str(error), "bad")
        return
    title = _("Invitation: %(what)s", what=there.title)
    letter = Letter(row.person_id, row.name, paper)
    dialog = LettersDialog(desk, title, [letter], parent=parent.window())
    room = Room(there.title, event_id=there.event_id)
    dialog.made.connect(lambda people: note_invited(desk, room, people))
    dialog.open_over()


def certificates(desk: Desk, parent: QWidget, people: Sequence[tuple[Id, str]]) -> None:
    """The certificates of those who followed everything."""
    from duodesk.documents import certificate

    letters = []
    try:
        for person_id, name in people:
            paper = desk.read(certificate.certificate, person_id, today=desk.today)
            letters.append(Letter(person_id, name, paper))
    except UserError as error:
        desk.say(str(error), "bad")
        return
    if letters:
        LettersDialog(desk, _("Certificates"), letters, parent=parent.window()).open_over()


def save_files(desk: Desk, room: Room, rows: Sequence[SeatRow], *, mail: bool) -> None:
    """A calendar file for each person, or a draft of a mail that brings it: one is saved where
    one is asked, several go into a folder. Writing one is noted as an invitation.
    """
    try:
        made = [(one, _content(desk, room, one, mail=mail)) for one in rows]
    except UserError as error:
        desk.say(str(error), "bad")
        return
    ending = "eml" if mail else "ics"
    people = [one.person_id for one in rows]
    if len(made) == 1:
        title = _("Mail with the calendar file") if mail else _("Calendar file (.ics)")
        name = f"{file_name(made[0][0].name)}.{ending}"
        told = partial(note_invited, desk, room, people)
        desk.ask.save(title, name, made[0][1], lambda _path: told())
    elif made:
        files = {_file_of(one, ending): content for one, content in made}
        title = _("Folder for the files")
        desk.ask.folder(title, partial(_write_all, desk, room, people, files))
    else:
        desk.say(_("Nobody has a seat yet. Add people first."), "info")


def save_series_file(desk: Desk, shown: SeriesRow) -> None:
    """All days of a series as one calendar file."""
    try:
        now = desk.store.clock.now()
        content = desk.read(calendar_file.series_file, shown.id, now=now)
    except UserError as error:
        desk.say(str(error), "bad")
        return
    desk.ask.save(_("Calendar file (.ics)"), f"{file_name(shown.name)}.ics", content)


def note_invited(desk: Desk, room: Room, people: Sequence[Id]) -> None:
    """These people have an invitation since today."""
    desk.do(seats.note_invited, people, **room.where, on=desk.today)


def file_name(words: str) -> str:
    """Words as part of a file's name: no sign that a system reads as a folder or a drive."""
    allowed = (sign if sign.isprintable() and sign not in _NOT_IN_NAMES else " " for sign in words)
    kept = "".join(allowed)
    return " ".join(kept.split()).strip(". ") or "duodesk"


def _file_of(one: SeatRow, ending: str) -> str:
    return f"{file_name(f'{one.name} {one.number}')}.{ending}"


def _content(desk: Desk, room: Room, one: SeatRow, *, mail: bool) -> bytes:
    key = Key(Source.EVENT, room.event_id) if room.event_id is not None else None
    content = desk.read(
        calendar_file.person_file,
        one.person_id,
        now=desk.store.clock.now(),
        series_id=room.series_id,
        key=key,
    )
    return desk.read(calendar_mail.draft, one.person_id, content) if mail else content


def _write_all(
    desk: Desk, room: Room, people: Sequence[Id], files: dict[str, bytes], folder: Path
) -> None:
    try:
        for name, content in files.items():
            atomic_write(folder / name, content)
    except UserError as error:
        desk.say(str(error), "bad")
        return
    desk.say(ngettext("%(n)s file is written.", "%(n)s files are written.", len(files)))
    note_invited(desk, room, people)
