"""Checks of claims on affairs of state: what is spent in a year, months until contracts, incidents, accessions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sinews.data.case import Case
from sinews.data.tables import Side
from sinews.present.words import Names, listed, plain
from sinews.statements.evidence import UNKNOWN, ratio_of_counts
from sinews.statements.reading import bases, facts, given, held_against, places, spread, undecided, verdict, years
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, judge, number

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

#: How units of money begin, and how many billions that is.
BILLIONS = {"billion": 1.0, "million": 1e-3}

#: Subjects of facts on decisions on new members.
ACCESSION = "accession_ratification_"

ENDS = ("", "_low", "_high")


def amount_spent(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """What a state spends on defence in a year, by all that is cited in the currency, billions: median and ends."""
    table = facts(case, statement.evidence)
    if table.is_empty():
        return undecided(statement, UNKNOWN)
    amounts = sorted(value * billions(unit) for value, unit in table.select("value", "unit").iter_rows())
    unit = held_against(statement).unit
    figure = Estimate(float(np.median(amounts)), amounts[0], amounts[-1], unit, statement.evidence)
    what = listed(plain(subject).lower() for subject in table["subject"].unique().sort())
    when = given(statement.end).year
    kind = listed(table["status"].unique().sort())
    because = (
        f"{table.height} cited figure{'s' if table.height > 1 else ''} on {what} of "
        f"{Names.of(case).place(statement.about[0])} in {when} ({kind}), at the prices and rates of the time, "
        f"give{'s' if table.height == 1 else ''} {number(figure.value)} {unit.replace('_', ' ')}{spread(figure)}. "
        "Sources count differently what is defence."
    )
    return verdict(statement, figure, because, rows=[f"facts: {fact}" for fact in table["fact"]])


def billions(unit: str) -> float:
    """How many billions of its currency a unit of money is."""
    return BILLIONS.get(unit.split("_", maxsplit=1)[0], 1e-9)


def contract_months(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Months from the decision to buy to the contract in a state."""
    row = case.table("places").filter(pl.col("place") == statement.about[0]).drop_nulls("contracting_delay")
    if row.is_empty():
        return undecided(statement, "The case does not know how long contracts take there.")
    ends = (float(row[f"contracting_delay{end}"][0]) for end in ENDS)
    figure = Estimate.of(ends, "months", bases(row["contracting_delay_basis"].drop_nulls()))
    because = (
        f"From the decision to buy to a signed contract {Names.of(case).place(statement.about[0])} takes "
        f"{number(figure.value)} months{spread(figure)}, over all things."
    )
    if any(token.startswith("rule:") for token in figure.basis):
        because += " No record is of this state itself: it is taken to be as others are."
    return verdict(statement, figure, because, rows=[f"places: {statement.about[0]}"])


def incidents_ratio(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Counts of the last year over those of the first, each as its source gives both; the widest of their intervals.

    The cited facts are in pairs, earlier and later of one source. Both counts of a pair are rates of events, with the
    90 % interval of their ratio; the most likely value is the median over sources.
    """
    table = facts(case, statement.evidence)
    if table.height < 2 or table.height % 2:
        return undecided(statement, UNKNOWN)
    counts = [float(value) for value in table["value"]]
    pairs = list(zip(counts[::2], counts[1::2], strict=True))
    ratios = [ratio_of_counts(earlier, later, statement.evidence) for earlier, later in pairs]
    value = float(np.median([ratio.value for ratio in ratios]))
    low, high = min(ratio.low for ratio in ratios), max(ratio.high for ratio in ratios)
    figure = Estimate(value, low, high, "ratio", statement.evidence)
    first, last = years(statement)
    told = [f"{number(later)} after {number(earlier)}" for earlier, later in pairs]
    because = (
        f"{plain(table['subject'][0])} of {last} after {first}, by source: {listed(told)}, {number(value)} times as "
        f"many, with 90 % intervals from {number(low)} to {number(high)}."
    )
    return verdict(statement, figure, because, rows=[f"facts: {fact}" for fact in table["fact"]])


def decided_by_all(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether every member of the time decided on the accession; days that the last of them, or the first, took."""
    table = facts(case, statement.evidence)
    newcomers = _newcomers(case)
    wanted = [place for place in places(case, statement.about) if place not in newcomers]
    missing = sorted(set(wanted) - set(table["entity"]))
    names, rows = Names.of(case), tuple(f"facts: {fact}" for fact in table["fact"])
    if table.is_empty() or missing:
        return undecided(
            statement,
            f"The case does not have the decisions of {listed(map(names.place, missing))}.",
            "Their decisions, with the days that they took, would decide it.",
        )
    first = statement.side in {Side.AT_LEAST, Side.ABOVE} and statement.value is not None
    row = table.sort(["value", "entity"], descending=[not first, False]).row(0, named=True)
    taken = Estimate.exact(float(row["value"]), "days", statement.evidence)
    because = (
        f"All {len(wanted)} members of the time decided on {names.place(statement.against[0])}; the "
        f"{'first' if first else 'last'}, {names.place(row['entity'])}, {number(taken.value)} days after the protocol "
        "was signed."
    )
    if statement.value is None:
        count = Estimate.exact(len(wanted), "states", statement.evidence)
        change = "It would no longer hold if it had joined without the decision of one of them."
        return Verdict(statement, Outcome.HOLDS, count, count, because, change, statement.evidence, rows)
    side, mark = given(statement.side), held_against(statement)
    within = sum(judge(Estimate.exact(days, "days"), side, mark) is Outcome.HOLDS for days in table["value"])
    whole = verdict(statement, taken, because, rows=rows)
    return replace(whole, because=f"{because} It is so of {within} of them.")


def _newcomers(case: Case) -> set[str]:
    """States on whose accession decisions are on record."""
    words = {word for subject in case.table("facts")["subject"].unique() for word in _named(subject)}
    table = case.table("places").select("place", pl.col("name").str.to_lowercase())
    return {place for place, name in table.iter_rows() if name in words}


def _named(subject: str) -> list[str]:
    """States, in small letters, whom a subject on decisions names."""
    return subject.removeprefix(ACCESSION).split("_") if subject.startswith(ACCESSION) else []


def on_accession(case: Case, place: str) -> tuple[str, ...]:
    """Facts on the decisions of members on the accession of a state, in their order."""
    name = Names.of(case).place(place).lower()
    table = case.table("facts").filter(pl.col("unit") == "days").drop_nulls("value")
    return tuple(fact for fact, subject in table.select("fact", "subject").iter_rows() if name in _named(subject))
