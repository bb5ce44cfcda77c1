"""What is remembered: believed if it is as it was written, said to be somebody's, and never the end of an answer."""

from __future__ import annotations

import ast
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from sinews.answers import provenance
from sinews.answers.closure import CHECKS, closure, imported
from sinews.answers.memory import FOLDER, Memory, Record
from sinews.answers.provenance import Provenance, here
from sinews.clocks import CLOCKS
from sinews.commands.main import main
from tests import both
from tests.undrawn import undrawn

MODULES = {clock.name: import_module(f"sinews.clocks.{clock.name}.kept").MODULES for clock in CLOCKS}

#: Stages that show answers and make none.
SHOWING = ("sinews.present", "sinews.statements", "sinews.commands")


@pytest.fixture(autouse=True, scope="module")
def _undrawn() -> Iterator[None]:
    with undrawn():
        yield


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with all that its first questions measured, as its author sends it."""
    folder = tmp_path_factory.mktemp("measured")
    both.case().write(folder / "both")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for clock in CLOCKS:
            assert main([clock.name, "both"]) == 0
            [path] = (folder / "runs" / FOLDER).glob(f"{clock.name}-*.json")
            (folder / "both" / FOLDER).mkdir(exist_ok=True)
            path.rename(folder / "both" / FOLDER / f"{clock.name}.json")
    shutil.rmtree(folder / "runs")
    return folder


@pytest.fixture
def sent(measured: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case as it is sent, in the working folder; the file of each clock."""
    shutil.copytree(measured / "both", tmp_path / "both")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "both" / FOLDER


Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(words)
        done = capsys.readouterr()
        return status, " ".join(done.out.split()), " ".join(done.err.split())

    return said


def answer(say: Say, *words: str) -> Any:
    """What a command line answers as JSON."""
    status, out, _ = say(*words, "--json")
    assert status == 0
    return json.loads(out)


@pytest.fixture(scope="module")
def afresh() -> dict[str, Any]:
    """What holds back by each clock, as measured afresh: the same for every file that is not believed."""
    return {}


def right(clock: str, say: Say, afresh: dict[str, Any]) -> Any:
    """What a clock measures where it remembers nothing."""
    if clock not in afresh:
        afresh[clock] = answer(say, clock, "both", "--fresh", "--no-save")["why"]
    return afresh[clock]


def records(path: Path) -> Memory:
    """A file as it stands."""
    memory = Memory(json.loads(path.read_bytes())["key"])
    memory.learn(path)
    assert memory.records
    return memory


def rewritten(path: Path, change: Callable[[Any], Any], versions: dict[str, str] | None = None) -> None:
    """A file with other rows, or other versions, and a digest that fits."""
    memory = records(path)
    told = tuple(sorted({**dict(here()), **(versions or {})}.items()))
    memory.records = {name: Record(change(row.plain), Provenance(False, told)) for name, row in memory.records.items()}
    memory.write(path)


def larger(plain: Any) -> Any:
    """A row with other effects."""
    if isinstance(plain, list):
        return [larger(part) for part in plain]
    effects = {"points", "earned", "late"}
    return {name: value + 1 if name in effects else value for name, value in plain.items()}


# against accident -----------------------------------------------------------------


@pytest.mark.parametrize("clock", [clock.name for clock in CLOCKS])
def test_a_file_with_changed_numbers_is_said_and_measured_again(
    clock: str, sent: Path, say: Say, afresh: dict[str, Any]
) -> None:
    path = sent / f"{clock}.json"
    path.write_text(re.sub(r'"(points|earned)": (\d)', r'"\1": 9\2', path.read_text()))
    status, out, err = say(clock, "both", "--no-save", "--json")
    assert f"{clock}.json is not as it was written" in err
    assert (status, json.loads(out)["why"]) == (0, right(clock, say, afresh))


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"digest": 1}', b"\xff\xfe", b"[" * 100_000, b'{"a": NaN}'])
def test_a_file_that_is_none_is_noted_and_not_used(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "years.json").write_bytes(content)
    memory = Memory("key")
    memory.learn(tmp_path / "years.json")
    assert not memory.records
    assert [note for note in memory.notes if "years.json is not as it was written" in note] == memory.notes != []


def test_what_is_noted_is_said_and_measured_again(sent: Path, say: Say, afresh: dict[str, Any]) -> None:
    (sent / "years.json").write_bytes(b"\xff\xfe")
    status, out, err = say("years", "both", "--no-save", "--json")
    assert "is not as it was written" in err
    assert (status, json.loads(out)["why"]) == (0, right("years", say, afresh))


#: Rows that are no measurements of any clock; of those with keys, each stands for a row that has the same keys.
FORMS: tuple[Any, ...] = (
    *({}, None, "12"),
    *({"points": "1"}, {"objective": True}, {"prices": [1]}, {"prices": {}}, {"late": []}, {"instant": "x"}),
)


@pytest.mark.parametrize("clock", [clock.name for clock in CLOCKS])
def test_rows_of_another_form_are_no_measurements(clock: str, sent: Path, say: Say, afresh: dict[str, Any]) -> None:
    """The digest fits, so somebody meant it: what is no number is still none. Each row has another form, in turn."""
    forms = cycle(FORMS)

    def spoiled(plain: Any) -> Any:
        row = next(forms)
        if isinstance(plain, dict) and isinstance(row, dict):
            return {**plain, **row} if row and plain.keys() >= row.keys() else {}
        return row

    rewritten(sent / f"{clock}.json", spoiled)
    status, out, err = say(clock, "both", "--no-save", "--json")
    assert err.count("is no such measurement; it is measured again") >= 1
    assert (status, json.loads(out)["why"]) == (0, right(clock, say, afresh))


def test_a_file_of_another_question_is_not_used_and_nothing_is_said(sent: Path, say: Say) -> None:
    assert sent.is_dir()
    _, out, err = say("years", "both", "--no-save", "--path", "poor")
    assert "as measured by the author" not in out
    assert "written" not in err


# against intent --------------------------------------------------------------------


@pytest.mark.parametrize("clock", [clock.name for clock in CLOCKS])
def test_an_answer_says_whose_effects_it_shows(clock: str, sent: Path, say: Say) -> None:
    assert sent.is_dir()
    _, out, _ = say(clock, "both", "--no-save")
    versions = dict(here())
    assert f"as measured by the author of the case, with sinews {versions['sinews']}" in out
    assert f"highspy {versions['highspy']}" in out
    told = answer(say, clock, "both", "--no-save")["measured"]
    assert told == [{"by_author": True, "with": versions}]
    assert "measured by the author" not in say(clock, "both", "--no-save", "--fresh")[1]


@pytest.fixture(scope="module")
def complete(measured: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the case with what a brief measures beside: buying measures more than limits."""
    folder = tmp_path_factory.mktemp("complete")
    shutil.copytree(measured / "both", folder / "both")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["brief", "both"]) == 0
    for path in (folder / "runs" / FOLDER).iterdir():
        file = folder / "both" / FOLDER / f"{path.name.split('-')[0]}.json"
        memory = records(file)
        memory.learn(path)
        memory.write(file)
    return folder / "both" / FOLDER


@pytest.mark.parametrize("command", ["buy", "levers", "statements", "brief"])
def test_every_command_that_measures_says_whose_effects_it_shows(
    command: str, complete: Path, sent: Path, say: Say
) -> None:
    shutil.copytree(complete, sent, dirs_exist_ok=True)
    quick = ["--quick"] if command == "brief" else []
    told = answer(say, command, "both", "--no-save", *quick)["measured"]
    assert [part["by_author"] for part in told] == [True]


def test_what_is_measured_here_is_nobodys_else(sent: Path, say: Say) -> None:
    """Rows of the author are not written to the file of the runs as if they had been measured here."""
    assert answer(say, "brief", "both")["measured"][0]["by_author"]
    [path] = Path("runs", FOLDER).glob("years-*.json")
    assert not records(path).records.keys() & records(sent / "years.json").records.keys()


def test_other_versions_are_said_and_not_thrown_away(sent: Path, say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    right = answer(say, "years", "both", "--no-save")["why"]
    rewritten(sent / "years.json", lambda plain: plain, {"highspy": "1.0.0"})
    _, out, err = say("years", "both", "--no-save")
    assert f"highspy 1.0.0 (here: highspy {dict(here())['highspy']})" in out
    assert "again" not in err
    assert answer(say, "years", "both", "--no-save")["why"] == right
    shutil.rmtree(sent)
    say("years", "both")
    assert (
        "as measured" not in say("years", "both", "--no-save")[1]
    )  # an earlier run with the same versions is this one
    other = tuple(sorted({**dict(here()), "highspy": "9.9.9"}.items()))
    monkeypatch.setattr(provenance, "here", lambda: other)
    assert "as measured in an earlier run, with sinews" in say("years", "both", "--no-save")[1]


def test_check_measures_again_what_comes_measured(sent: Path, say: Say) -> None:
    assert sent.is_dir()
    status, _, err = say("check", "both", "--measured")
    assert (status, err.count("all are as remembered")) == (0, len(CLOCKS))


@pytest.mark.parametrize("clock", [clock.name for clock in CLOCKS])
def test_check_names_the_clock_of_which_something_else_came(clock: str, sent: Path, say: Say) -> None:
    rewritten(sent / f"{clock}.json", larger)
    status, out, _ = say("check", "both", "--measured", "--json")
    wrong = {part["clock"] for part in json.loads(out)["remeasured"] if part["differing"]}
    assert (status, wrong) == (2, {clock})


def test_check_says_by_how_much_what_is_measured_again_differs(sent: Path, say: Say) -> None:
    rewritten(sent / "hours.json", larger)
    assert "differ, by up to" in say("check", "both", "--measured")[2]


def test_check_says_that_a_file_is_damaged(sent: Path, say: Say) -> None:
    (sent / "days.json").write_text("{")
    status, _, err = say("check", "both", "--measured")
    assert (status, "days.json is not as it was written" in err) == (2, True)


def more_points(plain: dict[str, Any], points: float) -> dict[str, Any]:
    """A measurement with more points; dates have none."""
    return {**plain, "points": plain["points"] + points} if "points" in plain else plain


def test_what_lies_within_the_tolerance_is_the_same(sent: Path, say: Say) -> None:
    rewritten(sent / "years.json", lambda plain: more_points(plain, 5e-5))
    assert say("check", "both", "--measured")[0] == 0
    rewritten(sent / "years.json", lambda plain: more_points(plain, 2e-4))
    assert say("check", "both", "--measured")[0] == 2


def test_a_memory_that_cannot_be_written_is_a_note(sent: Path, say: Say) -> None:
    shutil.rmtree(sent)
    Path("runs").mkdir()
    Path("runs", FOLDER).touch()
    for command in ("years", "days", "buy", "levers", "statements"):
        status, out, err = say(command, "both")
        assert (status, bool(out)) == (0, True)
        assert "Not remembered for the next time" in err


# the key -----------------------------------------------------------------------------


@pytest.mark.parametrize("clock", MODULES)
def test_the_key_holds_what_an_answer_depends_on_and_nothing_that_shows_it(clock: str) -> None:
    modules = closure(*MODULES[clock])
    assert {"sinews.data.case", f"sinews.clocks.{clock}.scope"} <= set(modules)
    solving = find_spec(f"sinews.clocks.{clock}.components") is not None
    assert ("sinews.model.solver.highs" in modules) is solving
    assert any(name.startswith(f"sinews.clocks.{clock}.components.") for name in modules) is solving
    showing = (*SHOWING, f"sinews.clocks.{clock}.page")
    assert not [name for name in modules if name.startswith(showing)]
    others = [
        name for name in modules if name.startswith("sinews.clocks.") and not name.startswith(f"sinews.clocks.{clock}.")
    ]
    assert others in ([], ["sinews.clocks.options"])


#: Answers every clock while every import is written down: who imports what, from which names.
WATCHED = """
import builtins, json, sys
sys.path.insert(0, sys.argv[1])
seen, real = [], builtins.__import__
def watched(name, globals=None, locals=None, fromlist=(), level=0):  # the names that a caller may use
    seen.append(((globals or {}).get("__name__", ""), name, list(fromlist or ())))
    return real(name, globals, locals, fromlist, level)
builtins.__import__ = watched
from sinews.clocks import CLOCKS
from sinews.answers.means import Means
from tests import both
case = both.case()
for clock in CLOCKS:
    scope = clock.scope(case)
    clock.extended(clock.answer(scope, Means()), [extra.name for extra in clock.extras], Means())
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def watched() -> Any:
    """Every import on the way to the answers of all clocks."""
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, str(root)], capture_output=True, text=True, check=True, cwd=root
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("clock", MODULES)
def test_the_closure_holds_every_module_that_is_imported_on_the_way_to_an_answer(clock: str, watched: Any) -> None:
    known = set(closure(*MODULES[clock]))
    assert known & {importer for importer, _, _ in watched}
    strange = {
        (importer, name)
        for importer, name, names in watched
        if importer in known and name.split(".")[0] == "sinews"
        for name in _modules(name, names)
        if name not in known and not name.startswith(CHECKS)
    }
    assert not strange


def _modules(name: str, names: list[str]) -> list[str]:
    """The modules that an import names: the parts that are modules, or the module that the parts are of."""
    inner = [f"{name}.{part}" for part in names if f"{name}.{part}" in sys.modules or _there(f"{name}.{part}")]
    return inner if len(inner) == len(names) and inner else [name, *inner]


def _there(name: str) -> bool:
    base = Path(sys.modules["sinews"].__path__[0]).joinpath(*name.split(".")[1:])
    return base.with_suffix(".py").exists() or (base / "__init__.py").exists()


def test_no_import_of_a_source_is_overlooked() -> None:
    """Statements are found by their beginnings: what a walk through the whole source finds is among them."""
    root = Path(sys.modules["sinews"].__path__[0])
    for path in root.rglob("*.py"):
        parts = ("sinews", *path.relative_to(root).with_suffix("").parts)
        nodes = list(ast.walk(ast.parse(path.read_bytes())))
        froms = [node for node in nodes if isinstance(node, ast.ImportFrom) and node.module]
        wanted = {
            f"{node.module}.{part.name}" if _there(f"{node.module}.{part.name}") else str(node.module)
            for node in froms
            for part in node.names
        } | {part.name for node in nodes if isinstance(node, ast.Import) for part in node.names}
        own = {name for name in wanted if name.split(".")[0] == "sinews"}
        assert own <= {*imported(".".join(parts).removesuffix(".__init__"))}, path


def test_another_text_of_any_module_in_the_closure_is_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    from sinews.answers import closure as closures

    modules = MODULES["years"]
    first = closures.digest_of.__wrapped__(*modules)
    read = Path.read_bytes
    for module in ("sinews.clocks.years.components.store", "sinews.data.units", "sinews.model.solver.highs"):
        path = closures._path(module)
        monkeypatch.setattr(Path, "read_bytes", lambda own, path=path: read(own) + b"\n#" if own == path else read(own))
        assert closures.digest_of.__wrapped__(*modules) != first
        monkeypatch.setattr(Path, "read_bytes", read)
    assert imported("sinews.clocks.years.answer")
