"""The small case, written a second time for SciPy from the formulas, has the same objective."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from tests.model import Solved, Tiny, frame, solve
from tests.oracle.scipy_oracle import Asked, Tables, answer
from tests.support import small_case, small_tables

Ticks = list[tuple[int, int]]

HORIZON: Ticks = [(month, 1) for month in range(12)] + [(month, 3) for month in range(12, 60, 3)]


TAIL: Ticks = [(month, 6) for month in range(60, 78, 6)]


def both(case: Case, tables: Tables, path: str = "national", ticks: Ticks = HORIZON) -> tuple[Solved, float]:
    scope = Scope.of(case, Question(path=path))
    assert [*zip(scope.calendar.start.tolist(), scope.calendar.length.tolist(), strict=True)] == ticks
    objective, _ = answer(tables, Asked("2026-01", case.settings.as_of, ticks, len(HORIZON), path=path))
    return solve(case, scope=scope), objective


@pytest.mark.parametrize("path", ["national", "today"])
def test_small_case(tmp_path: Path, path: str) -> None:
    plan, objective = both(small_case(tmp_path / "small"), small_tables(), path)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)


def test_small_case_where_contracts_come_before_pay(small_case: Case) -> None:
    """Germany's tanks on order take of what its people and their upkeep cost, and Poland's ships what is left."""
    tiny = Tiny(tables=small_tables()).claims("DEU", 99.8).claims("POL", 92, 5).running("main_battle_tank", 8)
    frames = {name: frame(rows) for name, rows in tiny.tables.items()}
    plan, objective = both(Case.from_tables(small_case.settings, frames), tiny.tables)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    assert plan.value("shortfall_unmanned", place="group", item="shell_155mm").sum() > 1


def test_small_case_with_everything_in_it(small_case: Case) -> None:
    """With lines abroad, a fund for capacity, training, losses, other lead times and no money to spare.

    Tanks are held together; some are approved, and Ukraine has some on order; a year and a half is solved past the
    end, and the day of knowledge lies within the year. Lines surge, but for the one abroad, and a plant is converted.
    """
    tiny = Tiny(tables=small_tables())
    tiny.fund("POL", 0, 23, 2, "expansion").use("training", "POL", "shell_155mm", 0, 35, 900)
    tiny.use("loss", "DEU", "main_battle_tank", 3, 9, 2)
    tiny.line("usa_shells", "USA", "shell_155mm", 2_000, export=40).parameters(
        carry_over_share=10, first_half_weight=2, money_price=0.01, threat_tail=5, tail_years=1.5
    )
    tiny.tables["threats"] = []
    tiny.test(14, 50).test(20, 44, "Second office").test(8, 33, "Second office")
    for row in tiny.tables["items"]:
        if row["kind"] == "needed":
            row["lead_time"] = row["lead_time_low"] = row["lead_time_high"] = "7.5"
    for row in tiny.tables["sites"]:
        row["ramp"] = row["ramp_low"] = row["ramp_high"] = "5"
        row["build_lag"] = row["build_lag_low"] = row["build_lag_high"] = "8.25"
    for row in tiny.tables["items"]:
        tank = row["item"] == "main_battle_tank"
        row |= {"family": "land" if tank else "", "held": "together" if tank else ""}
    tiny.decided("DEU", "main_battle_tank", 30, 16, 27).place("UKR", "partner")
    tiny.ordered("UKR", "main_battle_tank", 6, 30, 20)
    tiny.tables["deliveries"][-1]["supplier"] = "DEU"
    tiny.claims("POL", 97, 0.05).running("main_battle_tank", 8)
    tiny.surge("deu_shells", 40, share=60, lag=9.5, premium=30).surge("pol_tanks", 50, lag=10.3, premium=15)
    tiny.surge("usa_shells", 40).conversion("POL", "main_battle_tank", 1.5, share=70, lag=12.4, ramp=8, premium=20)
    frames = {name: frame(rows) for name, rows in tiny.tables.items()}
    settings = replace(small_case.settings, as_of=date(2026, 5, 20))
    plan, objective = both(Case.from_tables(settings, frames), tiny.tables, ticks=[*HORIZON, *TAIL])
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    assert (
        plan.value("funded_expansion", site="pol_tanks").sum() + np.sum(plan.value("expansion", site="pol_tanks")) > 0
    )
    assert plan.value("decided_orders").sum() > 1
    assert plan.value("running", place="POL").sum() > 1
    assert plan.value("unmet_exports").sum() < 20
    assert plan.value("surge", site="deu_shells").sum() > 100
    assert plan.value("surge", site="pol_tanks").sum() > 1
    assert plan.value("converted").sum() > 1
    assert plan.scope.calendar.starts()[-1] == date(2032, 1, 1)


def test_small_case_with_fleets_that_leave(small_case: Case) -> None:
    """Within months and quarters, begun before the start, over the end of the horizon, and more than is there.

    Training and losses take from what stays, so that some of them are refused.
    """
    tiny = Tiny(tables=small_tables())
    tiny.use("training", "POL", "shell_155mm", 0, 35, 900).use("loss", "DEU", "main_battle_tank", 3, 9, 2)
    counted = {row["place"]: float(row["quantity"]) for row in tiny.tables["stocks"] if row["item"] == "shell_155mm"}
    tiny.retired("DEU", "main_battle_tank", -7, 16, 40).retired("DEU", "main_battle_tank", 17, 70, 30)
    tiny.retired("POL", "shell_155mm", 5, 40, counted["POL"])
    for row in tiny.tables["items"]:
        row["loss_rate"] = row["loss_rate_low"] = row["loss_rate_high"] = "7"
    stocks = next(row for row in tiny.tables["stocks"] if row["place"] == "POL")
    stocks["date"] = "2025-03"  # some of it has aged away by the start
    settings = replace(small_case.settings, as_of=date(2026, 1, 1))
    case = Case.from_tables(settings, {name: frame(rows) for name, rows in tiny.tables.items()})
    plan, objective = both(case, tiny.tables)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    del tiny.tables["retirements"]
    assert objective > both(case_without(case), tiny.tables)[1]


def test_small_case_with_offices_and_upkeep(small_case: Case) -> None:
    """Offices that bind, one with an approval, over months and quarters; stocks of which a part is ready, at a cost."""
    tiny = Tiny(tables=small_tables()).decided("DEU", "main_battle_tank", 30, 16, 27)
    tiny.office("DEU", 900, share=80, growth=12, year=2023).office("POL", 400, growth=25, year=2024)
    tiny.serviceable("main_battle_tank", 45, 70, 60, lag=14.3, cost=15, share=90).serviceable("shell_155mm", 60, 80, 95)
    settings = replace(small_case.settings, as_of=date(2026, 2, 20))
    case = Case.from_tables(settings, {name: frame(rows) for name, rows in tiny.tables.items()})
    plan, objective = both(case, tiny.tables)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    assert plan.value("kept_up", place="DEU", item="main_battle_tank").sum() > 1
    for left_out in ("offices", "serviceability"):
        less = {name: rows for name, rows in tiny.tables.items() if name != left_out}
        assert both(replace(case, tables={k: v for k, v in case.tables.items() if k != left_out}), less)[1] < (
            objective - 1e-4
        )


def test_small_case_with_lead_times_of_lines(small_case: Case) -> None:
    """Three lead times for tanks, two for shells; surge, a converted plant, an approval, demand that waits for nothing.

    Where no line were faster or slower than its item, other dates would come of it.
    """
    tiny = Tiny(tables=small_tables()).use("training", "POL", "shell_155mm", 0, 35, 900)
    tiny.line("deu_tanks", "DEU", "main_battle_tank", 3, rate_max=7, lag=6, ramp=4)
    tiny.line("pol_more", "POL", "main_battle_tank", 2).line("usa_shells", "USA", "shell_155mm", 2_000, export=40)
    tiny.leads(deu_tanks=7.5, pol_more=16.25, usa_shells=3.4).place("UKR", "partner")
    tiny.ordered("UKR", "main_battle_tank", 6, 30, 20).decided("DEU", "main_battle_tank", 30, 8, 18)
    tiny.tables["deliveries"][-1]["supplier"] = "DEU"
    tiny.surge("pol_tanks", 50, lag=10.3, premium=15).surge("deu_tanks", 30, lag=2.2)
    tiny.conversion("POL", "main_battle_tank", 1.5, share=70, lag=12.4, ramp=8, premium=20)
    frames = {name: frame(rows) for name, rows in tiny.tables.items()}
    settings = replace(small_case.settings, as_of=date(2026, 2, 20))
    plan, objective = both(Case.from_tables(settings, frames), tiny.tables)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    tiny.leads()
    usual, without = both(Case.from_tables(settings, {**frames, "sites": frame(tiny.tables["sites"])}), tiny.tables)
    assert without == pytest.approx(usual.objective, abs=1e-6, rel=1e-6)
    assert abs(without - objective) > 1e-3


def test_small_case_with_people(small_case: Case) -> None:
    """Crews that bind beside upkeep, and people of one ally whom fewer join than leave, over months and quarters."""
    tiny = Tiny(tables=small_tables())
    tiny.serviceable("main_battle_tank", 45, 70, 60, lag=14.3, cost=15, share=90)
    for row in tiny.tables["items"]:
        tank = row["item"] == "main_battle_tank"
        row |= {"family": "land" if tank else "", "held": "together" if tank else ""}
    tiny.people("DEU", 9000, 1900, leave=9, dropout=20, training=7.4, reserves=150, pay=0.07)
    tiny.people("POL", 1000, 40, leave=35, dropout=5, training=4, pay=0.05)
    tiny.crew("main_battle_tank", 18, share=90).crew("shell_155mm", 0.002)
    settings = replace(small_case.settings, as_of=date(2026, 2, 20))
    case = Case.from_tables(settings, {name: frame(rows) for name, rows in tiny.tables.items()})
    plan, objective = both(case, tiny.tables)
    assert objective == pytest.approx(plan.objective, abs=1e-6, rel=1e-6)
    assert plan.value("unmanned", place="POL", item="shell_155mm").sum() > 1
    assert plan.value("recruited", place="DEU").sum() > 1
    assert plan.value("empty_posts", place="POL").sum() > 1
    less = {name: rows for name, rows in tiny.tables.items() if name != "crews"}
    without = replace(case, tables={name: rows for name, rows in case.tables.items() if name != "crews"})
    assert both(without, less)[1] < objective - 1e-4


def case_without(case: Case) -> Case:
    """The case in which nothing retires."""
    return replace(case, tables={name: rows for name, rows in case.tables.items() if name != "retirements"})
