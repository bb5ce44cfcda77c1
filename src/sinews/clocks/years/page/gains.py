"""What steps earn, in the one unit of this clock: days of the ready date; per cent of the shortfall elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sinews.clocks.years.answer import LEAST_DAYS
from sinews.clocks.years.measured import Effect
from sinews.clocks.years.why import Bottleneck
from sinews.present.words import counted, number

#: Days below which two searches for a date agree: the solver's tolerance moves it by hours.
AGREED = 0.1


def days(effect: Effect) -> float | None:
    """Days by which the ready date comes earlier; 0 where it is the same but for the solver's tolerance."""
    return 0.0 if effect.days is not None and abs(effect.days) < AGREED else effect.days


def moves(effect: Effect) -> bool:
    """Whether the ready date comes forward."""
    return (effect.days or 0.0) >= LEAST_DAYS


def dated_first(findings: Sequence[Bottleneck]) -> list[Bottleneck]:
    """Findings as all pages name them: those that move the date first, by days, then the others as they were."""
    return sorted(findings, key=lambda finding: -(finding.effect.days or 0.0) if moves(finding.effect) else 0.0)


def earned(effect: Effect) -> str:
    """What an effect comes to, as the end of a sentence."""
    if moves(effect):
        return f"would bring the ready date {counted(effect.days or 0.0, 'day')} forward"
    return f"would take {number(effect.percent, 2)} % off the expected shortfall"


@dataclass(frozen=True)
class Gain:
    """The unit in which effects stand side by side: days where any of them moves the ready date."""

    dated: bool

    @classmethod
    def of(cls, effects: Sequence[Effect]) -> Gain:
        """The unit for these effects."""
        return cls(any(moves(effect) for effect in effects))

    @property
    def words(self) -> str:
        """What is counted."""
        return "days off the ready date" if self.dated else "% off the expected shortfall"

    def amount(self, effect: Effect) -> float:
        """How much of it an effect earns."""
        return max(effect.days or 0.0, 0.0) if self.dated else effect.percent

    def said(self, effect: Effect) -> str:
        """The same in words."""
        return counted(self.amount(effect), "day") if self.dated else f"{number(effect.percent, 2)} %"
