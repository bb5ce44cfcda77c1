"""What is known of a source: who published it, where it was read, and whether anybody can look it up.

A source names its primary publisher. Where it was read at second hand, its title ends with `(read via ...)`.
"""

from __future__ import annotations

import re

import polars as pl

#: How a title says where its source was read.
_VIA = r"\s*\(read via ([^()]+)\)\s*$"

#: The code of a source, without its topic, and the first words of its title, if nobody can look it up.
_RECALL = "recall"
_RECALLED = re.compile(r"\s*(recalled\b|common knowledge|general knowledge|from memory|not looked up)", re.IGNORECASE)


def recalled(source: str, title: str | None = None) -> bool:
    """Whether a source, by its code and title, is what somebody recalls: it cannot be looked up."""
    return source.rpartition(":")[2].casefold() == _RECALL or bool(_RECALLED.match(title or ""))


def title() -> pl.Expr:
    """The title of a source itself, of the columns of `sources`."""
    return pl.col("title").str.replace(_VIA, "").alias("title")


def via() -> pl.Expr:
    """Where a source was read, if not at its publisher; blank if it was."""
    return pl.col("title").str.extract(_VIA, 1).fill_null("").alias("via")
