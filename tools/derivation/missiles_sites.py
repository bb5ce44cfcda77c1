"""What every production line of missiles and drones has: dated rates, cost and time of expansion."""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.figures import Book, Figure
from tools.derivation.missiles_rules import START, like_another, mean_of_types, months, prices
from tools.derivation.money import euros

#: A point of a line: month, rate, status.
Point = tuple[str, Figure, str]

STATUSES = ("announced", "budgeted", "contracted", "delivered")
DELIVERED = ("delivered",)
SUPPLIERS_OUTSIDE = ("KOR", "ISR", "JPN")


@dataclass(frozen=True)
class Line:
    """A production line before its expansion figures are worked out."""

    site: str
    name: str
    place: str
    item: str
    owner: str
    points: tuple[Point, ...]
    build_lag: Figure
    ramp: Figure
    capex: Figure
    for_allies: bool = False

    def rate(self, date: str, *, trusted: tuple[str, ...] = STATUSES) -> Figure:
        """The rate on `date`: linear between the points of a `trusted` status, constant outside them."""
        points = [point for point in self.points if point[2] in trusted] or [self.points[0]]
        before = [point for point in points if point[0] <= date] or points[:1]
        after = [point for point in points if point[0] > date] or points[-1:]
        (start, first, _), (end, last, _) = before[-1], after[0]
        if end <= start:
            return first
        done = min(max(months(start, date) / months(start, end), 0.0), 1.0)
        return first * (1 - done) + last * done


def rates(book: Book, *facts: tuple[str, str, str]) -> tuple[Point, ...]:
    """Points that are single facts: (month, fact, status)."""
    return tuple((date, book.fact(fact, "units/month"), status) for date, fact, status in facts)


def build_lag(book: Book, fact: str, *, own: bool = False) -> Figure:
    """Months from an order of expansion to first output: an `own` fact, or that of a similar plant."""
    lag = book.fact(fact, "months")
    return lag if own else like_another(book, lag)


def ramp(book: Book, fact: str = "lines-001", *, own: bool = False) -> Figure:
    """Months in which an expansion reaches its full rate; that of Javelin unless another fact is named."""
    months_of_growth = book.fact(fact, "months")
    return months_of_growth if own else like_another(book, months_of_growth)


def intensity(book: Book) -> Figure:
    """Investment per million EUR of added yearly output, from three expansions with known money and rates."""
    price = prices(book)
    return mean_of_types(
        book,
        [
            diehl_capex(book) / price["medium_range_interceptor"] / 12,
            himars_capex(book) / price["rocket_launcher"] / 12,
            jassm_capex(book) / price["cruise_missile"] / 12,
        ],
    ).of("factor")


def capex_by_value(book: Book, item: str) -> Figure:
    """Investment per monthly unit from the item's price and the usual intensity."""
    rule = book.rule(
        "capex_by_value",
        "Investment per unit of monthly rate is the yearly value of that output times "
        "the mean intensity of three missile and launcher expansions whose cost and rates are known.",
    )
    return (prices(book)[item] * intensity(book) * 12).of("million_EUR").by(rule)


def _money_per_rate(book: Book, money: Figure, added: Figure) -> Figure:
    rule = book.rule("money_per_rate", "Investment of an announced expansion divided by the monthly rate it adds.")
    return (money / added).of("million_EUR").by(rule)


def diehl_capex(book: Book) -> Figure:
    """IRIS-T plants: investment over five years against the growth of missile output."""
    added = book.fact("lines-048", "units/month") - book.fact("platforms-185", "units/month")
    return _money_per_rate(book, euros(book, "platforms-188"), added)


def himars_capex(book: Book) -> Figure:
    """HIMARS: the firm's own money against the doubling of the rate."""
    added = book.fact("platforms-181", "units/month") - book.fact("platforms-179", "units/month")
    return _money_per_rate(book, euros(book, "platforms-182"), added)


def jassm_capex(book: Book) -> Figure:
    """JASSM and LRASM: tooling money against the growth of the rate."""
    added = book.fact("lines-058", "units/month") - book.fact("lines-057", "units/month")
    return _money_per_rate(book, euros(book, "platforms-340"), added)


def drone_capex(book: Book) -> Figure:
    """A drone plant: investment against its capacity."""
    return _money_per_rate(book, euros(book, "lines-090"), book.fact("lines-091", "units/month"))


def kongsberg_capex(book: Book) -> Figure:
    """The cruise missile plant at Kongsberg: investment against its capacity."""
    return _money_per_rate(book, euros(book, "platforms-317"), book.fact("lines-011", "units/month"))


def export_share(book: Book, line: Line) -> Figure:
    """Percent of output that the host lets go to allies when it stands outside the group asked about."""
    if line.for_allies:
        rule = book.rule(
            "built_for_allies",
            "The rate of this line is read from allies' orders alone, so all of it goes to them.",
        )
        return Figure(100.0, 100.0, 100.0, "percent", (f"rule:{rule}",))
    rule = book.rule(
        "missile_share_by_host",
        "What a host lets go is one assumption for the USA, one for Europe and one "
        "for the other suppliers, applied to all their lines of missiles and drones.",
    )
    return _share_of_host(book, line.place).by(rule)


def _share_of_host(book: Book, place: str) -> Figure:
    if place == "USA":
        return book.assume(
            "export_share_of_us_lines",
            25,
            10,
            45,
            "percent",
            "The largest AMRAAM lot is half for foreign buyers, of whom Europe is about half; the "
            "European demand for guided rockets that industry names is a quarter of Camden's rate, for "
            "PAC-3 somewhat more.",
        )
    if place in SUPPLIERS_OUTSIDE:
        return book.assume(
            "export_share_of_other_suppliers",
            20,
            5,
            40,
            "percent",
            "Suppliers in Asia and Israel serve their own forces and neighbours first.",
        )
    return book.assume(
        "export_share_of_european_lines",
        70,
        40,
        90,
        "percent",
        "European lines live on each other's orders, but a host at risk would keep part.",
    )


def rate_max(book: Book, line: Line) -> Figure:
    """Highest rate that expansion may reach: four times today's, or twice the highest announced."""
    rule = book.rule(
        "highest_rate",
        "Expansion may bring a line to four times today's rate, as Mistral managed in "
        "three years, or to twice the highest announced, as MBDA did over two years; the larger counts.",
    )
    peak = max((rate for _, rate, _ in line.points), key=lambda f: f.value) * book.fact("lines-052", "factor")
    today = line.rate(START, trusted=DELIVERED) * book.fact("platforms-197", "factor")
    return max(peak, today, key=lambda f: f.value).of("units/month").by(rule)


def add_line(book: Book, line: Line) -> None:
    """Rows of a line in `sites` and `capacity`."""
    book.add(
        "sites",
        site=line.site,
        name=line.name,
        place=line.place,
        item=line.item,
        owner=line.owner,
        capex=line.capex,
        build_lag=line.build_lag,
        ramp=line.ramp,
        rate_max=rate_max(book, line),
        export_share=export_share(book, line),
    )
    for date, rate, status in line.points:
        book.add("capacity", site=line.site, date=date, rate=rate, status=status)
