"""Copy the collected facts and sources into the project's own folder, without the collectors' remarks.

    python -m tools.curate_facts FOLDER

Keeps figures, periods, status, confidence and source of every fact; leaves the free-text notes behind,
and gives each fact its `as_of`: the publication date of its source, or the end of its period if the
source is undated. Run once per delivery of facts; everything else reads `tools/facts` alone.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from tools.derivation.figures import FACTS, write_table

TOPICS = ("money", "ammunition", "platforms", "lines", "inventories", "society", "mobility", "history")
COLUMNS = [
    "fact_id",
    "entity",
    "subject",
    "quantity",
    "value",
    "low",
    "high",
    "unit",
    "period_start",
    "period_end",
    "status",
    "source_id",
    "confidence",
    "as_of",
]


def curate(origin: Path, target: Path = FACTS) -> None:
    """Write `target/TOPIC.csv` and `target/TOPIC.sources.csv` from `origin`."""
    target.mkdir(parents=True, exist_ok=True)
    for topic in TOPICS:
        with (origin / f"{topic}.sources.csv").open(encoding="utf-8", newline="") as stream:
            sources = {row["source_id"]: row for row in csv.DictReader(stream)}
        write_table(
            target / f"{topic}.sources.csv", ["source_id", "title", "publisher", "published", "url"], sources.values()
        )
        with (origin / f"{topic}.csv").open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            published = sources[row["source_id"]]["published"]
            row["as_of"] = published or row["period_end"] or row["period_start"]
        write_table(target / f"{topic}.csv", COLUMNS, rows)


if __name__ == "__main__":
    curate(Path(sys.argv[1]))
