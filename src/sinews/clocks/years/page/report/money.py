"""The report on money: where it goes, against the pledges, and since 1960."""

from __future__ import annotations

from functools import partial

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import money, readings, sources
from sinews.clocks.years.page import sentences as phrases
from sinews.present.figure import drawn
from sinews.present.page import Section
from sinews.present.tables import tidy
from sinews.present.words import billions, lowered, number, plain


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """Spending, shares of GDP of the group, and of its largest allies."""
    return spending(answer), shares(answer), allies(answer)


def spending(answer: YearsAnswer) -> Section:
    """Where the money goes."""
    from sinews.clocks.years.page.charts import money as charts_money

    spent = phrases.spent(answer)
    text = (*phrases.totals(answer, spent), phrases.headings(spent))
    data = readings.spending(answer)
    order = [name for name in data["heading"].unique(maintain_order=True) if name != readings.UNSPENT]
    rank = pl.col("heading").replace_strict(
        {name: place for place, name in enumerate([*order, readings.UNSPENT])}, return_dtype=pl.Int64
    )
    data = data.sort(rank, "year").with_columns(
        pl.col("heading").replace({name: plain(name) for name in [*order, readings.UNSPENT]})
    )
    words = (
        f"One small chart for each heading: money by year. {' '.join(text)}",
        f"Money by year (model), EUR bn at prices of {answer.scope.case.settings.price_year}, "
        "all panels to one scale. Hollow grey: money that no plan could spend in time, because industry or contracts "
        "could not take it.",
    )
    figure = drawn(
        "spending",
        words,
        data,
        charts_money.spending,
        digest=data.pivot(on="year", index="heading", values="billion_EUR", maintain_order=True),
        sources=sources.of_money(answer),
    )
    lapsed, whole = spent.get(readings.UNSPENT, 0.0), sum(spent.values())
    title = f"The plan spends {billions(phrases.used(spent))}"
    if lapsed:
        title += f"; {number(100 * lapsed / whole, 2)} % of the budgets stays unspent"
    return Section(title, text[1:], tidy(_balance(answer)), figure, topic="Where the money goes")


def _balance(answer: YearsAnswer) -> pl.DataFrame:
    """Money in and out by heading, and what both come to."""
    table = readings.balance(answer)
    whole = table.select(pl.lit("in all").alias("heading"), pl.col("in_billion_EUR", "out_billion_EUR").sum())
    return pl.concat([table, whole]).with_columns(pl.col("heading").map_elements(plain, return_dtype=pl.String))


def shares(answer: YearsAnswer) -> Section:
    """Median share of GDP since the first year on record, and along the paths."""
    from sinews.clocks.years.page.charts import money as charts_money

    path, data = money.path_name(answer.scope.question.path), money.shares(answer)
    past = data.filter(pl.col("path") == money.OBSERVED).sort("year")
    ahead = data.filter(pl.col("path") == path).sort("year")
    words = (
        f"Lines: median share of GDP that the allies of {phrases.group(answer)} spend on defence, since the first year "
        "on record, and along each spending path.",
        f"Solid: median of the allies with a figure for the year (band: the middle half of them). Dashed: spending "
        f"paths; the heavy one is the path of this report, {lowered(path)}. "
        "Paths count core defence expenditure.",
    )
    figure = drawn(
        "shares-of-gdp",
        words,
        data,
        partial(charts_money.shares, path=path),
        digest=_decades(data),
        sources=sources.of_shares(answer),
    )
    title = "Money against pledges"
    if past.height and ahead.height:
        (then, begin), (now, share) = (
            past.select("year", "median_percent_of_GDP").row(place) for place in (0, past.height - 1)
        )
        last, goal = ahead.select("year", "median_percent_of_GDP").row(ahead.height - 1)
        title = (
            f"The median ally spent {number(begin, 2)} % of GDP in {then} and {number(share, 2)} % in {now}; "
            f"{number(goal, 2)} % is the path to {last}"
        )
    return Section(title, figure=figure, topic="Money against pledges")


def _decades(data: pl.DataFrame) -> pl.DataFrame:
    """Every fifth year."""
    return data.filter(pl.col("year") % 5 == 0)


def allies(answer: YearsAnswer) -> Section:
    """Shares of GDP of the largest allies."""
    from sinews.clocks.years.page.charts import money as charts_money

    data = money.shares_by_ally(answer)
    words = (
        "One small chart for each of the allies with the most money: defence expenditure as a share of GDP since the "
        "first year on record, and along the spending path.",
        "Percent of GDP. Solid: observed. Dashed red: the spending path of this report.",
    )
    digest = data.filter(pl.col("year") % 10 == 0).pivot(
        on="year", index="country", values="percent_of_GDP", maintain_order=True, aggregate_function="last"
    )
    digest = digest.select("country", *sorted(name for name in digest.columns if name != "country"))
    figure = drawn(
        "shares-by-ally",
        words,
        data,
        charts_money.shares_by_ally,
        digest=digest,
        sources=sources.of_shares(answer),
    )
    ends = data.filter(pl.col("kind") != money.OBSERVED).sort("year").group_by("country", maintain_order=True).last()
    top = ends.sort(["percent_of_GDP", "country"], descending=[True, False]).row(0, named=True)
    title = f"Of the largest allies, {top['country']} goes highest: {number(top['percent_of_GDP'], 2)} % of GDP"
    return Section(title, figure=figure, topic="Largest allies since 1960")
