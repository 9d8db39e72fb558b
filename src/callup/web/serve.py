"""Serves the pages: one address of this machine, a quiet log, and patience that ends."""

from __future__ import annotations

import logging
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import uvicorn
from uvicorn.supervisors import Multiprocess

from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.application import application
from callup.web.connection import PatientProtocol
from callup.web.counting import Population

LOOPBACK: Final = "127.0.0.1"
STOP_SECONDS: Final = 3
"""How long running answers are waited for when the server is told to stop."""
MOST_CONNECTIONS: Final = 1000


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and where."""

    lawbooks: Sequence[str] = ()
    host: str = LOOPBACK
    port: int = 8000
    allowed: Sequence[str] = ()
    workers: int = 1
    people: Population | None = None


def serve(serving: Serving, *, ready: str) -> int:
    """Serves until it is told to stop; the exit status. `ready` is said once it can be found.

    Raises Diagnostics where a lawbook cannot be opened, or the address is taken.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    _look_at(serving)
    alone = serving.workers == 1
    app = made(serving)
    config = uvicorn.Config(
        app if alone else partial(made, serving),
        factory=not alone,
        workers=serving.workers,
        **settings(serving),
    )
    taken = _take(config)
    for one in (signal.SIGINT, signal.SIGTERM):
        # what the server does on a signal is to end well; nothing is left to do after it
        signal.signal(one, lambda number, frame: None)
    if alone:
        _Server(config, ready).run(sockets=[taken])
    else:
        print(ready, flush=True)
        Multiprocess(config, sockets=[taken]).run()
    return 0


def _take(config: uvicorn.Config) -> Any:
    """The address, taken. Raises Diagnostics where it cannot be."""
    log = logging.getLogger("uvicorn.error")
    log.disabled = True  # it is said once, and by us
    try:
        return config.bind_socket()
    except (SystemExit, OSError, OverflowError):
        message = f"the address {config.host}:{config.port} cannot be taken"
        help = "something else may use it: choose another --port"
        raise Diagnostics([Diagnostic("address-taken", message, None, help=help)]) from None
    finally:
        log.disabled = False


def made(serving: Serving) -> Any:
    """The application that these settings mean."""
    hosts = [serving.host, *serving.allowed]
    return application(serving.lawbooks, hosts=hosts, people=serving.people)


def settings(serving: Serving) -> dict[str, Any]:
    """What the server itself is told. No request is logged."""
    return {
        "host": serving.host,
        "port": serving.port,
        "http": PatientProtocol,
        "ws": "none",
        "access_log": False,
        "log_level": "warning",
        "log_config": None,
        "server_header": False,
        "date_header": False,
        "timeout_keep_alive": 5,
        "timeout_graceful_shutdown": STOP_SECONDS,
        "limit_concurrency": MOST_CONNECTIONS,
        "proxy_headers": False,
    }


class _Server(uvicorn.Server):
    """Says on standard output where it can be found, once it can be."""

    def __init__(self, config: uvicorn.Config, ready: str) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: Any = None) -> None:
        await super().startup(sockets)
        if self.started:
            print(self._ready, flush=True)


def _look_at(serving: Serving) -> None:
    if not 0 < serving.port < 65536:
        raise _refusal(f"{serving.port} is no port", "a port is a number from 1 to 65535")
    if not 0 < serving.workers <= 64:
        raise _refusal(f"{serving.workers} processes are not started", "from 1 to 64 are")


def _refusal(message: str, help: str) -> Diagnostics:
    return Diagnostics([Diagnostic("bad-call", message, None, help=help)])
