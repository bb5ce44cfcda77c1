"""`sinews risk` on the small case: what it prints, saves, remembers and refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from sinews.data.case import Case
from sinews.data.levers import for_sale
from sinews.data.tables.years import YEARS
from tests import support
from tests.cli.words import TOLD, Command, Done
from tests.model import exact, one_line

QUICK = ("--trials", "40", "--workers", "1")


def rows(done: Done) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.out)))


def test_risk_says_how_sure_the_date_is(sinews: Command) -> None:
    done = sinews("risk", "small", "--no-save", *QUICK)
    assert done.status == 0
    text = " ".join(done.out.split())
    assert text.startswith("How sure is the date? A 0 % chance (0 to 8.8) that all is ready before an attack becomes")
    for words in (
        "All ready: not half a chance by December 2030 (0 % by then).",
        "If nothing but the threat were uncertain, the chance would be 0 %.",
        "What is lacking differs most by needs",
        "40 trials of the plan of NATO in Europe, seed 1.",
    ):
        assert words in text


def test_risk_as_csv_and_json_and_as_it_was(sinews: Command, folder: Path) -> None:
    """Tables by themselves, all in one object and in a saved run; again what was remembered, the same bytes."""
    found = rows(sinews("risk", "small", "--table", "chance", *QUICK))
    assert {(row["reading"], row["family"]) for row in found} == {
        (reading, family) for reading in ("kept", "adapted") for family in ("all", "main_battle_tank", "shell_155mm")
    }
    first = sinews("risk", "small", "--json", *QUICK)
    second = sinews("risk", "small", "--json", *QUICK)
    assert first.out == second.out
    answer = first.json
    tables = ["chance", "fan", "lacking", "drivers", "figures"]
    assert list(answer) == [
        "command", "run", "trials", "seed", "known", "family", *tables, "sentences", "certain", "points", *TOLD,
    ]  # fmt: skip
    quantiles = [[row[name] for name in ("q10", "q25", "q50", "q75", "q90")] for row in answer["fan"]]
    assert all(levels == sorted(levels) for levels in quantiles)
    manifest = json.loads((folder / answer["run"] / "manifest.json").read_text())
    assert set(manifest["files"]) == {f"{name}.csv" for name in tables}


def test_risk_with_one_kind_of_figures_known(sinews: Command) -> None:
    known = sinews("risk", "small", "--json", "--no-save", "--known", "needs", "--known", "stocks", *QUICK).json
    kinds = {row["kind"] for row in known["drivers"]}
    assert "rates_of_lines" in kinds
    assert not kinds & {"needs", "stocks"}
    assert "with needs and stocks exactly as likely" in known["sentences"][0]


def test_risk_says_what_levers_do_to_the_chance(sinews: Command, folder: Path) -> None:
    """Beside all else: a row a lever, and one for it and each family; nobody has to solve again what is remembered."""
    asked = ("risk", "small", "--levers", "--no-drivers", *QUICK)
    levers = rows(sinews(*asked, "--table", "levers"))
    assert {row["lever"] for row in levers} == {lever.code for lever in for_sale(Case.read(folder / "small"), YEARS)}
    answer = sinews(*asked, "--json").json
    families = [(row["lever"], row["family"]) for row in answer["lever_chances"]]
    assert len(set(families)) == len(families) == 3 * len(levers)
    assert "while the plan is kept" in sinews(*asked).out
    assert sinews("risk", "small", "--table", "levers", *QUICK).status == 2


def test_risk_makes_a_plan_anew_for_each_lever(sinews: Command) -> None:
    """The same rows by other plans: some lever does more, and both are remembered apart."""
    asked = ("risk", "small", "--levers", "--no-drivers", *QUICK)
    kept, anew = sinews(*asked, "--json").json, sinews(*asked, "--anew", "--json").json
    assert anew["anew"] is True
    assert "anew" not in kept
    columns = {row["lever"]: row["expected_change"] for row in kept["levers"]}
    moved = [row["lever"] for row in anew["levers"] if row["expected_change"] != columns[row["lever"]]]
    assert moved
    assert sinews(*asked, "--anew", "--json").json["levers"] == anew["levers"]
    assert sinews(*asked, "--json").json["levers"] == kept["levers"]
    assert "with a plan made anew for each" in " ".join(sinews(*asked, "--anew").out.split())


def test_levers_on_people_are_pulled_where_people_have_to_be_found(sinews: Command, folder: Path) -> None:
    """The case calls up no crew and sells nothing but recruits: with --crews they are for sale, and without not."""
    tiny = one_line().people("POL", 1000, 120).crew("shell", 4, share=0)
    price, most = exact(price=1), exact(most=1)
    tiny.add("levers", price, most, lever="recruits", name="Recruits", decides="Poland", earliest="2026-01")
    change = {"table": "people", "selection": "", "column": "recruits", "change": "multiply", "unit": "1", "text": ""}
    tiny.tables["changes"] = [{"lever": "recruits", "part": "1", **change, **exact(amount=2)}]
    tiny.case().write(folder / "tiny")
    asked = ("risk", "tiny", "--levers", "--trials", "20", "--no-drivers", "--workers", "1", "--table", "levers")
    done = sinews(*asked, "--crews")
    assert done.status == 0, done.err
    assert [row["lever"] for row in rows(done)] == ["recruits"]
    assert sinews(*asked).status == 2


def test_factors_of_a_case_change_what_is_drawn(sinews: Command, folder: Path) -> None:
    before = sinews("risk", "small", "--json", "--no-save", "--no-drivers", *QUICK).json
    cells = {"factor": "optimism", "table": "scales", "column": "per_force", "among": "all", "direction": "same"}
    support.write_rows(folder / "small", "factors", [cells | support.number("share", 90)])
    names = [{"name": path.stem, "path": path.name} for path in sorted((folder / "small").glob("*.csv"))]
    support.describe(folder / "small", resources=names)
    after = sinews("risk", "small", "--json", "--no-save", "--no-drivers", *QUICK).json
    assert after["lacking"] != before["lacking"]
    assert after["certain"] == before["certain"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("risk small --table chances", "There is no table chances; there are: chance, fan, lacking, drivers, figures."),
        ("risk small --family tanks", "There is no family tanks; there are: all, main_battle_tank, shell_155mm."),
        ("risk small --known need", "there is no need; there are: needs,"),
        ("risk small --anew", "--anew makes a plan for each lever: say --levers as well."),
        ("risk small --trials 0", "'0' is no whole number from 1 on"),
        ("risk small --trials many", "'many' is no whole number from 1 on"),
        ("risk small --seed -1", "--seed"),
        ("risk small --seed 1.5", "--seed"),
        ("risk small --workers none", "'none' is no whole number from 1 on"),
        ("risk small --path nowhere", "no spending path nowhere"),
        ("risk nowhere", "nowhere"),
    ],
)
def test_what_cannot_be_asked_is_refused(sinews: Command, words: str, says: str) -> None:
    done = sinews(*words.split())
    assert (done.status, done.out) == (2, "")
    assert says in done.err
