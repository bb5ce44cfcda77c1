"""Dated official statements on when Russia could attack, each read as an interval of months."""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.figures import Book, DerivationError, Figure

CLOCK_ENDS = "2035-12"


@dataclass(frozen=True)
class Statement:
    """How a statement is read: who made it, which rule turns it into an interval, what it is about."""

    fact: str
    office: str
    reading: str
    about: str = "capability"


STATEMENTS: tuple[Statement, ...] = (
    Statement("society-152", "defence_minister_germany", "years_from_statement"),
    Statement("society-153", "defence_minister_germany", "years_from_statement"),
    Statement("society-154", "chief_of_defence_germany", "years_from_statement"),
    Statement("society-155", "defence_minister_germany", "calendar_years", "own_readiness"),
    Statement("society-156", "foreign_intelligence_germany", "up_to_year"),
    Statement("society-157", "chief_of_defence_germany", "up_to_year"),
    Statement("society-158", "foreign_intelligence_germany", "up_to_year"),
    Statement("society-159", "defence_minister_germany", "calendar_years"),
    Statement("society-160", "foreign_minister_germany", "up_to_year"),
    Statement("society-161", "joint_command_germany", "any_time", "local_war"),
    Statement("society-162", "secretary_general_nato", "years_from_statement"),
    Statement("society-163", "secretary_general_nato", "years_from_statement"),
    Statement("society-164", "secretary_general_nato", "within_years"),
    Statement("society-166", "defence_minister_denmark", "years_from_statement", "local_war"),
    Statement("society-167", "military_intelligence_denmark", "within_years_after_war", "local_war"),
    Statement("society-168", "military_intelligence_denmark", "within_years", "regional_war"),
    Statement("society-169", "military_intelligence_denmark", "within_years", "large_war"),
    Statement("society-170", "national_security_bureau_poland", "within_years"),
    Statement("society-171", "president_poland", "calendar_years"),
    Statement("society-172", "foreign_intelligence_estonia", "within_years"),
    Statement("society-173", "prime_minister_estonia", "years_from_statement"),
    Statement("society-174", "chief_of_defence_france", "years_from_statement", "own_readiness"),
    Statement("society-175", "chief_of_defence_france", "before_year", "own_readiness"),
    Statement("society-176", "military_intelligence_netherlands", "years_after_war"),
    Statement("society-177", "military_intelligence_netherlands", "within_years_after_war"),
    Statement("society-178", "defence_ministry_netherlands", "within_years_after_war", "local_war"),
    Statement("society-179", "military_intelligence_lithuania", "years_from_statement"),
    Statement("society-180", "intelligence_services_lithuania", "about_years", "large_war"),
    Statement("society-182", "chief_of_defence_norway", "years_from_statement", "own_readiness"),
    Statement("society-183", "chief_of_defence_norway", "years_from_statement"),
    Statement("society-184", "chief_of_general_staff_united_kingdom", "about_years"),
    Statement("society-185", "military_intelligence_ukraine", "calendar_years"),
    Statement("society-186", "military_intelligence_ukraine", "before_year"),
    Statement("society-187", "president_ukraine", "calendar_years", "large_war"),
    Statement("society-188", "defence_commissioner_european_union", "up_to_year"),
    Statement("society-189", "defence_commissioner_european_union", "within_years"),
    Statement("society-190", "defence_commissioner_european_union", "years_from_statement", "local_war"),
    Statement("society-191", "institute_for_strategic_studies", "years_after_ceasefire"),
    Statement("society-425", "supreme_commander_nato", "calendar_years"),
    Statement("society-426", "prime_minister_poland", "calendar_years", "own_readiness"),
)

#: Left out: society-165, a weak relay of the statement that society-425 has from a better source.

#: Entities of facts that are no places.
NO_PLACE = ("NATO", "EU27", "IISS")

RULES: dict[str, str] = {
    "years_from_statement": "Years ahead, given as a range, are counted from the date of the statement.",
    "within_years": "Within so many years: from the date of the statement to the last month of the period.",
    "about_years": "One number of years: counted from the date of the statement, the interval widened on "
    "both sides by `horizon_spread`.",
    "calendar_years": "A calendar year, or a range of them: from the first January to the last December, and "
    "not before the date of the statement.",
    "up_to_year": "By a year: from the date of the statement to the December of that year.",
    "before_year": "Before a year: from the date of the statement to the December before it.",
    "any_time": "Possible at any time: from the date of the statement to the end of the clock.",
    "years_after_war": "So many years after the war in Ukraine: counted from the low to the high end of "
    "`end_of_war_in_ukraine`.",
    "within_years_after_war": "Within so many years after the war in Ukraine: from the low end of "
    "`end_of_war_in_ukraine` to the period's end counted from its high end.",
    "years_after_ceasefire": "A year named on condition of a ceasefire in the year of the statement, which "
    "did not come: the years between both are counted from `end_of_war_in_ukraine`.",
}


def derive(book: Book) -> None:
    """Fill `threats`."""
    war = book.assume(
        "end_of_war_in_ukraine",
        2027.5,
        2026.92,
        2029.92,
        "calendar_year",
        "None of the facts says that the war has ended; an end or a freeze between the coming "
        "winter and the end of 2029 is taken to cover most cases, with the middle of 2027 "
        "between them.",
    )
    spread = book.assume(
        "horizon_spread",
        20.0,
        10.0,
        40.0,
        "percent",
        "Who names one number of years means about that many; a fifth to either side is the "
        "spread that other offices state with their ranges.",
    )
    for statement in STATEMENTS:
        row = book.facts[statement.fact]
        earliest, latest = interval(row, statement.reading, war, spread)
        book.add(
            "threats",
            threat=statement.fact.replace("society-", "threat_"),
            office=statement.office,
            place="" if row["entity"] in NO_PLACE else row["entity"],
            date=row["period_start"],
            earliest=month_text(earliest),
            latest=month_text(latest),
            about=statement.about,
            basis=_basis(book, statement),
        )


def _basis(book: Book, statement: Statement) -> str:
    text = RULES[statement.reading]
    rule = book.rule(f"threat_{statement.reading}", text)
    assumptions = [name for name in ("horizon_spread", "end_of_war_in_ukraine") if name in text]
    return " ".join([statement.fact, *assumptions, f"rule:{rule}"])


def interval(row: dict[str, str], reading: str, war: Figure, spread: Figure) -> tuple[int, int]:
    """First and last month (months since year 0) of a statement."""
    stated = month_of(row["period_start"])
    value, low, high = (_number(row[name]) for name in ("value", "low", "high"))
    first, last = _first(value, low, high), _last(value, low, high)
    war_low, war_high = (round(12 * year) for year in (war.low, war.high))
    width = spread.value / 100
    wait = last - int(row["period_start"][:4])
    readings = {
        "years_from_statement": (stated + 12 * first, stated + 12 * last),
        "within_years": (stated, stated + 12 * last),
        "about_years": (stated + 12 * last * (1 - width), stated + 12 * last * (1 + width)),
        "calendar_years": (max(stated, 12 * int(first)), 12 * int(last) + 11),
        "up_to_year": (stated, 12 * int(last) + 11),
        "before_year": (stated, 12 * int(last) - 1),
        "any_time": (stated, month_of(CLOCK_ENDS)),
        "years_after_war": (war_low + 12 * last, war_high + 12 * last),
        "within_years_after_war": (war_low, war_high + 12 * last),
        "years_after_ceasefire": (war_low + 12 * wait, war_high + 12 * wait),
    }
    if reading not in readings:
        raise DerivationError(f"no rule to read a statement as {reading}")
    earliest, latest = readings[reading]
    return round(earliest), round(latest)


def _number(text: str) -> float | None:
    return float(text) if text else None


def _first(value: float | None, low: float | None, high: float | None) -> float:
    """Lower end of what a fact states."""
    return next(number for number in (low, value, high) if number is not None)


def _last(value: float | None, low: float | None, high: float | None) -> float:
    """Upper end of what a fact states."""
    return next(number for number in (high, value, low) if number is not None)


def month_of(date: str) -> int:
    """Months since year 0 of an ISO date; a bare year counts from its January."""
    year, month = int(date[:4]), int(date[5:7] or 1)
    return 12 * year + month - 1


def month_text(month: int) -> str:
    """Write as an ISO month a number of months since year 0."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"
