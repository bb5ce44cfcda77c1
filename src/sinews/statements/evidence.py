"""Checks that compare cited facts, named in the row of the statement."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sinews.data.case import Case
from sinews.data.tables import Side
from sinews.present.words import INSTITUTIONS, Names, listed, plain
from sinews.statements.reading import facts, given, held_against, places, quotient, spread, undecided, verdict, years
from sinews.statements.verdict import Estimate, Outcome, Statement, Verdict, number, shown

if TYPE_CHECKING:
    from sinews.statements.plans import Plans

#: Probability that an interval of a ratio of rates leaves out, both ends together.
LEFT_OUT = 0.10

#: Why a comparison of facts is open.
UNKNOWN = "The case does not have the facts that the check compares."


def evidence_level(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """The median of the cited figures, with the range that they span, on the claimed side."""
    table = facts(case, statement.evidence)
    if table.is_empty():
        return undecided(statement, UNKNOWN)
    middle = float(str(table["value"].median()))
    low, high = float(str(table["value"].min())), float(str(table["value"].max()))
    figure = Estimate(middle, low, high, table["unit"][0], statement.evidence)
    unit = table["unit"][0].replace("percent", "%").replace("_", " ")
    because = (
        f"{table.height} cited figures on {table['subject'][0].replace('_', ' ')} "
        f"({table['quantity'][0].replace('_', ' ')}) "
        f"of {Names.of(case).place(table['entity'][0])} in {table['period_start'][0]} give "
        f"{number(middle)} {unit}{spread(figure)}."
    )
    return verdict(statement, figure, because, rows=[f"facts: {fact}" for fact in statement.evidence])


def evidence_rank(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Rank of a state by the cited figures, the largest first."""
    ordered = facts(case, statement.evidence).sort(["value", "entity"], descending=[True, False])
    names, place = Names.of(case), statement.about[0]
    if place not in ordered["entity"].to_list():
        return undecided(statement, f"None of the cited figures is about {names.place(place)}.")
    rank = ordered["entity"].to_list().index(place) + 1
    leading = [
        f"{names.place(entity)} ({number(value)})"
        for entity, value in ordered.select("entity", "value").head(4).iter_rows()
    ]
    mine = ordered["value"][rank - 1]
    nearest = (
        ordered.filter(pl.col("entity") != place).with_columns((pl.col("value") - mine).abs().alias("gap")).sort("gap")
    )
    other, gap = nearest["entity"][0], nearest["gap"][0]
    unit = ordered["unit"][0].replace("_", " ")
    because = (
        f"By {ordered['subject'][0].replace('_', ' ')} of {ordered['period_start'][0]}, in {unit}, the first are "
        f"{listed(leading)}."
    )
    return verdict(
        statement,
        Estimate.exact(rank, "rank", statement.evidence),
        because,
        side=Side.WITHIN,
        change=f"The nearest other state, {names.place(other)}, is {number(gap)} {unit} away.",
        rows=[f"facts: {fact}" for fact in statement.evidence],
    )


def evidence_ratio(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """The later of two counts over the earlier, as rates of events, with its 90 % interval.

    Given the sum, the later count is binomial (Przyborowski and Wilenski 1940); its Clopper-Pearson interval gives that
    of the ratio. Both counts are over periods of one length.
    """
    table = facts(case, statement.evidence)
    if table.height < 2:
        return undecided(statement, UNKNOWN)
    earlier, later = (float(value) for value in table["value"].to_list()[:2])
    figure = ratio_of_counts(earlier, later, statement.evidence)
    when = table["period_start"].to_list()
    because = (
        f"{number(later)} incidents were counted in {when[1]} and {number(earlier)} in {when[0]}: "
        f"{number(figure.value)} times as many, with a 90 % interval of {number(figure.low)} to {number(figure.high)}."
    )
    needed = next((n for n in range(1, int(1e6)) if ratio_of_counts(earlier, n, ()).low > 1), None)
    change = f"From {needed} incidents on the interval would lie above one." if needed else ""
    return verdict(statement, figure, because, change=change, rows=[f"facts: {fact}" for fact in statement.evidence])


def ratio_of_counts(earlier: float, later: float, basis: tuple[str, ...]) -> Estimate:
    """Ratio of two rates of events of one length of time, with its exact 90 % interval."""
    from scipy import stats  # slow to load, and few statements ask for it

    tail = LEFT_OUT / 2
    low = float(stats.beta.ppf(tail, later, earlier + 1)) if later > 0 else 0.0
    high = float(stats.beta.ppf(1 - tail, later + 1, earlier)) if earlier > 0 else 1.0
    ends = [end / (1 - end) if end < 1 else float("inf") for end in (low, high)]
    value = later / earlier if earlier > 0 else float("inf")
    return Estimate(value, ends[0], ends[1], "ratio", basis)


def evidence_growth(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """How much more the cited facts count on their last day than on their first, percent; sums by day.

    It holds in part at most where these days do not span the years of the claim: the facts say nothing of the rest.
    """
    table = facts(case, statement.evidence).drop_nulls(["value", "period_start"])
    days = table["period_start"].unique().sort()
    if len(days) < 2:
        return undecided(statement, UNKNOWN)
    then, now = (table.filter(pl.col("period_start") == day) for day in (days[0], days[-1]))
    earlier, later = _counted(then), _counted(now)
    ratio = quotient(later, earlier, "percent")
    figure = Estimate.of((100 * (end - 1) for end in (ratio.value, ratio.low, ratio.high)), "percent", ratio.basis)
    before, after = (
        f"{number(count.value)} in {day[:4]} ({listed(map(Names.of(case).place, rows['entity']))})"
        for day, rows, count in ((days[0], then, earlier), (days[-1], now, later))
    )
    because = (
        f"{_subject(table['subject'][0])}, {table['unit'][0].replace('_', ' ')}: {after} after {before}, "
        f"{number(figure.value)} %{spread(figure)} more."
    )
    whole = verdict(statement, figure, because, rows=[f"facts: {fact}" for fact in table["fact"]])
    first, last = years(statement)
    if int(days[0][:4]) <= first and int(days[-1][:4]) >= last:
        return whole
    return _of_a_part(whole, first, last)


def _subject(code: str) -> str:
    """What facts are about, in words; institutions by their names."""
    return plain(" ".join(INSTITUTIONS.get(word.upper(), word) for word in code.split("_")))


def _counted(rows: pl.DataFrame) -> Estimate:
    """The sum of cited figures, ends with ends."""
    ends = [float(rows.select(pl.coalesce(end, "value").sum()).item()) for end in ("value", "low", "high")]
    return Estimate.of(ends, rows["unit"][0], tuple(rows["fact"]))


def _of_a_part(whole: Verdict, first: int, last: int) -> Verdict:
    """The verdict where facts cover only a part of the years of the claim, and of what it names."""
    because = f"{whole.because} Nothing else is cited, and these figures do not reach from {first} to {last}."
    if whole.outcome is Outcome.DOES_NOT_HOLD:
        return replace(whole, because=because)
    mark = shown(held_against(whole.statement).value, "percent")
    change = (
        f"It would hold in full with figures of {first} and {last}, and of all that it names, that say the same, and "
        f"not at all if the figure were not {given(whole.statement.side).value.replace('_', ' ')} {mark}."
    )
    return replace(whole, outcome=Outcome.IN_PART, because=because, change=change)


def each_decided(case: Case, _plans: Plans | None, statement: Statement) -> Verdict:
    """Whether every member but the new ones stands among the cited decisions."""
    table = facts(case, statement.evidence)
    if table.is_empty():
        return undecided(statement, UNKNOWN)
    wanted = [place for place in places(case, statement.about) if place not in statement.against]
    decided, names = set(table["entity"]), Names.of(case)
    missing = [names.place(place) for place in wanted if place not in decided]
    longest = table.sort(["value", "entity"], descending=[True, False])
    row = longest.row(0, named=True)
    because = (
        f"{len(wanted) - len(missing)} of the {len(wanted)} members of the time decided on the accession of "
        f"{listed(names.place(place) for place in statement.against)} each for itself; the longest took "
        f"{number(row['value'])} {row['unit']} ({names.place(row['entity'])})."
    )
    count = Estimate.exact(len(wanted) - len(missing), "states", statement.evidence)
    outcome = Outcome.HOLDS if not missing else Outcome.IN_PART if len(missing) < len(wanted) else Outcome.DOES_NOT_HOLD
    change = (
        f"It would hold in full with a decision of {listed(missing)} on record."
        if missing
        else "It would hold only in part if a state had joined without the decision of one of them."
    )
    rows = tuple(f"facts: {fact}" for fact in statement.evidence)
    return Verdict(
        statement, outcome, count, Estimate.exact(len(wanted), "states"), because, change, statement.evidence, rows
    )
