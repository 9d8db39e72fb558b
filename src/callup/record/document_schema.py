"""What may stand in a file under `audits/`: a document and its statements."""

from __future__ import annotations

from callup.form.kinds import (
    ANY,
    ID,
    NAME,
    SOURCES,
    WORDS,
    Day,
    Field,
    Flag,
    Kind,
    ListOf,
    MapOf,
    OneOf,
    Plain,
    Record,
    Tagged,
    Value,
)

_SAYS = Field(WORDS, "what this part of the statement says")
_DAYS = {
    "on": Field(Day(), "the day asked about; left out: that of the audit"),
    "known": Field(Day(), "only what was published by then counts; left out: as of the audit"),
}
_PERSON = Field(MapOf(NAME, Value()), "the facts of a person")
_PER = OneOf(("month", "day"))
_NATURE = OneOf(("count", "estimate", "plan", "target"))


def _part(tag: str, what: Kind, says: str, /, **fields: Field) -> Record:
    """A part that is told by `tag`; a field of Python's own name is written with `_` behind."""
    own = {name.rstrip("_"): field for name, field in fields.items()}
    return Record(f"{tag}-part", {"says": _SAYS, tag: Field(what, says, True), **own, **_DAYS})


PART = Tagged(
    "part",
    {
        "asks": _part(
            "asks",
            Plain("question"),
            "a question to the law, as cases ask it",
            person=_PERSON,
            with_=Field(MapOf(ANY, Plain("setting")), "switches that are set"),
            without=Field(ListOf(ANY), "switches that are off"),
            strict=Field(Flag(), "whether old evidence counts as none"),
            gives=Field(Plain("value"), "the answer that the statement gives", True),
        ),
        "differs": _part(
            "differs",
            Plain("thing"),
            "`rule ID`, `state NAME`, `parameter NAME`, or a position of the person",
            from_=Field(Day(), "the earlier day", True),
            to=Field(Day(), "the later day", True),
            person=_PERSON,
            gives=Field(Flag(), "whether it differs; yes if left out"),
        ),
        "act": _part(
            "act",
            ID,
            "an act of the lawbook",
            kind=Field(Plain("kind"), "of which kind it is"),
            number=Field(Plain("number"), "its number"),
            signed=Field(Day(), "the day of signing"),
            published=Field(Day(), "the day of publication"),
            in_force=Field(Day(), "the day of force"),
        ),
        "reading": _part("reading", ID, "a reading of the law that would have to hold"),
        "figure": _part(
            "figure",
            NAME,
            "a quantity of the record",
            by=Field(ID, "who said so; left out where the document says so itself"),
            value=Field(Plain("number"), "the number as the statement has it", True),
            per=Field(_PER, "of a rate; left out for a total"),
            period=Field(Plain("period"), "over which days, as EDTF"),
            nature=Field(_NATURE, "what it is"),
        ),
        "words": _part(
            "words",
            ID,
            "a saying of the record",
            by=Field(ID, "who said so; left out where the document says so itself"),
        ),
        "largest": _part(
            "largest",
            ID,
            "a series of the record",
            of=Field(Plain("period"), "the period of the member that is the largest", True),
            since=Field(Day(), "the first day of the span", True),
            or_said=Field(ID, "a saying that says so, where the record does not decide"),
        ),
        "average": _part(
            "average",
            NAME,
            "a quantity of the record",
            by=Field(ID, "whose total it is", True),
            period=Field(Plain("period"), "the period of the total, as EDTF", True),
            value=Field(Plain("number"), "what it comes to", True),
            per=Field(_PER, "a month, or a day", True),
        ),
        "met": _part(
            "met",
            ID,
            "a plan: a claim of the record",
            by=Field(ID, "on whose word", True),
            day=Field(Day(), "by which day", True),
        ),
        "outside": _part("outside", Flag(), "yes: neither law nor record speaks of it"),
    },
)

PASSAGE = Record(
    "passage",
    {
        "word": Field(Plain("number"), "the place of its first word in the text, from 1", True),
        "words": Field(Plain("number"), "how many words it has", True),
        "fingerprint": Field(Plain("fingerprint"), "of these words", True),
    },
)

STATEMENT = Record(
    "statement",
    {
        "n": Field(Plain("number"), "its number", True),
        "says": Field(WORDS, "what it says, in our own words", True),
        "parts": Field(ListOf(PART), "what tests it"),
        "precisely": Field(WORDS, "what the precise statement would be"),
        "bears": Field(ListOf(ANY), "ids of law and record that bear on it"),
        "passage": Field(PASSAGE, "where it stands in the text"),
        "note": Field(WORDS, "what a reader should know"),
    },
)

FILE = Record(
    "audit-file",
    {
        "audit": Field(ID, "the id of the document", True),
        "title": Field(WORDS, "its title", True),
        "publisher": Field(Plain(), "who published it", True),
        "day": Field(Plain("day"), "when, as EDTF", True),
        "address": Field(Plain("address"), "where it stands"),
        "digest": Field(Plain("digest"), "that of its text, as `audit --text` shows it"),
        "sources": Field(SOURCES, "the document among the sources, with a grade"),
        "note": Field(WORDS, "what a reader should know"),
        "statements": Field(ListOf(STATEMENT), "its statements", True),
    },
)
