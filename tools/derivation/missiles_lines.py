"""Production lines of rockets, launchers and long-range air defence, and the list of all lines."""

from __future__ import annotations

from tools.derivation.figures import Book, total
from tools.derivation.missiles_lines_short import anti_tank_lines, shorter_range_lines
from tools.derivation.missiles_lines_strike import cruise_lines, drone_lines
from tools.derivation.missiles_rates import aster_points, gemt_rate, romanian_rest, turkish_points
from tools.derivation.missiles_rules import START, none_yet, order_book_rate
from tools.derivation.missiles_sites import (
    Line,
    add_line,
    build_lag,
    capex_by_value,
    himars_capex,
    ramp,
    rates,
)


def _rockets(book: Book) -> list[Line]:
    capex = capex_by_value(book, "guided_rocket")
    demand = book.fact("lines-035", "units/month")
    launcher = "rocket_launcher"
    first = book.fact("inventories-056", "units") - book.fact("inventories-057", "units")
    return [
        Line(
            "lockheed_camden_guided_rocket",
            "Lockheed Martin, Camden: guided rockets",
            "USA",
            "guided_rocket",
            "Lockheed Martin",
            rates(
                book,
                ("2023-04", "lines-007", "delivered"),
                ("2024-12", "lines-005", "delivered"),
                ("2026-12", "lines-006", "contracted"),
                ("2028-12", "history-740", "announced"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "rheinmetall_unterluess_guided_rocket",
            "Rheinmetall and Lockheed Martin, Germany: guided rockets",
            "DEU",
            "guided_rocket",
            "Rheinmetall",
            (("2027-01", none_yet("lines-038"), "announced"), ("2029-01", demand, "announced")),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "roketsan_ankara_guided_rocket",
            "Roketsan, Ankara: guided rockets",
            "TUR",
            "guided_rocket",
            "Roketsan",
            turkish_points(book, "guided_rocket"),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "lockheed_camden_rocket_launcher",
            "Lockheed Martin, Camden: HIMARS",
            "USA",
            launcher,
            "Lockheed Martin",
            rates(
                book,
                ("2022-01", "platforms-179", "delivered"),
                ("2023-02", "platforms-180", "delivered"),
                ("2024-12", "platforms-360", "delivered"),
            ),
            build_lag(book, "history-712", own=True),
            ramp(book),
            himars_capex(book),
        ),
        Line(
            "hanwha_changwon_rocket_launcher",
            "Hanwha, Changwon: Chunmoo",
            "KOR",
            launcher,
            "Hanwha Aerospace",
            (
                (
                    "2024-11",
                    order_book_rate(book, book.fact("inventories-057", "units"), "2022-11", "2024-11"),
                    "delivered",
                ),
                ("2026-06", order_book_rate(book, first, "2024-11", "2027-12"), "contracted"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            himars_capex(book),
            for_allies=True,
        ),
        Line(
            "huta_stalowa_wola_rocket_launcher",
            "Huta Stalowa Wola: Homar-K",
            "POL",
            launcher,
            "PGZ",
            (
                (START, none_yet("inventories-055"), "delivered"),
                (
                    "2027-01",
                    order_book_rate(book, book.fact("inventories-055", "units"), "2027-01", "2030-01"),
                    "contracted",
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            himars_capex(book),
        ),
        Line(
            "escribano_spain_rocket_launcher",
            "Escribano and Rheinmetall Expal: SILAM",
            "ESP",
            launcher,
            "Escribano, Rheinmetall Expal",
            (
                (START, none_yet("inventories-194"), "delivered"),
                (
                    "2026-12",
                    order_book_rate(book, book.fact("inventories-194", "units"), "2026-07", "2029-01"),
                    "contracted",
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            himars_capex(book),
        ),
        Line(
            "elbit_israel_rocket_launcher",
            "Elbit, Israel: PULS",
            "ISR",
            launcher,
            "Elbit Systems",
            (
                (START, none_yet("inventories-208"), "announced"),
                (
                    "2027-01",
                    order_book_rate(book, book.fact("inventories-208", "units"), "2027-01", "2031-01"),
                    "announced",
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            himars_capex(book),
            for_allies=True,
        ),
    ]


def _long_range(book: Book) -> list[Line]:
    item, battery = "long_range_interceptor", "long_range_air_defence_battery"
    capex, battery_capex = capex_by_value(book, item), capex_by_value(book, battery)
    equal = book.rule(
        "as_the_other_half",
        "The German plant is said to double the world's capacity, so the US line makes as much.",
    )
    patriot = total([book.fact("platforms-414", "units"), book.fact("inventories-084", "units"), romanian_rest(book)])
    french = book.fact("platforms-578", "units") + book.fact("inventories-269", "units")
    return [
        Line(
            "lockheed_camden_long_range_interceptor",
            "Lockheed Martin, Camden: PAC-3 MSE",
            "USA",
            item,
            "Lockheed Martin",
            rates(
                book,
                ("2024-06", "platforms-066", "delivered"),
                ("2025-12", "platforms-166", "delivered"),
                ("2032-12", "platforms-167", "announced"),
            ),
            build_lag(book, "history-780", own=True),
            ramp(book, "lines-122", own=True),
            capex,
        ),
        Line(
            "raytheon_andover_long_range_interceptor",
            "Raytheon, Andover: GEM-T",
            "USA",
            item,
            "RTX Raytheon",
            (
                (
                    START,
                    (gemt_rate(book) / book.fact("lines-044", "times") * 2).of("units/month").by(equal),
                    "delivered",
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "comlog_schrobenhausen_long_range_interceptor",
            "COMLOG, Schrobenhausen: GEM-T",
            "DEU",
            item,
            "RTX Raytheon, MBDA",
            (
                (START, none_yet("lines-043"), "delivered"),
                ("2026-12", none_yet("lines-043"), "contracted"),
                ("2028-12", gemt_rate(book), "contracted"),
            ),
            build_lag(book, "lines-045", own=True),
            ramp(book),
            capex,
        ),
        Line(
            "mitsubishi_komaki_long_range_interceptor",
            "Mitsubishi Heavy Industries: PAC-3",
            "JPN",
            item,
            "Mitsubishi Heavy Industries",
            rates(book, ("2024-08", "lines-227", "delivered")),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_bourges_long_range_interceptor",
            "MBDA, Bourges: Aster",
            "FRA",
            item,
            "MBDA",
            aster_points(book, "platforms-578", "platforms-579"),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_fusaro_long_range_interceptor",
            "MBDA, Fusaro: Aster",
            "ITA",
            item,
            "MBDA",
            aster_points(book, "platforms-579", "platforms-578"),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "raytheon_andover_air_defence_battery",
            "Raytheon, Andover: Patriot",
            "USA",
            battery,
            "RTX Raytheon",
            ((START, order_book_rate(book, patriot, "2026-01", "2030-01"), "delivered"),),
            build_lag(book, "platforms-046"),
            ramp(book),
            battery_capex,
            for_allies=True,
        ),
        Line(
            "eurosam_france_air_defence_battery",
            "Eurosam, France: SAMP/T NG",
            "FRA",
            battery,
            "Thales, MBDA",
            (
                (START, none_yet("platforms-578"), "delivered"),
                ("2026-12", order_book_rate(book, french, "2026-01", "2031-01"), "contracted"),
            ),
            build_lag(book, "lines-364"),
            ramp(book),
            battery_capex,
        ),
        Line(
            "eurosam_italy_air_defence_battery",
            "Eurosam, Italy: SAMP/T NG",
            "ITA",
            battery,
            "MBDA, Leonardo",
            (
                (START, none_yet("platforms-579"), "delivered"),
                (
                    "2026-12",
                    order_book_rate(book, book.fact("platforms-579", "units"), "2026-01", "2031-01"),
                    "contracted",
                ),
            ),
            build_lag(book, "lines-364"),
            ramp(book),
            battery_capex,
        ),
    ]


def add_item_sites(book: Book) -> list[Line]:
    """Add all lines of needed items and return them."""
    lines = [
        *_rockets(book),
        *_long_range(book),
        *shorter_range_lines(book),
        *anti_tank_lines(book),
        *cruise_lines(book),
        *drone_lines(book),
    ]
    for line in lines:
        add_line(book, line)
    return lines
