"""How programs of the years clock are solved: by simplex, but for questions on which that takes long."""

from __future__ import annotations

from sinews.clocks.years.claims import short
from sinews.clocks.years.scope import Scope
from sinews.clocks.years.staffing import staff
from sinews.model.solver.highs import Method


def for_search(scope: Scope) -> Method:
    """For deadlines: with people simplex takes ten times as long as the interior point, without them less."""
    return Method.INTERIOR if len(staff(scope)) else Method.SIMPLEX


def for_plan(scope: Scope) -> Method:
    """For a plan: as for deadlines, and by the interior point also where first claims leave too little money."""
    return Method.INTERIOR if short(scope) else for_search(scope)
