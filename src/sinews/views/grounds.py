"""What the leading figures rest on: their sources, the statements behind the threat, and the assumptions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from sinews.bottlenecks import Limit
from sinews.check import figures
from sinews.clocks.years import YearsAnswer
from sinews.scope import Scope
from sinews.views.readings import names
from sinews.views.words import Names, lowered, month, plain
from sinews.why import Bottleneck

#: Findings whose figures are listed, sources named for a figure, lines named for an item.
FINDINGS, SOURCES, LINES = 8, 2, 3


@dataclass(frozen=True)
class Leading:
    """One figure behind the answer: in words, with unit, range and basis."""

    figure: str
    value: float
    low: float
    high: float
    unit: str
    basis: str

    @classmethod
    def of(cls, words: str, unit: str, row: dict[str, object], column: str) -> Leading | None:
        """The number `column` of a row; None if it is blank."""
        if row[column] is None:
            return None
        value, low, high = (float(str(row[f"{column}{end}"])) for end in ("", "_low", "_high"))
        return cls(words, value, low, high, unit.replace("_", " "), str(row[f"{column}_basis"] or ""))


def leading_figures(answer: YearsAnswer) -> pl.DataFrame:
    """Figures behind the leading findings, and the sources that they rest on."""
    scope, known = answer.scope, names(answer)
    cited = _sources(scope)
    wanted: dict[str, Leading] = {}
    for figure in _behind(answer, scope, known):
        if figure is not None:
            wanted.setdefault(figure.figure, figure)
    return pl.DataFrame(
        [
            {
                "figure": one.figure,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "unit": one.unit,
                "rests_on": _rests_on(one.basis, cited),
            }
            for one in wanted.values()
        ],
        schema={
            "figure": pl.String,
            "value": pl.Float64,
            "low": pl.Float64,
            "high": pl.Float64,
            "unit": pl.String,
            "rests_on": pl.String,
        },
    )


def _behind(answer: YearsAnswer, scope: Scope, known: Names) -> Iterator[Leading | None]:
    for one in answer.why[:FINDINGS]:
        if one.limit in (Limit.LINES, Limit.ROOM):
            yield from _lines(scope, one.subject, known)
        elif one.limit is Limit.MONEY:
            yield from _money(scope, one.subject, known)
        elif one.limit is Limit.DELAY:
            yield from _delays(scope, one.subject, known)
        elif one.limit is Limit.LEAD_TIME:
            yield from _item(scope, one.subject, known)
        elif one.limit in (Limit.BUILD_LAG, Limit.CHAIN):
            yield from _lines(scope, one.subject, known)
    for item in sorted(answer.deadline.missing, key=lambda code: (-answer.deadline.missing[code], code))[:LINES]:
        yield from _lines(scope, item, known)
        yield from _item(scope, item, known)


def _rows(scope: Scope, table: str, **cells: str) -> list[dict[str, object]]:
    frame = scope.case.table(table)
    for column, value in cells.items():
        frame = frame.filter(pl.col(column) == value)
    return frame.to_dicts()


def _money(scope: Scope, place: str, known: Names) -> Iterator[Leading | None]:
    name = known.place(place)
    for row in _rows(scope, "economy", place=place):
        if row["year"] == scope.case.settings.start.year:
            yield Leading.of(f"GDP of {name}, {row['year']}", "million EUR", row, "gdp")
    for row in _rows(scope, "paths", place=place, path=scope.question.path)[-1:]:
        yield Leading.of(f"Defence expenditure of {name}, {row['year']}", "percent of GDP", row, "share")
    for row in _rows(scope, "budgets", place=place):
        yield Leading.of(f"Equipment in defence expenditure of {name}", "percent", row, "equipment_share")


def _lines(scope: Scope, item: str, known: Names) -> Iterator[Leading | None]:
    """The largest observed lines of an item."""
    sites = scope.sites.filter(pl.col("item") == item).select("site", pl.col("name").alias("line"))
    unit = dict(scope.items_table.select("item", "unit").iter_rows())[item]
    observed = scope.case.table("capacity").filter(pl.col("status") == "delivered").join(sites, on="site")
    latest = observed.sort("site", "date").group_by("site", maintain_order=True).last()
    for row in latest.sort(["rate", "site"], descending=[True, False]).head(LINES).to_dicts():
        words = f"{row['line']}: rate of {known.thing(item)}, {month(row['date'])}"
        yield Leading.of(words, f"{unit} a month", row, "rate")


def _item(scope: Scope, item: str, known: Names) -> Iterator[Leading | None]:
    for row in _rows(scope, "items", item=item):
        yield Leading.of(f"Price of one: {known.thing(item)}", "million EUR", row, "price")
        yield Leading.of(f"Lead time: {known.thing(item)}", "months", row, "lead_time")


def _delays(scope: Scope, subject: str, known: Names) -> Iterator[Leading | None]:
    """The delay of one ally, or those of the allies of the group with the most money."""
    order = sorted(scope.allies, key=lambda ally: (-scope.budget[scope.allies.index(ally)].sum(), ally))
    for place in [subject] if subject in scope.allies else order[:LINES]:
        for row in _rows(scope, "places", place=place):
            yield Leading.of(f"Months from money to contract, {known.place(place)}", "months", row, "contracting_delay")


def _sources(scope: Scope) -> dict[str, str]:
    """Fact -> who says so, where and when."""
    table = scope.case.table("facts").join(scope.case.table("sources"), on="source", how="left")
    found = {}
    for row in table.select("fact", "title", "publisher", "published", "url").iter_rows(named=True):
        parts = [row["publisher"], row["title"], row["published"]]
        found[row["fact"]] = ", ".join(part for part in parts if part) + (f" <{row['url']}>" if row["url"] else "")
    return found


def _rests_on(basis: str, cited: dict[str, str]) -> str:
    tokens = basis.split()
    sources = list(dict.fromkeys(cited[token] for token in tokens if token in cited))
    reasoned = [plain(token) for token in tokens if token not in cited and not token.startswith("rule:")]
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
    cited = _sources(scope)
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
                "source": _rests_on(row["basis"], cited),
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
