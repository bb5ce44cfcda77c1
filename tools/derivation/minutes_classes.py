"""Classes of what may come, by published speeds, and countries or regions from which each may come."""

from __future__ import annotations

from tools.derivation.figures import Book, Figure

#: Classes of units on land that stand near.
NEAR = ("drone", "cruise", "short_range", "hypersonic")

#: Area -> name, latitude, longitude, extent (value, low, high), classes.
AREAS: dict[str, tuple[str, float, float, tuple[float, float, float], tuple[str, ...]]] = {
    "belarus": ("Belarus", 53.5, 28.0, (200.0, 0.0, 280.0), ("drone", "short_range", "intermediate")),
    "black_sea": ("the Black Sea", 43.5, 34.0, (200.0, 0.0, 300.0), ("cruise",)),
    "kaliningrad": ("Kaliningrad", 54.7, 21.3, (60.0, 0.0, 90.0), NEAR),
    "kola": ("the Kola peninsula", 67.8, 34.0, (150.0, 0.0, 250.0), NEAR),
    "north_west": ("north-western Russia", 58.5, 31.0, (170.0, 0.0, 250.0), NEAR),
    "norwegian_sea": ("the Norwegian Sea", 68.0, 4.0, (300.0, 0.0, 400.0), ("cruise",)),
    "south": ("southern Russia and Crimea", 45.5, 36.5, (220.0, 0.0, 350.0), NEAR),
    "volga": ("the lower Volga", 48.0, 46.0, (150.0, 0.0, 250.0), ("cruise", "intermediate")),
    "west": ("western Russia", 53.0, 36.0, (300.0, 0.0, 400.0), ("drone", "cruise", "hypersonic", "intermediate")),
}  # fmt: skip

#: What says that a class may come from an area.
MAY_COME = "classes_of_areas"


def derive(book: Book) -> None:
    """Fill `arrival_classes`, `launch_areas` and `launch_classes`."""
    for code, name, speed, reach, way in (
        ("drone", "a long-range drone", _drone(book), book.fact("civil-150", "km"), _round_about(book)),
        ("cruise", "a cruise missile", _cruise(book), _cruise_reach(book), _round_about(book)),
        ("hypersonic", "a hypersonic missile", _hypersonic(book), _hypersonic_reach(book), _straight(book)),
        ("short_range", "a short-range ballistic missile", _short(book), book.fact("civil-152", "km"), _straight(book)),
        ("intermediate", "an intermediate-range ballistic missile", _intermediate(book), book.fact("civil-438", "km"),
         _straight(book)),
    ):  # fmt: skip
        kind = "headline" if code == "intermediate" else "other"
        detect, least = _detect(book, code), _least(book, code)
        book.add("arrival_classes", arrival_class=code, name=name, kind=kind, speed=speed.of("km/hour"),
                 reach=reach, way=way, least=least, detect=detect)  # fmt: skip
    _areas(book)


def _areas(book: Book) -> None:
    may = book.assume(
        MAY_COME, 1, 1, 1, "1",
        "Where public sources place units that have the class, or ships and aircraft that carry it; whole regions, so "
        "that nothing depends on a place in them. Sea areas stand for ships and aircraft within them.",
        role="judgement",
    )  # fmt: skip
    middle = "Middle of the country or region, set down to half a degree; the clock needs no more."
    width = "From its middle to the edge that is nearest to most cities; at the low end all comes from the middle."
    for code, (name, latitude, longitude, extent, classes) in AREAS.items():
        book.add(
            "launch_areas",
            launch_area=code,
            name=name,
            latitude=book.assume(f"latitude_of_{code}", latitude, latitude, latitude, "degrees", middle),
            longitude=book.assume(f"longitude_of_{code}", longitude, longitude, longitude, "degrees", middle),
            extent=book.assume(f"extent_of_{code}", *extent, "km", width),
        )
        for arrival in classes:
            book.add("launch_classes", launch_area=code, arrival_class=arrival, basis=" ".join(may.basis))


def _drone(book: Book) -> Figure:
    """Ministries give 180 km/h; what was met later flew faster."""
    later = book.fact("civil-236", "km/h")
    slow = book.assume("slowest_drone", 150, 150, 180, "km/h", "Against the wind, and laden; published is 180.")
    return book.fact("civil-149", "km/h").ranged(slow.value, later.value, "civil-236", "civil-235", *slow.basis)


def _cruise(book: Book) -> Figure:
    return book.fact("civil-437", "km/h")


def _cruise_reach(book: Book) -> Figure:
    rule = book.rule("reach_that_is_seen", "The least of the published reaches: what was declared has not been seen.")
    far = book.fact("civil-435", "km")
    return Figure(far.low, far.low, far.high, "km", far.basis).by(rule)


def _round_about(book: Book) -> Figure:
    return book.assume(
        "way_round_about", 1.3, 1.0, 2.0, "ratio",
        "Drones and cruise missiles fly turns, and have been seen to fly round what is in their way.",
    )  # fmt: skip


def _straight(book: Book) -> Figure:
    return book.assume(
        "way_straight", 1.0, 1.0, 1.0, "ratio",
        "Speeds of ballistic missiles are means over the ground, so that the way is the distance.", role="conversion",
    )  # fmt: skip


def _mean(book: Book) -> str:
    return book.rule("mean_speed_over_ground", "Distance over the published or observed time of flight.")


def _hypersonic(book: Book) -> Figure:
    """Crimea to Kyiv, 650 to 700 km, in five to six minutes; not above the speed that was claimed."""
    minutes, most = book.fact("society-331", "minutes"), _mach(book, book.fact("society-333", "Mach").value)
    away = book.assume("way_from_crimea_to_kyiv", 675, 650, 700, "km", "From the north and the south of the peninsula.")
    basis = (*minutes.basis, *away.basis, *book.fact("society-333", "Mach").basis, *most.basis)
    return Figure(away.value / minutes.value * 60, away.low / minutes.high * 60, most.value, "km/h", basis).by(
        _mean(book)
    )


def _hypersonic_reach(book: Book) -> Figure:
    near, far = book.fact("civil-151", "km"), book.fact("civil-231", "km")
    return near.ranged(near.low, far.value, *far.basis)


def _short(book: Book) -> Figure:
    """500 km in eight minutes, as an analyst has it; at most at the speed at which it burns out."""
    minutes, mach = book.fact("society-151", "minutes"), book.fact("society-336", "Mach")
    away = book.assume("way_of_a_short_range", 500, 500, 500, "km", "Of which the source of the time speaks.")
    most = _mach(book, mach.low)
    basis = (*minutes.basis, *away.basis, *mach.basis, *most.basis)
    ends = (away.value / minutes.value * 60, away.value / minutes.high * 60, most.value)
    return Figure(*ends, "km/h", basis).by(_mean(book))


def _intermediate(book: Book) -> Figure:
    """1,600 km in ten minutes; at most at the speed that was claimed."""
    published, mach = book.fact("civil-233", "minutes"), book.fact("society-145", "Mach")
    away = book.assume("way_of_an_intermediate_range", 1600, 1600, 1600, "km", "Named beside the published time.")
    most = _mach(book, mach.value)
    basis = (*published.basis, *away.basis, *mach.basis, *most.basis)
    ends = (away.value / published.value * 60, away.value / published.high * 60, most.value)
    return Figure(*ends, "km/h", basis).by(_mean(book))


def _mach(book: Book, number: float) -> Figure:
    """A multiple of the speed of sound, km/h."""
    sound = book.assume(
        "speed_of_sound", 1225, 1062, 1225, "km/h",
        "At sea level in the standard atmosphere; 1,062 from eleven kilometres on.", role="conversion",
    )  # fmt: skip
    return Figure(number * sound.value, number * sound.low, number * sound.high, "km/h", sound.basis)


def _least(book: Book, code: str) -> Figure:
    """A missile of long range goes high over short ones: more than ten minutes, and fifteen were seen."""
    if code == "intermediate":
        said, seen = book.fact("civil-161", "minutes"), book.fact("society-144", "minutes")
        return said.ranged(said.low, seen.value, *seen.basis)
    if code in ("short_range", "hypersonic"):
        return book.fact("civil-156", "minutes")
    return book.assume(
        "no_least_time",
        0,
        0,
        0,
        "minutes",
        "What flies low and level takes no time besides its way.",
        role="conversion",
    )


def _detect(book: Book, code: str) -> Figure:
    if code == "drone":
        return book.assume(
            "minutes_to_detect_a_drone", 20, 3, 60, "minutes",
            "Seen when it comes into the reach of radar or observers; low and small, it may be seen late.",
        )  # fmt: skip
    if code == "cruise":
        return book.assume(
            "minutes_to_detect_a_cruise_missile", 10, 1, 40, "minutes",
            "Launches from aircraft are told of within minutes where they are watched; low over sea they are seen "
            "late.",
        )  # fmt: skip
    return book.assume(
        "minutes_to_detect_a_launch", 0.7, 0.3, 2.0, "minutes",
        "Satellites see the heat of a launch at once; in Ukraine some 35 seconds go from launch to alarm in all.",
    )  # fmt: skip
