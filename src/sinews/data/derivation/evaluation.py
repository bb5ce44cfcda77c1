"""Expressions to figures: each argument of what kind its operation takes it, and every fault of a cell at once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sinews.data.derivation.faults import Fault, FaultError, ReportedError
from sinews.data.derivation.figures import DerivationError, Figure, exact
from sinews.data.derivation.grammar import Call, MonthOf, Name, Node, Whole, month_count
from sinews.data.derivation.lines import LINES
from sinews.data.derivation.lookups import LOOKUPS
from sinews.data.derivation.operations import FIGURES, SIGNS
from sinews.data.derivation.rules import Formula
from sinews.data.derivation.signature import Kind, Operation, Value
from sinews.data.derivation.source import Source
from sinews.errors import did_you_mean

OPERATIONS: Mapping[str, Operation] = {**SIGNS, **FIGURES, **LOOKUPS, **LINES}

#: The most steps of a cell, with those of all that it is the first to ask for; how deep they may rest on one another.
STEPS, DEPTH = 200_000, 100


@dataclass(frozen=True)
class Bound:
    """An argument as it was written, and where its names have a meaning."""

    node: Node
    scope: Scope


#: What names mean besides facts, assumptions and figures: texts of the row, arguments of a rule, months of the case.
Scope = Mapping[str, "str | Bound | tuple[Bound, ...]"]


class Evaluation:
    """Evaluates expressions over a source of facts and rows.

    `named` gives the figure of a name, or nothing; `options` are the names it knows; `broken` are rules with faults of
    their own; `used` collects the rules that were applied.
    """

    def __init__(
        self,
        source: Source,
        formulas: Mapping[str, Formula],
        broken: frozenset[str],
        named: Callable[[str], Figure | None],
        options: Callable[[], Sequence[str]],
    ) -> None:
        self._source, self._formulas, self._broken = source, formulas, broken
        self._named, self._options = named, options
        self._depth = self._steps = 0
        self.used: set[str] = set()

    def figure(self, node: Node, scope: Scope) -> Figure:
        """The figure of an expression. Raises FaultError with every fault, or ReportedError."""
        value = self._value(node, Kind.FIGURE, scope)
        assert isinstance(value, Figure)  # noqa: S101 - what kind it is of was asked for
        return value

    def code(self, node: Node, scope: Scope) -> str:
        """The text of an expression. Raises FaultError with every fault, or ReportedError."""
        return str(self._value(node, Kind.CODE, scope))

    def _value(self, node: Node, kind: Kind, scope: Scope) -> Value:
        self._steps = self._steps + 1 if self._depth else 0
        self._depth += 1
        try:
            if self._steps > STEPS or self._depth > DEPTH:
                raise _fault("an expression that rests on too many others", "a shorter chain", "Look for a circle.")
            if isinstance(node, Name):
                return self._name(node.text, kind, scope)
            if isinstance(node, Call):
                return self._call(node, kind, scope)
            return _literal(node, kind)
        finally:
            self._depth -= 1

    # names ------------------------------------------------------------------------

    def _name(self, text: str, kind: Kind, scope: Scope) -> Value:
        meaning = scope.get(text)
        if isinstance(meaning, Bound):
            return self._value(meaning.node, kind, meaning.scope)
        if isinstance(meaning, tuple):
            raise _fault(f"{text}, which is several arguments", "one", "Put it into total, mean or span.")
        if kind is Kind.FIGURE:
            return self._figure_named(text, meaning)
        if kind is Kind.MONTH:
            return month_count(text if meaning is None else meaning)
        if kind is Kind.WHOLE:
            raise _fault(f'"{text}"', kind.value, "Write the number.")
        return text if meaning is None else meaning

    def _figure_named(self, text: str, meaning: str | None) -> Figure:
        if meaning is not None:
            raise _fault(f'{text}, which is "{meaning}" here', "a figure", "Name a fact, an assumption or a rule.")
        figure = self._named(text)
        if figure is None:
            hint = did_you_mean(text, self._options())
            raise _fault(f'"{text}"', "a fact, an assumption or a named figure", f"Add it, or correct its name.{hint}")
        return figure

    # calls ------------------------------------------------------------------------

    def _call(self, call: Call, kind: Kind, scope: Scope) -> Value:
        if call.name in OPERATIONS:
            return self._operated(OPERATIONS[call.name], call, kind, scope)
        if call.name in self._formulas:
            return self._ruled(self._formulas[call.name], call, kind, scope)
        if call.name in self._broken:
            raise ReportedError
        if "." in call.name:
            return self._looked_up(call, kind, scope)
        hint = did_you_mean(call.name, [*OPERATIONS, *self._formulas])
        raise _fault(
            f"{call.name}(...)",
            "a rule of rules.csv with a formula, or an operation",
            f"Add the rule, or correct it.{hint}",
        )

    def _operated(self, operation: Operation, call: Call, kind: Kind, scope: Scope) -> Value:
        nodes = self._spread(call, scope)
        if not operation.fits(len(nodes)):
            raise _count(call.name, len(nodes), operation.takes)
        if operation.gives is not kind:
            raise _fault(f"{call.name}(...), which is {operation.gives.value}", kind.value, "Use another operation.")
        values = self._all([(node, operation.kind(index), inner) for index, (node, inner) in enumerate(nodes)])
        try:
            return _finite(operation.function(*([self._source] if operation.asks else []), *values))
        except DerivationError as error:
            raise _fault(str(error), "a figure", "Correct what it rests on.") from error

    def _ruled(self, rule: Formula, call: Call, kind: Kind, scope: Scope) -> Value:
        nodes = [Bound(node, inner) for node, inner in self._spread(call, scope)]
        if not rule.fits(len(nodes)):
            raise _count(call.name, len(nodes), rule.takes)
        self.used.add(rule.name)
        bound: dict[str, str | Bound | tuple[Bound, ...]] = dict(zip(rule.arguments, nodes, strict=False))
        if rule.several:
            bound[rule.arguments[-1]] = tuple(nodes[len(rule.arguments) - 1 :])
        value = self._value(rule.body, kind, {**self._source.constants, **bound})
        return value.by(rule.name) if rule.marks and isinstance(value, Figure) else value

    def _looked_up(self, call: Call, kind: Kind, scope: Scope) -> Value:
        if kind is not Kind.FIGURE:
            raise _fault(f"{call.name}(...), which is a figure", kind.value, "Use another operation.")
        table, _, column = call.name.partition(".")
        codes = self._all([(node, Kind.CODE, inner) for node, inner in self._spread(call, scope)])
        return self._source.cell(self._source.row(table, column, tuple(map(str, codes))), column)

    def _spread(self, call: Call, scope: Scope) -> list[tuple[Node, Scope]]:
        """The arguments of a call with their scopes; one that stands for several is put in as these."""
        nodes: list[tuple[Node, Scope]] = []
        for argument in call.arguments:
            meaning = scope.get(argument.text) if isinstance(argument, Name) else None
            if isinstance(meaning, tuple):
                nodes += [(bound.node, bound.scope) for bound in meaning]
            else:
                nodes.append((argument, scope))
        return nodes

    def _all(self, wanted: Sequence[tuple[Node, Kind | None, Scope]]) -> list[Value]:
        """The values of arguments; FaultError with the faults of all of them."""
        values: list[Value] = []
        faults: list[Fault] = []
        reported = False
        for node, kind, scope in wanted:
            try:
                values.append(self._value(node, kind or Kind.FIGURE, scope))
            except FaultError as error:
                faults += error.faults
            except ReportedError:
                reported = True
        if faults:
            raise FaultError(faults)
        if reported:
            raise ReportedError
        return values


def _literal(node: Whole | MonthOf, kind: Kind) -> Value:
    if isinstance(node, Whole) and kind is Kind.FIGURE:
        return exact(float(node.value))
    if isinstance(node, Whole) and kind is Kind.WHOLE:
        return node.value
    if isinstance(node, MonthOf) and kind is Kind.MONTH:
        return node.count
    if isinstance(node, MonthOf) and kind is Kind.CODE:
        return f"{node.count // 12:04d}-{node.count % 12 + 1:02d}"
    defect = f"the number {node.value}" if isinstance(node, Whole) else "a month"
    raise _fault(defect, kind.value, "Exchange or correct the arguments.")


def _finite(value: Value) -> Value:
    if isinstance(value, Figure) and not all(map(math.isfinite, (value.value, value.low, value.high))):
        raise _fault("a number that is not finite", "a finite number", "Check the divisors.")
    return value


def _count(name: str, count: int, takes: str) -> FaultError:
    return _fault(f"{name} with {count} argument{'' if count == 1 else 's'}", takes, "Add or take out arguments.")


def _fault(defect: str, expected: str, remedy: str) -> FaultError:
    return FaultError([Fault(defect, expected, remedy)])
