"""Names by which addresses lead into a page: words of any kind become names that differ and that addresses can hold."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sinews.present.page import Section
from sinews.present.render.anchors import Anchors, slug

SECTIONS = st.lists(
    st.builds(
        Section, title=st.text(max_size=8), topic=st.text("ab é:", max_size=3), tab=st.sampled_from(["", "A: b", "a"])
    ),
    max_size=9,
)


@given(SECTIONS)
def test_names_differ_and_are_small_letters_digits_and_dashes(sections: list[Section]) -> None:
    anchors = Anchors.of(sections)
    names = [*anchors.parts, *anchors.sections, "main", "figures"]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in names)
    assert len(anchors.sections) == len(sections)
    assert len(anchors.parts) == len({section.tab for section in sections})


def test_a_tab_is_named_by_its_first_words_and_its_sections_begin_with_it() -> None:
    sections = [
        Section("Needs are met", topic="Needs", tab="Years: building up"),
        Section("Needs again", topic="Needs", tab="Years: building up"),
        Section("Wagons", tab="Days: getting there"),
    ]
    assert Anchors.of(sections) == Anchors(("years", "days"), ("years-needs", "years-needs-2", "days-wagons"))
    assert slug("Türkiye & Łódź, 3 %") == "turkiye-odz-3"


def test_a_page_without_tabs_names_sections_alone() -> None:
    assert Anchors.of([Section("Limits"), Section("!")]) == Anchors(("part",), ("limits", "section"))
