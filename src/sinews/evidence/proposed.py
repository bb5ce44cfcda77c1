"""Figures of documents as rows that could be facts, against those of the case: new, the same, newer, not alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sinews.data.case import Case
from sinews.data.intake.proposals import Compared, FactStatus
from sinews.evidence.claims.claim import Claim, ClaimKind
from sinews.evidence.claims.sentence import Said
from sinews.evidence.grammar.quantity import Quantity
from sinews.evidence.judging.facts import SPENDING, subjects
from sinews.evidence.judging.judgement import Judgement, Standing
from sinews.evidence.result import Article, Result
from sinews.present.words import month

#: Columns of the proposed rows.
PROPOSED: dict[str, type[pl.DataType]] = {
    "entity": pl.String,
    "subject": pl.String,
    "quantity": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "unit": pl.String,
    "period_start": pl.String,
    "period_end": pl.String,
    "status": pl.String,
    "source": pl.String,
    "as_of": pl.String,
    "place": pl.String,
    "sure": pl.Boolean,
    "unsure_of": pl.String,
    "compared": pl.String,
    "fact": pl.String,
    "value_there": pl.Float64,
    "mark": pl.String,
}

#: What claims are as facts: subject (empty: the item), quantity, and unit.
FORMS: dict[ClaimKind, tuple[str, str, str]] = {
    ClaimKind.SHARE_OF_GDP: ("defence_expenditure", "share_of_gdp", "percent"),
    ClaimKind.STOCK_LEVEL: ("", "stock", "units"),
    ClaimKind.NEED_LEVEL: ("", "requirement", "units"),
    ClaimKind.GAP_LEVEL: ("", "requirement", "units"),
    ClaimKind.OUTPUT_RATE: ("", "production_rate", "units"),
    ClaimKind.MONEY: ("defence_expenditure", "annual_amount", ""),
    ClaimKind.SPENDING_GROWTH: ("defence_expenditure", "growth", "percent"),
}


@dataclass(frozen=True)
class _Row:
    """A figure as a fact: who, what, which quantity, in which unit and year."""

    entity: str
    subject: str
    quantity: str
    unit: str
    year: int
    low: float
    high: float


def proposed(result: Result) -> pl.DataFrame:
    """The rows that documents give, in their order (columns PROPOSED); nothing of it enters the case."""
    rows = [row for article in result.articles for row in _of(article, result.case)]
    return pl.DataFrame(rows, schema=PROPOSED)


def _of(article: Article, case: Case) -> Iterator[dict[str, object]]:
    for sentence in article.judged:
        for judgement in sentence.judgements:
            claim = judgement.claim
            if claim.quantity is not None and claim.kind in FORMS and len(claim.about) == 1 and not claim.each:
                yield _row(article, sentence.said, judgement, claim.quantity, case)


def _row(article: Article, said: Said, judgement: Judgement, quantity: Quantity, case: Case) -> dict[str, object]:
    claim = judgement.claim
    subject, name, unit = FORMS[claim.kind]
    unit = quantity.unit if not unit else f"{unit}/{quantity.per}" if quantity.per else unit
    year = (claim.last or said.said).year
    form = _Row(claim.about[0], subject or claim.item, name, unit, year, quantity.low, quantity.high)
    compared, fact, there = _compared(case, form, quantity.half)
    return {
        "entity": form.entity,
        "subject": form.subject,
        "quantity": form.quantity,
        "value": quantity.value,
        "low": quantity.low if quantity.low < quantity.high else None,
        "high": quantity.high if quantity.low < quantity.high else None,
        "unit": unit,
        "period_start": f"{(claim.first or claim.last or said.said):%Y-%m}",
        "period_end": f"{(claim.last or said.said):%Y-%m}",
        "status": _status(claim, said).value,
        "source": _source(article),
        "as_of": f"{article.document.published or said.said:%Y-%m-%d}",
        "place": said.place,
        "sure": judgement.standing is not Standing.NOT_UNDERSTOOD and quantity.sure,
        "unsure_of": "; ".join(doubt.value for doubt in claim.doubts),
        "compared": compared.value,
        "fact": fact,
        "value_there": there,
        "mark": judgement.mark,
    }


def _source(article: Article) -> str:
    document = article.document
    when = month(document.published) if document.published else ""
    return ", ".join(part for part in (document.publisher, document.name, when) if part)


def _status(claim: Claim, said: Said) -> FactStatus:
    if claim.kind in {ClaimKind.NEED_LEVEL, ClaimKind.GAP_LEVEL}:
        return FactStatus.REQUIREMENT
    if any(doubt.name == "DEMAND" for doubt in claim.doubts):
        return FactStatus.TARGET
    if claim.pledged or (claim.last is not None and claim.last > said.said):
        return FactStatus.ANNOUNCED
    return FactStatus.ESTIMATE if said.hedged else FactStatus.OBSERVED


def _compared(case: Case, row: _Row, half: float) -> tuple[Compared, str, float | None]:
    """What the case has beside a row, with the fact and its value that is nearest, or the latest of earlier years."""
    names = SPENDING if row.subject in SPENDING else subjects(case, row.subject)
    facts = case.table("facts").filter(
        (pl.col("entity") == row.entity)
        & pl.col("subject").is_in(list(names))
        & pl.col("quantity").str.starts_with(row.quantity)
        & (pl.col("unit") == row.unit)
        & pl.col("value").is_not_null()
    )
    dated = facts.with_columns(pl.col("period_start").str.slice(0, 4).cast(pl.Int64, strict=False).alias("_year"))
    middle = (row.low + row.high) / 2
    there = dated.filter(pl.col("_year") == row.year).with_columns((pl.col("value") - middle).abs().alias("_off"))
    if there.height:
        nearest = there.sort("_off", "fact").row(0, named=True)
        alike = row.low - half <= nearest["value"] <= row.high + half
        return (Compared.SAME if alike else Compared.CONTRADICTS), nearest["fact"], nearest["value"]
    earlier = dated.filter(pl.col("_year") < row.year).sort("_year", "fact")
    if earlier.height:
        last = earlier.row(-1, named=True)
        return Compared.NEWER, last["fact"], last["value"]
    return Compared.NEW, "", None
