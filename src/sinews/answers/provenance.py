"""Who measured an effect, and with what: the part of an answer that says how far its effects are to be believed."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

#: Packages whose version may change a result.
PACKAGES = ("sinews", "highspy", "numpy", "polars", "scipy")


@dataclass(frozen=True, order=True)
class Provenance:
    """Where a measurement comes from.

    `by_author`: it came with the case, as its author measured it; otherwise an earlier run on this machine did.
    `versions`: of Python and of the packages with which it was measured, as (name, version).
    """

    by_author: bool
    versions: tuple[tuple[str, str], ...]

    @property
    def elsewhere(self) -> bool:
        """Whether somebody else measured, or other versions than those that are here."""
        return self.by_author or self.versions != here()


@cache
def here() -> tuple[tuple[str, str], ...]:
    """Versions of Python and of the packages that are here, sorted by name."""
    return tuple(sorted({"python": platform.python_version(), **{name: version_of(name) for name in PACKAGES}}.items()))


def version_of(package: str) -> str:
    """Version of an installed package; "unknown" if it is not installed as one."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
