"""Each defect of the tables of the hours clock is found where it is; without them a case has no such clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sinews.clocks.hours import HOURS
from sinews.errors import CaseError
from tests.hours.homes import Sketch, dark

Break = Callable[[Sketch], object]


@dataclass(frozen=True)
class Broken:
    """A way to break a case, where it is to be found, and a word that the finding must say."""

    name: str
    harm: Break
    file: str
    row: int
    column: str
    says: str


def cell(table: str, row: int, column: str, value: object) -> Break:
    return lambda sketch: sketch.rows[table][row - 2].update({column: value})


def gone(table: str) -> Break:
    return lambda sketch: sketch.rows[table].clear()


def more(table: str, **cells: object) -> Break:
    return lambda sketch: sketch.add(table, **cells)


def setting(name: str, value: float) -> Break:
    return lambda sketch: sketch.parameters.update({name: value})


def unpopulated(sketch: Sketch) -> None:
    del sketch.people["DEU"]


def nobody_at_first(sketch: Sketch) -> None:
    sketch.rows["restoring"].clear()
    sketch.back((0, 0))


def another_headline(sketch: Sketch) -> None:
    sketch.add("outages", outage="dim").add("outage_areas", outage="dim").back((0, 100), outage="dim")


def food_from_nowhere(sketch: Sketch) -> None:
    sketch.need("food", kind="other").stores((72, 50), need="food")


def hitting_nobody(sketch: Sketch) -> None:
    sketch.add("outages", outage="dim", kind="planned").back((0, 100), outage="dim")


def nothing_lost(sketch: Sketch) -> None:
    sketch.add("outages", outage="dim", kind="planned").add("outage_areas", outage="dim")


def gas_lost(sketch: Sketch) -> None:
    sketch.add("services", service="gas").back((0, 100), service="gas")


def whole() -> Sketch:
    sketch = dark(((24, 80), (72, 28)), ((0, 100), (24, 50)))
    sketch.add("relief").add("relief_means").add("advice").add("vulnerable", share=10)
    return sketch.add("seasons", need="water")


BROKEN = (
    Broken("a store twice at one hour", cell("stores", 3, "hours", 24), "stores", 3, "hours", "24 again"),
    Broken("stores that grow", cell("stores", 3, "lasting", 90), "stores", 3, "lasting", "more than at an earlier"),
    Broken("stores of more than all", cell("stores", 2, "lasting", 101), "stores", 2, "lasting", "101"),
    Broken("stores before the cut", cell("stores", 2, "hours", -1), "stores", 2, "hours", "-1"),
    Broken("stores of no ally", cell("stores", 2, "place", "USA"), "stores", 2, "place", "USA"),
    Broken("stores of no need", cell("stores", 2, "need", "watter"), "stores", 2, "need", "Did you mean water"),
    Broken(
        "a curve of restoring twice at one hour", cell("restoring", 3, "hour", 0), "restoring", 3, "hour", "0 again"
    ),
    Broken("more out than before", more("restoring", point="p3", hour=48, out=60), "restoring", 4, "out", "60 percent"),
    Broken("nobody out at first", nobody_at_first, "restoring", 2, "out", "0 percent"),
    Broken("parts of more than all", more("dependence", part=2, share=10), "dependence", 3, "share", "110"),
    Broken("a service nobody knows", cell("dependence", 2, "service", "pwer"), "dependence", 2, "service", "power"),
    Broken("reserves of minus an hour", cell("dependence", 2, "hold", -1), "dependence", 2, "hold", "-1"),
    Broken("no headline", cell("outages", 2, "kind", "planned"), "outages", 2, "kind", "no outage is the headline"),
    Broken("two headlines", another_headline, "outages", 3, "kind", "again"),
    Broken("a kind of outage that there is not", cell("outages", 2, "kind", "main"), "outages", 2, "kind", "headline"),
    Broken("a season that there is not", cell("outages", 2, "season", "fall"), "outages", 2, "season", "autumn"),
    Broken("nothing is vital", cell("needs", 2, "kind", "other"), "needs", 2, "kind", "no need is vital"),
    Broken("a vital need without weight", cell("needs", 2, "weight", 0), "needs", 2, "weight", "0 for a vital"),
    Broken("a need on nothing", food_from_nowhere, "needs", 3, "need", "depends on no service"),
    Broken("an outage of nobody", hitting_nobody, "outages", 3, "outage", "hits nobody"),
    Broken("an outage of no service", nothing_lost, "outages", 3, "outage", "takes no service"),
    Broken("a loss that matters to nobody", gas_lost, "restoring", 4, "service", "no need depends"),
    Broken("a part of nobody", cell("outage_areas", 2, "share", 0), "outage_areas", 2, "share", "0 percent"),
    Broken(
        "hit without stores", more("outage_areas", place="POL"), "outage_areas", 3, "place", "without rows in stores"
    ),
    Broken("hit without people", unpopulated, "outage_areas", 2, "place", "population"),
    Broken("relief without means", gone("relief_means"), "relief", 2, "place", "relief_means"),
    Broken("means without relief", gone("relief"), "relief_means", 2, "place", "row in relief"),
    Broken("points without anything to give", cell("relief", 2, "stock", 0), "relief", 2, "stock", "0 for points"),
    Broken("trucks that carry nothing", cell("relief", 2, "per_truck", 0), "relief", 2, "per_truck", "0"),
    Broken("points that serve nobody", cell("relief", 2, "per_point", 0), "relief", 2, "per_point", "0"),
    Broken(
        "trucks that need no time", cell("relief_means", 2, "round_trip", 0), "relief_means", 2, "round_trip", "0 hours"
    ),
    Broken("advice of no hours", cell("advice", 2, "hours", 0), "advice", 2, "hours", "0"),
    Broken("vulnerable beyond all", cell("vulnerable", 2, "share", 120), "vulnerable", 2, "share", "120"),
    Broken("a season twice", more("seasons", need="water"), "seasons", 3, "season, need", ""),
    Broken("a tick that does not fit", setting("hours_tick", 5), "parameters", 10, "value", "ticks to the horizon"),
    Broken("a tick of no time", setting("hours_tick", 0), "parameters", 10, "value", "0 as hours_tick"),
    Broken("a horizon of a year", setting("hours_horizon", 8760), "parameters", 8, "value", "hours_horizon"),
    Broken("a share of nobody", setting("hours_share", 0), "parameters", 9, "value", "hours_share"),
)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_defect_is_found_once_where_it_is(broken: Broken) -> None:
    sketch = whole()
    broken.harm(sketch)
    with pytest.raises(CaseError) as error:
        sketch.case()
    found = [(one.file, one.row, one.column) for one in error.value.findings]
    where = (f"{broken.file}.csv", broken.row, broken.column)
    assert where in found, error.value
    assert len(found) == len(set(found))
    first = error.value.findings[found.index(where)]
    assert broken.says in f"{first.found} {first.expected} {first.remedy}"


def test_the_whole_case_is_sound_and_has_the_clock() -> None:
    assert not HOURS.lacking(whole().case())


@pytest.mark.parametrize("table", ["needs", "stores", "dependence", "outages", "outage_areas", "restoring"])
def test_without_its_tables_a_case_has_no_clock(table: str) -> None:
    lacking = HOURS.lacking(Sketch().case())
    assert table in lacking
