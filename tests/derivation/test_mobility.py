"""Mobility: the network holds together, and what is derived agrees with published figures that it does not rest on."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from heapq import heappop, heappush

import polars as pl
import pytest

from sinews.data.case import Case
from sinews.data.levers import changed, levers
from sinews.errors import CaseError
from tests.support import packaged_case
from tools.derivation import mobility
from tools.derivation.figures import FACTS, Book, DerivationError
from tools.derivation.mobility import AREA_NODES, AREAS, CORRIDORS
from tools.derivation.mobility_forces import SENDERS, TIERS, notices, per_person_loads, sender_shares
from tools.derivation.mobility_transfers import heavy_a_train, heavy_part, wheeled_a_train
from tools.derivation.network import SET_DOWN, Network, haversine

Row = dict[str, object]
DAYS = (
    "areas", "nodes", "carriers", "links", "transfers", "borders", "loads", "carriage", "pools", "formations",
    "formation_loads", "prepositioned", "tiers", "arrivals", "corridors", "corridor_links", "levers", "changes",
)  # fmt: skip


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.read()


@pytest.fixture(scope="module")
def book() -> Book:
    """The days clock derived from the facts."""
    book = Book.read()
    mobility.derive(book)
    return book


def number(row: Row, column: str) -> float:
    return float(str(row[column]))


def people(book: Book, tier: str) -> dict[str, float]:
    """People of a tier by the state that sends them."""
    places = {row["formation"]: str(row["place"]) for row in book.tables["formations"]}
    sent: dict[str, float] = defaultdict(float)
    for row in book.tables["formation_loads"]:
        stored = str(row["formation"]).endswith("_stored") and tier == "tier_1"
        if row["load"] == "people" and (stored or f"_{tier}_" in str(row["formation"])):
            sent[places[row["formation"]]] += number(row, "quantity")
    return sent


def shortest(network: Network, start: str, end: str, mode: str, gauge: str = "", *, planned: bool = False) -> float:
    """Length of the shortest way by one mode (and gauge), by the collected lengths (Dijkstra); infinite if none."""
    lengths = collected_lengths()
    near: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for link in network.links.values():
        if link.mode == mode and (not gauge or gauge in link.gauge.split("/")) and (planned or not link.planned):
            near[link.start].append((link.end, lengths[link.code]))
            near[link.end].append((link.start, lengths[link.code]))
    heap, done = [(0.0, start)], set()
    while heap:
        distance, node = heappop(heap)
        if node == end:
            return distance
        if node not in done:
            done.add(node)
            for other, length in near[node]:
                heappush(heap, (distance + length, other))
    return float("inf")


def collected_lengths() -> dict[str, float]:
    with (FACTS / "mobility.links.csv").open(encoding="utf-8", newline="") as stream:
        return {row["link_id"]: float(row["distance_km"]) for row in csv.DictReader(stream)}


def test_every_table_of_the_days_clock_is_filled(book: Book) -> None:
    assert all(book.tables.get(name) for name in DAYS)


def test_quarter_of_a_meridian() -> None:
    """From the equator to the pole it is a quarter of the circumference: pi / 2 x 6,371 km = 10,007.5 km."""
    assert haversine(0, 0, 90, 0) == pytest.approx(10007.5, abs=0.1)


def test_lengths_from_coordinates_agree_with_the_collected_ones(book: Book) -> None:
    """Two ways to the same number: ours from the coordinates, the collectors' from theirs, rounded to kilometres."""
    lengths = collected_lengths()
    for row in book.tables["links"]:
        if row["mode"] != "air":
            assert number(row, "length") == pytest.approx(lengths[str(row["link"])], abs=1.0), row["link"]


def test_the_way_to_rukla_is_as_long_as_the_train_of_2020_found(network: Network, book: Book) -> None:
    found = shortest(network, "WEI", "KAU", "rail", "1435")
    assert found == pytest.approx(book.fact("mobility-095", "km").value, rel=0.05)


@pytest.mark.parametrize("node", ["REI", "VRN", "PRG", "THE", "OSL", "BUD", "BRS", "STZ", "KAU"])
def test_standard_gauge_reaches(network: Network, node: str) -> None:
    assert shortest(network, "MUN", node, "rail", "1435") < float("inf")


@pytest.mark.parametrize("node", ["RIX", "TLL"])
def test_standard_gauge_ends_at_kaunas_until_the_new_line_opens(network: Network, node: str) -> None:
    assert shortest(network, "KAU", node, "rail", "1435") == float("inf")
    assert shortest(network, "KAU", node, "rail", "1435", planned=True) < 800


def test_planned_links_open_in_the_years_that_the_facts_name(book: Book) -> None:
    opens = {str(row["link"]): str(row["opens"]) for row in book.tables["links"] if row["opens"]}
    baltic = dict.fromkeys(("L288", "L289", "L290", "L291"), "2030-12")
    assert opens == {**baltic, "L292": "2032-12"}


def test_a_link_to_nowhere_is_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("facts")
    for name in ("nodes", "links"):
        text = (FACTS / f"mobility.{name}.csv").read_text(encoding="utf-8")
        (folder / f"mobility.{name}.csv").write_text(text.replace("L001,RTM,", "L001,XXX,"), encoding="utf-8")
    with pytest.raises(DerivationError, match="L001"):
        Network.read(folder)


def test_every_area_can_be_reached_by_road_from_every_home_on_land(network: Network) -> None:
    on_road = {node for link in network.links.values() if link.mode == "road" for node in (link.start, link.end)}
    homes = {home for _, homes in SENDERS.values() for home in homes} & on_road
    assert len(homes) >= 12
    for nodes in AREA_NODES.values():
        for home in homes:
            assert min(shortest(network, home, node, "road") for node in nodes) < float("inf")


def test_every_home_can_send_vehicles(book: Book) -> None:
    """A home without a road has a terminal or port."""
    roads = {str(row[end]) for row in book.tables["links"] if row["mode"] == "road" for end in ("from_node", "to_node")}
    points = {str(row["node"]) for row in book.tables["transfers"] if row["carrier"] != "aircraft"}
    assert {str(row["home"]) for row in book.tables["formations"]} <= roads | points


def test_transfer_points_lie_on_a_link_of_their_carrier(book: Book) -> None:
    carriers = {row["carrier"]: (row["mode"], row.get("gauge")) for row in book.tables["carriers"]}
    ends = {(str(row[end]), row["mode"], row.get("gauge")) for row in book.tables["links"] for end in
            ("from_node", "to_node")}  # fmt: skip
    for row in book.tables["transfers"]:
        mode, gauge = carriers[row["carrier"]]
        assert (row["node"], mode, gauge) in ends, (row["node"], row["carrier"])


def test_borders_cover_every_crossing_in_both_directions(book: Book) -> None:
    places = {row["node"]: row["place"] for row in book.tables["nodes"]}
    pairs = {(row["from_place"], row["to_place"]) for row in book.tables["borders"]}
    for row in book.tables["links"]:
        one, other = places[row["from_node"]], places[row["to_node"]]
        assert one == other or {(one, other), (other, one)} <= pairs


def test_tiers_are_sent_and_needed_in_full(book: Book) -> None:
    for tier, (fact, _, _) in TIERS.items():
        published = book.fact(fact, "personnel").value
        assert sum(people(book, tier).values()) == pytest.approx(published)
        needed = [row for row in book.tables["arrivals"] if row["tier"] == tier and row["load"] == "people"]
        assert {row["area"] for row in needed} == set(AREAS)
        assert sum(number(row, "quantity") for row in needed) == pytest.approx(published)


def test_tiers_add_up_to_what_the_german_plan_moves(book: Book) -> None:
    """800,000 people and 200,000 vehicles; only the ratio of the two is used in the derivation."""
    sums: dict[str, float] = defaultdict(float)
    for row in book.tables["arrivals"]:
        sums[str(row["load"])] += number(row, "quantity")
    assert sums["people"] == pytest.approx(book.fact("mobility-035", "personnel").value)
    assert sums["wheeled"] + sums["heavy"] == pytest.approx(book.fact("mobility-036", "vehicles").value)


def test_german_part_of_the_first_tiers_agrees_with_the_offer(book: Book) -> None:
    part = people(book, "tier_1")["DEU"] + people(book, "tier_2")["DEU"]
    assert part == pytest.approx(book.fact("mobility-222", "personnel").value, rel=0.2)


def test_shares_of_senders_sum_to_one(book: Book) -> None:
    assert sum(share.value for share in sender_shares(book).values()) == pytest.approx(1)


def test_slices_of_a_tier_fill_its_window(book: Book) -> None:
    """Two slices of the first tier's ten days leave in the middle of each half: on days 2.5 and 7.5."""
    assert [figure.value for figure in notices(book, "tier_1")] == [2.5, 7.5]
    assert [(figure.low, figure.high) for figure in notices(book, "tier_1")] == [(0, 5), (5, 10)]
    assert [figure.value for figure in notices(book, "tier_3")] == [55, 105, 155]


def test_vehicles_a_person_agree_with_exercises(book: Book) -> None:
    """Vehicles a person: the German plan (used) against four exercises (not used), within a third of their mean."""
    loads = per_person_loads(book)
    ours = loads["wheeled"].value + loads["heavy"].value
    exercises = [("091", "092"), ("206", "207"), ("215", "214"), ("278", "279")]
    found = [
        book.fact(f"mobility-{vehicles}", "vehicles").value / book.fact(f"mobility-{persons}", "personnel").value
        for persons, vehicles in exercises
    ]
    assert ours == pytest.approx(sum(found) / len(found), rel=0.34)


def test_trains_of_the_brigade_of_2017(book: Book) -> None:
    """Its vehicles over ours a train, against the thirty trains that were counted."""
    tracked = book.fact("mobility-258", "vehicles").value / heavy_a_train(book).value
    by_rail = book.fact("mobility-259", "vehicles").value - book.fact("mobility-256", "vehicles").value
    trains = tracked + by_rail / wheeled_a_train(book).value
    assert trains == pytest.approx(book.fact("mobility-253", "trains").value, rel=0.15)
    assert heavy_part(book) == pytest.approx(tracked / trains)


def test_heavy_wagons_lift_about_what_a_general_says(book: Book) -> None:
    """Wagons of all owners over the wagons of a brigade, against one and a half brigades at once."""
    wagons = sum(number(row, "quantity") for row in book.tables["pools"] if row["carrier"] == "heavy_train")
    brigades = wagons / book.fact("mobility-080", "wagons").value
    assert brigades == pytest.approx(book.fact("mobility-075", "armoured_brigades_simultaneous").value, rel=0.25)


def test_road_capacity_is_near_what_the_german_plan_asks_of_a_corridor(book: Book) -> None:
    """200,000 vehicles in 180 to 90 days over four corridors are 280 to 560 a day on each; a motorway bears that."""
    vehicles, days = book.fact("mobility-036", "vehicles").value, book.fact("mobility-037", "days")
    corridors = book.fact("mobility-047", "corridors").value
    convoy = next(row for row in book.tables["carriage"] if row["carrier"] == "convoy")
    road = next(row for row in book.tables["links"] if row["link"] == "L134")
    free = number(road, "capacity") * (1 - number(road, "civil_share") / 100)
    assert vehicles / days.low / corridors <= free * number(convoy, "per_trip") <= 1.5 * vehicles / days.low / corridors


def test_weak_bridges_stop_transporters_and_no_others(book: Book) -> None:
    heaviest = {row["carrier"]: row["mass"] for row in book.tables["carriage"] if row.get("mass") not in (None, "")}
    assert set(heaviest) == {"transporter"}
    weak = {row["link"] for row in book.tables["links"]
            if row["load_class"] != "" and number(row, "load_class") < number({"mass": heaviest["transporter"]}, "mass")
            }  # fmt: skip
    assert {"L127", "L196", "L257"} <= weak
    assert "L134" not in weak


def test_corridors_name_links_and_no_corridor_is_the_whole_network(book: Book) -> None:
    links = {str(row["link"]) for row in book.tables["links"]}
    for _, members in CORRIDORS.values():
        assert set(members) < links


def test_keys_are_unique(book: Book) -> None:
    for table, key in (("nodes", ("node",)), ("links", ("link",)), ("transfers", ("node", "carrier")),
                       ("borders", ("from_place", "to_place")), ("carriage", ("load", "carrier")),
                       ("formations", ("formation",)), ("formation_loads", ("formation", "load")),
                       ("prepositioned", ("formation", "load", "node")), ("arrivals", ("tier", "area", "load")),
                       ("changes", ("lever", "part"))):  # fmt: skip
        keys = [tuple(row[column] for column in key) for row in book.tables[table]]
        assert len(keys) == len(set(keys)), table


def test_ranges_hold_the_value(book: Book) -> None:
    for table in DAYS:
        for row in book.tables[table]:
            for column in (name.removesuffix("_low") for name in row if name.endswith("_low")):
                low, value, high = (number(row, f"{column}{end}") for end in ("_low", "", "_high"))
                assert low <= value <= high, (table, row)


def test_each_figure_of_a_link_is_a_fact_of_its_own(book: Book) -> None:
    assert book.facts["mobility-link-L168-length"]["value"] == "96"
    assert book.facts["mobility-link-L168-length"]["confidence"] == "B"
    assert book.facts["mobility-link-L173-tracks"]["value"] == "1"
    assert "mobility-link-L001-length" not in book.facts  # it follows from the coordinates


def test_what_was_set_down_without_a_source_is_assumed(book: Book, network: Network) -> None:
    assert {row["latitude_basis"] for row in book.tables["nodes"]} == {" ".join(SET_DOWN)}
    assert len(book.tables["nodes"]) == len(network.nodes)
    gauges = {str(row["link"]): str(row.get("gauge_basis")) for row in book.tables["links"]}
    assert gauges["L001"] == "tracks_of_lines rule:gauge_of_link"
    assert gauges["L173"] == "mobility-link-L173-tracks rule:gauge_of_link"
    assert not any(book.is_recalled(fact) for row in book.tables["links"] for fact in _facts(book, row))


def _facts(book: Book, row: dict[str, object]) -> list[str]:
    tokens = [token for name, cell in row.items() if name.endswith("_basis") for token in str(cell).split()]
    return [token for token in tokens if token in book.facts]


def test_curated_network_carries_no_remarks() -> None:
    header = (FACTS / "mobility.links.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    assert "restriction" not in header
    assert "marks" in header


def test_stored_equipment_is_part_of_its_formation(book: Book) -> None:
    loads = {(row["formation"], row["load"]): number(row, "quantity") for row in book.tables["formation_loads"]}
    for row in book.tables["prepositioned"]:
        assert number(row, "quantity") <= loads[row["formation"], row["load"]]


def test_same_facts_give_the_same_rows(book: Book) -> None:
    again = Book.read()
    mobility.derive(again)
    assert again.tables == book.tables


@pytest.fixture(scope="module")
def packaged() -> Case:
    return packaged_case()


def test_a_lever_opens_rail_baltica_and_nothing_else(packaged: Case) -> None:
    before = packaged.table("links")
    (change,) = levers(packaged)["rail_baltica"].changes
    after = changed(packaged, before, change, 1.0)
    opened = before.filter(before["opens"].ne_missing(after["opens"]))["link"].to_list()
    assert opened == ["L288", "L289", "L290", "L291"]
    assert after.filter(pl.col("link").is_in(opened))["opens"].unique().to_list() == [date(2026, 1, 1)]
    assert after.drop("opens").equals(before.drop("opens"))


@pytest.mark.parametrize(("cells", "column"), [({"text": "soon"}, "text"), ({"change": "add"}, "column")])
def test_a_month_is_set_to_a_month_or_not_changed(packaged: Case, cells: dict[str, str], column: str) -> None:
    frame = packaged.table("changes")
    mine = pl.col("lever") == "rail_baltica"
    wrong = frame.with_columns(
        pl.when(mine).then(pl.lit(value)).otherwise(pl.col(name)).alias(name) for name, value in cells.items()
    )
    with pytest.raises(CaseError) as caught:
        packaged.change("changes", wrong)
    (finding,) = caught.value.findings
    assert (finding.file, finding.column) == ("changes.csv", column)


def test_every_lever_of_the_days_clock_changes_something(packaged: Case) -> None:
    mine = {name for name in DAYS if name not in ("levers", "changes")}
    own = [lever for lever in levers(packaged).values() if lever.tables <= mine]
    assert len(own) >= 10
    for lever in own:
        tables = {change.table: packaged.table(change.table) for change in lever.changes}
        for change in lever.changes:
            moved = changed(packaged, tables[change.table], change, 1.0)
            assert not moved.equals(tables[change.table]), lever.code
