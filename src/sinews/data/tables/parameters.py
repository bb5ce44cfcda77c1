"""The settings of the method that a case may hold in `parameters`, as data: each is stated once, here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A setting: the clock that reads it, its unit, what it says, and the bounds within which it can be used."""

    name: str
    clock: str
    unit: str
    about: str
    least: float = 0.0
    most: float = float("inf")
    optional: bool = False


#: A standard that asks for nothing is always met.
_SOME = 0.001

PARAMETERS: tuple[Parameter, ...] = (
    Parameter("carry_over_share", "years", "percent", "money that an ally may carry over, of a year's budget"),
    Parameter("coverage_standard", "years", "percent", "part of every need that the standard asks for", _SOME, 100.0),
    Parameter("first_half_weight", "years", "weight", "weight of the first half of a need"),
    Parameter("money_price", "years", "percentage_points/billion_EUR", "price of money, so that the cheaper plan wins"),
    Parameter("second_half_weight", "years", "weight", "weight of the last half of a need"),
    Parameter(
        "standing_moves", "years", "percent", "part of each euro beyond today's that stands", most=100.0, optional=True
    ),
    Parameter(
        "standing_part", "years", "percent", "that part in the curve that lets it move", most=100.0, optional=True
    ),
    Parameter("standing_growth", "years", "percent", "real growth a year of what stands", 0.0, 20.0, optional=True),
    Parameter("threat_tail", "years", "percent", "probability of the test that rests on no statement", most=100.0),
    Parameter("tail_years", "years", "years", "years solved past the end and not shown", most=30.0, optional=True),
    Parameter("days_tick", "days", "hours", "length of a short tick", 1.0, 48.0),
    Parameter("days_fine", "days", "days", "days of short ticks", 0.0, 3652.0),
    Parameter("days_coarse", "days", "days", "length of a long tick", 0.04, 3652.0),
    Parameter("days_horizon", "days", "days", "days that are looked at", 1.0, 3652.0),
    Parameter("days_standard", "days", "percent", "part of every arrival that the standard asks for", _SOME, 100.0),
    Parameter("days_early", "days", "weight", "price of waiting before a tier is due, beside being late"),
    Parameter("days_grain", "days", "percent", "longest tick, of the day on which it begins", _SOME),
    Parameter("days_distance", "days", "days/million_trip_km", "price of trips, so that the shorter way wins"),
    Parameter("days_detour", "days", "ratio", "longest way that is looked at, of the fastest", 1.0),
    Parameter("hours_horizon", "hours", "hours", "hours for which people are to manage on their own", 1.0, 720.0),
    Parameter(
        "hours_share", "hours", "percent", "part of the people without a need at which its time is up", 0.1, 99.0
    ),
    Parameter("hours_tick", "hours", "hours", "length of a tick of relief", 1.0, 24.0),
    Parameter("minutes_trials", "minutes", "1", "trials of each city", 1.0, 1_000_000.0),
    Parameter("minutes_share", "minutes", "percent", "part of those warned who are to be in shelter", 1.0, 99.0),
    Parameter("minutes_cover", "minutes", "ratio", "what a person under cover counts, of one in shelter", 0.0, 1.0),
)

BY_PARAMETER: dict[str, Parameter] = {parameter.name: parameter for parameter in PARAMETERS}
