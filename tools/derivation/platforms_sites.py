"""Production lines of tanks, infantry fighting vehicles, howitzers and combat aircraft."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tools.derivation import platforms_expansion as expansion
from tools.derivation.figures import Book, Figure, total
from tools.derivation.platforms_expansion import RATE
from tools.derivation.platforms_orders import AIRCRAFT, HOWITZER, TANK, VEHICLE, booked_rate, net_of

Amount = Callable[[Book, str], Figure]


@dataclass(frozen=True)
class Site:
    """A line: its points in time (date, status, rate) and, if published, the highest rate it ever reached."""

    site: str
    name: str
    place: str
    item: str
    owner: str
    points: tuple[tuple[str, str, Amount], ...]
    peak: Amount | None = None


def fact(fact_id: str) -> Amount:
    """A published rate."""
    return lambda book, _: book.fact(fact_id, RATE)


def count(fact_id: str, months: int, less: str = "") -> Amount:
    """A published number of units over the months that it took or will take."""

    def amount(book: Book, _: str) -> Figure:
        rule = book.rule(
            "count_over_months",
            "Rate of a line without a published rate: units made or planned, over the months of their period.",
        )
        units = book.fact(fact_id, "units")
        if less:
            units = net_of(book, units, (less,))
        return (units / months).of(RATE).by(rule)

    return amount


def booked(date: str, other: str = "") -> Amount:
    """The rate that the contracted orders of the site, or of another one, call for at a date."""
    return lambda book, site: booked_rate(book, other or site, date)


def none_yet(book: Book, _: str) -> Figure:
    """A line that has not delivered."""
    return Figure(0, 0, 0, RATE, ()).by(
        book.rule("no_output_yet", "No delivery from the line was published by the date.")
    )


def net(gross: str, *parts: Amount) -> Amount:
    """The rate of a maker, less the rates at which other sites of the case assemble its product."""

    def amount(book: Book, site: str) -> Figure:
        rule = book.rule(
            "assembly_elsewhere_taken_out",
            "Rate of a maker, less what other sites of the case assemble of it, so that no unit counts twice.",
        )
        rest = book.fact(gross, RATE) - total(part(book, site) for part in parts)
        return Figure(rest.value, max(rest.low, 0.0), rest.high, RATE, rest.basis).by(rule)

    return amount


#: Remaining Eurofighter orders of the four nations that assemble, by site.
EUROFIGHTER_ORDERS: dict[str, tuple[str, ...]] = {
    "manching_eurofighter": ("inventories-098", "platforms-595"),
    "warton_eurofighter": ("platforms-267",),
    "caselle_eurofighter": ("inventories-172",),
    "getafe_eurofighter": ("inventories-182",),
}


def eurofighter(fact_id: str) -> Amount:
    """The programme's rate, split by the orders that each final assembly line still has to fill."""

    def amount(book: Book, site: str) -> Figure:
        rule = book.rule(
            "split_by_order_book",
            "Rate of a programme with several final assembly lines, "
            "split in proportion to the orders that each line still has to fill.",
        )
        orders = {
            place: sum(book.fact(each, "units").value for each in ids) for place, ids in EUROFIGHTER_ORDERS.items()
        }
        share = orders[site] / sum(orders.values())
        rate = book.fact(fact_id, RATE) * share
        return Figure(rate.value, rate.low, rate.high, RATE, (fact_id, *EUROFIGHTER_ORDERS[site])).by(rule)

    return amount


def _eurofighter_points() -> tuple[tuple[str, str, Amount], ...]:
    return (
        ("2025-06", "delivered", eurofighter("platforms-263")),
        ("2028-06", "announced", eurofighter("platforms-264")),
        ("2030-12", "announced", eurofighter("platforms-265")),
    )


def swedish_part(fact_id: str) -> Amount:
    """The Swedish part of a target that counts the line in Brazil too."""

    def amount(book: Book, _: str) -> Figure:
        share = book.assume(
            "gripen_share_of_sweden",
            0.67,
            0.55,
            0.8,
            "share",
            "The target counts the line in Brazil, which was planned to assemble fifteen of "
            "the first thirty-six Brazilian aircraft.",
        )
        return (book.fact(fact_id, RATE) * share).of(RATE)

    return amount


SITES: tuple[Site, ...] = (
    # tanks
    Site(
        "munich_leopard_2",
        "Leopard 2 line, Munich",
        "DEU",
        TANK,
        "KNDS Deutschland",
        (
            ("2025-01", "delivered", fact("lines-015")),
            ("2028-06", "contracted", booked("2028-06")),
            ("2029-12", "announced", fact("lines-017")),
        ),
        fact("lines-018"),
    ),
    Site(
        "gliwice_k2pl",
        "K2PL line, Gliwice",
        "POL",
        TANK,
        "Bumar-Łabędy",
        (
            ("2025-12", "delivered", none_yet),
            ("2027-12", "contracted", none_yet),
            ("2028-12", "contracted", fact("lines-377")),
        ),
    ),
    Site(
        "ankara_altay",
        "Altay line, Ankara",
        "TUR",
        TANK,
        "BMC",
        (
            ("2025-06", "delivered", fact("platforms-392")),
            ("2026-06", "contracted", fact("platforms-393")),
            ("2027-06", "contracted", fact("platforms-394")),
            ("2029-01", "announced", fact("platforms-397")),
        ),
    ),
    Site(
        "lima_abrams",
        "Abrams line, Lima",
        "USA",
        TANK,
        "General Dynamics Land Systems",
        (("2025-01", "delivered", fact("platforms-211")),),
    ),
    Site(
        "changwon_k2",
        "K2 line, Changwon",
        "KOR",
        TANK,
        "Hyundai Rotem",
        (("2022-01", "delivered", fact("lines-232")), ("2025-07", "delivered", fact("lines-231"))),
    ),
    Site(
        "la_spezia_panther",
        "KF51 Panther line, La Spezia",
        "ITA",
        TANK,
        "Leonardo Rheinmetall Military Vehicles",
        (
            ("2025-12", "delivered", none_yet),
            ("2029-12", "announced", none_yet),
            ("2032-01", "announced", count("inventories-178", 96)),
        ),
    ),
    # infantry fighting vehicles
    Site(
        "kassel_puma",
        "Puma line, Kassel and Unterlüß",
        "DEU",
        VEHICLE,
        "PSM (KNDS, Rheinmetall)",
        (("2025-12", "delivered", count("platforms-328", 24)), ("2028-12", "contracted", booked("2028-12"))),
    ),
    Site(
        "unterluess_schakal",
        "Boxer Schakal line, Unterlüß",
        "DEU",
        VEHICLE,
        "Rheinmetall, KNDS",
        (("2025-12", "delivered", none_yet), ("2027-12", "contracted", booked("2027-12"))),
    ),
    Site(
        "zalaegerszeg_lynx",
        "Lynx line, Zalaegerszeg",
        "HUN",
        VEHICLE,
        "Rheinmetall Hungary",
        (("2025-01", "delivered", count("lines-021", 72)),),
    ),
    Site(
        "ornskoldsvik_cv90",
        "CV90 line, Örnsköldsvik",
        "SWE",
        VEHICLE,
        "BAE Systems Hägglunds",
        (
            ("2020-06", "delivered", fact("platforms-293")),
            ("2027-12", "contracted", booked("2027-12")),
            (
                "2028-12",
                "announced",
                net("platforms-294", booked("2027-12", "sternberk_cv90"), booked("2027-12", "dubnica_cv90")),
            ),
        ),
    ),
    Site(
        "sternberk_cv90",
        "CV90 assembly, Šternberk",
        "CZE",
        VEHICLE,
        "VOP CZ",
        (
            ("2025-12", "delivered", none_yet),
            ("2026-12", "contracted", fact("lines-333")),
            ("2028-12", "contracted", booked("2028-12")),
        ),
    ),
    Site(
        "dubnica_cv90",
        "CV90 assembly, Dubnica",
        "SVK",
        VEHICLE,
        "ZTS Špeciál",
        (("2025-12", "delivered", none_yet), ("2027-06", "contracted", booked("2027-06"))),
    ),
    Site(
        "stalowa_wola_borsuk",
        "Borsuk line, Stalowa Wola",
        "POL",
        VEHICLE,
        "Huta Stalowa Wola",
        (
            ("2025-12", "delivered", fact("lines-329")),
            ("2027-12", "contracted", booked("2027-12")),
            ("2028-12", "announced", fact("lines-330")),
        ),
    ),
    Site(
        "merthyr_tydfil_ajax",
        "Ajax line, Merthyr Tydfil",
        "GBR",
        VEHICLE,
        "General Dynamics UK",
        (
            ("2025-11", "delivered", count("lines-156", 7, "inventories-147")),
            ("2027-12", "contracted", booked("2027-12")),
        ),
    ),
    Site(
        "la_spezia_lynx",
        "Lynx line, La Spezia",
        "ITA",
        VEHICLE,
        "Leonardo Rheinmetall Military Vehicles",
        (
            ("2026-01", "delivered", count("inventories-175", 26)),
            ("2027-12", "contracted", booked("2027-12")),
            ("2030-01", "announced", count("inventories-176", 168)),
        ),
    ),
    Site(
        "roanne_jaguar",
        "Jaguar line, Roanne",
        "FRA",
        VEHICLE,
        "KNDS France, Arquus, Thales",
        (("2025-12", "delivered", count("inventories-136", 84, "inventories-135")),),
    ),
    Site(
        "romania_vehicle",
        "Tracked vehicle line, Romania",
        "ROU",
        VEHICLE,
        "open",
        (
            ("2025-12", "delivered", none_yet),
            ("2027-12", "announced", none_yet),
            ("2029-01", "announced", count("inventories-213", 60)),
        ),
    ),
    Site(
        "lima_stryker",
        "Stryker line, Lima and Anniston",
        "USA",
        VEHICLE,
        "General Dynamics Land Systems",
        (("2025-12", "delivered", count("inventories-286", 43)),),
    ),
    # howitzers
    Site(
        "roanne_caesar",
        "CAESAR line, Roanne and Bourges",
        "FRA",
        HOWITZER,
        "KNDS France",
        (
            ("2022-02", "delivered", fact("platforms-200")),
            ("2024-01", "delivered", fact("platforms-201")),
            ("2026-12", "announced", fact("platforms-202")),
        ),
    ),
    Site(
        "kassel_pzh2000",
        "PzH 2000 line, Munich and Kassel",
        "DEU",
        HOWITZER,
        "KNDS Deutschland, Rheinmetall",
        (("2025-12", "delivered", count("platforms-307", 60)),),
    ),
    Site(
        "munich_rch155",
        "RCH 155 line, Munich",
        "DEU",
        HOWITZER,
        "KNDS Deutschland",
        (("2025-12", "delivered", count("platforms-310", 36)), ("2027-12", "contracted", booked("2027-12"))),
    ),
    Site(
        "stalowa_wola_krab",
        "Krab line, Stalowa Wola",
        "POL",
        HOWITZER,
        "Huta Stalowa Wola",
        (
            ("2022-06", "delivered", fact("platforms-283")),
            ("2027-06", "contracted", booked("2027-06")),
            ("2028-12", "announced", fact("lines-331")),
        ),
        fact("lines-135"),
    ),
    Site(
        "karlskoga_archer",
        "Archer line, Karlskoga",
        "SWE",
        HOWITZER,
        "BAE Systems Bofors",
        (("2025-12", "delivered", none_yet), ("2026-12", "contracted", booked("2026-12"))),
    ),
    Site(
        "dubnica_zuzana",
        "Zuzana 2 line, Dubnica",
        "SVK",
        HOWITZER,
        "Konštrukta",
        (("2023-12", "delivered", count("lines-236", 15)),),
    ),
    Site(
        "spain_wheeled_howitzer",
        "Wheeled howitzer line, Spain",
        "ESP",
        HOWITZER,
        "national programme",
        (
            ("2025-12", "delivered", none_yet),
            ("2027-12", "contracted", none_yet),
            ("2029-01", "contracted", booked("2029-01")),
        ),
    ),
    Site(
        "spain_tracked_howitzer",
        "Tracked howitzer line, Spain",
        "ESP",
        HOWITZER,
        "national programme",
        (
            ("2025-12", "delivered", none_yet),
            ("2027-12", "contracted", none_yet),
            ("2029-01", "contracted", booked("2029-01")),
        ),
    ),
    Site(
        "changwon_k9",
        "K9 line, Changwon",
        "KOR",
        HOWITZER,
        "Hanwha Aerospace",
        (
            ("2023-06", "delivered", count("history-895", 12, "history-894")),
            ("2024-11", "delivered", count("inventories-065", 11, "history-895")),
        ),
        fact("platforms-545"),
    ),
    Site(
        "dambovita_k9",
        "K9 plant, Dâmbovița",
        "ROU",
        HOWITZER,
        "Hanwha Aerospace",
        (
            ("2025-12", "delivered", none_yet),
            ("2027-12", "contracted", none_yet),
            ("2028-12", "contracted", booked("2028-12")),
        ),
    ),
    Site(
        "arifiye_firtina",
        "Firtina 2 line, Arifiye",
        "TUR",
        HOWITZER,
        "BMC, MKE",
        (("2025-10", "delivered", count("inventories-037", 34)), ("2027-12", "contracted", booked("2027-12"))),
    ),
    # combat aircraft
    Site(
        "fort_worth_f35",
        "F-35 line, Fort Worth",
        "USA",
        AIRCRAFT,
        "Lockheed Martin",
        (("2025-12", "delivered", net("platforms-255", fact("lines-151"))),),
    ),
    Site(
        "greenville_f16",
        "F-16 line, Greenville",
        "USA",
        AIRCRAFT,
        "Lockheed Martin",
        (
            ("2025-12", "delivered", count("inventories-285", 33)),
            ("2027-12", "contracted", booked("2027-12")),
            ("2029-01", "announced", count("inventories-035", 60)),
        ),
    ),
    Site(
        "cameri_f35",
        "F-35 line, Cameri",
        "ITA",
        AIRCRAFT,
        "Leonardo",
        (("2021-12", "delivered", fact("lines-150")), ("2022-12", "delivered", fact("lines-151"))),
    ),
    Site(
        "merignac_rafale",
        "Rafale line, Mérignac",
        "FRA",
        AIRCRAFT,
        "Dassault Aviation",
        (
            ("2024-06", "delivered", fact("lines-229")),
            ("2025-06", "delivered", fact("platforms-259")),
            ("2026-12", "announced", fact("platforms-261")),
            ("2029-01", "announced", fact("platforms-262")),
        ),
    ),
    *(
        Site(
            site,
            f"Eurofighter line, {town}",
            place,
            AIRCRAFT,
            owner,
            _eurofighter_points(),
            eurofighter("platforms-266"),
        )
        for site, town, place, owner in (
            ("manching_eurofighter", "Manching", "DEU", "Airbus Defence and Space"),
            ("warton_eurofighter", "Warton", "GBR", "BAE Systems"),
            ("caselle_eurofighter", "Caselle", "ITA", "Leonardo"),
            ("getafe_eurofighter", "Getafe", "ESP", "Airbus Defence and Space"),
        )
    ),
    Site(
        "linkoping_gripen",
        "Gripen E line, Linköping",
        "SWE",
        AIRCRAFT,
        "Saab",
        (
            ("2025-12", "delivered", count("platforms-370", 120)),
            ("2030-12", "announced", swedish_part("platforms-369")),
        ),
    ),
    Site(
        "ankara_kaan",
        "Kaan line, Ankara",
        "TUR",
        AIRCRAFT,
        "TUSAS",
        (
            ("2025-12", "delivered", none_yet),
            ("2028-12", "announced", none_yet),
            ("2030-12", "announced", count("platforms-243", 120)),
        ),
    ),
)


def hosts() -> dict[str, str]:
    """The state of each site."""
    return {site.site: site.place for site in SITES}


def derive(book: Book) -> None:
    """Fill `sites` and `capacity`."""
    for site in SITES:
        rates = list(rates_of(book, site))
        for date, status, rate in rates:
            book.add("capacity", site=site.site, date=date, rate=rate, status=status)
        peak = site.peak(book, site.site) if site.peak else None
        book.add(
            "sites",
            site=site.site,
            name=site.name,
            place=site.place,
            item=site.item,
            owner=site.owner,
            capex=expansion.capex(book, site.item),
            build_lag=expansion.build_lag(book, site.item),
            ramp=expansion.ramp(book, site.item),
            rate_max=expansion.rate_max(book, [rate for _, _, rate in rates], peak),
            export_share=expansion.export_share(book, site.site, site.place),
        )


def rates_of(book: Book, site: Site) -> Iterator[tuple[str, str, Figure]]:
    """Date, status and rate of each point of a site."""
    for date, status, amount in site.points:
        yield date, status, amount(book, site.site)
