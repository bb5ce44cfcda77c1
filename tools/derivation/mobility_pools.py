"""Rolling stock, transporters and ships that there are, where they stand, and how soon they are ready."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.mobility_transfers import FERRIES, SHIPS

#: Pool -> name, carrier, home.
POOLS = {
    "heavy_wagons_DEU": ("German reserve of heavy wagons", "heavy_train", "HAN"),
    "heavy_wagons_NLD": ("Dutch heavy wagons", "heavy_train", "RTM"),
    "heavy_wagons_FRA": ("French heavy wagons", "heavy_train", "REI"),
    "heavy_wagons_hire": ("heavy wagons for hire", "heavy_train", "DRS"),
    "heavy_wagons_POL": ("heavy wagons that Poland plans", "heavy_train", "WAW"),
    "flat_wagons_north": ("civil flat wagons, north", "flat_train", "HAN"),
    "flat_wagons_west": ("civil flat wagons, west", "flat_train", "PAR"),
    "flat_wagons_east": ("civil flat wagons, east", "flat_train", "WAW"),
    "flat_wagons_south": ("civil flat wagons, south", "flat_train", "VIE"),
    "wagons_1520": ("wagons on 1520 mm", "train_1520", "KAU"),
    "wagons_1524": ("wagons on 1524 mm", "train_1524", "TMP"),
    "wagons_1668": ("wagons on 1668 mm", "train_1668", "MAD"),
    "transporters_DEU": ("German heavy transporters", "transporter", "MUN"),
    "transporters_GBR": ("British heavy transporters, landed at Rotterdam", "transporter", "RTM"),
    "transporters_USA": ("American heavy transporters", "transporter", "ANR"),
    "ocean_ships_standing": ("vehicle carriers on the Atlantic run", "american_ship", "CHS"),
    "ocean_ships_USA": ("reserve ships of the United States", "american_ship", "CHS"),
    "ocean_ships_CAN": ("reserve ships of Canada", "canadian_ship", "HFX"),
    "ferries_baltic": ("ferries on the Baltic Sea", "baltic_ferry", "ROS"),
    "ferries_north_sea": ("ferries on the North Sea", "north_sea_ferry", "IMM"),
    "ferries_mediterranean": ("ferries on the Mediterranean", "mediterranean_ferry", "TLN"),
}
REGIONS = 4
RESERVE = ("ocean_ships_USA", "ocean_ships_CAN")


def derive(book: Book) -> None:
    """Fill `pools`."""
    quantities = _wagons(book) | _others(book)
    for pool, (name, carrier, home) in POOLS.items():
        notice = _notice(book, pool, carrier)
        book.add("pools", pool=pool, name=name, carrier=carrier, home=home, quantity=quantities[pool], notice=notice)


def _wagons(book: Book) -> dict[str, Figure]:
    german, french = book.fact("mobility-303", "wagons"), book.fact("mobility-318", "wagons")
    hire = book.rule("wagons_for_hire", "Low-loader wagons for hire in Europe, less those that France has taken.")
    polish = book.rule(
        "not_yet_bought", "Heavy wagons that Poland plans to buy (mobility-141); none of them is there today."
    )
    regions = book.rule("flat_wagons_in_four_regions", "Civil flat wagons, spread evenly over four regions.")
    flat = (book.assumed("civil_flat_wagons") / REGIONS).by(regions)
    other = book.assumed("wagons_of_other_gauges")
    return {
        "heavy_wagons_DEU": german.ranged(book.fact("mobility-066", "wagons").value, german.high, "mobility-066"),
        "heavy_wagons_NLD": book.fact("mobility-313", "wagons"),
        "heavy_wagons_FRA": french,
        "heavy_wagons_hire": (book.fact("mobility-317", "wagons") - french).by(hire),
        "heavy_wagons_POL": Figure(0, 0, 0, "wagons", ()).by(polish),
        **{f"flat_wagons_{region}": flat for region in ("north", "west", "east", "south")},
        **{f"wagons_{gauge}": other for gauge in (1520, 1524, 1668)},
    }


def _others(book: Book) -> dict[str, Figure]:
    rule = book.rule(
        "ships_of_north_america", "Four of five reserve ships load in the United States, the fifth in Canada."
    )
    reserve, ferries = book.assumed("reserve_ships"), book.assumed("ferries_of_a_sea")
    return {
        "transporters_DEU": book.fact("mobility-137", "vehicles"),
        "transporters_GBR": book.fact("mobility-127", "vehicles"),
        "transporters_USA": book.fact("mobility-130", "vehicles"),
        "ocean_ships_standing": book.fact("mobility-173", "ships"),
        "ocean_ships_USA": (reserve * 0.8).by(rule),
        "ocean_ships_CAN": (reserve * 0.2).by(rule),
        **{f"ferries_{sea}": ferries for sea in ("baltic", "north_sea", "mediterranean")},
    }


def _notice(book: Book, pool: str, carrier: str) -> Figure:
    if carrier == "transporter":
        return book.assumed("notice_of_transporters")
    if carrier in (*SHIPS, *FERRIES):
        return book.assumed("notice_of_reserve_ships" if pool in RESERVE else "notice_of_ships")
    ready = book.fact("mobility-067", "days")
    if pool == "heavy_wagons_DEU":
        return ready
    return ready.by(
        book.rule("notice_like_germany", "Wagons of other owners are ready as fast as the German reserve has to be.")
    )
