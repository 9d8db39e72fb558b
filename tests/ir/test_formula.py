"""A formula that is written out is read again as the same formula."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given

import callup
from callup.form.written import FormulaText
from callup.ir.formula import write_formula
from callup.ir.nodes import Apply, AsOf, If, Node
from callup.ir.program import Program, versions
from callup.law.read import read
from callup.lowering.elaborate import elaborate
from callup.lowering.scope import Scope, build
from callup.text.diagnostic import Diagnostic
from callup.text.node import Scalar
from callup.text.origin import Origin
from examples import examples
from small import data, program
from strategies import Book, books


def nodes_of(law: Program) -> Iterator[Node]:
    for definition in law.definitions.values():
        if definition.formula is not None:
            yield definition.formula
        for _, line in definition.rules:
            for value in line.values:
                for rule in versions(value):
                    yield rule.gives
                    yield from (condition.node for condition in rule.conditions)


def plain(node: Node) -> Node:
    """The node without what can be said in two ways: comparisons that are denied are turned."""
    if isinstance(node, If):
        parts_of = (node.condition, node.then, node.otherwise)
        condition, then, otherwise = map(plain, parts_of)
        return replace(node, condition=condition, then=then, otherwise=otherwise)
    if isinstance(node, AsOf):
        return replace(node, body=plain(node.body), day=plain(node.day))
    if not isinstance(node, Apply):
        return node
    inner = tuple(plain(one) for one in node.arguments)
    if node.operator == "not" and isinstance(inner[0], Apply):
        (one,) = inner
        if one.operator in ("less", "at_most"):
            other = "at_most" if one.operator == "less" else "less"
            return replace(one, operator=other, arguments=one.arguments[::-1])
        if one.operator == "not":
            return one.arguments[0]
    if node.operator in ("and", "or"):
        parts: list[Node] = []
        for one in inner:
            same = isinstance(one, Apply) and one.operator == node.operator
            parts.extend(one.arguments if same else (one,))  # type: ignore[union-attr]
        inner = tuple(parts)
    return replace(node, arguments=inner)


def again(node: Node, scope: Scope) -> Node | Diagnostic:
    text = write_formula(node)
    return elaborate(FormulaText(text, Scalar(text, Origin("f", 1, 1))), scope, node.type)


def same(law: Program, scope: Scope) -> None:
    for node in nodes_of(law):
        found = again(node, scope)
        assert not isinstance(found, Diagnostic), (write_formula(node), found)
        assert plain(found) == plain(node), write_formula(node)


def test_the_formulas_of_russia() -> None:
    book = callup.open("ru")
    same(book.program, build(read(book.folder)[0])[0])


@examples(80)
@given(books())
def test_random_formulas(book: Book) -> None:
    same(program(book.parts), build(data(book.parts))[0])
