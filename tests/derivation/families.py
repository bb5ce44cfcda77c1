"""The packaged case's rows, one family of items at a time."""

from __future__ import annotations

from collections.abc import Collection

from tools.build_case import from_rows
from tools.derivation.figures import Book

Row = dict[str, object]

PLATFORMS = ("main_battle_tank", "infantry_fighting_vehicle", "howitzer_155mm", "combat_aircraft")
MISSILES = (
    "guided_rocket",
    "rocket_launcher",
    "long_range_air_defence_battery",
    "long_range_interceptor",
    "medium_range_interceptor",
    "very_short_range_interceptor",
    "anti_tank_missile",
    "cruise_missile",
    "long_range_drone",
    "loitering_munition",
)
SHELL, BODY, FUZE = "shell_155mm", "shell_body_155mm", "fuze_155mm"
EXPLOSIVE, CHARGE = "explosive_fill", "propellant_charge_155mm"
POWDER, NITROCELLULOSE = "propellant_powder", "nitrocellulose"
AMMUNITION = (SHELL, BODY, FUZE, EXPLOSIVE, CHARGE, POWDER, NITROCELLULOSE)
MISSILE_INPUTS = ("rocket_motor", "rocket_motor_small", "missile_seeker")


def of_items(book: Book, items: Collection[str]) -> Book:
    """A book whose rows are about some items, or lines of them, or nothing of the kind."""
    lines = {row["site"] for row in book.tables["sites"] if row["item"] in items}
    for table, rows in book.tables.items():
        book.tables[table] = [
            row for row in rows if row.get("item", "") in {"", *items} and row.get("site", "") in {"", *lines}
        ]
    return book


def family(items: Collection[str]) -> Book:
    """The rows of some items."""
    return of_items(from_rows(), items)


def number(row: Row, column: str) -> float:
    """A number of a row."""
    return float(str(row[column]))
