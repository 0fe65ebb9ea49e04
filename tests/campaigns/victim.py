"""Those who are killed while writing: each born in no time of a process that knows the program.

For every line `PATH START` on its input: a victim tells its own number, then that of each command
that is committed; when it is dead, `over` is told.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from sqlalchemy.orm import configure_mappers

from duodesk.base.clock import SystemClock
from duodesk.base.ids import seed_id
from duodesk.model.people import Person, PersonLanguage
from duodesk.office.seeds import OFFICES
from duodesk.store.founding import Founder, create, open_store
from duodesk.store.store import Store

# Each victim begins with what was worked out here.
configure_mappers()
KEY = bytes(range(32))
# One command writes a person and these languages, all or none.
LANGUAGES = ("fra", "nld", "eng")


def write_forever(path: Path, start: int) -> None:
    """One command after the other, each told once it is committed."""
    store = open_store(path, KEY, clock=SystemClock())
    n = start
    while True:
        register(store, n)
        tell(n)
        n += 1


def practise() -> None:
    """Write once: how that is said in SQL is worked out here, and no more by each victim."""
    office = OFFICES[0]
    founder = Founder(office.id, office.code, "Nobody")
    with TemporaryDirectory(prefix="duodesk-victim-") as place:
        path = Path(place) / "desk.duo"
        store = create(path, KEY, founder, clock=SystemClock(), random=Random(1))
        register(store, 0)
        store.close()


def tell(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def register(store: Store, n: int) -> None:
    """One command of several rows with known identities."""
    with store.write("Register %(n)s", n=n) as write:
        person = Person(
            id=seed_id(f"{n}"), number=f"{n}", office_id=write.office_id, given_name=f"N{n}"
        )
        write.session.add(person)
        for language in LANGUAGES:
            row = PersonLanguage(
                id=seed_id(f"{n}{language}"), person_id=person.id, language=language
            )
            write.session.add(row)


def main() -> None:
    """Bear one victim after the other."""
    practise()
    for line in sys.stdin:
        path, start = line.rsplit(maxsplit=1)
        born = os.fork()
        if not born:
            tell(os.getpid())
            write_forever(Path(path), int(start))
        os.waitpid(born, 0)
        tell("over")


if __name__ == "__main__":
    main()
