"""What is sound by type and hardly possible in the world gets a warning at its place; what is likely gets none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.checks.geography import distance
from tests.case.broken import Break, Broken, cell, cells, row, settings
from tests.case.test_findings_joins import both, every
from tests.days.network import Sketch
from tests.support import number, packaged_case, read_rows, small_case, write_rows


def values(table: str, column: str, *amounts: float, basis: str = "guess") -> Break:
    """A number in the first rows of a table, with a narrow range."""

    def harm(folder: Path) -> None:
        rows = read_rows(folder, table)
        pairs = zip(rows, amounts, strict=False)
        changed = [one | number(column, amount, 0.01, basis) for one, amount in pairs]
        write_rows(folder, table, [*changed, *rows[len(changed) :]])

    return harm


def people(*counts: float) -> Break:
    return values("economy", "population", *counts)


def allies(*shares: float) -> Break:
    """More allies, each with a share of GDP on the national path."""

    def harm(folder: Path) -> None:
        for code, share in zip(("EST", "LTU", "LVA"), shares, strict=True):
            named = {"place": code, "name": code, "kind": "ally"}
            places = read_rows(folder, "places")
            write_rows(folder, "places", [*places, places[0] | named])
            for table in ("groups", "economy", "budgets"):
                row(table, place=code)(folder)
            paths = read_rows(folder, "paths")
            added = [
                paths[0] | {"path": path, "place": code} | number("share", share) for path in ("national", "today")
            ]
            write_rows(folder, "paths", [*paths, *added])

    return harm


IMPLAUSIBLE = [
    Broken("count of long ago", cell("stocks", 2, "date", "1995-12"), "stocks.csv", 2, "date", "1995-12"),
    Broken(
        "fund that is over", cells("funds", 2, start="2024-01", end="2025-11"), "funds.csv", 2, "end", "first month"
    ),
    Broken("fund that has begun", cell("funds", 2, "start", "2024-01"), "funds.csv", 2, "start", "2024-01"),
    Broken(
        "order that is overdue",
        cells("deliveries", 2, start="2025-01", end="2025-06"),
        "deliveries.csv",
        2,
        "end",
        "overdue",
    ),
    Broken(
        "line that opens after the end",
        both(cells("capacity", 2, date="2040-01", status="announced"), cell("capacity", 3, "date", "2041-06")),
        "capacity.csv",
        2,
        "date",
        "2040-01",
    ),
    Broken("lead time of ages", values("items", "lead_time", 1e9), "items.csv", 2, "lead_time", "1e+09"),
    Broken("build lag of a century", values("sites", "build_lag", 1200), "sites.csv", 2, "build_lag", "60 months"),
    Broken(
        "no contract within the horizon",
        values("places", "contracting_delay", 60),
        "places.csv",
        2,
        "contracting_delay",
        "DEU/60",
    ),
    Broken("share of a decimal point", values("paths", "share", 24), "paths.csv", 2, "share", "24"),
    Broken("share far from that of others", allies(2, 2.2, 0.2), "paths.csv", 10, "share", "LVA"),
    Broken(
        "economy in thousands",
        both(people(83e6, 37e6), values("economy", "gdp", 4_300)),
        "economy.csv",
        2,
        "gdp",
        "per inhabitant",
    ),
    Broken("economy that leaps", row("economy", place="DEU", year="2027"), "economy.csv", 4, "gdp", "leap"),
    Broken("stock beyond all needs", values("stocks", "quantity", 3.1e5), "stocks.csv", 2, "quantity", "310000"),
    Broken("order beyond all needs", values("deliveries", "quantity", 1.2e5), "deliveries.csv", 2, "quantity"),
    Broken("use beyond all needs", values("uses", "rate", 1e6), "uses.csv", 2, "rate", "in a year"),
    Broken("setting in another unit", cell("parameters", 2, "unit", "1"), "parameters.csv", 2, "unit", "percent"),
    Broken(
        "price a thousand times its fact",
        cells("facts", 4, unit="EUR", value="4000", low=""),
        "items.csv",
        2,
        "price",
        "main_battle_tank/15",
    ),
    Broken(
        "share ten times its fact",
        both(
            cells("facts", 3, unit="percent", value="0.24", low=""),
            values("budgets", "standing_share", 92.5, 92.5, basis="fact-2"),
        ),
        "budgets.csv",
        2,
        "standing_share",
        "DEU/92.5",
    ),
    Broken(
        "point between thousands",
        cells("stocks", 4, quantity="200.000", quantity_low="", quantity_high=""),
        "stocks.csv",
        4,
        "quantity",
        "200000",
    ),
    Broken(
        "point between thousands, among whole numbers",
        cells("stocks", 4, quantity="212.500", quantity_low="", quantity_high=""),
        "stocks.csv",
        4,
        "quantity",
        "212500",
    ),
    Broken(
        "point between thousands of money",
        cells("funds", 2, amount="4.000", amount_low="", amount_high=""),
        "funds.csv",
        2,
        "amount",
        "4000",
    ),
]


@pytest.mark.parametrize("broken", IMPLAUSIBLE, ids=[broken.name for broken in IMPLAUSIBLE])
def test_what_is_hardly_possible_is_warned_of(broken: Broken, small_folder: Path) -> None:
    broken.harm(small_folder)
    warnings = Case.read(small_folder).warnings
    here = [one for one in warnings if (one.file, one.row, one.column) == (broken.file, broken.row, broken.column)]
    assert here, warnings
    assert any(broken.says in str(one) for one in here), here
    assert all(one.found and one.expected and one.remedy for one in warnings)


LIKELY = [
    ("as it is", lambda _folder: None),
    ("count of the year before", cell("stocks", 2, "date", "2025-01")),
    ("as of a later day of the horizon", settings(as_of="2028-01-01")),
    ("decimals in a column of whole numbers", cells("stocks", 4, quantity="212.5", quantity_low="", quantity_high="")),
    ("thousandths", cells("items", 2, price="15.125", price_low="", price_high="")),
    ("economies per head", people(83e6, 37e6)),
    ("shares from 1 to 4", allies(1, 2, 4)),
    ("price beside its fact", both(cells("facts", 4, unit="million_EUR", value="16", low=""), cells("items", 4,
     price_basis="guess"))),
    ("fact in another dimension", every("facts", unit="tonnes")),
]  # fmt: skip


@pytest.mark.parametrize("harm", [pair[1] for pair in LIKELY], ids=[pair[0] for pair in LIKELY])
def test_what_is_likely_gets_no_warning(harm: Break, small_folder: Path) -> None:
    harm(small_folder)
    assert not Case.read(small_folder).warnings


def test_the_packaged_case_has_nothing_implausible() -> None:
    assert not packaged_case().warnings


@pytest.mark.parametrize(
    ("table", "column", "row", "factor"),
    [
        ("items", "price", 21, 1000),  # a shell for five million euros
        ("paths", "share", 8, 10),
        ("links", "length", 30, 0.1),
        ("history", "share", 40, 10),
        ("nodes", "latitude", 3, 0.1),
        ("economy", "gdp", 300, 10),
    ],
)
def test_a_slip_in_the_packaged_case_is_seen(table: str, column: str, row: int, factor: float) -> None:
    """One number of many, ten times or a thousand times what it was."""
    case = packaged_case()
    ends = [f"{column}{end}" for end in ("", "_low", "_high")]
    slipped = pl.int_range(pl.len()) == row
    rows = case.table(table).with_columns(pl.when(slipped).then(pl.col(ends) * factor).otherwise(pl.col(ends)))
    assert case.change(table, rows).warnings


# maps -----------------------------------------------------------------------------------------------------------------

TOWNS = {"BER": (52.52, 13.40), "HAM": (53.55, 9.99), "MUC": (48.14, 11.58), "KOL": (50.94, 6.96)}


def germany(**at: tuple[float, float]) -> Sketch:
    """Four German towns on a road, each link a fifth longer than the great circle; one of them elsewhere."""
    sketch, towns = Sketch(), TOWNS | at
    for town, (latitude, longitude) in towns.items():
        where = {"latitude": latitude, "longitude": longitude}
        sketch = sketch.goal(town, "flank", **where) if town == "MUC" else sketch.node(town, **where)
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load="wheeled").add("carriage", load="wheeled", carrier="convoy")
    for one, other, km in (("HAM", "BER", 306), ("HAM", "KOL", 428), ("KOL", "MUC", 547), ("BER", "MUC", 605)):
        sketch.link(one, other, length=km)
    sketch.force("first", "HAM", wheeled=100)
    return sketch.add("tiers", tier="one").add("arrivals", tier="one", area="flank", load="wheeled", quantity=100)


def warned(sketch: Sketch) -> list[tuple[str, int, str]]:
    """Warnings, but those on units of settings, which networks by hand do not state."""
    return [(one.file, one.row, one.column) for one in sketch.case().warnings if one.file != "parameters.csv"]


MAPS: list[tuple[str, Callable[[], Sketch], list[tuple[str, int, str]]]] = [
    ("as it is", germany, []),
    ("kilometres for metres", lambda: _length(306_000), [("links.csv", 2, "length")]),
    ("shorter than any way", lambda: _length(30.6), [("links.csv", 2, "length")]),
    ("latitude and longitude exchanged", lambda: germany(BER=(13.40, 52.52)),
     [("links.csv", 2, "length"), ("nodes.csv", 2, "node")]),
    ("east for west", lambda: germany(BER=(52.52, -13.40)), [("links.csv", 2, "length"), ("nodes.csv", 2, "node")]),
    ("formation that never leaves", lambda: _notice(60), [("formations.csv", 2, "notice")]),
]  # fmt: skip


def _length(km: float) -> Sketch:
    sketch = germany()
    sketch.rows["links"][0]["length"] = km
    return sketch


def _notice(days: float) -> Sketch:
    sketch = germany()
    sketch.rows["formations"][0]["notice"] = days
    return sketch


@pytest.mark.parametrize(("made", "found"), [one[1:] for one in MAPS], ids=[one[0] for one in MAPS])
def test_what_is_off_the_map_is_warned_of(made: Callable[[], Sketch], found: list[tuple[str, int, str]]) -> None:
    assert warned(made()) == found


def test_great_circles() -> None:
    """A quarter of the equator, and one degree along a meridian: 40,030 km around the earth."""
    found = distance(*(pl.Series(column, dtype=pl.Float64) for column in ([0, 50], [0, 10], [0, 51], [90, 10])))
    assert found.to_list() == pytest.approx([40030.17 / 4, 40030.17 / 360], abs=0.01)


def test_the_small_case_is_likely(tmp_path: Path) -> None:
    assert not small_case(tmp_path / "small").warnings
