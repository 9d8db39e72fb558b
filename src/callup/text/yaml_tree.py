"""From the bytes of a YAML file to a tree of texts that all know their place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from callup.text import segments
from callup.text.complaint import Complaint, Stop, complain
from callup.text.decode import FORBIDDEN, decode, name_character
from callup.text.diagnostic import Diagnostic, order
from callup.text.node import Entry, Mapping, Node, Scalar, Segment, Sequence, Span, Style
from callup.text.origin import Origin

__all__ = [
    "Entry",
    "Mapping",
    "Node",
    "Scalar",
    "Segment",
    "Sequence",
    "Span",
    "Style",
    "compose",
]

_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(%[^\n]*)")

DEPTH = 40
NODES = 200_000
KEY = 200

# The library has no types for its events; what is used of them is checked by the tests.
_Event = Any
_Mark = Any
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def compose(data: bytes, file: str) -> tuple[Node | None, tuple[Diagnostic, ...]]:
    """The tree of a YAML file, and all that is wrong with it, in order.

    A tree comes back also beside diagnostics as long as it has no hole, so that a reader can go on
    and report its own: of a duplicate key it has the first value; anchors and tags are left out.
    It is None where the file cannot be read, or has aliases, merge keys or keys that are not texts.
    """
    text, diagnostics = decode(data, file)
    if text is None:
        return None, diagnostics
    builder = _Builder(file, text, text.split("\n"))
    builder.build()
    return (builder.root if builder.whole else None), order(builder.diagnostics)


class _Halt(Exception):
    """Nothing after this place can be read."""


@dataclass(slots=True)
class _Open:
    """A sequence or mapping whose end has not come yet."""

    event: _Event
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, Scalar] = field(default_factory=dict)
    key: Scalar | None = None


@dataclass(slots=True)
class _Builder:
    """Turns events into nodes, with a stack of its own: nesting takes no room on Python's."""

    file: str
    text: str
    lines: list[str]
    root: Node | None = None
    whole: bool = True
    diagnostics: list[Diagnostic] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    nodes: int = 0
    documents: int = 0
    last: _Event = None

    def build(self) -> None:
        try:
            self._refuse_directive()
            for event in self._events():
                self.last = event
                self._take(event)
        except _Halt:
            self.whole = False
            return
        if self._is_empty():
            self.whole = False
            self._report("yaml-empty", "the file holds nothing", Origin(self.file, 1, 1))

    def _refuse_directive(self) -> None:
        """A directive stands first; the library's two scanners disagree on unknown ones."""
        match = _DIRECTIVE.match(self.text)
        if match is None:
            return
        line = self.text.count("\n", 0, match.start(1))
        place = Origin(self.file, line + 1, 1, len(match[1]))
        message = "a line that begins with `%` is for the YAML reader"
        self._report("yaml-directive", message, place, help="delete the line")
        raise _Halt

    def _events(self) -> Iterator[_Event]:
        """The library's events; what it cannot read becomes a diagnostic and a halt."""
        try:
            yield from yaml.parse(self.text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            raise _Halt from None
        # The pure Python scanner lets numbers of characters that do not exist through to chr.
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            place = self._origin(self.last.end_mark, 1)
            self._complain(complain(Stop("", str(error), "", "")), str(error), place, place)
            raise _Halt from None

    def _is_empty(self) -> bool:
        if isinstance(self.root, Scalar):
            return self.root.style is Style.PLAIN and not self.root.text
        return self.root is None and self.whole

    def _take(self, event: _Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._start_document(event)
            case yaml.AliasEvent():
                self._alias(event)
            case yaml.ScalarEvent():
                self._count(event)
                self._properties(event)
                self._add(self._scalar(event), event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._count(event)
                self._properties(event)
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close(event)
            case _:
                pass

    def _start_document(self, event: _Event) -> None:
        self.documents += 1
        if self.documents > 1:
            self._report(
                "yaml-documents",
                "a second document begins here",
                self._origin(event.start_mark, 3),
                why="a file of a lawbook is one document",
                help="delete the `---`, or move what follows to a file of its own",
            )
            raise _Halt

    def _alias(self, event: _Event) -> None:
        self._report(
            "yaml-alias",
            f"the alias `*{event.anchor}` stands for a value written elsewhere",
            self._origin(event.start_mark, len(event.anchor) + 1),
            help="write the value itself",
        )
        self.whole = False
        self._add(Scalar("", self._origin(event.start_mark, 1)), event)

    def _properties(self, event: _Event) -> None:
        start = event.start_mark
        if event.anchor is not None:
            self._report(
                "yaml-anchor",
                f"the anchor `&{event.anchor}` marks a value for reuse",
                self._property(start, "&" + event.anchor),
                help=f"delete `&{event.anchor}`",
            )
        if event.tag is not None:
            written = self._word(start, "!")
            self._report(
                "yaml-tag",
                f"the tag `{written}` gives the value a type",
                self._property(start, written),
                why="the field decides what type a value has",
                help=f"delete `{written}`, or put the value in quotation marks if it begins so",
            )

    def _word(self, mark: _Mark, sign: str) -> str:
        """The word that begins with the sign, before a value."""
        return self.text[self.text.index(sign, mark.index) :].split(None, 1)[0]

    def _property(self, mark: _Mark, written: str) -> Origin:
        skipped = self.text.index(written, mark.index) - mark.index
        # An anchor and a tag of one value nearly always stand on one line.
        if "\n" in self.text[mark.index : mark.index + skipped]:
            return self._origin(mark, 1)
        return Origin(self.file, mark.line + 1, mark.column + 1 + skipped, len(written))

    def _count(self, event: _Event) -> None:
        self.nodes += 1
        if self.nodes > NODES:
            message = f"the file holds more than {NODES:,} values"
            origin = self._origin(event.start_mark, 1)
            self._report("yaml-nodes", message, origin, help="split the file")
            raise _Halt

    def _open(self, event: _Event) -> None:
        if len(self.stack) >= DEPTH:
            message = f"values are nested more than {DEPTH} deep"
            self._report("yaml-depth", message, self._origin(event.start_mark, 1))
            raise _Halt
        self.stack.append(_Open(event, isinstance(event, yaml.MappingStartEvent)))

    def _close(self, event: _Event) -> None:
        opened = self.stack.pop()
        start = opened.event.start_mark
        flow = bool(opened.event.flow_style)
        # The end that the library gives for a block is where the next thing begins.
        span = Span(start.index, event.end_mark.index if flow else start.index)
        if opened.mapping:
            origin = self._extent(start, event.end_mark) if flow else self._first_key(opened)
            self._add(Mapping(tuple(opened.entries), origin, flow, span), opened.event)
        else:
            origin = self._extent(start, event.end_mark) if flow else self._origin(start, 1)
            self._add(Sequence(tuple(opened.items), origin, flow, span), opened.event)

    def _first_key(self, opened: _Open) -> Origin:
        if opened.entries:
            return opened.entries[0].key.origin
        return self._origin(opened.event.start_mark, 1)

    def _add(self, node: Node, event: _Event) -> None:
        """Puts a node where it belongs: root, item, key, or value of the pending key."""
        if not self.stack:
            self.root = node
            return
        parent = self.stack[-1]
        if not parent.mapping:
            parent.items.append(node)
        elif parent.key is None:
            parent.key = self._key(node, event)
        else:
            self._add_entry(parent, parent.key, node)
            parent.key = None

    def _add_entry(self, parent: _Open, key: Scalar, value: Node) -> None:
        first = parent.keys.setdefault(key.text, key)
        if first is key:
            parent.entries.append(Entry(key, value))
            return
        self._report(
            "yaml-duplicate-key",
            f"the key `{key.text}` stands twice in this mapping",
            key.origin,
            related=((first.origin, "it stands here first"),),
            help="delete one of the two, or rename it",
        )

    def _key(self, node: Node, event: _Event) -> Scalar:
        """The node as a key; whatever cannot be one is reported, and leaves a hole."""
        if isinstance(event, yaml.AliasEvent) and isinstance(node, Scalar):
            return node
        if not isinstance(node, Scalar):
            return self._no_key(node, "a key is a text, not a list or a mapping")
        if not node.text or "\n" in node.text or len(node.text) > KEY:
            return self._no_key(node, f"a key is one line of 1 to {KEY} characters")
        if node.text == "<<" and node.style is Style.PLAIN:
            self.whole = False
            self._report(
                "yaml-merge-key",
                "the merge key `<<` copies another mapping into this one",
                node.origin,
                help="write the entries themselves",
            )
        return node

    def _no_key(self, node: Node, message: str) -> Scalar:
        self.whole = False
        self._report("yaml-key", message, node.origin)
        # No key that is written can be equal to this one, so that it is no duplicate either.
        return Scalar(f"\n{self.nodes}", node.origin)

    def _scalar(self, event: _Event) -> Scalar:
        text: str = event.value
        start, end = event.start_mark, event.end_mark
        raw = self.text[start.index : end.index]
        span = Span(start.index, start.index + len(raw))
        if raw == text and "\n" not in text:
            origin = self._origin(start, max(1, len(text)))
            return Scalar(text, origin, Style.PLAIN, (), span)
        style = _STYLES.get(event.style or "", Style.PLAIN)
        origin = self._origin(start, 1) if style is Style.BLOCK else self._extent(start, end)
        scalar = Scalar(text, origin, style, self._segments(event, raw), span)
        self._check_characters(scalar)
        return scalar

    def _segments(self, event: _Event, raw: str) -> tuple[Segment, ...]:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if event.anchor is not None or event.tag is not None:
            return (Segment(0, 0, line, column),)
        match event.style:
            case "|":
                return segments.literal(event.value, raw, line)
            case ">":
                return segments.folded(event.value, raw, line)
            case "'" | '"':
                return segments.quoted(event.value, raw, line, column)
            case _:
                return segments.plain(event.value, raw, line, column)

    def _check_characters(self, scalar: Scalar) -> None:
        """Refuses what an escape in a quoted scalar can smuggle in."""
        if scalar.style is not Style.QUOTED:
            return
        match = FORBIDDEN.search(scalar.text)
        if match is None:
            return
        self.whole = False
        self._report(
            "yaml-control-character",
            f"the character {name_character(match[0])} cannot be seen",
            scalar.at(match.start()),
            help="delete it",
        )

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        begin: _Mark = error.context_mark
        mark: _Mark = error.problem_mark or begin
        context, problem = str(error.context or ""), str(error.problem or "")
        line = self._line(mark.line)
        complaint = complain(Stop(context, problem, line[: mark.column], line[mark.column :]))
        self._complain(complaint, problem, self._point(mark), self._point(begin or mark))

    def _complain(
        self, complaint: Complaint | None, problem: str, place: Origin, begin: Origin
    ) -> None:
        if complaint is None:
            self._report("yaml-syntax", "this is not YAML", place, why=problem)
            return
        related = ((begin, complaint.begun),) if complaint.begun and begin != place else ()
        origin = begin if complaint.at_beginning else place
        self._report("yaml-syntax", complaint.message, origin, help=complaint.help, related=related)

    def _report(
        self,
        code: str,
        message: str,
        origin: Origin,
        *,
        why: str | None = None,
        help: str | None = None,
        related: tuple[tuple[Origin, str], ...] = (),
    ) -> None:
        diagnostic = Diagnostic(code, message, origin, why=why, help=help, related=related)
        self.diagnostics.append(diagnostic)

    def _line(self, number: int) -> str:
        return self.lines[number] if number < len(self.lines) else ""

    def _point(self, mark: _Mark) -> Origin:
        """The place of a mark; after the end of the file it is the end of the last full line."""
        line = mark.line
        if line < len(self.lines) and (self.lines[line] or line + 1 < len(self.lines)):
            return self._origin(mark, 1)
        while line > 0 and not self._line(line):
            line -= 1
        return Origin(self.file, line + 1, len(self._line(line)) + 1)

    def _origin(self, mark: _Mark, length: int) -> Origin:
        return Origin(self.file, mark.line + 1, mark.column + 1, length)

    def _extent(self, start: _Mark, end: _Mark) -> Origin:
        """From start to end, or to the end of the first line."""
        last = end.column if end.line == start.line else len(self._line(start.line))
        return self._origin(start, max(1, last - start.column))


_STYLES = {"'": Style.QUOTED, '"': Style.QUOTED, "|": Style.BLOCK, ">": Style.BLOCK}
