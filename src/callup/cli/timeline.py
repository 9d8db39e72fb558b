"""Time on a terminal: the stretches of a person's answers, and acts month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from callup.cli.look import Screen, Span
from callup.cli.reasons import Account, headline, style_of
from callup.cli.words import Language
from callup.lawbook import Finding, Law, Reason, Stretch
from callup.wire.in_words import value_in_words

DAY = timedelta(days=1)
STRIP: Final = 40
SIGNS: Final = {"unknown": "?", "conflict": "!", "none": " ", "not covered": " "}


def time_line(
    law: Law,
    about: Sequence[str],
    facts: Mapping[str, object],
    last: date,
    set_: dict[str, str],
    say: Language,
    *,
    as_json: bool,
) -> int:
    """Prints the person's answers from the day of the law through `last`; the exit status."""
    names = list(about) or [position.name for position in law.program.positions()]
    law.ask(facts)  # refuses facts that exclude each other
    lines = law.sweep(last + DAY, facts, names)
    if as_json:
        _put(law, lines, last, set_, say)
    else:
        _show(law, lines, last, bool(about), set_, say)
    conflicts = (s.finding.status == "conflict" for line in lines.values() for s in line)
    return 1 if any(conflicts) else 0


def _put(
    law: Law,
    lines: Mapping[str, Sequence[Stretch]],
    last: date,
    set_: dict[str, str],
    say: Language,
) -> None:
    from callup.cli.wire import put
    from callup.wire.finding import question_to_json, stretch_to_json

    document = question_to_json(law.lawbook, law, set_)
    days = {"from": document.pop("on"), "through": last.isoformat()}
    found = {
        name: [stretch_to_json(one, law.program, say) for one in line]
        for name, line in lines.items()
    }
    put({**document, **days, "time_line": found})


def _show(
    law: Law,
    lines: Mapping[str, Sequence[Stretch]],
    last: date,
    in_full: bool,
    set_: dict[str, str],
    say: Language,
) -> None:
    screen = Screen()
    headline(screen, law, set_, say)
    screen.line(f"{law.day} {screen.marks.dash} {last}")
    for name, line in lines.items():
        definition = law.program.definitions[name]
        screen.blank()
        question = say.words(definition.question) or say.words(definition.title)
        screen.line((question, "title"), (f" {name}", "faint"), hang=2)
        if len(line) > 1 or not in_full:
            _strip(screen, line, law.day, last)
        for stretch in line if in_full else _joined(line):
            _stretch(screen, law, stretch, in_full, say)
    screen.blank()
    screen.line((say("strip"), "faint"))


def _joined(line: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, those with the same answer by other rules as one."""
    joined: list[Stretch] = []
    for one in line:
        last = joined[-1].finding if joined else None
        now = one.finding
        if last is not None and (last.status, last.value) == (now.status, now.value):
            joined[-1] = replace(joined[-1], end=one.end)
        else:
            joined.append(one)
    return joined


def _strip(screen: Screen, line: Sequence[Stretch], start: date, last: date) -> None:
    """The whole time as one row of signs, each for an equal part of it."""
    width = min(STRIP, screen.width - 4)
    days = (last - start).days + 1
    signs = ""
    for place in range(width):
        day = start + timedelta(days=days * place // width)
        signs += next((_sign(s) for s in line if s.start <= day < s.end), " ")
    screen.line(f"[{signs}]", indent=2)


def _sign(stretch: Stretch) -> str:
    finding = stretch.finding
    if finding.status == "known":
        return "#" if finding.value is True else "." if finding.value is False else "="
    return SIGNS[finding.status]


def _stretch(screen: Screen, law: Law, stretch: Stretch, in_full: bool, say: Language) -> None:
    finding = stretch.finding
    shown = value_in_words(finding.status, finding.value, finding, law.program, say)
    days = f"{stretch.start} {screen.marks.dash} {stretch.end - DAY}"
    spans: list[Span] = [f"{days}  ", (shown, style_of(finding.status, finding.value))]
    if not in_full:
        screen.line(*spans, indent=2, hang=2)
        return
    account = Account(screen, law.program, say)
    rules = ", ".join(finding.rules)
    spans += [(f"  {rules}", "faint")] if rules else []
    screen.line(*spans, indent=2, hang=2)
    for words in _why(account, stretch, say):
        screen.line((words, "faint"), indent=4, hang=2)


def _why(account: Account, stretch: Stretch, say: Language) -> Iterable[str]:
    """The reason of a stretch: its rules in words, or what is open."""
    finding = stretch.finding
    if finding.status == "not covered":
        return [say("silence covered")]
    deciding = [reason for reason in finding.because if reason.decides]
    if deciding:
        return [_reason(account, one, finding, say) for one in deciding]
    return [say("open", facts=", ".join(finding.missing))] if finding.missing else []


def _reason(account: Account, reason: Reason, finding: Finding, say: Language) -> str:
    if reason.basis is None:
        return account.silence(reason, finding)
    basis = reason.basis
    cited = f"{basis.act}, {basis.cite}" if basis.cite else basis.act
    return f"{say.words(reason.says)} ({cited})"


def months(screen: Screen, days: Iterable[date], initials: str = "JFMAMJJASOND") -> None:
    """How many of the days fall in each month, a year to a line; years without any are left out."""
    counted: dict[tuple[int, int], int] = {}
    for day in days:
        counted[day.year, day.month] = counted.get((day.year, day.month), 0) + 1
    dot = screen.marks.dot if screen.marks.dot != "|" else "."
    screen.line(("      " + "  ".join(initials), "faint"), indent=2)
    for year in sorted({year for year, _ in counted}):
        cells = [str(counted.get((year, month), dot)).rjust(2) for month in range(1, 13)]
        screen.line(f"{year} " + " ".join(cells), indent=2)
