"""What holds before the tests import anything: each process is one of several, so that more threads only cost."""

from __future__ import annotations

import os

for name in ("POLARS_MAX_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(name, "1")
