"""On which services needs depend, and how long tanks, batteries and generators hold."""

from __future__ import annotations

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure

#: Ally -> facts of the hours that masts hold in towns, and in the country.
MASTS = {
    "ESP": ("society-413", "society-413"),
    "EST": ("", "civil-274"),
    "FIN": ("society-084", "society-085"),
    "NOR": ("society-088", "society-089"),
    "SWE": ("society-086", "society-087"),
}

#: Ally -> fact of the part of the people who live with district heat; others as the Union.
DISTRICT_HEAT = {
    "CZE": "civil-354",
    "DEU": "civil-356",
    "DNK": "civil-346",
    "EST": "civil-347",
    "FIN": "civil-351",
    "FRA": "civil-360",
    "HUN": "civil-359",
    "ISL": "civil-344",
    "ITA": "civil-361",
    "LTU": "civil-348",
    "LVA": "civil-345",
    "NLD": "civil-350",
    "NOR": "civil-362",
    "POL": "civil-353",
    "ROU": "civil-358",
    "SVK": "civil-355",
    "SWE": "civil-352",
}


def derive(book: Book) -> None:
    """Fill `dependence`."""
    whole, at_once = _whole(book), _at_once(book)
    for place in NATO_EUR:
        for need, service in (
            ("power", "power"),
            ("water", "water"),
            ("food", "power"),
            ("information", "mobile"),
            ("cash", "power"),
            ("cash", "payments"),
        ):
            _add(book, place, need, service, 1, whole, at_once)
        _water(book, place)
        _warmth(book, place)
        _medicines(book, place)
        _masts(book, place)


def _add(book: Book, place: str, need: str, service: str, part: int, share: Figure, hold: Figure) -> None:
    book.add("dependence", place=place, need=need, service=service, part=part, share=share, hold=hold)


def _whole(book: Book) -> Figure:
    rule = book.rule("all_depend_on_it", "Everybody who has no store of a need depends on the service that brings it.")
    return Figure(100, 100, 100, "percent", ("all_of_them",)).by(rule)


def _at_once(book: Book) -> Figure:
    rule = book.rule("without_reserve", "Nothing stands between the service and the need.")
    return Figure(0, 0, 0, "hours", ()).by(rule)


def _water(book: Book, place: str) -> None:
    pumped = book.fact("civil-474", "percent")
    rule = book.rule(
        "towns_with_tanks",
        "Of homes that need no pump of their own, those whose town has water from tanks for a day and no longer; the "
        "rest is fed by gravity.",
    )
    fed = book.fact("civil-476", "percent")
    pairs = ((pumped.value, fed.value), (pumped.high, fed.high), (pumped.low, fed.low))
    value, low, high = ((100 - pump) * (100 - gravity) / 100 for pump, gravity in pairs)
    tanks = Figure(value, low, high, "percent", (*pumped.basis, *fed.basis)).by(rule)
    hold = book.assume(
        "hours_of_water_tanks",
        24,
        8,
        36,
        "hours",
        "Tanks of waterworks hold from a third of a day to a day and a half: Berlin says 36 hours, towns in Ireland "
        "were dry within a day.",
    ).resting_on("civil-136")
    _add(book, place, "water", "power", 1, pumped, _at_once(book))
    _add(book, place, "water", "power", 2, tanks, hold)


def _warmth(book: Book, place: str) -> None:
    _add(book, place, "warmth", "power", 1, book.fact("civil-475", "percent"), _at_once(book))
    rule = book.rule("heat_like_the_union", "Part of district heat in the heating of the Union.", "analogy")
    own = DISTRICT_HEAT.get(place)
    share = book.fact(own, "percent") if own else book.fact("civil-184", "percent").by(rule)
    _add(book, place, "warmth", "heat", 1, share.ranged(share.low, min(share.high, 100)), _at_once(book))


def _medicines(book: Book, place: str) -> None:
    share = book.assume(
        "people_on_regular_medicine",
        45,
        30,
        60,
        "percent",
        "About half of adults in Europe say that they took a prescribed medicine lately; not all of it is regular.",
    )
    hold = book.assume(
        "hours_until_pharmacies_shut",
        12,
        0,
        48,
        "hours",
        "Pharmacies hand out by hand while there is daylight; few have power of their own.",
    )
    _add(book, place, "medicines", "power", 1, share, hold)


def _masts(book: Book, place: str) -> None:
    towns = book.assume(
        "people_in_towns", 70, 60, 80, "percent", "Part of the people whose masts are of the town's kind."
    )
    rule = book.rule("the_rest_in_the_country", "All people less those in towns.")
    country = Figure(30, 20, 40, "percent", towns.basis).by(rule)
    short = book.assume(
        "hours_of_masts_in_towns",
        2,
        0.5,
        4.5,
        "hours",
        "States that have a rule ask for one or two hours in towns; in Spain the networks held four and a half.",
    )
    long = book.assume(
        "hours_of_masts_in_the_country",
        4,
        1,
        6,
        "hours",
        "States that have a rule ask for four hours where few people live, Estonia for six.",
    )
    in_towns, in_country = MASTS.get(place, ("", ""))
    hold = book.fact(in_towns, "hours") if in_towns else short
    _add(book, place, "information", "power", 1, towns, hold)
    _add(book, place, "information", "power", 2, country, book.fact(in_country, "hours") if in_country else long)
