"""The hard ones: small lawbooks whose findings were worked out by hand, in comments beside them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import callup
from callup.ir.facts import write_value
from callup.law.model import Case, Expectation
from callup.law.read import read
from callup.readers.explain.finding import Finding

HERE = Path(__file__).parent
STATUSES = ("unknown", "none", "conflict", "not covered")


def cases() -> list[Any]:
    found = []
    for folder in sorted(path for path in HERE.iterdir() if (path / "lawbook.yaml").is_file()):
        data, _ = read(folder)
        for case in data.cases:
            for one in case.expect:
                if one.asks.split()[0] not in ("rule", "state", "parameter"):
                    name = f"{folder.name}: {case.name}, {one.on}, {one.asks}"
                    found.append(pytest.param(folder, case, one, id=name))
    return found


def finding(folder: Path, case: Case, one: Expectation) -> Finding:
    book = callup.open(folder)
    with_ = {name.text: value for name, value in case.with_}
    without = [name.text for name in case.without]
    law = book.on(one.on, known=case.known, with_=with_, without=without, strict=case.strict)
    return law.ask({name.text: value for name, value in case.person})[one.asks]


@pytest.mark.parametrize(("folder", "case", "one"), cases())
def test_a_finding_is_what_was_worked_out_by_hand(
    folder: Path, case: Case, one: Expectation
) -> None:
    found = finding(folder, case, one)
    for particular, words in one.wants:
        assert (particular, expected(particular, words)) == (particular, shown(found, particular))


def expected(particular: str, words: tuple[str, ...]) -> object:
    if particular in ("missing", "contested", "rule"):
        return sorted(words)
    if particular == "value" and words[0] not in STATUSES:
        return ("known", words[0])
    return words[0] if particular not in ("value", "status") else (words[0], None)


def shown(found: Finding, particular: str) -> object:
    value = None if found.value is None else write_value(found.value, found.type)
    match particular:
        case "value" | "status":
            return (found.status, value)
        case "until":
            return found.until.isoformat() if found.until else "none"
        case "missing":
            return sorted(found.missing)
        case "rule":
            return sorted(found.rules)
        case "contested":
            return sorted({one.switch for one in found.contested})
        case _:
            return getattr(found, particular)


def test_every_hard_lawbook_has_cases() -> None:
    folders = [path for path in HERE.iterdir() if path.is_dir() and (path / "acts").is_dir()]
    assert all(list((folder / "cases").glob("*.yaml")) for folder in folders)
    assert 6 == len(folders)
