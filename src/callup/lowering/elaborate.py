"""Settles names and types in a formula; the only place that decides what a sign means."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import assert_never

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Definition,
    Doubt,
    Fact,
    If,
    Node,
    Parameter,
    State,
    Today,
)
from callup.ir.types import BOOLEAN, DATE, DAYS, INTEGER, MONTHS, NUMBER, Type
from callup.law.model import FormulaText
from callup.lowering import syntax
from callup.lowering.formula import FormulaError, read
from callup.lowering.scope import Named, Scope
from callup.lowering.signs import (
    MIXED,
    a_type,
    arithmetic,
    arithmetic_help,
    comparison_help,
    equality,
    fits,
    joined,
)
from callup.lowering.syntax import Expression, Span
from callup.text.diagnostic import Diagnostic, suggest
from callup.values.calendar import Duration
from callup.values.number import parse_integer, parse_number

LONGEST_DURATION = 10_000  # of any unit; nothing in law runs longer


def elaborate(formula: FormulaText, scope: Scope, want: Type) -> Node | Diagnostic:
    """The typed node of a formula that should be of type `want`, or what is wrong with it."""
    try:
        expression = read(formula.text)
        return _Elaborator(scope).wanted(expression, want)
    except FormulaError as error:
        return _diagnostic(error, formula)


def conditions(formula: FormulaText, scope: Scope) -> list[tuple[Node, Span]] | Diagnostic:
    """The parts that a boolean formula joins by `and` at its top, with their places in the text."""
    try:
        expression = read(formula.text)
        parts: tuple[Expression, ...] = (expression,)
        if isinstance(expression, syntax.Junction) and expression.word == "and":
            parts = expression.parts
        elaborator = _Elaborator(scope)
        return [(elaborator.wanted(part, BOOLEAN), part.span) for part in parts]
    except FormulaError as error:
        return _diagnostic(error, formula)


def _diagnostic(error: FormulaError, formula: FormulaText) -> Diagnostic:
    origin = formula.scalar.at(error.span.start, max(1, error.span.end - error.span.start))
    code = "type-error" if isinstance(error, _TypeMismatch) else "formula"
    return Diagnostic(code, error.message, origin, help=error.help)


class _TypeMismatch(FormulaError):
    """Types or names that do not fit."""


class _Elaborator:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def wanted(self, expression: Expression, want: Type) -> Node:
        """The node, which must be of type `want`; integers serve as numbers."""
        node = self.node(expression, want)
        if not fits(node.type, want):
            raise self.mismatch(
                f"{a_type(want)} is expected here, not {a_type(node.type)}", expression, want, node
            )
        return node

    def mismatch(
        self,
        message: str,
        expression: Expression,
        want: Type | None = None,
        node: Node | None = None,
    ) -> _TypeMismatch:
        help = None
        if want is not None and want.kind == "money" and isinstance(node, Const):
            help = f"write `{node.value} {want.of}`"
        elif node is not None and node.type.kind in ("choice", "set") and want == BOOLEAN:
            help = "compare it, as in `… is VALUE` or `… in {VALUE, VALUE}`"
        return _TypeMismatch(message, expression.span, help)

    def node(self, expression: Expression, want: Type | None = None) -> Node:
        match expression:
            case syntax.Literal():
                return self.literal(expression, want)
            case syntax.Name():
                return self.name(expression, want)
            case syntax.Today():
                return Today()
            case syntax.Doubt():
                return self.doubt(expression)
            case syntax.Junction():
                parts = tuple(self.wanted(part, BOOLEAN) for part in expression.parts)
                return Apply(expression.word, parts, BOOLEAN)
            case syntax.Not():
                return Apply("not", (self.wanted(expression.part, BOOLEAN),), BOOLEAN)
            case syntax.Negative():
                return self.negative(expression)
            case syntax.Arithmetic():
                return self.arithmetic(expression)
            case syntax.Comparison():
                return self.comparison(expression)
            case syntax.In():
                return self.membership(expression)
            case syntax.Where():
                state = self.state_name(expression.state)
                if state is None:
                    raise _TypeMismatch(
                        f"`{expression.word}` follows the name of a state", expression.state.span
                    )
                if not state.territory:
                    raise self.no_territory(state, expression.span)
                return State(state.name, expression.word)
            case syntax.Includes():
                return self.includes(expression)
            case syntax.Between():
                day = self.wanted(expression.day, DATE) if expression.day else Today()
                return Apply("within", (day, Const(expression.window, DATE)), BOOLEAN)
            case syntax.HasCome():
                return Apply("at_most", (self.wanted(expression.day, DATE), Today()), BOOLEAN)
            case syntax.Elapsed():
                start = self.wanted(expression.start, DATE)
                end = self.wanted(expression.end, DATE) if expression.end else Today()
                return Apply(f"{expression.unit}_between", (start, end), INTEGER)
            case syntax.Conditional():
                return self.conditional(expression, want)
            case syntax.Indexed():
                return self.indexed(expression)
            case syntax.AsOf():
                body = self.node(expression.body, want)
                return AsOf(body, self.wanted(expression.day, DATE), body.type)
            case syntax.Extreme():
                return self.extreme(expression)
            case syntax.Braces():
                return self.set_value(expression, want)
            case _:
                assert_never(expression)

    # values

    def literal(self, literal: syntax.Literal, want: Type | None) -> Const:
        listed = self.scope.values.get(want.of, ()) if want and want.kind == "choice" else ()
        if literal.text in listed:
            return Const(literal.text, want)  # type: ignore[arg-type]
        match literal.kind:
            case "boolean":
                return Const(literal.text == "yes", BOOLEAN)
            case "integer":
                integer = parse_integer(literal.text)
                if integer is None:
                    raise FormulaError("this number has too many digits", literal.span)
                return Const(integer, INTEGER)
            case "number":
                number = parse_number(literal.text)
                if number is None:
                    raise FormulaError("this number has too many digits", literal.span)
                return Const(number, NUMBER)
            case "money":
                return self.money(literal)
            case "date":
                return Const(date.fromisoformat(literal.text), DATE)
            case "duration":
                return self.duration(literal)
            case _:
                assert_never(literal.kind)

    def money(self, literal: syntax.Literal) -> Const:
        digits, currency = literal.text.split()
        amount = parse_number(digits)
        if amount is None:
            raise FormulaError("this number has too many digits", literal.span)
        if currency != self.scope.currency:
            raise _TypeMismatch(
                f"this lawbook counts in {self.scope.currency}, not {currency}", literal.span
            )
        if Fraction(amount) * 100 % 1:
            raise FormulaError("money has at most two decimals", literal.span)
        return Const(amount, Type("money", currency))

    def duration(self, literal: syntax.Literal) -> Const:
        count, unit = literal.text.split()
        number = parse_integer(count)
        if number is None or number > LONGEST_DURATION:
            raise FormulaError(
                f"a duration has at most {LONGEST_DURATION} of its unit", literal.span
            )
        if unit in ("years", "months"):
            return Const(Duration(months=number * (12 if unit == "years" else 1)), MONTHS)
        return Const(Duration(days=number * (7 if unit == "weeks" else 1)), DAYS)

    def set_value(self, braces: syntax.Braces, want: Type | None) -> Const:
        if want is None or want.kind != "set":
            raise _TypeMismatch(
                "a list in braces follows `in`, or is the value of a set", braces.span
            )
        return Const(frozenset(self.choice(item, want.of) for item in braces.items), want)

    def choice(self, item: Expression, of: str) -> str:
        """The value of a choice that an item of a list writes."""
        node = self.wanted(item, Type("choice", of))
        if not isinstance(node, Const):
            raise _TypeMismatch(
                "a value is expected here, not a name that stands for one", item.span
            )
        return str(node.value)

    # names

    def name(self, name: syntax.Name, want: Type | None) -> Node:
        if (
            want is not None
            and want.kind == "choice"
            and name.text in self.scope.values.get(want.of, ())
        ):
            return Const(name.text, want)
        named = self.scope.names.get(name.text)
        if named is None:
            raise self.unknown_name(name, want)
        match named.meaning:
            case "fact":
                return Fact(named.name, named.type)
            case "term" | "position":
                return Definition(named.name, named.type)
            case "parameter":
                if named.index is not None:
                    raise _TypeMismatch(
                        f"`{name.text}` has an index",
                        name.span,
                        f"write `{name.text} for …`, with a {named.index.of}",
                    )
                return Parameter(named.name, None, named.type)
            case "state":
                if named.territory:
                    raise _TypeMismatch(
                        f"`{name.text}` may stand in some regions only: say where",
                        name.span,
                        f"write `{name.text} in region`, `{name.text} anywhere` "
                        f"or `{name.text} everywhere`",
                    )
                return State(named.name, "bare")
            case _:
                assert_never(named.meaning)

    def unknown_name(self, name: syntax.Name, want: Type | None) -> _TypeMismatch:
        if want is not None and want.kind == "choice":
            listed = self.scope.values.get(want.of, ())
            close = suggest(name.text, listed) or suggest(name.text, self.scope.names)
            message = f"`{name.text}` is no value of {want.of}"
            shown = ", ".join(listed[:12]) + (", …" if len(listed) > 12 else "")
            advice = f"did you mean `{close}`?" if close else f"its values are {shown}"
            return _TypeMismatch(message, name.span, advice)
        near = suggest(name.text, self.scope.names)
        help = f"did you mean `{near}`?" if near else None
        if help is None and "-" in name.text:
            help = "write spaces around `-` to subtract"
        homes = [of for of, values in self.scope.values.items() if name.text in values]
        if homes:
            help = f"it is a value of {homes[0]}: compare it, as in `{homes[0]} is {name.text}`"
        return _TypeMismatch(f"there is nothing called `{name.text}`", name.span, help)

    def doubt(self, doubt: syntax.Doubt) -> Doubt:
        if doubt.id not in self.scope.doubts:
            near = suggest(doubt.id, self.scope.doubts)
            help = f"did you mean `{near}`?" if near else "doubts are written in readings/"
            raise _TypeMismatch(f"there is no doubt `{doubt.id}`", doubt.span, help)
        return Doubt(doubt.id)

    def state_name(self, expression: Expression) -> Named | None:
        """The state that an expression names, or None."""
        if not isinstance(expression, syntax.Name):
            return None
        named = self.scope.names.get(expression.text)
        return named if named is not None and named.meaning == "state" else None

    def no_territory(self, state: Named, span: Span) -> _TypeMismatch:
        return _TypeMismatch(
            f"`{state.name}` is a state of the whole country", span, f"write `{state.name}` alone"
        )

    def indexed(self, indexed: syntax.Indexed) -> Parameter:
        name = indexed.parameter
        named = self.scope.names.get(name.text) if isinstance(name, syntax.Name) else None
        if named is None or named.meaning != "parameter":
            parameters = [n.name for n in self.scope.names.values() if n.meaning == "parameter"]
            near = suggest(name.text, parameters) if isinstance(name, syntax.Name) else None
            help = f"did you mean `{near}`?" if near else None
            raise _TypeMismatch("`for` follows the name of a parameter", name.span, help)
        if named.index is None:
            raise _TypeMismatch(f"`{named.name}` has no index", indexed.span, "leave out `for …`")
        return Parameter(named.name, self.wanted(indexed.key, named.index), named.type)

    # signs

    def negative(self, negative: syntax.Negative) -> Node:
        part = self.node(negative.part)
        if part.type.kind not in ("integer", "number", "money", "duration"):
            raise _TypeMismatch(f"{a_type(part.type)} has no negative", negative.span)
        if isinstance(part, Const) and not isinstance(part.value, (str, date, frozenset, bool)):
            return Const(-part.value, part.type)  # type: ignore[operator]
        return Apply("negate", (part,), part.type)

    def arithmetic(self, written: syntax.Arithmetic) -> Node:
        left, right = self.node(written.left), self.node(written.right)
        found = arithmetic(written.sign, left, right)
        if found is None:
            verb = {
                "+": "added to",
                "-": "subtracted from",
                "*": "multiplied by",
                "/": "divided by",
            }
            first, second = (left, right) if written.sign in "*/" else (right, left)
            raise _TypeMismatch(
                f"{a_type(first.type)} cannot be {verb[written.sign]} {a_type(second.type)}",
                written.span,
                arithmetic_help(left, right),
            )
        return found

    def comparison(self, written: syntax.Comparison) -> Node:
        nodes = self.compared(written)
        parts = []
        for index, sign in enumerate(written.signs):
            left, right = nodes[index], nodes[index + 1]
            span = Span(written.parts[index].span.start, written.parts[index + 1].span.end)
            parts.append(self.compare(sign, left, right, span))
        return parts[0] if len(parts) == 1 else Apply("and", tuple(parts), BOOLEAN)

    def compared(self, written: syntax.Comparison) -> list[Node]:
        """The parts of a comparison; names of values are understood from the other side."""
        guides: list[Type | None] = [self.guide(part) for part in written.parts]
        known = next((guide for guide in guides if guide is not None), None)
        nodes = []
        for index, part in enumerate(written.parts):
            beside = guides[index - 1] if index else guides[index + 1]
            if index and beside is not None and self.is_value(part, beside):
                nodes.append(self.node(part, beside))
            else:
                nodes.append(self.node(part, guides[index] or beside or known))
        return nodes

    def is_value(self, part: Expression, of: Type) -> bool:
        """Whether a name on the right is a value of the left, even if a fact has that name too."""
        return (
            isinstance(part, syntax.Name)
            and of.kind == "choice"
            and part.text in self.scope.values.get(of.of, ())
        )

    def guide(self, part: Expression) -> Type | None:
        """The type of choice or set that a part has by itself, if it has one."""
        match part:
            case syntax.Name():
                named = self.scope.names.get(part.text)
                return named.type if named and named.type.kind in ("choice", "set") else None
            case syntax.AsOf():
                return self.guide(part.body)
            case syntax.Conditional():
                return self.guide(part.then) or self.guide(part.otherwise)
            case syntax.Indexed():
                return self.guide(part.parameter)
            case _:
                return None

    def compare(self, sign: str, left: Node, right: Node, span: Span) -> Node:
        a, b = left.type, right.type
        if not (fits(a, b) or fits(b, a)):
            raise _TypeMismatch(
                f"{a_type(a)} cannot be compared with {a_type(b)}",
                span,
                comparison_help(left, right),
            )
        if sign in ("is", "is not"):
            equal = equality(left, right)
            return equal if sign == "is" else Apply("not", (equal,), BOOLEAN)
        if not (a.is_line or a.kind == "duration"):
            raise _TypeMismatch(f"{a_type(a)} has no order", span, "use `is` or `in`")
        if a.kind == "duration" and (a != b or a == MIXED):
            raise _TypeMismatch(
                "months differ in length, so months and days cannot be compared",
                span,
                "count both in days, or both in months",
            )
        first, second = (left, right) if sign in ("<", "<=") else (right, left)
        return Apply("less" if sign in ("<", ">") else "at_most", (first, second), BOOLEAN)

    def membership(self, written: syntax.In) -> Node:
        state = self.state_name(written.left)
        node = self.state_in(state, written) if state else self.member(written)
        return Apply("not", (node,), BOOLEAN) if written.negated else node

    def state_in(self, state: Named, written: syntax.In) -> Node:
        if not state.territory:
            raise self.no_territory(state, written.span)
        region = Type("choice", self.scope.territory)
        places = (
            written.right.items if isinstance(written.right, syntax.Braces) else (written.right,)
        )
        parts = tuple(State(state.name, "in", self.wanted(place, region)) for place in places)
        if not parts:
            raise _TypeMismatch("name a region, or `anywhere`", written.right.span)
        return parts[0] if len(parts) == 1 else Apply("or", parts, BOOLEAN)

    def member(self, written: syntax.In) -> Node:
        if not isinstance(written.right, syntax.Braces):
            right = self.node(written.right)
            if right.type.kind != "set":
                raise _TypeMismatch(
                    "`in` is followed by a list in braces, or a place where a state stands",
                    written.right.span,
                    "write `in {…}`",
                )
            return Apply(
                "includes",
                (right, self.wanted(written.left, Type("choice", right.type.of))),
                BOOLEAN,
            )
        left = self.node(written.left)
        items = [self.wanted(item, left.type) for item in written.right.items]
        if left.type.kind == "choice" and all(isinstance(item, Const) for item in items):
            values = frozenset(str(item.value) for item in items if isinstance(item, Const))
            return Apply("member", (left, Const(values, Type("set", left.type.of))), BOOLEAN)
        if left.type.kind in ("boolean", "set", "duration"):
            raise _TypeMismatch(f"{a_type(left.type)} is compared with `is`", written.span)
        return Apply("or", tuple(equality(left, item) for item in items), BOOLEAN)

    def includes(self, written: syntax.Includes) -> Node:
        left = self.node(written.left)
        if left.type.kind != "set":
            raise _TypeMismatch(
                f"`includes` asks a set of choices, not {a_type(left.type)}", written.left.span
            )
        right = self.wanted(written.right, Type("choice", left.type.of))
        return Apply("includes", (left, right), BOOLEAN)

    def conditional(self, written: syntax.Conditional, want: Type | None) -> Node:
        condition = self.wanted(written.condition, BOOLEAN)
        guide = want or self.guide(written.then) or self.guide(written.otherwise)
        then, otherwise = self.node(written.then, guide), self.node(written.otherwise, guide)
        type = joined(then.type, otherwise.type)
        if type is None:
            raise _TypeMismatch(
                f"`then` gives {a_type(then.type)} and `else` gives {a_type(otherwise.type)}",
                written.span,
            )
        return If(condition, then, otherwise, type)

    def extreme(self, written: syntax.Extreme) -> Node:
        nodes = [self.node(part) for part in written.parts]
        type: Type | None = nodes[0].type
        for node in nodes[1:]:
            type = joined(type, node.type) if type else None
        if type is None or not (type.is_line or type in (DAYS, MONTHS)):
            kinds = " and ".join(dict.fromkeys(a_type(node.type) for node in nodes))
            raise _TypeMismatch(
                f"`{written.word}` compares values of one order, not {kinds}", written.span
            )
        return Apply("least" if written.word == "min" else "greatest", tuple(nodes), type)
