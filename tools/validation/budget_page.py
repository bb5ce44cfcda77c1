"""The part of docs/validation.md on budgets, contracts and running costs: its tables and sentences."""

from __future__ import annotations

from sinews.data.case import Case
from sinews.data.vintage import known_by
from tools.derivation.figures import Book
from tools.validation import budgets, categories, vintages
from tools.validation.plans import DAYS, SHARES, Plans
from tools.validation.words import count, short, signed, span, table

#: Points by which shares that add up to a whole may miss it.
ROUNDING = 0.5

#: Names of the readings of the money curve.
READINGS = {"every": "what stands is kept", "moving": "what stands moves with its part"}


def section(book: Book, case: Case, plans: Plans) -> dict[str, str]:
    """Markdown by the name of its mark."""
    return {
        "budgets": _checks(book, case, plans),
        "categories": _categories(case, plans),
        "vintages": _vintages(book, case, plans),
        "money-grounds": _grounds(case),
    }


def _checks(book: Book, case: Case, plans: Plans) -> str:
    found = budgets.checks(book, case, plans)
    rows = table(
        ("source", "question", "published", "ours", "ends of ranges", "error %", "rests on", "independent"),
        [
            (
                row.source, row.question, f"{span(*row.published)} {row.unit}", f"{short(row.ours)} {row.unit}",
                f"{short(row.ends[0])} to {short(row.ends[1])}" if row.ends else "", signed(row.error),
                ", ".join(row.rests), f"no: {', '.join(row.shared)}" if row.shared else "yes",
            )
            for row in found
        ],
    )  # fmt: skip
    about: dict[str, list[str]] = {}
    for row in found:
        about.setdefault(row.why, []).append(row.question)
    why = "\n".join(f"- {'; '.join(questions)}. {text}" for text, questions in about.items())
    return f"{rows}\n\n{why}"


def _categories(case: Case, plans: Plans) -> str:
    allies = categories.equipment(case, plans)
    rows = table(
        ("ally", "budget 2026-30, EUR bn", "items %", "other domains %", "equipment %",
         "NATO's tables 2026 [2024-26] %", "error, points", "pay, operation and infrastructure in the case %",
         "not spent %"),
        [
            (
                row.name, count(row.budget), f"{row.items:.1f}", f"{row.domains:.1f}", f"{row.share:.1f}",
                f"{row.published[0]:.1f} [{row.published[1]:.1f}, {row.published[2]:.1f}]", signed(row.error),
                f"{row.standing:.1f}", f"{row.not_spent:.1f}",
            )
            for row in allies
        ],
    )  # fmt: skip
    *every, whole = allies
    inside = sum(row.published[1] <= row.share <= row.published[2] for row in every)
    wrong = sum(abs(row.error) for row in every) / len(every)
    both = [row.name for row in every if row.standing + row.published[0] > 100 + ROUNDING]
    sentence = (
        f"The plan buys equipment for {whole.share:.1f} % of what all have, NATO's tables have "
        f"{whole.published[0]:.1f} % in 2026: {signed(whole.error)} points. By ally the mean error is {wrong:.0f} "
        f"points; {inside} of {len(every)} lie within the last three years of the tables. In the case the two shares "
        f"of the start add up to more than 100 % for {', '.join(both) or 'nobody'}."
    )
    cents = table(
        ("reading", "equipment", "running costs", "pay, operation and infrastructure", "not spent", "NATO 2014-26",
         "error, points"),
        [
            (
                READINGS[row.reading], f"{row.equipment:.0f}", f"{row.running:.0f}", f"{row.standing:.0f}",
                f"{row.not_spent:.0f}", "54 [38, 72]", signed(row.equipment - (100 - _part(case))),
            )
            for row in categories.marginal(plans)
        ],
    )  # fmt: skip
    return (
        f"{rows}\n\n{sentence}\n\nOf a euro more between {SHARES[0]} and {SHARES[1]} % of output, in 2026 to 2035, "
        f"cents go to:\n\n{cents}"
    )


def _part(case: Case) -> float:
    """What of each euro more goes to pay, operation and infrastructure in NATO's tables, percent."""
    return case.setting("standing_part", 0.0)


def _vintages(book: Book, case: Case, plans: Plans) -> str:
    names = dict(case.table("places").select("place", "name").iter_rows()) | {"": "all of them"}
    parts = [
        f"**{about}**, EUR bn at prices of 2025:\n\n"
        + table(
            ("as of", "ally", "months", "seen", "without a pipeline", "error %", "with it", "error %", "rests on"),
            [
                (
                    f"{row.day:%Y-%m}", names[row.ally], f"{row.first:%Y-%m} to {row.last:%Y-%m}", span(*row.seen),
                    short(row.plain), signed(row.error(row.plain)), short(row.piped),
                    signed(row.error(row.piped)), ", ".join(row.rests),
                )
                for row in rows
            ],
        )
        for about, rows in (
            ("Signed for the items", vintages.signed(book, case, plans)),
            ("Paid for equipment", vintages.paid(book, case, plans)),
        )
    ]  # fmt: skip
    return "\n\n".join([*parts, _known(case)])


def _known(case: Case) -> str:
    """How few rows a case as of an earlier day has."""
    lines = []
    for day in DAYS:
        then = known_by(case, day)
        rows = ", ".join(
            f"{then.table(name).height} of {case.table(name).height} rows of `{name}`"
            for name in ("offices", "deliveries", "decided", "stocks", "threats", "funds")
        )
        lines.append(f"- As of {day:%Y-%m}: {rows}.")
    return "\n".join(lines)


def _grounds(case: Case) -> str:
    return table(
        ("table", "numbers", "facts alone", "worked out from facts", "worked out with a judgement",
         "judgements and analogies"),
        [(f"`{name}`", *(count(number) for number in numbers)) for name, *numbers in categories.grounds(case)],
    )  # fmt: skip
