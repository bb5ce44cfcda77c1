"""A saved run as a data package: what its files are, for programs that know nothing of sinews."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from sinews.data.described import DESCRIPTION

__all__ = ["DESCRIPTION", "packaged"]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

#: What a file is by its ending.
_MEDIA = {
    ".csv": "text/csv",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
}


def packaged(name: str, manifest: Mapping[str, Any], contents: Mapping[str, bytes]) -> bytes:
    """The description of a run's files (`contents`) in the words of Data Package 2; the same bytes each time."""
    case = manifest["case"]
    content = {
        "$schema": _PROFILE,
        "name": f"sinews-run-{name}",
        "title": f"The {manifest['clock']} clock, asked of {case['title']}",
        "description": f"Case {case['name']}, as known on {case['as_of']}, digest {case['digest']}.",
        "version": manifest["versions"].get("sinews", ""),
        "resources": [_resource(file, text) for file, text in sorted(contents.items())],
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def _resource(file: str, content: bytes) -> dict[str, object]:
    path = PurePath(file)
    stated: dict[str, object] = {
        "name": path.stem.replace("_", "-"),
        "path": file,
        "format": path.suffix.removeprefix("."),
        "mediatype": _MEDIA[path.suffix],
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
    }
    if path.suffix != ".csv":
        return stated
    header = next(csv.reader([content.split(b"\n", maxsplit=1)[0].decode()]))
    return {**stated, "type": "table", "encoding": "utf-8", "schema": {"fields": [{"name": name} for name in header]}}
