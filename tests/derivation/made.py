"""Small derivations for tests: facts and sheets written where they are used."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from sinews.data.derivation.book import Book
from sinews.data.derivation.engine import fill
from sinews.data.derivation.figures import Figure
from sinews.errors import CaseError

START, END = date(2026, 1, 1), date(2035, 12, 1)

#: The header of each sheet that tests write.
HEADERS = {
    "figures": "figure,value,about",
    "rules": "rule,kind,arguments,formula,text",
    "lists": "list,members",
    "series": "series,source,subject,quantity",
    "price_levels": "year,level,spread,reason",
    "assumptions": "assumption,value,value_low,value_high,unit,role,reason",
    "items": "item,name,kind,unit,price,advance_share,lead_time,loss_rate,weight",
    "sites": "site,name,place,item,owner,capex,build_lag,ramp,rate_max,export_share,lead_time",
    "capacity": "site,date,status,rate",
    "stocks": "place,item,date,quantity",
    "deliveries": "order,place,item,start,end,quantity,status,supplier,site",
    "forces": "needs_set,place,force,quantity",
    "scales": "needs_set,force,item,method,per_force,days",
    "requirements": "requirement,group,item,quantity,about",
}

#: Half a factor, as an assumption that tests may use.
HALF = "half,0.5,0.4,0.6,factor,judgement,made up"


def fact(value: float | str, unit: str = "units", **cells: str) -> dict[str, str]:
    """A row of facts, of confidence A and the year 2025 unless cells say otherwise."""
    row = {"value": str(value), "low": "", "high": "", "unit": unit, "confidence": "A"}
    row |= {"entity": "AAA", "subject": "tank", "quantity": "count", "source_id": "s", "topic": "made"}
    return row | {"period_start": "2025", "period_end": "2025", "status": "observed", "as_of": "2025-06-01"} | cells


def sheets(folder: Path, written: Mapping[str, str]) -> Path:
    """A folder with sheets: rows by the name of the sheet, headers put on top."""
    folder.mkdir(exist_ok=True)
    for name, rows in written.items():
        (folder / f"{name}.csv").write_text(f"{HEADERS[name]}\n{rows.strip()}\n", encoding="utf-8")
    return folder


def filled(folder: Path, facts: Mapping[str, dict[str, str]], **written: str) -> Book:
    """A book whose tables are filled from sheets."""
    book = Book(facts=dict(facts))
    fill(book, sheets(folder, written), START, END)
    return book


def figure(folder: Path, expression: str, facts: Mapping[str, dict[str, str]], **written: str) -> Figure:
    """The figure that an expression gives in a cell of stocks (in units, as far as the unit is known)."""
    book = filled(folder, facts, **{"stocks": f'AAA,tank,2026-01,"{expression}"', **written})
    row = book.tables["stocks"][0]
    value, low, high = (float(str(row[f"quantity{end}"])) for end in ("", "_low", "_high"))
    return Figure(value, low, high, "", tuple(str(row["quantity_basis"]).split()))


def said(folder: Path, facts: Mapping[str, dict[str, str]], **written: str) -> list[str]:
    """What the findings on some sheets say, one text for each."""
    with pytest.raises(CaseError) as error:
        filled(folder, facts, **written)
    return [str(finding) for finding in error.value.findings]
