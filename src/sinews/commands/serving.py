"""`sinews app`: pages on this machine that ask the clocks, with levers moved by hand."""

from __future__ import annotations

import sys
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

    host: str = arguments.host
    out: Path = arguments.out
    require_writable(out)
    folder = resolve_case(arguments.case)
    mine = not (packaged_name(folder) or arguments.overlay or arguments.as_of)
    again = partial(Case.read, folder) if mine else None
    desk = Desk(case_of(arguments, meter), folder, out, max(cores() - 1, 1), again)  # pages need a core
    socket = bound(host, arguments.port)
    try:
        with meter("recall"):
            notes = desk.recall()
        for text in notes:
            note(text)
        port = int(socket.getsockname()[1])
        hosts = hosts_of(host, port)
        address = f"http://{hosts[0]}/"
        if host not in LOOPBACK:
            note(f"{host} may be reached from other machines, and nobody is asked who they are.")
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
