"""Propelling charges, the powder in them, and the nitrocellulose in that."""

from __future__ import annotations

from tools.derivation.ammunition_lines import (
    CHARGE,
    NITROCELLULOSE,
    POWDER,
    RATE,
    RHEINMETALL,
    TODAY,
    TONNES,
    Line,
    late,
    planned,
    rates_at,
    seen,
    unopened,
)
from tools.derivation.ammunition_parts import behind, fed, spare
from tools.derivation.figures import Book, Figure


def powder_per_shot(book: Book) -> Figure:
    """Tonnes of powder in a full shot; down to the Bulgarian works' ratio of powder to charges."""
    shot = book.fact("ammunition-070", "tonnes")
    sopot = book.fact("ammunition-139", TONNES) / book.fact("ammunition-138", RATE)
    return shot.ranged(sopot.value, shot.high, *sopot.basis).of("tonnes/unit")


def modules_per_shot(book: Book) -> Figure:
    """Modules in a full shot, by mass."""
    shot, module = (book.fact(f"ammunition-{number}", "kg") for number in ("070", "069"))
    ratio = shot.value / module.value
    return Figure(ratio, ratio * 0.95, ratio * 1.15, "modules/unit", (*shot.basis, *module.basis))


def nitrocellulose_per_powder(book: Book) -> Figure:
    """Tonnes of nitrocellulose in a tonne of powder."""
    return book.assume(
        "nitrocellulose_in_powder",
        0.6,
        0.3,
        0.95,
        "tonnes/tonne",
        "Powder with one base is nearly all nitrocellulose, powder with three about a third; "
        "modular charges use both kinds, so the middle is taken.",
    )


def charge_lines(book: Book, shells: list[Line]) -> list[Line]:
    """Propelling charges, counted in full shots."""
    published = published_charges(book)
    turkish = fed(
        book, "tur_charges", "Charge lines in Türkiye", "TUR", "MKE", behind(shells, "tur_arca"), "contracted", CHARGE
    )
    return [*american_charges(book), *published, turkish, other_charges(book, shells, published), *new_charges(book)]


def american_charges(book: Book) -> list[Line]:
    """The count of 2024, which held complete rounds below projectiles, and the works opened since."""
    sets, projectiles = book.fact("ammunition-019", RATE), book.fact("history-735", RATE)
    now = sets.ranged(sets.low, projectiles.value, *projectiles.basis)
    marion = [seen("2024-10", unopened(book, "ammunition-293"))]
    return [
        Line(
            "usa_charges",
            "Charge lines in service in the United States",
            "USA",
            CHARGE,
            "US Army",
            (seen("2024-09", sets), seen("2025-10", now)),
        ),
        Line(
            "usa_marion",
            "Marion charge works",
            "USA",
            CHARGE,
            "General Dynamics",
            planned(marion, "contracted", "2026-03", ("2026-12", late(book, book.fact("ammunition-293", RATE)))),
        ),
    ]


def shots(book: Book, fact_id: str, unit: str) -> Figure:
    """A yearly rate of modules as full shots a month."""
    return (book.fact(fact_id, unit) / modules_per_shot(book) / 12).of(RATE)


def published_charges(book: Book) -> list[Line]:
    """European makers that state modules or powder."""
    aschau = (rheinmetall_powder(book) / powder_per_shot(book)).of(RATE)
    added = (book.fact("ammunition-113", TONNES) / powder_per_shot(book)).of(RATE)
    line = shots(book, "ammunition-440", "modules/year")
    return [
        Line(
            "fra_eurenco_charges",
            "Eurenco charge lines at Bergerac",
            "FRA",
            CHARGE,
            "Eurenco",
            planned(
                [seen("2024-12", shots(book, "history-835", "units/year"))],
                "budgeted",
                "2026-01",
                ("2026-12", shots(book, "history-836", "units/year")),
            ),
        ),
        Line(
            "deu_charges",
            "Charge lines of Nitrochemie and Expal",
            "DEU",
            CHARGE,
            RHEINMETALL,
            planned([seen("2023-06", aschau)], "contracted", "2026-03", ("2026-12", late(book, aschau + added))),
        ),
        Line(
            "pol_pionki",
            "Charge line at Pionki",
            "POL",
            CHARGE,
            "PGZ (Mesko) with Eurenco",
            (seen("2025-08", line.ranged(0, line.high)),),
        ),
    ]


def other_charges(book: Book, shells: list[Line], published: list[Line]) -> Line:
    """What the rounds seen in Europe took beyond the makers that state a rate."""
    rule = book.rule(
        "other_charges_by_remainder",
        "European rounds seen in 2025 had charges: what makers with a rate leave is made by "
        "Explosia, the Finnish, Italian and Belgian works and others; the range is half to "
        "double.",
    )
    european = [line for line in shells if line.place not in ("USA", "TUR")]
    rounds, known = (rates_at(lines, TODAY, "delivered") for lines in (european, published))
    left = rounds.value - known.value
    now = Figure(left, left / 2, left * 2, RATE, (*rounds.basis, *known.basis)).by(rule)
    return Line(
        "cze_charges",
        "Explosia and other European charge lines (placed in Czechia)",
        "CZE",
        CHARGE,
        "several",
        planned([seen(TODAY, now)], "announced", "2026-03", ("2026-12", now + programme_growth(book))),
    )


def programme_growth(book: Book) -> Figure:
    """Charges from the powder that the Union's programme adds beyond the French and German works."""
    rule = book.rule(
        "charges_from_the_programme",
        "The powder that the European Union's programme adds by 2026, for its part that serves "
        "artillery, less the growth of the works with a rate of their own; charge lines grow "
        "with it.",
    )
    added = book.fact("ammunition-334", TONNES) * artillery_share(book)
    named = (
        book.fact("ammunition-066", TONNES).value
        - book.fact("ammunition-065", TONNES).value
        + book.fact("ammunition-113", TONNES).value
    )
    basis = (*added.basis, "ammunition-065", "ammunition-066", "ammunition-113")
    left = Figure(added.value - named, (added.low - named) / 2, added.high - named, TONNES, basis)
    return (left / powder_per_shot(book)).of(RATE).by(rule)


def new_charges(book: Book) -> list[Line]:
    """Joint works in Bulgaria and Romania."""
    plans = (
        ("bgr_sopot_charges", "Sopot charge works", "BGR", "ammunition-138", "2028-01", "2028-12"),
        ("rou_victoria_charges", "Victoria charge works", "ROU", "ammunition-142", "2029-01", "2029-12"),
    )
    lines = []
    for site, name, place, fact, start, end in plans:
        rate = shots(book, fact, "modules/year") if place == "ROU" else book.fact(fact, RATE)
        past = [seen("2025-12", unopened(book, fact))]
        lines.append(Line(site, name, place, CHARGE, RHEINMETALL, planned(past, "announced", start, (end, rate))))
    return lines


def artillery_share(book: Book) -> Figure:
    """The part of powder that goes into artillery of the alliance."""
    return book.assume(
        "share_of_powder_for_artillery",
        0.7,
        0.5,
        0.9,
        "factor",
        "Makers state powder for all calibres and continents; most of it is taken to serve "
        "artillery in Europe, the rest tank, medium and small calibres and overseas works.",
    )


def rheinmetall_powder(book: Book) -> Figure:
    """Powder of the group for artillery."""
    return (book.fact("ammunition-112", TONNES) * artillery_share(book)).of(TONNES)


def powder_lines(book: Book, charges: list[Line]) -> list[Line]:
    """Powder for the charges of 155 mm."""
    per_shot = powder_per_shot(book)

    def feeding(site: str, name: str, place: str, owner: str, status: str, *fed_sites: str) -> Line:
        return fed(book, site, name, place, owner, behind(charges, *fed_sites), status, POWDER, per_shot, TONNES)

    bergerac = [seen("2025-12", book.fact("ammunition-065", TONNES))]
    aschau = rheinmetall_powder(book)
    sopot = [seen("2025-12", unopened(book, "ammunition-139", TONNES))]
    return [
        feeding(
            "can_valleyfield",
            "Valleyfield powder works",
            "CAN",
            "General Dynamics",
            "contracted",
            "usa_charges",
            "usa_marion",
        ),
        Line(
            "fra_bergerac_powder",
            "Bergerac powder works",
            "FRA",
            POWDER,
            "Eurenco",
            planned(bergerac, "budgeted", "2026-01", ("2026-12", book.fact("ammunition-066", TONNES))),
        ),
        Line(
            "deu_nitrochemie",
            "Nitrochemie and Expal powder works",
            "DEU",
            POWDER,
            RHEINMETALL,
            planned(
                [seen("2023-06", aschau)],
                "contracted",
                "2026-03",
                ("2026-12", late(book, aschau + book.fact("ammunition-113", TONNES))),
            ),
        ),
        feeding(
            "cze_powder",
            "Explosia and other European powder works (placed in Czechia)",
            "CZE",
            "several",
            "announced",
            "cze_charges",
            "pol_pionki",
        ),
        feeding("tur_powder", "Powder works in Türkiye", "TUR", "MKE", "contracted", "tur_charges"),
        Line(
            "bgr_sopot_powder",
            "Sopot powder works",
            "BGR",
            POWDER,
            RHEINMETALL,
            planned(sopot, "announced", "2028-01", ("2028-12", book.fact("ammunition-139", TONNES))),
        ),
        feeding(
            "rou_victoria_powder", "Victoria powder works", "ROU", RHEINMETALL, "announced", "rou_victoria_charges"
        ),
    ]


def nitrocellulose_lines(book: Book, powder: list[Line]) -> list[Line]:
    """Powder makers with nitrocellulose of their own, and the works that sell it."""
    content = nitrocellulose_per_powder(book)

    def own(site: str, name: str, place: str, owner: str, status: str, works: str) -> Line:
        return fed(book, site, name, place, owner, behind(powder, works), status, NITROCELLULOSE, content, TONNES)

    return [
        own(
            "can_nitrocellulose",
            "Valleyfield nitrocellulose works",
            "CAN",
            "General Dynamics",
            "contracted",
            "can_valleyfield",
        ),
        own("fra_nitrocellulose", "Bergerac nitrocellulose works", "FRA", "Eurenco", "budgeted", "fra_bergerac_powder"),
        own("deu_nitrocellulose", "Aschau nitrocellulose works", "DEU", RHEINMETALL, "contracted", "deu_nitrochemie"),
        own("tur_nitrocellulose", "Nitrocellulose works in Türkiye", "TUR", "MKE", "contracted", "tur_powder"),
        *sold_nitrocellulose(book, powder),
    ]


def sold_nitrocellulose(book: Book, powder: list[Line]) -> list[Line]:
    """Pardubice, and what the other powder works take beyond it from Walsrode and others."""
    share = book.assume(
        "military_share_of_nitrocellulose",
        0.5,
        0.3,
        0.8,
        "factor",
        "The Czech works sells to paint and ink makers as well; half of its output is taken "
        "to be of energetic grade or to be turned to it.",
    )
    now = (book.fact("ammunition-320", TONNES) * share).of(TONNES)
    larger = now + book.fact("ammunition-320", TONNES) * book.fact("ammunition-321", "percent") / 100
    rule = book.rule(
        "walsrode_by_remainder",
        "Powder works without nitrocellulose of their own had it: what Pardubice leaves comes "
        "from Walsrode and smaller works, with the usual spare; the range is half to double.",
    )
    taken = rates_at(behind(powder, "cze_powder"), TODAY, "delivered") * nitrocellulose_per_powder(book) * spare(book)
    left = max(taken.value - now.value, now.value / 4)
    others = Figure(left, left / 2, left * 2, TONNES, (*taken.basis, *now.basis)).by(rule)
    return [
        Line(
            "cze_synthesia",
            "Synthesia works at Pardubice",
            "CZE",
            NITROCELLULOSE,
            "Synthesia",
            planned([seen("2024-12", now)], "contracted", "2026-01", ("2026-12", larger)),
        ),
        Line(
            "deu_walsrode", "Walsrode and other works", "DEU", NITROCELLULOSE, "CSG and others", (seen(TODAY, others),)
        ),
    ]
