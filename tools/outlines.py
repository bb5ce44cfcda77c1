"""Outlines of countries for maps, from Natural Earth, which is in the public domain.

    python -m tools.outlines NATURALEARTH_LOWRES.SHP

The shapefile is in the wheel of geopandas 0.14.4 (geopandas/datasets/naturalearth_lowres); later ones leave it out.
Reads it with today's geopandas, keeps what lies on the map, rounds to a twentieth of a degree, and writes
`src/sinews/present/europe.json` (GeoJSON). The same file gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

#: West, south, east, north of the map, in degrees.
FRAME = (-100.0, 24.0, 52.0, 74.0)

#: Parts of a country smaller than this, in square degrees, are left out.
LEAST = 0.3

TARGET = Path(__file__).resolve().parent.parent / "src" / "sinews" / "present" / "europe.json"


def main(source: Path, target: Path = TARGET) -> None:
    """Write the outlines."""
    import geopandas  # type: ignore[import-untyped]
    from shapely import box  # type: ignore[import-untyped]

    frame = geopandas.read_file(source).sort_values(["name"], kind="stable")
    rings = []
    for shape in frame.geometry.intersection(box(*FRAME)):
        for part in getattr(shape, "geoms", [shape]):
            if part.geom_type == "Polygon" and part.area >= LEAST:
                ring = _rounded(part.exterior.coords)
                if len(ring) > 3:
                    rings.append(ring)
    content = {"type": "MultiPolygon", "coordinates": [[ring] for ring in rings]}
    target.write_text(json.dumps(content, separators=(",", ":")) + "\n", encoding="utf-8")


def _rounded(coordinates: object) -> list[list[float]]:
    """Corners on a grid of a twentieth of a degree, none twice in a row, clockwise as maps on a sphere want it."""
    found: list[list[float]] = []
    for longitude, latitude in coordinates:  # type: ignore[attr-defined]
        corner = [round(round(longitude * 20) / 20, 2), round(round(latitude * 20) / 20, 2)]
        if not found or found[-1] != corner:
            found.append(corner)
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(found))
    return found if doubled < 0 else found[::-1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
