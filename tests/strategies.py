"""Random small lawbooks that read and type, random people of whom little is known, random days.

Everything is written as text, so that what fails can be read and copied.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

from hypothesis import strategies as st

from callup.values.number import write_number
from small import HEAD, act

DAY = timedelta(days=1)

FACTS = """\
facts:
  b1: {type: boolean, question: Q}
  b2: {type: boolean, kind: lasting, question: Q}
  closing: {type: boolean, question: Q, closes: [b1]}
  c: {type: choice, values: {x: X, y: Y, z: Z, w: W}, question: Q}
  region: {type: region, question: Q}
  n: {type: integer, from: 0, through: 6, question: Q}
  m: {type: integer, from: -2, through: 3, kind: lasting, question: Q}
  d: {type: date, question: Q}
  e: {type: date, question: Q}
  s: {type: set of region, question: Q}
  cash: {type: money, question: Q}
  rate: {type: number, from: 0, through: 1, kind: lasting, question: Q}
"""
CHOICES = "choices:\n  region: {territory: yes, values: {R1: a, R2: b, R3: c}}\n"
STATES = """\
states:
  plain: {title: T, otherwise: no}
  open: {title: T, otherwise: unknown}
  land: {title: T, territory: yes, otherwise: no}
"""
PARAMETERS = """\
parameters:
  level: {type: integer, title: T}
  table: {type: integer, by: c, title: T}
"""

WINDOW: dict[str, list[Any]] = {
    "d": [date(2020, 2, 27) + n * DAY for n in range(9)],
    "e": [date(2020, 3, 29) + n * DAY for n in range(7)],
    "cash": [100, Fraction("100.01")],
    "rate": [Fraction("0.333333"), Fraction("0.333334")],
}
"""What an unknown day, sum or rate may be; all else is impossible."""
DECIMALS = {name: [Decimal(write_number(one)) for one in WINDOW[name]] for name in ("cash", "rate")}
"""Sums and rates as tables have them."""


def _impossible() -> str:
    lines = ["impossible:"]
    for name, values in {**WINDOW, **DECIMALS}.items():
        unit = " RUB" if name == "cash" else ""
        first, last = f"{values[0]}{unit}", f"{values[-1]}{unit}"
        lines.append(f"  - {{when: '{name} < {first} or {name} > {last}', says: S}}")
    return "\n".join(lines) + "\n"


# formulas

NUMBERS = (
    "n", "m", "level", "table for c", "count", "years since d", "days from d to e",
    "(2 * n)", "(level * m)", "(-n)",
)  # fmt: skip


@cache
def numbers(depth: int, terms: tuple[str, ...]) -> st.SearchStrategy[str]:
    leaf = st.sampled_from([name for name in NUMBERS if name in terms or name != "count"])
    constant = st.integers(-3, 8).map(str)
    if depth == 0:
        return leaf | constant
    inner = numbers(depth - 1, terms)
    return st.one_of(
        leaf,
        constant,
        st.builds("({} {} {})".format, inner, st.sampled_from(["+", "-"]), inner),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max"]), inner, inner),
        st.builds("(if {} then {} else {})".format, booleans(0, terms), inner, inner),
        st.builds("({} as of {})".format, st.sampled_from(["level", "m"]), days()),
    )


@cache
def days() -> st.SearchStrategy[str]:
    leaf = st.sampled_from(["d", "e", "today", "2020-03-01", "2020-03-31"])
    by = st.sampled_from(["1 month", "30 days", "1 year", "4 weeks", "1 day"])
    return leaf | st.builds("({} {} {})".format, leaf, st.sampled_from("+-"), by)


ATOMS = (
    "b1", "b2", "closing", "plain", "open", "land anywhere", "land everywhere", "land in region",
    "land in R1", "doubt question", "c is x", "c is not y", "c in {x, z}", "region in {R1, R2}",
    "s includes R1", "s includes region", "s is {R1, R2}", "d has come", "today < e",
    "between 1 March and 30 March", "d between 29 February and 1 March",
    "e between 31 March and 2 April", "(plain as of d)", "((land in R2) as of e)", "n is m",
    "((land in region) as of d)",
    "years since d >= 1", "days since e >= 20", "months from d to e >= 1", "e - d >= 32 days",
    "d + 1 month <= e", "(d + 1 month) is e", "(b2 as of 2020-01-01)",
    "cash > 100 RUB", "cash - 0.01 RUB < 100 RUB", "(cash * 2) is 200.02 RUB",
    "min(cash, 100 RUB) is cash", "level * 50 RUB < cash", "(cash as of d) >= 100.01 RUB",
    "rate is 0.333333", "rate * 3 < 1", "rate * 3 - 1 <= n",
)  # fmt: skip


@cache
def booleans(depth: int, terms: tuple[str, ...] = ()) -> st.SearchStrategy[str]:
    atom = st.sampled_from((*ATOMS, *(name for name in terms if name != "count")))
    if depth == 0:
        return atom
    inner = booleans(depth - 1, terms)
    order = st.sampled_from(["<", "<=", ">", ">=", "is", "is not"])
    return st.one_of(
        atom,
        st.builds("({} {} {})".format, numbers(depth - 1, terms), order, numbers(depth - 1, terms)),
        st.builds("({} {} {})".format, days(), st.sampled_from(["<", "<=", ">"]), days()),
        st.builds("({} {} {})".format, inner, st.sampled_from(["and", "or"]), inner),
        st.builds("(not {})".format, inner),
        st.builds("(if {} then {} else {})".format, inner, inner, inner),
        st.builds("(({}) is ({}))".format, inner, inner),
    )


# lawbooks


class Book:
    """A random lawbook as the texts of its files; shown without what all of them share."""

    def __init__(self, parts: dict[str, str]) -> None:
        self.parts = parts

    def __repr__(self) -> str:
        shared = ("facts.yaml", "choices.yaml", "states.yaml", "parameters.yaml")
        own = {name: text for name, text in self.parts.items() if name not in shared}
        return "\n" + "\n".join(f"# {name}\n{text}" for name, text in sorted(own.items()))


MOMENTS = [
    date(2019, 6, 1),
    date(2020, 1, 1),
    date(2020, 2, 29),
    date(2020, 3, 31),
    date(2020, 6, 1),
]


@st.composite
def books(draw: st.DrawFn, depth: int = 2, rules: int = 3) -> Book:
    """A lawbook with the positions `p` (yes or no) and `q` (a number), and all kinds of switch."""
    leap = draw(st.sampled_from(["1 March", "28 February"]))
    end = draw(st.sampled_from(["last day", "next day"]))
    count = draw(numbers(1, ()))
    flag = draw(booleans(1, ("count",)))
    known = ("count", "flag", "ruled")
    parts = {
        "lawbook.yaml": HEAD + f"calendar: {{leap_birthday: {leap}, month_end: {end}}}\n",
        "facts.yaml": FACTS + _impossible(),
        "choices.yaml": CHOICES,
        "states.yaml": STATES,
        "parameters.yaml": PARAMETERS,
        "terms.yaml": (
            f"terms:\n  count: {{type: integer, says: S, is: '{count}'}}\n"
            f"  flag: {{type: boolean, says: S, is: '{flag}'}}\n"
            "  ruled: {type: boolean, says: S, otherwise: no}\n"
        ),
        "positions.yaml": (
            "positions:\n"
            f"  p: {{kind: duty, title: T, question: Q, otherwise: {draw(_SILENCE)}"
            f"{draw(_COVERS)}}}\n"
            "  q: {kind: measure, type: integer, title: T, question: Q, otherwise: none}\n"
        ),
        "readings/question.yaml": "doubt: question\ntitle: T\nquestion: Q\n",
    }
    parts |= act("base", "2019-01-01", draw(_base()))
    parts |= act(
        "term", "2019-01-01", _rule("ruled-a", "term: ruled", draw(booleans(1, ("count",))))
    )
    previous: list[str] = []
    for index in range(draw(st.integers(1, rules))):
        name = f"p-{index}"
        body = _rule(name, "position: p", draw(booleans(depth, known)))
        body += f"  gives: {draw(st.sampled_from(['yes', 'yes', 'no']))}\n"
        if draw(st.integers(0, 3)) == 0:
            body += f"  unless: '{draw(booleans(0, known))}'\n"
        if previous and draw(st.booleans()):
            body += f"  overrides: [{draw(st.sampled_from(previous))}]\n"
        previous.append(name)
        in_force = draw(_in_force())
        if "[" not in in_force and draw(st.integers(0, 4)) == 0:
            body += _suspension(name, date.fromisoformat(in_force))
        parts |= act(name, in_force, body)
    for index in range(draw(st.integers(1, 2))):
        body = _rule(f"q-{index}", "position: q", draw(booleans(1, known)))
        body += f"  gives: '{draw(numbers(1, known))}'\n"
        parts |= act(f"q-{index}", draw(st.sampled_from(MOMENTS)).isoformat(), body)
    parts |= draw(_readings(previous))
    return Book(parts)


_SILENCE = st.sampled_from(["no", "yes", "unknown"])
_COVERS = st.sampled_from(["", "", "", "", ", covers: {from: 2020-01-20}"])


def _suspension(rule: str, stands: date) -> str:
    """A cover that lies on a rule for a month, and lifts."""
    return f"- suspend: {rule}\n  from: {stands + 15 * DAY}\n  until: {stands + 45 * DAY}\n"


def _rule(name: str, target: str, when: str) -> str:
    return f"- add: {name}\n  {target}\n  says: S\n  when: '{when}'\n"


def _in_force() -> st.SearchStrategy[str]:
    certain = st.sampled_from(MOMENTS).map(str)
    either = st.sampled_from(["[2020-01-01, 2020-03-01]", "[2020-02-29, never]"])
    return st.integers(0, 4).flatmap(lambda roll: either if roll == 0 else certain)


@st.composite
def _base(draw: st.DrawFn) -> str:
    """States and parameters."""
    lines = [f"- set: level\n  to: {draw(st.integers(0, 4))}"]
    lines.append("- set: table\n  to: {x: 1, y: 3}")
    if draw(st.booleans()):
        lines.append("- set: table\n  from: 2020-03-10\n  to: {x: 4, z: 2, w: 2}")
    if draw(st.booleans()):
        lines.append(f"- set: level\n  from: 2020-03-15\n  to: {draw(st.integers(0, 4))}")
    if draw(st.booleans()):
        lines.append("- declare: plain\n  from: 2020-02-29\n  until: 2020-04-01")
    if draw(st.booleans()):
        where = draw(st.sampled_from(["", "\n  where: [R1]", "\n  where: [R1, R2]"]))
        lines.append(f"- declare: land\n  from: 2020-03-01{where}")
    return "\n".join(lines)


@st.composite
def _readings(draw: st.DrawFn, rules: list[str]) -> dict[str, str]:
    parts = {}
    if draw(st.booleans()):
        parts["readings/view.yaml"] = (
            "reading: view\ntitle: T\nin_force: 2020-01-15\nsources: {S1: B}\nchanges:\n"
            f"  - add: viewed\n    position: p\n    says: S\n    when: '{draw(booleans(0))}'\n"
        )
    if draw(st.booleans()):
        text = "dispute: quarrel\ntitle: T\nreadings:\n"
        for side, level in (("this", 1), ("that", 3)):
            text += (
                f"  - reading: {side}\n    title: T\n    in_force: 2020-02-01\n"
                f"    sources: {{S1: B}}\n    changes:\n      - set: level\n        to: {level}\n"
            )
        parts["readings/quarrel.yaml"] = text
    return parts


# people and days

VALUES: dict[str, st.SearchStrategy[object]] = {
    "b1": st.booleans(),
    "b2": st.booleans(),
    "closing": st.booleans(),
    "c": st.sampled_from("xyzw"),
    "region": st.sampled_from(["R1", "R2", "R3"]),
    "n": st.integers(0, 6),
    "m": st.integers(-2, 3),
    "d": st.sampled_from(WINDOW["d"]),
    "e": st.sampled_from(WINDOW["e"]),
    "s": st.sets(st.sampled_from(["R1", "R2", "R3"])).map(sorted),
    **{name: st.sampled_from(listed) for name, listed in DECIMALS.items()},
}


@st.composite
def people(draw: st.DrawFn, missing: int = 3) -> dict[str, object]:
    """A person of whom at most so many facts are not known."""
    unknown = draw(st.sets(st.sampled_from(sorted(VALUES)), max_size=missing))
    return {name: draw(values) for name, values in VALUES.items() if name not in unknown}


def moments() -> st.SearchStrategy[date]:
    """Days on and around which something turns."""
    return st.one_of(
        st.sampled_from([*MOMENTS, date(2020, 3, 1), date(2020, 3, 30), date(2021, 2, 28)]),
        st.integers(0, 500).map(lambda n: date(2019, 12, 1) + n * DAY),
    )
