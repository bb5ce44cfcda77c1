"""Golden quantiles: the fan, the chances and what is lacking in trials of a case whose plan is the only best one."""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
import pytest

from sinews.clocks.years.trials.risk import Inquiry, risk
from sinews.clocks.years.trials.told import told
from tests.model import Tiny, one_line
from tests.trials import planned, ranged

GOLDEN = Path(__file__).with_name("chance.csv")


def case() -> Tiny:
    """100 shells are ordered in the first month of a line of 40 a month; need, rate and lead time have ranges."""
    tiny = one_line(rate=40, need=100, budget=1000, test=0, lead=4)
    tiny.tables["threats"] = []
    tiny.test(0, 11).parameters(money_price=0.01)
    ranged(tiny, "items", "lead_time", 2, 7)
    ranged(tiny, "capacity", "rate", 20, 50)
    return ranged(tiny, "scales", "per_force", 90, 120)


def found() -> pl.DataFrame:
    """Every number of the tables of 400 trials: table, row, column, value."""
    rows = []
    for name, table in told(risk(planned(case()), Inquiry(400, 11))).tables.items():
        for number, row in enumerate(table.iter_rows(named=True)):
            numbers = {column: value for column, value in row.items() if isinstance(value, float)}
            rows += [(name, number, column, value) for column, value in numbers.items()]
    return pl.DataFrame(rows, schema=["table", "row", "column", "value"], orient="row")


def test_quantiles_are_what_they_were() -> None:
    golden, now = pl.read_csv(GOLDEN), found()
    assert now.select("table", "row", "column").rows() == golden.select("table", "row", "column").rows()
    assert now["value"].to_list() == pytest.approx(golden["value"].to_list(), rel=1e-5, abs=1e-6)


if __name__ == "__main__":  # writes the golden file again
    found().write_csv(GOLDEN)
    sys.exit(0)
