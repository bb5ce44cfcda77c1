"""Sections of a report on the minutes clock: charts, each with its table, its sources and how to read it."""

from __future__ import annotations

import polars as pl

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.page import page, sentences, sources
from sinews.clocks.minutes.page.sentences import Names
from sinews.clocks.minutes.readings import Typical, median, of_class, worst
from sinews.present.buying import best_package
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import number, short

TITLE = "Minutes: does a warning reach people in time?"


def card(answer: MinutesAnswer) -> Section:
    """One card: the median and the worst city, which link binds, what would help."""
    best = sentences.best(answer)
    text = (
        sentences.spared(answer),
        sentences.headline(answer),
        sentences.held_up(answer),
        f"Most people for the money: {sentences.bought(best)}." if best else "",
    )
    return Section(TITLE, tuple(filter(None, text)))


def sections(answer: MinutesAnswer) -> tuple[Section, ...]:
    """The report from classes to the limits of the clock."""
    parts = [*classes(answer), page.people(answer), *cities(answer), *day(answer), page.why(answer), *buy(answer)]
    return (*parts, *best_package(answer.bought), limits_of_the_clock())


def classes(answer: MinutesAnswer) -> tuple[Section, ...]:
    """Minutes there are and needed, by class: the city at the median of the people, and the worst."""
    from sinews.clocks.minutes.page import charts

    data = _classes(answer)
    if data.is_empty():
        return ()
    title = sentences.headline(answer).rstrip(".")
    figure = drawn(
        "minutes-classes",
        (
            f"For each class minutes from launch to arrival and minutes that are needed. {title}.",
            f"Upper dots: minutes from launch to arrival; lower dots: until {number(answer.scope.share)} % of those "
            "whom the warning reaches could be in a shelter (model). Bars: nine times in ten. The scale grows narrower "
            "to the right.",
        ),
        data,
        charts.classes,
        sources=sources.of_classes(answer),
    )
    text = tuple(filter(None, (sentences.classes(answer), sentences.in_time(answer))))
    return (Section(title, text, figure=figure, topic="Minutes there are, minutes needed"),)


def _classes(answer: MinutesAnswer) -> pl.DataFrame:
    scope, names = answer.scope, Names.of(answer.scope.case)
    rows: list[tuple[object, ...]] = []
    for name in scope.classes:
        cities = of_class(answer, name)
        for of, city in _both(answer, cities):
            label = f"{sentences.capital(names.classes[name])}: {names.cities[city.city]}{of}"
            there, need = answer.arrivals[name].available[city.number], answer.arrivals[name].needed[city.number]
            rows += [(label, "there are", *map(float, there)), (label, "needed", *map(float, need))]
    columns = {"row": pl.String, "what": pl.String, **dict.fromkeys(("minutes", "low", "high"), pl.Float64)}
    return tidy(pl.DataFrame(rows, schema=columns, orient="row"), 3)


def _both(answer: MinutesAnswer, cities: tuple[Typical, ...]) -> tuple[tuple[str, Typical], ...]:
    if len(cities) < 2:
        return tuple(("", city) for city in cities)
    return (" (median of the people)", median(answer.scope, cities)), (" (worst)", worst(cities))


def cities(answer: MinutesAnswer) -> tuple[Section, ...]:
    """The map of cities by minutes to spare."""
    from sinews.clocks.minutes.page import charts

    scope = answer.scope
    data = _cities(answer)
    if data.is_empty():
        return ()
    late = data.filter(pl.col("to_spare") < 0).height
    title = f"In {late} of {sentences.towns(data.height)} the minutes are too few"
    figure = drawn(
        "minutes-cities",
        (
            f"A map of Europe with a dot for each city, by minutes to spare. {title}.",
            f"Dots: cities, larger where more people live. Colour: minutes from launch to arrival less those that "
            f"{number(scope.share)} % of those warned need to be in a shelter (model); red: too few.",
        ),
        data,
        charts.cities,
        digest=page.cities_table(answer),
        sources=sources.of_map(answer),
    )
    return (Section(title, figure=figure, topic="City by city"),)


def _cities(answer: MinutesAnswer) -> pl.DataFrame:
    scope, names = answer.scope, Names.of(answer.scope.case)
    places = {row["city"]: row for row in scope.cities.iter_rows(named=True)}
    rows = [
        (names.cities[city.city], places[city.city]["latitude"], places[city.city]["longitude"], city.available,
         city.needed, city.spare, float(scope.people[city.number]))
        for city in sorted(of_class(answer, scope.headline), key=lambda city: (-scope.people[city.number], city.city))
    ]  # fmt: skip
    numbers = ("latitude", "longitude", "available", "needed", "to_spare", "people")
    return tidy(pl.DataFrame(rows, schema={"city": pl.String, **dict.fromkeys(numbers, pl.Float64)}, orient="row"), 4)


def day(answer: MinutesAnswer) -> tuple[Section, ...]:
    """People in time by part of the day."""
    from sinews.clocks.minutes.page import charts

    table = page.day_table(answer)
    if table.height < 2:
        return ()
    low = table.sort("warned_%", "part_of_the_day")["part_of_the_day"][0]
    title = f"Fewest are warned in time {low}"
    names = {"warned_%": "warned", "covered_%": "under cover", "sheltered_%": "in shelter"}
    data = table.rename(names).unpivot(index="part_of_the_day", variable_name="what", value_name="percent")
    figure = drawn(
        "minutes-day",
        (
            f"For each part of the day percent of the people in time. {title}.",
            "Dots: part of all people of the cities who are warned, under cover (and not in shelter) and in shelter "
            "before something arrives, by the hour of the launch (model).",
        ),
        data,
        charts.day,
        sources=sources.of_people(answer),
    )
    return (Section(title, figure=figure, topic="By hour of the day"),)


def buy(answer: MinutesAnswer) -> tuple[Section, ...]:
    """What levers buy, one by one."""
    best = sentences.best(answer)
    if best is None:
        return ()
    from sinews.clocks.minutes.page import charts

    title = f"Most people for the money: {sentences.bought(best)}"
    data = page.levers(answer).with_columns(pl.col("lever").map_elements(short, return_dtype=pl.String).alias("words"))
    shown = data.filter(pl.col("thousand_people") > 0).sort("thousand_people", "lever", descending=[True, False])
    figure = drawn(
        "minutes-levers",
        (
            f"What one step of each lever brings into safety in time, in thousand people. {title}.",
            f"Bars: thousand people more in time, those under cover counted at {number(answer.scope.cover)} (model). "
            "Prices stand in the table.",
        ),
        shown,
        charts.levers,
        sources=sources.of_offers(answer),
    )
    return (Section(title, figure=figure, topic="What would buy minutes"),)


def limits_of_the_clock() -> Section:
    """What the clock does not know."""
    text = (
        "Most links of the chain have never been timed in the states of the case; they carry what was seen in Japan, "
        "Ukraine and Israel, with wide ranges. Interception, and a warning before the launch, are not in the model.",
        "Minutes needed are those of people whom a warning reaches at all, whether they go and have a place or not: a "
        "slow channel that reaches many makes them longer, though it harms nobody. Cities of one state differ in "
        "little but their flight, and those that tie are named by their code.",
        "Channels are taken to reach people independently of one another; neighbours who tell each other, and people "
        "who are in cars or in the street, are not in the model.",
        sentences.PURPOSE,
    )
    return Section("What this clock does not know", text, topic="Limits of this clock")
