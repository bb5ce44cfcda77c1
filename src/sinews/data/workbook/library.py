"""The libraries that write and read workbooks: an extra, so that a case can be used without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sinews.errors import UsageError


def require(name: str) -> Any:  # noqa: ANN401 - a module
    """The library of this name; UsageError if it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"Workbooks need {name}: pip install 'sinews[workbook]'.") from None
