"""Until when a known answer cannot change by itself, as long as the law does not.

A conjunction that is no stays no for as long as any of its parts that are no does; one that is yes,
for as long as all of them are. So a calendar window that opens and closes every year is not looked
at while something else already decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from callup.ir.nodes import Apply, Definition, If, Node
from callup.readers.explain.clock import clocks_at, is_still, next_turn
from callup.readers.explain.compile import Engine
from callup.readers.explain.partial import Residual, Value
from callup.readers.explain.situation import Situation, Trace


class NotSettled(Exception):
    """Something that the answer rests on is not known."""


@dataclass(slots=True)
class Quiet:
    """Looks ahead from one situation, up to `end`; raises NotSettled."""

    engine: Engine
    situation: Situation
    end: date
    known: dict[str, date] = field(default_factory=dict)

    def definition(self, name: str) -> date:
        """The first day on which a definition may come to something else."""
        if name not in self.known:
            self.known[name] = self._definition(name)
        return self.known[name]

    def _definition(self, name: str) -> date:
        formula = self.engine.program.definitions[name].formula
        if formula is not None:
            return self.node(formula)
        self.situation.outcome(name)
        return min((self.rule(trace) for trace in self.situation.traces[name]), default=self.end)

    def rule(self, trace: Trace) -> date:
        """The first day on which a rule may begin or cease to apply, or give something else."""
        if isinstance(trace.holds, Residual):
            raise NotSettled
        parts = zip(trace.compiled.rule.conditions, trace.conditions, strict=True)
        if trace.holds is False:
            # switches stand still, so a rule that fails by them fails for good
            if any(self.situation.setting_in(*g) is False for g in trace.compiled.guards):
                return self.end
            failing = [condition.node for condition, value in parts if value is False]
            if not failing:
                # what is not known excludes itself
                raise NotSettled
            return max(self.known_node(node, False) for node in failing)
        days = [self.known_node(condition.node, value) for condition, value in parts]
        return min([*days, self.node(trace.compiled.rule.gives)])

    def node(self, node: Node) -> date:
        """The first day on which a formula may come to something else."""
        return self.known_node(node, self.engine.walk(node)(self.situation))

    def known_node(self, node: Node, value: Value) -> date:
        """The same of a formula whose value has been found."""
        if isinstance(value, Residual):
            raise NotSettled
        if is_still(self.engine, node):
            return self.end
        match node:
            case Apply(operator="and" | "or", arguments=parts):
                return self.junction(parts, value is True, absorbing=node.operator == "or")
            case Apply(operator="not", arguments=(part,)):
                return self.known_node(part, value is not True)
            case If():
                chosen = self.engine.walk(node.condition)(self.situation)
                if isinstance(chosen, Residual):
                    raise NotSettled
                branch = node.then if chosen else node.otherwise
                return min(self.known_node(node.condition, chosen), self.node(branch))
            case Definition(name=name):
                return self.definition(name)
            case _:
                return self.atom(node)

    def junction(self, parts: tuple[Node, ...], value: bool, absorbing: bool) -> date:
        if value is not absorbing:
            return min(self.known_node(part, value) for part in parts)
        deciding = [p for p in parts if self.engine.walk(p)(self.situation) is absorbing]
        if not deciding:
            raise NotSettled
        return max(self.known_node(part, absorbing) for part in deciding)

    def atom(self, node: Node) -> date:
        """A comparison or value: until its own clocks turn, or what it reads does."""
        best = self.end
        for clock in clocks_at(self.engine, node):
            best = next_turn(clock, self.situation, best) or best
        for name in self.engine.ruled_in(node):
            best = min(best, self.definition(name))
        return best
