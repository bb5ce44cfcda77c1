"""What is given away: one version, a wheel that needs no tree beside it, files that other programs read."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import frictionless
import pytest
import yaml

import sinews
from tests import support

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"


def text_of(name: str) -> Any:
    """A file in YAML."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    [path] = folder.iterdir()
    return path


@pytest.fixture(scope="module")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder


def run(unpacked: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python in another folder, with what was unpacked in the place of the tree."""
    environment = {**os.environ, "PYTHONPATH": str(unpacked), "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if not name.startswith(f"sinews-{sinews.__version__}.dist-info/")}
    there = {
        str(path.relative_to(SOURCE).as_posix())
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == there


def test_the_wheel_names_version_command_and_licence(unpacked: Path) -> None:
    about = unpacked / f"sinews-{sinews.__version__}.dist-info"
    assert f"\nVersion: {sinews.__version__}\n" in (about / "METADATA").read_text(encoding="utf-8")
    assert "sinews = sinews.commands.main:main" in (about / "entry_points.txt").read_text(encoding="utf-8")
    assert (about / "licenses" / "LICENSE").read_bytes() == (ROOT / "LICENSE").read_bytes()


def test_the_wheel_works_without_the_tree(unpacked: Path, tmp_path: Path) -> None:
    where = run(unpacked, tmp_path, "-c", "import sinews; print(sinews.__file__)")
    assert Path(where.stdout.strip()).is_relative_to(unpacked)
    assert run(unpacked, tmp_path, "-m", "sinews", "--version").stdout == f"sinews {sinews.__version__}\n"
    listed = run(unpacked, tmp_path, "-m", "sinews", "check", "--list", "paths")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "national" in listed.stdout


@pytest.mark.long
def test_the_wheel_writes_a_report_and_reads_an_article(unpacked: Path, tmp_path: Path) -> None:
    support.small_folder(tmp_path / "small")
    (tmp_path / "article.txt").write_text("1 June 2025\n\nNATO has 32 members.", encoding="utf-8")
    for words in (("brief", "small"), ("read", "article.txt", "--case", "small"), ("new", "mine")):
        done = run(unpacked, tmp_path, "-m", "sinews", *words)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("<figure") > 5


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert text_of("CITATION.cff")["version"] == sinews.__version__


def test_the_citation_says_what_the_package_says() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = text_of("CITATION.cff")
    assert citation["license"] == project["license"]
    assert citation["authors"] == project["authors"]
    assert {"cff-version", "message", "title"} <= citation.keys()


def test_the_data_say_whose_they_are_and_under_which_licence() -> None:
    package = frictionless.Package(str(SOURCE / "sinews" / "cases" / "nato-europe" / "datapackage.json"))
    citation = text_of("CITATION.cff")
    assert [licence["name"] for licence in package.licenses] == [citation["license"]]
    assert [person["title"] for person in package.contributors] == [author["name"] for author in citation["authors"]]
    assert package.version == sinews.__version__
    assert package.created
    assert [package.get_resource("sources").path] == [source["path"] for source in package.sources]


def test_every_python_that_the_package_names_is_tried_on_three_systems() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pythons = [word.rpartition(" ")[2] for word in project["classifiers"] if "Python :: 3." in word]
    matrix = text_of(".github/workflows/check.yml")["jobs"]["systems"]["strategy"]["matrix"]
    assert matrix["python"] == pythons
    assert len(matrix["system"]) == 3
    assert pythons[0] == project["requires-python"].removeprefix(">=")


@pytest.mark.parametrize("path", sorted((ROOT / ".github").rglob("*.yml")), ids=lambda path: path.stem)
def test_workflows_run_what_is_there_and_templates_ask_something(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    runs = [step["run"] for job in content.get("jobs", {}).values() for step in job["steps"] if "run" in step]
    files = [word for line in runs for word in line.split() if "/" in word or word.endswith(".py")]
    assert not [word for word in files if "${{" not in word and not (ROOT / word).exists()]
    names = [part["id"] for part in content.get("body", [])]
    assert len(set(names)) == len(names)
    assert runs or names or path.stem == "config"
