"""Order books: what is contracted or announced and still to come from January 2026."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.derivation.figures import Book, Figure, total

START = "2026-01"
TANK = "main_battle_tank"
VEHICLE = "infantry_fighting_vehicle"
HOWITZER = "howitzer_155mm"
AIRCRAFT = "combat_aircraft"

#: Customers outside the alliance, whose orders take output from allied lines.
OTHERS = "OTH"


@dataclass(frozen=True)
class Order:
    """One order, the fact with its quantity, and what to take off it.

    `less` holds facts already delivered; `since` is the month from which an even schedule runs, where the
    fact counts vehicles delivered before 2026 too; `share` names an assumption with the buyer's percentage.
    """

    name: str
    place: str
    item: str
    site: str
    fact: str
    start: str
    end: str
    status: str = "contracted"
    less: tuple[str, ...] = ()
    since: str = ""
    share: str = ""


ORDERS: tuple[Order, ...] = (
    # tanks
    Order("leopard_2a8_deu_1", "DEU", TANK, "munich_leopard_2", "inventories-106", START, "2026-07", since="2025-08"),
    Order("leopard_2a8_deu_2", "DEU", TANK, "munich_leopard_2", "inventories-107", START, "2030-12"),
    Order("leopard_2a8_deu_3", "DEU", TANK, "munich_leopard_2", "lines-019", "2030-01", "2033-12", "announced"),
    Order("leopard_2a8_nor", "NOR", TANK, "munich_leopard_2", "inventories-258", START, "2029-12"),
    Order("leopard_2a8_swe", "SWE", TANK, "munich_leopard_2", "inventories-235", "2028-01", "2031-12"),
    Order("leopard_2a8_nld", "NLD", TANK, "munich_leopard_2", "inventories-223", "2028-01", "2031-12"),
    Order("leopard_2a8_cze", "CZE", TANK, "munich_leopard_2", "inventories-274", "2028-01", "2031-12"),
    Order("leopard_2a8_hrv", "HRV", TANK, "munich_leopard_2", "inventories-297", "2028-01", "2030-12"),
    Order("leopard_2a8_ltu", "LTU", TANK, "munich_leopard_2", "inventories-317", "2029-01", "2034-12"),
    Order("k2_pol", "POL", TANK, "changwon_k2", "inventories-059", START, "2027-12"),
    Order("k2pl_pol", "POL", TANK, "gliwice_k2pl", "platforms-162", "2028-01", "2030-12"),
    Order("abrams_pol", "POL", TANK, "lima_abrams", "inventories-079", START, "2026-12", less=("inventories-078",)),
    Order("abrams_rou", "ROU", TANK, "lima_abrams", "inventories-214", START, "2028-12"),
    Order("altay_tur_2026", "TUR", TANK, "ankara_altay", "inventories-026", START, "2026-12"),
    Order("altay_tur_2027", "TUR", TANK, "ankara_altay", "inventories-027", "2027-01", "2027-12"),
    Order("altay_tur_2028", "TUR", TANK, "ankara_altay", "inventories-028", "2028-01", "2028-12"),
    Order("altay_tur_second", "TUR", TANK, "ankara_altay", "inventories-029", "2029-01", "2032-12"),
    # infantry fighting vehicles
    Order("puma_deu_second", "DEU", VEHICLE, "kassel_puma", "platforms-328", START, "2027-12"),
    Order("puma_deu_third", "DEU", VEHICLE, "kassel_puma", "inventories-116", "2028-06", "2031-12"),
    Order("schakal_deu", "DEU", VEHICLE, "unterluess_schakal", "inventories-096", "2027-01", "2030-12"),
    Order("lynx_hun", "HUN", VEHICLE, "zalaegerszeg_lynx", "lines-021", START, "2029-12", since="2024-01"),
    Order("lynx_ita", "ITA", VEHICLE, "la_spezia_lynx", "inventories-175", START, "2027-12", less=("lines-193",)),
    Order("cv90_cze", "CZE", VEHICLE, "sternberk_cv90", "inventories-271", START, "2030-12"),
    Order("cv90_svk", "SVK", VEHICLE, "dubnica_cv90", "lines-335", START, "2028-12"),
    Order("cv90_dnk", "DNK", VEHICLE, "ornskoldsvik_cv90", "inventories-260", START, "2029-12"),
    Order("cv90_swe", "SWE", VEHICLE, "ornskoldsvik_cv90", "inventories-229", START, "2030-12"),
    Order("cv90_ukr", "UKR", VEHICLE, "ornskoldsvik_cv90", "lines-369", START, "2027-12"),
    Order("cv90_ltu", "LTU", VEHICLE, "ornskoldsvik_cv90", "inventories-315", "2028-01", "2032-12", "announced"),
    Order("cv90_nor", "NOR", VEHICLE, "ornskoldsvik_cv90", "inventories-250", "2028-01", "2031-12", "announced"),
    Order("borsuk_pol", "POL", VEHICLE, "stalowa_wola_borsuk", "inventories-049", START, "2029-12", since="2025-06"),
    Order("ajax_gbr", "GBR", VEHICLE, "merthyr_tydfil_ajax", "inventories-146", START, "2029-09", less=("lines-156",)),
    Order(
        "jaguar_fra",
        "FRA",
        VEHICLE,
        "roanne_jaguar",
        "inventories-136",
        START,
        "2030-12",
        less=("inventories-135",),
        since="2024-01",
    ),
    Order("jaguar_bel", "BEL", VEHICLE, "roanne_jaguar", "inventories-306", START, "2030-12", since="2025-01"),
    Order(
        "tracked_vehicle_rou", "ROU", VEHICLE, "romania_vehicle", "inventories-213", "2028-01", "2032-12", "announced"
    ),
    Order("stryker_bgr", "BGR", VEHICLE, "lima_stryker", "inventories-286", START, "2028-12", since="2025-06"),
    # howitzers
    Order("caesar_fra", "FRA", HOWITZER, "roanne_caesar", "inventories-126", START, "2031-12"),
    Order("caesar_cze", "CZE", HOWITZER, "roanne_caesar", "inventories-270", START, "2027-12"),
    Order("caesar_bel", "BEL", HOWITZER, "roanne_caesar", "inventories-299", START, "2027-12"),
    Order("caesar_hrv", "HRV", HOWITZER, "roanne_caesar", "inventories-295", START, "2030-12"),
    Order("pzh2000_deu", "DEU", HOWITZER, "kassel_pzh2000", "platforms-307", START, "2029-12", since="2025-01"),
    Order("rch155_deu", "DEU", HOWITZER, "munich_rch155", "lines-131", "2027-01", "2029-12"),
    Order("rch155_ukr", "UKR", HOWITZER, "munich_rch155", "platforms-310", START, "2027-12", since="2025-01"),
    Order(
        "krab_pol", "POL", HOWITZER, "stalowa_wola_krab", "inventories-068", START, "2030-12", less=("inventories-069",)
    ),
    Order("k9_pol", "POL", HOWITZER, "changwon_k9", "inventories-062", START, "2027-12"),
    Order("k9_nor", "NOR", HOWITZER, "changwon_k9", "inventories-254", START, "2028-12"),
    Order(
        "k9_rou_korea", "ROU", HOWITZER, "changwon_k9", "platforms-548", "2027-01", "2028-12", less=("platforms-549",)
    ),
    Order("k9_rou_local", "ROU", HOWITZER, "dambovita_k9", "platforms-549", "2028-01", "2032-12"),
    Order("archer_swe", "SWE", HOWITZER, "karlskoga_archer", "platforms-574", "2026-05", "2030-12"),
    Order("archer_lva", "LVA", HOWITZER, "karlskoga_archer", "lines-295", START, "2026-12"),
    Order("howitzer_wheeled_esp", "ESP", HOWITZER, "spain_wheeled_howitzer", "inventories-193", "2028-01", "2034-11"),
    Order("howitzer_tracked_esp", "ESP", HOWITZER, "spain_tracked_howitzer", "inventories-192", "2028-01", "2037-12"),
    Order(
        "firtina_tur",
        "TUR",
        HOWITZER,
        "arifiye_firtina",
        "inventories-036",
        START,
        "2028-12",
        less=("inventories-037",),
    ),
    # combat aircraft
    Order("eurofighter_deu_quadriga", "DEU", AIRCRAFT, "manching_eurofighter", "inventories-098", START, "2030-12"),
    Order("eurofighter_deu_tranche_5", "DEU", AIRCRAFT, "manching_eurofighter", "platforms-595", "2031-01", "2034-12"),
    Order("eurofighter_ita", "ITA", AIRCRAFT, "caselle_eurofighter", "inventories-172", "2028-01", "2035-12"),
    Order("eurofighter_esp_1", "ESP", AIRCRAFT, "getafe_eurofighter", "inventories-183", START, "2030-12"),
    Order("eurofighter_esp_2", "ESP", AIRCRAFT, "getafe_eurofighter", "inventories-184", "2030-01", "2035-12"),
    Order("eurofighter_tur", "TUR", AIRCRAFT, "warton_eurofighter", "platforms-267", "2030-01", "2033-12"),
    Order("f35_deu", "DEU", AIRCRAFT, "fort_worth_f35", "inventories-099", START, "2029-12"),
    Order("f35_pol", "POL", AIRCRAFT, "fort_worth_f35", "inventories-052", START, "2030-12"),
    Order("f35_fin", "FIN", AIRCRAFT, "fort_worth_f35", "inventories-244", START, "2030-12"),
    Order("f35_bel", "BEL", AIRCRAFT, "fort_worth_f35", "inventories-302", START, "2031-12", less=("inventories-304",)),
    Order("f35_can", "CAN", AIRCRAFT, "fort_worth_f35", "inventories-281", START, "2032-12"),
    Order("f35_grc", "GRC", AIRCRAFT, "fort_worth_f35", "inventories-198", "2028-01", "2033-12"),
    Order("f35_rou", "ROU", AIRCRAFT, "fort_worth_f35", "inventories-211", "2030-01", "2034-12"),
    Order("f35_nld", "NLD", AIRCRAFT, "cameri_f35", "inventories-221", START, "2027-12", less=("inventories-222",)),
    Order(
        "f35_ita",
        "ITA",
        AIRCRAFT,
        "cameri_f35",
        "inventories-173",
        START,
        "2035-12",
        less=("platforms-073", "-inventories-164", "-inventories-222", "-inventories-253"),
    ),
    Order(
        "f35_gbr",
        "GBR",
        AIRCRAFT,
        "fort_worth_f35",
        "inventories-163",
        START,
        "2040-12",
        "announced",
        less=("inventories-164",),
    ),
    Order("f16_bgr", "BGR", AIRCRAFT, "greenville_f16", "inventories-285", START, "2027-12", since="2025-04"),
    Order("f16_tur", "TUR", AIRCRAFT, "greenville_f16", "inventories-035", "2028-01", "2032-12", "announced"),
    Order("gripen_swe", "SWE", AIRCRAFT, "linkoping_gripen", "platforms-370", START, "2030-12", since="2025-01"),
    Order("gripen_hun", "HUN", AIRCRAFT, "linkoping_gripen", "inventories-275", START, "2026-12"),
    Order(
        "rafale_fra",
        "FRA",
        AIRCRAFT,
        "merignac_rafale",
        "platforms-260",
        START,
        "2034-12",
        share="rafale_backlog_of_france",
    ),
    Order(
        "rafale_others",
        OTHERS,
        AIRCRAFT,
        "merignac_rafale",
        "platforms-260",
        START,
        "2034-12",
        share="rafale_backlog_of_others",
    ),
)


def derive(book: Book, hosts: dict[str, str]) -> None:
    """Fill `deliveries`; `hosts` names the state of each site."""
    book.add("places", place=OTHERS, name="Customers outside the alliance", kind="partner", contracting_delay=None)
    for order, quantity in quantities(book):
        book.add(
            "deliveries",
            order=order.name,
            place=order.place,
            item=order.item,
            start=order.start,
            end=order.end,
            quantity=quantity,
            status=order.status,
            supplier=hosts[order.site],
        )


def quantities(book: Book) -> Iterator[tuple[Order, Figure]]:
    """Each order with what is still to come of it."""
    _share_out_rafale(book)
    for order in ORDERS:
        yield order, still_to_come(book, order)


def still_to_come(book: Book, order: Order) -> Figure:
    """The quantity of an order that is delivered from January 2026 on."""
    quantity = book.fact(order.fact, "units")
    if order.less:
        rule = book.rule(
            "platform_order_less_delivered",
            "A total that includes delivered units, less the units delivered by the newest count.",
        )
        quantity = net_of(book, quantity, order.less).by(rule)
    if order.since:
        rule = book.rule(
            "remaining_of_order",
            "Where an order runs across January 2026 and no count of "
            "deliveries is published, units come evenly over its months and the later ones are "
            "still to come.",
        )
        quantity = (quantity * remaining(order.since, order.end)).by(rule)
    if order.share:
        rule = book.rule("share_of_backlog", "A maker's whole backlog, times the buyer's share of it.")
        quantity = (quantity * book.assumed(order.share) / 100).of("units").by(rule)
    return quantity


def net_of(book: Book, quantity: Figure, less: tuple[str, ...]) -> Figure:
    """`quantity` less the facts named (a leading minus adds one back); never below zero."""
    taken = [book.fact(fact, "units") for fact in less if not fact.startswith("-")]
    back = [book.fact(fact[1:], "units") for fact in less if fact.startswith("-")]
    net = quantity - total(taken) + total(back) if back else quantity - total(taken)
    return Figure(max(net.value, 0.0), max(net.low, 0.0), max(net.high, 0.0), net.unit, net.basis)


def months(start: str, end: str) -> int:
    """Months from the first day of `start` to the last day of `end`."""
    first, last = (int(text[:4]) * 12 + int(text[5:7]) for text in (start, end))
    return last - first + 1


def remaining(since: str, end: str) -> float:
    """Part of an even schedule that lies in 2026 or later."""
    return months(START, end) / months(since, end)


def booked_rate(book: Book, site: str, date: str) -> Figure:
    """Units per month that the contracted orders of a site call for at `date`."""
    rule = book.rule(
        "rate_of_order_book",
        "Contracted rate of a line: what its contracted orders still "
        "have to come, each spread evenly over its own months, summed for the date.",
    )
    _share_out_rafale(book)
    running = [
        still_to_come(book, order) / months(order.start, order.end)
        for order in ORDERS
        if order.site == site and order.status == "contracted" and order.start <= date <= order.end
    ]
    return total(running).of("units/month").by(rule)


def _share_out_rafale(book: Book) -> None:
    reason = "The maker's backlog at the end of 2025 was about one fifth French and four fifths for export."
    book.assume("rafale_backlog_of_france", 20, 18, 22, "percent", reason)
    book.assume("rafale_backlog_of_others", 80, 78, 82, "percent", reason)
