"""What may stand in the files of a record."""

from __future__ import annotations

from callup.form.kinds import (
    ANY,
    ID,
    NAME,
    SOURCES,
    WORDS,
    Field,
    Flag,
    ListOf,
    MapOf,
    OneOf,
    Plain,
    Record,
)

SPEAKER = Record("speaker", {"name": Field(WORDS, "who it is", True)})

QUANTITY = Record(
    "quantity",
    {
        "title": Field(WORDS, "its name", True),
        "unit": Field(WORDS, "what is counted", True),
        "kind": Field(OneOf(("flow", "stock")), "over a period, or on a day", True),
        "definition": Field(WORDS, "who or what exactly counts", True),
        "counted_by": Field(ListOf(ID), "the speakers who count it so"),
        "never_falls": Field(Flag(), "of a flow: nothing is ever taken from it"),
        "position": Field(NAME, "of a stock of people: the position of the law that they are in"),
    },
)

CLAIM = Record(
    "claim",
    {
        "speaker": Field(ID, "who says so"),
        "act": Field(ID, "the act that says so, where no person does"),
        "channel": Field(WORDS, "where and through whom"),
        "said": Field(Plain("day"), "when, as EDTF", True),
        "quantity": Field(NAME, "what is counted", True),
        "period": Field(Plain("period"), "over which days, as EDTF", True),
        "value": Field(Plain("number"), "the number as it was said", True),
        "per": Field(OneOf(("month", "day")), "of a rate; left out for a total"),
        "nature": Field(OneOf(("count", "estimate", "plan", "target")), "what it is", True),
        "superseded_by": Field(ID, "the claim by which the speaker replaced it"),
        "denies": Field(ListOf(ID), "the claims that it was said against"),
        "note": Field(WORDS, "what a reader should know"),
        "sources": Field(SOURCES, "where it stands, with grades", True),
    },
)

IDENTITY = Record(
    "identity",
    {
        "says": Field(WORDS, "the identity in one sentence", True),
        "holds": Field(Plain("equation"), "such as `a + b <= c`", True),
        "period": Field(Plain("period"), "for this period as a whole; left out: always"),
        "definition": Field(Flag(), "it follows from the definitions"),
        "sources": Field(SOURCES, "where it stands, with grades"),
    },
)

SIDE = Record(
    "side",
    {
        "who": Field(WORDS, "the speaker", True),
        "on": Field(Plain("day or words"), "when it was said"),
        "says": Field(WORDS, "what was said, in our words", True),
        "sources": Field(SOURCES, "where it stands, with grades", True),
    },
)

DISPUTE = Record(
    "dispute",
    {
        "title": Field(WORDS, "the dispute in a few words", True),
        "question": Field(WORDS, "what is disputed"),
        "sides": Field(ListOf(SIDE), "who says what", True),
        "claims": Field(ListOf(ID), "the claims that stand against each other"),
        "note": Field(WORDS, "what a reader should know"),
    },
)

SAYING = Record(
    "saying",
    {
        "speaker": Field(ID, "who says so", True),
        "channel": Field(WORDS, "where and through whom"),
        "said": Field(Plain("day"), "when, as EDTF", True),
        "says": Field(WORDS, "what was said, in our words", True),
        "about": Field(ListOf(ANY), "ids of the law or the record that it is about"),
        "own_words": Field(ID, "what the speaker is quoted with, where this is only reported"),
        "denies": Field(ListOf(ID), "sayings and claims that it was said against"),
        "note": Field(WORDS, "what a reader should know"),
        "sources": Field(SOURCES, "where it stands, with grades", True),
    },
)

SERIES = Record(
    "series",
    {
        "title": Field(WORDS, "what follows one another", True),
        "quantity": Field(NAME, "what is counted", True),
        "nature": Field(OneOf(("count", "estimate", "plan", "target")), "what it is", True),
        "complete": Field(Plain("period"), "over which days none is missing, as EDTF", True),
        "note": Field(WORDS, "what a reader should know"),
        "sources": Field(SOURCES, "by whose word none is missing, with grades", True),
    },
)

PARTS = {
    "speakers": (ID, SPEAKER),
    "quantities": (NAME, QUANTITY),
    "identities": (ID, IDENTITY),
    "disputes": (ID, DISPUTE),
    "claims": (ID, CLAIM),
    "sayings": (ID, SAYING),
    "series": (ID, SERIES),
}

FILE = Record(
    "record-file",
    {part: Field(MapOf(key, value), f"{part} by id") for part, (key, value) in PARTS.items()},
)
"""What any file under `record/` holds."""
