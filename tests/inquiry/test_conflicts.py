"""The conflicts that are proved or disproved are those that trying everybody finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from callup.inquiry.conflicts import conflicts
from callup.ir.facts import read_person
from callup.ir.program import Program, versions
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.switches import choose
from callup.text.diagnostic import Diagnostic, Diagnostics, Severity
from examples import examples
from small import act, facts, program

Pair = tuple[str, str]
MOMENTS = (date(2000, 1, 1), date(2000, 3, 1), date(2001, 1, 1))
ATOMS = (
    "a", "not a", "b", "c is x", "c in {y, z}", "n < 2", "n >= 3", "n is 1", "a or n > 1",
    "between 1 March and 30 April", "doubt d", "not (doubt d)", "limit > n", "t", "war",
)  # fmt: skip
PARTS = {
    **facts(a="boolean", b="boolean", c="choice, values: {x: X, y: Y, z: Z}",
            n="integer, from: 0, through: 3"),
    "terms.yaml": "terms:\n  t: {type: boolean, says: S, is: a or c is x}\n",
    "states.yaml": "states:\n  war: {title: T, otherwise: no}\n",
    "parameters.yaml": "parameters:\n  limit: {type: integer, title: T}\n",
    "readings/d.yaml": "doubt: d\ntitle: T\nquestion: Q\n",
    "positions.yaml": (
        "positions:\n"
        "  p: {kind: liberty, title: P, question: P?, otherwise: no}\n"
        "  q: {kind: measure, type: integer, title: P, question: P?, otherwise: none}\n"
    ),
    **act("base", "2000-01-01", """
        - set: limit
          to: 2
        - set: limit
          from: 2000-06-01
          to: 0
        - declare: war
          from: 2000-04-01
          until: 2000-05-01
    """),
}  # fmt: skip
PARTS["facts.yaml"] += "impossible:\n  - {when: b and c is x, says: S}\n"


@st.composite
def laws(draw: st.DrawFn) -> dict[str, str]:
    parts = dict(PARTS)
    atoms = st.lists(st.sampled_from(ATOMS), min_size=1, max_size=2)
    names: list[str] = []
    for index in range(draw(st.integers(2, 4))):
        target = draw(st.sampled_from("pppq"))
        values = ["1", "2", "n"] if target == "q" else ["yes", "no"]
        body = f"- add: r{index}\n  position: {target}\n  says: R\n"
        body += f"  when: {' and '.join(draw(atoms))}\n  gives: {draw(st.sampled_from(values))}\n"
        over = [name for name in names if name.startswith(target)]
        if over and draw(st.integers(0, 2)) == 0:
            body += f"  overrides: [{draw(st.sampled_from(over))[1:]}]\n"
        names.append(f"{target}r{index}")
        parts |= act(f"a{index}", str(draw(st.sampled_from(MOMENTS))), body)
    if draw(st.booleans()):
        parts["readings/view.yaml"] = (
            "reading: view\ntitle: T\nin_force: 2000-02-01\nsources: {S1: B}\nchanges:\n"
            f"  - {{add: viewed, position: p, says: S, when: '{draw(st.sampled_from(ATOMS))}',"
            " gives: no}\n"
        )
    return parts


def people() -> Iterator[dict[str, object]]:
    for a, b, c, n in product((True, False), (True, False), "xyz", range(4)):
        if not (b and c == "x"):
            yield {"a": a, "b": b, "c": c, "n": n}


def tried(law: Program, reading: bool) -> set[Pair]:
    """The pairs of rules that apply to somebody and give different values, by asking all."""
    days = [*MOMENTS, date(2000, 4, 1), date(2000, 5, 1), date(2000, 6, 1), date(2000, 2, 1)]
    days += [date(2001, 3, 1), date(2001, 5, 1)]
    settings: list[Mapping[str, object]] = [{"d": "yes"}, {"d": "no"}]
    if reading:
        settings = [{**one, "view": "on"} for one in settings]
    found: set[Pair] = set()
    engine = Engine(law)
    for day, with_ in product(days, settings):
        chosen = choose(law, with_, ())
        setup = Setup(chosen.settings(law), frozenset(chosen.chosen))
        for person in people():
            one = Asker(engine, read_person(law, person), day, setup, day)
            for name in ("p", "q"):
                if one.answer(name)[0] == "conflict":
                    found |= pairs(one, name)
    return found


def pairs(one: Asker, name: str) -> set[Pair]:
    one.situation.outcome(name)
    applying = [trace for trace in one.situation.traces[name] if trace.applies is True]
    return {
        pair(x.compiled.rule.id, y.compiled.rule.id)
        for x, y in combinations(applying, 2)
        if x.gives != y.gives
    }


def pair(a: str, b: str) -> Pair:
    return (min(a, b), max(a, b))


@examples(100)
@given(laws())
def test_what_the_solver_finds_is_what_asking_everybody_finds(parts: dict[str, str]) -> None:
    try:
        law = program(parts)
    except Diagnostics:
        return
    found = list(conflicts(Engine(law)))
    assert all(one.severity is not Severity.NOT_CHECKED for one in found)
    plain, read = tried(law, False), set[Pair]()
    if "reading:view" in law.switches:
        read = tried(law, True) - plain
    assert told(law, found, Severity.ERROR) == plain
    assert told(law, found, Severity.WARNING) == read


def told(law: Program, found: list[Diagnostic], severity: Severity) -> set[Pair]:
    by_line = {
        (rule.place.file, rule.place.line): rule.id
        for definition in law.definitions.values()
        for _, line in definition.rules
        for version in line.values
        for rule in versions(version)
    }
    return {
        pair(by_line[one.origin.file, one.origin.line], one.related[0][1].split(",")[0])
        for one in found
        if one.severity is severity and one.origin is not None
    }
