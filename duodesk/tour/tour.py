"""The tour: found a desk, walk the first path in the window, photograph every screen, tell it
all.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from duodesk.app import application
from duodesk.base.clock import FixedClock
from duodesk.base.errors import UserError
from duodesk.base.files import atomic_write
from duodesk.base.i18n import N_, _, set_language
from duodesk.base.settings import MachineSettings, save
from duodesk.demo.build import Builder
from duodesk.documents.recovery_sheet import RecoverySheet, draw
from duodesk.exchange.rights import sheet_words
from duodesk.office.seeds import office_seed
from duodesk.store import access, dump
from duodesk.store.access import OpenDesk
from duodesk.store.founding import Founder
from duodesk.store.profile import Profile
from duodesk.tour.laptops import PASSPHRASE
from duodesk.tour.path import STEPS
from duodesk.tour.stage import Stage, TourError, means, staged
from duodesk.tour.way import Way
from duodesk.ui.pages import PAGES
from duodesk.ui.pairing.part import PARTS as PAIRING
from duodesk.ui.people.parts import PARTS as PEOPLE
from duodesk.ui.reports.page import PARTS as REPORTS
from duodesk.ui.settings.page import PARTS
from duodesk.ui.training.parts import PARTS as TRAINING

BEGIN = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)  # a Monday morning
LOOKS = (("fr", "light"), ("fr", "dark"), ("nl", "light"), ("nl", "dark"), ("en", "light"))
SMALL = (1024, 600)


@dataclass(slots=True)
class Told:
    """One step: what it is, whether it came through, how long it took, what it says."""

    step: str
    passed: bool
    seconds: float
    told: str


class Tour:
    """Runs the steps and keeps what they tell; the first that fails ends it."""

    def __init__(
        self, folder: Path, *, scale: float, quiet: bool, looks: Sequence[tuple[str, str]] = LOOKS
    ) -> None:
        self.folder = folder
        self.looks = looks
        self.scale = scale
        self._quiet = quiet
        self.steps: list[Told] = []
        self.pictures: list[str] = []

    def run(self) -> bool:
        """Everything, in order; whether all came through."""
        try:
            self._walk()
            self._look()
        except (TourError, UserError):
            return False
        return True

    def summary(self) -> dict[str, object]:
        """What happened, for people and programs."""
        files = sorted(
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
        )
        return {
            "passed": all(one.passed for one in self.steps),
            "steps": [asdict(one) for one in self.steps],
            "pictures": self.pictures,
            "files": files,
        }

    def step(self, name: str, do: Callable[[], str]) -> None:
        """Do one step and tell it; raises again what made it fail."""
        begun = time.monotonic()
        try:
            said = do()
        except (TourError, UserError) as error:
            self._tell(Told(name, passed=False, seconds=_since(begun), told=str(error)))
            raise
        self._tell(Told(name, passed=True, seconds=_since(begun), told=said))

    def _walk(self) -> None:
        """The first path, in French, on a desk of its own."""
        set_language("fr")
        clock, profile = FixedClock(BEGIN), Profile(self.folder / "desk")
        papers, pictures = self.folder / "files", self.folder / "pictures" / "path"
        for place in (papers, pictures):
            place.mkdir(parents=True)
        self.step(_("A desk is founded"), lambda: _found(profile, clock, papers))
        opened = _unlocked(profile, clock)
        with staged(application(), opened, clock, papers, pictures) as stage:
            stage.open()
            way = Way(stage, clock, papers)
            try:
                for name, do in STEPS:
                    self.step(_(name), partial(do, way))
                    self.pictures += [f"path/{taken}" for taken in stage.taken]
                    stage.taken.clear()
            finally:
                way.close()
        self.step(_("Closed, opened again, dumped"), lambda: _proved(profile, clock, papers))

    def _look(self) -> None:
        """Every screen of a demonstration desk, in every language and look."""
        clock, profile = FixedClock(BEGIN), Profile(self.folder / "demonstration")
        self.step(_("The demonstration is made up"), lambda: self._demo(profile, clock))
        for code, theme in self.looks:
            name = f"{code}-{theme}"
            self.step(
                _("Every screen: %(look)s", look=name),
                partial(self._photograph, profile, clock, code, theme),
            )

    def _demo(self, profile: Profile, clock: FixedClock) -> str:
        founder = _founder("BRU", "Annick Delvaux")
        desk = access.found(profile, PASSPHRASE, founder, means(clock)).desk
        desk.leaves_mark = False
        try:
            Builder(desk.store, clock, seed=1, scale=self.scale).build()
            with desk.store.engine.connect() as connection:
                people = connection.exec_driver_sql("SELECT count(*) FROM person").scalar_one()
        finally:
            desk.close()
        clock.set(BEGIN)
        return str(people)

    def _photograph(self, profile: Profile, clock: FixedClock, code: str, theme: str) -> str:
        save(profile.settings, MachineSettings(language=code, theme=theme))
        opened = _unlocked(profile, clock)
        name = f"{code}-{theme}"
        pictures, files = self.folder / "pictures" / name, self.folder / "files"
        pictures.mkdir(parents=True, exist_ok=True)
        with staged(application(), opened, clock, files, pictures) as stage:
            stage.open()
            _screens(stage)
            stage.window.resize(*SMALL)
            for entry in PAGES:
                stage.page(entry.key)
                stage.picture(f"small-{entry.key}")
            stage.window.lock()
        set_language("fr")
        self.pictures += [f"{name}/{taken}" for taken in stage.taken]
        return str(len(stage.taken))

    def _tell(self, told: Told) -> None:
        self.steps.append(told)
        if not self._quiet:
            mark = "✓" if told.passed else "✗"
            sys.stdout.write(f"{mark} {told.step} ({told.seconds:.1f} s): {told.told}\n")
            sys.stdout.flush()


def live(
    folder: Path, *, scale: float, as_json: bool, looks: Sequence[tuple[str, str]] = LOOKS
) -> int:
    """Run the tour into a folder that is emptied first; 0 when every step came through, else 1.
    Every screen is photographed in each of the `looks`, a language and a theme.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "summary.json").exists():
        raise UserError(
            N_("“%(folder)s” holds other things. Name an empty folder for the tour."),
            folder=folder,
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    # A tour that is cut short leaves its mark, so that the next one may begin in the same folder.
    atomic_write(folder / "summary.json", b'{"passed": false}')
    tour = Tour(folder, scale=scale, quiet=as_json, looks=looks)
    passed = tour.run()
    summary = json.dumps(tour.summary(), ensure_ascii=False, indent=1)
    atomic_write(folder / "summary.json", summary.encode())
    if as_json:
        sys.stdout.write(summary + "\n")
    else:
        count = len(tour.pictures)
        sys.stdout.write(
            _("%(n)s pictures and all files are in %(folder)s", n=count, folder=folder)
        )
        sys.stdout.write("\n")
    return 0 if passed else 1


def _screens(stage: Stage) -> None:
    for entry in PAGES:
        stage.page(entry.key)
        stage.picture(entry.key)
    for part in PEOPLE[1:]:
        stage.page("people", part.key)
        stage.finish_jobs()
        stage.picture(f"people-{part.key}")
    stage.page("people", PEOPLE[0].key)
    for view in PAIRING[1:]:
        stage.page("pairing", view.key)
        stage.finish_jobs()
        stage.picture(f"pairing-{view.key}")
    stage.page("pairing", PAIRING[0].key)
    for one in TRAINING[1:]:
        stage.page("training", one.key)
        stage.picture(f"training-{one.key}")
    stage.page("training", TRAINING[0].key)
    codes = [code for code, _title, _make in PARTS[1:]]
    parts = {"reports": REPORTS, "settings": codes, "exchange": ("looking", "log")}
    for page, keys in parts.items():
        for key in keys:
            stage.page(page, key)
            stage.picture(f"{page}-{key}")
    stage.page("exchange", "laptops")
    shell = stage.window.shell
    if shell is not None:
        shell.palette_.open("a")
        stage.picture("palette")
        shell.palette_.close_up()


def _founder(code: str, author: str) -> Founder:
    seed = office_seed(code)
    if seed is None:
        raise TourError(f"no office {code}")
    return Founder(seed.id, seed.code, author, "fr")


def _unlocked(profile: Profile, clock: FixedClock) -> OpenDesk:
    """A desk of the tour, which leaves nothing outside its folder."""
    # By another chance than it was founded with: else both give the same identities.
    desk = access.unlock(profile, PASSPHRASE, means(clock, 2027))
    desk.leaves_mark = False
    return desk


def _found(profile: Profile, clock: FixedClock, papers: Path) -> str:
    founded = access.found(profile, PASSPHRASE, _founder("BRU", "Annick Delvaux"), means(clock))
    founded.desk.leaves_mark = False
    try:
        sheet = RecoverySheet(
            "Bruxelles",
            clock.today(),
            tuple(founded.recovery_words),
            sheet_words(founded.desk.store),
        )
        atomic_write(papers / "recovery-sheet.pdf", draw(sheet, "fr"))
        return str(profile.folder.name)
    finally:
        founded.desk.close()


def _proved(profile: Profile, clock: FixedClock, papers: Path) -> str:
    """The desk opens again, agrees with its journal, and tells itself whole."""
    desk = _unlocked(profile, clock)
    try:
        if not desk.store.agrees_with_journal():
            raise TourError("the tables and the journal differ")
        text = dump.to_json(dump.dump(desk.store))
        atomic_write(papers / "dump.json", text.encode())
        return _("%(n)s letters", n=len(text))
    finally:
        desk.close()


def _since(begun: float) -> float:
    return round(time.monotonic() - begun, 2)
