"""Are the needs plausible? Derived needs beside the published requirements."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import names_of
from sinews.present.page import Section
from sinews.present.tables import named, tidy


def cross_check(answer: YearsAnswer) -> Section:
    """Need of the group by item, as derived from forces and scales, beside every published figure for the item."""
    ends = [pl.col(f"quantity{end}").sum().alias(f"derived_need{end}") for end in ("", "_low", "_high")]
    derived = answer.scope.needs.group_by("item", maintain_order=True).agg(ends)
    published = answer.scope.case.table("requirements").select(
        "item", pl.col("quantity").alias("published"), "group", "about"
    )
    table = (
        named(derived, "item", names_of(answer).items, "name")
        .join(published, on="item", how="left")
        .sort("name", "published", "about")
        .with_columns((pl.col("derived_need") / pl.col("published")).alias("derived_over_published"))
        .with_columns(pl.col("group").replace(names_of(answer).places))
        .select(
            pl.col("name").alias("item"),
            "derived_need",
            "derived_need_low",
            "derived_need_high",
            "published",
            "derived_over_published",
            "group",
            "about",
        )
    )
    text = (
        "Needs follow from forces and scales of equipment; published requirements are shown to check them, not used "
        "(they often count what is to come on top of today's stocks, or one state alone)."
    )
    return Section("Needs against published requirements", (text,), tidy(table, 3))
