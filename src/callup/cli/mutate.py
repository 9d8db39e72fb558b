"""`callup test --mutate`: which slips in a lawbook its cases would not notice."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from fractions import Fraction

from callup.inquiry.score import Score, Tally, Unnoticed, Witness
from callup.lawbook import open as open_lawbook
from callup.text.excerpt import visible


def mutate(
    lawbook: str, match: str | None, count: int | None, seed: int, *, as_json: bool = False
) -> int:
    """Prints what came of every kind of slip, and each that no case notices; the exit status.

    Raises Diagnostics where the lawbook cannot be read or its cases fail.
    """
    progress = _Progress()
    score = open_lawbook(lawbook).mutate(match, count, seed, progress)
    progress.end()
    if as_json:
        print(json.dumps(_to_json(lawbook, score), ensure_ascii=False, indent=2))
    else:
        for line in _lines(score):
            print(visible(line))
    return 0


class _Progress:
    """How far it is, on standard error: in one line of a terminal, else at every tenth part."""

    def __init__(self) -> None:
        self.shown = ""

    def __call__(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            self.put(f"\r{what}: {done} of {of}", "")
        elif done * 10 // of != (done - 1) * 10 // of:
            self.put(f"{what}: {done} of {of}", "\n")

    def put(self, words: str, end: str) -> None:
        print(words.ljust(len(self.shown)), end=end, file=sys.stderr, flush=True)
        self.shown = words

    def end(self) -> None:
        if sys.stderr.isatty() and self.shown:
            self.put("\r", "\r")


# for people


def _lines(score: Score) -> Iterator[str]:
    for one in score.unnoticed:
        if one.verdict.kind != "equivalent":
            yield from _unnoticed(one)
    equivalent = [one for one in score.unnoticed if one.verdict.kind == "equivalent"]
    for one in equivalent:
        yield f"equivalent: {_change(one)}"
    if score.unnoticed:
        yield ""
    yield "slip           made  noticed  equivalent  not decided"
    for tally in (*score.tallies, score.total):
        yield _row(tally)
    yield ""
    if score.total.made < score.made:
        yield f"{score.total.made} of {score.made} slips were tried"
    yield _share(score.total)


def _row(tally: Tally) -> str:
    counts = f"{tally.made:>5}{tally.noticed:>9}{tally.equivalent:>12}{tally.undecided:>13}"
    return f"{tally.operator:<14}{counts}"


def _share(total: Tally) -> str:
    share = total.share
    if not total.made:
        return "no slip was tried"
    if share is None:
        return "none of them changes anything for anybody"
    percent = f"{floor_percent(share)} %"
    left = f", {total.undecided} of those not decided" if total.undecided else ""
    return f"noticed: {total.noticed} of {total.counts} that are not equivalent ({percent}{left})"


def floor_percent(share: Fraction) -> str:
    """A share in percent with one decimal, rounded down."""
    tenths = share * 1000 // 1
    return f"{tenths // 10}.{tenths % 10}"


def _unnoticed(one: Unnoticed) -> Iterator[str]:
    kind = "no case notices" if one.verdict.kind == "missed" else "not decided"
    yield f"{kind}: {_change(one)}"
    if one.verdict.witness is not None:
        yield f"  {_witness(one.verdict.witness)}"
    if one.verdict.why:
        yield f"  {one.verdict.why}"


def _change(one: Unnoticed) -> str:
    mutant = one.mutant
    after = f"`{mutant.after}`" if mutant.after else "nothing"
    what = f"{mutant.rule or mutant.name}: {mutant.operator}: `{mutant.before}` to {after}"
    return f"{what}   {mutant.place}"


def _witness(witness: Witness) -> str:
    words = [f"{name}={value}" for name, value in witness.person]
    words += [f"--with {name}={value}" for name, value in witness.switches]
    who = " ".join(words)
    change = f"{witness.before}, and by the slip {witness.after}"
    return f"{witness.position} on {witness.on}: {change}: {who}"


# for programs


def _to_json(lawbook: str, score: Score) -> dict[str, object]:
    total = score.total
    return {
        "lawbook": lawbook,
        "made": score.made,
        "tried": total.made,
        "noticed": total.noticed,
        "equivalent": total.equivalent,
        "not_decided": total.undecided,
        "score": {"noticed": total.noticed, "of": total.counts},
        "operators": [asdict(one) for one in score.tallies],
        "unnoticed": [
            {
                "line": str(one.mutant.place),
                "definition": one.mutant.name,
                "rule": one.mutant.rule,
                "operator": one.mutant.operator,
                "before": one.mutant.before,
                "after": one.mutant.after or None,
                "verdict": one.verdict.kind,
                "why": one.verdict.why or None,
                "witness": _witness_to_json(one.verdict.witness),
            }
            for one in score.unnoticed
        ],
    }


def _witness_to_json(witness: Witness | None) -> dict[str, object] | None:
    if witness is None:
        return None
    return {**asdict(witness), "person": dict(witness.person), "switches": dict(witness.switches)}
