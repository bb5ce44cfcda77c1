"""`sinews read`: articles in, claims with verdicts out."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import polars as pl

from sinews.answers.progress import Meter
from sinews.answers.provenance import Provenance
from sinews.commands.arguments import Arguments
from sinews.commands.cases import case_of
from sinews.commands.options import CASE, cores
from sinews.commands.output import note, show, write_answer, write_json
from sinews.data.case import Case
from sinews.data.packaged import embedded_names
from sinews.data.texts import is_folder
from sinews.errors import CaseError, Finding, UsageError
from sinews.evidence import lexicon
from sinews.evidence.claims.sentence import Spoken
from sinews.evidence.frames import claims, unread
from sinews.evidence.judging.judged import wanted
from sinews.evidence.page import page
from sinews.evidence.proposed import proposed
from sinews.evidence.reading.document import Document
from sinews.evidence.reading.files import STANDARD, Reading
from sinews.evidence.registers import Registers
from sinews.evidence.report import as_html
from sinews.evidence.result import Result, heard, result, summary
from sinews.files import require_writable_file, write_text
from sinews.present.told import beside
from sinews.statements.by_tables import Kind

#: How clocks are asked: with what is remembered, and without saving anything.
MEANS: dict[str, object] = {
    "solver": "highs", "workers": cores(), "fresh": False, "out": Path("runs"), "save": False,
}  # fmt: skip


def run(arguments: Arguments, meter: Meter) -> int:
    """Read documents and say which of their claims hold. CaseError with a finding for each that cannot be read."""
    arguments = _sorted_out(arguments)
    if arguments.report is not None:
        require_writable_file(arguments.report)
    words = lexicon.read(arguments.words)
    with ExitStack() as stack:
        readings = _begun(arguments.files, stack)
        case = case_of(arguments, meter)  # while other processes take the documents apart
        with meter("documents"):
            documents = _documents(readings)
    with meter("claims"):
        said = heard(documents, Registers.of(case, words), case)
    _answer(case, said, arguments, meter)
    return 0


def _sorted_out(arguments: Arguments) -> Arguments:
    """The arguments with the case taken from the words, where the last of them names one. UsageError for two cases."""
    *files, last = arguments.files
    if not (is_folder_of_case(last) and (files or not arguments.case)):
        return Namespace(**{**MEANS, **vars(arguments), "case": arguments.case or CASE})
    if arguments.case:
        raise UsageError(f"Two cases: {last} and --case {arguments.case}. Name one.")
    if not files:
        raise UsageError(f"{last} is a case; name an article before it, or - for standard input.")
    return Namespace(**{**MEANS, **vars(arguments), "files": files, "case": last})


def is_folder_of_case(name: str) -> bool:
    """Whether a word names a case and no document."""
    return is_folder(Path(name)) or (name in embedded_names() and not Path(name).exists())


def _begun(names: Sequence[str], stack: ExitStack) -> list[Reading]:
    """Documents that are being read; CaseError with all that cannot be begun, UsageError for standard input twice."""
    if list(names).count(STANDARD) > 1:
        raise UsageError("Standard input can be read once; name - once.")
    readings: list[Reading] = []
    findings: list[Finding] = []
    for name in dict.fromkeys(names):
        try:
            readings.append(Reading(name))
            stack.callback(readings[-1].stop)
        except CaseError as error:
            findings += error.findings
    if findings:
        raise CaseError(findings)
    return readings


def _documents(readings: Sequence[Reading]) -> list[Document]:
    """What was read; CaseError with a finding for each that is no article."""
    documents: list[Document] = []
    findings: list[Finding] = []
    for reading in readings:
        try:
            documents.append(reading.document())
        except CaseError as error:
            findings += error.findings
    if findings:
        raise CaseError(findings)
    return documents


def _answer(case: Case, said: Sequence[Spoken], arguments: Arguments, meter: Meter) -> None:
    asks = arguments.only != Kind.DATA.value and Kind.PLAN in wanted(case, said)
    judged, measured = _planned(case, said, arguments, meter) if asks else (_by_tables(case, said, meter), ())
    if arguments.report is not None:
        write_text(arguments.report, as_html(judged, beside(case, measured)))
        note(f"Wrote {arguments.report}")
    if arguments.facts:
        _write(proposed(judged), "facts", judged, arguments)
    elif arguments.json:
        content = {
            "summary": summary(judged),
            "documents": _told(judged),
            "claims": claims(judged),
            "not_understood": unread(judged),
        }
        write_json("read", {"case": case.settings.name, "digest": case.digest, **content}, case, measured)
    elif sys.stdout.isatty():
        show(page(judged), case, measured)
    else:
        note(summary(judged))
        write_answer(claims(judged), "", case, measured)


def _by_tables(case: Case, said: Sequence[Spoken], meter: Meter) -> Result:
    with meter("verdicts"):
        return result(case, said, None)


def _planned(
    case: Case, said: Sequence[Spoken], arguments: Arguments, meter: Meter
) -> tuple[Result, tuple[Provenance, ...]]:
    """Claims judged with plans of the clocks, which are loaded here alone, and who measured what was remembered."""
    from sinews.commands.asking import askings_of, elsewhere, remember
    from sinews.statements.plans import Plans

    askings = askings_of(case, arguments, meter)
    with meter("verdicts"):
        judged = result(case, said, Plans(case, askings))
    for asking in askings:
        remember(asking, arguments)  # says what was wrong with what was kept
    return judged, elsewhere(askings)


def _write(table: pl.DataFrame, name: str, judged: Result, arguments: Arguments) -> None:
    if arguments.json:
        write_json("read", {"case": judged.case.settings.name, name: table}, judged.case)
    else:
        write_answer(table, "Figures that could be facts; none of them has entered the case", judged.case)


def _told(judged: Result) -> list[dict[str, object]]:
    """What was read, a row for each document."""
    return [
        {
            "document": article.document.name,
            "file": article.document.called,
            "format": article.document.format.value,
            "publisher": article.document.publisher,
            "published": article.document.published,
            "sentences": article.sentences,
        }
        for article in judged.articles
    ]
