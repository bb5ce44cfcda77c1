"""For each option of each command a pair of command lines that differ in it alone: what changes, or who refuses.

`BASE`: a command line of each command. A probe adds `words` to it, and `before` to both lines of the pair, where an
option acts beside another one only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

BASE: dict[str, tuple[str, ...]] = {
    "brief": ("brief", "both", "--quick"),
    "years": ("years", "both"),
    "days": ("days", "both"),
    "hours": ("hours", "both"),
    "minutes": ("minutes", "both"),
    "buy": ("buy", "both"),
    "levers": ("levers", "both"),
    "risk": ("risk", "both", "--trials", "60"),
    "sweep": ("sweep", "questions.csv", "both"),
    "decide": ("decide", "both"),
    "statements": ("statements", "both"),
    "read": ("read", "article.txt", "--case", "both", "--json"),
    "accept": ("accept", "mine", "--from", "proposed.csv", "--case", "standing"),
    "update": ("update", "mine", "--from", "table.csv", "--case", "standing"),
    "check": ("check", "both"),
    "facts": ("facts", "shell", "--case", "both"),
    "new": ("new", "mine", "--from", "both"),
    "export": ("export", "both", "new.xlsx"),
    "import": ("import", "both.xlsx", "mine"),
    "set": ("set", "both", "items.shell.price", "0.008", "--because", "a quote"),
    "app": ("app", "both"),
    "compare": ("compare", "both", "other"),
}


@dataclass(frozen=True)
class Probe:
    """What is added to a command line; `terminal`: both lines are said on a terminal. `status`: of the second line.

    `base`: the line itself, where it is not the command's own.
    """

    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    terminal: bool = False
    status: int = 0
    base: tuple[str, ...] = ()


def probe(*words: str, **others: Any) -> Probe:
    """A probe of these words."""
    return Probe(words, **others)


#: Options that every command means alike.
COMMON: dict[str, Probe] = {
    "--json": probe("--json"),
    "--list": probe("--list", "groups"),
    "--progress": probe("--progress"),
    "--overlay": probe("--overlay", "closed"),
    "--as-of": probe("--as-of", "2025-12-15"),
    "--solver": probe("--solver", "nobody", status=2),
    "--out": probe("--out", "elsewhere"),
    "--save": probe("--save", before=("--no-save",)),
    "--no-save": probe("--no-save"),
    "--write-lp": probe("--write-lp", "a.lp"),
    "--write-mps": probe("--write-mps", "a.mps"),
    "--path": probe("--path", "poor"),
    "--group": probe("--group", "ONE"),
    "--needs": probe("--needs", "less"),
    "--trust": probe("--trust", "delivered"),
    "--no-expansion": probe("--no-expansion"),
    "--crews": probe("--crews", status=2),
    "--monthly": probe("--monthly"),
    "--on": probe("--on", "2026-05"),
    "--holdings": probe("--holdings", "together"),
    "--without": probe("--without", "east"),
    "--tick": probe("--tick", "24"),
    "--whole": probe("--whole"),
}

#: What a command means by an option of its own, or what shows it there.
PROBES: dict[tuple[str, str], Probe] = {
    ("years", "--without"): probe("--without", "DEU"),
    ("app", "--host"): probe("--host", "localhost"),
    ("app", "--port"): probe("--port", "8766"),
    ("app", "--name"): probe("--name", "planning.example", before=("--host", "0.0.0.0")),  # noqa: S104 - nobody listens
    ("compare", "--moved"): probe("--moved"),
    ("brief", "--quick"): probe("--quick", base=("brief", "both")),
    ("brief", "--beside"): probe("--beside", "other"),
    ("brief", "--report"): probe("--report", "other.html"),
    # What is printed is tried with the browser that prints it; these are refused with it and without it.
    ("brief", "--pdf"): probe("--pdf", "a.pdf", before=("--report", "a.pdf"), status=2),
    ("brief", "--annex"): probe("--annex", status=2),
    ("years", "--curve"): probe("--curve", before=("--json",)),
    ("years", "--table"): probe("--table", "stock"),
    ("days", "--table"): probe("--table", "trips"),
    ("days", "--unit"): probe("--unit", "first"),
    ("days", "--levers"): probe("--levers"),
    ("hours", "--table"): probe("--table", "without"),
    ("hours", "--levers"): probe("--levers"),
    ("hours", "--scenario"): probe("--scenario", "dark"),
    ("hours", "--ally"): probe("--ally", "DEU"),
    ("minutes", "--table"): probe("--table", "warned"),
    ("minutes", "--levers"): probe("--levers"),
    ("minutes", "--city"): probe("--city", "near"),
    ("minutes", "--class"): probe("--class", "drone"),
    ("minutes", "--hour"): probe("--hour", "3"),
    ("minutes", "--trials"): probe("--trials", "300"),
    ("minutes", "--seed"): probe("--seed", "2"),
    ("days", "--corridors"): probe("--corridors"),
    ("buy", "--table"): probe("--table", "offers"),
    ("buy", "--budget"): probe("--budget", "50m"),
    ("buy", "--steps"): probe("--steps", "1"),
    ("levers", "--table"): probe("--table", "ladder"),
    ("risk", "--trials"): probe("--trials", "61"),
    ("risk", "--seed"): probe("--seed", "2"),
    ("risk", "--family"): probe("--family", "shell", base=("risk", "both", "--trials", "60")),
    ("risk", "--known"): probe("--known", "times", status=2),
    ("risk", "--no-drivers"): probe("--no-drivers"),
    ("risk", "--levers"): probe("--levers"),
    ("risk", "--anew"): probe("--anew", before=("--levers",)),
    ("risk", "--table"): probe("--table", "lacking"),
    ("sweep", "--to"): probe("--to", "other.parquet"),
    ("sweep", "--cluster"): probe("--cluster", "nowhere", status=2),
    ("decide", "--monthly"): probe("--monthly", status=2),
    ("decide", "--foresight"): probe("--foresight", "2"),
    ("decide", "--certain"): probe("--certain", "threat"),
    ("decide", "--lost"): probe("--lost", "DEU", "--certain", "aid"),
    ("decide", "--chance"): probe("--chance", "20"),
    ("decide", "--figures"): probe("--figures", "mean"),
    ("decide", "--table"): probe("--table", "orders"),
    ("statements", "--only"): probe("--only", "data"),
    ("read", "--case"): probe("--case", "other"),
    ("read", "--json"): probe("--json", base=("read", "article.txt", "--case", "both")),
    ("read", "--report"): probe("--report", "page.html"),
    ("read", "--facts"): probe("--facts"),
    ("read", "--words"): probe("--words", "words.csv"),
    ("read", "--only"): probe("--only", "data"),
    ("accept", "--case"): probe("--case", "both", status=2),
    ("accept", "--write"): probe("--write"),
    ("accept", "--no-answer"): probe("--no-answer"),
    ("accept", "--from"): probe("--from", "more.csv"),
    ("accept", "--rows"): probe("--rows", "2"),
    ("accept", "--confidence"): probe("--confidence", "A", before=("--write",)),
    ("update", "--case"): probe("--case", "both"),
    ("update", "--write"): probe("--write"),
    ("update", "--no-answer"): probe("--no-answer"),
    ("update", "--from"): probe("--from", "newer.csv"),
    ("update", "--published"): probe("--published", "2026-08-01"),
    ("update", "--words"): probe("--words", "proposed.csv", status=2),
    ("check", "--weakest"): probe("--weakest", "2"),
    ("check", "--measured"): probe("--measured"),
    ("check", "--as-of"): probe("--as-of", "2025-01"),
    ("check", "--overlay"): probe("--overlay", "closed", before=("--json",)),
    ("facts", "--case"): probe("--case", "other", base=("facts", "shell", "--case", "both")),
    ("facts", "--limit"): probe("--limit", "1"),
    ("facts", "--as-of"): probe("--as-of", "2025-01"),
    ("new", "--from"): probe("--from", "other"),
    ("set", "--low"): probe("--low", "0.007"),
    ("set", "--high"): probe("--high", "0.009"),
    ("set", "--because"): probe("--because", "another quote"),
    ("compare", "--limit"): probe("--limit", "1", terminal=True),
    ("statements", "--save"): probe("--save", before=("--out", "new", "--no-save")),
    ("statements", "--no-save"): probe("--no-save", before=("--out", "new")),
}

#: Words without dashes: another word in the place of one of the base, and what stands behind both.
PLACES: dict[tuple[str, str], tuple[str, ...]] = {
    **{
        (command, "case"): ("both", "other")
        for command in BASE
        if command not in {"facts", "new", "compare", "import", "set", "read", "accept", "update"}
    },
    ("accept", "target"): ("mine", "yours"),
    ("update", "target"): ("mine", "yours"),
    ("sweep", "rows"): ("questions.csv", "others.csv"),
    ("read", "files"): ("article.txt", "second.txt"),
    ("check", "case"): ("both", "other", "--json"),
    ("facts", "words"): ("shell", "zebra"),
    ("new", "target"): ("mine", "yours"),
    ("export", "book"): ("new.xlsx", "newer.xlsx"),
    ("import", "book"): ("both.xlsx", "other.xlsx"),
    ("import", "target"): ("mine", "yours"),
    ("set", "target"): ("both", "other"),
    ("set", "cell"): ("items.shell.price", "items.shell.lead_time"),
    ("set", "number"): ("0.008", "0.009"),
    ("compare", "first"): ("both", "other"),
    ("compare", "second"): ("other", "both"),
}
