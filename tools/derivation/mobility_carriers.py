"""What carries loads, and how much of them at once."""

from __future__ import annotations

from collections.abc import Iterator

from tools.derivation.figures import Book, Figure
from tools.derivation.mobility_transfers import FERRIES, OTHER_TERMINALS, SHIPS, heavy_a_train, wheeled_a_train

#: Carrier -> name, mode, gauge, loading.
CARRIERS = {
    "heavy_train": ("trains of heavy wagons on 1435 mm", "rail", "mobility-061", 1435, "transfer"),
    "flat_train": ("trains of flat wagons on 1435 mm", "rail", "mobility-061", 1435, "transfer"),
    "train_1520": ("trains on 1520 mm", "rail", "mobility-096", 1520, "transfer"),
    "train_1524": ("trains on 1524 mm", "rail", "mobility-156", 1524, "transfer"),
    "train_1668": ("trains on 1668 mm", "rail", "mobility-326", 1668, "transfer"),
    "convoy": ("road convoys", "road", "", 0, "anywhere"),
    "transporter": ("heavy transporters", "road", "", 0, "anywhere"),
    "coach": ("convoys of coaches", "road", "", 0, "anywhere"),
    "american_ship": ("vehicle carriers from the United States", "sea", "", 0, "transfer"),
    "canadian_ship": ("vehicle carriers from Canada", "sea", "", 0, "transfer"),
    "baltic_ferry": ("vehicle ferries on the Baltic Sea", "sea", "", 0, "transfer"),
    "north_sea_ferry": ("vehicle ferries on the North Sea", "sea", "", 0, "transfer"),
    "mediterranean_ferry": ("vehicle ferries on the Mediterranean", "sea", "", 0, "transfer"),
    "aircraft": ("passenger aircraft", "air", "", 0, "transfer"),
}
#: Load, carrier, units of the load a trip, units of stock a trip, mass of the heaviest vehicle.
Row = tuple[str, str, Figure, Figure | None, Figure | None]


def derive(book: Book) -> None:
    """Fill `carriers`, `loads` and `carriage`."""
    for carrier, (name, mode, fact, gauge, loading) in CARRIERS.items():
        width = _gauge(book, fact, gauge) if gauge else None
        time = _loading_time(book, carrier) if loading == "anywhere" else None
        book.add("carriers", carrier=carrier, name=name, mode=mode, gauge=width, loading=loading, loading_time=time)
    _loads(book)
    _carriage(book)


def _gauge(book: Book, fact: str, gauge: int) -> Figure:
    rule = book.rule("gauge_of_carrier", "Width of the track that the wagons are built for, as the fact names it.")
    return Figure(gauge, gauge, gauge, "mm", (fact,)).by(rule)


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
    for load, carrier, per_trip, stock, mass in [*_by_rail(book), *_by_road(book), *_by_sea(book), *_people(book)]:
        book.add("carriage", load=load, carrier=carrier, per_trip=per_trip, stock_per_trip=stock, mass=mass)


def _by_rail(book: Book) -> Iterator[Row]:
    heavy, wheeled = heavy_a_train(book), wheeled_a_train(book)
    rule = book.rule("one_wagon_each", "A heavy vehicle takes a wagon of its own, as on the train of 2020.")
    wagons = book.fact("mobility-270", "wagons/train")
    yield "heavy", "heavy_train", heavy, heavy.by(rule), None
    yield "wheeled", "flat_train", wheeled, wagons, None
    for carrier in OTHER_TERMINALS:
        yield "heavy", carrier, heavy, heavy.by(rule), None
        yield "wheeled", carrier, wheeled, wagons, None


def _by_road(book: Book) -> Iterator[Row]:
    rule = book.rule(
        "one_transporter_each", "A heavy vehicle on the road takes a transporter, in convoys of the usual size."
    )
    most = book.fact("mobility-210", "vehicles")
    basis = ("mobility-256", "mobility-257", *most.basis)
    convoy = book.fact("mobility-110", "vehicles").ranged(_vehicles_a_column(book), most.value, *basis)
    mass = book.fact("mobility-133", "tonnes")
    mass = mass.ranged(book.fact("mobility-290", "tonnes").value, mass.value, "mobility-290")
    yield "wheeled", "convoy", convoy, None, None
    yield "heavy", "transporter", convoy, convoy.by(rule), mass


def _by_sea(book: Book) -> Iterator[Row]:
    one = Figure(1, 1, 1, "ships", ()).by(book.rule("one_hull", "A sailing takes one ship."))
    wheeled, heavy = _spaces_a_ship(book)
    for carrier in SHIPS:
        yield "wheeled", carrier, wheeled, one, None
        yield "heavy", carrier, heavy, one, None
    rule = book.rule("heavy_on_ferries", "Vehicles on a ferry, over the space that a heavy vehicle takes.")
    ferry = book.fact("mobility-184", "vehicles/voyage")
    tracked = (ferry / book.assumed("space_of_a_heavy_vehicle")).by(rule)
    for carrier in FERRIES:
        yield "wheeled", carrier, ferry, one, None
        yield "heavy", carrier, tracked, one, None


def _people(book: Book) -> Iterator[Row]:
    yield "people", "coach", book.assumed("persons_a_coach_convoy"), None, None
    yield "people", "aircraft", book.assumed("persons_a_flight"), None, None


def _vehicles_a_column(book: Book) -> float:
    """Vehicles a column on the road from Bremerhaven in 2017, over the four days that the count is about."""
    return book.fact("mobility-256", "vehicles").value / (4 * book.fact("mobility-257", "convoys/day").value)
