"""What a visitor's form carries from one page to the next; nothing of it is kept here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from starlette.datastructures import FormData
from starlette.requests import Request

from callup.lawbook import Law, Lawbook, Program, as_day
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.web.limits import MOST_FIELDS, MOST_POSITIONS, MOST_WORD
from callup.wire.finding import switches_set

FACT: Final = "fact."
DAY_FIRST: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
GAP: Final = re.compile(r"(?<=\d)[\s\u00a0\u202f](?=\d)")


class BadForm(Exception):
    """A form that no page of ours sends."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Sheet:
    """A question as far as it has been put: positions, days, switches, answers in their order."""

    about: tuple[str, ...] = ()
    on: str = ""
    known: str = ""
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    unsure: tuple[str, ...] = ()

    def fields(self) -> Iterator[tuple[str, str]]:
        """What the hidden fields of a form hold, as (name, value)."""
        yield from (("about", one) for one in self.about)
        yield from (
            (name, value) for name, value in (("on", self.on), ("known", self.known)) if value
        )
        yield from (("with", one) for one in self.with_)
        yield from (("without", one) for one in self.without)
        yield from ((FACT + name, value) for name, value in self.facts)
        yield from (("unsure", one) for one in self.unsure)

    @property
    def given(self) -> dict[str, str]:
        return dict(self.facts)

    @property
    def answers(self) -> dict[str, str | None]:
        """The answers as an interview takes them; None is *I do not know*."""
        return {**self.given, **dict.fromkeys(self.unsure)}

    @property
    def switches(self) -> dict[str, str]:
        """The switches that are set, by id."""
        return switches_set(self.with_, self.without)

    def law(self, lawbook: Lawbook, today: date) -> Law:
        """The law that is asked. Raises Diagnostics for a bad day or switch."""
        return lawbook.on(
            self.on or today, known=self.known or None, with_=self.with_, without=self.without
        )

    def answered(self, name: str, value: str) -> Sheet:
        """With this answer, in the place of an earlier one."""
        facts = self.given
        facts[name] = value
        unsure = tuple(one for one in self.unsure if one != name)
        return replace(self, facts=tuple(facts.items()), unsure=unsure)

    def not_known(self, name: str) -> Sheet:
        """With the answer that it is not known."""
        unsure = (*(one for one in self.unsure if one != name), name)
        return replace(self.forgotten(name), unsure=unsure)

    def forgotten(self, name: str) -> Sheet:
        """Without any answer to this question."""
        facts = tuple(pair for pair in self.facts if pair[0] != name)
        return replace(self, facts=facts, unsure=tuple(o for o in self.unsure if o != name))

    def where(self, switch: str) -> Sheet:
        """With a switch set: ID=VALUE, or ID alone; `-ID` leaves it as it stands by itself."""
        off = switch.startswith("-")
        id = re.split(r"[=@]", switch.removeprefix("-"), maxsplit=1)[0]
        kept = tuple(one for one in self.with_ if re.split(r"[=@]", one, maxsplit=1)[0] != id)
        without = tuple(one for one in self.without if one != id)
        return replace(self, with_=kept if off else (*kept, switch), without=without)


async def form_of(request: Request) -> FormData:
    """The fields of a form. Raises BadForm for one that is too long, or is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise BadForm(415)
    body = await request.body()
    if body.count(b"&") >= MOST_FIELDS:
        raise BadForm(413)
    form = await request.form()
    if any(
        len(name) > MOST_WORD or len(str(value)) > MOST_WORD for name, value in form.multi_items()
    ):
        raise BadForm(413)
    return form


def sheet_of(form: FormData, program: Program) -> Sheet:
    """The question that a form carries; what is given twice counts as given last.

    Raises Diagnostics for positions that there are not.
    """
    facts = {
        name.removeprefix(FACT): str(value).strip()
        for name, value in form.multi_items()
        if name.startswith(FACT) and str(value).strip()
    }
    return Sheet(
        about=positions(_all(form, "about"), program),
        on=_one(form, "on"),
        known=_one(form, "known"),
        with_=_all(form, "with"),
        without=_all(form, "without"),
        facts=tuple(facts.items()),
        unsure=tuple(name for name in _all(form, "unsure") if name not in facts),
    )


def positions(names: Iterable[str], program: Program) -> tuple[str, ...]:
    """The positions named, each once. Raises Diagnostics for too many, and for what is none."""
    found = program.named(names)
    if len(found) > MOST_POSITIONS:
        message = f"a page answers at most {MOST_POSITIONS} questions at once"
        raise Diagnostics([Diagnostic("bad-question", message, None)])
    return found


def checked_day(written: str) -> str:
    """A day of a form as it is written in addresses. Raises Diagnostics for what is none."""
    return as_day(plain_day(written.strip())).isoformat() if written.strip() else ""


def plain_answer(name: str, written: str, program: Program) -> str:
    """An answer in the form that facts are given in: days year first, numbers without gaps."""
    fact = program.facts.get(name)
    text = written.strip()
    match fact.type.kind if fact else "":
        case "date":
            return plain_day(text)
        case "integer" | "number" | "money":
            return GAP.sub("", text).replace(",", ".")
        case _:
            return text


def plain_day(text: str) -> str:
    """A day that is written day first, with dots, as YYYY-MM-DD; anything else as it is."""
    found = DAY_FIRST.fullmatch(text)
    if found is None:
        return text
    day, month, year = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}"


def _one(form: FormData, name: str) -> str:
    return str(form.get(name, "")).strip()


def _all(form: FormData, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one).strip() for one in form.getlist(name) if str(one).strip()))
