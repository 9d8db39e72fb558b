"""What each name in a formula stands for, and the type of every value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from callup.ir.types import BOOLEAN, DATE, INTEGER, NUMBER, Type
from callup.law.model import LawbookData, Name
from callup.lowering.formula import KEYWORDS
from callup.text.diagnostic import Diagnostic, suggest
from callup.text.origin import Origin
from callup.values.number import Number, parse_integer, parse_number

Meaning = Literal["fact", "term", "position", "parameter", "state"]

_PRIMITIVE = {"boolean": BOOLEAN, "integer": INTEGER, "number": NUMBER, "date": DATE}
_READERS: dict[str, Callable[[str], Number | None]] = {
    "integer": parse_integer,
    "number": parse_number,
    "money": parse_number,
}
RESERVED = KEYWORDS | {"min", "max", "none", "unknown"}


@dataclass(frozen=True, slots=True)
class Named:
    """One name: what it is, its type, and for parameters the type of their index."""

    name: str
    meaning: Meaning
    type: Type
    origin: Origin
    index: Type | None = None
    territory: bool = False


@dataclass(slots=True)
class Scope:
    """All names of one lawbook, and the values of each of its choices by the name of the list."""

    currency: str
    names: dict[str, Named] = field(default_factory=dict)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)
    doubts: frozenset[str] = frozenset()
    territory: str = ""
    """The list of choices that states with territory are declared for."""

    def type_of_values(self, of: str) -> tuple[str, ...]:
        return self.values.get(of, ())


def build(law: LawbookData) -> tuple[Scope, list[Diagnostic]]:
    """The names of a lawbook, and what is wrong with their definitions."""
    maker = _Maker(law)
    maker.make()
    return maker.scope, maker.diagnostics


class _Maker:
    def __init__(self, law: LawbookData) -> None:
        self.law = law
        self.scope = Scope(law.currency, doubts=frozenset(doubt.id for doubt in law.doubts))
        self.diagnostics: list[Diagnostic] = []

    def refuse(self, code: str, message: str, at: Origin, help: str | None = None) -> None:
        self.diagnostics.append(Diagnostic(code, message, at, help=help))

    def make(self) -> None:
        law, scope = self.law, self.scope
        for choices in law.choices:
            self.list_values(choices.id, choices.values, choices.origin)
            if choices.territory:
                if scope.territory:
                    self.refuse(
                        "duplicate-id", "only one list of choices has territory", choices.origin
                    )
                scope.territory = choices.id
        for fact in law.facts:
            if fact.type.text == "choice":
                self.list_values(fact.id, fact.values, fact.origin)
            elif fact.values:
                self.refuse(
                    "wrong-type", "only a choice has `values`", fact.origin, "write `type: choice`"
                )
        for fact in law.facts:
            self.define(fact.id, "fact", self.type(fact.type, fact.id), fact.origin)
        for term in law.terms:
            self.define(term.id, "term", self.type(term.type, term.id), term.origin)
        for position in law.positions:
            self.define(
                position.id, "position", self.type(position.type, position.id), position.origin
            )
        for parameter in law.parameters:
            index = self.index(parameter.by) if parameter.by else None
            self.define(
                parameter.id,
                "parameter",
                self.type(parameter.type, parameter.id),
                parameter.origin,
                index,
            )
        for state in law.states:
            self.define(state.id, "state", BOOLEAN, state.origin, territory=state.territory)
            if state.territory and not scope.territory:
                help = "mark the list of regions in choices.yaml with `territory: yes`"
                self.refuse(
                    "dangling-reference", "no list of regions has territory", state.origin, help
                )
        self.closures()
        self.bounds()

    def bounds(self) -> None:
        """Bounds belong to numbers and money, and leave at least one value."""
        for fact in self.law.facts:
            if fact.low is None and fact.high is None:
                continue
            type = self.type(fact.type, fact.id)
            low, high = bound(fact.low, type), bound(fact.high, type)
            if type.kind not in _READERS:
                self.refuse("wrong-type", f"{type} has no `from` and `through`", fact.origin)
            elif (low is None) != (fact.low is None) or (high is None) != (fact.high is None):
                self.refuse("wrong-type", f"these bounds are not of type {type}", fact.origin)
            elif low is not None and high is not None and low > high:
                self.refuse("wrong-type", "no value lies within these bounds", fact.origin)

    def closures(self) -> None:
        closing = {fact.id for fact in self.law.facts if fact.closes or fact.counts_as}
        valued: dict[str, str] = {}
        for fact in self.law.facts:
            for name in fact.closes:
                closed = self.scope.names.get(name.text)
                if closed is None or closed.meaning != "fact":
                    self.dangling("fact", name, [f.id for f in self.law.facts])
                elif closed.type != BOOLEAN or name.text in closing:
                    message = f"`{name}` cannot be closed: it is not yes or no, or closes others"
                    self.refuse("wrong-type", message, name.origin)
            for name, text in fact.counts_as:
                self.closed_value(name, text, closing)
                if valued.setdefault(name.text, fact.id) != fact.id:
                    other = valued[name.text]
                    self.refuse("wrong-type", f"`{name}` is closed by `{other}` too", name.origin)
            if fact.id in closing and self.type(fact.type, fact.id) != BOOLEAN:
                self.refuse("wrong-type", "a fact that closes others is a boolean", fact.origin)

    def closed_value(self, name: Name, text: str, closing: set[str]) -> None:
        """A choice or number may count as one of its own values where it is not given."""
        closed = self.scope.names.get(name.text)
        if closed is None or closed.meaning != "fact":
            self.dangling("fact", name, [f.id for f in self.law.facts])
        elif name.text in closing or constant(text, closed.type, self.scope) is None:
            message = f"`{name}` cannot count as `{text}`: it is {closed.type}"
            help = "a fact that is yes or no stands under `closes`"
            self.refuse(
                "wrong-type", message, name.origin, help if closed.type == BOOLEAN else None
            )

    def dangling(self, what: str, name: Name, among: list[str]) -> None:
        near = suggest(name.text, among)
        help = f"did you mean `{near}`?" if near else None
        self.refuse("dangling-reference", f"there is no {what} `{name}`", name.origin, help)

    def list_values(self, id: str, values: tuple[tuple[str, object], ...], at: Origin) -> None:
        if id in self.scope.values:
            self.refuse("duplicate-id", f"two lists of choices are called `{id}`", at)
        if not values:
            self.refuse("missing-field", "a choice needs `values`", at)
        for value, _ in values:
            if value in RESERVED - {"yes", "no", "none"}:
                self.refuse("bad-id", f"`{value}` is a word of formulas and cannot be a value", at)
        self.scope.values[id] = tuple(value for value, _ in values)

    def define(
        self,
        id: str,
        meaning: Meaning,
        type: Type,
        at: Origin,
        index: Type | None = None,
        territory: bool = False,
    ) -> None:
        other = self.scope.names.get(id)
        if other is not None:
            self.diagnostics.append(
                Diagnostic(
                    "duplicate-id",
                    f"`{id}` is already the name of a {other.meaning}",
                    at,
                    related=((other.origin, f"the {other.meaning}"),),
                )
            )
            return
        if id in RESERVED:
            self.refuse("bad-id", f"`{id}` is a word of formulas and cannot be a name", at)
        self.scope.names[id] = Named(id, meaning, type, at, index, territory)

    def type(self, name: Name, owner: str) -> Type:
        text = name.text
        if text in _PRIMITIVE:
            return _PRIMITIVE[text]
        if text == "money":
            if self.law.currency == "XXX":
                self.refuse("missing-field", "lawbook.yaml names no `currency`", name.origin)
            return Type("money", self.law.currency)
        if text == "choice":
            if owner not in self.scope.values:
                message = "`choice` is for facts with `values`; elsewhere name a list of choices"
                self.refuse("wrong-type", message, name.origin)
                self.scope.values[owner] = ()
            return Type("choice", owner)
        of_set = text.startswith("set of ")
        listed = text.removeprefix("set of ").strip()
        if listed not in self.scope.values:
            known = [*_PRIMITIVE, "money", "choice", *self.scope.values]
            near = suggest(listed, known)
            help = f"did you mean `{near}`?" if near else f"types are {', '.join(known)}"
            self.refuse("unknown-type", f"there is no type `{text}`", name.origin, help)
            return BOOLEAN
        return Type("set" if of_set else "choice", listed)

    def index(self, by: Name) -> Type:
        if by.text in self.scope.values:
            return Type("choice", by.text)
        fact = self.scope.names.get(by.text)
        if fact is not None and fact.meaning == "fact" and fact.type.kind == "choice":
            return fact.type
        self.dangling("list of choices", by, list(self.scope.values))
        self.scope.values.setdefault(by.text, ())
        return Type("choice", by.text)


def constant(text: str, type: Type, scope: Scope) -> Number | str | None:
    """A choice, number or amount of money that a text writes; None where it writes none."""
    if type.kind == "choice":
        return text if text in scope.type_of_values(type.of) else None
    return bound(text, type)


def bound(text: str | None, type: Type) -> Number | None:
    """A bound of a fact as a number; None where there is none, or where it is not one."""
    read = _READERS.get(type.kind)
    if text is None or read is None:
        return None
    return read(text.removesuffix(type.of).strip() if type.kind == "money" else text)
