"""Output and population of allies and adversaries, 2014-2035."""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.alliance import ALLIES
from tools.derivation.figures import Book, Figure
from tools.derivation.lookup import CENSUS, NATO_EDITION, OUTLOOK, Series
from tools.derivation.prices import exchange_of_2025

FIRST, BASE, LAST = 2014, 2025, 2035
#: The outlook states growth from this year on, and no further than `OUTLOOK_ENDS`.
GROWTH_BEGINS, OUTLOOK_ENDS = 2019, 2030
OTHERS = ("CHN", "IRN", "RUS", "UKR")

Gdp = dict[tuple[str, int], Figure]


@dataclass(frozen=True)
class Sources:
    """The series that the economy rests on."""

    dollars: Series
    parity: Series
    growth: Series
    people: Series
    census: Series
    spending: Series
    share: Series

    @classmethod
    def read(cls, book: Book) -> Sources:
        """Find the series in the facts."""
        return cls(
            dollars=Series.read(book, OUTLOOK, "gdp", "annual_amount_current_prices"),
            parity=Series.read(book, OUTLOOK, "gdp", "annual_amount_purchasing_power_parity"),
            growth=Series.read(book, OUTLOOK, "gdp", "real_growth_rate"),
            people=Series.read(book, OUTLOOK, "population", "total"),
            census=Series.read(book, CENSUS, "population", "total"),
            spending=Series.read(book, NATO_EDITION, "defence_expenditure", "annual_amount_constant_2021_prices"),
            share=Series.read(book, NATO_EDITION, "defence_expenditure", "share_of_gdp"),
        )


def derive(book: Book) -> Gdp:
    """Fill `economy`; returns output by place and year in million EUR at 2025 prices."""
    sources = Sources.read(book)
    gdp: Gdp = {}
    for place in (*ALLIES, *OTHERS):
        index = output_index(book, sources, place)
        euros = _gdp_of_2025(book, sources, place)
        parity = _parity_of_2025(book, sources, place)
        people = population(book, sources, place)
        for year in range(FIRST, LAST + 1):
            if year in index:
                gdp[place, year] = scaled(euros, index[year])
                book.add(
                    "economy",
                    place=place,
                    year=year,
                    gdp=gdp[place, year],
                    gdp_ppp=scaled(parity, index[year]),
                    population=people[year],
                )
    return gdp


def scaled(amount: Figure, index: Figure) -> Figure:
    """An amount of 2025 moved to another year; that of 2025 itself stays as it is."""
    return amount if not index.basis else (amount * index).of(amount.unit)


def _gdp_of_2025(book: Book, sources: Sources, place: str) -> Figure:
    dollars = book.fact(sources.dollars.id(place, BASE), "billion_USD")
    return (dollars * 1e3 * exchange_of_2025(book)).of("million_EUR")


def _parity_of_2025(book: Book, sources: Sources, place: str) -> Figure:
    return (book.fact(sources.parity.id(place, BASE), "billion_international_USD") * 1e3).of(
        "million_international_USD"
    )


def output_index(book: Book, sources: Sources, place: str) -> dict[int, Figure]:
    """Real output of each year over that of 2025."""
    index = {BASE: Figure(1, 1, 1, "ratio", ())}
    for year in range(BASE + 1, LAST + 1):
        index[year] = index[year - 1] * _growth(book, sources, place, min(year, OUTLOOK_ENDS))
    for year in range(BASE - 1, GROWTH_BEGINS - 2, -1):
        index[year] = index[year + 1] / _growth(book, sources, place, year + 1)
    ahead = _ahead(book)
    for year in range(BASE + 1, LAST + 1):
        index[year] = (index[year] * (ahead * (year - BASE) + 1)).by(_outlook_rule(book, year))
    for year in range(GROWTH_BEGINS - 1, BASE):
        index[year] = index[year].by(_past_rule(book))
    index.update(_early_index(book, sources, place, index[GROWTH_BEGINS - 1]))
    return index


def _growth(book: Book, sources: Sources, place: str, year: int) -> Figure:
    return book.fact(sources.growth.id(place, year), "percent") * 0.01 + 1


def _ahead(book: Book) -> Figure:
    """Yearly error of a growth outlook as a share, nil in the middle."""
    return (
        book.assume(
            "growth_outlook_error",
            0.0,
            -0.7,
            0.7,
            "percent/year",
            "Average growth over several years seldom misses an outlook by more than some seven "
            "tenths of a point a year, outside large wars and crashes.",
        )
        * 0.01
    )


def _outlook_rule(book: Book, year: int) -> str:
    if year <= OUTLOOK_ENDS:
        return book.rule(
            "output_ahead",
            "Output of 2025 is moved ahead by the real growth of the outlook; "
            "the range widens each year by `growth_outlook_error`.",
        )
    return book.rule(
        "output_beyond_outlook",
        "After 2030, the last year of the outlook, output grows on at "
        "the rate of 2030; the range widens each year by "
        "`growth_outlook_error`.",
    )


def _past_rule(book: Book) -> str:
    return book.rule(
        "output_back",
        "Output of 2025 is moved back by the observed real growth of each later "
        "year, so that all years stand at prices and exchange rates of 2025.",
    )


def _early_index(book: Book, sources: Sources, place: str, anchor: Figure) -> dict[int, Figure]:
    """Years before growth rates are stated: real output as NATO used it, spending over share of output."""
    if not sources.share.has(place, FIRST):
        return {}
    rule = book.rule(
        "output_from_nato",
        "From 2014 to 2017 real output moves as defence spending at "
        "constant prices divided by its share of output, both from NATO's "
        "tables; the range of one per cent is for the rounding of shares.",
    )
    last = _output_in_nato(book, sources, place, GROWTH_BEGINS - 1)
    index = {}
    for year in range(FIRST, GROWTH_BEGINS - 1):
        ratio = _output_in_nato(book, sources, place, year) / last
        index[year] = (anchor * ratio.ranged(ratio.value * 0.99, ratio.value * 1.01)).by(rule)
    return index


def _output_in_nato(book: Book, sources: Sources, place: str, year: int) -> Figure:
    return book.fact(sources.spending.id(place, year), "million_USD_2021") / book.fact(
        sources.share.id(place, year), "percent"
    )


def population(book: Book, sources: Sources, place: str) -> dict[int, Figure]:
    """Census figures as far as they go, then the outlook, then its last growth held."""
    people = {}
    for year in range(FIRST, OUTLOOK_ENDS + 1):
        series = sources.census if sources.census.has(place, year) else sources.people
        if series.has(place, year):
            people[year] = book.fact(series.id(place, year), "persons")
    rule = book.rule("population_beyond_outlook", "After 2030 population keeps the growth of 2030.")
    last, before = people[OUTLOOK_ENDS], people[OUTLOOK_ENDS - 1]
    growth = last.value / before.value
    for year in range(OUTLOOK_ENDS + 1, LAST + 1):
        ahead = growth ** (year - OUTLOOK_ENDS)
        people[year] = Figure(
            last.value * ahead, last.low * ahead, last.high * ahead, "persons", (*last.basis, *before.basis)
        ).by(rule)
    return people
