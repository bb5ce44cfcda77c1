"""Every command on the small case: what it prints for readers, for pipes and for programs."""

from __future__ import annotations

import csv
import io
import os
import pty
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import highspy
import pytest

from sinews.answers.runs import SavedRun
from sinews.app import server
from sinews.clocks.years import YEARS
from sinews.commands.arguments import _parser, parse
from sinews.commands.catalogue import COMMANDS
from sinews.commands.command import Command as Entry
from sinews.data.case import Case
from tests import support
from tests.cli.words import TOLD, Command, Listing, Start
from tests.served import unopened

#: What is measured is tested elsewhere.
pytestmark = pytest.mark.usefixtures("_remembered")

YEARS_KEYS = [
    "command", "run", "format", "clock", "case", "question", "extras", "solver", "versions", "status", "residual",
    "objective", "charges", "shortfall_points", "margin", "missing_before_ready", "coverage_percent",
    "graded", "margins",
    "effects", "program", "measured", "stated", "closed", "warnings", "why",
]  # fmt: skip

WHY_KEYS = [
    "limit", "step", "subject", "earned", "unit", "days", "percent_of_shortfall", "shortfall_months", "steps",
    "farther", "then", "confidence", "rows",
]  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_help_names_every_command_and_loads_nothing_heavy(process: Start) -> None:
    code = (
        "import sys; from sinews.commands.main import main; status = main(['--help'])\n"
        "heavy = {'polars', 'numpy', 'scipy', 'rich', 'altair', 'highspy'} & set(sys.modules)\n"
        "sys.exit(status or len(heavy))"
    )
    done = process(["-c", code])
    out, err = done.communicate()
    assert (done.returncode, err) == (0, "")
    for command in COMMANDS:
        assert f"\n    {command.name}" in out


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_has_help_with_json(sinews: Command, command: str) -> None:
    done = sinews(command, "--help")
    assert done.status == 0
    assert "--json" in done.out
    assert f"Example: sinews {command} " in done.out


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_example_of_a_command_can_be_said(command: Entry) -> None:
    assert parse([command.name, *shlex.split(command.example)]).module == command.module


def test_a_call_builds_the_options_of_its_own_command_and_of_the_brief() -> None:
    commands = _parser(["years", "small"])._subparsers._group_actions[0].choices  # type: ignore[union-attr]
    assert {name for name, parser in commands.items() if len(parser._actions) > 1} == {"brief", "years"}


def test_without_a_command_it_is_the_brief() -> None:
    assert vars(parse([])).keys() == vars(parse(["brief"])).keys()
    assert (parse([]).command, parse([]).case) == ("brief", "nato-europe")
    without, with_it = parse(["--json", "--quick"]), parse(["brief", "--json", "--quick"])
    without.parser = with_it.parser
    assert vars(without) == vars(with_it)


def test_version(sinews: Command) -> None:
    done = sinews("--version")
    assert (done.status, done.out.split()[0]) == (0, "sinews")


def test_module_runs_as_the_command_does(process: Start) -> None:
    done = process(["-m", "sinews", "--version"])
    out, _ = done.communicate()
    assert (done.returncode, out[:7]) == (0, "sinews ")


def test_check_prints_counts_as_csv(sinews: Command) -> None:
    done = sinews("check", "small")
    assert done.status == 0
    assert done.err.startswith("The years clock can be asked.\nThe days clock cannot be asked: no rows in areas, ")
    counts = {row["table"]: int(row["values"]) for row in rows(done.out)}
    assert counts["places"] == 2
    assert counts["capacity"] == 6


def test_check_as_json(sinews: Command) -> None:
    answer = sinews("check", "small", "--json", "--weakest", "2").json
    assert list(answer) == [
        "command", "case", "findings", "warnings", "clocks", "free_share", "counts", "known", "programs", "weakest",
        "remeasured", *(name for name in TOLD if name != "warnings"),
    ]  # fmt: skip
    assert [size["ticks"] for size in answer["programs"]] == ["default", "monthly"]
    assert list(answer["programs"][0]) == ["ticks", "rows", "columns", "nonzeros", "memory_mib"]
    assert len(answer["weakest"]) == 2
    assert 0 < answer["free_share"] < 1


def test_check_as_of_a_day_counts_what_is_left_out_and_carried_back(sinews: Command) -> None:
    """All facts of the small case were published in June 2025: in May none was known, at the end of June all were."""
    before = {row["table"]: row for row in rows(sinews("check", "small", "--as-of", "2025-05").out)}
    assert int(before["threats"]["left_out"]) == 2
    assert int(before["items"]["carried_back"]) == 8
    assert "left_out" in rows(sinews("check", "small", "--as-of", "2025-06-30").out)[0]
    known = sinews("check", "small", "--as-of", "2025-05", "--json").json["known"]
    assert {"table": "items", "left_out": 0, "carried_back": 8} in known
    assert sinews("check", "small", "--json").json["known"] == []


def test_check_as_of_the_last_day_is_check(sinews: Command) -> None:
    assert sinews("check", "small", "--as-of", "2026-02").out == sinews("check", "small").out


def test_facts_as_of_a_day_are_those_known_then(sinews: Command) -> None:
    words = ("facts", "shell_155mm", "--case", "small", "--as-of")
    assert len(rows(sinews(*words, "2025-06").out)) == 2
    assert rows(sinews(*words, "2025-05").out) == []


def test_years_as_of_a_day_says_so_and_starts_there(sinews: Command) -> None:
    done = sinews("years", "small", "--as-of", "2025-07")
    assert done.status == 0
    assert "As known on 2025-07-31: 0 figures were published later" in " ".join(done.out.split())
    coverage = rows(sinews("years", "small", "--as-of", "2025-07", "--table", "coverage").out)
    assert coverage[0]["period"] == "2025-07"


@pytest.mark.parametrize("command", ["brief", "buy", "check", "levers", "statements", "years"])
def test_every_command_that_reads_a_case_takes_it_as_of_a_day(sinews: Command, command: str) -> None:
    """Before the first fact none of them has an answer, but the check, which says what there is."""
    done = sinews(command, "small", "--as-of", "2000-01")
    assert done.status == (0 if command == "check" else 2)
    assert command == "check" or "Ask about a later day" in done.err or "has no statements" in done.err


def test_check_lists_the_weakest_figures(sinews: Command) -> None:
    found = rows(sinews("check", "small", "--weakest", "3").out)
    assert len(found) == 3
    assert found[0]["weakest"] == "assumption"


def test_check_prints_all_findings_with_status_2(sinews: Command, folder: Path) -> None:
    support.set_cell(folder / "small", "sites", 2, "place", "XXX")
    support.set_cell(folder / "small", "items", 2, "loss_rate", "-1")
    done = sinews("check", "small")
    assert done.status == 2
    assert {row["file"] for row in rows(done.out)} >= {"sites.csv", "items.csv"}
    findings = sinews("check", "small", "--json").json["findings"]
    assert list(findings[0]) == ["file", "row", "column", "found", "expected", "remedy"]


def test_check_of_a_case_that_the_default_question_does_not_suit_predicts_nothing(
    sinews: Command, folder: Path
) -> None:
    groups = support.read_rows(folder / "small", "groups")
    support.write_rows(folder / "small", "groups", [row | {"group": "OTHER"} for row in groups])
    requirements = support.read_rows(folder / "small", "requirements")
    support.write_rows(folder / "small", "requirements", [row | {"group": "OTHER"} for row in requirements])
    support.set_text(folder / "small", "changes", "group=NATO_EUR", "group=OTHER")
    support.set_text(folder / "small", "statements", "NATO_EUR", "OTHER")
    assert sinews("check", "small", "--json").json["programs"] == []


def test_years_as_json_is_one_object_with_stable_keys(sinews: Command, listing: Listing) -> None:
    done = sinews("years", "small", "--json")
    assert done.status == 0
    answer = done.json
    assert list(answer) == YEARS_KEYS
    assert list(answer["margin"]) == ["ready", "planned", "median", "early", "months", "early_months", "beyond_horizon"]
    assert list(answer["why"][0]) == WHY_KEYS
    assert answer["objective"] == pytest.approx(sum(answer["charges"].values()))
    assert f"{answer['run']}/manifest.json" in listing()


def test_years_twice_prints_the_same_bytes(sinews: Command) -> None:
    first, second = sinews("years", "small", "--json", "--fresh"), sinews("years", "small", "--json")
    assert first.out == second.out


def test_years_prints_ready_why_plan(sinews: Command) -> None:
    done = sinews("years", "small", "--no-save")
    assert done.status == 0
    heads = [line for line in done.out.splitlines() if line in ("Ready", "Why", "Plan")]
    assert heads == ["Ready", "Why", "Plan"]


def test_years_without_saving_writes_nothing(sinews: Command, listing: Listing) -> None:
    before = listing()
    assert sinews("years", "small", "--no-save", "--json").json["run"] is None
    assert listing() == before


def test_years_saves_where_it_is_told(sinews: Command, folder: Path) -> None:
    run = sinews("years", "small", "--json", "--out", "some/where").json["run"]
    assert run.startswith("some/where/")
    assert SavedRun.load(folder / run).manifest["case"]["name"] == "small"


@pytest.mark.parametrize("quantity", ["coverage", "money_lapsed"])
def test_years_prints_a_table_of_the_outcome(sinews: Command, quantity: str) -> None:
    found = rows(sinews("years", "small", "--no-save", "--table", quantity).out)
    assert {row["quantity"] for row in found} == {quantity}
    answer = sinews("years", "small", "--no-save", "--json", "--table", quantity).json
    assert len(answer["table"]) == len(found)


def test_quantities_of_the_command_are_those_of_the_outcome(sinews: Command, folder: Path) -> None:
    run = sinews("years", "small", "--json").json["run"]
    assert set(SavedRun.load(folder / run).outcome["quantity"]) <= set(YEARS.quantities)


def test_years_passes_every_option_of_the_question_on(sinews: Command) -> None:
    words = ("--path", "today", "--trust", "contracted", "--monthly", "--no-expansion", "--no-save", "--json")
    asked = sinews("years", "small", *words).json["question"]
    assert asked == {
        "path": "today", "group": "NATO_EUR", "needs_set": "force_goals", "trust": "contracted", "monthly": True,
        "expansion": False, "holdings": "as_held", "left_out": "", "crews": False,
    }  # fmt: skip


def test_an_overlay_counts_rows_and_changes_the_case(sinews: Command, folder: Path) -> None:
    overlay = folder / "closed"
    overlay.mkdir()
    support.write_rows(overlay, "stocks", support.read_rows(folder / "small", "stocks")[:1])
    support.set_cell(overlay, "stocks", 2, "quantity", "320")
    plain, laid = (
        sinews("years", "small", "--no-save", "--json", *more).json["case"] for more in ((), ("--overlay", "closed"))
    )
    assert laid["overlaid_rows"] == {"stocks": 1}
    assert laid["digest"] != plain["digest"]


def test_programs_that_are_written_can_be_read_and_have_names(sinews: Command, folder: Path) -> None:
    done = sinews("years", "small", "--no-save", "--write-lp", "new/a.lp", "--write-mps", "a.mps", "--json")
    size = done.json["program"]
    for path in ("new/a.lp", "a.mps"):
        highs = highspy.Highs()
        highs.silent()
        highs.readModel(str(folder / path))
        assert highs.getNumCol() == size["columns"]
        assert "orders(DEU,main_battle_tank,2026_01)" in (folder / path).read_text()
        highs.run()
        assert highs.getObjectiveValue() == pytest.approx(done.json["objective"], abs=1e-6)


def test_brief_prints_the_answer_and_writes_the_report(sinews: Command, folder: Path) -> None:
    done = sinews("brief", "small", "--report", "out/answer.html")
    assert done.status == 0
    assert "What to fix first" in done.out
    assert (folder / "out/answer.html").read_text(encoding="utf-8").startswith("<!")


def test_brief_beside_another_case_says_what_its_margins_are(sinews: Command, folder: Path) -> None:
    done = sinews("brief", "small", "--quick", "--no-save", "--beside", "small")
    assert done.status == 0, done.err
    assert f"\nBeside {Case.read(folder / 'small').settings.title}\n" in done.out
    assert 'id="beside-another-case"' in (folder / "report.html").read_text(encoding="utf-8")
    table = sinews("brief", "small", "--quick", "--no-save", "--beside", "small", "--json").json["beside"]
    assert [(row["clock"], row["needed"]) for row in table] == [("Years", row["needed_there"]) for row in table]


def test_brief_beside_what_is_no_case_is_a_mistake_before_any_work(sinews: Command, listing: Listing) -> None:
    before = listing()
    done = sinews("brief", "small", "--beside", "nowhere", "--progress")
    assert (done.status, done.out) == (2, "")
    assert "solve" not in done.err
    assert listing() == before


def test_the_application_says_by_which_addresses_and_names_it_is_reached(
    sinews: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever serves all addresses of the machine prints one that opens here, and says what others open."""
    words, everywhere = ("app", "small", "--port", "8765"), "0.0.0.0"  # noqa: S104 - nothing listens here
    monkeypatch.setattr(server, "outward", lambda port: f"192.168.1.5:{port}")
    with unopened():
        alone = sinews(*words)
        shared = sinews(*words, "--host", everywhere)
        named = sinews(*words, "--host", everywhere, "--name", "Planning.example", "--name", "here:9000")
        monkeypatch.setattr(server, "outward", lambda _: None)
        unknown = sinews(*words, "--host", everywhere)
    assert {done.status for done in (alone, shared, named, unknown)} == {0}
    assert all("http://127.0.0.1:8765/" in done.out for done in (alone, shared, named))
    assert "reached from other machines" not in alone.err
    assert "They open http://192.168.1.5:8765/." in shared.err
    assert "refused unless it is allowed: --name NAME." in shared.err
    assert "--name NAME (planning.example:8765, here:9000 may be)." in named.err
    assert "They open http://ADDRESS:8765/, the ADDRESS of this machine in numbers." in unknown.err


def test_brief_as_json(sinews: Command) -> None:
    answer = sinews("brief", "small", "--json").json
    assert list(answer) == [
        "command",
        "report",
        *YEARS_KEYS[1:],
        "ladder",
        "offers",
        "frontier",
        "curve",
        "curve_by_ally",
    ]
    assert answer["report"] == "report.html"


def test_facts_as_csv_and_json(sinews: Command) -> None:
    found = rows(sinews("facts", "gdp", "--case", "small").out)
    assert [row["fact"] for row in found] == ["fact-1"]
    answer = sinews("facts", "DEU", "--case", "small", "--limit", "2", "--json").json
    assert list(answer) == ["command", "words", "count", "facts", *TOLD]
    assert answer["count"] == len(answer["facts"]) == 2
    assert {"value", "low", "high", "period", "as_of", "confidence", "source"} <= set(answer["facts"][0])


def test_no_fact_found_is_an_answer(sinews: Command) -> None:
    done = sinews("facts", "zebra", "--case", "small")
    assert (done.status, rows(done.out)) == (0, [])
    assert "No fact" in done.err


def test_new_copies_a_case(sinews: Command, folder: Path) -> None:
    done = sinews("new", "mine/case", "--from", "small")
    assert done.status == 0
    assert Case.read(folder / "mine/case") == Case.read(folder / "small")
    answer = sinews("new", "other", "--from", "small", "--json").json
    assert list(answer) == ["command", "source", "target", "files"]
    assert "datapackage.json" in answer["files"]


def test_compare_of_cases_lists_cells_and_rows(sinews: Command, folder: Path) -> None:
    sinews("new", "mine", "--from", "small")
    support.set_cell(folder / "mine", "forces", 2, "quantity", "10")
    support.set_cell(folder / "mine", "forces", 2, "quantity_high", "10")
    support.drop_row(folder / "mine", "stocks", 3)
    found = rows(sinews("compare", "small", "mine").out)
    assert {(r["table"], r["row"], r["column"], r["change"], r["before"], r["after"]) for r in found} == {
        ("forces", "force_goals/DEU/brigade", "quantity", "changed", "9.0", "10.0"),
        ("forces", "force_goals/DEU/brigade", "quantity_high", "changed", "9.0", "10.0"),
        ("stocks", "MARKET/propellant_charge", "", "removed", "", ""),
    }
    assert sinews("compare", "small", "small", "--json").json["count"] == 0


def test_compare_of_runs_says_what_was_asked_and_what_came_out(sinews: Command) -> None:
    runs = [sinews("years", "small", "--json", "--path", path).json["run"] for path in ("today", "national")]
    answer = sinews("compare", *runs, "--json").json
    assert list(answer) == ["command", "kind", "first", "second", "stated", "count", "changes"]
    changed = {row["row"]: (row["before"], row["after"]) for row in answer["changes"]}
    assert changed["question.path"] == ("today", "national")
    assert float(changed["shortfall_points"][0]) > float(changed["shortfall_points"][1])


def test_compare_of_a_run_and_its_case_finds_nothing(sinews: Command) -> None:
    run = sinews("years", "small", "--json", "--trust", "contracted").json["run"]
    assert sinews("compare", run, "small", "--json").json["changes"] == []


def test_progress_names_the_phases_on_standard_error_only(sinews: Command) -> None:
    done = sinews("years", "small", "--progress", "--json", "--no-save", "--fresh")
    phases = [line.split()[0] for line in done.err.splitlines()]
    assert phases == ["read", "check", "build", "solve", "families", "date", "NATO_EUR", "why", "share", "range"]
    assert done.json["command"] == "years"


def test_a_terminal_gets_tables_for_reading(folder: Path) -> None:
    for words, expected in (
        (["check", "small"], "Program with default ticks"),
        (["facts", "gdp", "--case", "small"], "grade A"),
        (["years", "small", "--no-save", "--table", "coverage"], "main_battle_tank"),
    ):
        text = on_terminal(folder, words)
        assert expected in text
        assert ",value," not in text
        assert "read" in text  # progress appears by itself


def on_terminal(folder: Path, words: Sequence[str]) -> str:
    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-m", "sinews", *words], cwd=folder, stdout=theirs, stderr=theirs)
    os.close(theirs)
    parts = []
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        parts.append(part)
    os.close(ours)
    assert done.wait() == 0
    return b"".join(parts).decode()


def test_a_pipe_that_closes_early_is_no_error(process: Start) -> None:
    done = process(["-m", "sinews", "facts", "tank", "--limit", "5000"])
    assert done.stdout is not None
    assert done.stdout.readline().startswith("fact,")
    done.stdout.close()
    assert done.wait() == 0
    assert done.stderr is not None
    assert done.stderr.read() == ""
    done.stderr.close()
