"""The sheet of rules, read: the formula of each, and what is wrong with it before any cell uses it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sinews.data.derivation.evaluation import OPERATIONS
from sinews.data.derivation.faults import Fault, FaultError
from sinews.data.derivation.grammar import Call, Name, Node, parse
from sinews.data.derivation.rules import ANY_NUMBER, Formula, calls, circle
from sinews.data.derivation.signature import Kind
from sinews.data.derivation.source import Row
from sinews.data.tables.kinds import RuleKind
from sinews.errors import Finding, did_you_mean

#: The kind of a rule that leaves no mark on what it makes.
SHORTHAND = "shorthand"

_NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


@dataclass(frozen=True)
class Formulas:
    """Rules by name, those that have faults, and the findings."""

    formulas: Mapping[str, Formula]
    broken: frozenset[str]
    findings: tuple[Finding, ...]


def read_formulas(rows: Sequence[Row], is_figure: Callable[[str], bool], constants: Mapping[str, str]) -> Formulas:
    """The rules of a sheet that have a formula; `is_figure`: whether a fact, assumption or figure has a name."""
    formulas: dict[str, Formula] = {}
    findings: list[Finding] = []
    rows = [row for row in rows if not _says_only(row)]
    for row in rows:
        try:
            formulas[row["rule"]] = _formula(row)
        except FaultError as error:
            findings += [fault.at(row.file, row.line, "formula") for fault in error.faults]
        findings += [fault.at(row.file, row.line, column) for column, fault in _stated(row)]
    every = {row["rule"] for row in rows}
    for row in rows:
        if row["rule"] in formulas:
            faults = dict.fromkeys(_faults(formulas[row["rule"]], every, formulas, is_figure, constants))
            findings += [fault.at(row.file, row.line, "formula") for fault in faults]
    wrong = {row["rule"] for row in rows if any(finding.row == row.line for finding in findings)}
    if around := circle(formulas):
        findings.append(around.at(rows[0].file, 0, "formula"))
        wrong |= set(formulas)
    return Formulas(
        {name: formula for name, formula in formulas.items() if name not in wrong}, frozenset(wrong), tuple(findings)
    )


def _says_only(row: Row) -> bool:
    """Whether a rule only says how rows were chosen, and computes nothing."""
    return not row["formula"] and not row["arguments"] and row["kind"] in {*map(str, RuleKind)}


def _formula(row: Row) -> Formula:
    arguments = row["arguments"].split()
    several = bool(arguments) and arguments[-1].endswith(ANY_NUMBER)
    names = tuple(argument.removesuffix(ANY_NUMBER) for argument in arguments)
    return Formula(row["rule"], names, several, parse(row["formula"]), row["kind"] != SHORTHAND)


def _stated(row: Row) -> Iterator[tuple[str, Fault]]:
    """What is wrong with the other cells of a rule."""
    kinds = [*map(str, RuleKind), SHORTHAND]
    if row["kind"] not in kinds:
        hint = did_you_mean(row["kind"], kinds)
        yield "kind", Fault(f'"{row["kind"]}"', f"one of {', '.join(kinds)}", f"Choose one of them.{hint}")
    if row["rule"] in OPERATIONS:
        yield "rule", Fault(f"{row['rule']}, which is an operation", "a name of its own", "Rename the rule.")
    arguments = row["arguments"].split()
    for argument in arguments:
        if not _NAME.fullmatch(argument.removesuffix(ANY_NUMBER)):
            yield "arguments", Fault(f'"{argument}"', "names of small letters, digits and _", "Rename the argument.")
    if len({*arguments}) < len(arguments):
        yield "arguments", Fault("an argument twice", "each argument once", "Rename one of the two.")
    if any(argument.endswith(ANY_NUMBER) for argument in arguments[:-1]):
        yield (
            "arguments",
            Fault("several of an argument that is not the last", "... at the last alone", "Reorder them."),
        )


def _faults(
    formula: Formula,
    every: set[str],
    formulas: Mapping[str, Formula],
    is_figure: Callable[[str], bool],
    constants: Mapping[str, str],
) -> Iterator[Fault]:
    """Names and calls in a formula that mean nothing, and calls with too few or too many arguments."""
    for call in calls(formula.body):
        rule, operation = formulas.get(call.name), OPERATIONS.get(call.name)
        spread = formula.several and Name(formula.arguments[-1]) in call.arguments
        if operation is None and call.name not in every and "." not in call.name:
            hint = did_you_mean(call.name, [*OPERATIONS, *every])
            yield Fault(f"{call.name}(...)", "a rule or an operation", f"Add the rule, or correct it.{hint}")
        taker = operation or rule
        if taker and not spread and not taker.fits(len(call.arguments)):
            yield Fault(f"{call.name} with {len(call.arguments)} arguments", taker.takes, "Add or take out arguments.")
    for name in _figures(formula.body, Kind.FIGURE):
        if name not in formula.arguments and name not in constants and not is_figure(name):
            hint = did_you_mean(name, formula.arguments)
            yield Fault(f'"{name}"', "an argument, a fact, an assumption or a named figure", f"Correct it.{hint}")


def _figures(node: Node, kind: Kind | None) -> Iterator[str]:
    """Names in an expression that have to be figures; those that rules take may be codes."""
    if isinstance(node, Name) and kind is Kind.FIGURE:
        yield node.text
    if isinstance(node, Call):
        operation = OPERATIONS.get(node.name)
        for index, argument in enumerate(node.arguments):
            yield from _figures(argument, operation.kind(index) if operation else None)
