"""Cases that somebody has damaged: a seed says what was done to which file of a small case, and how it is asked."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.fuzz.nasty import CELLS, NAMES, NUMBERS, PIECES, VALUES

#: A damage: what it is done with, and the folder of a case that it is done to. It may find nothing to do.
Damage = Callable[[Random, Path], None]


@dataclass(frozen=True)
class Damaged:
    """What was done to a case, and the command that is given it."""

    seed: int
    done: tuple[str, ...]
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"seed {self.seed}: {', '.join(self.done)}; sinews {' '.join(self.words)}"


def damaged(seed: int, bases: Path, folder: Path) -> Damaged:
    """Make the folder with the case of a seed, and say how it is asked. `bases`: sound cases."""
    random = Random(seed)  # noqa: S311 - nothing is secret
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    base = random.choice(sorted(path.name for path in bases.iterdir()))
    shutil.copytree(bases / base, folder / "case")
    how = random.choices(list(HOW), list(HOW.values()))[0]
    target, words = how(random, folder)
    done = []
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        damage = random.choices(list(DAMAGES), list(DAMAGES.values()))[0]
        damage(random, target)
        done.append(f"{damage.__name__} of {target.name}")
    return Damaged(seed, (base, *done), tuple(words))


# ways to ask ----------------------------------------------------------------------


def _checked(random: Random, folder: Path) -> tuple[Path, list[str]]:
    more = random.choice(([], ["--json"], ["--weakest", "3"], ["--as-of", "2025-12"]))
    return folder / "case", ["check", "./case", *more]


def _answered(random: Random, folder: Path) -> tuple[Path, list[str]]:
    more = random.choice(([], ["--json"], ["--trust", "contracted"], ["--no-expansion"], ["--as-of", "2025-12"]))
    return folder / "case", ["years", "case", "--no-save", "--workers", "1", *more]


def _moved(_: Random, folder: Path) -> tuple[Path, list[str]]:
    return folder / "case", ["days", "case", "--no-save", "--workers", "1"]


def _judged(_: Random, folder: Path) -> tuple[Path, list[str]]:
    return folder / "case", ["statements", "case", "--no-save", "--only", "data"]


def _found(random: Random, folder: Path) -> tuple[Path, list[str]]:
    return folder / "case", ["facts", random.choice(CELLS).replace("\0", "") or "x", "--case", "case"]


def _copied(_: Random, folder: Path) -> tuple[Path, list[str]]:
    return folder / "case", ["new", "copy", "--from", "./case"]


def _compared(random: Random, folder: Path) -> tuple[Path, list[str]]:
    shutil.copytree(folder / "case", folder / "other")
    return folder / "other", ["compare", *random.sample(("case", "./other"), 2)]


def _laid_over(random: Random, folder: Path) -> tuple[Path, list[str]]:
    (folder / "over").mkdir()
    tables = sorted((folder / "case").glob("*.csv"))
    for path in random.sample(tables, random.randint(0, 3)):
        shutil.copy(path, folder / "over")
    return folder / "over", ["check", "case", "--overlay", random.choice(("over", "./over", "over/", "case"))]


#: Ways to ask a damaged case, and how often each comes up.
HOW: dict[Callable[[Random, Path], tuple[Path, list[str]]], int] = {
    _checked: 60, _laid_over: 15, _answered: 6, _moved: 4, _judged: 4, _found: 4, _copied: 3, _compared: 4,
}  # fmt: skip


# bytes ----------------------------------------------------------------------------


def _some(random: Random, folder: Path, ending: str = "*") -> Path | None:
    files = sorted((path for path in folder.glob(ending) if path.is_file()), key=str)
    return random.choice(files) if files else None


def bytes_put_in(random: Random, folder: Path) -> None:
    """Odd bytes somewhere in a file."""
    if path := _some(random, folder):
        content = path.read_bytes()
        at = random.choice((0, len(content), random.randint(0, len(content))))
        path.write_bytes(content[:at] + random.choice(PIECES) + content[at:])


def bytes_taken_out(random: Random, folder: Path) -> None:
    """A part of a file, or its end, is lost."""
    if path := _some(random, folder):
        content = path.read_bytes()
        start = random.randint(0, len(content))
        path.write_bytes(content[:start] + content[random.choice((len(content), start + random.randint(1, 40))) :])


def bytes_changed(random: Random, folder: Path) -> None:
    """Single bytes are others."""
    if (path := _some(random, folder)) and (content := bytearray(path.read_bytes())):
        for _ in range(random.randint(1, 5)):
            content[random.randrange(len(content))] = random.randrange(256)
        path.write_bytes(content)


def another_encoding(random: Random, folder: Path) -> None:
    """A file saved by a program of its own ways."""
    if path := _some(random, folder):
        text = path.read_bytes().decode("utf-8", "replace")
        ends = random.choice(("\n", "\r\n", "\r"))
        encoding = random.choice(("utf-16", "utf-16-le", "latin-1", "utf-8-sig", "utf-32", "cp1252"))
        path.write_bytes(text.replace("\n", ends).encode(encoding, "replace"))


def doubled(random: Random, folder: Path) -> None:
    """A file stands in itself twice."""
    if path := _some(random, folder):
        path.write_bytes(path.read_bytes() * 2)


# tables ---------------------------------------------------------------------------


def _rows(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8", "replace").replace("\0", "")
    try:
        return list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error:
        return []


def _write(path: Path, rows: list[list[str]], separator: str = ",") -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\n", delimiter=separator).writerows(rows)
    path.write_bytes(stream.getvalue().encode("utf-8", "surrogatepass"))


def cells_changed(random: Random, folder: Path) -> None:
    """Some cells of a table hold something odd."""
    if (path := _some(random, folder, "*.csv")) and (rows := _rows(path)):
        for _ in range(random.choice((1, 1, 1, 3))):
            row = random.choice(rows[1:] or rows)
            if row:
                row[random.randrange(len(row))] = random.choice(CELLS)
        _write(path, rows)


def column_changed(random: Random, folder: Path) -> None:
    """A whole column holds something odd, or goes, or comes twice, or has another name."""
    if (path := _some(random, folder, "*.csv")) and (rows := _rows(path)) and rows[0]:
        at, how, cell = random.randrange(len(rows[0])), random.randrange(4), random.choice(CELLS)
        for number, row in enumerate(rows):
            if at < len(row):
                if how == 0 and number:
                    row[at] = cell
                elif how == 1:
                    del row[at]
                elif how == 2:
                    row.insert(at, row[at])
                elif how == 3 and not number:
                    row[at] = random.choice((*CELLS, *rows[0]))
        _write(path, rows)


def rows_changed(random: Random, folder: Path) -> None:
    """Rows are lost, doubled, mixed up, of another length, or all gone; the separator may be another."""
    if (path := _some(random, folder, "*.csv")) and (rows := _rows(path)):
        at, how = random.randrange(len(rows)), random.randrange(7)
        if how == 0:
            del rows[at]
        elif how == 1:
            rows.insert(at, list(rows[at]))
        elif how == 2:
            random.shuffle(rows)
        elif how == 3:
            rows[at] = rows[at][: random.randint(0, len(rows[at]))] or [""]
        elif how == 4:
            rows[at] = rows[at] + ["", random.choice(CELLS)]
        elif how == 5:
            del rows[1:]
        _write(path, rows, random.choice(";\t|") if how == 6 else ",")


def number_changed(random: Random, folder: Path) -> None:
    """A number of some rows is another, and its range with it: what is sound by type goes on to the solver."""
    if (path := _some(random, folder, "*.csv")) and (rows := _rows(path)):
        names = rows[0]
        numbers = [name for name in names if f"{name}_low" in names and f"{name}_high" in names]
        if numbers and len(rows) > 1:
            name, value = random.choice(numbers), random.choice(NUMBERS)
            for row in random.sample(rows[1:], random.choice((1, len(rows) - 1))):
                for column in (name, f"{name}_low", f"{name}_high"):
                    if len(row) == len(names):
                        row[names.index(column)] = value
            _write(path, rows)


def cells_exchanged(random: Random, folder: Path) -> None:
    """Two rows exchange what they hold in some columns: each cell is sound by itself."""
    if (path := _some(random, folder, "*.csv")) and len(rows := _rows(path)) > 2:
        one, other = random.sample(rows[1:], 2)
        if len(one) == len(other):
            for at in random.sample(range(len(one)), random.randint(1, max(1, len(one) // 2))):
                one[at], other[at] = other[at], one[at]
        _write(path, rows)


# descriptions ---------------------------------------------------------------------


def description_changed(random: Random, folder: Path) -> None:
    """A value of the description is another, or gone, or said twice."""
    path = folder / "datapackage.json"
    try:
        content = json.loads(path.read_bytes())
        places = list(_places(content))
    except (OSError, ValueError, RecursionError):
        return
    if not places:
        return
    holder, key = random.choice(places)
    mark = "a mark that no case holds"
    if isinstance(holder, dict) and random.random() < 0.2:
        del holder[key]
    else:
        holder[key] = mark
    text = json.dumps(content).replace(json.dumps(mark), random.choice(VALUES))
    if random.random() < 0.1:
        text = text.replace("{", '{"name": "said twice", "sinews": 1, ', 1)
    path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _places(content: object) -> list[tuple[dict[str, object] | list[object], object]]:
    pairs = list(content.items()) if isinstance(content, dict) else []
    pairs = list(enumerate(content)) if isinstance(content, list) else pairs
    return [place for key, value in pairs for place in ((content, key), *_places(value))]  # type: ignore[misc]


# files ----------------------------------------------------------------------------


def file_renamed(random: Random, folder: Path) -> None:
    """A file has another name."""
    if path := _some(random, folder):
        target = folder / random.choice(NAMES)
        if not target.is_dir():
            path.replace(target)


def file_replaced(random: Random, folder: Path) -> None:
    """Where a file was, there is nothing, an empty file, a folder, or a link to nowhere, to itself or to another."""
    if path := _some(random, folder):
        path.unlink()
        how = random.randrange(6)
        if how == 1:
            path.touch()
        elif how == 2:
            path.mkdir()
        elif how > 2:
            path.symlink_to(("nowhere", path.name, "places.csv")[how - 3])


def file_added(random: Random, folder: Path) -> None:
    """A file or a folder too many."""
    path = folder / random.choice(NAMES)
    if path.exists() or path.is_symlink():
        return
    if random.random() < 0.3:
        path.mkdir()
    else:
        source = _some(random, folder)
        path.write_bytes(source.read_bytes() if source and random.random() < 0.7 else random.choice(PIECES))


#: Ways to damage a case, and how often each comes up.
DAMAGES: dict[Damage, int] = {
    bytes_put_in: 1, bytes_taken_out: 1, bytes_changed: 1, another_encoding: 1, doubled: 1,
    number_changed: 8, cells_exchanged: 4, cells_changed: 4, column_changed: 2, rows_changed: 2,
    description_changed: 3, file_renamed: 1, file_replaced: 1, file_added: 1,
}  # fmt: skip
