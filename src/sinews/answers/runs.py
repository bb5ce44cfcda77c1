"""Saved runs: `<folder>/<hash>/` with a manifest, the outcome table, the findings, and what the run took.

manifest.json    clock, inputs, question, versions, options; status, objective, margins, effects; digests
outcome.parquet  the long outcome table
why.csv          what holds back, the dearest first
timing.json      wall time by phase and peak memory: the one file that differs from run to run
datapackage.json what these files are, in the words of Data Package 2
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from sinews.answers.answer import Answer, Asked
from sinews.answers.manifest import FORMAT, IDENTITY, as_text, identity, results, row_of
from sinews.answers.packaging import DESCRIPTION, packaged
from sinews.errors import UsageError
from sinews.files import replaced_folder, write_bytes
from sinews.files.sinks import for_spreadsheet, from_spreadsheet

MANIFEST, OUTCOME, WHY, TIMING = "manifest.json", "outcome.parquet", "why.csv", "timing.json"

#: What is closer to nothing than this is rounding of the solver.
NOISE = 1e-7

#: Columns of the findings that every clock has; between them stand the same gains in units of the clock's own.
FINDING: dict[str, type[pl.DataType]] = {
    "limit": pl.String, "step": pl.String, "subject": pl.String, "earned": pl.Float64, "unit": pl.String,
    "steps": pl.Int64, "farther": pl.Boolean, "then": pl.String, "confidence": pl.String, "rows": pl.String,
}  # fmt: skip

_AGAIN = "Run it again, or name another folder."


@dataclass(frozen=True)
class SavedRun:
    """A run as it stands in its folder.

    `manifest`: what was asked, of what, with what, and the answer in short. `outcome`: the long table.
    `why`: findings, as `findings_table` gives them. `timing`: seconds by phase and peak memory.
    """

    manifest: Mapping[str, Any]
    outcome: pl.DataFrame
    why: pl.DataFrame
    timing: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, answer: Answer[object], seconds: Mapping[str, float] | None = None, memory: float = 0.0) -> SavedRun:
        """What is kept of an answer; `memory` in MiB."""
        manifest = {**identity(answer.asked), **results(answer)}
        return cls(manifest, answer.outcome, findings_table(answer), timing(seconds or {}, memory))

    @property
    def clock(self) -> str:
        """The clock that was asked."""
        return str(self.manifest["clock"])

    @property
    def digest(self) -> str:
        """The hash of inputs, question, versions and options: the name of the folder."""
        return _name({key: self.manifest[key] for key in IDENTITY})

    def save(self, folder: Path) -> Path:
        """Write the run to `folder`/<hash>, whole or not at all, over an older copy; returns its path."""
        contents = {
            OUTCOME: parquet(self.outcome),
            WHY: for_spreadsheet(self.why).encode(),
            TIMING: as_text(self.timing).encode(),
        }
        return _written(folder / self.digest, self.manifest, contents, unsigned=(TIMING,))

    @classmethod
    def load(cls, path: Path | str) -> SavedRun:
        """Read a run back. UsageError if there is none, or if its files are not those that were saved."""
        folder = Path(path)
        manifest = _read_manifest(folder)
        files = manifest.pop("files")
        contents = {name: _read(folder / name, files.get(name)) for name in (OUTCOME, WHY)}
        outcome = pl.read_parquet(BytesIO(contents[OUTCOME]))
        return cls(manifest, outcome, _findings(contents[WHY]), _timing(folder / TIMING))


def findings_table(answer: Answer[object]) -> pl.DataFrame:
    """What holds back: what a step earns, how far it holds, what binds then, what it stands on (FINDING)."""
    rows = [row_of(finding) for finding in answer.findings]
    return pl.DataFrame(rows, schema=_schema(rows[0] if rows else FINDING), orient="row")


def timing(seconds: Mapping[str, float], memory: float) -> dict[str, Any]:
    """What a run took: seconds by phase, and peak memory in MiB."""
    phases = {phase: round(value, 3) for phase, value in seconds.items()}
    return {"phases": phases, "seconds": round(sum(phases.values()), 3), "peak_memory_mib": round(memory)}


def save_tables(
    folder: Path, command: str, inquiry: Asked, options: Mapping[str, object], tables: Mapping[str, pl.DataFrame]
) -> Path:
    """Write the tables of a measured answer as CSV to `folder`/<hash>, whole or not at all; returns its path."""
    manifest = {**identity(inquiry), "command": command, "options": dict(options)}
    contents = {f"{name}.csv": tidy_csv(table) for name, table in tables.items()}
    return _written(folder / _name(manifest), manifest, contents)


def tidy_csv(table: pl.DataFrame) -> bytes:
    """A table as CSV with six digits that count: what is measured from different starts agrees to so many."""
    floats = [name for name, kind in table.schema.items() if kind == pl.Float64]
    small = table.with_columns(
        pl.when(pl.col(name).abs() < NOISE).then(0.0).otherwise(pl.col(name)).alias(name) for name in floats
    )
    return for_spreadsheet(small.with_columns(pl.col(name).round_sig_figs(6) for name in floats)).encode()


# files ------------------------------------------------------------------------


def _name(content: Mapping[str, Any]) -> str:
    return sha256(as_text(content).encode()).hexdigest()[:16]


def _written(
    target: Path, manifest: Mapping[str, Any], contents: Mapping[str, bytes], unsigned: tuple[str, ...] = ()
) -> Path:
    """Write files and their manifest, with digests of all but the `unsigned`."""
    _require_run(target)
    files = {name: sha256(content).hexdigest() for name, content in contents.items() if name not in unsigned}
    with replaced_folder(target) as fresh:
        for name, content in contents.items():
            write_bytes(fresh / name, content)
        write_bytes(fresh / MANIFEST, as_text({**manifest, "files": files}).encode())
        signed = {name: content for name, content in contents.items() if name not in unsigned}
        write_bytes(fresh / DESCRIPTION, packaged(target.name, manifest, signed))
    return target


def _require_run(target: Path) -> None:
    """Raise UsageError if a folder holds anything but a saved run."""
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).exists():
        raise UsageError(f"{target} is there already and is no saved run. Name another folder with --out.")


def _schema(names: Mapping[str, object]) -> dict[str, type[pl.DataType]]:
    return {name: FINDING.get(name, pl.Float64) for name in names}


def _findings(content: bytes) -> pl.DataFrame:
    header = content.split(b"\n", maxsplit=1)[0].decode()
    return from_spreadsheet(content, _schema(dict.fromkeys(header.split(","))))


def parquet(frame: pl.DataFrame) -> bytes:
    """A table as Parquet; the same table gives the same bytes."""
    buffer = BytesIO()
    frame.write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()


def _read(path: Path, digest: object) -> bytes:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"The saved run lacks {path}: {error.strerror}. {_AGAIN}") from error
    if sha256(content).hexdigest() != digest:
        raise UsageError(f"{path} is not the file that was saved with the run. {_AGAIN}")
    return content


def _read_manifest(folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{folder} holds no saved run: {MANIFEST}: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"{path} is not a manifest that sinews wrote. {_AGAIN}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise UsageError(f"{path} is not a manifest of format {FORMAT}, the one that this version reads. {_AGAIN}")
    shapes = {"clock": str, "extras": list, "margins": list, "effects": list, "stated": list}
    shapes |= dict.fromkeys(("case", "question", "solver", "versions", "files", "charges", "program"), dict)
    wrong = [key for key, kind in shapes.items() if not isinstance(content.get(key), kind)]
    if wrong:
        raise UsageError(f"{path} lacks {', '.join(wrong)}: it is damaged. {_AGAIN}")
    return content


def _timing(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}
