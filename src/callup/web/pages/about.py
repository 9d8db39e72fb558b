"""Tells programmers of the API, and everybody of its limits."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from callup.web.desk import Desk
from callup.web.limits import LIMITS


def api(desk: Desk, request: Request) -> Response:
    """The addresses of the API, read off its own description."""
    tongue = desk.tongue(request)
    paths = request.app.openapi()["paths"]
    addresses = [
        (method.upper(), path, tongue.text(described["summary"]))
        for path, methods in paths.items()
        for method, described in methods.items()
    ]
    limits = [(tongue.text(what), most, tongue.text(unit)) for what, most, unit in LIMITS]
    return desk.page("about_api.html", request, addresses=addresses, limits=limits)
