"""The report on the days clock: when the flank is reinforced, what moves where, what holds it up, what would help."""

from __future__ import annotations

from functools import partial

import polars as pl

from sinews.clocks.days.answer import DaysAnswer
from sinews.clocks.days.page import effects as report_effects
from sinews.clocks.days.page import page as days
from sinews.clocks.days.page import sentences as days_words
from sinews.clocks.days.page import sources
from sinews.clocks.days.page.flows import ROOM, busiest, flows, places
from sinews.clocks.days.page.sentences import Names
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import counted, listed, lowered, number

#: Days for which a page lists what has arrived, and links that it lists.
DIGEST, LISTED = (10, 20, 30, 45, 60, 90, 120, 150, 180, 240), 40

#: Tiers in the card beside the first.
IN_CARD = 3

LIMITS = (
    "It counts people and vehicles that have arrived in an area, not whole formations that are ready to fight there.",
    "It plans with full knowledge: no breakdown, no weather, no attack on the way. A corridor out of service, one at a "
    "time, stands in for these.",
    "It knows corridors, ports, gauges and the number of wagons and ships from public figures. Where none is public, "
    "an assumption stands in, by name and with a range.",
    "It keeps a part of every railway and road for civil traffic, and moves parts of trains where that is best.",
)


def sections(answer: DaysAnswer) -> tuple[Section, ...]:
    """What the report says on the days clock."""
    return (
        closures(answer),
        arrivals(answer),
        moves(answer),
        why(answer),
        *report_effects.levers(answer),
        *report_effects.package(answer),
        *report_effects.corridors(answer),
        narrow(answer),
        Section("What this clock does not do", LIMITS, topic="Limits of this clock"),
    )


def card(answer: DaysAnswer) -> Section:
    """The card of the days clock: the margin of each tier, what holds it up, what would help most."""
    names, best = Names.of(answer.scope.case), days_words.best(answer)
    first, *others = answer.whole
    rest = "; ".join(
        f"{lowered(names.tier(closure.tier))} {days_words.against(answer, closure)}" for closure in others[:IN_CARD]
    )
    text = (
        f"{names.tier(first.tier)}: {days_words.against(answer, first)}",
        days_words.reached(answer, first),
        f"{rest[:1].upper()}{rest[1:]}." if rest else "",
        days_words.held_up(answer),
        f"What would help most: {days_words.helps(answer, best)}" if best else "",
    )
    return Section("Reinforcing the flank", tuple(filter(None, text)))


# when -----------------------------------------------------------------------------


def closures(answer: DaysAnswer) -> Section:
    """Each tier in each area: the day on which it is there against the day on which it is due."""
    from sinews.clocks.days.page import charts as charts_days

    names = Names.of(answer.scope.case)
    title = _capital(
        "; ".join(
            f"{lowered(names.tier(closure.tier))}: {days_words.against(answer, closure)}" for closure in answer.whole
        )
    )
    never = any(closure.day is None for closure in answer.closures)
    later = f" A dot on day {days_words.horizon(answer)}: not within the days planned." if never else ""
    figure = drawn(
        "days-closures",
        (
            f"For each area and tier, the day on which it is due and the day on which it is there. {title}.",
            "Black stroke: the day on which a tier is due. Dot: the day on which it is there (model). To the right of "
            f"the stroke is too late.{later}",
        ),
        spans(answer),
        charts_days.closures,
        digest=days.closures(answer),
        sources=sources.of_closures(answer),
    )
    return Section(
        title, (days_words.standard(answer), days_words.late(answer)), figure=figure, topic="When it is there"
    )


def spans(answer: DaysAnswer) -> pl.DataFrame:
    """The marks of the chart of closures: area, tier, due_day, closed_day, margin_days, shown_day.

    What is not there within the horizon stands at its end.
    """
    last = float(answer.scope.calendar.last_day[-1])
    names = Names.of(answer.scope.case)
    short = {name: names.tier(code) for code, name in names.tiers.items()}
    return days.closures(answer).select(
        pl.col("area").replace({"all areas": "All areas"}),
        pl.col("tier").replace(short),
        "due_day",
        "closed_day",
        "margin_days",
        pl.col("closed_day").fill_null(last).alias("shown_day"),
    )


def arrivals(answer: DaysAnswer) -> Section:
    """Arrivals day by day against what is due."""
    from sinews.clocks.days.page import charts as charts_days

    title = _on_the_first_day(answer)
    data = curves(answer)
    figure = drawn(
        "days-arrivals",
        (
            f"One small chart for each area: share of what is needed that has arrived, day by day. {title}.",
            "Dashed: part of all that is needed that has arrived, in percent, over the days after the order to move "
            "(model). Red steps: what is due by then. A gap below the red line is what is missing.",
        ),
        data,
        charts_days.arrivals,
        digest=on_days(data),
        sources=sources.of_needs(answer),
    )
    return Section(title, figure=figure, topic="Arrivals day by day")


def curves(answer: DaysAnswer) -> pl.DataFrame:
    """Arrivals in percent of all tiers, by area, load and day."""
    names = Names.of(answer.scope.case)
    share = [(100 * pl.col(column) / pl.col("total")).alias(f"{column}_percent") for column in ("arrived", "due")]
    table = answer.curve.filter(pl.col("total") > 0).with_columns(*share)
    return tidy(
        table.select(
            pl.col("area").replace(names.areas),
            pl.col("load").replace(names.loads),
            "day",
            "arrived_percent",
            "due_percent",
        ),
        4,
    )


def on_days(data: pl.DataFrame) -> pl.DataFrame:
    """What has arrived by some days, in percent: a row for each area and load, a column for each day."""
    ends = data["day"].unique().sort()
    last = ends.search_sorted(pl.Series(DIGEST, dtype=pl.Float64), side="right") - 1
    days = ends.gather(last.filter(last >= 0).unique().sort())
    some = data.filter(pl.col("day").is_in(days.to_list())).with_columns(
        pl.col("day").map_elements(lambda day: f"by_day_{number(day)}_%", return_dtype=pl.String)
    )
    return some.pivot(on="day", index=["area", "load"], values="arrived_percent", maintain_order=True)


def _on_the_first_day(answer: DaysAnswer) -> str:
    """How much of what is due on the day of the first tier has arrived by then, by load, in words."""
    names, due = Names.of(answer.scope.case), answer.whole[0].due
    there = pl.min_horizontal("arrived", "due")
    then = answer.curve.filter(pl.col("day") <= due + 1e-9).filter(pl.col("day") == pl.col("day").max())
    sums = then.group_by("load", maintain_order=True).agg(there.sum(), pl.col("due").sum().alias("wanted"))
    parts = [
        f"{number(100 * arrived / wanted, 2)} % of the {lowered(names.loads[load])}"
        for load, arrived, wanted in sums.sort("load").iter_rows()
        if wanted > 0
    ]
    return f"By day {number(due)}, {listed(parts)} that are due have arrived" if parts else "Nothing is due so early"


# where ----------------------------------------------------------------------------


def moves(answer: DaysAnswer) -> Section:
    """The map of what moves where, with a slider."""
    from sinews.clocks.days.page import map as charts_days_map

    data = flows(answer)
    title, text = crowded(data), (days_words.held_up(answer),)
    figure = drawn(
        "days-map",
        (
            f"Map of Europe with the railways, roads, sea and air routes in use; wider lines carry more. {title}.",
            "Width: loaded trips a day (a train, a convoy, a sailing or a flight; model). Full: as many as civil "
            "traffic leaves room for. Dashed: by sea or air. White dots: places where forces have to arrive. Move the "
            "slider, or play it.",
        ),
        data,
        partial(charts_days_map.draw, nodes=places(answer)),
        digest=busiest(data).head(LISTED),
        sources=sources.of_links(answer, data),
    )
    return Section(title, text, figure=figure, topic="What moves where")


def crowded(data: pl.DataFrame) -> str:
    """How many of the links in use are full at some time; the busiest one if none is."""
    if data.is_empty():
        return "Nothing moves over any link"
    used, full = data["link"].n_unique(), data.filter(pl.col("state") != ROOM)["link"].n_unique()
    if full:
        verb = "is" if full == 1 else "are"
        return f"{full} of the {used} links in use {verb} full at some time"
    top = busiest(data).row(0, named=True)
    return f"No link in use is full; the busiest: {top['link']}, {counted(top['most_trips_a_day'], 'trip')} a day"


# why ------------------------------------------------------------------------------


def why(answer: DaysAnswer) -> Section:
    """What holds the movement up, confirmed by solving again."""
    topic = "What holds it up"
    if not answer.why:
        return Section("No single limit holds the movement up", (days_words.held_up(answer),), topic=topic)
    names, first = Names.of(answer.scope.case), answer.why[0]
    title = (
        f"{_capital(names.cause(first))}: ten percent more would take {counted(first.earned, 'day')} off the average "
        "lateness"
    )
    text = (
        "Each limit was relieved by ten percent, and the plan made again; what did not come earlier on average is left "
        "out. Single tiers may come later then.",
    )
    table = days.limits(answer).select("limit", "days_off_mean_lateness")
    return Section(title, text, table, topic=topic)


def narrow(answer: DaysAnswer) -> Section:
    """Where the network is narrow: the minimum cut by area and load."""
    text = (
        "What can reach an area each day at most if nothing else moved, and the links and transfer points that set "
        "this (the minimum cut). A dash: nothing in the network bounds it.",
    )
    return Section("Where the network itself is narrow, area by area", text, days.cuts(answer), topic="Narrow places")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
