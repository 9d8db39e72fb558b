"""A program is read back as it was written, places and all; anything else is refused."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from callup.compiled import checked_program_of
from callup.ir import nodes, store
from callup.ir.nodes import NOWHERE, Apply, Const, Fact, Node, Place, Today
from callup.ir.program import (
    ActFacts,
    Basis,
    BySwitch,
    Condition,
    Definition,
    FactType,
    NotEncoded,
    ParameterDefinition,
    Program,
    Rule,
    Setting,
    Standing,
    StateDefinition,
    Switch,
)
from callup.ir.store import read, write
from callup.ir.types import BOOLEAN, DATE, INTEGER, NUMBER, Type
from callup.lawbook import SHIPPED
from callup.text.words import Words
from callup.values.calendar import Calendar, Duration, Window
from callup.values.interval import Interval
from callup.values.timeline import Timeline

texts = st.text(max_size=8)
days = st.dates()
numbers = st.integers() | st.fractions()
places = st.just(NOWHERE) | st.builds(Place, texts, st.integers(0, 99), texts)
types = st.sampled_from([BOOLEAN, INTEGER, NUMBER, DATE]) | st.builds(
    Type, st.sampled_from(["money", "duration", "choice", "set"]), texts
)
windows = st.builds(
    lambda start, end: Window((start.month, start.day), (end.month, end.day)), days, days
)
durations = st.builds(Duration, st.integers(-99, 99), st.integers(-99, 99))
constants = st.one_of(
    st.booleans(), numbers, texts, days, durations, windows, st.frozensets(texts, max_size=3)
)
consts = st.builds(Const, constants, types, places)
words = st.builds(Words, st.lists(st.tuples(texts, texts), max_size=2).map(tuple))
leaves: st.SearchStrategy[Node] = st.one_of(
    consts,
    st.builds(Today, place=places),
    st.builds(Fact, texts, types, places),
    st.builds(nodes.Definition, texts, types, places),
    st.builds(nodes.Doubt, texts, place=places),
)


def branches(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Apply, texts, st.lists(inner, max_size=3).map(tuple), types, places),
        st.builds(nodes.If, inner, inner, inner, types, places),
        st.builds(nodes.Parameter, texts, st.none() | inner, types, places),
        st.builds(
            nodes.State,
            texts,
            st.sampled_from(["bare", "in", "anywhere", "everywhere"]),
            st.none() | inner,
            place=places,
        ),
        st.builds(nodes.AsOf, inner, inner, types, places),
    )


formulas = st.recursive(leaves, branches, max_leaves=6)
bases = st.builds(Basis, texts, texts, st.lists(st.tuples(texts, texts), max_size=2).map(tuple))
some_texts = st.lists(texts, max_size=3).map(tuple)
intervals = st.builds(Interval, st.none() | days, st.none() | days)
conditions = st.builds(Condition, formulas, texts, places, st.booleans())
otherwises = st.sampled_from(["no", "yes", "unknown", "none"])
rules = st.builds(
    Rule,
    texts,
    bases,
    words,
    st.lists(conditions, max_size=2).map(tuple),
    formulas,
    some_texts,
    some_texts,
    places,
)
regions = st.frozensets(texts, max_size=3)
standings = st.builds(Standing, regions, regions, st.lists(bases, max_size=2).map(tuple))


def timelines(versions: st.SearchStrategy[object]) -> st.SearchStrategy[Timeline[object]]:
    version = st.recursive(
        st.none() | versions,
        lambda inner: st.builds(
            BySwitch, texts, st.lists(st.tuples(texts, inner), max_size=2).map(tuple)
        ),
        max_leaves=3,
    )
    return st.lists(days, max_size=2, unique=True).flatmap(
        lambda cuts: st.lists(version, min_size=len(cuts) + 1, max_size=len(cuts) + 1).map(
            lambda values: Timeline(tuple(sorted(cuts)), tuple(values))
        )
    )


definitions = st.builds(
    Definition,
    name=texts,
    meaning=st.sampled_from(["term", "position"]),
    type=types,
    otherwise=otherwises,
    title=words,
    rules=st.lists(st.tuples(texts, timelines(rules)), max_size=2).map(tuple),
    formula=st.none() | formulas,
    formula_text=texts,
    kind=texts,
    question=words,
    group=texts,
    covers=intervals,
    incomplete=words,
    place=places,
)


def by_name(values: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(texts, values, max_size=2)


programs = st.builds(
    Program,
    id=texts,
    digest=texts,
    title=words,
    languages=some_texts,
    known=st.none() | days,
    covers=intervals,
    horizon=days,
    evidence_until=days,
    currency=texts,
    calendar=st.builds(Calendar, st.booleans(), st.booleans()),
    facts=by_name(
        st.builds(
            FactType,
            texts,
            types,
            st.sampled_from(["lasting", "a day", "of the day"]),
            words,
            words,
            st.none() | numbers,
            st.none() | numbers,
            some_texts,
        )
    ),
    values=by_name(st.lists(st.tuples(texts, words), max_size=2).map(tuple)),
    territory=texts,
    impossible=st.lists(conditions, max_size=2).map(tuple),
    definitions=by_name(definitions),
    parameters=by_name(
        st.builds(
            ParameterDefinition,
            texts,
            types,
            st.none() | types,
            words,
            st.lists(
                st.tuples(texts, timelines(st.builds(Setting, consts, bases))), max_size=2
            ).map(tuple),
        )
    ),
    states=by_name(
        st.builds(StateDefinition, texts, words, st.booleans(), otherwises, timelines(standings))
    ),
    switches=by_name(
        st.builds(
            Switch,
            texts,
            st.sampled_from(["act", "bill", "reading", "dispute", "doubt", "state"]),
            texts,
            some_texts,
            st.none() | texts,
            words,
        )
    ),
    not_encoded=st.lists(
        st.builds(
            NotEncoded,
            words,
            some_texts,
            st.sampled_from(["may grant", "may defeat"]),
            words,
            bases,
            intervals,
        ),
        max_size=2,
    ).map(tuple),
    acts=by_name(
        st.builds(
            ActFacts,
            texts,
            st.sampled_from(["act", "bill", "reading"]),
            words,
            texts,
            texts,
            texts,
            texts,
            texts,
            st.none() | days,
            st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
        )
    ),
    groups=st.lists(st.tuples(texts, words), max_size=2).map(tuple),
)


def spelled(value: object) -> object:
    """The value in full: what does not count in equality, and the difference of 1 and yes."""
    match value:
        case tuple():
            return [spelled(part) for part in value]
        case dict():
            return [[key, spelled(part)] for key, part in value.items()]
        case _ if is_dataclass(value):
            return [type(value), *(spelled(getattr(value, one.name)) for one in fields(value))]
        case _:
            return [type(value), value]


@settings(max_examples=60, deadline=None)
@given(programs)
def test_a_program_is_read_back_as_it_was_written(program: Program) -> None:
    again = read(write(program))
    assert program == again
    assert spelled(program) == spelled(again)


def test_the_shipped_lawbook_is_read_back_as_it_was_written() -> None:
    program, _ = checked_program_of(SHIPPED / "ru")
    data = write(program)
    again = read(data)
    assert program == again
    assert spelled(program) == spelled(again)
    assert data == write(again)


def empty(**parts: object) -> Program:
    given: dict[str, object] = {
        "id": "x",
        "digest": "",
        "title": Words(),
        "languages": ("en",),
        "known": None,
        "covers": Interval(),
        "horizon": date(2030, 1, 1),
        "evidence_until": date(2030, 1, 1),
        "currency": "",
        "calendar": Calendar(),
        "territory": "",
        "impossible": (),
        "not_encoded": (),
        "groups": (),
        **{name: {} for name in ("facts", "values", "definitions", "parameters")},
        **{name: {} for name in ("states", "switches", "acts")},
        **parts,
    }
    return Program(**given)  # type: ignore[arg-type]


def holding(*written: Node) -> Program:
    return empty(impossible=tuple(Condition(node, "", NOWHERE) for node in written))


def test_what_is_equal_and_at_one_place_is_stored_once() -> None:
    one, other = (Apply("not", (Fact("a", BOOLEAN, Place("f", 1)),), BOOLEAN) for _ in range(2))
    read_one, read_other = (each.node for each in read(write(holding(one, other))).impossible)
    assert read_one is read_other


def test_what_is_equal_at_two_places_keeps_both() -> None:
    written = [Fact("a", BOOLEAN, Place("f", line)) for line in (1, 2)]
    again = read(write(holding(*written)))
    found = [each.node.place.line for each in again.impossible]
    assert found == [1, 2]


def test_yes_and_one_stay_apart() -> None:
    values = [True, 1, Fraction(1, 3), False, 0]
    again = read(write(holding(*(Const(value, INTEGER) for value in values))))
    found = [each.node.value for each in again.impossible if isinstance(each.node, Const)]
    assert [(type(value), value) for value in values] == [(type(each), each) for each in found]


def test_no_two_dictionaries_are_one() -> None:
    again = read(write(empty()))
    assert again.facts is not again.acts


def test_a_formula_may_be_deeper_than_the_stack() -> None:
    node: Node = Fact("a", BOOLEAN)
    for _ in range(5_000):
        node = Apply("not", (node,), BOOLEAN)
    found = read(write(holding(node))).impossible[0].node
    depth = 0
    while isinstance(found, Apply):
        found, depth = found.arguments[0], depth + 1
    assert (5_000, Fact("a", BOOLEAN)) == (depth, found)


def test_a_value_that_no_program_has_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="programs are not made of float"):
        write(empty(title=0.5))


@given(st.data())
@settings(max_examples=60, deadline=None)
def test_a_changed_byte_is_refused(data: st.DataObject) -> None:
    whole = write(holding(Fact("a", BOOLEAN)))
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != whole[at]))
    with pytest.raises(ValueError, match="not a program"):
        read(whole[:at] + bytes([byte]) + whole[at + 1 :])


@given(st.binary(max_size=60) | st.just(b"{}\n{}"))
def test_foreign_bytes_are_refused(foreign: bytes) -> None:
    with pytest.raises(ValueError, match="not a program"):
        read(foreign)


def test_half_a_file_is_refused() -> None:
    whole = write(holding(Fact("a", BOOLEAN)))
    for length in range(0, len(whole), 7):
        with pytest.raises(ValueError, match="not a program"):
            read(whole[:length])


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"kinds": [], "rows": []},
        {"kinds": [], "rows": ["text"]},
        {"kinds": ["os.system"], "rows": [[0]]},
        {"kinds": ["tuple"], "rows": [[0, 5]]},
        {"kinds": ["date"], "rows": ["yesterday", [0, 0]]},
        {"kinds": ["nodes.Place"], "rows": [[0]]},
        {"kinds": ["dict"], "rows": ["a", [0, 0]]},
        {"kinds": ["Fraction"], "rows": ["1/0", [0, 0]]},
    ],
)
def test_a_table_that_does_not_fit_is_refused(body: object) -> None:
    data = json.dumps(body).encode()
    with pytest.raises(ValueError, match="program"):
        read(store._head(data) + b"\n" + data)
