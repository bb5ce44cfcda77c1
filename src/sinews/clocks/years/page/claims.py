"""What budgets pay before the items, ally by ally, and what of them buys equipment."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.components.base import BUDGET, DOMAINS, FUNDS, PAY, RUNNING, STANDING
from sinews.clocks.years.page.readings import names
from sinews.model.journal import CARRIED_IN, CARRIED_OVER

#: Headings of what comes in or stays, and of what is paid beside equipment.
COME, BESIDE = (BUDGET, FUNDS, CARRIED_IN, CARRIED_OVER), (STANDING, PAY, RUNNING)


def by_ally(answer: YearsAnswer) -> pl.DataFrame:
    """What an ally's budget and funds go to over the horizon, percent of both; the largest first.

    Columns: country, budget_billion_EUR (and funds), standing_percent, running_percent, domains_percent, items_percent
    (orders, expansion, aid), equipment_percent (items and domains), published_percent (equipment in NATO's tables, if
    any), not_spent_percent.
    """
    money = answer.reference.money.filter(pl.col("account") == "money")
    heading, amount = pl.col("heading"), pl.col("amount")
    rest = money.filter(heading == "not spent in time")
    paid = money.filter(~heading.is_in([*COME, "not spent in time"]))
    income = money.filter(heading.is_in([BUDGET, FUNDS]))

    def part(frame: pl.DataFrame, name: str, sign: int = -1) -> pl.DataFrame:
        return frame.group_by("place").agg((sign * amount.sum()).alias(name))

    tables = [
        part(income, "budget", 1),
        part(paid.filter(heading.is_in([STANDING, PAY])), "standing"),
        part(paid.filter(heading == RUNNING), "running"),
        part(paid.filter(heading == DOMAINS), "domains"),
        part(paid.filter(~heading.is_in([*BESIDE, DOMAINS])), "items"),
        part(rest, "not_spent"),
    ]
    found = tables[0]
    for table in tables[1:]:
        found = found.join(table, on="place", how="left").fill_null(0.0)
    shares = ("standing", "running", "domains", "items", "not_spent")
    known = names(answer)
    published = answer.scope.case.table("budgets").select("place", pl.col("equipment_share").alias("published_percent"))
    return (
        found.filter(pl.col("budget") > 0)
        .join(published, on="place", how="left")
        .with_columns((100 * pl.col(name) / pl.col("budget")).alias(f"{name}_percent") for name in shares)
        .sort(["budget", "place"], descending=[True, False])
        .select(
            pl.col("place").replace(known.places).alias("country"),
            (pl.col("budget") / 1000).alias("budget_billion_EUR"),
            "standing_percent",
            "running_percent",
            "domains_percent",
            "items_percent",
            (pl.col("domains_percent") + pl.col("items_percent")).alias("equipment_percent"),
            "published_percent",
            "not_spent_percent",
        )
    )


def missing(answer: YearsAnswer) -> tuple[str, ...]:
    """Domains without any money in the case, a line each: what they are, and why."""
    case = answer.scope.case
    counted = case.table("domain_shares")["domain"].unique().to_list()
    rows = case.table("domains").filter(~pl.col("domain").is_in(counted)).sort("domain")
    return tuple(f"{name}. {about}" for name, about in rows.select("name", "about").iter_rows())
