"""What the charts of the minutes clock rest on: figures of the case with range, ground and sources."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from sinews.clocks.minutes.answer import MinutesAnswer
from sinews.clocks.minutes.page.sentences import Names
from sinews.data.tables.minutes import DEFAULT
from sinews.present.sources import Cell, of_levers, sourced
from sinews.present.words import plain


def of_classes(answer: MinutesAnswer) -> pl.DataFrame:
    """Speeds, reach, ways, detection, the links of the chain and the way to shelter."""
    return sourced(answer.scope.case, [*_classes(answer), *_chain(answer), *_day(answer)])


def of_map(answer: MinutesAnswer) -> pl.DataFrame:
    """Areas from which something may come, and the places of the class that is asked about."""
    return sourced(answer.scope.case, [*_areas(answer), *_classes(answer)])


def of_people(answer: MinutesAnswer) -> pl.DataFrame:
    """Channels, whom they reach and wake, who goes, and the hours of the day."""
    return sourced(answer.scope.case, [*_channels(answer), *_day(answer)])


def of_offers(answer: MinutesAnswer) -> pl.DataFrame:
    """Prices and changes of the levers."""
    return of_levers(answer.scope.case, [effect.lever.code for effect in answer.levers])


def _classes(answer: MinutesAnswer) -> Iterator[Cell]:
    names = Names.of(answer.scope.case)
    for code in answer.scope.classes:
        name = names.classes[code]
        yield Cell("arrival_classes", (code,), "speed", f"Mean speed of {name}", "km/hour")
        yield Cell("arrival_classes", (code,), "reach", f"How far {name} comes", "km")
        yield Cell("arrival_classes", (code,), "way", f"Way of {name}, of the distance", "ratio")
        yield Cell("arrival_classes", (code,), "detect", f"Until {name} is detected", "minutes")


def _areas(answer: MinutesAnswer) -> Iterator[Cell]:
    for code, name in sorted(Names.of(answer.scope.case).areas.items()):
        yield Cell("launch_areas", (code,), "extent", f"How far {name} reaches from its middle", "km")


def _chain(answer: MinutesAnswer) -> Iterator[Cell]:
    scope, names = answer.scope, Names.of(answer.scope.case)
    for table, key, words in (("warning_chain", "link", "Minutes to {}"), ("shelters", "kind", "Minutes to reach {}")):
        rows = scope.case.table(table).filter(pl.col("place").is_in([*scope.states, DEFAULT])).sort("place", key)
        for place, what in rows.select("place", key).iter_rows():
            yield Cell(table, (place, what), "time", f"{_where(names, place)}: {words.format(what).lower()}", "minutes")


def _where(names: Names, place: str) -> str:
    return "All others" if place == DEFAULT else names.places.get(place, place)


def _channels(answer: MinutesAnswer) -> Iterator[Cell]:
    scope, names = answer.scope, Names.of(answer.scope.case)
    for channel, name in sorted(names.channels.items()):
        yield Cell("warning_channels", (channel,), "wakes", f"Sleepers whom {name} wakes", "percent")
    rows = scope.case.table("channel_coverage").filter(pl.col("place").is_in(list(scope.states)))
    for place, channel in rows.sort("channel", "place").select("place", "channel").iter_rows():
        words = f"{names.places[place]}: people whom {names.channels[channel]} reaches"
        yield Cell("channel_coverage", (place, channel), "share", words, "percent")
    for place in sorted(scope.case.table("warning_response")["place"]):
        yield Cell(
            "warning_response", (place,), "acts", f"{_where(names, place)}: part of those warned who go", "percent"
        )


def _day(answer: MinutesAnswer) -> Iterator[Cell]:
    for part, name in answer.scope.parts.select("part", "name").iter_rows():
        yield Cell("day_parts", (part,), "asleep", f"{plain(name)}: asleep", "percent")
        yield Cell("day_parts", (part,), "notice", f"{plain(name)}: until a warning is noticed", "minutes")
        yield Cell("day_parts", (part,), "rise", f"{plain(name)}: until a sleeper is up", "minutes")
