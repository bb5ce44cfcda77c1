"""Names of anybody in a report: they are shown as they are, and stop no chart."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from sinews.commands.main import main
from tests import support
from tools.browser import opened

NAMES = [
    "<!--<script>",
    "</script><script>alert(1)</script>",
    "<b>&lt;bold&gt;</b>",
    '"quoted" \' and \\u003c',
    "constructor",
    "__proto__",
    "=1+1 {{x}} ${x}",
    "line\u2028paragraph\u2029",
    "a.b[0]",
]


TABLES = (("places", "name"), ("items", "name"), ("levers", "name"), ("threats", "office"))


@pytest.mark.parametrize("names", [NAMES[:3], NAMES[3:6], NAMES[6:]], ids=ascii)
def test_names_stop_no_chart(
    names: list[str], browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every state, item and lever bears one of the names in turn, and a number; as many charts are drawn as else."""
    case = support.small_folder(tmp_path / "case")
    for table, column in TABLES:
        rows = support.read_rows(case, table)
        named = [row | {column: f"{names[number % len(names)]} {number}"} for number, row in enumerate(rows)]
        support.write_rows(case, table, named)
    monkeypatch.chdir(tmp_path)
    assert main(["brief", "case", "--quick", "--no-save"]) == 0
    with opened(browser, tmp_path / "report.html", 1000) as found:
        charts = found.page.locator(".chart")
        assert charts.count() >= 9
        assert [chart.locator("svg").count() for chart in charts.all()] == [1] * charts.count()
        assert found.said == []
        text = " ".join(found.page.locator("body").inner_text().split())
        assert not [name for number, name in enumerate(names) if " ".join(f"{name} {number}".split()) not in text]
        assert found.page.evaluate("document.querySelectorAll('script').length") == 3
