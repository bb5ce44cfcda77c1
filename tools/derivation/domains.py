"""Other domains: what navies, air forces beside combat aircraft, command, space and cyber take of output.

Three states and more publish what they spend on such a domain. Their spending per output stands for all; it is what
plans spend, no need that was worked out from below, so its range is half to twice. A domain for which fewer than two
named programmes say anything, or that is paid under another heading, has no shares: it is named as missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.derivation.alliance import ALLIES, WITHOUT_FORCES
from tools.derivation.economy import Gdp
from tools.derivation.figures import Book, Figure, figure_of, total
from tools.derivation.prices import euros_of

#: Year from which the shares hold: the first of the case.
FROM = 2026
#: Allies without a coast.
LANDLOCKED = ("CZE", "HUN", "LUX", "MKD", "SVK")
#: Years of Germany's special fund, and the one in their middle.
SPECIAL_FUND = (6, 2025)
#: Aircraft in Germany's special fund that are an item of the case, and so no part of a domain.
AIRCRAFT_IN_THE_FUND = "inventories-099"


@dataclass(frozen=True)
class Programme:
    """Money of a state's plan for a domain: facts that add up, over so many years around the year `middle`."""

    place: str
    facts: tuple[str, ...]
    years: int
    middle: int


@dataclass(frozen=True)
class Domain:
    """A domain with its programmes, or with the reason why it has no shares."""

    code: str
    name: str
    about: str
    programmes: tuple[Programme, ...] = ()
    basis: tuple[str, ...] = ()


DOMAINS = (
    Domain(
        "air_and_enablers",
        "Air beside combat aircraft: transport, tankers, helicopters, surveillance",
        "Spending per output of Germany's special fund without its combat aircraft, of the Dutch materiel fund and of "
        "Poland's airlift and space; upkeep in the Dutch fund and air defence in the German one are not told apart.",
        (
            Programme("DEU", ("forces-2244",), *SPECIAL_FUND),
            Programme("NLD", ("forces-2394",), 1, 2026),
            Programme("POL", ("forces-2495",), 5, 2028),
        ),
    ),
    Domain(
        "command_space_cyber",
        "Command, networks, space and cyber",
        "Spending per output of Germany's special fund, of space, cyber and intelligence in the French law, of the "
        "British digital backbone and of the Dutch materiel fund.",
        (
            Programme("DEU", ("forces-2245",), *SPECIAL_FUND),
            Programme("FRA", ("forces-2195", "forces-2198", "forces-2199"), 7, 2027),
            Programme("GBR", ("forces-2403",), 4, 2028),
            Programme("NLD", ("forces-2396",), 1, 2026),
        ),
    ),
    Domain(
        "infrastructure",
        "Infrastructure beyond today's",
        "No shares: what is spent on infrastructure today stands in pay, operation and infrastructure. Of three "
        "plans the German one (67 bn EUR to 2040) comes to no more than that, the Dutch and Danish to half as much "
        "again: too little and too far apart to stand for all.",
        basis=("forces-2530", "forces-2395", "forces-2122"),
    ),
    Domain(
        "missile_defence_upper_layer",
        "Missile defence, upper layer",
        "No shares: one programme only, Germany's Arrow 3.",
        basis=("orders-011", "orders-267"),
    ),
    Domain(
        "nuclear",
        "Nuclear forces",
        "No shares: outside the targets that the items stand for; one state states its money.",
        basis=("forces-2384",),
    ),
    Domain(
        "other_land",
        "Land beside the items: trucks, engineers, bridges, support weapons",
        "No shares: plans state land as a whole, items among it, and no two tell the rest apart.",
        basis=("forces-2247", "forces-2393"),
    ),
    Domain(
        "sea",
        "Ships and submarines",
        "Spending per output of Germany's special fund, of the Dutch materiel fund and of Denmark's plan for its navy; "
        "allies without a coast take none.",
        (
            Programme("DEU", ("forces-2246",), *SPECIAL_FUND),
            Programme("NLD", ("forces-2392",), 1, 2026),
            Programme("DNK", ("forces-2123",), 16, 2032),
        ),
    ),
    Domain(
        "support_and_spares",
        "Support and spares",
        "No shares: upkeep of what is there stands in pay, operation and infrastructure, that of what is added in "
        "running costs.",
        basis=("forces-2098", "forces-2120"),
    ),
)


def derive(book: Book) -> None:
    """Fill `domains` and `domain_shares`. Runs after output, and reads the price of an aircraft."""
    gdp: Gdp = {
        (str(row["place"]), int(str(row["year"]))): figure_of(row, "gdp", "million_EUR")
        for row in book.tables["economy"]
    }
    for domain in DOMAINS:
        grounds = [fact for programme in domain.programmes for fact in programme.facts] or [*domain.basis]
        book.add("domains", domain=domain.code, name=domain.name, about=domain.about, basis=" ".join(grounds))
        if domain.programmes:
            share = _share(book, gdp, domain)
            for place in ALLIES:
                if place not in WITHOUT_FORCES and not (domain.code == "sea" and place in LANDLOCKED):
                    book.add("domain_shares", domain=domain.code, place=place, year=FROM, share=share)


def _share(book: Book, gdp: Gdp, domain: Domain) -> Figure:
    """Spending of the mean programme on a domain, percent of output."""
    rule = book.rule(
        "domain_by_programmes",
        "What each named programme spends a year, at constant prices, of its state's output in the middle of the "
        "programme; the mean of the programmes stands for every ally (ships: for those with a coast).",
    )
    spread = book.assume(
        "spread_of_domains",
        1,
        0.5,
        2,
        "factor",
        "Plans spend, they do not say what is needed: budgets beside a special fund are not in it, upkeep is in some "
        "plans, and states differ by their coasts and tasks. Half to twice holds each programme but one.",
    )
    shares = []
    for programme in domain.programmes:
        amount = total(euros_of(book, fact, programme.middle) for fact in programme.facts)
        if domain.code == "air_and_enablers" and programme.place == "DEU":
            amount = _without_aircraft(book, amount)
        shares.append(amount / programme.years / gdp[programme.place, programme.middle] * 100)
    mean = total(shares) / len(shares)
    return (Figure(mean.value, mean.value, mean.value, "percent", mean.basis) * spread).of("percent").by(rule)


def _without_aircraft(book: Book, amount: Figure) -> Figure:
    """A fund without the combat aircraft that it buys."""
    [row] = [row for row in book.tables["items"] if row["item"] == "combat_aircraft"]
    taken = book.fact(AIRCRAFT_IN_THE_FUND, "units") * figure_of(row, "price", "million_EUR")
    return amount - taken
