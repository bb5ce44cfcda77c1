"""What to order now, while it is uncertain what comes: sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from sinews.clocks.years.deciding.coarse import FIRST
from sinews.clocks.years.deciding.decision import CHARGED, Inquiry, Tables
from sinews.present.page import Page, Section
from sinews.present.tables import tidy
from sinews.present.words import billions, counted, listed, lowered, number, plain

#: Percentage points below which nothing differs: plans that are as good to the solver's tolerance differ by as much.
LEAST = 0.01

#: What is ordered in every branch is named from this part of what the plan for all of them orders.
SURE = 0.01

#: Items that are named where branches differ.
NAMED = 5

#: What plans are charged beside what is lacking at the test, by column, in words.
KINDS: Mapping[str, str] = {
    "refused": "aid and training that are refused",
    "late": "contracts that are delivered late",
    "after": "what is lacking after the horizon",
    "money": "what is spent",
}


def stochastic(tables: Tables) -> float:
    """What it saves to plan for all branches, percentage points of the objective."""
    return saved(tables, "as_planned", "together")["objective"]


def perfect(tables: Tables) -> float:
    """What it would save to know the branch, percentage points of the objective."""
    return saved(tables, "together", "apart")["objective"]


def saved(tables: Tables, way: str, other: str) -> Mapping[str, float]:
    """How much less the other way is charged on average, by column of what is charged, percentage points."""
    mine, theirs = (tables["values"].row(by_predicate=pl.col("way") == each, named=True) for each in (way, other))
    return {column: float(mine[column] - theirs[column]) for column in ("objective", *CHARGED)}


def sentences(tables: Tables) -> tuple[str, ...]:
    """What the tables say, the most important first."""
    return (*_worth(tables), _right(tables), *_differ(tables), *_seen(tables))


def page(tables: Tables, inquiry: Inquiry, about: str) -> Page:
    """The page of `sinews decide`."""
    titles = {
        "values": ("What ways of deciding come to, on average over the branches, in points", WAYS),
        "branches": ("By branch: its chance in percent, and what is charged in it, in points", BRANCHES),
        "orders": (f"New orders of the first {FIRST} years, in units", ORDERS),
        "foresight": ("Planning anew each year, with so many years in sight", FORESIGHT),
    }
    words = {"values": ("way",), "branches": ("branch", "way"), "orders": ("item",), "foresight": ()}
    sections = []
    for name, (title, text) in titles.items():
        table = tables[name].with_columns(
            pl.col(column).map_elements(plain, return_dtype=pl.String) for column in words[name]
        )
        sections.append(Section(title, (text,), tidy(table, 3)))
    return Page("What to order now?", sentences(tables), tuple(sections), f"{about} {_uncertain(inquiry)}", notes=NOTES)


def _worth(tables: Tables) -> Iterator[str]:
    planning, knowing = saved(tables, "as_planned", "together"), saved(tables, "together", "apart")
    orders, stands = f"Orders of the first {FIRST} years that suit all branches", "the plan as it stands"
    more = f"{number(abs(planning['points']))} points {'less' if planning['points'] > 0 else 'more'}"
    worth = f"{number(knowing['points'])} points" if knowing["points"] >= LEAST else f"less than {number(LEAST)} points"
    yield (
        f"{orders} lack {more} on average than those of {stands}"
        if abs(planning["points"]) >= LEAST
        else f"{orders} and those of {stands} lack the same on average, to {number(LEAST)} points"
    ) + f"; to know from the start which branch comes would save {worth}."
    others = [
        f"{number(abs(planning[kind]))} {'less' if planning[kind] > 0 else 'more'} for {words}"
        for kind, words in KINDS.items()
        if abs(planning[kind]) >= LEAST
    ]
    if others:
        yield (
            "Plans are charged for more than readiness; so charged, orders that suit all branches cost, in points, "
            f"{listed(others)}."
        )


def _right(tables: Tables) -> str:
    """What is right in every branch: all that is ordered for all of them if none regrets it, or else the least."""
    branch, regret = _regret(tables)
    if regret < LEAST:
        return (
            "Right in every branch, as in none they lack more than a plan for it alone, are the orders that suit all: "
            f"{_orders(tables['orders'].filter(pl.col('together') >= 1), 'together')}."
        )
    orders = tables["orders"].with_columns(pl.min_horizontal("least", "together").alias("least"))
    sure = orders.filter((pl.col("least") > SURE * pl.col("together")) & (pl.col("least") >= 1))
    least = (
        "No order is right in every branch: for each item there is a plan that orders none of it now"
        if sure.is_empty()
        else f"Right in every branch, as each plan orders at least so much, that for all too: {_orders(sure, 'least')}"
    )
    return f"{least}. {plain(branch)} regrets orders that suit all most: {number(regret)} points more are lacking."


def _regret(tables: Tables) -> tuple[str, float]:
    """The branch that lacks most more with orders that suit all than with a plan of its own, and how much more."""
    mine, alone = (
        tables["branches"].filter(pl.col("way") == way).select("branch", "points") for way in ("together", "apart")
    )
    more = mine.join(alone, on="branch", suffix="_alone", maintain_order="left")
    pairs = [(name, points - own) for name, points, own in more.iter_rows()]
    return max(pairs, key=lambda pair: pair[1])


def _orders(rows: pl.DataFrame, column: str) -> str:
    orders = [f"{number(row[column])} of {lowered(plain(row['item']))}" for row in rows.iter_rows(named=True)]
    return listed(orders) if orders else "none"


def _differ(tables: Tables) -> Iterator[str]:
    """The items on which branches differ by most money."""
    rows = tables["orders"].filter(pl.col("spread") >= 1).sort("spread", descending=True, maintain_order=True)
    if not rows.is_empty():
        differ = [
            f"{lowered(plain(row['item']))} {number(row['least'])} to {number(row['most'])} "
            f"({billions(row['spread'])}; for all {number(row['together'])}, as planned {number(row['as_planned'])})"
            for row in rows.head(NAMED).iter_rows(named=True)
        ]
        yield f"By money, plans for one branch differ most in: {listed(differ)}."


def _seen(tables: Tables) -> Iterator[str]:
    whole = tables["foresight"].filter(pl.col("years").is_null())["ready"].to_list()
    for row in tables["foresight"].drop_nulls("years").iter_rows(named=True):
        years = f"{row['years']} year{'' if row['years'] == 1 else 's'}"
        later = 0 if row["days_later"] is None else round(row["days_later"])
        when = f", and all is ready {counted(abs(later), 'day')} {'later' if later > 0 else 'sooner'}" if later else ""
        if row["ready"] is None and any(whole):
            when = ", and all is not ready within the years that are shown"
        more = row["more_points"]
        lacks = (
            f"{number(abs(more))} points {'more' if more > 0 else 'less'} than"
            if abs(more) >= LEAST
            else f"the same, to {number(LEAST)} points, as"
        )
        yield f"Who plans anew each year with {years} in sight lacks {lacks} with all in sight{when}."


def _uncertain(inquiry: Inquiry) -> str:
    uncertain = inquiry.uncertain
    parts = [
        *(["the date of the test"] if uncertain.threat else []),
        *(["how long aid goes on"] if uncertain.aid else []),
        *([f"whether {uncertain.supplier} goes on delivering"] if uncertain.supplier else []),
    ]
    mean = " Figures are the means of what trials draw." if inquiry.mean else ""
    return f"Uncertain: {listed(parts) if parts else 'nothing'}; on a coarse clock: ticks lengthen to a year.{mean}"


WAYS = (
    "Apart: each branch as if it were known from the start; together: one set of orders and enlarged lines for all, "
    "the best after that in each; as planned: those of the plan as it stands. Points: expected shortfall. Charged "
    "beside it, and no readiness: refused (aid and training), late (contracts), after (the horizon), money. The "
    "objective, which is what a plan makes least, is the sum."
)
BRANCHES = "The same three ways and charges. What is lacking is expected over the tests of the branch."
ORDERS = (
    "Together and as planned, as above; least and most of what the plans of the branches by themselves order, and what "
    "lies between them in million EUR. A branch whose test comes before anything can arrive orders next to nothing; "
    "where several plans are as good, one of them is shown."
)
FORESIGHT = (
    "What is lacking after the years in sight counts for nothing; what was decided stands. The row without a number "
    "sees the whole horizon."
)
NOTES = (
    "A coarse clock: differences are to be read, not dates. What lines make and who is given it follows the branch "
    "from the start; orders and enlarged lines of the first years do not.",
    "Early, middle and late are the thirds of the pooled statements; chances of aid and of the supplier are as asked.",
)
