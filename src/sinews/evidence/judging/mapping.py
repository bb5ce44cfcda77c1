"""A claim to the row of a statement that a check can judge; `Unjudged` with the reason where no check can."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from sinews.data.case import Case
from sinews.data.kept import Kept
from sinews.data.tables import Side, StatementCheck
from sinews.evidence.claims.claim import Claim, ClaimKind
from sinews.evidence.claims.sentence import Said
from sinews.evidence.judging.facts import amounts, incidents, production, shares, stocks
from sinews.present.words import Names, listed
from sinews.statements.affairs import on_accession
from sinews.statements.industry import adversary_output
from sinews.statements.reading import given
from sinews.statements.verdict import MARGIN, AnyCheck, ClaimCheck, Estimate, Statement

#: The spending path of what allies have pledged.
PLEDGES = "national"

#: Shares of GDP at which the money curve is judged. The curve is of core spending: at 5 per cent allies have pledged
#: 3.5 for that, so that who names 5 per cent means something else.
CURVE = (1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5)

#: How far the share of a path may be from that of a claim about it, in points.
NEAR = 0.05


class Unjudged(Exception):  # noqa: N818 - it says why, and is caught where claims are judged
    """No check can judge a claim; says why."""


@dataclass(frozen=True)
class Asked:
    """A claim of a case, with the sentence in which it stands."""

    case: Case
    said: Said
    claim: Claim
    mark: str

    def statement(self, check: AnyCheck, unit: str = "", **cells: object) -> Statement:
        """The row of a statement with the parts that the claim has; `cells` stand over them."""
        claim = self.claim
        row = Statement(
            code=self.mark,
            office=self.said.office or "the article",
            place="",
            said=self.said.said,
            subject=claim.item or claim.kind.value,
            quantity=claim.kind.value,
            claim=self.said.text,
            value=Estimate.of(claim.value, unit) if claim.value else None,
            threshold=None,
            side=claim.side,
            start=claim.first,
            end=claim.last,
            check=check,
            about=claim.about,
            against=claim.against,
            item=claim.item,
            owner=claim.owner,
            force="",
            path="",
            step=None,
            evidence=(),
            basis=(),
        )
        return replace(row, **cells)  # type: ignore[arg-type]

    def latest(self, find: Callable[[int], tuple[str, ...]]) -> tuple[str, ...]:
        """Facts of the year of the claim; of the year before, where it names none and there are none yet."""
        year = (self.claim.last or self.said.said).year
        return find(year) or (() if self.claim.dated else find(year - 1))

    def by_facts(self, facts: tuple[str, ...], unit: str, what: str) -> Statement:
        """A statement that is held against facts; Unjudged if the case has none."""
        if not facts:
            raise Unjudged(f"The case has no figure of {what}.")
        row = self.statement(StatementCheck.EVIDENCE_LEVEL, unit)
        return replace(row, threshold=row.value, evidence=facts)


def statement_of(question: Asked) -> Statement:
    """The statement that a check can judge. Unjudged if none can."""
    return MAPPED[question.claim.kind](question)


def _allies(case: Case) -> set[str]:
    return {*case.table("groups")["group"], *case.table("places").filter(pl.col("kind") == "ally")["place"]}


def _needs(question: Asked) -> None:
    """Unjudged unless the claim is about allies or a group of them, and about a thing that the case knows."""
    names = Names.of(question.case)
    for code in question.claim.about:
        if code not in _allies(question.case):
            raise Unjudged(f"{names.place(code)} is no ally, and the case has no needs and stocks of others.")
    if question.claim.item not in set(question.case.table("items")["item"]):
        raise Unjudged("The case has no such thing.")


def _share(question: Asked) -> Statement:
    claim, case = question.claim, question.case
    code, names = claim.about[0], Names.of(question.case)
    groups = set(case.table("groups")["group"])
    if groups & set(claim.about) and not claim.each:
        raise Unjudged("The check is of each state, and this is about a group as a whole.")
    last = claim.last or question.said.said
    if code not in _allies(case):
        what = f"the share of GDP of {names.place(code)} in {last.year}"
        return question.by_facts(question.latest(lambda year: shares(case, code, year)), "percent", what)
    if claim.pledged:
        if PLEDGES not in case.table("paths")["path"]:
            raise Unjudged("The case does not have what allies have pledged.")
        if last > case.settings.end:
            raise Unjudged(f"The case ends with {case.settings.end.year}.")
        return question.statement(StatementCheck.SHARE_PLEDGED, "percent", path=PLEDGES)
    return question.statement(StatementCheck.SHARE_OF_EACH, "percent")


def path_of(case: Case, share: float) -> str:
    """The spending path on which most states end at a share of GDP; empty if the case has none, or none such alone.

    A path to a share by a year (`core_2_by_2029`) says more than who names a share alone, so others go first.
    """
    ends = _ends_of_paths(case.table("paths"))
    near = (
        ends.group_by("path")
        .agg(((pl.col("share") - share).abs() <= NEAR).fill_null(value=False).mean())
        .filter(pl.col("share") > 1 / 2)
    )
    alike = [str(path) for path in near["path"].sort()]
    undated = [path for path in alike if "_by_" not in path] or alike
    return undated[0] if len(undated) == 1 else ""


@Kept
def _ends_of_paths(paths: pl.DataFrame) -> pl.DataFrame:
    """The share on which each state ends on each path but that of pledges: path, place and share."""
    kept = paths.filter(pl.col("path") != PLEDGES).sort("year")
    return kept.group_by("path", "place", maintain_order=True).agg(pl.col("share").last())


def _enough(question: Asked) -> Statement:
    value = question.claim.value[0] if question.claim.value else 0.0
    path = path_of(question.case, value)
    if not path and value in CURVE:
        return question.statement(ClaimCheck.CURVE_FALLS_SHORT, "percent", side=Side.ABOVE)
    if not path:
        raise Unjudged(f"The case has no spending path, or more than one, on which allies spend {value:g} % of GDP.")
    return question.statement(StatementCheck.PATH_FALLS_SHORT, "percent", path=path)


def _threat(question: Asked) -> Statement:
    if question.claim.about != ("RUS",):
        raise Unjudged("What offices say of a threat is about Russia.")
    return question.statement(StatementCheck.THREAT_WITHIN, value=None, about=())


def _flight(question: Asked) -> Statement:
    check: AnyCheck = ClaimCheck.MINUTES_OF_WARNING if question.claim.warned else StatementCheck.MINUTES_CLOCK
    return question.statement(check, "minutes")


def _stores(question: Asked) -> Statement:
    return question.statement(StatementCheck.HOURS_CLOCK, "hours")


def _movement(question: Asked) -> Statement:
    value = question.claim.value[0] if question.claim.value else 0.0
    tiers = question.case.table("tiers").sort("day")
    same = tiers.filter(pl.col("day") == value)
    if same.height != 1:
        days = listed(f"{day:g}" for day in tiers["day"])
        raise Unjudged(f"The days clock answers for forces due on day {days}, not on day {value:g}.")
    zero = Estimate.exact(0.0, "days")
    return question.statement(
        StatementCheck.CLOCK_MARGIN, subject=same["tier"][0], quantity=f"days{MARGIN}", value=zero, side=Side.AT_LEAST
    )


def _stock(question: Asked) -> Statement:
    claim = question.claim
    if claim.about and claim.about[0] not in _allies(question.case):
        what = f"stocks of it in {Names.of(question.case).place(claim.about[0])}"
        return question.by_facts(
            question.latest(lambda year: stocks(question.case, claim.about[0], claim.item, year)), "units", what
        )
    _needs(question)
    return question.statement(StatementCheck.STOCK_GOAL, "units")


def _need(question: Asked) -> Statement:
    _needs(question)
    return question.statement(StatementCheck.NEED_LEVEL, "units")


def _gap(question: Asked) -> Statement:
    _needs(question)
    return question.statement(StatementCheck.GAP_LEVEL, "units")


def _rate(question: Asked) -> Statement:
    claim, case = question.claim, question.case
    if claim.about and not claim.owner and claim.about[0] not in _allies(case):
        what = f"what {Names.of(case).place(claim.about[0])} makes of it in {_year(question)}"
        return question.by_facts(
            question.latest(lambda year: production(case, claim.about[0], claim.item, year)), "units/year", what
        )
    about = claim.about
    if claim.owner:
        lines = case.table("sites").filter(
            pl.col("owner").str.contains(claim.owner, literal=True) & (pl.col("item") == claim.item)
        )
        if lines.is_empty():
            raise Unjudged(f"The case has no line of {claim.owner} that makes it.")
        about = tuple(lines["place"].unique().sort())
    else:
        _needs(question)
    return question.statement(StatementCheck.RATE_TARGET, "units/year", about=about)


def _ratio(question: Asked) -> Statement:
    claim, case, year = question.claim, question.case, _year(question)
    output = adversary_output(case, claim.against[0], claim.item, year) is not None
    end = date(year if output else year - 1, 12, 1)  # of the last year that is over, where this one is not known yet
    return question.statement(StatementCheck.OUTPUT_RATIO, "ratio", start=None, end=end)


def _growth(question: Asked) -> Statement:
    _needs(question)
    if not question.claim.output:
        return question.statement(StatementCheck.NEED_OVER_STOCK, "ratio")
    if question.claim.last is None:
        raise Unjudged("It does not say by when output has to grow.")
    return question.statement(StatementCheck.GROWTH_NEEDED, "ratio")


def _spending(question: Asked) -> Statement:
    claim = question.claim
    if claim.first is None or claim.last is None or claim.about[0] not in _allies(question.case):
        raise Unjudged("The check is of allies, from one year to another.")
    first = claim.first if claim.first < claim.last else date(claim.last.year - 1, 1, 1)
    row = question.statement(StatementCheck.EXPENDITURE_GROWTH, "percent", start=first)
    return replace(row, threshold=row.value)


def _members(question: Asked) -> Statement:
    return question.statement(StatementCheck.MEMBERS, "states")


def _money(question: Asked) -> Statement:
    claim, case = question.claim, question.case
    place, year, said = claim.about[0], _year(question), question.said.said
    currency = claim.quantity.unit if claim.quantity else ""
    cited = amounts(case, place, currency, year, ahead=False)
    if not cited and year >= said.year:
        cited = amounts(case, place, currency, year, ahead=True)
    if not cited:
        raise Unjudged(f"The case has no figure in {currency} of what {Names.of(case).place(place)} spends in {year}.")
    row = question.statement(ClaimCheck.AMOUNT_SPENT, f"billion_{currency}")
    return replace(row, threshold=row.value, evidence=cited)


def _cover(question: Asked) -> Statement:
    _needs(question)
    return question.statement(ClaimCheck.STOCK_COVER, "percent")


def _contract(question: Asked) -> Statement:
    code = question.claim.about[0]
    if question.claim.item:
        raise Unjudged("The case knows how long contracts take by state, not by thing.")
    if code not in set(question.case.table("places").drop_nulls("contracting_delay")["place"]):
        raise Unjudged(f"The case does not know how long contracts take in {Names.of(question.case).place(code)}.")
    return question.statement(ClaimCheck.CONTRACT_MONTHS, "months")


def _incidents(question: Asked) -> Statement:
    claim = question.claim
    first, last = given(claim.first).year, given(claim.last).year
    counts = incidents(question.case, claim.item, first, last)
    if not counts:
        raise Unjudged(f"No source of the case counts such incidents in both {first} and {last}.")
    row = question.statement(ClaimCheck.INCIDENTS_RATIO, "ratio")
    return replace(row, threshold=row.value, evidence=counts)


def _decisions(question: Asked) -> Statement:
    cited = on_accession(question.case, question.claim.against[0])
    if not cited:
        name = Names.of(question.case).place(question.claim.against[0])
        raise Unjudged(f"The case has no decisions on the accession of {name}.")
    return question.statement(ClaimCheck.DECIDED_BY_ALL, "days", evidence=cited)


def _supplies(question: Asked) -> Statement:
    records = question.case.table("adversary").filter(pl.col("place") == question.claim.about[0])["start"]
    if records.is_empty():
        raise Unjudged("The case has no records of what it gets.")
    return question.statement(StatementCheck.IMPORTS, start=records.min())


def _year(question: Asked) -> int:
    return (question.claim.last or question.said.said).year


MAPPED: Mapping[ClaimKind, Callable[[Asked], Statement]] = {
    ClaimKind.SHARE_OF_GDP: _share,
    ClaimKind.SHARE_ENOUGH: _enough,
    ClaimKind.THREAT_DATE: _threat,
    ClaimKind.FLIGHT_MINUTES: _flight,
    ClaimKind.STORES_HOURS: _stores,
    ClaimKind.MOVEMENT_DAYS: _movement,
    ClaimKind.STOCK_LEVEL: _stock,
    ClaimKind.NEED_LEVEL: _need,
    ClaimKind.GAP_LEVEL: _gap,
    ClaimKind.OUTPUT_RATE: _rate,
    ClaimKind.OUTPUT_RATIO: _ratio,
    ClaimKind.GROWTH: _growth,
    ClaimKind.SPENDING_GROWTH: _spending,
    ClaimKind.MEMBERS: _members,
    ClaimKind.MONEY: _money,
    ClaimKind.SUPPLIES: _supplies,
    ClaimKind.STOCK_COVER: _cover,
    ClaimKind.CONTRACT_MONTHS: _contract,
    ClaimKind.INCIDENTS: _incidents,
    ClaimKind.DECISIONS: _decisions,
}
