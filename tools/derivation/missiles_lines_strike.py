"""Production lines of cruise missiles, long-range drones and loitering munitions."""

from __future__ import annotations

from tools.derivation.figures import Book
from tools.derivation.missiles_rates import (
    turkish_points,
)
from tools.derivation.missiles_rules import START, none_yet, order_book_rate
from tools.derivation.missiles_sites import (
    Line,
    build_lag,
    capex_by_value,
    drone_capex,
    jassm_capex,
    kongsberg_capex,
    ramp,
    rates,
)


def cruise_lines(book: Book) -> list[Line]:
    """Lines of cruise missiles."""
    item = "cruise_missile"
    capex = capex_by_value(book, item)
    neo = order_book_rate(book, book.fact("platforms-336", "units"), "2029-07", "2035-07")
    half = book.assume(
        "storm_shadow_half",
        0.5,
        0.3,
        0.7,
        "share",
        "The joint missile is made in Britain and France; the split of the joint rate is not published.",
    )
    rule = book.rule("two_halves", "A joint rate of two partner plants, times the share of each.")
    joint = (book.fact("platforms-070", "units/month") * half).by(rule)
    return [
        Line(
            "taurus_schrobenhausen_cruise_missile",
            "Taurus Systems, Schrobenhausen: Taurus",
            "DEU",
            item,
            "MBDA, Saab",
            (
                *rates(book, ("2025-06", "platforms-069", "delivered"), ("2028-06", "platforms-069", "announced")),
                ("2029-06", neo, "announced"),
            ),
            build_lag(book, "platforms-338", own=True),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_stevenage_cruise_missile",
            "MBDA, Stevenage: Storm Shadow",
            "GBR",
            item,
            "MBDA",
            (("2025-07", joint, "delivered"),),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "mbda_france_cruise_missile",
            "MBDA, France: SCALP",
            "FRA",
            item,
            "MBDA",
            (("2025-07", joint, "delivered"),),
            build_lag(book, "lines-364"),
            ramp(book),
            capex,
        ),
        Line(
            "lockheed_troy_cruise_missile",
            "Lockheed Martin, Troy: JASSM and LRASM",
            "USA",
            item,
            "Lockheed Martin",
            rates(book, ("2025-03", "lines-057", "delivered"), ("2028-07", "lines-058", "contracted")),
            build_lag(book, "platforms-046"),
            ramp(book),
            jassm_capex(book),
        ),
        Line(
            "kongsberg_kongsberg_cruise_missile",
            "Kongsberg: Naval Strike and Joint Strike Missile",
            "NOR",
            item,
            "Kongsberg",
            rates(book, ("2024-06", "lines-011", "delivered")),
            build_lag(book, "platforms-318", own=True),
            ramp(book),
            kongsberg_capex(book),
        ),
        Line(
            "roketsan_ankara_cruise_missile",
            "Roketsan, Ankara: SOM",
            "TUR",
            item,
            "Roketsan",
            turkish_points(book, item),
            build_lag(book, "platforms-046"),
            ramp(book),
            capex,
        ),
    ]


def drone_lines(book: Book) -> list[Line]:
    """Lines of long-range drones and loitering munitions."""
    long, loiter = "long_range_drone", "loitering_munition"
    lag, capex = build_lag(book, "lines-248"), drone_capex(book)
    return [
        Line(
            "mbda_le_mans_long_range_drone",
            "MBDA with a carmaker, France: one-way effector",
            "FRA",
            long,
            "MBDA",
            (
                (START, none_yet("lines-318"), "delivered"),
                *rates(book, ("2027-12", "lines-316", "announced")),
            ),
            lag,
            ramp(book),
            capex,
        ),
        Line(
            "destinus_hengelo_long_range_drone",
            "Destinus, Netherlands and Spain: Ruta",
            "NLD",
            long,
            "Destinus",
            (
                (START, none_yet("lines-086"), "delivered"),
                *rates(book, ("2026-12", "lines-086", "announced")),
            ),
            lag,
            ramp(book),
            capex,
        ),
        Line(
            "baykar_istanbul_long_range_drone",
            "Baykar, Istanbul: Bayraktar TB2 and Akinci",
            "TUR",
            long,
            "Baykar",
            rates(book, ("2022-09", "platforms-238", "delivered"), ("2025-01", "lines-162", "delivered")),
            build_lag(book, "history-774"),
            ramp(book),
            capex,
        ),
        Line(
            "helsing_bavaria_loitering_munition",
            "Helsing, southern Germany: HX-2",
            "DEU",
            loiter,
            "Helsing",
            (
                (
                    START,
                    order_book_rate(book, book.fact("lines-082", "units"), "2025-02", "2028-01"),
                    "delivered",
                ),
                *rates(book, ("2026-12", "lines-084", "announced")),
            ),
            lag,
            ramp(book),
            capex,
        ),
        Line(
            "stark_swindon_loitering_munition",
            "Stark, Swindon: Virtus",
            "GBR",
            loiter,
            "Stark",
            (
                (START, none_yet("lines-326"), "delivered"),
                *rates(book, ("2026-12", "lines-327", "announced")),
            ),
            lag,
            ramp(book),
            capex,
        ),
        Line(
            "wb_group_ozarow_loitering_munition",
            "WB Group, Poland: Warmate",
            "POL",
            loiter,
            "WB Group",
            (
                (
                    START,
                    order_book_rate(book, book.fact("lines-092", "units"), "2025-05", "2036-01"),
                    "delivered",
                ),
            ),
            lag,
            ramp(book),
            capex,
        ),
    ]
