"""A person between two offices, erased for good, a new seal and lock: without a window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyrage import decrypt, x25519

from duodesk.cli.opening import means
from duodesk.exchange import effects
from duodesk.model.people import Person
from duodesk.people.commands import remove_person
from duodesk.store import access
from duodesk.store.profile import Profile
from tests.cli.conftest import SPOKEN, Command

LIST = "Nom;Prénom;Date de naissance\nDiallo;Amina;12/03/2002\nÇelik;Yusuf;01/01/2000\n"
AMINA = "BRU-10001"


class Desks:
    """Brussels and Antwerp in one organisation; what is written there reaches the other."""

    def __init__(self, duodesk: Command, folder: Path) -> None:
        self._run = duodesk
        self._folder = folder
        self._n = 0
        self.bru, self.ant = folder / "bru", folder / "ant"
        # The organisation's key, as the recovery sheet of the first laptop has it.
        self.key = ""

    def __call__(self, desk: Path, *words: object) -> Any:
        """A command of `exchange` that does its work; its JSON."""
        told = self._run("exchange", *words, "--json", profile=desk)
        assert told.code == 0, told.err
        return told.json

    def refused(self, desk: Path, *words: object) -> str:
        """The sentence with which a command is refused."""
        told = self._run("exchange", *words, profile=desk)
        assert (told.code, told.out) == (3, "")
        return told.err

    def carry(self, desk: Path, to: Path) -> None:
        self._n += 1
        file = self._folder / f"{self._n}.duo"
        self(desk, "export", file)
        self(to, "import", file)

    def people(self, desk: Path) -> int:
        return int(self._run("check", "--json", profile=desk).json["rows"]["person"])


@pytest.fixture
def desks(duodesk: Command, tmp_path: Path) -> Desks:
    made = Desks(duodesk, tmp_path)
    founded = duodesk("new", "--office", "BRU", "--author", "Annick", profile=made.bru)
    assert founded.code == 0
    (made.key,) = [line for line in founded.out.splitlines() if len(line.split()) == 24]
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    applied = ("import-list", tmp_path / "list.csv", "--kind", "mentee", "--apply")
    assert duodesk(*applied, profile=made.bru).code == 0
    invitation = tmp_path / "ant.duoinvitation"
    words = " ".join(made(made.bru, "invite", "--office", "ANT", "--out", invitation)["words"])
    joins = ("new", "--join", invitation, "--words", words, "--author", "Koen")
    assert duodesk(*joins, profile=made.ant).code == 0
    request, answer = tmp_path / "request.duo", tmp_path / "answer.duo"
    made(made.ant, "export", request)
    made(made.bru, "accept", request, "--out", answer)
    made(made.ant, "import", answer)
    return made


def test_a_person_is_offered_accepted_and_followed_there(desks: Desks) -> None:
    told = desks(desks.bru, "offer", AMINA, "--to", "ant")
    assert told == {"person": AMINA, "to": "ANT", "state": "offered"}
    assert "already offered" in desks.refused(desks.bru, "offer", AMINA, "--to", "LIE")
    assert "other office to answer" in desks.refused(desks.bru, "answer", AMINA, "--accept")
    desks.carry(desks.bru, desks.ant)
    (waits,) = desks(desks.ant, "status")["hand_overs"]
    assert (waits["of"], waits["from"], waits["to"]) == ("Amina Diallo", "BRU", "ANT")
    assert desks(desks.ant, "answer", AMINA, "--accept")["state"] == "accepted"
    assert desks(desks.ant, "status")["hand_overs"] == []
    desks.carry(desks.ant, desks.bru)
    assert "Only the office" in desks.refused(desks.bru, "offer", AMINA, "--to", "LIE")
    assert desks(desks.ant, "offer", AMINA, "--to", "BRU")["state"] == "offered"


def test_an_offer_is_refused_with_a_reason_or_withdrawn(desks: Desks) -> None:
    desks(desks.bru, "offer", AMINA, "--to", "ANT")
    assert desks(desks.bru, "withdraw", AMINA) == {"person": AMINA, "state": "withdrawn"}
    assert "not offered" in desks.refused(desks.bru, "withdraw", AMINA)
    desks(desks.bru, "offer", AMINA, "--to", "ANT")
    desks.carry(desks.bru, desks.ant)
    told = desks(desks.ant, "answer", AMINA, "--refuse", "Nobody is free")
    assert told == {"person": AMINA, "state": "refused"}
    desks.carry(desks.ant, desks.bru)
    assert desks(desks.bru, "status")["hand_overs"] == []


def test_what_waits_for_an_answer_counts_as_a_thing_to_look_at(
    duodesk: Command, desks: Desks
) -> None:
    desks(desks.bru, "offer", AMINA, "--to", "ANT")
    desks.carry(desks.bru, desks.ant)
    assert "1 thing to look at." in duodesk("exchange", "status", profile=desks.ant).out
    assert "0 things to look at." in duodesk("exchange", "status", profile=desks.bru).out


def test_a_person_is_erased_on_both_laptops(desks: Desks) -> None:
    assert desks.people(desks.ant) == 2
    assert AMINA in desks.refused(desks.bru, "erase", AMINA, "--type", "BRU-10002")
    told = desks(desks.bru, "erase", AMINA, "--type", AMINA)
    assert (told["confirmed"], told["laptops"], told["missing"]) == (1, 2, ["ANT-1"])
    assert desks.people(desks.bru) == 1
    desks.carry(desks.bru, desks.ant)
    assert desks.people(desks.ant) == 1
    assert "Nobody has the number" in desks.refused(desks.ant, "offer", AMINA, "--to", "BRU")


def test_who_was_removed_is_erased_by_number(desks: Desks) -> None:
    desk = access.unlock(Profile(desks.bru), SPOKEN, means())
    with desk.store.read() as session:
        (gone,) = session.query(Person).filter(Person.number == AMINA)
    remove_person(desk.store, gone.id)
    desk.mark()
    desk.close()
    assert desks.people(desks.bru) == 1
    told = desks(desks.bru, "erase", AMINA.lower(), "--type", AMINA)
    assert (told["person"], told["confirmed"], told["entries"] > 0) == (AMINA, 1, True)
    assert "Nobody has the number" in desks.refused(desks.bru, "erase", AMINA, "--type", AMINA)


def test_keys_are_renewed_and_files_go_on(desks: Desks) -> None:
    assert desks(desks.ant, "renew")["laptop"] == "ANT-1"
    desks.carry(desks.bru, desks.ant)
    desks.carry(desks.ant, desks.bru)
    desks.carry(desks.bru, desks.ant)


@pytest.mark.parametrize(
    "words",
    [("offer", AMINA), ("answer", AMINA), ("answer", AMINA, "--accept", "--refuse", "no"),
     ("erase", AMINA), ("withdraw",)],
)  # fmt: skip
def test_wrong_usage_ends_with_two(duodesk: Command, words: tuple[str, ...]) -> None:
    assert duodesk("exchange", *words).code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("offer", "BRU-99999", "--to", "ANT"), "Nobody has the number BRU-99999"),
        (("offer", AMINA, "--to", "XYZ"), "There is no office “XYZ”"),
    ],
)
def test_what_is_not_there_is_told(desks: Desks, words: tuple[str, ...], told: str) -> None:
    assert told in desks.refused(desks.bru, *words)


def test_what_opens_the_files_of_a_laptop_is_handed_out_and_opens_them(
    desks: Desks, tmp_path: Path
) -> None:
    desks.carry(desks.ant, desks.bru)
    file, key = tmp_path / "for-antwerp.duo", tmp_path / "antwerp.key"
    desks(desks.bru, "export", file)
    desks(desks.ant, "lock", key)
    assert key.stat().st_mode & 0o077 == 0
    identities = [x25519.Identity.from_str(line) for line in key.read_text().split()]
    assert decrypt(file.read_bytes(), identities).startswith(b"DUODESK1")


def test_a_look_tells_row_by_row_what_a_file_would_do(
    desks: Desks, duodesk: Command, tmp_path: Path
) -> None:
    more, file = tmp_path / "more.csv", tmp_path / "look.duo"
    more.write_text("Nom;Prénom;Date de naissance\nTesfay;Selam;27/02/1999\n", encoding="utf-8")
    done = duodesk("import-list", more, "--kind", "mentee", "--apply", profile=desks.bru)
    assert done.code == 0, done.err
    desks(desks.bru, "export", file)
    (told,) = desks(desks.ant, "look", file)
    (added,) = [e for e in told["effects"] if e["table"] == "person"]
    assert (added["did"], added["of"]) == ("added", "Selam Tesfay")
    assert "27/02/1999" in {step["after"] for step in added["steps"]}


def test_what_is_not_told_row_by_row_is_counted(
    desks: Desks, duodesk: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more, file = tmp_path / "more.csv", tmp_path / "look.duo"
    more.write_text("Nom;Prénom\nTesfay;Selam\nHaile;Saba\n", encoding="utf-8")
    done = duodesk("import-list", more, "--kind", "mentee", "--apply", profile=desks.bru)
    assert done.code == 0, done.err
    desks(desks.bru, "export", file)
    told = duodesk("exchange", "look", file, profile=desks.ant)
    assert "are shown" not in told.out
    monkeypatch.setattr(effects, "MOST", 1)
    told = duodesk("exchange", "look", file, profile=desks.ant)
    assert "1 of 4 are shown." in told.out
