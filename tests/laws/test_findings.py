"""Laws of the checks: a reference that is marked out is always found, and no row hides what is wrong with another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.data.case import Case, Settings
from sinews.data.checks import inconsistencies
from sinews.data.reading import FILE, LINE
from sinews.data.schema import Reference
from sinews.data.tables import TABLES
from sinews.errors import Finding
from tests.days.network import Sketch, railway
from tests.hours import homes
from tests.minutes import towns
from tests.model import exact
from tests.statements.told import statement
from tests.support import Row

SETTINGS = Settings("law", "A law", date(2026, 1, 1), date(2030, 12, 1), date(2026, 12, 1), 2025, date(2026, 1, 15))


def whole() -> dict[str, list[Row]]:
    """The small case with a network, an outage and a city, in which every table has rows, and no reference is blank."""
    sketch = railway("A", "B", "C", quantity=60)
    sketch.add("carriers", carrier="convoy", mode="road", loading="anywhere", loading_time=0)
    sketch.add("loads", load="wheeled").add("carriage", load="wheeled", carrier="convoy")
    sketch.node("D", place="POL").link("C", "D").force("second", "D", area="flank", wheeled=10)
    for one, other in (("DEU", "POL"), ("POL", "DEU")):
        sketch.add("borders", from_place=one, to_place=other)
    sketch.add("arrivals", tier="one", area="flank", load="wheeled", quantity=10)
    sketch.add("prepositioned", formation="first", load="heavy", node="B", quantity=50)
    sketch.add("corridors", corridor="valley").add("corridor_links", corridor="valley", link="A-B-rail")
    tables = _filled(sketch)
    tables |= _dwelling()
    tables |= {name: towns.cells(name, rows) for name, rows in towns.town().rows.items()}
    tables["parameters"] += [*homes.settings(), *towns.settings()]
    tables["economy"] = homes.peopled(tables["economy"], {"DEU": 1e6, "POL": 1e6})
    said = {"place": "DEU", "item": "main_battle_tank"}
    signed = {"signature": "2026-06", "signature_low": "", "signature_high": ""}
    dates = {"approved": "2025-12", **signed, "first": "2028-01", "last": "2029-01"}
    cells = {"decision": "deu_more", **dates, **said, "supplier": "USA", "basis": "guess"}
    tables["decided"] = [cells | exact(quantity=10)]
    tables["retirements"] = [said | exact(quantity=5) | {"start": "2026-06", "end": "2028-06"}]
    tables["offices"] = [{"place": "DEU", "year": "2024"} | exact(signed=1000, share=40, growth=10)]
    upkeep = {"ready": 40, "planned": 70, "best": 60, "lag": 12, "cost": 15, "share": 100}
    tables["serviceability"] = [{"item": "main_battle_tank"} | exact(**upkeep)]
    named = {"factor": "haste", "table": "items", "column": "lead_time", "among": "all", "direction": "same"}
    tables["factors"] = [named | exact(share=30)]
    tables["domains"] = [{"domain": "sea", "name": "Ships", "about": "A domain of a test.", "basis": "guess"}]
    tables["domain_shares"] = [{"domain": "sea", "place": "DEU", "year": "2026"} | exact(share=0.1)]
    tables["running_costs"] = [{"item": "main_battle_tank"} | exact(share=5)]
    turnover = {"leave": 9, "dropout": 20, "training": 12}
    people = exact(strength=180000, recruits=25000, reserves=0, pay=70000, **turnover)
    tables["people"] = [{"place": "DEU"} | people]
    tables["crews"] = [{"item": "main_battle_tank"} | exact(crew=18, share=100)]
    terms = {"share": 0, "lag": 9, "premium": 30}
    tables["surge"] = [{"site": "deu_shells"} | exact(most=40, **terms)]
    tables["conversion"] = [{"conversion": "rail", "name": "Rail", **said} | exact(rate=2, ramp=9, **terms)]
    promise = {"programme": "tanks", "kind": "rate", "signed": "2020-01", "due": "2022", "came": "2022"}
    marks = {"unit": "units", "promise": "plan", "outcome": "observed", "looked_up": "apart", "basis": "guess"}
    seen = {f"pair_{count}": exact(promised=10, observed=count) for count in (6, 9)}
    tables["slips"] = [{"pair": pair} | promise | {"party": pair} | marks | amounts for pair, amounts in seen.items()]
    tables["statements"] = [statement("need_level", about="DEU", side="at_least", value=1.0, unit="units") | said]
    return tables


def _filled(sketch: Sketch) -> dict[str, list[Row]]:
    tables = {name: [dict(row) for row in rows] for name, rows in sketch.tables().items()}
    for name, column, cell in (("deliveries", "supplier", "USA"), ("adversary", "supplier", "USA")):
        tables[name] = [row | {column: cell} for row in tables[name]]
    return tables


def _dwelling() -> dict[str, list[Row]]:
    sketch = homes.with_relief(homes.dark()).add("seasons", need="water", share=90).add("advice")
    sketch.add("vulnerable", share=10)
    return {name: homes.cells(name, rows) for name, rows in sketch.rows.items()}


REFERENCES = [
    (table.name, column.name) for table in TABLES for column in table.columns if isinstance(column, Reference)
]


def placed() -> dict[str, pl.DataFrame]:
    """The typed tables of the sound case, with the file and line of each row."""
    case = Case.from_tables(SETTINGS, {name: pl.DataFrame(rows) for name, rows in whole().items()})
    line = pl.int_range(2, pl.len() + 2, dtype=pl.Int64).alias(LINE)
    return {name: frame.with_columns(pl.lit(f"{name}.csv").alias(FILE), line) for name, frame in case.tables.items()}


WHOLE = placed()
SOUND = inconsistencies(WHOLE, SETTINGS)


def found_in(tables: Mapping[str, pl.DataFrame], table: str) -> list[Finding]:
    """What those checks find that look at a table: no more than all of them do, in a tenth of the time."""
    return list(inconsistencies(tables, SETTINGS, table, SOUND.looks).findings)


def test_every_table_has_rows_and_no_defect() -> None:
    assert set(WHOLE) == {table.name for table in TABLES}
    assert not SOUND.findings


@pytest.mark.parametrize(("table", "column"), REFERENCES, ids=[".".join(pair) for pair in REFERENCES])
def test_a_reference_that_is_marked_out_is_found(table: str, column: str) -> None:
    """In the last row that has the reference: one finding at the cell, whatever else follows from it."""
    line, code = WHOLE[table].drop_nulls(column).select(LINE, column).row(-1)
    marked = pl.when(pl.col(LINE) == line).then(pl.lit(f"#{code}")).otherwise(column).alias(column)
    found = found_in({**WHOLE, table: WHOLE[table].with_columns(marked)}, table)
    here = [one for one in found if (one.file, one.row, one.column) == (f"{table}.csv", line, column)]
    assert [one.found for one in here if one.found == f'"#{code}"'] == [f'"#{code}"'], found


@given(st.sampled_from(REFERENCES), st.sampled_from(sorted(WHOLE)), st.data())
def test_deleting_a_row_never_removes_what_is_found_in_another(
    defect: tuple[str, str], other: str, data: st.DataObject
) -> None:
    table, column = defect
    lost = WHOLE[table].tail(1).with_columns(pl.lit("#lost").alias(column), pl.lit(0, pl.Int64).alias(LINE))
    tables = {**WHOLE, table: pl.concat([WHOLE[table], lost])}
    line = data.draw(st.sampled_from(WHOLE[other][LINE].to_list()))
    tables[other] = tables[other].filter(pl.col(LINE) != line)
    found = [one for one in found_in(tables, table) if (one.file, one.row, one.column) == (f"{table}.csv", 0, column)]
    assert any(one.found == '"#lost"' for one in found)
