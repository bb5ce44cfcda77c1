"""Works of explosive fill: TNT and RDX together, by mass."""

from __future__ import annotations

from tools.derivation.ammunition_lines import (
    EXPLOSIVE,
    RATE,
    RHEINMETALL,
    TODAY,
    TONNES,
    Line,
    Point,
    planned,
    rates_at,
    seen,
    unopened,
)
from tools.derivation.ammunition_parts import spare
from tools.derivation.figures import Book, Figure
from tools.derivation.money import euros


def fill_per_round(book: Book) -> Figure:
    """Tonnes in a shell: the RDX that the Estonian works reckons with, over its share in the fill."""
    share = book.assume(
        "share_of_rdx_in_composition_b",
        0.6,
        0.58,
        0.62,
        "factor",
        "Composition B is three parts RDX to two parts TNT by mass; the figure is its definition.",
        role="conversion",
    )
    fill = book.fact("ammunition-434", "tonnes") / share
    least, most = (book.fact(fact, "tonnes") for fact in ("ammunition-446", "ammunition-445"))
    return fill.ranged(least.value, max(most.value, fill.high), *least.basis, *most.basis).of("tonnes/unit")


def explosive_lines(book: Book, shells: list[Line]) -> list[Line]:
    """TNT and RDX together, by mass."""
    return [*american_explosives(book), *european_rdx(book, shells), *european_tnt(book)]


def american_explosives(book: Book) -> list[Line]:
    """Holston makes the RDX of the observed rounds; a TNT plant is under contract."""
    rule = book.rule(
        "holston_by_rounds",
        "The only American works makes the RDX of the observed rounds with the usual spare; TNT came from abroad.",
    )
    rounds, rdx = book.fact("ammunition-018", RATE), book.fact("ammunition-434", "tonnes")
    graham = by_investment(book, "ammunition-045")
    return [
        Line(
            "usa_holston",
            "Holston Army Ammunition Plant",
            "USA",
            EXPLOSIVE,
            "US Army (BAE Systems)",
            (seen("2024-09", (rounds * rdx * spare(book)).of(TONNES).by(rule)),),
        ),
        new_explosive(
            book,
            "usa_graham",
            "Graham TNT works",
            "USA",
            "Repkon USA",
            graham,
            "contracted",
            ("2028-11", "2029-08"),
            "ammunition-045",
        ),
    ]


def by_investment(book: Book, money: str) -> Figure:
    """Rate of an explosives works that publishes its cost alone."""
    rule = book.rule(
        "explosives_by_investment",
        "An explosives works that publishes its cost and no rate gets as much per euro as the "
        "additions of the European Union's ammunition programme, down to the Estonian works' "
        "dearer rate.",
    )
    grant = euros(book, "ammunition-092")
    leverage = book.fact("ammunition-090", "million_EUR") / book.fact("ammunition-089", "million_EUR")
    cheap = book.fact("ammunition-335", TONNES) / (grant * leverage)
    dear = book.fact("ammunition-429", TONNES) / euros(book, "ammunition-430")
    invested = euros(book, money)
    rate = (invested * cheap).of(TONNES)
    return rate.ranged(invested.low * dear.low, rate.high, *dear.basis).by(rule)


def new_explosive(
    book: Book,
    site: str,
    name: str,
    place: str,
    owner: str,
    rate: Figure,
    status: str,
    dates: tuple[str, str],
    announcement: str,
) -> Line:
    """An explosives works that makes nothing yet."""
    past = [seen("2025-12", unopened(book, announcement, TONNES))]
    return Line(site, name, place, EXPLOSIVE, owner, planned(past, status, dates[0], (dates[1], rate)))


def european_rdx(book: Book, shells: list[Line]) -> list[Line]:
    """Eurenco and Chemring share what was used; Rheinmetall, Hexest and the Turkish works have rates."""
    rule = book.rule(
        "two_makers_of_rdx",
        "The RDX of the European rounds seen in 2025, with the usual spare, came in equal parts "
        "from the two makers that the Union knows; its programme adds to both alike.",
    )
    european = [line for line in shells if line.place not in ("USA", "TUR")]
    makers = book.fact("ammunition-199", "companies")
    makers = makers.ranged(makers.value, makers.value)
    rounds = rates_at(european, TODAY, "delivered")
    rounds = rounds.ranged(rounds.value, rounds.value)
    used = rounds * book.fact("ammunition-434", "tonnes") * spare(book)
    half, added = (used / makers).of(TONNES).by(rule), (book.fact("ammunition-335", TONNES) / makers).by(rule)
    larger = half + added
    tripled = (half * book.fact("ammunition-197", "times")).of(TONNES)
    tripled = tripled.ranged(larger.low, tripled.high) if tripled.value > larger.low else larger
    unterluess = book.fact("ammunition-109", TONNES)
    rest = book.rule(
        "varpalota_by_remainder", "The Hungarian RDX works makes the firm's goal for RDX less its German works."
    )
    hungary = (book.fact("ammunition-280", TONNES) - unterluess).by(rest)
    return [
        Line(
            "fra_eurenco_rdx",
            "Eurenco explosives works",
            "FRA",
            EXPLOSIVE,
            "Eurenco",
            planned([seen("2024-12", half)], "budgeted", "2026-03", ("2026-12", larger)),
        ),
        Line(
            "nor_chemring",
            "Chemring Nobel works",
            "NOR",
            EXPLOSIVE,
            "Chemring",
            (
                *planned([seen("2024-12", half)], "budgeted", "2026-03", ("2026-12", larger)),
                Point("2029-06", larger, "announced"),
                Point("2030-12", tripled, "announced"),
            ),
        ),
        new_explosive(
            book,
            "deu_unterluess_rdx",
            "Unterluess RDX works",
            "DEU",
            RHEINMETALL,
            unterluess,
            "contracted",
            ("2026-06", "2027-12"),
            "ammunition-109",
        ),
        new_explosive(
            book,
            "hun_varpalota_rdx",
            "Varpalota RDX works",
            "HUN",
            RHEINMETALL,
            hungary,
            "contracted",
            ("2027-01", "2027-12"),
            "ammunition-124",
        ),
        new_explosive(
            book,
            "est_hexest",
            "Hexest RDX works",
            "EST",
            "Hexest",
            book.fact("ammunition-429", TONNES),
            "announced",
            ("2028-01", "2028-12"),
            "ammunition-429",
        ),
        Line(
            "tur_barutsan",
            "Barutsan RDX works",
            "TUR",
            EXPLOSIVE,
            "MKE",
            (seen("2021-04", book.fact("ammunition-361", TONNES)),),
        ),
    ]


def european_tnt(book: Book) -> list[Line]:
    """Bydgoszcz today, two northern works from 2028."""
    return [
        Line(
            "pol_nitrochem",
            "Nitro-Chem works at Bydgoszcz",
            "POL",
            EXPLOSIVE,
            "PGZ",
            (seen("2021-12", book.fact("ammunition-050", TONNES)),),
        ),
        new_explosive(
            book,
            "swe_swebal",
            "Swebal TNT works at Nora",
            "SWE",
            "Swebal",
            book.fact("ammunition-058", TONNES),
            "announced",
            ("2028-01", "2028-12"),
            "ammunition-058",
        ),
        new_explosive(
            book,
            "fin_forcit",
            "Forcit TNT works at Pori",
            "FIN",
            "Forcit",
            by_investment(book, "ammunition-062"),
            "budgeted",
            ("2028-01", "2028-12"),
            "ammunition-062",
        ),
    ]
