"""The interview: to its end, with answers revised, kept, and compared between days."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient
from visits import hidden, interview, post

import callup
from callup.cli.main import main

START = (("about", "may_be_tasked"), ("on", "2025-07-08"))
FOREIGNER = {"citizenship": "foreign", "serving": "contract"}


@pytest.mark.parametrize(
    ("language", "yes", "act"),
    [
        ("en", "yes", "Decree amending the Regulations on military service"),
        ("ru", "да", "Указ об изменении Положения"),
    ],
)
def test_an_interview_ends_with_a_cited_answer(
    client: TestClient, language: str, yes: str, act: str
) -> None:
    asked, page = interview(client, language, START, FOREIGNER)
    assert sorted(asked) == ["citizenship", "serving"]
    assert f"<strong>{yes}</strong>" in page.text
    assert act in page.text
    assert "S021" in page.text
    assert 'title="' in page.text


def test_what_is_asked_is_what_the_python_api_asks(client: TestClient) -> None:
    asked, _ = interview(client, "en", START, {})
    law = callup.open("ru").on("2025-07-08")
    answers: dict[str, None] = {}
    expected = []
    while (key := getattr(law.next_question(answers, ["may_be_tasked"]), "key", None)) is not None:
        expected.append(key)
        answers[key] = None
    assert asked == expected


def test_an_answer_is_revised_and_the_finding_follows(client: TestClient) -> None:
    _, page = interview(client, "en", START, FOREIGNER)
    again = post(client, "/en/ru/ask", [*hidden(page, "answers"), ("do", "revise:citizenship")])
    assert "Which citizenship do you have?" in again.text
    assert 'class="main chosen" name="answer" value="foreign"' in again.text
    fields = hidden(again, "question")
    assert ("fact.citizenship", "foreign") not in fields
    page = post(client, "/en/ru/ask", [*fields, ("answer", "russian")])
    assert ("fact.citizenship", "russian") in hidden(
        page, "answers" if "answers" in page.text else "question"
    )


def test_why_a_question_is_asked_names_the_condition_and_its_act(client: TestClient) -> None:
    page = post(client, "/en/ru/ask", START)
    assert "Why do you ask?" in page.text
    purpose = page.text[page.text.index('class="purpose"') :]
    assert "/en/ru/law/fact:serving" in purpose
    assert "/en/ru/law/act:" in purpose


def test_an_answer_that_does_not_fit_is_asked_for_again(client: TestClient) -> None:
    start = (("about", "liable_to_conscription"), ("on", "2025-07-08"))
    fields = [*start, ("asked", "born")]
    page = post(client, "/en/ru/ask", [*fields, ("answer", "31.02.2001"), ("do", "answer")])
    assert page.status_code == 422
    assert "Write a day as 17.05.1990 or 1990-05-17." in page.text
    assert 'value="31.02.2001"' in page.text
    page = post(client, "/en/ru/ask", [*fields, ("answer", "17.05.2001"), ("do", "answer")])
    assert page.status_code == 200
    assert ("fact.born", "2001-05-17") in hidden(page, "question")


def test_answers_that_exclude_each_other_are_named_with_a_way_to_change_them(
    client: TestClient,
) -> None:
    facts = [("fact.citizenship", "foreign"), ("fact.citizen_by_birth", "yes")]
    page = post(client, "/en/ru/ask", [*START, *facts])
    assert "These answers exclude each other" in page.text
    assert 'value="revise:citizenship"' in page.text


def test_the_kept_file_is_one_piece_and_says_what_it_rests_on(client: TestClient) -> None:
    _, page = interview(client, "en", START, FOREIGNER)
    kept = post(client, "/en/ru/ask/finding.html", hidden(page, "answers"))
    assert kept.status_code == 200
    assert kept.headers["content-disposition"].startswith("attachment")
    assert kept.headers["cache-control"] == "no-store"
    for outside in ("href=", "src=", "<script", "@import", "url("):
        assert outside not in kept.text
    assert "S021" in kept.text
    assert "sha256:" in kept.text


def test_the_kept_json_holds_the_findings_of_the_command_line(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    _, page = interview(client, "ru", START, FOREIGNER)
    kept = post(client, "/ru/ru/ask/finding.json", hidden(page, "answers")).json()
    words = ["--on", "2025-07-08", "--about", "may_be_tasked", "citizenship=foreign"]
    main(["ask", "ru", *words, "serving=contract", "--lang", "ru", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert kept.pop("facts") == FOREIGNER
    assert kept == told


def test_a_contested_setting_can_be_taken_and_given_back(client: TestClient) -> None:
    _, page = interview(client, "en", START, FOREIGNER)
    id = "mobilisation-completed-by-announcement"
    assert f'value="with:{id}"' in page.text
    page = post(client, "/en/ru/ask", [*hidden(page, "answers"), ("do", f"with:{id}")])
    assert '<p class="answer unknown">' in page.text
    assert ("with", id) in hidden(page, "answers")
    page = post(client, "/en/ru/ask", [*hidden(page, "answers"), ("do", f"with:-{id}")])
    assert '<p class="answer yes">' in page.text


def test_what_changed_for_a_person_shows_both_answers(client: TestClient) -> None:
    _, page = interview(client, "en", START, {**FOREIGNER, "serves_in": "RU-MOW"})
    days = [("before", "06.07.2025"), ("after", "2025-07-08")]
    page = post(client, "/en/ru/ask/changes", [*hidden(page, "answers"), *days])
    assert page.status_code == 200
    assert (
        '<strong class="unknown">unknown</strong> → <strong class="yes">yes</strong>' in page.text
    )


def test_nothing_chosen_is_said_and_nothing_lost(client: TestClient) -> None:
    page = post(client, "/en/ru/ask", [("on", "2025-07-08")])
    assert page.status_code == 422
    assert "Choose at least one question." in page.text
    assert 'value="2025-07-08"' in page.text
