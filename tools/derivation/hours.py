"""The hours clock: needs, services, seasons, settings, advice, the vulnerable; all else in files beside this.

What no survey asks is a named assumption with a range, or a figure carried over from another state by a named analogy.
"""

from __future__ import annotations

from tools.derivation import hours_dependence, hours_levers, hours_outages, hours_relief, hours_stores
from tools.derivation.alliance import NATO_EUR
from tools.derivation.figures import Book

#: Need -> name, kind, weight with its range.
NEEDS = {
    "water": ("water", "vital", (1.0, 1.0, 1.0)),
    "warmth": ("warmth", "vital", (1.0, 0.5, 2.0)),
    "food": ("food", "other", (0.25, 0.1, 0.5)),
    "medicines": ("medicines", "other", (0.5, 0.2, 2.0)),
    "information": ("information", "other", (0.25, 0.1, 0.5)),
    "power": ("power", "other", (0.1, 0.05, 0.25)),
    "cash": ("means to pay", "other", (0.05, 0.02, 0.1)),
}
SERVICES = {
    "power": "mains power",
    "water": "mains water",
    "heat": "district heat",
    "mobile": "mobile networks",
    "payments": "electronic payments",
}

#: parameter -> (value, low, high, unit, reason).
SETTINGS: dict[str, tuple[float, float, float, str, str]] = {
    "hours_horizon": (
        72.0,
        72.0,
        240.0,
        "hours",
        "Three days are what the Union and most of its states ask of households; others ask for a week or ten days.",
    ),
    "hours_share": (
        10.0,
        1.0,
        25.0,
        "percent",
        "The hour at which one in ten goes without says more than that of the first few, who have nothing at home; "
        "both ends of the range are shown beside it.",
    ),
    "hours_tick": (
        3.0,
        1.0,
        6.0,
        "hours",
        "Relief is organised by shifts and round trips of several hours; a finer tick changes little.",
    ),
}

#: Ally -> fact of the hours for which households are told to be able to manage; others follow the Union.
ADVICE = {
    "DEU": "society-023",
    "DNK": "society-314",
    "EST": "civil-191",
    "FIN": "society-021",
    "FRA": "society-029",
    "GBR": "civil-200",
    "LTU": "society-318",
    "LVA": "civil-445",
    "NLD": "society-027",
    "NOR": "society-311",
    "POL": "society-316",
    "SWE": "society-017",
}
ADVICE_OF_THE_UNION = "society-001"

#: Ally -> fact of the part of the population that is 75 or older.
OVER_75 = {
    "DEU": "civil-460",
    "DNK": "civil-470",
    "ESP": "civil-462",
    "EST": "civil-466",
    "FIN": "civil-463",
    "FRA": "civil-461",
    "GBR": "civil-471",
    "ITA": "civil-459",
    "LTU": "civil-467",
    "LVA": "civil-468",
    "NLD": "civil-469",
    "NOR": "civil-472",
    "POL": "civil-465",
    "PRT": "civil-473",
    "SWE": "civil-464",
}


def derive(book: Book) -> None:
    """Fill every table of the hours clock."""
    _settings(book)
    _needs(book)
    _seasons(book)
    hours_stores.derive(book)
    hours_dependence.derive(book)
    hours_outages.derive(book)
    hours_relief.derive(book)
    _advice(book)
    _vulnerable(book)
    hours_levers.derive(book)


def _settings(book: Book) -> None:
    for name, (value, low, high, unit, reason) in SETTINGS.items():
        setting = book.assume(name, value, low, high, unit, reason, role="setting")
        book.add("parameters", parameter=name, value=setting, unit=unit)


def _needs(book: Book) -> None:
    reason = (
        "Hours without different things are added up with weights, so that relief knows what comes first: lack of "
        "water or warmth can kill within days, lack of food, news or money cannot."
    )
    for need, (name, kind, weight) in NEEDS.items():
        figure = book.assume(f"weight_of_{need}", *weight, "1", reason, role="setting")
        book.add("needs", need=need, name=name, kind=kind, weight=figure)
    for service, name in SERVICES.items():
        book.add("services", service=service, name=name)


def _seasons(book: Book) -> None:
    rule = book.rule("all_feel_the_cold", "In winter everybody feels the lack of heating, in summer nobody.")
    everybody = book.assume("all_of_them", 100, 100, 100, "percent", "A part that is the whole.", role="conversion")
    rest = book.fact("civil-409", "hours")
    book.add("seasons", season="winter", need="warmth", share=everybody.by(rule), hold=rest)
    some = book.assume(
        "cold_days_of_spring_and_autumn",
        50,
        20,
        80,
        "percent",
        "Half of the days between the seasons are cold enough to heat; a mean of an outage on any of them.",
    )
    longer = book.assume(
        "rest_warmth_of_spring_and_autumn", 24, 12, 48, "hours", "Houses cool more slowly the less cold it is outside."
    )
    for season in ("spring", "autumn"):
        book.add("seasons", season=season, need="warmth", share=some, hold=longer)
    book.add("seasons", season="summer", need="warmth", share=(everybody * 0.0).by(rule), hold=rest)


def _advice(book: Book) -> None:
    rule = book.rule("advice_of_the_union", "Who is not known to advise otherwise follows the Union.", "analogy")
    for place in NATO_EUR:
        own = ADVICE.get(place)
        book.add(
            "advice",
            place=place,
            hours=book.fact(own, "hours") if own else book.fact(ADVICE_OF_THE_UNION, "hours").by(rule),
        )


def _vulnerable(book: Book) -> None:
    for place, fact in OVER_75.items():
        book.add("vulnerable", place=place, people="over_75", name="75 or older", share=book.fact(fact, "percent"))
    rule = book.rule("part_of_the_people", "A number of people over the population.")
    people = {row["place"]: float(str(row["population"])) for row in book.tables["economy"] if row["year"] == 2026}
    named = {
        "care_at_home": ("cared for at home", "civil-455"),
        "care_in_homes": ("in care homes", "civil-457"),
    }
    for code, (name, fact) in named.items():
        share = (book.fact(fact, "persons") * (100 / people["DEU"])).of("percent").by(rule)
        book.add("vulnerable", place="DEU", people=code, name=name, share=share)
    devices = (book.fact("civil-179", "cases/year") * (100 / people["DEU"])).of("percent").by(rule)
    name = "ventilated at home (check-ups a year)"
    book.add("vulnerable", place="DEU", people="ventilated_at_home", name=name, share=devices)
