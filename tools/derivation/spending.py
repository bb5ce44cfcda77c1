"""Shares of output for defence: paths ahead, history, and what of it is spent on what stands already."""

from __future__ import annotations

from collections.abc import Sequence

from tools.derivation.alliance import ADVERSARIES, ALLIES, PARTNERS, WITHOUT_FORCES
from tools.derivation.economy import BASE
from tools.derivation.figures import Book, Figure, total
from tools.derivation.lookup import LONG_SERIES, NATO_EDITION, Series

NOW = 2026
#: The year in which the path of two per cent starts, and in which that of three per cent is there.
TWO_PERCENT_FROM, THREE_PERCENT_BY, AGREEMENT_BY = 2027, 2030, 2035

PATHS_AHEAD = ("two_percent", "three_percent", "three_and_a_half_percent", "five_percent", "national")

#: Core shares as they are debated, percent of output, and the years by which they would be reached.
DEBATED, DEBATED_BY = ("2", "2.5", "3", "3.5"), (2029, 2032, 2035)
#: Years whose mean share of its own an ally would come back to, the year by which, and the fewest years on record.
COLD_WAR, COLD_WAR_BY, COLD_WAR_FEWEST = range(1980, 1990), 2032, 5

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

#: Categories of NATO's tables that pay for what is there: pay, operation and the rest, infrastructure.
STANDING_CATEGORIES = ("personnel", "other", "infrastructure")
#: Years whose categories say what standing costs; what one ally's tables book otherwise in a year is left out.
STANDING_YEARS = (2023, 2024, 2025, 2026)
BOOKED_OTHERWISE = {("NLD", 2023)}

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
Anchors = tuple[tuple[int, Figure], ...]

HISTORY_BEGINS, NATO_BEGINS = 1960, 2014
COLD_WAR_MEAN = ("money-6345", 1982)


def derive(book: Book) -> None:
    """Fill `paths`, `budgets` and `history`."""
    shares = Series.read(book, NATO_EDITION, "defence_expenditure", "share_of_gdp")
    _paths(book, shares)
    _budgets(book)
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
            debated = [_named(share, year) for share in DEBATED for year in DEBATED_BY]
            for path in (*PATHS_AHEAD, "cold_war", *debated):
                _line(book, path, place, now, ())
            continue
        _line(book, "two_percent", place, now, ((TWO_PERCENT_FROM, two),))
        _line(book, "three_percent", place, now, _raised(now, ((THREE_PERCENT_BY, three),)))
        _line(book, "three_and_a_half_percent", place, now, _raised(now, ((AGREEMENT_BY, core),)))
        _line(book, "five_percent", place, now, _raised(now, ((AGREEMENT_BY, agreed),)))
        _line(book, "national", place, now, _raised(now, _pledges(book, place)))
        _debated(book, place, now)
        _line(book, "cold_war", place, now, _raised(now, ((COLD_WAR_BY, _cold_war(book, place)),)))


def _named(share: str, year: int) -> str:
    return f"core_{share}_by_{year}"


def _debated(book: Book, place: str, now: Anchors) -> None:
    """Core shares of two to three and a half per cent, reached evenly by some year; who is above keeps its share."""
    for share in DEBATED:
        core = book.assume(
            f"core_share_of_{share.replace('.', '_')}_percent",
            float(share),
            float(share),
            float(share),
            "percent",
            "A core share of output that is asked about in debates on defence spending: a question, not an estimate.",
            role="setting",
        )
        for year in DEBATED_BY:
            _line(book, _named(share, year), place, now, _raised(now, ((year, core),)))


def _cold_war(book: Book, place: str) -> Figure:
    """The mean share of an ally in the eighties; of one without a record the alliance's in Europe."""
    rule = book.rule(
        "share_of_the_cold_war",
        "Mean of the ally's own shares of output from 1980 to 1989, if five of these years and more are on record; of "
        "others that of European allies in 1982.",
    )
    long = Series.read(book, LONG_SERIES, "military_expenditure", "share_of_gdp")
    seen = [book.fact(long.id(place, year), "percent") for year in COLD_WAR if long.has(place, year)]
    if len(seen) < COLD_WAR_FEWEST:
        return fixed(book.fact(COLD_WAR_MEAN[0], "percent")).by(rule)
    return fixed(total(seen) / len(seen)).of("percent").by(rule)


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
        "defence-related outlays; only core defence pays for "
        "forces.",
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


def _budgets(book: Book) -> None:
    equipment = Series.read(book, NATO_EDITION, "defence_expenditure", "equipment_share_of_defence_expenditure")
    categories = [
        Series.read(book, NATO_EDITION, "defence_expenditure", f"{name}_share_of_defence_expenditure")
        for name in STANDING_CATEGORIES
    ]
    for place in ALLIES:
        share = _standing(book, categories, equipment, place)
        book.add("budgets", place=place, standing_share=share, equipment_share=_equipment(book, equipment, place))


def _standing(book: Book, categories: Sequence[Series], equipment: Series, place: str) -> Figure:
    """Pay, operation and infrastructure in this year's expenditure.

    What stands costs about the same each year, while budgets grow and its share falls: the mean of the last years is
    the high end, not the value.
    """
    rule = book.rule(
        "standing_of_this_year",
        "Personnel, other expenditure and infrastructure of NATO's tables in the latest year; where that year is not "
        "stated in full, the mean of the years that are. The range runs from the least of the last four years, or what "
        "equipment leaves of the latest, to their mean. The Netherlands book most equipment of 2023 as other "
        "expenditure: that year is left out.",
    )
    if place in WITHOUT_FORCES:
        return Figure(0.0, 0.0, 0.0, "percent", (NO_FORCES,)).by(rule)
    years = {
        year: total(book.fact(series.id(place, year), "percent") for series in categories)
        for year in STANDING_YEARS
        if (place, year) not in BOOKED_OTHERWISE and all(series.has(place, year) for series in categories)
    }
    values = [figure.value for figure in years.values()]
    mean = sum(values) / len(values)
    value = years[NOW].value if NOW in years else mean
    bought = book.fact(equipment.id(place, NOW), "percent")
    basis = tuple(fact for figure in years.values() for fact in figure.basis)
    low = min(*values, 100 - bought.value, value)
    return Figure(value, low, max(value, mean), "percent", (*basis, *bought.basis)).by(rule)


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
