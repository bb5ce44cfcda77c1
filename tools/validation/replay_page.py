"""Replays and checks of movements, run and written down in `docs/validation-days.md`.

python -m tools.validation.replay_page
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sinews.data.case import Case, embedded
from sinews.files import write_bytes
from tools.derivation.figures import Book
from tools.validation.movement_checks import Check, checks
from tools.validation.movements import Replay, replays
from tools.validation.replays import case_of, duration

PAGE = Path(__file__).resolve().parent.parent.parent / "docs" / "validation-days.md"


@dataclass(frozen=True)
class Replayed:
    """A replay and the days that the model takes for it."""

    replay: Replay
    days: float

    @property
    def error(self) -> float:
        """Model less observed, in days; 0 inside the observed range."""
        observed = self.replay.observed
        if observed.low <= self.days <= observed.high:
            return 0.0
        return self.days - (observed.low if self.days < observed.low else observed.high)

    @property
    def percent(self) -> float:
        """The error in percent of the nearer end of what was observed."""
        observed = self.replay.observed
        return 100 * self.error / (observed.low if self.error < 0 else observed.high)


def run(case: Case, book: Book) -> tuple[Replayed, ...]:
    """Every replay, solved."""
    return tuple(Replayed(replay, duration(case_of(case, replay))) for replay in replays(book))


def table(results: Iterable[Replayed]) -> str:
    """The results as a table in Markdown."""
    head = "| movement | observed, days | model, days | error | tests |\n|---|---|---|---|---|\n"
    return head + "".join(_row(result) for result in results)


def _row(result: Replayed) -> str:
    replay, observed = result.replay, result.replay.observed
    seen = f"{observed.low:.1f} to {observed.high:.1f}" if observed.low else f"up to {observed.high:.1f}"
    seen = f"{observed.value:.1f}" if observed.low == observed.high else seen
    error = "inside" if result.error == 0 else f"{result.error:+.1f} days ({result.percent:+.0f} %)"
    mark = " (calibrated)" if replay.calibrated else ""
    return f"| {replay.name} | {seen} | {_days(result.days)} | {error} | {replay.tested}{mark} |\n"


def _days(days: float) -> str:
    """Days to a decimal; a hair on top, since what closes with the last part in a thousand ends just before a tick."""
    return f"{days + 1e-3:.1f}"


def reasons(results: Iterable[Replayed]) -> str:
    """Why the model is off, movement by movement, and the facts behind what was observed."""
    return "".join(
        f"- **{result.replay.name}** ({', '.join(result.replay.observed.basis)}): {result.replay.why}\n"
        for result in results
    )


def compared(results: Iterable[Check]) -> str:
    """The checks as a table in Markdown."""
    head = "| what | ours | published | error |\n|---|---|---|---|\n"
    return head + "".join(
        f"| {one.what} | {_round(one.ours)} | {_range(one)} ({_ids(one)}) | {one.percent:+.0f} % |\n" for one in results
    )


def _ids(check: Check) -> str:
    return ", ".join(check.published.basis)


def _round(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{float(f'{value:.3g}'):,.0f}"


def _range(check: Check) -> str:
    low, high = check.published.low, check.published.high
    return _round(low) if low == high else f"{_round(low)} to {_round(high)}"


def page(text: str, results: Iterable[Replayed], found: Iterable[Check]) -> str:
    """The page with other tables between its marks; ValueError if it has none."""
    results = tuple(results)
    text = _between(text, "replays", f"{table(results)}\n{reasons(results)}")
    return _between(text, "checks", compared(found))


def _between(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, mark, rest = text.partition(start)
    _, last, after = rest.partition(end)
    if not (mark and last):
        raise ValueError(f"no {start} ... {end}")
    return f"{before}{start}\n{content}{end}{after}"


def main() -> None:
    """Run every replay and renew the page."""
    case, book = Case.read(embedded("nato-europe")), Book.read()
    results = run(case, book)
    write_bytes(PAGE, page(PAGE.read_text(encoding="utf-8"), results, checks(case, book)).encode())
    print(table(results))


if __name__ == "__main__":
    main()
