"""What has been measured before, in a file: it depends on the case, the question, the solver and the model only.

Each file belongs to one reference and carries its key: a digest of the case, the question, the solver's options and the
source text of the model. Another key, another reference: the file is not used. A case may come with such a file
(`ANSWERS`), so that its first answer does not have to be waited for; `--fresh` measures everything again.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

from sinews.answers.closure import digest_of
from sinews.answers.keyed import read_keyed, write_keyed
from sinews.clocks.years.limits import BY_NAME, Price
from sinews.clocks.years.measuring import Measured
from sinews.clocks.years.scope import Question
from sinews.data.case import Case
from sinews.model.solver.highs import HIGHS_OPTIONS

#: The file of measurements that a case may come with.
ANSWERS = "answers.json"

#: The modules that measure; measurements depend on them and on all that they import.
_MODEL = ("sinews.clocks.years.measuring", "sinews.clocks.years.answer")


@dataclass
class Memory:
    """Measurements against the reference of `key`, by name."""

    key: str
    known: dict[str, Measured] = field(default_factory=dict)
    fresh: bool = False
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def read(cls, key: str, *paths: Path) -> Memory:
        """What the files among `paths` know that carry this key; files that are damaged or of others know nothing."""
        memory = cls(key)
        for path in paths:
            memory.known |= read_keyed(path, key, _measured)
        return memory

    def get(self, name: str) -> Measured | None:
        """What was measured under this name."""
        return self.known.get(name)

    def keep(self, name: str, measured: Measured) -> None:
        """Remember a measurement."""
        with self._lock:
            self.known[name] = measured
            self.fresh = True

    def write(self, path: Path) -> None:
        """Write all that is known."""
        write_keyed(path, self.key, {name: _plain(measured) for name, measured in self.known.items()})


def key_of(case: Case, question: Question, solver: str) -> str:
    """The key of a reference."""
    options = sorted(HIGHS_OPTIONS.items()) if solver == "highs" else []
    parts = [case.digest, repr(sorted(asdict(question).items())), solver, repr(options), model_digest()]
    return sha256("\n".join(parts).encode()).hexdigest()


def model_digest() -> str:
    """A digest of the source text of all that a measurement depends on."""
    return digest_of(*_MODEL)


def _plain(measured: Measured) -> dict[str, Any]:
    prices = [[price.limit.name, price.subject, price.points] for price in measured.prices]
    ready = measured.ready.isoformat() if measured.ready else None
    return {**asdict(replace(measured, prices=())), "ready": ready, "prices": prices}


def _measured(row: dict[str, Any]) -> Measured:
    prices = tuple(Price(BY_NAME[limit], subject, points) for limit, subject, points in row["prices"])
    ready = date.fromisoformat(row["ready"]) if row["ready"] else None
    return Measured(row["objective"], row["points"], row["shortfall_months"], row["instant"], ready, prices)
