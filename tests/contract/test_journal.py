"""What the journals of all clocks keep to: headings in words, balances that add up, nothing from nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import polars as pl
import pytest

from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.days import components as days
from sinews.clocks.days.components import base as days_base
from sinews.clocks.hours import components as hours
from sinews.clocks.hours.components import base as hours_base
from sinews.clocks.hours.lack import in_ticks
from sinews.clocks.years import components as years
from sinews.clocks.years.components import account, contract, expansion, retirement, site, use
from sinews.clocks.years.components import base as years_base
from sinews.clocks.years.components.base import Build
from sinews.clocks.years.program import ledger_of
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.model.accounts import accounts, amounts, flows
from sinews.model.building import program_of
from sinews.model.counting import size_of
from sinews.model.journal import CARRIED_IN, CARRIED_OVER, Balance, Journal, Posting
from sinews.model.ledger import Ledger
from tests import both
from tests.days import golden as days_golden
from tests.golden import text as years_golden
from tests.hours.homes import dark, with_relief
from tests.model import one_line

ROOT = Path(__file__).resolve().parents[2]

#: A journal for each component of each clock: what it posts alone.
Alone = Callable[[], Journal]


def of_years(component: Build) -> Alone:
    @cache
    def made() -> Journal:
        scope = years_golden.scope_of(component)
        ledger = Ledger(scope.calendar, scope.sizes)
        component(scope, ledger)
        return ledger.journal

    return made


def of_days(component: days_base.Build) -> Alone:
    @cache
    def made() -> Journal:
        scope = days_golden.tiny_scope()
        ledger = Ledger(scope.calendar, scope.sizes)
        component(scope, days_golden.journeys(scope), ledger)
        return ledger.journal

    return made


def of_clock(clock: AnyClock) -> Alone:
    @cache
    def made() -> Journal:
        ledger = clock.build(clock.scope(both_case()))
        assert ledger is not None
        return ledger.journal

    return made


def of_hours(component: hours_base.Build) -> Alone:
    @cache
    def made() -> Journal:
        scope = with_relief(dark()).scope()
        ledger = Ledger(scope.calendar, {})
        component(scope, in_ticks(scope), hours_base.Reliefs.of(scope), ledger)
        return ledger.journal

    return made


@cache
def both_case() -> Case:
    return both.case()


ALONE = {
    **{f"years-{years_golden.name(build)}": of_years(build) for build in years.COMPONENTS},
    **{f"days-{days_golden.name(build)}": of_days(build) for build in days.COMPONENTS},
    **{f"hours-{build.__module__.rsplit('.', 1)[-1]}": of_hours(build) for build in hours.COMPONENTS},
}

#: The whole journal of every clock that has one; of the years clock also one with aid, funds, recipes, an order book.
WHOLE: dict[str, Alone] = {
    **{clock.name: of_clock(clock) for clock in CLOCKS if find_spec(f"sinews.clocks.{clock.name}.components")},
    "years-tiny": lambda: ledger_of(years_golden.tiny_scope()).journal,
    "years-supported": lambda: ledger_of(years_golden.supported_scope()).journal,
    "years-small": lambda: ledger_of(Scope.of(Case.read(ROOT / "examples" / "small"), Question())).journal,
}

every_component = pytest.mark.parametrize("made", ALONE.values(), ids=ALONE)
every_clock = pytest.mark.parametrize("made", WHOLE.values(), ids=WHOLE)


def balances(journal: Journal) -> list[Balance]:
    return list(dict.fromkeys(posting.balance for posting in journal.postings))


# headings ------------------------------------------------------------------------------------------------------------


@every_component
def test_every_flow_has_a_heading_in_words(made: Alone) -> None:
    """Plain words that a reader of accounts sees, no codes; and so has what a balance leaves over."""
    journal = made()
    headings = {posting.heading for posting in journal.postings} | {one.rest for one in balances(journal)}
    assert headings
    assert not [heading for heading in headings if not re.fullmatch(r"[a-z]+( [a-z]+)*", heading)]


@pytest.mark.parametrize("clock", ["years", "days", "hours"])
def test_a_heading_of_a_balance_is_one_thing(clock: str) -> None:
    """Two components never meet under one heading of a balance; what stores hand on has the same two everywhere."""
    users: dict[tuple[str, str], set[str]] = {}
    for name, made in ALONE.items():
        for posting in made().postings if name.startswith(clock) else ():
            users.setdefault((posting.balance.name, posting.heading), set()).add(name)
    assert not {key: found for key, found in users.items() if len(found) > 1}


@pytest.mark.parametrize("module", [years_base, days_base, hours_base])
def test_balances_and_headings_of_a_clock_stand_in_one_place(module: ModuleType) -> None:
    """Every balance and heading that the components of a clock post is declared in their base."""
    declared = {value for value in vars(module).values() if isinstance(value, str | Balance)}
    known = declared | {CARRIED_IN, CARRIED_OVER}
    clock = {years_base: "years", days_base: "days", hours_base: "hours"}[module]
    posted = [posting for name, made in ALONE.items() if name.startswith(clock) for posting in made().postings]
    assert {posting.heading for posting in posted} | {posting.balance for posting in posted} <= known


@every_component
def test_what_a_store_hands_on_is_called_so(made: Alone) -> None:
    for posting in made().postings:
        assert posting.carried or posting.heading != CARRIED_IN
        assert posting.variable is not None or posting.heading not in (CARRIED_IN, CARRIED_OVER)


def by_node(found: pl.DataFrame) -> dict[tuple[str, str, int], float]:
    """Sums of accounts by place, item and tick."""
    sums = found.group_by("place", "item", "tick").agg(pl.col("amount").sum())
    return {(place, item, tick): amount for place, item, tick, amount in sums.iter_rows()}


# sums ----------------------------------------------------------------------------------------------------------------


@every_clock
def test_every_balance_adds_up_on_any_values(made: Alone) -> None:
    """Flows in are the slack of the program's rows, on values that are no plan at all; shares of lags included."""
    journal = made()
    program = program_of(journal)
    value = np.random.default_rng(7).uniform(0, 2, len(program.lower)) * program.column_sizes
    activity = program.matrix @ value - program.row_lower
    for balance in balances(journal):
        block = program.row(balance.name)
        nodes = list(zip(block.subjects["place"], block.subjects["item"], strict=True))
        slack = activity[program.numbers(block)]
        near = 1e-9 * np.abs(program.row_sizes).max() * len(journal.calendar)
        np.testing.assert_allclose(flows(journal, value, balance, nodes), slack, atol=near)
        found = accounts(journal, balance, value)
        sums = by_node(found.filter(pl.col("heading") != balance.rest))
        listed = [[sums[*node, tick] for tick in range(len(journal.calendar))] for node in nodes]
        np.testing.assert_allclose(listed, slack, atol=near)
        if balance.free_disposal:
            assert max(map(abs, by_node(found).values())) <= near


@every_clock
def test_counted_is_what_is_built(made: Alone) -> None:
    journal = made()
    program, size = program_of(journal), size_of(journal)
    assert (size.rows, size.columns) == program.matrix.shape
    assert size.nonzeros >= program.matrix.nnz
    assert size.nonzeros == pytest.approx(program.matrix.nnz, rel=0.05)


def test_entries_stay_as_they_were_posted() -> None:
    """Whoever changes an array after posting it changes no entry; nor can an entry be written to."""
    scope = years_golden.tiny_scope()
    ledger = Ledger(scope.calendar, scope.sizes)
    amount = np.ones((1, len(scope.calendar)))
    ledger.flow("budget", years_base.MONEY, ["POL"], ["money"], amount)
    amount[:] = 7
    [posting] = ledger.journal.postings
    assert (posting.coefficient == 1).all()
    with pytest.raises(ValueError, match="read-only"):
        posting.coefficient[0, 0] = 7
    before = ledger.journal
    ledger.flow("budget", years_base.MONEY, ["POL"], ["money"], amount)
    assert len(before.postings) == 1
    assert isinstance(before.entries[0], Posting)


def test_an_amount_arrives_late_and_spread_as_the_program_has_it() -> None:
    """Two months late and evenly over two: half of month 0 is there by ... as the lag of the calendar says."""
    journal = WHOLE["years-tiny"]()
    program = program_of(journal)
    for posting in journal.postings:
        if posting.delay is not None and posting.variable is not None:
            value = np.zeros(len(program.lower))
            value[posting.variable.column[0, 0]] = 1.0
            found = amounts(journal, posting, value)
            late = journal.calendar.stay if posting.staying else journal.calendar.lag
            lag = late(posting.delay[0], posting.spread[0] if posting.spread is not None else 0.0)
            expected = np.zeros(len(journal.calendar))
            first = lag.source == 0
            np.add.at(expected, lag.target[first], lag.share[first] * posting.coefficient[0, 0])
            np.testing.assert_allclose(found[0], expected)
            assert not found[1:].any()


# nothing from nothing ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "kept"),
    [
        (use, set()),
        (retirement, set()),
        (expansion, set()),
        (contract, {"orders"}),
        (account, {"money_carried"}),
        (site, {"output", "extra_capacity"}),
    ],
    ids=lambda value: value.__name__.rsplit(".", 1)[-1] if hasattr(value, "__name__") else "",
)
def test_without_rows_a_component_posts_nothing(component: object, kept: set[str]) -> None:
    """No uses, no retirements, no order book, no funds, no recipes, no expansion: no entry says so."""
    scope = Scope.of(one_line().case(), Question(expansion=False))
    ledger = Ledger(scope.calendar, scope.sizes)
    component.build(scope, ledger)  # type: ignore[attr-defined]
    journal = ledger.journal
    assert {decision.variable.name for decision in journal.decisions} == kept
    spoken = {posting.heading for posting in journal.postings}
    silent = {years_base.AID, years_base.USES, years_base.ORDER_BOOK, years_base.FUNDS, years_base.INPUTS}
    assert not spoken & (silent | {years_base.RETIREMENTS})
    assert bool(journal.entries) == bool(kept)
