"""What the leading figures rest on: their sources, the statements behind the threat, and the assumptions."""

from __future__ import annotations

import polars as pl

from sinews.check import figures
from sinews.clocks.years import YearsAnswer
from sinews.mobility.scope import Moves
from sinews.scope import Scope
from sinews.views.readings import names
from sinews.views.words import lowered, plain
from sinews.why import Bottleneck

#: Sources named for a figure.
SOURCES = 2


def cited(scope: Scope | Moves) -> dict[str, str]:
    """Fact -> who says so, where and when."""
    table = scope.case.table("facts").join(scope.case.table("sources"), on="source", how="left")
    parts = [pl.col(name).cast(pl.String) for name in ("publisher", "title", "published")]
    known = [pl.when(part != "").then(part) for part in parts]
    words = pl.concat_str(known, separator=", ", ignore_nulls=True).str.replace_all(";", ",", literal=True)
    address = pl.when(pl.col("url") != "").then(pl.format(" <{}>", "url")).otherwise(pl.lit(""))
    return dict(table.select("fact", words + address).iter_rows())


def rests_on(basis: str, known: dict[str, str]) -> str:
    """What a number rests on, in words: its first sources with their addresses, and the assumptions.

    `known`: what `cited` gives.
    """
    tokens = basis.split()
    sources = list(dict.fromkeys(known[token] for token in tokens if token in known))
    reasoned = [plain(token) for token in tokens if token not in known and not token.startswith("rule:")]
    shown = sources[:SOURCES]
    if len(sources) > SOURCES:
        shown.append(f"{len(sources) - SOURCES} more sources")
    if reasoned:
        shown.append(f"assumptions: {', '.join(lowered(name) for name in reasoned[:SOURCES])}")
    return "; ".join(shown)


def sources_of(answer: YearsAnswer, one: Bottleneck) -> str:
    """Who published the figures behind a finding, the leading ones first; empty if none is cited."""
    tokens = " ".join(one.rows["basis"].to_list()).split() if one.rows is not None else []
    wanted = [token for token in dict.fromkeys(tokens) if not token.startswith("rule:")]
    case = answer.scope.case
    table = case.table("facts").filter(pl.col("fact").is_in(wanted)).join(case.table("sources"), on="source")
    known = {
        fact: ", ".join(part for part in (publisher or title, published) if part)
        for fact, title, publisher, published in table.select("fact", "title", "publisher", "published").rows()
    }
    names = list(dict.fromkeys(known[token] for token in wanted if token in known))
    more = f" and {len(names) - SOURCES} more" if len(names) > SOURCES else ""
    return "; ".join(names[:SOURCES]) + more


def statements(answer: YearsAnswer) -> pl.DataFrame:
    """The dated statements that are pooled into the threat, with their sources."""
    scope, known = answer.scope, names(answer)
    sources = cited(scope)
    table = scope.case.table("threats").sort("date", "threat")
    return pl.DataFrame(
        [
            {
                "who": known.office(row["office"], row["place"]),
                "said_in": row["date"],
                "from": row["earliest"],
                "to": row["latest"],
                "about": plain(row["about"]),
                "counts": "no, the time has passed" if row["threat"] in scope.threat.set_aside else "yes",
                "source": rests_on(row["basis"], sources),
            }
            for row in table.iter_rows(named=True)
        ],
        schema={
            "who": pl.String,
            "said_in": pl.Date,
            "from": pl.Date,
            "to": pl.Date,
            "about": pl.String,
            "counts": pl.String,
            "source": pl.String,
        },
    )


def assumptions(answer: YearsAnswer) -> pl.DataFrame:
    """Named assumptions with range and reason, those on which most numbers of the case rest first."""
    case = answer.scope.case
    words = {name: plain(name) for name in case.table("assumptions")["assumption"]}
    uses = (
        figures(case)
        .select(pl.col("basis").str.split(" ").alias("assumption"))
        .explode("assumption")
        .group_by("assumption")
        .agg(pl.len().cast(pl.Int64).alias("numbers_resting_on_it"))
    )
    return (
        case.table("assumptions")
        .join(uses, on="assumption", how="left")
        .with_columns(pl.col("numbers_resting_on_it").fill_null(0))
        .sort(["numbers_resting_on_it", "assumption"], descending=[True, False])
        .select(
            pl.col("assumption").replace(words),
            "value",
            pl.col("value_low").alias("low"),
            pl.col("value_high").alias("high"),
            pl.col("unit").str.replace_all("_", " "),
            "role",
            "reason",
            "numbers_resting_on_it",
        )
    )
