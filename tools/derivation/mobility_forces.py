"""Forces that move, what they consist of, what waits for them, and what has to arrive where.

The tiers of the NATO Force Model are shared out over the allies off the flank by their military personnel, and over the
flank by the allied forces that are there or assigned. Sent and needed are the same total: a plan closes when all of it
has arrived.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.derivation.alliance import ALLIES
from tools.derivation.figures import Book, Figure, total

#: Tier -> people, days from which and by which its forces are ready, slices into which that time is cut.
TIERS = {
    "tier_1": ("mobility-216", "mobility-217", 2),
    "tier_2": ("mobility-218", "mobility-219", 2),
    "tier_3": ("mobility-220", "mobility-221", 3),
}

#: Sender -> its military personnel and the nodes from which its forces start.
SENDERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "BEL": ("money-6148", ("ANR",)),
    "CAN": ("mobility-233", ("HFX",)),
    "CZE": ("mobility-237", ("PRG",)),
    "DEU": ("mobility-241", ("MUN", "WEI")),
    "DNK": ("money-6151", ("EBJ",)),
    "ESP": ("mobility-244", ("MAD",)),
    "FRA": ("mobility-240", ("REI",)),
    "GBR": ("mobility-243", ("SOU",)),
    "GRC": ("mobility-245", ("THE",)),
    "HRV": ("money-6153", ("ZGB",)),
    "ITA": ("mobility-242", ("VRN",)),
    "NLD": ("mobility-235", ("RTM",)),
    "NOR": ("money-6149", ("OSL",)),
    "PRT": ("mobility-238", ("LIS",)),
    "SVN": ("money-6159", ("LJU",)),
    "SWE": ("inventories-227", ("HAL",)),
    "TUR": ("mobility-225", ("IST",)),
}
#: Allies that hold a flank of their own and so send less.
ON_ANOTHER_FLANK = ("GRC", "TUR")

#: Area -> facts on allied forces that are there or assigned: battlegroups, brigades to come, American forces.
PRESENT = {
    "estonia": ("mobility-205",),
    "latvia": ("mobility-021",),
    "lithuania": ("mobility-015",),
    "poland": ("mobility-010", "mobility-248"),
    "slovakia_hungary": ("mobility-012", "mobility-007"),
    "romania_bulgaria": ("mobility-011", "mobility-005", "mobility-250"),
}
LOADS = ("people", "wheeled", "heavy")

#: Framework states of the Baltic brigades, and where equipment of their first tier could be stored.
STORES = {"DEU": "VNO", "GBR": "TAP", "CAN": "RIX"}
#: The American brigade that draws stored equipment: its home, and the store.
DRAWING, AMERICAN_STORE = "USA_CHS_stored", "ANR"
#: Homes of the American forces in Germany, a slice of the first tier each.
AMERICAN_HOMES = ("KLT", "WEI")


@dataclass(frozen=True)
class Formation:
    """Forces of a state that leave one node on one day; `people` is how many."""

    code: str
    name: str
    place: str
    home: str
    people: Figure
    notice: Figure


def derive(book: Book, areas: tuple[str, ...]) -> None:
    """Fill `formations`, `formation_loads`, `prepositioned` and `arrivals`."""
    per_person = per_person_loads(book)
    for formation in [*_american(book), *_others(book)]:
        _add(book, formation)
        for load in LOADS:
            quantity = formation.people if load == "people" else _vehicles(book, formation.people, per_person[load])
            book.add("formation_loads", formation=formation.code, load=load, quantity=quantity)
    _stored_brigade(book)
    _stores(book)
    _arrivals(book, areas, per_person)


def _add(book: Book, formation: Formation) -> None:
    book.add(
        "formations",
        formation=formation.code,
        name=formation.name,
        place=formation.place,
        home=formation.home,
        notice=formation.notice,
        area="",
    )


def _vehicles(book: Book, people: Figure, per_person: Figure) -> Figure:
    rule = book.rule("vehicles_by_people", "People of a formation or need, times vehicles a person.")
    return (people * per_person).of("vehicles").by(rule)


def per_person_loads(book: Book) -> dict[str, Figure]:
    """Wheeled and heavy vehicles a person of an average force."""
    heavy_rule = book.rule(
        "heavy_vehicles_a_person",
        "Tracked vehicles of an armoured brigade, times the number of such brigades that the tanks of the published "
        "European requirement make, over its troops. The range reaches from the combat vehicles a head of the large "
        "exercise of 2024 to a force of armoured brigades only.",
    )
    tracked, tanks = book.fact("mobility-258", "vehicles"), book.fact("mobility-031", "tanks")
    brigade, troops = book.fact("mobility-081", "tanks"), book.fact("platforms-001", "persons")
    heavy = tracked * tanks / brigade / troops
    least = book.fact("mobility-099", "vehicles").value / book.fact("mobility-098", "personnel").value
    most = tracked.value / book.fact("mobility-083", "personnel").high
    heavy = heavy.ranged(least, most, "mobility-099", "mobility-098", "mobility-083").by(heavy_rule)
    every = book.fact("mobility-036", "vehicles") / book.fact("mobility-035", "personnel")
    wheeled_rule = book.rule(
        "wheeled_vehicles_a_person",
        "Vehicles over troops of the German host-nation plan, less the heavy ones.",
    )
    wheeled = Figure(
        every.value - heavy.value, every.low - most, every.high - least, "vehicles", (*every.basis, *heavy.basis)
    )
    return {"wheeled": wheeled.by(wheeled_rule), "heavy": heavy}


def notices(book: Book, tier: str) -> list[Figure]:
    """Days of notice of the slices of a tier."""
    _, fact, count = TIERS[tier]
    first, last = (float(book.facts[fact][end]) for end in ("low", "high"))
    rule = book.rule(
        "ready_evenly_over_the_window",
        "The forces of a tier become ready evenly over the days that the force model gives them, in slices that leave "
        "together in the middle of their part.",
    )
    step = (last - first) / count
    return [
        Figure(first + (k + 0.5) * step, first + k * step, first + (k + 1) * step, "days", (fact,)).by(rule)
        for k in range(count)
    ]


def _american(book: Book) -> Iterator[Formation]:
    rule = book.rule(
        "americans_in_germany",
        "American personnel in Germany, times the part that would move, half with each slice of the first tier.",
    )
    here = book.fact("mobility-247", "personnel") * book.assumed("land_share_of_americans") / 100
    for k, (home, notice) in enumerate(zip(AMERICAN_HOMES, notices(book, "tier_1"), strict=True)):
        name = f"American forces in Germany, first tier, slice {k + 1}"
        yield Formation(f"USA_{home}_tier_1_{k + 1}", name, "USA", home, (here / 2).of("persons").by(rule), notice)
    overseas = book.rule(
        "americans_from_overseas",
        "The reinforcement that planning expects from the United States, evenly over the slices of the third tier.",
    )
    slices = notices(book, "tier_3")
    people = (book.fact("mobility-029", "personnel") / len(slices)).of("persons").by(overseas)
    for k, notice in enumerate(slices):
        name = f"American forces from overseas, third tier, slice {k + 1}"
        yield Formation(f"USA_CHS_tier_3_{k + 1}", name, "USA", "CHS", people, notice)


def american_part(book: Book, tier: str) -> Figure | None:
    """People of a tier that the United States send; None for a tier without any."""
    if tier == "tier_1":
        here = book.fact("mobility-247", "personnel") * book.assumed("land_share_of_americans") / 100
        return here + book.fact("mobility-188", "personnel")
    return book.fact("mobility-029", "personnel") if tier == "tier_3" else None


def _others(book: Book) -> Iterator[Formation]:
    rule = book.rule(
        "tiers_by_personnel",
        "People of a tier, less the American part, shared out over the allies off the flank by their military "
        "personnel (those on another flank with their weight), and evenly over homes and slices. Allies without a "
        "node of the network are left out.",
    )
    shares = sender_shares(book)
    for tier, (fact, _, _) in TIERS.items():
        american = american_part(book, tier)
        whole = book.fact(fact, "personnel")
        rest = whole if american is None else whole - american
        slices = notices(book, tier)
        for place, share in shares.items():
            homes = SENDERS[place][1]
            people = (rest * share / (len(homes) * len(slices))).of("persons").by(rule)
            for home in homes:
                for k, notice in enumerate(slices):
                    name = f"{ALLIES[place]} from {home}, {tier.replace('_', ' ')}, slice {k + 1}"
                    yield Formation(f"{place}_{home}_{tier}_{k + 1}", name, place, home, people, notice)


def sender_shares(book: Book) -> dict[str, Figure]:
    """Each sender's share of what the allies off the flank send; the values sum to one."""
    weight = book.assumed("weight_of_other_flanks")
    people = {}
    for place, (fact, _) in SENDERS.items():
        unit = book.facts[fact]["unit"]
        number = book.fact(fact, unit) * (1000.0 if unit == "thousand_persons" else 1.0)
        people[place] = number * weight if place in ON_ANOTHER_FLANK else number
    whole = sum(figure.value for figure in people.values())
    return {place: figure / whole for place, figure in people.items()}


def _stored_brigade(book: Book) -> None:
    """The American brigade whose people fly in and draw stored equipment."""
    people = book.fact("mobility-188", "personnel")
    name = "American armoured brigade with stored equipment"
    _add(book, Formation(DRAWING, name, "USA", "CHS", people, book.fact("mobility-189", "days")))
    vehicles = {"heavy": book.fact("mobility-258", "vehicles"), "wheeled": book.fact("mobility-259", "vehicles")}
    rule = book.rule(
        "issue_of_stored_equipment", "Vehicles of the brigade, over the pieces that the store issued in a week of 2022."
    )
    issued = book.fact("mobility-154", "pieces") / 7
    for load, quantity in {"people": people, **vehicles}.items():
        book.add("formation_loads", formation=DRAWING, load=load, quantity=quantity)
    for load, quantity in vehicles.items():
        book.add(
            "prepositioned",
            formation=DRAWING,
            load=load,
            node=AMERICAN_STORE,
            quantity=quantity,
            issue_time=(total(vehicles.values()) / issued).of("days").by(rule),
        )


def _stores(book: Book) -> None:
    """Stores on the flank that are empty today; a lever fills them."""
    rule = book.rule("nothing_stored_today", "No equipment of these forces is stored on the flank in this case.")
    time = book.rule("issue_as_in_2022", "A store on the flank issues as fast as the deployment of 2022 went.")
    nothing = Figure(0, 0, 0, "vehicles", ()).by(rule)
    for formation, node in stored_formations(book):
        for load in ("wheeled", "heavy"):
            book.add(
                "prepositioned",
                formation=formation,
                load=load,
                node=node,
                quantity=nothing,
                issue_time=book.fact("mobility-189", "days").by(time),
            )


def stored_formations(book: Book) -> list[tuple[str, str]]:
    """First-tier formations of the framework states and the node where their equipment could be stored."""
    rows = book.tables["formations"]
    return [
        (str(row["formation"]), STORES[str(row["place"])])
        for row in rows
        if row["place"] in STORES and "_tier_1_" in str(row["formation"])
    ]


def area_shares(book: Book, areas: tuple[str, ...]) -> dict[str, Figure]:
    """Each area's share of what has to arrive; the values sum to one."""
    rule = book.rule(
        "areas_by_presence",
        "Allied forces that are in the area or assigned to it (battlegroups, the brigades that replace them, American "
        "forces) over their sum, of what the north leaves.",
    )
    present = {area: total(book.fact(fact, "personnel") for fact in facts) for area, facts in PRESENT.items()}
    whole = sum(figure.value for figure in present.values())
    north, spread = book.assumed("share_of_the_north") / 100, book.assumed("range_of_area_shares")
    rest = 1 - north.value
    shares = {}
    for area in areas:
        if area == "north":
            shares[area] = north
        else:
            part = present[area].value / whole * rest
            basis = (*present[area].basis, *north.basis, *spread.basis)
            shares[area] = Figure(part, part * spread.low, part * spread.high, "share", basis).by(rule)
    return shares


def _arrivals(book: Book, areas: tuple[str, ...], per_person: dict[str, Figure]) -> None:
    rule = book.rule("need_by_area", "People of the tier, times the share of the area.")
    shares = area_shares(book, areas)
    for tier, (fact, _, _) in TIERS.items():
        for area, share in shares.items():
            people = (book.fact(fact, "personnel") * share).of("persons").by(rule)
            for load in LOADS:
                quantity = people if load == "people" else _vehicles(book, people, per_person[load])
                book.add("arrivals", tier=tier, area=area, load=load, quantity=quantity)
