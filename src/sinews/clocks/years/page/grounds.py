"""What the leading figures rest on: their sources, the statements behind the threat, and the assumptions."""

from __future__ import annotations

import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import names_of
from sinews.clocks.years.why import Bottleneck
from sinews.data.grounds import figures
from sinews.present.sources import SOURCES, cited, published, rests_on
from sinews.present.words import plain


def sources_of(answer: YearsAnswer, finding: Bottleneck) -> str:
    """Who published the figures behind a finding, the leading ones first; empty if none is cited."""
    tokens = " ".join(finding.rows["basis"].to_list()).split() if finding.rows is not None else []
    wanted = [token for token in dict.fromkeys(tokens) if not token.startswith("rule:")]
    publishers = published(answer.scope.case)
    names = list(dict.fromkeys(publishers[token] for token in wanted if token in publishers))
    more = f" and {len(names) - SOURCES} more" if len(names) > SOURCES else ""
    return "; ".join(names[:SOURCES]) + more


def statements(answer: YearsAnswer) -> pl.DataFrame:
    """The dated statements that are pooled into the threat, with their sources."""
    scope, names = answer.scope, names_of(answer)
    sources = cited(scope.case)
    table = scope.case.table("threats").sort("date", "threat")
    return pl.DataFrame(
        [
            {
                "who": names.office(row["office"], row["place"]),
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
