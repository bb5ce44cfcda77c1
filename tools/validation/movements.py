"""Movements that took place and how long they took, from the facts: the exercises of 2017 and 2020 to 2025."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from tools.derivation.figures import Book, Figure

DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Replay:
    """A movement with a known duration.

    `nodes`: the part of the network, from start to goal. `modes`: what may be used of it. `loads`: what moved, of the
    case's loads. `stock`: rolling stock or ships at hand, by carrier. `observed`: its duration in days, with a range.
    `tested`: what of the case it tests; `calibrated`: whether the case was set by this very movement. `why`: what makes
    the difference.
    """

    code: str
    name: str
    nodes: tuple[str, ...]
    modes: tuple[str, ...]
    loads: Mapping[str, Figure]
    observed: Figure
    tested: str
    why: str
    stock: Mapping[str, Figure] = field(default_factory=dict)
    calibrated: bool = False
    tick: float = 3.0
    horizon: float = 30.0

    @property
    def start(self) -> str:
        """Where it started."""
        return self.nodes[0]

    @property
    def goal(self) -> str:
        """Where it went."""
        return self.nodes[-1]


def replays(book: Book) -> tuple[Replay, ...]:
    """Every movement whose duration is among the facts and whose way is on the network."""
    return (*_by_rail(book), *_by_road(book), *_by_sea(book), _by_air(book))


def _exactly(figure: Figure) -> Figure:
    return Figure(figure.value, figure.value, figure.value, figure.unit, figure.basis)


def _by_rail(book: Book) -> tuple[Replay, ...]:
    tracked, wheeled = book.fact("mobility-258", "vehicles"), book.fact("mobility-259", "vehicles")
    by_road = book.fact("mobility-256", "vehicles")
    outload, cleared = book.fact("mobility-255", "days"), book.fact("mobility-262", "days")
    one_train = book.fact("mobility-093", "tanks/train") + 2
    wagons, of_2017 = book.fact("mobility-066", "wagons"), _exactly(book.fact("mobility-079", "wagons"))
    flat = of_2017 - _exactly(tracked)
    civil = book.fact("mobility-169", "days")
    return (
        Replay(
            "brigade_by_rail_2017",
            "American armoured brigade, Bremerhaven to western Poland by rail, January 2017",
            ("BRV", "HAN", "LEJ", "DRS", "GOR", "ZAG"),
            ("rail",),
            {"heavy": _exactly(tracked), "wheeled": _exactly(wheeled) - _exactly(by_road)},
            Figure(cleared.value, outload.value, cleared.value, "days", (*outload.basis, *cleared.basis)),
            "vehicles a train, trains a day of a terminal, speed of trains",
            "The trains a day are those of this movement; the case needs more trains for the same vehicles, and counts "
            "the way of the last train and its unloading, which the observed window leaves out.",
            {"heavy_train": of_2017 - flat, "flat_train": flat},
            calibrated=True,
            tick=6.0,
        ),
        Replay(
            "train_to_lithuania_2020",
            "Train with fourteen tanks, Bavaria to Lithuania, August 2020",
            ("WEI", "LEJ", "BER", "SZZ", "GDN", "OLS", "ELK", "SUW", "MOC", "KAU"),
            ("rail",),
            {"heavy": one_train},
            _whole_days(book, "mobility-094"),
            "length of the way, speed of trains, handling",
            "The speed of trains comes from this corridor, this train among them; the case adds loading, unloading and "
            "stops at two borders to it.",
            {"heavy_train": wagons},
            calibrated=True,
        ),
        Replay(
            "freight_across_romania_2021",
            "Civil freight train, Constanta to the Hungarian border, 2021",
            ("CND", "BUH", "BRS", "ARD"),
            ("rail",),
            {"wheeled": _exactly(book.fact("mobility-086", "vehicles/train")).of("vehicles")},
            civil,
            "speed of trains in Romania",
            "The case lets a military train run day and night at the speed that it had on other corridors; civil "
            "trains stood for days in yards and before works.",
            {"flat_train": wagons},
        ),
    )


def _span(book: Book, fact: str) -> Figure:
    """Days of the period that a fact is about: from the morning or evening of the first to the end of the last."""
    start, end = (date.fromisoformat(book.facts[fact][f"period_{which}"]) for which in ("start", "end"))
    days = float((end - start).days + 1)
    return Figure(days, days - 1, days, "days", (fact,))


def _whole_days(book: Book, fact: str) -> Figure:
    """A duration that is published in whole days: half a day either way."""
    days = book.fact(fact, "days")
    return replace(days, low=days.value - 0.5, high=days.value + 0.5)


def _by_road(book: Book) -> tuple[Replay, ...]:
    crossing = _exactly(book.fact("mobility-284", "vehicles/day")).of("vehicles")
    return (
        Replay(
            "columns_from_bremerhaven_2017",
            "Wheeled vehicles of the brigade, Bremerhaven to the Munster region by road, January 2017",
            ("BRV", "MUN"),
            ("road",),
            {"wheeled": _exactly(book.fact("mobility-256", "vehicles"))},
            _span(book, "mobility-256"),
            "convoys a day of a road",
            "Columns left as the port released vehicles and the police gave escorts, a few a day; the case only knows "
            "what the road can bear.",
        ),
        Replay(
            "convoy_through_the_gap_2024",
            "American convoy from Poland to Kaunas, April 2024",
            ("SUW", "MOC", "KAU"),
            ("road",),
            {"wheeled": crossing},
            _span(book, "mobility-284"),
            "convoys a day of the road through the Suwalki gap, march speed",
            "The source gives the day, not the hours.",
        ),
        Replay(
            "convoy_greece_romania_2025",
            "French convoy from a Greek port across Bulgaria to Romania, October 2025",
            ("ALX", "SVI", "PLO", "STZ", "RUS", "BUH", "BRS"),
            ("road",),
            {"wheeled": _exactly(book.fact("mobility-086", "vehicles/train")).of("vehicles")},
            book.fact("mobility-090", "days"),
            "march speed of convoys",
            "The source names neither the port nor the place of arrival; Alexandroupoli and the French camp in "
            "Transylvania are taken.",
        ),
    )


def _by_sea(book: Book) -> tuple[Replay, ...]:
    rule = "vehicles among pieces as in the brigade of 2017"
    pieces, of_2017 = book.fact("mobility-105", "pieces"), book.fact("mobility-260", "pieces")
    vehicles = (book.fact("mobility-258", "vehicles") + book.fact("mobility-259", "vehicles")).value
    shipped = pieces.value * vehicles / of_2017.value
    basis = (*pieces.basis, *of_2017.basis, "mobility-258", "mobility-259")
    months = book.fact("mobility-109", "months")
    one = Figure(1, 1, 1, "ships", ("mobility-085",))
    return (
        Replay(
            "ship_to_greece_2025",
            "French ship with vehicles, Toulon to Greece, October 2025",
            ("TLN", "ALX"),
            ("sea",),
            {"wheeled": _exactly(book.fact("mobility-184", "vehicles/voyage")).of("vehicles")},
            _whole_days(book, "mobility-089"),
            "speed of ships, length of the lane, handling",
            "The source gives the days at sea; the case adds loading and unloading, and its lane ends at the port "
            "farther away.",
            {"mediterranean_ferry": one},
        ),
        Replay(
            "defender_2020",
            "Equipment of the exercise of 2020 over the Atlantic, on the five ships of the run",
            ("CHS", "BRV"),
            ("sea",),
            {"wheeled": Figure(shipped, shipped, shipped, "vehicles", basis)},
            (_exactly(months) * DAYS_A_MONTH).of("days"),
            f"vehicles a ship, speed, handling and return of ships ({rule})",
            "Ships sailed by the timetable of the exercise and with civil cargo between, not back to back; the "
            "published time is that of the whole movement as planned, with the way on land.",
            {"american_ship": _exactly(book.fact("mobility-173", "ships"))},
            tick=12.0,
            horizon=180.0,
        ),
    )


def _by_air(book: Book) -> Replay:
    return Replay(
        "brigade_to_estonia_2025",
        "British brigade's people, southern England to Tapa, May 2025",
        ("SOU", "TLL", "TAP"),
        ("air", "road"),
        {"people": _exactly(book.fact("mobility-205", "personnel")).of("persons")},
        _whole_days(book, "mobility-204"),
        "flights a day, seats, coaches",
        "Seats and flights a day are assumed; the source gives less than two days for the whole brigade.",
    )
