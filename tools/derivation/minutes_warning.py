"""Channels, whom they reach in each state, and how long it takes until a warning is decided and sent."""

from __future__ import annotations

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure
from tools.derivation.shared import inhabitants

CELL, SIREN, APP, SMS, RADIO = "cell_broadcast", "siren", "warning_app", "text_message", "radio_television"

#: Channel -> name, part of sleepers whom it wakes (value, low, high), reason.
CHANNELS: dict[str, tuple[str, tuple[float, float, float], str]] = {
    CELL: ("cell broadcast", (60, 30, 90), "Loud even on phones that are silent, if they lie near and are on."),
    SIREN: ("sirens", (50, 20, 80), "Meant to wake; closed windows and distance take half of it."),
    APP: ("a warning app", (40, 10, 70), "Silent at night on many phones, unless set otherwise."),
    SMS: ("text messages", (15, 5, 30), "A short tone, silent at night on most phones."),
    RADIO: ("radio and television", (0, 0, 5), "Off by night."),
}

#: States that warn by text message and have no cell broadcast yet.
BY_TEXT = ("BEL", "EST", "POL")

#: Channel -> state -> fact of the part whom it reaches.
SHARES = {
    CELL: {"NLD": "society-112", "DEU": "society-116"},
    SIREN: {"DEU": "society-122", "LTU": "civil-303", "LVA": "civil-448"},
    APP: {"DEU": "society-124", "LVA": "civil-449"},
}

#: States in which cell broadcast has been reported, by fact.
IN_USE = {
    "ESP": "society-424", "FRA": "society-423", "ITA": "society-418", "LTU": "society-330", "LVA": "society-328",
    "ROU": "civil-426",
}  # fmt: skip


def derive(book: Book) -> None:
    """Fill `warning_channels`, `channel_coverage` and `warning_chain`."""
    for channel, (name, wakes, reason) in CHANNELS.items():
        figure = book.assume(f"woken_by_{channel}", *wakes, "percent", reason)
        book.add("warning_channels", channel=channel, name=name, wakes=figure)
    for place in NATO_EUR:
        for channel in CHANNELS:
            share = _share(book, channel, place)
            if share is not None:
                delay = _delay(book, channel, place)
                book.add("channel_coverage", place=place, channel=channel, share=share, delay=delay)
    decide = book.assume(
        "minutes_to_decide", 4, 0.5, 10, "minutes",
        "Japan took three to seven minutes from launch to alarm, detection and sending included; Ukraine less than one "
        "with practice. Where nobody has practised it takes longer: in 2025 drones over Poland were warned of after "
        "hours.",
    )  # fmt: skip
    send = book.assume(
        "minutes_to_send", 1, 0.15, 3, "minutes",
        "Eight to fifteen seconds from the air force to the alarm in Ukraine, ten for Estonia's sirens; by hand a few "
        "minutes.",
    )  # fmt: skip
    book.add("warning_chain", place="default", link="decide", time=decide)
    book.add("warning_chain", place="default", link="alert", time=send)


def _share(book: Book, channel: str, place: str) -> Figure | None:
    """Part of the people whom a channel reaches awake; None where there is none."""
    own = SHARES.get(channel, {}).get(place)
    if own:
        return _kept(book.fact(own, "percent"))
    if channel == SMS:
        return _text(book) if place in BY_TEXT else None
    if channel == CELL:
        return _cell(book, place)
    if channel == APP and place == "POL":
        return _users(book)
    return book.assume(f"share_of_{channel}", *ELSEWHERE[channel])


#: Channel -> (value, low, high, unit, reason) where nobody has counted.
ELSEWHERE: dict[str, tuple[float, float, float, str, str]] = {
    SIREN: (30, 5, 60, "percent", "Heard by a third to two thirds where it was asked; many states have few or none."),
    APP: (10, 2, 30, "percent", "From 7 % (Latvia) to 59 % (Germany, of those who answer) where it is known."),
    RADIO: (20, 5, 40, "percent", "Who listens or watches at a time of day, from everyday life."),
}


def _kept(figure: Figure) -> Figure:
    return figure.ranged(figure.low, min(figure.high, 100.0))


def _cell(book: Book, place: str) -> Figure:
    usual = book.fact("society-109", "percent")
    if place == "BEL":
        return book.assume(
            "cell_broadcast_in_belgium", 0, 0, 80, "percent",
            "It warned by text message in 2019; whether cell broadcast has come since is not in the facts.",
        )  # fmt: skip
    if place in BY_TEXT:
        rule = book.rule("no_cell_broadcast", "A state that warns by text message has no cell broadcast yet.")
        return Figure(0, 0, 0, "percent", (f"rule:{rule}",))
    if place == "GBR":
        lost, asked = book.fact("civil-096", "percent"), book.fact("civil-098", "percent")
        rule = book.rule(
            "devices_that_are_reached", "All compatible devices less those not reached; readers say fewer."
        )
        value = 100 - lost.value
        return Figure(value, asked.value, 100 - lost.low, "percent", (*lost.basis, *asked.basis)).by(rule)
    if place in IN_USE:
        rule = book.rule("cell_broadcast_as_usual", "Where it is in use it reaches what is usual in Europe.", "analogy")
        return usual.resting_on(*book.fact(IN_USE[place], book.facts[IN_USE[place]]["unit"]).basis).by(rule)
    return book.assume(
        "share_of_cell_broadcast", 60, 0, 80, "percent",
        "The Union asked for such warning by June 2022; 70 to 85 % where it runs, and not known for this state.",
    )  # fmt: skip


def _text(book: Book) -> Figure:
    return book.assume(
        "share_of_text_messages", 85, 60, 95, "percent", "Every phone that is on and in its network, in the end."
    )


def _users(book: Book) -> Figure:
    rule = book.rule("users_over_people", "Users of an app over the population.")
    return _kept((book.fact("society-417", "persons") * (100 / inhabitants(book, "POL"))).of("percent").by(rule))


def _delay(book: Book, channel: str, place: str) -> Figure:
    """Minutes from sending until it is received."""
    if channel == SIREN:
        rule = book.rule("seconds_to_minutes", "Seconds over sixty.")
        return (book.fact("civil-317", "seconds") * (1 / 60)).of("minutes").by(rule)
    if channel == SMS:
        slow, quick = book.fact("society-415", "minutes"), book.fact("society-325", "minutes")
        if place == "POL":
            return slow
        rule = book.rule("text_messages_elsewhere", "As in Estonia, at worst as in Poland.", "analogy")
        return quick.ranged(quick.low, slow.high, *slow.basis).by(rule)
    return book.assume(*DELAYS[channel])


#: Channel -> name, value, low, high, unit, reason.
DELAYS: dict[str, tuple[str, float, float, float, str, str]] = {
    CELL: (
        "delay_of_cell_broadcast", 0.2, 0.05, 3, "minutes",
        "Seconds by design; in Britain's test some phones rang up to twenty minutes late, as it was repeated.",
    ),
    APP: ("delay_of_warning_app", 0.4, 0.1, 3, "minutes", "Pushed one after the other to millions of phones."),
    RADIO: ("delay_of_radio_television", 3, 0.5, 10, "minutes", "Until a programme is broken off and somebody speaks."),
}  # fmt: skip
