"""Words of options that stand in modules which are slow to load, once more; tests hold them to those."""

from __future__ import annotations

from sinews.clocks.options import Role
from sinews.clocks.years import YEARS

#: The words of `sinews.statements.by_tables.Kind`, which is slow to load.
KINDS = ("data", "plan", "not_computable")

#: Trials of `sinews risk`, and the words of `sinews.clocks.years.trials.kinds.Kind` but for the threat (slow to load).
TRIALS = 10_000
DRAWN = (
    "needs",
    "stocks",
    "order_book",
    "wear_and_aid",
    "serviceability",
    "rates_of_lines",
    "new_lines",
    "contracting_and_lead_times",
    "contracting_offices",
    "money",
    "prices",
    "promises",
    "other_figures",
)

#: Columns of the file of `sinews sweep` beside `name` (`sinews.clocks.years.sweep.columns`).
SWEPT = (
    *(option.name.strip("-").replace("-", "_") for option in YEARS.options if option.role in {Role.QUESTION, Role.OWN}),
    *("as_of", "overlay", "levers", "trials", "seed"),
)
