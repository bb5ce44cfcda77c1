"""What was read as tables: claims, sentences that were not understood, and who said what when."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.evidence.claims.sentence import Said
from sinews.evidence.judging.judgement import Judgement, Standing
from sinews.evidence.result import Article, Result
from sinews.present.words import Names, listed
from sinews.statements.page import frame

#: Columns of a claim as data.
CLAIMS: dict[str, type[pl.DataType]] = {
    "mark": pl.String,
    "document": pl.String,
    "published": pl.Date,
    "place": pl.String,
    "speaker": pl.String,
    "office": pl.String,
    "kind": pl.String,
    "about": pl.String,
    "against": pl.String,
    "item": pl.String,
    "figure_said": pl.String,
    "from": pl.Date,
    "until": pl.Date,
    "hedged": pl.Boolean,
    "conditional": pl.Boolean,
    "sentence": pl.String,
    "standing": pl.String,
    "reason": pl.String,
}

#: Columns of its verdict, as those of statements are called.
OF_VERDICT = (
    "value", "low", "high", "unit", "against_value", "against_low", "against_high", "because", "what_would_change_it",
    "check", "rests_on", "rows", "sources",
)  # fmt: skip

#: Columns of a sentence with figures that was not understood.
UNREAD: dict[str, type[pl.DataType]] = {
    "document": pl.String,
    "place": pl.String,
    "speaker": pl.String,
    "figures": pl.String,
    "sentence": pl.String,
    "unsure_of": pl.String,
}


def claims(result: Result) -> pl.DataFrame:
    """All claims, one row each, with verdict or reason (columns CLAIMS and OF_VERDICT)."""
    rows = list(_rows(result))
    told = pl.DataFrame([row for row, _ in rows], schema=CLAIMS)
    verdicts = [judgement.verdict for _, judgement in rows if judgement.verdict is not None]
    numbers = [number for number, (_, judgement) in enumerate(rows) if judgement.verdict is not None]
    beside = frame(result.case, verdicts).rename({"against": "against_value"}).select(OF_VERDICT)
    beside = beside.with_columns(pl.Series("_row", numbers, dtype=pl.UInt32))
    return told.with_row_index("_row").join(beside, on="_row", how="left", maintain_order="left").drop("_row")


def _rows(result: Result) -> Iterator[tuple[dict[str, object], Judgement]]:
    names = Names.of(result.case)
    for article in result.articles:
        for sentence in article.judged:
            for judgement in sentence.judgements:
                yield _row(article, sentence.said, judgement, names), judgement


def _row(article: Article, said: Said, judgement: Judgement, names: Names) -> dict[str, object]:
    claim = judgement.claim
    return {
        "mark": judgement.mark,
        "document": article.document.name,
        "published": article.document.published,
        "place": said.place,
        "speaker": said.speaker,
        "office": said.office,
        "kind": claim.kind.value,
        "about": listed(names.place(code) for code in claim.about),
        "against": listed(names.place(code) for code in claim.against),
        "item": claim.item,
        "figure_said": claim.quantity.said if claim.quantity else "",
        "from": claim.first,
        "until": claim.last,
        "hedged": said.hedged,
        "conditional": said.conditional,
        "sentence": said.text,
        "standing": judgement.standing.value,
        "reason": judgement.reason,
    }


def unread(result: Result) -> pl.DataFrame:
    """Sentences with figures that were not understood (columns UNREAD), with what the grammar is unsure of."""
    rows = [
        {
            "document": article.document.name,
            "place": sentence.said.place,
            "speaker": sentence.said.speaker,
            "figures": "; ".join(quantity.said for quantity in sentence.said.figures),
            "sentence": sentence.said.text,
            "unsure_of": "; ".join(f"{j.claim.kind.value}: {j.reason}" for j in sentence.judgements),
        }
        for article in result.articles
        for sentence in article.unread
    ]
    return pl.DataFrame(rows, schema=UNREAD)


def timeline(result: Result) -> pl.DataFrame:
    """Who said what when: claims that were understood, by date, with the figure said and how each stands."""
    table = claims(result).filter(pl.col("standing") != Standing.NOT_UNDERSTOOD.value)
    who = pl.when(pl.col("speaker") == "").then(pl.lit("the article")).otherwise("speaker").alias("speaker")
    return table.select("published", "document", who, "kind", "about", "item", "figure_said", "standing")


def moved(result: Result) -> pl.DataFrame:
    """What has changed between documents: claims of one kind about the same whose figures differ, by date.

    Columns: kind, about, item, published, document, speaker, figure_said, said_before.
    """
    keys = ["kind", "about", "item"]
    table = timeline(result).filter(pl.col("figure_said") != "")
    table = table.with_columns(pl.col("figure_said").shift(1).over(keys).alias("said_before"))
    table = table.with_columns(pl.col("document").shift(1).over(keys).alias("_before"))
    changed = (pl.col("said_before") != pl.col("figure_said")) & (pl.col("_before") != pl.col("document"))
    return table.filter(changed).select(*keys, "published", "document", "speaker", "figure_said", "said_before")
