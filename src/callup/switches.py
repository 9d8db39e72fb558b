"""Reads the switches that a question sets: `--with ID`, `--with ID=VALUE`, `--with BILL@DAY`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from callup.ir.program import Program, Switch
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.values.calendar import parse_day


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a question sets: settings by the name of the switch, and days of bills."""

    chosen: dict[str, str]
    bills: dict[str, date]

    def settings(self, program: Program) -> dict[str, str]:
        """The settings of all switches that are not open."""
        settings = {s.name: s.default for s in program.switches.values() if s.default is not None}
        settings.update(self.chosen)
        settings.update({f"bill:{id}": "on" for id in self.bills})
        return settings


def choose(
    program: Program, with_: Mapping[str, object] | Iterable[str], without: Iterable[str]
) -> Chosen:
    """The switches as they are set. Raises Diagnostics for those that there are not."""
    chosen: dict[str, str] = {}
    bills: dict[str, date] = {}
    problems: list[Diagnostic] = []
    for id, value in [*_pairs(with_), *((id, "off") for id in without)]:
        bill = program.acts.get(id.removeprefix("bill:"))
        if bill is not None and bill.role == "bill":
            _bill(bill.id, value, bills, problems)
            continue
        found = program.find_switch(id)
        if found is None:
            problems.append(_no_switch(id, program))
            continue
        switch, reading = found
        setting = _setting(switch, reading, value)
        if setting is None:
            listed = ", ".join(_short(switch.settings))
            message = f"`{id}` cannot be set to `{value}`"
            problems.append(Diagnostic("bad-switch", message, None, help=f"it is one of {listed}"))
        else:
            chosen[switch.name] = setting
    if problems:
        raise Diagnostics(tuple(problems))
    return Chosen(chosen, bills)


def _pairs(with_: Mapping[str, object] | Iterable[str]) -> list[tuple[str, str]]:
    if isinstance(with_, Mapping):
        return [(id, _word(value)) for id, value in with_.items()]
    pairs = []
    for written in with_:
        id, sign, value = written.partition("@" if "@" in written else "=")
        pairs.append((id, value if sign else "on"))
    return pairs


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _bill(id: str, value: str, bills: dict[str, date], problems: list[Diagnostic]) -> None:
    day = parse_day(value)
    if day is not None:
        bills[id] = day
    elif value not in ("off", "no"):
        message = f"the bill `{id}` needs the day on which it would come into force"
        help = f"write --with {id}@2026-03-01"
        problems.append(Diagnostic("bad-switch", message, None, help=help))


def _setting(switch: Switch, reading: str | None, value: str) -> str | None:
    """The setting that a word means for a switch; None if it has none such."""
    yes, no = value in ("on", "yes"), value in ("off", "no")
    if reading is not None:
        return reading if yes else None
    if value in switch.settings:
        return value
    if switch.kind in ("reading", "bill"):
        return "on" if yes else "off" if no else None
    if switch.kind in ("doubt", "state"):
        return "yes" if yes else "no" if no else None
    if switch.kind == "act" and no and "never" in switch.settings:
        return "never"
    return None


def _short(settings: tuple[str, ...]) -> tuple[str, ...]:
    return settings if len(settings) <= 8 else (*settings[:3], "…", settings[-1])


def _no_switch(id: str, program: Program) -> Diagnostic:
    names = [switch.id for switch in program.switches.values()]
    names += [act.id for act in program.acts.values() if act.role == "bill"]
    near = suggest(id, names)
    shown = id if id.isprintable() and len(id) < 60 else "…"
    help = f"did you mean `{near}`?" if near else "`callup show LAWBOOK` lists the switches"
    if id in program.states:
        help = "no act leaves this state open, so it is no switch"
    elif id in program.facts:
        help = f"it is a fact: write {id}=VALUE without --with"
    return Diagnostic("bad-switch", f"there is no switch `{shown}`", None, help=help)
