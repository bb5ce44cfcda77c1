"""Each defect of a network is found at its table, row and column; a case without a network has no days clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import polars as pl
import pytest

from sinews.clocks.days import answer as days
from sinews.clocks.days.flows import timetable
from sinews.clocks.days.scope import Movement, Moves
from sinews.data.case import Case
from sinews.errors import CaseError, UsageError
from tests.days.network import Sketch, railway, road
from tests.support import small_tables

Break = Callable[[Sketch], object]


@dataclass(frozen=True)
class Broken:
    """A way to break a network, where it is to be found, and a word that the finding must say."""

    name: str
    harm: Break
    file: str
    row: int
    column: str
    says: str = ""


def cell(table: str, row: int, column: str, value: object) -> Break:
    return lambda sketch: sketch.rows[table][row - 2].update({column: value})


def gone(table: str, row: int) -> Break:
    return lambda sketch: sketch.rows[table].pop(row - 2)


def more(table: str, **cells: object) -> Break:
    return lambda sketch: sketch.add(table, **cells)


def abroad(sketch: Sketch) -> None:
    sketch.rows["nodes"][2]["place"] = "POL"


def half_a_border(sketch: Sketch) -> None:
    abroad(sketch)
    sketch.add("borders", from_place="DEU", to_place="POL")


def ahead(**cells: object) -> Break:
    row = {"formation": "first", "load": "heavy", "node": "B", "quantity": 50}
    return lambda sketch: sketch.add("prepositioned", **(row | cells))


def two_shares_ahead(sketch: Sketch) -> None:
    for node in ("B", "C"):
        sketch.add("prepositioned", formation="first", load="heavy", node=node, quantity=60)


def island(sketch: Sketch) -> None:
    sketch.goal("D", "island").goal("E", "island").link("D", "E")
    sketch.add("arrivals", tier="one", area="island", load="heavy", quantity=10)


BROKEN = (
    Broken("link to nowhere", cell("links", 2, "to_node", "X"), "links.csv", 2, "to_node", '"X"'),
    Broken("link from nowhere", cell("links", 3, "from_node", "Y"), "links.csv", 3, "from_node", '"Y"'),
    Broken("link to itself", cell("links", 2, "to_node", "A"), "links.csv", 2, "to_node", "begins"),
    Broken("negative speed", cell("links", 2, "speed", -5), "links.csv", 2, "speed", "-5"),
    Broken("no speed", cell("links", 2, "speed", 0), "links.csv", 2, "speed"),
    Broken("no length", cell("links", 2, "length", 0), "links.csv", 2, "length", "0 km"),
    Broken("negative capacity", cell("links", 2, "capacity", -1), "links.csv", 2, "capacity", "-1"),
    Broken("railway without capacity", cell("links", 2, "capacity", ""), "links.csv", 2, "capacity", "blank"),
    Broken("civil share above all", cell("links", 2, "civil_share", 120), "links.csv", 2, "civil_share", "120"),
    Broken("unknown mode", cell("links", 2, "mode", "canal"), "links.csv", 2, "mode", "canal"),
    Broken("railway without gauge", cell("links", 2, "gauge", ""), "links.csv", 2, "gauge", "blank"),
    Broken("road with a gauge", cell("links", 4, "gauge", 1435), "links.csv", 4, "gauge", "1435"),
    Broken("gauge that no wagon fits", cell("links", 2, "gauge", 1000), "links.csv", 2, "gauge", "no carrier fits"),
    Broken("mode that nothing uses", cell("links", 4, "mode", "sea"), "links.csv", 4, "mode", "sea"),
    Broken("impossible opening", cell("links", 2, "opens", "2030-13"), "links.csv", 2, "opens", "2030-13"),
    Broken("train without gauge", cell("carriers", 2, "gauge", ""), "carriers.csv", 2, "gauge", "blank"),
    Broken("truck without loading time", cell("carriers", 3, "loading_time", ""), "carriers.csv", 3, "loading_time"),
    Broken("trains without terminals", lambda s: s.rows["transfers"].clear(), "carriers.csv", 2, "loading", "transfer"),
    Broken("terminal off its network", cell("transfers", 2, "node", "D"), "transfers.csv", 2, "node", '"D"'),
    Broken("terminal for no carrier", cell("transfers", 2, "carrier", "balloon"), "transfers.csv", 2, "carrier"),
    Broken("negative handling time", cell("transfers", 2, "time", -6), "transfers.csv", 2, "time", "-6"),
    Broken("pool without home", cell("pools", 2, "home", ""), "pools.csv", 2, "home"),
    Broken("pool at home nowhere", cell("pools", 2, "home", "X"), "pools.csv", 2, "home", '"X"'),
    Broken("pool off its network", cell("pools", 2, "home", "D"), "pools.csv", 2, "home", '"D"'),
    Broken("stock from no pool", gone("pools", 2), "carriage.csv", 2, "carrier", "no pool"),
    Broken("nothing on a trip", cell("carriage", 2, "per_trip", 0), "carriage.csv", 2, "per_trip"),
    Broken("need that nothing carries", lambda s: (s.add("loads", load="cargo"), s.add(
        "arrivals", tier="one", area="flank", load="cargo", quantity=5)), "arrivals.csv", 3, "load", "cargo"),
    Broken("unconnected need", island, "arrivals.csv", 3, "area", "island"),
    Broken("need in no area", cell("nodes", 4, "area", ""), "arrivals.csv", 2, "area", "flank"),
    Broken("area of no name", cell("nodes", 4, "area", "x"), "nodes.csv", 4, "area", '"x"'),
    Broken("tier without arrivals", more("tiers", tier="two"), "tiers.csv", 3, "tier", "two"),
    Broken("negative due day", cell("tiers", 2, "day", -1), "tiers.csv", 2, "day", "-1"),
    Broken("negative notice", cell("formations", 2, "notice", -2), "formations.csv", 2, "notice", "-2"),
    Broken("formation from nowhere", cell("formations", 2, "home", "X"), "formations.csv", 2, "home", '"X"'),
    Broken("formation for no need", lambda s: (s.add("areas", area="rear"), cell("formations", 2, "area", "rear")(s)),
           "formations.csv", 2, "area", "rear"),
    Broken("more ahead than there is", ahead(quantity=150), "prepositioned.csv", 2, "quantity", "150"),
    Broken("more ahead in two places", two_shares_ahead, "prepositioned.csv", 2, "quantity", "60"),
    Broken("ahead what it has not", ahead(load="wheeled"), "prepositioned.csv", 2, "load", "wheeled"),
    Broken("crossing without a border", abroad, "links.csv", 3, "to_node", "DEU into POL"),
    Broken("border one way", half_a_border, "links.csv", 3, "to_node", "POL into DEU"),
    Broken("latitude off the globe", cell("nodes", 2, "latitude", 91), "nodes.csv", 2, "latitude", "91"),
    Broken("no load counts", cell("loads", 2, "weight", 0), "loads.csv", 2, "weight", "every load"),
    Broken("no tier counts", cell("tiers", 2, "weight", 0), "tiers.csv", 2, "weight", "every tier"),
    Broken("more than a people", cell("formation_loads", 2, "quantity", 1e9), "formation_loads.csv", 2, "quantity"),
    Broken("train of a million wagons", cell("carriage", 2, "stock_per_trip", 1e7), "carriage.csv", 2,
           "stock_per_trip"),
    Broken("short ticks without number", lambda s: s.parameters.update(days_tick=1, days_fine=90, days_horizon=90),
           "parameters.csv", 8, "value", "2,160 short ticks"),
    Broken("ticks without number", lambda s: s.parameters.update(days_tick=1, days_horizon=500), "parameters.csv", 8,
           "value", "12,000 to the horizon"),
    Broken("no horizon", lambda s: s.parameters.update(days_horizon=0), "parameters.csv", 11, "value", "days_horizon"),
    Broken("two areas of one name", lambda s: s.add("areas", area="rear", name="Flank"), "areas.csv", 3, "name",
           "Flank"),
    Broken("load under the code of a carrier", lambda s: s.add("loads", load="convoy"), "carriers.csv", 3, "carrier"),
    Broken("corridor of no link", lambda s: s.add("corridors", corridor="c").add(
        "corridor_links", corridor="c", link="X"), "corridor_links.csv", 2, "link", '"X"'),
)  # fmt: skip


def sound() -> Sketch:
    """A railway A - B - C with a pool, and a road from C to D."""
    sketch = railway("A", "B", "C", quantity=60)
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load="wheeled").add("carriage", load="wheeled", carrier="convoy")
    return sketch.node("D").link("C", "D")


def test_the_network_is_sound() -> None:
    sound().case()


@pytest.mark.parametrize("broken", BROKEN, ids=lambda one: one.name)
def test_each_defect_is_found(broken: Broken) -> None:
    sketch = sound()
    broken.harm(sketch)
    with pytest.raises(CaseError) as raised:
        sketch.case()
    found = [
        one
        for one in raised.value.findings
        if (one.file, one.row, one.column) == (broken.file, broken.row, broken.column)
    ]
    assert found, str(raised.value)
    assert broken.says in found[0].found + found[0].expected
    assert found[0].remedy


def test_all_defects_come_at_once() -> None:
    sketch = sound()
    cell("links", 2, "gauge", 1000)(sketch)
    cell("pools", 2, "home", "D")(sketch)
    ahead(quantity=150)(sketch)
    with pytest.raises(CaseError) as raised:
        sketch.case()
    assert {one.file for one in raised.value.findings} >= {"links.csv", "pools.csv", "prepositioned.csv"}


def test_a_case_without_a_network_has_no_days_clock() -> None:
    tables = {name: pl.DataFrame(rows) for name, rows in small_tables().items()}
    case = Case.from_tables(road("A", "B").case().settings, tables)
    with pytest.raises(UsageError, match="has no days clock: it lacks rows in areas, nodes"):
        days.run(case)


def test_an_unknown_corridor_is_named() -> None:
    with pytest.raises(UsageError, match="no corridor brenner"):
        Moves.of(road("A", "B").case(), Movement(without=("brenner",)))


def test_an_unknown_formation_is_named() -> None:
    answer = days.run(road("A", "B").case())
    with pytest.raises(UsageError, match=r"no formation firts.*first"):
        timetable(answer.plan, "firts")


def test_no_way_is_left_before_a_link_opens() -> None:
    """The only link opens later: the need is sound, and nothing arrives."""
    case = road("A", "B", opens="2028-01").case()
    assert days.run(case, Movement(on=date(2027, 1, 1))).whole[0].day is None
