"""What an answer of the years clock means for one ally: what it pays and gets, what it lacks, what stands there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import polars as pl

from sinews.answers.answer import Answer
from sinews.data.case import Case
from sinews.present.page import Page, Section
from sinews.present.tables import tidy
from sinews.present.words import Names

#: What each section shows of the outcome, at the end of each year: its title and quantities.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("What it pays", ("budget", "money_in", "money_out", "money_carried", "money_lapsed")),
    ("What it can sign and take in", ("can_sign", "signed", "can_take_in", "people", "empty_posts")),
    ("What it orders and gets", ("orders", "deliveries")),
    ("What it has and needs", ("stock", "need", "counted")),
    ("What it lacks", ("shortfall", "unmanned", "behind", "unmet_aid", "unmet_exports")),
)

#: Tables of the case whose rows of the ally are shown, and what they say of it.
ROWS: tuple[tuple[str, str], ...] = (
    ("sites", "Lines that it hosts"),
    ("formations", "Formations that it moves"),
)

#: Most years that a table shows.
YEARS = 6


def country(answer: Answer[Any], place: str, others: Iterable[Section] = ()) -> Page:
    """What an answer of the years clock means for an ally; `others`: what those of other clocks do."""
    names = Names.of(answer.case)
    own = answer.outcome.filter(pl.col("place") == place)
    sections = [_outcome(own, names, title, quantities) for title, quantities in PARTS]
    sections += [_rows(answer.case, place, table, title) for table, title in ROWS]
    whole = [section for section in sections if section is not None]
    sentence = f"What the plan of the years clock means for {names.place(place)}, at the end of each year."
    return Page(names.place(place), (sentence,), (*whole, *others))


def _outcome(own: pl.DataFrame, names: Names, title: str, quantities: tuple[str, ...]) -> Section | None:
    """Rows of some quantities by thing, a column a year: its last period; None where there are none."""
    rows = own.filter(pl.col("quantity").is_in(quantities)).with_columns(pl.col("period").str.slice(0, 4).alias("year"))
    years = rows["year"].unique().sort().to_list()[:YEARS]
    if not years:
        return None
    last = (
        rows.filter(pl.col("year").is_in(years))
        .sort("period")
        .group_by("quantity", "subject", "unit", "year", maintain_order=True)
        .last()
        .sort("quantity", "subject", "year")
    )
    table = last.pivot(on="year", on_columns=years, index=["quantity", "subject", "unit"], values="value")
    named = table.with_columns(
        pl.col("quantity").str.replace_all("_", " "),
        pl.col("subject").map_elements(names.item, return_dtype=pl.String, skip_nulls=True),
    )
    return Section(title, (), tidy(named, 3))


def _rows(case: Case, place: str, table: str, title: str) -> Section | None:
    """Rows of a table of the case that are about the ally, without what they rest on; None where there are none."""
    frame = case.table(table)
    if "place" not in frame.columns:
        return None
    rows = frame.filter(pl.col("place") == place)
    shown = [name for name in rows.columns if not name.endswith(("_low", "_high", "_basis")) and name != "place"]
    return None if rows.is_empty() else Section(title, (), tidy(rows.select(shown), 3))
