"""Does a warning reach people in time, which link binds, what would buy minutes: the page of the minutes clock."""

from __future__ import annotations

import polars as pl

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.page.sentences import (
    PURPOSE,
    Names,
    asked,
    bare,
    classes,
    headline,
    held_up,
    in_time,
    rounded,
)
from sinews.clocks.minutes.readings import MEDIAN, WORST, by_part, median, of_class, overall, shares, worst
from sinews.present.page import Page, Section
from sinews.present.tables import tidy


def ready(answer: MinutesAnswer) -> Page:
    """The page of the minutes clock: Ready, Why and Buy."""
    return Page(
        title="Does a warning reach people in time?",
        sentences=tuple(filter(None, (headline(answer), classes(answer), in_time(answer), held_up(answer)))),
        sections=(
            by_class(answer),
            people(answer),
            cities(answer),
            *day(answer),
            why(answer),
            *buy(answer),
            Section("Note", (PURPOSE,)),
        ),
        about=asked(answer),
    )


def by_class(answer: MinutesAnswer) -> Section:
    """The margin by class: the city at the median of the people, and the worst."""
    text = (
        f"Minutes from launch, at the median of the people and in the worst city. Needed: until "
        f"{answer.scope.share:g} % of those whom the warning reaches could be in a shelter, if they go and it has "
        "a place. Range: nine times in ten.",
    )
    return Section("Ready", text, classes_table(answer))


def classes_table(answer: MinutesAnswer) -> pl.DataFrame:
    """Each class: minutes there are and needed at the median and in the worst city."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    rows: list[tuple[object, ...]] = []
    for name in scope.classes:
        cities = of_class(answer, name)
        for of, city in ((MEDIAN, median(scope, cities)), (WORST, worst(cities))) if cities else ():
            ends = f"{rounded(city.low):g} to {rounded(city.high):g}"
            where = f"{names.cities[city.city]} ({of})" if len(cities) > 1 else names.cities[city.city]
            rows.append((bare(names.classes[name]), where, city.available, city.needed, city.spare, ends))
    numbers = dict.fromkeys(("available", "needed", "to_spare"), pl.Float64)
    schema = {"class": pl.String, "city": pl.String, **numbers, "range": pl.String}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row").unique(maintain_order=True), 3)


def people(answer: MinutesAnswer) -> Section:
    """People in time by class."""
    text = ("Percent of the people of all cities that the class can reach, before it arrives.",)
    return Section("Who is warned and safe in time", text, people_table(answer))


def people_table(answer: MinutesAnswer) -> pl.DataFrame:
    """Each class: cities that it can reach, and percent of their people who are in time."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    rows = []
    for name, arrivals in answer.arrivals.items():
        there, each = int(arrivals.within.sum()), overall(scope, arrivals)
        rows.append((bare(names.classes[name]), there, *(each[what] for what in ("warned", "covered", "sheltered"))))
    parts = dict.fromkeys(("warned_%", "under_cover_%", "in_shelter_%"), pl.Float64)
    return tidy(pl.DataFrame(rows, schema={"class": pl.String, "cities": pl.Int64, **parts}, orient="row"), 3)


def cities(answer: MinutesAnswer) -> Section:
    """Each city against the class that is asked about."""
    text = ("Minutes from launch; percent of the people who are warned, under cover and in shelter in time.",)
    return Section("City by city", text, cities_table(answer))


def cities_table(answer: MinutesAnswer) -> pl.DataFrame:
    """Each city that the class can reach, the one with the least time to spare first."""
    scope, names = answer.scope, Names.of(answer.scope.case)
    cities = sorted(of_class(answer, scope.headline), key=lambda city: (city.spare, city.city))
    people = {row["city"]: row for row in shares(scope, answer.headline).iter_rows(named=True)}
    rows = [
        (names.cities[city.city], city.available, city.needed, city.spare,
         f"{rounded(city.low):g} to {rounded(city.high):g}",
         *(people[city.city][what] for what in ("warned", "covered", "sheltered")))
        for city in cities
    ]  # fmt: skip
    numbers = dict.fromkeys(("available", "needed", "to_spare"), pl.Float64)
    parts = dict.fromkeys(("warned_%", "covered_%", "sheltered_%"), pl.Float64)
    return tidy(pl.DataFrame(rows, schema={"city": pl.String, **numbers, "range": pl.String, **parts}, orient="row"), 3)


def day(answer: MinutesAnswer) -> tuple[Section, ...]:
    """People in time by part of the day, where more than one was asked about."""
    table = by_part(answer, answer.scope.headline)
    if table.height < 2:
        return ()
    text = ("Percent of all people who are warned, under cover and in shelter in time, by the hour of the launch.",)
    return (Section("By hour of the day", text, day_table(answer)),)


def day_table(answer: MinutesAnswer) -> pl.DataFrame:
    """Each part of the day: percent of all people in time."""
    table = by_part(answer, answer.scope.headline)
    shown = table.select(
        pl.col("name").alias("part_of_the_day"),
        *(pl.col(name).alias(f"{name}_%") for name in ("warned", "covered", "sheltered")),
    )
    return tidy(shown, 3)


def why(answer: MinutesAnswer) -> Section:
    """Which link binds, confirmed by working everything out again."""
    text = (
        "Each link was made a minute shorter, each share a tenth larger, and everything worked out again with the same "
        "draws; what brings nobody more into safety is left out. Thousand people in time, those under cover counted at "
        f"{answer.scope.cover:g}.",
    )
    if not answer.why:
        return Section("Why", ("No single step brought anybody more into safety in time.",))
    return Section("Why", text, limits(answer))


def limits(answer: MinutesAnswer) -> pl.DataFrame:
    """Links and shares that hold people back: thousand people that a step brings into safety."""
    names = Names.of(answer.scope.case)
    rows = [(names.cause(finding), finding.limit.step, finding.earned, finding.expected) for finding in answer.why]
    schema = {"limit": pl.String, "step": pl.String, "thousand_people": pl.Float64, "at_most_estimated": pl.Float64}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)


def buy(answer: MinutesAnswer) -> tuple[Section, ...]:
    """What each lever earns, if it was asked."""
    if not answer.levers:
        return ()
    first = "One step of each lever alone, worked out again; the most people for its money first."
    return (Section("Buy", (f"{first} Several together: sinews buy.",), levers(answer)),)


def levers(answer: MinutesAnswer) -> pl.DataFrame:
    """Each lever: who decides, price, thousand people more in time, people for a thousand euros."""
    rows = [
        (
            effect.lever.name,
            effect.lever.decides,
            *(effect.lever.price or (None,) * 3),
            effect.earned,
            effect.per_million,
        )
        for effect in answer.levers
    ]
    numbers = ("million_EUR", "low", "high", "thousand_people", "people_for_a_thousand_euros")
    schema = {"lever": pl.String, "decides": pl.String, **dict.fromkeys(numbers, pl.Float64)}
    return tidy(pl.DataFrame(rows, schema=schema, orient="row"), 3)
