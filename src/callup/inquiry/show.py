"""Finds what an id names in a lawbook and gives its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from callup.inquiry.lawtext import LawText, Where, conditions, one_line
from callup.inquiry.listing import LISTINGS, gap_lines
from callup.inquiry.log import deeds
from callup.inquiry.naming import no_such
from callup.inquiry.pages import (
    ActPage,
    DefinitionPage,
    Done,
    FactPage,
    Form,
    Listing,
    ListLine,
    Page,
    ParameterPage,
    RulePage,
    Said,
    SourceLine,
    SourcePage,
    Stand,
    StatePage,
    SwitchPage,
    Worth,
)
from callup.ir.program import Program
from callup.law.model import (
    Act,
    Change,
    Days,
    DoubtDefinition,
    NotEncoded,
    RuleChange,
    Saying,
    Sources,
)
from callup.law.operations import force_under
from callup.law.versions import ParameterVersion, StateVersion
from callup.readers.explain.cone import Cones
from callup.text.words import Words

Finder = Callable[[LawText, str, date], Page | None]


def show(law: LawText, id: str, on: date) -> Page:
    """The page of what is called `id`, or `KIND:ID` where two kinds share it.

    A plural such as `facts` or `acts` gives a listing. Raises Diagnostics for what there is not.
    """
    if id in LISTINGS:
        return LISTINGS[id](law)
    kind, _, name = id.rpartition(":")
    finders = [FINDERS[kind]] if kind in FINDERS else FINDERS.values()
    for finder in finders:
        page = finder(law, name if kind in FINDERS else id, on)
        if page is not None:
            return page
    raise no_such("such thing in the lawbook as", id, names(law))


def names(law: LawText) -> list[str]:
    """All ids that can be shown."""
    program, data = law.program, law.data
    return [
        *LISTINGS,
        *program.definitions,
        *program.states,
        *program.parameters,
        *program.facts,
        *program.values,
        *law.history.rules,
        *(act.id for act in data.acts),
        *(dispute.id for dispute in data.disputes),
        *(doubt.id for doubt in data.doubts),
        *(source.id for source in data.sources),
    ]


def _definition(law: LawText, id: str, on: date) -> DefinitionPage | None:
    found = law.program.definitions.get(id)
    if found is None:
        return None
    rules = tuple(
        Form(None, None, where, text)
        for rule, _ in found.rules
        for where, text in law.rule_on(rule, on)
        if text.gives_to == id
    )
    groups = dict(law.program.groups)
    return DefinitionPage(
        id=id,
        meaning=found.meaning,
        kind=found.kind or found.meaning,
        type=str(found.type),
        title=found.title,
        question=found.question,
        otherwise=found.otherwise,
        group=groups.get(found.group, Words()),
        covers=(found.covers.start, found.covers.end),
        incomplete=found.incomplete,
        formula=found.formula_text or None,
        on=on,
        rules=rules,
        facts=facts_of(law.program, id),
        gaps=tuple(one for one in gap_lines(law, on) if id in one.positions),
    )


def facts_of(program: Program, name: str) -> tuple[str, ...]:
    """The facts that a term or position reads on any day, in the order of the lawbook."""
    read = Cones(program).inputs(name).facts
    return tuple(fact for fact in program.facts if fact in read)


def _state(law: LawText, id: str, on: date) -> StatePage | None:
    found = law.program.states.get(id)
    if found is None:
        return None
    data = next(state for state in law.data.states if state.id == id)
    line = law.history.states[id]
    lapses = (data.lapses_everywhere, data.lapses_regions)
    return StatePage(
        id=id,
        title=found.title,
        territory=found.territory,
        otherwise=found.otherwise,
        lapses_after=(str(lapses[0]) if lapses[0] else None, str(lapses[1]) if lapses[1] else None),
        on=on,
        now=tuple(_stand(law, None, None, where, one) for where, one in law.settled(line.at(on))),
        history=tuple(_stand(law, *piece) for piece in law.pieces(line)),
    )


def _stand(
    law: LawText,
    start: date | None,
    end: date | None,
    where: Where,
    version: StateVersion | None,
) -> Stand:
    regions = tuple(sorted(version.stands)) if version else ()
    by = version.by if version and regions else ()
    cited = tuple(law.cited(act, cite, sources) for act, cite, sources in by)
    return Stand(start, end, where, regions, cited)


def _parameter(law: LawText, id: str, on: date) -> ParameterPage | None:
    found = law.program.parameters.get(id)
    if found is None:
        return None
    lines = {index: line for (name, index), line in law.history.parameters.items() if name == id}
    return ParameterPage(
        id=id,
        title=found.title,
        type=str(found.type),
        by=found.index.of if found.index else None,
        on=on,
        now=tuple(
            _worth(law, index, None, None, where, version)
            for index, line in sorted(lines.items())
            for where, version in law.settled(line.at(on))
        ),
        history=tuple(
            _worth(law, index, *piece)
            for index, line in sorted(lines.items())
            for piece in law.pieces(line)
        ),
    )


def _worth(
    law: LawText,
    index: str,
    start: date | None,
    end: date | None,
    where: Where,
    version: ParameterVersion | None,
) -> Worth:
    value = one_line(version.value.text) if version else None
    by = law.cited(version.act, version.cite, version.sources) if version else None
    return Worth(index, start, end, where, value, by)


def _rule(law: LawText, id: str, on: date) -> RulePage | None:
    line = law.history.rules.get(id)
    if line is None:
        return None
    now = tuple(Form(None, None, where, text) for where, text in law.rule_on(id, on))
    history = tuple(
        Form(start, end, where, law.rule_text(one) if one else None)
        for start, end, where, one in law.pieces(line)
    )
    return RulePage(id, on, now, history)


def _fact(law: LawText, id: str, on: date) -> FactPage | None:
    found = law.program.facts.get(id)
    if found is None:
        return None
    cones = Cones(law.program)
    data = next(fact for fact in law.data.facts if fact.id == id)
    return FactPage(
        id=id,
        type=str(found.type),
        kind=found.kind,
        question=found.question,
        help=found.help,
        values=law.program.values.get(found.type.of, ()),
        low=data.low,
        high=data.high,
        closes=found.closes,
        closed_by=tuple(one.name for one in law.program.facts.values() if id in one.closes),
        positions=tuple(
            one.name for one in law.program.positions() if id in cones.inputs(one.name).facts
        ),
    )


def _choices(law: LawText, id: str, on: date) -> Listing | None:
    if id not in law.program.values:
        return None
    lines = tuple(ListLine(value, title, "") for value, title in law.program.values[id])
    return Listing(id, lines)


def _act(law: LawText, id: str, on: date) -> ActPage | None:
    found = law.acts.get(id)
    return act_page(law, found) if found else None


def act_page(law: LawText, act: Act) -> ActPage:
    force = force_under(act, None, {})
    return ActPage(
        id=act.id,
        role=act.role,
        title=act.title,
        kind=law.kind_of(act),
        issuer=act.issuer,
        number=act.number,
        signed=_days(act.signed),
        published=_days(act.published),
        in_force=_days(act.in_force),
        evidence_until=act.evidence_until,
        sources=_sources(law, act.sources),
        note=act.note,
        reads=act.reads.text if act.reads else None,
        dispute=act.dispute,
        said_by=_sayings(law, act.said_by),
        changes=tuple(one for change in act.changes for one in _done(law, change, force)),
    )


def _done(law: LawText, change: Change, force: date | None) -> Iterator[Done]:
    written: tuple[str, ...] = ()
    gives = None
    if isinstance(change, RuleChange):
        body = change.body
        written = conditions(body.when, body.unless) if body.when else ()
        if body.when is None and body.unless is not None:
            written = (f"not: {one_line(body.unless.text)}",)
        gives = one_line(body.gives.text) if body.gives else None
    reason = change.reason if isinstance(change, NotEncoded) else Words()
    for begins, deed in deeds(law, change, change.common.start):
        start = begins if begins != force else None
        shown = type(deed)(
            deed.verb, deed.kind, deed.target, deed.says, deed.where, deed.values, start,
            deed.end, deed.cite,
        )  # fmt: skip
        yield Done(shown, written, gives, reason, change.common.note)


def _days(days: Days) -> str:
    """A day of an act, as it is known: `2025-07-07 or 2025-07-08`, `unknown`."""
    if days.unknown:
        return "unknown"
    listed = [day.isoformat() if day else "never" for day in days.choices]
    if len(listed) > 4:
        return f"{listed[0]} … {listed[-1]}"
    return " or ".join(listed)


def _sources(law: LawText, sources: Sources) -> tuple[SourceLine, ...]:
    titles = {source.id: source.title for source in law.data.sources}
    return tuple(SourceLine(id, grade, titles.get(id, "")) for id, grade in sources)


def _sayings(law: LawText, sayings: Iterable[Saying]) -> tuple[Said, ...]:
    return tuple(Said(one.who, one.on, one.says, _sources(law, one.sources)) for one in sayings)


def _source(law: LawText, id: str, on: date) -> SourcePage | None:
    found = next((source for source in law.data.sources if source.id == id), None)
    if found is None:
        return None
    return SourcePage(
        id=id,
        title=found.title,
        publisher=found.publisher,
        url=found.url,
        date=found.date,
        acts=_resting(id, ((act.id, _sources_of_act(act)) for act in law.data.acts)),
        doubts=_resting(id, ((one.id, _sources_of_doubt(one)) for one in law.data.doubts)),
    )


def _resting(
    source: str, found: Iterable[tuple[str, Iterable[tuple[str, str]]]]
) -> tuple[tuple[str, str], ...]:
    """What names a source among its own, each once with every grade that it gives it."""
    named = ((id, grade) for id, sources in found for one, grade in sources if one == source)
    return tuple(dict.fromkeys(named))


def _sources_of_act(act: Act) -> Iterator[tuple[str, str]]:
    yield from act.sources
    for change in act.changes:
        yield from change.common.sources
    for said in act.said_by:
        yield from said.sources


def _sources_of_doubt(doubt: DoubtDefinition) -> Iterator[tuple[str, str]]:
    yield from doubt.sources
    for said in doubt.said_by:
        yield from said.sources


def _dispute(law: LawText, id: str, on: date) -> SwitchPage | None:
    found = next((dispute for dispute in law.data.disputes if dispute.id == id), None)
    if found is None:
        return None
    readings = tuple(act_page(law, law.acts[reading]) for reading in found.readings)
    return SwitchPage(
        id=id,
        kind="dispute",
        title=found.title,
        question=found.question,
        settings=tuple((one.id, one.title) for one in readings),
        default=found.prevails.text if found.prevails else None,
        said_by=(),
        sources=(),
        note=found.note,
        readings=readings,
        positions=touched(law.program, f"dispute:{id}"),
    )


def _doubt(law: LawText, id: str, on: date) -> SwitchPage | None:
    found = next((doubt for doubt in law.data.doubts if doubt.id == id), None)
    if found is None:
        return None
    return SwitchPage(
        id=id,
        kind="doubt",
        title=found.title,
        question=found.question,
        settings=(("no", Words()), ("yes", Words())),
        default=None,
        said_by=_sayings(law, found.said_by),
        sources=_sources(law, found.sources),
        note=found.note,
        readings=(),
        positions=touched(law.program, f"doubt:{id}"),
    )


def touched(program: Program, switch: str) -> tuple[str, ...]:
    """The positions whose answer a switch may turn on some day."""
    cones = Cones(program)
    return tuple(p.name for p in program.positions() if switch in cones.inputs(p.name).switches)


FINDERS: dict[str, Finder] = {
    "position": _definition,
    "term": _definition,
    "state": _state,
    "parameter": _parameter,
    "fact": _fact,
    "rule": _rule,
    "act": _act,
    "bill": _act,
    "reading": _act,
    "dispute": _dispute,
    "doubt": _doubt,
    "source": _source,
    "choices": _choices,
}
"""Who looks for an id, in this order; the word also stands before an id that several share."""
