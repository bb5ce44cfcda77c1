"""The adversary's money beside that of the group: at market rates, and at purchasing power."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.adversary import ENDS_OF, PLANNED, figure, rivals
from sinews.clocks.years.page.money import OBSERVED
from sinews.clocks.years.page.readings import names_of
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.spending import share_of_gdp
from sinews.data.case import Case
from sinews.data.tables import AdversaryQuantity
from sinews.present.page import Section
from sinews.present.words import Names, listed, lowered

MARKET_RATES, PURCHASING_POWER = "market rates", "purchasing power"
UNITS = {MARKET_RATES: "billion_EUR", PURCHASING_POWER: "billion_international_USD"}

MONEY_COLUMNS = ("side", "measure", "year", "value", "low", "high", "unit", "kind")


def money(answer: YearsAnswer) -> pl.DataFrame:
    """Defence expenditure of adversaries and of the group by year (columns MONEY_COLUMNS), by both measures.

    At purchasing power: expenditure times the ratio of the state's two measures of GDP. Where a figure at purchasing
    power is cited, the range covers it.
    """
    scope, names = answer.scope, names_of(answer)
    parts = [_spent_by(scope.case, place, names) for place in rivals(scope.case)]
    parts += [_spent_by_group(scope, names), _to_be_spent(scope, names)]
    table = pl.concat([part for part in parts if part.height] or [_no_money()])
    return table.select(MONEY_COLUMNS).sort("measure", "side", "kind", "year", descending=[False, False, True, False])


def _no_money() -> pl.DataFrame:
    numbers = dict.fromkeys(("value", "low", "high"), pl.Float64)
    return pl.DataFrame(
        schema={
            "side": pl.String,
            "measure": pl.String,
            "year": pl.Int64,
            **numbers,
            "unit": pl.String,
            "kind": pl.String,
        }
    )


def _powers(case: Case) -> pl.DataFrame:
    """International dollars that a million euros of each state's output is worth, by place and year."""
    table = case.table("economy").drop_nulls("gdp_ppp")
    return table.select("place", pl.col("year").cast(pl.Int64), (pl.col("gdp_ppp") / pl.col("gdp")).alias("power"))


def _spent_by(case: Case, place: str, names: Names) -> pl.DataFrame:
    """An adversary's expenditure by both measures."""
    table = case.table("adversary").filter(
        (pl.col("place") == place) & (pl.col("quantity") == AdversaryQuantity.DEFENCE_EXPENDITURE)
    )
    ends = [pl.col(f"amount{end}").alias(name) for end, name in ENDS_OF.items()]
    spent = table.with_columns(pl.col("start").dt.year().cast(pl.Int64).alias("year")).select(
        "place", "year", "unit", *ends
    )
    market = spent.filter(pl.col("unit") == "million_EUR").drop("unit")
    cited = spent.filter(pl.col("unit") == "million_international_USD").select("year", pl.col("value").alias("cited"))
    both = _measured(market, case, names.place(place), OBSERVED)
    widened = both.join(cited.with_columns(pl.col("cited") / 1e3), on="year", how="left")
    at_power = pl.col("measure") == PURCHASING_POWER
    return widened.with_columns(
        pl.when(at_power).then(pl.min_horizontal("low", "cited")).otherwise("low").alias("low"),
        pl.when(at_power).then(pl.max_horizontal("high", "cited")).otherwise("high").alias("high"),
    ).drop("cited")


def _measured(spent: pl.DataFrame, case: Case, side: str, kind: str) -> pl.DataFrame:
    """Rows place, year, value, low, high in million EUR, summed over places, by both measures in billions."""
    ends = ("value", "low", "high")
    market = spent.with_columns(pl.lit(MARKET_RATES).alias("measure"))
    joined = spent.join(_powers(case), on=["place", "year"])
    power = joined.select("place", "year", *(pl.col(end) * pl.col("power") for end in ends)).with_columns(
        pl.lit(PURCHASING_POWER).alias("measure")
    )
    return (
        pl.concat([market, power])
        .sort("measure", "year", "place")
        .group_by("measure", "year", maintain_order=True)
        .agg(pl.col(end).sum() / 1e3 for end in ends)
        .with_columns(
            pl.lit(side).alias("side"),
            pl.col("measure").replace(UNITS).alias("unit"),
            pl.lit(kind).alias("kind"),
        )
        .select(MONEY_COLUMNS)
    )


def _spent_by_group(scope: Scope, names: Names) -> pl.DataFrame:
    """The group's observed expenditure: shares of GDP times GDP at constant prices."""
    case = scope.case
    shares = case.table("history").filter(pl.col("place").is_in(scope.allies))
    both = shares.join(case.table("economy"), on=["place", "year"])
    ends = [(pl.col(f"share{end}") * pl.col(f"gdp{end}") / 100).alias(name) for end, name in ENDS_OF.items()]
    spent = both.select("place", pl.col("year").cast(pl.Int64), *ends)
    whole = spent.group_by("year").len().filter(pl.col("len") >= spent["place"].n_unique())["year"]
    return _measured(spent.filter(pl.col("year").is_in(whole.implode())), case, _group(scope, names), OBSERVED)


def _to_be_spent(scope: Scope, names: Names) -> pl.DataFrame:
    """The group's expenditure on the path of the question, years after the last observed one; no range."""
    case = scope.case
    last = case.table("history").filter(pl.col("place").is_in(scope.allies))["year"].max()
    shares = share_of_gdp(case, scope.question.path, scope.allies, scope.shown.months)[:, ::12]
    years = [scope.shown.origin.year + number for number in range(shares.shape[1])]
    wide = pl.DataFrame(
        {
            "place": [place for place in scope.allies for _ in years],
            "year": years * len(scope.allies),
            "share": shares.ravel(),
        }
    )
    economy = case.table("economy").select("place", pl.col("year").cast(pl.Int64), "gdp")
    spent = wide.filter(pl.col("year") > int(str(last or 0))).join(economy, on=["place", "year"])
    value = (pl.col("share") * pl.col("gdp")).alias("value")
    blank = [pl.lit(None, pl.Float64).alias(name) for name in ("low", "high")]
    summed = _measured(spent.select("place", "year", value, *blank), case, _group(scope, names), PLANNED)
    return summed.with_columns(blank)


def _group(scope: Scope, names: Names) -> str:
    return names.place(scope.question.group)


def money_section(answer: YearsAnswer) -> Section:
    """Expenditure of both sides at market rates and at purchasing power, as a section with a chart."""
    from sinews.clocks.years.page.charts import adversary as charts_adversary

    data, title = money(answer), "Money beside the adversary's"
    if data.is_empty():
        return Section(title, ("The case says nothing on what either side spends.",))
    price_year = answer.scope.case.settings.price_year
    return Section(
        title,
        tuple(filter(None, (_last_year(data),))),
        figure=figure(
            "money-beside-adversary",
            "Two charts, at market rates and at purchasing power: defence expenditure of the adversary and of the "
            "group "
            f"by year. {_last_year(data)}",
            f"At market rates: EUR bn at prices of {price_year}; at purchasing power: bn international dollars. Solid "
            "with "
            "a band: observed, with its range. Dashed: the spending path of this report. Prices of GDP as a whole "
            "stand in "
            "for those of arms.",
            data,
            charts_adversary.money,
        ),
    )


def _last_year(data: pl.DataFrame) -> str:
    """Both sides in the last year that both have on record, by both measures."""
    seen = data.filter(pl.col("kind") == OBSERVED)
    sides = seen["side"].n_unique()
    shared = seen.group_by("measure", "year").agg(pl.col("side").n_unique()).filter(pl.col("side") == sides)
    if sides < 2 or shared.is_empty():
        return ""
    year = int(str(shared["year"].max()))
    parts = []
    for measure, rows_of_it in (
        seen.filter(pl.col("year") == year).partition_by("measure", as_dict=True, maintain_order=True).items()
    ):
        words = [f"{side} {value:,.0f}" for side, value in rows_of_it.sort("value").select("side", "value").iter_rows()]
        unit = rows_of_it["unit"][0].replace("billion_", "").replace("_", " ")
        parts.append(f"at {lowered(str(measure[0]))} {listed(words)} ({unit} bn)")
    return f"Defence expenditure in {year}: {'; '.join(parts)}."
