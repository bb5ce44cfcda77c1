"""The face of a clock: all that commands, reports, saved runs and statements know of it.

A clock is a folder that has one. Its `__init__` is light, so that help appears at once: methods load what they need.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, runtime_checkable

from sinews.clocks.options import Option
from sinews.data.schema import Table

if TYPE_CHECKING:
    from sinews.answers.answer import Answer, Effect
    from sinews.answers.means import Means
    from sinews.answers.memory import Memory
    from sinews.data.case import Case
    from sinews.data.levers import Package
    from sinews.model.ledger import Ledger
    from sinews.present.parts import Parts

Question = TypeVar("Question")
Scope = TypeVar("Scope")
Details = TypeVar("Details")


#: The name of the extra by which a clock measures the package of its levers.
PACKAGE = "package"

#: Steps of a package unless somebody asks for more or fewer.
STEPS = 10


@dataclass(frozen=True)
class Stake:
    """What an answer loses when a figure of the case moves over its range, from low to high, to first order.

    `table`, `row`, `column`: the figure, as `sinews.data.grounds.figures` names it. `loses`: in the unit of the clock's
    effects, `unit`; `days`: of the date that the clock names (None: not known). `behind`: the limit, in words.
    """

    table: str
    row: str
    column: str
    loses: float
    unit: str
    days: float | None
    behind: str


@runtime_checkable
class Staked(Protocol):
    """A clock that can say, from what is remembered and without solving, what its answer loses with each figure."""

    def stakes(self, scope: Any, memory: Memory) -> tuple[Stake, ...]:  # noqa: ANN401 - the clock's own
        """Figures behind limits whose relief is remembered, each once, those by which it loses most first."""


@runtime_checkable
class Purchasable(Protocol):
    """A clock that can measure levers pulled together: `sinews buy` has a list of its levers and a package for it."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that are its own."""

    def together(self, answer: Any, packages: Sequence[Package], means: Means) -> tuple[Effect, ...]:  # noqa: ANN401 - the clock's own
        """What each package makes of an answer, in the unit of the clock's effects and with the price of the package.

        Remembered in the memory of `means` by the levers and their steps, so that each is measured once; a lever alone
        is what its effect among those of the answer says. In one phase of the progress. SolveError as the solver does.
        """


@dataclass(frozen=True)
class Extra:
    """Something that can be measured beside an answer, by name; `in_brief`: whether a brief waits for it."""

    name: str
    in_brief: bool = False


class Clock(Protocol[Question, Scope, Details]):
    """One of the clocks of readiness. Questions, scopes and details are its own; nobody else looks inside."""

    @property
    def name(self) -> str:
        """Its name: the command, the key of runs and memory."""

    @property
    def about(self) -> str:
        """What it is asked, in one sentence."""

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables that are its own."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Options of its command, as plain data."""

    @property
    def extras(self) -> tuple[Extra, ...]:
        """What it can measure beside an answer."""

    @property
    def quantities(self) -> tuple[str, ...]:
        """Quantities of its outcome."""

    def lacking(self, case: Case) -> tuple[str, ...]:
        """Tables without whose rows the case cannot be asked; none if it can."""

    def question(self, words: Mapping[str, object]) -> Question:
        """The question that these parts make, as a command or a saved run has them; UsageError for what is none."""

    def scope(self, case: Case, question: Question | None = None) -> Scope:
        """The case seen by a question (None: the first one); UsageError, before heavy work, if it cannot be asked."""

    def build(self, scope: Scope) -> Ledger | None:
        """The ledger of a scope, with its journal; None for a clock that has no linear program."""

    def key(self, scope: Scope, solver: str) -> str:
        """The key of what is remembered of a scope."""

    def answer(self, scope: Scope, means: Means) -> Answer[Details]:
        """The answer. SolveError as the solver does."""

    def extended(self, answer: Answer[Details], extras: Iterable[str], means: Means) -> Answer[Details]:
        """The answer with what is measured beside it. SolveError as the solver does."""

    def remeasured(self, scope: Scope, means: Means) -> Mapping[str, float]:
        """What is cheap of all that the memory of `means` knows, measured again: by name, how far apart the two are.

        In the unit of the clock's effects; infinite for what is no such measurement. SolveError as the solver does.
        """

    def parts(self, answer: Answer[Details]) -> Parts:
        """What pages and reports show of an answer."""
