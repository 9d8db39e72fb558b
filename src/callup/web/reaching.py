"""Whom a change of law reaches, in words, worked out by one solver at a time and kept a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from callup.inquiry.reached import Reach, Reached
from callup.lawbook import Finding, Law, Lawbook, Program
from callup.text.words import Words
from callup.web.busy import TooBusy, TooSlow
from callup.web.crew import Crew
from callup.web.filters import look
from callup.web.languages import Tongue
from callup.web.limits import ANSWER_SECONDS, MOST_SOLVING
from callup.wire.in_words import value_in_words

MOST_KEPT: Final = 64
BY_FIRST: Final = " (by the first law)"
"""What stands behind a condition that is meant by the first of two laws."""


@dataclass(frozen=True, slots=True)
class Side:
    """An answer in words, and how it is coloured."""

    words: str
    look: str


@dataclass(frozen=True, slots=True)
class Group:
    """People whose answer differs: by which conditions, and somebody with the fewest facts."""

    position: str
    title: str
    before: Side
    after: Side
    cause: str
    who: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, Words], ...]
    person: tuple[tuple[str, str], ...]
    act: str | None
    rule: str | None


@dataclass(frozen=True, slots=True)
class Reaching:
    """All groups, and how many positions were not checked."""

    groups: tuple[Group, ...]
    not_checked: int


@dataclass(slots=True)
class Solver:
    """Works on one question at a time, and goes on with one that its page waits for no longer.

    What is kept are words, not findings: those belong to the thread that found them.
    """

    crew: Crew = field(default_factory=lambda: Crew(1, MOST_SOLVING))
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _kept: dict[tuple[object, ...], Reaching] = field(default_factory=dict)

    async def reaching(
        self,
        lawbook: Lawbook,
        before: Law,
        after: Law,
        tongue: Tongue,
        positions: tuple[str, ...] | None = None,
    ) -> Reaching | None:
        """Whom the difference reaches; None where that does not come in the time of an answer.

        Then it is found later, by whoever asks again.
        """
        settings = (tuple(sorted(law.setup.settings.items())) for law in (before, after))
        key = (lawbook.digest, before.day, after.day, *settings, positions, tongue.code)

        def work() -> Reaching:
            found = self._kept.get(key)
            if found is None:
                reach = self.alone(lambda: lawbook.reach(before, after, positions))
                found = _in_words(reach, lawbook.program, tongue)
                while len(self._kept) >= MOST_KEPT:
                    self._kept.pop(next(iter(self._kept)), None)
                self._kept[key] = found
            return found

        try:
            return self._kept.get(key) or await self.crew.work(work)
        except (TooBusy, TooSlow):
            return None

    def alone(self, work: Callable[[], Reach]) -> Reach:
        """What work gives while no other thread solves anything. Raises TooBusy."""
        if not self._lock.acquire(timeout=ANSWER_SECONDS):
            raise TooBusy
        try:
            return work()
        finally:
            self._lock.release()


def _in_words(reach: Reach, program: Program, tongue: Tongue) -> Reaching:
    groups = tuple(_group(one, program, tongue) for one in reach.groups)
    return Reaching(groups, len(reach.not_checked))


def _group(one: Reached, program: Program, tongue: Tongue) -> Group:
    definition = program.definitions[one.position]
    return Group(
        position=one.position,
        title=tongue.words(definition.question) or tongue.words(definition.title),
        before=_side(one.before, program, tongue),
        after=_side(one.after, program, tongue),
        cause=one.cause,
        who=tuple(tuple(_condition(c, tongue) for c in alternative) for alternative in one.who),
        names=one.names,
        person=tuple(one.person.items()),
        act=one.act,
        rule=one.rule,
    )


def _condition(text: str, tongue: Tongue) -> str:
    """A condition, and of two laws of one day the one that it is meant by."""
    return text.replace(BY_FIRST, f" ({tongue('by the first law')})")


def _side(finding: Finding | None, program: Program, tongue: Tongue) -> Side:
    if finding is None:
        return Side(tongue("not covered"), "faint")
    words = value_in_words(finding.status, finding.value, finding, program, tongue)
    return Side(words, look(finding.status, finding.value))
