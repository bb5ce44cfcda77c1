"""What to order now, while it is uncertain what comes: sentences and tables."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.clocks.years.deciding.decision import Inquiry, Tables
from sinews.clocks.years.deciding.futures import FIRST
from sinews.present.page import Page, Section
from sinews.present.tables import tidy
from sinews.present.words import counted, listed, lowered, number, plain

#: What is ordered in every branch is named from this part of what the plan for all of them orders.
SURE = 0.01


def stochastic(tables: Tables) -> float:
    """What it saves to plan for all branches, percentage points of the objective."""
    return _objective(tables, "as_planned") - _objective(tables, "together")


def perfect(tables: Tables) -> float:
    """What it would save to know the branch, percentage points of the objective."""
    return _objective(tables, "together") - _objective(tables, "apart")


def sentences(tables: Tables) -> tuple[str, ...]:
    """What the tables say, the most important first."""
    return (_worth(tables), _sure(tables), *_seen(tables))


def page(tables: Tables, inquiry: Inquiry, about: str) -> Page:
    """The page of `sinews decide`."""
    titles = {
        "values": ("What ways of deciding come to, on average over the branches", WAYS),
        "branches": ("By branch: its chance in percent, and the points that are lacking", BRANCHES),
        "orders": (f"New orders of the first {FIRST} years, in units", ORDERS),
        "foresight": ("Planning anew each year, with so many years in sight", FORESIGHT),
    }
    words = {"values": "way", "branches": "branch", "orders": "item"}
    sections = []
    for name, (title, text) in titles.items():
        table = tables[name]
        if name in words:
            table = table.with_columns(pl.col(words[name]).map_elements(plain, return_dtype=pl.String))
        sections.append(Section(title, (text,), tidy(table, 3)))
    return Page("What to order now?", sentences(tables), tuple(sections), f"{about} {_uncertain(inquiry)}", notes=NOTES)


def _objective(tables: Tables, way: str) -> float:
    return float(tables["values"].filter(pl.col("way") == way)["objective"][0])


def _worth(tables: Tables) -> str:
    saved, certainty = (number(max(each, 0.0)) for each in (stochastic(tables), perfect(tables)))
    return (
        f"Orders of the first {FIRST} years that suit all branches together cost {saved} points less, on average, than "
        f"those of the plan as it stands; to know from the start which branch comes would save another {certainty}."
    )


def _sure(tables: Tables) -> str:
    rows = tables["orders"].filter(pl.col("least") > SURE * pl.col("together")).filter(pl.col("least") > 0)
    if rows.is_empty():
        return (
            "No order is right in every branch: for each item there is a branch whose own plan orders none of it now."
        )
    orders = [f"{number(row['least'])} of {lowered(plain(row['item']))}" for row in rows.iter_rows(named=True)]
    return f"Right in every branch, as the plan of each orders at least so much: {listed(orders)}."


def _seen(tables: Tables) -> Iterator[str]:
    for row in tables["foresight"].drop_nulls("years").iter_rows(named=True):
        years = f"{row['years']} year{'' if row['years'] == 1 else 's'}"
        later = row["days_later"]
        when = "" if later is None else f", and all is ready {counted(round(later), 'day')} later"
        yield f"Who plans anew each year with {years} in sight lacks {number(row['more_points'])} points more{when}."


def _uncertain(inquiry: Inquiry) -> str:
    uncertain = inquiry.uncertain
    parts = [
        *(["the date of the test"] if uncertain.threat else []),
        *(["how long aid goes on"] if uncertain.aid else []),
        *([f"whether {uncertain.supplier} goes on delivering"] if uncertain.supplier else []),
    ]
    return f"Uncertain: {listed(parts) if parts else 'nothing'}; on a clock of years."


WAYS = (
    "Apart: each branch as if it were known from the start; together: one set of orders and enlarged lines for all, "
    "the best after that in each; as planned: those of the plan as it stands. Objective: all that a plan is charged."
)
BRANCHES = "The same three ways. What is lacking is expected over the tests of the branch."
ORDERS = (
    "Together and as planned, as above; least and most of what the plans of the branches by themselves order. Where "
    "several plans are as good, one of them is shown."
)
FORESIGHT = (
    "What is lacking after the years in sight counts for nothing; what was decided stands. The row without a number "
    "sees the whole horizon."
)
NOTES = (
    "A clock of years is coarse: differences are to be read, not dates. What lines make and who is given it follows "
    "the branch from the start; orders and enlarged lines of the first years do not.",
    "Dates of the test are those of the pooled statements; chances of aid and of the supplier are as asked.",
)
