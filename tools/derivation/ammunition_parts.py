"""Metal parts of a round: bodies and fuzes, and the rule for lines that publish no rate."""

from __future__ import annotations

from tools.derivation.ammunition_lines import (
    BODY,
    FUZE,
    RATE,
    RHEINMETALL,
    Line,
    following,
    late,
    planned,
    seen,
    unopened,
)
from tools.derivation.figures import Book, Figure


def spare(book: Book) -> Figure:
    """What an input line that publishes nothing can make over what its shell lines are seen to use."""
    return book.assume(
        "spare_of_unpublished_input_lines",
        1.1,
        1.0,
        1.4,
        "factor",
        "A line that fed the observed output of rounds makes at least what they took; makers "
        "of metal parts and explosives also serve other calibres and can shift a tenth to 155 "
        "mm.",
    )


def fed(
    book: Book,
    site: str,
    name: str,
    place: str,
    owner: str,
    lines: list[Line],
    status: str = "announced",
    item: str = BODY,
    per_round: Figure | None = None,
    unit: str = RATE,
) -> Line:
    """An input line whose rate follows from the lines that it is seen, and planned, to feed."""
    rule = book.rule(
        "observed_output_had_its_inputs",
        "An input line without a published rate makes what the lines behind it take, now and as "
        "they are planned, times the spare assumed for such lines.",
    )
    factor = spare(book).by(rule)
    if per_round:
        factor = (factor * per_round.ranged(per_round.value, per_round.value)).of(unit)
    points = following(lines, factor, unit, status)
    return Line(site, name, place, item, owner, points)


def behind(lines: list[Line], *sites: str) -> list[Line]:
    """The named lines."""
    by_site = {line.site: line for line in lines}
    return [by_site[site] for site in sites]


def body_lines(book: Book, shells: list[Line]) -> list[Line]:
    """Forges and machine shops; makers are grouped so that the plans behind a line are equally firm."""
    polish = behind(shells, "pol_dezamet")[0]
    today = Line("", "", "", BODY, "", polish.points[:1])
    return [
        *american_bodies(book),
        fed(
            book,
            "deu_bodies",
            "Body lines of Rheinmetall",
            "DEU",
            RHEINMETALL,
            behind(shells, "esp_expal", "deu_rheinmetall", "deu_unterluess", "hun_varpalota", "ltu_baisogala"),
            "contracted",
        ),
        fed(
            book,
            "bgr_bodies",
            "Body lines of the newer joint works of Rheinmetall",
            "BGR",
            RHEINMETALL,
            behind(shells, "lva_works", "bgr_sopot"),
        ),
        fed(book, "fra_bodies", "Body lines of KNDS", "FRA", "KNDS", behind(shells, "fra_knds", "ita_knds")),
        fed(
            book,
            "nor_bodies",
            "Body lines of Nammo",
            "NOR",
            "Nammo",
            behind(shells, "nor_raufoss", "swe_karlskoga", "fin_sastamala"),
            "budgeted",
        ),
        fed(
            book,
            "dnk_bodies",
            "Bodies for the Elling works",
            "DNK",
            "Nammo Denmark",
            behind(shells, "dnk_elling"),
            "contracted",
        ),
        fed(
            book,
            "gbr_bodies",
            "Body lines of BAE Systems",
            "GBR",
            "BAE Systems",
            behind(shells, "gbr_glascoed"),
            "contracted",
        ),
        fed(book, "tur_bodies", "Body lines in Türkiye", "TUR", "several", behind(shells, "tur_arca"), "contracted"),
        fed(
            book,
            "cze_bodies",
            "Other European body lines (placed in Czechia)",
            "CZE",
            "several",
            [*behind(shells, "grc_lavrio", "cze_others"), today],
        ),
        slovak_bodies(book, *behind(shells, "svk_dubnica")),
        polish_bodies(book),
    ]


def american_bodies(book: Book) -> list[Line]:
    """Scranton with Wilkes-Barre, Ingersoll in Canada, and Mesquite, which has not made one."""
    scranton, both = book.fact("ammunition-414", RATE), book.fact("ammunition-017", RATE)
    rule = book.rule("ingersoll_by_remainder", "The Canadian works makes what the national total leaves.")
    left = book.fact("ammunition-018", RATE) - both
    ingersoll = [seen("2024-09", left.ranged(max(left.low, 0.0), left.high).by(rule))]
    mesquite = [seen("2025-12", book.fact("ammunition-034", RATE))]
    return [
        Line(
            "usa_scranton",
            "Scranton and Wilkes-Barre works",
            "USA",
            BODY,
            "US Army (General Dynamics)",
            (seen("2023-02", scranton), seen("2024-05", both)),
        ),
        Line(
            "can_ingersoll",
            "Ingersoll works",
            "CAN",
            BODY,
            "IMT",
            planned(ingersoll, "contracted", "2026-03", ("2026-12", late(book, book.fact("ammunition-294", RATE)))),
        ),
        Line(
            "usa_mesquite",
            "Mesquite works",
            "USA",
            BODY,
            "General Dynamics",
            planned(mesquite, "announced", "2027-06", ("2029-04", late(book, book.fact("ammunition-032", RATE)))),
        ),
    ]


def slovak_bodies(book: Book, filling: Line) -> Line:
    """Snina: what the filling works took, then the rate announced."""
    past = fed(book, "", "", "", "", [filling]).points[:2]
    return Line(
        "svk_snina",
        "Snina body works",
        "SVK",
        BODY,
        "ZVS (CSG and Slovak state)",
        planned(past, "contracted", "2026-03", ("2026-12", book.fact("ammunition-168", RATE))),
    )


def polish_bodies(book: Book) -> Line:
    """Krasnik, planned for 2028."""
    past = [seen("2025-12", unopened(book, "ammunition-184"))]
    return Line(
        "pol_krasnik",
        "Krasnik body works",
        "POL",
        BODY,
        "PGZ (Mesko)",
        planned(past, "budgeted", "2028-01", ("2028-12", book.fact("ammunition-183", RATE))),
    )


def fuze_lines(book: Book, shells: list[Line]) -> list[Line]:
    """No maker states a rate: they follow the rounds, grouped by how firm the plans behind them are."""
    firm = behind(
        shells,
        "esp_expal",
        "deu_rheinmetall",
        "deu_unterluess",
        "hun_varpalota",
        "ltu_baisogala",
        "dnk_elling",
        "gbr_glascoed",
        "svk_dubnica",
        "tur_arca",
        "cze_others",
    )
    budgeted = behind(shells, "nor_raufoss", "swe_karlskoga", "fin_sastamala", "pol_dezamet", "pol_second")
    open_plans = behind(shells, "fra_knds", "ita_knds", "bgr_sopot", "lva_works", "grc_lavrio")
    american = behind(shells, "usa_iowa", "usa_camden")
    groups = (
        ("usa_fuzes", "Fuze lines in the United States", "USA", american, "contracted"),
        ("deu_fuzes", "Junghans and other fuze lines in Germany", "DEU", firm, "contracted"),
        ("nor_fuzes", "Fuze lines of the north and east (placed in Norway)", "NOR", budgeted, "budgeted"),
        ("fra_fuzes", "Fuze lines of the south (placed in France)", "FRA", open_plans, "announced"),
    )
    return [fed(book, site, name, place, "several", lines, status, FUZE) for site, name, place, lines, status in groups]
