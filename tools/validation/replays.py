"""Replays: movements that took place, as small cases of the days clock.

A replay has part of the network, one formation and one place to reach. Speeds, loads a trip, handling times and
capacities are those of the case, so that it tests them. What the exercise had and the case does not is set:
permissions are in hand, and wagons or ships wait at the start.
"""

from __future__ import annotations

import polars as pl

from sinews.clocks.days.answer import closure_days
from sinews.data.case import Case
from tools.derivation.figures import Figure
from tools.validation.movements import Replay

GOAL, DUE = "goal", "due"
#: Tables of the days clock that a replay leaves empty.
LEFT_OUT = ("levers", "changes", "ladder", "corridors", "corridor_links", "prepositioned")
#: Everything that moved counts, so the replay closes with the last vehicle.
STANDARD = 99.99
RULE = {"rule": "as_it_was", "kind": "computation", "text": "Set as it was when the movement took place."}
#: Ready when the movement begins.
NOW = Figure(0, 0, 0, "days", (f"rule:{RULE['rule']}",))


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
    tier = case.table("tiers").head(1).with_columns(pl.lit(DUE).alias("tier"))
    return {
        "formations": pl.DataFrame([formation | _cells("notice", NOW)], infer_schema_length=None),
        "formation_loads": pl.DataFrame(
            [{"formation": "moved", "load": load} | cells for load, cells in zip(loads, quantities, strict=True)]
        ),
        "arrivals": pl.DataFrame(
            [{"tier": DUE, "area": GOAL, "load": load} | cells for load, cells in zip(loads, quantities, strict=True)]
        ),
        "tiers": tier,
        "pools": _pools(replay),
        "parameters": _settings(case, replay),
        "rules": pl.concat([case.table("rules"), pl.DataFrame([RULE])], how="vertical_relaxed"),
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
    basis = " ".join(figure.basis)
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
        "days_grain": 100.0,
        "days_horizon": replay.horizon,
        "days_standard": STANDARD,
    }
    value = pl.col("parameter").replace_strict(wanted, default=pl.col("value"), return_dtype=pl.Float64)
    return case.table("parameters").with_columns(value.alias(f"value{end}") for end in ("", "_low", "_high"))


def duration(case: Case) -> float:
    """Days until all has arrived, to the end of the tick; infinite if it never does."""
    day = closure_days(case)[DUE]
    return float("inf") if day is None else day
