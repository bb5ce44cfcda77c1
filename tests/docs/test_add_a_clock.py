"""The guide's clock, written where the guide says, is asked, shown, saved, remembered, compared and judged."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.attendant import attended

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "guides" / "add-a-clock.md"


def built(folder: Path) -> None:
    """The source of sinews with the files of the guide in their places, and its lines in the three tuples."""
    text = GUIDE.read_text(encoding="utf-8")
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__", "nato-europe"))
    for path, code in re.findall(r'^```python title="(.*?)"\n(.*?)^```$', text, re.DOTALL | re.MULTILINE):
        (folder / path).parent.mkdir(exist_ok=True)
        assert not (folder / path).exists()
        (folder / path).write_text(code, encoding="utf-8")
    [lines] = re.findall(r"^```diff\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    for part in re.split(r"^--- ", lines, flags=re.MULTILINE)[1:]:
        name, *changes = part.splitlines()
        (folder / name).write_text(changed((folder / name).read_text(encoding="utf-8"), changes), encoding="utf-8")


def changed(text: str, changes: list[str]) -> str:
    """A text in which each line with a minus has become the lines with a plus that follow it."""
    for old, new in re.findall(r"^-(.*)\n((?:^\+.*\n)+)", "\n".join([*changes, ""]), re.MULTILINE):
        assert text.count(old) == 1, old
        text = text.replace(old, "\n".join(line[1:] for line in new.splitlines()))
    return text


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the commands of the guide have run."""
    folder = tmp_path_factory.mktemp("clock")
    built(folder)
    shutil.copytree(ROOT / "examples", folder / "examples")
    blocks = re.findall(r"^```console\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    script = "\n".join(line[2:] for block in blocks for line in block.splitlines() if line.startswith(("$ ", "> ")))
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": f"{folder / 'src'}"}
    with attended(folder / "sinews", environment):
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607 - whichever bash there is
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    (folder / "printed").write_text(done.stdout, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_its_page_and_its_table_are_printed(workshop: Path) -> None:
    printed = " ".join((workshop / "printed").read_text().split())
    assert (
        "Does the fuel last? Depot in the north: 3 days to spare. Depot in the south: 4 days without fuel." in printed
    )
    assert "fuel,north,POL,10,stock,3000.0,,,tonnes,model" in printed


def test_it_appears_in_brief_and_report(workshop: Path) -> None:
    """The years clock opens both, as it does without it."""
    printed = (workshop / "printed").read_text()
    brief = printed[printed.index("What to fix first") :]
    assert "Fuel: does it last?" in brief
    report = (workshop / "report.html").read_text(encoding="utf-8")
    tabs = re.findall(r'class="panel part" id="[^"]+" data-tab="([^"]*)"', report)
    assert (tabs[0], tabs[-2:]) == ("Years: building up", ["Fuel: lasting", "What it rests on"])
    assert "Depot in the south: 4" in report


def test_its_runs_are_saved_and_compared(workshop: Path) -> None:
    runs = [json.loads(path.read_text()) for path in (workshop / "runs").glob("*/manifest.json")]
    own = [run for run in runs if run["clock"] == "fuel"]
    assert {run["question"]["late"] for run in own} == {0, 4}
    [margin] = [margin for margin in own[0]["margins"] if margin["of"] == "south"]
    assert (margin["due"], margin["unit"]) == (10.0, "days")
    assert own[0]["program"] == {}
    changes = re.findall(r"^run,([\w.]+),", (workshop / "printed").read_text(), re.MULTILINE)
    assert set(changes) & {"question.late", "margins.north.ready", "extras"}


def test_what_its_lever_earns_is_remembered(workshop: Path) -> None:
    [path] = (workshop / "runs" / "measured").glob("fuel-*.json")
    [part] = json.loads(path.read_text())["measured"]
    assert [name.split()[:2] for name in part["rows"]] == [["lever", "tanks"]]
    assert list(part["rows"].values()) == [[[30.0, 12.0], [20.0, 14.0]]]


def test_a_claim_about_it_is_judged(workshop: Path) -> None:
    """The north has three days to spare, one to five by its range: two and more hold in part."""
    assert "holds in part,3.0,1.0,5.0,days,2.0" in (workshop / "printed").read_text()


def test_its_file_is_checked(workshop: Path) -> None:
    bad = workshop / "bad"
    shutil.copytree(workshop / "fuel", bad)
    rows = (bad / "depots.csv").read_text()
    (bad / "depots.csv").write_text(rows.replace("600,500,700", "0,0,0"))
    done = subprocess.run(
        [sys.executable, "-m", "sinews", "check", "examples/small", "--overlay", "bad"],
        cwd=workshop,
        env={**os.environ, "PYTHONPATH": str(workshop / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "more than 0 tonnes/day" in done.stdout) == (2, True)


def test_the_guide_touches_three_files_that_are_there() -> None:
    """One folder, one file of tables, one of checks; a name in each of three tuples."""
    text = GUIDE.read_text(encoding="utf-8")
    paths = re.findall(r'^```python title="(.*?)"$', text, re.MULTILINE)
    assert {Path(path).parent.name for path in paths} == {"fuel", "tables", "checks"}
    assert [Path(path).name for path in paths if "clocks" not in path] == ["fuel.py", "fuel.py"]
    assert len(re.findall(r"^--- ", text, re.MULTILINE)) == 3
