"""Makes of a formula of the program what it is worth for everybody, by the law of some day.

A *moment* is the law that is read, by one of its days, and the day itself, which may be open: a
point of the solver within a stretch of days on which the law does not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, assert_never

from callup.ir.nodes import (
    Apply,
    AsOf,
    Const,
    Constant,
    Definition,
    Doubt,
    Fact,
    If,
    Node,
    Parameter,
    Place,
    State,
    Today,
)
from callup.ir.program import BySwitch, Program, Rule, Setting, Standing
from callup.readers.proof.cone import Cone
from callup.readers.proof.line import Line, NotEncoded, Point, at_most, less
from callup.readers.proof.logic import (
    UNSETTLED,
    Bool,
    Truth,
    all_of,
    both,
    choose,
    either,
    known,
    negation,
    opposite,
)
from callup.readers.proof.operate import Operators, Result
from callup.readers.proof.outcome import Applied, Outcome, decide
from callup.readers.proof.space import Space, result_of
from callup.readers.proof.value import NOTHING, Choice, Valued, crossed, gather
from callup.values.timeline import Timeline

YES = frozenset(("yes",))
Given = Mapping[str, Constant | Timeline[Constant | None]]
MOST_STRETCHES = 400
"""How many stretches of law one `as of` may look at."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The law of the day `law`, applied to `day`: its number, or an open day with that law."""

    law: date
    day: Point

    @property
    def key(self) -> tuple[date, Any]:
        if isinstance(self.day, Line):
            return (self.law, ("open", self.day.formula.get_id()))
        return (self.law, self.day)


def on(day: date) -> Moment:
    """The moment of a day that is known."""
    return Moment(day, day.toordinal())


@contextmanager
def located(place: Place) -> Iterator[None]:
    """Tells where something is written that cannot be encoded."""
    try:
        yield
    except NotEncoded as problem:
        problem.place = problem.place or place
        raise


@dataclass(slots=True)
class Encoder:
    """Encodes formulas of a program for questions about the day `base`.

    `settings` are the switches that are set; the others are open. Without `given`, a person is
    complete: all facts are known, and a fact of the day holds from `since` on. With `given`, facts
    that are not in it are unknown, each day anew, and closed as the closing facts say.
    """

    space: Space
    program: Program
    settings: Mapping[str, str]
    base: Moment
    since: Point
    given: Given | None = None
    any_state: bool = False
    """Whether states may stand in any way, whatever acts have declared."""
    told: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    """The settings of open switches that something was found to tell apart."""
    cone: Cone = field(init=False)
    operators: Operators = field(init=False)
    _outcomes: dict[tuple[str, Any], Outcome] = field(default_factory=dict)
    _results: dict[tuple[int, Any], tuple[Result, Node]] = field(default_factory=dict)
    _applied: dict[tuple[str, Any], list[Applied]] = field(default_factory=dict)
    _closers: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cone = self.space.cone(self.program)
        self.operators = Operators(self.space.days)
        for fact in self.program.facts.values():
            for name in fact.closed:
                self._closers.setdefault(name, []).append(fact.name)

    @property
    def context(self) -> Any:
        return self.space.context

    # formulas

    def encode(self, node: Node, moment: Moment) -> Result:
        """What a formula is worth. Raises NotEncoded."""
        key = (id(node), moment.key)
        if key not in self._results:
            # the node is kept beside its result, so that its id stays its own
            self._results[key] = (self._encode(node, moment), node)
        return self._results[key][0]

    def truth(self, node: Node, moment: Moment) -> Truth:
        found = self.encode(node, moment)
        assert isinstance(found, Truth)
        return found

    def _encode(self, node: Node, moment: Moment) -> Result:
        match node:
            case Const(value=value):
                return result_of(value)
            case Today():
                return Valued(((True, moment.day),))
            case Fact(name=name):
                return self.fact(name, moment)
            case Definition(name=name):
                return self.read(name, moment)
            case Apply():
                return self.operators.apply(node, [self.encode(a, moment) for a in node.arguments])
            case If():
                return self.branch(node, moment)
            case Parameter():
                return self.parameter(node, moment)
            case State():
                return self.state(node, moment)
            case AsOf():
                return self.as_of(node, moment)
            case Doubt(id=id):
                return known(self.setting_in(f"doubt:{id}", YES))
            case _:
                assert_never(node)

    # facts

    def fact(self, name: str, moment: Moment) -> Result:
        """A fact on a day: what is given or asked of the person, or what it was on another day."""
        of_the_day = self.program.facts[name].kind == "of the day"
        if self.given is None:
            if not of_the_day:
                return self.space.fact(name)
            return self.among(self.later(moment.day), lambda: self.space.fact(name), name, moment)
        value = self.given.get(name)
        if isinstance(value, Timeline):
            return self.from_history(name, value, moment)
        if value is not None:
            if not of_the_day:
                return result_of(value)
            return self.among(self.later(moment.day), lambda: result_of(value), name, moment)
        return self.closed(name, self.not_given(name, moment, of_the_day), moment)

    def later(self, day: Point) -> Bool:
        """Whether a day is not before the one from which facts of the day hold."""
        return at_most(self.since, day, self.context)

    def among(self, now: Bool, value: Callable[[], Result], name: str, moment: Moment) -> Result:
        """A fact that has a value `now`, and elsewhere is what it was on that day."""
        if now is True:
            return value()
        if now is False:
            return self.closed(name, self.space.fact_on(name, moment.day), moment)
        past = self.closed(name, self.space.fact_on(name, moment.day), moment)
        return self.either_of(known(now), value(), past)

    def not_given(self, name: str, moment: Moment, of_the_day: bool) -> Result:
        if not of_the_day:
            return self.space.fact(name)
        same = self.operators.same(moment.day, self.base.day)
        if isinstance(same, bool):
            return self.space.fact(name) if same else self.space.fact_on(name, moment.day)
        then = self.space.fact_on(name, moment.day)
        return self.either_of(known(same), self.space.fact(name), then)

    def closed(self, name: str, free: Result, moment: Moment) -> Result:
        """A fact that is not given: where a closing fact is yes, it is what that says."""
        closers = self._closers.get(name)
        if self.given is None or not closers:
            return free
        truths = [self.fact(closer, moment) for closer in closers]
        closing = either(*(one.yes for one in truths if isinstance(one, Truth)))
        standing = [f.counts_as for f in self.program.facts.values() if f.name in closers]
        default = dict(pair for pairs in standing for pair in pairs).get(name, False)
        return self.either_of(known(closing), result_of(default), free)

    def from_history(self, name: str, history: Timeline[Constant | None], moment: Moment) -> Result:
        if isinstance(moment.day, Line):
            raise NotEncoded(f"the history of `{name}` on a day that is not known")
        value = history.at(date.fromordinal(int(moment.day)))
        if value is not None:
            return result_of(value)
        of_base = moment.day == self.base.day
        free = self.space.fact(name) if of_base else self.space.fact_on(name, moment.day)
        return self.closed(name, free, moment)

    # choice between values

    def either_of(self, condition: Truth, then: Result, otherwise: Result) -> Result:
        """One of two values; where the condition is not settled, what both share."""
        if condition.settled is True and isinstance(condition.yes, bool):
            return then if condition.yes else otherwise
        if isinstance(then, Truth) and isinstance(otherwise, Truth):
            return self._either_truth(condition, then, otherwise)
        assert isinstance(then, Valued)
        assert isinstance(otherwise, Valued)
        yes, no = condition.yes, opposite(condition.yes)
        cases = [(both(yes, guard), base) for guard, base in then.cases]
        cases += [(both(no, guard), base) for guard, base in otherwise.cases]
        settled = choose(yes, then.settled, otherwise.settled)
        if condition.settled is not True:
            shared = both(then.settled, otherwise.settled, self.same(then, otherwise))
            settled = both(either(condition.settled, shared), settled)
            # where it is not settled, `yes` is false, and the second value is the shared one
        return gather(cases, settled, self.context)

    def select(self, options: list[tuple[Bool, Result]], empty: Result) -> Result:
        """The one of these values whose guard holds, among people of whom one does."""
        options = [(guard, value) for guard, value in options if guard is not False]
        if not options:
            return empty
        if len(options) == 1:
            return options[0][1]
        settled = both(*(either(opposite(guard), value.settled) for guard, value in options))
        if isinstance(empty, Truth):
            yes = [both(guard, value.yes) for guard, value in options if isinstance(value, Truth)]
            return Truth(both(settled, either(*yes)), settled)
        cases = [
            (both(guard, inner), base)
            for guard, value in options
            if isinstance(value, Valued)
            for inner, base in value.cases
        ]
        return gather(cases, settled, self.context)

    def _either_truth(self, condition: Truth, then: Truth, otherwise: Truth) -> Truth:
        yes = choose(condition.yes, then.yes, otherwise.yes)
        settled = choose(condition.yes, then.settled, otherwise.settled)
        if condition.settled is not True:
            alike = both(
                then.settled,
                otherwise.settled,
                either(both(then.yes, otherwise.yes), both(then.no, otherwise.no)),
            )
            settled = both(either(condition.settled, alike), settled)
            yes = both(yes, settled)
        return Truth(yes, settled)

    def same(self, a: Valued, b: Valued) -> Bool:
        pairs = crossed([a, b], self.context)
        return both(
            *(either(opposite(guard), self.operators.equal(*bases)) for guard, bases in pairs)
        )

    def branch(self, node: If, moment: Moment) -> Result:
        condition = self.truth(node.condition, moment)
        if condition == known(True):
            return self.encode(node.then, moment)
        if condition == known(False):
            return self.encode(node.otherwise, moment)
        then, otherwise = self.encode(node.then, moment), self.encode(node.otherwise, moment)
        return self.either_of(condition, then, otherwise)

    # law

    def setting_in(self, switch: str, settings: frozenset[str]) -> Bool:
        """Whether a switch stands one of these ways."""
        fixed = self.settings.get(switch)
        if fixed is not None:
            return fixed in settings
        self.told.setdefault(switch, set()).add(settings)
        return self.space.switch(switch).among(settings)

    def by_switch(self, version: Any, leaf: Callable[[Any], Result]) -> Result:
        """The value of a version that switches may decide."""
        if not isinstance(version, BySwitch):
            return leaf(version)
        found: Result | None = None
        for settings, case in _groups(version):
            holds = self.setting_in(version.switch, settings)
            if holds is False:
                continue
            value = self.by_switch(case, leaf)
            found = value if found is None else self.either_of(known(holds), value, found)
        assert found is not None
        return found

    def parameter(self, node: Parameter, moment: Moment) -> Result:
        definition = self.program.parameters[node.name]
        empty: Result = UNSETTLED if node.type.kind == "boolean" else NOTHING

        def leaf(setting: Setting | None) -> Result:
            return empty if setting is None else result_of(setting.value.value)

        def value_of(key: str) -> Result:
            return self.by_switch(definition.of(key).at(moment.law), leaf)

        if node.key is None:
            return value_of("")
        key = self.encode(node.key, moment)
        assert isinstance(key, Valued)
        options: list[tuple[Bool, Result]] = []
        for guard, base in key.cases:
            for holds, index in self._indices(base, self.indices(node.name)):
                options.append((both(guard, holds), value_of(index)))
        return self.where_settled(key.settled, self.select(options, empty))

    def indices(self, name: str) -> list[str]:
        """The indices for which acts have set a parameter."""
        return [key for key, _ in self.program.parameters[name].settings if key]

    def _indices(self, base: Any, keys: list[str]) -> list[tuple[Bool, str]]:
        """The indices that a key may be, those last that nothing was set for."""
        if not isinstance(base, Choice):
            return [(True, str(base))]
        keys = [key for key in keys if key in base.values]
        found: list[tuple[Bool, str]] = [(base.is_(key), key) for key in keys]
        return [*found, (opposite(either(*(holds for holds, _ in found))), "")]

    def where_settled(self, settled: Bool, found: Result) -> Result:
        if settled is True:
            return found
        if isinstance(found, Truth):
            return Truth(both(found.yes, settled), both(found.settled, settled))
        return Valued(found.cases, both(found.settled, settled))

    def state(self, node: State, moment: Moment) -> Result:
        program = self.program
        definition = program.states[node.name]
        regions = frozenset(name for name, _ in program.values.get(program.territory, ()))
        if self.any_state:
            return self._any_state(node, moment, sorted(regions))

        def silent() -> Truth:
            if definition.otherwise == "unknown":
                return known(self.setting_in(f"state:{node.name}", YES))
            return known(definition.otherwise == "yes")

        def leaf(standing: Standing | None) -> Truth:
            stands = standing.stands if standing else frozenset()
            spoken = standing.spoken if standing else frozenset()
            match node.mode:
                case "bare":
                    return silent() if "" not in spoken else known("" in stands)
                case "in":
                    return self._stands_in(node, moment, stands, spoken, silent())
                case "anywhere":
                    if stands:
                        return known(True)
                    return silent() if regions - spoken else known(False)
                case "everywhere":
                    if spoken - stands:
                        return known(False)
                    return silent() if regions - spoken else known(True)
                case _:
                    assert_never(node.mode)

        return self.by_switch(definition.standing.at(moment.law), leaf)

    def _any_state(self, node: State, moment: Moment, regions: list[str]) -> Truth:
        """Whether a state stands, where that is left to the solver, region by region."""
        stands = {name: self.space.stands(node.name, name) for name in [*regions, ""]}
        match node.mode:
            case "bare":
                return known(stands[""])
            case "in":
                assert node.where is not None
                place = self.encode(node.where, moment)
                assert isinstance(place, Valued)
                found = [
                    both(guard, self.operators.member(base, frozenset((name,))), stands[name])
                    for guard, base in place.cases
                    for name in regions
                ]
                return Truth(both(place.settled, either(*found)), place.settled)
            case "anywhere":
                return known(either(*(stands[name] for name in regions)))
            case "everywhere":
                return known(both(*(stands[name] for name in regions)))
            case _:
                assert_never(node.mode)

    def _stands_in(
        self,
        node: State,
        moment: Moment,
        stands: frozenset[str],
        spoken: frozenset[str],
        silent: Truth,
    ) -> Truth:
        assert node.where is not None
        place = self.encode(node.where, moment)
        assert isinstance(place, Valued)
        found: list[Bool] = []
        for guard, base in place.cases:
            inside = self.operators.member(base, stands)
            outside = opposite(self.operators.member(base, spoken))
            found.append(both(guard, either(inside, both(outside, silent.yes))))
        return Truth(both(place.settled, either(*found)), place.settled)

    def as_of(self, node: AsOf, moment: Moment) -> Result:
        """`body` by the law of another day: one value for every stretch that the day may lie in."""
        day = self.encode(node.day, moment)
        assert isinstance(day, Valued)
        options: list[tuple[Bool, Result]] = []
        for guard, base in day.cases:
            for holds, other in self.moments(node.body, base):
                options.append((both(guard, holds), self.encode(node.body, other)))
        empty: Result = UNSETTLED if node.type.kind == "boolean" else NOTHING
        return self.where_settled(day.settled, self.select(options, empty))

    def moments(self, body: Node, day: Point) -> list[tuple[Bool, Moment]]:
        """The moments that a day may be for a formula, each with when it is that one."""
        if not isinstance(day, Line):
            return [(True, on(date.fromordinal(int(day))))]
        first, last = int(day.low), int(day.high)
        cuts = [d.toordinal() for d in self.cone.days([body]) if first < d.toordinal() <= last]
        if len(cuts) > MOST_STRETCHES:
            raise NotEncoded("`as of` a day that may lie in too many stretches of law")
        starts, ends = [first, *cuts], [*cuts, last + 1]
        found = []
        for start, end in zip(starts, ends, strict=True):
            from_start = at_most(start, day, self.context)
            holds = both(from_start, less(day, end, self.context))
            if holds is not False:
                found.append((holds, Moment(date.fromordinal(start), day)))
        return found

    # definitions

    def read(self, name: str, moment: Moment) -> Result:
        """A term or position as a formula reads it: not settled where it has no value."""
        outcome = self.outcome(name, moment)
        return outcome.read()

    def outcome(self, name: str, moment: Moment) -> Outcome:
        """What a term or position comes to."""
        key = (name, moment.key)
        if key not in self._outcomes:
            self._outcomes[key] = self._outcome(name, moment)
        return self._outcomes[key]

    def _outcome(self, name: str, moment: Moment) -> Outcome:
        defined = self.program.definitions[name]
        if defined.meaning == "position" and moment.law not in defined.covers:
            return Outcome.not_covered(defined.type)
        if defined.formula is not None:
            with located(defined.place):
                return Outcome.of(self.encode(defined.formula, moment))
        rules = self.applied(name, moment)
        return decide(rules, defined.otherwise, defined.type, self.operators)

    def all_applied(self, name: str, moment: Moment) -> list[Applied]:
        """The rules that stand on a day, with those that apply to nobody."""
        key = (name, moment.key)
        if key not in self._applied:
            self._applied[key] = self.applied(name, moment, keep_idle=True)
        return self._applied[key]

    def applied(self, name: str, moment: Moment, keep_idle: bool = False) -> list[Applied]:
        """The rules that stand on a day, whom they apply to, and what they give; with `keep_idle`
        also those that apply to nobody."""
        defined = self.program.definitions[name]
        rules = []
        for _, line in defined.rules:
            for guard, rule in self.standing(line.at(moment.law)):
                truths = []
                for condition in rule.conditions:
                    with located(condition.place):
                        truths.append(self.truth(condition.node, moment))
                rules.append((rule, all_of([known(guard), *truths])))
        applies = _applying(rules)
        found = []
        for (rule, holds), truth in zip(rules, applies, strict=True):
            if truth == known(False) and not keep_idle:
                continue
            with located(rule.place):
                gives = self.encode(rule.gives, moment)
            found.append(Applied(rule, holds, truth, gives))
        return found

    def standing(self, version: Any) -> list[tuple[Bool, Any]]:
        """The versions of a rule that may stand, each with under which switches."""
        if version is None:
            return []
        if not isinstance(version, BySwitch):
            return [(True, version)]
        found = []
        for settings, case in _groups(version):
            holds = self.setting_in(version.switch, settings)
            for inner, rule in self.standing(case):
                guard = both(holds, inner)
                if guard is not False:
                    found.append((guard, rule))
        return found

    def possible(self, moment: Moment, facts: frozenset[str] | None = None) -> list[Bool]:
        """What must hold of everybody, so that nothing impossible is true of them; of what is
        tied, however remotely, to the facts named."""
        found = []
        left = [condition.node for condition in self.program.impossible]
        near = left if facts is None else [n for n in left if self.cone.facts([n]) & facts]
        while near:
            found += [opposite(self.truth(node, moment).yes) for node in near]
            facts = (facts or frozenset()) | self.cone.facts(near)
            left = [node for node in left if node not in near]
            near = [node for node in left if self.cone.facts([node]) & facts]
        return found


def _applying(rules: list[tuple[Rule, Truth]]) -> list[Truth]:
    """Whom each rule applies to: whom it holds for, and no rule that overrides it applies to."""
    applies: dict[int, Truth] = {}
    waiting = list(range(len(rules)))
    while waiting:
        rule, holds = rules[waiting[-1]]
        over = [i for i, (other, _) in enumerate(rules) if rule.id in other.overrides]
        first = [i for i in over if i not in applies]
        if first:
            waiting += first  # no rule overrides itself, however remotely
            continue
        applies[waiting.pop()] = all_of([holds, *(negation(applies[i]) for i in over)])
    return [applies[index] for index in range(len(rules))]


def _groups(version: BySwitch[Any]) -> list[tuple[frozenset[str], Any]]:
    """The different cases of a version, each with all settings that lead to it; the last first,
    so that the first of them decides last."""
    found: list[tuple[set[str], Any]] = []
    for setting, case in version.cases:
        for settings, other in found:
            if other == case:
                settings.add(setting)
                break
        else:
            found.append(({setting}, case))
    return [(frozenset(settings), case) for settings, case in reversed(found)]
