"""What `check` proves of a lawbook is told in these words, each kind of report by a lawbook."""

from __future__ import annotations

import pytest

from callup.lawbook import examine
from callup.text.excerpt import show_all

from .conftest import ACT, STATES, Make

HEAD = """\
act: second-act
title: The second act
kind: law
number: "2"
signed: 2022-01-01
in_force: 2022-01-01
sources: {S1: B}
changes:
"""
OPEN = STATES.replace("territory: yes, otherwise: no", "territory: yes, otherwise: unknown")
LATE = ACT.replace("  - set: rate\n", "  - set: rate\n    from: 2021-02-01\n")

TOLD = {
    "dead rule": (
        {"acts__second": "  - {add: r, position: liable, says: N, when: clerk and student}\n"},
        """\
warning[dead-rule]: nobody can meet the conditions of `r`
  acts/second.yaml:9:1
  9 |   - {add: r, position: liable, says: N, when: clerk and student}
    | ^

1 warning""",
    ),
    "always overridden": (
        {
            "acts__second": """\
  - {add: r, position: liable, says: S, when: clerk and region is N}
  - {add: s, position: liable, says: S, when: clerk, gives: no, overrides: [r, adults]}
"""
        },
        """\
warning[dead-rule]: wherever `r` holds, a rule that overrides it does too
  acts/second.yaml:9:1
  9 |   - {add: r, position: liable, says: S, when: clerk and region is N}
    | ^

1 warning""",
    ),
    "redundant condition": (
        {
            "acts__second": """\
  - add: r
    position: bonus
    says: S
    when: |
      student
      and age >= 20
      and age >= 18
    gives: 5 RUB
"""
        },
        """\
warning[redundant-condition]: `r` would be the same without `age >= 18`
  acts/second.yaml:15:1
  15 |       and age >= 18
     | ^

1 warning""",
    ),
    "useless exception": (
        {
            "acts__second": """\
  - {add: r, position: bonus, says: S, when: student, unless: clerk, gives: 5 RUB}
"""
        },
        """\
warning[idle-exception]: `r` would be the same without `clerk`, which excepts nobody
  acts/second.yaml:9:1
  9 |   - {add: r, position: bonus, says: S, when: student, unless: clerk, gives: 5 RUB}
    | ^

1 warning""",
    ),
    "useless override": (
        {
            "acts__second": """\
  - {add: r, position: bonus, says: S, when: student, gives: 5 RUB, overrides: [paid]}
"""
        },
        """\
warning[idle-override]: `r` overrides `paid`, and nobody meets both
  acts/second.yaml:9:1
  9 |   - {add: r, position: bonus, says: S, when: student, gives: 5 RUB, overrides: [paid]}
    | ^

1 warning""",
    ),
    "gap in a parameter": (
        {"acts__first": LATE},
        """\
warning[missing-value]: `paid` reads rate, which has no value from 2021-01-01 through 2021-01-31
  acts/first.yaml:13:1
  13 |   - add: paid
     | ^
  bonus is unknown there for whoever the rule reaches
  help: set rate from that day, or let the rule begin later

1 warning""",
    ),
    "gap at one index": (
        {
            "acts__second": """\
  - {set: limit, to: {S: 40}, from: 2023-01-01}
  - {add: r, position: bonus, says: S, when: student and limit for region > 35, gives: 5 RUB}
"""
        },
        """\
warning[missing-value]: `r` reads limit for S, which has no value from 2022-01-01 through 2022-12-31
  acts/second.yaml:10:1
  10 |   - {add: r, position: bonus, says: S, when: student and limit for region > 35, gives: 5 RUB}
     | ^
  bonus is unknown there for whoever the rule reaches
  help: set limit from that day, or let the rule begin later

1 warning""",
    ),
    "gap that reaches nobody": (
        {
            "acts__second": """\
  - {set: limit, to: {S: 40}, from: 2023-01-01}
  - add: r
    position: bonus
    says: S
    when: student and region is N and age < limit for region
    gives: 5 RUB
"""
        },
        "0 problems",
    ),
    "gap in a state": (
        {
            "states": OPEN,
            "acts__second": """\
  - {declare: alarm, where: [S], from: 2022-06-01, through: 2022-06-30}
  - {add: r, position: bonus, says: S, when: student and alarm in region, gives: 5 RUB}
""",
        },
        """\
warning[silent-state]: `r` reads alarm in S, of which no act says anything from 2022-01-01 through \
2022-05-31
  acts/second.yaml:10:1
  10 |   - {add: r, position: bonus, says: S, when: student and alarm in region, gives: 5 RUB}
     | ^
  bonus is unknown there for whoever the rule reaches
  help: say from which day alarm stands or not, or let the rule begin later

1 warning""",
    ),
    "conflict": (
        {
            "acts__second": """\
  - {add: r, position: bonus, says: S, when: clerk and region is N, gives: 5 RUB}
"""
        },
        """\
error[conflict]: two rules answer bonus for the same person on 2022-01-01
  acts/first.yaml:13:1
  13 |   - add: paid
     | ^
  witness: clerk=yes region=N on 2022-01-01
  acts/second.yaml:9:1   r, by second-act
  help: end the first rule, or let one of them override the other

1 error""",
    ),
    "conflict over what was before": (
        {
            "acts__second": """\
  - {add: r, position: bonus, says: S, when: clerk and student as of 2021-06-01, gives: 5 RUB}
"""
        },
        """\
error[conflict]: two rules answer bonus for the same person on 2022-01-01
  acts/first.yaml:13:1
  13 |   - add: paid
     | ^
  witness: clerk=yes@2022-01-01 student=yes@2021-06-01,no@2022-01-01 on 2022-01-01
  acts/second.yaml:9:1   r, by second-act
  help: end the first rule, or let one of them override the other

1 error""",
    ),
    "not encodable": (
        {
            "acts__second": """\
  - {add: r, position: liable, says: S, when: 'born + 9000 years < today', gives: no}
  - {add: s, position: bonus, says: S, when: clerk and student, gives: 5 RUB}
"""
        },
        """\
not checked[conflict]: liable: not checked whether two rules can disagree from 2022-01-01 on: it \
uses a day beyond the year 9999 or before the year 1
  acts/second.yaml:9:1
  9 |   - {add: r, position: liable, says: S, when: 'born + 9000 years < today', gives: no}
    | ^

not checked[not-proved]: not checked whether every part of `r` does something: it uses a day \
beyond the year 9999 or before the year 1
  acts/second.yaml:9:1
  9 |   - {add: r, position: liable, says: S, when: 'born + 9000 years < today', gives: no}
    | ^

warning[dead-rule]: nobody can meet the conditions of `s`
  acts/second.yaml:10:1
  10 |   - {add: s, position: bonus, says: S, when: clerk and student, gives: 5 RUB}
     | ^

1 warning, 2 not checked""",
    ),
}


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_told(kind: str, make: Make) -> None:
    files, told = TOLD[kind]
    files = {k: HEAD + v if k == "acts__second" else v for k, v in files.items()}
    report = examine(make(**files))
    assert (show_all(report.diagnostics, report.source) or "0 problems") == told
