"""Distances on the sphere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Mean radius of the Earth, km (IUGG).
RADIUS = 6371.009

Degrees = npt.NDArray[np.float64]


def great_circle(latitude: Degrees, longitude: Degrees, other: tuple[Degrees | float, Degrees | float]) -> Degrees:
    """Distance in km to another latitude and longitude by the haversine formula (Sinnott 1984); shape of `latitude`."""
    here, there = np.radians(latitude), np.radians(other[0])
    half = np.sin((here - there) / 2) ** 2
    half = half + np.cos(here) * np.cos(there) * np.sin(np.radians(longitude - other[1]) / 2) ** 2
    return np.asarray(2 * RADIUS * np.arcsin(np.sqrt(np.minimum(half, 1.0))))
