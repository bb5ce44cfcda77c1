"""One process that runs the commands of a guide one after another: what each would load is loaded once.

A command hands over its words, its folder and its three streams, the last as open files, so that pipes and redirections
of a shell work as they do for a process of its own. That such a process starts, and says the same, is tested in `cli`.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

#: What stands in the place of the program: hands a call over, and ends with its status.
PROGRAM = """\
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as call:
    call.connect(sys.argv[1])
    socket.send_fds(call, [json.dumps([os.getcwd(), *sys.argv[2:]]).encode()], [0, 1, 2])
    sys.exit(call.recv(1)[0])
"""

#: Bytes that the words of a call may have.
LONGEST = 65_536


@contextmanager
def attended(program: Path, environment: Mapping[str, str]) -> Iterator[None]:
    """Writes a `program` that has its calls run by one process, with the sinews of an environment."""
    with TemporaryDirectory() as folder:  # the name of a socket may not be long
        client, place = Path(folder, "client.py"), Path(folder, "socket")
        client.write_text(PROGRAM, encoding="utf-8")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -IS "{client}" "{place}" "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        words = [sys.executable, __file__, str(place)]
        with subprocess.Popen(words, env=dict(environment), stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()  # it listens
            try:
                yield
            finally:
                process.terminate()


def attend(place: str) -> None:
    """Run what is called at a socket, until the process is ended."""
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(place)
        listening.listen()
        print("listening", flush=True)  # noqa: T201
        while True:
            call, _ = listening.accept()
            with call:
                content, streams, _, _ = socket.recv_fds(call, LONGEST, 3)
                folder, *words = json.loads(content)
                call.sendall(bytes([status(folder, words, streams)]))


def status(folder: str, words: list[str], streams: list[int]) -> int:
    """The status of a command in a folder, with streams that are closed behind it."""
    from sinews.commands.main import main

    os.chdir(folder)
    with open(streams[0]) as sys.stdin, open(streams[1], "w") as sys.stdout, open(streams[2], "w") as sys.stderr:  # noqa: PTH123
        try:
            return main(words)
        except BaseException:  # noqa: BLE001 - as a process ends
            traceback.print_exc()
            return 1


if __name__ == "__main__":
    attend(sys.argv[1])
