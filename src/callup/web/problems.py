"""What a visitor is told where something cannot be answered: a page, or JSON for programs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from callup.text.diagnostic import Diagnostic
from callup.web.desk import Desk
from callup.web.languages import SOURCE

API: Final = "/api/"
KNOWN: Final = (400, 404, 405, 408, 413, 414, 415, 421, 422, 429, 500, 503)
EXPLAINED: Final = frozenset(
    {"bad-day", "bad-fact", "bad-question", "bad-switch", "impossible-facts", "unknown-fact"}
)
"""The codes of what a visitor can do wrong; each has a sentence of its own in every language."""


def problem(
    desk: Desk, request: Request, status: int, problems: Sequence[Diagnostic] = ()
) -> Response:
    """Why a request is not answered, in the language and form of its address."""
    status = status if status in KNOWN else 400
    headers = {"retry-after": "10"} if status == 429 else {}
    if request.url.path.startswith(API):
        return JSONResponse(problem_to_json(status, problems), status, headers)
    code = request.url.path.strip("/").partition("/")[0]
    tongue = desk.tongues.get(code) or desk.tongues[SOURCE]
    lines = [tongue(f"status {status} help")]
    lines = [tongue(f"code {one}") for one in _codes(problems)] or lines
    request.scope["path_params"] = {"language": tongue.code}
    page = desk.page(
        "problem.html",
        request,
        status,
        title=tongue(f"status {status}"),
        lines=lines,
        problems=problems,
    )
    page.headers.update(headers)
    return page


def _codes(problems: Sequence[Diagnostic]) -> list[str]:
    return [one for one in dict.fromkeys(p.code for p in problems) if one in EXPLAINED]


def problem_to_json(status: int, problems: Sequence[Diagnostic] = ()) -> dict[str, object]:
    """The one shape of every error of the API."""
    listed = [
        {"code": one.code, "message": one.message, "why": one.why, "help": one.help}
        for one in problems
    ]
    return {"error": {"status": status, "message": MESSAGES[status], "problems": listed}}


MESSAGES: Final = {
    400: "the request cannot be read",
    404: "there is no such thing",
    405: "this address is not called in this way",
    408: "the request came too slowly",
    413: "the request is too large",
    414: "the address is too long",
    415: "the body is of a kind that is not taken",
    421: "this server does not go by that name",
    422: "the request can be read, and asks for what there is not",
    429: "too many questions at once; come again in a moment",
    500: "Callup itself has failed; nothing was answered",
    503: "the server is being stopped",
}
