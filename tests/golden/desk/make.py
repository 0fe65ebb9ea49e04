"""Writes the desk file of today's schema that later programs must still open; run once for each
schema, its files are kept.

`python -m tests.golden.desk.make` from the root; to be run again only where a schema was never
released.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from duodesk.base.clock import FixedClock
from duodesk.demo.build import Builder
from duodesk.office.seeds import OFFICES
from duodesk.store import dump, keys, migrate
from duodesk.store.founding import Founder, create
from duodesk.store.keys import Cost

HERE = Path(__file__).resolve().parent
SPOKEN = "gouden sleutel van 2026"
SCALE = 0.01


@dataclass(frozen=True, slots=True)
class Golden:
    """The files of one schema: a desk, its keys, and what is in it."""

    schema: int

    @property
    def desk(self) -> Path:
        return HERE / f"desk-{self.schema}.duo"

    @property
    def keys(self) -> Path:
        return HERE / f"desk-{self.schema}.keys"

    @property
    def dump(self) -> Path:
        return HERE / f"desk-{self.schema}.json.gz"


def make() -> None:
    """Found, fill, close; then write down what is in it."""
    golden = Golden(migrate.latest())
    clock, random = FixedClock(datetime(2026, 11, 24, 9, tzinfo=UTC)), Random(2026)
    made = keys.new_keys(SPOKEN, "Annick", cost=Cost.cheapest(), random=random)
    office = OFFICES[0]
    founder = Founder(office.id, office.code, "Annick")
    golden.desk.unlink(missing_ok=True)
    store = create(golden.desk, made.key, founder, clock=clock, random=random)
    Builder(store, clock, scale=SCALE).build()
    text = dump.to_json(dump.dump(store))
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    golden.keys.write_bytes(made.file.to_bytes())
    golden.dump.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    make()
