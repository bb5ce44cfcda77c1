"""Saved runs: `<folder>/<hash>/` with a manifest, the outcome table, the findings, and what the run took.

manifest.json    inputs, question, versions, options, status, residual, objective, margin; digests
outcome.parquet  the long outcome table
why.csv          what holds us back, the dearest first
timing.json      wall time by phase and peak memory: the one file that differs from run to run
"""

from __future__ import annotations

import json
import math
import platform
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl

from sinews.clocks.days.scope import Movement
from sinews.clocks.years.answer import EARLY, YearsAnswer
from sinews.clocks.years.measuring import Reference
from sinews.clocks.years.scope import Question
from sinews.clocks.years.why import Bottleneck
from sinews.data.case import Case
from sinews.data.tables import Status
from sinews.errors import UsageError
from sinews.files import replaced_folder, write_bytes
from sinews.model.solver.highs import HIGHS_OPTIONS

MANIFEST, OUTCOME, WHY, TIMING = "manifest.json", "outcome.parquet", "why.csv", "timing.json"

#: Format of the manifest; raised when its keys change their meaning.
FORMAT = 2

#: What is closer to nothing than this is rounding of the solver.
NOISE = 1e-7

#: Packages whose version may change a result.
_PACKAGES = ("sinews", "highspy", "numpy", "polars", "scipy")

_WHY = {
    "limit": pl.String, "step": pl.String, "subject": pl.String, "points": pl.Float64, "months": pl.Float64,
    "shortfall_months": pl.Float64, "days": pl.Float64, "steps": pl.Int64, "farther": pl.Boolean, "then": pl.String,
    "confidence": pl.String, "rows": pl.String,
}  # fmt: skip

#: Columns of the findings, by clock.
FINDINGS = {
    "years": _WHY,
    "days": {"limit": pl.String, "step": pl.String, "subject": pl.String, "points": pl.Float64},
}

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
    def of(
        cls,
        answer: YearsAnswer,
        solver: str = "highs",
        seconds: Mapping[str, float] | None = None,
        memory: float = 0.0,
    ) -> SavedRun:
        """What is kept of an answer of the years clock; `memory` in MiB."""
        manifest = {**inputs(answer.scope.case, answer.scope.question, solver), **results(answer)}
        return cls(manifest, answer.outcome, findings_table(answer), timing(seconds or {}, memory))

    @property
    def question(self) -> Question:
        """What was asked."""
        asked = dict(self.manifest["question"])
        return Question(**{**asked, "trust": Status(asked["trust"])})

    @property
    def digest(self) -> str:
        """The hash of inputs, question, versions and options: the name of the folder."""
        identity = {key: self.manifest[key] for key in ("format", *_IDENTITY)}
        return sha256(_text(identity).encode()).hexdigest()[:16]

    def save(self, folder: Path) -> Path:
        """Write the run to `folder`/<hash>, whole or not at all, over an older copy; returns its path."""
        target = folder / self.digest
        _require_run(target)
        outcome, why = _parquet(self.outcome), self.why.write_csv().encode()
        files = {name: sha256(content).hexdigest() for name, content in ((OUTCOME, outcome), (WHY, why))}
        with replaced_folder(target) as fresh:
            write_bytes(fresh / OUTCOME, outcome)
            write_bytes(fresh / WHY, why)
            write_bytes(fresh / TIMING, _text(self.timing).encode())
            write_bytes(fresh / MANIFEST, _text({**self.manifest, "files": files}).encode())
        return target

    @classmethod
    def load(cls, path: Path | str) -> SavedRun:
        """Read a run back. UsageError if there is none, or if its files are not those that were saved."""
        folder = Path(path)
        manifest = _read_manifest(folder)
        files = manifest.pop("files")
        contents = {name: _read(folder / name, files.get(name)) for name in (OUTCOME, WHY)}
        outcome = pl.read_parquet(BytesIO(contents[OUTCOME]))
        timing = _timing(folder / TIMING)
        return cls(manifest, outcome, pl.read_csv(BytesIO(contents[WHY]), schema=FINDINGS[manifest["clock"]]), timing)


# what a manifest says -----------------------------------------------------------

_IDENTITY = ("case", "question", "solver", "versions")


def inputs(
    case: Case,
    question: Question | Movement,
    solver: str = "highs",
    options: Mapping[str, str | float | int | bool] = HIGHS_OPTIONS,
) -> dict[str, Any]:
    """The part of the manifest that says what was asked, of what, with what."""
    settings = case.settings
    cells = Counter(table for table, _ in case.overlaid)
    return {
        "format": FORMAT,
        "clock": "years" if isinstance(question, Question) else "days",
        "case": {
            "name": settings.name,
            "title": settings.title,
            "as_of": settings.as_of.isoformat(),
            "digest": case.digest,
            "overlaid_rows": dict(sorted(cells.items())),
        },
        "question": _plain(asdict(question)),
        "solver": {"name": solver, "options": dict(options) if solver == "highs" else {}},
        "versions": {"python": platform.python_version(), **{name: version_of(name) for name in _PACKAGES}},
    }


def results(answer: YearsAnswer) -> dict[str, Any]:
    """The part of the manifest that says what came out."""
    program, solution, margin, threat = answer.program, answer.solution, answer.margin, answer.scope.threat
    stated = {"median": threat.stated_quantile(0.5), "early": threat.stated_quantile(EARLY)}
    return {
        "status": solution.status,
        "residual": solution.residual,
        "objective": solution.objective,
        "charges": answer.charges,
        "shortfall_points": answer.shortfall_points,
        "margin": {
            **{name: _month(getattr(margin, name)) for name in ("ready", "planned")},
            **{name: _month(day) for name, day in stated.items()},
            "beyond_horizon": threat.beyond(answer.scope.calendar.months),
            "months": margin.months if stated["median"] else None,
            "early_months": margin.early_months if stated["early"] else None,
        },
        "missing_before_ready": answer.deadline.missing,
        "program": {
            "rows": program.matrix.shape[0],
            "columns": program.matrix.shape[1],
            "nonzeros": int(program.matrix.nnz),
            "ticks": len(program.calendar),
        },
    }


def findings_table(answer: YearsAnswer) -> pl.DataFrame:
    """What holds back: what a step earns, how far it holds, what binds then, what it stands on."""
    return pl.DataFrame([_finding(found) for found in answer.why], schema=_WHY, orient="row")


def timing(seconds: Mapping[str, float], memory: float) -> dict[str, Any]:
    """What a run took: seconds by phase, and peak memory in MiB."""
    phases = {phase: round(value, 3) for phase, value in seconds.items()}
    return {"phases": phases, "seconds": round(sum(phases.values()), 3), "peak_memory_mib": round(memory)}


def version_of(package: str) -> str:
    """Version of an installed package; "unknown" if it is not installed as one."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"


def _finding(found: Bottleneck) -> tuple[object, ...]:
    effect, then, rows = found.effect, found.then, found.rows
    return (
        found.limit.name.lower(),
        found.limit.value,
        found.subject,
        effect.points,
        effect.months,
        effect.shortfall_months,
        effect.days,
        found.steps,
        found.farther,
        None if then is None else f"{then[0].name.lower()} {then[1]}",
        None if found.weakest is None else found.weakest.value,
        None if rows is None else " ".join(f"{table}:{row}" for table, row in rows.select("table", "row").rows()),
    )


def _month(day: date | None) -> str | None:
    return day.isoformat()[:7] if day else None


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _cell(value) for key, value in values.items()}


def _cell(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def save_tables(
    folder: Path, command: str, reference: Reference, options: Mapping[str, object], tables: Mapping[str, pl.DataFrame]
) -> Path:
    """Write the tables of a measured answer as CSV to `folder`/<hash>, whole or not at all; returns its path."""
    asked = {**inputs(reference.scope.case, reference.scope.question, reference.solver), "command": command}
    manifest = {**asked, "options": dict(options)}
    target = folder / sha256(_text(manifest).encode()).hexdigest()[:16]
    _require_run(target)
    contents = {f"{name}.csv": tidy_csv(table) for name, table in tables.items()}
    files = {name: sha256(content).hexdigest() for name, content in contents.items()}
    with replaced_folder(target) as fresh:
        for name, content in contents.items():
            write_bytes(fresh / name, content)
        write_bytes(fresh / MANIFEST, _text({**manifest, "files": files}).encode())
    return target


def tidy_csv(table: pl.DataFrame) -> bytes:
    """A table as CSV with six digits that count: what is measured from different starts agrees to so many."""
    floats = [name for name, kind in table.schema.items() if kind == pl.Float64]
    small = table.with_columns(
        pl.when(pl.col(name).abs() < NOISE).then(0.0).otherwise(pl.col(name)).alias(name) for name in floats
    )
    return small.with_columns(pl.col(name).round_sig_figs(6) for name in floats).write_csv().encode()


# files ------------------------------------------------------------------------


def _text(content: Mapping[str, Any]) -> str:
    return json.dumps(_finite(content), indent=2, sort_keys=True, ensure_ascii=False, allow_nan=False) + "\n"


def _finite(value: object) -> object:
    """JSON knows no infinity and no NaN: null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {key: _finite(inner) for key, inner in value.items()}
    return [_finite(inner) for inner in value] if isinstance(value, list | tuple) else value


def _require_run(target: Path) -> None:
    """Raise UsageError if a folder holds anything but a saved run."""
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).exists():
        raise UsageError(f"{target} is there already and is no saved run. Name another folder with --out.")


def _parquet(frame: pl.DataFrame) -> bytes:
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
    shapes = {**dict.fromkeys((*_IDENTITY, "files", "margin", "charges", "program"), dict)}
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
