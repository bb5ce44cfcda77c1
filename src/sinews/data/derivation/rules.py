"""Rules as rows: a name, arguments, a formula, and the text that the case shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from sinews.data.derivation.faults import Fault
from sinews.data.derivation.grammar import Call, Name, Node

#: The mark of a last argument that stands for any number of them.
ANY_NUMBER = "..."


@dataclass(frozen=True)
class Formula:
    """A rule as it is applied.

    `arguments`: their names, the last of which may stand for any number (`several`); `marks`: whether figures say that
    they were derived by it, which those of a shorthand do not.
    """

    name: str
    arguments: tuple[str, ...]
    several: bool
    body: Node
    marks: bool

    def fits(self, count: int) -> bool:
        """Whether it can take so many arguments."""
        return count >= len(self.arguments) if self.several else count == len(self.arguments)

    @property
    def takes(self) -> str:
        """Its arguments in words."""
        return (", ".join(self.arguments) + (ANY_NUMBER if self.several else "")) or "no arguments"


def calls(node: Node) -> Iterator[Call]:
    """All calls in an expression, outer ones first."""
    if isinstance(node, Call):
        yield node
        for argument in node.arguments:
            yield from calls(argument)


def names(node: Node) -> Iterator[str]:
    """All names in an expression."""
    if isinstance(node, Name):
        yield node.text
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from names(argument)


def circle(formulas: Mapping[str, Formula]) -> Fault | None:
    """Rules that use each other in a circle, if there are any."""
    graph = {name: {call.name for call in calls(formula.body)} & set(formulas) for name, formula in formulas.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        around = " -> ".join(reversed(error.args[1]))
        return Fault(f"rules in a circle: {around}", "rules that do not use themselves", "Break the circle.")
    return None
