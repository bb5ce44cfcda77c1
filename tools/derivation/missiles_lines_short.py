"""Production lines of shorter-range air defence and of anti-tank missiles."""

from __future__ import annotations

from tools.derivation.figures import Book
from tools.derivation.missiles_rates import (
    amraam_points,
    camm_points,
    nlaw_points,
    turkish_points,
    turnover_points,
)
from tools.derivation.missiles_rules import START, order_book_rate
from tools.derivation.missiles_sites import (
    Line,
    build_lag,
    capex_by_value,
    diehl_capex,
    ramp,
    rates,
)


def shorter_range_lines(book: Book) -> list[Line]:
    """Lines of interceptors of medium and very short range."""
    medium, short = "medium_range_interceptor", "very_short_range_interceptor"
    capex, small = capex_by_value(book, medium), capex_by_value(book, short)
    ten = book.rule("before_the_growth", "Today's rate divided by the growth since the earlier year.")
    iris = book.fact("history-869", "units/month")
    base = book.assume(
        "belfast_very_short_range_rate_2022",
        20,
        10,
        40,
        "units/month",
        "Thales has told growth, not rates; the base is a guess between the rates of Mistral and Piorun "
        "in the same year and half of them.",
    )
    grown = book.rule("growth_on_base", "A base rate times the growth that the maker has told.")
    twice = book.fact("lines-042", "factor")
    return [
        Line(
            "diehl_ueberlingen_medium_range_interceptor",
            "Diehl, Ueberlingen: IRIS-T SLM",
            "DEU",
            medium,
            "Diehl Defence",
            (
                ("2021-06", (iris / book.fact("history-870", "ratio")).by(ten), "delivered"),
                *rates(
                    book,
                    ("2024-06", "platforms-185", "delivered"),
                    ("2025-12", "history-869", "delivered"),
                    ("2028-12", "lines-048", "announced"),
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            diehl_capex(book),
        ),
        Line(
            "raytheon_tucson_medium_range_interceptor",
            "Raytheon, Tucson: AMRAAM for ground launch",
            "USA",
            medium,
            "RTX Raytheon",
            amraam_points(book),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_bolton_medium_range_interceptor",
            "MBDA, Bolton: CAMM-ER",
            "GBR",
            medium,
            "MBDA",
            camm_points(book),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_italy_medium_range_interceptor",
            "MBDA, Italy: CAMM-ER",
            "ITA",
            medium,
            "MBDA",
            camm_points(book),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "roketsan_ankara_medium_range_interceptor",
            "Roketsan, Ankara: HISAR",
            "TUR",
            medium,
            "Roketsan",
            turkish_points(book, medium),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "mesko_skarzysko_very_short_range_interceptor",
            "Mesko, Skarzysko-Kamienna: Piorun",
            "POL",
            short,
            "Mesko",
            rates(
                book,
                ("2019-06", "lines-097", "delivered"),
                ("2022-06", "lines-098", "delivered"),
                ("2024-06", "lines-101", "delivered"),
                ("2025-10", "lines-102", "delivered"),
                ("2028-06", "lines-103", "announced"),
                ("2029-06", "lines-104", "announced"),
            ),
            build_lag(book, "platforms-318"),
            ramp(book),
            small,
        ),
        Line(
            "mbda_selles_very_short_range_interceptor",
            "MBDA, Selles-Saint-Denis: Mistral",
            "FRA",
            short,
            "MBDA",
            rates(
                book,
                ("2022-06", "platforms-194", "delivered"),
                ("2024-03", "platforms-195", "delivered"),
                ("2025-06", "lines-317", "delivered"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            small,
        ),
        Line(
            "raytheon_tucson_very_short_range_interceptor",
            "Raytheon, Tucson: Stinger",
            "USA",
            short,
            "RTX Raytheon",
            (
                (
                    START,
                    order_book_rate(book, book.fact("lines-309", "units"), "2024-11", "2026-07"),
                    "delivered",
                ),
            ),
            build_lag(book, "history-741", own=True),
            ramp(book),
            small,
        ),
        Line(
            "thales_belfast_very_short_range_interceptor",
            "Thales, Belfast: Starstreak and LMM",
            "GBR",
            short,
            "Thales",
            (
                ("2022-02", base, "delivered"),
                ("2024-03", (base * twice).by(grown), "delivered"),
                ("2026-06", (base * twice * twice).by(grown), "announced"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            small,
        ),
        Line(
            "roketsan_ankara_very_short_range_interceptor",
            "Roketsan, Ankara: SUNGUR",
            "TUR",
            short,
            "Roketsan",
            turkish_points(book, short),
            build_lag(book, "platforms-046"),
            ramp(book),
            small,
        ),
    ]


def anti_tank_lines(book: Book) -> list[Line]:
    """Lines of anti-tank missiles."""
    item = "anti_tank_missile"
    capex = capex_by_value(book, item)
    share = book.assume(
        "anti_tank_share_of_mbda",
        0.02,
        0.01,
        0.04,
        "share",
        "MBDA does not split its turnover; the anti-tank missile is a small product beside "
        "air defence and cruise missiles.",
    )
    return [
        Line(
            "javelin_troy_anti_tank_missile",
            "Lockheed Martin and Raytheon, Troy: Javelin",
            "USA",
            item,
            "Lockheed Martin, RTX Raytheon",
            rates(
                book,
                ("2022-05", "platforms-171", "delivered"),
                ("2024-09", "platforms-366", "delivered"),
                ("2026-12", "platforms-367", "contracted"),
            ),
            build_lag(book, "platforms-046"),
            ramp(book, own=True),
            capex,
        ),
        Line(
            "eurospike_germany_anti_tank_missile",
            "Eurospike, Germany: Spike LR",
            "DEU",
            item,
            "Diehl Defence, Rheinmetall, Rafael",
            (
                (
                    START,
                    order_book_rate(book, book.fact("lines-265", "units"), "2019-11", "2031-11"),
                    "delivered",
                ),
            ),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "thales_belfast_anti_tank_missile",
            "Thales, Belfast: NLAW",
            "GBR",
            item,
            "Thales, Saab",
            nlaw_points(book),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "saab_karlskoga_anti_tank_missile",
            "Saab, Karlskoga: NLAW",
            "SWE",
            item,
            "Saab",
            nlaw_points(book),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_bourges_anti_tank_missile",
            "MBDA, Bourges: Akeron",
            "FRA",
            item,
            "MBDA",
            turnover_points(book, "lines-200", item, share, "2024-12"),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "roketsan_ankara_anti_tank_missile",
            "Roketsan, Ankara: OMTAS",
            "TUR",
            item,
            "Roketsan",
            turkish_points(book, item),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
    ]
