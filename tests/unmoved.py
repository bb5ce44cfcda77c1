"""Answers whose dates are not searched at the ends of ranges: that takes as long as all the rest of a small case.

For tests of what commands print and write; what dates rest on has tests of its own, and the laws of the clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sinews.clocks.years import answer, graded


@contextmanager
def unmoved() -> Iterator[None]:
    """No number is moved to the end of its range in the meantime, as in a case whose numbers have none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "of_carrying", lambda *_: {})
        yield


@contextmanager
def moved() -> Iterator[None]:
    """Numbers are moved all the same in the meantime."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answer, "of_carrying", graded.of_carrying)
        yield
