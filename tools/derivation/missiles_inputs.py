"""Lines of rocket motors and seekers: published rates, or rates that follow from the lines they feed."""

from __future__ import annotations

from collections.abc import Iterable

from tools.derivation.figures import Book, Figure, total
from tools.derivation.missiles_rules import START, mean_of_types, none_yet, not_negative
from tools.derivation.missiles_sites import DELIVERED, Line, Point, add_line, build_lag, ramp
from tools.derivation.money import euros

MOTOR, SMALL, SEEKER = "rocket_motor", "rocket_motor_small", "missile_seeker"

#: Input line -> name, place, item, owner, and the item lines that it is read from.
IN_STEP: dict[str, tuple[str, str, str, str, tuple[str, ...]]] = {
    "roxel_france_rocket_motor": (
        "Roxel, France: motors of Aster and CAMM",
        "FRA",
        MOTOR,
        "MBDA",
        ("mbda_bourges_long_range_interceptor", "mbda_bolton_medium_range_interceptor"),
    ),
    "avio_colleferro_rocket_motor": (
        "Avio, Colleferro: motors of Aster and CAMM-ER",
        "ITA",
        MOTOR,
        "Avio",
        ("mbda_fusaro_long_range_interceptor", "mbda_italy_medium_range_interceptor"),
    ),
    "bayern_chemie_aschau_rocket_motor": (
        "Bayern-Chemie, Aschau: motors of GEM-T",
        "DEU",
        MOTOR,
        "MBDA",
        ("comlog_schrobenhausen_long_range_interceptor",),
    ),
    "rheinmetall_unterluess_rocket_motor": (
        "Rheinmetall, Unterluess: motors of guided rockets",
        "DEU",
        MOTOR,
        "Rheinmetall",
        ("rheinmetall_unterluess_guided_rocket",),
    ),
    "roketsan_elmadag_rocket_motor": (
        "Roketsan, Elmadag: motors of larger missiles",
        "TUR",
        MOTOR,
        "Roketsan",
        ("roketsan_ankara_guided_rocket", "roketsan_ankara_medium_range_interceptor"),
    ),
    "ihi_aerospace_tomioka_rocket_motor": (
        "IHI Aerospace, Tomioka: motors of PAC-3",
        "JPN",
        MOTOR,
        "IHI",
        ("mitsubishi_komaki_long_range_interceptor",),
    ),
    "roxel_france_rocket_motor_small": (
        "Roxel, France: motors of Mistral and Akeron",
        "FRA",
        SMALL,
        "MBDA",
        ("mbda_selles_very_short_range_interceptor", "mbda_bourges_anti_tank_missile"),
    ),
    "roxel_summerfield_rocket_motor_small": (
        "Roxel, Summerfield: motors of LMM and NLAW",
        "GBR",
        SMALL,
        "MBDA",
        (
            "thales_belfast_very_short_range_interceptor",
            "thales_belfast_anti_tank_missile",
            "saab_karlskoga_anti_tank_missile",
        ),
    ),
    "mesko_skarzysko_rocket_motor_small": (
        "Mesko, Skarzysko-Kamienna: motors of Piorun",
        "POL",
        SMALL,
        "Mesko",
        ("mesko_skarzysko_very_short_range_interceptor",),
    ),
    "bayern_chemie_aschau_rocket_motor_small": (
        "Bayern-Chemie, Aschau: motors of Spike",
        "DEU",
        SMALL,
        "MBDA",
        ("eurospike_germany_anti_tank_missile",),
    ),
    "roketsan_elmadag_rocket_motor_small": (
        "Roketsan, Elmadag: motors of small missiles",
        "TUR",
        SMALL,
        "Roketsan",
        ("roketsan_ankara_very_short_range_interceptor", "roketsan_ankara_anti_tank_missile"),
    ),
    "raytheon_andover_missile_seeker": (
        "Raytheon, Andover: seekers of GEM-T, both plants",
        "USA",
        SEEKER,
        "RTX Raytheon",
        ("raytheon_andover_long_range_interceptor",),
    ),
    "comlog_schrobenhausen_missile_seeker": (
        "COMLOG, Schrobenhausen: seekers of GEM-T",
        "DEU",
        SEEKER,
        "RTX Raytheon, MBDA",
        ("comlog_schrobenhausen_long_range_interceptor",),
    ),
    "thales_france_missile_seeker": (
        "Thales, France: seekers of Aster",
        "FRA",
        SEEKER,
        "Thales",
        ("mbda_bourges_long_range_interceptor",),
    ),
    "mbda_fusaro_missile_seeker": (
        "MBDA, Fusaro: seekers of Aster",
        "ITA",
        SEEKER,
        "MBDA",
        ("mbda_fusaro_long_range_interceptor",),
    ),
}


def headroom(book: Book) -> Figure:
    """What a maker of inputs can make above what the lines it feeds use today."""
    return book.assume(
        "headroom_of_input_lines",
        1.15,
        1.05,
        1.4,
        "factor",
        "Makers of motors and seekers publish few rates and are called the weak link, so they are "
        "given a small margin above what the missile lines use.",
    )


def in_step(book: Book, lines: Iterable[Line]) -> tuple[Point, ...]:
    """Rates of an input line that keeps in step with the lines it feeds, date by date."""
    rule = book.rule(
        "in_step",
        "A maker of motors or seekers without a published rate is sized to what the lines it "
        "feeds make or have announced at each date, plus a margin.",
    )
    lines = list(lines)
    statuses = {date: status for line in lines for date, _, status in line.points if date >= START}
    today = total(line.rate(START, trusted=DELIVERED) for line in lines) * headroom(book)
    points: list[Point] = [(START, today.by(rule), "delivered")]
    for date in sorted(set(statuses) - {START}):
        points.append((date, (total(line.rate(date) for line in lines) * headroom(book)).by(rule), statuses[date]))
    return tuple(points)


def nammo_today(book: Book, by_site: dict[str, Line]) -> Figure:
    """Motors a month of the two Norwegian lines that run, from the missiles they feed."""
    fed = ("diehl_ueberlingen_medium_range_interceptor", "raytheon_tucson_medium_range_interceptor")
    return total(by_site[site].rate(START, trusted=DELIVERED) for site in fed) * headroom(book)


def motor_capex(book: Book, by_site: dict[str, Line]) -> Figure:
    """Investment per monthly motor: the GEM-T motor plant and the fourth Norwegian line."""
    plant = euros(book, "lines-363") / book.fact("lines-366", "units/month")
    line = euros(book, "lines-078") / (nammo_today(book, by_site) / book.fact("lines-077", "lines"))
    return mean_of_types(book, [plant.of("million_EUR"), line.of("million_EUR")])


def small_motor_capex(book: Book) -> Figure:
    """Investment per monthly small motor, from the plant of guided 70 mm rockets."""
    rule = book.rule("money_per_rate", "Investment of an announced expansion divided by the monthly rate it adds.")
    added = book.fact("lines-210", "units/month") - book.fact("lines-209", "units/month")
    return (euros(book, "lines-211") / added).of("million_EUR").by(rule)


def seeker_capex(book: Book) -> Figure:
    """Investment per monthly seeker: Huntsville grew by half, so a third of its rate was added."""
    rule = book.rule("money_per_rate", "Investment of an announced expansion divided by the monthly rate it adds.")
    return (euros(book, "lines-221") / (book.fact("lines-220", "units/month") / 3)).of("million_EUR").by(rule)


def _nammo_points(book: Book, today: Figure) -> tuple[Point, ...]:
    rule = book.rule(
        "lines_of_equal_size",
        "Each further motor line in Norway adds as much as the mean of the two "
        "that run; these feed the German and the US medium-range missiles with a margin.",
    )
    lines = book.fact("lines-077", "lines").value
    basis = today.ranged(today.low, today.high, "lines-077").by(rule)
    return (
        (START, basis, "delivered"),
        ("2026-12", basis * ((lines + 1) / lines), "contracted"),
        ("2028-12", basis * ((lines + 2) / lines), "budgeted"),
    )


def _us_motors(book: Book, by_site: dict[str, Line]) -> list[Line]:
    fed = [
        by_site[site]
        for site in (
            "lockheed_camden_guided_rocket",
            "lockheed_camden_long_range_interceptor",
            "raytheon_andover_long_range_interceptor",
        )
    ]
    rule = book.rule(
        "in_step",
        "A maker of motors or seekers without a published rate is sized to what the lines it "
        "feeds make or have announced at each date, plus a margin.",
    )
    bought = book.rule("money_over_capex", "Announced investment divided by the usual investment per monthly unit.")
    rest = book.rule("all_but_the_large", "The maker's rate over all sizes less its larger motors.")
    today = (total(line.rate(START, trusted=DELIVERED) for line in fed) * headroom(book)).by(rule)
    added = (euros(book, "lines-068") / motor_capex(book, by_site)).of("units/month")
    grown = not_negative(book.fact("lines-006", "units/month") - book.fact("lines-005", "units/month"))
    step = book.rule("growth_of_the_fed_line", "A second maker is sized to the growth of the line it is built for.")
    small = (book.fact("lines-064", "units/month") - today).by(rest)
    capex = motor_capex(book, by_site)
    return [
        Line(
            "l3harris_camden_rocket_motor",
            "L3Harris Aerojet Rocketdyne, Camden: larger motors",
            "USA",
            MOTOR,
            "L3Harris",
            ((START, today, "delivered"), ("2027-12", (today + added).by(bought), "announced")),
            build_lag(book, "lines-066", own=True),
            ramp(book),
            capex,
        ),
        Line(
            "general_dynamics_camden_rocket_motor",
            "General Dynamics and Lockheed Martin, Camden: motors",
            "USA",
            MOTOR,
            "General Dynamics, Lockheed Martin",
            ((START, none_yet("lines-010"), "delivered"), ("2027-12", grown.by(step), "announced")),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "anduril_mississippi_rocket_motor",
            "Anduril, Mississippi: motors",
            "USA",
            MOTOR,
            "Anduril",
            (
                (START, none_yet("lines-071"), "delivered"),
                ("2026-12", book.fact("lines-071", "units/month"), "announced"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "l3harris_camden_rocket_motor_small",
            "L3Harris Aerojet Rocketdyne, Camden: small motors",
            "USA",
            SMALL,
            "L3Harris",
            ((START, small, "delivered"),),
            build_lag(book, "lines-066", own=True),
            ramp(book),
            small_motor_capex(book),
        ),
    ]


def _seekers(book: Book) -> Line:
    grown = book.rule("growth_on_base", "A base rate times the growth that the maker has told.")
    base = book.fact("lines-222", "units/month")
    after = base * (1 + book.fact("lines-224", "percent").value / 100)
    return Line(
        "boeing_huntsville_missile_seeker",
        "Boeing, Huntsville: seekers of PAC-3",
        "USA",
        SEEKER,
        "Boeing",
        (
            ("2018-04", base, "delivered"),
            ("2027-03", after.ranged(after.low, after.high, "lines-224").by(grown), "contracted"),
        ),
        build_lag(book, "lines-225", own=True),
        ramp(book),
        seeker_capex(book),
    )


def add_input_sites(book: Book, lines: list[Line]) -> None:
    """Add the lines of motors and seekers."""
    by_site = {line.site: line for line in lines}
    capex = {MOTOR: motor_capex(book, by_site), SMALL: small_motor_capex(book), SEEKER: seeker_capex(book)}
    nammo = Line(
        "nammo_raufoss_rocket_motor",
        "Nammo, Raufoss: motors of IRIS-T and AMRAAM",
        "NOR",
        MOTOR,
        "Nammo",
        _nammo_points(book, nammo_today(book, by_site)),
        build_lag(book, "lines-364"),
        ramp(book),
        capex[MOTOR],
    )
    for line in [*_us_motors(book, by_site), nammo, _seekers(book)]:
        add_line(book, line)
    for site, (name, place, item, owner, sites) in IN_STEP.items():
        points = in_step(book, [by_site[fed_site] for fed_site in sites])
        add_line(
            book,
            Line(site, name, place, item, owner, points, build_lag(book, "lines-364"), ramp(book), capex[item]),
        )
