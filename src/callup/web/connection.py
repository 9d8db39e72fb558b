"""A connection with a visitor: patient within bounds, and quick where it can be."""

from __future__ import annotations

import asyncio
import socket
from typing import Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from callup.web.limits import HEADER_SECONDS

LARGEST_HEAD: Final = 16 * 1024
"""Bytes of the first line and the headers together."""


class _TooLarge(Exception):
    """The head of a request is larger than any that is read; the parser makes a refusal of it."""


class PatientProtocol(HttpToolsProtocol):
    """Closes a connection on which no whole request comes in time, or a head without end."""

    _watch: asyncio.TimerHandle | None = None
    _head: int = 0
    """Bytes of the head that is being read, as far as the parser has told them."""
    _come: int = 0
    """Bytes that have come since a head was waited for."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        # an answer goes out in two parts; the second must not wait until the first has arrived
        made = transport.get_extra_info("socket")
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._expect()

    def data_received(self, data: bytes) -> None:
        self._come += len(data)
        super().data_received(data)
        if (
            self._watch is not None
            and self._come > LARGEST_HEAD
            and not self.transport.is_closing()
        ):
            # the parser tells of a header when it has ended, and this one does not end
            self.send_400_response("The head of the request is too large.")

    def on_message_begin(self) -> None:
        self._head = 0
        super().on_message_begin()

    def on_url(self, url: bytes) -> None:
        self._measure(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._measure(len(name) + len(value) + len(b": \r\n"))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._stop_watching()
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_watching()
        super().connection_lost(exc)

    def _measure(self, length: int) -> None:
        self._head += length
        if self._head > LARGEST_HEAD:
            raise _TooLarge

    def _expect(self) -> None:
        self._stop_watching()
        self._come = 0
        self._watch = self.loop.call_later(HEADER_SECONDS, self._give_up)

    def _stop_watching(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    def _give_up(self) -> None:
        self._watch = None
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()
