"""Operations: small functions that rules are written with, and what each takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum
from inspect import Parameter, getdoc, signature
from typing import Any, get_type_hints

from sinews.data.derivation.figures import Figure
from sinews.data.derivation.source import Month, Source


class Kind(Enum):
    """What an argument is, and what an expression gives."""

    FIGURE = "a figure"
    MONTH = "a month"
    WHOLE = "a whole number"
    CODE = "a code"


Value = Figure | int | str

_KINDS = {Figure: Kind.FIGURE, Month: Kind.MONTH, int: Kind.WHOLE, str: Kind.CODE}


@dataclass(frozen=True)
class Operation:
    """A function under the name that it has in expressions.

    `kinds`: of its arguments; `rest`: of those that may follow, or None; `gives`: of its result; `asks`: whether it
    asks something of the derivation, which is then its first argument.
    """

    name: str
    function: Callable[..., Value]
    kinds: tuple[Kind, ...]
    rest: Kind | None
    gives: Kind
    asks: bool
    about: str

    @classmethod
    def of(cls, function: Callable[..., Value], name: str = "") -> Operation:
        """The operation that a function is, by its annotations and its docstring."""
        hints: dict[str, Any] = get_type_hints(function)
        taken = list(signature(function).parameters.values())
        asks = bool(taken) and hints[taken[0].name] is Source
        taken = taken[1:] if asks else taken
        rest = next(
            (_KINDS[hints[parameter.name]] for parameter in taken if parameter.kind is Parameter.VAR_POSITIONAL), None
        )
        kinds = tuple(
            _KINDS[hints[parameter.name]] for parameter in taken if parameter.kind is not Parameter.VAR_POSITIONAL
        )
        about = (getdoc(function) or "").partition("\n")[0]
        return cls(name or function.__name__, function, kinds, rest, _KINDS[hints["return"]], asks, about)

    def kind(self, index: int) -> Kind | None:
        """The kind of an argument; None if there may be none at this place."""
        return self.kinds[index] if index < len(self.kinds) else self.rest

    def fits(self, count: int) -> bool:
        """Whether it can take so many arguments."""
        return count >= len(self.kinds) if self.rest else count == len(self.kinds)

    @property
    def takes(self) -> str:
        """Its arguments in words."""
        words = [kind.value for kind in self.kinds] + ([f"any number of times {self.rest.value}"] if self.rest else [])
        return ", ".join(words) or "no arguments"


def registered(*functions: Callable[..., Value]) -> dict[str, Operation]:
    """Functions under their own names."""
    return {operation.name: operation for operation in map(Operation.of, functions)}


def by_name(pairs: Iterable[tuple[str, Callable[..., Value]]]) -> dict[str, Operation]:
    """Functions under other names, such as signs."""
    return {name: Operation.of(function, name) for name, function in pairs}
