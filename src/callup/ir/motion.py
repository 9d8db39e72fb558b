"""How formulas move as days pass, while the law does not change."""

from __future__ import annotations

from dataclasses import dataclass, field

from callup.ir.nodes import Apply, AsOf, Const, Definition, Fact, If, Node, Today, children
from callup.ir.operators import OPERATORS
from callup.ir.program import Program
from callup.values.calendar import Duration

Direction = int | None
"""+1 with it, -1 against it, 0 both ways, None not at all."""


@dataclass(slots=True)
class Motion:
    """Answers about the formulas of a program; each definition is looked into once."""

    program: Program
    _moves: dict[str, bool] = field(default_factory=dict)
    _directions: dict[str, Direction] = field(default_factory=dict)
    _facts: dict[str, frozenset[str]] = field(default_factory=dict)
    _units: dict[str, frozenset[str]] = field(default_factory=dict)

    def formula(self, name: str) -> Node | None:
        """What a term is defined by; what rules give moves only when their own clocks turn."""
        return self.program.definitions[name].formula

    def moves(self, node: Node) -> bool:
        """Whether a value may change from day to day while the law does not."""
        match node:
            case Today():
                return True
            case AsOf():
                return self.moves(node.day)
            case Definition(name=name):
                if name not in self._moves:
                    formula = self.formula(name)
                    self._moves[name] = formula is not None and self.moves(formula)
                return self._moves[name]
            case _:
                return any(self.moves(child) for child in children(node))

    def direction(self, node: Node) -> Direction:
        """How a value moves as days pass."""
        match node:
            case Today():
                return 1
            case Definition(name=name):
                if name not in self._directions:
                    formula = self.formula(name)
                    self._directions[name] = self.direction(formula) if formula else None
                return self._directions[name]
            case AsOf():
                return 0 if self.moves(node.day) else None
            case If():
                if self.direction(node.condition) is not None:
                    return 0
                return joined([self.direction(node.then), self.direction(node.otherwise)])
            case Apply():
                return applied(node.operator, [self.direction(a) for a in node.arguments])
            case _:
                return None

    def facts(self, node: Node) -> frozenset[str]:
        """The facts that a moving formula is made of, not through what rules give."""
        match node:
            case Fact(name=name):
                return frozenset((name,))
            case Definition(name=name):
                if name not in self._facts:
                    formula = self.formula(name)
                    self._facts[name] = self.facts(formula) if formula else frozenset()
                return self._facts[name]
            case _:
                inner = [self.facts(child) for child in children(node)]
                return frozenset().union(*inner)

    def units(self, node: Node) -> frozenset[str]:
        """Whether it counts days or months, which drift against each other."""
        own: frozenset[str] = frozenset()
        match node:
            case Apply(operator="months_between" | "years_between"):
                own = frozenset(("months",))
            case Apply(operator="days_between" | "difference"):
                own = frozenset(("days",))
            case Apply(operator="shift", arguments=(_, by)):
                length = by.value if isinstance(by, Const) else None
                only_days = isinstance(length, Duration) and not length.months
                own = frozenset(("days" if only_days else "months",))
            case Definition(name=name):
                if name not in self._units:
                    formula = self.formula(name)
                    self._units[name] = self.units(formula) if formula else frozenset()
                return self._units[name]
            case _:
                pass
        return own.union(*(self.units(child) for child in children(node)))


def joined(directions: list[Direction]) -> Direction:
    """The direction of what may be any of several values."""
    moving = {one for one in directions if one is not None}
    if not moving:
        return None
    return moving.pop() if len(moving) == 1 else 0


def applied(operator: str, directions: list[Direction]) -> Direction:
    """The direction of an operator's result from those of its arguments."""
    if all(one is None for one in directions):
        return None
    if operator in ("least", "greatest"):
        return joined(directions)
    moves = OPERATORS[operator].monotone if operator in OPERATORS else ()
    if not moves:
        return 0
    pairs = zip(directions, moves, strict=True)
    return joined([None if one is None else one * move for one, move in pairs])
