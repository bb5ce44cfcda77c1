"""Checks on money: shares of GDP, expenditure, economies, membership."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import polars as pl

from sinews.data.case import Case
from sinews.data.tables import AdversaryQuantity, Side
from sinews.present.words import Names, listed
from sinews.statements.reading import (
    bases,
    facts,
    given,
    held_against,
    numbered,
    places,
    quotient,
    spread,
    undecided,
    verdict,
    years,
)
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, combine, judge, number

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

ENDS = ("", "_low", "_high")

#: States that a sentence names.
NAMED = 6


def members(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """How many states a group has."""
    states = places(case, statement.about)
    name = Names.of(case).place(statement.about[0])
    return verdict(
        statement,
        Estimate.exact(len(states), "states"),
        f"{name} has {len(states)} members in the case.",
        side=Side.WITHIN,
        rows=[f"groups: {code}" for code in statement.about],
    )


def expenditure_growth(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Change of the group's expenditure at constant prices from the first to the last year, percent."""
    first, last = years(statement)
    spent = {year: _expenditure(case, statement, year) for year in (first, last)}
    shared = sorted(set(spent[first]["place"]) & set(spent[last]["place"]))
    if not shared:
        return undecided(statement, f"The case has no expenditure for both {first} and {last}.")
    sums = [
        numbered(spent[year].filter(pl.col("place").is_in(shared)), "spent", "million_EUR") for year in (first, last)
    ]
    ratio = quotient(sums[1], sums[0], "percent")
    change = Estimate.of((100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high)), "percent", ratio.basis)
    more = spent[first].join(spent[last], on="place", suffix="_then").filter(pl.col("spent_then") > pl.col("spent"))
    because = (
        f"At constant prices {len(shared)} allies spent {number(change.value)} %{spread(change)} more in {last} than "
        f"in {first}: EUR {number(sums[1].value / 1e3)} bn after EUR {number(sums[0].value / 1e3)} bn. "
        f"{more.height} of them spent more."
    )
    rows = ["economy: gdp", f"history: {first}, {last}"]
    return verdict(statement, change, because, rows=rows)


def _expenditure(case: Case, statement: Statement, year: int) -> pl.DataFrame:
    """Expenditure of each state in a year: share of GDP times GDP at constant prices; ends with ends."""
    shares = case.table("history").filter(
        (pl.col("year") == year) & pl.col("place").is_in(places(case, statement.about))
    )
    products = [(pl.col(f"share{end}") * pl.col(f"gdp{end}") / 100).alias(f"spent{end}") for end in ENDS]
    both = shares.join(case.table("economy"), on=["place", "year"])
    basis = (pl.col("share_basis") + " " + pl.col("gdp_basis")).alias("spent_basis")
    return both.select("place", *products, basis).sort("place")


def share_of_each(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether each state's share of GDP, the mean over the period, is on the claimed side."""
    first, last = years(statement)
    table = case.table("history").filter(
        pl.col("place").is_in(places(case, statement.about)) & pl.col("year").is_between(first, last)
    )
    means = [pl.col(f"share{end}").mean() for end in ENDS]
    shares = table.group_by("place").agg(*means, pl.col("share_basis").str.join(" ")).sort("place")
    period = str(first) if first == last else f"{first} to {last}"
    return _each(case, statement, shares, f"in {period}", f"history: {period}")


def share_pledged(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether each state's share of GDP on a spending path is on the claimed side at the end of the period."""
    year = given(statement.end).year
    table = case.table("paths").filter(
        (pl.col("path") == statement.path) & pl.col("place").is_in(places(case, statement.about))
    )
    rows = [_at(part.sort("year"), year) for _, part in sorted(table.partition_by("place", as_dict=True).items())]
    schema = {"place": pl.String, **{f"share{end}": pl.Float64 for end in ENDS}, "share_basis": pl.String}
    shares = pl.DataFrame(rows, schema=schema, orient="row")
    return _each(case, statement, shares, f"by {year} on their pledges", f"paths: {statement.path}")


def _at(anchors: pl.DataFrame, year: int) -> tuple[object, ...]:
    """Share of one ally in a year: linear between anchor years, constant outside."""
    rows = anchors.to_dicts()
    if year <= rows[0]["year"] or year >= rows[-1]["year"]:
        row = rows[0] if year <= rows[0]["year"] else rows[-1]
        return (row["place"], *(row[f"share{end}"] for end in ENDS), row["share_basis"])
    before, after = next((a, b) for a, b in pairwise(rows) if a["year"] <= year <= b["year"])
    part = (year - before["year"]) / (after["year"] - before["year"])
    shares = [before[f"share{end}"] + part * (after[f"share{end}"] - before[f"share{end}"]) for end in ENDS]
    return (before["place"], *shares, f"{before['share_basis']} {after['share_basis']}")


def _each(case: Case, statement: Statement, shares: pl.DataFrame, when: str, row: str) -> Verdict:
    """One verdict from the shares of several states: the figure is the number of those for which the claim holds."""
    mark, side = held_against(statement), given(statement.side)
    shares = shares.filter(pl.col("share_high") > 0)  # who spends nothing has no armed forces to spend it on
    outcomes = {
        place: judge(Estimate(value, low, high, "percent"), side, mark)
        for place, value, low, high in shares.select("place", *(f"share{end}" for end in ENDS)).iter_rows()
    }
    names, count = Names.of(case), len(outcomes)
    if not outcomes:
        return undecided(statement, f"The case has no share of GDP {when}.")
    others = [place for place, outcome in outcomes.items() if outcome is not Outcome.HOLDS]
    not_so = shares.filter(pl.col("place").is_in(others))
    exceptions = [
        f"{names.place(place)} ({number(share)} %)"
        for place, share in not_so.sort("share").select("place", "share").iter_rows()
    ]
    sure = sum(outcome is Outcome.HOLDS for outcome in outcomes.values())
    likely = sum(outcome is not Outcome.DOES_NOT_HOLD for outcome in outcomes.values())
    missing = sorted(set(places(case, statement.about)) - set(outcomes))
    because = f"It holds of {sure} of {count} states {when}, and of {likely} by the most likely figure." + (
        f" Not, or not surely: {listed(_first(exceptions))}." if exceptions else ""
    )
    if missing:
        because += f" Without expenditure or figure: {listed(names.place(place) for place in missing)}."
    nearest = min(shares["share"], key=lambda share: abs(share - mark.value), default=mark.value)
    change = (
        f"It would hold in full if the ranges of all {len(exceptions)} exceptions passed {number(mark.value)} %."
        if exceptions
        else f"It would hold only in part if one of them passed {number(mark.value)} %; nearest: {number(nearest)} %."
    )
    return Verdict(
        statement,
        combine(list(outcomes.values())),
        Estimate(likely, sure, likely, "states", bases(shares["share_basis"])),
        Estimate.exact(count, "states"),
        because,
        change,
        bases(shares["share_basis"]),
        (row,),
    )


def _first(words: list[str]) -> list[str]:
    return words if len(words) <= NAMED else [*words[: NAMED - 1], f"{len(words) - NAMED + 1} more"]


def share_median(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Median over the years of the yearly median of allies; the range is that of the yearly medians."""
    first, last = years(statement)
    table = case.table("history").filter(
        pl.col("place").is_in(places(case, statement.about)) & pl.col("year").is_between(first, last)
    )
    if table.is_empty():
        return undecided(statement, f"The case has no share of GDP for {first} to {last}.")
    medians = table.group_by("year").agg(pl.col("share").median(), pl.len()).sort("share")["share"]
    middle, low, high = (float(str(end)) for end in (medians.median(), medians.min(), medians.max()))
    figure = Estimate(middle, low, high, "percent", bases(table["share_basis"]))
    mark = held_against(statement)
    above = table.filter(pl.col("share") > mark.value).height
    because = (
        f"The median ally spent {number(middle)} % of GDP in the median year from {first} to {last}; yearly medians "
        f"lay between {number(low)} and {number(high)} %. {number(100 * above / table.height)} % of the {table.height} "
        f"shares on record are above {number(mark.value)} %."
    )
    for fact in facts(case, statement.evidence).iter_rows(named=True):
        because += (
            f" Of their output together, {number(fact['value'])} % is cited for {fact['period_start']} to "
            f"{fact['period_end']}."
        )
    return verdict(statement, figure, because, rows=[f"history: {first} to {last}"])


def share_change(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Change of the median share of GDP from the first year to the last, over allies that have both; points."""
    first, last = years(statement)
    table = case.table("history").filter(pl.col("place").is_in(places(case, statement.about)))
    both = table.filter(pl.col("year") == first).join(table.filter(pl.col("year") == last), on="place", suffix="_then")
    if both.is_empty():
        return undecided(statement, f"The case has no share of GDP for both {first} and {last}.")
    middle = {
        name: float(str(both[name].median()))
        for end in ENDS
        for name in (f"share{end}", f"share_then{end}", f"share{end}_then")
        if name in both.columns
    }
    change = Estimate(
        middle["share_then"] - middle["share"],
        middle["share_low_then"] - middle["share_high"],
        middle["share_high_then"] - middle["share_low"],
        "percentage_points",
        bases([*both["share_basis"], *both["share_basis_then"]]),
    )
    fell = both.filter(pl.col("share_then") < pl.col("share")).height
    because = (
        f"The median of the {both.height} allies on record in both years went from {number(middle['share'])} % of GDP "
        f"in {first} to {number(middle['share_then'])} % in {last}; it fell in {fell} of them."
    )
    return verdict(statement, change, because, rows=[f"history: {first}, {last}"])


def adversary_growth(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Real growth of an adversary's expenditure in a year, from the first year to the last; percent."""
    first, last = years(statement)
    table = case.table("adversary").filter(
        pl.col("place").is_in(places(case, statement.about))
        & (pl.col("quantity") == AdversaryQuantity.DEFENCE_EXPENDITURE)
        & (pl.col("unit") == "million_EUR")
    )
    rows = [table.filter(pl.col("start").dt.year() == year) for year in (first, last)]
    name = Names.of(case).place(statement.about[0])
    if any(row.is_empty() for row in rows):
        return undecided(statement, f"The case has no expenditure of {name} for {first} and {last}.")
    ends = [numbered(row, "amount", "million_EUR") for row in rows]
    ratio = quotient(ends[1], ends[0], "ratio")
    growth = (100 * (end ** (1 / (last - first)) - 1) for end in (ratio.value, ratio.low, ratio.high))
    figure = Estimate.of(growth, "percent", ratio.basis)
    because = (
        f"Military expenditure of {name} grew by {number(figure.value)} %{spread(figure)} a year at constant prices "
        f"from {first} to {last}: EUR {number(ends[1].value / 1e3)} bn after EUR {number(ends[0].value / 1e3)} bn."
    )
    return verdict(statement, figure, because, rows=[f"adversary: {entry}" for row in rows for entry in row["entry"]])
