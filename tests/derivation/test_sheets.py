"""What can be wrong with sheets: each defect is one finding, and all come at once."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sinews.data.derivation.evaluation import OPERATIONS
from sinews.data.derivation.faults import FaultError
from sinews.data.derivation.grammar import parse
from sinews.errors import CaseError
from tests.derivation.made import HALF, fact, filled, said

FACTS = {
    "made-1": fact(10, "units/month"),
    "made-2": fact(20, "months"),
    "made-3": fact("", "units"),
    "made-4": fact("ten", "units"),
    "made-5": fact(1, "units", confidence="D"),
    "made-6": fact(100, "million_XYZ"),
    "made-7": fact(0, "units"),
    "made-8": fact(5, "units"),
}


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        # grammar
        ("made-8 +", ("the end of the cell", "a fact, an assumption")),
        ("(made-8", ("the end of the cell", "a closing parenthesis")),
        ("made-8)", ('")" after "made-8"', "or the end")),
        ("made-8 made-8", ('"made-8" after "made-8"', "a sign + - * /")),
        ("total(made-8,)", ('")"', "an argument after the comma")),
        ("total(made-8 made-8)", ('"made-8"', "a comma or a closing parenthesis")),
        ("made-8 * 1.3", ("1.3", "a whole number", "State it in assumptions.csv".lower())),
        ("made-8 * 1e3", ("1e3", "a whole number")),
        ("made-8 * 1234567890", ("1234567890", "nine digits")),
        ("made-8 ** 2", ('"*"', "a fact, an assumption")),
        ("made-8 ^ 2", ('the sign "^"', "without the sign")),
        ("-made-8", ('"-"', "a fact, an assumption")),
        ("made-8 * months(2026-13, 2026-01)", ('"2026-13"', "a month, YYYY-MM")),
        ("__import__('os').system('ls')", ("the sign", "facts, assumptions")),
        ("made-8.__class__", ('"made-8.__class__"', "a fact, an assumption or a named figure")),
        ("(" * 50 + "made-8" + ")" * 50, ("more than 40 calls", "figures.csv")),
        ("made-8 + " * 300 + "made-8", ("2,7", "at most 2,000")),
        ("made-8 + " * 50 + "made-8", ("more than 40 signs in a row", "total(...)")),
        # names and arguments
        ("made-9", ('"made-9"', "a fact, an assumption or a named figure")),
        ("haf", ('"haf"', "Did you mean half?")),
        ("hlaved(made-8)", ("hlaved(...)", "Did you mean halved?")),
        ("halved(made-8, made-8)", ("halved with 2 arguments", "figure")),
        ("low(made-8, made-8)", ("low with 2 arguments", "a figure")),
        ("total()", ("total with 0 arguments", "a figure, any number of times a figure")),
        ("made-8 * 2026-01", ("a month", "a figure")),
        ("made-8 * months(12, 2026-01)", ("the number 12", "a month")),
        ("made-8 * months(item, 2026-01)", ('"tank"', "a month")),
        ("made-8 * place", ('place, which is "AAA" here', "a figure")),
        ("made-8 * latest(2026-01, 2026-02)", ("latest(...), which is a month", "a figure")),
        ("found(gdp, AAA, 2025)", ("found(...), which is a code", "a figure")),
        ("stated(found(gdp, AAA, 2025))", ("no series gdp", "series.csv")),
        ("made-8 * share(gdp, AAA, all, 2025)", ("no list all", "lists.csv")),
        ("rate(works, 2026-01)", ("no line works", "sites.csv")),
        ("need(goals, AAA, tank)", ("no need of tank in AAA",)),
        ("stocks.quantity(BBB, tank)", ("no stocks.quantity of BBB, tank", "place, item")),
        ("stocks.amount(BBB, tank)", ("stocks.amount(...)", "as in items.price")),
        ("stated(made-9)", ("no fact made-9", "Add the fact")),
        # figures
        ("12", ("a number that rests on nothing", "assumptions.csv")),
        ("made-2", ("a figure in months", "one in units")),
        ("made-8 + made-2", ("figures in units and in months", "of one unit")),
        ("span(made-8, made-2)", ("figures in units and in months", "of one unit")),
        ("made-8 / made-7", ("a division by zero", "leaves out zero")),
        ("ranged(made-8, made-8 * 2, made-8)", ("range upside down: 5 in 10 to 5",)),
        ("made-3", ("fact made-3 states no number",)),
        ("made-4", ("fact made-4 has 'ten' as value",)),
        ("made-5", ("confidence 'D'",)),
        ("made-6 * 1", ("no rate of exchange for XYZ",)),
        ("stocks.quantity(AAA, tank) + made-8", ("a circle: stocks.quantity(AAA, tank)", "Break the circle")),
    ],
)
def test_each_fault_of_a_cell_is_one_finding(tmp_path: Path, cell: str, words: tuple[str, ...]) -> None:
    """Where it stands, what was found and expected, what to do; the sound row beside it has none."""
    rules = "halved,computation,figure,figure * half,made up"
    quoted = cell.replace('"', '""')
    stocks = f'CCC,tank,2026-01,halved(made-8)\nAAA,tank,2026-01,"{quoted}"'
    items = "tank,Tank,needed,units,,,,,"
    [text] = said(tmp_path, FACTS, stocks=stocks, rules=rules, assumptions=HALF, items=items)
    assert text.startswith("stocks.csv, row 3, column quantity: found ")
    assert not [word for word in words if word not in text], text


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Two in one cell, one each in three other sheets, one in a name of a file, one in a header."""
    (tmp_path / "stoks.csv").write_text("place\nAAA\n", encoding="utf-8")
    (tmp_path / "uses.csv").write_text("use,place,item,start,end\naid,AAA,tank,2026-01,2026-12\n", encoding="utf-8")
    texts = said(
        tmp_path,
        FACTS,
        stocks="AAA,tank,2026-01,made-9 + made-10\nBBB,tank,2026-14,made-8",
        capacity="works,2026-01,promised,made-1",
        rules="twice,computation,figure,figur * 2,made up",
    )
    files = [text.partition(":")[0] for text in texts]
    assert files == [
        "capacity.csv, row 2, column status",
        "rules.csv, row 2, column formula",
        "stocks.csv, row 2, column quantity",
        "stocks.csv, row 2, column quantity",
        "stocks.csv, row 3, column date",
        "stoks.csv",
        "uses.csv, row 1, column rate",
    ]
    assert "Did you mean stocks?" in texts[5]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("one,computation,a,a +,t", ("column formula", "the end of the cell")),
        ("one,computation,a,b * 2,t", ("column formula", '"b"')),
        ("one,computation,a,toal(a),t", ("column formula", "Did you mean total?")),
        ('one,computation,a b,"low(a, b)",t', ("column formula", "low with 2 arguments")),
        ("one,calculation,a,a,t", ("column kind", '"calculation"', "Did you mean computation?")),
        ("total,computation,a,a,t", ("column rule", "total, which is an operation")),
        ("one,computation,a A,a,t", ("column arguments", '"A"')),
        ("one,computation,a a,a,t", ("column arguments", "an argument twice")),
        ("one,computation,a... b,b,t", ("column arguments", "not the last")),
        ("one,computation,a,,t", ("column formula", "the end of the cell")),
    ],
)
def test_faults_of_a_rule_stand_at_the_rule_and_not_at_its_cells(
    tmp_path: Path, rule: str, words: tuple[str, ...]
) -> None:
    name = rule.partition(",")[0]
    texts = said(tmp_path, FACTS, rules=rule, stocks=f"AAA,tank,2026-01,{name}(made-8)\nBBB,tank,2026-01,made-8")
    assert texts
    assert not [text for text in texts if not text.startswith("rules.csv, row 2")]
    assert any(all(word in text for word in words) for text in texts), texts


def test_a_rule_without_a_formula_is_said_and_cannot_be_applied(tmp_path: Path) -> None:
    book = filled(tmp_path / "said", FACTS, rules="chosen,analogy,,,made up", stocks="AAA,tank,2026-01,made-8")
    assert book.rules == {"chosen": {"rule": "chosen", "kind": "analogy", "text": "made up"}}
    [text] = said(tmp_path, FACTS, rules="chosen,analogy,,,made up", stocks="AAA,tank,2026-01,chosen(made-8)")
    assert "expected a rule of rules.csv with a formula" in text


@given(st.text(alphabet="maelf(),.-+*/= 0129_@\"'\t\u00e9", max_size=40))
def test_any_text_in_a_cell_is_a_figure_or_findings(text: str) -> None:
    """No text is run, and none ends in anything but a figure or what is wrong with it."""
    found: object
    try:
        found = parse(text)
    except FaultError as error:
        found = error.faults
    assert found


@given(st.lists(st.sampled_from([*OPERATIONS, "made-8", "tank", "2026-01", "3", "half", "(", ")", ",", "+", "*"])))
def test_any_words_of_the_language_give_a_figure_or_findings(words: list[str]) -> None:
    with TemporaryDirectory() as folder:
        quoted = " ".join(words).replace('"', '""')
        rows = f'BBB,tank,2026-01,half * made-8\nAAA,tank,2026-01,"{quoted}"'
        found: object
        try:
            found = len(filled(Path(folder), FACTS, stocks=rows, assumptions=HALF).tables["stocks"]) == 2
        except CaseError as error:
            found = error.findings
    assert found


def test_faults_of_facts_and_price_levels_are_findings(tmp_path: Path) -> None:
    facts = {"made-1": fact(1, "million_EUR", period_start="soon"), "made-2": fact(1, "million_EUR")}
    [text] = said(tmp_path, facts, stocks="AAA,tank,2026-01,made-1 * 1", price_levels="2025,1,2,made up")
    assert "made-1 has a period from 'soon', which is no year" in text
    [text] = said(tmp_path, facts, stocks="AAA,tank,2026-01,made-2 * 1", price_levels="2025,0,2,made up")
    assert "the price level of 2025 is 0" in text


def test_rules_in_a_circle_are_found(tmp_path: Path) -> None:
    rules = "one,computation,a,two(a),t\ntwo,computation,a,one(a),t"
    [text] = said(tmp_path, FACTS, rules=rules, stocks="AAA,tank,2026-01,one(made-8)")
    assert "rules in a circle: " in text


def test_rows_that_nothing_uses_are_found(tmp_path: Path) -> None:
    texts = said(
        tmp_path,
        FACTS,
        figures="spare,made-8,t",
        rules="idle,computation,a,a,t",
        assumptions=HALF,
        lists="west,AAA\neast,BBB",
        series="gdp,s,gdp,amount",
        stocks="@east,tank,2026-01,made-8",
    )
    assert [text.partition(", which")[0] for text in texts] == [
        "assumptions.csv, row 2, column assumption: found half",
        "figures.csv, row 2, column figure: found spare",
        "lists.csv, row 2, column list: found west",
        "rules.csv, row 2, column rule: found idle",
        "series.csv, row 2, column series: found gdp",
    ]


def test_a_fault_is_said_once_where_it_stands_however_many_cells_rest_on_it(tmp_path: Path) -> None:
    stocks = "AAA,tank,2026-01,shared\nBBB,tank,2026-01,shared\nCCC,tank,2026-01,shared + made-8"
    [text] = said(tmp_path, FACTS, figures="shared,made-9,t", stocks=stocks)
    assert text.startswith("figures.csv, row 2, column value")


def test_circles_through_cells_are_found_once(tmp_path: Path) -> None:
    stocks = 'AAA,tank,2026-01,"stocks.quantity(BBB, tank)"\nBBB,tank,2026-01,"stocks.quantity(AAA, tank)"'
    [text] = said(tmp_path, FACTS, stocks=stocks)
    assert "stocks.quantity(AAA, tank) -> stocks.quantity(BBB, tank) -> stocks.quantity(AAA, tank)" in text


def test_long_chains_and_great_expressions_are_refused_without_a_traceback(tmp_path: Path) -> None:
    """A chain of 300 figures, and a rule of rules that would add a figure 2^40 times."""
    chain = "\n".join(f"f{number},f{number + 1},t" for number in range(300)) + "\nf300,made-8,t"
    [text] = said(tmp_path / "chain", FACTS, figures=chain, stocks="AAA,tank,2026-01,f0")
    assert "a chain of more than 30 cells" in text
    rules = "\n".join(f"r{number},computation,a,r{number + 1}(a) + r{number + 1}(a),t" for number in range(40))
    [text] = said(
        tmp_path / "rules", FACTS, rules=f"{rules}\nr40,computation,a,a,t", stocks="AAA,tank,2026-01,r0(made-8)"
    )
    assert "rests on too many others" in text


def test_a_list_that_is_not_there_and_one_that_is_too_long(tmp_path: Path) -> None:
    many = " ".join(f"A{number}" for number in range(150))
    rows = f"@noth,tank,2026-01,made-8\n{many},{many.replace('A', 'b')},2026-01,made-8"
    texts = said(tmp_path, FACTS, stocks=rows, lists="north,AAA")
    assert "column place: found @noth; expected a list of lists.csv" in texts[0]
    assert "Did you mean north?" in texts[0]
    assert "a row for 22,500 rows; expected at most 10,000" in texts[1]


def test_a_figure_may_not_have_the_name_of_an_assumption(tmp_path: Path) -> None:
    [text] = said(tmp_path, FACTS, figures="half,made-8,t", assumptions=HALF, stocks="AAA,tank,2026-01,half * made-8")
    assert "half, which is an assumption or a fact" in text


def test_text_that_is_an_expression_has_its_faults_too(tmp_path: Path) -> None:
    orders = "o,CCC,tank,2026-01,2026-12,made-8,contracted,= host(site),wroks"
    texts = said(tmp_path, FACTS, deliveries=orders, sites="works,W,AAA,tank,o,,,,,,")
    assert any("column supplier: found no line wroks" in text and "Did you mean works?" in text for text in texts)


def test_a_key_twice_and_cells_of_the_wrong_kind_are_found_in_the_sheet(tmp_path: Path) -> None:
    texts = said(tmp_path, FACTS, stocks="AAA,tank,2026-01,made-8\nAAA BBB,tank,2026-01,made-8")
    assert [text.partition(":")[0] for text in texts] == ["stocks.csv, row 3, column place, item"]


def test_the_same_sheets_give_the_same_tables(tmp_path: Path) -> None:
    rows = "AAA,tank,2026-01,made-8\nBBB,tank,2026-01,made-8 * 2"
    assert filled(tmp_path, FACTS, stocks=rows).tables == filled(tmp_path, FACTS, stocks=rows).tables
