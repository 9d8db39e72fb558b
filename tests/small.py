"""Small lawbooks made in memory, and questions put to them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from datetime import date

from callup.ir.facts import read_person
from callup.ir.program import Program
from callup.law.files import Files, digest
from callup.law.model import LawbookData
from callup.law.read import read_files
from callup.law.verify import verify
from callup.lowering.assemble import assemble
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import Finding
from callup.switches import choose
from callup.text.diagnostic import Diagnostics

HEAD = """\
format: 1
lawbook: small
title: Small
languages: [en]
covers: {from: 2000-01-01}
horizon: 2036-01-01
evidence_until: 2026-01-01
currency: RUB
kinds:
  law: {rank: 2, title: law}
  decree: {rank: 3, title: decree}
"""

POSITION = "positions:\n  p: {kind: liberty, title: P, question: P?, otherwise: no}\n"


def data(parts: Mapping[str, str]) -> LawbookData:
    """The law as data from the texts of files by name; what is always the same may be left out."""
    texts = {"lawbook.yaml": HEAD, "sources.yaml": "sources: {S1: {title: T}}\n", **parts}
    contents = sorted((name, text.encode()) for name, text in texts.items())
    return read_files(Files(tuple(contents), digest(contents)))


def program(
    parts: Mapping[str, str],
    known: date | None = None,
    bills: Mapping[str, date] | None = None,
) -> Program:
    """The program of these files. Raises Diagnostics as `callup.open` does."""
    law = data(parts)
    errors = tuple(one for one in verify(law) if one.severity.value == "error")
    if errors:
        raise Diagnostics(errors)
    return assemble(law, known, bills)[0]


def codes(parts: Mapping[str, str]) -> list[str]:
    """The codes of all that is wrong with these files; none where they make a lawbook."""
    try:
        program(parts)
    except Diagnostics as problems:
        return [one.code for one in problems.diagnostics]
    return []


def act(
    id: str,
    in_force: str,
    changes: str,
    *,
    kind: str = "law",
    published: str = "",
    more: str = "",
) -> dict[str, str]:
    """The file of one act."""
    lines = [f"act: {id}", "title: An act", f"kind: {kind}", "sources: {S1: A}"]
    lines += [f"published: {published}"] if published else []
    lines += [f"in_force: {in_force}", *([more] if more else []), "changes:"]
    body = textwrap.indent(textwrap.dedent(changes).strip("\n"), "  ")
    return {f"acts/{id}.yaml": "\n".join(lines) + "\n" + body + "\n"}


def facts(**types: str) -> dict[str, str]:
    """The file of facts: `facts(n="integer, from: 0, through: 9")`."""
    lines = [f"  {name}: {{type: {type}, question: Q}}" for name, type in types.items()]
    return {"facts.yaml": "facts:\n" + "\n".join(lines) + "\n"}


def terms(**formulas: tuple[str, str]) -> dict[str, str]:
    """The file of terms: `terms(age=("integer", "years since born"))`."""
    lines = [
        f"  {name}:\n    type: {type}\n    says: S\n    is: |\n      {formula}"
        for name, (type, formula) in formulas.items()
    ]
    return {"terms.yaml": "terms:\n" + "\n".join(lines) + "\n"}


def one_rule(when: str, gives: str = "", type: str = "boolean") -> dict[str, str]:
    """A position `p` with one rule `r` that stands from 2000 on."""
    otherwise, kind = ("no", "liberty") if type == "boolean" else ("none", "measure")
    position = (
        f"positions:\n  p: {{kind: {kind}, type: {type}, title: P, question: P?, "
        f"otherwise: {otherwise}}}\n"
    )
    body = f"- add: r\n  position: p\n  says: R\n  when: |\n    {when}\n"
    body += f"  gives: |\n    {gives}\n" if gives else ""
    return {"positions.yaml": position, **act("a", "2000-01-01", body)}


def asker(
    law: Program,
    day: date | str,
    given: Mapping[str, object] | None = None,
    with_: Mapping[str, object] | Iterable[str] = (),
    without: Iterable[str] = (),
    strict: bool = False,
) -> Asker:
    """One person on one day, asked as `Law.ask` asks."""
    chosen = choose(law, with_, without)
    setup = Setup(chosen.settings(law), frozenset(chosen.chosen), strict)
    on = date.fromisoformat(day) if isinstance(day, str) else day
    found = Asker(Engine(law), read_person(law, given or {}), on, setup, on)
    found.refuse_impossible()
    return found


def ask(
    law: Program,
    day: date | str,
    position: str = "p",
    with_: Mapping[str, object] | Iterable[str] = (),
    /,
    **given: object,
) -> Finding:
    """The finding for one position."""
    return asker(law, day, given, with_).finding(position)


def answer(law: Program, day: date | str, /, **given: object) -> tuple[str, object]:
    """Status and value of the position `p`."""
    finding = ask(law, day, **given)
    return finding.status, finding.value
