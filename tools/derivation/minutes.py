"""The minutes clock: settings, cities, classes, areas, parts of the day; warning and shelter in files beside this.

Areas are countries and regions, classes are those of published speeds; nothing here says from where or at what.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass

from tools.derivation import minutes_classes, minutes_levers, minutes_shelter, minutes_warning
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import FACTS, Book, DerivationError, Figure

#: Day on which the gazetteer was packed.
AS_OF = "2025"

#: parameter -> (value, low, high, unit, reason).
SETTINGS: dict[str, tuple[float, float, float, str, str]] = {
    "minutes_trials": (
        100_000.0,
        100_000.0,
        100_000.0,
        "1",
        "Shares of the people of a city are then known to a third of a percentage point, 19 times in 20.",
    ),
    "minutes_share": (
        50.0,
        50.0,
        90.0,
        "percent",
        "The time that half of the people need says more than that of the quickest; the fifth and the 95th of a "
        "hundred are told beside it.",
    ),
    "minutes_cover": (
        0.5,
        0.2,
        0.8,
        "ratio",
        "An inner room or a cellar protects against glass and splinters, and not against what a shelter is built for.",
    ),
}

#: City -> fact of its own places in shelters: a number of them, or a part of the people.
OWN_PLACES = {"helsinki": "civil-107", "vilnius": "civil-308", "warsaw": "civil-280", "berlin": "civil-289"}

#: part -> name, hour, then (value, low, high) of asleep (percent).
PARTS = {
    "night": ("by night", 23.0, (90.0, 80.0, 97.0)),
    "morning": ("in the morning", 6.0, (20.0, 5.0, 40.0)),
    "day": ("by day", 9.0, (3.0, 1.0, 8.0)),
    "evening": ("in the evening", 18.0, (5.0, 2.0, 15.0)),
}


def derive(book: Book) -> None:
    """Fill every table of the minutes clock."""
    for name, (value, low, high, unit, reason) in SETTINGS.items():
        setting = book.assume(name, value, low, high, unit, reason, role="setting")
        book.add("parameters", parameter=name, value=setting, unit=unit)
    _cities(book)
    minutes_classes.derive(book)
    minutes_warning.derive(book)
    minutes_shelter.derive(book)
    _day(book)
    minutes_levers.derive(book)


# cities -------------------------------------------------------------------------------


@dataclass(frozen=True)
class City:
    """A row of the gazetteer."""

    code: str
    name: str
    place: str
    latitude: float
    longitude: float
    population: float
    source: str


def cities() -> list[City]:
    """Cities of allies in Europe with half a million people or more, and capitals, by code.

    DerivationError for a city of a state that is none.
    """
    with (FACTS / "society.cities.csv").open(encoding="utf-8", newline="") as stream:
        found = [_city(row) for row in csv.DictReader(stream)]
    for city in found:
        if city.place not in NATO_EUR:
            raise DerivationError(f"{city.name} is in {city.place}, which is no ally in Europe")
    return sorted(found, key=lambda city: city.code)


def _city(row: dict[str, str]) -> City:
    plain = unicodedata.normalize("NFKD", row["city"].replace("ł", "l").replace("Ł", "L"))
    code = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode().lower())
    numbers = float(row["lat"]), float(row["lon"]), float(row["population"])
    return City(code, row["city"], row["country"], *numbers, row["source_id"])


def _cities(book: Book) -> None:
    rule = book.rule("places_over_people", "Places in shelters of a city over its inhabitants.")
    for city in cities():
        people = _stated(book, city, "population", city.population, "persons")
        place = OWN_PLACES.get(city.code)
        own = None
        if place and book.facts[place]["unit"] == "percent":
            own = book.fact(place, "percent")
        elif place:
            own = (book.fact(place, "places") * (100 / city.population)).of("percent").by(rule)
        book.add(
            "cities",
            city=city.code,
            name=city.name,
            place=city.place,
            latitude=_stated(book, city, "latitude", city.latitude, "degrees"),
            longitude=_stated(book, city, "longitude", city.longitude, "degrees"),
            population=people,
            places=own,
        )


def _stated(book: Book, city: City, quantity: str, value: float, unit: str) -> Figure:
    """A figure of the gazetteer, entered among the facts; a place is exact as far as the clock is concerned."""
    fact = f"society-city-{city.code}-{quantity}"
    blank = dict.fromkeys(("low", "high", "period_end"), "")
    book.facts[fact] = {
        **blank, "fact_id": fact, "entity": city.name, "subject": "city", "quantity": quantity, "value": f"{value:g}",
        "unit": unit, "period_start": AS_OF, "status": "observed", "source_id": city.source, "confidence": "B",
        "as_of": AS_OF, "topic": "society",
    }  # fmt: skip
    if quantity == "population":
        return book.fact(fact, unit)
    return Figure(value, value, value, unit, (fact,))


# the day ------------------------------------------------------------------------------


def _day(book: Book) -> None:
    rule = book.rule(
        "hours_of_the_day", "Parts of the day begin at the hours at which most people change what they do."
    )
    notice = book.assume(
        "minutes_to_notice", 0.5, 0.1, 3.0, "minutes",
        "A loud tone is looked at within half a minute; somebody who cooks, drives or works takes longer.",
    )  # fmt: skip
    rise = book.assume(
        "minutes_to_rise", 2.0, 0.5, 6.0, "minutes",
        "From waking to the door: half a minute for some, several minutes with children or for the old.",
    )  # fmt: skip
    reason = (
        "Part of the people who sleep at that time of day, from everyday life; surveys of time use differ by state."
    )
    for part, (name, hour, asleep) in PARTS.items():
        book.add(
            "day_parts",
            part=part,
            name=name,
            start=Figure(hour, hour, hour, "hours", (f"rule:{rule}",)),
            asleep=book.assume(f"asleep_{part}", *asleep, "percent", reason),
            notice=notice,
            rise=rise,
        )
