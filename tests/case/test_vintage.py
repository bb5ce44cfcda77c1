"""A case as of an earlier day: laws over all days, and each kind of row by hand.

In the small case of these tests every fact has the date, period and status that a test gives it; what a row rests on is
said in the test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case, Settings
from sinews.data.grounds import check
from sinews.data.knowledge import Known, known_from, last_day
from sinews.data.tables import BY_NAME
from sinews.data.vintage import KNOWN_LATER, MOVING, counts, known_by, require, sentences
from sinews.errors import UsageError
from sinews.present.check import as_known, checked
from tests.model import frame
from tests.support import Row, number, packaged_case, small_tables

FACTS = tuple(f"fact-{index}" for index in range(1, 6))
TOKENS = (*FACTS, "guess", "rule:like_others")
AS_OF = date(2026, 1, 15)
DAYS = st.dates(date(2019, 1, 1), date(2026, 6, 1))


def small(facts: dict[str, dict[str, str]] | None = None, **bases: dict[str, str]) -> Case:
    """The small case with other cells of facts, and other bases: {table: {column: basis}} for all rows of it."""
    tables = small_tables()
    for row in tables["facts"]:
        row.update((facts or {}).get(row["fact"], {}))
    for table, cells in bases.items():
        for row in tables[table]:
            row.update(cells)
    return case_of(tables)


def case_of(tables: dict[str, list[Row]]) -> Case:
    """The small case from rows."""
    settings = Settings("small", "Small", date(2026, 1, 1), date(2030, 12, 1), date(2026, 12, 1), 2025, AS_OF)
    return Case.from_tables(settings, {name: frame(rows) for name, rows in tables.items() if rows})


def later(*facts: str, **cells: str) -> dict[str, dict[str, str]]:
    """Facts about 2025 and after, published at the end of 2025; `cells` replace some of theirs."""
    return {fact: {"as_of": "2025-12", "status": "announced"} | cells for fact in facts}


@cache
def base() -> Case:
    """The small case, read once."""
    return small()


@st.composite
def dated_cases(draw: st.DrawFn) -> Case:
    """The small case with other dates, periods and status of its facts, and bases drawn anew; not checked again."""
    bases = draw(
        st.lists(st.lists(st.sampled_from(TOKENS), min_size=1, max_size=3, unique=True), min_size=5, max_size=5)
    )
    tables: dict[str, pl.DataFrame] = {}
    for shift, (name, rows) in enumerate(base().tables.items()):
        columns = [column for column in rows.columns if column.endswith("basis")]
        cells = pl.Series([" ".join(bases[(row + shift) % 5]) for row in range(rows.height)], dtype=pl.String)
        drawn = [pl.when(pl.col(column).is_not_null()).then(cells).alias(column) for column in columns]
        tables[name] = rows.with_columns(drawn)
    texts = {
        "as_of": st.sampled_from(["2020", "2022-03", "2023-05-07", "2024-11", "2025-09-30", "2026-01", None]),
        "period_end": st.sampled_from(["2019", "2023-04", "2025", "2027", None]),
        "status": st.sampled_from(["observed", "estimate", "announced", "target"]),
    }
    drawn = [
        pl.Series(name, draw(st.lists(text, min_size=5, max_size=5)), dtype=pl.String) for name, text in texts.items()
    ]
    return replace(base(), tables={**tables, "facts": base().table("facts").with_columns(drawn)})


def tokens(case: Case) -> set[str]:
    """Every id in a basis of the case."""
    return {
        token
        for table in case.tables.values()
        for name in table.columns
        if name == "basis" or name.endswith("_basis")
        for basis in table[name].drop_nulls()
        for token in basis.split()
    }


# laws ---------------------------------------------------------------------------


@given(dated_cases())
def test_case_on_the_last_day_is_the_case_itself(case: Case) -> None:
    assert known_by(case, AS_OF) is case
    assert known_by(case, date(2040, 1, 1)) is case


@given(dated_cases(), DAYS)
def test_nothing_of_a_later_day_is_left(case: Case, day: date) -> None:
    """Not in a basis, not among the facts, not among the sources."""
    then = known_by(case, day)
    unknown = {
        fact
        for fact, as_of in case.table("facts").select("fact", "as_of").iter_rows()
        if known_from(as_of, AS_OF) > day and day < AS_OF
    }
    assert not tokens(then) & unknown
    assert set(then.table("facts")["fact"]) == set(FACTS) - unknown
    assert set(then.table("sources")["source"]) >= set(then.table("facts")["source"])
    if day < AS_OF:
        assert set(then.table("sources")["source"]) == set(then.table("facts")["source"])
    assert tokens(then) <= {*FACTS, "guess", "choice", "rule:like_others", KNOWN_LATER}


@given(dated_cases(), DAYS, DAYS)
def test_an_earlier_day_never_sees_more(case: Case, one: date, other: date) -> None:
    """Lines whose first observation is drawn back to the day have another date, so of capacity the lines count."""
    first, second = known_by(case, min(one, other)), known_by(case, max(one, other))
    assert set(first.table("facts")["fact"]) <= set(second.table("facts")["fact"])
    assert set(first.table("sites")["site"]) <= set(second.table("sites")["site"])
    keys = {
        "threats": ["threat"], "deliveries": ["order"], "funds": ["fund"], "uses": ["place", "item"],
        "stocks": ["place", "item"], "requirements": ["requirement"], "adversary": ["entry"],
        "economy": ["place", "year"], "history": ["place", "year"], "statements": ["statement"],
    }  # fmt: skip
    for table, key in keys.items():
        assert set(first.table(table).select(key).rows()) <= set(second.table(table).select(key).rows()), table


@given(dated_cases(), DAYS)
def test_case_as_of_a_day_is_sound(case: Case, day: date) -> None:
    """A table put in again, with every check between tables, raises nothing, if the case can be asked at all."""
    then = known_by(case, day)
    try:
        require(then)
    except UsageError:
        return
    assert then.change("places", then.table("places")).digest == then.digest


@given(dated_cases(), DAYS)
def test_counts_are_those_of_the_tables(case: Case, day: date) -> None:
    then = known_by(case, day)
    if day >= AS_OF:
        assert counts(then).is_empty()
        return
    for table, left_out, carried_back in counts(then).iter_rows():
        assert left_out <= case.table(table).height
        cells = [then.table(table)[name] for name in then.table(table).columns if name.endswith("basis")]
        assert carried_back == sum(cell.drop_nulls().str.contains(KNOWN_LATER).sum() for cell in cells)


# dates --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-02-03", date(2024, 2, 3)),
        ("2024-02", date(2024, 2, 29)),
        ("2024", date(2024, 12, 31)),
        ("2024-13", None),
        ("2023-02-30", None),
        ("0000", None),
        ("spring 2024", None),
        ("", None),
    ],
)
def test_part_of_a_date_counts_as_its_end(text: str, day: date | None) -> None:
    assert last_day(text) == day


def test_fact_without_a_date_or_of_the_future_is_known_on_the_day_of_the_case() -> None:
    assert known_from(None, AS_OF) == AS_OF
    assert known_from("2029", AS_OF) == AS_OF
    assert known_from("2025", AS_OF) == date(2025, 12, 31)


def test_facts_that_measure_a_time_that_had_passed_are_kept_apart() -> None:
    """On 30 June 2025: fact-1 observed the year 2024, fact-2 announced it, fact-3 estimates 2025 (not over yet)."""
    then = {"as_of": "2025-12", "period_start": "2024", "period_end": ""}
    facts = {
        "fact-1": then | {"status": "observed"},
        "fact-2": then | {"status": "announced"},
        "fact-3": then | {"status": "estimate", "period_end": "2025"},
    }
    known = Known.of(small(facts), date(2025, 6, 30))
    assert known.later == {"fact-1", "fact-2", "fact-3"}
    assert known.passed == {"fact-1"}


# rows ---------------------------------------------------------------------------

DAY = date(2025, 10, 31)


@pytest.mark.parametrize("table", ["stocks", "deliveries", "funds", "uses", "requirements", "adversary"])
def test_row_on_what_was_not_known_goes(table: str) -> None:
    column = {"funds": "amount", "uses": "rate", "adversary": "amount"}.get(table, "quantity")
    known = known_by(small(**{table: {f"{column}_basis": "fact-4"}}), DAY)
    gone = known_by(small(later("fact-4"), **{table: {f"{column}_basis": "fact-4 guess"}}), DAY)
    assert known.table(table).height > 0
    assert gone.table(table).is_empty()
    assert dict(counts(gone).select("table", "left_out").iter_rows())[table] > 0


def test_stock_measured_by_then_and_published_later_stays_and_is_carried_back() -> None:
    """Counted in May 2025, published in December; the count stands no later than the start of the horizon."""
    facts = later("fact-4", status="observed", period_start="2025-05", period_end="2025-05")
    then = known_by(small(facts, stocks={"quantity_basis": "fact-4 guess", "date": "2025-12"}), DAY)
    assert then.table("stocks")["quantity_basis"].unique().to_list() == [f"guess {KNOWN_LATER}"]
    assert then.table("stocks")["date"].unique().to_list() == [date(2025, 10, 1)]


@pytest.mark.parametrize("cells", [{"as_of": "2025-12"}, {"as_of": "2025-12", "status": "observed"}])
def test_threat_counts_only_as_published(cells: dict[str, str]) -> None:
    """Neither a later source nor a later statement is seen, whatever it measures."""
    facts = {"fact-5": cells | {"period_start": "2025-01", "period_end": "2025-01"}}
    assert known_by(small(facts), DAY).table("threats").is_empty()
    stated_later = small(threats={"date": "2025-11"})
    assert known_by(stated_later, DAY).table("threats").is_empty()
    assert known_by(stated_later, date(2025, 11, 30)).table("threats").height == 2


def test_observation_ahead_gives_way_to_the_one_before_or_stands_as_of_the_day() -> None:
    """The lines were seen in December 2025 by facts of June; the tank line had also been seen in January."""
    tables = small_tables()
    seen = {"site": "pol_tanks", "date": "2025-01", "status": "delivered", **number("rate", 5, 0.1, "fact-4")}
    tables["capacity"].append(seen)
    rates = known_by(case_of(tables), DAY).table("capacity").filter(pl.col("status") == "delivered")
    found = rates.select("site", "date", "rate").rows()
    assert found == [
        ("deu_charges", date(2025, 10, 1), 20_000.0),
        ("deu_shells", date(2025, 10, 1), 10_000.0),
        ("pol_tanks", date(2025, 1, 1), 5.0),
    ]


def test_announcement_that_was_not_known_goes_and_that_of_the_day_stays() -> None:
    tables = small_tables()
    for row in tables["capacity"]:
        if row["site"] == "deu_shells" and row["status"] == "announced":
            row["rate_basis"] = "fact-3"
    tables["facts"][2] |= later("fact-3")["fact-3"]
    rates = known_by(case_of(tables), DAY).table("capacity").filter(pl.col("status") == "announced")
    assert rates["site"].to_list() == ["deu_charges", "pol_tanks"]


def test_newer_announcement_replaces_the_one_that_it_overtook() -> None:
    """fact-1 announced 7 tanks a month in 2024, fact-2 9 in May 2025: at the end of 2024 it is 7, later 9."""
    tables = small_tables()
    rule = "rule:announced_then"
    tables["rules"].append({"rule": "announced_then", "kind": "computation", "text": "kept for an earlier day"})
    for fact, date_, rate in (("fact-1", "2025-06", 7), ("fact-2", "2025-09", 9)):
        row = {"site": "pol_tanks", "date": date_, "status": "announced", **number("rate", rate, 0.1, f"{fact} {rule}")}
        tables["capacity"].append(row)
    tables["facts"][0] |= {"as_of": "2024-05", "status": "target"}
    tables["facts"][1] |= {"as_of": "2025-05", "status": "target"}
    case = case_of(tables)

    def announced(day: date) -> list[float]:
        rows = known_by(case, day).table("capacity").filter((pl.col("site") == "pol_tanks") & (pl.col("date") < DAY))
        return rows.filter(pl.col("status") == "announced")["rate"].to_list()

    assert announced(date(2024, 12, 31)) == [7.0]
    assert announced(DAY) == [9.0]


def test_line_of_which_no_rate_was_known_goes_with_the_need_that_it_alone_could_meet() -> None:
    tables = small_tables()
    for row in tables["capacity"]:
        row["rate_basis"] = "fact-1" if row["site"] == "pol_tanks" else "guess"
    tables["facts"][0] |= later("fact-1")["fact-1"]
    then = known_by(case_of(tables), DAY)
    assert "pol_tanks" not in then.table("sites")["site"]
    assert then.table("scales")["item"].to_list() == ["shell_155mm"]
    assert "No line was known of main_battle_tank" in " ".join(sentences(then))
    assert set(Scope.of(then, Question()).needs["item"]) == {"shell_155mm"}


def test_input_of_which_no_line_was_known_limits_nothing() -> None:
    tables = small_tables()
    for row in tables["capacity"]:
        row["rate_basis"] = "fact-1" if row["site"] == "deu_charges" else "guess"
    tables["facts"][0] |= later("fact-1")["fact-1"]
    then = known_by(case_of(tables), DAY)
    assert then.table("recipes").is_empty()
    assert set(then.table("scales")["item"]) == {"main_battle_tank", "shell_155mm"}


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("items", "price"),
        ("sites", "build_lag"),
        ("scales", "per_force"),
        ("places", "contracting_delay"),
        ("budgets", "standing_share"),
    ],
)
def test_what_no_plan_can_do_without_is_carried_back(table: str, column: str) -> None:
    """The value stays, its basis is the one assumption that says so."""
    tables = small_tables()
    for row in tables[table]:
        row[f"{column}_basis"] = "fact-4 guess" if row[column] else ""
    for row in tables["capacity"]:
        row["rate_basis"] = "guess"
    tables["facts"][3] |= later("fact-4")["fact-4"]
    case = case_of(tables)
    then = known_by(case, DAY)
    assert then.table(table)[column].to_list() == case.table(table)[column].to_list()
    assert then.table(table)[f"{column}_basis"].drop_nulls().unique().to_list() == [f"guess {KNOWN_LATER}"]
    assert KNOWN_LATER in then.table("assumptions")["assumption"]
    assert "are carried back" in sentences(then)[0]


def test_economy_keeps_the_years_that_had_begun() -> None:
    tables = small_tables()
    rows = [row | {"year": str(year)} for row in tables["economy"] for year in (2024, 2025, 2026)]
    tables["economy"] = [row | {"gdp_basis": "fact-1"} for row in rows]
    tables["facts"][0] |= later("fact-1")["fact-1"]
    then = known_by(case_of(tables), DAY).table("economy")
    assert then["year"].unique().sort().to_list() == [2024, 2025]
    assert then["gdp_basis"].unique().to_list() == [KNOWN_LATER]


def test_own_course_goes_on_as_the_past_and_a_path_whose_goal_was_not_known_is_none() -> None:
    """Germany's shares of 1963 and 1985 are in its history; Poland has none, so its own anchor is carried back."""
    tables = small_tables()
    tables["paths"] = [
        {"path": path, "place": place, "year": year, **number("share", value, 0.0, "fact-1")}
        for path, year, value in (("national", "2026", 2.4), ("goal", "2026", 2.4), ("goal", "2035", 5.0))
        for place in ("DEU", "POL")
    ]
    tables["levers"] = tables["changes"] = tables["ladder"] = []
    tables["facts"][0] |= later("fact-1")["fact-1"]
    paths = known_by(case_of(tables), DAY).table("paths")
    assert paths.select("path", "place", "year", "share").rows() == [
        ("national", "DEU", 1985, 3.0),
        ("national", "POL", 2026, 2.4),
    ]
    assert paths["share_basis"].to_list() == ["fact-2", KNOWN_LATER]


def test_lever_that_reaches_nothing_of_the_day_goes_with_its_changes() -> None:
    tables = small_tables()
    extra = [row | {"lever": "more_loans", "name": "More loans"} for row in tables["levers"][:1]]
    change = tables["changes"][0] | {"lever": "more_loans", "part": "9", "table": "funds", "selection": "fund=loan"}
    tables["levers"] += extra
    tables["changes"] += [change | {"column": "amount"}]
    tables["funds"] = [row | {"amount_basis": "fact-1"} for row in tables["funds"]]
    tables["facts"][0] |= later("fact-1")["fact-1"]
    case = case_of(tables)
    then = known_by(case, DAY)
    assert set(case.table("levers")["lever"]) - set(then.table("levers")["lever"]) == {"more_loans"}
    assert "more_loans" not in then.table("changes")["lever"]


# the horizon, and what cannot be asked ----------------------------------------------


def test_horizon_starts_in_the_month_of_the_day() -> None:
    """Two months earlier than the case, so months also end two months earlier; the end stays."""
    settings = known_by(small(), date(2025, 11, 30)).settings
    assert (settings.start, settings.monthly_until, settings.end) == (
        date(2025, 11, 1), date(2026, 10, 1), date(2030, 12, 1)
    )  # fmt: skip
    assert settings.as_of == date(2025, 11, 30)


def test_horizon_of_a_day_after_the_start_is_that_of_the_case() -> None:
    case = small()
    settings = known_by(case, date(2026, 1, 10)).settings
    assert (settings.start, settings.monthly_until) == (case.settings.start, case.settings.monthly_until)


@pytest.mark.parametrize(
    ("day", "facts", "said"),
    [
        (date(2024, 1, 1), {}, "No statement on the threat was known on 2024-01-01. Ask about a later day."),
        (DAY, later("fact-4"), "No line of any item that is needed was known on 2025-10-31. Ask about a later day."),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_sentence(day: date, facts: Any, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        require(known_by(small(facts), day))


def test_any_case_that_is_not_of_an_earlier_day_can_be_asked() -> None:
    require(small())
    assert sentences(small()) == ()


def test_pages_say_that_a_case_is_of_an_earlier_day() -> None:
    """The page of the check has a section on it, with the counts by table; any other case has none."""
    then = known_by(small(later("fact-3")), DAY)
    page = checked(check(then), as_known(then))
    section = page.sections[-1]
    assert section.title == "As known then"
    assert section.text == sentences(then)
    assert section.table is not None
    assert section.table["carried_back"].sum() == counts(then)["carried_back"].sum() > 0
    assert as_known(small()) == ()


# the packaged case --------------------------------------------------------------------


@pytest.fixture(scope="module")
def packaged() -> Case:
    """The packaged case."""
    return packaged_case()


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 12, 31), date(2025, 12, 31)], ids=str)
def test_packaged_case_as_of_a_day_is_sound_and_knows_no_later_fact(packaged: Case, day: date, tmp_path: Path) -> None:
    then = known_by(packaged, day)
    require(then)
    later_facts = Known.of(packaged, day).later
    assert later_facts
    assert not tokens(then) & later_facts
    then.write(tmp_path / "then")
    assert Case.read(tmp_path / "then").digest == then.digest
    assert then.change("places", then.table("places")).digest == then.digest
    evidence = then.table("statements")["evidence"].drop_nulls().str.split(" ").explode()
    assert not set(evidence) & later_facts
    assert Scope.of(then, Question()).budget.min() >= 0


def test_packaged_case_as_of_its_last_day_is_itself(packaged: Case) -> None:
    assert known_by(packaged, packaged.settings.as_of) is packaged


def test_every_moving_table_is_one_of_a_case() -> None:
    assert set(MOVING) <= set(BY_NAME)
