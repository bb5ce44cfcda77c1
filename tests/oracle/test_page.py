"""What `docs/method.md` says and what the years clock does are one: rebuilt from the page, answers are the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from sinews.clocks.years.deadline import earliest
from sinews.clocks.years.leads import makers
from sinews.clocks.years.options import Holdings, Question
from sinews.clocks.years.program import build
from sinews.clocks.years.scope import Scope
from sinews.data.case import Case
from sinews.data.tables import Status
from sinews.model.solver.highs import HighsSession
from tests.model import Tiny, exact
from tests.oracle.from_the_page import Asked, Page
from tests.support import small_tables, write_tables

#: Relative to the objective; months.
NEAR, INSTANT = 1e-6, 0.01


ABOUT = {"start": "2026-01", "end": "2030-11", "monthly_until": "2027-01", "as_of": "2026-03-20"}


def spoken_of() -> Tiny:
    """The small case with all that the page speaks of, surge and conversion aside, and a standard that can be met.

    Quarters and a tail that leave a rest, a day of knowledge within a month, a path and a GDP that change, promises of
    all kinds, an approval of the month of that day and one of a later year, orders that have begun, a supplier abroad,
    fleets of which more leaves than is left, funds of both purposes. All training before the first delivery must be
    refused and no other use: where it could be refused in one tick or another, the date would depend on which.
    """
    tiny = Tiny(tables=small_tables())
    tables = tiny.tables
    tables["economy"].append(tables["economy"][0] | {"year": "2029", "gdp": "4400000", "gdp_high": "4500000"})
    tables["paths"].append(tables["paths"][0] | {"year": "2028", "share": "3.1", "share_low": "3", "share_high": "3.2"})
    tiny.fund("POL", -3, 23, 900, "expansion").fund("DEU", -9, -2, 40)
    tiny.use("training", "POL", "shell_155mm", -4, 35, 900).use("loss", "DEU", "main_battle_tank", 3, 9, 2)
    tiny.use("training", "DEU", "shell_155mm", 0, 5, 300)
    tiny.place("UKR", "partner")
    tiny.line("usa_shells", "USA", "shell_155mm", 2_000, export=40).line("usa_charges", "USA", "propellant_charge", 900)
    tiny.line("deu_tanks", "DEU", "main_battle_tank", 1, rate_max=9).rate("deu_tanks", 20, 4, "announced")
    tiny.rate("deu_tanks", 20, 3, "contracted").rate("pol_tanks", 1, 50, "budgeted").rate("pol_tanks", 2, 7)
    tiny.line("pol_more", "POL", "main_battle_tank", 0).rate("pol_more", 40, 4, "contracted")
    tables["capacity"] = [row for row in tables["capacity"] if (row["site"], row["rate"]) != ("pol_more", "0.0")]
    tiny.claims("DEU", 96, 0.02).claims("POL", 90, 0.1).running("main_battle_tank", 6).running("shell_155mm", 2)
    tiny.add("history", exact(share=2.2), place="DEU", year="2025").parameters(standing_growth=1.5)
    tiny.ordered("POL", "main_battle_tank", -7, 14, 30).ordered("UKR", "main_battle_tank", 2, 30, 20)
    tables["deliveries"][-2]["supplier"], tables["deliveries"][-1]["supplier"] = "USA", "DEU"
    tiny.decided("DEU", "main_battle_tank", 30, 16, 35).decided("POL", "shell_155mm", 9_000, 2, 5)
    tiny.retired("DEU", "main_battle_tank", -7, 16, 60).retired("POL", "shell_155mm", 5, 70, 199_000)
    tiny.parameters(coverage_standard=50, threat_tail=7, carry_over_share=8, money_price=0.01, tail_years=1.25)
    tiny.test(14, 50).test(-6, 44, "Second office").test(-9, -2, "Second office")
    return tiny


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tables(tmp_path_factory.mktemp("page") / "case", spoken_of().tables, ABOUT)


QUESTIONS = [
    (Asked(), Question()),
    (Asked(trust="delivered"), Question(trust=Status.DELIVERED)),
    (Asked(trust="contracted", expansion=False), Question(trust=Status.CONTRACTED, expansion=False)),
    (Asked(holdings="alone", path="today"), Question(holdings=Holdings.ALONE, path="today")),
    (Asked(holdings="together", monthly=True), Question(holdings=Holdings.TOGETHER, monthly=True)),
    (Asked(without="USA"), Question(left_out="USA")),
]
NAMES = ["plain", "delivered", "contracted, no expansion", "alone, today", "together, monthly", "without a supplier"]


@pytest.mark.parametrize(("asked", "question"), QUESTIONS, ids=NAMES)
def test_the_objective_and_the_ready_date_are_those_of_the_page(folder: Path, asked: Asked, question: Question) -> None:
    page, case = Page(folder, asked), Case.read(folder)
    program = build(Scope.of(case, question))
    session = HighsSession(program)
    assert page.objective() == pytest.approx(session.solve().objective, rel=NEAR)
    assert page.ready() == pytest.approx(
        earliest(program, session, case.parameter("coverage_standard") / 100).instant, abs=INSTANT
    )


@pytest.mark.parametrize(("asked", "question"), [QUESTIONS[0], QUESTIONS[5]], ids=["plain", "without a supplier"])
def test_lead_times_of_lines_are_those_of_the_page(tmp_path: Path, asked: Asked, question: Question) -> None:
    """Faster and slower than the item, within quarters and months, and one like that of the item."""
    tiny = spoken_of()
    usual = {row["item"]: float(row["lead_time"] or 0) for row in tiny.tables["items"]}
    tank, shell = usual["main_battle_tank"], usual["shell_155mm"]
    tiny.leads(deu_tanks=tank + 7.4, pol_more=tank - 4.3, usa_shells=shell + 11.2, pol_shells=shell)
    folder = write_tables(tmp_path / "case", tiny.tables, ABOUT)
    page, case = Page(folder, asked), Case.read(folder)
    scope = Scope.of(case, question)
    program = build(scope)
    assert {item: len(kinds) for item, kinds in makers(scope).items()}["main_battle_tank"] == 3
    session = HighsSession(program)
    assert page.program.solve().objective == pytest.approx(session.solve().objective, rel=NEAR)
    assert page.ready() == pytest.approx(
        earliest(program, session, case.parameter("coverage_standard") / 100).instant, abs=INSTANT
    )
