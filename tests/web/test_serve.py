"""The server itself: soon there, patient within bounds, quiet, and gone when told."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from visits import FORM

from callup.web import connection, guard, serve
from callup.web.application import application

CALLUP = str(Path(sys.executable).parent / "callup")
SECRET = "1987-06-05"


def start(port: int, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [CALLUP, "serve", "ru", "--port", str(port), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"},
    )


def until_ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


@pytest.fixture
def port(unused: Iterator[int]) -> int:
    return next(unused)


@pytest.fixture(scope="module")
def unused() -> Iterator[int]:
    """Ports one after the other that are not likely to be in use."""
    return iter(range(18200 + os.getpid() % 1000, 30000))


@pytest.mark.parametrize(
    ("told", "workers"), [(signal.SIGTERM, "1"), (signal.SIGINT, "1"), (signal.SIGTERM, "2")]
)
def test_it_says_where_it_is_answers_logs_no_fact_and_ends_well(
    port: int, told: signal.Signals, workers: str
) -> None:
    process = start(port, "--workers", workers)
    try:
        assert (
            until_ready(process)
            == f"Open http://127.0.0.1:{port}/ in a browser. Ctrl-C stops it.\n"
        )
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as visitor:
            wait_for(visitor)
            body = f"about=liable_to_conscription&fact.born={SECRET}"
            page = visitor.post("/en/ru/ask", content=body, headers=FORM)
            assert page.status_code == 200
            bad = visitor.post("/en/ru/ask", content=body + "&fact.sex=" + SECRET, headers=FORM)
            assert bad.status_code == 422
            facts = {"facts": {"born": SECRET}, "about": ["liable_to_conscription"]}
            assert visitor.post("/api/v1/ru/ask", json=facts).status_code == 200
            assert visitor.get(f"/en/ru/search?q={SECRET}").status_code == 200
            assert "server" not in page.headers
        process.send_signal(told)
        printed, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert process.returncode == 0
    assert SECRET not in printed
    assert printed == ""


def wait_for(visitor: httpx.Client) -> None:
    """Several processes begin to answer a moment after the address is taken."""
    for _ in range(100):
        try:
            visitor.get("/en/", timeout=30)
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("nobody answers")


def test_an_address_that_is_taken_is_said_in_one_message(port: int) -> None:
    first = start(port)
    try:
        until_ready(first)
        second = start(port)
        printed, _ = second.communicate(timeout=30)
        assert second.returncode == 2
        assert printed.startswith("error[address-taken]: the address 127.0.0.1:")
        assert "Traceback" not in printed
    finally:
        first.kill()
        first.communicate()


LONG = "/en/ru/changes?from=2015-01-02&to=2026-02-01"
"""A question on which the solver works for many seconds."""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_it_ends_well_and_soon_while_an_answer_is_worked_out(port: int, workers: str) -> None:
    process = start(port, "--workers", workers)
    try:
        until_ready(process)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", trust_env=False) as visitor:
            wait_for(visitor)
            found: list[int] = []
            asked = threading.Thread(target=ask, args=(visitor, LONG, found))
            asked.start()
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            printed, _ = process.communicate(timeout=15)
            asked.join()
    finally:
        process.kill()
    assert process.returncode == 0
    assert printed == ""
    assert found == [503]


def ask(visitor: httpx.Client, path: str, found: list[int]) -> None:
    found.append(visitor.get(path, timeout=60).status_code)


@pytest.mark.parametrize(
    ("host", "words", "said"),
    [
        ("0.0.0.0", [], "http://127.0.0.1:{port}/"),
        ("::1", [], "http://[::1]:{port}/"),
        ("0.0.0.0", ["--allow-host", "law.example"], "http://127.0.0.1:{port}/"),
    ],
)
def test_it_says_an_address_that_opens(port: int, host: str, words: list[str], said: str) -> None:
    if ":" in host and not has_ipv6():
        pytest.skip("this machine has no IPv6")
    address = said.format(port=port)
    process = start(port, "--host", host, *words)
    try:
        assert until_ready(process) == f"Open {address} in a browser. Ctrl-C stops it.\n"
        if host == "0.0.0.0" and not words:
            assert "--allow-host" in until_ready(process)
        assert httpx.get(f"{address}en/", trust_env=False, timeout=30).status_code == 200
        strange = {"host": "elsewhere.example"}
        refused = httpx.get(f"{address}en/", headers=strange, trust_env=False, timeout=30)
        assert refused.status_code == 421
    finally:
        process.terminate()
        printed, _ = process.communicate(timeout=20)
    assert (process.returncode, printed) == (0, "")


def has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as made:
            made.bind(("::1", 0))
    except OSError:
        return False
    return True


def test_what_is_no_request_is_not_logged(port: int) -> None:
    process = start(port)
    try:
        until_ready(process)
        assert sends(port, b"GET / NONSENSE \r\n\r\n").startswith(b"HTTP/1.1 400 ")
    finally:
        process.terminate()
        printed, _ = process.communicate(timeout=20)
    assert printed == ""


@pytest.mark.parametrize("host", ["nowhere.invalid", "192.0.2.1"])
def test_an_address_of_another_machine_is_told_from_one_in_use(port: int, host: str) -> None:
    process = start(port, "--host", host)
    printed, _ = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "help: --host is an address of this machine" in printed
    assert "Traceback" not in printed


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["serve", "utopia"], "there is no lawbook `utopia`"),
        (["serve", "--port", "0"], "0 is no port"),
        (["serve", "--port", "x"], "invalid int value"),
        (["serve", "--workers", "0"], "0 processes are not started"),
        (["serve", "ru", "ru"], "two lawbooks are called `ru`"),
        (["mcp", "utopia"], "there is no lawbook `utopia`"),
    ],
)
def test_a_bad_call_is_one_message(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from callup.cli.main import main

    assert main(words) == 2
    assert message in capsys.readouterr().err


@pytest.fixture
def impatient(port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A server that waits for nobody longer than a moment; its port."""
    monkeypatch.setattr(connection, "HEADER_SECONDS", 0.4)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.4)
    settings = serve.settings(serve.Serving(port=port))
    server = uvicorn.Server(uvicorn.Config(application(["ru"], hosts=["testserver"]), **settings))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield port
    server.should_exit = True
    thread.join(10)


def sends(port: int, *parts: bytes) -> bytes:
    """What comes back to somebody who sends these parts and then waits."""

    async def visit() -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(0.1)
            return await asyncio.wait_for(reader.read(), 10)
        finally:
            writer.close()

    try:
        return asyncio.run(visit())
    except ConnectionError:  # closed while it was still being sent
        return b""


HEAD = b"POST /en/ru/ask HTTP/1.1\r\nhost: localhost\r\ncontent-length: 30\r\n"
KIND = b"content-type: application/x-www-form-urlencoded\r\n\r\n"


def test_who_says_nothing_is_not_waited_for(impatient: int) -> None:
    assert sends(impatient) == b""


def test_who_never_ends_the_headers_is_not_waited_for(impatient: int) -> None:
    assert sends(impatient, b"GET / HTTP/1.1\r\n", b"host: local", b"host") == b""


def test_who_never_ends_the_body_is_told_so(impatient: int) -> None:
    found = sends(impatient, HEAD + KIND, b"about=", b"may")
    assert found.startswith(b"HTTP/1.1 408 ")


def test_headers_without_end_are_refused(impatient: int) -> None:
    lines = b"".join(b"x-%d: %s\r\n" % (n, b"y" * 200) for n in range(200))
    found = sends(impatient, b"GET / HTTP/1.1\r\n" + lines)
    assert found.startswith(b"HTTP/1.1 400 ")


def test_what_is_no_request_is_refused(impatient: int) -> None:
    found = sends(impatient, b"\x16\x03\x01\x02\x00\x01\x00 hello \r\n\r\n")
    assert found.startswith(b"HTTP/1.1 400 ")
