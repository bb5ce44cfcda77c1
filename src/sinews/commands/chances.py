"""What the commands take that ask for chances and for many questions, as plain data."""

from __future__ import annotations

from pathlib import Path

from sinews.clocks.options import Option, count, ending
from sinews.commands.options import MEASURING, OF_CASE, scheduler
from sinews.commands.words import DRAWN, SWEPT, TRIALS

RISK: tuple[Option, ...] = (
    Option("--trials", f"so many trials ({TRIALS:,})", "trials", "N", count(), default=TRIALS),
    Option("--seed", "another seed draws other trials (1)", "seed", "N", count(), default=1),
    Option("--family", "whose coverage is shown year by year (all)", "family", "FAMILY"),
    Option(
        "--known",
        f"take one kind of figures as exactly as likely: {', '.join(DRAWN)}; may be given again",
        "known",
        "KIND",
        choices=DRAWN,
        repeated=True,
    ),
    Option(
        "--no-drivers",
        "leave out which kinds of figures drive it, which takes as long as the trials",
        "drivers",
        value=False,
        default=True,
    ),
    Option(
        "--levers",
        "what each lever that is for sale does to the chance while the plan is kept",
        "levers",
        value=True,
        default=False,
    ),
    Option(
        "--anew",
        "with --levers: a plan made anew for each lever, which takes three solves for each",
        "anew",
        value=True,
        default=False,
    ),
    Option("--table", "print one table (chance, fan, lacking, drivers, figures) instead", "table", "TABLE"),
)

SWEEP: tuple[Option, ...] = (
    Option("rows", f"a CSV file: name, {', '.join(SWEPT[:3])} ... in any order", "rows", "FILE", Path),
    OF_CASE[0],
    Option(
        "--to",
        "where the table goes (./sweep.parquet)",
        "to",
        "FILE",
        ending(".parquet"),
        default=Path("sweep.parquet"),
    ),
    Option("--cluster", "let the workers of a Dask scheduler do it", "cluster", "ADDRESS", scheduler),
    *MEASURING,
)

DECIDE: tuple[Option, ...] = (
    Option(
        "--foresight",
        "plan anew each year with so many years in sight (1, 3 and 5); may be given again",
        "foresight",
        "YEARS",
        count(50),
        repeated=True,
    ),
    Option(
        "--certain",
        "take as in the case what is uncertain otherwise: threat, aid; may be given again",
        "certain",
        "WHAT",
        choices=("threat", "aid"),
        repeated=True,
    ),
    Option("--lost", "a state whose lines may deliver nothing after two years", "lost", "STATE"),
    Option(
        "--chance",
        "percent: that aid goes on, and that the supplier is lost (50)",
        "chance",
        "PERCENT",
        count(99),
        default=50,
    ),
    Option(
        "--figures",
        "figures of all plans: as likely, or at the mean of what trials draw (likely)",
        "figures",
        "WHICH",
        choices=("likely", "mean"),
        default="likely",
    ),
    Option("--table", "print one table (values, branches, orders, foresight) instead", "table", "TABLE"),
)
