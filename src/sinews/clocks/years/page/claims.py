"""What budgets pay before the items, ally by ally, and what of them buys equipment."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.components.base import BUDGET, DOMAINS, FUNDS, GIVEN_UP, PAY, RUNNING, STANDING
from sinews.clocks.years.page.readings import names_of
from sinews.model.journal import CARRIED_IN, CARRIED_OVER

#: Headings of what comes in or stays, and of what is paid beside equipment.
COME, BESIDE = (BUDGET, FUNDS, CARRIED_IN, CARRIED_OVER), (STANDING, PAY, RUNNING)

#: What domains are paid, and what they give up of it for upkeep: that is paid as a running cost.
OTHERS = (DOMAINS, GIVEN_UP)


def by_ally(answer: YearsAnswer) -> pl.DataFrame:
    """What an ally's budget and funds go to over the horizon, percent of both; the largest first.

    Columns: country, budget_billion_EUR (and funds), standing_percent, running_percent, domains_percent, items_percent
    (orders, expansion, aid), equipment_percent (items and domains), published_percent (equipment in NATO's tables, if
    any), not_spent_percent.
    """
    amounts = paid(answer.reference.money)
    shares = ("standing", "running", "domains", "items", "not_spent")
    names = names_of(answer)
    published = answer.scope.case.table("budgets").select("place", pl.col("equipment_share").alias("published_percent"))
    return (
        amounts.filter(pl.col("budget") > 0)
        .join(published, on="place", how="left")
        .with_columns((100 * pl.col(name) / pl.col("budget")).alias(f"{name}_percent") for name in shares)
        .sort(["budget", "place"], descending=[True, False])
        .select(
            pl.col("place").replace(names.places).alias("country"),
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


def paid(money: pl.DataFrame) -> pl.DataFrame:
    """What accounts (`sinews.clocks.years.accounts.money`) go to, million EUR by place, sorted by it.

    Columns: place, budget (with funds), standing, running, domains (less what they give up for upkeep), items (orders,
    expansion, aid), not_spent.
    """
    own = money.filter(pl.col("account") == "money")
    heading, amount = pl.col("heading"), pl.col("amount")
    rest = own.filter(heading == "not spent in time")
    out = own.filter(~heading.is_in([*COME, "not spent in time"]))

    def part(frame: pl.DataFrame, name: str, sign: int = -1) -> pl.DataFrame:
        return frame.group_by("place").agg((sign * amount.sum()).alias(name))

    tables = [
        part(own.filter(heading.is_in([BUDGET, FUNDS])), "budget", 1),
        part(out.filter(heading.is_in([STANDING, PAY])), "standing"),
        part(out.filter(heading == RUNNING), "running"),
        part(out.filter(heading.is_in(OTHERS)), "domains"),
        part(out.filter(~heading.is_in([*BESIDE, *OTHERS])), "items"),
        part(rest, "not_spent"),
    ]
    whole = tables[0]
    for table in tables[1:]:
        whole = whole.join(table, on="place", how="left").fill_null(0.0)
    return whole.sort("place")


def missing(answer: YearsAnswer) -> tuple[str, ...]:
    """Domains without any money in the case, a line each: what they are, and why."""
    case = answer.scope.case
    counted = case.table("domain_shares")["domain"].unique().to_list()
    rows = case.table("domains").filter(~pl.col("domain").is_in(counted)).sort("domain")
    return tuple(f"{name}. {about}" for name, about in rows.select("name", "about").iter_rows())
