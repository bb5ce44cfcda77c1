"""`sinews app`: pages on this machine that ask the clocks, with levers moved by hand."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from sinews.answers.progress import Meter
from sinews.commands.arguments import Arguments
from sinews.commands.cases import case_of
from sinews.commands.options import cores
from sinews.commands.output import note, write_json, write_lines
from sinews.data.case import Case, resolve_case
from sinews.data.packaged import packaged_name
from sinews.data.workbook.library import require
from sinews.files import require_writable

#: Libraries of the extra.
NEEDED = ("jinja2", "python_multipart", "starlette", "uvicorn")

#: Addresses of this machine that no other one reaches.
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def run(arguments: Arguments, meter: Meter) -> int:
    """Serve until Ctrl-C; UsageError for a host or a port that cannot be had."""
    for name in NEEDED:
        require(name, "app")
    from sinews.app.desk import Desk
    from sinews.app.server import application, bound, hosts_of, serve
    from sinews.app.uploads import tidy

    host: str = arguments.host
    out: Path = arguments.out
    require_writable(out)
    folder = resolve_case(arguments.case)
    mine = not (packaged_name(folder) or arguments.overlay or arguments.as_of)
    again = partial(Case.read, folder) if mine else None
    tidy(out, folder)
    desk = Desk(case_of(arguments, meter), folder, out, max(cores() - 1, 1), again)  # pages need a core
    socket = bound(host, arguments.port)
    try:
        with meter("recall"):
            notes = desk.recall()
        for text in notes:
            note(text)
        port = int(socket.getsockname()[1])
        hosts = hosts_of(host, port, arguments.name or ())
        address = f"http://{hosts[0]}/"
        if host not in LOOPBACK:
            for line in _told(host, port, arguments.name or ()):
                note(line)
        if arguments.json:
            write_json("app", {"address": address}, desk.case)
        else:
            write_lines(f"{desk.case.settings.title}: {address}", "Ctrl-C ends it.")
        sys.stdout.flush()
        serve(application(desk, hosts), socket)
    finally:
        socket.close()
        desk.close()
    return 0


def _told(host: str, port: int, names: Sequence[str]) -> Iterator[str]:
    """What has to be said where other machines may come: by which addresses, and what to do about names."""
    from sinews.app.server import EVERYWHERE, hosts_of, outward

    yield f"{host or 'Every address'} may be reached from other machines, and nobody is asked who they are."
    if host in EVERYWHERE:
        address = outward(port)
        number = f"http://{address}/" if address else f"http://ADDRESS:{port}/, the ADDRESS of this machine in numbers"
        yield f"They open {number}."
    own = set(hosts_of(host, port))
    allowed = [name for name in hosts_of(host, port, names) if name not in own]
    said = f" ({', '.join(allowed)} may be)" if allowed else ""
    yield f"A name that leads to this machine is refused unless it is allowed: --name NAME{said}."
