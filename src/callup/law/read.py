"""Reads the files of a lawbook into the law as data; all mistakes at once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from callup.form.convert import Converter, Found, plain
from callup.law import schema
from callup.law.files import Files, find
from callup.law.model import (
    Act,
    ActKind,
    Case,
    Change,
    Choices,
    Common,
    Covers,
    Days,
    Dispute,
    DoubtDefinition,
    Expectation,
    FactDefinition,
    FormulaText,
    Impossible,
    LawbookData,
    Name,
    NotEncoded,
    ParameterChange,
    ParameterDefinition,
    PositionDefinition,
    RuleBody,
    RuleChange,
    RuleEnd,
    Saying,
    Setting,
    Source,
    Sources,
    StateChange,
    StateDefinition,
    TermDefinition,
    Theorem,
)
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.text.origin import Origin
from callup.text.words import Words
from callup.text.yaml_tree import Mapping, Node, Scalar, Sequence, compose
from callup.values.calendar import Calendar

DAY = timedelta(days=1)


def read(folder: Path) -> tuple[LawbookData, Files]:
    """The lawbook in a folder. Raises Diagnostics with everything that cannot be read."""
    files, problems = find(folder)
    return read_files(files, problems), files


def read_files(files: Files, problems: tuple[Diagnostic, ...] = ()) -> LawbookData:
    """The lawbook that these files make. Raises Diagnostics with everything that is wrong."""
    trees: dict[str, Node] = {}
    diagnostics = list(problems)
    for name, data in files.contents:
        tree, found = compose(data, name)
        diagnostics.extend(found)
        if tree is not None:
            trees[name] = tree
    names = [name for name, _ in files.contents]
    if "lawbook.yaml" not in names:
        help = "`callup new NAME` writes a lawbook to start from"
        diagnostics.append(
            Diagnostic(
                "missing-file",
                "a lawbook needs lawbook.yaml",
                Origin("lawbook.yaml", 1, 1),
                help=help,
            )
        )
        raise Diagnostics(tuple(diagnostics))
    converter = Converter(languages=_languages(trees.get("lawbook.yaml")), diagnostics=diagnostics)
    builder = _Builder(converter)
    parts: dict[str, list[Found]] = {}
    for name, tree in trees.items():
        part = name.split("/")[0].removesuffix(".yaml")
        found_part = converter.read(tree, schema.FILES[part])
        if found_part is not None:
            parts.setdefault(part, []).append(found_part)
    lawbook = builder.lawbook(parts, files)
    if converter.diagnostics or lawbook is None:
        raise Diagnostics(tuple(converter.diagnostics))
    return lawbook


def _languages(tree: Node | None) -> tuple[str, ...]:
    """The languages of the lawbook, which the reading of all words needs first."""
    if isinstance(tree, Mapping):
        node = tree.get("languages")
        if isinstance(node, Sequence):
            found = tuple(item.text for item in node.items if isinstance(item, Scalar))
            return found or ("en",)
    return ("en",)


class _Builder:
    """Makes the model from what was found; knows what the schema alone cannot say."""

    def __init__(self, converter: Converter) -> None:
        self.converter = converter

    def refuse(self, code: str, message: str, at: Origin, help: str | None = None) -> None:
        self.converter.refuse(code, message, at, help)

    def lawbook(self, parts: dict[str, list[Found]], files: Files) -> LawbookData | None:
        heads = parts.get("lawbook")
        if not heads:
            return None
        head = heads[0]
        calendar = head["calendar"]
        self.horizon(head)
        if not head.items("languages"):
            self.refuse("wrong-type", "a lawbook has one language at least", head.origin)
        readings = parts.get("readings", [])
        disputes = [self.dispute(found) for found in readings if found.tag == "dispute"]
        inner = [
            self.act(reading, dispute=found["dispute"].text)
            for found in readings
            if found.tag == "dispute"
            for reading in found.items("readings")
        ]
        acts = [self.act(found) for found in parts.get("acts", [])]
        acts += [self.act(found) for found in readings if found.tag in ("reading", "bill")] + inner
        covers = self.covers(head["covers"])
        return LawbookData(
            id=head["lawbook"].text,
            title=head.words("title"),
            languages=tuple(name.text for name in head.items("languages")),
            covers=covers or Covers(None, None),
            horizon=head["horizon"],
            evidence_until=head["evidence_until"],
            currency=head.text("currency") or "XXX",
            calendar=Calendar(
                leap_birthday_is_march=not calendar or calendar["leap_birthday"] != "28 February",
                month_end_is_next_day=bool(calendar) and calendar["month_end"] == "next day",
            ),
            kinds=tuple(self.act_kind(key, value) for key, value in head.items("kinds")),
            groups=tuple((key.text, words) for key, words in head.items("groups")),
            choices=tuple(self.choices(k, v) for k, v in self.entries(parts, "choices")),
            facts=tuple(self.fact(k, v) for k, v in self.entries(parts, "facts")),
            impossible=tuple(
                Impossible(item["when"], item.words("says"), item.origin)
                for found in parts.get("facts", [])
                for item in found.items("impossible")
            ),
            terms=tuple(self.term(k, v) for k, v in self.entries(parts, "terms")),
            positions=tuple(self.position(k, v) for k, v in self.entries(parts, "positions")),
            states=tuple(self.state(k, v) for k, v in self.entries(parts, "states")),
            parameters=tuple(self.parameter(k, v) for k, v in self.entries(parts, "parameters")),
            sources=tuple(self.source(k, v) for k, v in self.entries(parts, "sources")),
            theorems=tuple(
                theorem
                for key, value in self.entries(parts, "theorems")
                if (theorem := self.theorem(key, value)) is not None
            ),
            acts=tuple(acts),
            disputes=tuple(disputes),
            doubts=tuple(self.doubt(found) for found in readings if found.tag == "doubt"),
            cases=tuple(
                self.case(item) for found in parts.get("cases", []) for item in found.items("cases")
            ),
            digest=files.digest,
            files=tuple(name for name, _ in files.contents),
        )

    def horizon(self, head: Found) -> None:
        start: date | None = head["covers"]["from"]
        if start is not None and head["horizon"] <= start:
            self.refuse("bad-day", "the horizon lies before the days covered", head.origin)

    def entries(self, parts: dict[str, list[Found]], key: str) -> list[tuple[Name, Found]]:
        """The definitions of one kind from all their files; the same id twice is refused."""
        seen: dict[str, Name] = {}
        entries = []
        for found in parts.get(key, []):
            for name, value in found.items(key):
                if name.text in seen:
                    self.converter.diagnostics.append(
                        Diagnostic(
                            "duplicate-id",
                            f"`{name}` is defined twice",
                            name.origin,
                            related=((seen[name.text].origin, "the first definition"),),
                        )
                    )
                    continue
                seen[name.text] = name
                entries.append((name, value))
        return entries

    # definitions

    def act_kind(self, key: Name, value: Found) -> ActKind:
        rank = value["rank"]
        if not re.fullmatch("[1-9][0-9]{0,2}", rank.text) or int(rank.text) > 100:
            self.refuse("wrong-type", "a rank is a number from 1, the highest, to 100", rank.origin)
            return ActKind(key.text, 100, value.words("title"))
        return ActKind(key.text, int(rank.text), value.words("title"))

    def values(self, found: Found) -> tuple[tuple[str, Words], ...]:
        """The values of a choice with their titles; plain lists are their own titles."""
        result: list[tuple[str, Words]] = []
        seen: set[str] = set()
        for item in found.items("values"):
            key, words = item if isinstance(item, tuple) else (item, None)
            if key.text in seen:
                self.refuse("duplicate-id", f"the value `{key}` stands twice", key.origin)
            seen.add(key.text)
            result.append((key.text, words or Words(((self.converter.languages[0], key.text),))))
        return tuple(result)

    def choices(self, key: Name, found: Found) -> Choices:
        return Choices(key.text, self.values(found), found["territory"] is True, key.origin)

    def fact(self, key: Name, found: Found) -> FactDefinition:
        type = found["type"]
        kind: Any = found["kind"] or ("a day" if type.text == "date" else "of the day")
        if kind == "a day" and type.text != "date":
            self.refuse("wrong-type", "a fact of the kind `a day` is of type date", key.origin)
        return FactDefinition(
            id=key.text,
            type=type,
            kind=kind,
            question=found.words("question"),
            help=found.words("help"),
            values=self.values(found),
            low=found.text("from") or None,
            high=found.text("through") or None,
            closes=found.items("closes"),
            counts_as=tuple((key, value.text) for key, value in found.items("counts_as")),
            origin=key.origin,
        )

    def term(self, key: Name, found: Found) -> TermDefinition:
        return TermDefinition(
            key.text,
            found["type"],
            found["is"],
            found.words("says"),
            found["otherwise"] or "unknown",
            key.origin,
        )

    def position(self, key: Name, found: Found) -> PositionDefinition:
        type = found["type"] or Name("boolean", key.origin)
        otherwise = found["otherwise"]
        if (otherwise in ("yes", "no")) != (type.text == "boolean") and otherwise != "unknown":
            wanted = "no, yes or unknown" if type.text == "boolean" else "none or unknown"
            self.refuse(
                "wrong-type", f"where nothing speaks, this position is {wanted}", key.origin
            )
        return PositionDefinition(
            id=key.text,
            kind=found["kind"],
            type=type,
            title=found.words("title"),
            question=found.words("question"),
            otherwise=otherwise,
            group=found["group"],
            covers=self.covers(found["covers"]),
            incomplete=found.words("incomplete"),
            origin=key.origin,
        )

    def state(self, key: Name, found: Found) -> StateDefinition:
        lapses = found["lapses_after"]
        return StateDefinition(
            id=key.text,
            title=found.words("title"),
            territory=found["territory"] is True,
            otherwise=found["otherwise"],
            lapses_everywhere=lapses["everywhere"] if lapses else None,
            lapses_regions=lapses["regions"] if lapses else None,
            origin=key.origin,
        )

    def parameter(self, key: Name, found: Found) -> ParameterDefinition:
        return ParameterDefinition(
            key.text, found["type"], found["by"], found.words("title"), key.origin
        )

    def source(self, key: Name, found: Found) -> Source:
        return Source(
            key.text,
            found.text("title"),
            found.text("publisher"),
            found.text("url"),
            found.text("date"),
            key.origin,
        )

    def theorem(self, key: Name, found: Found) -> Theorem | None:
        never, always = found["never"], found["always"]
        if (never is None) == (always is None):
            message = f"the theorem `{key}` has either `never` or `always`"
            self.refuse("missing-field", message, key.origin)
            return None
        return Theorem(
            key.text,
            found.words("says"),
            "never" if never is not None else "always",
            never or always,
            self.covers(found) or Covers(None, None),
            tuple((name, value.text) for name, value in found.items("with")),
            found.items("without"),
            self.sources(found),
            found.words("note"),
            key.origin,
        )

    def covers(self, found: Found | None) -> Covers | None:
        if found is None:
            return None
        start, end = found["from"], self.end_day(found)
        if start and end and start >= end:
            self.refuse("bad-day", "these days end before they begin", found.origin)
        return Covers(start, end)

    def end_day(self, found: Found) -> date | None:
        """The first day after, from `until` or `through`."""
        if found["until"] and found["through"]:
            self.refuse("wrong-type", "`until` and `through` exclude each other", found.origin)
        through: date | None = found["through"]
        until: date | None = found["until"]
        return through + DAY if through else until

    # acts

    def act(self, found: Found, dispute: str | None = None) -> Act:
        role = found.tag
        missing = Days((), found.origin)
        id: Name = found[role]
        in_force = found["in_force"] or missing
        if role == "bill" and found["in_force"]:
            self.refuse("wrong-type", "a bill is not in force on any day", in_force.origin)
        if role != "bill" and not found["in_force"]:
            self.require_days(found, role)
        if in_force.unknown and found["in_force"] and not (found["published"] or found["signed"]):
            help = "give `published` or `signed`, as a list or range of days if need be"
            message = "where `in_force` is unknown, another day must tell when it may have begun"
            self.refuse("missing-field", message, in_force.origin, help)
        return Act(
            id=id.text,
            role=role,  # type: ignore[arg-type]
            title=found.words("title"),
            kind=found["kind"],
            issuer=found.words("issuer"),
            number=found.text("number") or "unknown",
            signed=found["signed"] or missing,
            published=found["published"] or (missing if role == "bill" else in_force),
            in_force=in_force,
            evidence_until=found["evidence_until"],
            sources=self.sources(found),
            note=found.words("note"),
            changes=tuple(
                self.change(item, id.text, index)
                for index, item in enumerate(found.items("changes"))
            ),
            said_by=self.sayings(found),
            reads=found["of"],
            dispute=dispute,
            origin=id.origin,
        )

    def require_days(self, found: Found, role: str) -> None:
        """An act without a day of force may only carry changes that name their own days."""
        if any(item["from"] is None for item in found.items("changes")):
            message = f"this {role} needs `in_force`, since not every change names its `from`"
            help = "write `in_force: unknown` where no source tells"
            self.refuse("missing-field", message, found.origin, help)

    def sources(self, found: Found) -> Sources:
        return tuple((key.text, grade) for key, grade in found.items("sources"))

    def sayings(self, found: Found) -> tuple[Saying, ...]:
        return tuple(
            Saying(item.words("who"), item.text("on"), item.words("says"), self.sources(item))
            for item in found.items("said_by")
        )

    def common(self, found: Found, act: str, index: int) -> Common:
        start, end = found["from"], self.end_day(found)
        if start and end and start >= end:
            self.refuse("bad-day", "this change ends before it begins", found.origin)
        return Common(
            act=act,
            index=index,
            start=start,
            end=end,
            cite=found.text("cite"),
            sources=self.sources(found),
            after=found["after"],
            under=found["under"],
            note=found.words("note"),
            origin=found.origin,
        )

    def change(self, found: Found, act: str, index: int) -> Change:
        common = self.common(found, act, index)
        match found.tag:
            case "add" | "replace" as verb:
                return RuleChange(verb, found[verb], self.body(found, verb), common)
            case "repeal" | "suspend" | "annul" as verb:
                return self.rule_end(found, verb, common)
            case "declare" | "extend" | "end" as verb:
                return StateChange(verb, found[verb], found["where"], common)
            case "set":
                return ParameterChange(found["set"], self.settings(found), common)
            case _:
                return NotEncoded(
                    found.words("not_encoded"),
                    found.items("positions"),
                    found["direction"],
                    found.words("reason"),
                    common,
                )

    def body(self, found: Found, verb: str) -> RuleBody:
        target = found["position"] or found["term"]
        if found["position"] and found["term"]:
            self.refuse(
                "wrong-type", "a rule is about a position or a term, not both", found.origin
            )
        if verb == "add":
            for name in ("says", "when"):
                if not found[name]:
                    self.refuse("missing-field", f"a new rule needs `{name}`", found.origin)
            if target is None:
                self.refuse("missing-field", "a new rule needs `position` or `term`", found.origin)
        return RuleBody(
            target,
            found["says"],
            found["when"],
            found["unless"],
            found["gives"],
            found["overrides"],
        )

    def rule_end(self, found: Found, verb: str, common: Common) -> RuleEnd:
        target: Name = found[verb]
        words = target.text.split()
        revives = found["revives"]
        if len(words) == 2 and words[0] == "act":
            rule, act = None, Name(words[1], target.origin)
        else:
            rule, act = target, None
            if len(words) != 1:
                self.refuse("bad-id", f"`{verb}` names a rule, or `act ID`", target.origin)
        return RuleEnd(
            verb,  # type: ignore[arg-type]
            rule,
            act,
            None if revives is True else (revives or ()),
            common,
        )

    def settings(self, found: Found) -> tuple[Setting, ...]:
        if found["to"] is None and found["steps"] is None:
            self.refuse("missing-field", "`set` needs `to` or `steps`", found.origin)
        steps: list[tuple[date | None, Any]] = (
            [(None, found["to"])] if found["to"] is not None else []
        )
        steps += found.items("steps")
        return tuple(
            Setting(day, key, value)
            for day, values in steps
            for key, value in ([(None, values)] if isinstance(values, FormulaText) else values)
        )

    # readings and cases

    def dispute(self, found: Found) -> Dispute:
        prevails: Name | None = found["prevails"]
        return Dispute(
            id=found["dispute"].text,
            title=found.words("title"),
            question=found.words("question"),
            prevails=prevails if prevails and prevails.text != "none" else None,
            readings=tuple(item["reading"].text for item in found.items("readings")),
            note=found.words("note"),
            origin=found["dispute"].origin,
        )

    def doubt(self, found: Found) -> DoubtDefinition:
        return DoubtDefinition(
            id=found["doubt"].text,
            title=found.words("title"),
            question=found.words("question"),
            said_by=self.sayings(found),
            sources=self.sources(found),
            note=found.words("note"),
            origin=found["doubt"].origin,
        )

    def case(self, found: Found) -> Case:
        return Case(
            name=found.text("case"),
            reference=found.text("from"),
            person=tuple((key, plain(value)) for key, value in found.items("person")),
            with_=tuple((key, value.text) for key, value in found.items("with")),
            without=found.items("without"),
            known=found["known"],
            strict=found["strict"] is True,
            expect=tuple(
                Expectation(day, question.text, self.wanted(wanted), question.origin)
                for day, questions in found.items("expect")
                for question, wanted in questions
            ),
            origin=found.origin,
        )

    def wanted(self, node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What is expected, as (particular, words); a scalar alone is the value or status."""
        if isinstance(node, Scalar):
            return (("value", (node.text,)),)
        if not isinstance(node, Mapping):
            self.refuse(
                "wrong-type", "a value, or a mapping of particulars, is expected here", node.origin
            )
            return ()
        particulars = []
        for entry in node.entries:
            if entry.key.text not in PARTICULARS:
                help = f"a finding has {', '.join(PARTICULARS)}"
                self.refuse(
                    "unknown-field",
                    f"`{entry.key.text}` cannot be expected",
                    entry.key.origin,
                    help,
                )
                continue
            items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
            words = tuple(item.text for item in items if isinstance(item, Scalar))
            particulars.append((entry.key.text, words))
        return tuple(particulars)


PARTICULARS = (
    "value", "status", "rule", "missing", "until", "contested", "assumed", "grade",
)  # fmt: skip
