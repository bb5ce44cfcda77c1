"""Tables read from an answer, with names instead of codes: what charts draw and what pages list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import polars as pl

from sinews.clocks.years.accounts import payments as paid
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.components.base import MONEY
from sinews.clocks.years.limits import Limit
from sinews.clocks.years.page.gains import days
from sinews.clocks.years.why import Bottleneck
from sinews.data.months import month_after
from sinews.model.journal import CARRIED_IN, CARRIED_OVER
from sinews.present.tables import named
from sinews.present.words import Names, lowered

#: Slack of the standard: as in the margin itself.
SLACK = 1e-4

#: Heading of money that lapses.
UNSPENT = MONEY.rest

#: Why money is not spent in time.
BEFORE = "before the day of knowledge, when nothing new can be decided"
MET = "as needs are met"
FULL = "as lines can take no more"
SIGNED = "as contracting offices can sign no more"
MANNED = "as nobody is there to man more"

#: Shortfall below this part of the group's need is none.
LEAST_PART = 1e-6

#: Heading of what is still in the accounts at the end; amounts below which a heading is left out, billion EUR.
KEPT, LEAST = "kept beyond the horizon", 1e-6


def names_of(answer: YearsAnswer) -> Names:
    """Names of the answer's case."""
    return Names.of(answer.scope.case)


def standard(answer: YearsAnswer) -> float:
    """Share of a need that counts as covered, percent."""
    return answer.scope.case.parameter("coverage_standard")


def rows(answer: YearsAnswer, quantity: str) -> pl.DataFrame:
    """Rows of the outcome on one quantity, with the first day of their period as `month`."""
    start = pl.col("period").str.slice(0, 7) + "-01"
    return answer.outcome.filter(pl.col("quantity") == quantity).with_columns(start.str.to_date().alias("month"))


def made(answer: YearsAnswer) -> pl.DataFrame:
    """Rows of the outcome on what is made, by lines and beyond their rates, with the `item` of each."""
    lines = answer.scope.sites.select(pl.col("site").alias("subject"), "item")
    plants = answer.scope.case.table("conversion").select(pl.col("conversion").alias("subject"), "item")
    makers = (("output", lines), ("surge", lines), ("converted", plants))
    return pl.concat([rows(answer, quantity).join(items, on="subject") for quantity, items in makers])


def threat(answer: YearsAnswer) -> pl.DataFrame:
    """Probability that the test comes in each period, and by its end (percent)."""
    return (
        rows(answer, "probability")
        .sort("month")
        .select(
            "month",
            pl.col("value").alias("probability_percent"),
            pl.col("value").cum_sum().clip(0, 100).alias("threat_percent"),
        )
    )


def coverage(answer: YearsAnswer) -> pl.DataFrame:
    """Coverage of the group's need by item and month, with the probability that the test has come by then."""
    group = rows(answer, "coverage").filter(pl.col("place") == answer.scope.question.group)
    return (
        named(group, "subject", names_of(answer).items, "item")
        .with_columns(pl.col("value").clip(0, 100).alias("coverage_percent"))
        .join(threat(answer), on="month")
        .select("item", "month", "coverage_percent", "threat_percent")
        .sort("item", "month")
    )


def at(answer: YearsAnswer, day: date) -> date:
    """First day of the period in which `day` lies (the last period, if it lies beyond)."""
    return max((start for start in answer.scope.shown.starts() if start <= day), default=day)


def landmarks(answer: YearsAnswer) -> dict[str, date]:
    """The three dates at which a page states coverage: the start, the threat's median, readiness or the end."""
    starts = answer.scope.shown.starts()
    return {
        "start": starts[0],
        "median": at(answer, answer.margin.median),
        "ready": answer.margin.ready or starts[-1],
    }


def first_covered(answer: YearsAnswer) -> pl.DataFrame:
    """First month in which the plan meets the standard, and coverage at the landmarks, by item."""
    table, dates = coverage(answer), landmarks(answer)
    met = pl.col("coverage_percent") >= standard(answer) - SLACK
    columns = [pl.col("month").filter(met).min().alias("first_month")]
    columns += [
        pl.col("coverage_percent").filter(pl.col("month") == day).first().alias(f"{name}_percent")
        for name, day in dates.items()
    ]
    return table.group_by("item", maintain_order=True).agg(columns).sort("first_month", "item", nulls_last=True)


def _dated(answer: YearsAnswer, money: pl.DataFrame) -> pl.DataFrame:
    """Rows of accounts with the first day of their period as `month`, amounts as `million_EUR`."""
    months = dict(enumerate(answer.scope.shown.starts()))
    month = pl.col("tick").replace_strict(months, return_dtype=pl.Date).alias("month")
    return money.with_columns(month).rename({"amount": "million_EUR", "about": "code"})


def payments(answer: YearsAnswer) -> pl.DataFrame:
    """What is paid, by account, heading, ally, item for which it is paid (`code`) and period; million EUR."""
    return _dated(answer, paid(answer.reference.money))


def spending(answer: YearsAnswer) -> pl.DataFrame:
    """Where the money goes, by year and heading, billion EUR; what no plan could use stands as not spent."""
    lapsed = rows(answer, "money_lapsed").select(
        "month", pl.lit(UNSPENT).alias("heading"), pl.col("value").alias("million_EUR")
    )
    every = pl.concat([payments(answer).select(lapsed.columns), lapsed])
    return (
        every.group_by(pl.col("month").dt.year().alias("year"), "heading", maintain_order=True)
        .agg((pl.col("million_EUR").sum() / 1000).alias("billion_EUR"))
        .sort("heading", "year")
    )


def unspent(answer: YearsAnswer) -> dict[str, float]:
    """Money that is not spent in time, by the reason why, million EUR; reasons without any are left out.

    Before the day of knowledge nothing new can be decided. After it an ally that lacks nothing, of what it holds alone
    or all hold together, has its needs met; where something is lacking all the same, its contracting office signs all
    that it can, its forces take in all whom they can, or else lines can take no more.
    """
    need = pl.col("subject").replace_strict(answer.scope.need_totals, return_dtype=pl.Float64)
    lacking = rows(answer, "shortfall").filter(pl.col("value") > LEAST_PART * need)
    together = lacking.filter(pl.col("subject").is_in(list(answer.scope.together)))["month"].unique()
    short = lacking.select("place", "month").unique().with_columns(pl.lit(value=True).alias("short"))
    lapsed = rows(answer, "money_lapsed").join(short, on=["place", "month"], how="left", maintain_order="left")
    knowledge = month_after(answer.scope.case.settings.start, answer.scope.known)
    lapsed = lapsed.join(_busy(answer, "can_sign", "signed"), on=["place", "month"], how="left", maintain_order="left")
    training = _busy(answer, "can_take_in", "recruited").rename({"busy": "training"})
    lapsed = lapsed.join(training, on=["place", "month"], how="left", maintain_order="left")
    reason = (
        pl.when(pl.col("month") < knowledge)
        .then(pl.lit(BEFORE))
        .when(pl.col("short").is_null() & ~pl.col("month").is_in(together.implode()))
        .then(pl.lit(MET))
        .when(pl.col("busy").is_not_null())
        .then(pl.lit(SIGNED))
        .when(pl.col("training").is_not_null())
        .then(pl.lit(MANNED))
        .otherwise(pl.lit(FULL))
    )
    sums = lapsed.group_by(reason.alias("reason"), maintain_order=True).agg(pl.col("value").sum())
    amounts = dict(sums.iter_rows())
    return {name: amounts[name] for name in (BEFORE, MET, SIGNED, MANNED, FULL) if amounts.get(name, 0.0) > LEAST}


def _busy(answer: YearsAnswer, most: str, done: str) -> pl.DataFrame:
    """Place and month where all is done that can be (column `busy`): an office signs, forces take in."""
    can, does = (rows(answer, name).select("place", "month", "value") for name in (most, done))
    both = can.join(does, on=["place", "month"], suffix="_done", maintain_order="left")
    full = both.filter(pl.col("value_done") >= (1 - LEAST_PART) * pl.col("value"), pl.col("value") > 0)
    return full.select("place", "month", pl.lit(value=True).alias("busy"))


def balance(answer: YearsAnswer) -> pl.DataFrame:
    """Money in and money out over the horizon by heading, billion EUR; both columns come to the same."""
    carried = pl.when(pl.col("heading").is_in([CARRIED_IN, CARRIED_OVER])).then(pl.lit(KEPT)).otherwise("heading")
    sums = (
        answer.reference.money.group_by(carried.alias("heading"), maintain_order=True)
        .agg((pl.col("amount").sum() / 1000).alias("net"))
        .filter(pl.col("net").abs() >= LEAST)
        .sort("net", "heading", descending=[True, False])
    )
    net = pl.col("net")
    come, gone = pl.when(net > 0).then(net), pl.when(net < 0).then(-net)
    return sums.select("heading", come.alias("in_billion_EUR"), gone.alias("out_billion_EUR"))


def capacity_now(answer: YearsAnswer) -> dict[str, float]:
    """Capacity by item in the first period, per month, as far as the group can have it."""
    first = answer.scope.shown.starts()[0]
    capacities = rows(answer, "capacity").filter(pl.col("month") == first)
    sites = answer.scope.sites.select("site", "item")
    made = capacities.join(sites, left_on="subject", right_on="site").sort("item", "subject")
    return dict(made.group_by("item", maintain_order=True).agg(pl.col("value").sum()).iter_rows())


def gaps(answer: YearsAnswer) -> pl.DataFrame:
    """What the group lacks of each item in the first month, also in years of present output."""
    first, now = answer.scope.shown.starts()[0], capacity_now(answer)
    missing = rows(answer, "shortfall").filter(pl.col("month") == first)
    lacking = missing.group_by("subject", maintain_order=True).agg(pl.col("value").sum())
    rate = pl.col("subject").replace_strict(now, default=0.0, return_dtype=pl.Float64)
    table = lacking.with_columns((12 * rate).alias("present_output_a_year")).with_columns(
        pl.when(pl.col("present_output_a_year") > 0)
        .then(pl.col("value") / pl.col("present_output_a_year"))
        .alias("gap_in_years_of_present_output")
    )
    need = pl.col("subject").replace_strict(answer.scope.need_totals, return_dtype=pl.Float64).alias("need")
    return (
        named(table, "subject", names_of(answer).items, "item")
        .select("item", need, pl.col("value").alias("gap"), "present_output_a_year", "gap_in_years_of_present_output")
        .sort("item")
    )


def subject(answer: YearsAnswer, finding: Bottleneck) -> str:
    """What a finding is about, in words."""
    return limit_name(answer, finding.limit, finding.subject)


def limit_name(answer: YearsAnswer, limit: Limit, code: str) -> str:
    """A limit in words; `code`: the item, ally or group that it concerns."""
    names = names_of(answer)
    return limit.about.format(item=names.thing(code), place=names.place(code))


def findings(answer: YearsAnswer, bottlenecks: Sequence[Bottleneck]) -> pl.DataFrame:
    """Findings in words, as measured by solving again.

    Columns: what_holds_back, step, days_of_ready_date (earlier; blank if unknown), percent_of_shortfall (taken off),
    points (the same in points), shortfall_months (fewer), holds_up_to, then_binds, confidence (of the weakest figure
    behind it).
    """
    leading = list(bottlenecks)
    columns: dict[str, list[object]] = {
        "what_holds_back": [subject(answer, finding) for finding in leading],
        "step": [lowered(finding.limit.step) for finding in leading],
        "days_of_ready_date": [days(finding.effect) for finding in leading],
        "percent_of_shortfall": [finding.effect.percent for finding in leading],
        "points": [finding.points for finding in leading],
        "shortfall_months": [finding.effect.shortfall_months for finding in leading],
        "holds_up_to": [reach(finding) for finding in leading],
        "then_binds": [binds_next(answer, finding) for finding in leading],
        "confidence": [None if finding.weakest is None else finding.weakest.value for finding in leading],
    }
    numbers = ("percent_of_shortfall", "points", "shortfall_months", "days_of_ready_date")
    return pl.DataFrame(columns, schema={name: pl.Float64 if name in numbers else pl.String for name in columns})


def reach(finding: Bottleneck) -> str | None:
    """How far a finding holds, in words; None if that was not tried."""
    if not finding.steps:
        return None
    at_least = "at least " if finding.farther else ""
    return f"{at_least}{finding.limit.unit.amount(finding.steps)}"


def binds_next(answer: YearsAnswer, finding: Bottleneck) -> str | None:
    """What binds next, in words."""
    return None if finding.then is None else limit_name(answer, *finding.then)


def plan(answer: YearsAnswer) -> pl.DataFrame:
    """The plan by item: spending, coverage at the landmarks, first month covered, gap at the start."""
    spent = (
        payments(answer)
        .group_by("code", maintain_order=True)
        .agg((pl.col("million_EUR").sum() / 1000).alias("spending_billion_EUR"))
    )
    money = named(spent, "code", names_of(answer).items, "item").select("item", "spending_billion_EUR")
    years = gaps(answer).select("item", "gap_in_years_of_present_output")
    return (
        first_covered(answer)
        .join(years, on="item", how="left", maintain_order="left")
        .join(money, on="item", how="left", maintain_order="left")
    )


def extra_capacity(answer: YearsAnswer) -> pl.DataFrame:
    """Capacity that the plan orders, by item, over the whole horizon; per month, in units of the item."""
    sites = answer.scope.sites.select("site", "item")
    ordered = pl.concat([rows(answer, "expansion"), rows(answer, "funded_expansion")])
    sums = (
        ordered.join(sites, left_on="subject", right_on="site")
        .group_by("item", "unit", maintain_order=True)
        .agg(pl.col("value").sum().alias("extra_rate"))
        .filter(pl.col("extra_rate") > SLACK)
    )
    now = capacity_now(answer)
    rate = pl.col("item").replace_strict(now, default=0.0, return_dtype=pl.Float64)
    return (
        named(sums.with_columns(rate.alias("present_rate")), "item", names_of(answer).items, "name")
        .select(pl.col("name").alias("item"), "present_rate", "extra_rate", "unit")
        .sort("item")
    )
