"""Rows that are sound, and that no question reads: each change of the small case or of a network gives its warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.data.case import Case
from tests.case.broken import Broken, cell, cells, row, without
from tests.case.test_findings_joins import both
from tests.case.test_findings_offices import with_offices
from tests.case.test_findings_people import with_people
from tests.case.test_findings_serviceability import with_serviceability
from tests.case.test_findings_surge import with_beyond
from tests.days.network import Sketch
from tests.days.test_findings import sound
from tests.support import packaged_case

#: What is idle in the small case as it is: a supplier that supplies nothing.
USUAL = [("places.csv", 5, "place")]

IDLE = [
    Broken("ally in no group", without("groups", 3), "stocks.csv", 4, "item", "POL/shell_155mm"),
    Broken("member that is no ally", row("groups", group="EAST", place="RUS"), "groups.csv", 4, "place", "EAST/RUS"),
    Broken("state of nobody", row("places", place="CHE", name="Switzerland"), "places.csv", 5, "place", "CHE"),
    Broken("economy of a supplier", row("economy", place="USA"), "economy.csv", 4, "place", "USA"),
    Broken("history of a supplier", row("history", place="USA"), "history.csv", 4, "place", "USA"),
    Broken(
        "fund for lines that are not there",
        both(
            row("funds", fund="hall", place="DEU", purpose="expansion"),
            cell("sites", 2, "place", "POL"),
            cell("sites", 3, "place", "POL"),
        ),
        "funds.csv",
        3,
        "fund",
        "hall",
    ),
    Broken("item that nobody needs", row("items", item="rocket", name="Rocket"), "items.csv", 5, "item", "rocket"),
    Broken(
        "line of an item that nobody needs",
        both(
            row("items", item="rocket", name="Rocket"), row("sites", site="x", item="rocket"), row("capacity", site="x")
        ),
        "sites.csv",
        5,
        "site",
        "x",
    ),
    Broken(
        "surge of a line outside all groups",
        both(cell("sites", 4, "place", "USA"), with_beyond),
        "surge.csv",
        3,
        "site",
        "pol_tanks",
    ),
    Broken(
        "conversion for an item that nobody needs",
        both(row("items", item="rocket", name="Rocket"), with_beyond, cell("conversion", 2, "item", "rocket")),
        "conversion.csv",
        2,
        "conversion",
        "rail_plants",
    ),
    Broken("office of an ally in no group", both(without("groups", 3), with_offices), "offices.csv", 3, "place", "POL"),
    Broken("people of an ally in no group", both(without("groups", 3), with_people), "people.csv", 3, "place", "POL"),
    Broken(
        "crews of an item that nobody needs",
        both(row("items", item="rocket", name="Rocket"), with_people, cell("crews", 3, "item", "rocket")),
        "crews.csv",
        3,
        "item",
        "rocket",
    ),
    Broken(
        "what is ready of an item that nobody needs",
        both(
            row("items", item="rocket", name="Rocket"),
            with_serviceability,
            cell("serviceability", 3, "item", "rocket"),
        ),
        "serviceability.csv",
        3,
        "item",
        "rocket",
    ),
    Broken(
        "recipe of an item that nobody needs",
        both(row("items", item="rocket", name="Rocket"), row("recipes", item="rocket")),
        "recipes.csv",
        3,
        "item",
        "rocket",
    ),
    Broken(
        "requirement of an item that nobody needs",
        both(row("items", item="rocket", name="Rocket"), cell("requirements", 2, "item", "rocket")),
        "requirements.csv",
        2,
        "requirement",
        "tanks",
    ),
    Broken(
        "stock where there is no need", cell("stocks", 2, "place", "USA"), "stocks.csv", 2, "item", "USA/main_battle"
    ),
    Broken("order of a state without a need", cell("deliveries", 2, "place", "USA"), "deliveries.csv", 2, "order"),
    Broken("use of a state without a need", cell("uses", 2, "place", "USA"), "uses.csv", 2, "item", "USA/shell"),
    Broken(
        "use that was over before the count",
        cells("uses", 2, use="loss", start="2025-01", end="2025-11"),
        "uses.csv",
        2,
        "item",
        "DEU/shell_155mm",
    ),
    Broken(
        "need of nothing", cells("scales", 3, days="0", days_low="0", days_high="0"), "scales.csv", 3, "item", "above 0"
    ),
    Broken(
        "output in a unit that is not read",
        cell("adversary", 2, "unit", "units/year"),
        "adversary.csv",
        2,
        "unit",
        "units/month",
    ),
    Broken("quantity that nobody asks for", cell("adversary", 2, "quantity", "stock"), "adversary.csv", 2, "quantity"),
    Broken(
        "output without a counterpart",
        cell("adversary", 2, "item", "main_battle_tanks"),
        "adversary.csv",
        2,
        "item",
        "main_battle_tank?",
    ),
    Broken(
        "lever that nobody offers",
        both(row("levers", lever="wish", name="A wish"), row("changes", lever="wish")),
        "levers.csv",
        7,
        "lever",
        "wish",
    ),
    Broken(
        "value of a selection that names nothing",
        cell("changes", 4, "selection", "item=main_battle_tank|shell_155"),
        "changes.csv",
        4,
        "selection",
        "shell_155mm?",
    ),
    Broken("statement of the future", cell("threats", 2, "date", "2027-01"), "threats.csv", 2, "date", "2026-01-15"),
]


@pytest.mark.parametrize("broken", IDLE, ids=[broken.name for broken in IDLE])
def test_a_row_that_no_question_reads_is_named(broken: Broken, small_folder: Path) -> None:
    broken.harm(small_folder)
    idle = Case.read(small_folder).idle
    here = [one for one in idle if (one.file, one.row, one.column) == (broken.file, broken.row, broken.column)]
    assert here, idle
    assert any(broken.says in str(one) for one in here), here
    assert all(one.found and one.expected and one.remedy for one in idle)


def test_what_is_read_is_not_named(small_case: Case) -> None:
    assert [(one.file, one.row, one.column) for one in small_case.idle] == USUAL


def test_many_rows_are_counted_and_the_first_few_named(small_folder: Path) -> None:
    for number in range(6):
        row("places", place=f"A{number}", name=f"State {number}")(small_folder)
    found = next(one for one in Case.read(small_folder).idle if one.file == "places.csv")
    assert found.found == "7 rows that no question reads: USA, A0, A1 and 4 more"


def test_a_statement_reads_what_it_is_about(small_folder: Path) -> None:
    """A stock of a supplier is read once a statement is about it."""
    cell("stocks", 2, "place", "USA")(small_folder)
    cells("statements", 2, about="USA", item="main_battle_tank")(small_folder)
    assert not [one for one in Case.read(small_folder).idle if one.file == "stocks.csv"]


def test_uses_between_count_and_start_are_read(small_folder: Path) -> None:
    cells("uses", 2, use="loss", place="POL", start="2025-01", end="2025-12")(small_folder)
    assert [(one.file, one.row, one.column) for one in Case.read(small_folder).idle] == USUAL


def test_the_packaged_case_names_what_it_keeps_for_reading_only() -> None:
    """Rows on states beside the alliance, which no clock reads; each was looked at."""
    idle = packaged_case().idle
    assert [(one.file, one.column) for one in idle] == [
        ("adversary.csv", "quantity"),
        ("adversary.csv", "item"),
        ("economy.csv", "place"),
        ("funds.csv", "fund"),
        ("history.csv", "place"),
        ("places.csv", "place"),
    ]


# networks -------------------------------------------------------------------------------------------------------------


def off_the_network(sketch: Sketch) -> None:
    sketch.node("E", "F").link("E", "F")


def idle_load(sketch: Sketch) -> None:
    sketch.add("loads", load="cargo").add("carriage", load="cargo", carrier="convoy")
    sketch.add("formation_loads", formation="first", load="cargo", quantity=5)


NETWORKS = [
    ("links on no way", off_the_network, {("links.csv", "link"): "E-F-road"}),
    ("load that nobody needs", idle_load, {("loads.csv", "load"): "cargo", ("carriage.csv", "load"): "convoy/cargo",
                                           ("formation_loads.csv", "load"): "first/cargo"}),
    ("area of no need", lambda s: s.add("areas", area="rear"), {("areas.csv", "area"): "rear"}),
    ("carrier of nothing", lambda s: s.add("carriers", carrier="ship", mode="sea", loading="transfer")
     .add("transfers", node="A", carrier="ship").link("A", "B", "sea"),
     {("carriers.csv", "carrier"): "ship", ("transfers.csv", "node"): "ship/A", ("links.csv", "link"): "A-B-sea"}),
    ("border that nothing crosses", lambda s: s.add("borders", from_place="DEU", to_place="POL"),
     {("borders.csv", "to_place"): "DEU/POL"}),
    ("pool that nothing draws on", lambda s: s.add("pools", pool="trucks", carrier="convoy", home="C"),
     {("pools.csv", "pool"): "trucks"}),
    ("formation of nothing", lambda s: s.force("second", "A"), {("formations.csv", "formation"): "second"}),
    ("formation without a way", lambda s: (off_the_network(s), s.force("second", "E", heavy=5)),
     {("formation_loads.csv", "load"): "second/heavy", ("links.csv", "link"): "E-F-road"}),
    ("corridor without links", lambda s: s.add("corridors", corridor="pass"), {("corridors.csv", "corridor"): "pass"}),
    ("node without a link", lambda s: s.node("G"), {("nodes.csv", "node"): "G"}),
]  # fmt: skip


def used() -> Sketch:
    """The network of the findings, with something to arrive by road as well."""
    sketch = sound()
    sketch.add("arrivals", tier="one", area="flank", load="wheeled", quantity=10)
    return sketch.force("trucks", "D", wheeled=10)


def of_days(sketch: Sketch) -> dict[tuple[str, str], str]:
    days = {"places.csv": USUAL}
    return {(one.file, one.column): one.found for one in sketch.case().idle if one.file not in days}


def test_a_network_in_which_everything_moves_has_nothing_idle() -> None:
    assert not of_days(used())


@pytest.mark.parametrize(("harm", "named"), [pair[1:] for pair in NETWORKS], ids=[pair[0] for pair in NETWORKS])
def test_a_row_that_no_plan_of_movement_can_use_is_named(harm: object, named: dict[tuple[str, str], str]) -> None:
    sketch = used()
    harm(sketch)  # type: ignore[operator]
    found = of_days(sketch)
    assert set(found) == set(named), found
    assert all(name in found[where] for where, name in named.items()), found


def test_a_network_without_needs_is_said_as_a_whole() -> None:
    sketch = sound()
    for table in ("tiers", "arrivals"):
        sketch.rows[table].clear()
    sketch.rows["nodes"][2]["area"] = ""
    (found,) = of_days(sketch).items()
    assert found[0][0] == "areas.csv"
