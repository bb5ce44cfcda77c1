"""Shares of output for defence: paths ahead, history, and what of it buys the modelled items."""

from __future__ import annotations

from tools.derivation.alliance import ADVERSARIES, ALLIES, PARTNERS, WITHOUT_FORCES
from tools.derivation.economy import BASE, Gdp
from tools.derivation.figures import Book, Figure, total
from tools.derivation.lookup import LONG_SERIES, NATO_EDITION, Series
from tools.derivation.prices import euros

NOW = 2026
#: The year in which the path of two per cent starts, and in which that of three per cent is there.
TWO_PERCENT_FROM, THREE_PERCENT_BY, AGREEMENT_BY = 2027, 2030, 2035

PATHS_AHEAD = ("two_percent", "three_percent", "three_and_a_half_percent", "five_percent", "national")

#: Facts of the alliance's targets.
TWO, THREE, CORE, WHOLE, RELATED = "money-6293", "money-6296", "money-6290", "money-6289", "money-6291"
GUIDELINE_FOR_EQUIPMENT = "money-6295"
NO_FORCES = "money-6132"

#: National pledges of core defence: ally -> (year in which the share is reached, fact).
PLEDGES: dict[str, tuple[tuple[int, str], ...]] = {
    "CZE": ((2030, "money-6577"),),
    "DEU": ((2029, "money-6297"),),
    "DNK": ((2030, "money-6334"),),
    "ESP": ((2035, "money-6330"),),
    "EST": ((2026, "money-6316"),),
    "FIN": ((2029, "money-6574"),),
    "FRA": ((2030, "money-6329"),),
    "GBR": ((2027, "money-6321"), (2034, "money-6322"), (2035, "money-6323")),
    "LTU": ((2030, "money-6317"),),
    "LVA": ((2028, "money-6320"),),
    "NLD": ((2035, "money-6333"),),
    "POL": ((2026, "money-6311"),),
    "SWE": ((2030, "money-6332"),),
}
#: Pledges of the whole five per cent, of which the related part is taken off.
WHOLE_PLEDGES: dict[str, tuple[int, str]] = {
    "CAN": (2035, "money-6341"),
    "NOR": (2035, "money-6576"),
    "TUR": (2035, "money-6336"),
}

#: Orders for modelled items placed from 2022 to 2025, for the two allies whose orders the facts know best.
KNOWN_ORDERS: dict[str, tuple[str, ...]] = {
    "DEU": (
        "ammunition-277",
        "ammunition-356",
        "lines-027",
        "lines-132",
        "lines-194",
        "lines-261",
        "lines-269",
        "lines-348",
    ),
    "POL": ("lines-096", "lines-203", "lines-205", "platforms-160", "platforms-281", "platforms-289", "platforms-555"),
}
ORDER_YEARS = (2022, 2023, 2024, 2025)

#: Shares of output of places outside NATO's tables: (place, year) -> (fact, facts that widen the range).
OTHER_SHARES: dict[tuple[str, int], tuple[str, ...]] = {
    ("CHN", 2022): ("money-6418",),
    ("CHN", 2023): ("money-6416",),
    ("CHN", 2025): ("money-6368",),
    ("IRN", 2024): ("money-6407",),
    ("PRK", 2022): ("money-6469",),
    ("RUS", 2021): ("money-6572",),
    ("RUS", 2022): ("money-6414", "money-6456"),
    ("RUS", 2023): ("money-6412", "money-6457"),
    ("RUS", 2024): ("money-6454", "money-6405", "money-6458"),
    ("RUS", 2025): ("money-6369", "money-6455", "money-6459"),
    ("UKR", 2024): ("money-6408",),
    ("UKR", 2025): ("money-6373",),
}
HISTORY_BEGINS, NATO_BEGINS = 1960, 2014
COLD_WAR_MEAN = ("money-6345", 1982)


def derive(book: Book, gdp: Gdp) -> None:
    """Fill `paths`, `budgets` and `history`."""
    shares = Series.read(book, NATO_EDITION, "defence_expenditure", "share_of_gdp")
    _paths(book, shares)
    _budgets(book, shares, gdp)
    _history(book, shares)


def fixed(figure: Figure) -> Figure:
    """A figure that a path sets: what is pledged, without a range."""
    return figure.ranged(figure.value, figure.value)


def _paths(book: Book, shares: Series) -> None:
    """One line of anchors for each ally and path."""
    two, three, core = (fixed(book.fact(fact, "percent")) for fact in (TWO, THREE, CORE))
    agreed = _without_related(book, WHOLE)
    for place in ALLIES:
        now = _today(book, shares, place)
        _line(book, "today", place, now, ())
        if place in WITHOUT_FORCES:
            for path in PATHS_AHEAD:
                _line(book, path, place, now, ())
            continue
        _line(book, "two_percent", place, now, ((TWO_PERCENT_FROM, two),))
        _line(book, "three_percent", place, now, _raised(now, ((THREE_PERCENT_BY, three),)))
        _line(book, "three_and_a_half_percent", place, now, _raised(now, ((AGREEMENT_BY, core),)))
        _line(book, "five_percent", place, now, _raised(now, ((AGREEMENT_BY, agreed),)))
        _line(book, "national", place, now, _raised(now, _pledges(book, place)))


Anchors = tuple[tuple[int, Figure], ...]


def _line(book: Book, path: str, place: str, now: Anchors, ahead: Anchors) -> None:
    for year, share in (*now, *ahead):
        book.add("paths", path=path, place=place, year=year, share=share)


def _today(book: Book, shares: Series, place: str) -> Anchors:
    """What NATO estimates for this year and the last."""
    if place in WITHOUT_FORCES:
        return ((NOW, book.fact(NO_FORCES, "percent")),)
    return tuple((year, book.fact(shares.id(place, year), "percent")) for year in (BASE, NOW))


def _raised(now: Anchors, targets: Anchors) -> Anchors:
    """Targets that lie ahead and above the present share; who is above a target keeps its share."""
    year, share = now[-1]
    return tuple((when, target) for when, target in targets if when > year and target.value > share.value)


def _without_related(book: Book, fact: str) -> Figure:
    """The core of a pledge of the whole: without networks and resilience, which buy no arms."""
    rule = book.rule(
        "core_of_whole_pledge",
        "A pledge of five per cent counts without the part for "
        "defence-related outlays; only core defence buys the modelled "
        "items.",
    )
    return fixed(book.fact(fact, "percent") - book.fact(RELATED, "percent")).by(rule)


def _pledges(book: Book, place: str) -> Anchors:
    """An ally's own pledges, each reached in its year; none: today's share."""
    if place in WHOLE_PLEDGES:
        year, fact = WHOLE_PLEDGES[place]
        return ((year, _without_related(book, fact)),)
    return tuple((year, _pledged(book, fact)) for year, fact in PLEDGES.get(place, ()))


def _pledged(book: Book, fact: str) -> Figure:
    """A pledge; its range is kept only if the pledge itself names one."""
    row = book.facts[fact]
    figure = book.fact(fact, "percent")
    return figure if row["low"] and row["high"] else fixed(figure)


def _budgets(book: Book, shares: Series, gdp: Gdp) -> None:
    equipment = Series.read(book, NATO_EDITION, "defence_expenditure", "equipment_share_of_defence_expenditure")
    modelled = modelled_share(book, shares, equipment, gdp)
    for place in ALLIES:
        book.add("budgets", place=place, equipment_share=_equipment(book, equipment, place), modelled_share=modelled)


def _equipment(book: Book, series: Series, place: str) -> Figure:
    """The share of this year, its range that of the last three."""
    if place in WITHOUT_FORCES:
        rule = book.rule(
            "equipment_without_forces",
            "An ally without forces has no share for equipment in "
            "NATO's tables and takes the guideline; it spends "
            "nothing.",
        )
        return book.fact(GUIDELINE_FOR_EQUIPMENT, "percent").by(rule)
    years = [book.fact(series.id(place, year), "percent") for year in (NOW, NOW - 1, NOW - 2)]
    values = [figure.value for figure in years]
    return years[0].ranged(min(values), max(values), *years[1].basis, *years[2].basis)


def modelled_share(book: Book, shares: Series, equipment: Series, gdp: Gdp) -> Figure:
    """Share of equipment expenditure that goes to the modelled items."""
    rule = book.rule(
        "modelled_share_from_orders",
        "For Germany and Poland, known orders of modelled items from 2022 to 2025 are divided "
        "by their expenditure on equipment in these years; the mean of both, times a factor for "
        "orders that are not among the facts, holds for every ally.",
    )
    unseen = book.assume(
        "orders_not_seen",
        1.2,
        0.7,
        1.8,
        "factor",
        "The facts miss many orders of combat aircraft, rockets and interceptors, which "
        "speaks for more; orders are paid over more years than they are compared with, and "
        "some ceilings are shared with other buyers, which speaks for less.",
    )
    parts = []
    for place, orders in KNOWN_ORDERS.items():
        spent = total(_equipment_spent(book, shares, equipment, gdp, place, year) for year in ORDER_YEARS)
        parts.append(total(euros(book, order) for order in orders) / spent * 100)
    return (total(parts) / len(parts) * unseen).of("percent").by(rule)


def _equipment_spent(book: Book, shares: Series, equipment: Series, gdp: Gdp, place: str, year: int) -> Figure:
    share = book.fact(shares.id(place, year), "percent") * book.fact(equipment.id(place, year), "percent")
    return gdp[place, year] * share * 1e-4


def _history(book: Book, shares: Series) -> None:
    """NATO's tables where they reach, the long series before, single estimates elsewhere."""
    long = Series.read(book, LONG_SERIES, "military_expenditure", "share_of_gdp")
    for place in sorted({**ALLIES, **PARTNERS, **ADVERSARIES}):
        for year in range(HISTORY_BEGINS, NOW + 1):
            share = _share_in(book, shares, long, place, year)
            if share is not None:
                book.add("history", place=place, year=year, share=share)
    fact, year = COLD_WAR_MEAN
    book.add("history", place="NATO_EUR", year=year, share=book.fact(fact, "percent"))


def _share_in(book: Book, shares: Series, long: Series, place: str, year: int) -> Figure | None:
    if place in WITHOUT_FORCES:
        return book.fact(NO_FORCES, "percent") if year >= NATO_BEGINS else None
    if shares.has(place, year):
        return book.fact(shares.id(place, year), "percent")
    if (place, year) in OTHER_SHARES:
        return _disputed(book, OTHER_SHARES[place, year])
    return book.fact(long.id(place, year), "percent") if long.has(place, year) else None


def _disputed(book: Book, facts: tuple[str, ...]) -> Figure:
    """The first fact; the others widen its range."""
    first, *others = (book.fact(fact, "percent") for fact in facts)
    low, high = (pick([first, *others]) for pick in (_lowest, _highest))
    return first.ranged(low, high, *facts[1:])


def _lowest(figures: list[Figure]) -> float:
    return min(figures[0].low, *(figure.value for figure in figures))


def _highest(figures: list[Figure]) -> float:
    return max(figures[0].high, *(figure.value for figure in figures))
