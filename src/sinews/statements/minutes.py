"""Checks that ask the minutes clock: how long something is under way to cities, by class of published speeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.flight import Flights
from sinews.clocks.minutes.page.sentences import Names, bare
from sinews.clocks.minutes.trials import Arrivals
from sinews.data.case import Case
from sinews.data.tables import Side
from sinews.errors import did_you_mean
from sinews.present.words import listed
from sinews.statements.plans import Plans
from sinews.statements.reading import bases, given, held_against, spread, unasked, undecided, verdict
from sinews.statements.verdict import Estimate, Statement, Verdict, combine, judge, number

#: The verdict on cities by number, of those that something can reach.
Judge: TypeAlias = Callable[[MinutesAnswer, Statement, dict[str, int]], Verdict]


def minutes_of_flight(_case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Minutes from launch to arrival at cities, of the headline class, against what was said; other classes beside."""
    return _of_cities(plans, statement, _judged)


def minutes_of_warning(_case: Case, plans: Plans | None, statement: Statement) -> Verdict:
    """Minutes left in cities to those who know the warning, of the headline class, against what was said."""
    return _of_cities(plans, statement, _warned)


def _of_cities(plans: Plans | None, statement: Statement, judged: Judge) -> Verdict:
    """The verdict on cities that the headline class can reach, by what is asked of each; open where there is none."""
    if plans is None:
        return unasked(statement)
    answer = plans.minutes
    if answer is None:
        return undecided(statement, "The case has no cities.", "An answer of the minutes clock would decide it.")
    numbers = {code: city for city, code in enumerate(answer.scope.codes)}
    for code in statement.about:
        if code not in numbers:
            hint = did_you_mean(code, numbers)
            return undecided(statement, f"The minutes clock says nothing of {code}.{hint}", "An answer on it would.")
    there = {code: numbers[code] for code in statement.about if answer.headline.within[numbers[code]]}
    if not there:
        return undecided(statement, "The headline class does not come so far.", "A class that does would decide it.")
    return judged(answer, statement, there)


def _judged(answer: MinutesAnswer, statement: Statement, cities: dict[str, int]) -> Verdict:
    """Each city against what was said; the figure is that of the city with the longest flight."""
    scope, side = answer.scope, statement.side or Side.AT_MOST
    basis = bases(filter(None, (str(Flights(scope, scope.headline).row[f"{name}_basis"] or "") for name in READ)))
    figures = {code: _estimate(answer.headline, city, basis) for code, city in cities.items()}
    outcome = combine([judge(figure, side, held_against(statement)) for figure in figures.values()])
    longest = max(figures.values(), key=lambda figure: figure.value)
    rows = (f"arrival_classes: {scope.headline}", *(f"cities: {code}" for code in cities))
    whole = verdict(statement, longest, _because(answer, cities), side=side, rows=rows)
    return replace(whole, outcome=outcome)


def _warned(answer: MinutesAnswer, statement: Statement, cities: dict[str, int]) -> Verdict:
    """Each city against what was said; the figure is that of the city in which least is left."""
    scope, side, names = answer.scope, given(statement.side), Names.of(answer.scope.case)
    basis = bases(filter(None, (str(Flights(scope, scope.headline).row[f"{name}_basis"] or "") for name in READ)))
    left = {
        code: Estimate.of(map(float, answer.headline.left[city]), "minutes", basis)
        for code, city in cities.items()
        if np.isfinite(answer.headline.left[city]).all()
    }
    if not left:
        return undecided(statement, "Nobody is warned there.", "A warning that reaches people there would decide it.")
    outcome = combine([judge(figure, side, held_against(statement)) for figure in left.values()])
    least = min(left.values(), key=lambda figure: figure.value)
    told = [f"{names.cities[code]} {number(figure.value)}{spread(figure)}" for code, figure in left.items()]
    because = (
        f"Minutes that are left to those who know the warning before {bare(names.classes[scope.headline])} arrive, "
        f"nine times in ten (negative: the warning comes too late): {listed(told)}. Whom no warning reaches is not "
        "counted."
    )
    rows = (f"arrival_classes: {scope.headline}", *(f"cities: {code}" for code in left), "warning_chain")
    return replace(verdict(statement, least, because, side=side, rows=rows), outcome=outcome)


#: Columns of a class on which its time of flight rests.
READ = ("speed", "way", "least")


def _estimate(arrivals: Arrivals, city: int, basis: tuple[str, ...]) -> Estimate:
    value, low, high = (float(end) for end in arrivals.available[city])
    return Estimate(value, low, high, "minutes", basis)


def _because(answer: MinutesAnswer, cities: dict[str, int]) -> str:
    """Minutes of each class to each city, with their range."""
    names = Names.of(answer.scope.case)
    parts = []
    for name, arrivals in answer.arrivals.items():
        told = [
            f"{names.cities[code]} {number(value)} ({number(low)} to {number(high)})"
            for code, city in cities.items()
            if arrivals.within[city]
            for value, low, high in [arrivals.available[city]]
        ]
        parts.append(f"{bare(names.classes[name])}: {listed(told) if told else 'does not come so far'}")
    return (
        f"Minutes from launch to arrival by class, nine times in ten: {'; '.join(parts)}. The verdict is on the first, "
        "and the figure that of the city for which it takes longest."
    )
