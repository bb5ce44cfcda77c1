"""The report on the other side: what adversaries make and spend beside the group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import adversary, adversary_money, readings, sources
from sinews.clocks.years.page.money import OBSERVED
from sinews.data.tables import AdversaryQuantity
from sinews.present.page import Section
from sinews.present.sources import Cell, sourced
from sinews.present.tables import tidy
from sinews.present.words import listed, lowered, number, plain

#: Years of expenditure whose figures are listed.
YEARS = 5


def sections(answer: YearsAnswer) -> tuple[Section, ...]:
    """Output and money of both sides, if the case says something on them."""
    return tuple(section for section in (output(answer), money(answer)) if section)


def output(answer: YearsAnswer) -> Section | None:
    """Units that both sides make in a year."""
    data = adversary.output(answer)
    if not _others(answer, data):
        return None
    drawn = adversary.output_section(answer)
    assert drawn.figure is not None  # noqa: S101 - there are data
    cells = _made(answer)
    figure = replace(
        drawn.figure,
        digest=tidy(_latest(data), 3),
        sources=sourced(answer.scope.case, cells),
    )
    names = readings.names_of(answer)
    differs = answer.scope.case.table("counterparts").select("item", "differs").iter_rows()
    return replace(
        drawn,
        title=_ahead(answer, data),
        text=("What is compared is not alike; how it differs stands below the chart.",),
        figure=figure,
        sources=tuple(f"{names.item(item)}: {words}." for item, words in differs),
        topic="Output beside the adversary's",
    )


def _others(answer: YearsAnswer, data: pl.DataFrame) -> list[str]:
    """Adversaries of which something has been observed."""
    group = readings.names_of(answer).place(answer.scope.question.group)
    return sorted(set(data.filter(pl.col("kind") == OBSERVED)["side"]) - {group}) if data.height else []


def _latest(data: pl.DataFrame) -> pl.DataFrame:
    """The latest observed year of each side, what it makes and item."""
    seen = data.filter(pl.col("kind") == OBSERVED).sort("year")
    return seen.group_by("item", "side", "what", maintain_order=True).last().sort("item", "side", "what").drop("kind")


def _ahead(answer: YearsAnswer, data: pl.DataFrame) -> str:
    """For how many items an adversary makes more than the group, in the latest year that both have on record."""
    group = readings.names_of(answer).place(answer.scope.question.group)
    made = (
        data.filter(pl.col("kind") == OBSERVED)
        .filter(pl.col("year") == pl.col("year").max().over("item", "side"))
        .group_by("item", "side", maintain_order=True)
        .agg(pl.col("value").sum())
    )
    mine = made.filter(pl.col("side") == group).select("item", pl.col("value").alias("mine"))
    both = made.filter(pl.col("side") != group).join(mine, on="item")
    ahead = both.filter(pl.col("value") > pl.col("mine"))
    sides = listed(sorted(both["side"].unique()), "or")
    if not both.height:
        return f"What {listed(_others(answer, data))} makes"
    counts = f"{ahead['item'].n_unique()} of {both['item'].n_unique()} items that compare"
    return f"{sides} makes or refurbishes more a year than {group} of {counts}"


def _made(answer: YearsAnswer) -> Iterator[Cell]:
    """The rows on what adversaries make of items that have a counterpart."""
    case, names = answer.scope.case, readings.names_of(answer)
    table = case.table("adversary").filter(pl.col("quantity").is_in(list(adversary.MADE)))
    compared = table.join(case.table("counterparts").select("counterpart"), left_on="item", right_on="counterpart")
    for row in compared.sort("place", "item", "start", "entry").iter_rows(named=True):
        what = lowered(plain(row["quantity"]))
        words = f"{names.place(row['place'])}: {what} of {names.thing(row['item'])}, {row['start']:%Y}"
        yield Cell("adversary", (row["entry"],), "amount", words, row["unit"])


def money(answer: YearsAnswer) -> Section | None:
    """What both sides spend, at market rates and at purchasing power."""
    data = adversary_money.money(answer)
    if not _others(answer, data):
        return None
    drawn = adversary_money.money_section(answer)
    assert drawn.figure is not None  # noqa: S101 - there are data
    seen = data.filter(pl.col("kind") == OBSERVED)
    recent = seen.filter(pl.col("year") > pl.col("year").max() - YEARS)
    figure = replace(
        drawn.figure,
        digest=tidy(recent.drop("kind"), 3),
        sources=sourced(answer.scope.case, _spent(answer)),
    )
    return replace(drawn, title=_gap(answer, seen), figure=figure, topic="Money beside the adversary's")


def _gap(answer: YearsAnswer, seen: pl.DataFrame) -> str:
    """How the sides compare by both measures in the last year that both have."""
    group = readings.names_of(answer).place(answer.scope.question.group)
    parts = []
    for measure, rows in seen.partition_by("measure", as_dict=True, maintain_order=True).items():
        mine, others = (rows.filter(same) for same in (pl.col("side") == group, pl.col("side") != group))
        year = others.join(mine, on="year")["year"].max()
        if year is not None:
            sums = [float(part.filter(pl.col("year") == year)["value"].sum()) for part in (others, mine)]
            parts.append(f"{number(100 * sums[0] / sums[1], 2)} % at {lowered(str(measure[0]))} ({int(str(year))})")
    sides = listed(_others(answer, seen))
    return f"What {sides} spends beside {group}: {listed(parts)}" if parts else f"What {sides} spends"


def _spent(answer: YearsAnswer) -> Iterator[Cell]:
    """The latest rows on what adversaries spend, and the economies of the largest allies."""
    scope, names = answer.scope, readings.names_of(answer)
    mine = pl.col("quantity") == AdversaryQuantity.DEFENCE_EXPENDITURE
    table = scope.case.table("adversary").filter(mine).sort("start", "entry", descending=[True, False])
    for row in table.filter(pl.col("place").is_in(adversary.rivals(scope.case))).head(YEARS).iter_rows(named=True):
        words = f"{names.place(row['place'])}: defence expenditure, {row['start']:%Y}"
        yield Cell("adversary", (row["entry"],), "amount", words, row["unit"])
    year = scope.case.settings.start.year
    for place in sources.largest(scope, sources.ALLIES):
        for column, unit in (("gdp", "million EUR"), ("gdp_ppp", "million international USD")):
            yield Cell("economy", (place, year), column, f"{names.place(place)}: {plain(column)}, {year}", unit)
