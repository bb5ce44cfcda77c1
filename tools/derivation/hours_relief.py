"""Relief: depots, points, trucks, staff and fuel. Few states say what they have; others are given it by head."""

from __future__ import annotations

from sinews.data.derivation.figures import exact
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure

#: Days for which depots hold what points give out.
DAYS = 3


def derive(book: Book) -> None:
    """Fill `relief` and `relief_means`."""
    people = {
        str(row["place"]): float(str(row["population"])) / 1e6
        for row in book.tables["economy"]
        if row["year"] == 2026 and row["place"] in NATO_EUR
    }
    for place in NATO_EUR:
        _wells(book, place) if place == "DEU" else _water(book, place, people)
        _food(book, place, people[place])
        _warmth(book, place, people[place])
        _means(book, place, people[place])


def _add(
    book: Book, place: str, need: str, truck: Figure, points: Figure, each: Figure, staff: Figure, first: Figure
) -> None:
    ramp = book.assume(
        "hours_until_all_points_are_open",
        24,
        12,
        48,
        "hours",
        "Berlin had its points within a day or two, Kent brought water to every door on the fourth day.",
    ).resting_on("civil-249")
    rule = book.rule("stock_of_three_days", "Depots or plants hold what the points can give out in three days.")
    stock = (points * each * DAYS).of("person_days").by(rule)
    book.add(
        "relief",
        place=place,
        need=need,
        stock=stock,
        per_truck=truck,
        points=points,
        per_point=each,
        staff_per_point=staff,
        first=first,
        ramp=ramp,
    )


def _by_head(book: Book, each: Figure, million: float) -> Figure:
    rule = book.rule("relief_by_head", "An ally that does not say what it has is given it by head.", "analogy")
    return (each * million).of("1").by(rule)


def _litres(book: Book) -> Figure:
    """Supplies of one person for a day on a truck of 10,000 litres."""
    rule = book.rule(
        "litres_over_advice", "Litres on a truck over the litres that one person is told to keep for a day."
    )
    truck, day = book.fact("civil-428", "litres/truck"), book.fact("society-028", "litres/person/day")
    return (truck / day).of("person_days").by(rule)


def _first_water(book: Book) -> Figure:
    quick, slow = book.fact("civil-127", "hours"), book.fact("civil-250", "hours")
    return quick.ranged(quick.low, slow.value, *slow.basis)


def _water(book: Book, place: str, people: dict[str, float]) -> None:
    plants = book.fact("civil-125", "units") / people["DEU"]
    wide = plants.ranged(plants.value / 2, 10 * plants.value, "spread_of_relief_by_head")
    book.assume(
        "spread_of_relief_by_head",
        1,
        0.5,
        10,
        "factor",
        "Germany's plants serve three in a thousand people, Sweden's tanks as many as thirty.",
    )
    each = book.fact("civil-126", "persons/unit").of("persons")
    staff = book.assume(
        "staff_of_a_water_plant", 18, 12, 30, "persons", "A German group with its plant has 18 helpers."
    )
    points = _by_head(book, wide, people[place])
    _add(book, place, "water", _litres(book), points, each, staff, _first_water(book))


def _wells(book: Book, place: str) -> None:
    """Germany's wells that need no mains."""
    rule = book.rule("usable_wells", "Wells that depend on no mains, less the part that Berlin found unusable.")
    wells, unusable = book.fact("civil-131", "wells"), book.fact("civil-133", "percent")
    points = Figure(
        wells.value * (1 - unusable.value / 100),
        wells.low * (1 - unusable.high / 100) * 0.5,
        wells.high * (1 - unusable.low / 100),
        "1",
        (*wells.basis, *unusable.basis),
    ).by(rule)
    each = book.fact("civil-134", "persons/well").of("persons")
    staff = book.assume("staff_of_a_well", 2, 1, 4, "persons", "Somebody has to open a well and keep order at it.")
    carried = book.rule("fetched_on_foot", "People fetch water from wells themselves; no truck is needed.")
    _add(book, place, "water", exact(1e6, "person_days", (f"rule:{carried}",)), points, each, staff, _first_water(book))


def _food(book: Book, place: str, million: float) -> None:
    kitchens = book.assume(
        "kitchens_per_million",
        1,
        0.3,
        5,
        "1",
        "The German forces order 85 kitchens, one for a million people; relief services have about as many.",
    )
    each = book.fact("civil-258", "persons/unit").of("persons")
    rule = book.rule("mass_of_meals", "Ten tonnes on a truck, over what the meals of one person weigh.")
    week, served = book.fact("civil-256", "tonnes/week"), book.fact("civil-255", "persons")
    truck = ((served / week) * 70.0).of("person_days").by(rule)
    staff = book.assume(
        "staff_of_a_kitchen", 6, 4, 10, "persons", "Cooks and helpers of a field kitchen in two shifts."
    )
    first = book.assume(
        "hours_until_the_first_kitchen", 24, 12, 48, "hours", "In Berlin the forces cooked from the second day on."
    ).resting_on("civil-067")
    _add(book, place, "food", truck, _by_head(book, kitchens, million), each, staff, first)


def _warmth(book: Book, place: str, million: float) -> None:
    points = book.assume(
        "warm_points_per_million",
        50,
        10,
        430,
        "1",
        "Kyiv has one warm point for 2,300 people after four winters; a quarter of German municipalities have no such "
        "points, and others one or two.",
    ).resting_on("civil-077", "society-386")
    each = book.assume("people_at_a_warm_point", 100, 50, 200, "persons", "A school hall or a tent with heating.")
    staff = book.assume("staff_of_a_warm_point", 4, 2, 8, "persons", "Two at a time, in two shifts.")
    first = book.assume(
        "hours_until_the_first_warm_point", 12, 4, 24, "hours", "Halls are opened on the first day, and heated by then."
    )
    rule = book.rule("people_come_on_foot", "People come to a warm point themselves; hardly any truck is needed.")
    truck = exact(1e5, "person_days", (f"rule:{rule}",))
    _add(book, place, "warmth", truck, _by_head(book, points, million), each, staff, first)


def _means(book: Book, place: str, million: float) -> None:
    trucks = book.assume(
        "relief_trucks_per_million",
        20,
        5,
        60,
        "1",
        "Trucks of relief services and forces that are free at short notice.",
    )
    staff = book.assume(
        "relief_staff_per_million",
        1000,
        300,
        3000,
        "persons",
        "Germany's agency for relief has about a helper for a thousand people; in Münsterland 4,000 helped 250,000.",
    ).resting_on("civil-056")
    fuel = book.assume(
        "relief_fuel_per_million",
        20000,
        5000,
        100000,
        "litres",
        "A few filling stations with emergency power: Saxony-Anhalt has nine for two million people.",
    ).resting_on("civil-186")
    book.add(
        "relief_means",
        place=place,
        trucks=_by_head(book, trucks, million),
        round_trip=book.assume("round_trip_of_relief", 8, 4, 12, "hours", "A hundred kilometres, loading, and queues."),
        staff=_by_head(book, staff, million).of("persons"),
        fuel=_by_head(book, fuel, million).of("litres"),
        fuel_per_trip=book.assume("fuel_of_a_round_trip", 60, 40, 100, "litres", "A truck takes 30 litres for 100 km."),
    )
