"""A small case by hand, and ways to write it out and to break single cells of it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from sinews.data.case import Case, embedded

Row = dict[str, str]

DESCRIPTION: dict[str, Any] = {
    "profile": "tabular-data-package",
    "name": "small",
    "title": "Two allies, three lines",
    "sinews": {
        "start": "2026-01",
        "end": "2030-12",
        "monthly_until": "2026-12",
        "price_year": 2025,
        "as_of": "2026-01-15",
    },
}


def number(name: str, value: float, spread: float = 0.1, basis: str = "guess") -> Row:
    """The four cells of a number with a range of +- `spread`."""
    return {
        name: f"{value:g}",
        f"{name}_low": f"{value * (1 - spread):g}",
        f"{name}_high": f"{value * (1 + spread):g}",
        f"{name}_basis": basis,
    }


def blank(name: str) -> Row:
    """The four cells of a number that is not known."""
    return dict.fromkeys((name, f"{name}_low", f"{name}_high", f"{name}_basis"), "")


def share(name: str, value: float, basis: str = "guess") -> Row:
    """The four cells of a percentage without spread."""
    return number(name, value, 0.0, basis)


@cache
def packaged_case() -> Case:
    """The packaged case, which nothing changes: it is read once by a process of the tests."""
    return Case.read(embedded("nato-europe"))


def small_tables() -> dict[str, list[Row]]:
    """The rows of the small case, as text."""
    return {**_states(), **_industry(), **_military(), **_levers(), **_said(), **_registers()}


def write_tables(folder: Path, tables: Mapping[str, Sequence[Row]], settings: Mapping[str, Any] | None = None) -> Path:
    """Write rows and description to `folder`; returns it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    stated = DESCRIPTION["sinews"] | dict(settings or {})
    describe(folder, sinews=stated, resources=[{"name": name, "path": f"{name}.csv"} for name in tables])
    return folder


def small_folder(folder: Path) -> Path:
    """Write the small case to `folder`; returns it."""
    return write_tables(folder, small_tables())


def small_case(folder: Path) -> Case:
    """The small case, written to `folder` and read again."""
    return Case.read(small_folder(folder))


def describe(folder: Path, **properties: object) -> None:
    """Change properties of `datapackage.json`."""
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8")) if path.exists() else DESCRIPTION
    path.write_text(json.dumps({**content, **properties}), encoding="utf-8")


def read_rows(folder: Path, table: str) -> list[Row]:
    """The rows of a table, as text."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def write_rows(folder: Path, table: str, rows: Sequence[Row], header: Sequence[str] | None = None) -> None:
    """Write the rows of a table again (`header` is needed where there are none)."""
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(header or rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def set_cell(folder: Path, table: str, line: int, column: str, text: str) -> None:
    """Put `text` into one cell; the header is line 1. A new column is added, blank in other rows."""
    rows = read_rows(folder, table)
    if column not in rows[0]:
        rows = [row | {column: ""} for row in rows]
    rows[line - 2][column] = text
    write_rows(folder, table, rows)


def drop_row(folder: Path, table: str, line: int) -> None:
    """Take one row out; the header stays."""
    rows = read_rows(folder, table)
    header = list(rows[0])
    del rows[line - 2]
    write_rows(folder, table, rows, header)


def add_row(folder: Path, table: str, **cells: str) -> None:
    """Add a row like the last one, with other cells where given."""
    rows = read_rows(folder, table)
    write_rows(folder, table, [*rows, rows[-1] | cells])


def set_text(folder: Path, table: str, old: str, new: str) -> None:
    """Replace text in the file of a table, once."""
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _states() -> dict[str, list[Row]]:
    places = [
        ("DEU", "Germany", "ally"),
        ("POL", "Poland", "ally"),
        ("RUS", "Russia", "adversary"),
        ("USA", "United States", "supplier"),
    ]
    return {
        "places": [
            {
                "place": place,
                "name": name,
                "kind": kind,
                **(number("contracting_delay", 6) if kind == "ally" else blank("contracting_delay")),
            }
            for place, name, kind in places
        ],
        "groups": [{"group": "NATO_EUR", "place": place} for place in ("DEU", "POL")],
        "economy": [
            {
                "place": place,
                "year": "2026",
                **number("gdp", gdp, 0.02, "fact-1"),
                **blank("gdp_ppp"),
                **blank("population"),
            }
            for place, gdp in (("DEU", 4_300_000), ("POL", 880_000))
        ],
        "paths": [
            {"path": path, "place": place, "year": "2026", **share("share", value, "fact-2")}
            for path, value in (("national", 2.4), ("today", 2.1))
            for place in ("DEU", "POL")
        ],
        "budgets": [
            {
                "place": place,
                **share("standing_share", 92.5, "rule:like_others fact-2"),
                **number("equipment_share", 25),
            }
            for place in ("DEU", "POL")
        ],
        "funds": [
            {
                "fund": "loan",
                "name": "Common loan",
                "place": "POL",
                "start": "2026-03",
                "end": "2028-12",
                **number("amount", 4_000),
                "purpose": "order",
                "status": "budgeted",
            }
        ],
        "history": [
            {"place": "DEU", "year": str(year), **share("share", value, "fact-2")}
            for year, value in ((1963, 4.9), (1985, 3.0))
        ],
    }


def _industry() -> dict[str, list[Row]]:
    items = [
        ("main_battle_tank", "Main battle tank", "needed", 15.0),
        ("propellant_charge", "Propellant", "input", 0.0),
        ("shell_155mm", "Artillery shell", "needed", 0.004),
    ]
    bought = ("price", "advance_share", "lead_time", "weight")
    values = {"advance_share": 30.0, "lead_time": 12.0, "weight": 1.0}
    sites = [
        ("deu_charges", "DEU", "propellant_charge", 20_000.0),
        ("deu_shells", "DEU", "shell_155mm", 10_000.0),
        ("pol_tanks", "POL", "main_battle_tank", 6.0),
    ]
    return {
        "items": [
            {
                "item": item,
                "name": name,
                "kind": kind,
                "unit": "units",
                **number("loss_rate", 2),
                **{
                    key: cell
                    for column in bought
                    for key, cell in (
                        number(column, values.get(column, price), 0.1, "fact-3") if kind == "needed" else blank(column)
                    ).items()
                },
            }
            for item, name, kind, price in items
        ],
        "recipes": [{"item": "shell_155mm", "input": "propellant_charge", **number("quantity", 1, 0.0)}],
        "sites": [
            {
                "site": site,
                "name": site,
                "place": place,
                "item": item,
                "owner": "a firm",
                **number("capex", 0.01),
                **number("build_lag", 18),
                **number("ramp", 12),
                **number("rate_max", 5 * rate),
                **share("export_share", 50),
            }
            for site, place, item, rate in sites
        ],
        "capacity": [
            {"site": site, "date": date, "status": status, **number("rate", factor * rate, 0.1, "fact-4")}
            for site, _, _, rate in sites
            for date, status, factor in (("2025-12", "delivered", 1), ("2028-06", "announced", 2))
        ],
        "stocks": [
            {"place": place, "item": item, "date": "2025-12", **number("quantity", quantity)}
            for place, item, quantity in (
                ("DEU", "main_battle_tank", 310.0),
                ("MARKET", "propellant_charge", 5e4),
                ("POL", "shell_155mm", 2e5),
            )
        ],
        "deliveries": [
            {
                "order": "deu_tanks",
                "place": "DEU",
                "item": "main_battle_tank",
                "start": "2027-01",
                "end": "2029-12",
                **number("quantity", 120),
                "status": "contracted",
                "supplier": "",
            }
        ],
        "uses": [
            {
                "use": "aid",
                "place": "DEU",
                "item": "shell_155mm",
                "start": "2026-01",
                "end": "2027-12",
                **number("rate", 1_000),
            }
        ],
    }


def _military() -> dict[str, list[Row]]:
    scales = [
        ("main_battle_tank", "force_goal", 58.0, 1.0),
        ("shell_155mm", "level_of_effort", 1_500.0, 30.0),
    ]
    return {
        "forces": [
            {"needs_set": "force_goals", "place": place, "force": "brigade", **number("quantity", count, 0.0)}
            for place, count in (("DEU", 9.0), ("POL", 12.0))
        ],
        "scales": [
            {
                "needs_set": "force_goals",
                "force": "brigade",
                "item": item,
                "method": method,
                **number("per_force", per_force),
                **number("days", days, 0.0),
            }
            for item, method, per_force, days in scales
        ],
        "requirements": [
            {
                "requirement": "tanks",
                "group": "NATO_EUR",
                "item": "main_battle_tank",
                **number("quantity", 1_400, 0.1, "fact-4"),
                "about": "tanks for fifty brigades",
            }
        ],
        "threats": [
            {
                "threat": threat,
                "office": office,
                "place": "DEU",
                "date": "2025-06",
                "earliest": earliest,
                "latest": latest,
                "about": "large_war",
                "basis": "fact-5",
            }
            for threat, office, earliest, latest in (
                ("early", "Chief of Defence", "2028-01", "2029-12"),
                ("late", "Intelligence Service", "2029-01", "2030-12"),
            )
        ],
        "adversary": [
            {
                "entry": "tanks",
                "place": "RUS",
                "item": "main_battle_tank",
                "quantity": "output",
                "supplier": "",
                "start": "2025-01",
                "end": "2025-12",
                **number("amount", 20, 0.3),
                "unit": "units/month",
            }
        ],
        "parameters": [
            {"parameter": name, **share("value", value, "choice"), "unit": unit}
            for name, value, unit in (
                ("carry_over_share", 20, "percent"),
                ("coverage_standard", 95, "percent"),
                ("first_half_weight", 2, "weight"),
                ("money_price", 0.001, "percentage_points/billion_EUR"),
                ("second_half_weight", 1, "weight"),
                ("threat_tail", 10, "percent"),
            )
        ],
    }


def _levers() -> dict[str, list[Row]]:
    levers = [
        ("faster_contracts", "Sign contracts in half the time", "ministries of defence", None, 1),
        ("pledged_money", "Spend what is pledged", "parliaments", None, 1),
        ("second_shift", "A second shift at the tank line", "Germany", 400.0, 3),
        ("todays_course", "Today's money and lines", "nobody", None, 1),
        ("unlimited_money", "Money without limit", "parliaments", None, 1),
    ]
    changes = [
        ("faster_contracts", "places", "group=NATO_EUR", "contracting_delay", "multiply", 0.5, ""),
        ("pledged_money", "question", "", "path", "set", None, "national"),
        ("second_shift", "capacity", "item=main_battle_tank", "rate", "multiply", 1.2, ""),
        ("second_shift", "sites", "item=main_battle_tank", "rate_max", "multiply", 1.2, ""),
        ("todays_course", "question", "", "path", "set", None, "today"),
        ("todays_course", "question", "", "expansion", "set", 0.0, ""),
        ("unlimited_money", "paths", "path=national", "share", "multiply", 10.0, ""),
    ]
    return {
        "levers": [
            {
                "lever": lever,
                "name": name,
                "decides": decides,
                **(blank("price") if price is None else number("price", price)),
                **number("most", most, 0.0),
                "earliest": "2026-01",
            }
            for lever, name, decides, price, most in levers
        ],
        "changes": [
            {
                "lever": lever,
                "part": str(part),
                "table": table,
                "selection": selection,
                "column": column,
                "change": change,
                **(blank("amount") if amount is None else number("amount", amount, 0.0)),
                "unit": "" if amount is None else "1",
                "text": text,
            }
            for part, (lever, table, selection, column, change, amount, text) in enumerate(changes, 1)
        ],
        "ladder": [
            {"rung": str(rung), "lever": lever}
            for rung, lever in enumerate(("todays_course", "pledged_money", "faster_contracts", "unlimited_money"))
        ],
    }


def _said() -> dict[str, list[Row]]:
    blanks = ("start", "end", "side", "against", "item", "owner", "force", "path", "evidence")
    return {
        "statements": [
            {
                "statement": "members",
                "office": "Chief of Defence",
                "place": "DEU",
                "date": "2025-06",
                "subject": "alliance",
                "quantity": "member_count",
                "claim": "There are two of us.",
                **number("value", 2, 0.0, "fact-5"),
                **blank("threshold"),
                "unit": "states",
                "check": "members",
                "about": "NATO_EUR",
                **dict.fromkeys(blanks, ""),
                **blank("step"),
                "basis": "fact-5",
            }
        ],
        "counterparts": [
            {
                "counterpart": "main_battle_tank",
                "item": "main_battle_tank",
                "differs": "all types",
                "basis": "guess",
            }
        ],
    }


def _registers() -> dict[str, list[Row]]:
    facts = [  # as indices, which say nothing of the values that cite them
        ("fact-1", "DEU", "economy", "gdp", "index", "A"),
        ("fact-2", "DEU", "budget", "share", "index", "A"),
        ("fact-3", "DEU", "shell_155mm", "price", "index", "B"),
        ("fact-4", "POL", "shell_155mm", "rate", "index", "C"),
        ("fact-5", "DEU", "attack", "year", "year", "B"),
    ]
    roles = [("choice", "setting"), ("exchange", "conversion"), ("guess", "judgement")]
    return {
        "assumptions": [
            {
                "assumption": name,
                "value": "1",
                "value_low": "0.5",
                "value_high": "2",
                "unit": "factor",
                "role": role,
                "reason": "reasoned for a test",
            }
            for name, role in roles
        ],
        "rules": [{"rule": "like_others", "kind": "computation", "text": "as in other states"}],
        "sources": [
            {
                "source": "press",
                "title": "Shells for years",
                "publisher": "A Newspaper",
                "published": "2025-01",
                "url": "https://example.org/a",
            },
            {
                "source": "report",
                "title": "Yearly report",
                "publisher": "A Ministry",
                "published": "2025-06",
                "url": "",
            },
        ],
        "facts": [
            {
                "fact": fact,
                "entity": entity,
                "subject": subject,
                "quantity": quantity,
                "value": "10",
                "low": "9",
                "high": "",
                "unit": unit,
                "period_start": "2025",
                "period_end": "2025-06",
                "status": "observed",
                "confidence": confidence,
                "as_of": "2025-06",
                "source": "press" if confidence == "C" else "report",
            }
            for fact, entity, subject, quantity, unit, confidence in facts
        ],
    }
