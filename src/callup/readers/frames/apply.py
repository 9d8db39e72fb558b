"""Applies the law of a day to a table of people: one column for each answer, one for its status."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import TYPE_CHECKING, Any

import narwhals as nw

from callup.ir.program import Definition, Program
from callup.readers.frames import kleene, pandas_table
from callup.readers.frames.answer import DOUBTFUL, MISSING, RULE, STATUS, STATUSES, Answers
from callup.readers.frames.cell import PREFIX, Column, Sheet, as_flag, exprs
from callup.readers.frames.compile import Compiler
from callup.readers.frames.intake import Taken, columns_of, take
from callup.text.diagnostic import Diagnostic, Diagnostics

if TYPE_CHECKING:
    from callup.readers.frames.exact import Exactly

ROW = "row"
NUMBERED = PREFIX + ROW
WHICH = PREFIX + "which"

MOST_BUILT = 16
"""For so many kinds of tables is kept what answers are worked out by."""

Built = tuple[Sheet, dict[str, Column]]
"""Columns that are laid down first, and the answers."""

Refusal = tuple[nw.Expr, str, str]
"""Where something is refused, in which column, and why."""


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
    built: dict[Hashable, Built] = field(default_factory=dict)
    """What was built for tables like this one; those of one program may share it."""
    shape: Hashable = field(init=False)
    """The facts that the table has, by column and type."""
    taken: tuple[Taken, ...] = field(init=False)
    people: Any = field(init=False)
    at_hand: str | None = field(init=False)
    """Of which library the table is, where its rows are at hand; then they are given back so."""
    origin: Any = field(init=False)
    """The table as it came, where answers are put beside it."""

    def __post_init__(self) -> None:
        found = _frame(self.frame)
        self.at_hand, self.origin = None, None
        if found.implementation.is_pandas():
            self.origin = found.to_native()
            names = (*self.program.facts, *self.facts.values(), *self.unread.values())
            given = () if self.row is None else (self.row,)
            found = nw.from_native(pandas_table.read(self.origin, (*names, *given)))
        if isinstance(found, nw.DataFrame):
            # engines that plan ahead work a shared part out once, and all columns side by side
            self.at_hand = found.implementation.value
            if self.row is None or self.origin is not None:
                found = found.with_row_index(NUMBERED)
            self.row = self.row or NUMBERED
            found = found.lazy(backend="polars")
        self.people = found
        aside = (self.row, NUMBERED, pandas_table.ROWS)
        schema = {n: d for n, d in self.people.collect_schema().items() if n not in aside}
        columns = columns_of(self.program, schema, self.facts)
        self.taken = take(self.program, schema, columns, self.unread)
        self.shape = tuple((one.fact, one.column, str(schema[one.column])) for one in self.taken)

    def compiler(self, day: date | None = None) -> Compiler:
        """What compiles the program for the columns of the table, on its day or on another."""
        given = {one.fact: one.cell for one in self.taken}
        return Compiler(self.program, day or self.day, self.settings, given)

    @property
    def words(self) -> Any:
        """The type of columns of statuses: Polars compares with few words faster than with text."""
        came_so = self.origin is None and self.at_hand in (None, "polars")
        return (
            nw.Enum(STATUSES) if came_so and self.people.implementation.is_polars() else nw.String
        )

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
        sheet, columns = self._built(definitions, reasons, exactly is not None)
        own = self.own_and_row()
        found = sheet.lay(self.people, columns.values()).select(*own, **exprs(columns))
        made = (*own, *columns)
        found = found.select(*(name for name in made if name not in self._set_aside()))
        if exactly is not None:
            found = self._settled(found, definitions, exactly, reasons)
        return self.native(found)

    def _built(self, definitions: Sequence[Definition], reasons: bool, doubtful: bool) -> Built:
        """What the answers are worked out by; made once for tables with the same facts."""
        names = tuple(one.name for one in definitions)
        settings = tuple(sorted(self.settings.items()))
        key = (self.day, settings, self.shape, names, reasons, doubtful, self.words == nw.String)
        if key not in self.built:
            while len(self.built) >= MOST_BUILT:
                self.built.pop(next(iter(self.built)), None)
            self.built[key] = self._build(definitions, reasons, doubtful)
        return self.built[key]

    def _build(self, definitions: Sequence[Definition], reasons: bool, doubtful: bool) -> Built:
        compiler = self.compiler()
        answers = Answers(compiler, self.program.impossible, self.words)
        columns: dict[str, Column] = {}
        for one in definitions:
            columns.update(answers.columns(one))
            if reasons:
                columns.update(answers.reasons(one))
            if doubtful:
                columns[DOUBTFUL + one.name] = answers.doubtful(one)
        return compiler.sheet, columns

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
        # a table that is joined to the one that came needs the numbers of its rows for that
        row = self.row if self.origin is None else pandas_table.ROWS
        return (row, *self.unread.values())

    def native(self, frame: Any) -> Any:
        """A table of ours as the kind that came."""
        if self.origin is not None:
            return self._beside_origin(frame.collect(backend="polars").to_native())
        if self.at_hand is not None:
            frame = frame.collect(backend=self.at_hand)
        return frame.to_native()

    def _beside_origin(self, answers: Any) -> Any:
        if NUMBERED not in answers.columns:
            return answers.to_pandas()
        own = [name for name in answers.columns if name in self.people.collect_schema()]
        return pandas_table.joined(self.origin, answers.drop(own), answers[NUMBERED])

    def _names(self, positions: Iterable[str] | None) -> tuple[str, ...]:
        names = self.program.named(positions)
        problems = []
        taken = set(self.people.collect_schema())
        if self.origin is not None:
            taken |= {str(name) for name in self.origin.columns}
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

    def refusals(self) -> tuple[Any, list[Refusal]]:
        """The table laid out, and (where, column, reason) of all that may be refused."""
        compiler = self.compiler()
        found = [
            (one.refused, one.column, one.reason) for one in self.taken if one.refused is not None
        ]
        columns = {one.fact: one.column for one in self.taken}
        read: list[Column] = []
        for condition in self.program.impossible:
            found_so = compiler.logic.settled(compiler.truth(condition.node, compiler.base))
            cell = kleene.certainly(found_so)
            if cell is False:
                continue
            where = as_flag(cell)
            read.append(where)
            names = [columns[name] for name in compiler.facts_in(condition.node) if name in columns]
            reason = f"these facts exclude each other: {condition.says}"
            found.append((where.expr, ", ".join(names), reason))
        return compiler.sheet.lay(self.people, read), found

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
        given = () if self.row in (None, NUMBERED) else (self.row,)
        names = [*self.own(), *self.unread.values(), *given]
        if not found:
            return self.native(laid.select(*names)), self.native(laid.select(*names).head(0))
        bad = reduce(lambda a, b: a | b, (where for where, _, _ in found))
        accepted = laid.filter(~bad).select(*names)
        return self.native(accepted), self.native(laid.filter(bad).select(*names))

    def _refuse(self) -> None:
        laid, found = self.refusals()
        if not found or not self._is_suspect(laid, found):
            return
        flags = [where.cast(nw.Int64).sum().alias(f"n{i}") for i, (where, _, _) in enumerate(found)]
        row = next(_rows(laid.select(*flags)))
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

    def _is_suspect(self, laid: Any, found: Sequence[Refusal]) -> bool:
        """Whether any value is refused, which is told much faster than how many are.

        Of days and numbers the least and the most tell it, without a look at each.
        """
        within = [one.within for one in self.taken if one.refused is not None]
        within += [None] * (len(found) - len(within))
        asked: list[nw.Expr] = []
        for index, ((where, _, _), bounds) in enumerate(zip(found, within, strict=True)):
            if bounds is None:
                asked.append(where.any().alias(f"any_{index}"))
            else:
                values, _, _ = bounds
                asked.append(values.min().alias(f"low_{index}"))
                asked.append(values.max().alias(f"high_{index}"))
        row = list(next(_rows(laid.select(*asked))))
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
        help = "give a table of Polars, pandas, PyArrow, DuckDB or PySpark"
        raise Diagnostics((Diagnostic("not-supported", message, None, help=help),)) from None
    name = found.implementation.value
    if (found.implementation.is_pandas_like() and name != "pandas") or name == "dask":
        message = f"tables of {name} are not supported"
        why = "their truths have no unknown that holds through `and` and `or`"
        help = "polars.from_pandas(table) makes one that is"
        raise Diagnostics((Diagnostic("not-supported", message, None, why=why, help=help),))
    return found
