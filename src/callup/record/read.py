"""Reads the files of a record into data; all mistakes at once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from callup.form.convert import Converter, Found
from callup.form.written import Name
from callup.record import schema
from callup.record.amount import parse_amount
from callup.record.equation import parse_equation
from callup.record.model import (
    Amount,
    Claim,
    Dispute,
    Identity,
    Quantity,
    Record,
    Saying,
    Series,
    Side,
    Sources,
    Speaker,
)
from callup.record.period import Period, parse_period
from callup.text.diagnostic import Diagnostic, Diagnostics, order, suggest
from callup.text.origin import Origin
from callup.text.yaml_tree import compose

PERIODS = "write it like 2025-07-02, 2025-07, 2025, 2025-34 (quarter 2), 2025-01/2025-07-02~"
NUMBERS = "write it like 210_000, about 490_000, more than 210_000, 30_000 to 40_000, up to 40_000"


def read(
    contents: tuple[tuple[str, bytes], ...],
    languages: tuple[str, ...],
    sources: Collection[str],
    acts: Collection[str],
    problems: tuple[Diagnostic, ...] = (),
) -> Record:
    """The record that these files make; `sources` and `acts` are the ids of the lawbook's.

    Raises Diagnostics with everything that is wrong.
    """
    converter = Converter(languages=languages, diagnostics=list(problems))
    files = []
    for name, data in contents:
        tree, found = compose(data, name)
        converter.diagnostics.extend(found)
        file = converter.read(tree, schema.FILE) if tree is not None else None
        if file is not None:
            files.append(file)
    record = _Builder(converter, sources, acts).record(files)
    if converter.diagnostics:
        raise Diagnostics(order(converter.diagnostics))
    return record


class _Builder:
    """Makes the model from what was found; knows what the schema alone cannot say."""

    def __init__(
        self, converter: Converter, sources: Collection[str], acts: Collection[str]
    ) -> None:
        self.converter = converter
        self.known: dict[str, Collection[str]] = {"source": sources, "act": acts}

    def refuse(self, code: str, message: str, at: Origin, help: str | None = None) -> None:
        self.converter.refuse(code, message, at, help)

    def record(self, files: list[Found]) -> Record:
        parts = {part: self.entries(files, part) for part in schema.PARTS}
        self.known |= {
            "speaker": [key.text for key, _ in parts["speakers"]],
            "quantity": [key.text for key, _ in parts["quantities"]],
            "claim": [key.text for key, _ in parts["claims"]],
            "saying or claim": [
                key.text for part in ("sayings", "claims") for key, _ in parts[part]
            ],
        }
        quantities = [self.quantity(*one) for one in parts["quantities"]]
        self.stocks = {one.id for one in quantities if one.kind == "stock"}
        identities = [self.identity(*one) for one in parts["identities"]]
        claims = [self.claim(*one) for one in parts["claims"]]
        sayings = [self.saying(*one) for one in parts["sayings"]]
        series = [self.series(*one) for one in parts["series"]]
        self.own_words([one for one in sayings if one], [one for one in claims if one])
        return Record(
            speakers={
                key.text: Speaker(key.text, one.words("name"), key.origin)
                for key, one in parts["speakers"]
            },
            quantities={one.id: one for one in quantities},
            identities={one.id: one for one in identities if one},
            disputes={key.text: self.dispute(key, one) for key, one in parts["disputes"]},
            claims={one.id: one for one in claims if one},
            sayings={one.id: one for one in sayings if one},
            series={one.id: one for one in series if one},
        )

    def entries(self, files: list[Found], part: str) -> list[tuple[Name, Found]]:
        """What all files hold of one part; the same id twice is refused."""
        seen: dict[str, Name] = {}
        entries = []
        for file in files:
            for name, value in file.items(part):
                if name.text in seen:
                    first = ((seen[name.text].origin, "the first one"),)
                    message = f"`{name}` stands twice among the {part}"
                    self.converter.diagnostics.append(
                        Diagnostic("duplicate-id", message, name.origin, related=first)
                    )
                    continue
                seen[name.text] = name
                entries.append((name, value))
        return entries

    def refers(self, kind: str, name: Name) -> str:
        """The id, after a complaint where nothing has it."""
        if name.text not in self.known[kind]:
            near = suggest(name.text, self.known[kind])
            help = f"did you mean `{near}`?" if near else None
            message = f"there is no {kind} `{name}`"
            self.refuse("dangling-reference", message, name.origin, help)
        return name.text

    def sources(self, found: Found) -> Sources:
        return tuple((self.refers("source", key), grade) for key, grade in found.items("sources"))

    def quantity(self, key: Name, found: Found) -> Quantity:
        if found["kind"] == "stock" and found["never_falls"]:
            self.refuse("wrong-type", "only a flow is said never to fall", key.origin)
        if found["kind"] == "flow" and found["position"]:
            self.refuse("wrong-type", "people in a position are a stock", key.origin)
        return Quantity(
            id=key.text,
            title=found.words("title"),
            unit=found.words("unit"),
            kind=found["kind"],
            definition=found.words("definition"),
            counted_by=tuple(self.refers("speaker", one) for one in found.items("counted_by")),
            never_falls=found["never_falls"] is True,
            position=found["position"].text if found["position"] else None,
            origin=key.origin,
        )

    def claim(self, key: Name, found: Found) -> Claim | None:
        quantity = self.refers("quantity", found["quantity"])
        said, period = self.period(found["said"]), self.period(found["period"])
        amount = self.amount(found["value"])
        if bool(found["speaker"]) == bool(found["act"]):
            message = "a claim has a `speaker` or an `act`, and not both"
            self.refuse("missing-field", message, key.origin)
            return None
        if not found.items("sources"):
            self.refuse("missing-field", "a claim names a source", key.origin)
            return None
        kind = "act" if found["act"] else "speaker"
        speaker = self.refers(kind, found[kind])
        if quantity in self.stocks and found["per"]:
            message = f"`{quantity}` is a stock, which has no rate"
            self.refuse("wrong-type", message, key.origin)
        superseded: Name | None = found["superseded_by"]
        if superseded and superseded.text == key.text:
            self.refuse("dangling-reference", "a claim does not replace itself", superseded.origin)
        denies = tuple(self.refers("saying or claim", one) for one in found.items("denies"))
        replaced = self.refers("claim", superseded) if superseded else None
        sources = self.sources(found)
        if said is None or period is None or amount is None:
            return None
        return Claim(
            id=key.text,
            speaker=speaker,
            by_act=kind == "act",
            channel=found.words("channel"),
            said=said,
            quantity=quantity,
            period=period,
            amount=amount,
            per=found["per"],
            nature=found["nature"],
            sources=sources,
            superseded_by=replaced,
            denies=denies,
            note=found.words("note"),
            origin=key.origin,
        )

    def period(self, name: Name) -> Period | None:
        period = parse_period(name.text)
        if period is None:
            start, _, end = name.text.partition("/")
            if end and parse_period(start) and parse_period(end):
                message = f"`{name.text[:60]}` ends before it begins"
                self.refuse("impossible-range", message, name.origin)
            else:
                message = f"`{name.text[:60]}` is not a period"
                self.refuse("bad-day", message, name.origin, PERIODS)
        return period

    def amount(self, name: Name) -> Amount | None:
        amount = parse_amount(name.text)
        if amount is None:
            message = f"`{name.text[:60]}` is not a number that somebody may give"
            self.refuse("wrong-type", message, name.origin, NUMBERS)
        elif amount.low is not None and amount.high is not None and amount.low > amount.high:
            message = f"`{name.text[:60]}` runs from the greater number to the lesser"
            self.refuse("impossible-range", message, name.origin, "write the lesser number first")
            return None
        return amount

    def identity(self, key: Name, found: Found) -> Identity | None:
        written: Name = found["holds"]
        equation = parse_equation(written.text)
        period = self.period(found["period"]) if found["period"] else None
        sources = self.sources(found)
        if bool(sources) == bool(found["definition"]):
            message = "an identity has `sources`, or `definition: yes` where it follows from words"
            self.refuse("missing-field", message, key.origin)
        if period and not period.certain:
            message = "the period of an identity has certain ends"
            self.refuse("bad-day", message, found["period"].origin)
        if equation is None:
            help = "write it like `a + b <= c` or `change of s = a - 2 b`"
            self.refuse("identity", f"`{written.text[:60]}` is no equation", written.origin, help)
            return None
        terms, relation, constant = equation
        for term in terms:
            self.refers("quantity", Name(term.quantity, written.origin))
        self.mixed(written, terms)
        return Identity(
            id=key.text,
            says=found.words("says"),
            text=written.text,
            terms=terms,
            relation=relation,
            constant=constant,
            period=period,
            definition=found["definition"] is True,
            sources=sources,
            origin=key.origin,
        )

    def mixed(self, written: Name, terms: tuple[Any, ...]) -> None:
        """A stock beside a flow says nothing; its change does."""
        flowing = [one for one in terms if one.change or one.quantity not in self.stocks]
        for one in terms:
            if one.change and one.quantity not in self.stocks:
                message = f"`{one.quantity}` is a flow, which is a change itself"
                self.refuse("identity", message, written.origin)
        if flowing and len(flowing) != len(terms):
            bare = next(o for o in terms if not o.change and o.quantity in self.stocks)
            message = f"the stock `{bare.quantity}` stands beside flows"
            help = f"write `change of {bare.quantity}`"
            self.refuse("identity", message, written.origin, help)

    def dispute(self, key: Name, found: Found) -> Dispute:
        return Dispute(
            id=key.text,
            title=found.words("title"),
            question=found.words("question"),
            sides=tuple(
                Side(one.words("who"), one.text("on"), one.words("says"), self.sources(one))
                for one in found.items("sides")
            ),
            claims=tuple(self.refers("claim", one) for one in found.items("claims")),
            note=found.words("note"),
            origin=key.origin,
        )

    def saying(self, key: Name, found: Found) -> Saying | None:
        said = self.period(found["said"])
        words: Name | None = found["own_words"]
        if not found.items("sources"):
            self.refuse("missing-field", "a saying names a source", key.origin)
            return None
        speaker = self.refers("speaker", found["speaker"])
        own_words = self.refers("saying or claim", words) if words else None
        denies = tuple(self.refers("saying or claim", one) for one in found.items("denies"))
        sources = self.sources(found)
        if said is None:
            return None
        return Saying(
            id=key.text,
            speaker=speaker,
            channel=found.words("channel"),
            said=said,
            says=found.words("says"),
            about=tuple(one.text for one in found.items("about")),
            own_words=own_words,
            denies=denies,
            note=found.words("note"),
            sources=sources,
            origin=key.origin,
        )

    def own_words(self, sayings: list[Saying], claims: list[Claim]) -> None:
        """Own words are those of the same speaker, and not the saying itself."""
        speakers = {one.id: one.speaker for one in claims}
        speakers |= {one.id: one.speaker for one in sayings}
        for one in sayings:
            words = one.own_words
            if words == one.id or (words and speakers.get(words, one.speaker) != one.speaker):
                message = f"`{words}` is not what {one.speaker} said beside `{one.id}`"
                help = "`own_words` names another saying or claim of the same speaker"
                self.refuse("dangling-reference", message, one.origin, help)

    def series(self, key: Name, found: Found) -> Series | None:
        complete = self.period(found["complete"])
        if complete is not None and complete.core is None:
            message = "a series is complete from a day to a day"
            self.refuse("bad-day", message, found["complete"].origin)
            return None
        quantity, sources = self.refers("quantity", found["quantity"]), self.sources(found)
        if complete is None:
            return None
        return Series(
            id=key.text,
            title=found.words("title"),
            quantity=quantity,
            nature=found["nature"],
            complete=complete,
            note=found.words("note"),
            sources=sources,
            origin=key.origin,
        )
