"""The adversary's output beside that of the group, by item: observed years, and what the plan adds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.money import OBSERVED
from sinews.clocks.years.page.readings import made, names_of
from sinews.clocks.years.rates import rates_at
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.tables import AdversaryQuantity, Status
from sinews.present.page import Chart, Figure, Section
from sinews.present.tables import tidy
from sinews.present.words import Names

PLANNED = "model"

#: What an adversary makes: words for new output and for what comes back from storage.
MADE = {AdversaryQuantity.OUTPUT.value: "new", AdversaryQuantity.REFURBISHMENT.value: "refurbished"}

ENDS = ("", "_low", "_high")

#: Ends of an uncertain column -> the columns of a comparison.
ENDS_OF = {"": "value", "_low": "low", "_high": "high"}

#: Part of the present output that lines on record have to make up for a year to be shown.
COVERED = 0.8

OUTPUT_COLUMNS = ("item", "side", "what", "year", "value", "low", "high", "unit", "kind")


def rivals(case: Case) -> list[str]:
    """Adversaries whose output stands in the case, sorted."""
    making = case.table("adversary").filter(pl.col("quantity").is_in(list(MADE)))
    return sorted(making["place"].unique())


def output(answer: YearsAnswer) -> pl.DataFrame:
    """What adversaries and the group make in a year, by item (columns OUTPUT_COLUMNS), for items that both make.

    Observed: the adversary's rows, and the group's lines once most are on record. Model: the plan's output of lines in
    the group, which has no range.
    """
    theirs = _theirs(answer.scope.case, names_of(answer))
    if theirs.is_empty():
        return theirs
    side = names_of(answer).place(answer.scope.question.group)
    shared = [item for item in theirs["code"].unique() if item in answer.scope.needed]
    ours = pl.concat([_observed(answer.scope, shared, side), _planned(answer, shared, side)])
    item_names = dict(answer.scope.items_table.select("item", "name").iter_rows())
    both = pl.concat([theirs, ours]).filter(pl.col("code").is_in(shared))
    return (
        both.with_columns(pl.col("code").replace(item_names).alias("item"))
        .select(OUTPUT_COLUMNS)
        .sort("item", "kind", "side", "what", "year", descending=[False, True, False, False, False])
    )


def _theirs(case: Case, names: Names) -> pl.DataFrame:
    """Rows of adversaries on what counterparts they make, per year; rates within a year weighed by their months."""
    made = case.table("adversary").filter(
        pl.col("quantity").is_in(list(MADE)) & (pl.col("unit") == "units/month") & pl.col("item").is_not_null()
    )
    joined = made.join(case.table("counterparts"), left_on="item", right_on="counterpart").rename(
        {"item_right": "code"}
    )
    length = pl.coalesce("end", "start").dt.month() - pl.col("start").dt.month() + 1
    means = [(12 * (pl.col(f"amount{end}") * length).sum() / length.sum()).alias(f"amount{end}") for end in ENDS]
    year = pl.col("start").dt.year().cast(pl.Int64).alias("year")
    each = joined.group_by("place", "code", "item", "quantity", year).agg(means)
    sums = [pl.col(f"amount{end}").sum().alias(name) for end, name in ENDS_OF.items()]
    return (
        each.sort("item")
        .group_by("place", "code", "quantity", "year", maintain_order=True)
        .agg(sums)
        .select(
            "code",
            pl.col("place").replace(names.places).alias("side"),
            pl.col("quantity").replace(MADE).alias("what"),
            "year",
            "value",
            "low",
            "high",
            pl.lit("units/year").alias("unit"),
            pl.lit(OBSERVED).alias("kind"),
        )
    )


def _observed(scope: Scope, items: list[str], side: str) -> pl.DataFrame:
    """Yearly output of the group's lines as observed, at the rates of December, up to the year before the plan.

    A year counts once the lines on record by then make at least COVERED of what all make in the last year: before that,
    what is not on record would look like growth.
    """
    case, last = scope.case, scope.shown.origin.year - 1
    sites = case.table("sites").filter(pl.col("place").is_in(scope.allies) & pl.col("item").is_in(items))
    observed = case.table("capacity").filter(pl.col("status") == Status.DELIVERED)
    first = observed.group_by("site").agg(pl.col("date").min().dt.year().cast(pl.Int64).alias("first"))
    dated = sites.select("site", pl.col("item").alias("code")).join(first, on="site").filter(pl.col("first") <= last)
    if dated.is_empty():
        return _labelled(_nothing(), side, OBSERVED)
    at_last = _rates(case, dated, last).select("site", pl.col("rate").alias("last_rate"))
    lines = dated.join(at_last, on="site")
    parts = [_year_of(case, lines, year) for year in range(int(str(lines["first"].min())), last + 1)]
    return _labelled(pl.concat(parts).sort("code", "year"), side, OBSERVED)


def _rates(case: Case, dated: pl.DataFrame, year: int) -> pl.DataFrame:
    return rates_at(case, dated["site"], date(year, 12, 1), Status.DELIVERED)


def _year_of(case: Case, lines: pl.DataFrame, year: int) -> pl.DataFrame:
    """Yearly output by item of lines on record by a year, for items of which they are most."""
    by_then = lines.filter(pl.col("first") <= year)
    whole = lines.group_by("code").agg(pl.col("last_rate").sum().alias("whole"))
    sums = [(12 * pl.col(f"rate{end}").sum()).alias(name) for end, name in ENDS_OF.items()]
    made = _rates(case, by_then, year).join(by_then, on="site").group_by("code").agg(*sums, pl.col("last_rate").sum())
    covered = made.join(whole, on="code").filter(pl.col("last_rate") >= COVERED * pl.col("whole"))
    return covered.select("code", pl.lit(year, pl.Int64).alias("year"), "value", "low", "high")


def _planned(answer: YearsAnswer, items: list[str], side: str) -> pl.DataFrame:
    """Yearly output of the group on the plan."""
    ours = made(answer).filter(pl.col("place").is_in(answer.scope.allies)).rename({"item": "code"})
    year = pl.col("month").dt.year().cast(pl.Int64).alias("year")
    sums = (
        ours.filter(pl.col("code").is_in(items)).group_by("code", year).agg(pl.col("value").sum()).sort("code", "year")
    )
    blank = [pl.lit(None, pl.Float64).alias(name) for name in ("low", "high")]
    return _labelled(sums.with_columns(blank), side, PLANNED)


def _nothing() -> pl.DataFrame:
    return pl.DataFrame(schema={"code": pl.String, "year": pl.Int64, **dict.fromkeys(ENDS_OF.values(), pl.Float64)})


def _labelled(frame: pl.DataFrame, side: str, kind: str) -> pl.DataFrame:
    return frame.select(
        "code",
        pl.lit(side).alias("side"),
        pl.lit("new").alias("what"),
        "year",
        "value",
        "low",
        "high",
        pl.lit("units/year").alias("unit"),
        pl.lit(kind).alias("kind"),
    )


def output_section(answer: YearsAnswer) -> Section:
    """Output of both sides by item, as a section with a chart."""
    from sinews.clocks.years.page.charts import adversary as charts_adversary

    data, title = output(answer), "Output beside the adversary's"
    if data.is_empty():
        return Section(title, ("The case says nothing on what an adversary makes of the same kind.",))
    differs = answer.scope.case.table("counterparts").select("item", "differs").iter_rows()
    names = names_of(answer)
    text = f"What is compared is not alike. {'; '.join(f'{names.item(item)}: {words}' for item, words in differs)}."
    return Section(
        title,
        (text,),
        figure=figure(
            "output-beside-adversary",
            "One small chart for each item: units made in a year by the adversary and by lines of the group, as "
            "observed "
            "and on the plan.",
            "Units a year. Solid with bars: observed, with the range that is to hold nine times out of ten. Dashed: "
            "the "
            "plan. Squares: refurbished from storage. The group's years before most of its lines are on record are "
            "left out.",
            data,
            charts_adversary.output,
        ),
    )


def figure(
    name: str, description: str, reading: str, data: pl.DataFrame, draw: Callable[[pl.DataFrame], Chart]
) -> Figure:
    """A figure whose numbers have as many digits as count."""
    table = tidy(data)
    return Figure(name, description, reading, table, partial(_styled, draw, table))


def _styled(draw: Callable[[pl.DataFrame], Chart], data: pl.DataFrame) -> Chart:
    from sinews.present.charts import styled

    return styled(draw(data))
