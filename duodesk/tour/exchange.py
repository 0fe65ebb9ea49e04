"""The exchange of the tour: three more laptops in three offices, and files that never lose a
word.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLabel

from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _
from duodesk.base.ids import Id
from duodesk.exchange import erasure, handover, joining, review, send
from duodesk.exchange.folder import Carried
from duodesk.office.queries import offices
from duodesk.people.cards import person
from duodesk.people.commands import add_note, change_person
from duodesk.store import dump
from duodesk.tour.laptops import Laptop, agree, begin
from duodesk.tour.raw import plain_bytes
from duodesk.tour.stage import TourError
from duodesk.tour.way import Way
from duodesk.ui.ask import WindowAsk
from duodesk.ui.exchange.page import ExchangePage

NEW = (("ANT", "Koen Verlinden"), ("LIE", "Marie Colson"), ("BRU", "Youssef Lambert"))
# Words that stand nowhere else: found in a file, they were brought there.
KEPT, ERASED = "zzrossignol", "zzhirondelle"
_ROUNDS = 3  # a file, its answer, and the answer to that


def take_in_three(way: Way) -> str:
    """Invited on the screen, six words by telephone, a request, a yes, an answer."""
    way.stage.answers.place = way.files
    for code, author in NEW:
        invitation, words = _invite(way, code)
        _refuse_other_words(invitation, words)
        place = way.folder.parent / "laptops" / f"{code}-{author.split()[0]}"
        laptop = begin(invitation, words, author, way.clock, place)
        way.laptops[invitation.stem] = laptop
        made = joining.request(laptop.store)
        atomic_write(way.files / made.name, made.data)
        _look(way, way.files / made.name)
        laptop.take(way.stage.answers.files[-1])
    if [one.name for one in way.laptops.values()] != ["ANT-1", "LIE-1", "BRU-2"]:
        raise TourError(f"the laptops are {list(way.laptops)}")
    way.stage.refuse_complaints()
    return ", ".join(way.laptops)


def send_round(way: Way) -> str:
    """Everybody gives everybody a file; then all know the same."""
    made = way.exchange()
    agree(way.everybody())
    _page(way)
    way.stage.picture("exchange-laptops")
    return _("%(n)s files, and all four agree", n=made)


def see_before_writing(way: Way) -> str:
    """Antwerp and Brussels write another number; the file is shown, then written on a yes."""
    ours = _two_numbers(way)
    way.before = _state(way)
    page = _look(way, way.seen)
    way.stage.picture("exchange-pending")
    if page.pending.pending()[0] is None or _state(way) != way.before:
        raise TourError("the file was written before anybody said so")
    _agree_to(way, page)
    if _state(way) == way.before or not _waiting(way):
        raise TourError("two numbers, and nothing to look at")
    return f"{ours} / {way.seen.name}"


def take_back_and_again(way: Way) -> str:
    """The last exchange is undone to the letter, and taken in once more."""
    page = _page(way)
    taken = _state(way)
    page.undo()
    way.stage.settle()
    if _waiting(way) or _state(way) != way.before:
        raise TourError("the exchange is not undone")
    _page(way, "log")
    way.stage.picture("exchange-undone")
    _agree_to(way, _look(way, way.seen))
    if _state(way) != taken or not _waiting(way):
        raise TourError("taken in again it is not the same")
    return way.seen.name


def choose_one(way: Way) -> str:
    """Two versions stand side by side until somebody chooses, for all."""
    stage = way.stage
    page = _page(way, "looking")
    stage.picture("exchange-two-versions")
    stage.press(_("Keep this one"), page.looking)
    if _waiting(way):
        raise TourError("the choice closed nothing")
    way.exchange()
    chosen = {_phone(one, way.people["Haïdara"]) for one in way.everybody()}
    waiting = [one.name for one in way.everybody() if _waits(one)]
    if len(chosen) != 1 or waiting:
        raise TourError(f"not chosen everywhere: {chosen}, {waiting}")
    return str(chosen.pop())


def refuse_damaged(way: Way) -> str:
    """A file cut in half, one for others, one that is none: a sentence each, nothing changed."""
    stage, lie = way.stage, way.laptops["LIE-1"]
    before, told = dump.dump(stage.desk.store), len(stage.answers.told)
    whole = lie.make().read_bytes()
    for_others = send.make(lie.store, to=[way.laptops["ANT-1"].store.replica]).data
    wrong = {"cut.duo": whole[: len(whole) // 2], "others.duo": for_others, "none.duo": b"PK\x03"}
    for name, data in wrong.items():
        atomic_write(way.files / name, data)
        _look(way, way.files / name)
    said = stage.answers.told[told:]
    if len(set(said)) != len(wrong) or dump.dump(stage.desk.store) != before:
        raise TourError(f"a wrong file was not refused: {said}")
    WindowAsk(stage.window).warn(said[0])
    stage.picture("exchange-refused")
    stage.press(_("Close"))
    return said[0]


def late_and_twice(way: Way) -> str:
    """An old file after a newer one, and one file twice, change nothing."""
    ant = way.laptops["ANT-1"]
    late = ant.make()
    change_person(ant.store, way.people["Al-Khatib"], municipality="Mechelen", postcode="2800")
    newer = ant.make()
    _agree_to(way, _look(way, newer))
    before = _state(way)
    _look(way, newer)
    way.own.take(late)
    if _state(way) != before or _page(way).pending.pending()[0] is not None:
        raise TourError("a file taken in before changed something")
    return _("%(late)s and %(twice)s changed nothing", late=late.name, twice=newer.name)


def keep_in_the_office(way: Way) -> str:
    """A note goes to the office's other laptop, and to no other office, not even its bytes."""
    way.stage.desk.do(add_note, way.people["Tesfay"], f"Confidentiel : {KEPT}.")
    way.exchange()
    found = {one.name: KEPT.encode() in plain_bytes(one.opened) for one in way.everybody()}
    if found != {"BRU-1": True, "ANT-1": False, "LIE-1": False, "BRU-2": True}:
        raise TourError(f"the note lies where it must not, or is missing: {found}")
    return _("in no byte of %(names)s", names="ANT-1, LIE-1")


def hand_over(way: Way) -> str:
    """A person goes to Antwerp: offered, accepted; what Brussels kept goes along."""
    ant = way.laptops["ANT-1"]
    way.stage.desk.do(handover.offer, way.people["Tesfay"], ant.store.office_id)
    way.stage.refuse_complaints()
    _page(way, "looking")
    way.stage.picture("exchange-offered")
    way.exchange()
    with ant.store.read() as session:
        (offer,) = handover.transfers(session)
    handover.accept(ant.store, offer.id)
    way.exchange(_ROUNDS)
    if KEPT.encode() not in plain_bytes(ant.opened):
        raise TourError("the note did not go along")
    if KEPT.encode() in plain_bytes(way.laptops["LIE-1"].opened):
        raise TourError("the note went to Liège too")
    return f"{offer.person}: BRU → ANT"


def share_a_folder(way: Way) -> str:
    """Two laptops of one office by a folder that another program carries."""
    folder = way.folder / "shared"
    folder.mkdir(exist_ok=True)
    two = [way.own, way.laptops["BRU-2"]]
    carried = [Carried(one.store, folder, one.opened.waiting) for one in two]
    change_person(two[1].store, way.people["Çelik"], phone="+32 471 55 66 77")
    taken = 0
    for _turn in range(_ROUNDS):
        for one in carried:
            one.write()
        taken += sum(len(one.look().taken) for one in carried)
    if _phone(way.own, way.people["Çelik"]) != "+32 471 55 66 77" or _rows(two[0]) != (
        _rows(two[1])
    ):
        raise TourError("the shared folder did not bring them together")
    return _("%(n)s files came by themselves", n=taken)


def erase_for_good(way: Way) -> str:
    """A person is erased on every laptop; a late file brings nothing back."""
    desk, who = way.stage.desk, way.people["Kovalenko"]
    desk.do(change_person, who, street=f"Rue {ERASED} 3")
    desk.do(add_note, who, f"Note {ERASED}")
    way.exchange()
    if not all(ERASED.encode() in plain_bytes(one.opened) for one in way.everybody()):
        raise TourError("what is to be erased is not everywhere")
    late = way.laptops["BRU-2"].make(kind="full")
    card = desk.read(person, who, today=way.clock.today())
    desk.do(
        erasure.erase_person, who, typed=card.number if card else "", waiting=desk.opened.waiting
    )
    way.stage.refuse_complaints()
    way.exchange(_ROUNDS)
    for one in (way.own, way.laptops["ANT-1"]):
        one.take(late)
    way.exchange(1)  # after a late file its laptop is believed again with its next
    left = [one.name for one in way.everybody() if ERASED.encode() in plain_bytes(one.opened)]
    told = next(iter(erasure.erasures(desk.store)), None)
    if left or told is None or told.missing:
        raise TourError(f"left on {left}, not confirmed by {told.missing if told else 'anybody'}")
    return f"{told.confirmed} / {told.laptops}"


def all_agree(way: Way) -> str:
    """Every laptop has every operation and shows the same."""
    way.exchange()
    agree(way.everybody())
    page = _page(way)
    if page.parts.isHidden() or _waiting(way):
        raise TourError("something still waits")
    way.stage.picture("exchange-agreed")
    way.stage.answers.place = way.folder
    way.stage.refuse_complaints()
    return ", ".join(one.name for one in way.everybody())


def _page(way: Way, part: str = "laptops") -> ExchangePage:
    page = way.stage.page("exchange", part)
    if not isinstance(page, ExchangePage):
        raise TourError("no screen of the exchange")
    page.reload()
    way.stage.settle()
    return page


def _invite(way: Way, code: str) -> tuple[Path, str]:
    """The invitation that was saved, and the six words as they stand on the screen."""
    stage, page = way.stage, _page(way)
    names = {office.code: office.name for office in stage.desk.read(offices)}
    first = not way.laptops
    page.laptops.invite()
    stage.settle()
    if first:
        stage.picture("exchange-invite")
    stage.press(names[code], stage.dialogs()[-1])
    shown = stage.dialogs()[-1]
    if first:
        stage.picture("exchange-words")
    texts = [label.text() for label in shown.findChildren(QLabel) if label.isVisible()]
    words = next(text for text in texts if len(text.split()) == 6 and text.islower())
    stage.press(_("Close"), shown)
    return stage.answers.files[-1], words


def _refuse_other_words(invitation: Path, words: str) -> None:
    other = " ".join(sorted(words.split()))
    try:
        joining.read_invitation(invitation.read_bytes(), other)
    except UserError:
        return
    raise TourError("the invitation opened with other words")


def _look(way: Way, path: Path) -> ExchangePage:
    """The file dropped on the screen."""
    page = _page(way)
    page.look_at(path)
    way.stage.finish_jobs()
    way.stage.settle()
    return page


def _agree_to(way: Way, page: ExchangePage) -> None:
    """Take the file in that waits for a yes."""
    if page.pending.pending()[0] is None:
        raise TourError("no file waits for a yes")
    page.pending.yes.click()
    way.stage.finish_jobs()
    way.stage.settle()
    way.stage.refuse_complaints()


def _two_numbers(way: Way) -> str:
    way.pass_days(1)
    ours, ant, who = "+32 470 11 22 44", way.laptops["ANT-1"], way.people["Haïdara"]
    way.stage.desk.do(change_person, who, phone=ours)
    change_person(ant.store, who, phone="+32 470 99 88 77")
    change_person(ant.store, way.people["Al-Khatib"], street="Grote Markt 7")
    way.seen = ant.make()
    return ours


def _waiting(way: Way) -> int:
    return way.stage.desk.read(review.to_look_at)


def _waits(laptop: Laptop) -> bool:
    with laptop.store.read() as session:
        return bool(review.to_look_at(session))


def _phone(laptop: Laptop, person_id: Id) -> str | None:
    with laptop.store.read() as session:
        card = person(session, person_id, today=laptop.store.clock.today())
    return card.values["phone"] if card else None


def _state(way: Way) -> dict[str, object]:
    return _rows(way.own)


def _rows(laptop: Laptop) -> dict[str, object]:
    with laptop.store.engine.connect() as connection:
        return dict(dump.state(connection))


EXCHANGE: tuple[tuple[str, Callable[[Way], str]], ...] = (
    (N_("Three more laptops are taken in"), take_in_three),
    (N_("Files go round"), send_round),
    (N_("A file is shown before it is written"), see_before_writing),
    (N_("The exchange is undone, and done again"), take_back_and_again),
    (N_("One of two versions is chosen for all"), choose_one),
    (N_("Wrong files are refused"), refuse_damaged),
    (N_("Late and twice changes nothing"), late_and_twice),
    (N_("A note stays in its office"), keep_in_the_office),
    (N_("A person is handed over"), hand_over),
    (N_("Two laptops share a folder"), share_a_folder),
    (N_("A person is erased everywhere"), erase_for_good),
    (N_("All laptops agree"), all_agree),
)
