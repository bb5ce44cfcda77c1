"""Checks of the shell part of the derivation: chains that close, totals that agree, figures with a basis."""

from __future__ import annotations

from itertools import pairwise

import pytest

from sinews.data.derivation.grammar import month_count as month
from tests.derivation.families import (
    AMMUNITION,
    BODY,
    CHARGE,
    EXPLOSIVE,
    FUZE,
    NITROCELLULOSE,
    POWDER,
    SHELL,
    Row,
    family,
    number,
)
from tools.derivation.figures import Book
from tools.derivation.shared import START as TODAY

LADDER = ("announced", "budgeted", "estimated", "contracted", "delivered")
AMERICA = ("USA", "CAN")


@pytest.fixture(scope="module")
def book() -> Book:
    """Derive once for all checks."""
    return family(AMMUNITION)


def overtaken(row: Row) -> bool:
    """Whether a rate is an announcement that is kept for cases as of an earlier day."""
    return "rule:announced_then" in str(row["rate_basis"]).split()


def points(book: Book, site: object, trust: str) -> list[tuple[int, float]]:
    """Months and rates of a site at a level of trust."""
    kept = LADDER[LADDER.index(trust) :]
    return [
        (month(str(row["date"])), number(row, "rate"))
        for row in book.tables["capacity"]
        if row["site"] == site and row["status"] in kept
    ]


def rate(book: Book, item: str, date: str, trust: str, *, american: bool) -> float:
    """Sum of the rates of an item on one side of the Atlantic, linear between dates."""
    sites = [
        row["site"] for row in book.tables["sites"] if row["item"] == item and (row["place"] in AMERICA) == american
    ]
    return sum(between(points(book, site, trust), month(date)) for site in sites)


def between(known: list[tuple[int, float]], when: int) -> float:
    """Linear between points, level outside."""
    if when <= known[0][0]:
        return known[0][1]
    for (start, first), (end, last) in pairwise(known):
        if when < end:
            return first + (last - first) * (when - start) / (end - start)
    return known[-1][1]


def per_unit(book: Book, item: str, part: str) -> float:
    """Quantity of an input in an item."""
    rows = [row for row in book.tables["recipes"] if (row["item"], row["input"]) == (item, part)]
    return number(rows[0], "quantity")


@pytest.mark.parametrize("part", [BODY, FUZE, CHARGE])
def test_european_rounds_of_today_have_their_parts(book: Book, part: str) -> None:
    """What Europe is seen to make in rounds, its input lines can feed."""
    rounds = rate(book, SHELL, TODAY, "delivered", american=False)
    assert rate(book, part, TODAY, "delivered", american=False) >= rounds * per_unit(book, SHELL, part) - 1e-6


@pytest.mark.parametrize(("item", "part"), [(CHARGE, POWDER), (POWDER, NITROCELLULOSE), (SHELL, EXPLOSIVE)])
def test_chain_of_the_alliance_closes_today(book: Book, item: str, part: str) -> None:
    """Powder feeds the charges, nitrocellulose the powder, explosive the rounds."""
    made, fed = (
        sum(rate(book, name, TODAY, "delivered", american=side) for side in (True, False)) for name in (item, part)
    )
    assert fed >= made * per_unit(book, item, part) * 0.999


@pytest.mark.parametrize("trust", ["announced", "budgeted", "contracted"])
@pytest.mark.parametrize("part", [BODY, FUZE])
@pytest.mark.parametrize("date", ["2026-12", "2027-12", "2028-12", "2030-12"])
def test_unpublished_parts_keep_up_with_european_plans(book: Book, trust: str, part: str, date: str) -> None:
    """Lines that only follow the rounds keep up with them at every level of trust."""
    rounds = rate(book, SHELL, date, trust, american=False)
    assert rate(book, part, date, trust, american=False) >= rounds * 0.98


def test_american_rounds_are_bound_by_charges(book: Book) -> None:
    """Projectiles outnumber sets of charges by two to one, as the count of 2024 has it."""
    rounds = rate(book, SHELL, TODAY, "delivered", american=True)
    charges = rate(book, CHARGE, TODAY, "delivered", american=True)
    assert charges == pytest.approx(book.fact("ammunition-019", "units/month").value)
    assert charges < rounds / 2


def test_european_output_agrees_with_investigators_not_with_the_commission(book: Book) -> None:
    """Output of 2024 lies in the better supported range; that of 2026 stays under half of the count."""
    turkish = number(next(row for row in book.tables["capacity"] if row["site"] == "tur_arca"), "rate")
    supported = book.fact("ammunition-384", "units/month")
    output = rate(book, SHELL, "2024-06", "delivered", american=False) - turkish
    assert supported.low <= output <= supported.high * 1.05
    assert rate(book, SHELL, TODAY, "delivered", american=False) < book.fact("ammunition-087", "units/month").value / 2


def test_plants_of_a_firm_stay_within_its_own_goal(book: Book) -> None:
    """The plants of Rheinmetall in the alliance do not add up to more than the firm's goal for all plants."""
    sites = [row["site"] for row in book.tables["sites"] if (row["item"], row["owner"]) == (SHELL, "Rheinmetall")]
    total = sum(between(points(book, site, "announced"), month("2030-12")) for site in sites)
    assert total <= book.fact("ammunition-426", "units/month").value


def test_every_site_has_ordered_dates_and_a_past(book: Book) -> None:
    """Dates rise, plans lie ahead, and each site has a delivered rate by today."""
    for row in book.tables["sites"]:
        rows = [entry for entry in book.tables["capacity"] if entry["site"] == row["site"] and not overtaken(entry)]
        dates = [month(str(entry["date"])) for entry in rows]
        assert dates == sorted(set(dates)), row["site"]
        assert rows[0]["status"] == "delivered"
        assert dates[0] <= month(TODAY)
        assert all(
            date >= month(TODAY) for date, entry in zip(dates, rows, strict=True) if entry["status"] != "delivered"
        )
        assert number(row, "rate_max") >= max(number(entry, "rate") for entry in rows)


def test_ranges_hold_their_values_and_bases_exist(book: Book) -> None:
    """Nothing is negative, and each figure rests on facts, assumptions or rules of the book."""
    known = {*book.facts, *book.assumptions, *(f"rule:{name}" for name in book.rules)}
    for rows in book.tables.values():
        for row in rows:
            for name in [name.removesuffix("_basis") for name in row if name.endswith("_basis")]:
                assert 0 <= number(row, f"{name}_low") <= number(row, name) <= number(row, f"{name}_high")
                assert set(str(row[f"{name}_basis"]).split()) <= known


def test_most_free_values_rest_on_facts(book: Book) -> None:
    """Seven in ten of the values that no rule computes rest on facts without a judgement."""
    judged = {name for name, row in book.assumptions.items() if row["role"] == "judgement"}
    bases = [
        set(str(row[name]).split())
        for rows in book.tables.values()
        for row in rows
        for name in row
        if name.endswith("_basis")
    ]
    free = [basis for basis in bases if not any(part.startswith("rule:") for part in basis)]
    assert sum(not basis & judged for basis in free) / len(free) >= 0.7


def test_announcements_that_were_overtaken_count_in_no_plan_of_today(book: Book) -> None:
    """Each lies no later than the last observation of its line, so the rates of the lines are the same without them."""
    kept = [row for row in book.tables["capacity"] if overtaken(row)]
    assert len({row["site"] for row in kept}) == 4
    for row in kept:
        others = [entry for entry in book.tables["capacity"] if entry["site"] == row["site"]]
        observed = [str(entry["date"]) for entry in others if entry["status"] == "delivered"]
        assert row["status"] in ("announced", "budgeted")
        assert month(str(row["date"])) <= month(max(observed))


def test_works_without_a_figure_make_what_those_that_they_feed_take(book: Book) -> None:
    """Bodies for the Danish works: its planned rounds of 2028-12 with the spare of a tenth that such lines have."""
    [bodies] = [row for row in book.tables["capacity"] if (row["site"], row["date"]) == ("dnk_bodies", "2028-12")]
    assert number(bodies, "rate") == pytest.approx(1.1 * book.fact("ammunition-305", "units/month").value)


def test_points_at_which_a_following_line_stays_level_are_left_out(book: Book) -> None:
    """Turkish charges feed rounds whose rate is level: two observations say all."""
    assert [row["date"] for row in book.tables["capacity"] if row["site"] == "tur_charges"] == ["2024-09", "2026-01"]


def test_shells_of_other_allies_follow_their_spending(book: Book) -> None:
    """Poland: the German stock times spending over spending (share of GDP times GDP), from a third to four times."""
    stocks = {row["place"]: row for row in book.tables["stocks"] if row["item"] == SHELL}

    def spending(place: str) -> float:
        share = book.series("nato-defexp-2026", "defence_expenditure", "share_of_gdp")[place, 2025]
        gdp = book.series("nato-defexp-2026", "gdp", "annual_amount_current_prices")[place, 2025]
        return book.fact(share, "percent").value * book.fact(gdp, "billion_USD").value

    expected = number(stocks["DEU"], "quantity") * spending("POL") / spending("DEU")
    found = [number(stocks["POL"], f"quantity{end}") for end in ("_low", "", "_high")]
    assert found == pytest.approx([expected / 3, expected, expected * 4])
