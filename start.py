"""Set sinews up and run it. Needs Python 3.11 or later and nothing else.

    python3 start.py                      the briefing on the packaged case, with its report
    python3 start.py years --path today   any other command of sinews
    python3 start.py test                 the tests; further words go to pytest
    python3 start.py tool mypy            a tool of the development environment
    python3 start.py bench                the benchmarks

The first call makes the folder .venv beside this file (or the one that SINEWS_ENVIRONMENT names) and installs
into it what the lock files in requirements/ list; later calls find it there, until the lock files change.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from contextlib import suppress
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent
#: Environments by the names of their locks in requirements/; each holds what those before it do.
LOCKS = ("run", "dev", "bench")
#: First words that are not for sinews: the environment, and the command that gets the further words.
SPECIAL = {
    "test": ("dev", ["pytest"]),
    "tool": ("dev", []),
    "bench": ("bench", ["python", "-m", "benchmarks.run"]),
}


class SetUpError(Exception):
    """The environment cannot be made; says why and what to do."""


def main(words: "list[str]") -> int:
    """Set up what is missing and run the command; returns its exit status."""
    environment, command = command_of(words)
    try:
        folder = set_up(environment)
    except (SetUpError, OSError) as error:
        say(error)
        return 1
    program = programs(folder) / command[0]
    try:
        done = subprocess.run([str(program), *command[1:]], cwd=working_folder(command[0]), check=False)
    except FileNotFoundError:
        say(f"{folder} has no program {command[0]}.")
        return 2
    except KeyboardInterrupt:  # the program has said what there is to say
        return 130
    return done.returncode


def say(text: object) -> None:
    """Tell the person who started it; where nobody can be told, it goes on all the same."""
    with suppress(OSError):
        os.write(2, f"{text}\n".encode("utf-8", "backslashreplace"))


def command_of(words: "list[str]") -> "tuple[str, list[str]]":
    """The environment and the command line for the words of a call."""
    if not words:
        return "run", ["sinews", "brief"]
    if words == ["tool"]:
        words = ["test", "--version"]
    if words[0] in SPECIAL:
        environment, command = SPECIAL[words[0]]
        return environment, command + words[1:]
    return "run", ["sinews", *words]


def working_folder(program: str) -> "Path | None":
    """Tools work on this folder; sinews where it is called."""
    return None if program == "sinews" else ROOT


def programs(folder: Path) -> Path:
    """Where an environment keeps its programs."""
    return folder / ("Scripts" if os.name == "nt" else "bin")


def set_up(name: str) -> Path:
    """Make the environment if it is missing or its lock has changed; returns its folder."""
    folder = Path(os.environ.get("SINEWS_ENVIRONMENT") or ROOT / ".venv").resolve()
    wanted = {lock: digest(requirements(lock)) for lock in LOCKS}
    found = installed(folder)
    current = {lock for lock, value in found.items() if wanted.get(lock) == value}
    if name in current and len(current) == len(found):
        return folder
    say(f"Setting up {folder} (this happens once) ...")
    if not current or len(current) < len(found):
        make(folder)
    stamp(folder).unlink(missing_ok=True)
    install(folder, "--require-hashes", "--requirement", str(requirements(name)))
    install(folder, "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    holds = {lock: wanted[lock] for lock in LOCKS[: LOCKS.index(name) + 1]}
    stamp(folder).write_text(json.dumps(holds), encoding="utf-8")
    return folder


def requirements(lock: str) -> Path:
    """The lock file of this name."""
    return ROOT / "requirements" / f"{lock}.txt"


def digest(lock: Path) -> str:
    """What an environment depends on: the lock, Python itself, and where this folder is."""
    parts = [lock.read_bytes(), sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


def stamp(folder: Path) -> Path:
    """The file that says what an environment was made from; written last."""
    return folder / "sinews-locks.json"


def installed(folder: Path) -> "dict[str, str]":
    """Locks that the environment was made from; nothing if it is missing or was left half made."""
    try:
        found = json.loads(stamp(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def make(folder: Path) -> None:
    """An empty environment in the place of what is there."""
    if folder.exists() and not (folder / "pyvenv.cfg").exists() and any(folder.iterdir()):
        remedy = "remove it, or name another folder in SINEWS_ENVIRONMENT"
        raise SetUpError(f"{folder} is no Python environment; {remedy}.")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        venv.create(folder, with_pip=True)
    except (OSError, subprocess.CalledProcessError) as error:
        remedy = "On Debian and Ubuntu, install the package python3-venv."
        raise SetUpError(f"Cannot make {folder}: {error}. {remedy}") from error


def install(folder: Path, *words: str) -> None:
    """Have pip install something, quietly; what it says is shown only if it fails."""
    pip = [str(programs(folder) / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*pip, *words], check=False, capture_output=True, text=True)
    if done.returncode:
        remedy = "pip could not install what sinews needs (see above); it takes a network the first time."
        raise SetUpError(f"{done.stdout}\n{done.stderr}\n{remedy}")


if __name__ == "__main__":
    if sys.version_info < OLDEST:
        needed, here = (".".join(map(str, version[:2])) for version in (OLDEST, sys.version_info))
        sys.exit(
            f"sinews needs Python {needed} or later; this is {here}. "
            "Call start.py with a newer one, as in: python3.12 start.py"
        )
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
