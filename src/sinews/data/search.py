"""Search among the facts of a case."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.data.case import Case
from sinews.errors import UsageError

#: What `search` gives of each fact.
COLUMNS = (
    "fact",
    "entity",
    "subject",
    "quantity",
    "value",
    "low",
    "high",
    "unit",
    "period",
    "as_of",
    "confidence",
    "status",
    "source",
    "title",
    "publisher",
    "url",
)

_SEARCHED = ("fact", "entity", "subject", "quantity", "unit", "title", "publisher")


def search(case: Case, words: str | Sequence[str], limit: int = 20) -> pl.DataFrame:
    """Facts in which every word occurs, those with most occurrences first, at most `limit` of them.

    Words are sought, in capitals or not, in code, entity, subject, quantity and unit of the fact, and in
    title and publisher of its source. Raises UsageError where no words are given, or a limit below one.
    """
    wanted = [word.lower() for text in ([words] if isinstance(words, str) else words) for word in text.split()]
    if not wanted:
        raise UsageError("Nothing to search for: give one or more words.")
    if limit < 1:
        raise UsageError(f"A limit of {limit} leaves nothing to show: give 1 or more.")
    facts = case.table("facts").join(case.table("sources"), on="source", how="left", maintain_order="left")
    text = pl.concat_str([pl.col(name).fill_null("") for name in _SEARCHED], separator=" ").str.to_lowercase()
    counts = [text.str.count_matches(word, literal=True) for word in wanted]
    hits = pl.sum_horizontal(counts).alias("_hits")
    every = pl.all_horizontal([count > 0 for count in counts])
    return (
        facts.with_columns(hits, _period())
        .filter(every)
        .sort("_hits", "fact", descending=[True, False])
        .head(limit)
        .select(COLUMNS)
    )


def _period() -> pl.Expr:
    """Start and end, parted by a slash as in ISO 8601; one of them if the other is the same or unknown."""
    start, end = pl.col("period_start"), pl.col("period_end")
    return pl.when(start != end).then(start + "/" + end).otherwise(pl.coalesce(start, end)).alias("period")
