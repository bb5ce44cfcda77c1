"""What the documentation says is so: its commands run, its code works, and it leaves no command or name out."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

import sinews
import sinews.data.case
from sinews.answers.memory import FOLDER
from sinews.clocks.days import plan as search
from sinews.clocks.days import pricing, restricted
from sinews.clocks.years import program as years
from sinews.clocks.years.answer import answer, refer
from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.page.readings import plan
from sinews.clocks.years.page.report.money import spending
from sinews.clocks.years.scope import Question, Scope
from sinews.data.case import Case
from sinews.model.solver.highs import HighsSession
from tests.docs.attendant import attended

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), *sorted(ROOT.glob("*.md")), ROOT / "requirements" / "README.md"]


#: What the commands of a guide have to print, in this order, beyond that they run.
PRINTED = {
    "read-an-article": (
        ",does not hold,",
        ",requirement,",
        "10 claims understood: 1 holds",
        "Wrote page.html",
        "1 claim understood: 1 holds",
    ),
    "run-a-sweep": ("Wrote the answers to", "Did you mean contracted?", "4 of 5 rows are there already."),
    "add-a-fact": (
        ",does not hold,",
        "lockheed_camden_long_range_interceptor,2025-12,delivered",
        "capacity",
        ",holds in part,",
        "column rate: found 1.3; expected a whole number",
    ),
}


def blocks(page: Path, language: str) -> list[str]:
    """Code blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def script(block: str) -> str:
    """The commands of a console block: what stands behind the prompts `$` and `>`."""
    return "\n".join(line[2:] for line in block.splitlines() if line.startswith(("$ ", "> ")))


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What commands of the guides have measured so far: somebody who follows one after the other has it as well."""
    return tmp_path_factory.mktemp("remembered")


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An environment in which `sinews` and `python` are those under test."""
    programs = tmp_path_factory.mktemp("programs")
    (programs / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (programs / "python").chmod(0o755)
    path = os.pathsep.join([str(programs), os.environ.get("PATH", "")])
    found = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src")}
    with attended(programs / "sinews", found):
        yield found


@pytest.fixture
def workshop(tmp_path: Path, remembered: Path) -> Iterator[Path]:
    """A folder with examples, tools, and what has been measured so far."""
    for name in ("examples", "tools"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    measured = tmp_path / "runs" / FOLDER
    shutil.copytree(remembered, measured)
    yield tmp_path
    shutil.copytree(measured, remembered, dirs_exist_ok=True)


#: Guides whose commands need what they build first; a test of their own runs them.
BUILDING = ("add-a-clock",)


@pytest.mark.parametrize(
    "guide",
    [guide for guide in GUIDES if blocks(guide, "console") and guide.stem not in BUILDING],
    ids=lambda guide: guide.stem,
)
def test_commands_of_guide_run(guide: Path, workshop: Path, environment: dict[str, str]) -> None:
    whole = "\n".join(script(block) for block in blocks(guide, "console"))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", whole],  # noqa: S607 - whichever bash there is
        cwd=workshop,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    printed = done.stdout + done.stderr
    for text in PRINTED.get(guide.stem, ()):
        assert text in printed, done.stdout + done.stderr
        printed = printed[printed.index(text) + len(text) :]


def test_every_guide_shows_commands_or_code() -> None:
    assert all(blocks(guide, "console") or blocks(guide, "python") for guide in GUIDES)


#: Pages whose blocks in Python are run one after the other, as a reader would; two guides have tests of their own.
PYTHON = [page for page in PAGES if blocks(page, "python") and page.stem != "add-a-component"]


@pytest.mark.parametrize("page", PYTHON, ids=lambda page: page.stem)
def test_python_of_a_page_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the small case in the place of the packaged one, which takes minutes."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sinews.data.case, "embedded", lambda name: ROOT / "examples" / "small" if name else None)
    names: dict[str, object] = {}
    for block in blocks(page, "python"):
        exec(compile(block, str(page), "exec"), names)  # noqa: S102


def test_blocks_of_python_are_run_or_have_a_test_of_their_own() -> None:
    there = {page.stem for page in PAGES if re.search("^```python", page.read_text(encoding="utf-8"), re.MULTILINE)}
    assert there == {page.stem for page in PYTHON} | {"add-a-component", "add-a-clock"}
    assert {"api", "use-python"} <= there


@pytest.fixture
def leasing(monkeypatch: pytest.MonkeyPatch) -> Scope:
    """The small case with the component of the guide put in."""
    [code] = blocks(ROOT / "docs" / "guides" / "add-a-component.md", "python")
    names: dict[str, object] = {}
    exec(compile(code, "guide", "exec"), names)  # noqa: S102
    monkeypatch.setattr(years, "COMPONENTS", (*COMPONENTS, names["build"]))
    return Scope.of(Case.read(ROOT / "examples" / "small"), Question())


def test_component_of_guide_works(leasing: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    program = years.build(leasing)
    assert len(program.variable("leased")) > 0
    monkeypatch.setattr(years, "COMPONENTS", COMPONENTS)
    assert HighsSession(program).solve().objective <= HighsSession(years.build(leasing)).solve().objective + 1e-9


def test_money_of_the_guides_component_is_in_the_report(leasing: Scope) -> None:
    """Its fees stand under their heading in table, chart and sentence, and money in is money out with them."""
    found = answer(refer(leasing))
    leased = found.solution.value[found.program.numbers(found.program.variable("leased"))]
    price = leasing.of_items("price", leasing.needs["item"].to_list())
    fees = float(0.01 * price @ leased @ leasing.calendar.length) / 1000
    assert fees > 0.1
    section = spending(found)
    assert section.table is not None
    assert section.figure is not None
    table = {heading: (come, gone) for heading, come, gone in section.table.iter_rows()}
    assert table["Fees for leases"] == (None, pytest.approx(fees, rel=1e-2))
    assert table["In all"][0] == pytest.approx(table["In all"][1])
    by_year = section.figure.data.filter(pl.col("heading") == "Fees for leases")
    assert by_year["billion_EUR"].sum() == pytest.approx(fees, rel=1e-2)
    assert any("for fees for leases" in line for line in section.text)
    outcome = found.outcome.filter(pl.col("subject") == "fees for leases")
    assert outcome["value"].sum() / 1000 == pytest.approx(fees)
    beside = ("Not spent in time", "Standing costs", "Other domains")
    paid = table["In all"][0] - sum(table[heading][1] for heading in beside if heading in table)
    assert plan(found)["spending_billion_EUR"].sum() == pytest.approx(paid, rel=1e-2)


def test_every_command_and_option_is_documented() -> None:
    from sinews.commands.arguments import _parser

    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    parser = _parser()
    commands = parser._subparsers._group_actions[0].choices
    missing = [name for name in commands if f"## sinews {name}" not in text]
    for command in (parser, *commands.values()):
        options = [name for action in command._actions for name in action.option_strings if name.startswith("--")]
        missing += [name for name in options if name not in text]
    assert not missing


def test_every_public_name_is_documented() -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert not [name for name in sinews.__all__ if f"`{name}`" not in text]


def test_every_dependency_has_a_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[><= ]", one)[0] for one in stated}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert not [name for name in names if name.removeprefix("pytest-") not in text]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_lock_files_name_no_place_to_fetch_from() -> None:
    locks = list((ROOT / "requirements").glob("*.txt"))
    assert locks
    assert not [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")]


def test_the_method_names_the_numbers_that_the_search_for_routes_has() -> None:
    text = " ".join((ROOT / "docs" / "method-days.md").read_text(encoding="utf-8").split())
    first, second = search.LONGER
    for said in (
        f"ticks {first} times as long, then {second} times",
        f"the {pricing.TRIED} best of each start and area",
        f"with the {pricing.TICKS} ticks in which it earns most",
        f"no more than {100 * search.FINE:g} % off the objective: {100 * search.WORTH:g} %",
        f"where more than {search.MANY:,} departures",
        f"{100 * search.EXACT:.4f} %, by prices of a vertex, where there are no more than {search.FEW} pairs",
        f"the {restricted._KEPT:,} limits of which least is left",
    ):
        assert said in text, said


def test_every_operation_of_cells_is_documented() -> None:
    from sinews.data.derivation.evaluation import OPERATIONS

    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8").split("## Rows and rules")[1]
    assert not [name for name in OPERATIONS if name.isidentifier() and f"`{name}`" not in text]
