"""Systems that lack what Linux has: commands start, answer and write there as well."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from sinews.answers import progress
from tests import support

#: What Windows has not, and how it looks there.
ELSEWHERE = """
import builtins, os, pathlib, signal, sys
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[name] = None
for module, name in (
    (signal, "siginterrupt"), (signal, "pause"), (signal, "SIGHUP"), (signal, "SIGPIPE"), (signal, "SIGKILL"),
    (os, "sched_getaffinity"), (os, "fork"), (os, "O_DIRECTORY"), (os, "O_TMPFILE"),
    (os, "O_CLOEXEC"), (os, "O_NOFOLLOW"),
):
    delattr(module, name)
real = os.open
def opened(path, *words, **more):
    if not more and os.path.isdir(path):
        raise PermissionError(13, "no handles of folders", path)
    return real(path, *words, **more)
os.open = opened
def unknown(first, second):
    raise AttributeError("no such function")
text = pathlib.Path.read_text
def read_text(path, *words, **more):
    if str(path).startswith("/proc/"):
        raise FileNotFoundError(2, "no such file", str(path))
    return text(path, *words, **more)
pathlib.Path.read_text = read_text
from sinews.files import places, swap
swap._swapped = unknown
places.HANDLES = False
from sinews.commands.main import main
sys.exit(max(main(words) for words in {calls!r}))
"""


def elsewhere(folder: Path, *calls: list[str]) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", ELSEWHERE.format(calls=calls)]
    return subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)


def test_commands_work_on_systems_that_lack_what_linux_has(tmp_path: Path) -> None:
    """A report, a run and a program are written twice, the second time over what is there."""
    support.small_folder(tmp_path / "small")
    brief = ["brief", "small", "--quick", "--write-lp", "a.lp"]
    done = elsewhere(tmp_path, ["--version"], ["new", "mine", "--from", "small"], brief, [*brief, "--progress"])
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert " 0 MiB" in done.stderr
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"small", "mine", "runs", "report.html", "report-data", "a.lp"}
    manifest = next((tmp_path / "runs").glob("*/manifest.json"))
    assert json.loads(manifest.read_text(encoding="utf-8"))["clock"] == "years"


def test_mistakes_are_said_there_as_well(tmp_path: Path) -> None:
    done = elsewhere(tmp_path, ["years", "nowhere"])
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("sinews: No folder and no packaged case")


def test_memory_is_that_of_the_system_where_there_is_no_proc(monkeypatch: pytest.MonkeyPatch) -> None:
    def lacking(*_: object, **__: object) -> str:
        raise FileNotFoundError

    by_proc = progress.peak_memory()
    monkeypatch.setattr(Path, "read_text", lacking)
    assert 0.5 * by_proc < progress.peak_memory() < 2 * by_proc
    monkeypatch.setitem(sys.modules, "resource", None)
    assert progress.peak_memory() == 0.0


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's redirections")
@pytest.mark.parametrize("redirected", ["", "2>&-", "2>/dev/full", ">&- 2>&-"])
def test_the_start_says_what_is_wrong_where_somebody_can_hear_it(tmp_path: Path, redirected: str) -> None:
    """A folder that is no environment is not touched."""
    (tmp_path / "letter").write_text("mine", encoding="utf-8")
    start = Path(__file__).resolve().parents[2] / "start.py"
    command = f"SINEWS_ENVIRONMENT={tmp_path} {sys.executable} {start} --version {redirected}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == (0 if redirected else 2)
    assert redirected or "is no Python environment" in done.stderr
    assert (tmp_path / "letter").read_text(encoding="utf-8") == "mine"
