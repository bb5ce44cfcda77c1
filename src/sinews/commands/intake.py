"""What `sinews accept` and `sinews update` share: facts into a folder of the user's, shown before they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sinews.answers.memory import FOLDER, Memory
from sinews.answers.progress import Meter
from sinews.clocks.years import YEARS
from sinews.commands.arguments import Arguments
from sinews.commands.options import cores
from sinews.commands.output import write_json, write_lines
from sinews.data.case import Case, resolve_case
from sinews.data.intake.folder import Changes, Target
from sinews.data.intake.following import Following, follow
from sinews.data.intake.taken import Cells, Taken, rows_of
from sinews.errors import UsageError
from sinews.files import require_writable

#: So many facts are shown one by one on a terminal; of more, those that change most.
SHOWN = 12


@dataclass(frozen=True)
class Intake:
    """Facts, and what they make of a case. `answer`: dates before and after; None if nobody asked, or none can move."""

    target: Target
    before: Case
    after: Case
    taken: Sequence[Taken]
    following: Following
    changes: Changes
    answer: pl.DataFrame | None

    @property
    def facts(self) -> pl.DataFrame:
        """The facts: what they say, what the case says, in how many numbers they stand."""
        there = rows_of(self.before, "facts")
        standing = Counter(name for number in self.following.numbers for name in number.basis.split())
        rows = [
            {
                "fact": fact.row["fact"],
                "entity": fact.row["entity"],
                "subject": fact.row["subject"],
                "quantity": fact.row["quantity"],
                "period": fact.row["period_start"],
                "value": float(fact.row["value"]),
                "unit": fact.row["unit"],
                "replaces": fact.replaces,
                "value_there": float(there[fact.replaces]["value"]) if fact.replaces else None,
                "numbers": standing[fact.row["fact"]],
            }
            for fact in self.taken
        ]
        return pl.DataFrame(rows, schema=_FACTS)

    @property
    def numbers(self) -> pl.DataFrame:
        """The numbers of the case that follow, before and after, with the rule of each."""
        rows = [
            (n.table, n.row, n.column, n.before.value, n.after.value, n.after.low, n.after.high, n.rule, n.basis)
            for n in self.following.numbers
        ]
        return pl.DataFrame(rows, schema=_NUMBERS, orient="row")

    @property
    def left(self) -> pl.DataFrame:
        """The numbers that rest on what was there and stay as they are, with the rules by which they do, and why."""
        rows = [(n.table, n.row, n.column, " ".join(n.rules), " ".join(n.facts), n.why) for n in self.following.left]
        return pl.DataFrame(rows, schema=_LEFT, orient="row")


_FACTS = {
    "fact": pl.String, "entity": pl.String, "subject": pl.String, "quantity": pl.String, "period": pl.String,
    "value": pl.Float64, "unit": pl.String, "replaces": pl.String, "value_there": pl.Float64, "numbers": pl.Int64,
}  # fmt: skip
_NUMBERS = {
    "table": pl.String, "row": pl.String, "column": pl.String, "before": pl.Float64, "after": pl.Float64,
    "low": pl.Float64, "high": pl.Float64, "rule": pl.String, "basis": pl.String,
}  # fmt: skip
_LEFT = dict.fromkeys(("table", "row", "column", "rules", "facts", "why"), pl.String)


def target_of(arguments: Arguments) -> Target:
    """The folder that the arguments name. UsageError for what can be none, or cannot be written to."""
    target = Target.at(arguments.target, resolve_case(arguments.case))
    if arguments.write:
        require_writable(arguments.target.absolute().parent if target.is_new else arguments.target)
    return target


def source_of(arguments: Arguments) -> Path:
    """The file that the arguments name. UsageError for none."""
    if arguments.source is None:
        raise UsageError("Name the file that the figures come from: --from FILE.")
    source: Path = arguments.source
    return source


def worked_out(
    target: Target, before: Case, taken: Sequence[Taken], sources: Sequence[Cells], arguments: Arguments, meter: Meter
) -> Intake:
    """What facts make of a case, and of its answer. CaseError if the case would not be sound."""
    with meter("follow"):
        following = follow(before, taken)
        changes = Changes.of(before, taken, sources, following)
        after = target.after(changes) if taken else before
    answer = _answer(before, after, target.base, meter) if arguments.answer else None
    return Intake(target, before, after, taken, following, changes, answer)


def _answer(before: Case, after: Case, base: Path, meter: Meter) -> pl.DataFrame | None:
    """The dates before and after; None if the years clock cannot be asked, or reads nothing that changes."""
    from sinews.clocks.years.becoming import SOLVER, becoming, differs

    if YEARS.lacking(before) or not differs(before, after):
        return None
    memory = Memory(YEARS.key(YEARS.scope(before), SOLVER))
    memory.learn(base / FOLDER / f"{YEARS.name}.json", by_author=True)
    with meter("answer") as count:
        return becoming(before, after, cores(), count, memory)


def finish(command: str, intake: Intake, arguments: Arguments, beside: Sequence[str], meter: Meter) -> None:
    """Write what is to be written, and say it; `beside`: what else has to be said. WriteError as files do."""
    written = bool(arguments.write and intake.taken)
    if written:
        with meter("write"):
            intake.target.write(intake.changes)
    if arguments.json:
        parts = {
            "target": intake.target.folder, "written": written, "facts": intake.facts, "numbers": intake.numbers,
            "left": intake.left, "answer": intake.answer, "notes": list(beside),
        }  # fmt: skip
        write_json(command, parts, intake.after)
        return
    write_lines(*beside, *told(intake), *_written(intake, arguments, written=written))


def told(intake: Intake) -> list[str]:
    """What facts say, which numbers follow, which cannot, and what the answer becomes."""
    return [*_of_facts(intake), *_of_numbers(intake), *_of_answer(intake)]


def _of_facts(intake: Intake) -> list[str]:
    facts = intake.facts.with_columns((pl.col("value") / pl.col("value_there") - 1).abs().alias("_by"))
    if facts.height > SHOWN:
        facts = facts.filter(pl.col("numbers") > 0).sort("_by", descending=True, nulls_last=True).head(SHOWN)
    lines = [f"{intake.facts.height:,} fact{'s' * (intake.facts.height != 1)} to be taken."]
    for row in facts.iter_rows(named=True):
        beside = f" in place of {row['value_there']:.10g} ({row['replaces']})" if row["replaces"] else ""
        count = row["numbers"]
        stands = f"{count} number{'s' * (count != 1)} follow{'s' * (count == 1)}"
        stands = stands if count else "no number of the case stands on it"
        lines.append(
            f"  {row['fact']}: {row['entity']}, {row['subject']}, {row['quantity']}, {row['period']}: "
            f"{row['value']:.10g} {row['unit']}{beside}; {stands}."
        )
    rest = intake.facts.height - facts.height
    return [*lines, *([f"  {rest:,} more, in --json."] if rest else [])]


def _of_numbers(intake: Intake) -> list[str]:
    lines = []
    if intake.following.numbers:
        lines.append("Numbers of the case that follow, by table and rule:")
        counts = Counter((n.table, n.column, n.rule) for n in intake.following.numbers)
        lines += [f"  {table}.{column}: {count:,} by {rule}" for (table, column, rule), count in counts.items()]
    if intake.following.left:
        lines.append("Numbers that rest on what was there and stay as they are until the case is derived anew:")
        alike: dict[tuple[str, str, str], list[str]] = {}
        for n in intake.following.left:
            alike.setdefault((n.table, n.column, n.why), []).append(n.row)
        lines += [
            f"  {table}.{column}, {len(rows):,} ({', '.join(rows)}): {why}"
            for (table, column, why), rows in alike.items()
        ]
    return lines


def _of_answer(intake: Intake) -> list[str]:
    if intake.answer is None:
        return []
    lines = ["Ready, by family:"]
    for row in intake.answer.iter_rows(named=True):
        old, new = (f"{day:%Y-%m}" if day else "beyond the horizon" for day in (row["ready"], row["becomes"]))
        days = row["later"]
        moves = "" if days is None else f", {abs(days):.0f} days {'later' if days > 0 else 'earlier'}"
        lines.append(f"  {row['family']}: {old} -> {new}{moves if days and abs(days) >= 1 else ''}")
    return lines


def _written(intake: Intake, arguments: Arguments, *, written: bool) -> list[str]:
    folder = intake.target.folder
    if not intake.taken:
        return ["Nothing to take: the case says so already."]
    if not written:
        return [f"Nothing has been written; --write takes them into {folder}."]
    ask = f"{folder}" if intake.target.is_case else f"{arguments.case} --overlay {folder}"
    return [f"Written to {folder}: {', '.join(intake.changes.tables)}.", f"Ask it: sinews brief {ask}"]
