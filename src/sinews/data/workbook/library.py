"""Libraries of an extra, which a case can be used without: for workbooks, documents, pages, a cluster."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sinews.errors import UsageError

#: What takes the libraries of an extra.
TAKES = {
    "workbook": "Workbooks need",
    "evidence": "Documents need",
    "app": "The application needs",
    "cluster": "A cluster needs",
}


def require(name: str, extra: str = "workbook") -> Any:  # noqa: ANN401 - a module
    """The library of this name; UsageError, which names the extra, if it is not installed."""
    try:
        return import_module(name)
    except ImportError:
        raise UsageError(f"{TAKES[extra]} {name}: pip install 'sinews[{extra}]'.") from None
