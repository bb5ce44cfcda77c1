"""People and crews of the packaged case, and what more of them cost: worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sinews.clocks.years.options import Question
from sinews.clocks.years.scope import Scope, pulled
from sinews.clocks.years.staffing import staff
from sinews.data.case import Case
from sinews.data.levers import for_sale, levers
from sinews.data.tables import ChangeKind
from sinews.data.tables.years import YEARS
from tools.build_case import derive, to_case, with_registers
from tools.derivation.figures import Book, figure_of
from tools.derivation.levers_terms import Row, years_to_the_end
from tools.derivation.people import OWN

LEVERS = {"better_pay", "conscription", "reserves"}


@pytest.fixture(scope="module")
def book() -> Book:
    return derive()


@pytest.fixture(scope="module")
def rows(book: Book) -> dict[str, Row]:
    return {str(row["place"]): row for row in book.tables["people"]}


def called(book: Book) -> Book:
    """The book with crews that are called up."""
    crews = [row | {"share": 100.0, "share_low": 100.0, "share_high": 100.0} for row in book.tables["crews"]]
    tables, stated = {**book.tables, "crews": crews}, {"assumptions": dict(book.assumptions), "rules": dict(book.rules)}
    found = replace(book, tables=tables, **stated)
    return with_registers(found)


@pytest.fixture(scope="module")
def manned(book: Book) -> Case:
    """The packaged case with crews that are called up."""
    return to_case(called(book))


def test_who_leaves_is_who_joins_less_who_is_more(rows: dict[str, Row]) -> None:
    """Germany: of 25,000 a fifth drops out, 3,000 more serve: 17,000 of 181,174. Poland: 15,520 less 10,100 of 143,300.

    Who is taken in is carried over to NATO's count: 25,000 of 181,174, of 183,200.
    """
    assert figure_of(rows["DEU"], "leave", "percent/year").value == pytest.approx(100 * 17000 / 181174)
    assert figure_of(rows["DEU"], "recruits", "persons/year").value == pytest.approx(25000 * 183200 / 181174)
    assert figure_of(rows["POL"], "leave", "percent/year").value == pytest.approx(100 * 5420 / 143300)


def test_where_strength_alone_is_known_a_force_grows_by_a_hundredth(rows: dict[str, Row]) -> None:
    """France: 202,000, of whom 8 in a hundred leave and 9 have to finish training, of whom a fifth drops out."""
    found = figure_of(rows["FRA"], "recruits", "persons/year")
    assert found.value == pytest.approx(202000 * 0.09 / 0.8)
    assert (found.low, found.high) == pytest.approx((202000 * 0.08 / 0.8, 202000 * 0.10 / 0.8))


def test_crews_of_a_brigade_are_the_brigade(book: Book) -> None:
    """Of 43.5 tanks, 18 howitzers, launchers and fighting vehicles, whose crews stay with these: 4,275 in all."""
    scales = {
        str(row["item"]): figure_of(row, "per_force", "units").value
        for row in book.tables["scales"]
        if (row["needs_set"], row["force"]) == ("force_goals", "brigade")
    }
    crews = {str(row["item"]): figure_of(row, "crew", "persons").value for row in book.tables["crews"]}
    infantry = 9 * crews["main_battle_tank"] / 4
    whole = sum(crews[item] * scales[item] for item in OWN) + infantry * scales["infantry_fighting_vehicle"]
    assert whole == pytest.approx((4550 + 4000) / 2)
    assert crews["long_range_air_defence_battery"] == pytest.approx(95 * 1.5)


def test_crews_of_today_are_a_part_of_who_serves(book: Book, manned: Case) -> None:
    """In every ally, called up or not; in the packaged case none are, and nothing is counted unless it is asked for."""
    assert {figure_of(row, "share", "percent").value for row in book.tables["crews"]} == {0}
    found = staff(Scope.of(manned, Question()))
    assert len(found) == 29
    assert (found.today > 0).sum() > 20
    assert (found.today < 0.5 * found.strength).all()


def test_levers_cost_what_they_take(book: Book) -> None:
    """5 % of 70,000 for all who serve; 105,000 at prices of 2018 a place; a third of 70,000 for 29,000 reservists."""
    found = called(book)
    price = {str(row["lever"]): row for row in found.tables["levers"] if row["lever"] in LEVERS}
    serving = sum(figure_of(row, "strength", "persons").value for row in book.tables["people"][:]) - 77100 - 1321900
    years = {name: years_to_the_end(book, str(row["earliest"])).value for name, row in price.items()}
    assert price["better_pay"]["price"] == pytest.approx(serving * 0.07 * 0.05 * years["better_pay"])
    taken = sum(
        figure_of(row, "recruits", "persons/year").value
        for row in book.tables["people"]
        if row["place"] not in ("CAN", "USA")
    )
    place = 400 / 3800 * found.deflator(2018).value
    assert price["conscription"]["price"] == pytest.approx(0.1 * taken * place)
    assert price["reserves"]["price"] == pytest.approx(29000 * 0.07 * 0.33 * years["reserves"])


def test_levers_on_people_are_on_sale_where_people_have_to_be_found(book: Book, manned: Case) -> None:
    """In a case that calls crews up, or where the question does; elsewhere they would earn nothing."""
    uncalled = to_case(book)
    sold = {lever.code for lever in for_sale(uncalled, YEARS)}
    assert not LEVERS & sold
    assert {lever.code for lever in for_sale(uncalled, YEARS, crews=True)} == LEVERS | sold
    assert {lever.code for lever in for_sale(manned, YEARS)} == LEVERS | sold


def test_each_lever_lets_more_things_be_manned(manned: Case) -> None:
    """Fewer leave, more are taken in, or more stand by: by the step, in every ally that the case is asked about."""
    scope = Scope.of(manned, Question())
    before, every = staff(scope), levers(manned)
    known = {name: every[name] for name in LEVERS}
    assert {change.kind for lever in known.values() for change in lever.changes} == {
        ChangeKind.ADD, ChangeKind.MULTIPLY,
    }  # fmt: skip
    after = {name: staff(pulled(scope, lever)) for name, lever in known.items()}
    assert (after["better_pay"].stay.min(axis=1) > before.stay.min(axis=1)).all()
    assert after["conscription"].intake == pytest.approx(1.1 * before.intake)
    assert after["reserves"].reserves == pytest.approx(before.reserves + 1000)
