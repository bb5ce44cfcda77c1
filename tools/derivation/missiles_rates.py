"""Rates of lines that are worked out from orders, turnover or joint targets."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.missiles_rules import START, months, order_book_rate, prices
from tools.derivation.missiles_sites import Point
from tools.derivation.money import euros


def gemt_rate(book: Book) -> Figure:
    """Monthly rate of GEM-T at Schrobenhausen once it runs in full."""
    years = book.assume(
        "gem_t_delivery_years",
        6,
        4,
        8,
        "years",
        "No end of deliveries is in the facts; six years of full output keep the plant busy and fit a first "
        "delivery in 2027 and a missile force that is wanted soon.",
    )
    rule = book.rule("order_over_years", "An order divided by the years in which it is to be delivered.")
    return (book.fact("platforms-313", "units") / (years * 12)).of("units/month").by(rule)


def aster_points(book: Book, own: str, other: str) -> tuple[Point, ...]:
    """Aster 30 of one of two countries, split like their orders of batteries (`own` against `other`)."""
    share = book.assume(
        "aster_30_share",
        0.75,
        0.6,
        0.9,
        "share",
        "The published rate covers Aster 15 and Aster 30; land batteries and recent naval orders "
        "take the longer-ranged one, so three quarters are counted.",
    )
    rule = book.rule(
        "aster_split",
        "The joint rate of Aster is split between France and Italy like their orders of "
        "SAMP/T NG; the rate of 2022 is the target for 2027 less the growth announced, and today's "
        "lies between them in proportion to time.",
    )
    part = (book.fact(own, "units") / (book.fact(own, "units").value + book.fact(other, "units").value)) * share
    target = book.fact("platforms-067", "units/month")
    low = target / book.fact("platforms-375", "factor")
    growth = 1 + book.fact("platforms-193", "percent").value / 100
    start = (target / growth).ranged(low.low, target.value / growth * 1.1, "platforms-193", "platforms-375")
    passed = months("2022-06", START) / months("2022-06", "2027-01")
    today = start * (1 - passed) + target * passed
    return (
        ("2022-06", (start * part).by(rule), "delivered"),
        (START, (today * part).by(rule), "delivered"),
        ("2027-01", (target * part).by(rule), "contracted"),
    )


def amraam_points(book: Book) -> tuple[Point, ...]:
    """AMRAAM that go to ground launchers: yearly lots by value over price, then the announced rate."""
    ground = book.assume(
        "amraam_ground_share",
        0.25,
        0.1,
        0.4,
        "share",
        "Most AMRAAM arm aircraft; NASAMS users and Ukraine are taken to get a quarter.",
    )
    rule = book.rule(
        "yearly_lot",
        "One production lot is bought a year, so a lot's value over the price of a missile "
        "is the yearly rate; only the share for ground launchers counts.",
    )
    lot = euros(book, "lines-339") / euros(book, "lines-340") / 12
    return (
        ("2025-01", (lot * ground).of("units/month").by(rule), "delivered"),
        ("2033-02", (book.fact("lines-112", "units/month") * ground).by(rule), "announced"),
    )


def camm_points(book: Book) -> tuple[Point, ...]:
    """CAMM-ER of one of its two makers, from Poland's order."""
    order = book.fact("platforms-376", "units") * camm_half(book)
    return ((START, order_book_rate(book, order, "2025-01", "2035-01"), "delivered"),)


def camm_half(book: Book) -> Figure:
    """Part of CAMM-ER that each of its two makers builds."""
    return book.assume(
        "camm_er_half",
        0.5,
        0.3,
        0.7,
        "share",
        "Means on CAMM-ER is shared by the British and the Italian part of the maker; the split is not published.",
    )


def turnover_points(book: Book, fact: str, item: str, share: Figure, date: str) -> tuple[Point, ...]:
    """Output of a class read from a maker's turnover, the share of the class and its price."""
    rule = book.rule(
        "turnover_over_price",
        "Where a maker publishes turnover but no rates, a class has an assumed "
        "share of it, divided by the price of the class.",
    )
    rate = (euros(book, fact) * share / prices(book)[item] / 12).of("units/month")
    return ((date, rate.by(rule), "delivered"),)


def turkish_points(book: Book, item: str) -> tuple[Point, ...]:
    """Output of a class at Roketsan, from its exports."""
    share = book.assume(
        "roketsan_class_share",
        0.15,
        0.05,
        0.25,
        "share",
        "Roketsan's exports are spread over guided rockets, anti-tank, air defence and cruise missiles "
        "and other work; each class gets a like share.",
    )
    return turnover_points(book, "lines-165", item, share, "2025-12")


def nlaw_points(book: Book) -> tuple[Point, ...]:
    """NLAW of one of its two partners."""
    order = nlaw_order(book) * nlaw_half(book)
    return ((START, order_book_rate(book, order, "2022-12", "2027-01"), "delivered"),)


def nlaw_half(book: Book) -> Figure:
    """Part of NLAW that each of its two partners builds."""
    return book.assume(
        "nlaw_half",
        0.5,
        0.3,
        0.7,
        "share",
        "Swedish parts and British final assembly are counted as equal halves of the line.",
    )


def nlaw_order(book: Book) -> Figure:
    """NLAW that Britain ordered at the end of 2022."""
    return book.assume(
        "nlaw_order_quantity",
        4500,
        3000,
        7000,
        "units",
        "The order is said to be of several thousand; the middle of a wide range is taken.",
    )


def romanian_rest(book: Book) -> Figure:
    """Patriot batteries that Romania still expects."""
    rule = book.rule("batteries_still_to_come", "An order less what has been delivered of it.")
    rest = book.fact("inventories-215", "units") - book.fact("inventories-217", "units")
    return rest.by(rule)
