"""What a case expects, read by type and held against what came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from callup.ir.facts import write_value
from callup.ir.nodes import Constant
from callup.ir.program import Program
from callup.ir.types import Type
from callup.law.model import Expectation
from callup.readers.explain.finding import Finding, Status
from callup.text.diagnostic import Diagnostic, suggest
from callup.values.calendar import parse_day
from callup.values.number import parse_integer, parse_number

STATUSES = ("known", "unknown", "none", "conflict", "not covered")
_TRUTH = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Difference:
    """One particular of a finding that is not as the case wants it, both in words."""

    particular: str
    wanted: str
    came: str


def read_wanted(
    expectation: Expectation, type: Type, is_position: bool, program: Program
) -> list[Diagnostic]:
    """What is wrong with what a case expects: values that the type does not have, bad days."""
    return [
        problem
        for particular, words in expectation.wants
        for problem in _problems(expectation, particular, words, type, is_position, program)
    ]


def _problems(
    expectation: Expectation,
    particular: str,
    words: tuple[str, ...],
    type: Type,
    is_position: bool,
    program: Program,
) -> Iterable[Diagnostic]:
    def refuse(message: str, help: str | None = None) -> Diagnostic:
        return Diagnostic("bad-case", message, expectation.origin, help=help)

    if not is_position and particular not in ("value", "status"):
        yield refuse(f"only a position has `{particular}`")
    elif particular in ("value", "status", "until", "grade") and len(words) != 1:
        yield refuse(f"`{particular}` is one word, not a list")
    elif particular == "status" and words[0] not in STATUSES:
        yield refuse(f"`{words[0]}` is not a status", f"it is one of {', '.join(STATUSES)}")
    elif particular == "value" and _parse(words[0], type, program) is None:
        if words[0] not in STATUSES:
            listed = [name for name, _ in program.values.get(type.of, ())]
            near = suggest(words[0], listed) if type.kind == "choice" else None
            help = f"did you mean `{near}`?" if near else None
            yield refuse(f"`{words[0]}` is not a value here: {type} is expected", help)
    elif particular == "until" and words[0] != "none" and parse_day(words[0]) is None:
        yield refuse(f"`{words[0]}` is not a day", "days are written like 2025-07-08")


def _parse(text: str, type: Type, program: Program) -> Constant | None:
    """The value of a type that a text writes; None if it writes none."""
    match type.kind:
        case "boolean":
            return _TRUTH.get(text)
        case "integer":
            return parse_integer(text)
        case "number":
            return parse_number(text)
        case "money":
            return parse_number(text.removesuffix(type.of).strip())
        case "date":
            return parse_day(text)
        case "choice":
            return text if text in [name for name, _ in program.values[type.of]] else None
        case "set":
            return frozenset(part.strip() for part in text.strip("{}").split(",") if part.strip())
        case _:
            return None


def differences_of_answer(
    expectation: Expectation,
    status: Status,
    value: Constant | None,
    type: Type,
    program: Program,
) -> tuple[Difference, ...]:
    """Where status and value are not as the case wants them."""
    came = shown(status, value, type)
    found = []
    for particular, words in expectation.wants:
        if particular == "status" and words[0] != status:
            found.append(Difference(particular, words[0], came))
        elif particular == "value":
            wanted = _parse(words[0], type, program)
            if wanted is None:
                right = words[0] == status
            else:
                right = status == "known" and value is not None and _equal(wanted, value)
            if not right:
                found.append(Difference(particular, words[0], came))
    return tuple(found)


def _equal(a: Constant, b: Constant) -> bool:
    numbers = (int, Fraction)
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, numbers) and isinstance(b, numbers):
        return a == b
    return type(a) is type(b) and a == b


def shown(status: Status, value: Constant | None, type: Type) -> str:
    """A status, or where it is known the value, in the words of a case."""
    return write_value(value, type) if status == "known" and value is not None else status


def differences_of_finding(
    expectation: Expectation, finding: Finding, program: Program
) -> tuple[Difference, ...]:
    """Where a finding is not as the case wants it, particular by particular."""
    found = list(
        differences_of_answer(expectation, finding.status, finding.value, finding.type, program)
    )
    for particular, words in expectation.wants:
        if particular in ("value", "status"):
            continue
        wanted, came = _pair(particular, words, finding)
        if wanted != came:
            found.append(Difference(particular, _listed(words), came_in_words(came)))
    return tuple(found)


def _pair(particular: str, words: tuple[str, ...], finding: Finding) -> tuple[object, object]:
    """What is wanted and what came, of one particular, so that they can be compared."""
    match particular:
        case "rule":
            return frozenset(words), frozenset(finding.rules)
        case "missing":
            return frozenset(words), frozenset(finding.missing)
        case "assumed":
            return frozenset(words), frozenset(finding.assumed)
        case "contested":
            wanted = frozenset(word.split(":")[-1] for word in words)
            return wanted, frozenset(one.switch for one in finding.contested)
        case "until":
            return words[0], finding.until.isoformat() if finding.until else "none"
        case "grade":
            return words[0], finding.grade or "none"
        case _:
            raise LookupError(particular)


def came_in_words(came: object) -> str:
    return _listed(sorted(came)) if isinstance(came, frozenset) else str(came)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words) or "nothing"
