"""Serves the pages: one address of this machine, a quiet log, and patience that ends."""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
import time
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
from callup.web.crew import THREADS

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
        _Several(config, sockets=[taken]).run()
    _leave_what_is_unheard()
    return 0


def _take(config: uvicorn.Config) -> Any:
    """The address, taken. Raises Diagnostics where it cannot be."""
    log = logging.getLogger("uvicorn.error")
    log.disabled = True  # it is said once, and by us
    try:
        return config.bind_socket()
    except (SystemExit, OSError, OverflowError) as failure:
        message = f"the address {config.host}:{config.port} cannot be taken"
        help = _remedy(failure if isinstance(failure, OSError) else failure.__context__)
        raise Diagnostics([Diagnostic("address-taken", message, None, help=help)]) from None
    finally:
        log.disabled = False


def _remedy(failure: BaseException | None) -> str:
    match getattr(failure, "errno", None):
        case errno.EADDRINUSE:
            return "something else uses it: choose another --port"
        case errno.EACCES:
            return "the system does not allow it: choose a --port from 1024 on"
        case _:
            return "--host is an address of this machine; leave it out to serve this machine alone"


def made(serving: Serving) -> Any:
    """The application that these settings mean."""
    logging.getLogger("uvicorn.error").addFilter(_is_of_callup)
    hosts = [in_address(serving.host), *serving.allowed]
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


def in_address(host: str) -> str:
    """A host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


OF_VISITORS: Final = ("Invalid HTTP request", "Cancel %s running task(s)")
"""How lines of the log begin that tell what a visitor did, or waited for, and no defect."""


def _is_of_callup(line: logging.LogRecord) -> bool:
    return not str(line.msg).startswith(OF_VISITORS)


def _leave_what_is_unheard() -> None:
    """Ends the process at once if an answer is still worked on that nobody waits for any more.

    A thread in the solver cannot be told to stop, and an interpreter that ends waits for it.
    """
    if any(one.name.startswith(THREADS) for one in threading.enumerate()):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


class _Several(Multiprocess):
    """Does not wait for a process whose answers nobody waits for any more."""

    def join_all(self) -> None:
        until = time.monotonic() + STOP_SECONDS + 1
        for one in self.processes:
            one.process.join(max(0.0, until - time.monotonic()))
            if one.process.is_alive():
                one.process.kill()
        super().join_all()


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
