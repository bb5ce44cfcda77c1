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


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_stops_no_chart(name: str, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every state, item and lever bears the name, with a number; as many charts are drawn as with plain names."""
    case = support.small_folder(tmp_path / "case")
    for table, column in (("places", "name"), ("items", "name"), ("levers", "name"), ("threats", "office")):
        rows = support.read_rows(case, table)
        named = [row | {column: f"{name} {number}"} for number, row in enumerate(rows)]
        support.write_rows(case, table, named)
    monkeypatch.chdir(tmp_path)
    assert main(["brief", "case", "--quick", "--no-save"]) == 0
    with opened(browser, tmp_path / "report.html", 1000) as found:
        charts = found.page.locator(".chart")
        assert charts.count() >= 9
        assert [chart.locator("svg").count() for chart in charts.all()] == [1] * charts.count()
        assert found.said == []
        shown = " ".join(f"{name} 0".split())
        assert shown in " ".join(found.page.locator("body").inner_text().split())
        assert found.page.evaluate("document.querySelectorAll('script').length") == 3
