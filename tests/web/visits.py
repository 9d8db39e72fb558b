"""What a visitor does without a browser: sends forms, answers questions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from urllib.parse import urlencode

from httpx import Response
from starlette.testclient import TestClient

HIDDEN = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
FORM = {"content-type": "application/x-www-form-urlencoded"}
Fields = Sequence[tuple[str, str]]


def post(client: TestClient, path: str, fields: Fields) -> Response:
    """What a browser gets that sends these fields."""
    return client.post(path, content=urlencode(fields), headers=FORM)


def hidden(page: Response, marker: str) -> list[tuple[str, str]]:
    """The hidden fields of the form of a page that has this class."""
    form = page.text[page.text.index(f'class="{marker}"') :]
    return [(unescape(name), unescape(value)) for name, value in HIDDEN.findall(form)]


def interview(
    client: TestClient, language: str, start: Fields, answers: dict[str, str]
) -> tuple[list[str], Response]:
    """Answers until there is a finding; what was asked, and the finding.

    What `answers` does not hold is not known.
    """
    asked: list[str] = []
    page = post(client, f"/{language}/ru/ask", start)
    while 'class="question"' in page.text:
        assert page.status_code == 200
        fields = hidden(page, "question")
        asked.append(dict(fields)["asked"])
        given = answers.get(asked[-1])
        button = ("answer", given) if given else ("do", "unsure")
        page = post(client, f"/{language}/ru/ask", [*fields, button])
    return asked, page
