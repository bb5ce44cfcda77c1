"""Each defect of the tables of the minutes clock is found where it is; without them a case has no such clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from sinews.clocks.minutes import MINUTES
from sinews.data.tables.minutes import MINUTES as TABLES
from sinews.errors import CaseError
from tests.minutes.towns import Sketch, town

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


def cell(table: str, column: str, value: object, row: int = 2) -> Break:
    return lambda sketch: sketch.set(table, row - 2, **{column: value})


def more(table: str, **cells: object) -> Break:
    return lambda sketch: sketch.add(table, **cells)


def less(table: str, row: int = 2) -> Break:
    return lambda sketch: sketch.rows[table].pop(row - 2)


def setting(name: str, value: float) -> Break:
    return lambda sketch: sketch.parameters.update({name: value})


BROKEN = (
    Broken("no headline", cell("arrival_classes", "kind", "other"), "arrival_classes", 2, "kind", "no class is the"),
    Broken("two headlines", lambda sketch: sketch.add("arrival_classes", arrival_class="rocket").add(
        "launch_classes", arrival_class="rocket"), "arrival_classes", 3, "kind", "again"),
    Broken("a kind that there is not", cell("arrival_classes", "kind", "main"), "arrival_classes", 2, "kind",
           "headline"),
    Broken("a class that stands still", cell("arrival_classes", "speed", 0), "arrival_classes", 2, "speed",
           "at least 1"),
    Broken("a way shorter than the shortest", cell("arrival_classes", "way", 0.5), "arrival_classes", 2, "way", "0.5"),
    Broken("detected before the launch", cell("arrival_classes", "detect", -1), "arrival_classes", 2, "detect", "-1"),
    Broken("a headline that reaches nobody", cell("arrival_classes", "reach", 100), "arrival_classes", 2, "reach",
           "no city is nearer than 600 km"),
    Broken("a class from nowhere", more("arrival_classes", arrival_class="rocket", kind="other"), "arrival_classes", 3,
           "arrival_class", "comes from nowhere"),
    Broken("an area of nothing", more("launch_areas", launch_area="west"), "launch_areas", 3, "launch_area", "nothing"),
    Broken("an area that nobody knows", cell("launch_classes", "launch_area", "eest"), "launch_classes", 2,
           "launch_area", "Did you mean east"),
    Broken("beyond the pole", cell("launch_areas", "latitude", 91), "launch_areas", 2, "latitude", "91"),
    Broken("two cities of a name", more("cities", city="other", name="town"), "cities", 3, "name", "again"),
    Broken("a city of nobody", cell("cities", "population", 0), "cities", 2, "population", "0"),
    Broken("a city of no ally", cell("cities", "place", "USA"), "cities", 2, "place", "USA"),
    Broken("a city that nobody warns", more("cities", city="other", place="POL"), "cities", 3, "place",
           "without rows in channel_coverage"),
    Broken("a link that is missing", less("warning_chain", 3), "cities", 2, "place", "warning_chain (alert)"),
    Broken("a link that there is not", cell("warning_chain", "link", "meet"), "warning_chain", 2, "link", "decide"),
    Broken("no cover", less("shelters", 3), "cities", 2, "place", "shelters (cover)"),
    Broken("only others go", cell("warning_response", "place", "POL"), "cities", 2, "place", "warning_response"),
    Broken("more go than are warned", cell("warning_response", "acts", 101), "warning_response", 2, "acts", "101"),
    Broken("a channel that reaches nobody", more("warning_channels", channel="siren"), "warning_channels", 3, "channel",
           "reaches nobody"),
    Broken("a channel that reaches more than all", cell("channel_coverage", "share", 120), "channel_coverage", 2,
           "share", "120"),
    Broken("a channel that nobody knows", cell("channel_coverage", "channel", "fone"), "channel_coverage", 2, "channel",
           "phone"),
    Broken("a warning before it is sent", cell("channel_coverage", "delay", -0.5), "channel_coverage", 2, "delay",
           "-0.5"),
    Broken("an hour twice", more("day_parts", part="night"), "day_parts", 3, "start", "0 again"),
    Broken("an hour that there is not", cell("day_parts", "start", 24), "day_parts", 2, "start", "24"),
    Broken("a range upside down", cell("day_parts", "notice", (2, 3, 4)), "day_parts", 2, "notice_low",
           "at most the value of notice"),
    Broken("half a trial", setting("minutes_trials", 100.5), "parameters", 8, "value", "a whole number"),
    Broken("no trial", setting("minutes_trials", 0), "parameters", 8, "value", "minutes_trials"),
    Broken("a share of all", setting("minutes_share", 100), "parameters", 9, "value", "minutes_share"),
    Broken("cover better than shelter", setting("minutes_cover", 2), "parameters", 10, "value", "minutes_cover"),
)  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_each_defect_is_found_once_where_it_is(broken: Broken) -> None:
    sketch = town()
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
    assert not MINUTES.lacking(town().case())


def test_without_its_tables_a_case_has_no_clock() -> None:
    assert set(MINUTES.lacking(Sketch().case())) == {table.name for table in TABLES}
