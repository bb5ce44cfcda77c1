"""Write the golden texts again: `python -m tests.golden.renew`, from the root of the repository."""

from __future__ import annotations

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.program import build
from sinews.model.solver.choice import write_program
from tests.golden.text import FOLDER, PROGRAM, name, scope_of, tiny_scope, written


def main() -> None:
    """Write one file for each component and take away those of components that are gone."""
    scope = tiny_scope()
    texts = {f"{name(component)}.txt": written(component, scope_of(component)) for component in COMPONENTS}
    for path in FOLDER.glob("*.txt"):
        if path.name not in texts:
            path.unlink()
    for file, text in texts.items():
        (FOLDER / file).write_text(text, encoding="utf-8")
    write_program(build(scope), FOLDER / PROGRAM)


if __name__ == "__main__":
    main()
