"""Checks on what is made: targets against lines, the alliance beside an adversary, what helpers send."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from sinews.clocks.years.rates import rates_at, totals
from sinews.data.case import Case
from sinews.data.months import month_after, months_between
from sinews.data.tables import AdversaryQuantity, Side, Status
from sinews.present.words import Names, listed, lowered, month
from sinews.statements.reading import (
    bases,
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
from sinews.statements.verdict import Estimate, Statement, Verdict, combine, judge, number, shown, what_would_change

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

A_YEAR = "units/year"

#: Quantity of claims on what could be made, not on what is.
CAPACITY = "capacity"

#: What counts as made: new output, and what comes back from storage.
MADE = (AdversaryQuantity.OUTPUT, AdversaryQuantity.REFURBISHMENT)


def lines(case: Case, statement: Statement) -> pl.DataFrame:
    """Lines of the item in the states of the statement, and of its owner if it names one."""
    sites = case.table("sites").filter(
        (pl.col("item") == statement.item) & pl.col("place").is_in(places(case, statement.about))
    )
    return sites.filter(pl.col("owner").str.contains(statement.owner, literal=True)) if statement.owner else sites


def yearly(case: Case, sites: Iterable[str], when: date, trust: Status) -> Estimate:
    """What lines make in a year at the rates of a month, as far as `trust` believes."""
    return numbered(rates_at(case, sites, when, trust), "rate", A_YEAR, times=12)


def rate_target(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether lines reach a yearly rate by a month: most likely by contracts, at least by what has been observed.

    The most likely figure counts what is observed and contracted. The low end counts what was observed alone, the high
    end all that has been announced.
    """
    when, sites = given(statement.end), lines(case, statement)
    if rates_at(case, sites["site"], when, Status.ANNOUNCED).is_empty():
        return undecided(statement, "The case has no line that makes the item there, or no rate of it.")
    names = Names.of(case)
    by = {trust: yearly(case, sites["site"], when, trust) for trust in Status}
    firm, seen, hoped = by[Status.CONTRACTED], by[Status.DELIVERED], by[Status.ANNOUNCED]
    basis = tuple(dict.fromkeys([*firm.basis, *hoped.basis]))
    figure = Estimate(firm.value, min(seen.low, firm.low), max(hoped.high, firm.high), A_YEAR, basis)
    because = (
        f"{names.item(statement.item)}, {sites.height} line{'s' if sites.height != 1 else ''} in the case, rates of "
        f"{month(when)}: "
        f"{number(firm.value)} a year as observed and contracted, {number(seen.value)} by what was observed alone, "
        f"{number(hoped.value)} with all that is announced."
    )
    if statement.quantity == CAPACITY:
        because += " What was observed is output; a capacity that somebody counts may be larger than what is made."
    change = _when_reached(case, sites["site"], held_against(statement).value)
    rows = [f"capacity: {site}" for site in sites["site"]]
    return verdict(statement, figure, because, change=change, rows=rows)


def _when_reached(case: Case, sites: Iterable[str], target: float) -> str:
    """From which month on known plans reach a rate."""
    lines_of_it = list(sites)
    dates = case.table("capacity").filter(pl.col("site").is_in(lines_of_it))["date"].sort().to_list()
    months = [month_after(dates[0], number) for number in range(months_between(dates[0], dates[-1]) + 1)]
    for trust, words in ((Status.CONTRACTED, "observed and contracted"), (Status.ANNOUNCED, "announced")):
        rates = 12 * totals(case, lines_of_it, months, trust)
        reached = next((when for when, rate in zip(months, rates, strict=True) if rate >= target), None)
        if reached:
            return f"Rates as {words} reach it in {month(reached)}."
    return f"No plan that is known reaches it: the most announced is {number(float(rates.max()))} a year."


def adversary_output(case: Case, place: str, item: str, year: int) -> Estimate | None:
    """What an adversary makes of the counterparts of an item in a year, new and refurbished; None if unknown.

    Rates that are known for parts of the year count by their months, and hold for the rest of it.
    """
    twins = case.table("counterparts").filter(pl.col("item") == item)["counterpart"].to_list()
    rows = case.table("adversary").filter(
        (pl.col("place") == place)
        & pl.col("item").is_in(twins)
        & pl.col("quantity").is_in(MADE)
        & (pl.col("unit") == "units/month")
        & (pl.col("start").dt.year() == year)
    )
    if rows.is_empty():
        return None
    length = pl.coalesce("end", "start").dt.month() - pl.col("start").dt.month() + 1
    ends = [(pl.col(f"amount{end}") * length).sum() / length.sum() for end in ("", "_low", "_high")]
    each = rows.group_by("item", "quantity").agg(*ends, pl.col("amount_basis").str.join(" "))
    return numbered(each.sort("item", "quantity"), "amount", A_YEAR, times=12)


def output_ratio(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """What the alliance's lines make over what the adversary makes, in the last year of the period."""
    year, names = given(statement.end).year, Names.of(case)
    theirs = adversary_output(case, statement.against[0], statement.item, year)
    sites = lines(case, statement)
    if theirs is None or rates_at(case, sites["site"], date(year, 12, 1), Status.DELIVERED).is_empty():
        return undecided(statement, f"The case has no output of both sides for {year}.")
    ours = yearly(case, sites["site"], date(year, 12, 1), Status.DELIVERED)
    figure = quotient(ours, theirs, "ratio")
    twins = case.table("counterparts").filter(pl.col("item") == statement.item)
    because = (
        f"{names.item(statement.item)}: {number(ours.value)}{spread(ours)} a year on lines of "
        f"{names.place(statement.about[0])}, as observed by the end of {year}; {names.place(statement.against[0])} "
        f"makes {number(theirs.value)}{spread(theirs)} ({listed(twins['differs'])})."
    )
    rows = [f"capacity: {site}" for site in sites["site"]]
    change = (
        f"That is {shown(held_against(statement).value * theirs.value, A_YEAR)} at {year}'s output of the other side."
    )
    return verdict(statement, figure, because, change=change, rows=rows)


def smaller_yet_faster(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Two parts: the adversary's economy is a fraction of the group's; its output grew by a larger factor."""
    first, last = years(statement)
    place, group, names = statement.about[0], statement.against[0], Names.of(case)
    market, power = (_economies(case, place, group, last, column) for column in ("gdp", "gdp_ppp"))
    then, now = (adversary_output(case, place, statement.item, year) for year in (first, last))
    if market is None or power is None or then is None or now is None:
        return undecided(statement, f"The case lacks economies or output of both sides for {first} and {last}.")
    ours, theirs, sites = _growth(case, statement, first, last), quotient(now, then, "ratio"), _sites(case, statement)
    if ours is None:
        return undecided(statement, f"The case has no observed rate of a line for {first}.")
    mark = held_against(statement)
    parts = [judge(figure, Side.AT_MOST, mark) for figure in (market, power)]
    parts.append(judge(theirs, Side.ABOVE, ours))
    because = (
        f"In {last} the economy of {names.place(place)} was {number(market.value)} % of that of {names.place(group)} "
        f"at market rates, and {number(power.value)} % at purchasing power. From {first} to {last} its output of what "
        "compares "
        f"with {names.thing(statement.item)} grew to {number(theirs.value)} times{spread(theirs)}; that of "
        f"{names.place(group)} "
        f"to at most {number(ours.value)} times{spread(ours)}, every line that was not yet observed in {first} "
        "counted as new."
    )
    change = (
        f"First part: {lowered(what_would_change(power, Side.AT_MOST, mark))} "
        f"Growth: {lowered(what_would_change(theirs, Side.ABOVE, ours))}"
    )
    basis = tuple(dict.fromkeys([*power.basis, *theirs.basis, *ours.basis]))
    rows = ("economy: gdp, gdp_ppp", f"adversary: output of {place}", *(f"capacity: {site}" for site in sites))
    return Verdict(statement, combine(parts), power, mark, because, change, basis, rows)


def _sites(case: Case, statement: Statement) -> list[str]:
    """Lines of the item in the states that the statement sets against."""
    inside = pl.col("place").is_in(places(case, statement.against)) & (pl.col("item") == statement.item)
    return sorted(case.table("sites").filter(inside)["site"])


def _growth(case: Case, statement: Statement, first: int, last: int) -> Estimate | None:
    """Output of all lines in the last year over that of the lines observed by the first; at least theirs alone."""
    sites = _sites(case, statement)
    seen = case.table("capacity").filter(
        (pl.col("status") == Status.DELIVERED) & (pl.col("date") <= date(first, 12, 1))
    )
    followed = [site for site in sites if site in set(seen["site"])]
    if not followed:
        return None
    then = yearly(case, followed, date(first, 12, 1), Status.DELIVERED)
    same, every = (yearly(case, group, date(last, 12, 1), Status.DELIVERED) for group in (followed, sites))
    most, least = quotient(every, then, "ratio"), quotient(same, then, "ratio")
    return Estimate(most.value, min(least.low, most.low), most.high, "ratio", most.basis)


def _economies(case: Case, place: str, group: str, year: int, column: str) -> Estimate | None:
    """Economy of a state as a part of that of a group in a year, percent."""
    table = case.table("economy").filter(pl.col("year") == year).drop_nulls(column)
    mine, theirs = (table.filter(pl.col("place").is_in(places(case, [code]))) for code in (place, group))
    if mine.is_empty() or theirs.is_empty():
        return None
    return quotient(numbered(mine, column, ""), numbered(theirs, column, ""), "percent", times=100)


def imports(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether each of the suppliers sends something to the adversary within the period."""
    first, last, names = given(statement.start), given(statement.end), Names.of(case)
    table = case.table("adversary").filter(
        pl.col("place").is_in(statement.about)
        & (pl.col("quantity") == AdversaryQuantity.IMPORT)
        & (pl.col("start") <= last)
        & (pl.coalesce("end", "start") >= first)
        & (pl.col("amount") > 0)
    )
    sent = {code: table.filter(pl.col("supplier") == code).sort("start", "entry") for code in statement.against}
    goods = {
        code: listed(dict.fromkeys(f"{item.replace('_', ' ')}" for item in rows["item"])) for code, rows in sent.items()
    }
    said = [f"from {names.place(code)} {goods[code] or 'nothing'}" for code in statement.against]
    because = f"{'; '.join(said)}."
    rows = pl.concat(list(sent.values()))
    suppliers = [code for code in statement.against if sent[code].height]
    parts = [judge(_total(sent[code]), Side.ABOVE, Estimate.exact(0.0, "")) for code in statement.against]
    missing = [names.place(code) for code in statement.against if code not in suppliers]
    change = (
        f"It would hold in full with imports from {listed(missing)} on record."
        if missing
        else "It would hold only in part without any import from one of them on record."
    )
    basis = bases(rows["amount_basis"])
    return Verdict(
        statement,
        combine(parts),
        Estimate.exact(len(suppliers), "states", basis),
        Estimate.exact(len(statement.against), "states"),
        f"On record for {first.year} to {last.year}: {because}",
        change,
        basis,
        tuple(f"adversary: {entry}" for entry in rows["entry"]),
    )


def _total(rows: pl.DataFrame) -> Estimate:
    """Whether anything comes, as a number: the rows' own units differ, so it counts only against nothing."""
    if rows.is_empty():
        return Estimate.exact(0.0, "")
    ends = [float(str(rows[f"amount{end}"].max())) for end in ("", "_low", "_high")]
    return Estimate.of(ends, "")
