"""Rows that a join would lose, and texts that a join would take for two: each is found at its file, row and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.case.broken import Break, Broken, alone, cell, cells, row, settings
from tests.support import read_rows, write_rows


def every(table: str, **texts: str) -> Break:
    """All rows of a table with these cells."""
    return lambda folder: write_rows(folder, table, [old | texts for old in read_rows(folder, table)])


def parameter(name: str, value: float) -> Break:
    exact = {f"value{end}": f"{value:g}" for end in ("", "_low", "_high")}

    def harm(folder: Path) -> None:
        rows = read_rows(folder, "parameters")
        write_rows(folder, "parameters", [old | (exact if old["parameter"] == name else {}) for old in rows])

    return harm


def both(*harms: Break) -> Break:
    return lambda folder: [harm(folder) for harm in harms]


def zero(name: str) -> dict[str, str]:
    return dict.fromkeys((name, f"{name}_low", f"{name}_high"), "0")


JOINS = [
    Broken("commented member", cell("groups", 3, "place", "#POL"), "groups.csv", 3, "place", "POL?"),
    Broken("commented item of a need", cell("scales", 3, "item", "#shell_155mm"), "scales.csv", 3, "item", '"#shell'),
    Broken("commented recipe", cell("recipes", 2, "input", "# propellant_charge"), "recipes.csv", 2, "input"),
    Broken("commented stock", cell("stocks", 4, "place", "#MARKET"), "stocks.csv", 4, "place", "MARKET?"),
    Broken("commented basis", cell("uses", 2, "rate_basis", "#guess"), "uses.csv", 2, "rate_basis", "guess?"),
    Broken("half a comment in a basis", cell("uses", 2, "rate_basis", "# guess"), "uses.csv", 2, "rate_basis", '"#"'),
    Broken("need of no force", cell("scales", 3, "force", "brigde"), "scales.csv", 3, "force", "brigade?"),
    Broken(
        "need of no set", cell("scales", 3, "needs_set", "force_goal"), "scales.csv", 3, "needs_set", "force_goals?"
    ),
    Broken("all needs of no force", every("scales", force="brigde"), "scales.csv", 2, "force", "brigade?", 1),
    Broken("force without needs", cell("forces", 3, "force", "brigade2"), "forces.csv", 3, "force", "brigade?"),
    Broken(
        "unknown setting",
        cell("parameters", 2, "parameter", "carry_over"),
        "parameters.csv",
        2,
        "parameter",
        "carry_over_share?",
    ),
    Broken("share of nobody", cell("history", 2, "place", "DUE"), "history.csv", 2, "place", "DEU?"),
    Broken("no weight", every("items", **zero("weight"), weight_basis="guess"), "items.csv", 2, "weight", "every item"),
    Broken(
        "no half of a need counts",
        both(parameter("first_half_weight", 0), parameter("second_half_weight", 0)),
        "parameters.csv",
        4,
        "value",
        "half",
    ),
    Broken("no standard", parameter("coverage_standard", 0), "parameters.csv", 3, "value", "coverage_standard"),
    Broken("more than all in the tail", parameter("threat_tail", 101), "parameters.csv", 7, "value", "at most 100"),
]

KEYS = [
    Broken(
        "offices that differ by a capital",
        cell("threats", 3, "office", "chief of defence"),
        "threats.csv",
        3,
        "office",
        "Chief of Defence",
    ),
    Broken(
        "offices that differ by a blank", cell("threats", 3, "office", "Chief  of Defence "), "threats.csv", 3, "office"
    ),
    Broken(
        "offices that differ by a blank of another width",
        cell("threats", 3, "office", "Chief\u00a0of Defence"),
        "threats.csv",
        3,
        "office",
    ),
    Broken(
        "offices that differ by a letter of another script",
        cell("threats", 3, "office", "Chi\u0435f of Def\u0435nce"),
        "threats.csv",
        3,
        "office",
    ),
    Broken(
        "offices that differ by a sign of no width",
        cell("threats", 3, "office", "Chief of\u200b Defence"),
        "threats.csv",
        3,
        "office",
    ),
    Broken(
        "offices in wide letters", cell("threats", 3, "office", "\uff23hief of Defence"), "threats.csv", 3, "office"
    ),
    Broken(
        "groups that differ by a capital", cell("groups", 3, "group", "Nato_Eur"), "groups.csv", 3, "group", "NATO_EUR"
    ),
    Broken(
        "paths that differ by a capital", row("paths", path="Today", place="DEU"), "paths.csv", 6, "path", "today", 1
    ),
    Broken("owners that differ by a capital", cell("sites", 4, "owner", "A firm"), "sites.csv", 4, "owner", "a firm"),
    Broken(
        "two items of one name",
        cell("items", 4, "name", "main battle tank"),
        "items.csv",
        4,
        "name",
        "main_battle_tank",
    ),
    Broken("two states of one name", cell("places", 3, "name", "Germany "), "places.csv", 3, "name", '"DEU"'),
    Broken(
        "two levers of one name", cell("levers", 3, "name", "Sign contracts in  half the time"), "levers.csv", 3, "name"
    ),
    Broken(
        "state under a reserved code", row("places", place="MARKET", name="Fair"), "places.csv", 6, "place", "buyers"
    ),
    Broken("group under the code of a state", row("groups", group="DEU"), "groups.csv", 4, "group", "places"),
]

DATES = [
    Broken("stock of the future", cell("stocks", 2, "date", "2029-12"), "stocks.csv", 2, "date", "2026-01"),
    Broken("stock after the horizon", cell("stocks", 2, "date", "2031-01"), "stocks.csv", 2, "date", "2026-01"),
    Broken(
        "no statement is open",
        every("threats", earliest="2020-01", latest="2021-12"),
        "threats.csv",
        0,
        "latest",
        "2021-12",
    ),
    Broken("months of nobody", every("threats", latest="soon"), "threats.csv", 2, "latest", "soon", 1),
    Broken(
        "no chance within the horizon",
        both(every("threats", earliest="2040-01", latest="2041-12"), parameter("threat_tail", 0)),
        "threats.csv",
        0,
        "earliest",
        "threat_tail",
    ),
    Broken("horizon of ages", settings(start="1930-01", end="2099-12"), "datapackage.json", 0, "sinews.end", "150", 3),
    Broken("horizon of centuries", settings(end="9999-12"), "datapackage.json", 0, "sinews.end", "2100"),
    Broken("made after its end", settings(as_of="2031-02-01"), "datapackage.json", 0, "sinews.as_of", "2030-12", 1),
]

MAGNITUDES = [
    Broken("a trillion of stocks", cells("stocks", 2, quantity_high="1e13"), "stocks.csv", 2, "quantity_high", "1e+12"),
    Broken(
        "forces by the million",
        cells("forces", 2, quantity="9e6", quantity_low="", quantity_high=""),
        "forces.csv",
        2,
        "quantity",
        "9e+06",
    ),
    Broken(
        "a price without measure",
        cells("items", 2, price="1e9", price_low="", price_high=""),
        "items.csv",
        2,
        "price",
        "main_battle_tank",
    ),
    Broken(
        "a need without measure",
        cells("scales", 3, per_force="1e10", per_force_low="", per_force_high=""),
        "scales.csv",
        3,
        "per_force",
        "shell_155mm",
    ),
]

BROKEN = [*JOINS, *KEYS, *DATES, *MAGNITUDES]


@pytest.mark.parametrize("broken", BROKEN, ids=[broken.name for broken in BROKEN])
def test_defect_is_found_where_it_stands(broken: Broken, small_folder: Path) -> None:
    alone(broken, small_folder)
