"""Whose answers differ in a table of people, in words: group by group, with the acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from callup.cli.look import Screen
from callup.cli.words import Language
from callup.lawbook import Answer, Turned
from callup.text.excerpt import visible
from callup.values.number import write_number


@dataclass(frozen=True, slots=True)
class PeopleAsked:
    """A table of people to compare two days for, and how it is split and weighed."""

    file: str
    by: Sequence[str]
    weight: str | None
    about: Sequence[str]


def show_turned(
    turned: Sequence[tuple[Turned, tuple[str, ...]]],
    by: Sequence[str],
    screen: Screen,
    say: Language,
) -> None:
    """Writes how many have another answer."""
    screen.heading(say("turned people"))
    if not turned:
        screen.line(say("turned nobody"), indent=2)
    last = ""
    for one, acts in turned:
        if one.position != last:
            screen.line((one.position, "id"), indent=2)
            last = one.position
        group = " ".join(
            f"{visible(k)}={visible(v) if v is not None else '?'}"
            for k, v in zip(by, one.group, strict=True)
        )
        number = f"{one.number:,}" if isinstance(one.number, int) else write_number(one.number)
        arrow = screen.marks.arrow
        change = f"{answer_in_words(one.before, say)} {arrow} {answer_in_words(one.after, say)}"
        by_what = ", ".join(acts) if acts else say("turned by time")
        if one.day is not None:
            by_what = f"{one.day} {', '.join(acts)}".strip()
        parts: list[Any] = [f"{change}  {number}"]
        parts += [f"  {group}"] if group else []
        screen.line(*parts, (f"  {by_what}", "faint"), indent=4, hang=2)


def answer_in_words(answer: Answer, say: Language) -> str:
    """An answer as the output names it."""
    if answer.status != "known":
        return say(f"count {answer.status}")
    if isinstance(answer.value, bool):
        return say("count yes" if answer.value else "count no")
    return str(answer.value)
