"""Each component writes into the ledger what its golden text says."""

from __future__ import annotations

import pytest

from sinews.clocks.years.components import COMPONENTS
from sinews.clocks.years.components.base import Build
from tests.golden.text import FOLDER, name, tiny_scope, written


@pytest.mark.parametrize("component", COMPONENTS, ids=name)
def test_component_writes_what_its_text_says(component: Build) -> None:
    expected = (FOLDER / f"{name(component)}.txt").read_text(encoding="utf-8")
    assert written(component, tiny_scope()) == expected, "meant? then: python -m tests.golden.renew"


def test_every_text_has_its_component() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {name(component) for component in COMPONENTS}
