"""Answers of the days clock to small networks, for what shows them."""

from __future__ import annotations

from tests.days.network import Sketch, railway

#: Where the nodes lie: latitude and longitude.
WHERE = {"A": (52.0, 5.0), "B": (52.4, 13.0), "C": (54.7, 25.3), "D": (48.1, 16.4)}


def two_ways() -> Sketch:
    """A railway with few wagons from A over B to C, and a road around B that one truck may take each day.

    The link from B to C is a corridor, and so is the road; one lever doubles the wagons, another one opens the road.
    """
    sketch = railway("A", "B", "C", quantity=60).node("D").link("A", "D", capacity=1).link("D", "C")
    sketch.add("carriers", carrier="truck", mode="road", loading="anywhere", loading_time=2)
    sketch.add("carriage", load="heavy", carrier="truck", per_trip=1)
    sketch.add("corridors", corridor="rail").add("corridor_links", corridor="rail", link="B-C-rail")
    sketch.add("corridors", corridor="way_around").add("corridor_links", corridor="way_around", link="A-D-road")
    sketch.add("levers", lever="wagons", name="Twice the wagons", price=30)
    sketch.add("changes", lever="wagons", part=1, table="pools", column="quantity", amount=2)
    sketch.add("levers", lever="wide_road", name="A road for a hundred trucks: at their own speed")
    sketch.add("changes", lever="wide_road", part=1, table="links", selection="link=A-D-road", column="capacity",
               amount=100)  # fmt: skip
    for row in sketch.rows["nodes"]:
        row["latitude"], row["longitude"] = WHERE[str(row["node"])]
    return sketch
