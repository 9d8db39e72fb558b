"""Gathers everything that a lawbook holds, page by page, as a reference to read beside its acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from callup.inquiry.lawtext import LawText
from callup.inquiry.listing import LISTINGS, guide
from callup.inquiry.log import Entry, log
from callup.inquiry.pages import (
    ActPage,
    DefinitionPage,
    FactPage,
    Guide,
    Listing,
    Page,
    ParameterPage,
    RulePage,
    SourcePage,
    StatePage,
    SwitchPage,
)
from callup.inquiry.show import act_page, show, touched

P = TypeVar("P", bound=Page)


@dataclass(frozen=True, slots=True)
class Answered:
    """A position or term with every rule that ever gave it a value, those of today first."""

    definition: DefinitionPage
    rules: tuple[RulePage, ...]


@dataclass(frozen=True, slots=True)
class OnItsOwn:
    """A reading that no dispute holds, or an act of uncertain day, and the positions it touches."""

    act: ActPage
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Handbook:
    """A lawbook as it reads on a day, with what came before: the pages of `show`, in order."""

    on: date
    guide: Guide
    positions: tuple[Answered, ...]
    terms: tuple[Answered, ...]
    entries: tuple[Entry, ...]
    acts: tuple[ActPage, ...]
    bills: tuple[ActPage, ...]
    switches: tuple[SwitchPage, ...]
    readings: tuple[OnItsOwn, ...]
    uncertain: tuple[OnItsOwn, ...]
    states: tuple[StatePage, ...]
    parameters: tuple[ParameterPage, ...]
    facts: tuple[FactPage, ...]
    choices: tuple[Listing, ...]
    sources: tuple[SourcePage, ...]

    @property
    def open_states(self) -> tuple[StatePage, ...]:
        """The states of which it is open whether they stand."""
        return tuple(state for state in self.states if state.otherwise == "unknown")


def handbook(law: LawText, on: date) -> Handbook:
    """The whole of a lawbook, its rules as they read on a day."""
    program, data = law.program, law.data
    overview = guide(law)
    rules = _rules_by_target(law, on)
    positions = [line.id for group in overview.groups for line in group.positions]
    terms = [one.name for one in program.definitions.values() if one.meaning == "term"]
    uncertain = {one.id for one in overview.disputes if one.kind == "act"}
    acts, readings = _acts(law, "act"), _acts(law, "reading")
    return Handbook(
        on=on,
        guide=overview,
        positions=tuple(_answered(law, id, on, rules) for id in positions),
        terms=tuple(_answered(law, id, on, rules) for id in terms),
        entries=log(law),
        acts=acts,
        bills=_acts(law, "bill"),
        switches=(
            *_pages(SwitchPage, law, on, "dispute", [one.id for one in data.disputes]),
            *_pages(SwitchPage, law, on, "doubt", [one.id for one in data.doubts]),
        ),
        readings=tuple(_on_its_own(law, page) for page in readings if page.dispute is None),
        uncertain=tuple(_on_its_own(law, page) for page in acts if page.id in uncertain),
        states=_pages(StatePage, law, on, "state", program.states),
        parameters=_pages(ParameterPage, law, on, "parameter", program.parameters),
        facts=_pages(FactPage, law, on, "fact", program.facts),
        choices=_pages(Listing, law, on, "choices", [one.id for one in data.choices]),
        sources=_pages(SourcePage, law, on, "source", [one.id for one in data.sources]),
    )


def _pages(of: type[P], law: LawText, on: date, kind: str, ids: Iterable[str]) -> tuple[P, ...]:
    """The pages of these ids, which are all of one kind."""
    found = (show(law, f"{kind}:{id}", on) for id in ids)
    return tuple(page for page in found if isinstance(page, of))


def _acts(law: LawText, role: str) -> tuple[ActPage, ...]:
    """The acts, bills or readings, those first in force first."""
    ids = [line.id for line in LISTINGS[f"{role}s"](law).lines]
    return tuple(act_page(law, law.acts[id]) for id in ids)


def _on_its_own(law: LawText, page: ActPage) -> OnItsOwn:
    return OnItsOwn(page, touched(law.program, f"{page.role}:{page.id}"))


def _answered(
    law: LawText, id: str, on: date, rules: Mapping[str, tuple[RulePage, ...]]
) -> Answered:
    (definition,) = _pages(DefinitionPage, law, on, "position", [id])
    return Answered(definition, rules.get(id, ()))


def _rules_by_target(law: LawText, on: date) -> dict[str, tuple[RulePage, ...]]:
    """The rules that give each position or term a value: those that stand on the day, then others.

    Within each half they stand in the order of the days on which they began. What only readings
    write that are off is told with these readings.
    """
    found: dict[str, list[RulePage]] = {}
    for page in _pages(RulePage, law, on, "rule", law.history.rules):
        target = next((form.text.gives_to for form in reversed(page.history) if form.text), None)
        if target is not None:
            found.setdefault(target, []).append(page)
    return {target: tuple(sorted(pages, key=_place)) for target, pages in found.items()}


def _place(page: RulePage) -> tuple[bool, date, str]:
    began = next((form.start for form in page.history if form.text and form.start), date.min)
    return (not page.now, began, page.id)
