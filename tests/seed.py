"""A lawbook with every kind of thing in it, from which broken ones are made."""

from __future__ import annotations

from small import act
from strategies import CHOICES, FACTS, PARAMETERS, STATES, WINDOW

CALENDAR = "calendar: {leap_birthday: 1 March, month_end: last day}\ngroups: {g: Group}\n"


def parts() -> dict[str, str]:
    """The texts of its files by name."""
    from small import HEAD

    found = {
        "lawbook.yaml": HEAD + CALENDAR,
        "choices.yaml": CHOICES,
        "facts.yaml": FACTS
        + f"impossible:\n  - {{when: 'd < {WINDOW['d'][0]} and b1', says: S}}\n",
        "states.yaml": STATES,
        "parameters.yaml": PARAMETERS + "  pay: {type: money, title: T}\n",
        "terms.yaml": (
            "terms:\n  age: {type: integer, is: years since d, says: Age}\n"
            "  liable: {type: boolean, otherwise: no, says: {en: Liable}}\n"
        ),
        "positions.yaml": (
            "positions:\n  p: {kind: duty, title: T, question: Q, otherwise: no, group: g}\n"
            "  q: {kind: measure, type: money, title: T, question: Q, otherwise: none, "
            "covers: {from: 2010-01-01, through: 2030-12-31}}\n"
        ),
        "sources.yaml": 'sources:\n  S1: {title: T, publisher: P, url: "https://e.org"}\n',
        "readings/doubt.yaml": (
            "doubt: question\ntitle: T\nquestion: Q\n"
            "said_by:\n  - {who: W, on: 2020-01-01, says: S}\n"
        ),
        "readings/view.yaml": (
            "reading: view\ntitle: T\nof: first\nin_force: 2021-01-01\nsources: {S1: C}\nchanges:\n"
            "  - end: plain\n"
        ),
        "readings/quarrel.yaml": (
            "dispute: quarrel\ntitle: T\nquestion: Q\nprevails: none\nreadings:\n"
            "  - reading: this\n    title: T\n    in_force: 2020-01-01\n    sources: {S1: B}\n"
            "    changes:\n      - suspend: r\n        until: 2022-01-01\n"
            "  - reading: that\n    title: T\n    in_force: 2020-01-01\n    sources: {S1: B}\n"
            "    changes:\n      - declare: land\n        where: [R3]\n"
        ),
        "cases/all.yaml": (
            "cases:\n  - case: one\n    person: {b1: yes, n: 3, s: [R1], d: 2020-03-01,\n"
            "      c: {2019-01-01: x, 2020-01-01: unknown}}\n    with: {open: no}\n"
            "    expect:\n      2020-06-01:\n        p: {value: yes, missing: [c], until: none}\n"
            "        state land in R1: yes\n"
        ),
    }
    found |= act(
        "first",
        "2019-01-01",
        "- add: r\n  position: p\n  says: {en: R}\n"
        "  when: |\n    age >= 18 and c is x  # a comment\n"
        "    and (land in region or doubt question)\n  unless: s includes R1\n"
        "- add: money\n  position: q\n  says: S\n  when: d has come\n"
        "  gives: pay as of d\n  cite: art. 1\n"
        "- add: t\n  term: liable\n  says: S\n  when: between 1 April and 15 July\n"
        "- set: pay\n  to: 100 RUB\n  steps: {2020-01-01: 200 RUB}\n"
        "- set: table\n  to: {x: 1, y: 2}\n- declare: plain\n- declare: land\n  where: [R1]\n"
        "  until: 2024-01-01\n- not_encoded: N\n  positions: [p]\n  direction: may defeat\n"
        "  reason: R\n",
    )
    found |= act(
        "second",
        "[2020-02-01, 2020-02-20, never]",
        "- replace: r\n  when: n > 3\n- extend: land\n  where: [R1]\n  until: 2025-01-01\n",
        kind="decree",
        more="signed: {from: 2020-01-20, through: 2020-01-31}\nnumber: unknown\n"
        "evidence_until: 2025-01-01",
    )
    found |= act("third", "2022-01-01", "- repeal: act second\n  revives: [r]\n- repeal: t\n")
    found["acts/bill.yaml"] = (
        "bill: bill\ntitle: T\nkind: law\nsources: {S1: B}\nchanges:\n  - repeal: money\n"
    )
    return found
