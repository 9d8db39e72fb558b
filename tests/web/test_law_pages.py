"""The law as pages: every kind of thing, on any day, found by words, in both languages."""

from __future__ import annotations

import asyncio
import re
from itertools import product
from typing import Any

import pytest
from starlette.testclient import TestClient

from callup.lawbook import open as open_lawbook
from callup.web import crew
from callup.web.busy import TooBusy, TooSlow
from callup.web.crew import Crew
from callup.web.languages import tongues
from callup.web.reaching import Reaching, Solver

THINGS = (
    "act:decree-2025-07-foreigners-mobilisation",
    "rule:foreigners-tasks",
    "position:may_be_tasked",
    "term:age",
    "state:martial_law",
    "parameter:federal_bonus_rate",
    "fact:citizenship",
    "source:S021",
    "reading:mobilisation-completed-by-announcement",
    "doubt:earlier-naturalisations",
    "positions",
    "acts",
    "rules",
    "switches",
)
PAGES = (
    "",
    "ask",
    "law",
    "law/log?from=2025-07-01&to=2025-07-31",
    "law/gaps",
    "changes",
    "changes?from=2025-07-06&to=2025-07-08",
    "switches",
    "switches/mobilisation-completed-by-announcement",
    "switches/mobilisation-completed-by-announcement?compare=on&on=2025-07-08",
    "switches/bill-volunteer-formations-2025",
    "switches/earlier-naturalisations",
    "search?q=foreigner",
    "record",
    "audits",
    "audits/dagens-2025-07",
    *(f"law/{thing}" for thing in THINGS),
)


@pytest.mark.parametrize(("language", "page"), list(product(("en", "ru"), PAGES)))
def test_a_page_comes_in_each_language_and_leads_to_the_other(
    client: TestClient, language: str, page: str
) -> None:
    found = client.get(f"/{language}/ru/{page}")
    assert found.status_code == 200
    assert f'<html lang="{language}">' in found.text
    other = {"en": "ru", "ru": "en"}[language]
    assert f'href="/{other}/ru/{page.replace("&", "&amp;")}"' in found.text
    assert found.text.count("<h1") == 1
    if language == "ru":
        shown = re.sub(r"<[^>]*>", " ", found.text)
        assert not re.search(r"\b(Rules|Sources|Nothing|Days|Over time)\b", shown)


def test_a_switch_tells_whose_answer_it_changes_with_somebody_of_each_group(
    client: TestClient,
) -> None:
    address = "/en/ru/switches/mobilisation-completed-by-announcement?on=2025-07-08"
    offered = client.get(address).text
    assert "?compare=on&amp;on=2025-07-08#whose" in offered
    page = client.get(address + "&compare=on").text
    whose = page[page.index('id="whose"') :]
    assert "May this serving foreigner be used in tasks" in whose
    assert "(by the law as it stands)" in whose
    assert "The groups are exact" in whose
    asked = re.findall(r'name="with" value="([^"]*)"', whose)
    assert set(asked) == {"mobilisation-completed-by-announcement=on"}
    assert 'name="fact.citizenship" value="foreign"' in whose


def test_every_link_of_the_pages_leads_somewhere(client: TestClient) -> None:
    links: set[str] = set()
    for page in PAGES:
        text = client.get(f"/en/ru/{page}").text
        links.update(re.findall(r'href="(/en/[^"#]*)', text))
    chosen = sorted(links)[::7]
    broken = [link for link in chosen if client.get(link.replace("&amp;", "&")).status_code != 200]
    assert len(chosen) > 50
    assert broken == []


def test_a_rule_reads_as_on_the_day_of_the_address(client: TestClient) -> None:
    before = client.get("/en/ru/law/rule:foreigners-tasks?on=2025-07-07").text
    after = client.get("/en/ru/law/rule:foreigners-tasks?on=2025-07-08").text
    now = "As it reads on"
    assert "mobilisation" not in before[before.index(now) : before.index("Over time")]
    assert "mobilisation" in after[after.index(now) : after.index("Over time")]


def test_a_rule_reads_as_it_was_known_on_the_day_of_the_address(client: TestClient) -> None:
    page = client.get("/en/ru/law/rule:foreigners-tasks?on=2025-07-08&known=2025-07-07").text
    assert "mobilisation" not in page[page.index("As it reads on") : page.index("Over time")]
    assert "known=2025-07-07" in page


def test_blame_and_uses_stand_on_the_page_of_a_rule(client: TestClient) -> None:
    page = client.get("/en/ru/law/rule:foreigners-tasks?on=2025-07-08").text
    assert "Which act gave each condition its present form" in page
    assert "/en/ru/law/fact:serving?on=2025-07-08" in page
    used = client.get("/en/ru/law/fact:serving").text
    assert "/en/ru/law/rule:foreigners-tasks" in used[used.index("What reads it") :]


def test_the_difference_of_two_days_shows_old_and_new_conditions(client: TestClient) -> None:
    page = client.get("/en/ru/changes?from=07.07.2025&to=2025-07-08").text
    assert 'class="old"' in page
    assert 'class="new"' in page
    assert "/en/ru/law/act:decree-2025-07-foreigners-mobilisation" in page


def test_the_time_line_tells_in_words_what_it_draws(client: TestClient) -> None:
    page = client.get("/en/ru/law").text
    picture = page[page.index("<svg") : page.index("</svg>")]
    assert 'role="img" aria-labelledby="line-title line-text"' in picture
    assert "21 September 2022" in picture[picture.index("<desc") : picture.index("</desc>")]
    assert "style=" not in picture
    rows = page[page.index("<h2>States of law</h2>") :]
    assert "21 September 2022" in rows


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("foreigners tasks", "law/rule:foreigners-tasks"),
        ("МОБИЛИЗАЦИИ", "law/state:mobilisation"),
        ("S021", "law/source:S021"),
    ],
)
def test_search_finds_by_words_of_any_language(client: TestClient, words: str, hit: str) -> None:
    assert f"/en/ru/{hit}" in client.get("/en/ru/search", params={"q": words}).text


def test_search_for_nothing_that_there_is_says_so(client: TestClient) -> None:
    page = client.get("/ru/ru/search", params={"q": "xyzzy"})
    assert page.status_code == 200
    assert "0 совпадений" in page.text


def test_the_first_page_is_in_the_language_of_the_browser(client: TestClient) -> None:
    for wish, code in (("ru-RU,ru;q=0.9,en;q=0.5", "ru"), ("de,fr;q=0.2", "en"), ("", "en")):
        found = client.get("/", headers={"accept-language": wish})
        assert (found.status_code, found.headers["location"]) == (303, f"/{code}/")


def test_days_and_plurals_are_those_of_the_language(client: TestClient) -> None:
    english, russian = (client.get(f"/{code}/ru/").text for code in ("en", "ru"))
    assert re.search(r"\d+ things are open or disputed", english)
    assert re.search(r"\d+ вопрос(а|ов)? открыт", russian)
    assert re.search(r"\d+\s(января|февраля|марта|апреля)\s2026\sг\.", russian)


@pytest.mark.parametrize("failure", [TooSlow, TooBusy])
def test_what_acts_changed_is_told_though_the_solver_takes_too_long(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, failure: type[Exception]
) -> None:
    work = Crew.work

    async def unless_solving(self: Crew, *args: Any) -> Any:
        if self.size == 1:
            raise failure
        return await work(self, *args)

    monkeypatch.setattr(Crew, "work", unless_solving)
    page = client.get("/en/ru/changes?from=2025-11-02&to=2025-11-04")
    assert page.status_code == 202
    assert "/en/ru/law/rule:appearance-cap" in page.text
    assert "Who is reached has not been worked out yet" in page.text
    assert "<code>callup diff ru 2025-11-02 2025-11-04</code>" in page.text
    assert "proved" not in page.text
    compared = client.get("/ru/ru/switches/bill-volunteer-formations-2025?compare=on&on=2026-03-02")
    assert compared.status_code == 202
    asked = "callup compare ru --on 2026-03-02 --with bill-volunteer-formations-2025@2026-03-02"
    assert "Кого это касается, ещё не выяснено" in compared.text
    assert asked in compared.text
    assert "доказано" not in compared.text


def test_what_the_solver_found_too_late_is_there_for_whoever_asks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lawbook = open_lawbook("ru")
    tongue = tongues()["en"]
    before, after = lawbook.on("2025-07-07"), lawbook.on("2025-07-08")
    asked = (lawbook, before, after, tongue, ("may_be_tasked",))

    async def twice() -> tuple[object, object]:
        solver = Solver()
        monkeypatch.setattr(crew, "ANSWER_SECONDS", 0.01)
        early = await solver.reaching(*asked)
        monkeypatch.setattr(crew, "ANSWER_SECONDS", 60)
        return early, await solver.reaching(*asked)

    early, later = asyncio.run(twice())
    assert early is None
    assert isinstance(later, Reaching)
    assert later.groups
