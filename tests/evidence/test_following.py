"""Numbers that follow a new edition by the rules of the packaged case, on a small case and by hand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from sinews.commands.main import main
from sinews.data.case import Case
from sinews.data.derivation.figures import Figure
from sinews.data.intake.basis import Basis, Cited, Ends
from sinews.data.intake.following import Following, follow
from sinews.data.intake.rules import NOTHING, SCALED, SILENT, WHOLE, followed
from sinews.data.intake.shares import SHARES as SHARES_BY_RULE
from sinews.data.intake.shares import STAYS, shared
from sinews.data.intake.taken import Taken, rows_of
from tests.evidence.editions import SHARES, case_with, nato, workbook

#: Facts beside NATO's shares of output, `published-0` to `published-5`: outputs, shares of equipment, rounds, people.
BESIDE = (
    ("DEU", "gdp", "annual_amount_current_prices", 1000.0, "billion_USD", "2025"),  # published-6
    ("POL", "gdp", "annual_amount_current_prices", 500.0, "billion_USD", "2025"),
    ("DEU", "defence_expenditure", "equipment_share_of_defence_expenditure", 20.0, "percent", "2025"),
    ("UKR", "shell_155mm", "deliveries", 12000.0, "units", "2023"),  # published-9
    ("UKR", "shell_155mm", "deliveries", 11000.0, "units", "2024"),
    ("EUR", "shell_155mm", "output", 20000.0, "units", "2023"),
    ("EUR", "shell_155mm", "share_exported", 50.0, "percent", "2023"),
    ("DEU", "shell_155mm", "training_use", 24000.0, "rounds/year", "2023"),  # published-13
    ("DEU", "shell_155mm", "stock", 30000.0, "units", "2023"),
    ("DEU", "military_personnel", "stock", 200.0, "thousand_persons", "2025"),  # published-15
    ("DEU", "military_personnel", "stock", 180.0, "thousand_persons", "2024"),
)
ASSUMED = {
    "error_of_spending_shares": 1, "training_for_each_euro": 1, "german_stock_since_2023": 1,
    "german_stock_over_others": 1.5, "exchange_usd": 0.5, "contracts_to_equipment_spending": 2, "leave_of_others": 8,
    "growth_of_others": 1, "dropout_in_training": 20,
}  # fmt: skip
RULES = (
    "aid_by_spending", "training_by_spending", "german_stock_carried_forward", "stocks_by_spending",
    "contracts_by_equipment", "strength_of_two_years", "recruits_for_growth",
)  # fmt: skip

AID = "published-9 published-10 published-11 published-12 {} error_of_spending_shares rule:aid_by_spending"
DEU, POL = "published-1 published-6", "published-4 published-7"
USES = (
    f"aid,DEU,shell_155mm,2026-01,2027-12,505.747,252.874,1011.49,{AID.format(DEU)}",
    f"aid,POL,shell_155mm,2026-01,2027-12,494.253,247.126,988.506,{AID.format(POL)}",
    f"training,POL,shell_155mm,2026-01,2027-12,1954.55,977.273,3909.09,published-13 {POL} {DEU} "
    "training_for_each_euro rule:training_by_spending",
)
HELD = (
    "POL,shell_155mm,2025-12,19545.5,6515.15,58636.4,published-14 german_stock_since_2023 "
    f"rule:german_stock_carried_forward {POL} {DEU} german_stock_over_others rule:stocks_by_spending"
)
SIGNED = "published-6 exchange_usd published-1 published-8 contracts_to_equipment_spending rule:contracts_by_equipment"
SERVING = "published-15 published-16 rule:strength_of_two_years"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A case of two allies whose aid, training and stock rest on expenditure: shares of output, times output."""
    shares = [
        (code, "defence_expenditure", "share_of_gdp", share, "percent", f"{year}")
        for code, values in SHARES.values()
        for year, share in zip((2024, 2025, 2026), values, strict=True)
    ]
    base = case_with(tmp_path, "NATO", [*shares, *BESIDE])
    for name, rows in (
        (
            "assumptions",
            [f"{name},{value},{value},{value},factor,setting,for a test" for name, value in ASSUMED.items()],
        ),
        ("rules", [f"{name},computation,Why {name} is so." for name in RULES]),
    ):
        with (base / f"{name}.csv").open("a", encoding="utf-8") as stream:
            stream.writelines(f"{row}\n" for row in rows)
    for name, wanted, gone in (("uses", USES, "aid,DEU"), ("stocks", (HELD,), "POL,shell_155mm")):
        path = base / f"{name}.csv"
        kept = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith(gone)]
        path.write_text("".join(f"{line}\n" for line in [*kept, *wanted]), encoding="utf-8")
    return tmp_path


def test_uses_and_stocks_follow_a_new_edition_and_the_part_of_a_total_that_others_have(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Germany spends 4.3 in place of 2.2 % of 1,000 billion, Poland 4.3 % of 500 billion as before.

    Aid of 12,000 a year is 1,000 a month; Germany has 43 of 64.5 parts of it, two thirds, Poland the other third though
    none of its own facts has changed. Poland trains half of what Germany does with its 2,000 rounds a month, since it
    spends half; and holds half of Germany's 30,000 rounds over 1.5.
    """
    revised = {"Germany": (2.0, 4.3, 2.4), "Poland": SHARES["Poland"][1]}
    (folder / "table.xlsx").write_bytes(workbook(nato(share=revised)))
    words = ["update", str(folder / "over"), "--from", str(folder / "table.xlsx"), "--case", str(folder / "base")]
    assert main([*words, "--no-answer", "--json", "--write"]) == 0
    told: Any = json.loads(capsys.readouterr().out)
    numbers = {(n["table"], n["row"]): (n["after"], n["low"], n["high"]) for n in told["numbers"]}
    assert numbers["uses", "aid/DEU/shell_155mm/2026-01-01"] == pytest.approx((2000 / 3, 1000 / 3, 4000 / 3), rel=1e-5)
    assert numbers["uses", "aid/POL/shell_155mm/2026-01-01"] == pytest.approx((1000 / 3, 500 / 3, 2000 / 3), rel=1e-5)
    assert numbers["uses", "training/POL/shell_155mm/2026-01-01"] == pytest.approx((1000, 500, 2000), rel=1e-5)
    assert numbers["stocks", "POL/shell_155mm"] == pytest.approx((10000, 10000 / 3, 30000), rel=1e-5)
    assert told["left"] == []
    case = Case.read(folder / "base", folder / "over")
    assert sorted(case.table("uses")["rate"]) == pytest.approx([1000 / 3, 2000 / 3, 1000], rel=1e-5)


def test_a_total_whose_parts_are_not_all_there_stays_and_says_why(folder: Path) -> None:
    """Without Poland's row Germany's 505.747 is no part of 1,000 that expenditure gives."""
    case = Case.read(folder / "base")
    uses = case.table("uses")
    alone = case.change("uses", uses.filter((pl.col("use") == "aid") & (pl.col("place") == "DEU")))
    left = following(alone, "published-1", 4.3).left
    assert [(number.table, number.row) for number in left] == [("uses", "aid/DEU/shell_155mm/2026-01-01")]
    assert left[0].why == (
        "aid_by_spending takes more than the facts that the number names: Why aid_by_spending is so."
    )


def test_offices_and_people_follow(folder: Path) -> None:
    """Germany: 1,000 billion at 0.5, 2.2 % of it for defence, 20 % of that for equipment, signed twice: 4,400 million.

    At 4.3 % 8,600, its range of three fifths to twice as wide as before. 220,000 serve in place of 200,000; the range
    is from the 180,000 of the year before, less two per cent, to two per cent more; 8 and 1 % of them over the four
    fifths that finish training are taken in.
    """
    case = Case.read(folder / "base").change("offices", of_one(*offices())).change("people", of_one(*people()))
    told = [*following(case, "published-1", 4.3).numbers, *following(case, "published-15", 220).numbers]
    after = {
        (number.table, number.column): (number.after.low, number.after.value, number.after.high) for number in told
    }
    assert after["offices", "signed"] == pytest.approx((5160, 8600, 17200))
    assert after["people", "strength"] == pytest.approx((176400, 220000, 224400))
    assert after["people", "recruits"] == pytest.approx((22000, 24750, 27500))


def test_a_fact_of_nothing_makes_numbers_nothing_or_leaves_them_with_why(folder: Path) -> None:
    """Germany spends nothing: it gives none of the aid, Poland all; what is over its spending cannot be worked out.

    It signs nothing then. From there a number cannot be scaled, nor a total be shared anew of which it had no part.
    """
    case = Case.read(folder / "base").change("offices", of_one(*offices()))
    told = following(case, "published-1", 0)
    numbers = {(number.table, number.row): number.after for number in told.numbers if number.table != "paths"}
    assert numbers["uses", "aid/DEU/shell_155mm/2026-01-01"] == Ends(0, 0, 0)
    assert numbers["uses", "aid/POL/shell_155mm/2026-01-01"].value == pytest.approx(1000)
    assert numbers["offices", "DEU"] == Ends(0, 0, 0)
    assert {(number.table, number.row): number.why for number in told.left} == {
        ("uses", "training/POL/shell_155mm/2026-01-01"): SILENT,
        ("stocks", "POL/shell_155mm"): SILENT,
    }
    facts = case.table("facts").with_columns(
        *(
            pl.when(pl.col("fact") == "published-1").then(0.0).otherwise(pl.col(end)).alias(end)
            for end in ("value", "low", "high")
        )
    )
    uses = case.table("uses").with_columns(
        *(
            pl.when(pl.col("use") != "aid")
            .then(pl.col(end))
            .when(pl.col("place") == "DEU")
            .then(0.0)
            .otherwise(1000.0)
            .alias(end)
            for end in ("rate", "rate_low", "rate_high")
        )
    )
    signed = of_one(*({**dict(offices()), "signed": 0.0, "signed_low": 0.0, "signed_high": 1.0}).items())
    after = case.change("facts", facts).change("uses", uses).change("offices", signed)
    told = following(after, "published-1", 2.2)
    reasons = {(number.table, number.row): number.why for number in told.left}
    assert reasons["offices", "DEU"] == NOTHING
    assert reasons["uses", "aid/DEU/shell_155mm/2026-01-01"] == f"a total, shared by expenditure: {STAYS}"


def test_a_share_of_nothing_in_a_workbook_is_taken(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    revised = {"Germany": (2.0, 0.0, 2.4), "Poland": SHARES["Poland"][1]}
    (folder / "table.xlsx").write_bytes(workbook(nato(share=revised)))
    words = ["update", str(folder / "over"), "--from", str(folder / "table.xlsx"), "--case", str(folder / "base")]
    assert main([*words, "--no-answer", "--json", "--write"]) == 0
    told: Any = json.loads(capsys.readouterr().out)
    assert {(left["table"], left["why"]) for left in told["left"]} == {("uses", SILENT), ("stocks", SILENT)}
    uses = Case.read(folder / "base", folder / "over").table("uses").filter(pl.col("use") == "aid")
    assert sorted(uses["rate"]) == pytest.approx([0, 1000])


TURNOVER = frozenset({"strength_of_two_years", "turnover_of_a_force"})


@pytest.mark.parametrize(
    ("name", "values", "rules", "assumed"),
    [
        (
            "a need by that of another, and output",
            (10, 20, 5, 50),
            {"as_germany", "by_gdp"},
            {"error_of_gdp_ratios": 1},
        ),
        ("recruits by the turnover of a force", (20, 1, 5, 200), TURNOVER, {"turnover_of_other_years": 1}),
        (
            "who leaves, by who is gone",
            (20, 1, 5, 200),
            TURNOVER,
            {"turnover_of_other_years": 1, "dropout_in_training": 20},
        ),
        ("population at its last growth", (84, 83), {"population_beyond_outlook"}, {}),
    ],
)
@pytest.mark.parametrize("was", [True, False], ids=["it becomes 0", "it was 0"])
def test_a_rule_that_divides_by_a_fact_of_nothing_cannot_say(
    was: bool, name: str, values: tuple[float, ...], rules: Collection[str], assumed: Mapping[str, float]
) -> None:
    """By any fact in turn that is 0 the number becomes another or stays with why; by one at least it stays."""
    rule: Any = {**WHOLE, **SCALED}[name]
    base = basis(values, rules, assumed)
    gives = rule(base)
    there = gives if isinstance(gives, Ends) else Ends(gives, gives, gives)
    told = []
    for place in range(len(values)):
        other = basis([0 if at == place else value for at, value in enumerate(values)], rules, assumed)
        told.append(followed(base, other, there) if was else followed(other, base, there))
    assert (None, SILENT) in told


def test_recruits_of_whom_none_finish_stay_with_why() -> None:
    """All drop out in training: by the rule no number of recruits is enough."""
    rules = {"strength_of_two_years", "recruits_for_growth"}
    assumed = {"leave_of_others": 8.0, "growth_of_others": 1.0, "dropout_in_training": 100.0}
    told = followed(basis((200, 190), rules, assumed), basis((220, 190), rules, assumed), Ends(20, 20, 20))
    assert told == (None, SILENT)


@pytest.mark.parametrize(("output", "number"), [(0.0, 0.0), (5.0, 0.0)], ids=["no weights", "no total"])
def test_parts_of_nothing_stay(output: float, number: float) -> None:
    """A part of 0 of a total of 0, or by an output of 0, has no factor by which it would grow."""
    money = [
        Cited(Figure(value, value, value, unit, ("x",)), 2025, "x")
        for value, unit in ((0, "units"), (output, "million_EUR"))
    ]
    before = Basis(tuple(money), frozenset({"by_gdp"}), {}, 0)
    assert shared(SHARES_BY_RULE["by_gdp"], [before], [before], [number]) == []


def basis(values: Sequence[float], rules: Collection[str], assumed: Mapping[str, float]) -> Basis:
    """Facts of units in a row of 2027, each of 2025, under rules and assumptions."""
    figures = [Figure(value, value, value, "units", ("x",)) for value in values]
    return Basis(tuple(Cited(figure, 2025, "x") for figure in figures), frozenset(rules), assumed, 2027)


def following(case: Case, name: str, value: float) -> Following:
    """What follows if a fact has another value."""
    row = {**rows_of(case, "facts")[name], "fact": f"new-{name}", "value": f"{value:g}"}
    return follow(case, [Taken(row, name)])


def of_one(*cells: tuple[str, str | float | int]) -> pl.DataFrame:
    """A table of one row."""
    return pl.DataFrame({name: [cell] for name, cell in cells})


def offices() -> Iterator[tuple[str, str | float | int]]:
    yield from (("place", "DEU"), ("year", 2025))
    yield from number("signed", 4400, 2640, 8800, SIGNED)
    yield from number("share", 43, 43, 43, "guess")
    yield from number("growth", 10, 10, 10, "guess")


def people() -> Iterator[tuple[str, str | float | int]]:
    yield ("place", "DEU")
    yield from number("strength", 200000, 176400, 204000, SERVING)
    yield from number("leave", 8, 8, 8, "leave_of_others")
    basis = f"{SERVING} leave_of_others growth_of_others dropout_in_training rule:recruits_for_growth"
    yield from number("recruits", 22500, 20000, 25000, basis)
    for name, value in (("dropout", 20), ("training", 12), ("reserves", 0), ("pay", 70000)):
        yield from number(name, value, value, value, "guess")


def number(name: str, value: float, low: float, high: float, basis: str) -> Iterator[tuple[str, str | float]]:
    yield from ((name, float(value)), (f"{name}_low", float(low)), (f"{name}_high", float(high)))
    yield (f"{name}_basis", basis)
