"""What carries loads, how much of them at once, where it is loaded, and what there is of it."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.mobility_links import AIR_HUB, AIRPORTS

#: Carrier -> name, mode, gauge, loading.
CARRIERS = {
    "heavy_train": ("trains of heavy wagons on 1435 mm", "rail", "mobility-312", 1435, "transfer"),
    "flat_train": ("trains of flat wagons on 1435 mm", "rail", "mobility-312", 1435, "transfer"),
    "train_1520": ("trains on 1520 mm", "rail", "mobility-096", 1520, "transfer"),
    "train_1524": ("trains on 1524 mm", "rail", "mobility-156", 1524, "transfer"),
    "train_1668": ("trains on 1668 mm", "rail", "mobility-326", 1668, "transfer"),
    "convoy": ("road convoys", "road", "", 0, "anywhere"),
    "transporter": ("heavy transporters", "road", "", 0, "anywhere"),
    "coach": ("convoys of coaches", "road", "", 0, "anywhere"),
    "ocean_ship": ("ocean vehicle carriers", "sea", "", 0, "transfer"),
    "ferry": ("vehicle ferries", "sea", "", 0, "transfer"),
    "aircraft": ("passenger aircraft", "air", "", 0, "transfer"),
}
STANDARD = ("heavy_train", "flat_train")

#: Nodes with terminals where trains of 1435 mm are loaded: regions of garrisons, ports, changes of gauge, the flank.
TERMINALS = (
    *("REI", "PAR", "TLN", "ANR", "RTM", "BEN", "MUN", "HAN", "WEI", "KLT", "BRV", "HAM", "ROS", "EBJ", "DRS"),
    *("OSL", "GOT", "HAL", "BOD", "NVK", "TOR", "SZZ", "GDN", "ZAG", "WAW", "OLS", "SUW", "BIA", "LUB", "RZE"),
    *("PRG", "VRN", "NAP", "TRS", "KOP", "GOA", "LJU", "ZGB", "BTS", "KSC", "VIE", "BUD", "BRS", "BUH", "GAL"),
    *("CND", "STZ", "SOF", "THE", "ALX", "IST", "BCN", "LYO"),
)
#: Terminals of the other gauges; those that stand above as well change the gauge.
OTHER_TERMINALS = {
    "train_1520": ("KAU", "VNO", "KLJ", "PAN", "RIX", "TAP", "TLL"),
    "train_1524": ("TOR", "ROV", "OUL", "TMP", "HEL", "TKU"),
    "train_1668": ("MAD", "LIS", "BCN", "PAR"),
}
#: Lithuania's sites for military trains: the node that each counts for (four sites, three of them around Kaunas).
LITHUANIAN_SITES = {"KAU": 3, "PAN": 1}
#: Nodes on the line to come, where trains of 1435 mm can be unloaded as soon as it is open.
RAIL_BALTICA = ("RIX", "TLL")

OCEAN_PORTS = ("CHS", "HFX", "BRV", "ANR", "RTM", "GDN", "ALX", "NVK", "CND", "RIX")
FERRY_PORTS = (
    *("SOU", "IMM", "ANR", "RTM", "EBJ", "OSL", "GOT", "MMX", "ROS", "HAM", "GDN", "KLJ", "RIX", "TLL", "HEL"),
    *("TKU", "STO", "TRD", "NVK", "LIS", "BCN", "TLN", "NAP", "TRS", "THE", "ALX", "IZM", "ISK", "IST", "CND"),
)


def derive(book: Book) -> None:
    """Fill `carriers`, `loads`, `carriage`, `transfers` and `pools`."""
    _assume(book)
    for carrier, (name, mode, fact, gauge, loading) in CARRIERS.items():
        width = Figure(gauge, gauge, gauge, "mm", (fact,)) if gauge else None
        time = _loading_time(book, carrier) if loading == "anywhere" else None
        book.add(
            "carriers", carrier=carrier, name=name, mode=mode, gauge=width, loading=loading, loading_time=time
        )
    _loads(book)
    _carriage(book)
    _transfers(book)
    _pools(book)


def _assume(book: Book) -> None:
    assume = book.assume
    assume(
        "train_handling",
        6.0,
        3.0,
        12.0,
        "hours",
        "Driving vehicles onto wagons and chaining them down takes a shift with trained crews, twice that without.",
    )
    assume(
        "transporter_handling",
        1.0,
        0.5,
        3.0,
        "hours",
        "A tank drives onto its transporter in minutes; a column of a score takes an hour.",
    )
    assume(
        "ocean_ship_handling",
        24.0,
        12.0,
        96.0,
        "hours",
        "A vehicle carrier is emptied in a day by a practised port; in 2017 it took Bremerhaven twelve days to clear "
        "three ships up to the railhead (mobility-262), which is four days a ship.",
    )
    assume(
        "ferry_handling",
        6.0,
        3.0,
        12.0,
        "hours",
        "A ferry with a couple of hundred vehicles is turned round in a few hours.",
    )
    assume("flight_handling", 3.0, 2.0, 6.0, "hours", "Boarding, or leaving with baggage, of a full passenger aircraft.")
    assume(
        "ships_a_day",
        1.0,
        0.25,
        2.0,
        "trips/day",
        "A large port with ramps can give one berth to a vehicle carrier each day; the low end is what Bremerhaven "
        "cleared in peace in 2017 (mobility-262).",
    )
    assume(
        "ferries_a_day",
        4.0,
        2.0,
        8.0,
        "trips/day",
        "Ferry berths turn a ship round in hours; a port keeps some of them for civil supply.",
    )
    assume("flights_a_day", 20.0, 8.0, 60.0, "trips/day", "Movements that a large airport gives to troops in a day.")
    assume(
        "persons_a_flight",
        250.0,
        180.0,
        350.0,
        "persons",
        "Seats of a long-range passenger aircraft, less some for baggage and weapons.",
    )
    assume(
        "persons_a_coach_convoy",
        900.0,
        500.0,
        1000.0,
        "persons",
        "A convoy of a score of coaches with some forty-five soldiers each.",
    )
    assume(
        "space_of_a_heavy_vehicle",
        2.0,
        1.5,
        3.0,
        "ratio",
        "A tracked vehicle with its lashings takes the deck of about two lorries, and more where decks are weak.",
    )
    assume(
        "civil_flat_wagons",
        3000.0,
        1000.0,
        8000.0,
        "wagons",
        "Flat wagons of civil operators that fit wheeled vehicles and could be withdrawn from trade. Operators publish "
        "no count of those that are fit and free; the large ones have several thousand each.",
    )
    assume(
        "wagons_of_other_gauges",
        150.0,
        50.0,
        400.0,
        "wagons",
        "Each network of another gauge has few wagons for vehicles; a handful of full trains.",
    )
    assume(
        "reserve_ships",
        15.0,
        0.0,
        50.0,
        "ships",
        "Vehicle carriers that North America could call up or charter beside the five that serve the run in peace. "
        "The facts hold no count of those that would sail; the range reaches from none to the whole reserve.",
    )
    assume(
        "ferries_of_a_sea",
        4.0,
        2.0,
        12.0,
        "ships",
        "Two ferries on charter carried a brigade's exercise over the Baltic in 2025 (mobility-182); twice as many "
        "for each sea could be had at short notice, and many more if states requisition them.",
    )
    assume("notice_of_ships", 5.0, 2.0, 15.0, "days", "Time to discharge civil cargo and come to the port of loading.")
    assume(
        "notice_of_reserve_ships",
        15.0,
        5.0,
        30.0,
        "days",
        "Time to crew, fuel and move ships that lie in reserve or on another trade.",
    )


def _loading_time(book: Book, carrier: str) -> Figure:
    if carrier == "transporter":
        return book.assumed("transporter_handling")
    rule = book.rule("own_wheels", "Convoys and coaches need no loading beyond what their march speed contains.")
    return Figure(0, 0, 0, "hours", ()).by(rule)


def _loads(book: Book) -> None:
    weight = book.assume(
        "equal_weight_of_loads",
        1.0,
        0.5,
        2.0,
        "weight",
        "People, wheeled and heavy vehicles are parts of one force that is worth little without any of them.",
        role="setting",
    )
    for load, name, unit in (
        ("people", "people", "persons"),
        ("wheeled", "wheeled vehicles", "vehicles"),
        ("heavy", "heavy vehicles", "vehicles"),
    ):
        book.add("loads", load=load, name=name, unit=unit, weight=weight)


def heavy_a_train(book: Book) -> Figure:
    """Heavy vehicles on one train."""
    rule = book.rule(
        "heavy_vehicles_a_train",
        "Mean of the trains whose load is published: fourteen tanks with two other tracked vehicles in 2020, 26 "
        "armoured vehicles in 2017, and eighteen tanks as planned.",
    )
    tanks, mixed, planned = (
        book.fact("mobility-093", "tanks/train") + 2,
        book.fact("mobility-097", "armoured_vehicles/train"),
        book.fact("mobility-306", "tanks/train"),
    )
    mean = (tanks.value + mixed.value + planned.value) / 3
    basis = (*tanks.basis, *mixed.basis, *planned.basis)
    return Figure(mean, tanks.value, mixed.value, "vehicles", basis).by(rule)


def wheeled_a_train(book: Book) -> Figure:
    """Wheeled vehicles on one train."""
    return book.fact("mobility-086", "vehicles/train")


def _spaces_a_ship(book: Book) -> tuple[Figure, Figure]:
    """Wheeled, or heavy, vehicles on one ocean ship with their trailers and containers."""
    rule = book.rule(
        "vehicles_a_ship",
        "Vehicles of an armoured brigade over the three ships that brought it with its trailers and containers, in "
        "spaces of a wheeled vehicle; a heavy one takes the space of two.",
    )
    space = book.assumed("space_of_a_heavy_vehicle")
    tracked, wheeled = book.fact("mobility-258", "vehicles"), book.fact("mobility-259", "vehicles")
    spaces = (tracked * space + wheeled) / book.fact("mobility-261", "ships")
    heavy = spaces / space
    middle = Figure(heavy.value, min(heavy.low, heavy.value), max(heavy.high, heavy.value), "vehicles", heavy.basis)
    return spaces.of("vehicles").by(rule), middle.by(rule)


def _carriage(book: Book) -> None:
    heavy, wheeled = heavy_a_train(book), wheeled_a_train(book)
    wagon = book.rule("one_wagon_each", "A heavy vehicle takes a wagon of its own, as on the train of 2020.")
    flat = book.fact("mobility-270", "wagons/train")
    ship_wheeled, ship_heavy = _spaces_a_ship(book)
    ferry_wheeled = book.fact("mobility-184", "vehicles/voyage")
    space_rule = book.rule("heavy_on_ferries", "Vehicles on a ferry, over the space that a heavy vehicle takes.")
    ferry_heavy = (ferry_wheeled / book.assumed("space_of_a_heavy_vehicle")).by(space_rule)
    one = Figure(1, 1, 1, "ships", ()).by(book.rule("one_hull", "A sailing takes one ship."))
    transporters = book.fact("mobility-110", "vehicles")
    lone = book.rule("one_transporter_each", "A heavy vehicle on the road takes a transporter, in convoys of the usual size.")
    convoy = transporters.ranged(_vehicles_a_column(book), book.fact("mobility-210", "vehicles").value, "mobility-256", "mobility-257", "mobility-210")
    mass = book.fact("mobility-133", "tonnes").ranged(book.fact("mobility-290", "tonnes").value, 130, "mobility-290")
    rows: list[tuple[str, str, Figure, Figure | None, Figure | None]] = [
        ("heavy", "heavy_train", heavy, heavy.by(wagon), None),
        ("wheeled", "flat_train", wheeled, flat, None),
        ("wheeled", "convoy", convoy, None, None),
        ("heavy", "transporter", convoy, convoy.by(lone), mass),
        ("people", "coach", book.assumed("persons_a_coach_convoy"), None, None),
        ("people", "aircraft", book.assumed("persons_a_flight"), None, None),
        ("wheeled", "ocean_ship", ship_wheeled, one, None),
        ("heavy", "ocean_ship", ship_heavy, one, None),
        ("wheeled", "ferry", ferry_wheeled, one, None),
        ("heavy", "ferry", ferry_heavy, one, None),
    ]
    for carrier in OTHER_TERMINALS:
        rows += [("heavy", carrier, heavy, heavy.by(wagon), None), ("wheeled", carrier, wheeled, flat, None)]
    for load, carrier, per_trip, stock, weight in rows:
        book.add("carriage", load=load, carrier=carrier, per_trip=per_trip, stock_per_trip=stock, mass=weight)


def _vehicles_a_column(book: Book) -> float:
    """Vehicles a column on the road from Bremerhaven in 2017, over the four days that the count is about."""
    return book.fact("mobility-256", "vehicles").value / (4 * book.fact("mobility-257", "convoys/day").value)


def _transfers(book: Book) -> None:
    train = book.assumed("train_handling")
    for node in TERMINALS:
        for carrier in STANDARD:
            book.add("transfers", node=node, carrier=carrier, throughput=_terminal(book, node), time=train)
    for node in ("KAU", "PAN", *RAIL_BALTICA):
        for carrier in STANDARD:
            book.add("transfers", node=node, carrier=carrier, throughput=_terminal(book, node), time=train)
    for carrier, nodes in OTHER_TERMINALS.items():
        for node in nodes:
            book.add("transfers", node=node, carrier=carrier, throughput=_terminal(book, node), time=train)
    for carrier, nodes, often, time in (
        ("ocean_ship", OCEAN_PORTS, "ships_a_day", "ocean_ship_handling"),
        ("ferry", FERRY_PORTS, "ferries_a_day", "ferry_handling"),
        ("aircraft", (AIR_HUB, *AIRPORTS), "flights_a_day", "flight_handling"),
    ):
        for node in nodes:
            book.add(
                "transfers", node=node, carrier=carrier, throughput=book.assumed(often), time=book.assumed(time)
            )


def _terminal(book: Book, node: str) -> Figure:
    """Trains of one kind that a terminal loads or unloads in a day."""
    if node == "ALX":
        return book.fact("mobility-113", "trains/day")
    if node in LITHUANIAN_SITES:
        rule = book.rule(
            "trains_at_lithuanian_sites",
            "Four sites take three trains at once; each is handled in the usual time, day and night, and a node has "
            "the sites around it.",
        )
        at_once = book.fact("mobility-146", "vehicles_simultaneous") / book.fact("mobility-147", "items/train")
        share = LITHUANIAN_SITES[node] / sum(LITHUANIAN_SITES.values())
        return (at_once * share / (book.assumed("train_handling") / 24)).of("trips/day").by(rule)
    rule = book.rule(
        "terminal_like_bremerhaven",
        "The three trains a day that were loaded at Bremerhaven for ten days in 2017 stand for every terminal and kind "
        "of train.",
    )
    seen = book.fact("mobility-252", "trains/day")
    return Figure(seen.value, 1.0, 6.0, "trips/day", (*seen.basis, "mobility-113")).by(rule)


def _pools(book: Book) -> None:
    ready = book.fact("mobility-067", "days")
    like = book.rule("notice_like_germany", "Wagons of other owners are ready as fast as the German reserve has to be.")
    others = ready.by(like)
    leased = (book.fact("mobility-317", "wagons") - book.fact("mobility-318", "wagons")).by(
        book.rule("wagons_for_hire", "Low-loader wagons for hire in Europe, less those that France has taken.")
    )
    flats = book.assumed("civil_flat_wagons") / 4
    flats = flats.by(book.rule("flat_wagons_in_four_regions", "Civil flat wagons, spread evenly over four regions."))
    road = book.assume(
        "notice_of_transporters",
        3.0,
        1.0,
        7.0,
        "days",
        "Transporters stand with the army's own logistics and are called up with it.",
    )
    ships, reserve = book.assumed("notice_of_ships"), book.assumed("notice_of_reserve_ships")
    american = (book.assumed("reserve_ships") * 0.8).by(
        book.rule("ships_of_north_america", "Four of five reserve ships load in the United States, one in Canada.")
    )
    canadian = (book.assumed("reserve_ships") * 0.2).by("ships_of_north_america")
    other = book.assumed("wagons_of_other_gauges")
    sea = book.assumed("ferries_of_a_sea")
    polish = Figure(0, 0, 0, "wagons", ()).by(
        book.rule("not_yet_bought", "Heavy wagons that Poland plans to buy (mobility-141); none of them is there today.")
    )
    rows = (
        ("heavy_wagons_DEU", "German reserve of heavy wagons", "heavy_train", "HAN", _german_wagons(book), ready),
        ("heavy_wagons_NLD", "Dutch heavy wagons", "heavy_train", "RTM", book.fact("mobility-313", "wagons"), others),
        ("heavy_wagons_FRA", "French heavy wagons", "heavy_train", "REI", book.fact("mobility-318", "wagons"), others),
        ("heavy_wagons_hire", "heavy wagons for hire", "heavy_train", "DRS", leased, others),
        ("heavy_wagons_POL", "heavy wagons that Poland plans", "heavy_train", "WAW", polish, others),
        ("flat_wagons_north", "civil flat wagons, north", "flat_train", "HAN", flats, others),
        ("flat_wagons_west", "civil flat wagons, west", "flat_train", "PAR", flats, others),
        ("flat_wagons_east", "civil flat wagons, east", "flat_train", "WAW", flats, others),
        ("flat_wagons_south", "civil flat wagons, south", "flat_train", "VIE", flats, others),
        ("wagons_1520", "wagons on 1520 mm", "train_1520", "KAU", other, others),
        ("wagons_1524", "wagons on 1524 mm", "train_1524", "TMP", other, others),
        ("wagons_1668", "wagons on 1668 mm", "train_1668", "MAD", other, others),
        ("transporters_DEU", "German heavy transporters", "transporter", "MUN", book.fact("mobility-137", "vehicles"), road),
        ("transporters_GBR", "British heavy transporters", "transporter", "RTM", book.fact("mobility-127", "vehicles"), road),
        ("transporters_USA", "American heavy transporters", "transporter", "ANR", book.fact("mobility-130", "vehicles"), road),
        ("ocean_ships_standing", "vehicle carriers on the Atlantic run", "ocean_ship", "CHS", book.fact("mobility-173", "ships"), ships),
        ("ocean_ships_USA", "reserve ships of the United States", "ocean_ship", "CHS", american, reserve),
        ("ocean_ships_CAN", "reserve ships of Canada", "ocean_ship", "HFX", canadian, reserve),
        ("ferries_baltic", "ferries on the Baltic Sea", "ferry", "ROS", sea, ships),
        ("ferries_north_sea", "ferries on the North Sea", "ferry", "IMM", sea, ships),
        ("ferries_mediterranean", "ferries on the Mediterranean", "ferry", "TLN", sea, ships),
    )
    for pool, name, carrier, home, quantity, notice in rows:
        book.add("pools", pool=pool, name=name, carrier=carrier, home=home, quantity=quantity, notice=notice)


def _german_wagons(book: Book) -> Figure:
    wagons = book.fact("mobility-303", "wagons")
    return wagons.ranged(book.fact("mobility-066", "wagons").value, wagons.high, "mobility-066")
