"""Search among the facts of a case: what they are about before where they come from, the newest first."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from sinews.data import sources
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
    "publisher",
    "title",
    "via",
    "url",
)

#: What a fact is about: its code, and codes with the names that stand for them; and what else is searched.
_ABOUT = ("fact", "entity", "_entity", "subject", "_subject", "quantity")
_BESIDES = ("unit", "publisher", "title")

#: How far off a word is found: as a word of what the fact is about, as a part of one, or elsewhere.
_WORD, _PART, _ELSEWHERE = 0, 1, 2


def search(case: Case, words: str | Sequence[str], limit: int = 20) -> pl.DataFrame:
    """Facts in which every word occurs, those that are about them first, then the newest, at most `limit` of them.

    Words are sought, in capitals or not, with accents or not, in code, entity, subject and quantity of the fact (of
    places and items by code and by name), in its unit, and in publisher and title of its source. A fact about all of
    the words comes before one whose source alone names some. Raises UsageError where no words are given, or a limit
    below one.
    """
    wanted = [word for text in ([words] if isinstance(words, str) else words) for word in text.split()]
    if not wanted:
        raise UsageError("Nothing to search for: give one or more words.")
    if limit < 1:
        raise UsageError(f"A limit of {limit} leaves nothing to show: give 1 or more.")
    every = _facts(case).with_columns(_text(_ABOUT).alias("_about"), _text(_BESIDES).alias("_besides"))
    facts = every.with_columns(
        pl.sum_horizontal([_distance(word) for word in wanted], ignore_nulls=False).alias("_far")
    )
    return (
        facts.drop_nulls("_far")
        .sort("_far", "as_of", "period_end", "fact", descending=[False, True, True, False], nulls_last=True)
        .head(limit)
        .with_columns(_period())
        .select(COLUMNS)
    )


def _facts(case: Case) -> pl.DataFrame:
    """Facts with their sources, and with the names of the places and items that they are about."""
    origins = case.table("sources").with_columns(sources.via(), sources.title())
    facts = case.table("facts").join(origins, on="source", how="left", maintain_order="left")
    for column, table, key in (("entity", "places", "place"), ("subject", "items", "item")):
        names = dict(case.table(table).select(key, "name").drop_nulls().iter_rows())
        named = pl.col(column).replace_strict(names, default="", return_dtype=pl.String)
        facts = facts.with_columns(named.alias(f"_{column}"))
    return facts


def _text(columns: Sequence[str]) -> pl.Expr:
    """Words of some columns, each between blanks."""
    text = pl.concat_str([pl.col(name).fill_null("") for name in columns], separator=" ")
    return pl.format(" {} ", _plain(text))


def _plain(text: pl.Expr) -> pl.Expr:
    """Small letters and digits without accents, set apart by single blanks."""
    bare = text.str.normalize("NFKD").str.replace_all(r"\p{M}", "").str.to_lowercase()
    return bare.str.replace_all(r"[^\p{L}\p{N}%]+", " ")


def _distance(word: str) -> pl.Expr:
    """How far off a word is found in `_about` and `_besides`; null where it is not."""
    sought = pl.select(_plain(pl.lit(word))).item().strip()
    if not sought:  # signs alone stand in no text
        return pl.lit(None, dtype=pl.Int64)
    about, besides = pl.col("_about"), pl.col("_besides")
    return (
        pl.when(about.str.contains(f" {sought} ", literal=True))
        .then(_WORD)
        .when(about.str.contains(sought, literal=True))
        .then(_PART)
        .when(besides.str.contains(sought, literal=True))
        .then(_ELSEWHERE)
    )


def _period() -> pl.Expr:
    """Start and end, parted by a slash as in ISO 8601; one of them if the other is the same or unknown."""
    start, end = pl.col("period_start"), pl.col("period_end")
    return pl.when(start != end).then(start + "/" + end).otherwise(pl.coalesce(start, end)).alias("period")
