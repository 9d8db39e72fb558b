"""Reads the files under `audits/` into documents; all mistakes at once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from callup.form.convert import Converter, Found, plain
from callup.form.written import Name
from callup.record.amount import parse_amount
from callup.record.document import (
    ActIs,
    Asks,
    AverageOf,
    Common,
    Differs,
    Document,
    Facts,
    LargestOf,
    NumberSaid,
    Outside,
    Part,
    Passage,
    PlanMet,
    ReadingHolds,
    Statement,
    WordsSaid,
)
from callup.record.document_schema import FILE
from callup.record.model import Amount, Record
from callup.record.period import Period, parse_period
from callup.record.read import NUMBERS, PERIODS
from callup.text.diagnostic import Diagnostic, Diagnostics, order, suggest
from callup.text.origin import Origin
from callup.text.yaml_tree import compose
from callup.values.number import parse_integer

_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")


def read_documents(
    contents: tuple[tuple[str, bytes], ...],
    languages: tuple[str, ...],
    sources: Iterable[str],
    record: Record,
    problems: tuple[Diagnostic, ...] = (),
) -> tuple[Document, ...]:
    """The documents in these files, by id; `sources` are the ids of the lawbook's.

    What a part asks of the law is not looked at here. Raises Diagnostics with all that is wrong.
    """
    converter = Converter(languages=languages, diagnostics=list(problems))
    builder = _Builder(converter, record, frozenset(sources))
    found = []
    for name, data in contents:
        tree, mistakes = compose(data, name)
        converter.diagnostics.extend(mistakes)
        file = converter.read(tree, FILE) if tree is not None else None
        if file is not None:
            found.append(builder.document(file))
    documents = [one for one in found if one is not None]
    builder.alone("document", ((one.id, one.origin) for one in documents))
    if converter.diagnostics:
        raise Diagnostics(order(converter.diagnostics))
    return tuple(sorted(documents, key=lambda one: one.id))


class _Builder:
    """Makes documents from what was found; knows what the schema alone cannot say."""

    def __init__(self, converter: Converter, record: Record, sources: frozenset[str]) -> None:
        self.converter = converter
        self.known: dict[str, Iterable[str]] = {
            "source": sources,
            "quantity": record.quantities,
            "speaker": record.speakers,
            "claim": record.claims,
            "saying": record.sayings,
            "series": record.series,
        }

    def refuse(self, code: str, message: str, at: Origin, help: str | None = None) -> None:
        self.converter.refuse(code, message, at, help)

    def refers(self, kind: str, name: Name) -> str:
        known = list(self.known[kind])
        if name.text not in known:
            near = suggest(name.text, known)
            help = f"did you mean `{near}`?" if near else None
            message = f"there is no {kind} `{name}`"
            self.refuse("dangling-reference", message, name.origin, help)
        return name.text

    def maybe(self, kind: str, name: Name | None) -> str | None:
        return self.refers(kind, name) if name else None

    def alone(self, what: str, ids: Iterable[tuple[str, Origin]]) -> None:
        """Refuses what stands twice."""
        seen: dict[str, Origin] = {}
        for id, at in ids:
            if id in seen:
                first = ((seen[id], "the first one"),)
                message = f"there are two of {what} `{id}`"
                problem = Diagnostic("duplicate-id", message, at, related=first)
                self.converter.diagnostics.append(problem)
            seen.setdefault(id, at)

    def document(self, found: Found) -> Document | None:
        day = self.period(found["day"])
        if day is not None and day.after is None:
            self.refuse("bad-day", "the day of a document has an end", found["day"].origin)
            return None
        statements = [one for one in map(self.statement, found.items("statements")) if one]
        self.alone("statement", ((str(one.n), one.origin) for one in statements))
        sources = tuple((self.refers("source", id), grade) for id, grade in found.items("sources"))
        digest = self.matching(found["digest"], _DIGEST, "a digest like sha256:…")
        if day is None:
            return None
        return Document(
            id=found["audit"].text,
            title=found.words("title"),
            publisher=found.text("publisher"),
            day=day,
            address=found.text("address"),
            digest=digest,
            sources=sources,
            note=found.words("note"),
            statements=tuple(sorted(statements, key=lambda one: one.n)),
            origin=found["audit"].origin,
        )

    def statement(self, found: Found) -> Statement | None:
        number = self.integer(found["n"])
        parts = [one for one in map(self.part, found.items("parts")) if one]
        passage = self.passage(found["passage"]) if found["passage"] else None
        if number is None:
            return None
        return Statement(
            n=number,
            says=found.words("says"),
            precisely=found.words("precisely"),
            parts=tuple(parts),
            bears=tuple(one.text for one in found.items("bears")),
            passage=passage,
            note=found.words("note"),
            origin=found.origin,
        )

    def passage(self, found: Found) -> Passage | None:
        first, count = self.integer(found["word"]), self.integer(found["words"])
        print_ = self.matching(found["fingerprint"], _FINGERPRINT, "a fingerprint of 16 digits")
        return Passage(first, count, print_) if first and count and print_ else None

    def part(self, found: Found) -> Part | None:
        common = Common(found.words("says"), found["on"], found["known"], found.origin)
        match found.tag:
            case "asks-part":
                return Asks(
                    common,
                    " ".join(found.text("asks").split()),
                    found.text("gives"),
                    self.facts(found),
                    tuple((key.text, value.text) for key, value in found.items("with")),
                    tuple(one.text for one in found.items("without")),
                    found["strict"] is True,
                )
            case "differs-part":
                return self.differs(common, found)
            case "act-part":
                return ActIs(common, found.text("act"), _particulars(found))
            case "reading-part":
                return ReadingHolds(common, found.text("reading"))
            case "words-part":
                saying, by = self.refers("saying", found["words"]), found["by"]
                return WordsSaid(common, saying, self.maybe("speaker", by))
            case "outside-part":
                return Outside(common)
            case _:
                return self.of_record(common, found)

    def of_record(self, common: Common, found: Found) -> Part | None:
        """A part that counts: what somebody said, or what comes of what was said."""
        match found.tag:
            case "figure-part":
                return self.number(common, found)
            case "largest-part":
                series, of = self.refers("series", found["largest"]), self.period(found["of"])
                words = self.maybe("saying", found["or_said"])
                return LargestOf(common, series, of, found["since"], words) if of else None
            case "average-part":
                return self.average(common, found)
            case "met-part":
                plan, by = self.refers("claim", found["met"]), self.refers("speaker", found["by"])
                return PlanMet(common, plan, by, found["day"])
            case other:
                raise LookupError(other)

    def differs(self, common: Common, found: Found) -> Differs:
        start, end = found["from"], found["to"]
        if end < start:
            self.refuse("impossible-range", f"{end} lies before {start}", found.origin)
        thing = " ".join(found.text("differs").split())
        return Differs(common, thing, start, end, self.facts(found), found["gives"] is not False)

    def number(self, common: Common, found: Found) -> NumberSaid | None:
        quantity, by = self.refers("quantity", found["figure"]), found["by"]
        speaker = self.maybe("speaker", by)
        amount = self.amount(found["value"])
        period = self.period(found["period"]) if found["period"] else None
        if amount is None:
            return None
        per, nature = found["per"], found["nature"]
        return NumberSaid(common, quantity, speaker, amount, per, period, nature)

    def average(self, common: Common, found: Found) -> AverageOf | None:
        quantity, by = (
            self.refers("quantity", found["average"]),
            self.refers("speaker", found["by"]),
        )
        amount, period = self.amount(found["value"]), self.period(found["period"])
        if amount is None or period is None:
            return None
        return AverageOf(common, quantity, by, period, amount, found["per"])

    def facts(self, found: Found) -> Facts:
        return tuple((key.text, plain(value)) for key, value in found.items("person"))

    def period(self, name: Name) -> Period | None:
        period = parse_period(name.text)
        if period is None:
            message = f"`{name.text[:60]}` is not a period"
            self.refuse("bad-day", message, name.origin, PERIODS)
        return period

    def amount(self, name: Name) -> Amount | None:
        amount = parse_amount(name.text)
        if amount is None:
            message = f"`{name.text[:60]}` is not a number that somebody may give"
            self.refuse("wrong-type", message, name.origin, NUMBERS)
        return amount

    def integer(self, name: Name) -> int | None:
        number = parse_integer(name.text)
        if number is None or number < 1:
            message = f"a number from 1 on is expected here, not `{name.text[:40]}`"
            self.refuse("wrong-type", message, name.origin)
            return None
        return number

    def matching(self, name: Name | None, pattern: re.Pattern[str], what: str) -> str | None:
        if name is None:
            return None
        if not pattern.fullmatch(name.text):
            self.refuse("wrong-type", f"{what} is expected here", name.origin)
            return None
        return name.text


def _particulars(found: Found) -> tuple[tuple[str, str], ...]:
    names = ("kind", "number", "signed", "published", "in_force")
    values: list[tuple[str, Any]] = [(name, found[name]) for name in names if found[name]]
    return tuple(
        (name, value.isoformat() if isinstance(value, date) else value.text)
        for name, value in values
    )
