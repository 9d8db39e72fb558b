"""Small lawbooks for the questions about a lawbook itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HEAD = """\
format: 1
lawbook: small
title: Small
languages: [en]
covers: {from: 2020-01-01}
horizon: 2030-01-01
evidence_until: 2024-06-30
currency: RUB
kinds: {law: {rank: 1, title: law}}
"""
CHOICES = "choices: {region: {territory: yes, values: {N: North, S: South}}}\n"
FACTS = """\
facts:
  born: {type: date, kind: lasting, question: When born?}
  student: {type: boolean, question: Student?}
  clerk: {type: boolean, question: Clerk?}
  other_ground: {type: boolean, question: Other ground?}
  region: {type: region, question: Where?}
  no_other_ground: {type: boolean, closes: [other_ground], question: None other?}
impossible:
  - {when: student and clerk, says: Nobody is both}
"""
TERMS = "terms: {age: {type: integer, is: years since born, says: age}}\n"
POSITIONS = """\
positions:
  liable: {kind: liability, title: Liable, question: Liable?, otherwise: no}
  bonus: {kind: measure, type: money, title: Bonus, question: How much?, otherwise: none}
"""
STATES = """\
states:
  war: {title: War, otherwise: no}
  alarm: {title: Alarm, territory: yes, otherwise: no}
"""
PARAMETERS = """\
parameters:
  rate: {type: money, title: Rate}
  limit: {type: integer, by: region, title: Limit}
"""
SOURCES = "sources: {S1: {title: T, publisher: P, url: 'https://example.org', date: 2020-01-01}}\n"
ACT = """\
act: first-act
title: The first act
kind: law
number: "1"
signed: 2021-01-01
in_force: 2021-01-01
sources: {S1: B}
changes:
  - add: adults
    position: liable
    says: Adults are liable
    when: age >= 18 and not student and not other_ground
  - add: paid
    position: bonus
    says: Clerks are paid
    when: clerk
    gives: rate
  - set: rate
    to: 100 RUB
  - set: limit
    to: {N: 30}
  - declare: alarm
    where: [N]
  - declare: war
    from: 2022-01-01
    through: 2022-12-31
"""

Make = Callable[..., Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a lawbook, with other or further files by name (`acts__x` is acts/x.yaml)."""

    def write(**files: str) -> Path:
        base = {
            "lawbook": HEAD, "choices": CHOICES, "facts": FACTS, "terms": TERMS,
            "positions": POSITIONS, "states": STATES, "parameters": PARAMETERS,
            "sources": SOURCES, "acts__first": ACT,
        }  # fmt: skip
        for name, text in {**base, **files}.items():
            path = tmp_path / f"{name.replace('__', '/')}.yaml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return tmp_path

    return write
