"""How long the stores of households last, by need, from surveys.

A survey that asks for one length of time gives one point of a curve; the curve is even between the points. What people
say of themselves without being told how much they need is cut at the low end of the range as it was in the Dutch
survey that asked twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book, Figure

#: Hours of the points.
NOW, DAY, TWO, THREE, FOUR, WEEK, TEN = 0, 24, 48, 72, 96, 168, 240

#: A fact as it stands; one of the part that lacks; what people say of themselves without being told how much it takes.
STATED, LACKING, SAID = "stated", "lacking", "said"

Points = Mapping[int, tuple[str, str]]

#: Need -> ally -> hours -> kind and fact.
OWN: dict[str, dict[str, Points]] = {
    "water": {
        "DEU": {TEN: (SAID, "society-379")},
        "DNK": {THREE: (SAID, "civil-208"), WEEK: (STATED, "civil-004")},
        "ESP": {THREE: (SAID, "civil-204"), WEEK: (STATED, "civil-004")},
        "EST": {WEEK: (STATED, "civil-188")},
        "FIN": {THREE: (STATED, "society-391"), WEEK: (STATED, "civil-004")},
        "FRA": {THREE: (SAID, "civil-202"), WEEK: (STATED, "civil-004")},
        "GBR": {THREE: (LACKING, "civil-198"), WEEK: (STATED, "civil-004")},
        "LTU": {THREE: (STATED, "civil-225"), WEEK: (STATED, "civil-004")},
        "LVA": {THREE: (SAID, "civil-442"), WEEK: (STATED, "civil-004")},
        "NLD": {THREE: (SAID, "civil-025"), WEEK: (STATED, "civil-004")},
        "NOR": {THREE: (SAID, "civil-007"), WEEK: (STATED, "civil-004")},
        "PRT": {THREE: (SAID, "society-395"), WEEK: (STATED, "civil-004")},
        "SWE": {THREE: (LACKING, "civil-378"), WEEK: (STATED, "civil-004")},
    },
    "food": {
        "DEU": {TEN: (SAID, "society-380")},
        "DNK": {THREE: (SAID, "civil-208"), WEEK: (STATED, "civil-002")},
        "ESP": {THREE: (SAID, "civil-204"), WEEK: (STATED, "civil-002")},
        "EST": {WEEK: (STATED, "civil-188")},
        "FIN": {THREE: (STATED, "society-388"), WEEK: (STATED, "civil-002")},
        "FRA": {THREE: (SAID, "civil-202"), WEEK: (STATED, "civil-002")},
        "GBR": {THREE: (LACKING, "civil-198"), WEEK: (STATED, "civil-002")},
        "LTU": {THREE: (STATED, "civil-227"), WEEK: (STATED, "civil-002")},
        "LVA": {THREE: (STATED, "civil-441"), WEEK: (STATED, "civil-002")},
        "SWE": {FOUR: (STATED, "civil-379"), WEEK: (STATED, "civil-002")},
    },
    "warmth": {
        "GBR": {THREE: (LACKING, "civil-195"), WEEK: (STATED, "civil-003")},
        "NLD": {THREE: (STATED, "civil-021"), WEEK: (STATED, "civil-003")},
        "SWE": {DAY: (LACKING, "civil-384"), TWO: (LACKING, "civil-385"), WEEK: (STATED, "civil-003")},
    },
    "medicines": {"LVA": {THREE: (STATED, "civil-443"), WEEK: (STATED, "civil-001")}},
    "information": {
        "DEU": {NOW: (STATED, "society-382")},
        "ESP": {NOW: (STATED, "civil-414")},
        "NLD": {NOW: (STATED, "civil-023")},
        "PRT": {NOW: (STATED, "society-397")},
    },
    "cash": {"NLD": {NOW: (LACKING, "civil-026"), THREE: (STATED, "civil-016")}},
}

#: Need -> points of the allies that have no survey of their own: facts of others, by analogy.
OTHERS: dict[str, Points] = {
    "food": {FOUR: (STATED, "civil-379"), WEEK: (STATED, "civil-002")},
    "warmth": {DAY: (LACKING, "civil-384"), TWO: (LACKING, "civil-385"), WEEK: (STATED, "civil-003")},
    "medicines": {WEEK: (STATED, "civil-001")},
    "information": {NOW: (STATED, "society-008")},
    "cash": {NOW: (LACKING, "civil-026"), THREE: (STATED, "civil-016")},
}

#: Needs of which every ally is to have a point at three days, so that levers can move it.
MOVED = ("water", "food")


def derive(book: Book) -> None:
    """Fill `stores`."""
    for place in NATO_EUR:
        for need in ("water", "food", "warmth", "medicines", "information", "cash"):
            for hours, lasting in sorted(_curve(book, place, need).items()):
                _add(book, place, need, hours, lasting)
        _add(book, place, "power", NOW, _own_power(book))


def _curve(book: Book, place: str, need: str) -> dict[int, Figure]:
    own = OWN[need].get(place)
    if own is not None:
        curve = {hours: _part(book, *named) for hours, named in own.items()}
    elif need == "water":
        curve = {THREE: _water_elsewhere(book), WEEK: book.fact("civil-004", "percent")}
    else:
        rule = book.rule(
            "stores_like_others",
            "An ally without a survey is given the figures of the Union, or of the one state that has asked.",
            "analogy",
        )
        curve = {hours: _part(book, *named).by(rule) for hours, named in OTHERS[need].items()}
    return _with_three_days(book, curve) if need in MOVED else curve


def _part(book: Book, kind: str, fact: str) -> Figure:
    figure = book.fact(fact, "percent")
    if kind == LACKING:
        rule = book.rule("the_others_have", "All people less those who lack it.")
        value, low, high = (100 - min(end, 100) for end in (figure.value, figure.high, figure.low))
        return Figure(value, low, high, "percent", figure.basis).by(rule)
    top = min(figure.high, 100.0)
    return figure.ranged(_told(book, figure) if kind == SAID else min(figure.low, figure.value), top)


def _told(book: Book, figure: Figure) -> float:
    """What would be left of an answer if people were told how much they need."""
    told, untold = book.fact("civil-022", "percent"), book.fact("civil-025", "percent")
    return figure.value * told.value / untold.value


def _water_elsewhere(book: Book) -> Figure:
    return book.assume(
        "water_for_three_days",
        35,
        20,
        48,
        "percent",
        "Where amounts were asked, 32 to 48 % (Netherlands) and 35 % (Finland) have water for three days; a fifth of "
        "the people of the Union say that they keep some.",
    )


def _own_power(book: Book) -> Figure:
    return book.assume(
        "own_power",
        3,
        1,
        8,
        "percent",
        "Homes with a generator, or with solar cells and a battery that run without the mains; no survey asks.",
    )


def _with_three_days(book: Book, curve: dict[int, Figure]) -> dict[int, Figure]:
    """The curve with a point at three days, on the line between its neighbours."""
    if THREE in curve:
        return curve
    rule = book.rule("even_between_points", "Stores run out evenly between the lengths of time that surveys ask for.")
    after = min(hours for hours in curve if hours > THREE)
    part, figure = THREE / after, curve[after]
    value, low, high = (100 - (100 - end) * part for end in (figure.value, figure.low, figure.high))
    return {THREE: Figure(value, low, high, "percent", figure.basis).by(rule), **curve}


def _add(book: Book, place: str, need: str, hours: int, lasting: Figure) -> None:
    rule = book.rule("asked_hours", "The length of time that a survey asked for.")
    book.add(
        "stores",
        place=place,
        need=need,
        point=f"h{hours}",
        hours=Figure(hours, hours, hours, "hours", (f"rule:{rule}",)),
        lasting=lasting,
    )
