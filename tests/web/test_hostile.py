"""What somebody may send who means no good: a clear refusal, never a failure, nothing kept."""

from __future__ import annotations

import json
import logging
import re
from urllib.parse import quote, urlencode

import pytest
from httpx import Response
from starlette.testclient import TestClient
from visits import FORM, post

from callup.web import application
from callup.web.application import PAGES
from callup.web.guard import HEADERS, allowed
from callup.web.limits import MOST_ADDRESS, MOST_BYTES, MOST_FIELDS

ASK = "/en/ru/ask"
ABOUT = ("about", "may_be_tasked")
MARKUP = '"><script>alert(1)</script><b x="'
LONG = "9" * 199
FORMS: dict[str, tuple[int, list[tuple[str, str]]]] = {
    "markup in a fact": (422, [ABOUT, ("fact.citizenship", MARKUP)]),
    "markup in the name of a fact": (422, [ABOUT, (f"fact.{MARKUP}", "yes")]),
    "markup in a position": (422, [("about", MARKUP)]),
    "markup in a day": (422, [ABOUT, ("on", MARKUP)]),
    "markup in a switch": (422, [ABOUT, ("with", MARKUP)]),
    "markup in an answer": (422, [ABOUT, ("asked", "born"), ("answer", MARKUP)]),
    "a huge number": (422, [ABOUT, ("fact.children_under_16", LONG)]),
    "a number with an exponent": (422, [ABOUT, ("fact.children_under_16", "1e999999999")]),
    "a number below zero": (422, [ABOUT, ("fact.children_under_16", "-1")]),
    "no number": (422, [ABOUT, ("fact.children_under_16", "NaN")]),
    "a day that there is not": (422, [ABOUT, ("fact.born", "2001-02-30")]),
    "a day long ago": (422, [ABOUT, ("fact.born", "0001-01-01")]),
    "a day in the far future": (422, [ABOUT, ("on", "9999-12-31")]),
    "an unknown fact": (422, [ABOUT, ("fact.shoe_size", "43")]),
    "an unknown position": (422, [("about", "may_fly")]),
    "an unknown switch": (422, [ABOUT, ("with", "gravity=off")]),
    "an unknown question": (404, [ABOUT, ("asked", "shoe_size"), ("answer", "43")]),
    "an unknown question to revise": (404, [ABOUT, ("do", "revise:shoe_size")]),
    "a bill without a day": (422, [ABOUT, ("with", "bill-citizenship-registration-2025")]),
    "invisible characters": (422, [ABOUT, ("fact.citizenship", "for\u200beign\x00\x1b[31m")]),
    "a history out of order": (422, [ABOUT, ("fact.citizenship", "russian@x,foreign@@")]),
    "too many positions": (
        422,
        [("about", name) for name in (
            "may_contract", "may_be_tasked", "must_register", "exit_barred", "federal_bonus",
            "regional_bonus", "special_muster",
        )],
    ),
    "thousands of fields": (413, [(f"fact.x{n}", "1") for n in range(3000)]),
    "just too many fields": (413, [("about", str(n)) for n in range(MOST_FIELDS + 1)]),
    "a value that is too long": (413, [ABOUT, ("fact.citizenship", "x" * 5000)]),
}  # fmt: skip


@pytest.mark.parametrize("what", FORMS)
def test_a_hostile_form_is_refused_with_a_clear_page(client: TestClient, what: str) -> None:
    status, fields = FORMS[what]
    page = post(client, ASK, fields)
    assert page.status_code == status
    assert "<script" not in page.text
    assert "Traceback" not in page.text
    assert "<h1" in page.text


PATHS: dict[str, tuple[int, str]] = {
    "no such page": (404, "/en/ru/nowhere"),
    "no such language": (404, "/tlh/ru/law"),
    "no such lawbook": (404, "/en/utopia/law"),
    "no such thing": (404, "/en/ru/law/nothing-of-the-kind"),
    "a path upwards": (404, "/en/ru/law/..%2f..%2fetc%2fpasswd"),
    "markup in a path": (404, "/en/ru/law/%3Cscript%3Ealert(1)%3C%2Fscript%3E"),
    "zero bytes in a path": (404, "/en/ru/law/%00"),
    "letters that are none": (404, "/en/ru/law/%ff%fe"),
    "a bad day": (422, "/en/ru/law?on=2025-13-40"),
    "a bad known day": (422, "/en/ru/law/rule:foreigners-tasks?known=yesterday"),
    "bad days of a difference": (422, "/en/ru/changes?from=x&to=y"),
    "days out of the calendar": (422, "/en/ru/changes?from=0000-00-00&to=99999-01-01"),
    "no such switch": (404, "/en/ru/switches/gravity"),
    "no such setting of a switch": (404, "/en/ru/switches/armed_conflict?compare=<b>"),
    "no such quantity": (404, "/en/ru/record/happiness"),
    "an endless address": (414, "/en/ru/search?q=" + "x" * MOST_ADDRESS),
    "a window that runs backwards": (422, "/en/ru/record/{quantity}?from=2025-02-01&to=2025-01-01"),
    "a speaker that there is not": (
        404,
        "/en/ru/record/{quantity}?from=2025-01-01&to=2025-02-01&believe=nobody",
    ),
}


@pytest.mark.parametrize("what", PATHS)
def test_a_hostile_address_is_refused_with_a_clear_page(client: TestClient, what: str) -> None:
    import callup

    status, path = PATHS[what]
    quantity = next(iter(callup.open("ru").record().quantities))
    page = client.get(path.format(quantity=quantity))
    assert page.status_code == status
    assert "<script" not in page.text
    assert "Traceback" not in page.text
    assert "<h1" in page.text


BODIES: dict[str, tuple[int, bytes, str]] = {
    "no JSON": (400, b"{", "application/json"),
    "not UTF-8": (400, b"\xff\xfe{}", "application/json"),
    "deep JSON": (400, b"[" * 60000, "application/json"),
    "a list": (422, b"[]", "application/json"),
    "a form": (415, b"about=x", "application/x-www-form-urlencoded"),
    "an unknown field": (422, b'{"abuot": []}', "application/json"),
    "facts that are a list": (422, b'{"facts": []}', "application/json"),
    "a fact that is a list of lists": (422, b'{"facts": {"born": [[1]]}}', "application/json"),
    "a fact with a mapping": (422, b'{"facts": {"born": {"a": 1}}}', "application/json"),
    "an unknown fact": (422, b'{"facts": {"shoe_size": 43}}', "application/json"),
    "a number that is none": (422, b'{"facts": {"children_under_16": NaN}}', "application/json"),
    "an infinite number": (422, b'{"facts": {"children_under_16": 1e999}}', "application/json"),
    "a day that is a number": (422, b'{"on": 5}', "application/json"),
    "a position that is none": (422, b'{"about": ["may_fly"]}', "application/json"),
    "a language that is none": (422, b'{"lang": "tlh"}', "application/json"),
    "too many facts": (
        422,
        json.dumps({"facts": {f"x{n}": 1 for n in range(MOST_FIELDS + 1)}}).encode(),
        "application/json",
    ),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_hostile_body_gets_the_one_shape_of_errors(client: TestClient, what: str) -> None:
    status, body, kind = BODIES[what]
    found = client.post("/api/v1/ru/ask", content=body, headers={"content-type": kind})
    assert found.status_code == status
    error = found.json()["error"]
    assert error["status"] == status
    assert error["message"]
    for one in error["problems"]:
        assert sorted(one) == ["code", "help", "message", "why"]


def test_a_large_body_is_refused_before_it_is_read(client: TestClient) -> None:
    body = urlencode([("fact.x", "y" * MOST_BYTES)])
    assert client.post(ASK, content=body, headers=FORM).status_code == 413
    streamed = (b"x" * 1024 for _ in range(MOST_BYTES // 1024 + 2))
    assert client.post(ASK, content=streamed, headers=FORM).status_code == 413
    assert client.post(ASK, content=b"", headers={**FORM, "content-length": "x"}).status_code == 413


def test_an_unknown_method_is_refused(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert client.request(method, "/en/ru/law").status_code == 405
    assert client.post("/en/ru/law", content=b"", headers=FORM).status_code == 405


def test_a_form_of_another_kind_is_refused(client: TestClient) -> None:
    found = client.post(ASK, files={"about": ("x", b"may_be_tasked")})
    assert found.status_code == 415


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("localhost", True),
        ("LOCALHOST:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("callup.example", False),
        ("localhost.evil.example", False),
        ("evil.example:localhost", False),
        ("", False),
    ],
)
def test_the_host_header_is_checked(client: TestClient, host: str, answered: bool) -> None:
    found = client.get("/en/", headers={"host": host})
    assert found.status_code == (200 if answered else 421)


def test_a_host_that_is_allowed_is_answered() -> None:
    assert allowed("abc.onion:80", {"abc.onion"})
    with TestClient(application(["ru"], hosts=["abc.onion"])) as client:
        assert client.get("/en/", headers={"host": "abc.onion"}).status_code == 200


def answers(client: TestClient) -> list[Response]:
    """One answer of every kind: pages, a form, a refusal, the API, the stylesheet."""
    front = client.get("/en/")
    style = front.text.partition('href="/style/')[2].partition('"')[0]
    return [
        front,
        post(client, ASK, [ABOUT]),
        post(client, ASK, [("about", "may_fly")]),
        client.get("/en/nowhere"),
        client.get("/"),
        client.get("/api/v1/lawbooks"),
        client.get("/api/v1/nowhere"),
        client.post("/api/v1/ru/ask", json={"about": ["may_be_tasked"]}),
        client.get("/en/", headers={"host": "evil.example"}),
        client.get(f"/style/{style}"),
    ]


def test_every_answer_tells_browsers_to_run_load_and_tell_nothing(client: TestClient) -> None:
    for answer in answers(client):
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()
        assert "set-cookie" not in answer.headers
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy


def test_what_is_personal_may_not_be_kept(client: TestClient) -> None:
    for answer in answers(client)[1:3]:
        assert answer.headers["cache-control"] == "no-store"
    found = client.post("/api/v1/ru/ask", json={"about": ["may_be_tasked"]})
    assert found.headers["cache-control"] == "no-store"
    assert "etag" not in found.headers


def test_a_failure_of_our_own_tells_where_and_nothing_of_the_person(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("born 1990-05-17")

    with TestClient(
        application(["ru"], hosts=["testserver"]), raise_server_exceptions=False
    ) as client:
        monkeypatch.setattr("callup.web.pages.ask._step", fail)
        with caplog.at_level(logging.DEBUG):
            page = post(client, "/ru/ru/ask", [ABOUT, ("fact.born", "1990-05-17")])
    assert page.status_code == 500
    assert "Произошла ошибка" in page.text
    assert "1990" not in page.text
    assert "1990" not in caplog.text
    assert "RuntimeError" in caplog.text


ROUTES = [path for method, path, _ in PAGES if method == "GET" and "{" in path]
ROUTES += [
    f"/api/v1/{{book}}/{rest}"
    for rest in (
        "objects/{id}", "log", "diff", "blame/{id}", "claims", "reconcile", "audits",
        "audits/{document}", "audits/{document}/claimreview",
    )
]  # fmt: skip
NAMES = (
    "on", "known", "from", "to", "before", "after", "q", "about", "by", "believe", "without",
    "grade", "quantity", "compare", "lang", "text",
)  # fmt: skip
VALUES = (MARKUP, "\x00", "9" * 150, "0000-00-00", "%", "../../etc/passwd", "{{7*7}}")


@pytest.mark.parametrize("route", ROUTES)
def test_no_address_fails_whatever_stands_in_it(client: TestClient, route: str) -> None:
    whole = route.replace("{language}", "en").replace("{book}", "ru")
    for value in VALUES:
        path = re.sub(r"\{[^}]*\}", quote(value, safe=""), whole)
        for query in ({}, dict.fromkeys(NAMES, value)):
            found = client.get(path, params=query)
            assert found.status_code < 500, (path, query)
            assert "Traceback" not in found.text
            if route.startswith("/api/"):
                # JSON may hold what was asked; no browser takes it for a page
                assert found.headers["content-type"] == "application/json"
                assert found.headers["x-content-type-options"] == "nosniff"
                assert found.status_code == 200 or set(found.json()) == {"error"}
            else:
                assert "<script" not in found.text
