"""A lawbook with one slip of the hand: every such lawbook, each as an edit of one place.

A text that an act gave a rule stands in all versions that later acts left it in; an edit of it
changes all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final

from callup.inquiry.slip import Slip, constant_slips, junctions, slips
from callup.ir.nodes import Apply, Const, Node, Place
from callup.ir.program import (
    BySwitch,
    Condition,
    Definition,
    Otherwise,
    ParameterDefinition,
    Program,
    Rule,
    Setting,
    versions,
)
from callup.ir.types import BOOLEAN
from callup.values.timeline import Timeline

Edit = Callable[[Any], Any]

TURNED: Final[dict[Otherwise, Otherwise]] = {"no": "yes", "yes": "no"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One edit: of a rule, of a term or position itself, or of a parameter.

    `text` is the formula that it stands in; `before` and `after` are the part that changes.
    """

    operator: str
    name: str
    rule: str | None
    place: Place
    text: str
    before: str
    after: str
    edit: Edit = field(repr=False, compare=False)

    of_parameter: bool = False

    def reads(self, rule: Rule) -> bool:
        """Whether a version of a rule is one that the edit changes."""
        return rule.id == self.rule and self.edit(rule) != rule


def mutants(program: Program) -> Iterator[Mutant]:
    """Every mutant of a program, in the order of its definitions, rules and formulas."""
    for definition in program.definitions.values():
        yield from _of_definition(definition, program)
    for parameter in program.parameters.values():
        yield from parameter_mutants(parameter, program)


def applied(mutant: Mutant, program: Program) -> Program:
    """The program with the edit; another program of the same lawbook may have it too."""
    if mutant.of_parameter:
        parameter = program.parameters[mutant.name]
        settings = tuple((key, _mapped(line, mutant.edit)) for key, line in parameter.settings)
        changed = replace(parameter, settings=settings)
        return replace(program, parameters={**program.parameters, mutant.name: changed})
    definition = program.definitions[mutant.name]
    return replace(
        program, definitions={**program.definitions, mutant.name: _edited(definition, mutant)}
    )


def _edited(definition: Definition, mutant: Mutant) -> Definition:
    if mutant.rule is None:
        found: Definition = mutant.edit(definition)
        return found
    rules = tuple(
        (id, _mapped(line, mutant.edit) if id == mutant.rule else line)
        for id, line in definition.rules
    )
    return replace(definition, rules=rules)


def _mapped(line: Timeline[Any], edit: Edit) -> Timeline[Any]:
    return Timeline(line.days, tuple(_version(value, edit) for value in line.values))


def _version(version: Any, edit: Edit) -> Any:
    if isinstance(version, BySwitch):
        cases = tuple((setting, _version(inner, edit)) for setting, inner in version.cases)
        return BySwitch(version.switch, cases)
    return None if version is None else edit(version)


# definitions and rules


def _of_definition(definition: Definition, program: Program) -> Iterator[Mutant]:
    name, place = definition.name, definition.place
    if definition.formula is not None:
        for slip in slips(definition.formula, program):
            yield formula_mutant(slip, definition)
        return
    turned = TURNED.get(definition.otherwise)
    if turned is not None and definition.rules:
        slip = Slip("otherwise", definition.otherwise, turned, _NONE)
        yield _mutant(slip, name, None, place, "otherwise", _otherwise_edit(turned))
    seen: set[Any] = set()
    for _, line in definition.rules:
        for value in line.values:
            for rule in versions(value):
                yield from _of_rule(rule, name, program, seen)


_NONE: Final = Apply("and", (), BOOLEAN)
LEFT_OUT: Final = Const(True, BOOLEAN)
"""What a condition is worth that is left out."""


def formula_mutant(slip: Slip, definition: Definition) -> Mutant:
    """The mutant of a definition that has a formula in place of rules."""
    edit = _formula_edit(slip.node)
    text = definition.formula_text
    return _mutant(slip, definition.name, None, definition.place, text, edit)


def _formula_edit(node: Node) -> Edit:
    return lambda definition: replace(definition, formula=node)


def _otherwise_edit(turned: Otherwise) -> Edit:
    return lambda definition: replace(definition, otherwise=turned)


def _mutant(slip: Slip, name: str, rule: str | None, place: Place, text: str, edit: Edit) -> Mutant:
    return Mutant(slip.kind, name, rule, place, text, slip.before, slip.after, edit)


def _of_rule(rule: Rule, name: str, program: Program, seen: set[Any]) -> Iterator[Mutant]:
    """The mutants of one version of a rule that no version before it had."""
    for condition in rule.conditions:
        if _new((rule.id, condition, condition.place), seen):
            for slip in condition_slips(condition, program):
                yield condition_mutant(slip, condition, rule, name)
    plain = tuple(one for one in rule.conditions if not one.exception)
    if len(plain) > 1 and _new((rule.id, plain, plain[0].place), seen):
        for slip in junction_slips(plain):
            yield conditions_mutant(slip, plain, rule, name)
    if _new((rule.id, "gives", rule.gives, rule.gives.place), seen):
        for slip in slips(rule.gives, program):
            yield value_mutant(slip, rule, name)
    for other in rule.overrides:
        if _new((rule.id, "overrides", other, rule.place), seen):
            slip = Slip("exception", f"overrides {other}", "", _NONE)
            yield _mutant(slip, name, rule.id, rule.place, "overrides", _override_edit(other))


def _new(key: Any, seen: set[Any]) -> bool:
    found = key not in seen
    seen.add(key)
    return found


def condition_slips(condition: Condition, program: Program) -> Iterator[Slip]:
    """The slips in one condition of a rule; first that it is left out."""
    kind = "exception" if condition.exception else "dropped"
    yield Slip(kind, condition.says, "", LEFT_OUT)
    yield from slips(condition.node, program)


def condition_mutant(slip: Slip, condition: Condition, rule: Rule, name: str) -> Mutant:
    """The mutant with a slip in one condition, wherever a version of the rule has it."""
    edit = _condition_edit(condition, None if slip.node is LEFT_OUT else slip.node)
    return _mutant(slip, name, rule.id, condition.place, condition.says, edit)


def _condition_edit(condition: Condition, node: Node | None) -> Edit:
    """One condition another way, or left out, wherever a version has it."""
    put = () if node is None else (replace(condition, node=node),)

    def edit(rule: Rule) -> Rule:
        if not any(_is(one, condition) for one in rule.conditions):
            return rule
        kept = [(one,) if not _is(one, condition) else put for one in rule.conditions]
        return replace(rule, conditions=tuple(one for part in kept for one in part))

    return edit


def _is(one: Condition, other: Condition) -> bool:
    """Whether it is one text, in one place."""
    return one.place == other.place and one == other


def junction_slips(plain: tuple[Condition, ...]) -> Iterator[Slip]:
    """What joins the conditions of a rule exchanged at one place."""
    whole = Apply("and", tuple(one.node for one in plain), BOOLEAN, plain[0].place)
    return (slip for slip in junctions(whole) if slip.kind == "junction")


def conditions_mutant(slip: Slip, plain: tuple[Condition, ...], rule: Rule, name: str) -> Mutant:
    """The mutant with a slip between the conditions of a rule."""
    text = " and ".join(one.says for one in plain)
    edit = _conditions_edit(plain, slip.node)
    return _mutant(slip, name, rule.id, plain[0].place, text, edit)


def _conditions_edit(plain: tuple[Condition, ...], node: Node) -> Edit:
    def edit(rule: Rule) -> Rule:
        own = tuple(one for one in rule.conditions if not one.exception)
        if len(own) != len(plain) or not all(map(_is, own, plain)):
            return rule
        exceptions = tuple(one for one in rule.conditions if one.exception)
        return replace(rule, conditions=(replace(plain[0], node=node), *exceptions))

    return edit


def value_mutant(slip: Slip, rule: Rule, name: str) -> Mutant:
    """The mutant with a slip in what a rule gives."""
    return _mutant(slip, name, rule.id, rule.place, "gives", _value_edit(rule.gives, slip.node))


def _value_edit(gives: Node, node: Node) -> Edit:
    def edit(rule: Rule) -> Rule:
        same = rule.gives == gives and rule.gives.place == gives.place
        return replace(rule, gives=node) if same else rule

    return edit


def _override_edit(other: str) -> Edit:
    def edit(rule: Rule) -> Rule:
        return replace(rule, overrides=tuple(one for one in rule.overrides if one != other))

    return edit


# parameters


def parameter_mutants(parameter: ParameterDefinition, program: Program) -> Iterator[Mutant]:
    """Every mutant of what acts set a parameter to."""
    seen: set[Any] = set()
    for _, line in parameter.settings:
        for value in line.values:
            for setting in versions(value):
                if not _new((setting.basis, setting.value, setting.value.place), seen):
                    continue
                for slip in constant_slips(setting.value, program):
                    made = _mutant(
                        slip,
                        parameter.name,
                        None,
                        setting.value.place,
                        f"{parameter.name}, set by {setting.basis.act}",
                        _setting_edit(setting, slip.node),
                    )
                    yield replace(made, of_parameter=True)


def _setting_edit(setting: Setting, node: Any) -> Edit:
    def edit(one: Setting) -> Setting:
        same = one == setting and one.value.place == setting.value.place
        return replace(one, value=node) if same else one

    return edit
