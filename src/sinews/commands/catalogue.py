"""Every command as plain data: what it is for, what it takes, and the module that runs it."""

from __future__ import annotations

from pathlib import Path

from sinews.clocks import CLOCKS, AnyClock
from sinews.clocks.clock import STEPS, Purchasable
from sinews.clocks.options import EXPORTING, Option, Role, count, ending, money
from sinews.clocks.years import YEARS
from sinews.commands.chances import DECIDE, RISK, SWEEP
from sinews.commands.command import EXAMPLES, Command
from sinews.commands.documents import ACCEPT, READ, UPDATE
from sinews.commands.lists import LISTING
from sinews.commands.options import AS_OF, CASE, MEASURING, OF_CASE, OUT, SAVING, hostname, port
from sinews.commands.words import KINDS

#: Tables of `sinews buy`: those of the years clock, and two of each clock that can measure levers pulled together.
OF_YEARS, OF_OTHERS = ("offers", "frontier"), ("offers", "package")
TABLES = (
    *OF_YEARS,
    *(f"{clock.name}_{table}" for clock in CLOCKS if isinstance(clock, Purchasable) for table in OF_OTHERS),
)

_SOLVING = (*MEASURING, *SAVING)


def of_questions(clocks: tuple[AnyClock, ...]) -> tuple[Option, ...]:
    """Options that ask clocks from any command; what two of them have in common stands once."""
    return tuple(dict.fromkeys(option for clock in clocks for option in clock.options if option.role is Role.QUESTION))


def _clock(clock: AnyClock) -> Command:
    table = Option(
        "--table",
        f"print the outcome table of one quantity ({', '.join(clock.quantities[:3])}, ...) instead",
        "table",
        "QUANTITY",
    )
    return Command(
        clock.name,
        clock.about,
        (*OF_CASE, LISTING, *clock.options, *_SOLVING, table),
        "clock",
        EXAMPLES.get(clock.name, CASE),
    )


_QUESTION = (*OF_CASE, LISTING, *of_questions(CLOCKS), *_SOLVING)
_OF_YEARS = (*OF_CASE, LISTING, *of_questions((YEARS,)), *_SOLVING, *EXPORTING)

COMMANDS: tuple[Command, ...] = (
    Command(
        "brief",
        "Say when the alliance is ready and what holds it back, and write a report.",
        (
            *_QUESTION,
            *EXPORTING,
            Option(
                "--quick",
                "leave out of the report what takes minutes to measure on a changed case: ladder, levers, statements",
                "quick",
                value=True,
                default=False,
            ),
            Option("--beside", "another case, asked the same: its margins stand beside", "beside", "CASE"),
            Option(
                "--report",
                "where the report goes (./report.html)",
                "report",
                "FILE",
                Path,
                default=Path("report.html"),
            ),
            Option(
                "--pdf",
                "print the report to a file as well; takes Chromium, Chrome or Edge",
                "pdf",
                "FILE",
                ending(".pdf"),
            ),
            Option(
                "--annex",
                "with --pdf: all sections, tables and sources, in the place of a few pages",
                "annex",
                value=True,
                default=False,
            ),
        ),
        "brief",
        "nato-europe --report answer.html",
    ),
    *(_clock(clock) for clock in CLOCKS),
    Command(
        "buy",
        "Say what would buy time, and at what price.",
        (
            *_OF_YEARS,
            Option(
                "--budget",
                "money for the package beside the plan's own, as in 5bn or 400m EUR (no limit)",
                "budget",
                "MONEY",
                money,
            ),
            Option("--steps", f"at most so many steps ({STEPS})", "steps", "N", count(), default=STEPS),
            Option("--table", f"print one table ({', '.join(TABLES)}) instead", "table", "TABLE"),
        ),
        "buy",
        "--budget 5bn --steps 3",
    ),
    Command(
        "levers",
        "Say what money, time and industry each cost: the ladder.",
        (*_OF_YEARS, Option("--table", "print one table (ladder) instead", "table", "TABLE")),
        "levers",
        "--path today",
    ),
    Command(
        "risk",
        "Say how sure the date is: trials with all figures drawn from their ranges.",
        (*_OF_YEARS, *RISK),
        "risk",
        "--trials 2000 --known needs",
    ),
    Command(
        "sweep",
        "Ask the questions of a file, a row each, and write the answers as one long table.",
        SWEEP,
        "sweep",
        "rows.csv --progress",
    ),
    Command(
        "decide",
        "Say what to order now while it is uncertain what comes, and what foresight is worth.",
        (*_OF_YEARS, *DECIDE),
        "decide",
        "--foresight 3 --lost USA --certain aid",
    ),
    Command(
        "statements",
        "Say which statements of officials hold, and what would change that.",
        (
            *_QUESTION,
            Option(
                "--only",
                f"only claims that take {', '.join(KINDS)}: data needs no solver and answers at once",
                "only",
                "KIND",
                choices=KINDS,
            ),
        ),
        "statements",
        "--only data",
    ),
    Command(
        "read",
        "Read articles (HTML, PDF, DOCX, text): which of their claims hold, and what is not understood.",
        READ,
        "read",
        "article.html --report page.html",
    ),
    Command(
        "accept",
        "Take proposed facts that were read into a folder of one's own, and say what the answer becomes.",
        ACCEPT,
        "accept",
        "overlay --from facts.csv --rows 1,3",
    ),
    Command(
        "update",
        "Take a new edition of a published table into a folder of one's own, and say what the answer becomes.",
        UPDATE,
        "update",
        "overlay --from nato.xlsx",
    ),
    Command(
        "check",
        "Check a case, and say what its figures rest on.",
        (
            *OF_CASE,
            LISTING,
            Option(
                "--weakest",
                "list the N figures over whose range the answer loses most, instead of the counts",
                "weakest",
                "N",
                count(),
                default=0,
            ),
            Option(
                "--measured",
                "measure again what is cheap of all that comes measured with the case, and say what differs",
                "measured",
                value=True,
                default=False,
            ),
        ),
        "check",
        "mine --weakest 10",
    ),
    Command(
        "facts",
        "Find facts: value, range, period, confidence, source.",
        (
            Option("words", "words that all have to occur", "words", "WORDS", many="+"),
            Option("--case", f"folder or name of a case ({CASE})", "case", "CASE", default=CASE),
            Option("--limit", "at most so many facts (20)", "limit", "N", count(), default=20),
            AS_OF,
        ),
        "facts",
        "Germany budget --limit 5",
    ),
    Command(
        "new",
        "Copy a case to a folder of one's own.",
        (
            Option("target", "the new folder", "target", "TARGET", Path),
            Option("--from", f"the case to copy ({CASE})", "source", "CASE", default=CASE),
        ),
        "new",
        "mine --from nato-europe",
    ),
    Command(
        "export",
        "Write a case as a workbook: a sheet for each table, with units, notes and lists to choose from.",
        (
            Option("case", "folder or name of the case", "case", "CASE"),
            Option("book", "the new workbook, ending in .xlsx", "book", "BOOK", ending(".xlsx")),
        ),
        "exporting",
        "mine mine.xlsx",
    ),
    Command(
        "import",
        "Make a case of a workbook; what is wrong in it is named by sheet and cell.",
        (
            Option("book", "a workbook as sinews export writes it", "book", "BOOK", ending(".xlsx")),
            Option("target", "the new folder", "target", "TARGET", Path),
        ),
        "importing",
        "mine.xlsx changed",
    ),
    Command(
        "set",
        "Set a number of one's own case, with the reason for it.",
        (
            Option("target", "the folder of the case", "target", "CASE"),
            Option("cell", "which number: TABLE.KEY.COLUMN, as in items.shell_155mm.price", "cell", "CELL"),
            Option("number", "the new value, in the unit of the column", "number", "VALUE"),
            Option("--low", "low end of its range (the value)", "low", "VALUE"),
            Option("--high", "high end of its range (the value)", "high", "VALUE"),
            Option("--because", "how it was reasoned: becomes an assumption of the case", "because", "REASON"),
        ),
        "setting",
        'mine items.shell_155mm.price 0.008 --because "a quote"',
    ),
    Command(
        "app",
        "Open pages on this machine: move levers by hand and see the margins answer.",
        (
            *OF_CASE,
            Option("--host", "address of this machine to serve (127.0.0.1)", "host", "HOST", default="127.0.0.1"),
            Option(
                "--name",
                "another name by which it is reached, as in planning.example or localhost:9000; may be given again",
                "name",
                "NAME",
                hostname,
                repeated=True,
            ),
            Option("--port", "port to serve; 0: any that is free (8765)", "port", "PORT", port, default=8765),
            OUT,
        ),
        "serving",
        "nato-europe --port 8765",
    ),
    Command(
        "compare",
        "Say what differs between two cases or two saved runs.",
        (
            Option("first", "a case (folder or name) or the folder of a saved run", "first", "A"),
            Option("second", "a case (folder or name) or the folder of a saved run", "second", "B"),
            Option("--limit", "list at most so many changes on a terminal (40)", "limit", "N", count(), default=40),
            Option(
                "--moved",
                "of two cases: which rows move the ready date of the years clock, by how many days, instead",
                "moved",
                value=True,
                default=False,
            ),
        ),
        "compare",
        "nato-europe mine --moved",
    ),
)
