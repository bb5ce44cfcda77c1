"""Reports without their charts, which take longest to draw: what is in them stands in the tables beside them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from sinews.present.render import html


@contextmanager
def undrawn() -> Iterator[None]:
    """No chart is drawn in the meantime."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html, "specification", lambda figure: {"rows": figure.data.height})
        yield
