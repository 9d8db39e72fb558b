"""The interview: one question after the other, then the finding; every answer is in the form."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from callup.inquiry.contradiction import Contradiction
from callup.inquiry.interview import Concluded, Purpose, Question
from callup.lawbook import FactType, Finding, Law, Lawbook, as_day
from callup.text.diagnostic import Diagnostics
from callup.text.words import Words
from callup.web.desk import STYLES, Desk, Missing
from callup.web.languages import Tongue
from callup.web.sheet import Sheet, checked_day, form_of, plain_answer, sheet_of
from callup.web.shelf import Book
from callup.web.told import Told
from callup.wire.finding import answers_to_json


@dataclass(frozen=True, slots=True)
class Turn:
    """What a visitor did: the question that was answered, with what, and the button pressed."""

    asked: str = ""
    answer: str = ""
    do: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to put, with an answer that was refused or is to be revised."""

    key: str
    fact: FactType
    day: date | None
    choices: tuple[tuple[str, Words], ...]
    purposes: tuple[Purpose, ...]
    sheet: Sheet
    refused: bool = False
    old: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The findings, and whether more may be asked; or the answers that exclude each other."""

    law: Law
    sheet: Sheet
    findings: tuple[Finding, ...]
    more: bool
    contradiction: tuple[str, ...] = ()


async def begin(desk: Desk, request: Request) -> Response:
    """Which questions, of which day."""
    desk.tongue(request)
    book = desk.book(request)
    return await _start(desk, request, book, Sheet())


async def _start(
    desk: Desk, request: Request, book: Book, sheet: Sheet, problem: str = "", status: int = 200
) -> Response:
    guide = await desk.shelf.work(book.lawbook.guide)
    return desk.page("ask_start.html", request, status, guide=guide, sheet=sheet, problem=problem)


async def go_on(desk: Desk, request: Request) -> Response:
    """The next question, or the finding."""
    tongue, book = desk.tongue(request), desk.book(request)
    form = await form_of(request)
    sheet, turn = read_form(form, book.lawbook)
    if turn.do == "again":
        return await _start(desk, request, book, replace(sheet, facts=(), unsure=()))
    if not sheet.about:
        return await _start(desk, request, book, sheet, "none chosen", 422)
    return await desk.shelf.work(_next_page, desk, request, book, tongue, sheet, turn)


def _next_page(
    desk: Desk, request: Request, book: Book, tongue: Tongue, sheet: Sheet, turn: Turn
) -> Response:
    """The page of what comes next. Findings are looked at by the thread that works them out."""
    found = _step(book.lawbook, sheet, turn)
    if isinstance(found, Asked):
        wrong, template, program = found.refused, "ask_question.html", book.lawbook.program
    else:
        wrong, template, program = bool(found.contradiction), "finding.html", found.law.program
    return desk.page(
        template,
        request,
        422 if wrong else 200,
        one=found,
        sheet=found.sheet,
        told=Told(book.lawbook, program, tongue),
        program=program,
    )


async def keep(desk: Desk, request: Request) -> Response:
    """The finding as one file to keep: HTML with its style inside, or JSON."""
    tongue, book = desk.tongue(request), desk.book(request)
    sheet, _ = read_form(await form_of(request), book.lawbook)
    as_json = request.url.path.endswith(".json")
    text, day = await desk.shelf.work(_kept, desk, book, tongue, sheet, as_json=as_json)
    kind = "json" if as_json else "html"
    name = f"callup-{book.id}-{day}.{kind}"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    media = "application/json" if as_json else "text/html; charset=utf-8"
    return Response(text, media_type=media, headers=headers)


def _kept(
    desk: Desk, book: Book, tongue: Tongue, sheet: Sheet, *, as_json: bool
) -> tuple[str, date]:
    """The text of the file, and the day that it speaks of."""
    found = _answers(book.lawbook, sheet)
    if as_json:
        return _json(found, tongue), found.law.day
    text = desk.render(
        "finding_file.html",
        tongue,
        book=book,
        one=found,
        sheet=sheet,
        told=Told(book.lawbook, found.law.program, tongue),
        styles=STYLES,
        base="",
        query="",
        program=found.law.program,
    )
    return text, found.law.day


def back(desk: Desk, request: Request) -> Response:
    """The addresses that only take forms lead, when opened, to where the form begins."""
    tongue, book = desk.tongue(request), desk.book(request)
    return RedirectResponse(f"/{tongue.code}/{book.id}/ask", 303)


def read_form(form: FormData, lawbook: Lawbook) -> tuple[Sheet, Turn]:
    """What the form carries, with its days as addresses have them. Raises Diagnostics."""
    sheet = sheet_of(form, lawbook.program)
    sheet = replace(sheet, on=checked_day(sheet.on), known=checked_day(sheet.known))
    words = (str(form.get(name, "")) for name in ("asked", "answer", "do"))
    turn = Turn(*words)
    if isinstance(form.get("answer"), str) and len(form.getlist("answer")) > 1:
        turn = replace(turn, answer=",".join(str(one) for one in form.getlist("answer")))
    return sheet, turn


def _step(lawbook: Lawbook, sheet: Sheet, turn: Turn) -> Asked | Answered:
    """What comes after what the visitor did. Raises Diagnostics."""
    do, _, what = turn.do.partition(":")
    if do == "revise":
        return _revise(lawbook, sheet, what)
    if do == "with":
        sheet = sheet.where(what)
    elif do == "forget":
        sheet = sheet.forgotten(what)
    elif turn.asked and do == "unsure":
        sheet = sheet.not_known(turn.asked)
    elif turn.asked and do != "finish":
        answer = plain_answer(turn.asked.partition("@")[0], turn.answer, lawbook.program)
        if not answer or not _fits(lawbook, sheet, turn.asked, answer):
            return _revise(lawbook, sheet, turn.asked, turn.answer, refused=True)
        sheet = sheet.answered(turn.asked, answer)
    if do in ("finish", "with"):
        return _answers(lawbook, sheet)
    law = sheet.law(lawbook, date.today())
    step = law.next_question(sheet.answers, sheet.about)
    match step:
        case Question():
            return Asked(step.key, step.fact, step.day, step.choices, step.purposes, sheet)
        case Concluded():
            return Answered(law, sheet, step.findings, more=False)
        case Contradiction():
            return Answered(law, sheet, (), more=False, contradiction=step.keys)


def _fits(lawbook: Lawbook, sheet: Sheet, key: str, answer: str) -> bool:
    """Whether an answer is one that the fact can have."""
    try:
        sheet.law(lawbook, date.today()).ask({key.partition("@")[0]: answer})
    except Diagnostics:
        return False
    return True


def _revise(
    lawbook: Lawbook, sheet: Sheet, key: str, old: str = "", *, refused: bool = False
) -> Asked:
    """Puts a question again, with what was answered before. Raises Missing for what is none."""
    name, _, day = key.partition("@")
    fact = lawbook.program.facts.get(name)
    if fact is None:
        raise Missing
    choices = lawbook.program.values.get(fact.type.of, ())
    before = old or sheet.given.get(key, "")
    when = as_day(day) if day else None
    return Asked(key, fact, when, choices, (), sheet.forgotten(key), refused, before)


def _answers(lawbook: Lawbook, sheet: Sheet) -> Answered:
    """The findings with what is known so far."""
    law = sheet.law(lawbook, date.today())
    step = law.next_question(sheet.answers, sheet.about)
    if isinstance(step, Contradiction):
        return Answered(law, sheet, (), more=False, contradiction=step.keys)
    if isinstance(step, Concluded):
        return Answered(law, sheet, step.findings, more=False)
    found = law.ask(sheet.given)
    return Answered(law, sheet, tuple(found[name] for name in sheet.about), more=True)


def _json(found: Answered, tongue: Tongue) -> str:
    document: dict[str, Any] = answers_to_json(
        found.law, found.findings, found.sheet.switches, tongue
    )
    return json.dumps({**document, "facts": found.sheet.given}, ensure_ascii=False, indent=2) + "\n"
