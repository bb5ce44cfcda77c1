"""A tiny case that every clock can be asked: two allies, a kind of shell, a railway, a road, an outage, two cities."""

from __future__ import annotations

import polars as pl

from sinews.data.case import Case, Settings
from tests.days.network import SETTINGS, Sketch, railway
from tests.days.network import _cells as cells_of
from tests.hours import homes
from tests.minutes import towns
from tests.model import DEFAULTS, REGISTERS, START, Tables, Tiny, exact, frame, month
from tests.statements.told import statement
from tests.support import Row, blank

MONTHS = 12


def network() -> Sketch:
    """Tanks go by rail from A to C, with wagons for two trains; a corridor over the second link."""
    sketch = railway("A", "B", "C", quantity=70)
    sketch.rows["carriage"][0] |= {"mass": 60, "per_trip": 9}
    return sketch.add("corridors", corridor="east").add("corridor_links", corridor="east", link="B-C-rail")


def warned() -> towns.Sketch:
    """Two cities, of which one is too near; a class that is slower; a night in which half of the people wake."""
    sketch = towns.town().link("decide", time=(5, 3, 9)).set("warning_channels", wakes=50).set("day_parts", start=6)
    sketch.shelter("shelter", time=(3, 1, 6)).shelter("cover", time=1)
    sketch.add("cities", city="near", latitude=3, population=4e5).add("day_parts", part="night", start=22, asleep=100)
    return sketch.add("arrival_classes", arrival_class="drone", kind="other", speed=180).add(
        "launch_classes", arrival_class="drone"
    )


def allies() -> Tiny:
    """Two allies that need more shells than a line makes; it may grow. A poor path, a group of one, other needs."""
    tiny = Tiny(MONTHS).ally("DEU", 60.0, delay=2.0).ally("POL", 40.0, delay=2.0).item("shell", lead=1.0)
    tiny.line("works", "DEU", "shell", 5.0, rate_max=20.0, capex=2.0, lag=2.0, ramp=50.0)
    tiny.rate("works", 4, 9.0, "announced")
    for ally in ("DEU", "POL"):
        tiny.need(ally, "shell", 60.0).add("paths", exact(share=10), path="poor", place=ally, year="2026")
    tiny.add("groups", group="ONE", place="POL")
    tiny.add("forces", exact(quantity=1), needs_set="less", place="POL", force="few")
    tiny.add("scales", exact(per_force=30, days=1), needs_set="less", force="few", item="shell", method="force_goal")
    return tiny.stock("POL", "shell", 10.0).test(4, 10)


def levers() -> Tables:
    """A lever for sale on the line, one that is a rung, and wagons for the railway."""
    names = ("shift", "course", "wagons")
    prices = {"shift": exact(price=100.0)}
    changes = (
        ("shift", "capacity", "item=shell", "rate", "multiply", exact(amount=1.2), ""),
        ("course", "question", "", "path", "set", blank("amount"), "poor"),
        ("wagons", "pools", "", "quantity", "multiply", exact(amount=2.0), ""),
    )
    return {
        "levers": [
            {"lever": name, "name": name.capitalize(), "decides": "somebody", "earliest": month(0),
             **prices.get(name, blank("price")), **exact(most=2)}
            for name in names
        ],
        "changes": [
            {"lever": lever, "part": "1", "table": table, "selection": selection, "column": column, "change": kind,
             **amount, "unit": "" if text else "1", "text": text}
            for lever, table, selection, column, kind, amount, text in changes
        ],
        "ladder": [{"rung": "0", "lever": "course"}, {"rung": "1", "lever": "shift"}],
    }  # fmt: skip


def said() -> list[Row]:
    """A claim on data, and one for each clock but that of the hours."""
    rows = (
        statement("members", "members", value=2, about="NATO_EUR", unit="states"),
        statement("lines_matter", "lines", about="DEU", step=10.0, threshold=5.0, unit="percent"),
        statement("heavy_loads_bind", "heavy", threshold=1.0, unit="percent"),
        statement("minutes_clock", "minutes", about="town near", value=8.0, side="at_most", unit="minutes"),
    )
    return [{key: cell.replace("fact-5", "fact-1") for key, cell in row.items()} for row in rows]


def case() -> Case:
    """The case, checked."""
    parameters = [
        {"parameter": name, **exact(value=value), "unit": "1"}
        for name, value in {**DEFAULTS, **SETTINGS, **homes.SETTINGS, **towns.SETTINGS}.items()
    ]
    moving = {name: [cells_of(name, row) for row in rows] for name, rows in network().rows.items()}
    facts = [fact | {"fact": f"fact-{number}", "as_of": "2025-06"} for number in (1, 2) for fact in REGISTERS["facts"]]
    dwellers = {name: homes.cells(name, rows) for name, rows in homes.with_relief(homes.dark()).rows.items()}
    alarm = {name: towns.cells(name, rows) for name, rows in warned().rows.items()}
    years = allies().tables
    economy = [{**row, **exact(population=1e6)} for row in years["economy"]]
    rows = {
        **REGISTERS,
        "facts": facts,
        **years,
        "economy": economy,
        **moving,
        **levers(),
        **dwellers,
        **alarm,
        "parameters": parameters,
        "statements": said(),
    }
    settings = Settings("both", "Two allies and a railway", START, START.replace(month=12), START, 2025, START)
    return Case.from_tables(settings, {name: frame(part) for name, part in rows.items()})


def altered(case: Case, name: str, column: str, factor: float) -> Case:
    """The case with a column of numbers times something."""
    there = [end for end in (column, f"{column}_low", f"{column}_high") if end in case.table(name).columns]
    ends = [pl.col(end) * factor for end in there]
    return case.change(name, case.table(name).with_columns(ends))


def standing() -> Case:
    """The case with a stock, and the people of a state, that stand on a fact alone."""
    there = case()
    fact = REGISTERS["facts"][0] | {
        "fact": "fact-9",
        "quantity": "stock",
        "value": "10",
        "unit": "units",
        "as_of": "2025-06",
    }
    fact |= {"period_start": "2025", "period_end": "2025"}
    people = fact | {"fact": "fact-8", "subject": "population", "quantity": "total", "value": "1000000"}
    people |= {"unit": "persons", "source": "bank", "period_start": "2026", "period_end": "2026"}
    columns = there.table("facts").columns
    facts = pl.concat([there.table("facts").cast(pl.String), frame([fact, people]).select(columns)])
    bank = {"source": "bank", "title": "Population", "publisher": "World Bank", "published": "", "url": ""}
    sources = pl.concat([there.table("sources"), frame([bank]).select(there.table("sources").columns)])
    changed = there.change("sources", sources).change("facts", facts)
    for name, column, code in (("stocks", "quantity", "fact-9"), ("economy", "population", "fact-8")):
        basis = (
            pl.when(pl.col("place") == "POL").then(pl.lit(code)).otherwise(f"{column}_basis").alias(f"{column}_basis")
        )
        changed = changed.change(name, there.table(name).with_columns(basis))
    return changed


def population(value: int, day: str = "2026-07-01") -> str:
    """The population of POL in 2026 as the World Bank publishes it."""
    head = '"Country Name","Country Code","Indicator Name","Indicator Code","2025","2026",'
    row = f'"Poland","POL","Population, total","SP.POP.TOTL","","{value}",'
    updated = f'"Last Updated Date","{day}",\n\n' if day else ""
    return f'"Data Source","World Development Indicators",\n\n{updated}{head}\n{row}\n'
