"""What is wrong between tables: references, bases, recipes, and needs that nothing can meet.

Every function takes the typed tables that could be read as a whole, and skips what it cannot see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import polars as pl

from sinews.consistency_days import of_days
from sinews.consistency_levers import of_levers
from sinews.errors import Finding, did_you_mean
from sinews.reading import FILE, LINE
from sinews.schema import Basis, Reference
from sinews.statements import wellformed
from sinews.tables import BY_NAME, MARKET, ItemKind, PlaceKind

Frames = Mapping[str, pl.DataFrame]

#: Tables in which every ally must have a row.
ALLY_TABLES = ("economy", "budgets")


def inconsistencies(frames: Frames) -> list[Finding]:
    """All findings between tables."""
    return [finding for check in CHECKS for finding in check(frames)]


def _have(frames: Frames, *names: str) -> bool:
    return all(name in frames for name in names)


def _rows(frame: pl.DataFrame, *columns: str) -> Iterator[tuple[str, int, str]]:
    """File, line and the named cells (joined by a slash) of each row."""
    for file, line, *cells in frame.select(FILE, LINE, *columns).iter_rows():
        yield file, line, "/".join(str(cell) for cell in cells)


# references -------------------------------------------------------------------


def _references(frames: Frames) -> Iterator[Finding]:
    for name, frame in frames.items():
        for column in BY_NAME[name].columns:
            if isinstance(column, Reference) and column.table in frames and column.name in frame.columns:
                yield from _unknown(frame, column, frames[column.table])
                yield from _wrong_kind(frame, column, frames[column.table])


def _unknown(frame: pl.DataFrame, column: Reference, target: pl.DataFrame) -> Iterator[Finding]:
    options = {*target[BY_NAME[column.table].key[0]].drop_nulls().to_list(), *column.also}
    cell = pl.col(column.name)
    wrong = frame.filter(~cell.is_in(list(options)) & ~cell.str.starts_with("#"))
    for file, line, found in _rows(wrong, column.name):
        yield Finding(
            file,
            line,
            column.name,
            f'"{found}"',
            f"one of those in {column.table}",
            f"Correct it, or add a row to {column.table}.{did_you_mean(found, options)}",
        )


def _wrong_kind(frame: pl.DataFrame, column: Reference, target: pl.DataFrame) -> Iterator[Finding]:
    if not column.kind or "kind" not in target.columns:
        return
    others = target.filter(pl.col("kind") != column.kind)[BY_NAME[column.table].key[0]].to_list()
    for file, line, found in _rows(frame.filter(pl.col(column.name).is_in(others)), column.name):
        yield Finding(
            file,
            line,
            column.name,
            f'"{found}"',
            f"one of kind {column.kind} in {column.table}",
            f"Take the row out, or make {found} of kind {column.kind}.",
        )


def _bases(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "facts", "assumptions", "rules"):
        return
    known = set(frames["facts"]["fact"].to_list()) | set(frames["assumptions"]["assumption"].to_list())
    known |= {f"rule:{rule}" for rule in frames["rules"]["rule"].to_list()}
    for name, frame in frames.items():
        table = BY_NAME[name]
        columns = [f"{number.name}_basis" for number in table.numbers]
        columns += [column.name for column in table.columns if isinstance(column, Basis)]
        for column in columns:
            if column in frame.columns:
                yield from _unknown_basis(frame, column, known)


def _unknown_basis(frame: pl.DataFrame, column: str, known: set[str]) -> Iterator[Finding]:
    bases = frame[column].drop_nulls().unique().to_list()
    unknown = {
        basis: [token for token in basis.split() if token not in known] for basis in bases if not basis.startswith("#")
    }
    wrong = [basis for basis, tokens in unknown.items() if tokens]
    for file, line, basis in _rows(frame.filter(pl.col(column).is_in(wrong)), column):
        for token in unknown[basis]:
            yield Finding(
                file,
                line,
                column,
                f'"{token}"',
                _expected_of(token),
                f"Correct the id, or add its row.{did_you_mean(token, known)}",
            )


def _expected_of(token: str) -> str:
    return "a rule of the table rules" if token.startswith("rule:") else "an id in facts or assumptions"


# allies -----------------------------------------------------------------------


def _allies(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "places"):
        return
    allies = frames["places"].filter(pl.col("kind") == PlaceKind.ALLY)
    for name in ALLY_TABLES:
        if name in frames:
            yield from _without(allies, "place", frames[name], f"no row in {name}", f"a row in {name} for each ally")
    if "paths" in frames:
        for path, rows in frames["paths"].drop_nulls("path").sort("path").partition_by("path", as_dict=True).items():
            yield from _without(
                allies,
                "place",
                rows,
                f"no row in paths for {path[0]}",
                "a row in paths for each ally and path",
            )


def _without(frame: pl.DataFrame, column: str, other: pl.DataFrame, found: str, expected: str) -> Iterator[Finding]:
    missing = frame.join(other, on=column, how="anti", maintain_order="left").drop_nulls(column)
    for file, line, code in _rows(missing, column):
        yield Finding(file, line, column, f'"{code}" with {found}', expected, f"Add the row for {code}.")


def _scaled(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "forces", "scales"):
        return
    lost = frames["forces"].join(frames["scales"], on=["needs_set", "force"], how="anti", maintain_order="left")
    for file, line, found in _rows(lost, "needs_set", "force"):
        yield Finding(
            file,
            line,
            "force",
            f'"{found}"',
            "a force with at least one row in scales",
            "Add what one force needs to scales, or take the row out.",
        )


# items and lines --------------------------------------------------------------


def _lines(frames: Frames) -> Iterator[Finding]:
    if _have(frames, "sites", "capacity"):
        yield from _without(
            frames["sites"],
            "site",
            frames["capacity"],
            "no row in capacity",
            "at least one row in capacity for each line",
        )


def _own_input(frames: Frames) -> Iterator[Finding]:
    if _have(frames, "recipes"):
        own = frames["recipes"].filter(pl.col("item") == pl.col("input"))
        for file, line, item in _rows(own, "item"):
            yield Finding(
                file,
                line,
                "input",
                f'"{item}", made of itself',
                "inputs other than the item",
                "Name the input, or take the row out.",
            )


def _cycles(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "recipes"):
        return
    recipes = frames["recipes"].drop_nulls(["item", "input"]).sort("item", "input")
    inputs: dict[str, list[str]] = {}
    where: dict[tuple[str, str], tuple[str, int]] = {}
    for file, line, item, part in recipes.select(FILE, LINE, "item", "input").iter_rows():
        if item != part:
            inputs.setdefault(item, []).append(part)
            where[item, part] = (file, line)
    for cycle in cycles(inputs):
        file, line = where[cycle[0], cycle[1]]
        yield Finding(
            file,
            line,
            "input",
            " <- ".join(cycle),
            "recipes that end in inputs without a recipe",
            "Take out one of the recipes of the circle.",
        )


def cycles(inputs: Mapping[str, list[str]]) -> list[list[str]]:
    """The circles in a graph, each once, as the list of its nodes with the first one again at the end."""
    done: set[str] = set()
    found: list[list[str]] = []
    for root in sorted(inputs):
        path: list[str] = []
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            node, index = stack.pop()
            if index == 0:
                if node in path:
                    found.append([*path[path.index(node) :], node])
                    continue
                if node in done:
                    continue
                path.append(node)
            if index < len(inputs.get(node, [])):
                stack += [(node, index + 1), (inputs[node][index], 0)]
            else:
                path.pop()
                done.add(node)
    return found


def _unmakeable(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "items", "recipes", "sites", "capacity", "scales", "stocks"):
        return
    sources = _sources(frames)
    inputs: dict[str, list[str]] = {}
    for item, part in frames["recipes"].select("item", "input").drop_nulls().sort("item", "input").iter_rows():
        inputs.setdefault(item, []).append(part)
    for file, line, item in _rows(frames["scales"].unique("item", keep="first", maintain_order=True), "item"):
        lacking = _lacking(item, inputs, sources)
        if lacking and item in frames["items"]["item"]:
            found = (
                f'"{item}", which no line makes'
                if lacking == item
                else f'"{item}", whose input {lacking} no line makes'
            )
            yield Finding(
                file,
                line,
                "item",
                found,
                "needed items that can be made, with all their inputs",
                f"Add a site with capacity for {lacking}, or take the need out.",
            )


def _sources(frames: Frames) -> set[str]:
    """Items that some line makes or may come to make, or of which the market has a stock."""
    able = (
        frames["sites"]
        .join(frames["capacity"].select("site", "rate"), on="site")
        .filter((pl.col("rate") > 0) | (pl.col("rate_max") > 0))
    )
    held = frames["stocks"].filter((pl.col("place") == MARKET) & (pl.col("quantity") > 0))
    return set(able["item"].to_list()) | set(held["item"].to_list())


def _lacking(item: str, inputs: Mapping[str, list[str]], sources: set[str]) -> str | None:
    """The item itself or the first of its inputs, however deep, that has no source."""
    seen: set[str] = set()
    queue = [item]
    while queue:
        code = queue.pop(0)
        if code not in sources:
            return code
        seen.add(code)
        queue += [part for part in inputs.get(code, []) if part not in seen]
    return None


def _stocks(frames: Frames) -> Iterator[Finding]:
    if not _have(frames, "stocks", "items"):
        return
    needed = frames["items"].filter(pl.col("kind") == ItemKind.NEEDED)["item"].to_list()
    inputs = frames["items"].filter(pl.col("kind") == ItemKind.INPUT)["item"].to_list()
    market = pl.col("place") == MARKET
    stocks = frames["stocks"]
    for file, line, item in _rows(stocks.filter(market & pl.col("item").is_in(needed)), "item"):
        yield Finding(
            file,
            line,
            "place",
            f'{MARKET}, for the needed item "{item}"',
            f"{MARKET} for inputs only",
            "Put the stock at the ally that holds it.",
        )
    for file, line, item in _rows(stocks.filter(~market & pl.col("item").is_in(inputs)), "item"):
        yield Finding(
            file,
            line,
            "place",
            f'a place, for the input "{item}"',
            f"{MARKET} for stocks of inputs",
            f"Put the stock at {MARKET}.",
        )


CHECKS: tuple[Callable[[Frames], Iterator[Finding]], ...] = (
    _references,
    _bases,
    _allies,
    _scaled,
    _lines,
    _own_input,
    _cycles,
    _unmakeable,
    _stocks,
    of_levers,
    of_days,
    wellformed.findings,
)
