"""The pages in a real browser without scripts: by mouse, by keyboard, narrow, printed, measured.

Chromium is found as CALLUP_CHROMIUM, or where Debian puts it. Where it or Playwright is missing
the tests are skipped, but not in continuous integration.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

CI = bool(os.environ.get("CI"))
CHROMIUM = os.environ.get("CALLUP_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
AXE = "axe-core@4.10.3"
CALLUP = str(Path(sys.executable).parent / "callup")
PORT = 28000 + os.getpid() % 2000
HOME = f"http://127.0.0.1:{PORT}"

PAGES = (
    "/en/",
    "/ru/",
    "/en/ru/ask",
    "/ru/ru/law",
    "/en/ru/law/log?from=2025-07-01",
    "/en/ru/law/gaps",
    "/en/ru/law/act:decree-2025-07-foreigners-mobilisation",
    "/ru/ru/law/rule:foreigners-tasks?on=2025-07-08",
    "/en/ru/law/position:may_contract?on=2025-07-08",
    "/en/ru/law/state:martial_law",
    "/en/ru/law/parameter:federal_bonus_rate",
    "/en/ru/law/fact:region",
    "/en/ru/law/source:S021",
    "/en/ru/law/sources",
    "/ru/ru/changes?from=2025-07-07&to=2025-07-08",
    "/en/ru/switches",
    "/en/ru/switches/mobilisation-completed-by-announcement",
    "/ru/ru/switches/mobilisation-completed-by-announcement?compare=on&on=2025-07-08",
    "/en/ru/record",
    "/ru/ru/record/contracts_signed?from=2024-01-01&to=2024-12-31",
    "/en/ru/record/recruits?from=2022-02-24&to=2026-06-30",
    "/en/ru/audits",
    "/en/ru/how-many?about=may_be_tasked&from=2025-06-01&to=2025-08-01&by=sex",
    "/ru/ru/audits/dagens-2025-07",
    "/en/ru/search?q=mobilisation",
    "/en/api",
    "/en/nowhere",
)


def missing(why: str) -> None:
    """Skips with the reason; in continuous integration nothing may be skipped."""
    if CI:
        pytest.fail(why)
    pytest.skip(why)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    people = str(tmp_path_factory.mktemp("people") / "people.csv")
    subprocess.run([CALLUP, "sample", "ru", "-n", "200", "-o", people], check=True)
    process = subprocess.Popen(
        [CALLUP, "serve", "ru", "--port", str(PORT), "--people", people, "--by", "sex"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            httpx.get(HOME + "/en/", trust_env=False, timeout=30)
            break
        except httpx.TransportError:
            time.sleep(0.1)
    yield HOME
    process.terminate()
    process.wait(20)


Open = Callable[..., Any]


@pytest.fixture(scope="module")
def browser(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Open]:
    """Opens windows: `open(scripts=…, width=…, scheme=…)` gives a page of a new browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        missing("Playwright is not installed: pip install 'callup[pages]'")
    if not Path(CHROMIUM).exists():
        missing(f"there is no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        windows: list[Any] = []

        def open_window(
            *,
            scripts: bool = False,
            width: int = 1280,
            scheme: str = "light",
            locale: str = "en-GB",
        ) -> Any:
            window = playwright.chromium.launch_persistent_context(
                str(tmp_path_factory.mktemp("browser")),
                executable_path=CHROMIUM,
                args=list(ARGUMENTS),
                java_script_enabled=scripts,
                bypass_csp=scripts,
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale="en-GB",
                base_url=server,
            )
            windows.append(window)
            return window.new_page()

        yield open_window
        for window in windows:
            window.close()


@pytest.fixture(scope="module")
def plain(browser: Open) -> Any:
    """One window without scripts."""
    return browser()


def click(page: Any, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


SPOKEN = {
    "en": {
        "position": "May this serving foreigner be used in tasks in the present states of law?",
        "serving": "under contract",
        "citizenship": "of another country",
        "revised": "Russian",
        "unsure": "I don't know",
        "yes": "yes",
    },
    "ru": {
        "position": "Может ли этот служащий иностранец участвовать в выполнении задач "
        "при нынешних правовых режимах?",
        "serving": "по контракту",
        "citizenship": "другой страны",
        "revised": "российское",
        "unsure": "Не знаю",
        "yes": "да",
    },
}


def answer_all(page: Any, say: dict[str, str]) -> None:
    """From the first page to the finding: two answers, and the rest is not known."""
    while page.locator("form.question").count():
        for known in (say["serving"], say["citizenship"], say["unsure"]):
            button = page.get_by_role("button", name=known, exact=True)
            if button.count():
                button.click()
                break


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_interview_goes_to_its_end_and_an_answer_is_revised(plain: Any, language: str) -> None:
    say = SPOKEN[language]
    plain.goto(f"/{language}/")
    plain.locator("button[value=may_be_tasked]").click()
    answer_all(plain, say)
    answer = plain.locator(".answer strong").first
    assert answer.inner_text().lower() == say["yes"]
    assert plain.url == f"{HOME}/{language}/ru/ask"
    assert (
        plain.locator(".basis a").first.get_attribute("href").startswith(f"/{language}/ru/law/act:")
    )
    plain.locator("button[value='revise:citizenship']").click()
    click(plain, say["revised"])
    answer_all(plain, say)
    assert plain.locator(".answer strong").first.inner_text().lower() != say["yes"]


def test_why_a_question_is_asked_opens_without_scripts(plain: Any) -> None:
    plain.goto("/en/")
    plain.locator("button[value=may_be_tasked]").click()
    purpose = plain.locator(".purpose ul")
    assert not purpose.is_visible()
    plain.get_by_text("Why do you ask?").click()
    assert purpose.is_visible()


def test_the_finding_changes_its_language_without_an_address(plain: Any) -> None:
    plain.goto("/en/")
    plain.locator("button[value=may_be_tasked]").click()
    answer_all(plain, SPOKEN["en"])
    click(plain, "Русский")
    assert plain.url == f"{HOME}/ru/ru/ask"
    assert plain.locator(".answer strong").first.inner_text().lower() == "да"


def test_a_difference_leads_from_the_first_page_to_old_and_new_words(plain: Any) -> None:
    plain.goto("/en/")
    plain.get_by_role("link", name="What changed", exact=True).click()
    plain.get_by_label("from", exact=True).fill("2025-07-07")
    plain.get_by_label("to", exact=True).fill("2025-07-08")
    click(plain, "Compare")
    assert "mobilisation" in plain.locator(".lines .new").first.inner_text()


def test_the_founding_article_is_one_click_from_the_first_page(plain: Any) -> None:
    for language, verdict in (("en", "contradicted"), ("ru", "опровергается")):
        plain.goto(f"/{language}/")
        plain.locator("a[href$='/audits/dagens-2025-07']").click()
        assert plain.locator(".verdicts li").count() == 13
        assert verdict in plain.locator("main").inner_text()


def test_a_difference_names_somebody_whom_it_reaches(plain: Any) -> None:
    plain.goto("/en/ru/changes?from=2025-07-07&to=2025-07-08")
    plain.get_by_role("button", name="See both answers").first.click()
    assert plain.url == f"{HOME}/en/ru/ask/changes"
    answers = plain.locator(".finding .answer strong").all_inner_texts()
    assert len(set(answers)) > 1


def test_the_interview_goes_by_keyboard_alone(browser: Open) -> None:
    page = browser()
    page.goto("/en/ru/ask")
    page.keyboard.press("Tab")
    assert page.locator(".skip:focus").count() == 1
    reach(page, "input[value=may_be_tasked]")
    page.keyboard.press("Space")
    reach(page, "button.main")
    page.keyboard.press("Enter")
    page.wait_for_selector("form.question")
    while page.locator("form.question").count():
        reach(page, "form.question button[name]")
        # the page asked from is still there until the next one has come
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert page.locator(".answer strong").count() == 1


def reach(page: Any, selector: str) -> None:
    """Goes on with Tab until something of the kind has the focus."""
    for _ in range(80):
        if page.locator(f"{selector}:focus").count():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not reach {selector}")


def test_a_finding_prints_on_two_sheets_at_most(browser: Open) -> None:
    page = browser(scripts=True)
    for language in ("en", "ru"):
        page.goto(f"/{language}/")
        page.locator("button[value=may_be_tasked]").click()
        answer_all(page, SPOKEN[language])
        printed = page.pdf(format="A4", print_background=False)
        assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_a_small_telephone(narrow: Any, path: str) -> None:
    narrow.goto(path)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.fixture(scope="module")
def narrow(browser: Open) -> Any:
    return browser(scripts=True, width=320)


def test_the_interview_fits_a_small_telephone(narrow: Any) -> None:
    narrow.goto("/ru/")
    narrow.locator("button[value=may_be_tasked]").click()
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320
    answer_all(narrow, SPOKEN["ru"])
    assert narrow.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_page_loads_nothing_but_itself_and_its_style(browser: Open) -> None:
    page = browser(scripts=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/en/ru/law")
    assert page.context.cookies() == []
    assert all(url.startswith(HOME) for url in asked)
    assert len(asked) <= 3  # the page, its style, and the icon that browsers ask for


# accessibility, as axe measures it


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The script that measures, fetched for the test and never shipped."""
    found = os.environ.get("CALLUP_AXE")
    if found:
        return Path(found).read_text("utf-8")
    if shutil.which("npm") is None:
        missing("axe-core is fetched with npm, which is not installed")
    folder = tmp_path_factory.mktemp("axe")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", AXE]
    done = subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    if done.returncode:
        missing("npm cannot fetch axe-core here")
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def measured(browser: Open) -> dict[str, Any]:
    return {scheme: browser(scripts=True, scheme=scheme) for scheme in ("light", "dark")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_a_page(
    measured: dict[str, Any], axe: str, path: str, scheme: str
) -> None:
    measured[scheme].goto(path)
    assert violations(measured[scheme], axe) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_an_interview(measured: dict[str, Any], axe: str, scheme: str) -> None:
    page = measured[scheme]
    for position in ("may_be_tasked", "liable_to_conscription", "regional_bonus"):
        page.goto("/en/")
        page.locator(f"button[value={position}]").click()
        assert violations(page, axe) == []
    page.goto("/ru/")
    page.locator("button[value=may_be_tasked]").click()
    answer_all(page, SPOKEN["ru"])
    assert violations(page, axe) == []


def violations(page: Any, axe: str) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with the first place."""
    page.evaluate(axe)
    found = page.evaluate("axe.run()")["violations"]
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in found]
