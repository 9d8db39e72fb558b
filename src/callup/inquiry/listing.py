"""Lists what a lawbook holds, kind by kind, and makes its guide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from callup.inquiry.lawtext import LawText
from callup.inquiry.log import log
from callup.inquiry.pages import DisputeLine, GapLine, Group, Guide, Listing, ListLine
from callup.law.model import Act, Saying
from callup.text.words import Words


def _facts(law: LawText) -> Listing:
    facts = law.program.facts.values()
    return _listing("facts", ((f.name, f.question, f"{f.type}, {f.kind}") for f in facts))


def _positions(law: LawText) -> Listing:
    positions = law.program.positions()
    return _listing("positions", ((p.name, p.question or p.title, p.kind) for p in positions))


def _terms(law: LawText) -> Listing:
    terms = (one for one in law.program.definitions.values() if one.meaning == "term")
    return _listing("terms", ((one.name, one.title, str(one.type)) for one in terms))


def _states(law: LawText) -> Listing:
    return _listing("states", ((s.name, s.title, "") for s in law.program.states.values()))


def _parameters(law: LawText) -> Listing:
    found = law.program.parameters.values()
    return _listing("parameters", ((one.name, one.title, str(one.type)) for one in found))


def _sources(law: LawText) -> Listing:
    sources = law.data.sources
    lines = ((s.id, Words((("", f"{s.title}, {s.publisher}"),)), s.date) for s in sources)
    return _listing("sources", lines)


def _acts(law: LawText) -> Listing:
    return _listing("acts", _act_lines(law, "act"))


def _bills(law: LawText) -> Listing:
    return _listing("bills", _act_lines(law, "bill"))


def _readings(law: LawText) -> Listing:
    return _listing("readings", _act_lines(law, "reading"))


def _act_lines(law: LawText, role: str) -> Iterator[tuple[str, Words, str]]:
    acts = [act for act in law.data.acts if act.role == role]
    for act in sorted(acts, key=lambda act: (act.in_force.first or date.max, act.id)):
        yield act.id, act.title, str(act.in_force.first or "")


def _rules(law: LawText) -> Listing:
    lines = []
    for rule, line in sorted(law.history.rules.items()):
        for value in reversed(line.values):
            version = next((one for _, one in law.settled(value) if one is not None), None)
            if version is not None:
                lines.append((rule, version.says, version.target))
                break
    return _listing("rules", lines)


def _disputes(law: LawText) -> Listing:
    return _listing("disputes", ((one.id, one.title, "") for one in law.data.disputes))


def _doubts(law: LawText) -> Listing:
    return _listing("doubts", ((one.id, one.title, "") for one in law.data.doubts))


def _switches(law: LawText) -> Listing:
    bills = [(act.id, act.title, "bill") for act in law.data.acts if act.role == "bill"]
    found = [(one.id, one.title, one.kind) for one in law.program.switches.values()]
    return _listing("switches", sorted([*found, *bills], key=lambda one: (one[2], one[0])))


def _choices(law: LawText) -> Listing:
    lists = law.data.choices
    return _listing("choices", ((one.id, Words(), f"{len(one.values)}") for one in lists))


def _listing(kind: str, lines: Iterable[tuple[str, Words, str]]) -> Listing:
    return Listing(kind, tuple(ListLine(*line) for line in lines))


LISTINGS: dict[str, Callable[[LawText], Listing]] = {
    "positions": _positions,
    "facts": _facts,
    "terms": _terms,
    "states": _states,
    "parameters": _parameters,
    "rules": _rules,
    "acts": _acts,
    "bills": _bills,
    "readings": _readings,
    "disputes": _disputes,
    "doubts": _doubts,
    "switches": _switches,
    "sources": _sources,
    "choices": _choices,
}


def guide(law: LawText) -> Guide:
    """What somebody should know of a lawbook before asking it anything."""
    program = law.program
    positions = [ListLine(p.name, p.question or p.title, p.kind) for p in program.positions()]
    of_group = {p.name: p.group for p in program.positions()}
    groups = [
        Group(title, tuple(line for line in positions if of_group[line.id] == id))
        for id, title in program.groups
    ]
    named = {id for id, _ in program.groups}
    rest = tuple(line for line in positions if of_group[line.id] not in named)
    groups += [Group(Words(), rest)] if rest else []
    return Guide(
        id=program.id,
        title=program.title,
        covers=(program.covers.start, program.covers.end),
        horizon=program.horizon,
        evidence_until=program.evidence_until,
        languages=program.languages,
        acts=sum(1 for act in law.data.acts if act.role == "act"),
        rules=len(law.history.rules),
        groups=tuple(group for group in groups if group.positions),
        gaps=tuple(gap_lines(law, None)),
        disputes=tuple(_open_points(law)),
        operations=tuple((one.day, one.act) for one in log(law) if not one.by_itself),
    )


def gap_lines(law: LawText, on: date | None) -> Iterator[GapLine]:
    """What is not encoded, on a day or at any time."""
    for gap in law.program.not_encoded:
        if on is None or on in gap.interval:
            by = law.cited(gap.basis.act, gap.basis.cite, gap.basis.sources)
            yield GapLine(
                gap.says,
                gap.positions,
                gap.direction,
                gap.reason,
                by,
                gap.interval.start,
                gap.interval.end,
            )


def _open_points(law: LawText) -> Iterator[DisputeLine]:
    """Disputes, doubts, readings on their own, uncertain acts and open states."""
    acts = law.acts
    for dispute in law.data.disputes:
        said = [one for reading in dispute.readings for one in acts[reading].said_by]
        yield DisputeLine(dispute.id, "dispute", dispute.title, _who(said))
    for doubt in law.data.doubts:
        yield DisputeLine(doubt.id, "doubt", doubt.title, _who(doubt.said_by))
    for act in law.data.acts:
        if act.role == "reading" and act.dispute is None:
            yield _of_act(act)
    for switch in law.program.switches.values():
        if switch.kind in ("act", "state"):
            yield DisputeLine(switch.id, switch.kind, switch.title, ())


def _of_act(act: Act) -> DisputeLine:
    return DisputeLine(act.id, act.role, act.title, _who(act.said_by))


def _who(sayings: Iterable[Saying]) -> tuple[Words, ...]:
    return tuple(dict.fromkeys(one.who for one in sayings))
