"""What the figures of a case rest on: counts by table, and the figures that carry least."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.tables import BY_NAME, TABLES, Confidence


class Ground(StrEnum):
    """What a figure rests on, from the firmest to the weakest."""

    FACT_A = "fact A"
    FACT_B = "fact B"
    FACT_C = "fact C"
    SETTING = "setting"
    DERIVED = "derived"
    ANALOGY = "analogy"
    ASSUMPTION = "assumption"


#: Tables whose values are choices of method: they do not count towards the free share.
METHOD_TABLES = ("parameters",)


@dataclass(frozen=True)
class TableCount:
    """The numbers of one table, by what they rest on (a value on several facts counts with the weakest)."""

    table: str
    values: int
    fact_a: int
    fact_b: int
    fact_c: int
    assumption: int
    analogy: int
    derived: int
    setting: int

    @property
    def facts(self) -> int:
        """Values that rest on facts alone."""
        return self.fact_a + self.fact_b + self.fact_c


@dataclass(frozen=True)
class CheckReport:
    """What the numbers of a case rest on."""

    case: str
    digest: str
    counts: tuple[TableCount, ...]

    @cached_property
    def free_share(self) -> float:
        """Facts in all free values: facts, judgements and analogies, not what is derived or set; NaN if none.

        A figure that is carried over to another row by analogy counts as assumed there.
        """
        free = [count for count in self.counts if count.table not in METHOD_TABLES]
        facts, assumed = sum(count.facts for count in free), sum(count.assumption + count.analogy for count in free)
        return facts / (facts + assumed) if facts + assumed else float("nan")

    @property
    def table(self) -> pl.DataFrame:
        """One row a table of the case."""
        names = tuple(TableCount.__dataclass_fields__)
        types = dict.fromkeys(names, pl.Int64) | {"table": pl.String}
        return pl.DataFrame(
            [[getattr(count, name) for name in names] for count in self.counts], schema=types, orient="row"
        )


def check(case: Case) -> CheckReport:
    """Count the numbers of each table by what they rest on."""
    tally = {
        (table, ground): count for table, ground, count in figures(case).group_by("table", "ground").len().iter_rows()
    }
    names = [table.name for table in TABLES if table.name in case.tables and table.numbers]
    return CheckReport(case.settings.name, case.digest, tuple(_count(name, tally) for name in names))


def figures(case: Case) -> pl.DataFrame:
    """Every number: table, row (its key), column, value, low, high, basis, ground and weakest ground.

    `ground` is what the number counts as; `weakest` is the weakest of the facts and assumptions behind it.
    """
    parts = [
        _long(case.table(table.name), table.name, number.name)
        for table in TABLES
        if table.name in case.tables
        for number in table.numbers
    ]
    every = pl.concat([pl.DataFrame(schema=_LONG), *parts]).drop_nulls("value")
    return every.join(_grounds(every, case), on="basis", how="left", maintain_order="left")


def rows_of(every: pl.DataFrame, table: str, column: str, keys: Iterable[str]) -> pl.DataFrame:
    """Of what `figures` gives, the number `column` of rows of a table, in the order of their keys given."""
    rank = {key: number for number, key in enumerate(keys)}
    chosen = every.filter((pl.col("table") == table) & (pl.col("column") == column) & pl.col("row").is_in(list(rank)))
    return (
        chosen.with_columns(pl.col("row").replace_strict(rank, return_dtype=pl.Int64).alias("_rank"))
        .sort("_rank")
        .drop("_rank")
    )


def weakest_of(rows: pl.DataFrame) -> Ground | None:
    """The weakest that any of some rows of `figures` rests on; None without rows."""
    order = list(Ground)
    grounds = [Ground(ground) for ground in rows["weakest"].to_list()]
    return max(grounds, key=order.index) if grounds else None


#: What a table of stakes says of figures: what the answer loses over their range, and behind which limit.
LOST: dict[str, type[pl.DataType]] = {"loses": pl.Float64, "unit": pl.String, "days": pl.Float64, "behind": pl.String}


def weakest(case: Case, number: int, lost: pl.DataFrame | None = None) -> pl.DataFrame:
    """The figures over whose range an answer loses most; then those that carry least, of which nobody has measured it.

    `lost`: for some figures (table, row, column) the columns LOST. The others come after them, assumptions first, then
    by confidence and relative width of range. Of figures in one column on the same basis only the first is listed.
    `as_of` is when the newest of the facts behind a figure became known.
    """
    order = {ground.value: rank for rank, ground in enumerate(Ground)}
    width = pl.when(pl.col("value") != 0).then((pl.col("high") - pl.col("low")) / pl.col("value").abs())
    where = ["table", "row", "column"]
    texts: dict[str, type[pl.DataType]] = dict.fromkeys(where, pl.String)
    stakes = pl.DataFrame(schema=texts | LOST) if lost is None else lost
    rows = (
        figures(case)
        .filter(pl.col("weakest") != Ground.SETTING)
        .join(stakes, on=where, how="left", maintain_order="left")
        .with_columns(
            width.fill_null(0.0).alias("width"),
            pl.col("weakest").replace_strict(order, return_dtype=pl.Int64).alias("_rank"),
        )
        .sort("loses", "days", "_rank", "width", *where, descending=[*[True] * 4, *[False] * 3], nulls_last=True)
        .drop("_rank")
        .unique(subset=["column", "basis"], keep="first", maintain_order=True)  # one row for figures that share a basis
        .head(number)
    )
    return rows.with_columns(_newest(case, rows["basis"]).alias("as_of"))


def _newest(case: Case, bases: pl.Series) -> pl.Series:
    """When the newest of the facts in each basis became known; null where there is none."""
    dates = dict(case.table("facts").select("fact", "as_of").drop_nulls().iter_rows())
    days = [max((dates[token] for token in basis.split() if token in dates), default=None) for basis in bases]
    return pl.Series(days, dtype=pl.String)


_LONG = {
    "table": pl.String,
    "row": pl.String,
    "column": pl.String,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "basis": pl.String,
}


@Kept
def _long(frame: pl.DataFrame, table: str, column: str) -> pl.DataFrame:
    row = pl.concat_str([pl.col(name).cast(pl.String) for name in BY_NAME[table].key], separator="/", ignore_nulls=True)
    return frame.select(
        pl.lit(table).alias("table"),
        row.alias("row"),
        pl.lit(column).alias("column"),
        pl.col(column).alias("value"),
        pl.col(f"{column}_low").alias("low"),
        pl.col(f"{column}_high").alias("high"),
        pl.col(f"{column}_basis").alias("basis"),
    )


def _grounds(every: pl.DataFrame, case: Case) -> pl.DataFrame:
    """Basis -> ground, weakest."""
    tokens = every.select("basis").unique().with_columns(pl.col("basis").str.extract_all(r"\S+").alias("token"))
    kinds = tokens.explode("token").join(_tokens(case), on="token", how="left")
    has = {kind: (pl.col("kind") == kind).any() for kind in ("computation", "analogy", "judgement", "setting")}
    fact = pl.col("confidence").max()
    on_facts = pl.when(fact.is_not_null()).then(pl.format("fact {}", fact)).otherwise(pl.lit(Ground.ASSUMPTION.value))
    reasoned = (
        pl.when(has["judgement"])
        .then(pl.lit(Ground.ASSUMPTION.value))
        .when(has["setting"])
        .then(pl.lit(Ground.SETTING.value))
        .otherwise(on_facts)
    )
    ground = (
        pl.when(has["computation"])
        .then(pl.lit(Ground.DERIVED.value))
        .when(has["analogy"])
        .then(pl.lit(Ground.ANALOGY.value))
        .otherwise(reasoned)
    )
    return kinds.group_by("basis").agg(ground.alias("ground"), reasoned.alias("weakest"))


def _tokens(case: Case) -> pl.DataFrame:
    """What each id in a basis is: a fact with its confidence, a rule, or an assumption with its role."""
    role = pl.when(pl.col("role").is_in(["conversion", "setting"])).then(pl.col("role")).otherwise(pl.lit("judgement"))
    nothing = pl.lit(None, dtype=pl.String).alias("confidence")
    return pl.concat(
        [
            case.table("facts").select(pl.col("fact").alias("token"), pl.lit("fact").alias("kind"), "confidence"),
            case.table("assumptions").select(pl.col("assumption").alias("token"), role.alias("kind"), nothing),
            case.table("rules").select(("rule:" + pl.col("rule")).alias("token"), "kind", nothing),
        ]
    )


def _count(table: str, tally: dict[tuple[str, str], int]) -> TableCount:
    counts = {ground: tally.get((table, ground.value), 0) for ground in Ground}
    a, b, c = (counts[Ground(f"fact {confidence}")] for confidence in Confidence)
    return TableCount(
        table,
        sum(counts.values()),
        a,
        b,
        c,
        counts[Ground.ASSUMPTION],
        counts[Ground.ANALOGY],
        counts[Ground.DERIVED],
        counts[Ground.SETTING],
    )
