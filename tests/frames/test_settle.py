"""Formulas as they are settled: what several unknown facts settle together is seen."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from callup.readers.frames.cell import Formula, Variable
from callup.readers.frames.formula import Formulas, Truth
from callup.readers.frames.settle import Settler
from examples import examples

BOTH = frozenset((True, False))
X, Y, Z = (Variable(("fact", name), BOTH) for name in "xyz")
C = Variable(("fact", "c"), frozenset("abc"))
N = Variable(("fact", "n"), range(10))
VARIABLES = (X, Y, Z, C, N)
ATOMS = (
    *((v, frozenset((True,))) for v in (X, Y, Z)),
    *((C, frozenset(values)) for values in ("a", "b", "ab", "bc")),
    *((N, range(cut)) for cut in (2, 5, 8)),
)


def worth(truth: Truth, row: dict[Variable, object]) -> bool | None:
    """Kleene's logic on one row; a variable that the row lacks is unknown."""
    if not isinstance(truth, Formula):
        return truth
    parts = [worth(part, row) for part in truth.parts]
    match truth.kind:
        case "constant":
            return FORMULAS.truth(truth)  # type: ignore[return-value]
        case "atom":
            assert truth.variable is not None
            found = row.get(truth.variable)
            return None if found is None else found in truth.holds
        case "not":
            return None if parts[0] is None else not parts[0]
        case "and" | "or":
            absorbing = truth.kind == "or"
            if absorbing in parts:
                return absorbing
            return None if None in parts else not absorbing
        case _:
            condition, then, otherwise = parts
            if condition is None:
                return then if then is otherwise else None
            return then if condition else otherwise


FORMULAS = Formulas()


def formulas(depth: int) -> st.SearchStrategy[Truth]:
    atom = st.sampled_from(ATOMS).map(lambda pair: FORMULAS.atom(*pair))
    if depth == 0:
        return atom
    inner = formulas(depth - 1)
    return st.one_of(
        st.builds(FORMULAS.conjunction, inner, inner, inner),
        st.builds(FORMULAS.disjunction, inner, inner),
        st.builds(FORMULAS.negation, inner),
        st.builds(FORMULAS.choose, inner, inner, inner),
    )


ROWS = [dict(zip(VARIABLES, values, strict=True)) for values in product(
    (True, False), (True, False), (True, False), "abc", (0, 3, 6, 9)
)]  # fmt: skip


@examples(150)
@given(formulas(3), st.sets(st.sampled_from(VARIABLES)))
def test_a_settled_formula_is_unknown_only_where_completions_differ(
    truth: Truth, unknown: set[Variable]
) -> None:
    settled = Settler(FORMULAS).settle(truth)
    ends: dict[tuple[object, ...], set[bool | None]] = {}
    known = [{v: value for v, value in row.items() if v not in unknown} for row in ROWS]
    for row, left in zip(ROWS, known, strict=True):
        ends.setdefault(tuple(left.values()), set()).add(worth(truth, row))
    for left in known:
        found = ends[tuple(left.values())]
        expected = next(iter(found)) if len(found) == 1 else None
        assert worth(settled, left) is expected


def test_what_is_wanted_this_way_only_is_left_as_it_is() -> None:
    x, y = FORMULAS.atom(X, frozenset((True,))), FORMULAS.atom(Y, frozenset((True,)))
    low, high = FORMULAS.atom(N, range(2)), FORMULAS.atom(N, range(8))
    between = FORMULAS.conjunction(FORMULAS.negation(low), high, FORMULAS.disjunction(x, y), x)
    assert Settler(FORMULAS).settle(between) is between


def test_parts_that_exclude_each_other_are_seen() -> None:
    a, b, c = (FORMULAS.atom(C, frozenset(value)) for value in "abc")
    assert FORMULAS.disjunction(a, b, c) is True
    x = FORMULAS.atom(X, frozenset((True,)))
    either = FORMULAS.disjunction(
        FORMULAS.conjunction(a, x), FORMULAS.conjunction(FORMULAS.negation(a), x)
    )
    assert Settler(FORMULAS).settle(either) is x


def test_what_nothing_can_settle_stays_unknown() -> None:
    x = FORMULAS.atom(X, frozenset((True,)))
    never = FORMULAS.conjunction(x, None)
    assert FORMULAS.conjunction(never, FORMULAS.negation(never)) is not False
