"""Copy the collected facts and sources into the project's own folder, without the collectors' remarks.

    python -m tools.curate_facts FOLDER

Keeps figures, periods, status, confidence and source of every fact; leaves the free-text notes behind,
and gives each fact its `as_of`: the publication date of its source, or the end of its period if the
source is undated. Nodes and links of the movement network come along as `mobility.nodes.csv` and
`mobility.links.csv`; remarks on a link become marks, a few codes that say what a rule may ask for.
Statements of officials come with columns of their own; a claim in words is kept as the fact
that it was made. Run once per delivery of facts; everything else reads `tools/facts` alone.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from tools.derivation.figures import FACTS, write_table

STATEMENTS = "statements"
#: State or institution of each office.
SPEAKERS = {
    "NATO secretary general": "NATO",
    "Hungarian minister of defence": "HUN",
    "Turkish minister of industry": "TUR",
    "news report": "NATO",
}
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
NODES = ["node_id", "name", "country", "lat", "lon", "kind", "source_id"]
LINKS = ["link_id", "from_node", "to_node", "mode", "distance_km", "distance_basis", "gauge_mm", "tracks"]

#: mark -> words of a remark on a link that stand for it.
MARKS = {
    "bridges_limited": ("bridges limited", "axle limit", "Elbe bridge", "Danube bridge"),
    "mountain": ("mountain", "gradient", "Karawanken"),
    "not_electrified": ("non electrified",),
    "partly_single": ("partly single", "single track gap", "mostly single"),
    "planned": ("planned",),
    "saturated": ("saturated",),
    "slow_freight": ("freight 15 16",),
    "two_lanes": ("two lanes", "mountain road", "lake district", "with ferry", "road via Kilpisjarvi"),
}


def curate(origin: Path, target: Path = FACTS) -> None:
    """Write `target/TOPIC.csv` and `target/TOPIC.sources.csv` from `origin`."""
    target.mkdir(parents=True, exist_ok=True)
    for topic in (*TOPICS, STATEMENTS):
        with (origin / f"{topic}.sources.csv").open(encoding="utf-8", newline="") as stream:
            sources = {row["source_id"]: row for row in csv.DictReader(stream)}
        write_table(
            target / f"{topic}.sources.csv", ["source_id", "title", "publisher", "published", "url"], sources.values()
        )
        with (origin / f"{topic}.csv").open(encoding="utf-8", newline="") as stream:
            rows = [as_fact(row) if topic == STATEMENTS else row for row in csv.DictReader(stream)]
        for row in rows:
            published = sources[row["source_id"]]["published"]
            row["as_of"] = published or row["period_end"] or row["period_start"]
        write_table(target / f"{topic}.csv", COLUMNS, rows)
    _network(origin, target)


def _network(origin: Path, target: Path) -> None:
    write_table(target / "mobility.nodes.csv", NODES, _read(origin / "mobility.nodes.csv"))
    links = _read(origin / "mobility.links.csv")
    for link in links:
        link["marks"] = " ".join(
            mark for mark, words in MARKS.items() if any(word in link["restriction"] for word in words)
        )
    write_table(target / "mobility.links.csv", [*LINKS, "marks", "source_id"], links)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def as_fact(row: dict[str, str]) -> dict[str, str]:
    """A statement in the columns of a fact; one without a figure counts as 1 statement."""
    start, _, end = row["about_period"].partition("/")
    stated = {"value": row["value"], "low": row["low"], "high": row["high"], "unit": row["unit_or_claim"]}
    made = {"value": "1", "low": "", "high": "", "unit": "statements"}
    return {
        "fact_id": row["statement_id"],
        "entity": SPEAKERS[row["office"]],
        "subject": row["subject"],
        "quantity": row["quantity"],
        **(stated if row["value"] else made),
        "period_start": start,
        "period_end": end or start,
        "status": "announced",
        "source_id": row["source_id"],
        "confidence": "B",
    }


if __name__ == "__main__":
    curate(Path(sys.argv[1]))
