"""`sinews accept`: proposed facts into a folder of the user's, once they have been read."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.intake import finish, source_of, target_of, worked_out
from sinews.data.intake.proposals import accepted, read_proposals
from sinews.data.tables import Confidence


def run(arguments: Arguments, meter: Meter) -> int:
    """Show what rows of a file would make of a case; take them with --write. CaseError with all that is wrong."""
    source, target = source_of(arguments), target_of(arguments)
    with meter("read"):
        called = source.name
        proposals = read_proposals(source, called, arguments.rows or ())
        case = target.read()
        taken, sources = accepted(case, proposals, called, Confidence(arguments.confidence))
    intake = worked_out(target, case, taken, sources, arguments, meter)
    finish("accept", intake, arguments, (), meter)
    return 0
