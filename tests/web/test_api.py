"""The API: the JSON of the command line, tags by digest, one shape of errors."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

import callup
from callup.cli.main import main

DIFF = "diff ru 2025-07-07 2025-07-08 --text"
PERSON = {"citizenship": "foreign", "serving": "contract"}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> object:
    """What the command line prints as JSON."""
    assert main([*words, "--json"]) in (0, 1)
    return json.loads(capsys.readouterr().out)


def test_ask_gives_what_the_command_line_gives(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    for lang in ("en", "ru"):
        body = {"on": "2025-07-07", "facts": PERSON, "lang": lang, "with": ["armed_conflict=no"]}
        found = client.post("/api/v1/ru/ask", json=body)
        assert found.status_code == 200
        words = ["--on", "2025-07-07", "--with", "armed_conflict=no", "citizenship=foreign"]
        assert found.json() == told(capsys, "ask", "ru", *words, "serving=contract", "--lang", lang)


def test_ask_gives_only_the_parts_that_are_asked_for(client: TestClient) -> None:
    body = {"on": "2025-07-08", "facts": PERSON, "about": ["may_be_tasked"]}
    whole = client.post("/api/v1/ru/ask", json=body).json()["findings"][0]
    found = client.post("/api/v1/ru/ask", json={**body, "only": ["value", "because"]}).json()
    assert found["findings"] == [{"value": whole["value"], "because": whole["because"]}]
    refused = client.post("/api/v1/ru/ask", json={**body, "only": ["everything"]})
    assert refused.status_code == 422


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("objects/foreigners-tasks?on=2025-07-08", "show ru foreigners-tasks --on 2025-07-08"),
        ("objects/fact:born?on=2025-07-08", "show ru fact:born --on 2025-07-08"),
        ("objects/acts?on=2025-07-08", "show ru acts --on 2025-07-08"),
        ("log?from=2025-07-01&to=2025-07-31", "log ru --from 2025-07-01 --to 2025-07-31"),
        ("blame/foreigners-tasks?on=2025-07-08", "blame ru foreigners-tasks --on 2025-07-08"),
        (
            "diff?before=2025-07-06&after=2025-07-08&text=true",
            "diff ru 2025-07-06 2025-07-08 --text",
        ),
        ("claims", "claims ru"),
        ("audits/dagens-2025-07", "audit ru dagens-2025-07"),
    ],
)
def test_the_law_is_given_as_the_command_line_gives_it(
    client: TestClient, capsys: pytest.CaptureFixture[str], address: str, words: str
) -> None:
    found = client.get(f"/api/v1/ru/{address}")
    assert found.status_code == 200
    assert found.json() == told(capsys, *words.split())


def test_a_difference_names_whom_it_reaches(client: TestClient) -> None:
    found = client.get("/api/v1/ru/diff?before=2025-07-07&after=2025-07-08")
    assert found.status_code == 200
    groups = [one for one in found.json()["groups"] if one["position"] == "may_be_tasked"]
    assert {one["act"] for one in groups} == {"decree-2025-07-foreigners-mobilisation"}
    assert all(one["witness"] for one in groups)


def test_reconcile_is_given_as_the_command_line_gives_it(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    quantity = next(iter(callup.open("ru").record().quantities))
    days = {"from": "2025-01-01", "to": "2025-06-30"}
    found = client.get("/api/v1/ru/reconcile", params={"quantity": quantity, **days})
    words = ["reconcile", "ru", quantity, "--from", days["from"], "--to", days["to"]]
    assert found.json() == told(capsys, *words)


def test_a_difference_for_a_person_holds_the_findings_that_differ(client: TestClient) -> None:
    body = {"before": "2025-07-07", "after": "2025-07-08", "facts": PERSON}
    found = client.post("/api/v1/ru/diff", json=body)
    assert found.status_code == 200
    turned = {one["position"]: one["after"]["value"] for one in found.json()["findings"]}
    assert turned["may_be_tasked"] is True


def test_the_law_carries_a_tag_and_is_not_sent_twice(client: TestClient) -> None:
    address = "/api/v1/ru/diff?before=2025-07-06&after=2025-07-08&text=true"
    first = client.get(address)
    digest = callup.open("ru").digest.removeprefix("sha256:")
    assert first.headers["etag"].startswith(f'"{digest[:32]}')
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get(address, headers={"if-none-match": '"something-else"'})
    assert other.status_code == 200


def test_lawbooks_and_limits_are_stated(client: TestClient) -> None:
    (book,) = client.get("/api/v1/lawbooks").json()["lawbooks"]
    assert book["lawbook"] == "ru"
    assert "may_contract" in book["positions"]
    limits = client.get("/api/v1/limits").json()["limits"]
    assert {"what": "body", "most": 65536, "unit": "bytes"} in limits


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/api/v1/utopia/log", 404, None),
        ("/api/v1/ru/objects/nothing", 404, "bad-question"),
        ("/api/v1/ru/log?from=x", 422, "bad-day"),
        ("/api/v1/ru/diff", 422, "bad-call"),
        ("/api/v1/ru/log?lang=tlh", 422, "unknown-language"),
        ("/api/v1/nowhere", 404, None),
    ],
)
def test_errors_have_one_shape(
    client: TestClient, address: str, status: int, code: str | None
) -> None:
    found = client.get(address)
    assert found.status_code == status
    error = found.json()["error"]
    assert sorted(error) == ["message", "problems", "status"]
    assert code is None or code in [one["code"] for one in error["problems"]]


def test_the_description_names_every_address_and_every_error(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["info"]["title"] == "Callup"
    for path, methods in described["paths"].items():
        for method, one in methods.items():
            assert {"200", "404", "422", "429"} <= set(one["responses"]), (path, method)
            assert one["summary"]


def test_claimreview_has_the_address_of_each_statement_as_the_visitor_calls_it(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "/api/v1/ru/audits/dagens-2025-07/claimreview"
    found = client.get(path, params={"lang": "ru"}).json()
    addresses = [one.pop("url") for one in found["@graph"]]
    page = "http://testserver/ru/ru/audits/dagens-2025-07"
    assert addresses == [f"{page}#s{n}" for n in range(1, 14)]
    assert 'id="s13"' in client.get(page).text
    assert main(["audit", "ru", "dagens-2025-07", "--claimreview", "--lang", "ru"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [one["claimReviewed"] for one in found["@graph"]] == [
        one["claimReviewed"] for one in printed["@graph"]
    ]
    assert not any("url" in one for one in printed["@graph"])
    assert path + "?lang=en" in client.get(page.replace("/ru/ru/", "/en/ru/")).text


@pytest.mark.parametrize(
    ("headers", "site"),
    [
        ({"host": "localhost:8000"}, "http://localhost:8000"),
        ({"host": "[::1]:8000"}, "http://[::1]:8000"),
        ({"host": "testserver", "x-forwarded-proto": "https"}, "https://testserver"),
        ({"host": "testserver", "x-forwarded-proto": "javascript"}, "http://testserver"),
        ({"host": 'testserver:"><script>'}, "http://testserver"),
    ],
)
def test_an_address_is_made_of_the_name_that_was_let_in(
    client: TestClient, headers: dict[str, str], site: str
) -> None:
    path = "/api/v1/ru/audits/dagens-2025-07/claimreview?on=2025-07-08"
    found = client.get(path, headers=headers)
    first = found.json()["@graph"][0]["url"]
    assert first == f"{site}/en/ru/audits/dagens-2025-07?on=2025-07-08#s1"
    again = {**headers, "if-none-match": found.headers["etag"]}
    assert client.get(path, headers=again).status_code == 304
    assert client.get(path, headers={**again, "host": "127.0.0.1"}).status_code == 200
