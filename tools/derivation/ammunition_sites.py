"""Lines that fill and assemble rounds of 155 mm."""

from __future__ import annotations

from tools.derivation.ammunition_lines import (
    RATE,
    RHEINMETALL,
    SHELL,
    Line,
    Point,
    late,
    month,
    planned,
    seen,
    unopened,
)
from tools.derivation.ammunition_terms import rounds_for
from tools.derivation.figures import Book, Figure, total
from tools.derivation.money import euros


def shell_lines(book: Book) -> list[Line]:
    """All lines of complete rounds."""
    return [*american_shells(book), *european_shells(book)]


def european_shells(book: Book) -> list[Line]:
    """Every European and Turkish line of complete rounds."""
    return [*rheinmetall_shells(book), *western_shells(book), *nordic_shells(book), *eastern_shells(book)]


def american_shells(book: Book) -> list[Line]:
    """The United States: one loading plant in service, one opened in 2025, one under contract for 2029."""
    rates = (
        ("2022-02", "ammunition-002"),
        ("2023-09", "ammunition-006"),
        ("2024-06", "ammunition-016"),
        ("2024-09", "ammunition-018"),
        ("2025-10", "history-735"),
    )
    iowa = [seen(date, book.fact(fact, RATE)) for date, fact in rates]
    rule = book.rule(
        "iowa_adds_to_present_lines",
        "The new loading works in Iowa is taken to come on top of the lines in service there.",
    )
    larger = (iowa[-1].rate + book.fact("ammunition-037", RATE)).by(rule)
    camden = [seen("2025-04", unopened(book, "ammunition-036"))]
    return [
        Line(
            "usa_iowa",
            "Iowa Army Ammunition Plant and other loading lines in service",
            "USA",
            SHELL,
            "US Army",
            planned(iowa, "contracted", "2029-09", ("2030-12", larger)),
        ),
        Line(
            "usa_camden",
            "Camden loading lines",
            "USA",
            SHELL,
            "General Dynamics",
            planned(camden, "contracted", "2026-03", ("2026-12", book.fact("ammunition-036", RATE))),
        ),
    ]


# --- Rheinmetall: each plant by its own figure; the firm's total is a check and is not added -----------


def rheinmetall_shells(book: Book) -> list[Line]:
    """The group's plants in the alliance."""
    return [
        Line("esp_expal", "Works of Rheinmetall Expal", "ESP", SHELL, RHEINMETALL, spanish_points(book)),
        Line(
            "deu_rheinmetall",
            "Rheinmetall lines from before 2022",
            "DEU",
            SHELL,
            RHEINMETALL,
            (seen("2021-12", book.fact("ammunition-094", RATE)),),
        ),
        Line("deu_unterluess", "Unterluess works", "DEU", SHELL, RHEINMETALL, unterluess_points(book)),
        new_works(
            book,
            "hun_varpalota",
            "Varpalota works",
            "HUN",
            hungarian_rate(book),
            "contracted",
            ("2026-06", "2028-04"),
            "ammunition-125",
        ),
        new_works(
            book,
            "ltu_baisogala",
            "Baisogala works",
            "LTU",
            lithuanian_rate(book),
            "contracted",
            ("2027-01", "2028-11"),
            "ammunition-129",
        ),
        new_works(
            book,
            "lva_works",
            "Latvian joint works",
            "LVA",
            latvian_rate(book),
            "announced",
            ("2027-07", "2029-05"),
            "ammunition-135",
        ),
        new_works(
            book,
            "bgr_sopot",
            "Sopot joint works",
            "BGR",
            book.fact("ammunition-137", RATE),
            "announced",
            ("2028-01", "2028-12"),
            "ammunition-137",
        ),
    ]


def new_works(
    book: Book,
    site: str,
    name: str,
    place: str,
    rate: Figure,
    status: str,
    dates: tuple[str, str],
    announcement: str,
    owner: str = RHEINMETALL,
) -> Line:
    """A works that makes nothing yet, and rises to its rate between two dates."""
    past = [seen("2025-12", unopened(book, announcement))]
    return Line(site, name, place, SHELL, owner, planned(past, status, dates[0], (dates[1], rate)))


def spanish_points(book: Book) -> tuple[Point, ...]:
    """What other lines leave of the European output of 2024, then the rate that the firm states for 2025."""
    rule = book.rule(
        "spanish_output_of_2024",
        "The best supported European output of 2024 less the lines that state their own; the "
        "Spanish works are the only large ones without a published output for that year.",
    )
    stated = ("ammunition-094", "ammunition-158", "ammunition-166", "ammunition-177")
    others = total([*(book.fact(fact, RATE) for fact in stated), knds_outside_france(book)])
    europe = book.fact("ammunition-384", RATE)
    remainder = (europe - others).by(rule)
    stated_later = book.fact("ammunition-393", RATE)
    later = stated_later.ranged(remainder.value, stated_later.high, *europe.basis)
    return seen("2024-06", remainder), seen("2025-12", later)


def unterluess_points(book: Book) -> tuple[Point, ...]:
    """Opened in August 2025; the firm's plan for each year stands in the middle of that year."""
    first, second, third = (book.fact(f"ammunition-{number}", RATE) for number in ("106", "107", "108"))
    months = month("2026-01") - month(book.facts["ammunition-443"]["period_end"])
    opened = first.ranged(first.low, first.value * 12 / months, "ammunition-443")
    return (
        seen("2025-07", unopened(book, "ammunition-106")),
        *planned([seen("2025-12", opened)], "contracted", "2026-03", ("2026-07", second), ("2027-07", third)),
    )


def hungarian_rate(book: Book) -> Figure:
    """Hands times output per head."""
    rule = book.rule(
        "rate_by_hands",
        "A works that publishes its staff and no rate makes as much per head as Unterluess "
        "plans; the range starts at the output per head of the body works at Scranton.",
    )
    hands = book.fact("ammunition-126", "persons")
    planned_head = book.fact("ammunition-101", RATE) / book.fact("ammunition-110", "persons")
    seen_head = book.fact("ammunition-414", RATE) / book.fact("ammunition-415", "persons")
    rate = (hands * planned_head).of(RATE)
    return rate.ranged(hands.low * seen_head.value, rate.high, *seen_head.basis).by(rule)


def lithuanian_rate(book: Book) -> Figure:
    """Two press reports that are ten times apart."""
    rule = book.rule(
        "rate_between_reports",
        "Where two weak reports disagree by an order of size, the rate is their mean and the "
        "range runs from one to the other.",
    )
    high, low = book.fact("ammunition-131", RATE), book.fact("ammunition-132", RATE)
    return ((high + low) / 2).ranged(low.value, high.value).by(rule)


def latvian_rate(book: Book) -> Figure:
    """Investment against that of the sister works in Lithuania."""
    rule = book.rule(
        "rate_by_investment",
        "A works that publishes its investment and no rate makes as much per euro as its sister works.",
    )
    money = euros(book, "ammunition-135") / euros(book, "ammunition-129")
    return (lithuanian_rate(book) * money).of(RATE).by(rule)


# --- other makers ------------------------------------------------------------------------------------


def knds_outside_france(book: Book) -> Figure:
    """The group's rate before the war less that of France."""
    rule = book.rule(
        "group_less_its_home", "A group's plants abroad make its total less what its home country reports."
    )
    return (book.fact("ammunition-162", RATE) - book.fact("ammunition-157", RATE)).by(rule)


def western_shells(book: Book) -> list[Line]:
    """France, Italy with Belgium, the United Kingdom."""
    now, hoped = book.fact("ammunition-158", RATE), book.fact("ammunition-159", RATE)
    france = [
        seen("2022-12", book.fact("ammunition-157", RATE)),
        seen("2024-12", now.ranged(now.low, hoped.value, *hoped.basis)),
    ]
    britain = [seen("2023-12", book.fact("ammunition-396", RATE))]
    return [
        Line(
            "fra_knds",
            "KNDS works in France",
            "FRA",
            SHELL,
            "KNDS",
            planned(
                france,
                "announced",
                "2026-03",
                ("2026-06", late(book, hoped)),
                ("2027-12", book.fact("ammunition-160", RATE)),
            ),
        ),
        Line(
            "ita_knds",
            "KNDS works in Italy and Belgium",
            "ITA",
            SHELL,
            "KNDS",
            (seen("2021-12", knds_outside_france(book)),),
        ),
        Line(
            "gbr_glascoed",
            "Glascoed filling works",
            "GBR",
            SHELL,
            "BAE Systems",
            planned(britain, "contracted", "2026-09", ("2027-12", late(book, book.fact("ammunition-397", RATE)))),
        ),
    ]


def nordic_shells(book: Book) -> list[Line]:
    """Nammo in four countries."""
    rule = book.rule(
        "nammo_shared_equally",
        "The firm's rate before the war is shared equally between its Norwegian, Swedish and "
        "Finnish works; a multiple announced for one of them applies to its share.",
    )
    firm = book.fact("ammunition-354", RATE)
    third = (firm / 3).by(rule)
    doubled = (third * book.fact("ammunition-355", "times")).of(RATE)
    tenfold = book.rule(
        "raufoss_tenfold",
        "The tenfold rate of the Norwegian works is counted on the firm's rate before the "
        "war: it then meets what the firm's goal for 2028 leaves after its Danish works.",
    )
    raufoss = (firm * book.fact("ammunition-154", "times")).of(RATE)
    goal = book.fact("ammunition-310", RATE) - book.fact("ammunition-305", RATE)
    raufoss = raufoss.ranged(third.value, raufoss.high, *goal.basis).by(tenfold)
    finnish = (third * book.fact("ammunition-311", "times")).of(RATE)
    before = [seen("2021-12", third)]
    norway = seen("2025-12", rate_by_order(book, "ammunition-156"))
    finland = seen("2025-12", rate_by_order(book, "ammunition-313"))
    return [
        Line(
            "nor_raufoss",
            "Raufoss works",
            "NOR",
            SHELL,
            "Nammo",
            planned([*before, norway], "budgeted", "2026-06", ("2026-12", raufoss)),
        ),
        Line("swe_karlskoga", "Karlskoga works", "SWE", SHELL, "Nammo", (*before, seen("2024-12", doubled))),
        Line(
            "fin_sastamala",
            "Sastamala works",
            "FIN",
            SHELL,
            "Nammo",
            planned([*before, finland], "budgeted", "2026-12", ("2027-12", finnish)),
        ),
        new_works(
            book,
            "dnk_elling",
            "Elling works",
            "DNK",
            book.fact("ammunition-305", RATE),
            "contracted",
            ("2027-10", "2028-12"),
            "ammunition-306",
            "Nammo Denmark",
        ),
    ]


def rate_by_order(book: Book, money: str) -> Figure:
    """An order of the home state over three years."""
    rule = book.rule(
        "rate_by_home_order",
        "A northern works is taken to make what its own state ordered in 2023, over the third "
        "to the fifth year after signature.",
    )
    return (rounds_for(book, money) / 36).of(RATE).by(rule)


def eastern_shells(book: Book) -> list[Line]:
    """Slovakia, Poland, Greece, Turkiye, and the lines that state nothing."""
    rule = book.rule("polish_plan_less_dezamet", "The second Polish works makes the national plan less the first.")
    second = book.fact("ammunition-178", RATE) - book.fact("ammunition-181", RATE)
    second = second.ranged(max(second.low, 0.0), second.high).by(rule)
    slovak, polish = book.fact("ammunition-166", RATE), book.fact("ammunition-177", RATE)
    hoped = book.fact("ammunition-167", RATE)
    slovak = slovak.ranged(slovak.low, hoped.value, *hoped.basis)
    return [
        Line(
            "svk_dubnica",
            "Dubnica filling works",
            "SVK",
            SHELL,
            "ZVS (CSG and Slovak state)",
            planned(
                [seen("2022-12", book.fact("ammunition-165", RATE)), seen("2024-04", slovak)],
                "contracted",
                "2026-03",
                ("2026-12", book.fact("ammunition-170", RATE)),
            ),
        ),
        Line(
            "pol_dezamet",
            "Dezamet works",
            "POL",
            SHELL,
            "PGZ",
            planned([seen("2025-06", polish)], "budgeted", "2026-07", ("2027-12", book.fact("ammunition-181", RATE))),
        ),
        new_works(
            book,
            "pol_second",
            "Second Polish works",
            "POL",
            second,
            "budgeted",
            ("2028-01", "2028-12"),
            "ammunition-178",
            "PGZ",
        ),
        new_works(
            book,
            "grc_lavrio",
            "Lavrio works",
            "GRC",
            greek_rate(book),
            "announced",
            ("2026-06", "2028-04"),
            "ammunition-316",
            "Hellenic Ammunition (CSG)",
        ),
        Line("tur_arca", "ARCA works", "TUR", SHELL, "ARCA", (seen("2024-12", turkish_rate(book)),)),
        Line(
            "cze_others",
            "Other European lines of shells (placed in Czechia)",
            "CZE",
            SHELL,
            "several",
            (seen("2024-12", other_rate(book)),),
        ),
    ]


def greek_rate(book: Book) -> Figure:
    """Hands times output per head, for the share of the works that makes 155 mm."""
    share = book.assume(
        "share_of_155_mm_at_lavrio",
        0.4,
        0.15,
        0.7,
        "factor",
        "The Greek works makes many calibres; a little under half of its staff is taken to "
        "work on 155 mm once that line runs in several shifts.",
    )
    head = hungarian_rate(book) / book.fact("ammunition-126", "persons")
    return (book.fact("ammunition-315", "persons") * head * share).of(RATE)


def turkish_rate(book: Book) -> Figure:
    """Rounds sold to the United States in a year, the only Turkish figure."""
    rule = book.rule(
        "turkish_rate_by_sales",
        "Turkish makers publish no rate; one firm's sales to the United States in 2024 stand "
        "for it, with a range up to twice as much for what the forces of the country take "
        "themselves.",
    )
    sold = (book.fact("ammunition-391", "units") / 12).of(RATE)
    return sold.ranged(sold.low, sold.value * 2).by(rule)


def other_rate(book: Book) -> Figure:
    """Lines without any published figure; the upper end reaches towards the European Commission's count."""
    return book.assume(
        "other_european_lines_of_shells",
        4000,
        0,
        45000,
        RATE,
        "Works in Czechia, Germany, Romania, Bulgaria, Greece, Portugal and elsewhere state "
        "no rate for 155 mm. Output that could be traced leaves little for them; the European "
        "Commission's count of capacity leaves half a million rounds a year.",
    )
