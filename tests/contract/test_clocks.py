"""What every clock holds: over the tuple of clocks, none named here."""

from __future__ import annotations

import re
from dataclasses import asdict, fields, is_dataclass
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from sinews.answers.answer import Answer
from sinews.answers.manifest import identity, plain, results
from sinews.answers.outcome import SCHEMA, Kind
from sinews.answers.provenance import Provenance, here
from sinews.answers.runs import FINDING, SavedRun
from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.asking import Asking, ask
from sinews.clocks.options import Role
from sinews.data.case import Case
from sinews.data.tables import TABLES
from sinews.errors import UsageError
from sinews.present.page import Page
from sinews.present.render.html import as_html
from sinews.present.report import GROUNDS, brief, report
from sinews.present.told import CLOSED, with_case
from tests import both

every_clock = pytest.mark.parametrize("clock", CLOCKS, ids=lambda clock: clock.name)


@cache
def case() -> Case:
    return both.case()


@cache
def asked(name: str) -> Asking:
    """A clock asked its first question, with all that it measures beside."""
    clock = next(clock for clock in CLOCKS if clock.name == name)
    asking = Asking.first(clock, case())
    asking.extend(extra.name for extra in clock.extras)
    return asking


def answer(clock: AnyClock) -> Answer[object]:
    return asked(clock.name).answer


@every_clock
def test_a_clock_is_a_folder_of_its_name_with_tables_of_its_own(clock: AnyClock) -> None:
    import sinews.clocks as home

    assert (Path(home.__path__[0]) / clock.name / "__init__.py").exists()
    assert set(clock.tables) <= set(TABLES)
    others = {table for other in CLOCKS if other is not clock for table in other.tables}
    assert not set(clock.tables) & others


@every_clock
def test_every_option_sets_a_part_of_the_question_or_something_that_is_measured(clock: AnyClock) -> None:
    question = clock.question({})
    assert is_dataclass(question)
    parts = {field.name for field in fields(question)}
    extras = {extra.name for extra in clock.extras}
    for option in clock.options:
        if option.role in {Role.QUESTION, Role.OWN}:
            assert option.field in parts, option.name
        if option.role is Role.EXTRA:
            assert option.field in extras, option.name


@every_clock
def test_a_question_comes_back_from_what_a_run_says_of_it(clock: AnyClock) -> None:
    said = identity(answer(clock).asked)["question"]
    again = clock.question({name: word for name, word in said.items() if word is not None})
    assert plain(asdict(again)) == plain(asdict(clock.question({})))
    with pytest.raises(UsageError):
        clock.question({"no_such_part": 1})


@every_clock
def test_a_case_without_its_rows_cannot_be_asked(clock: AnyClock) -> None:
    assert clock.lacking(case()) == ()
    own = {table.name for table in clock.tables}
    empty = Case(case().settings, {name: frame for name, frame in case().tables.items() if name not in own})
    assert set(clock.lacking(empty)) & own
    with pytest.raises(UsageError):
        clock.scope(empty)


@every_clock
def test_an_answer_has_the_form_of_every_answer(clock: AnyClock) -> None:
    found = answer(clock)
    assert found.asked.clock == clock.name
    assert found.margins
    assert len({margin.of for margin in found.margins}) == len(found.margins)
    assert all(re.fullmatch(r"[\w.:+-]+", margin.of) for margin in found.margins)  # a claim may name it
    assert dict(found.outcome.schema) == SCHEMA
    assert set(found.outcome["quantity"]) <= set(clock.quantities)
    assert set(found.outcome["kind"]) <= set(Kind)
    assert set(found.outcome["clock"]) == {clock.name}
    assert [finding.earned for finding in found.findings] == sorted((f.earned for f in found.findings), reverse=True)
    for effect in found.effects:
        assert [margin.of for margin in effect.margins] == [margin.of for margin in found.margins]


@every_clock
def test_numbers_of_its_own_do_not_take_the_names_of_those_of_all(clock: AnyClock) -> None:
    found = answer(clock)
    common = {*identity(found.asked), *results(found)} - found.figures.keys()
    assert not found.figures.keys() & {*common, "run", "command", "files", "table", *found.tables}


@every_clock
def test_a_run_reads_back_as_it_was(clock: AnyClock, tmp_path: Path) -> None:
    run = SavedRun.of(answer(clock))
    again = SavedRun.load(run.save(tmp_path))
    assert again.manifest == run.manifest
    assert again.outcome.equals(run.outcome)
    assert again.why.equals(run.why)
    assert set(FINDING) <= set(run.why.columns)


@every_clock
def test_its_page_can_be_shown_and_opens_a_brief_and_a_report(clock: AnyClock) -> None:
    parts = asked(clock.name).parts
    for page in (parts.page(), brief(case(), [parts]), report([parts])):
        assert page.title
        assert page.sentences
        assert as_html(page).count("<h1>") == 1
    assert case().settings.title in brief(case(), [parts]).title
    assert {section.tab for section in report([parts]).sections} == {""}


def test_every_clock_is_in_the_brief_and_has_a_card_and_a_tab() -> None:
    parts = [asked(clock.name).parts for clock in CLOCKS]
    page, whole = brief(case(), parts), report(parts)
    assert [section.title for section in page.sections[-len(CLOCKS) + 1 :]] == [
        part.after().title for part in parts[1:]
    ]
    tabs = list(dict.fromkeys(section.tab for section in whole.sections))
    assert tabs == [*(part.tab for part in parts), GROUNDS]
    assert [card.title for card in whole.cards] == [card.title for part in parts for card in part.cards()]
    figures = [section.figure.name for section in whole.sections if section.figure]
    assert len(set(figures)) == len(figures)


def test_brief_and_report_open_with_the_margins_of_all_clocks_side_by_side() -> None:
    """Each in its own unit: the time there is less the time needed; dates count from the day of the case, in years."""
    parts = [asked(clock.name).parts for clock in CLOCKS]
    table = brief(case(), parts).sections[0].table
    assert table is not None
    assert table["clock"].to_list() == [clock.name.capitalize() for clock in CLOCKS]
    for clock, row in zip(CLOCKS, table.iter_rows(named=True), strict=True):
        first = answer(clock).margins[0]
        spare = None if first.time is None else first.time / (12 if row["unit"] == "years" else 1)
        assert row["to_spare"] == (None if spare is None else pytest.approx(spare, rel=1e-2, abs=1e-3))
    section = report(parts).sections[0]
    assert section.figure is not None
    assert section.figure.name == "margins"
    assert section.figure.draw().to_dict()["facet"]
    assert all(one.figure is None or one.figure.name != "margins" for one in report(parts[:1]).sections)


# what every answer says of its case ------------------------------------------------------


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The case with rows laid over it that are doubtful as well."""
    folder = tmp_path_factory.mktemp("laid")
    case().write(folder / "both")
    both.altered(case(), "stocks", "quantity", 2.0).write(folder / "other")
    (folder / "closed").mkdir()
    (folder / "other" / "stocks.csv").rename(folder / "closed" / "stocks.csv")
    return Case.read(folder / "both", folder / "closed")


@every_clock
def test_an_answer_says_which_case_it_is_of_and_what_was_laid_over_it(clock: AnyClock, laid: Case) -> None:
    asking = Asking.first(clock, laid)
    manifest = results(asking.answer)
    assert manifest["stated"] == list(laid.stated())
    assert manifest["closed"] is True
    assert any("Laid over it" in line for line in manifest["stated"])
    page = told(asking, laid)
    assert page.mark == CLOSED
    document = as_html(page, laid.digest)
    for line in (CLOSED, laid.digest[:12]):
        assert line in document
    assert told(Asking.first(clock, case()), case()).mark == ""


def told(asking: Asking, of: Case) -> Page:
    return with_case(report([asking.parts]), of, [Provenance(True, here())])


def test_a_case_with_warnings_says_so_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from sinews.errors import Finding

    doubtful = tuple(Finding("stocks.csv", row, "quantity", "9e9", "less", "Look it up.") for row in (2, 5))
    monkeypatch.setattr(Case, "warnings", property(lambda _: doubtful))
    page = told(asked(CLOCKS[0].name), case())
    [line] = [line for line in page.sentences if "sinews check lists them" in line]
    assert line.startswith("2 ")
    assert "stocks.csv, row 2" in line
    assert results(answer(CLOCKS[0]))["warnings"] == [str(finding) for finding in doubtful]


def test_effects_of_somebody_else_are_said_at_the_foot() -> None:
    page = told(asked(CLOCKS[0].name), case())
    assert any("as measured by the author of the case" in line for line in page.notes)
    assert "as measured by the author of the case" in as_html(page)


# asking from Python ------------------------------------------------------------------------


def test_ask_takes_a_clock_by_name_and_the_parts_of_its_question() -> None:
    poor = ask(case(), "years", path="poor")
    assert poor.asked.question != answer(CLOCKS[0]).asked.question
    assert isinstance(poor.outcome, pl.DataFrame)
    with pytest.raises(UsageError, match=r"no clock yeers.*Did you mean years"):
        ask(case(), "yeers")
    with pytest.raises(UsageError, match="measures nothing called frontier"):
        ask(case(), "years", extras=["frontier"])
