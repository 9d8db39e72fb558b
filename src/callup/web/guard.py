"""Stands before every page: bounds what comes in, says what browsers may do with what goes out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from callup.web.limits import BODY_SECONDS, MOST_ADDRESS, MOST_BYTES

LOG: Final = logging.getLogger("callup.web")

POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS: Final[tuple[tuple[bytes, bytes], ...]] = (
    (b"content-security-policy", POLICY.encode()),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), interest-cohort=()"),
)
"""What every answer carries. No script runs on any page."""
NOT_KEPT: Final = (b"cache-control", b"no-store")
"""What an answer carries that does not say itself how it may be kept."""

METHODS: Final = ("GET", "HEAD", "POST")
Refusal = Callable[[Request, int], Response]
"""Makes the page that says why a request is refused, from its status."""


class _Refused(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Guard:
    """An application behind the bounds; `hosts` are the names under which it may be called."""

    application: ASGIApp
    hosts: frozenset[str]
    refusal: Refusal

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.application(scope, receive, send)
            return
        out = _Out(send)
        try:
            self._look_at(scope)
            body = await _body(scope, receive)
            await self.application(scope, _again(body, receive), out)
        except _Refused as refused:
            await self._refuse(refused.status, scope, receive, out)
        except asyncio.CancelledError:  # the server stops, and waits for the answer no longer
            await self._refuse(503, scope, receive, out)
        except Exception as failure:
            _tell(failure)
            await self._refuse(500, scope, receive, out)

    async def _refuse(self, status: int, scope: Scope, receive: Receive, out: _Out) -> None:
        if not out.begun:
            await self.refusal(Request(scope), status)(scope, receive, out)

    def _look_at(self, scope: Scope) -> None:
        """Refuses what can be told from the first lines of a request."""
        headers = _headers(scope)
        if scope["method"] not in METHODS:
            raise _Refused(405)
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > MOST_ADDRESS:
            raise _Refused(414)
        if not allowed(headers.get(b"host", b"").decode("latin-1"), self.hosts):
            raise _Refused(421)
        length = headers.get(b"content-length", b"0")
        if not length.isdigit() or int(length[:12]) > MOST_BYTES:
            raise _Refused(413)


def allowed(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host header names one of the hosts, whatever its port."""
    name = host.lower()
    end = name.find("]") + 1 if name.startswith("[") else name.find(":")
    return (name[:end] if end > 0 else name) in hosts


def origin(request: Request) -> str:
    """Scheme, name and port under which a visitor called; only of a request that was let in.

    A proxy that holds the certificate says so in `X-Forwarded-Proto`.
    """
    host = _headers(request.scope).get(b"host", b"").decode("latin-1").lower()
    end = host.find("]") + 1 if host.startswith("[") else host.find(":")
    name, port = (host[:end], host[end + 1 :]) if end > 0 else (host, "")
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
    return f"{'https' if secure else 'http'}://{name}{f':{port}' if port.isdecimal() else ''}"


def _headers(scope: Scope) -> dict[bytes, bytes]:
    """The headers, of which only the first of each name counts."""
    found: dict[bytes, bytes] = {}
    for name, value in scope["headers"]:
        found.setdefault(name, value)
    return found


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body, which is small. Refuses one that is too large or too slow."""
    if scope["method"] != "POST":
        return b""
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _gather(receive)
    except TimeoutError:
        raise _Refused(408) from None


async def _gather(receive: Receive) -> bytes:
    body: bytes = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise _Refused(400)
        body += message.get("body", b"")
        if len(body) > MOST_BYTES:
            raise _Refused(413)
        if not message.get("more_body", False):
            return body


def _again(body: bytes, receive: Receive) -> Receive:
    """Gives the body that has come already, then what comes after it."""
    given = False

    async def replay() -> Message:
        nonlocal given
        if not given:
            given = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return replay


class _Out:
    """Sends an answer with the headers that all carry."""

    def __init__(self, send: Send) -> None:
        self.send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            own = list(message.get("headers", ()))
            names = {name for name, _ in own}
            own += [pair for pair in (*HEADERS, NOT_KEPT) if pair[0] not in names]
            message = {**message, "headers": own}
        await self.send(message)


def _tell(failure: Exception) -> None:
    """Logs where Callup itself failed, and nothing of what was asked."""
    trace = failure.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = "?"
    if trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
    LOG.error("Callup itself has failed: %s at %s", type(failure).__name__, place)
