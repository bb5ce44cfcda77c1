"""Named streams of random numbers: a draw belongs to a seed, a table, a row, a column and a trial, and to nothing else.

The name of a stream gives the key of a counter-based generator (Philox4x64-10: Salmon, Moraes, Dror and Shaw, Parallel
random numbers: as easy as 1, 2, 3, SC 2011) by a digest (BLAKE2b), and the trial is the position in the stream. So the
order in which streams are drawn, and by how many workers, changes nothing; more trials go on where fewer ended; another
row, or a row left out, leaves all other draws as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from sinews.model.calendar import Array

#: What parts of a name stand apart by: no code of a case holds it.
_APART = "\x1f"

#: Bits of the generator that a fraction takes, and the size of its last one.
_DROPPED, _LAST = np.uint64(11), 2.0**-53


@dataclass(frozen=True)
class Streams:
    """Streams of one seed, each of so many trials."""

    seed: int
    trials: int

    def uniform(self, table: str, row: str, column: str) -> Array:
        """Even draws from 0 to below 1 for each trial, shape (trials,)."""
        name = _APART.join((f"{self.seed}", table, row, column))
        key = np.frombuffer(blake2b(name.encode(), digest_size=16).digest(), dtype="<u8")
        bits = np.random.Philox(key=key).random_raw(self.trials)
        return np.asarray((bits >> _DROPPED) * _LAST)
