"""Files of what was found before: rows by name, under a key of all that they depend on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from sinews.files import write_text

Row = TypeVar("Row")


def read_keyed(path: Path, key: str, row: Callable[[Any], Row]) -> dict[str, Row]:
    """The rows of a file, each as `row` makes it; none if there is no file, if it is damaged, or has another key."""
    try:
        content = json.loads(path.read_bytes())
        return {name: row(plain) for name, plain in content["known"].items()} if content["key"] == key else {}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def write_keyed(path: Path, key: str, rows: Mapping[str, Any]) -> None:
    """Write rows that JSON knows; the order in which they were found does not show."""
    write_text(path, json.dumps({"key": key, "known": dict(rows)}, indent=0, sort_keys=True) + "\n")
