"""The states of the case, their groups, and how long each ally takes to sign a contract."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure, total

ALLIES: dict[str, str] = {
    "ALB": "Albania",
    "BEL": "Belgium",
    "BGR": "Bulgaria",
    "CAN": "Canada",
    "CZE": "Czechia",
    "DEU": "Germany",
    "DNK": "Denmark",
    "ESP": "Spain",
    "EST": "Estonia",
    "FIN": "Finland",
    "FRA": "France",
    "GBR": "United Kingdom",
    "GRC": "Greece",
    "HRV": "Croatia",
    "HUN": "Hungary",
    "ISL": "Iceland",
    "ITA": "Italy",
    "LTU": "Lithuania",
    "LUX": "Luxembourg",
    "LVA": "Latvia",
    "MKD": "North Macedonia",
    "MNE": "Montenegro",
    "NLD": "Netherlands",
    "NOR": "Norway",
    "POL": "Poland",
    "PRT": "Portugal",
    "ROU": "Romania",
    "SVK": "Slovakia",
    "SVN": "Slovenia",
    "SWE": "Sweden",
    "TUR": "Türkiye",
    "USA": "United States",
}
SUPPLIERS: dict[str, str] = {
    "AUS": "Australia",
    "BRA": "Brazil",
    "CHE": "Switzerland",
    "IND": "India",
    "ISR": "Israel",
    "JPN": "Japan",
    "KOR": "South Korea",
    "ZAF": "South Africa",
}
PARTNERS: dict[str, str] = {
    "AUT": "Austria",
    "CYP": "Cyprus",
    "IRL": "Ireland",
    "MLT": "Malta",
    "UKR": "Ukraine",
}
ADVERSARIES: dict[str, str] = {"CHN": "China", "IRN": "Iran", "PRK": "North Korea", "RUS": "Russia"}

NATO_EUR: tuple[str, ...] = tuple(place for place in ALLIES if place not in ("CAN", "USA"))
OUTSIDE_EU = ("ALB", "CAN", "GBR", "ISL", "MKD", "MNE", "NOR", "TUR", "USA")
EU_ALLIES: tuple[str, ...] = tuple(place for place in ALLIES if place not in OUTSIDE_EU)
EU27: tuple[str, ...] = (*EU_ALLIES, "AUT", "CYP", "IRL", "MLT")

#: Allies without armed forces of their own: in every group, but without spending or needs.
WITHOUT_FORCES = ("ISL",)


def derive(book: Book) -> None:
    """Fill `places` and `groups`."""
    delays = contracting_delays(book)
    kinds = (("ally", ALLIES), ("supplier", SUPPLIERS), ("partner", PARTNERS), ("adversary", ADVERSARIES))
    for kind, places in kinds:
        for place, name in places.items():
            book.add("places", place=place, name=name, kind=kind, contracting_delay=delays.get(place))
    for group, members in (("NATO", tuple(ALLIES)), ("NATO_EUR", NATO_EUR), ("EU27", EU27)):
        for place in members:
            book.add("groups", group=group, place=place)


def contracting_delays(book: Book) -> dict[str, Figure]:
    """Months from money voted to contract signed, by ally."""
    known = {"DEU": _german_delay(book), "GBR": _british_delay(book), "USA": _american_delay(book)}
    rule = book.rule(
        "contracting_delay_of_others",
        "An ally for which no delay is published takes the mean of Germany, the United Kingdom "
        "and the United States, with the mean of their ranges.",
    )
    others = (total(known.values()) / len(known)).by(rule)
    return {place: known.get(place, others) for place in ALLIES}


def _german_delay(book: Book) -> Figure:
    """Gift of howitzers to the order of new ones; the faster award law below, the delay after 2022 above."""
    delay = book.fact("lines-351", "months")
    faster = 1 - book.fact("society-343", "percent").value / 100
    slower = book.fact("history-798", "months").value
    return delay.ranged(delay.value * faster, slower, "society-343", "history-798")


def _british_delay(book: Book) -> Figure:
    """The ministry's aim for upgrades of what is in service, between those for quick and for large buys."""
    delay = book.fact("society-353", "months")
    quick, large = (book.fact(fact, "months").value for fact in ("society-354", "society-352"))
    return delay.ranged(quick, large, "society-354", "society-352")


def _american_delay(book: Book) -> Figure:
    """Lead time of definitive contracts, between all contracts' median and weapons' midpoint."""
    delay = book.fact("society-350", "months")
    median, weapons = (book.fact(fact, "months").value for fact in ("society-347", "society-351"))
    return delay.ranged(median, weapons, "society-347", "society-351")
