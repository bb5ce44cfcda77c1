"""What was read, for a terminal: the answer first, claims by how they stand, then what was not understood."""

from __future__ import annotations

import polars as pl

from sinews.evidence.claims.claim import ClaimKind
from sinews.evidence.frames import claims, moved, timeline, unread
from sinews.evidence.judging.judgement import Standing
from sinews.evidence.result import VERDICTS, Result, summary
from sinews.present.page import Page, Section
from sinews.present.words import month, plain

#: What kinds of claims are called.
KINDS: dict[ClaimKind, str] = {
    ClaimKind.SHARE_OF_GDP: "Share of GDP",
    ClaimKind.SHARE_ENOUGH: "Whether money is enough",
    ClaimKind.THREAT_DATE: "When an attack becomes possible",
    ClaimKind.FLIGHT_MINUTES: "Minutes of flight",
    ClaimKind.STORES_HOURS: "Hours on their own",
    ClaimKind.MOVEMENT_DAYS: "Days of movement",
    ClaimKind.STOCK_LEVEL: "What is there",
    ClaimKind.NEED_LEVEL: "What is needed",
    ClaimKind.GAP_LEVEL: "What is lacking",
    ClaimKind.OUTPUT_RATE: "What is made",
    ClaimKind.OUTPUT_RATIO: "Output against output",
    ClaimKind.GROWTH: "Growth that is needed",
    ClaimKind.SPENDING_GROWTH: "Growth of expenditure",
    ClaimKind.MEMBERS: "Members",
    ClaimKind.MONEY: "Amount of money",
    ClaimKind.SUPPLIES: "Who sends arms",
    ClaimKind.STOCK_COVER: "Stock against need",
    ClaimKind.CONTRACT_MONTHS: "Months until a contract",
    ClaimKind.INCIDENTS: "Rates of incidents",
    ClaimKind.DECISIONS: "Decisions by all",
}

RULE = (
    "A claim is judged by the checks that judge the case's own statements; what the grammar is not sure of gets no "
    "verdict. The figures say what the case knows, not what the speaker meant."
)


def page(result: Result) -> Page:
    """The page of what was read."""
    table = claims(result)
    sections = [_verdicts(table, standing) for standing in VERDICTS]
    sections.append(_reasons(table))
    sections.append(_section("With figures, not understood", unread(result).drop("document", "speaker")))
    if len(result.articles) > 1:
        sections.append(_section("Who said what when", timeline(result)))
        sections.append(_section("What has changed between documents", moved(result)))
    return Page(
        title=title(result),
        sentences=(summary(result), RULE),
        sections=tuple(section for section in sections if section is not None),
        about=f"Case {result.case.settings.name}, known as of {month(result.case.settings.as_of)}.",
    )


def title(result: Result) -> str:
    """What was read."""
    if len(result.articles) == 1:
        return result.articles[0].document.name
    return f"{len(result.articles)} documents"


def _verdicts(table: pl.DataFrame, standing: Standing) -> Section | None:
    part = table.filter(pl.col("standing") == standing.value)
    return _section(plain(standing.value), part.select("sentence", _who(), "because", "what_would_change_it"))


def _reasons(table: pl.DataFrame) -> Section | None:
    part = table.filter(pl.col("standing") == Standing.NOT_COMPUTABLE.value)
    return _section("Not computable", part.select("sentence", _who(), "reason"))


def _who() -> pl.Expr:
    said = pl.when(pl.col("speaker") == "").then(pl.lit("the article")).otherwise("speaker")
    return pl.format("{} ({})", said, "place").alias("said_by")


def _section(title_of: str, table: pl.DataFrame) -> Section | None:
    return Section(title_of, (), table) if table.height else None
