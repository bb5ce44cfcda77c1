"""Figures that rest on what somebody recalls: nobody can look them up, so they are assumptions and no facts."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.data.checks.common import EachCheck, Frames, have
from sinews.data.kept import Kept
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Basis
from sinews.data.sources import recalled
from sinews.data.tables import BY_NAME
from sinews.errors import Finding


def _on_recall(frames: Frames, name: str) -> Iterator[Finding]:
    """One finding for each column and recalled fact, at the first row that rests on it."""
    if not have(frames, "facts", "sources"):
        return
    columns = [f"{number.name}_basis" for number in BY_NAME[name].numbers]
    columns += [column.name for column in BY_NAME[name].columns if isinstance(column, Basis)]
    facts = _recalled(frames) if columns else {}
    for column in columns if facts else ():
        if column in frames[name].columns:
            yield from _of_column(frames[name], column, facts)


def _recalled(frames: Frames) -> dict[str, str]:
    """Facts that are recalled, each with the title of its source, or else its code."""
    sources = _of_recall(frames["sources"])
    if not sources:  # as almost always
        return {}
    facts = frames["facts"].select("fact", "source").drop_nulls().filter(pl.col("source").is_in(list(sources)))
    return {fact: sources[source] for fact, source in facts.iter_rows()}


@Kept
def _of_recall(sources: pl.DataFrame) -> dict[str, str]:
    """Sources that are recalled, with their titles or codes: worked out once for all tables."""
    titles = dict(sources.select("source", "title").drop_nulls("source").iter_rows())
    return {source: title or source for source, title in titles.items() if recalled(source, title)}


def _of_column(frame: pl.DataFrame, column: str, facts: dict[str, str]) -> Iterator[Finding]:
    bases = frame[column].drop_nulls().unique().to_list()
    named = {basis: [token for token in dict.fromkeys(basis.split()) if token in facts] for basis in bases}
    first: dict[str, tuple[str, int]] = {}
    count: dict[str, int] = {}
    wrong = frame.filter(pl.col(column).is_in([basis for basis, tokens in named.items() if tokens]))
    for file, line, basis in wrong.select(FILE, LINE, column).iter_rows():
        for fact in named[basis]:
            first.setdefault(fact, (file, line))
            count[fact] = count.get(fact, 0) + 1
    for fact, (file, line) in first.items():
        more = f" (here and in {count[fact] - 1} more rows)" if count[fact] > 1 else ""
        yield Finding(
            file, line, column, f'"{fact}", of the source "{facts[fact]}"{more}',
            "facts whose source can be looked up, and named assumptions",
            f"Cite a source that states it, or make {fact} an assumption with a range and a reason.",
        )  # fmt: skip


EACH: tuple[EachCheck, ...] = (_on_recall,)
