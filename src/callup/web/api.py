"""The HTTP API: the JSON of the command line, read-only, with one shape for every error."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Final

import msgspec
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

import callup
from callup.lawbook import as_day
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.desk import Desk, Missing
from callup.web.guard import origin
from callup.web.languages import SOURCE, Tongue
from callup.web.limits import LIMITS, MOST_FIELDS, MOST_WORD
from callup.web.phrases import N_
from callup.web.problems import problem_to_json
from callup.web.sheet import BadForm
from callup.web.shelf import Book
from callup.wire.audit import audit_to_json, claim_review
from callup.wire.finding import PARTS, answers_to_json, switches_set
from callup.wire.law import blame_to_json, difference_to_json, log_to_json, pages_to_json
from callup.wire.plain import head
from callup.wire.record import claims_to_json, reconciliation_to_json

KEPT: Final = {"cache-control": "no-cache"}
"""Law is not personal: it may be kept, and is asked for again by its tag."""


class Listed(BaseModel):
    """One thing that is wrong."""

    code: str
    message: str
    why: str | None
    help: str | None


class Error(BaseModel):
    status: int
    message: str
    problems: list[Listed]


class Problem(BaseModel):
    """The shape of every error."""

    error: Error


ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": words}
    for status, words in (
        (400, "The request cannot be read."),
        (404, "There is no such lawbook or thing."),
        (413, "The request is too large."),
        (415, "The body is not JSON."),
        (422, "What is asked for does not exist or does not fit."),
        (429, "Too many questions at once."),
    )
}

FACTS: Final = {
    "type": "object",
    "description": "Facts by name, in the words of the command line; what is left out is unknown.",
    "additionalProperties": {"type": ["string", "number", "boolean", "object", "array", "null"]},
    "maxProperties": MOST_FIELDS,
}
WORDS: Final = {
    "type": "array",
    "items": {"type": "string", "maxLength": MOST_WORD},
    "maxItems": 50,
}
DAY: Final = {"type": ["string", "null"], "format": "date"}
QUESTION: Final = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "facts": FACTS,
        "on": DAY,
        "known": DAY,
        "about": WORDS,
        "with": WORDS,
        "without": WORDS,
        "strict": {"type": "boolean"},
        "only": {
            **WORDS,
            "description": f"Only these parts of each finding: {', '.join(PARTS)}.",
        },
        "lang": {"type": "string"},
    },
}
COMPARISON: Final = {
    "type": "object",
    "additionalProperties": False,
    "required": ["before", "after"],
    "properties": {"before": DAY, "after": DAY, "facts": FACTS, "lang": {"type": "string"}},
}

Day = Annotated[str | None, Query(max_length=20, description="A day, YYYY-MM-DD.")]
Word = Annotated[str | None, Query(max_length=MOST_WORD)]
Words = Annotated[list[str] | None, Query(max_length=50)]
Language = Annotated[str, Query(max_length=20, description="The language of titles and reasons.")]


def router(desk: Desk) -> APIRouter:
    """All addresses under /api/v1."""
    api = _Api(desk)
    made = APIRouter(prefix="/api/v1", responses=ERRORS)
    read: tuple[tuple[str, Callable[..., Any], str], ...] = (
        ("/lawbooks", api.lawbooks, N_("The lawbooks that are served")),
        ("/limits", api.limits, N_("What one request may ask for")),
        ("/{book}/objects/{id:path}", api.show, N_("What is called so, as on a day")),
        ("/{book}/log", api.log, N_("What acts did, in the order in which they began to operate")),
        ("/{book}/diff", api.diff, N_("What changed between two days")),
        ("/{book}/blame/{id}", api.blame, N_("Which act gave each condition its present form")),
        ("/{book}/claims", api.claims, N_("Who says which number")),
        ("/{book}/reconcile", api.reconcile, N_("What the claims imply together")),
        ("/{book}/audits", api.audits, N_("The documents held against law and record")),
        ("/{book}/audits/{document}", api.audit, N_("A document, statement by statement")),
        (
            "/{book}/audits/{document}/claimreview",
            api.claim_review,
            N_("The same as ClaimReview of schema.org, with the address of each statement"),
        ),
    )
    for path, endpoint, words in read:
        made.add_api_route(path, endpoint, methods=["GET"], summary=words, response_model=None)
    asked: tuple[tuple[str, Callable[..., Any], str, Mapping[str, Any]], ...] = (
        (
            "/{book}/ask",
            api.ask,
            N_("What the law of a day means for one person, and why"),
            QUESTION,
        ),
        (
            "/{book}/diff",
            api.diff_for,
            N_("What changed between two days for one person"),
            COMPARISON,
        ),
    )
    for path, endpoint, words, schema in asked:
        body = {"required": True, "content": {"application/json": {"schema": schema}}}
        made.add_api_route(
            path,
            endpoint,
            methods=["POST"],
            summary=words,
            response_model=None,
            openapi_extra={"requestBody": body},
        )
    return made


async def not_valid(request: Request, failure: Exception) -> Response:
    """A parameter of an address that does not fit, in the shape of every error."""
    listed = [
        Diagnostic("bad-call", f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}", None)
        for one in getattr(failure, "errors", list)()
    ]
    return JSONResponse(problem_to_json(422, listed[:20]), 422)


@dataclass(frozen=True, slots=True)
class _Api:
    desk: Desk

    # what is served

    async def lawbooks(self) -> Response:
        """The lawbooks, each with its digest and the days that it speaks about."""
        books = [
            {
                **head(book.lawbook),
                "title": dict(book.lawbook.program.title.by_language),
                "covers": {
                    "from": _text(book.lawbook.program.covers.start),
                    "until": _text(book.lawbook.program.covers.end),
                },
                "evidence_until": book.lawbook.program.evidence_until.isoformat(),
                "positions": [one.name for one in book.lawbook.program.positions()],
            }
            for book in self.desk.shelf.books.values()
        ]
        return _json({"engine": f"callup {callup.__version__}", "lawbooks": books})

    async def limits(self) -> Response:
        """The limits, each with its unit."""
        return _json({"limits": [{"what": w, "most": m, "unit": u} for w, m, u in LIMITS]})

    # answers about a person: never kept

    async def ask(self, request: Request, book: str) -> Response:
        """The findings for one person, as `callup ask --json` gives them."""
        found = self._book(book)
        asked = await _body(request, QUESTION)
        document = await self.desk.shelf.work(self._ask, found, asked)
        return Response(document, media_type="application/json")

    def _ask(self, book: Book, asked: Mapping[str, Any]) -> bytes:
        with_, without = asked.get("with") or (), asked.get("without") or ()
        law = book.lawbook.on(
            asked.get("on") or date.today(),
            known=asked.get("known"),
            with_=with_,
            without=without,
            strict=bool(asked.get("strict")),
        )
        about = law.program.named(asked.get("about") or ())
        found = law.ask(asked.get("facts") or {})
        tongue = self._tongue(asked.get("lang") or SOURCE)
        findings = [found[name] for name in about or found]
        only = _parts(asked.get("only") or ())
        set_ = switches_set(with_, without)
        return _written(answers_to_json(law, findings, set_, tongue, only))

    async def diff_for(self, request: Request, book: str) -> Response:
        """The difference with the findings of one person that differ."""
        found = self._book(book)
        asked = await _body(request, COMPARISON)
        tongue = self._tongue(asked.get("lang") or SOURCE)

        def work() -> bytes:
            before, after = (_required(asked, name) for name in ("before", "after"))
            difference = found.lawbook.diff(before, after, asked.get("facts") or {})
            return _written(difference_to_json(found.lawbook, difference, tongue))

        return Response(await self.desk.shelf.work(work), media_type="application/json")

    # the law and the record: the same for everybody, with a tag

    async def show(
        self, request: Request, book: str, id: str, on: Day = None, known: Day = None,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """A page of the lawbook, as `callup show --json` gives it."""
        day = on or date.today().isoformat()

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            page = found.lawbook.show(id[:MOST_WORD], day, known)
            return pages_to_json(found.lawbook, [page], as_day(day), tongue)

        return await self._law(request, book, lang, made, day)

    async def log(
        self, request: Request, book: str,
        start: Annotated[str | None, Query(alias="from", max_length=20)] = None,
        end: Annotated[str | None, Query(alias="to", max_length=20)] = None,
        known: Day = None, lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """The log, as `callup log --json` gives it."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            entries = found.lawbook.log(start, end, known)
            return log_to_json(found.lawbook, entries, start, end, known, tongue)

        return await self._law(request, book, lang, made)

    async def diff(
        self, request: Request, book: str,
        before: Annotated[str, Query(max_length=20)],
        after: Annotated[str, Query(max_length=20)],
        text: Annotated[bool, Query(description="Only what the law says, not whom it reaches.")]
        = False,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """The difference of two days, as `callup diff --json` gives it."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            lawbook = found.lawbook
            difference = lawbook.diff(before, after)
            if text:
                return difference_to_json(lawbook, difference, tongue)
            laws = lawbook.on(before), lawbook.on(after)
            reach = self.desk.solver.alone(lambda: lawbook.reach(*laws))
            return difference_to_json(lawbook, difference, tongue, reach)

        return await self._law(request, book, lang, made)

    async def blame(
        self, request: Request, book: str, id: str, on: Day = None, known: Day = None,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """Who wrote each condition, as `callup blame --json` gives it."""
        day = on or date.today().isoformat()

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            blamed = found.lawbook.blame(id[:MOST_WORD], day, known)
            return blame_to_json(found.lawbook, blamed, tongue)

        return await self._law(request, book, lang, made, day)

    async def claims(
        self, request: Request, book: str, quantity: Word = None, lang: Language = SOURCE
    ) -> Response:
        """The claims about a quantity or all, as `callup claims --json` gives them."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            return claims_to_json(found.lawbook, found.record(), quantity, tongue)

        return await self._law(request, book, lang, made)

    async def reconcile(
        self, request: Request, book: str,
        quantity: Annotated[str, Query(max_length=MOST_WORD)],
        start: Annotated[str, Query(alias="from", max_length=20)],
        end: Annotated[str, Query(alias="to", max_length=20)],
        believe: Words = None, without: Words = None,
        grade: Annotated[str | None, Query(max_length=1)] = None,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """The bounds or conflicts, as `callup reconcile --json` gives them."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            chosen = believe or [], without or []
            told = found.lawbook.reconcile(
                quantity, start, end, believe=chosen[0], without=chosen[1], grade=grade
            )
            return reconciliation_to_json(found.lawbook, told, *chosen, grade, tongue)

        return await self._law(request, book, lang, made)

    async def audits(self, request: Request, book: str, lang: Language = SOURCE) -> Response:
        """The documents, each with its title and its day."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            listed = [
                {"document": one.id, "title": tongue.words(one.title), "day": one.day.text}
                for one in found.documents()
            ]
            return {**head(found.lawbook), "documents": listed}

        return await self._law(request, book, lang, made)

    async def audit(
        self, request: Request, book: str, document: str, on: Day = None, known: Day = None,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """The audit of a document, as `callup audit --json` gives it."""

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            audited = found.lawbook.audit(document[:MOST_WORD], on=on, known=known)
            return audit_to_json(found.lawbook, audited, tongue)

        return await self._law(request, book, lang, made)

    async def claim_review(
        self, request: Request, book: str, document: str, on: Day = None, known: Day = None,
        lang: Language = SOURCE,
    ) -> Response:  # fmt: skip
        """The audit of a document, as `callup audit --claimreview` gives it, with its addresses."""
        site = origin(request)

        def made(found: Book, tongue: Tongue) -> dict[str, Any]:
            audited = found.lawbook.audit(document[:MOST_WORD], on=on, known=known)
            page = URL(f"{site}/{tongue.code}/{found.id}/audits/{audited.document.id}")
            days = {name: day for name, day in (("on", on), ("known", known)) if day}
            page = page.include_query_params(**days)
            names = {one.verdict: tongue(f"verdict {one.verdict}") for one in audited.statements}
            return claim_review(audited, names, tongue.code, tongue, str(page))

        return await self._law(request, book, lang, made, site)

    # how

    def _book(self, id: str) -> Book:
        found = self.desk.shelf.books.get(id)
        if found is None:
            raise Missing
        return found

    def _tongue(self, code: str) -> Tongue:
        found = self.desk.tongues.get(code)
        if found is None:
            help = f"it is one of {', '.join(self.desk.tongues)}"
            message = f"answers are not written in `{code[:20]}`"
            raise Diagnostics([Diagnostic("unknown-language", message, None, help=help)])
        return found

    async def _law(
        self,
        request: Request,
        book: str,
        lang: str,
        made: Callable[[Book, Tongue], dict[str, Any]],
        also: str = "",
    ) -> Response:
        """A document about the law, which is the same while the lawbook, its address and `also`
        are."""
        found, tongue = self._book(book), self._tongue(lang)
        tag = f'"{found.digest.removeprefix("sha256:")[:32]}-{callup.__version__}-{also}"'
        headers = {**KEPT, "etag": tag}
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        document = await self.desk.shelf.work(lambda: _written(made(found, tongue)))
        return Response(document, media_type="application/json", headers=headers)


def _parts(names: Iterable[str]) -> tuple[str, ...]:
    """The parts of a finding that are asked for. Raises Diagnostics for what is none."""
    found = tuple(names)
    for name in found:
        if name not in PARTS:
            message, help = f"a finding has no `{name[:40]}`", f"it has {', '.join(PARTS)}"
            raise Diagnostics([Diagnostic("bad-question", message, None, help=help)])
    return found


def _required(asked: Mapping[str, Any], name: str) -> date:
    value = asked.get(name)
    if not value:
        raise Diagnostics([Diagnostic("bad-day", f"`{name}` is a day that is needed", None)])
    return as_day(value)


async def _body(request: Request, schema: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON of a body, its numbers as they are written. Raises BadForm and Diagnostics."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        raise BadForm(415)
    try:
        found = json.loads(await request.body(), parse_float=str, parse_int=str, parse_constant=str)
    except (ValueError, RecursionError):
        raise BadForm(400) from None
    problems = list(_misfits(found, schema))
    if problems:
        raise Diagnostics(problems)
    asked: dict[str, Any] = found
    return asked


def _misfits(found: object, schema: Mapping[str, Any]) -> list[Diagnostic]:
    """What in a body is not of the shape that its schema tells."""
    if not isinstance(found, dict):
        return [Diagnostic("bad-call", "the body is a mapping", None)]
    properties = schema["properties"]
    problems = []
    for name, value in found.items():
        if name not in properties:
            help = f"there are {', '.join(properties)}"
            message = f"there is no field `{name[:40]}`"
            problems.append(Diagnostic("bad-call", message, None, help=help))
        elif not _has_type(value, properties[name]):
            problems.append(Diagnostic("bad-call", f"`{name}` is not of its type", None))
    return problems


def _has_type(value: object, schema: Mapping[str, Any]) -> bool:
    """Whether a value is of one of the types of its schema, and no larger."""
    types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    match value:
        case None:
            return "null" in types
        case bool():
            return "boolean" in types
        case str():
            return "string" in types and len(value) <= MOST_WORD
        case list():
            words = all(isinstance(one, str) and len(one) <= MOST_WORD for one in value)
            return "array" in types and words and len(value) <= schema.get("maxItems", 0)
        case dict():
            return "object" in types and len(value) <= schema.get("maxProperties", 0)
        case _:
            return False


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _written(document: object) -> bytes:
    return msgspec.json.encode(document)


def _json(document: object) -> Response:
    return Response(_written(document), media_type="application/json", headers=KEPT)
