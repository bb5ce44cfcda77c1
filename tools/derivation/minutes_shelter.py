"""Places in shelters and cover, the time to reach them, and how many of those who are warned go."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure

#: State -> fact of places in shelters: percent of the people, or places a head.
PLACES = {
    "CZE": "society-057",
    "DEU": "society-046",
    "DNK": "society-378",
    "FIN": "society-032",
    "LTU": "society-061",
    "NOR": "society-056",
    "POL": "society-053",
    "SWE": "society-039",
}


def derive(book: Book) -> None:
    """Fill `shelters` and `warning_response`."""
    walk, near = _walk(book), _near(book)
    for place, fact in PLACES.items():
        book.add("shelters", place=place, kind="shelter", places=_places(book, fact), time=walk)
    few = book.assume(
        "places_in_shelters_elsewhere", 3, 0.5, 15, "percent",
        "Between Germany (0.6 %) and Czechia and Poland (4 %) where nothing is known; states of the north have half of "
        "their people and more in shelters, and say so.",
    )  # fmt: skip
    book.add("shelters", place="default", kind="shelter", places=few, time=walk)
    cover = book.assume(
        "people_with_cover_at_hand", 90, 70, 98, "percent",
        "A cellar, a stairwell or an inner room is in nearly every house; not in the street, in cars, in halls.",
    )  # fmt: skip
    book.add("shelters", place="default", kind="cover", places=cover, time=near)
    _response(book)


def _places(book: Book, fact: str) -> Figure:
    if book.facts[fact]["unit"] == "percent":
        return book.fact(fact, "percent")
    rule = book.rule("places_a_head", "Places a head in percent.")
    return (book.fact(fact, "places/person") * 100).of("percent").by(rule)


def _walk(book: Book) -> Figure:
    """A school takes six minutes; Tel Aviv plans with ninety seconds, Poland with half a kilometre at most."""
    rule = book.rule("way_to_a_shelter", "As a school was seen to need, within what is planned with.")
    slow = book.assume(
        "metres_a_minute_on_foot",
        50,
        40,
        70,
        "metres/minute",
        "Slow walkers with children, stairs and doors on the way.",
    )
    usual, least, far = (
        book.fact("society-143", "minutes"),
        book.fact("society-134", "seconds"),
        book.fact("civil-299", "metres"),
    )
    basis = (*least.basis, *far.basis, *slow.basis)
    return usual.ranged(least.value / 60, far.value / slow.value, *basis).by(rule)


def _near(book: Book) -> Figure:
    """What Israel gives people to reach a protected space, by zone: 15 seconds to three minutes."""
    rule = book.rule(
        "way_to_cover", "Time that is given to reach a protected space, from the nearest zone to the farthest."
    )
    usual, least, most = (book.fact(fact, "seconds") for fact in ("society-132", "society-130", "society-339"))
    basis = (*usual.basis, *least.basis, *most.basis)
    return Figure(usual.value / 60, least.value / 60, most.value / 60, "minutes", basis).by(rule)


def _response(book: Book) -> None:
    rule = book.rule(
        "response_like_the_netherlands",
        "Half follow the advice of a real alert in the Netherlands; of the first alarms over Japan 6 % acted, of those "
        "in Ukraine 63 % did something.",
        "analogy",
    )
    usual, least, most = (book.fact(fact, "percent") for fact in ("civil-093", "civil-169", "civil-105"))
    acts = usual.ranged(least.value, 100 - most.value, *least.basis, *most.basis)
    book.add("warning_response", place="default", acts=acts.by(rule))
    book.add("warning_response", place="NLD", acts=acts)
