"""Laws of trials: without noise a trial is the plan; draws have names; workers and batches change nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sinews.clocks.asking import Asking
from sinews.clocks.years import YEARS
from sinews.clocks.years.claims import claims
from sinews.clocks.years.components.base import BUDGET, FUNDS, MONEY
from sinews.clocks.years.outcome import coverage
from sinews.clocks.years.trials import trial
from sinews.clocks.years.trials.ends import UNREAD, Part, columns, read
from sinews.clocks.years.trials.lines import MAKERS
from sinews.clocks.years.trials.risk import Inquiry, interval, risk, worst
from sinews.clocks.years.trials.told import SCHEMAS, name, plain, remembered, told
from sinews.clocks.years.trials.trial import Draw, Plan, Reading, roll
from sinews.data.case import Case
from sinews.data.tables.slips import SlipKind
from sinews.model.accounts import flows
from sinews.model.journal import CARRIED_IN, CARRIED_OVER
from sinews.model.parties import by_party
from sinews.model.slips import Pair
from sinews.model.streams import Streams
from tests import both
from tests.laws import cases
from tests.laws.test_sharing import alliance
from tests.model import Solved, Tiny, one_line, solve
from tests.support import small_case
from tests.trials import planned

#: By how much trials may differ from the plan, as a part of the size of each item.
SAME = 1e-9


def of_parts(months: int = 18) -> Tiny:
    """Every component at once: inputs, expansion by budget and fund, surge, conversion, aid, exports, fleets."""
    tiny = Tiny(months, monthly=9, known=1).parameters(carry_over_share=20, money_price=0.01, tail_years=0.5)
    tiny.ally("DEU", 300, delay=2.5).ally("POL", 200, delay=4).item("shell", price=2, advance=40, lead=3, loss=4)
    tiny.item("powder", needed=False, loss=6).item("tank", price=9, advance=20, lead=4)
    tiny.part("shell", "powder", 1.5).line("mill", "DEU", "powder", 60, rate_max=120, lag=2, ramp=3).stock(
        "MARKET", "powder", 30
    )
    tiny.line("works", "POL", "shell", 20, rate_max=60, lag=3, ramp=4, capex=3).line("more", "DEU", "shell", 15)
    tiny.line("tanks", "DEU", "tank", 3, rate_max=9, lag=4).rate("works", 8, 30, "announced")
    for ally in ("DEU", "POL"):
        tiny.need(ally, "shell", 400).need(ally, "tank", 30).stock(ally, "shell", 90).stock(ally, "tank", 14)
    tiny.ordered("POL", "shell", 1, 9, 60).ordered("UKR", "shell", 2, 7, 20).decided("POL", "tank", 6, 3)
    tiny.tables["deliveries"][1]["supplier"] = "DEU"
    tiny.place("UKR", "partner").use("aid", "DEU", "shell", 0, 12, 3).use("training", "POL", "shell", 0, 17, 2)
    tiny.retired("DEU", "tank", 2, 13, 8).surge("more", 30, lag=3, premium=20).conversion(
        "DEU", "shell", 6, lag=4, ramp=5
    )
    tiny.fund("DEU", 2, 8, 60, "expansion").fund("POL", 0, 6, 50).serviceable("tank", 60, 80, 75, lag=3, cost=4)
    return tiny.office("POL", 1500).test(6, 14)


def first_claims() -> Tiny:
    """What stands, ships, upkeep of what is added, and an ally whose upkeep nothing pays for some time."""
    tiny = of_parts().claims("DEU", 40, 20).claims("POL", 97, 10).running("tank", 6).running("shell", 3)
    return tiny.parameters(standing_growth=1)


def of_people() -> Tiny:
    """Crews of tanks are few."""
    tiny = of_parts().people("DEU", 300, 20, leave=9, dropout=20, training=7.5, reserves=0, pay=0.07)
    return tiny.crew("tank", 18, share=90)


def unpaid() -> Tiny:
    """Contracts and what stands take more than there is: pay is cut, and some of what comes is laid up."""
    return of_parts().claims("DEU", 99, 20).claims("POL", 99, 10).running("tank", 6).running("shell", 3)


def of_leads() -> Tiny:
    """Tanks from three kinds of lines and shells from two, with an approval that is ordered from any of them."""
    return of_parts().line("forge", "POL", "tank", 1, rate_max=4).leads(works=2, more=5, tanks=2.5)


#: Pairs of promised and observed by which everything that is promised slips.
PAIRS = [Pair(f"{kind.value} {number}", kind, 10, 10 + 2 * number) for kind in SlipKind for number in range(1, 5)]

PLANS = {
    "lead times of lines": of_leads,
    "unpaid": unpaid,
    "first claims": first_claims,
    "people": of_people,
    "one line": lambda: one_line(rate=10, need=100, delay=2, lead=3, advance=30, budget=20),
    "alliance": lambda: alliance((6.0, 40.0), (300.0, 200.0, 60.0), 4.5, 1.0),
    "every component": of_parts,
    "short of money": lambda: one_line(rate=50, need=100, advance=60, budget=7, lead=2.5, delay=1.5, test=9),
}


def is_the_plan(solved: Solved) -> None:
    """Coverage, stocks, output, payments and shortfall of a trial without noise are those of the plan."""
    plan, scope, shown = planned(solved), solved.scope, len(solved.scope.shown)
    likely = {found.column: np.zeros((1, len(found.names))) for found in plan.drawing.figures}
    for reading in Reading:
        found = plan.rolled(Draw(likely, plan.promises.kept()), reading, everything=True)
        assert found.coverage[0] == pytest.approx(coverage(scope, solved.program, solved.solution)[:, :shown], abs=SAME)
        book = plan.book
        sizes = np.array([scope.sizes.get(item, 1.0) for item in scope.needs["item"]])[:, None]
        assert found.stocks is not None
        assert found.stocks[0] / sizes == pytest.approx(book.plan("stock")[:, :shown] / sizes, abs=SAME)
        made = np.concatenate([book.plan(name) for name, *_ in MAKERS])[:, :shown]
        assert found.output is not None
        assert found.output[0] == pytest.approx(made, abs=SAME * max(scope.sizes.values()))
        assert found.spent is not None
        assert found.spent[0] == pytest.approx(spent(solved)[:, :shown], abs=SAME * scope.sizes["money"])
        chance = scope.weight_of_ticks[:shown]
        missed = 100 * solved.program.charges["shortfall"] @ solved.solution.value
        assert found.points[0] @ chance == pytest.approx(missed, abs=100 * SAME)


def spent(solved: Solved) -> np.ndarray:
    """What the plan pays by ally and tick: all flows of money but what comes in and what is handed on."""
    headings = {posting.heading for posting in solved.journal.postings if posting.balance == MONEY}
    purse = [(ally, "money") for ally in solved.scope.allies]
    paid = headings - {BUDGET, FUNDS, CARRIED_IN, CARRIED_OVER}
    return -flows(solved.journal, solved.solution.value, MONEY, purse, paid)


@pytest.mark.parametrize("which", PLANS)
def test_a_trial_without_noise_is_the_plan(which: str) -> None:
    is_the_plan(solve(PLANS[which]()))


@pytest.mark.parametrize("which", ["lead times of lines", "every component", "first claims", "people", "unpaid"])
def test_promises_of_a_plan_slip(which: str) -> None:
    """Whatever is approved, ordered and made, and from which lines: coverage is a part of the needs, and moves."""
    plan = planned(PLANS[which]())
    plan = replace(plan, promises=replace(plan.promises, slips=by_party(PAIRS)))
    for reading in Reading:
        rolled = plan.rolled(plan.draw(Streams(1, 5)), reading)
        assert len(rolled.coverage) == len(np.unique(rolled.points.sum(axis=1))) == 5
        assert ((rolled.coverage >= 0) & (rolled.coverage <= 1)).all()


@settings(max_examples=3, deadline=None)
@given(case=cases.cases(), supported=st.booleans(), question=cases.questions())
def test_a_trial_of_any_case_without_noise_is_its_plan(case: Case, supported: bool, question: cases.Question) -> None:
    """But where pay is cut for what is held together: a trial shares what nobody mans out by holder, not by ally."""
    solved = solve(cases.supported(case) if supported else case, question)
    assume(not (solved.scope.together and claims(solved.scope).cut.any()))
    is_the_plan(solved)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """The plan of the small case, whose figures all have ranges."""
    return planned(solve(small_case(tmp_path_factory.mktemp("trials") / "small")))


def test_the_journal_at_an_end_is_that_of_the_case_at_that_end(plan: Plan) -> None:
    """For each column alone: all its figures at the low end give each coefficient that the components post there."""
    for found in plan.drawing.figures:
        for place, end in ((-1.0, "low"), (1.0, "high")):
            sheet = plan.drawing.sheet({found.column: np.full((1, len(found.names)), place)}, 1)
            for ends in read(plan.scope, plan.book.journal, found.column):
                wanted = getattr(ends, end)
                if ends.part is Part.UPPER:
                    continue  # where a bound comes or goes there is no ratio; what has one is read in the next test
                posting = plan.book.journal.postings[ends.entry]
                if ends.part is Part.COEFFICIENT:
                    moved = sheet.coefficient(ends.entry, posting)
                    drawn = np.stack([moved.at(tick)[:, 0] for tick in range(wanted.shape[1])], axis=1)
                else:
                    late = sheet.delay if ends.part is Part.DELAY else sheet.spread
                    drawn = late(ends.entry, posting)[:, 0]
                assert drawn == pytest.approx(wanted, rel=1e-9, abs=1e-9), (found.column, ends.part)


def test_columns_that_no_journal_holds_move_nothing(plan: Plan) -> None:
    there = [column for column in UNREAD if column[0] in plan.scope.case.tables and column[0] != "items"]
    assert there
    for column in there:
        assert read(plan.scope, plan.book.journal, column) == []


def test_a_draw_depends_on_its_own_name_alone(plan: Plan) -> None:
    """Other columns, other rows, and fewer trials leave a figure's draws as they were."""
    whole, fewer = plan.draw(Streams(3, 40)), plan.draw(Streams(3, 25))
    for column, drawn in whole.positions.items():
        assert (drawn[:25] == fewer.positions[column]).all()
    case = plan.scope.case
    lines = case.table("sites")
    less = replace(case, tables={**case.tables, "sites": lines.head(len(lines) - 1)})
    other = replace(plan.scope, case=less)
    figures = {found.column: found for found in plan.drawing.figures}
    for column in (("items", "price"), ("sites", "capex")):
        found = trial.Drawing.of(other, plan.book.journal, [column]).figures
        for part in found:
            drawn = trial.positions(Streams(3, 40), column, part.names)
            mine = [figures[column].names.index(name) for name in part.names]
            assert (drawn == whole.positions[column][:, mine]).all()
    assert (plan.draw(Streams(4, 40)).positions["items", "price"] != whole.positions["items", "price"]).any()


def test_workers_and_batches_change_no_byte(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = plan.draw(Streams(1, 30))
    first = roll(plan, [draw], Reading.ADAPTED, 1)[0]
    monkeypatch.setattr(trial, "BATCH", 7)
    alone = plan.rolled(draw.part(slice(4, 5)), Reading.ADAPTED)
    assert alone.coverage[0].tobytes() == first.coverage[4].tobytes()
    for workers in (1, 2):
        again = roll(plan, [draw], Reading.ADAPTED, workers)[0]
        assert again.coverage.tobytes() == first.coverage.tobytes()
        assert again.points.tobytes() == first.points.tobytes()


def test_what_trials_say_is_remembered_as_it_was(plan: Plan) -> None:
    asked = Inquiry(60, 5)
    found = told(risk(plan, asked))
    again = remembered(asked, plain(found))
    assert list(again.tables) == list(SCHEMAS)
    assert (again.certain, again.points) == (found.certain, found.points)
    for title, table in found.tables.items():
        assert again.tables[title].equals(table, null_equal=True), title
    with pytest.raises((KeyError, TypeError, ValueError)):
        remembered(asked, plain(found)[:-1])


def test_a_chance_grows_with_time_and_lies_in_its_interval(plan: Plan) -> None:
    found = risk(plan, Inquiry(80, 2, drivers=False))
    for outcome in found.outcomes:
        for instants in outcome.ready.families.values():
            parts = [(instants <= month).mean() for month in range(0, 61, 6)]
            assert parts == sorted(parts)
        for family in outcome.ready.families:
            part, low, high = interval(outcome.ready.chance(family))
            assert 0 <= low <= part + 1e-12
            assert part - 1e-12 <= high <= 1
        assert worst(outcome.shortfall) >= outcome.shortfall.mean()


def test_every_column_with_a_range_is_drawn_or_moves_nothing(plan: Plan) -> None:
    drawn = set(plan.drawing.columns)
    for column in columns(plan.scope.case):
        assert column in drawn or read(plan.scope, plan.book.journal, column) == [], column


def test_a_brief_says_the_chance_where_trials_of_its_question_are_remembered() -> None:
    asking = Asking.first(YEARS, both.case())
    asking.extend(["chance"])
    assert (asking.answer.details.chance, asking.answer.asked.extras) == ("", ())
    scope = asking.answer.details.scope
    plan = Plan.of(scope, asking.answer.details.reference.journal, asking.answer.details.solution.value)
    asking.means.memory.keep(name(Inquiry()), plain(told(risk(plan, Inquiry(40, drivers=False)))))
    asking.extend(["chance"])
    sentence = asking.answer.details.chance
    assert sentence.startswith("A ")
    assert sentence in asking.parts.cards()[0].text
    assert asking.parts.brief()[0].text == (sentence,)
    assert asking.answer.asked.extras == ("chance",)
