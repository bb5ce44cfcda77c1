"""What officials have said, and how each claim is checked: the table `statements`.

A statement's figure is kept as it was made: its range is what was said, not the spread that other facts get. Claims in
words are held against a threshold, which is a named assumption.
"""

from __future__ import annotations

from tools.derivation.figures import Book, Figure
from tools.derivation.statements_said import SPEECHES
from tools.derivation.statements_targets import TARGETS
from tools.derivation.statements_terms import Claim

#: Adversary's item -> (item of the alliance, in what they differ).
COUNTERPARTS: dict[str, tuple[str, str]] = {
    "artillery_shell": ("shell_155mm", "shells of 122 and 152 mm, among them some refurbished, beside 155 mm"),
    "main_battle_tank": ("main_battle_tank", "all types, new ones and those refurbished from storage apart"),
    "infantry_fighting_vehicle": ("infantry_fighting_vehicle", "one type alone, the most made"),
    "cruise_missile_kh101": ("cruise_missile", "launched from aircraft, longer range"),
    "cruise_missile_kalibr": ("cruise_missile", "launched from ships, longer range"),
    "loitering_munition": ("loitering_munition", "one type alone"),
    "long_range_drone": ("long_range_drone", "cheaper and slower than most of the alliance's"),
    "combat_aircraft_su34": ("combat_aircraft", "one type of several"),
    "artillery_piece": ("howitzer_155mm", "guns of all calibres, refurbished ones included"),
}


def derive(book: Book) -> None:
    """Fill `statements` and `counterparts`."""
    for number, claim in enumerate(SPEECHES, 1):
        _add(book, f"statement_{number:03d}", claim)
    for claim in TARGETS:
        _add(book, claim.code, claim)
    rule = book.rule(
        "counterparts",
        "Items of an adversary stand beside the item of the alliance that does the same work; it is said in what they "
        "differ.",
    )
    for counterpart, (item, differs) in COUNTERPARTS.items():
        book.add("counterparts", counterpart=counterpart, item=item, differs=differs, basis=f"rule:{rule}")


def _add(book: Book, code: str, claim: Claim) -> None:
    threshold = book.assume(**vars(claim.against_words)) if claim.against_words else None
    book.add(
        "statements",
        statement=code,
        office=claim.office,
        place=claim.place,
        date=claim.date or book.facts[claim.fact]["as_of"],
        subject=claim.subject or book.facts[claim.fact]["subject"],
        quantity=claim.quantity or book.facts[claim.fact]["quantity"],
        claim=claim.claim,
        value=_figure(book, claim) if claim.figure else None,
        threshold=threshold,
        unit=claim.unit,
        side=claim.side,
        start=claim.start,
        end=claim.end,
        check=claim.check,
        about=claim.about,
        against=claim.against,
        item=claim.item,
        owner=claim.owner,
        force=claim.force,
        path=claim.path,
        step=_step(book, claim),
        evidence=claim.evidence,
        basis=f"{claim.fact} {claim.over}".strip(),
    )


def stated(book: Book, fact: str, factor: float) -> Figure:
    """The figure of a statement as it was made: a range only if one was named, its middle if nothing else was."""
    row = book.facts[fact]
    named = [float(row[end]) for end in ("low", "value", "high") if row[end]]
    value = float(row["value"]) if row["value"] else sum(named) / len(named)
    return Figure(value * factor, min(named) * factor, max(named) * factor, "as stated", (fact,))


def _figure(book: Book, claim: Claim) -> Figure:
    """The claim's figure; a multiple of what there is takes both as they were stated."""
    figure = stated(book, claim.fact, claim.factor)
    if not claim.over:
        return figure
    rule = book.rule("stated_multiple", "A stated goal over the stated number of today, both as they were stated.")
    return (figure / stated(book, claim.over, 1.0)).of("ratio").by(rule)


def _step(book: Book, claim: Claim) -> Figure | None:
    if not claim.step:
        return None
    return book.assume(
        f"step_of_{claim.step:g}_percent",
        claim.step,
        claim.step,
        claim.step,
        "percent",
        "Size of the change by which a check finds out whether something matters; no claim about the world.",
        role="setting",
    )
