"""The movement network of the facts: nodes and links as they were collected, and each of their figures as a fact.

A link has its length, where a source states one, and its number of tracks. Each becomes a fact with an id of its own
(`mobility-link-L168-length`, `mobility-link-L173-tracks`), so that a number of the case can name it. Coordinates of
nodes, and what of links was set down without a source, rest on named assumptions instead.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from pathlib import Path

from tools.derivation.figures import FACTS, Book, DerivationError, Figure

TOPIC = "mobility"
#: Radius of a sphere with the volume of the Earth (Moritz 1980), kilometres.
EARTH_RADIUS = 6371.0
#: How a length was come by if it was stated; else it follows from the coordinates.
STATED = ("source", "source_adjusted", "recalled_route_length", "lane_estimate")
#: What coordinates rest on, and tracks that no source states.
SET_DOWN = ("error_of_coordinates", "rule:coordinates_as_set_down")
TRACKS = ("tracks_of_lines",)
#: Collected in this month; tracks and lanes are older than any of it.
AS_OF = "2026-11"


@dataclass(frozen=True)
class Node:
    """A place on the network: a port, junction, border crossing, region of garrisons or city."""

    code: str
    name: str
    place: str
    lat: float
    lon: float
    kind: str
    source: str


@dataclass(frozen=True)
class Link:
    """A stretch between two nodes by one mode; `stated` is its length in km if a source gives one."""

    code: str
    start: str
    end: str
    mode: str
    stated: float | None
    gauge: str
    tracks: int | None
    marks: frozenset[str]
    source: str

    @property
    def planned(self) -> bool:
        """Whether the link is not part of today's network."""
        return "planned" in self.marks


@dataclass(frozen=True)
class Network:
    """Nodes and links by code, in the order of the files."""

    nodes: dict[str, Node]
    links: dict[str, Link]

    @classmethod
    def read(cls, folder: Path = FACTS) -> Network:
        """Read `mobility.nodes.csv` and `mobility.links.csv`; DerivationError if a link leads nowhere."""
        nodes = {row["node_id"]: _node(row) for row in _rows(folder / f"{TOPIC}.nodes.csv")}
        links = {row["link_id"]: _link(row) for row in _rows(folder / f"{TOPIC}.links.csv")}
        for link in links.values():
            if not {link.start, link.end} <= nodes.keys():
                raise DerivationError(f"link {link.code} leads to a node that is not there")
        return cls(nodes, links)

    def register(self, book: Book) -> None:
        """Enter each figure of a link that a source states among the facts of the book, and the rule of coordinates."""
        book.rule(
            "coordinates_as_set_down",
            "Centres of towns and ports, set down to a hundredth of a degree without a gazetteer; lengths as the crow "
            "flies follow from them.",
        )
        for link in self.links.values():
            about = {"entity": f"{link.start}-{link.end}", "subject": f"{link.mode}_link"}
            if link.stated is not None:
                fact = about | {"quantity": "length", "unit": "km"}
                _enter(book, f"{TOPIC}-link-{link.code}-length", fact, link.stated, link.source)
            if link.tracks is not None:
                fact = about | {"quantity": "tracks", "unit": "tracks"}
                _enter(book, f"{TOPIC}-link-{link.code}-tracks", fact, link.tracks, link.source)

    def great_circle(self, start: str, end: str) -> Figure:
        """Great-circle distance of two nodes in km, resting on their coordinates."""
        a, b = self.nodes[start], self.nodes[end]
        distance = haversine(a.lat, a.lon, b.lat, b.lon)
        return Figure(distance, distance, distance, "km", SET_DOWN)


def coordinate(book: Book, degrees: float) -> Figure:
    """A latitude or longitude with the accuracy at which the centres of towns were set down."""
    error = book.assumed("error_of_coordinates")
    return Figure(degrees, degrees + error.low, degrees + error.high, "degrees", SET_DOWN)


def tracks(book: Book, link: Link) -> tuple[str, ...]:
    """What the number of tracks of a railway, and their gauge, rest on."""
    fact = f"{TOPIC}-link-{link.code}-tracks"
    return TRACKS if book.is_recalled(fact) else (fact,)


def haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on the sphere in km by the haversine formula (Sinnott 1984); angles in degrees."""
    phi, psi = math.radians(lat), math.radians(other_lat)
    half = math.sin((psi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(psi) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


def _enter(book: Book, fact_id: str, fact: dict[str, str], value: float, source: str) -> None:
    same = {"low": "", "high": "", "period_start": AS_OF, "period_end": "", "status": "observed", "as_of": AS_OF}
    confidence = "C" if source == "recall" else "B"
    book.facts[fact_id] = (
        fact
        | same
        | {
            "fact_id": fact_id,
            "value": f"{value:g}",
            "source_id": source,
            "confidence": confidence,
            "topic": TOPIC,
        }
    )


def _node(row: dict[str, str]) -> Node:
    lat, lon = float(row["lat"]), float(row["lon"])
    return Node(row["node_id"], row["name"], row["country"], lat, lon, row["kind"], row["source_id"])


def _link(row: dict[str, str]) -> Link:
    stated = float(row["distance_km"]) if row["distance_basis"] in STATED else None
    return Link(
        row["link_id"],
        row["from_node"],
        row["to_node"],
        row["mode"],
        stated,
        row["gauge_mm"],
        int(row["tracks"]) if row["tracks"] else None,
        frozenset(row["marks"].split()),
        row["source_id"],
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
