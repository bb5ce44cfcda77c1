"""Views of statements and of the adversary: a page and sections that terminal and report can show."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from rich.console import Console

from sinews.clocks.years import answer as years
from sinews.clocks.years.answer import YearsAnswer
from sinews.clocks.years.page import adversary, adversary_money
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.present.page import Page, Section
from sinews.present.render.html import as_html
from sinews.present.render.terminal import show
from sinews.present.sources import cited
from sinews.statements import page as statements
from sinews.statements.checks import verdicts
from sinews.statements.plans import Plans
from sinews.statements.verdict import Outcome, Verdict
from tests import support
from tests.answers import asked
from tests.statements.told import statement, tables


def economies() -> list[support.Row]:
    """Economies at purchasing power, Russia's among them."""
    return [
        {"place": place, "year": str(year), **support.number("gdp", gdp, 0.0),
         **support.number("gdp_ppp", 2 * gdp, 0.0), **support.blank("population")}
        for place, gdp in (("DEU", 4e6), ("POL", 1e6), ("RUS", 2e6))
        for year in (*range(2024, 2031),)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The small case with a claim of each outcome, and money on both sides."""
    cells = {"about": "NATO_EUR", "item": "main_battle_tank", "side": "at_least", "unit": "units"}
    rows = [
        statement("gap_level", "surely", value=1.0, **cells),
        statement("gap_level", "perhaps", value=900.0, **cells),
        statement("gap_level", "hardly", value=9_999.0, **cells),
        statement("expansion_needed", "plan"),
        statement("no_data", "later"),
    ]
    spent = [
        {**support.small_tables()["adversary"][0], "entry": entry, "item": "", "quantity": "defence_expenditure",
         "start": "2025-01", "end": "2025-12", "unit": unit, **support.number("amount", amount)}
        for entry, unit, amount in (("euros", "million_EUR", 140_000), ("power", "million_international_USD", 400_000))
    ]  # fmt: skip
    shares = [
        {"place": place, "year": str(year), **support.number("share", 2.0)}
        for place in ("DEU", "POL")
        for year in (2024, 2025)
    ]
    others = {
        "adversary": [*support.small_tables()["adversary"], *spent],
        "history": shares,
        "economy": economies(),
    }
    folder = tmp_path_factory.mktemp("statements") / "told"
    return Case.read(support.write_tables(folder, tables(*rows, **others)))


@pytest.fixture(scope="module")
def answer(case: Case) -> YearsAnswer:
    return years.answer(years.refer(Scope.of(case, Question())))


@pytest.fixture(scope="module")
def found(answer: YearsAnswer) -> tuple[Verdict, ...]:
    return verdicts(answer.scope.case, Plans(answer.scope.case, [asked(answer)]))


def shown(page: Page, width: int = 200) -> str:
    stream = io.StringIO()
    show(page, Console(file=stream, width=width))
    return stream.getvalue()


def test_the_page_has_a_section_for_each_outcome(case: Case, found: tuple[Verdict, ...]) -> None:
    page = statements.page(case, found)
    assert all(sentence.endswith(".") for sentence in page.sentences)
    titles = [section.title for section in page.sections]
    assert titles == [outcome.value.capitalize() for outcome in Outcome if outcome in {one.outcome for one in found}]
    text = shown(page)
    assert "It is so. (Office, June 2025)" in " ".join(text.split())
    document = as_html(page, "data")
    assert all(f">{title}<" in document for title in titles)


def test_the_section_names_figure_range_change_and_sources_with_links(case: Case, found: tuple[Verdict, ...]) -> None:
    section = statements.section(case, found)
    assert section.table is not None
    assert section.table.height == len(found)
    assert section.table["figure"].str.contains("to").any()
    document = as_html(Page("Title", ("Sentence.",), (section,)), "data")
    assert "A Ministry" in document
    codes = [*case.table("items")["item"], *case.table("places")["place"], "NATO_EUR"]
    text = re.sub(r"<[^>]+>", " ", document)
    assert [code for code in codes if re.search(rf"\b{code}\b", text)] == []


def test_links_of_sources_become_links(case: Case) -> None:
    assert statements.rests_on(["fact-4", "guess"], cited(case)) == (
        "A Newspaper, Shells for years, 2025-01, grade C <https://example.org/a>; assumptions: guess"
    )


def test_the_count_is_in_words(found: tuple[Verdict, ...]) -> None:
    assert statements.counted(found).startswith(f"Of {len(found)} statements ")
    assert statements.counted(()) == "Of 0 statements 0 hold, 0 in part and 0 not."


def test_data_of_verdicts_has_no_infinite_number(case: Case, found: tuple[Verdict, ...]) -> None:
    table = statements.frame(case, found)
    assert list(table.columns) == list(statements.SCHEMA)
    for name in ("value", "low", "high", "against"):
        assert not table[name].is_infinite().any()


def test_output_of_both_sides(answer: YearsAnswer) -> None:
    """Russia makes 20 tanks a month (14 to 26), Poland 6 (5.4 to 6.6) at the end of 2025."""
    table = adversary.output(answer)
    assert tuple(table.columns) == adversary.OUTPUT_COLUMNS
    seen = table.filter(pl.col("kind") == "observed").select("side", "year", "value", "low", "high").rows()
    assert [row[:2] for row in seen] == [("NATO in Europe", 2025), ("Russia", 2025)]
    assert seen[0][2:] == pytest.approx((72.0, 64.8, 79.2))
    assert seen[1][2:] == pytest.approx((240.0, 168.0, 312.0))
    planned = table.filter(pl.col("kind") == adversary.PLANNED)
    assert planned["year"].to_list() == list(range(2026, 2031))
    assert planned["low"].is_null().all()
    tanks = answer.outcome.filter((pl.col("quantity") == "output") & (pl.col("subject") == "pol_tanks"))
    assert planned["value"].sum() == pytest.approx(tanks["value"].sum())


def test_money_of_both_sides(answer: YearsAnswer) -> None:
    """Two percent of 5 trillion is 100 bn; each euro is worth two international dollars; 400 bn are cited."""
    table = adversary_money.money(answer)
    assert tuple(table.columns) == adversary_money.MONEY_COLUMNS
    by = {(row["side"], row["measure"], row["year"]): row for row in table.iter_rows(named=True)}
    group = by["NATO in Europe", "market rates", 2025]
    assert (group["value"], group["unit"], group["kind"]) == (pytest.approx(100.0), "billion_EUR", "observed")
    assert by["NATO in Europe", "purchasing power", 2025]["value"] == pytest.approx(200.0)
    theirs = by["Russia", "purchasing power", 2025]
    assert (theirs["value"], theirs["low"], theirs["high"]) == pytest.approx((280.0, 252.0, 400.0))
    ahead = by["NATO in Europe", "market rates", 2026]
    assert (ahead["kind"], ahead["low"]) == ("model", None)
    assert ahead["value"] == pytest.approx(0.024 * 5000)


@pytest.mark.parametrize("make", [adversary.output_section, adversary_money.money_section])
def test_sections_of_the_adversary_have_valid_charts_with_data(make: object, answer: YearsAnswer) -> None:
    assert callable(make)
    section = make(answer)
    assert isinstance(section, Section)
    assert section.figure is not None
    assert section.figure.data.height > 0
    assert section.figure.draw().to_dict()["config"]
    document = as_html(Page("Title", ("Sentence.",), (section,)), "data")
    assert f'data-figure="{section.figure.name}"' in document
    assert len(section.figure.description) > 40


def test_a_case_that_knows_no_adversary_says_so(answer: YearsAnswer, tmp_path: Path) -> None:
    bare = support.small_tables()
    del bare["adversary"], bare["history"]
    case = Case.read(support.write_tables(tmp_path / "bare", bare))
    other = replace(answer, reference=replace(answer.reference, scope=replace(answer.scope, case=case)))
    assert "nothing on what an adversary makes" in adversary.output_section(other).text[0]
    assert adversary_money.money_section(other).figure is not None
