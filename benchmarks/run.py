"""Measure sinews, and write benchmarks/RESULTS.md.

    python3 start.py bench [REPEATS] [years] [days] [minutes] [evidence] [effort] [chance] [app]

Without a part all are measured; one that is not measured stays as it is in the file. All ratios are of one run on
one machine; every number is the median of REPEATS rounds (3).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from benchmarks import app, chance, days, effort, evidence, minutes, years
from benchmarks.measure import REPEATS
from benchmarks.page import write

CLOCKS = {
    "years": years,
    "days": days,
    "minutes": minutes,
    "evidence": evidence,
    "effort": effort,
    "chance": chance,
    "app": app,
}


def main(words: Sequence[str]) -> int:
    """Measure the clocks named in the words, or all, and write the results; the exit status."""
    unknown = [word for word in words if not word.isdigit() and word not in CLOCKS]
    if unknown:
        print(f"There is no benchmark {unknown[0]}; there are {', '.join(CLOCKS)}.", file=sys.stderr)
        return 2
    repeats = next((max(int(word), 1) for word in words if word.isdigit()), REPEATS)
    for name in [word for word in words if word in CLOCKS] or CLOCKS:
        write({CLOCKS[name].TITLE: CLOCKS[name].measured(repeats)})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
