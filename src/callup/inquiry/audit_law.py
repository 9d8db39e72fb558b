"""Puts the parts of a statement that speak of the law to the law of a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from callup.inquiry.cases import Heard, Laws, hear_case
from callup.inquiry.diff import diff, differs
from callup.inquiry.expectation import differences_of_answer, shown
from callup.inquiry.lawtext import LawText
from callup.inquiry.question import (
    ParameterAsked,
    PositionAsked,
    RuleAsked,
    StateAsked,
    answer,
    possible,
    read_question,
    rule_lines,
)
from callup.ir.nodes import Constant
from callup.ir.program import Basis, Program
from callup.ir.types import BOOLEAN, Type
from callup.law.model import Act, Case, Days, Expectation, Name
from callup.readers.explain.ask import Setup
from callup.readers.explain.finding import Finding, Status
from callup.record.document import ActIs, Asks, Differs, Facts, ReadingHolds, Settings
from callup.record.outcome import PartResult, Turned
from callup.record.reason import because, listed, value_in_words
from callup.record.verdict import Outcome
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.words import Words


class Books(Laws, Protocol):
    """What holds the programs and the words of a lawbook; `lawbook.Lawbook` is one."""

    def law_text(self, known: date | None = None) -> LawText: ...


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a part is put: the lawbook, the days, and the switches that the asker has set."""

    books: Books
    on: date
    known: date
    with_: Settings = ()
    without: tuple[str, ...] = ()


# a question to the law


def asks(part: Asks, ground: Ground) -> PartResult:
    """The answer of the law against the one that the statement gives."""
    heard = _heard(part, ground)
    if heard is None:
        return _no_such_rule_yet(part, ground)
    program, wanted = heard.program, heard.case.expect[0]
    type_ = _type(heard)
    status, value = _answer(heard)

    def outcome(status: Status, value: Constant | None) -> Outcome:
        return outcome_of(status, not differences_of_answer(wanted, status, value, type_, program))

    now = outcome(status, value)
    turned = tuple(_turned(heard, now, outcome))
    finding = heard.result.finding
    bases = _finding_bases(finding) if finding else _bases(heard)
    came = shown(status, value, type_)
    return PartResult(
        outcome="disputed" if turned and now != "absent" else now,
        says=part.common.says,
        asked=part.question,
        on=heard.on,
        known=ground.known,
        wanted=part.gives,
        came=came,
        why=_why(now, came, turned, finding),
        acts=tuple(dict.fromkeys(one.act for one in bases)),
        rules=finding.rules if finding else (),
        turned=turned,
        sources=_sources(bases),
    )


def outcome_of(status: Status, right: bool) -> Outcome:
    """What an answer of the law makes of the part, before switches are looked at."""
    if right:
        return "holds"
    if status == "not covered":
        return "absent"
    return "open" if status in ("unknown", "conflict") else "fails"


def _heard(part: Asks, ground: Ground) -> Heard | None:
    """The question as it was put; None for a rule that nobody had published by then."""
    at = part.common.origin
    asked = read_question(part.question, at, ground.books.program)
    if isinstance(asked, Diagnostic):
        raise Diagnostics([asked])
    known = ground.books.program_for(ground.known, {})
    if isinstance(read_question(part.question, at, known), Diagnostic):
        return None
    expectation = Expectation(ground.on, part.question, (("value", (part.gives,)),), at)
    problems: list[Diagnostic] = []
    case = _case(part, ground, expectation)
    heard = next(hear_case(ground.books, case, [expectation], problems), None)
    if problems or heard is None:
        raise Diagnostics(problems)
    return heard


def _case(part: Asks, ground: Ground, expectation: Expectation) -> Case:
    at = part.common.origin

    def names(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[Name, str], ...]:
        return tuple((Name(id, at), value) for id, value in pairs)

    return Case(
        name=part.question,
        reference="",
        person=tuple((Name(id, at), value) for id, value in part.person),
        with_=names([*part.with_, *ground.with_]),
        without=tuple(Name(id, at) for id in (*part.without, *ground.without)),
        known=ground.known,
        strict=part.strict,
        expect=(expectation,),
        origin=at,
    )


def _type(heard: Heard) -> Type:
    match heard.asked:
        case PositionAsked(name=name):
            return heard.program.definitions[name].type
        case ParameterAsked(name=name):
            return heard.program.parameters[name].type
        case _:
            return BOOLEAN


def _answer(heard: Heard) -> tuple[Status, Constant | None]:
    finding = heard.result.finding
    if finding is not None:
        return finding.status, finding.value
    return _answer_under(heard, heard.setup)


def _answer_under(heard: Heard, setup: Setup) -> tuple[Status, Constant | None]:
    found = answer(heard.asked, heard.engine, heard.on, setup)
    return found.status, found.value


def _turned(
    heard: Heard, now: Outcome, outcome: Callable[[Status, Constant | None], Outcome]
) -> Iterator[Turned]:
    """The single settings of switches under which the part comes out otherwise."""
    for switch, kind, setting, status, value, title in _settings(heard):
        if outcome(status, value) != now:
            yield Turned(switch, kind, setting, shown(status, value, _type(heard)), title)


Other = tuple[str, str, str, Status, Constant | None, Words]


def _settings(heard: Heard) -> Iterator[Other]:
    finding = heard.result.finding
    if finding is not None:
        for one in finding.contested:
            yield one.switch, one.kind, one.setting, one.status, one.value, one.title
        return
    now = _answer(heard)
    for switch in heard.program.switches.values():
        if switch.name in heard.setup.fixed:
            continue
        for setting in switch.settings:
            settings = {**heard.setup.settings, switch.name: setting}
            status, value = _answer_under(heard, Setup(settings, strict=heard.setup.strict))
            if (status, value) != now:
                yield switch.id, switch.kind, setting, status, value, switch.title


def _why(now: Outcome, came: str, turned: tuple[Turned, ...], finding: Finding | None) -> Words:
    if now == "absent":
        return because("not covered")
    if turned:
        switches = ", ".join(dict.fromkeys(one.switch for one in turned))
        return because("depends", came=value_in_words(came), switches=switches)
    if finding is not None and finding.missing:
        return because("depends on facts", missing=", ".join(finding.missing))
    return because("the law", came=value_in_words(came))


def _no_such_rule_yet(part: Asks, ground: Ground) -> PartResult:
    """A rule that was not published by then does not stand and names nothing."""
    return PartResult(
        outcome="holds" if part.gives == "no" else "fails",
        says=part.common.says,
        asked=part.question,
        on=ground.on,
        known=ground.known,
        wanted=part.gives,
        came="no",
        why=because("the law", came=value_in_words("no")),
    )


# by which acts


def _finding_bases(finding: Finding) -> list[Basis]:
    reasons = [one for one in finding.because if one.decides] or list(finding.because)
    found = []
    for reason in reasons:
        found += [reason.basis] if reason.basis else []
        for condition in reason.conditions:
            for support in finding.supports(condition):
                found += support.bases
    return found


def _bases(heard: Heard) -> list[Basis]:
    """What a state, parameter or rule rests on, on the day asked about."""
    program, settings = heard.program, heard.setup.settings
    match heard.asked:
        case StateAsked(name=name):
            standing = possible(program.states[name].standing.at(heard.on), settings)
            return [basis for one in standing if one for basis in one.bases]
        case ParameterAsked(name=name, index=index):
            values = possible(program.parameters[name].of(index).at(heard.on), settings)
            return [one.basis for one in values if one]
        case RuleAsked(rule=rule):
            lines = [line for id, line in rule_lines(program) if id == rule]
            found = [one for line in lines for one in possible(line.at(heard.on), settings)]
            return [one.basis for one in found if one]
        case PositionAsked():
            return []


def _sources(bases: Iterable[Basis]) -> tuple[tuple[str, str], ...]:
    return tuple(dict(pair for one in bases for pair in one.sources).items())


# what differs between two days


def differing(part: Differs, ground: Ground) -> PartResult:
    """Whether a thing of the law, or a person's finding, differs between two days."""
    words = part.thing.split()
    if len(words) == 1:
        return _finding_differs(part, ground)
    if len(words) != 2 or words[0] not in ("rule", "state", "parameter"):
        message = f"`{part.thing[:80]}` is nothing that may differ"
        help = "write `rule ID`, `state NAME`, `parameter NAME`, or a position"
        raise Diagnostics([Diagnostic("bad-case", message, part.common.origin, help=help)])
    return _text_differs(part, ground, *words)


def _text_differs(part: Differs, ground: Ground, kind: str, id: str) -> PartResult:
    whole = ground.books.law_text()
    ids = {
        "rule": list(whole.history.rules),
        "state": list(whole.program.states),
        "parameter": list(whole.program.parameters),
    }
    _refuse_unknown(kind, id, ids[kind], part)
    found = diff(ground.books.law_text(ground.known), part.start, part.end)
    match kind:
        case "rule":
            rules = [one for one in found.rules if one.rule == id and one.what != ELSEWHERE]
            changed, acts = bool(rules), [one.after.by.act for one in rules if one.after]
        case "state":
            states = [one for one in found.states if one.state == id]
            changed, acts = bool(states), [act for one in states for act in one.acts]
        case _:
            values = [one for one in found.parameters if one.parameter == id]
            changed, acts = bool(values), [one.act for one in values if one.act]
    return _difference(part, ground, changed, acts, ())


ELSEWHERE = "rests on another act"


def _refuse_unknown(kind: str, id: str, known: list[str], part: Differs) -> None:
    if id not in known:
        message = f"there is no {kind} `{id[:80]}`"
        raise Diagnostics([Diagnostic("bad-case", message, part.common.origin)])


def _finding_differs(part: Differs, ground: Ground) -> PartResult:
    before, after = (_finding(part, ground, day, part.person) for day in (part.start, part.end))
    changed = differs(before, after)
    turned = []
    for one in (*before.contested, *after.contested):
        pair = [
            _finding(part, ground, day, part.person, ((one.switch, one.setting),))
            for day in (part.start, part.end)
            if " " not in one.setting
        ]
        if len(pair) == 2 and differs(*pair) != changed:
            came = "differs" if differs(*pair) else "the same"
            turned.append(Turned(one.switch, one.kind, one.setting, came, one.title))
    bases = _finding_bases(after)
    acts = [one.act for one in bases]
    return _difference(part, ground, changed, acts, tuple(dict.fromkeys(turned)))


def _finding(
    part: Differs, ground: Ground, day: date, person: Facts, with_: Settings = ()
) -> Finding:
    where = Ground(ground.books, day, ground.known, (*ground.with_, *with_), ground.without)
    heard = _heard(Asks(part.common, part.thing, "unknown", person, (), (), False), where)
    if heard is None or heard.result.finding is None:
        message = f"`{part.thing[:80]}` is no position"
        raise Diagnostics([Diagnostic("bad-case", message, part.common.origin)])
    return heard.result.finding


def _difference(
    part: Differs, ground: Ground, changed: bool, acts: list[str], turned: tuple[Turned, ...]
) -> PartResult:
    now: Outcome = "holds" if changed == part.gives else "fails"
    text = ground.books.law_text()
    named = [act for act in dict.fromkeys(acts) if act in text.acts]
    return PartResult(
        outcome="disputed" if turned else now,
        says=part.common.says,
        asked=f"{part.thing}, {part.start} and {part.end}",
        on=part.end,
        known=ground.known,
        wanted="differs" if part.gives else "the same",
        came="differs" if changed else "the same",
        why=because("changed" if changed else "the same"),
        acts=tuple(named),
        turned=turned,
        sources=tuple(dict(pair for act in named for pair in text.acts[act].sources).items()),
    )


# acts and readings


def act_is(part: ActIs, ground: Ground) -> PartResult:
    """Whether an act was on record by then, with these particulars."""
    act = ground.books.law_text().acts.get(part.act)
    if act is None:
        message = f"there is no act `{part.act[:80]}`"
        raise Diagnostics([Diagnostic("bad-case", message, part.common.origin)])
    outcome, why = _act_outcome(act, part, ground.known)
    return PartResult(
        outcome=outcome,
        says=part.common.says,
        asked=f"act {part.act}",
        on=ground.on,
        known=ground.known,
        wanted=", ".join(f"{name} {value}" for name, value in part.particulars) or "on record",
        came=_days(act),
        why=why,
        acts=(act.id,),
        sources=tuple(act.sources),
    )


def _act_outcome(act: Act, part: ActIs, known: date) -> tuple[Outcome, Words]:
    """The worst of what its particulars come to."""
    published = act.published.first
    if published is None or published > known:
        return "open", because("published later")
    found: list[tuple[Outcome, Words]] = [("holds", because("on record", days=_days(act)))]
    for name, wanted in part.particulars:
        came, open_ = _particular(act, name, wanted)
        if came == wanted:
            continue
        key = "particular open" if open_ else "particular"
        words = because(key, name=name, came=came, wanted=wanted)
        found.append(("open" if open_ else "fails", words))
    return max(found, key=lambda one: ("holds", "open", "fails").index(one[0]))


def _particular(act: Act, name: str, wanted: str) -> tuple[str, bool]:
    """What an act has, and whether that leaves open what is wanted."""
    if name == "kind":
        return (act.kind.text if act.kind else "unknown"), act.kind is None
    if name == "number":
        return act.number, act.number == "unknown"
    days: Days = getattr(act, name)
    written = [str(one) for one in days.choices]
    return " or ".join(written) or "unknown", days.unknown or (wanted in written and not days.one)


def _days(act: Act) -> str:
    days = " or ".join(str(one) for one in act.published.choices) or "day unknown"
    return f"{act.kind.text if act.kind else 'act'}, {days}"


def reading_holds(part: ReadingHolds, ground: Ground) -> PartResult:
    """*Disputed* where a reading that somebody upholds is open; the asker may set it."""
    if ground.books.program.find_switch(part.reading) is None:
        message = f"there is no reading `{part.reading[:80]}`"
        raise Diagnostics([Diagnostic("bad-case", message, part.common.origin)])
    outcome, why = _reading_outcome(part.reading, ground)
    act = ground.books.law_text().acts.get(part.reading)
    sources = tuple(act.sources) if act else ()
    return PartResult(
        outcome=outcome,
        says=part.common.says,
        asked=f"reading {part.reading}",
        on=ground.on,
        known=ground.known,
        wanted="holds",
        came=outcome,
        why=why,
        acts=(act.id,) if act else (),
        sources=sources,
    )


def _reading_outcome(id: str, ground: Ground) -> tuple[Outcome, Words]:
    program: Program = ground.books.program_for(ground.known, {})
    found = program.find_switch(id)
    if found is None or not public_by(ground.books, id, ground.known):
        return "open", because("reading later")
    switch, reading = found
    chosen = dict(ground.with_).get(id)
    if chosen in ("on", "yes"):
        return "holds", because("reading set")
    if id in ground.without or chosen in ("off", "no"):
        return "fails", because("reading unset")
    if reading is not None and switch.default is not None:
        if switch.default == reading:
            return "holds", because("reading prevails")
        return "fails", because("other prevails")
    act = ground.books.law_text().acts.get(id)
    who = [one.who for one in act.said_by] if act else []
    return "disputed", because("reading open", who=listed(who) if who else switch.title)


def public_by(books: Books, id: str, known: date) -> bool:
    """Whether an act or reading was public by a day; what is neither always is."""
    act = books.law_text().acts.get(id)
    first = act.published.first if act else None
    return first is None or first <= known
