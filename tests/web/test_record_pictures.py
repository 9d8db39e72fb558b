"""The record as pictures on its pages, with words and with the data beside them."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from callup.lawbook import open as open_lawbook

WINDOW = "record/recruits?from=2024-01-01&to=2024-12-31"


@pytest.mark.parametrize("language", ["en", "ru"])
def test_claims_are_drawn_with_a_text_alternative(client: TestClient, language: str) -> None:
    page = client.get(f"/{language}/ru/record/recruits").text
    assert page.count("<svg") == 1
    label = re.search(r'role="img" aria-label="([^"]+)"', page)
    assert label is not None
    assert ("claims on record" in label[1]) is (language == "en")


def test_a_window_is_drawn_as_a_band_with_its_numbers_beside_it(client: TestClient) -> None:
    page = client.get(f"/en/ru/{WINDOW}").text
    assert page.count("<svg") == 2
    told = open_lawbook("ru").reconcile("recruits", "2024-01-01", "2024-12-31")
    assert told.result.bounds is not None
    low, high = told.result.bounds
    last = page[page.index("day by day") :]
    row = re.findall(r"<tr><th.*?</tr>", last[: last.index("</table>")])[-1]
    for bound in (low, high):
        assert (f"{int(bound):,}" if bound is not None else "no bound") in row


def test_pictures_need_no_style_that_the_policy_forbids(client: TestClient) -> None:
    page = client.get(f"/en/ru/{WINDOW}")
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert "<script" not in page.text
    assert "unsafe" not in page.headers["content-security-policy"]


def test_speakers_and_words_of_claims_are_escaped_in_a_picture(client: TestClient) -> None:
    for quantity in set(re.findall(r"/en/ru/record/([\w-]+)", client.get("/en/ru/record").text)):
        page = client.get(f"/en/ru/record/{quantity}")
        assert page.status_code == 200
        assert page.text.count("<svg") == page.text.count("</svg>") == 1
