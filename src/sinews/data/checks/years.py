"""Checks of the tables of the years clock against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from sinews.data.checks.common import Frames, Known, have, row_cells
from sinews.data.reading import FILE, LINE
from sinews.data.tables import MARKET, ItemKind, PlaceKind
from sinews.errors import Finding

#: Tables in which every ally must have a row.
ALLY_TABLES = ("economy", "budgets")


def _allies(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "places"):
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


def _without(frame: pl.DataFrame, column: str, other: pl.DataFrame, defect: str, expected: str) -> Iterator[Finding]:
    missing = frame.join(other, on=column, how="anti", maintain_order="left").drop_nulls(column)
    for file, line, code in row_cells(missing, column):
        yield Finding(file, line, column, f'"{code}" with {defect}', expected, f"Add the row for {code}.")


def _lines(frames: Frames) -> Iterator[Finding]:
    if have(frames, "sites", "capacity"):
        yield from _without(
            frames["sites"],
            "site",
            frames["capacity"],
            "no row in capacity",
            "at least one row in capacity for each line",
        )


def _own_input(frames: Frames) -> Iterator[Finding]:
    if have(frames, "recipes"):
        own = frames["recipes"].filter(pl.col("item") == pl.col("input"))
        for file, line, item in row_cells(own, "item"):
            yield Finding(
                file,
                line,
                "input",
                f'"{item}", made of itself',
                "inputs other than the item",
                "Name the input, or take the row out.",
            )


def _cycles(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "recipes"):
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
    circles: list[list[str]] = []
    for root in sorted(inputs):
        path: list[str] = []
        stack: list[tuple[str, int]] = [(root, 0)]
        while stack:
            node, index = stack.pop()
            if index == 0:
                if node in path:
                    circles.append([*path[path.index(node) :], node])
                    continue
                if node in done:
                    continue
                path.append(node)
            if index < len(inputs.get(node, [])):
                stack += [(node, index + 1), (inputs[node][index], 0)]
            else:
                path.pop()
                done.add(node)
    return circles


def _unmakeable(frames: Frames) -> Iterator[Finding]:
    if not have(frames, "items", "recipes", "sites", "capacity", "scales", "stocks"):
        return
    sources = _sources(frames)
    inputs: dict[str, list[str]] = {}
    parts = frames["recipes"].filter(pl.col("input").is_in(frames["items"]["item"].drop_nulls().implode()))
    for item, part in parts.select("item", "input").drop_nulls().sort("item", "input").iter_rows():
        inputs.setdefault(item, []).append(part)
    for file, line, item in row_cells(frames["scales"].unique("item", keep="first", maintain_order=True), "item"):
        lacking = _lacking(item, inputs, sources)
        if lacking and item in frames["items"]["item"]:
            what = (
                f'"{item}", which no line makes'
                if lacking == item
                else f'"{item}", whose input {lacking} no line makes'
            )
            yield Finding(
                file,
                line,
                "item",
                what,
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
    if not have(frames, "stocks", "items"):
        return
    needed = frames["items"].filter(pl.col("kind") == ItemKind.NEEDED)["item"].to_list()
    inputs = frames["items"].filter(pl.col("kind") == ItemKind.INPUT)["item"].to_list()
    market = pl.col("place") == MARKET
    stocks = frames["stocks"]
    for file, line, item in row_cells(stocks.filter(market & pl.col("item").is_in(needed)), "item"):
        yield Finding(
            file,
            line,
            "place",
            f'{MARKET}, for the needed item "{item}"',
            f"{MARKET} for inputs only",
            "Put the stock at the ally that holds it.",
        )
    for file, line, item in row_cells(stocks.filter(~market & pl.col("item").is_in(inputs)), "item"):
        yield Finding(
            file,
            line,
            "place",
            f'a place, for the input "{item}"',
            f"{MARKET} for stocks of inputs",
            f"Put the stock at {MARKET}.",
        )


def _surge(frames: Frames) -> Iterator[Finding]:
    """Surge is of lines of needed items: an input has no price, and so no premium."""
    if not have(frames, "surge", "sites", "items"):
        return
    inputs = frames["items"].filter(pl.col("kind") == ItemKind.INPUT)["item"].drop_nulls()
    makers = frames["sites"].filter(pl.col("item").is_in(inputs.implode())).drop_nulls("site")["site"]
    of_inputs = frames["surge"].filter(pl.col("site").is_in(makers.implode()))
    for file, line, site in row_cells(of_inputs, "site"):
        yield Finding(
            file, line, "site", f'"{site}", which makes an input', "a line of a needed item",
            "Name the line that makes the item itself, or take the row out.",
        )  # fmt: skip


def _history(frames: Frames) -> Iterator[Finding]:
    """Shares of states and groups that there are."""
    if not have(frames, "history", "places", "groups"):
        return
    vocabulary = Known([*frames["places"]["place"], *frames["groups"]["group"]])
    lost = frames["history"].filter(~pl.col("place").is_in(list(vocabulary.codes)))
    for file, line, place in row_cells(lost, "place"):
        yield Finding(
            file, line, "place", f'"{place}"', "a state of places or a group of groups",
            f"Correct the code, or add its row.{vocabulary.hint(place)}",
        )  # fmt: skip


CHECKS = (_allies, _lines, _own_input, _cycles, _unmakeable, _stocks, _surge, _history)
