"""Forces and scales: what the allies need of tanks, vehicles, howitzers and aircraft; published totals."""

from __future__ import annotations

from tools.derivation.alliance import ALLIES, NATO_EUR, WITHOUT_FORCES
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.lookup import OUTLOOK, Series

TANK = "main_battle_tank"
VEHICLE = "infantry_fighting_vehicle"
HOWITZER = "howitzer_155mm"
AIRCRAFT = "combat_aircraft"

GOALS = "force_goals"
REPLACE = "replace_us"
YEAR = 2025

#: The force that stands for what an ally holds today, by item (for needs set `replace_us`).
HELD_FORCE = {
    TANK: "tanks_held",
    VEHICLE: "infantry_vehicles_held",
    HOWITZER: "howitzers_held",
    AIRCRAFT: "combat_aircraft_held",
}

#: Published European requirement for additional equipment, by item.
PUBLISHED = {TANK: "platforms-005", VEHICLE: "platforms-006", HOWITZER: "platforms-007", AIRCRAFT: "money-6553"}

#: Brigades that states have set as their own goal; every other ally takes its part of the rest.
NATIONAL_GOALS = {"DEU": "inventories-097", "POL": "inventories-090", "SWE": "inventories-228"}

#: Allies without a count of today's fleet, or with one that has just begun: the fleet on order is the goal.
GOALS_ON_ORDER = {"BGR": "inventories-285", "CAN": "inventories-281", "ROU": "inventories-211"}

#: Newest publication of military personnel first.
PERSONNEL = ("polskieradio-2024", "wion-2025", "nato-annual-2021")


def derive(book: Book) -> None:
    """Fill `forces`, `scales` and `requirements`. Runs after the rows: what is held today is among them."""
    held = {
        (str(row["place"]), str(row["item"])): figure_of(row, "quantity", "units")
        for row in book.tables["stocks"]
        if row["item"] in HELD_FORCE
    }
    _brigades(book)
    _aircraft_goals(book, held)
    _replacement(book, held)
    _scales(book)
    _requirements(book)


def _brigades(book: Book) -> None:
    for place, quantity in brigades(book).items():
        book.add("forces", needs_set=GOALS, place=place, force="brigade", quantity=quantity)


def brigades(book: Book) -> dict[str, Figure]:
    """Brigades that the alliance's targets imply, by ally."""
    book.assume(
        "range_of_us_brigades",
        50,
        20,
        55,
        "units",
        "The published requirement sets fifty European brigades against the American forces for "
        "Europe; counted by their own formations these are about twenty.",
    )
    american = book.fact("platforms-002", "units").ranged(20, 55, "range_of_us_brigades")
    known = {place: book.fact(fact, "units") for place, fact in NATIONAL_GOALS.items()}
    known["DEU"] = known["DEU"].ranged(known["DEU"].low, _german_sum(book), "mobility-195", "platforms-232")
    rest = book.fact("platforms-227", "units") - american - total(known.values())
    shares = burden(book, [place for place in ALLIES if place not in (*WITHOUT_FORCES, "USA", *known)])
    rule = book.rule(
        "brigades_by_burden",
        "Brigades of the alliance's targets, less the American part and "
        "the goals that states have published; the rest goes to the other allies by the mean "
        "of their shares of output and of military personnel.",
    )
    spread = {
        place: Figure(rest.value * share, rest.low * share, rest.high * share, "units", (*rest.basis, *facts)).by(rule)
        for place, (share, facts) in shares.items()
    }
    return dict(sorted({**known, **spread, "USA": american}.items()))


def _german_sum(book: Book) -> float:
    return book.fact("mobility-195", "brigades").value + book.fact("platforms-232", "units").value


def burden(book: Book, places: list[str]) -> dict[str, tuple[float, tuple[str, str]]]:
    """Mean of each place's shares of output and of military personnel, with the two facts it rests on."""
    output, people = gdp_ids(book, places), personnel_ids(book, places)
    sums = [sum(float(book.facts[fact]["value"]) for fact in ids.values()) for ids in (output, people)]
    return {
        place: (
            sum(
                float(book.facts[ids[place]]["value"]) / whole
                for ids, whole in zip((output, people), sums, strict=True)
            )
            / 2,
            (output[place], people[place]),
        )
        for place in places
    }


def gdp_ids(book: Book, places: list[str]) -> dict[str, str]:
    """The fact of each place's output at market rates."""
    series = Series.read(book, OUTLOOK, "gdp", "annual_amount_current_prices")
    return {place: series.id(place, YEAR) for place in places}


def personnel_ids(book: Book, places: list[str]) -> dict[str, str]:
    """The newest fact of each place's military personnel."""
    newest: dict[str, str] = {}
    for source in reversed(PERSONNEL):
        newest |= {
            row["entity"]: fact
            for fact, row in book.facts.items()
            if row["source_id"] == source and row["subject"] == "military_personnel"
        }
    return {place: newest[place] for place in places}


def _aircraft_goals(book: Book, held: dict[tuple[str, str], Figure]) -> None:
    growth = book.fact("platforms-233", "percent").ranged(0, 40, "range_of_aircraft_growth")
    book.assume(
        "range_of_aircraft_growth",
        30,
        0,
        40,
        "percent",
        "Targets rose by three tenths over all capabilities; air forces may be asked for as little "
        "as renewal of their fleets, or for the whole rise and more.",
    )
    rule = book.rule(
        "fleet_and_rise_of_targets",
        "Fleet of today, raised by the rise of the alliance's capability targets; the American fleet stays as it is.",
    )
    for (place, item), fleet in sorted(held.items()):
        if item != AIRCRAFT or place in GOALS_ON_ORDER:
            continue
        goal = fleet if place == "USA" else fleet * (growth / 100 + 1)
        book.add(
            "forces", needs_set=GOALS, place=place, force="combat_aircraft_goal", quantity=goal.of("units").by(rule)
        )
    for place, fact in GOALS_ON_ORDER.items():
        book.add(
            "forces", needs_set=GOALS, place=place, force="combat_aircraft_goal", quantity=book.fact(fact, "units")
        )


def _replacement(book: Book, held: dict[tuple[str, str], Figure]) -> None:
    members = [place for place in NATO_EUR if place not in WITHOUT_FORCES]
    for place, share in gdp_shares(book, members).items():
        book.add("forces", needs_set=REPLACE, place=place, force="share_of_requirement", quantity=share)
    rule = book.rule(
        "held_on_top_of_requirement",
        "The published requirement is for forces beyond those of "
        "today, so what an ally holds in January 2026 is part of its need, one for one.",
    )
    for (place, item), quantity in sorted(held.items()):
        if place in members:
            book.add("forces", needs_set=REPLACE, place=place, force=HELD_FORCE[item], quantity=quantity.by(rule))


def gdp_shares(book: Book, places: list[str]) -> dict[str, Figure]:
    """Each place's share of the places' output at market rates; the shares sum to one."""
    ids = gdp_ids(book, places)
    rule = book.rule(
        "share_of_output",
        "Output at market rates of 2025 over the sum of the European allies "
        "with armed forces; the sum rests on the same source for each of them.",
    )
    outputs = {place: book.fact(ids[place], "billion_USD") for place in places}
    whole = sum(output.value for output in outputs.values())
    return {place: (output / whole).of("share").by(rule) for place, output in outputs.items()}


def _scales(book: Book) -> None:
    one = _one(book)
    goals = [("brigade", item, scale) for item, scale in per_brigade(book).items()]
    for force, item, scale in (*goals, ("combat_aircraft_goal", AIRCRAFT, one)):
        book.add("scales", needs_set=GOALS, force=force, item=item, method="force_goal", per_force=scale, days=one)
    for item, fact in PUBLISHED.items():
        for force, scale in (("share_of_requirement", book.fact(fact, "units")), (HELD_FORCE[item], one)):
            book.add("scales", needs_set=REPLACE, force=force, item=item, method="published", per_force=scale, days=one)


def _one(book: Book) -> Figure:
    rule = book.rule("counted_once", "The force is counted in units of the item itself, once and not by days.")
    return Figure(1, 1, 1, "units/force", ()).by(rule)


def per_brigade(book: Book) -> dict[str, Figure]:
    """Items for an average brigade of the targets, heavy and medium together."""
    brigades_needed = book.fact("platforms-002", "units")
    replaced = {item: book.fact(PUBLISHED[item], "units") / brigades_needed for item in (TANK, VEHICLE)}
    tanks = _tanks_per_brigade(book)
    vehicles = book.fact("inventories-117", "units") / book.fact("inventories-097", "units")
    vehicle_rule = book.rule(
        "vehicles_per_brigade",
        "The German goal for infantry fighting vehicles over "
        "the German goal for brigades; the low end is the published requirement over "
        "its fifty brigades.",
    )
    guns = book.assume(
        "howitzers_per_brigade",
        18,
        14,
        26,
        "units",
        "One battalion of three batteries with six guns; the published requirement has "
        "fourteen to a brigade, and divisions add guns of their own.",
    )
    return {
        TANK: tanks.ranged(replaced[TANK].low, tanks.high, *replaced[TANK].basis),
        VEHICLE: vehicles.ranged(replaced[VEHICLE].low, vehicles.high, *replaced[VEHICLE].basis).by(vehicle_rule),
        HOWITZER: guns,
    }


def _tanks_per_brigade(book: Book) -> Figure:
    rule = book.rule(
        "tanks_per_brigade",
        "Tanks of an armoured brigade, times the part of German brigades "
        "that are heavy; the low end is the published requirement over its fifty brigades, the "
        "high end the German goal of a thousand tanks over its brigades.",
    )
    heavy = book.fact("inventories-100", "units") / book.fact("mobility-195", "brigades")
    tanks = book.fact("mobility-081", "tanks") * heavy
    goal = book.fact("platforms-321", "units").value / book.fact("inventories-097", "units").value
    return tanks.ranged(tanks.low, max(tanks.high, goal), "platforms-321", "inventories-097").of("units").by(rule)


def _requirements(book: Book) -> None:
    rows = (
        ("european_tanks_beyond_us", TANK, "platforms-005", "tanks beyond today's fleets to replace American forces"),
        ("european_vehicles_beyond_us", VEHICLE, "platforms-006", "fighting vehicles beyond today's fleets"),
        ("european_guns_beyond_us", HOWITZER, "platforms-007", "howitzers and rocket launchers beyond today's"),
        ("european_aircraft_beyond_us", AIRCRAFT, "money-6553", "combat aircraft to replace American ones"),
        ("european_tanks_in_all", TANK, "lines-302", "tanks in all of the European states studied, by 2030"),
    )
    for requirement, item, fact, about in rows:
        book.add(
            "requirements",
            requirement=requirement,
            group="NATO_EUR",
            item=item,
            quantity=book.fact(fact, "units"),
            about=about,
        )
