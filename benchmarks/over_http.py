"""Findings over HTTP, Callup beside OpenFisca's web API: requests a second, and how long each."""

from __future__ import annotations

import asyncio
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from by_hand import POSITIONS, answers
from environments import NotMeasured, WrongAnswers, interpreter, last_line
from people import TODAY, Person, make_people
from rows import Row

HERE = Path(__file__).parent
HOST = "127.0.0.1"
CLIENTS = (1, 8, 64)
WORKERS = 2
REASONS = ["position", "status", "value", "because", "grade"]
"""What the peer's trace tells as well, and more: shelf life and what is contested it has not."""
WHOLE = "eight whole findings over HTTP"
FORMS: dict[str, list[str] | None] = {WHOLE: None, "the same with reasons alone": REASONS}
"""What is asked for of each finding; all of it without a list."""
FACTOR = 2.0
"""How many times as many requests a second as the peer are to be answered."""
MOST_GROWTH = 5.0
"""MiB that a server may grow by while it answers, once it is warm."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What came of asking for some seconds."""

    rate: float
    median: float
    slowest: float
    failed: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one request, and whether the server then closes the connection."""

    status: int
    body: bytes
    closes: bool


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: its port, the path that answers, and the bodies to send."""

    port: int
    path: str
    bodies: list[bytes]
    process: subprocess.Popen[bytes]


def over_http(seconds: float, requests: int) -> list[Row]:
    """Rows for each number of clients, and for the memory after many requests.

    Whole findings, with shelf life and what is contested, and findings with reasons alone.
    """
    people = make_people(200)
    found: list[Row] = []
    with ExitStack() as stack:
        try:
            ours = {
                what: stack.enter_context(callup(people, place, only))
                for place, (what, only) in enumerate(FORMS.items())
            }
            for server in ours.values():
                _check(server, people, _callup_values)
        except NotMeasured as problem:
            return [Row("findings over HTTP", why_not=str(problem))]
        theirs = None
        try:
            theirs = stack.enter_context(openfisca(people, len(ours)))
            _check(theirs, people, _openfisca_values)
        except NotMeasured as problem:
            found.append(Row("findings over HTTP: OpenFisca's web API", why_not=str(problem)))
        for server in (*ours.values(), *((theirs,) if theirs else ())):
            _load(server, 8, seconds / 4)
        for clients in CLIENTS:
            other = _load(theirs, clients, seconds) if theirs else None
            for what, server in ours.items():
                found += _rows(f"{what}, {clients} clients", _load(server, clients, seconds), other)
        found.append(_growth(ours[WHOLE], requests))
    return found


def _rows(what: str, ours: Measured, theirs: Measured | None) -> Iterator[Row]:
    if theirs is None:
        yield Row(f"{what}: requests a second", f"{ours.rate:.0f}")
        return
    ratio = ours.rate / theirs.rate
    yield Row(
        f"{what}: requests a second",
        f"{ours.rate:.0f}",
        f"{theirs.rate:.0f}",
        f"{ratio:.2f}",
        f"≥ {FACTOR:.0f}",
        ratio >= FACTOR and not ours.failed,
    )
    for name, mine, other, goal in (
        ("p50", ours.median, theirs.median, ""),
        ("p99", ours.slowest, theirs.slowest, "not above"),
    ):
        reached = mine <= other if goal else None
        yield Row(
            f"{what}: {name}",
            f"{mine:.1f} ms",
            f"{other:.1f} ms",
            f"{other / mine:.2f}",
            goal,
            reached,
        )


def _growth(server: Served, requests: int) -> Row:
    """How much more memory all processes of the server hold after so many requests."""
    before = _memory(server.process.pid)
    done = failed = 0
    while done < requests:
        found = _load(server, 8, 2.0)
        done += int(found.rate * 2.0)
        failed += found.failed
    grown = _memory(server.process.pid) - before
    what = f"memory after {done:,} more requests, {failed} failed"
    goal = f"≤ {MOST_GROWTH:.0f} MiB more"
    return Row(what, f"{grown:+.1f} MiB", "", "", goal, grown <= MOST_GROWTH and not failed)


def _memory(pid: int) -> float:
    """MiB that a process and its children hold for themselves."""
    found = 0.0
    for one in [pid, *_children(pid)]:
        for line in Path(f"/proc/{one}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                found += int(line.split()[1]) / 1024
    return found


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _children(int(child))


# the two servers


@contextmanager
def callup(people: list[Person], place: int, only: list[str] | None) -> Iterator[Served]:
    """Callup as `callup serve` serves it, asked for some parts of findings or for all."""
    port = _port(place)
    words = ["serve", str(HERE / "lawbook"), "--port", str(port), "--workers", str(WORKERS)]
    command = [str(Path(sys.executable).parent / "callup"), *words]
    question = {"on": TODAY.isoformat(), "about": list(POSITIONS)}
    if only is not None:
        question["only"] = only
    bodies = [json.dumps({**question, "facts": one}).encode() for one in people]
    with _served(command, port, "/api/v1/eight/ask", bodies) as server:
        yield server


@contextmanager
def openfisca(people: list[Person], place: int) -> Iterator[Served]:
    """OpenFisca's web API with the same rules, asked for its trace."""
    port = _port(place)
    python = interpreter("openfisca-web")
    command = [
        str(python), "-B", "-m", "gunicorn", "--workers", str(WORKERS), "--bind", f"{HOST}:{port}",
        "--log-level", "error", "--chdir", str(HERE), "peer_openfisca_web:application",
    ]  # fmt: skip
    asked = subprocess.run(
        [str(python), "-B", str(HERE / "peer_openfisca_web.py")],
        input=json.dumps(people),
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode:
        raise NotMeasured(last_line(asked.stderr))
    bodies = [json.dumps(one).encode() for one in json.loads(asked.stdout)]
    with _served(command, port, "/trace", bodies) as server:
        yield server


def _port(place: int) -> int:
    return 20000 + os.getpid() % 5000 * 3 + place


@contextmanager
def _served(command: list[str], port: int, path: str, bodies: list[bytes]) -> Iterator[Served]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        served = Served(port, path, bodies, process)
        _wait(served)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(server: Served) -> None:
    """Until the server answers. Raises NotMeasured where it never does."""
    for _ in range(300):
        if server.process.poll() is not None:
            assert server.process.stderr is not None
            raise NotMeasured(last_line(server.process.stderr.read().decode()))
        try:
            status = asyncio.run(_once(server, server.bodies[0])).status
        except OSError:
            time.sleep(0.1)
            continue
        if status == 200:
            return
        raise NotMeasured(f"the server answers with status {status}")
    raise NotMeasured("the server does not answer within 30 seconds")


# asking


def _request(server: Served, body: bytes) -> bytes:
    head = (
        f"POST {server.path} HTTP/1.1\r\nhost: {HOST}:{server.port}\r\n"
        f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _once(server: Served, body: bytes) -> Answer:
    reader, writer = await asyncio.open_connection(HOST, server.port)
    try:
        return await _exchange(reader, writer, _request(server, body))
    finally:
        writer.close()


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> Answer:
    """The answer to one request."""
    writer.write(request)
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length:")[2].partition(b"\r\n")[0]
    body = await reader.readexactly(int(length))
    return Answer(int(head[9:12]), body, b"connection: close" in head)


def _load(server: Served, clients: int, seconds: float) -> Measured:
    """So many clients ask one question after the other for some seconds."""
    return asyncio.run(_ask_for(server, clients, seconds))


async def _ask_for(server: Served, clients: int, seconds: float) -> Measured:
    requests = [_request(server, body) for body in server.bodies]
    end = time.perf_counter() + seconds
    took: list[float] = []
    failed = 0

    async def client(number: int) -> None:
        nonlocal failed
        reader = writer = None
        place = number
        while time.perf_counter() < end:
            place += 1
            start = time.perf_counter()
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection(HOST, server.port)
            answer = await _exchange(reader, writer, requests[place % len(requests)])
            took.append(time.perf_counter() - start)
            failed += answer.status != 200
            if answer.closes:
                writer.close()
                writer = None
        if writer is not None:
            writer.close()

    await asyncio.gather(*(client(number) for number in range(clients)))
    if len(took) < 2:
        raise NotMeasured("no request was answered")
    cuts = statistics.quantiles(took, n=100)
    return Measured(len(took) / seconds, cuts[49] * 1000, cuts[98] * 1000, failed)


# whether the answers are right


def _check(server: Served, people: list[Person], values: Any) -> None:
    """Raises WrongAnswers where a server does not answer as the positions written by hand do."""
    for person, body in zip(people[:50], server.bodies, strict=False):
        answer = asyncio.run(_once(server, body))
        if answer.status != 200:
            raise NotMeasured(f"the server answers with status {answer.status}")
        found = values(json.loads(answer.body))
        for name, value in answers(person).items():
            if found[name] != value:
                raise WrongAnswers(f"{server.path}: {name} is {found[name]!r}, by hand {value!r}")


def _callup_values(document: Any) -> dict[str, Any]:
    return {one["position"]: one["value"] for one in document["findings"]}


def _openfisca_values(document: Any) -> dict[str, Any]:
    day = TODAY.isoformat()
    trace = document["trace"]
    found = {name: trace[f"{name}<{day}>"]["value"][0] for name in POSITIONS}
    return found | {"service_age_limit": found["service_age_limit"] or None}
