"""`callup audit`: a document, statement by statement, against law and record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callup.cli.look import Row, Screen, Span
from callup.cli.wire import put
from callup.cli.words import Language
from callup.inquiry.audit import Audit, Judged
from callup.inquiry.lawtext import LawText
from callup.lawbook import Lawbook
from callup.lawbook import open as open_lawbook
from callup.record.document import Document
from callup.record.outcome import PartResult
from callup.record.passage import Word, copy_of, digest, locate, words_of
from callup.record.reason import value_in_words
from callup.record.verdict import Outcome, Verdict
from callup.text.diagnostic import Diagnostic, Diagnostics

STYLES: Final[dict[Verdict, str]] = {
    "supported": "yes",
    "contradicted": "conflict",
    "partly": "unknown",
    "contested": "unknown",
    "undecided": "unknown",
    "attributed": "value",
    "not covered": "faint",
}
VERDICTS: Final = tuple(STYLES)
OUTCOMES: Final[dict[Outcome, str]] = {
    "holds": "yes",
    "fails": "conflict",
    "disputed": "unknown",
    "said": "value",
    "open": "unknown",
    "absent": "faint",
}
LARGEST_TEXT: Final = 4 * 2**20  # bytes of a reader's own copy


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the call."""

    lawbook: str
    document: str | None
    on: str | None = None
    known: str | None = None
    with_: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    text: str | None = None
    short: bool = False


def audit(asked: Asked, form: str, say: Language) -> int:
    """Prints the audit as `text`, `json` or `claimreview`; the exit status. Raises Diagnostics."""
    opened = open_lawbook(asked.lawbook)
    if asked.document is None:
        return _list(opened, form, say)
    text = read_copy(asked.text) if asked.text else None
    found = opened.audit(
        asked.document,
        on=asked.on,
        known=asked.known,
        with_=asked.with_,
        without=asked.without,
    )
    match form:
        case "json":
            _put_json(opened, found, text, say)
        case "claimreview":
            from callup.wire.audit import claim_review

            names = {one: say(f"verdict {one}") for one in VERDICTS}
            put(claim_review(found, names, say.code, say))
        case _:
            Page(Screen(), opened.law_text(), say, text).audit(found, short=asked.short)
    return 0


def _list(lawbook: Lawbook, form: str, say: Language) -> int:
    documents = lawbook.documents()
    if form != "text":
        from callup.wire.plain import head

        listed = [{"document": one.id, "day": one.day.text} for one in documents]
        put({**head(lawbook), "documents": listed})
        return 0
    screen = Screen()
    screen.heading(say("audits"))
    rows: list[Row] = [((one.id, "id"), [_named(one, say)]) for one in documents]
    screen.rows(rows)
    if not documents:
        screen.line(say("no audits"), indent=2)
    return 0


def _named(document: Document, say: Language) -> str:
    of = say("audit of", publisher=document.publisher, day=document.day.text)
    return f"{say.words(document.title)} ({of})"


def read_copy(name: str) -> str:
    """The text of the reader's own copy. Raises Diagnostics where it is no text."""
    try:
        data = Path(name).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it has no proper name"
        raise _refused("unreadable-file", f"`{name[-80:]}` cannot be read: {reason}") from None
    if len(data) > LARGEST_TEXT:
        raise _refused("too-large", f"`{name[-80:]}` has more than {LARGEST_TEXT >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("yaml-encoding", f"`{name[-80:]}` is no text in UTF-8") from None


def _refused(code: str, message: str) -> Diagnostics:
    help = "`--text` takes the document as plain text in UTF-8"
    return Diagnostics([Diagnostic(code, message, None, help=help)])


def _put_json(lawbook: Lawbook, found: Audit, text: str | None, say: Language) -> None:
    from callup.wire.audit import audit_to_json

    document = audit_to_json(lawbook, found, say)
    if text is not None:
        words = words_of(text)
        copy = {"copy": copy_of(found.document, text), "digest": digest(text)}
        document = {**document, "text": {**copy, "passages": list(_places(found, words))}}
    put(document)


def _places(found: Audit, words: tuple[Word, ...]) -> Iterable[dict[str, object]]:
    for one in found.statements:
        passage = one.statement.passage
        place = locate(passage, words) if passage else None
        if place is not None:
            where = {"from": place.start, "to": place.end, "moved": place.moved}
            yield {"n": one.statement.n, **where}


class Page:
    """Writes an audit on a screen: a table, then each statement with its evidence."""

    def __init__(self, screen: Screen, law: LawText, say: Language, text: str | None) -> None:
        self.screen = screen
        self.law = law
        self.say = say
        self.text = text
        self.words = words_of(text) if text is not None else ()

    def audit(self, found: Audit, *, short: bool = False) -> None:
        say, screen, document = self.say, self.screen, found.document
        screen.line((say.words(document.title), "title"), hang=2)
        of = say("audit of", publisher=document.publisher, day=document.day.text)
        dot = f" {screen.marks.dot} "
        screen.line(of, (dot + document.address if document.address else "", "faint"), hang=2)
        screen.line((say("audit days", on=found.on, known=found.known), "faint"), hang=2)
        switches = [*(f"{id}={value}" for id, value in found.with_)]
        switches += [f"{id}=off" for id in found.without]
        if switches:
            screen.line((say("audit switches", switches=", ".join(switches)), "faint"), hang=2)
        if self.text is not None:
            copy = copy_of(document, self.text)
            screen.line(say(f"copy {copy}", digest=digest(self.text)), hang=2)
        screen.blank()
        self.table(found)
        if not short:
            for one in found.statements:
                self.statement(one, found)
            screen.blank()
            screen.line((say("audit table"), "faint"))

    def table(self, found: Audit) -> None:
        say, screen = self.say, self.screen
        names = {one: say(f"verdict {one}") for one in VERDICTS}
        wide = max(len(names[one.verdict]) for one in found.statements) if found.statements else 0
        for one in found.statements:
            name = names[one.verdict]
            head: list[Span] = [(f"{one.statement.n:>3}  ", "faint"), (name, STYLES[one.verdict])]
            screen.line(
                *head, " " * (wide - len(name) + 2), say.words(one.statement.says), hang=wide + 7
            )
        counted = Counter(one.verdict for one in found.statements)
        counts = [f"{names[one]} {counted[one]}" for one in VERDICTS if counted[one]]
        screen.blank()
        screen.line((f" {screen.marks.dot} ".join(counts), "faint"), indent=2)
        screen.line((say("audit said"), "faint"), indent=2)

    def statement(self, one: Judged, found: Audit) -> None:
        say, screen = self.say, self.screen
        screen.blank()
        number = f"{one.statement.n}. "
        screen.line((number, "heading"), (say.words(one.statement.says), "heading"), hang=4)
        screen.line((say(f"verdict {one.verdict}"), STYLES[one.verdict]), indent=4)
        if self.text is not None:
            self.passage(one)
        for part in one.parts:
            self.part(part, found)
        if one.statement.precisely:
            words = say.words(one.statement.precisely)
            screen.line((f"{say('audit precisely')}: ", "faint"), words, indent=4, hang=2)
        if one.statement.note:
            screen.line((say.words(one.statement.note), "faint"), indent=4, hang=2)
        if one.bears:
            screen.line((f"{say('audit beside')}:", "faint"), indent=4)
        dot = f" {screen.marks.dot} "
        for bearing in one.bears:
            said = [say.words(words) for words in (bearing.who, bearing.says)]
            shown = dot.join(words for words in said if words)
            kind = f" {say(bearing.kind)}{dot}"
            screen.line((bearing.id, "id"), (kind, "faint"), (shown, "faint"), indent=6, hang=2)

    def passage(self, one: Judged) -> None:
        passage, say = one.statement.passage, self.say
        place = locate(passage, self.words) if passage else None
        assert self.text is not None
        if place is None:
            shown = say("audit not there" if passage else "audit no passage")
        else:
            shown = " ".join(self.text[place.start : place.end].split())
            shown += f" ({say('audit moved')})" if place.moved else ""
        head = f"{say('audit passage')}: "
        self.screen.line((head, "faint"), (shown, "value" if place else "faint"), indent=4, hang=2)

    def part(self, part: PartResult, found: Audit) -> None:
        say, screen = self.say, self.screen
        outcome: Span = (say(f"outcome {part.outcome}"), OUTCOMES[part.outcome])
        title = say.words(part.says) or part.asked
        screen.line(outcome, f" {screen.marks.dash} {title}", indent=4, hang=2)
        if part.asked:
            key = "audit known" if part.known != found.known else "audit asked"
            asked = say(key, asked=part.asked, on=part.on, known=part.known)
            screen.line((asked, "id"), indent=8, hang=2)
        if part.outcome in ("fails", "open", "disputed") and part.wanted:
            wanted = say.words(value_in_words(part.wanted))
            screen.line((say("audit wanted", wanted=wanted), "faint"), indent=8, hang=2)
        screen.line(say.words(part.why), indent=8, hang=2)
        for one in part.turned:
            setting: Span = (f"--with {one.switch}={one.setting} ", "id")
            came = say.words(value_in_words(one.came))
            shown = f"{screen.marks.arrow} {came}: {say.words(one.title)}"
            screen.line(setting, shown, indent=8, hang=4)
        self.rests_on(part)

    def rests_on(self, part: PartResult) -> None:
        """The acts, entries of the record and sources that a part rests on."""
        screen = self.screen
        for act in part.acts:
            known = self.law.acts.get(act)
            title = self.say.words(known.title) if known else ""
            screen.line((f"{title} " if title else "", "faint"), (act, "id"), indent=8, hang=2)
        if part.entries:
            screen.line((", ".join(part.entries), "id"), indent=8, hang=2)
        if part.sources:
            listed = ", ".join(f"{id} ({grade})" for id, grade in part.sources)
            screen.line((self.say("sources", sources=listed), "faint"), indent=8, hang=2)
