"""Movements that took place, as small cases of the days clock: part of the network, one formation, one place to reach.

Speeds, loads a trip, handling times and capacities are those of the case, so that a replay tests them. What the
exercise had and the case does not is set: permissions are in hand, and wagons or ships wait at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from sinews.case import Case
from tools.derivation.figures import Book, Figure

GOAL = "goal"
#: Tables of the days clock that a replay leaves empty.
LEFT_OUT = ("levers", "changes", "ladder", "corridors", "corridor_links", "prepositioned")
#: Everything that moved counts, so the replay closes with the last vehicle.
STANDARD = 99.99
DAYS_A_MONTH = 365.25 / 12
#: Everything is ready when the movement begins, as the replay's own setting.
NOW = Figure(0, 0, 0, "days", ("days_tick",))


@dataclass(frozen=True)
class Replay:
    """A movement with a known duration.

    `nodes`: the part of the network, from start to goal. `modes`: what may be used of it. `loads`: what moved, of the
    case's loads. `stock`: rolling stock or ships at hand, by carrier. `observed`: its duration in days, with a range.
    `tested`: what of the case it tests; `calibrated`: whether the case was set by this very movement. `why`: what makes
    the difference.
    """

    code: str
    name: str
    nodes: tuple[str, ...]
    modes: tuple[str, ...]
    loads: Mapping[str, Figure]
    observed: Figure
    tested: str
    why: str
    stock: Mapping[str, Figure] = field(default_factory=dict)
    calibrated: bool = False
    tick: float = 3.0
    horizon: float = 30.0

    @property
    def start(self) -> str:
        """Where it started."""
        return self.nodes[0]

    @property
    def goal(self) -> str:
        """Where it went."""
        return self.nodes[-1]


def replays(book: Book) -> tuple[Replay, ...]:
    """Every movement whose duration is among the facts and whose way is on the network."""
    return (*_by_rail(book), *_by_road(book), *_by_sea(book), _by_air(book))


def _exactly(figure: Figure) -> Figure:
    return Figure(figure.value, figure.value, figure.value, figure.unit, figure.basis)


def _by_rail(book: Book) -> tuple[Replay, ...]:
    tracked, wheeled = book.fact("mobility-258", "vehicles"), book.fact("mobility-259", "vehicles")
    by_road = book.fact("mobility-256", "vehicles")
    outload, cleared = book.fact("mobility-255", "days"), book.fact("mobility-262", "days")
    one_train = book.fact("mobility-093", "tanks/train") + 2
    wagons, of_2017 = book.fact("mobility-066", "wagons"), _exactly(book.fact("mobility-079", "wagons"))
    flat = Figure(*[of_2017.value - tracked.value] * 3, "wagons", (*of_2017.basis, *tracked.basis))
    civil = book.fact("mobility-169", "days")
    return (
        Replay(
            "brigade_by_rail_2017",
            "American armoured brigade, Bremerhaven to western Poland by rail, January 2017",
            ("BRV", "HAN", "LEJ", "DRS", "GOR", "ZAG"),
            ("rail",),
            {"heavy": _exactly(tracked), "wheeled": _exactly(wheeled) - _exactly(by_road)},
            Figure(cleared.value, outload.value, cleared.value, "days", (*outload.basis, *cleared.basis)),
            "vehicles a train, trains a day of a terminal, speed of trains",
            "The trains a day are those of this movement; the case needs more trains for the same vehicles, and counts "
            "the way of the last train and its unloading, which the observed window leaves out.",
            {"heavy_train": of_2017 - flat, "flat_train": flat},
            calibrated=True,
        ),
        Replay(
            "train_to_lithuania_2020",
            "Train with fourteen tanks, Bavaria to Lithuania, August 2020",
            ("WEI", "LEJ", "BER", "SZZ", "GDN", "OLS", "ELK", "SUW", "MOC", "KAU"),
            ("rail",),
            {"heavy": one_train},
            book.fact("mobility-094", "days"),
            "length of the way, speed of trains, handling",
            "The speed of trains comes from this corridor, this train among them; the case adds loading, unloading and "
            "stops at two borders to it.",
            {"heavy_train": wagons},
            calibrated=True,
        ),
        Replay(
            "freight_across_romania_2021",
            "Civil freight train, Constanta to the Hungarian border, 2021",
            ("CND", "BUH", "BRS", "ARD"),
            ("rail",),
            {"wheeled": _exactly(book.fact("mobility-086", "vehicles/train")).of("vehicles")},
            civil,
            "speed of trains in Romania",
            "The case lets a military train run day and night at the speed that it had on other corridors; civil "
            "trains stood for days in yards and before works.",
            {"flat_train": wagons},
        ),
    )


def _span(book: Book, fact: str) -> Figure:
    """Days of the period that a fact is about, both ends counted."""
    start, end = (date.fromisoformat(book.facts[fact][f"period_{which}"]) for which in ("start", "end"))
    days = float((end - start).days + 1)
    return Figure(days, days, days, "days", (fact,))


def _by_road(book: Book) -> tuple[Replay, ...]:
    crossing = _exactly(book.fact("mobility-284", "vehicles/day")).of("vehicles")
    return (
        Replay(
            "columns_from_bremerhaven_2017",
            "Wheeled vehicles of the brigade, Bremerhaven to the Munster region by road, January 2017",
            ("BRV", "MUN"),
            ("road",),
            {"wheeled": _exactly(book.fact("mobility-256", "vehicles"))},
            _span(book, "mobility-256"),
            "convoys a day of a road",
            "Columns left as the port released vehicles and the police gave escorts, a few a day; the case only knows "
            "what the road can bear.",
        ),
        Replay(
            "convoy_through_the_gap_2024",
            "American convoy from Poland to Kaunas, April 2024",
            ("SUW", "MOC", "KAU"),
            ("road",),
            {"wheeled": crossing},
            _span(book, "mobility-284"),
            "convoys a day of the road through the Suwalki gap, march speed",
            "The source gives the day, not the hours.",
        ),
        Replay(
            "convoy_greece_romania_2025",
            "French convoy from a Greek port across Bulgaria to Romania, October 2025",
            ("ALX", "SVI", "PLO", "STZ", "RUS", "BUH", "BRS"),
            ("road",),
            {"wheeled": _exactly(book.fact("mobility-086", "vehicles/train")).of("vehicles")},
            book.fact("mobility-090", "days"),
            "march speed of convoys",
            "The source names neither the port nor the place of arrival; Alexandroupoli and the French camp in "
            "Transylvania are taken.",
        ),
    )


def _by_sea(book: Book) -> tuple[Replay, ...]:
    rule = "vehicles among pieces as in the brigade of 2017"
    pieces, of_2017 = book.fact("mobility-105", "pieces"), book.fact("mobility-260", "pieces")
    vehicles = (book.fact("mobility-258", "vehicles") + book.fact("mobility-259", "vehicles")).value
    shipped = pieces.value * vehicles / of_2017.value
    basis = (*pieces.basis, *of_2017.basis, "mobility-258", "mobility-259")
    months = book.fact("mobility-109", "months")
    one = Figure(1, 1, 1, "ships", ("mobility-085",))
    return (
        Replay(
            "ship_to_greece_2025",
            "French ship with vehicles, Toulon to Greece, October 2025",
            ("TLN", "ALX"),
            ("sea",),
            {"wheeled": _exactly(book.fact("mobility-184", "vehicles/voyage")).of("vehicles")},
            book.fact("mobility-089", "days"),
            "speed of ships, length of the lane, handling",
            "The source gives the days at sea; the case adds loading and unloading, and its lane ends at the port "
            "farther away.",
            {"ferry": one},
        ),
        Replay(
            "defender_2020",
            "Equipment of the exercise of 2020 over the Atlantic, on the five ships of the run",
            ("CHS", "BRV"),
            ("sea",),
            {"wheeled": Figure(shipped, shipped, shipped, "vehicles", basis)},
            (_exactly(months) * DAYS_A_MONTH).of("days"),
            f"vehicles a ship, speed, handling and return of ships ({rule})",
            "Ships sailed by the timetable of the exercise and with civil cargo between, not back to back; the "
            "published time is that of the whole movement as planned, with the way on land.",
            {"ocean_ship": _exactly(book.fact("mobility-173", "ships"))},
            tick=12.0,
            horizon=180.0,
        ),
    )


def _by_air(book: Book) -> Replay:
    return Replay(
        "brigade_to_estonia_2025",
        "British brigade's people, southern England to Tapa, May 2025",
        ("SOU", "KLT", "RIX", "VGA", "TAP"),
        ("air", "road"),
        {"people": _exactly(book.fact("mobility-205", "personnel")).of("persons")},
        book.fact("mobility-204", "days"),
        "flights a day, seats, coaches",
        "The case flies by way of its hub and lands at Riga; the brigade flew to Estonia itself.",
    )


# the case of a replay ---------------------------------------------------------


def case_of(case: Case, replay: Replay) -> Case:
    """The small case of a replay: the rows of `case` that it needs, and its own formation, need and stock."""
    cut = {**dict.fromkeys(LEFT_OUT), **_network(case, replay), **_own(case, replay)}
    tables = {name: frame for name, frame in {**case.tables, **cut}.items() if frame is not None}
    return Case.from_tables(case.settings, tables)


def _network(case: Case, replay: Replay) -> dict[str, pl.DataFrame]:
    nodes = case.table("nodes").filter(pl.col("node").is_in(replay.nodes))
    ends = pl.col("from_node").is_in(replay.nodes) & pl.col("to_node").is_in(replay.nodes)
    links = case.table("links").filter(ends & pl.col("mode").is_in(replay.modes) & pl.col("opens").is_null())
    carriers = case.table("carriers").join(
        links.select("mode", "gauge").unique(), on=["mode", "gauge"], how="semi", nulls_equal=True
    )
    kept = carriers["carrier"].to_list()
    without_stock = case.table("carriage").filter(pl.col("stock_per_trip").is_null())["carrier"].to_list()
    kept = [carrier for carrier in kept if carrier in replay.stock or carrier in without_stock]
    carriage = case.table("carriage").filter(pl.col("carrier").is_in(kept) & pl.col("load").is_in(list(replay.loads)))
    area = pl.when(pl.col("node") == replay.goal).then(pl.lit(GOAL)).alias("area")
    return {
        "areas": pl.DataFrame({"area": [GOAL], "name": ["where it went"]}),
        "nodes": nodes.with_columns(area),
        "links": links,
        "carriers": carriers.filter(pl.col("carrier").is_in(kept)),
        "carriage": carriage,
        "transfers": case.table("transfers").filter(pl.col("node").is_in(replay.nodes) & pl.col("carrier").is_in(kept)),
        "borders": case.table("borders").with_columns(
            pl.lit(0.0).alias(f"notice{end}") for end in ("", "_low", "_high")
        ),
        "loads": case.table("loads").filter(pl.col("load").is_in(list(replay.loads))),
    }


def _own(case: Case, replay: Replay) -> dict[str, pl.DataFrame | None]:
    place = case.table("nodes").filter(pl.col("node") == replay.start)["place"][0]
    formation = {"formation": "moved", "name": replay.name, "place": place, "home": replay.start, "area": None}
    loads = sorted(replay.loads)
    quantities = [_cells("quantity", replay.loads[load]) for load in loads]
    tier = case.table("tiers").head(1).with_columns(pl.lit("due").alias("tier"))
    return {
        "formations": pl.DataFrame([formation | _cells("notice", NOW)], infer_schema_length=None),
        "formation_loads": pl.DataFrame(
            [{"formation": "moved", "load": load} | cells for load, cells in zip(loads, quantities, strict=True)]
        ),
        "arrivals": pl.DataFrame(
            [{"tier": "due", "area": GOAL, "load": load} | cells for load, cells in zip(loads, quantities, strict=True)]
        ),
        "tiers": tier,
        "pools": _pools(replay),
        "parameters": _settings(case, replay),
    }


def _pools(replay: Replay) -> pl.DataFrame | None:
    rows = [
        {"pool": carrier, "name": carrier, "carrier": carrier, "home": replay.start}
        | _cells("quantity", stock)
        | _cells("notice", NOW)
        for carrier, stock in sorted(replay.stock.items())
    ]
    return pl.DataFrame(rows) if rows else None


def _cells(column: str, figure: Figure) -> dict[str, object]:
    """The cells of a number without a range."""
    basis = " ".join(token for token in figure.basis if not token.startswith("rule:"))
    return {
        column: figure.value,
        f"{column}_low": figure.value,
        f"{column}_high": figure.value,
        f"{column}_basis": basis,
    }


def _settings(case: Case, replay: Replay) -> pl.DataFrame:
    wanted = {
        "days_tick": replay.tick,
        "days_fine": replay.horizon,
        "days_coarse": 1.0,
        "days_horizon": replay.horizon,
        "days_standard": STANDARD,
    }
    value = pl.col("parameter").replace_strict(wanted, default=pl.col("value"), return_dtype=pl.Float64)
    return case.table("parameters").with_columns(value.alias(f"value{end}") for end in ("", "_low", "_high"))
