"""What pages tell in words: days as lawbooks write them, titles for ids, types and settings."""

from __future__ import annotations

import re
from datetime import date

import pytest
from starlette.testclient import TestClient
from visits import interview

from callup.lawbook import open as open_lawbook
from callup.web.called import called, setting_in_words, type_in_words
from callup.web.days import day_in_words, stretch, written
from callup.web.languages import tongues

EN, RU = tongues()["en"], tongues()["ru"]
JULY = date(2025, 7, 8)


@pytest.mark.parametrize(
    ("text", "en", "ru"),
    [
        ("2025-07-08", "8 July 2025", "8 июля 2025 г."),
        ("(2025-07-08)", "(8 July 2025)", "(8 июля 2025 г.)"),
        ("2025-07-07 or 2025", "7 July 2025 or 2025", "7 июля 2025 г. или 2025"),
        ("2025-07-08/2025-07-31", "8 July 2025 – 31 July 2025", "8 июля 2025 г. – 31 июля 2025 г."),
        ("2025-05~", "May 2025 (approximately)", "май 2025 (примерно)"),
        ("2025-01~/2025-05~", "January 2025 – May 2025 (approximately)",
         "январь 2025 – май 2025 (примерно)"),
        ("2024-34", "2024, quarter 2", "2024, 2-й квартал"),
        ("2024-41", "2024, half 2", "2024, 2-е полугодие"),
        ("2025", "2025", "2025"),
        ("n.d.", "no date", "без даты"),
        ("2025-13", "2025-13", "2025-13"),
        ("in spring", "in spring", "in spring"),
    ],
)  # fmt: skip
def test_days_are_told_in_words(text: str, en: str, ru: str) -> None:
    told = [re.sub(r"\s", " ", written(text, tongue)) for tongue in (EN, RU)]
    assert told == [en, ru]


def test_a_day_has_its_form_for_machines() -> None:
    assert day_in_words("2025-07-08", EN) == '<time datetime="2025-07-08">8 July 2025</time>'
    assert day_in_words("<b>", EN) == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (JULY, date(2025, 7, 9), "8 July 2025"),
        (JULY, date(2025, 8, 1), "8 July 2025 – 31 July 2025"),
        (JULY, None, "from 8 July 2025 on"),
        (None, JULY, "through 7 July 2025"),
        (None, None, "always"),
    ],
)
def test_a_stretch_says_which_side_is_open(
    start: date | None, end: date | None, words: str
) -> None:
    assert stretch(start, end, EN).striptags() == words


def test_things_go_by_their_titles_and_rules_by_their_ids() -> None:
    program = open_lawbook("ru").program
    assert called("serving", program, RU) == "Вы сейчас проходите службу?"
    assert called("martial_law", program, RU) == "Военное положение"
    assert called("foreigners-tasks", program, RU) == "foreigners-tasks"
    assert type_in_words("choice of region", RU) == "одно значение из region"
    assert type_in_words("boolean", EN) == "yes or no"
    assert setting_in_words("on", program, RU) == "включено"
    assert setting_in_words("2025-10-01", program, EN) == "1 October 2025"
    reading = "chuvashia-cut-to-the-federal-payment"
    assert setting_in_words(reading, program, RU) == "Ничего, кроме федеральной выплаты"


@pytest.mark.parametrize(
    ("page", "strange"),
    [
        ("law/act:decree-2025-07-foreigners-mobilisation", [r"\d \w+ or \d", r"\bboolean\b"]),
        ("law/position:may_be_tasked", [r"\bboolean\b"]),
        ("law/parameter:regional_bonus_rate", [r"\d{5,} RUB", "chuvashia-", r"money in"]),
        ("law/fact:region", ["choice of"]),
        ("law/facts", ["choice of", "lasting"]),
        ("switches/chuvashia-october-2025", ["chuvashia-cut", r"\d{5,} RUB"]),
        ("audits/dagens-2025-07", [r"\(on\)", "decree, 20", "announcement меняет"]),
        ("record/recruits?from=2022-02-24&to=2026-06-30", ["volunteers", r"3\.06", "medvedev-"]),
        ("changes?from=2025-13-01&to=2025-07-08", ["callup show"]),
    ],
)
def test_a_russian_page_has_no_words_of_the_code(
    client: TestClient, page: str, strange: list[str]
) -> None:
    text = client.get(f"/ru/ru/{page}").text
    shown = re.sub(r"<code>.*?</code>|<svg.*?</svg>|<[^>]*>", " ", text, flags=re.DOTALL)
    for words in strange:
        assert not re.search(words, shown), words


def test_each_condition_of_a_finding_is_told_by_question_and_answer(client: TestClient) -> None:
    start = [("about", "may_be_tasked"), ("on", "2025-07-08")]
    answers = {"serving": "contract", "citizenship": "foreign"}
    _, page = interview(client, "ru", start, answers)
    assert "Вы сейчас проходите службу? — по контракту</span>" in page.text
    assert "В каком регионе вы служите? — неизвестно</span>" in page.text


def test_what_an_act_changes_links_to_the_kind_of_thing(client: TestClient) -> None:
    page = client.get("/ru/ru/switches/chuvashia-october-2025").text
    assert "/ru/ru/law/parameter:regional_bonus_rate" in page
    assert ">Единовременная выплата региона за контракт, без федеральной</a>" in page
    log = client.get("/en/ru/law/log").text
    assert '<a href="#y2025">2025</a>' in log
    assert '<section id="y2025">' in log


def test_a_finding_ends_its_sentences_once_and_marks_conditions(client: TestClient) -> None:
    start = [("about", "liable_to_conscription"), ("on", "2025-07-08")]
    answers = {"born": "2003-02-02", "sex": "male", "citizenship": "russian", "serving": "no"}
    _, page = interview(client, "ru", start, answers)
    shown = re.sub(r"<[^>]*>", "", page.text)
    assert "Ответ действует по 1 февраля 2033" in shown
    assert ".." not in shown
    assert "<code>18 &lt;= age &lt; 30</code> — больше не выполняется" in page.text
