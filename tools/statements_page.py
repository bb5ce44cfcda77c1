"""Write the lists of `docs/statements.md` again: the statements of the packaged case, and the checks.

    python -m tools.statements_page

A test compares the page with what this gives, so that the lists cannot go stale.
"""

from __future__ import annotations

from pathlib import Path

from sinews.data.case import Case, embedded
from sinews.data.tables import StatementCheck
from sinews.data.tables.statements import REQUIRED
from sinews.statements.checks import BY_NAME, CHECKS
from sinews.statements.reading import statements

PAGE = Path(__file__).resolve().parent.parent / "docs" / "statements.md"


def checks() -> str:
    """Every check: what it asks, what it does, and the cells that it needs."""
    rows = ["| check | asks | verdict on | needs |", "|---|---|---|---|"]
    for check in CHECKS:
        about = (check.run.__doc__ or "").splitlines()[0].rstrip(".")
        needs = ", ".join(f"`{cell}`" for cell in REQUIRED[StatementCheck(check.name)])
        rows.append(f"| `{check.name}` | {check.kind.value.replace('_', ' ')} | {about} | {needs} |")
    return "\n".join(rows)


def listed(case: Case) -> str:
    """Every statement of a case: when, who, what, and its check."""
    rows = ["| said | by | claim | check |", "|---|---|---|---|"]
    rows += [
        f"| {one.said:%Y-%m} | {one.office} | {one.claim} | `{one.check}` "
        f"({BY_NAME[one.check].kind.value.replace('_', ' ')}) |"
        for one in statements(case)
    ]
    return "\n".join(rows)


def filled(text: str, name: str, content: str) -> str:
    """The text with what stands between the marks of `name` replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, rest = text.split(start)
    return f"{before}{start}\n{content}\n{end}{rest.split(end)[1]}"


def written(text: str) -> str:
    """The page with both lists as they are now."""
    text = filled(text, "checks", checks())
    return filled(text, "statements", listed(Case.read(embedded("nato-europe"))))


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
