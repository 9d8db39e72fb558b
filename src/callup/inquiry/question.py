"""What a case may ask besides the positions of a person: states, parameters, rule texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from callup.ir.facts import Person
from callup.ir.nodes import Const, Constant, Definition, Doubt, Fact, Node, Parameter, State, walk
from callup.ir.program import BySwitch, Program, Rule, T, versions
from callup.ir.types import BOOLEAN, Type
from callup.readers.explain.ask import Setup, status_of, status_of_ends
from callup.readers.explain.cells import TooManyCases
from callup.readers.explain.compile import Engine
from callup.readers.explain.exact import Question
from callup.readers.explain.finding import Status
from callup.readers.explain.partial import Residual
from callup.readers.explain.situation import Situation
from callup.text.diagnostic import Diagnostic, suggest
from callup.text.origin import Origin
from callup.values.timeline import Timeline


@dataclass(frozen=True, slots=True)
class PositionAsked:
    name: str


@dataclass(frozen=True, slots=True)
class StateAsked:
    """`state NAME`, `state NAME in REGION`, `state NAME anywhere`, `state NAME everywhere`."""

    name: str
    node: State


@dataclass(frozen=True, slots=True)
class ParameterAsked:
    """`parameter NAME`, `parameter NAME for INDEX`; the index is `""` where there is none."""

    name: str
    index: str


@dataclass(frozen=True, slots=True)
class RuleAsked:
    """`rule RULE stands`, or `rule RULE names NAME`, where `names` is that name."""

    rule: str
    names: str | None


Asked = PositionAsked | StateAsked | ParameterAsked | RuleAsked


@dataclass(frozen=True, slots=True)
class Answer:
    """What a state, parameter or rule text comes to on a day."""

    status: Status
    value: Constant | None
    type: Type


def read_question(text: str, at: Origin, program: Program) -> Asked | Diagnostic:
    """What is asked for; a diagnostic where it cannot be read or there is no such thing."""
    match text.split():
        case [name]:
            names = [position.name for position in program.positions()]
            return PositionAsked(name) if name in names else _none("position", name, names, at)
        case ["state", name, *where]:
            return _state(name, where, at, program)
        case ["parameter", name, *index]:
            return _parameter(name, index, at, program)
        case ["rule", rule, "stands"]:
            return _rule(rule, None, at, program)
        case ["rule", rule, "names", name]:
            return _rule(rule, name, at, program)
        case _:
            message = f"`{text[:80]}` is not a question that a case can ask"
            help = (
                "it asks for a position, `state NAME in REGION`, `parameter NAME for INDEX`, "
                "`rule ID stands` or `rule ID names NAME`"
            )
            return Diagnostic("bad-case", message, at, help=help)


def _none(what: str, name: str, among: list[str], at: Origin) -> Diagnostic:
    near = suggest(name, among)
    help = f"did you mean `{near}`?" if near else None
    return Diagnostic("bad-case", f"there is no {what} `{name[:80]}`", at, help=help)


def _state(name: str, where: list[str], at: Origin, program: Program) -> Asked | Diagnostic:
    state = program.states.get(name)
    if state is None:
        return _none("state", name, list(program.states), at)
    if not state.territory and not where:
        return StateAsked(name, State(name, "bare"))
    if state.territory and where == ["anywhere"]:
        return StateAsked(name, State(name, "anywhere"))
    if state.territory and where == ["everywhere"]:
        return StateAsked(name, State(name, "everywhere"))
    if not state.territory or len(where) != 2 or where[0] != "in":
        ways = "in REGION`, `anywhere` or `everywhere" if state.territory else ""
        help = f"write `state {name} {ways}`" if ways else f"`{name}` has no territory"
        return Diagnostic("bad-case", f"`{name}` cannot be asked for so", at, help=help)
    regions = [region for region, _ in program.values[program.territory]]
    if where[1] not in regions:
        return _none("region", where[1], regions, at)
    place = Const(where[1], Type("choice", program.territory))
    return StateAsked(name, State(name, "in", place))


def _parameter(name: str, index: list[str], at: Origin, program: Program) -> Asked | Diagnostic:
    parameter = program.parameters.get(name)
    if parameter is None:
        return _none("parameter", name, list(program.parameters), at)
    if parameter.index is None and not index:
        return ParameterAsked(name, "")
    if parameter.index is None or len(index) != 2 or index[0] != "for":
        help = f"write `parameter {name}" + (" for INDEX`" if parameter.index else "`")
        return Diagnostic("bad-case", f"`{name}` cannot be asked for so", at, help=help)
    indices = [value for value, _ in program.values[parameter.index.of]]
    if index[1] not in indices:
        return _none("index", index[1], indices, at)
    return ParameterAsked(name, index[1])


def _rule(rule: str, name: str | None, at: Origin, program: Program) -> Asked | Diagnostic:
    rules = [id for id, _ in rule_lines(program)]
    if rule not in rules:
        return _none("rule", rule, rules, at)
    if name is not None:
        doubts = [switch.id for switch in program.switches.values() if switch.kind == "doubt"]
        names = [
            *program.facts, *program.states, *program.definitions, *program.parameters, *doubts,
        ]  # fmt: skip
        if name not in names:
            return _none("fact, state, term, position, parameter or doubt", name, names, at)
    return RuleAsked(rule, name)


def rule_lines(
    program: Program,
) -> Iterator[tuple[str, Timeline[BySwitch[Rule] | Rule | None]]]:
    """Every rule of a program with its timeline; one that gave values to two definitions, twice."""
    for definition in program.definitions.values():
        yield from definition.rules


# the answers


def answer(asked: Asked, engine: Engine, day: date, setup: Setup) -> Answer:
    """What a state, parameter or rule text comes to; positions are asked of a person."""
    match asked:
        case StateAsked():
            found = _state_answer(asked, engine, day, setup)
            acts = _acts_of_state(asked, engine.program, day)
        case ParameterAsked():
            found, acts = _parameter_answer(asked, engine.program, day, setup)
        case RuleAsked():
            found, acts = _rule_answer(asked, engine.program, day, setup)
        case PositionAsked():
            raise TypeError("a position is asked of a person")
    if setup.strict and day > _evidence(engine.program, acts):
        return Answer("unknown", None, found.type)
    return found


def _evidence(program: Program, acts: list[str]) -> date:
    """The day until which sources show that these acts stand; silence rests on the lawbook's."""
    days = [program.acts[act].evidence_until or program.evidence_until for act in acts]
    return min(days, default=program.evidence_until)


def _state_answer(asked: StateAsked, engine: Engine, day: date, setup: Setup) -> Answer:
    situation = Situation(engine, Person({}), day, day, setup.settings)
    value = engine.walk(asked.node)(situation)
    if not isinstance(value, Residual):
        return Answer(*status_of(value), BOOLEAN)
    try:
        ends = Question(engine, situation).answer(value).ends()
    except TooManyCases:
        return Answer("unknown", None, BOOLEAN)
    return Answer(*status_of_ends(ends), BOOLEAN)


def _acts_of_state(asked: StateAsked, program: Program, day: date) -> list[str]:
    standing = program.states[asked.name].standing.at(day)
    return [basis.act for one in versions(standing) for basis in one.bases]


def _parameter_answer(
    asked: ParameterAsked, program: Program, day: date, setup: Setup
) -> tuple[Answer, list[str]]:
    parameter = program.parameters[asked.name]
    found = possible(parameter.of(asked.index).at(day), setup.settings)
    acts = [one.basis.act for one in found if one is not None]
    values = {(type(one.value.value), one.value.value) if one else None for one in found}
    if len(values) > 1:
        return Answer("unknown", None, parameter.type), acts
    if found[0] is None:
        return Answer("none", None, parameter.type), acts
    return Answer("known", found[0].value.value, parameter.type), acts


def _rule_answer(
    asked: RuleAsked, program: Program, day: date, setup: Setup
) -> tuple[Answer, list[str]]:
    texts = [
        one
        for id, line in rule_lines(program)
        if id == asked.rule
        for one in possible(line.at(day), setup.settings)
    ]
    acts = [one.basis.act for one in texts if one is not None]
    values = {
        one is not None and (asked.names is None or asked.names in names_in(one)) for one in texts
    }
    if len(values) > 1:
        return Answer("unknown", None, BOOLEAN), acts
    return Answer("known", values == {True}, BOOLEAN), acts


def names_in(rule: Rule) -> frozenset[str]:
    """What the text of a rule names itself: facts, states, definitions, parameters, doubts."""
    nodes = [rule.gives, *(condition.node for condition in rule.conditions)]
    return frozenset(name for node in nodes for inner in walk(node) for name in _name(inner))


def _name(node: Node) -> tuple[str, ...]:
    match node:
        case Fact(name=name) | Definition(name=name) | Parameter(name=name) | State(name=name):
            return (name,)
        case Doubt(id=id):
            return (id,)
        case _:
            return ()


def possible(version: BySwitch[T] | T | None, settings: dict[str, str]) -> list[T | None]:
    """The versions that may hold under these settings, where switches are open several."""
    if not isinstance(version, BySwitch):
        return [version]
    chosen = settings.get(version.switch)
    cases = [inner for setting, inner in version.cases if chosen in (None, setting)]
    return [found for inner in cases for found in possible(inner, settings)]
