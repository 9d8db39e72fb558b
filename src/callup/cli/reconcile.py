"""`callup reconcile`: what claims together imply, and which cannot all be true."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from callup.cli.look import Row, Screen
from callup.cli.pool import Pool, pool, pool_to_json, show_pool
from callup.cli.words import Language
from callup.lawbook import open as open_lawbook
from callup.wire.record_in_words import amount_in_words, arithmetic, bounds_in_words, name_of

if TYPE_CHECKING:
    from callup.record.inquiry import Told


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the call."""

    lawbook: str
    quantity: str
    start: str
    end: str
    believe: tuple[str, ...]
    without: tuple[str, ...]
    grade: str | None
    people: str | None = None


def reconcile(
    asked: Asked, say: Language, *, as_json: bool = False, plot: str | None = None
) -> int:
    """Prints the bounds or the conflicts; the exit status. Raises Diagnostics."""
    opened = open_lawbook(asked.lawbook)
    told = opened.reconcile(
        asked.quantity,
        asked.start,
        asked.end,
        believe=asked.believe,
        without=asked.without,
        grade=asked.grade,
    )
    counted: Pool | None = None
    if asked.people:
        quantity = told.record.quantities[asked.quantity]
        counted = pool(opened, quantity, told.end, told.result.bounds, asked.people)
    if plot:
        from callup.cli.pictures import draw_band

        draw_band(told, plot, say)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.record import reconciliation_to_json

        chosen = asked.believe, asked.without, asked.grade
        document = reconciliation_to_json(opened, told, *chosen, say)
        put({**document, "people": pool_to_json(counted)} if counted else document)
        return 0
    screen = Screen()
    _show(screen, told, say)
    if counted and asked.people:
        show_pool(screen, counted, asked.people, say)
    return 0


def _show(screen: Screen, told: Told, say: Language) -> None:
    record, result = told.record, told.result
    quantity = record.quantities[result.quantity]
    title = say.words(quantity.title)
    screen.line((say("window", quantity=title, start=told.start, end=told.end), "title"))
    screen.line((bounds_in_words(result, say, say.words(quantity.unit)), "value"), indent=2)
    if result.binding:
        screen.heading(say("binding"))
        for id in result.binding:
            claim = record.claims[id]
            words = f"{amount_in_words(claim, say)}, {claim.quantity}, {claim.period.text}"
            screen.line((id, "id"), f"  {words}", indent=2, hang=4)
    if result.conflicts:
        screen.heading(say("conflict sets"))
    for place, conflict in enumerate(result.conflicts, 1):
        screen.line(f"{place}. ", (", ".join(conflict.claims), "id"), hang=3)
        for line in arithmetic(conflict, say):
            screen.line(line, indent=5, hang=2)
    if not result.complete:
        screen.line((say("more conflicts"), "unknown"))
    if told.speakers:
        screen.heading(say("by speaker"))
    rows: list[Row] = [
        (name_of(record, speaker, say), [bounds_in_words(alone, say)])
        for speaker, alone in told.speakers.items()
    ]
    screen.rows(rows)
    if result.set_aside:
        screen.heading(say("left out"))
    screen.rows([((id, "id"), [say.words(reason)]) for id, reason in result.set_aside])
    screen.blank()
    screen.line((say("rate chosen"), "faint"))
