"""Puts a program together: every version of every rule typed, every name settled."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from callup.ir import program as ir
from callup.ir.nodes import Apply, Const, Constant, Node, Place, walk
from callup.ir.nodes import Definition as Reference
from callup.ir.program import Basis, Condition, Program
from callup.ir.types import BOOLEAN, Type
from callup.law import history as law
from callup.law import versions
from callup.law.history import History, fold
from callup.law.model import Act, Covers, Days, FactDefinition, FormulaText, LawbookData
from callup.lowering.dependency import circles, longest_chain
from callup.lowering.elaborate import conditions, elaborate
from callup.lowering.scope import Scope, bound, constant
from callup.lowering.scope import build as build_scope
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.origin import Origin
from callup.values.interval import Interval
from callup.values.timeline import Timeline

DEEPEST_CHAIN = 40
"""How many terms and positions may be read one through the other."""

V = TypeVar("V", versions.RuleVersion, versions.ParameterVersion, versions.StateVersion)
T = TypeVar("T", ir.Rule, ir.Setting, ir.Standing)


def assemble(
    data: LawbookData, known: date | None = None, bills: Mapping[str, date] | None = None
) -> tuple[Program, tuple[Diagnostic, ...]]:
    """The program of a lawbook, and warnings. Raises Diagnostics with all that is wrong."""
    scope, diagnostics = build_scope(data)
    history = fold(data, known, bills)
    assembler = _Assembler(data, scope, history)
    program = assembler.program(known)
    found = [*diagnostics, *history.problems, *assembler.diagnostics]
    errors = tuple(one for one in found if one.severity.value == "error")
    if errors:
        raise Diagnostics(errors)
    return program, tuple(found)


class _Assembler:
    def __init__(self, data: LawbookData, scope: Scope, history: History) -> None:
        self.data = data
        self.scope = scope
        self.history = history
        self.diagnostics: list[Diagnostic] = []
        self.rules: dict[versions.RuleVersion, ir.Rule] = {}
        self.nodes: dict[tuple[str, str, Type], Node | None] = {}

    def program(self, known: date | None) -> Program:
        data = self.data
        definitions = {**self.terms(), **self.positions()}
        for theorem in data.theorems:
            self.node(theorem.formula, BOOLEAN)  # what is wrong with it is told with all else
        self.refuse_circles(definitions)
        return Program(
            id=data.id,
            digest=data.digest,
            title=data.title,
            languages=data.languages,
            known=known,
            covers=_interval(data.covers),
            horizon=data.horizon,
            evidence_until=data.evidence_until,
            currency=data.currency,
            calendar=data.calendar,
            facts=self.facts(),
            values={
                **{choices.id: choices.values for choices in data.choices},
                **{fact.id: fact.values for fact in data.facts if fact.values},
            },
            territory=self.scope.territory,
            impossible=tuple(
                Condition(
                    node,
                    item.says.get(data.languages[0]),
                    _place(item.origin, item.when.text),
                    words=item.says,
                )
                for item in data.impossible
                if (node := self.node(item.when, BOOLEAN)) is not None
            ),
            definitions=definitions,
            parameters=self.parameters(),
            states=self.states(),
            switches=self.switches(),
            not_encoded=self.not_encoded(),
            acts={act.id: _act_facts(act) for act in data.acts},
            groups=data.groups,
        )

    # formulas

    def node(self, formula: FormulaText, want: Type) -> Node | None:
        """The typed node of a formula; None after a diagnostic. The same text is typed once."""
        origin = formula.scalar.origin
        key = (formula.text, str(origin), want)
        if key not in self.nodes:
            found = elaborate(formula, self.scope, want)
            if isinstance(found, Diagnostic):
                self.diagnostics.append(found)
            self.nodes[key] = None if isinstance(found, Diagnostic) else found
        return self.nodes[key]

    def conditions(self, formula: FormulaText, exception: bool) -> tuple[Condition, ...]:
        if exception:
            node = self.node(formula, BOOLEAN)
            if node is None:
                return ()
            place = _place(formula.scalar.origin, formula.text)
            negated = Apply("not", (node,), BOOLEAN)
            return (Condition(negated, _one_line(formula.text), place, exception=True),)
        found = conditions(formula, self.scope)
        if isinstance(found, Diagnostic):
            if found not in self.diagnostics:
                self.diagnostics.append(found)
            return ()
        result = []
        for node, span in found:
            origin = formula.scalar.at(span.start, 1)
            text = _one_line(formula.text[span.start : span.end])
            result.append(Condition(node, text, _place(origin, text)))
        return tuple(result)

    # definitions

    def facts(self) -> dict[str, ir.FactType]:
        return {
            fact.id: ir.FactType(
                name=fact.id,
                type=self.scope.names[fact.id].type,
                kind=fact.kind,
                question=fact.question,
                help=fact.help,
                low=bound(fact.low, self.scope.names[fact.id].type),
                high=bound(fact.high, self.scope.names[fact.id].type),
                closes=tuple(name.text for name in fact.closes),
                counts_as=self.counts_as(fact),
            )
            for fact in self.data.facts
            if self.scope.names[fact.id].meaning == "fact"
        }

    def counts_as(self, fact: FactDefinition) -> tuple[tuple[str, Constant], ...]:
        """What other facts are worth where this one is yes and they are not given."""
        found = []
        for name, text in fact.counts_as:
            closed = self.scope.names.get(name.text)
            value = constant(text, closed.type, self.scope) if closed else None
            if value is not None:
                found.append((name.text, value))
        return tuple(found)

    def terms(self) -> dict[str, ir.Definition]:
        by_target = self.rules_by_target()
        return {
            term.id: ir.Definition(
                name=term.id,
                meaning="term",
                type=self.scope.names[term.id].type,
                otherwise=term.otherwise,  # type: ignore[arg-type]
                title=term.says,
                rules=by_target.get(term.id, ()),
                formula=self.node(term.formula, self.scope.names[term.id].type)
                if term.formula
                else None,
                formula_text=_one_line(term.formula.text) if term.formula else "",
                place=_place(term.origin),
            )
            for term in self.data.terms
        }

    def positions(self) -> dict[str, ir.Definition]:
        by_target = self.rules_by_target()
        covers = _interval(self.data.covers)
        return {
            position.id: ir.Definition(
                name=position.id,
                meaning="position",
                type=self.scope.names[position.id].type,
                otherwise=position.otherwise,  # type: ignore[arg-type]
                title=position.title,
                rules=by_target.get(position.id, ()),
                kind=position.kind,
                question=position.question,
                group=position.group.text if position.group else "",
                covers=_interval(position.covers) if position.covers else covers,
                incomplete=position.incomplete,
                place=_place(position.origin),
            )
            for position in self.data.positions
        }

    def rules_by_target(
        self,
    ) -> dict[str, tuple[tuple[str, Timeline[ir.BySwitch[ir.Rule] | ir.Rule | None]], ...]]:
        found: dict[str, list[tuple[str, Timeline[ir.BySwitch[ir.Rule] | ir.Rule | None]]]] = {}
        for id, timeline in self.history.rules.items():
            targets = {v.target for value in timeline.values for v in _versions(value)}
            for target in sorted(targets):
                lowered = timeline.map(lambda value: self.lower(value, self.rule))
                found.setdefault(target, []).append((id, lowered))
        return {target: tuple(sorted(rules)) for target, rules in found.items()}

    def lower(
        self, version: law.BySwitch[V] | V | None, make: Callable[[V], T]
    ) -> ir.BySwitch[T] | T | None:
        if version is None:
            return None
        if isinstance(version, law.BySwitch):
            cases = tuple((setting, self.lower(inner, make)) for setting, inner in version.cases)
            return ir.BySwitch(version.switch, cases)
        return make(version)

    def rule(self, version: versions.RuleVersion) -> ir.Rule:
        found = self.rules.get(version)
        if found is None:
            found = self.rules[version] = self.new_rule(version)
        return found

    def new_rule(self, version: versions.RuleVersion) -> ir.Rule:
        named = self.scope.names.get(version.target)
        if named is None or named.meaning not in ("term", "position"):
            self.dangling("position or term", version.target, version.origin, ("term", "position"))
            want = BOOLEAN
        else:
            want = named.type
        written = self.conditions(version.when, exception=False)
        if version.unless:
            written += self.conditions(version.unless, exception=True)
        gives: Node | None = Const(True, BOOLEAN)
        if version.gives is not None:
            gives = self.node(version.gives, want)
        elif want != BOOLEAN:
            self.refuse(
                "missing-field",
                f"`{version.target}` is {want}, so the rule needs `gives`",
                version.origin,
            )
        return ir.Rule(
            id=version.rule,
            basis=Basis(version.act, version.cite, version.sources),
            says=version.says,
            conditions=written,
            gives=gives or Const(True, BOOLEAN),
            overrides=tuple(name.text for name in version.overrides),
            chain=version.chain,
            place=_place(version.origin),
        )

    def parameters(self) -> dict[str, ir.ParameterDefinition]:
        found: dict[str, ir.ParameterDefinition] = {}
        for parameter in self.data.parameters:
            named = self.scope.names[parameter.id]
            settings = tuple(
                (
                    key,
                    timeline.map(
                        lambda value, type=named.type: self.lower(  # type: ignore[misc]
                            value, lambda version: self.setting(version, type)
                        )
                    ),
                )
                for (name, key), timeline in sorted(self.history.parameters.items())
                if name == parameter.id
            )
            found[parameter.id] = ir.ParameterDefinition(
                parameter.id, named.type, named.index, parameter.title, settings
            )
        return found

    def setting(self, version: versions.ParameterVersion, type: Type) -> ir.Setting:
        node = self.node(version.value, type)
        if node is not None and not isinstance(node, Const):
            self.refuse(
                "type-error",
                "a parameter is set to a value, not to a formula",
                version.value.scalar.origin,
                "give the formula a name as a term, or write it in a rule",
            )
        origin = version.value.scalar.origin
        value = node.value if isinstance(node, Const) else 0
        constant = Const(value, type, _place(origin, str(origin)))
        return ir.Setting(constant, Basis(version.act, version.cite, version.sources))

    def states(self) -> dict[str, ir.StateDefinition]:
        return {
            state.id: ir.StateDefinition(
                state.id,
                state.title,
                state.territory,
                state.otherwise,  # type: ignore[arg-type]
                self.history.states[state.id].map(lambda value: self.lower(value, _standing)),
            )
            for state in self.data.states
        }

    def switches(self) -> dict[str, ir.Switch]:
        titles = {
            **{act.id: act.title for act in self.data.acts},
            **{dispute.id: dispute.title for dispute in self.data.disputes},
        }
        found = [
            ir.Switch(s.name, s.kind, s.id, s.settings, s.default, titles[s.id])  # type: ignore[arg-type]
            for s in self.history.switches.values()
        ]
        found += [
            ir.Switch(f"doubt:{doubt.id}", "doubt", doubt.id, ("no", "yes"), None, doubt.title)
            for doubt in self.data.doubts
        ]
        found += [
            ir.Switch(f"state:{state.id}", "state", state.id, ("no", "yes"), None, state.title)
            for state in self.data.states
            if state.otherwise == "unknown"
        ]
        return {switch.name: switch for switch in sorted(found, key=lambda one: one.name)}

    def not_encoded(self) -> tuple[ir.NotEncoded, ...]:
        acts = {act.id: act for act in self.data.acts}
        return tuple(
            ir.NotEncoded(
                says=gap.change.says,
                positions=tuple(name.text for name in gap.change.positions),
                direction=gap.change.direction,
                reason=gap.change.reason,
                basis=Basis(
                    gap.change.common.act,
                    gap.change.common.cite,
                    gap.change.common.sources or acts[gap.change.common.act].sources,
                ),
                interval=gap.interval,
            )
            for gap in self.history.gaps
        )

    # what must not be

    def refuse_circles(self, definitions: Mapping[str, ir.Definition]) -> None:
        """Terms and positions may not reach themselves, on any day or under any setting."""
        edges = {name: sorted(_reads(definition)) for name, definition in definitions.items()}
        for circle in circles(edges):
            place = definitions[circle[0]].place
            way = " → ".join([*circle, circle[0]])
            self.refuse(
                "circular-definition",
                f"`{circle[0]}` reads itself: {way}",
                Origin(place.file, place.line, 1),
                "name the part that both need as a term of its own",
            )
            return
        deepest = longest_chain(edges)
        if len(deepest) > DEEPEST_CHAIN:
            place = definitions[deepest[0]].place
            self.refuse(
                "too-deep",
                f"`{deepest[0]}` reads a chain of {len(deepest)} definitions, one in the other",
                Origin(place.file, place.line, 1),
                f"at most {DEEPEST_CHAIN} may be read one through the other",
            )

    def refuse(self, code: str, message: str, at: Origin, help: str | None = None) -> None:
        self.diagnostics.append(Diagnostic(code, message, at, help=help))

    def dangling(self, what: str, name: str, at: Origin, meanings: Iterable[str]) -> None:
        among = [n.name for n in self.scope.names.values() if n.meaning in meanings]
        near = suggest(name, among)
        help = f"did you mean `{near}`?" if near else None
        self.refuse("dangling-reference", f"there is no {what} `{name}`", at, help)


def _versions(value: law.BySwitch[V] | V | None) -> Iterable[V]:
    if isinstance(value, law.BySwitch):
        for _, inner in value.cases:
            yield from _versions(inner)
    elif value is not None:
        yield value


def _standing(version: versions.StateVersion) -> ir.Standing:
    bases = tuple(Basis(act, cite, sources) for act, cite, sources in version.by)
    return ir.Standing(version.stands, version.spoken, bases)


def _reads(definition: ir.Definition) -> set[str]:
    """The names of the terms and positions that a definition reads, on any day."""
    nodes = {} if definition.formula is None else {id(definition.formula): definition.formula}
    for _, timeline in definition.rules:
        for value in timeline.values:
            for rule in ir.versions(value):
                # the same forms come again under many settings of switches
                for node in (rule.gives, *(one.node for one in rule.conditions)):
                    nodes[id(node)] = node
    found = (inner for node in nodes.values() for inner in walk(node))
    return {inner.name for inner in found if isinstance(inner, Reference)}


def _place(origin: Origin, text: str = "") -> Place:
    return Place(origin.file, origin.line, text)


def _one_line(text: str) -> str:
    lines = (line.split("#")[0].strip() for line in text.splitlines())
    return " ".join(line for line in lines if line)


def _interval(covers: Covers) -> Interval:
    return Interval(covers.start, covers.end)


def _act_facts(act: Act) -> ir.ActFacts:
    return ir.ActFacts(
        id=act.id,
        role=act.role,
        title=act.title,
        kind=act.kind.text if act.kind else "",
        number=act.number,
        signed=_written(act.signed),
        published=_written(act.published),
        in_force=_written(act.in_force),
        evidence_until=act.evidence_until,
        sources=act.sources,
    )


def _written(days: Days) -> str:
    """The days of an act as people read them."""
    if days.unknown:
        return "unknown"
    choices = [day.isoformat() if day else "never" for day in days.choices]
    if len(choices) > 3:
        return f"{choices[0]} to {choices[-1]}"
    return " or ".join(choices)
