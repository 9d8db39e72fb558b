"""`callup count --why` and `--exact`: one day, with what is missing, or settled row by row."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from callup.cli.people import ROW, People, accepted, reading
from callup.cli.table_question import TableQuestion
from callup.cli.wire import put
from callup.lawbook import Law
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.excerpt import visible
from callup.wire.plain import head

STATUSES = ("unknown", "none", "conflict", "not covered")


@dataclass(frozen=True, slots=True)
class Tally:
    """How people are counted: in groups `by` columns, by `weight`, and with `why` by what is
    missing."""

    by: tuple[str, ...] = ()
    weight: str | None = None
    why: bool = False


def count_one_day(question: TableQuestion, tally: Tally, *, as_json: bool) -> int:
    """Prints the counts; the exit status: 0, or 1 where rules contradict each other.

    Raises Diagnostics for anything that cannot be counted.
    """
    book = question.book()
    law = question.law(book)
    people = question.people(law)
    _look_up(people.frame.collect_schema(), tally.by, tally.weight)
    if tally.weight:
        with reading(question.file):
            people = _weighed(people, tally.weight)
    with reading(question.file):
        good, rejects = accepted(law, people)
        table = law.table(good, people.columns, people.unread, ROW)
        answers = law.answers(table, checked=True, reasons=tally.why, exact=question.exact)
        counts = _counts(law, answers, tally)
    refused = rejects["row"].n_unique()
    if as_json:
        put({**head(book), "on": law.day.isoformat(), "rejected": refused, "counts": counts})
    else:
        _show(counts)
        if refused:
            print(f"{refused} rows are refused; `callup run` lists them", file=sys.stderr)
    return 1 if any(one["conflict"] for one in counts) else 0


def _look_up(schema: Any, by: Sequence[str], weight: str | None) -> None:
    problems = []
    for name in (*by, *((weight,) if weight else ())):
        if name not in schema:
            near = suggest(name, schema)
            help = f"did you mean `{near}`?" if near else None
            message = f"there is no column `{name[:60]}`"
            problems.append(Diagnostic("bad-column", message, None, help=help))
    if problems:
        raise Diagnostics(problems)


def _weighed(people: People, weight: str) -> People:
    """The table with its weights as whole numbers. Raises Diagnostics where one is none."""
    import polars as pl

    number = pl.col(weight).cast(pl.Int64, strict=False)
    exact = number.cast(pl.Float64) == pl.col(weight).cast(pl.Float64, strict=False)
    bad = people.frame.select(((~exact).fill_null(True) | (number < 0)).sum())
    wrong = bad.collect(engine="streaming").item()
    if wrong:
        message = f"column `{weight}` is no whole number in {wrong} rows"
        help = "a weight says for how many people a row stands"
        raise Diagnostics([Diagnostic("bad-column", message, None, help=help)])
    return replace(people, frame=people.frame.with_columns(number))


def _counts(law: Law, answers: Any, tally: Tally) -> list[dict[str, Any]]:
    """One entry for each position and group, in their order; all found in one pass."""
    import polars as pl

    by, weight = tally.by, tally.weight
    names = [position.name for position in law.program.positions()]
    number = pl.col(weight).cast(pl.Int64).sum() if weight else pl.len().cast(pl.Int64)
    parts = [
        answers.group_by(
            *(pl.col(one).cast(pl.String).alias(f"by_{i}") for i, one in enumerate(by)),
            pl.col(name).cast(pl.String).alias("value"),
            pl.col(f"{name}_status").alias("status"),
            *((pl.col(f"{name}_missing").alias("missing"),) if tally.why else ()),
        ).agg(number.alias("count"))
        for name in names
    ]
    found: list[dict[str, Any]] = []
    for name, table in zip(names, pl.collect_all(parts, engine="streaming"), strict=True):
        groups: dict[tuple[Any, ...], dict[str, Any]] = {}
        kind = law.program.definitions[name].type.kind
        keys = [f"by_{i}" for i in range(len(by))]
        order = [*keys, "status", "value", *(("missing",) if tally.why else ())]
        for row in table.sort(*order).to_dicts():
            group = tuple(row[key] for key in keys)
            if group not in groups:
                groups[group] = _empty(law, name, dict(zip(by, group, strict=True)))
                if tally.why:
                    groups[group]["because"] = []
            _add(groups[group], row, kind)
        found.extend(groups.values())
    for entry in found:
        if "because" in entry:
            entry["because"].sort(key=lambda one: (-one["count"], one["missing"]))
    return found


def _empty(law: Law, name: str, group: dict[str, Any]) -> dict[str, Any]:
    yes_or_no = law.program.definitions[name].type.kind == "boolean"
    return {
        "day": law.day.isoformat(),
        "position": name,
        "by": group,
        **({"yes": 0, "no": 0} if yes_or_no else {"values": []}),
        **{status.replace(" ", "_"): 0 for status in STATUSES},
    }


def _add(entry: dict[str, Any], row: dict[str, Any], kind: str) -> None:
    status, number = row["status"], row["count"]
    if status != "known":
        entry[status.replace(" ", "_")] += number
        if status == "unknown" and "because" in entry:
            missing = (row["missing"] or "").split()
            entry["because"].append({"missing": missing, "count": number})
    elif kind == "boolean":
        entry["yes" if row["value"] == "true" else "no"] += number
    else:
        entry["values"].append({"value": _value(row["value"], kind), "count": number})


def _value(text: str, kind: str) -> Any:
    if kind == "integer":
        return int(text)
    if kind in ("money", "number"):
        return f"{Decimal(text).normalize():f}"
    return text


def _show(counts: list[dict[str, Any]]) -> None:
    for one in counts:
        group = " ".join(f"{visible(k)}={visible(str(v))}" for k, v in one["by"].items())
        print(f"{one['position']}{f'  {group}' if group else ''}")
        values = [(value["value"], value["count"]) for value in one.get("values", ())]
        answers = [(word, one[word]) for word in ("yes", "no") if word in one]
        rest = [(word, one[word.replace(" ", "_")]) for word in STATUSES]
        shown = [(w, n) for w, n in [*answers, *values, *rest] if n]
        print("  " + ", ".join(f"{word} {number:,}" for word, number in shown))
        for part in one.get("because", ()):
            missing = ", ".join(part["missing"]) or "nothing that could be given"
            print(f"    unknown {part['count']:,}: {missing}")
