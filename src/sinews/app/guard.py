"""Who may ask, and how much: every request passes here before anything is read, every response carries the policy.

Hosts other than the served ones are refused, since a name of somebody else's may be made to lead here; the address in
numbers that a request came in by is no name, and is answered. Posts that another site sends are refused, and loads by
its pages. Bodies are bounded in bytes and in seconds. Nothing that a page holds runs unless it is a file of ours: no
script within a page, no evaluation of text.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from html import escape
from ipaddress import IPv6Address, ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: What a page may load and do.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

#: What every response says beside.
SAID = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

#: Bytes of a body, unless a path may have more; and seconds in which it has to be here.
BODY, SECONDS = 65_536, 60.0

#: The port that browsers do not say.
USUAL = 80

#: Methods that change nothing.
READING = ("GET", "HEAD")


class Guard:
    """An ASGI application that lets another one answer what may be answered.

    `hosts`: names with ports by which it is served. `bodies`: bytes that a body may have, by path.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str], bodies: Mapping[str, int] | None = None) -> None:
        self._app, self._hosts = app, frozenset(host.lower() for host in hosts)
        self._bodies = dict(bodies or {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                _say(MutableHeaders(scope=message))
            await send(message)

        headers = Headers(scope=scope)
        try:
            self._admit(scope["method"], headers, self._hosts | _numeric(scope.get("server")))
            bounded = _bounded(receive, headers, self._bodies.get(scope["path"], BODY))
        except HTTPException as refusal:
            await _refuse(sent, refusal)
            return
        await self._app(scope, bounded, sent)

    def _admit(self, method: str, headers: Headers, served: frozenset[str]) -> None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in served:
            raise HTTPException(
                421,
                "This address is not served here. Open the one that sinews app has printed, or let whoever started it "
                "add this one: sinews app --name NAME.",
            )
        if method in READING:
            self._admit_reading(headers)
        elif method == "POST":
            self._admit_post(headers, served)
        else:
            raise HTTPException(405, "Pages are read with GET and changed with POST.")

    def _admit_reading(self, headers: Headers) -> None:
        """A link from anywhere may lead here; a page from elsewhere may load nothing."""
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "navigate")
        target = headers.get("sec-fetch-dest", "document")
        if site not in {"none", "same-origin"} and (mode, target) != ("navigate", "document"):
            raise HTTPException(403, "A page of another site asked for this.")

    def _admit_post(self, headers: Headers, served: frozenset[str]) -> None:
        """Only a page of ours may change anything; browsers say which page it was."""
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        ours = origin is not None and origin.lower().removeprefix("http://") in served
        if (site is not None and site != "same-origin") or (origin is not None and not ours) or not (site or origin):
            raise HTTPException(403, "Only a page of this application may send this.")


def _numeric(server: tuple[str, int | None] | None) -> frozenset[str]:
    """The address in numbers, with its port, that a request came in by; nothing where it has none."""
    try:
        address = ip_address(server[0]) if server else None
    except ValueError:
        return frozenset()
    if server is None or address is None:
        return frozenset()
    if isinstance(address, IPv6Address):
        address = address.ipv4_mapped or address
    return frozenset(with_port(f"[{address}]" if address.version == 6 else f"{address}", server[1] or USUAL))


def with_port(name: str, port: int) -> tuple[str, ...]:
    """How a browser says a name and a port: the usual port may be left out."""
    return (f"{name}:{port}", name) if port == USUAL else (f"{name}:{port}",)


def _say(headers: MutableHeaders) -> None:
    for name, value in SAID.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")


def _bounded(receive: Receive, headers: Headers, most: int) -> Receive:
    """What a client sends, up to so many bytes and seconds."""
    stated = headers.get("content-length", "0")
    if not stated.isdecimal() or int(stated) > most:
        raise HTTPException(413, f"Too much was sent: {most:,} bytes at most.")
    size, whole = 0, False
    ends = asyncio.get_running_loop().time() + SECONDS

    async def received() -> Message:
        nonlocal size, whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(ends):
                message = await receive()
        except TimeoutError:
            raise HTTPException(408, "What was sent did not come to its end.") from None
        size += len(message.get("body", b""))
        whole = not message.get("more_body", False)
        if size > most:
            raise HTTPException(413, f"Too much was sent: {most:,} bytes at most.")
        return message

    return received


async def _refuse(send: Send, refusal: HTTPException) -> None:
    body = (
        f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Refused</title><p>{escape(refusal.detail)}</p>'
    ).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status_code, "headers": headers})
    await send({"type": "http.response.body", "body": body})
