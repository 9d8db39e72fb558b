"""Finds the words for people that lack one of the lawbook's languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from callup.law.model import Act, LawbookData, NotEncoded, RuleChange, Saying
from callup.text.diagnostic import Diagnostic, Severity
from callup.text.origin import Origin
from callup.text.words import Words

HEAD = Origin("lawbook.yaml", 1, 1)

Spoken = tuple[str, Words, Origin]
"""What the words are, the words, and where they are written."""


def words_in_every_language(law: LawbookData) -> Iterator[Diagnostic]:
    """A warning for all words that are there in some languages of the lawbook only."""
    return in_every_language(_all_words(law), law.languages)


def in_every_language(spoken: Iterable[Spoken], languages: Sequence[str]) -> Iterator[Diagnostic]:
    """A warning for all of these words that are there in some of the languages only."""
    for what, words, origin in spoken:
        lacking = [one for one in languages if words and one not in words.languages]
        if lacking:
            yield Diagnostic(
                "missing-translation",
                f"{what} is not there in {', '.join(lacking)}: {_cut(words.get(languages[0]))}",
                origin,
                help=f"write it as {{{', '.join(f'{one}: …' for one in languages)}}}",
                severity=Severity.WARNING,
            )


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59] + "…"


def _all_words(law: LawbookData) -> Iterator[Spoken]:
    yield from _head(law)
    yield from _definitions(law)
    for act in law.acts:
        yield from _act(act)
    for dispute in law.disputes:
        yield ("the title of this dispute", dispute.title, dispute.origin)
        yield ("the question of this dispute", dispute.question, dispute.origin)
        yield ("the note of this dispute", dispute.note, dispute.origin)
    for doubt in law.doubts:
        yield ("the title of this doubt", doubt.title, doubt.origin)
        yield ("the question of this doubt", doubt.question, doubt.origin)
        yield ("the note of this doubt", doubt.note, doubt.origin)
        yield from _sayings(doubt.said_by, doubt.origin)


def _head(law: LawbookData) -> Iterator[Spoken]:
    yield ("the title of the lawbook", law.title, HEAD)
    for kind in law.kinds:
        yield (f"the title of the kind `{kind.id}`", kind.title, HEAD)
    for id, words in law.groups:
        yield (f"the title of the group `{id}`", words, HEAD)


def _definitions(law: LawbookData) -> Iterator[Spoken]:
    for choices in law.choices:
        yield from ((f"the value `{id}`", words, choices.origin) for id, words in choices.values)
    for fact in law.facts:
        yield ("the question", fact.question, fact.origin)
        yield ("the help", fact.help, fact.origin)
        yield from ((f"the value `{id}`", words, fact.origin) for id, words in fact.values)
    for item in law.impossible:
        yield ("what cannot be", item.says, item.origin)
    for term in law.terms:
        yield ("what this term says", term.says, term.origin)
    for position in law.positions:
        yield ("the title of this position", position.title, position.origin)
        yield ("the question of this position", position.question, position.origin)
        yield ("what is incomplete", position.incomplete, position.origin)
    for state in law.states:
        yield ("the title of this state", state.title, state.origin)
    for theorem in law.theorems:
        yield ("what this theorem says", theorem.says, theorem.origin)
        yield ("the note of this theorem", theorem.note, theorem.origin)
    for parameter in law.parameters:
        yield ("the title of this parameter", parameter.title, parameter.origin)


def _act(act: Act) -> Iterator[Spoken]:
    yield (f"the title of this {act.role}", act.title, act.origin)
    yield (f"the issuer of this {act.role}", act.issuer, act.origin)
    yield (f"the note of this {act.role}", act.note, act.origin)
    yield from _sayings(act.said_by, act.origin)
    for change in act.changes:
        yield ("the note of this change", change.common.note, change.common.origin)
        match change:
            case RuleChange() if change.body.says is not None:
                yield ("what this rule says", change.body.says, change.common.origin)
            case NotEncoded():
                yield ("what is not encoded", change.says, change.common.origin)
                yield ("the reason", change.reason, change.common.origin)


def _sayings(sayings: tuple[Saying, ...], origin: Origin) -> Iterator[Spoken]:
    for saying in sayings:
        yield ("who says so", saying.who, origin)
        yield ("what is said", saying.says, origin)
