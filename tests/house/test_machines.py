"""Files for machines of others: the container is built of what is there, and workflows run what is there."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

import sinews
from sinews.commands.arguments import parse
from sinews.commands.serving import NEEDED

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


# the container -------------------------------------------------------------------------


def instructions() -> list[tuple[str, str]]:
    """Instructions of the container file with their words, lines that go on put together."""
    lines = "\n".join(line for line in CONTAINER.splitlines() if not line.startswith("#"))
    return [(name, words) for name, _, words in (line.partition(" ") for line in joined(lines).splitlines()) if name]


def joined(text: str) -> str:
    """Text in which no line goes on in the next one."""
    return text.replace("\\\n", " ")


def given(name: str) -> list[str]:
    """What the instructions of a name say."""
    return [words for instruction, words in instructions() if instruction == name]


def copied() -> list[str]:
    """What the container takes from the tree."""
    return [source for words in given("COPY") for source in words.split()[:-1]]


def test_the_container_begins_with_a_python_that_the_package_names_and_ends_as_nobody() -> None:
    names = [name for name, _ in instructions()]
    version = re.fullmatch(r"python:(3\.\d+)-slim", given("FROM")[0])
    assert version
    assert f"Programming Language :: Python :: {version[1]}" in PROJECT["project"]["classifiers"]
    assert (names[0], names.count("FROM"), names[-1]) == ("FROM", 1, "ENTRYPOINT")
    assert f"useradd --create-home {given('USER')[0]}" in given("RUN")[-1]
    assert set(names) <= {"FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "ENTRYPOINT"}
    assert yaml.safe_load(given("ENTRYPOINT")[0]) == [next(iter(PROJECT["project"]["scripts"]))]


def test_what_the_container_installs_is_locked_with_what_builds_the_package() -> None:
    [lock] = re.findall(r"--require-hashes --requirement (\S+)", " ".join(given("RUN")))
    assert Path(lock).parts[0] in copied()
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    builder = [re.split(r"[>=]", name)[0] for name in PROJECT["build-system"]["requires"]]
    wanted = [re.split(r"[\[>=]", name)[0].lower() for name in PROJECT["project"]["dependencies"]]
    serving = [{"python_multipart": "python-multipart"}.get(name, name) for name in NEEDED]
    assert not {*builder, *wanted, *serving} - locked


def test_the_package_is_built_of_what_the_container_copies(tmp_path: Path) -> None:
    """As in the container: only what was copied is there, and nothing is fetched."""
    for source in copied():
        copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
        copy(ROOT / source, tmp_path / source)
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    [wheel] = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(wheel) as packed:
        names = set(packed.namelist())
    assert wheel.name.startswith(f"sinews-{sinews.__version__}-")
    assert {"sinews/cases/nato-europe/datapackage.json", "sinews/app/templates/base.html"} <= names


def test_what_the_container_file_says_can_be_typed_is_a_command() -> None:
    said = [line for line in CONTAINER.splitlines() if re.match(r"#\s+podman run", line)]
    calls = [shlex.split(line.lstrip("# "))[2:] for line in said]
    commands = [words[words.index("sinews") + 1 :] for words in calls]
    assert [parse(words).command for words in commands] == ["years", "app"]
    published = next(word for word in calls[1] if word.startswith("127.0.0.1:")).split(":")
    assert published[1:] == [str(parse(commands[1]).port)] * 2


# workflows -----------------------------------------------------------------------------


def jobs() -> list[Any]:
    """Every job of every workflow, with the name of its file."""
    there = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"] for path in WORKFLOWS}
    return [pytest.param(job, id=f"{stem}-{name}") for stem, jobs in there.items() for name, job in jobs.items()]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_says_when_it_runs_and_may_only_read(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert content["name"] == path.stem
    assert content[True], "when it runs ('on' is a word for yes)"
    assert content["permissions"] == {"contents": "read"}
    paths = [place for event in content[True].values() if isinstance(event, dict) for place in event.get("paths", [])]
    assert all(list(ROOT.glob(place)) for place in paths)


@pytest.mark.parametrize("job", jobs())
def test_a_job_takes_the_tree_first_and_every_word_of_its_matrix_is_there(job: dict[str, Any]) -> None:
    steps, matrix = job["steps"], job.get("strategy", {}).get("matrix", {})
    assert steps[0]["uses"].startswith("actions/checkout@v")
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in steps if "uses" in step)
    assert all(len({"uses", "run"} & set(step)) == 1 for step in steps)
    text = yaml.safe_dump(job, width=10_000)
    named = set(re.findall(r"\$\{\{ matrix\.(\w+) \}\}", text))
    assert named == set(matrix) - {"exclude"}
    assert text.count("${{") == len(re.findall(r"\$\{\{ matrix\.\w+ \}\}", text))
    for row in matrix.get("exclude", []):
        assert all(value in matrix[name] for name, value in row.items())


@pytest.mark.parametrize("job", jobs())
def test_files_that_a_job_names_by_its_matrix_are_there(job: dict[str, Any]) -> None:
    matrix = job.get("strategy", {}).get("matrix", {})
    lines = [step["run"] for step in job["steps"] if "run" in step]
    assert lines
    for line in lines:
        for name in re.findall(r"\$\{\{ matrix\.(\w+) \}\}", line):
            for value in matrix[name]:
                words = re.sub(r"\$\{\{ matrix\.\w+ \}\}", str(value), line).split()
                assert all((ROOT / word).exists() for word in words if "/" in word)


def test_the_script_that_checks_all_is_bash_and_calls_what_is_there() -> None:
    script = ROOT / ".ci" / "run"
    bash = shutil.which("bash")
    assert bash
    subprocess.run([bash, "-n", str(script)], check=True)
    text = script.read_text(encoding="utf-8")
    tools = re.findall(r"start\.py tool (\w+)", text)
    programs = Path(sys.executable).parent
    assert set(tools) == {"ruff", "mypy", "zensical"}
    assert all(shutil.which(tool, path=str(programs)) for tool in tools)
    marks = [mark.partition(":")[0] for mark in PROJECT["tool"]["pytest"]["ini_options"]["markers"]]
    assert set(re.findall(r"test -m (\w+)", text)) <= set(marks)
    steps = re.findall(r"^step (?:'[^']+'|\w+) (\w+)", text, re.MULTILINE)
    assert all(f"{step}()" in text or step == "python3" for step in steps)
