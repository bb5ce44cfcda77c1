"""Tanks, infantry fighting vehicles, howitzers and combat aircraft: items, lines, orders, stocks, needs."""

from __future__ import annotations

from tools.derivation import forces, platforms_orders, platforms_sites, platforms_stocks
from tools.derivation.figures import Book, Figure
from tools.derivation.money import euros
from tools.derivation.platforms_orders import AIRCRAFT, HOWITZER, TANK, VEHICLE

NAMES = {
    TANK: "Main battle tank",
    VEHICLE: "Infantry fighting vehicle",
    HOWITZER: "Howitzer, 155 mm",
    AIRCRAFT: "Combat aircraft",
}


def derive(book: Book) -> None:
    """Add the rows of the platforms to every table that they have a part in."""
    _items(book)
    platforms_sites.derive(book)
    platforms_orders.derive(book, platforms_sites.hosts())
    platforms_stocks.derive(book)
    forces.derive(book)


def _items(book: Book) -> None:
    prices = {
        TANK: _tank_price(book),
        VEHICLE: _vehicle_price(book),
        HOWITZER: _howitzer_price(book),
        AIRCRAFT: _aircraft_price(book),
    }
    leads = {
        TANK: _lead(book, "platforms-156", "lines-016", "platforms-402"),
        VEHICLE: _lead(book, "lines-196", "lines-026", "lines-338"),
        HOWITZER: _lead(book, "platforms-576", "platforms-546", "lines-296"),
        AIRCRAFT: _lead(book, "lines-288", "lines-288", "platforms-269"),
    }
    for item, name in NAMES.items():
        book.add(
            "items",
            item=item,
            name=name,
            kind="needed",
            unit="units",
            price=prices[item],
            advance_share=_advance(book),
            lead_time=leads[item],
            loss_rate=_loss(book, item),
            weight=_weight(book),
        )


def covering(figure: Figure, *others: Figure) -> Figure:
    """Widen the range of a figure to the values of other sources."""
    values = [other.value for other in others]
    basis = [each for other in others for each in other.basis]
    return figure.ranged(min(figure.low, *values), max(figure.high, *values), *basis)


def _tank_price(book: Book) -> Figure:
    """The German price with support, up to the Korean package for Poland."""
    return covering(euros(book, "platforms-154"), euros(book, "platforms-161"), euros(book, "platforms-155"))


def _vehicle_price(book: Book) -> Figure:
    """The Danish price, between the Slovak and the German one."""
    return covering(euros(book, "lines-372"), euros(book, "lines-337"), euros(book, "lines-195"))


def _howitzer_price(book: Book) -> Figure:
    """The Swedish price, between the Slovak gun and the newest German one."""
    return covering(euros(book, "lines-297"), euros(book, "lines-238"), euros(book, "lines-133"))


def _aircraft_price(book: Book) -> Figure:
    """Mean of a stealth aircraft with its engine and a Eurofighter with support."""
    rule = book.rule(
        "mean_price_of_aircraft",
        "Mean of the American aircraft with its engine and the European one with support; the range covers both.",
    )
    american = euros(book, "platforms-257") + euros(book, "lines-294")
    european = euros(book, "platforms-596")
    mean = (american + european) / 2
    return mean.ranged(american.low, european.high).by(rule)


def _lead(book: Book, value: str, shortest: str, longest: str) -> Figure:
    """Months from contract to first delivery, between the shortest and the longest published wait."""
    figure = book.fact(value, "months")
    return covering(figure, book.fact(shortest, "months"), _first_of(book, longest))


def _first_of(book: Book, fact: str) -> Figure:
    """The wait for the first unit, where a fact gives the waits for the first and the last."""
    figure = book.fact(fact, "months")
    if book.facts[fact]["value"]:
        return figure
    return Figure(figure.low, figure.low, figure.low, "months", (fact,))


def _advance(book: Book) -> Figure:
    book.assume(
        "range_of_advance",
        24,
        10,
        35,
        "percent",
        "Advances run from a tenth in framework orders to a third where the buyer pays for long-lead parts.",
    )
    rule = book.rule(
        "advance_of_platforms", "Share paid in advance in the one contract that states it, taken for all platforms."
    )
    return book.fact("lines-264", "percent").ranged(10, 35, "range_of_advance").by(rule)


def _loss(book: Book, item: str) -> Figure:
    if item == AIRCRAFT:
        return book.assume(
            "yearly_retirement_of_aircraft",
            2,
            1,
            3,
            "percent/year",
            "Airframes serve thirty to fifty years with one extension; accidents take a few more.",
        )
    rule = book.rule("same_for_land_platforms", "One yearly loss to age for all land platforms.")
    return book.assume(
        "yearly_retirement_of_land_platforms",
        0.8,
        0.2,
        2,
        "percent/year",
        "Hulls are rebuilt rather than scrapped and serve forty years and more; under a hundredth leaves in a year.",
    ).by(rule)


def _weight(book: Book) -> Figure:
    rule = book.rule(
        "equal_weight_of_platforms", "Shortfalls of all platforms weigh the same, each as a share of its need."
    )
    return book.assume(
        "weight_of_platforms",
        1,
        0.5,
        2,
        "weight",
        "No public ranking of platforms exists, so none is preferred; users may set their own.",
    ).by(rule)
