"""Applies the law of a day to a table of people: one column for each answer, one for its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import narwhals as nw

from callup.ir.program import Definition, Program
from callup.readers.frames import kleene
from callup.readers.frames.answer import DOUBTFUL, MISSING, RULE, STATUS, Answers
from callup.readers.frames.cell import PREFIX, Column
from callup.readers.frames.compile import Compiler
from callup.readers.frames.intake import Taken, columns_of, take
from callup.text.diagnostic import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from callup.readers.frames.exact import Exactly

ROW = "row"
WHICH = PREFIX + "which"


@dataclass(slots=True)
class Table:
    """A table of people under the law of a day.

    `facts` names the columns of facts that are not called as the fact is; `unread` a column for
    each fact whose value somebody could not read, which says where; `row` one that numbers rows.
    Those two are not part of the answers.
    """

    program: Program
    day: date
    settings: Mapping[str, str]
    frame: Any
    facts: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    row: str | None = None
    taken: tuple[Taken, ...] = field(init=False)
    people: Any = field(init=False)
    at_hand: str | None = field(init=False)
    """Of which library the table is, where its rows are at hand; then they are given back so."""

    def __post_init__(self) -> None:
        found = _frame(self.frame)
        self.at_hand = None
        if isinstance(found, nw.DataFrame):
            # engines that plan ahead work a shared part out once, and all columns side by side
            self.at_hand = found.implementation.value
            if self.row is None:
                self.row = PREFIX + ROW
                found = found.with_row_index(self.row)
            found = found.lazy(backend="polars")
        self.people = found
        schema = {n: d for n, d in self.people.collect_schema().items() if n != self.row}
        columns = columns_of(self.program, schema, self.facts)
        self.taken = take(self.program, schema, columns, self.unread)

    def compiler(self) -> Compiler:
        given = {one.fact: one.cell for one in self.taken}
        return Compiler(self.program, self.day, self.settings, given)

    # answers

    def answers(
        self,
        positions: Iterable[str] | None,
        *,
        checked: bool,
        reasons: bool = False,
        exactly: Exactly | None = None,
    ) -> Any:
        """The table with the answers, of the same kind as it came.

        With `reasons` also the rules that decide and what is missing; `exactly` settles what
        tables may not see. Raises Diagnostics with their number where values are refused, unless
        that is `checked`.
        """
        names = self._names(positions)
        if not checked:
            self._refuse()
        definitions = [self.program.definitions[name] for name in names]
        # engines of SQL plan every column of every layer, so they get few of them at a time
        at_once = len(definitions)
        found, made = self.people, self.own_and_row()
        for start in range(0, len(definitions), max(at_once, 1)):
            compiler = self.compiler()
            answers = Answers(compiler, self.program.impossible)
            columns: dict[str, nw.Expr] = {}
            for one in definitions[start : start + at_once]:
                columns.update(answers.columns(one))
                if reasons:
                    columns.update(answers.reasons(one))
                if exactly is not None:
                    columns[DOUBTFUL + one.name] = answers.doubtful(one)
            made += columns
            laid = compiler.sheet.lay(found, columns.values())
            found = laid.select(*made[: len(made) - len(columns)], **columns)
        found = found.select(*(name for name in made if name not in self._set_aside()))
        if exactly is not None:
            found = self._settled(found, definitions, exactly, reasons)
        return self.native(found)

    def _settled(
        self, found: Any, definitions: list[Definition], exactly: Exactly, reasons: bool
    ) -> Any:
        """The answers, exact for every row. Raises Diagnostics where the rows are not ours."""
        if not found.implementation.is_polars():
            message = f"exact answers are not supported for tables of {found.implementation.value}"
            why = "the rows that are left are asked about one by one, in this process"
            help = "leave `exact` out, or give a table of Polars or PyArrow"
            raise Diagnostics((Diagnostic("not-supported", message, None, why=why, help=help),))
        from callup.readers.frames.exact import settle

        columns = {one.fact: one.column for one in self.taken}
        native = found.to_native()
        for one in definitions:
            native = settle(native, one, columns, exactly, reasons=reasons)
        return nw.from_native(native)

    def own(self) -> list[str]:
        """The columns that the table came with."""
        return [name for name in self.own_and_row() if name not in self._set_aside()]

    def own_and_row(self) -> list[str]:
        return list(self.people.collect_schema())

    def _set_aside(self) -> tuple[str | None, ...]:
        """What stands in the table and is not part of the answers."""
        return (self.row, *self.unread.values())

    def native(self, frame: Any) -> Any:
        """A table of ours as the kind that came."""
        if self.at_hand is not None:
            frame = frame.collect(backend=self.at_hand)
        return frame.to_native()

    def _names(self, positions: Iterable[str] | None) -> list[str]:
        known = [position.name for position in self.program.positions()]
        names = known if positions is None else list(dict.fromkeys(positions))
        problems = [
            Diagnostic("bad-question", f"there is no position `{name[:60]}`", None)
            for name in names
            if name not in known
        ]
        taken = set(self.people.collect_schema())
        for name in names:
            for made in (name, name + STATUS, name + RULE, name + MISSING):
                if made in taken:
                    message = (
                        f"the table has a column `{made}` already, where an answer would stand"
                    )
                    problems.append(
                        Diagnostic("bad-column", message, None, help="give it another name")
                    )
        if problems:
            raise Diagnostics(problems)
        return names

    # what is refused

    def refusals(self) -> tuple[Any, list[tuple[nw.Expr, str, str]]]:
        """The table laid out, and (where, column, reason) of all that may be refused."""
        compiler = self.compiler()
        found = [
            (one.refused, one.column, one.reason) for one in self.taken if one.refused is not None
        ]
        columns = {one.fact: one.column for one in self.taken}
        for condition in self.program.impossible:
            found_so = compiler.logic.settled(compiler.truth(condition.node, compiler.base))
            cell = kleene.certainly(found_so)
            if cell is False:
                continue
            where = cell.expr if isinstance(cell, Column) else nw.lit(True)
            names = [columns[name] for name in compiler.facts_in(condition.node) if name in columns]
            reason = f"these facts exclude each other: {condition.says}"
            found.append((where, ", ".join(names), reason))
        return compiler.sheet.lay(self.people), found

    def rejects(self) -> Any:
        """Row, column and reason of all that is refused; never the value."""
        laid, found = self.refusals()
        if self.row is None:
            message = "the rows of a table that is read later have no numbers"
            help = "name the column that numbers them: rejects(frame, row=…)"
            raise Diagnostics((Diagnostic("bad-column", message, None, help=help),))
        flags = {f"{PREFIX}refused_{i}": where for i, (where, _, _) in enumerate(found)}
        if not flags:
            flags, found = {f"{PREFIX}refused_0": nw.lit(False)}, [(nw.lit(False), "", "")]
        number = nw.col(self.row).cast(nw.Int64).alias(ROW)
        marked = laid.select(number, **flags)
        # which they are, as words in one column: not every engine turns columns into rows
        which = [nw.when(nw.col(flag)).then(nw.lit(str(i))) for i, flag in enumerate(flags)]
        told = nw.concat_str(which, separator=" ", ignore_nulls=True).str.split(" ")
        bad = marked.filter(nw.any_horizontal(*flags, ignore_nulls=True))
        each = bad.select(ROW, told.alias(WHICH)).explode(WHICH)
        columns, reasons = (
            nw.concat_str(
                [
                    nw.when(nw.col(WHICH) == str(i)).then(nw.lit(str(one[part])))
                    for i, one in enumerate(found)
                ],
                ignore_nulls=True,
            )
            for part in (1, 2)
        )
        listed = each.select(ROW, columns.alias("column"), reasons.alias("reason"))
        return self.native(listed.sort(ROW, "column", "reason"))

    def split(self) -> tuple[Any, Any]:
        """The rows that are accepted and those that are refused, with all that `unread` names."""
        laid, found = self.refusals()
        given = () if self.row in (None, PREFIX + ROW) else (self.row,)
        names = [*self.own(), *self.unread.values(), *given]
        if not found:
            return self.native(laid.select(*names)), self.native(laid.select(*names).head(0))
        bad = reduce(lambda a, b: a | b, (where for where, _, _ in found))
        accepted = laid.filter(~bad).select(*names)
        return self.native(accepted), self.native(laid.filter(bad).select(*names))

    def _refuse(self) -> None:
        laid, found = self.refusals()
        if not found:
            return
        flags = {f"{PREFIX}refused_{i}": where for i, (where, _, _) in enumerate(found)}
        told = laid.with_columns(**flags)
        if not self._is_suspect(told, flags):
            return
        counts = told.select(*(nw.col(one).cast(nw.Int64).sum() for one in flags))
        row = next(_rows(counts))
        problems = [
            Diagnostic(
                "rejected-rows",
                f"{count} rows are refused, column `{column}`: {reason}",
                None,
                help="`rejects` lists them, and `accepted` leaves them out",
            )
            for count, (_, column, reason) in zip(row, found, strict=True)
            if count
        ]
        if problems:
            raise Diagnostics(problems)

    def _is_suspect(self, told: Any, flags: Mapping[str, nw.Expr]) -> bool:
        """Whether any value is refused, which is told much faster than how many are.

        Of days and numbers the least and the most tell it, without a look at each.
        """
        within = [one.within for one in self.taken if one.refused is not None]
        within += [None] * (len(flags) - len(within))
        asked: list[nw.Expr] = []
        for flag, bounds in zip(flags, within, strict=True):
            if bounds is None:
                asked.append(nw.col(flag).any())
            else:
                values, _, _ = bounds
                asked += [values.min().alias(f"{flag}_low"), values.max().alias(f"{flag}_high")]
        row = list(next(_rows(told.select(*asked))))
        for bounds in within:
            first = row.pop(0)
            if bounds is None and first:
                return True
            if bounds is not None:
                last, (_, low, high) = row.pop(0), bounds
                if first is not None and (first < low or last > high):
                    return True
        return False


def _rows(frame: Any) -> Iterator[tuple[Any, ...]]:
    made = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
    yield from made.iter_rows()


def _frame(frame: Any) -> Any:
    """The table as Narwhals reads it. Raises Diagnostics for what is none, or cannot hold what is
    not known."""
    try:
        found = nw.from_native(frame)
    except TypeError:
        message = f"a {type(frame).__name__} is no table"
        help = "give a table of Polars, PyArrow, DuckDB or PySpark"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),)) from None
    name = found.implementation.value
    if found.implementation.is_pandas_like() or name == "dask":
        message = f"tables of {name} are not supported"
        why = "their truths have no unknown that holds through `and` and `or`"
        help = "polars.from_pandas(table) makes one that is"
        raise Diagnostics((Diagnostic("not-supported", message, None, why=why, help=help),))
    return found
