"""Needs of missiles, air defence and drones, by NATO's methods, spread over allies by their economies."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from tools.derivation.figures import Book, Figure, total
from tools.derivation.missiles_rules import SHARERS, europe_per_german, gdp_ratio, one

GOALS, REPLACE = "force_goals", "replace_us"
BATTERIES = "long_range_air_defence_battery_goal"

#: The force of `forces` whose goals are set with the land platforms; missiles are scaled to it.
BRIGADE = "brigade"

#: need(place, item)
Needs = dict[tuple[str, str], Figure]


@dataclass(frozen=True)
class Scale:
    """Items per force, by one of the methods."""

    force: str
    item: str
    method: str
    per_force: Figure
    days: Figure


def campaign(book: Book) -> Figure:
    """Months over which the adversary's output adds to the targets of air defence."""
    return book.assume(
        "campaign_months",
        6,
        3,
        12,
        "months",
        "Air defence has to last until allied strikes and new output bring the salvoes down: more "
        "than a month of supply, less than the years seen in Ukraine.",
    )


def combat_days(book: Book) -> Figure:
    """Days of supply of a level-of-effort item."""
    return book.assume(
        "days_of_supply_goal",
        30,
        15,
        60,
        "days",
        "Thirty days of intensive combat is NATO's customary yardstick for stocks of munitions, also "
        "behind Germany's goal for shells.",
    )


def launchers_per_brigade(book: Book) -> Figure:
    """Launchers of guided rockets for each brigade, from those of a division."""
    each = book.assume(
        "launchers_per_division",
        24,
        18,
        36,
        "units",
        "One battalion of rocket artillery for each division, with some launchers left over for the corps.",
    )
    rule = book.rule(
        "launchers_of_divisions",
        "NATO's goal of division headquarters times launchers for each, over its goal of brigades.",
    )
    return (book.fact("platforms-231", "units") * each / book.fact("platforms-227", "units")).of("units").by(rule)


def _hostile(book: Book) -> dict[str, Figure]:
    """Targets that Russia may bring within the campaign."""
    rule = book.rule(
        "stock_and_output",
        "Targets are the adversary's stock plus what it makes in the months of the "
        "campaign; where only output is known, the stock is as many months of it as for ballistic "
        "missiles.",
    )
    span = campaign(book)
    ballistic, stock = book.fact("platforms-542", "units/month"), book.fact("platforms-544", "units")
    cruise = book.fact("platforms-087", "units/month") + book.fact("platforms-088", "units/month")
    depth = stock.value / ballistic.value
    return {
        "hostile_ballistic_missile": (stock + ballistic * span).of("units").by(rule),
        "hostile_cruise_missile": (cruise * (span + depth)).of("units").by(rule),
        "hostile_long_range_drone": (book.fact("history-108", "units/month") * span).of("units").by(rule),
        "hostile_armoured_vehicle": (book.fact("platforms-094", "units") + book.fact("platforms-095", "units")).by(
            rule
        ),
    }


def _goals(book: Book) -> dict[str, Figure]:
    """Forces of Europe and Canada that follow from NATO's or a member's published goals."""
    batteries = book.rule(
        "published_batteries",
        "The published European requirement of long-range batteries; the high end is NATO's goal for units of "
        "ground-based air defence relative to today's, applied to the batteries that Europe holds.",
    )
    published = book.fact("inventories-329", "units")
    fivefold = book.fact("inventories-330", "units") * (
        book.fact("platforms-229", "units") / book.fact("platforms-228", "units")
    )
    return {
        BATTERIES: published.ranged(published.low, fivefold.value, *fivefold.basis).by(batteries),
        "cruise_missile_goal": (book.fact("platforms-336", "units") * europe_per_german(book)).by("as_germany"),
    }


def _scales(book: Book) -> list[Scale]:
    once = book.rule("once", "Exactly one: the need is a number of pieces, not a rate over days.")
    day, goal = one("days", once), one("units", once)
    cover = (
        "Two shots at a target, twice as many rounds as shots since batteries that are not under attack hold theirs."
    )
    return [
        Scale(BATTERIES, "long_range_air_defence_battery", "force_goal", goal, day),
        Scale(BRIGADE, "rocket_launcher", "force_goal", launchers_per_brigade(book), day),
        Scale("cruise_missile_goal", "cruise_missile", "force_goal", goal, day),
        Scale(
            BRIGADE,
            "guided_rocket",
            "level_of_effort",
            (launchers_per_brigade(book) * rockets_per_day(book)).by("launchers_of_divisions"),
            combat_days(book),
        ),
        Scale(
            BRIGADE,
            "loitering_munition",
            "level_of_effort",
            book.assume(
                "loitering_munitions_per_brigade_day",
                20,
                8,
                40,
                "units/day",
                "Germany's order of some 12,000 for its brigades is about a month at this rate; Ukraine uses"
                " far more of cheaper kinds.",
            ),
            combat_days(book),
        ),
        Scale(
            "hostile_ballistic_missile",
            "long_range_interceptor",
            "target_oriented",
            book.assume("interceptors_per_ballistic_missile", 4, 2, 6, "units", cover),
            day,
        ),
        Scale(
            "hostile_cruise_missile",
            "medium_range_interceptor",
            "target_oriented",
            book.assume("interceptors_per_cruise_missile", 4, 2, 6, "units", cover),
            day,
        ),
        Scale(
            "hostile_long_range_drone",
            "medium_range_interceptor",
            "target_oriented",
            book.assume(
                "medium_range_interceptors_per_drone",
                0.05,
                0.02,
                0.1,
                "units",
                "Costly missiles are a last resort against drones: one for twenty.",
            ),
            day,
        ),
        Scale(
            "hostile_long_range_drone",
            "very_short_range_interceptor",
            "target_oriented",
            book.assume(
                "very_short_range_interceptors_per_drone",
                0.4,
                0.15,
                0.8,
                "units",
                "Guns, jamming and interceptor drones take most; teams with missiles stand all along the "
                "front, so many rounds wait for few targets.",
            ),
            day,
        ),
        Scale(
            "hostile_long_range_drone",
            "long_range_drone",
            "target_oriented",
            book.assume(
                "long_range_drones_per_hostile_drone",
                0.5,
                0.1,
                1.0,
                "units",
                "To answer in kind would take one for one; half is enough where better missiles do the rest.",
            ),
            day,
        ),
        Scale(
            "hostile_armoured_vehicle",
            "anti_tank_missile",
            "target_oriented",
            book.assume(
                "anti_tank_missiles_per_vehicle",
                3,
                1.5,
                6,
                "units",
                "Several shots for a kill and rounds at positions not under attack, against the share of "
                "vehicles that mines, guns and drones destroy.",
            ),
            day,
        ),
    ]


def rockets_per_day(book: Book) -> Figure:
    """Guided rockets that a launcher fires on a day of intensive combat."""
    return book.assume(
        "guided_rockets_per_launcher_day",
        2,
        1,
        5,
        "units/day",
        "A launcher holds six and has a few fire missions a day when targets are found; averaged over "
        "a month, far fewer.",
    )


def _us_forces(book: Book) -> dict[str, Figure]:
    """Forces of the USA that its own or NATO's goals give."""
    rule = book.rule(
        "us_battalions", "Patriot battalions that the US Army wants, with as many batteries each as today."
    )
    batteries = book.fact("inventories-018", "units") * (
        book.fact("inventories-021", "units") / book.fact("inventories-019", "units")
    )
    return {
        BATTERIES: batteries.by(rule),
        "us_interceptor_objective": book.fact("platforms-055", "units"),
    }


def _by_place(book: Book) -> list[tuple[str, str, Figure]]:
    """(place, force, quantity) of every ally."""
    europeans = tuple(place for place in SHARERS if place != "CAN")
    rows = []
    for force, quantity in (_goals(book) | _hostile(book)).items():
        sharers = europeans if force == BATTERIES else SHARERS  # the published number is of Europe alone
        rows += [
            (place, force, (quantity * gdp_ratio(book, place, sharers)).of("units").by("by_gdp")) for place in sharers
        ]
    return rows + [("USA", force, quantity) for force, quantity in _us_forces(book).items()]


def _published(book: Book) -> None:
    """Scales of the published requirement, and rows that totals can be held against."""
    once = book.rule("once", "Exactly one: the need is a number of pieces, not a rate over days.")
    drones = book.fact("money-6543", "units/year").of("units")
    batteries = book.fact("inventories-329", "units")
    for item, quantity in (("long_range_drone", drones), ("long_range_air_defence_battery", batteries)):
        book.add(
            "scales",
            needs_set=REPLACE,
            force="share_of_requirement",
            item=item,
            method="published",
            per_force=quantity,
            days=one("days", once),
        )
    for name, group, item, quantity, about in (
        (
            "long_range_drones_a_year",
            "NATO_EUR",
            "long_range_drone",
            drones,
            "Long-range drones to be made in a year to match Russia",
        ),
        (
            "long_range_air_defence_batteries",
            "NATO_EUR",
            "long_range_air_defence_battery",
            batteries,
            "Patriot and SAMP/T batteries that Europe needs",
        ),
        (
            "us_army_interceptors",
            "NATO",
            "long_range_interceptor",
            book.fact("platforms-055", "units"),
            "PAC-3 MSE that the US Army alone wants",
        ),
        (
            "german_cruise_missiles",
            "NATO_EUR",
            "cruise_missile",
            book.fact("platforms-336", "units"),
            "New cruise missiles that Germany alone plans",
        ),
    ):
        book.add("requirements", requirement=name, group=group, item=item, quantity=quantity, about=about)


def add_needs(book: Book) -> Needs:
    """Add forces, scales and requirements; returns needs by place and item, brigades aside."""
    scales = _scales(book)
    once = book.rule("once", "Exactly one: the need is a number of pieces, not a rate over days.")
    objective = Scale(
        "us_interceptor_objective",
        "long_range_interceptor",
        "published",
        one("units", once),
        one("days", once),
    )
    forces = _by_place(book)
    for place, force, quantity in forces:
        book.add("forces", needs_set=GOALS, place=place, force=force, quantity=quantity)
    for scale in [*scales, objective]:
        book.add(
            "scales",
            needs_set=GOALS,
            force=scale.force,
            item=scale.item,
            method=scale.method,
            per_force=scale.per_force,
            days=scale.days,
        )
    _published(book)
    parts: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for place, force, quantity in forces:
        for scale in [*scales, objective]:
            if scale.force == force:
                parts[place, scale.item].append((quantity * scale.per_force * scale.days).of("units"))
    return {key: total(figures) for key, figures in parts.items()}
