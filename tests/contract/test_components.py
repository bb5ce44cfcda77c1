"""What every component keeps to, and every table."""

from __future__ import annotations

import inspect
from dataclasses import replace

import numpy as np
import pytest

from sinews.clocks.years.components import COMPONENTS, base, claims, export, office, retirement
from sinews.clocks.years.components.base import Build
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.data.schema import Basis, Number, Reference, Table
from sinews.data.tables import BY_NAME, TABLES
from sinews.model.building import program_of
from sinews.model.calendar import Calendar
from sinews.model.journal import Balance
from sinews.model.ledger import Ledger
from sinews.model.program import Program
from tests.golden.text import name
from tests.model import Tiny, frame

BALANCES = {value.name: value for value in vars(base).values() if isinstance(value, Balance)}
#: Components that post bare amounts.
BARE = (claims.build, office.build)
every_component = pytest.mark.parametrize("component", COMPONENTS, ids=name)
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


def alone(component: Build, scope: Scope) -> Program:
    """What a component writes into an empty ledger."""
    ledger = Ledger(scope.calendar, scope.sizes)
    component(scope, ledger)
    return program_of(ledger.journal)


@pytest.fixture
def scope(small_case: Case) -> Scope:
    """The small case with all that can be called up beyond its lines, and the first question."""
    tiny = Tiny().surge("deu_shells", 40, lag=3, premium=20)
    tiny.conversion("DEU", "main_battle_tank", 2, share=50, lag=9, ramp=12, premium=20)
    tiny.office("DEU", 2000, share=40, growth=10).serviceable("main_battle_tank", 40, 70, 60, lag=12, cost=15)
    tiny.people("DEU", 9000, 2400, leave=9, dropout=20, training=7.5, pay=0.07).crew("main_battle_tank", 18)
    for table, rows in tiny.tables.items():
        small_case = small_case.change(table, frame(rows))
    return Scope.of(small_case, Question())


@every_component
def test_component_builds_alone(component: Build, scope: Scope) -> None:
    program = alone(component, scope)
    assert program.matrix.shape == (len(program.row_lower), len(program.lower))
    # in the small case nobody outside the group has anything on order, and no fleet leaves service
    nothing = component in (export.build, retirement.build)
    assert (program.matrix.nnz == 0) is (nothing or component in BARE)


@every_component
def test_component_is_deterministic(component: Build, scope: Scope) -> None:
    first, again = alone(component, scope), alone(component, scope)
    assert first.column_names() == again.column_names()
    assert first.row_names() == again.row_names()
    for part in ("data", "indices", "indptr"):
        assert getattr(first.matrix, part).tobytes() == getattr(again.matrix, part).tobytes()
    for part in ("lower", "upper", "row_lower", "row_upper", "cost"):
        assert getattr(first, part).tobytes() == getattr(again, part).tobytes()


@every_component
def test_component_writes_finite_numbers(component: Build, scope: Scope) -> None:
    program = alone(component, scope)
    assert np.isfinite(program.matrix.data).all()
    assert np.isfinite(program.cost).all()
    assert (program.cost >= 0).all()
    assert (program.lower == 0).all()
    assert (program.upper >= 0).all()
    assert (program.row_lower <= program.row_upper).all()
    assert (program.row_sizes > 0).all()
    assert (program.column_sizes > 0).all()


@every_component
def test_component_uses_named_balances_and_names_what_it_adds(component: Build, scope: Scope) -> None:
    program = alone(component, scope)
    assert {block.name for block in program.rows} <= set(BALANCES)
    for block in (*program.variables, *program.rows):
        labels = block.labels()
        assert len(set(labels)) == len(labels) == len(block), f"{block.name}: two subjects of one name"
    names = [block.name for block in program.variables]
    assert len(set(names)) == len(names)


@every_component
def test_component_knows_no_other(component: Build) -> None:
    """Components meet in balances and nowhere else: none imports another."""
    module = inspect.getmodule(component)
    assert module is not None
    others = {f"sinews.clocks.years.components.{name(other)}" for other in COMPONENTS} - {module.__name__}
    assert not [other for other in others if other in inspect.getsource(module)]
    assert (module.__doc__ or "").strip()
    assert (component.__doc__ or "").strip()


@every_component
def test_component_does_not_ask_for_the_calendar(component: Build, scope: Scope) -> None:
    """Any ticks will do: one, or a tree."""
    count = len(scope.calendar)
    for calendar in (scope.calendar.branch(3, (0.5, 0.5)), Calendar.of_lengths(scope.calendar.origin, [60])):
        program = alone(component, replace(scope, calendar=calendar))
        assert len(program.lower) * count == len(alone(component, scope).lower) * len(calendar)


def test_no_variable_belongs_to_two_components(scope: Scope) -> None:
    names = [block.name for component in COMPONENTS for block in alone(component, scope).variables]
    assert len(set(names)) == len(names)


def test_every_balance_is_met_from_two_sides(scope: Scope) -> None:
    """A balance that only one component writes into is no meeting place, but for what it keeps to itself."""
    users: dict[str, set[str]] = {}
    for component in COMPONENTS:
        for block in alone(component, scope).rows:
            users.setdefault(block.name, set()).add(name(component))
    own = {"ordered", "approved", "fund", "serving", "people", "crews", "payroll"}
    assert {balance for balance, names in users.items() if len(names) == 1} <= own
    assert set(users) <= set(BALANCES)


# tables --------------------------------------------------------------------------------------------------------------


@every_table
def test_table_says_what_it_is(table: Table) -> None:
    assert table.about.endswith(".")
    assert set(table.key) <= {column.name for column in table.columns}
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    for column in table.columns:
        assert column.about, f"{table.name}.{column.name} says not what it holds"


@every_table
def test_references_lead_somewhere(table: Table) -> None:
    for column in table.columns:
        if isinstance(column, Reference):
            assert column.table in BY_NAME
            assert BY_NAME[column.table].key[0], column.name


@every_table
def test_numbers_have_a_unit(table: Table) -> None:
    for column in table.numbers:
        assert column.unit or table.has("unit"), f"{table.name}.{column.name} has no unit"
        assert column.minimum <= column.maximum


@every_table
def test_read_table_has_its_columns(table: Table, small_case: Case) -> None:
    """Each number comes with its range and basis, in the order in which the table names them."""
    expected = []
    for column in table.columns:
        expected.append(column.name)
        if isinstance(column, Number):
            expected += [f"{column.name}_{part}" for part in ("low", "high", "basis")]
    assert small_case.table(table.name).columns == expected
    assert sum(isinstance(column, Basis) for column in table.columns) <= 1
