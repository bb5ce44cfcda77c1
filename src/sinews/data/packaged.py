"""The cases that come with sinews, and which case a name means."""

from __future__ import annotations

import os
from importlib.resources import files as packaged_files
from pathlib import Path

from sinews.data.package import DESCRIPTION
from sinews.data.texts import is_folder, obstacle
from sinews.errors import CaseError, Finding, UsageError, did_you_mean
from sinews.files import copy_folder


def embedded_names() -> list[str]:
    """Names of the cases that come with sinews."""
    return sorted(path.name for path in _cases().glob("*") if (path / DESCRIPTION).is_file())


def embedded(name: str) -> Path:
    """The folder of a case that comes with sinews; UsageError if there is none of this name."""
    names = embedded_names()
    if name not in names:
        raise UsageError(
            f"No folder and no packaged case is called {name}; packaged are: {', '.join(names)}."
            f"{did_you_mean(name, names)}"
        )
    return _cases() / name


def packaged_name(folder: Path) -> str:
    """The name of the case that comes with sinews in this folder; empty if it is another folder."""
    try:
        whole = folder.resolve()
    except (OSError, RuntimeError, ValueError):
        return ""
    return whole.name if whole.parent == _cases().resolve() else ""


def resolve_case(name_or_path: Path | str) -> Path:
    """The folder of a case: the folder named, if it holds a case, or else the packaged case of this name.

    CaseError if a folder without a description has the name of a packaged case: either could be meant.
    """
    path, name = Path(name_or_path), str(name_or_path)
    if isinstance(name_or_path, Path) or "/" in name or os.sep in name or not obstacle(path / DESCRIPTION):
        return path
    if not is_folder(path):
        return embedded(name)
    if name in embedded_names():
        defect = f"a folder without a {DESCRIPTION}, and a packaged case of the same name"
        remedy = f"Write ./{name} if the folder is meant; rename it if the packaged case is."
        raise CaseError([Finding(name, 0, "", defect, "one case of this name", remedy)])
    return path


def new_case(source: Path | str, target: Path | str) -> None:
    """Copy a case to a new folder, whole or not at all. UsageError where it cannot be read or written."""
    folder = resolve_case(source)
    if obstacle(folder / DESCRIPTION):
        raise UsageError(f"{folder} holds no case: it has no {DESCRIPTION}.")
    copy_folder(folder, Path(target))


def _cases() -> Path:
    return Path(str(packaged_files("sinews"))) / "cases"
