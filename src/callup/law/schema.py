"""What may stand in the files of a lawbook: the one table that reading, `fmt`, the JSON Schema for
editors and the documentation are made from.
"""

from __future__ import annotations

from callup.form.kinds import (
    ANY,
    ID,
    NAME,
    SOURCES,
    TYPE,
    WORDS,
    ActDays,
    Day,
    EitherOf,
    Field,
    Flag,
    Formula,
    Identifier,
    Kind,
    Length,
    ListOf,
    Localized,
    MapOf,
    OneOf,
    Plain,
    Record,
    Tagged,
    Value,
    Wanted,
)

__all__ = [
    "ACT",
    "ANY",
    "BILL",
    "CASE",
    "CHANGE",
    "COVERS",
    "DEFINITIONS",
    "DISPUTE",
    "DOUBT",
    "FILES",
    "ID",
    "IMPOSSIBLE",
    "LAWBOOK",
    "NAME",
    "READING",
    "SAID_BY",
    "SOURCES",
    "THEOREM",
    "TYPE",
    "WORDS",
    "ActDays",
    "Day",
    "EitherOf",
    "Field",
    "Flag",
    "Formula",
    "Identifier",
    "Kind",
    "Length",
    "ListOf",
    "Localized",
    "MapOf",
    "OneOf",
    "Plain",
    "Record",
    "Tagged",
    "Value",
    "Wanted",
]

REGION = Plain("region")
SILENCE = OneOf(("no", "yes", "unknown", "none"))

COVERS = Record(
    "covers",
    {
        "from": Field(Day(), "the first day"),
        "until": Field(Day(), "the first day that is no longer covered"),
        "through": Field(Day(), "the last day that is covered"),
    },
)

SAID_BY = Record(
    "said-by",
    {
        "who": Field(WORDS, "the speaker", required=True),
        "on": Field(Plain("day or words"), "when it was said"),
        "says": Field(WORDS, "what was said, in our words"),
        "sources": Field(SOURCES, "where it stands, with grades"),
    },
)

COMMON = {
    "from": Field(Day(), "the first day; by default the act's day of force"),
    "until": Field(Day(), "the first day on which it no longer holds"),
    "through": Field(Day(), "the last day on which it holds"),
    "cite": Field(Plain(), "article, part, point"),
    "sources": Field(SOURCES, "by default the act's"),
    "after": Field(ID, "the act that this change follows, where days and ranks do not tell"),
    "under": Field(ID, "the higher act that delegates this"),
    "note": Field(WORDS, "what a reader should know"),
}

RULE = {
    "position": Field(NAME, "the position that the rule answers"),
    "term": Field(NAME, "the term that the rule defines"),
    "says": Field(WORDS, "the rule in one sentence"),
    "when": Field(Formula(), "the condition under which it applies"),
    "unless": Field(Formula(), "its own exceptions"),
    "gives": Field(Formula(), "the value it gives; yes by default"),
    "overrides": Field(ListOf(ID), "the rules that it sets aside where it applies"),
}

CHANGE = Tagged(
    "change",
    {
        "add": Record("add", {"add": Field(ID, "a new rule", True), **RULE, **COMMON}),
        "replace": Record(
            "replace", {"replace": Field(ID, "a standing rule", True), **RULE, **COMMON}
        ),
        "repeal": Record(
            "repeal",
            {
                "repeal": Field(Plain("rule or act"), "a rule, or `act ID`", True),
                "revives": Field(
                    EitherOf(Flag(), ListOf(ID)), "rules that return to what they were before"
                ),
                **COMMON,
            },
        ),
        "suspend": Record(
            "suspend",
            {"suspend": Field(Plain("rule or act"), "a rule, or `act ID`", True), **COMMON},
        ),
        "annul": Record(
            "annul", {"annul": Field(Plain("rule or act"), "a rule, or `act ID`", True), **COMMON}
        ),
        **{
            verb: Record(
                verb,
                {
                    verb: Field(NAME, "a state", True),
                    "where": Field(ListOf(REGION), "the regions; left out: everywhere"),
                    **COMMON,
                },
            )
            for verb in ("declare", "extend", "end")
        },
        "set": Record(
            "set",
            {
                "set": Field(NAME, "a parameter", True),
                "to": Field(
                    EitherOf(Formula(), MapOf(Plain("index"), Formula())),
                    "a value, or one by index",
                ),
                "steps": Field(
                    MapOf(Day(), EitherOf(Formula(), MapOf(Plain("index"), Formula()))),
                    "what it becomes on later days",
                ),
                **COMMON,
            },
        ),
        "not_encoded": Record(
            "not_encoded",
            {
                "not_encoded": Field(WORDS, "what nobody can encode yet", True),
                "positions": Field(ListOf(NAME), "the positions that it touches", True),
                "direction": Field(
                    OneOf(("may grant", "may defeat")), "where it would turn them", True
                ),
                "reason": Field(WORDS, "why it is not encoded", True),
                **COMMON,
            },
        ),
    },
)

_ACT_REST = {
    "title": Field(WORDS, "official or descriptive", True),
    "kind": Field(Identifier("any", "kind of act"), "one of the lawbook's kinds", True),
    "issuer": Field(WORDS, "who made it"),
    "number": Field(Plain("number"), "in quotation marks, or unknown"),
    "signed": Field(ActDays(), "when it was signed"),
    "published": Field(ActDays(), "when it was published"),
    "in_force": Field(ActDays(), "when it came into force"),
    "evidence_until": Field(Day(), "until when a source shows it standing"),
    "sources": Field(SOURCES, "the sources with their grades", True),
    "note": Field(WORDS, "what a reader should know"),
    "changes": Field(ListOf(CHANGE), "what it does"),
}
ACT = Record("act", {"act": Field(ID, "its id", True), **_ACT_REST})
BILL = Record("bill", {"bill": Field(ID, "its id", True), **_ACT_REST})

READING = Record(
    "reading",
    {
        "reading": Field(ID, "its id", True),
        "title": Field(WORDS, "the reading in a few words", True),
        "said_by": Field(ListOf(SAID_BY), "who reads the law so"),
        "of": Field(ID, "the act that it reads"),
        "published": Field(ActDays(), "when it was made public"),
        "in_force": Field(ActDays(), "from when the law would stand so"),
        "evidence_until": Field(Day(), "until when a source shows it held"),
        "sources": Field(SOURCES, "the sources with their grades", True),
        "note": Field(WORDS, "what a reader should know"),
        "changes": Field(ListOf(CHANGE), "what it would change"),
    },
)

DISPUTE = Record(
    "dispute",
    {
        "dispute": Field(ID, "its id", True),
        "title": Field(WORDS, "the dispute in a few words", True),
        "question": Field(WORDS, "what is disputed"),
        "prevails": Field(ID, "the reading that prevails, or none"),
        "readings": Field(ListOf(READING), "the readings, of which one holds", True),
        "note": Field(WORDS, "what a reader should know"),
    },
)

DOUBT = Record(
    "doubt",
    {
        "doubt": Field(ID, "its id", True),
        "title": Field(WORDS, "the doubt in a few words", True),
        "question": Field(WORDS, "the yes-or-no question about the law"),
        "said_by": Field(ListOf(SAID_BY), "who says what"),
        "sources": Field(SOURCES, "the sources with their grades"),
        "note": Field(WORDS, "what a reader should know"),
    },
)

LAWBOOK = Record(
    "lawbook",
    {
        "format": Field(OneOf(("1",)), "the version of this format", True),
        "lawbook": Field(ANY, "its id", True),
        "title": Field(WORDS, "the jurisdiction", True),
        "languages": Field(ListOf(Plain("language")), "the first is that of plain strings", True),
        "covers": Field(COVERS, "the days it speaks about", True),
        "horizon": Field(Day(), "how far shelf life, sweeps and proofs look ahead", True),
        "evidence_until": Field(Day(), "when its silence was last looked at", True),
        "currency": Field(Plain("currency"), "three capital letters"),
        "calendar": Field(
            Record(
                "calendar",
                {
                    "leap_birthday": Field(
                        OneOf(("1 March", "28 February")),
                        "when somebody born on 29 February is a year older",
                    ),
                    "month_end": Field(
                        OneOf(("last day", "next day")), "where 31 January + 1 month falls"
                    ),
                },
            ),
            "how months of different length are counted",
        ),
        "kinds": Field(
            MapOf(
                Identifier("any", "kind of act"),
                Record(
                    "kind",
                    {
                        "rank": Field(Plain("rank"), "1 is the highest", True),
                        "title": Field(WORDS, "its name", True),
                    },
                ),
            ),
            "the kinds of act and their ranks",
            True,
        ),
        "groups": Field(MapOf(Identifier("any", "group"), WORDS), "how people look for positions"),
    },
)

VALUES = EitherOf(ListOf(Plain("value")), MapOf(Plain("value"), WORDS))

DEFINITIONS: dict[str, Record] = {
    "choices": Record(
        "choices",
        {
            "territory": Field(Flag(), "whether states are declared for these"),
            "values": Field(VALUES, "the values, with titles", True),
        },
    ),
    "facts": Record(
        "fact",
        {
            "type": Field(TYPE, "boolean, integer, number, money, date, choice or a list", True),
            "kind": Field(OneOf(("lasting", "a day", "of the day")), "how it may change"),
            "question": Field(WORDS, "asks a person for it", True),
            "help": Field(WORDS, "why it is asked, or how to find out"),
            "values": Field(VALUES, "of a choice"),
            "from": Field(Plain("number"), "the least value"),
            "through": Field(Plain("number"), "the greatest value"),
            "closes": Field(ListOf(NAME), "facts that are no where this is yes"),
            "counts_as": Field(
                MapOf(NAME, Plain("value")), "what other facts count as where this is yes"
            ),
        },
    ),
    "terms": Record(
        "term",
        {
            "type": Field(TYPE, "what it is", True),
            "is": Field(Formula(), "its definition, where no act gives it"),
            "says": Field(WORDS, "its name for people", True),
            "otherwise": Field(SILENCE, "what holds where no rule speaks"),
        },
    ),
    "positions": Record(
        "position",
        {
            "kind": Field(
                OneOf(
                    (
                        "duty",
                        "liberty",
                        "liability",
                        "prohibition",
                        "entitlement",
                        "power",
                        "immunity",
                        "disability",
                        "measure",
                    )
                ),
                "Hohfeld's words, and measure",
                True,
            ),
            "type": Field(TYPE, "boolean by default"),
            "title": Field(WORDS, "its name", True),
            "question": Field(WORDS, "the question that it answers", True),
            "otherwise": Field(SILENCE, "what holds where nothing speaks", True),
            "group": Field(Identifier("any", "group"), "where people look for it"),
            "covers": Field(COVERS, "the days it speaks about; by default the lawbook's"),
            "incomplete": Field(WORDS, "what is known to be missing"),
        },
    ),
    "states": Record(
        "state",
        {
            "title": Field(WORDS, "its name", True),
            "territory": Field(Flag(), "whether it may stand in some regions only"),
            "otherwise": Field(OneOf(("no", "yes", "unknown")), "where no act speaks", True),
            "lapses_after": Field(
                Record(
                    "lapses-after",
                    {
                        "everywhere": Field(Length(), "when declared everywhere"),
                        "regions": Field(Length(), "when declared for regions"),
                    },
                ),
                "when it ends by itself unless prolonged",
            ),
        },
    ),
    "parameters": Record(
        "parameter",
        {
            "type": Field(TYPE, "what it is", True),
            "by": Field(ANY, "the list of choices, or fact, that is its index"),
            "title": Field(WORDS, "its name", True),
        },
    ),
    "sources": Record(
        "source",
        {
            "title": Field(Plain(), "its title or a description", True),
            "publisher": Field(Plain(), "who published it"),
            "url": Field(Plain("address"), "where it stands"),
            "date": Field(Plain("day or words"), "when it was published"),
        },
    ),
}

THEOREM = Record(
    "theorem",
    {
        "says": Field(WORDS, "the theorem in one sentence", True),
        "never": Field(Formula(), "what is yes of nobody"),
        "always": Field(Formula(), "what is yes of everybody, in place of `never`"),
        "from": Field(Day(), "the first day; by default all that are covered"),
        "until": Field(Day(), "the first day on which it no longer holds"),
        "through": Field(Day(), "the last day on which it holds"),
        "with": Field(MapOf(ANY, Plain("setting")), "switches that are set"),
        "without": Field(ListOf(ANY), "switches that are off"),
        "sources": Field(SOURCES, "where it stands, with grades"),
        "note": Field(WORDS, "what a reader should know"),
    },
)

IMPOSSIBLE = ListOf(
    Record(
        "impossible",
        {
            "when": Field(Formula(), "what is true of nobody", True),
            "says": Field(WORDS, "why", True),
        },
    )
)

CASE = Record(
    "case",
    {
        "case": Field(Plain(), "what it shows", True),
        "from": Field(Plain(), "where the worked example stands"),
        "person": Field(MapOf(NAME, Value()), "the facts"),
        "with": Field(MapOf(ANY, Plain("setting")), "switches that are set"),
        "without": Field(ListOf(ANY), "switches that are off"),
        "known": Field(Day(), "only acts published by then count"),
        "strict": Field(Flag(), "whether old evidence counts as none"),
        "expect": Field(MapOf(Day(), MapOf(Plain("question"), Wanted())), "findings by day", True),
    },
)


def _definitions_file(key: str) -> Record:
    fields = {key: Field(MapOf(ANY if key == "sources" else NAME, DEFINITIONS[key]))}
    if key == "facts":
        fields["impossible"] = Field(IMPOSSIBLE, "what excludes each other")
    return Record(f"{key}-file", fields)


FILES: dict[str, Record | Tagged] = {
    "lawbook": LAWBOOK,
    **{key: _definitions_file(key) for key in DEFINITIONS},
    "theorems": Record(
        "theorems-file", {"theorems": Field(MapOf(ID, THEOREM), "what must hold of everybody")}
    ),
    "acts": Tagged("act-file", {"act": ACT, "bill": BILL}),
    "readings": Tagged(
        "reading-file", {"reading": READING, "dispute": DISPUTE, "doubt": DOUBT, "bill": BILL}
    ),
    "cases": Record("cases-file", {"cases": Field(ListOf(CASE), "worked examples", True)}),
}
"""What each file holds, by the folder or the first part of its name."""
