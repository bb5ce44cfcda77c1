"""RESULTS.md: a part for each clock, which can be measured and written again alone."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = """# Benchmarks

Made by `python3 start.py bench`, a part alone by `python3 start.py bench days` or `years`. Seconds are wall time, with
Python's start unless said; ratios compare rows of one run."""


def write(parts: Mapping[str, Sequence[str]], path: Path = RESULTS) -> None:
    """Write parts, each under its title; parts of the file that are not given stay, in their places."""
    old = _parts(path.read_text(encoding="utf-8")) if path.exists() else {}
    new = old | {title: "\n\n".join(paragraphs) for title, paragraphs in parts.items()}
    text = "\n\n".join([HEAD, *(f"## {title}\n\n{part}" for title, part in new.items())])
    path.write_text(text + "\n", encoding="utf-8")


def _parts(text: str) -> dict[str, str]:
    parts = (part.partition("\n") for part in text.split("\n## ")[1:])
    return {title: part.strip() for title, _, part in parts}


def made(repeats: int, others: str) -> str:
    """How a part was measured."""
    rounds = f"{repeats} round{'s' * (repeats > 1)}"
    return f"Medians of {rounds} on {os.cpu_count()} cores, Python {platform.python_version()}, {others}."


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
