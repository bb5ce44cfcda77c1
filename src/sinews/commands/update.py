"""`sinews update`: a new edition of a published table into a folder of the user's."""

from __future__ import annotations

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.intake import finish, source_of, target_of, worked_out
from sinews.data.case import Case
from sinews.data.knowledge import last_day
from sinews.errors import UsageError
from sinews.evidence import lexicon
from sinews.evidence.lexicon import Kind
from sinews.evidence.published.edition import Edition, Layout, Names
from sinews.evidence.published.files import layout_of
from sinews.evidence.published.files import source_of as published_source
from sinews.evidence.published.series import beside
from sinews.evidence.registers import Registers


def run(arguments: Arguments, meter: Meter) -> int:
    """Show what an edition would make of a case; take it with --write. CaseError with all that does not fit."""
    path, target = source_of(arguments), target_of(arguments)
    words = lexicon.read(arguments.words)
    with meter("read"):
        source = published_source(path)
        layout = layout_of(source)
        case = target.read()
        edition = layout.read(source, _names(case, words))
        said = beside(case, layout, edition, _published(edition, arguments), source.called)
    intake = worked_out(target, case, said.taken, said.sources, arguments, meter)
    finish("update", intake, arguments, _notes(case, layout, edition, said.same, arguments), meter)
    return 0


def _names(case: Case, words: lexicon.Lexicon) -> Names:
    """Names of places as words and case know them."""
    lexicon_of_case = Registers.of(case, words).lexicon

    def by_name(name: str) -> str | None:
        return lexicon_of_case.code(Kind.PLACE, name) or lexicon_of_case.code(Kind.GROUP, name)

    return Names(by_name, frozenset(case.table("places")["place"]))


def _published(edition: Edition, arguments: Arguments) -> str:
    """When the edition became known. UsageError if neither it nor the arguments say that."""
    if arguments.published is not None:
        return f"{arguments.published:%Y-%m-%d}"
    if not edition.published and not edition.findings:
        raise UsageError("The file does not say when it was published; say it with --published YYYY-MM-DD.")
    if edition.published and last_day(edition.published) is None:
        raise UsageError(f"The file says it was published {edition.published}; say it with --published YYYY-MM-DD.")
    return edition.published


def _notes(case: Case, layout: Layout, edition: Edition, same: int, arguments: Arguments) -> list[str]:
    published = _published(edition, arguments)
    notes = [
        f"{layout.title}, edition of {published}: {len(edition.figures):,} figures, of which {same:,} are those of the "
        "case.",
        f"Its layout is read as it is described ({layout.seen}).",
        *edition.notes,
    ]
    day = last_day(published)
    if day is not None and day > case.settings.as_of:
        notes.append(
            f"The case is known as of {case.settings.as_of}; what became known later counts as known on that day."
        )
    return notes
