"""People of allies and crews of things: who serves, leaves and joins, and whom one thing more needs.

They are in the case and not called up: `share` of every row of `crews` is 0 (docs/data.md says why). A share above 0
counts them, and puts levers on sale (`levers_people`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tools.derivation.alliance import ALLIES, WITHOUT_FORCES
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.lookup import NATO_EDITION, Series

#: Year of NATO's count of who serves.
YEAR = 2026


@dataclass(frozen=True)
class Turnover:
    """Facts on who was taken in and who was gone at the end of a year, of how many; `grown`: net growth instead."""

    intake: str
    serving: str
    outflow: str = ""
    grown: str = ""


#: Allies that publish whom they take in and who leaves: the latest year that is known whole.
TURNOVER: Mapping[str, Turnover] = {
    "DEU": Turnover("forces-2360", "forces-2362", grown="forces-2046"),
    "GBR": Turnover("forces-2459", "forces-2469", outflow="forces-2460"),
    "POL": Turnover("forces-2149", "forces-2142", outflow="forces-2153"),
}

#: What a brigade goes by, and how many sit in one of it, or serve it at the gun: value and range.
OWN: Mapping[str, tuple[float, float, float]] = {
    "howitzer_155mm": (6, 5, 8),
    "main_battle_tank": (4, 3, 4),
    "rocket_launcher": (3, 3, 4),
}


def derive(book: Book) -> None:
    """Fill `people` and `crews`. Runs after the rows, and before levers."""
    strength = Series.read(book, NATO_EDITION, "military_personnel", "stock")
    for place in ALLIES:
        if place not in WITHOUT_FORCES:
            serving = _serving(book, strength, place)
            leave, recruits = _turnover(book, place, serving)
            book.add(
                "people",
                place=place,
                strength=serving,
                leave=leave,
                recruits=recruits,
                dropout=dropout(book),
                training=training(book),
                reserves=_reserves(book),
                pay=pay(book),
            )
    share = _share(book)
    for item, crew in sorted((_of_brigades(book) | _of_others(book)).items()):
        book.add("crews", item=item, crew=crew, share=share)


# people -----------------------------------------------------------------------


def _serving(book: Book, strength: Series, place: str) -> Figure:
    """NATO's count, an estimate; its range holds that of the year before."""
    rule = book.rule("strength_of_two_years", "NATO's estimate of the year; the range holds that of the year before.")
    now, before = (book.fact(strength.id(place, year), "persons") for year in (YEAR, YEAR - 1))
    return now.ranged(min(now.low, before.low), max(now.high, before.high), *before.basis).by(rule)


def _turnover(book: Book, place: str, serving: Figure) -> tuple[Figure, Figure]:
    """Percent that leaves in a year, and persons who are taken in."""
    if place in TURNOVER:
        return _published(book, TURNOVER[place], serving)
    leave = book.assume(
        "leave_of_others", 8, 4, 10, "percent/year",
        "Trained people who leave in a year, of those in service: 4 in Poland, 8 in the United Kingdom, 9 in Germany "
        "by their own figures of 2024 and 2025.",
    )  # fmt: skip
    growth = book.assume(
        "growth_of_others", 1, 0, 2, "percent/year",
        "Where only NATO's count of strength is known, forces are taken to grow by a hundredth a year: those of "
        "France, Italy, Spain and the Netherlands were about as many in 2024 as ten years before, and Spain plans two.",
    )  # fmt: skip
    rule = book.rule(
        "recruits_for_growth",
        "As many as replace those who leave and let the force grow, over the part that finishes training; the range "
        "is that of the growth, since who leaves is replaced.",
    )
    stays = 1 - dropout(book).value / 100
    value, low, high = (
        serving.value * (leave.value + end) / 100 / stays for end in (growth.value, growth.low, growth.high)
    )
    basis = (*serving.basis, *leave.basis, *growth.basis, *dropout(book).basis)
    return leave, Figure(value, low, high, "persons/year", basis).by(rule)


def _published(book: Book, known: Turnover, serving: Figure) -> tuple[Figure, Figure]:
    """By what an ally itself publishes, carried over to NATO's count by strength."""
    rule = book.rule(
        "turnover_of_a_force",
        "Taken in over strength by the ally's own count, times NATO's count; trained people who leave: taken in less "
        "those who drop out and less the net growth, over strength.",
    )
    intake, own = book.fact(known.intake, "persons/year"), book.fact(known.serving, "persons")
    gone = book.fact(known.outflow or known.grown, "persons/year")
    growth = intake.value - gone.value if known.outflow else gone.value
    taken = intake.value / own.value * serving.value
    leave = 100 * (intake.value * (1 - dropout(book).value / 100) - growth) / own.value
    basis = (*intake.basis, *own.basis, *gone.basis, *serving.basis)
    recruits = Figure(taken, taken, taken, "persons/year", basis) * _spread(book)
    left = Figure(leave, leave, leave, "percent/year", (*basis, *dropout(book).basis)) * _spread(book)
    return left.by(rule), recruits.by(rule)


def _spread(book: Book) -> Figure:
    """How far the turnover of other years may lie from that of one year."""
    found = book.assume(
        "turnover_of_other_years", 1, 0.75, 1.35, "factor",
        "Germany took in a third more in 2025 than in 2024, the United Kingdom a fourth less in 2023 than in 2025; who "
        "leaves varies less.",
    )  # fmt: skip
    return found.resting_on("forces-2051", "forces-2467")


def dropout(book: Book) -> Figure:
    """Percent of those taken in who do not finish their training."""
    found = book.assume(
        "dropout_in_training", 20, 15, 33, "percent",
        "Of German recruits 20 to 27 in a hundred went within six months in 2022 to 2025, of those of the army 33; no "
        "other ally publishes such a figure.",
    )  # fmt: skip
    return found.resting_on("forces-2050", "forces-2052", "forces-2053", "forces-2361")


def training(book: Book) -> Figure:
    """Months from being taken in to a place in a crew."""
    found = book.assume(
        "training_for_a_crew", 12, 6, 24, "months",
        "Half a year for the crew of an air defence battery, three weeks for a driver of tanks, years for a whole unit "
        "and five for a pilot; a year stands for a crew that serves with others who are trained.",
    )  # fmt: skip
    return found.resting_on("forces-2320", "forces-2426", "forces-2421")


def pay(book: Book) -> Figure:
    """EUR for a year of one more person in service."""
    found = book.assume(
        "cost_of_a_soldier", 70000, 30000, 110000, "EUR/year",
        "Pay, keep and provision of one more soldier, in the mean of allies: Germany spends 91,000 on each of its "
        "soldiers and civilians, and starts at 31,000; the range runs from the eastern to the western allies.",
    )  # fmt: skip
    return found.resting_on("forces-2097", "prices-085", "forces-2362", "forces-2365")


def _reserves(book: Book) -> Figure:
    rule = book.rule(
        "reservists_of_today",
        "Reservists who man crews today are in what is manned today; there are no others until a lever adds them.",
    )
    return Figure(0.0, 0.0, 0.0, "persons", (f"rule:{rule}",))


# crews ------------------------------------------------------------------------


def _of_brigades(book: Book) -> dict[str, Figure]:
    """People of a brigade by the things that it goes by, in proportion to who sits in them."""
    rule = book.rule(
        "slices_of_a_brigade",
        "People of a brigade times the part of its crews that sit in the items of a kind, over how many of these a "
        "brigade has: its infantry, engineers, supply and staff are shared out with its crews. Infantry in fighting "
        "vehicles is left with them.",
    )
    sizes = [book.fact(fact, "persons") for fact in ("forces-2272", "forces-2446")]
    whole = total(sizes) / len(sizes)
    ends = min(size.low for size in sizes), max(size.high for size in sizes)
    scales = {
        str(row["item"]): figure_of(row, "per_force", "units")
        for row in book.tables["scales"]
        if (row["needs_set"], row["force"]) == ("force_goals", "brigade")
    }
    own = {item: _own(book, item, *numbers) for item, numbers in OWN.items()}
    vehicle = "infantry_fighting_vehicle"
    own[vehicle] = _own(book, vehicle, 9, 6, 10)
    crews = sum(own[item].value * scales[item].value for item in own)
    found = {}
    for item in OWN:
        value = own[item].value * whole.value / crews
        figure = Figure(value, value * ends[0] / whole.value, value * ends[1] / whole.value, "persons", whole.basis)
        found[item] = figure.resting_on(*own[item].basis).by(rule)
    return found


def _own(book: Book, item: str, value: float, low: float, high: float) -> Figure:
    return book.assume(
        f"crew_of_{item}", value, low, high, "persons",
        "Who sits in one, or serves it at the gun; infantry that a fighting vehicle carries is counted with it.",
    )  # fmt: skip


def _of_others(book: Book) -> dict[str, Figure]:
    """A battery with its part of a battalion; an aircraft with its part of a wing."""
    battery = book.fact("forces-2319", "persons") * book.assume(
        "part_of_a_battalion", 1.5, 1, 2.5, "factor",
        "People of a battery of air defence with its part of the staff, supply and repair of the battalion, over its "
        "own; no ally publishes how these are shared out.",
    )  # fmt: skip
    rule = book.rule("slice_of_a_battery", "People of a battery, with its part of the battalion.")
    aircraft = book.assume(
        "people_of_an_aircraft", 25, 12, 50, "persons",
        "Pilots (Germany had 163 for some 140 aircraft of one type), technicians and the part of the wing that goes "
        "with one more aircraft; no ally publishes how many serve for each.",
    )  # fmt: skip
    return {
        "combat_aircraft": aircraft.resting_on("forces-2424"),
        "long_range_air_defence_battery": battery.of("persons").by(rule),
    }


def _share(book: Book) -> Figure:
    return book.assume(
        "crews_called_up", 0, 0, 100, "percent",
        "Off in the case: what a brigade of today lacks in vehicles it has in people, in many allies, and nobody "
        "publishes who serves in which unit. Who knows better sets it.",
    )  # fmt: skip
