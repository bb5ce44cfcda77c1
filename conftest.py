"""What holds before the tests import anything: each process is one of several, so that more threads only cost."""

from __future__ import annotations

import os

os.environ.setdefault("POLARS_MAX_THREADS", "1")
