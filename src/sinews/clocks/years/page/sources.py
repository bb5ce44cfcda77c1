"""What the charts of the report rest on: figures of the case with range, ground and links to where they come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page.readings import names_of
from sinews.clocks.years.rates import counting
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.why import Bottleneck
from sinews.data.tables import BY_NAME, Status
from sinews.present.sources import COLUMNS, Cell, cited, rests_on, sourced
from sinews.present.words import Names, month, plain

#: Allies whose figures are listed.
ALLIES = 5


# what each chart rests on ----------------------------------------------------------


def of_needs(answer: YearsAnswer) -> pl.DataFrame:
    """Scales behind the needs, item by item."""
    scope, names = answer.scope, names_of(answer)
    return sourced(scope.case, (cell for item in scope.needed for cell in _scales(scope, item, names)))


def of_coverage(answer: YearsAnswer) -> pl.DataFrame:
    """Largest stock and line of each item, and the statements on the threat."""
    scope, names = answer.scope, names_of(answer)
    cells = (cell for item in scope.needed for cell in (*_stock(scope, item, names), *_lines(scope, item, names, 1)))
    return pl.concat([sourced(scope.case, cells), _statements(scope, names)])


def of_times(answer: YearsAnswer) -> pl.DataFrame:
    """Lead time of each item and of lines that have one of their own, and months from money to contract.

    The latter of the allies with the most money.
    """
    scope, names = answer.scope, names_of(answer)
    lead = [Cell("items", (item,), "lead_time", f"Lead time: {names.thing(item)}", "months") for item in scope.needed]
    delays = [
        Cell("places", (place,), "contracting_delay", f"From money to contract: {names.place(place)}", "months")
        for place in largest(scope, ALLIES)
    ]
    own = scope.sites.filter(pl.col("lead_time").is_not_null() & pl.col("item").is_in(list(scope.needed)))
    named = own.select("site", "name").iter_rows()
    lines = [Cell("sites", (site,), "lead_time", f"Lead time: {name}", "months") for site, name in named]
    return sourced(scope.case, [*lead, *lines, *delays])


def of_lines(answer: YearsAnswer) -> pl.DataFrame:
    """The largest observed lines of every item."""
    scope, names = answer.scope, names_of(answer)
    return sourced(scope.case, (cell for item in scope.items for cell in _lines(scope, item, names, 2)))


def of_prices(answer: YearsAnswer) -> pl.DataFrame:
    """Prices of the items, and the largest line of each."""
    scope, names = answer.scope, names_of(answer)
    priced = (cell for item in scope.needed for cell in (_price(item, names), *_lines(scope, item, names, 1)))
    return sourced(scope.case, priced)


def of_money(answer: YearsAnswer) -> pl.DataFrame:
    """Economy, path and budget of the allies with the most money."""
    scope, names = answer.scope, names_of(answer)
    return sourced(scope.case, (cell for place in largest(scope, ALLIES) for cell in _money(scope, place, names)))


def of_shares(answer: YearsAnswer) -> pl.DataFrame:
    """Latest observed share of GDP and last anchor of the path, for the allies with the most money."""
    scope, names = answer.scope, names_of(answer)
    return sourced(scope.case, (cell for place in largest(scope, 2 * ALLIES) for cell in _shares(scope, place, names)))


def of_findings(answer: YearsAnswer, findings: Sequence[Bottleneck]) -> pl.DataFrame:
    """The figures that findings stand on, each once, in the order of the findings."""
    parts = [
        finding.rows.select("table", "row", "column")
        for finding in findings
        if finding.rows is not None and finding.rows.height
    ]
    if not parts:
        return pl.DataFrame(schema=COLUMNS)
    rows = pl.concat(parts).unique(maintain_order=True).iter_rows()
    return sourced(answer.scope.case, [_worded(answer.scope, names_of(answer), *row) for row in rows])


def _worded(scope: Scope, names: Names, table: str, row: str, column: str) -> Cell:
    """A number of the case in words: its column, and the parts of its key by name."""
    lines = dict(scope.case.table("sites").select("site", "name").iter_rows())
    words = [
        lines.get(part) or names.items.get(part) or names.places.get(part) or plain(part) for part in row.split("/")
    ]
    number = next(entry for entry in BY_NAME[table].numbers if entry.name == column)
    return Cell(table, (row,), column, f"{plain(column)}: {', '.join(words)}", number.unit.replace("item", "units"))


# cells of the case ---------------------------------------------------------------


def largest(scope: Scope, count: int) -> list[str]:
    """Allies with the most money over the horizon, the largest first."""
    order = np.argsort(-scope.budget.sum(axis=1), kind="stable")[:count]
    return [scope.allies[number] for number in order]


def _unit(scope: Scope, item: str) -> str:
    return str(dict(scope.items_table.select("item", "unit").iter_rows()).get(item, ""))


def _scales(scope: Scope, item: str, names: Names) -> Iterator[Cell]:
    mine = (pl.col("needs_set") == scope.question.needs_set) & (pl.col("item") == item)
    for force, method in scope.case.table("scales").filter(mine).sort("force").select("force", "method").iter_rows():
        row = (scope.question.needs_set, force, item)
        who = force.replace("_", " ")
        unit = f"{_unit(scope, item)} per force"
        yield Cell("scales", row, "per_force", f"{names.item(item)} for one {who}", unit)
        if method != "force_goal":
            yield Cell("scales", row, "days", f"{names.item(item)}: days of supply of one {who}", "days")


def _stock(scope: Scope, item: str, names: Names) -> Iterator[Cell]:
    """The largest stock of an item in the group."""
    mine = (pl.col("item") == item) & pl.col("place").is_in(list(scope.allies))
    rows = scope.case.table("stocks").filter(mine).sort(["quantity", "place"], descending=[True, False])
    for place, day in rows.head(1).select("place", "date").iter_rows():
        words = f"{names.item(item)}: stock of {names.place(place)}, {month(day)}"
        yield Cell("stocks", (place, item), "quantity", words, _unit(scope, item))


def _lines(scope: Scope, item: str, names: Names, count: int) -> Iterator[Cell]:
    """The largest observed lines of an item."""
    sites = scope.sites.filter(pl.col("item") == item).select("site", pl.col("name").alias("line"))
    latest = counting(scope.case, Status.DELIVERED).group_by("site", maintain_order=True).last().join(sites, on="site")
    for row in latest.sort(["rate", "site"], descending=[True, False]).head(count).to_dicts():
        words = f"{row['line']}: rate of {names.thing(item)}, {month(row['date'])}"
        key = (row["site"], row["date"], row["status"])
        yield Cell("capacity", key, "rate", words, f"{_unit(scope, item)} a month")


def _price(item: str, names: Names) -> Cell:
    return Cell("items", (item,), "price", f"Price of one: {names.thing(item)}", "million EUR")


def _money(scope: Scope, place: str, names: Names) -> Iterator[Cell]:
    name, year = names.place(place), scope.case.settings.start.year
    yield Cell("economy", (place, year), "gdp", f"GDP of {name}, {year}", "million EUR")
    yield from _anchor(scope, place, names)
    about = f"Pay, operation and infrastructure in defence expenditure of {name}"
    yield Cell("budgets", (place,), "standing_share", about, "percent")


def _anchor(scope: Scope, place: str, names: Names) -> Iterator[Cell]:
    """The last anchor year of an ally on the path that was asked about."""
    mine = (pl.col("path") == scope.question.path) & (pl.col("place") == place)
    for year in scope.case.table("paths").filter(mine).sort("year")["year"][-1:]:
        words = f"Defence expenditure of {names.place(place)}, {year}"
        yield Cell("paths", (scope.question.path, place, year), "share", words, "percent of GDP")


def _shares(scope: Scope, place: str, names: Names) -> Iterator[Cell]:
    for year in scope.case.table("history").filter(pl.col("place") == place).sort("year")["year"][-1:]:
        words = f"Defence expenditure of {names.place(place)}, {year}"
        yield Cell("history", (place, year), "share", words, "percent of GDP")
    yield from _anchor(scope, place, names)


def _statements(scope: Scope, names: Names) -> pl.DataFrame:
    """The statements on the threat that count, as rows without a value."""
    sources = cited(scope.case)
    rows = [
        {
            "figure": f"{names.office(row['office'], row['place'])}: an attack is possible from "
            f"{month(row['earliest'])} to {month(row['latest'])}",
            "unit": "",
            "counts_as": "statement",
            "rests_on": rests_on(row["basis"] or "", sources),
        }
        for row in scope.case.table("threats").sort("date", "threat").iter_rows(named=True)
        if row["threat"] not in scope.threat.set_aside
    ]
    return pl.DataFrame([{**dict.fromkeys(COLUMNS), **row} for row in rows], schema=COLUMNS)
