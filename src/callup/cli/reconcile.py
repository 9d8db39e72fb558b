"""`callup reconcile`: what claims together imply, and which cannot all be true."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from callup.cli.claims import amount_in_words, name_of, number
from callup.cli.look import Row, Screen
from callup.cli.words import Language
from callup.lawbook import open as open_lawbook

if TYPE_CHECKING:
    from callup.record.inquiry import Told
    from callup.record.reconcile import Conflict, Reconciliation, Step


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


def reconcile(asked: Asked, say: Language, *, as_json: bool = False) -> int:
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
    if as_json:
        from callup.cli.wire import put
        from callup.wire.plain import head

        chosen = {"believe": list(asked.believe), "without": list(asked.without)}
        put({**head(opened), **_json(told, say), **chosen, "grade": asked.grade})
        return 0
    _show(Screen(), told, say)
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
    screen.rows([((id, "id"), [reason]) for id, reason in result.set_aside])
    screen.blank()
    screen.line((say("rate chosen"), "faint"))


def bounds_in_words(result: Reconciliation, say: Language, unit: str = "") -> str:
    """The bounds in a few words; an open side is said to be open."""
    if result.bounds is None:
        return say("contradictory") if unit else say("against itself")
    low, high = result.bounds
    parts = {"low": plain(low), "high": plain(high), "unit": unit}
    if low is None and high is None:
        return say("unbounded")
    key = "at least" if high is None else "at most" if low is None else "between"
    if low == high:
        key = "exactly"
    return say(key, **parts).replace(" ;", ";").strip()


def arithmetic(conflict: Conflict, say: Language) -> list[str]:
    """Why the claims of a conflict cannot all be true, line by line."""
    lines = [_step(one, say) for one in conflict.steps]
    return [*lines, say("sum", low=plain(conflict.low), high=plain(conflict.high))]


def _step(step: Step, say: Language) -> str:
    if not step.is_claim:
        return f"{step.owner}: {step.how}"
    key = "step least" if step.side == "at least" else "step most"
    words = f"{say(key, number=plain(step.number))} {', '.join(step.quantities)}, {step.days}"
    if step.how:
        words += f" ({step.how.replace('_', ',')})"
    if step.times != 1:
        words = say("step times", times=plain(step.times), step=words)
    return f"{step.owner}: {words}"


def plain(value: Fraction | None) -> str:
    """A number for people: whole to the nearest one, with commas between thousands."""
    if value is None:
        return ""
    return f"{round(value):,}" if abs(value) >= 100 else f"{float(value):,.4g}"


def _json(told: Told, say: Language) -> dict[str, Any]:
    from callup.record.reconcile import TOLERANCE

    result = told.result
    return {
        "quantity": result.quantity,
        "from": told.start.isoformat(),
        "to": told.end.isoformat(),
        "bounds": _bounds(result),
        "binding": list(result.binding),
        "conflicts": [list(one.claims) for one in result.conflicts],
        "arithmetic": [arithmetic(one, say) for one in result.conflicts],
        "complete": result.complete,
        "claims": list(result.claims),
        "set_aside": [{"claim": id, "reason": reason} for id, reason in result.set_aside],
        "speakers": {name: _bounds(alone) for name, alone in told.speakers.items()},
        "tolerance": float(TOLERANCE),
    }


def _bounds(result: Reconciliation) -> list[int | float | None] | None:
    if result.bounds is None:
        return None
    return [None if one is None else number(one) for one in result.bounds]
