"""What nobody publishes about movements, stated once each: value, range, unit and how it was reasoned."""

from __future__ import annotations

from tools.derivation.figures import Book

#: Assumption -> value, low, high, unit, reason.
ASSUMPTIONS: dict[str, tuple[float, float, float, str, str]] = {
    # links
    "error_of_coordinates": (
        0.0,
        -0.05,
        0.05,
        "degrees",
        "Centres of towns and ports were set down by hand to a hundredth of a degree; five kilometres either way.",
    ),
    "tracks_of_lines": (
        1.0,
        0.5,
        1.0,
        "ratio",
        "Tracks and gauge of most lines were set down by hand, with no source of their own; where a line of two tracks "
        "has one in part, half of them. The range of trains a day by tracks covers that.",
    ),
    "detour_of_rail": (
        1.2,
        1.1,
        1.4,
        "ratio",
        "Railways between two cities of Europe are about a fifth longer than the great circle, more in mountains.",
    ),
    "detour_of_road": (
        1.18,
        1.1,
        1.35,
        "ratio",
        "Main roads are a little more direct than railways.",
    ),
    "detour_of_new_rail": (
        1.15,
        1.08,
        1.25,
        "ratio",
        "A line that is yet to be built is laid out for speed and so more direct than the old ones.",
    ),
    "length_of_sea_lanes": (
        1.0,
        0.9,
        1.15,
        "ratio",
        "Sea lanes were estimated from the map; currents, straits and separation schemes move them by a tenth.",
    ),
    "road_capacity": (
        150.0,
        60.0,
        300.0,
        "trips/day",
        "A convoy of a score of vehicles every ten minutes in each direction fills the lane that a motorway "
        "can spare for them. With what civil traffic keeps this leaves some 600 vehicles a day, a little over "
        "what the German host-nation plan asks of each of four corridors, and six times what exercises in "
        "peace have used.",
    ),
    "two_lane_road": (
        0.5,
        0.3,
        0.8,
        "ratio",
        "A road with one lane each way carries half the convoys of a motorway: they block what comes behind.",
    ),
    "convoy_day": (
        350.0,
        250.0,
        500.0,
        "km/day",
        "Convoys march for eight to ten hours a day at about 40 km/h with halts; the rest goes to sleep, fuel "
        "and repairs.",
    ),
    "civil_share": (
        80.0,
        60.0,
        95.0,
        "percent",
        "Part of a line or road that civil traffic keeps. Nobody publishes what states would clear in a "
        "crisis; in exercises, armies got a few train paths a day. Energy, food and evacuation have claims as "
        "well.",
    ),
    "civil_share_of_saturated_lines": (
        90.0,
        80.0,
        97.0,
        "percent",
        "On lines that are full in peace less can be cleared, because commuters have no other way.",
    ),
    "load_class_of_main_roads": (
        140.0,
        100.0,
        150.0,
        "tonnes",
        "Motorways and main roads bear a loaded heavy transporter on routes that are surveyed beforehand.",
    ),
    "slowest_ships": (
        15.0,
        12.0,
        18.0,
        "knots",
        "Vehicle carriers steam below their best speed to save fuel and to stay in convoy.",
    ),
    # carriers
    "train_handling": (
        6.0,
        3.0,
        12.0,
        "hours",
        "Driving vehicles onto wagons and chaining them down takes a shift with trained crews, twice that without.",
    ),
    "transporter_handling": (
        1.0,
        0.5,
        3.0,
        "hours",
        "A tank drives onto its transporter in minutes; a column of a score takes an hour.",
    ),
    "ocean_ship_handling": (
        24.0,
        12.0,
        96.0,
        "hours",
        "A vehicle carrier is emptied in a day by a practised port; in 2017 it took Bremerhaven twelve days "
        "to clear three ships up to the railhead (mobility-262), which is four days a ship.",
    ),
    "ferry_handling": (
        6.0,
        3.0,
        12.0,
        "hours",
        "A ferry with a couple of hundred vehicles is turned round in a few hours.",
    ),
    "flight_handling": (
        3.0,
        2.0,
        6.0,
        "hours",
        "Boarding, or leaving with baggage, of a full passenger aircraft.",
    ),
    "ships_a_day": (
        1.0,
        0.25,
        2.0,
        "trips/day",
        "A large port with ramps can give one berth to a vehicle carrier each day; the low end is what "
        "Bremerhaven cleared in peace in 2017 (mobility-262).",
    ),
    "ships_a_day_of_a_coast": (
        3.0,
        1.0,
        6.0,
        "trips/day",
        "The node of each North American state stands for all ports of its Atlantic coast; vehicles of past exercises "
        "left from several of them.",
    ),
    "ferries_a_day": (
        4.0,
        2.0,
        8.0,
        "trips/day",
        "Ferry berths turn a ship round in hours; a port keeps some of them for civil supply.",
    ),
    "flights_a_day": (
        20.0,
        8.0,
        60.0,
        "trips/day",
        "Movements that a large airport gives to troops in a day.",
    ),
    "persons_a_flight": (
        250.0,
        180.0,
        350.0,
        "persons",
        "Seats of a long-range passenger aircraft, less some for baggage and weapons.",
    ),
    "persons_a_coach_convoy": (
        900.0,
        500.0,
        1000.0,
        "persons",
        "A convoy of a score of coaches with some forty-five soldiers each.",
    ),
    "space_of_a_heavy_vehicle": (
        2.0,
        1.5,
        3.0,
        "ratio",
        "A tracked vehicle with its lashings takes the deck of about two lorries, and more where decks are weak.",
    ),
    "civil_flat_wagons": (
        3000.0,
        1000.0,
        8000.0,
        "wagons",
        "Flat wagons of civil operators that fit wheeled vehicles and could be withdrawn from trade. "
        "Operators publish no count of those that are fit and free; the large ones have several thousand "
        "each.",
    ),
    "wagons_of_other_gauges": (
        150.0,
        50.0,
        400.0,
        "wagons",
        "Each network of another gauge has few wagons for vehicles; a handful of full trains.",
    ),
    "reserve_ships": (
        15.0,
        0.0,
        50.0,
        "ships",
        "Vehicle carriers that North America could call up or charter beside the five that serve the run in "
        "peace. The facts hold no count of those that would sail; the range reaches from none to the whole "
        "reserve.",
    ),
    "ferries_of_a_sea": (
        8.0,
        2.0,
        20.0,
        "ships",
        "Two ferries on charter carried a brigade's exercise over the Baltic in 2025 (mobility-182). Dozens serve each "
        "sea in peace; eight could be had at short notice without stopping the lines that supply its coasts.",
    ),
    "notice_of_ships": (
        5.0,
        2.0,
        15.0,
        "days",
        "Time to discharge civil cargo and come to the port of loading.",
    ),
    "notice_of_reserve_ships": (
        15.0,
        5.0,
        30.0,
        "days",
        "Time to crew, fuel and move ships that lie in reserve or on another trade.",
    ),
    "notice_of_transporters": (
        3.0,
        1.0,
        7.0,
        "days",
        "Transporters stand with the army's own logistics and are called up with it.",
    ),
    # forces
    "land_share_of_americans": (
        50.0,
        30.0,
        70.0,
        "percent",
        "Part of the American personnel in Germany that belongs to brigades and what supports them in the "
        "field; the rest serves air bases, headquarters, hospitals and depots that stay.",
    ),
    "weight_of_other_flanks": (
        0.5,
        0.0,
        1.0,
        "ratio",
        "Greece and Türkiye guard a flank of their own and keep about half of their forces for it.",
    ),
    "share_of_the_north": (
        10.0,
        5.0,
        20.0,
        "percent",
        "Part of all reinforcement that goes to Finland. No battlegroup stood there when the allied forces by "
        "host were counted; its land border is the longest, and so are its own reserves.",
    ),
    "range_of_area_shares": (
        1.0,
        0.5,
        2.0,
        "ratio",
        "Where reinforcements go is decided in plans that are secret; presence in peace is a guide within a "
        "factor of two.",
    ),
}


def derive(book: Book) -> None:
    """State every assumption of the days clock."""
    for name, (value, low, high, unit, reason) in ASSUMPTIONS.items():
        book.assume(name, value, low, high, unit, reason)
