"""The Python API: open a lawbook, take the law of a day, ask it about a person.

ru = callup.open("ru")
law = ru.on("2025-07-08")
finding = law.ask(citizenship="foreign", born="1990-01-01")["may_contract"]
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from callup.compiled import Readings, checked_program_of, program_of
from callup.ir.facts import EARLIEST, LATEST, Given, Person, read_person
from callup.ir.program import Basis, FactType, NotEncoded, Program, no_position
from callup.law.files import find
from callup.readers.explain.ask import Asker, Setup
from callup.readers.explain.compile import Engine
from callup.readers.explain.finding import (
    ConditionReason,
    Contested,
    Finding,
    Reason,
    Support,
    Turn,
    value_to_json,
)
from callup.readers.explain.sweep import Stretch, sweep
from callup.readers.frames.tally import Answer, Count, Counts, Group, Turned
from callup.switches import choose
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.values.calendar import parse_day

if TYPE_CHECKING:
    from callup.inquiry.audit import Audit
    from callup.inquiry.blame import Blame
    from callup.inquiry.cases import Run
    from callup.inquiry.check import Report
    from callup.inquiry.coverage import Coverage
    from callup.inquiry.diff import Difference
    from callup.inquiry.guide import Handbook
    from callup.inquiry.interview import Step
    from callup.inquiry.lawtext import LawText
    from callup.inquiry.log import Entry
    from callup.inquiry.pages import Guide, Page
    from callup.inquiry.prove import Verdict
    from callup.inquiry.reached import Reach
    from callup.inquiry.score import Score
    from callup.inquiry.uses import Uses
    from callup.inquiry.why_not import WhyNot
    from callup.law.model import LawbookData
    from callup.readers.frames.apply import Table
    from callup.readers.frames.exact import Exactly
    from callup.readers.frames.years import Years
    from callup.record.document import Document
    from callup.record.inquiry import Told
    from callup.record.model import Record

__all__ = [
    "Answer",
    "Basis",
    "ConditionReason",
    "Contested",
    "Count",
    "Counts",
    "FactType",
    "Finding",
    "Findings",
    "Group",
    "Law",
    "Lawbook",
    "NotEncoded",
    "Program",
    "Reason",
    "Stretch",
    "Support",
    "Turn",
    "Turned",
    "as_day",
    "examine",
    "open",
    "shipped",
    "source_of",
    "value_to_json",
]

# Questions about a lawbook itself read its files anew; an answer about a person is given without
# the time that what reads them takes to load.

SHIPPED = Path(__file__).parent / "lawbooks"

MOST_LAWS_KEPT = 8
"""Laws as known on other days, or with bills, that an open lawbook keeps beside its own."""

Frame = TypeVar("Frame")
Key = TypeVar("Key")
Value = TypeVar("Value")
Switches = Mapping[str, object] | Iterable[str]


def open(name: str | Path) -> Lawbook:
    """A lawbook by the name of one that is shipped, or by the path of its folder.

    Raises Diagnostics where it cannot be found, read, resolved or typed.
    """
    return Lawbook(_folder(name))


def examine(name: str | Path) -> Report:
    """All that is wrong with a lawbook, one that cannot be opened included.

    Raises Diagnostics where there is no such lawbook.
    """
    from callup.inquiry.check import unreadable

    folder = _folder(name)
    try:
        lawbook = Lawbook(folder)
    except Diagnostics as problems:
        return unreadable(folder, problems)
    return lawbook.check()


def source_of(name: str | Path) -> Callable[[str], str | None]:
    """What gives the text of a file of a lawbook, to show a line of it; None for any other."""
    try:
        folder = _folder(name)
        parts = [find(folder, part)[0] for part in (None, "record", "audits")]
        return lambda file: next((text for one in parts if (text := one.text(file))), None)
    except (Diagnostics, OSError):
        return lambda file: None


def shipped() -> tuple[str, ...]:
    """The names of the lawbooks that come with Callup."""
    return tuple(sorted(p.name for p in SHIPPED.iterdir() if (p / "lawbook.yaml").is_file()))


def _folder(name: str | Path) -> Path:
    text = str(name)
    if text in shipped():
        return SHIPPED / text
    folder = Path(text)
    try:
        if folder.is_dir():
            return folder
    except OSError:
        pass  # a name that no folder can have
    near = suggest(text, shipped())
    help = (
        f"did you mean `{near}`?" if near else f"there is {', '.join(shipped())}, or give a folder"
    )
    raise Diagnostics(
        (Diagnostic("missing-file", f"there is no lawbook `{text[:80]}`", None, help=help),)
    )


@dataclass(slots=True)
class Lawbook:
    """A lawbook: its law on every day, as known on every day."""

    folder: Path
    program: Program = field(init=False)
    _programs: dict[tuple[date | None, tuple[tuple[str, date], ...]], Program] = field(
        default_factory=dict
    )
    _readings: Readings = field(default_factory=Readings)
    _engines: threading.local = field(default_factory=threading.local)
    _texts: dict[date | None, LawText] = field(default_factory=dict)
    _built: dict[int, tuple[dict[Any, Any], Program]] = field(default_factory=dict)
    _kept_record: tuple[str, Record] | None = None

    def __post_init__(self) -> None:
        self.program = program_of(self.folder)
        self._programs[None, ()] = self.program

    @property
    def digest(self) -> str:
        return self.program.digest

    def program_for(self, known: date | None, bills: Mapping[str, date]) -> Program:
        """The program of what was published by `known`, with bills on their days."""
        key = (known, tuple(sorted(bills.items())))
        found = self._programs.get(key)
        if found is None:
            found = program_of(self.folder, known, bills, self._readings)
            _keep(self._programs, key, found, own=(None, ()))
        return found

    def engine(self, program: Program) -> Engine:
        """What runs a program; every thread has its own."""
        engines: dict[str, Any] = self._engines.__dict__
        key = str(id(program))
        if key not in engines:
            # the program is kept beside its engine, so that its id stays its own
            _keep(engines, key, (Engine(program), program), own=str(id(self.program)))
        engine: Engine = engines[key][0]
        engine.forget()
        return engine

    def built(self, program: Program) -> dict[Any, Any]:
        """What was built for tables of people under a program, which later tables share."""
        key = id(program)
        if key not in self._built:
            # the program is kept beside it, so that its id stays its own
            _keep(self._built, key, ({}, program), own=id(self.program))
        return self._built[key][0]

    def test(self, match: str | None = None) -> Run:
        """What comes of the cases; of those with `match` in name, reference or question."""
        from callup.inquiry.cases import run
        from callup.law.read import read

        return run(self, read(self.folder)[0], match)

    def mutate(
        self,
        match: str | None = None,
        count: int | None = None,
        seed: int = 0,
        tell: Callable[[str, int, int], None] = lambda what, done, of: None,
    ) -> Score:
        """Which slips of the hand in the lawbook no case notices, and which of those matter.

        Only slips with `match` in what they change; of those `count`, spread by `seed`. `tell`
        hears what is being done, how far it is and how much there is. Raises Diagnostics where
        cases fail.
        """
        from callup.inquiry.mutate import Mutation, matching, sample
        from callup.inquiry.score import score
        from callup.inquiry.verdict import Judge
        from callup.law.read import read

        mutation = Mutation(self, read(self.folder)[0])
        if mutation.failed:
            message = f"{mutation.failed} expectations of the cases are not met"
            help = "`callup test` shows them; slips are told apart only by cases that are met"
            raise Diagnostics((Diagnostic("bad-case", message, None, help=help),))
        chosen = matching(mutation.mutants(), match)
        chosen = chosen if count is None else sample(chosen, count, seed)
        judge = Judge(self.program, self.engine(self.program))
        return score(mutation, chosen, judge, tell)

    def coverage(self) -> Coverage:
        """Which rules, conditions, days of change and switches the cases reach."""
        from callup.inquiry.coverage import coverage
        from callup.law.read import read

        return coverage(self, read(self.folder)[0])

    def check(self) -> Report:
        """All that is wrong with the lawbook, its cases, record and audits, and warnings.

        That no rules conflict, that every part of a rule does something, that nothing read lacks
        a value and that the theorems hold is proved; what is not is told as not checked.
        """
        from callup.inquiry.check import check, with_more
        from callup.inquiry.check_record import check_record
        from callup.law.read import read

        data, files = read(self.folder)
        _, warnings = checked_program_of(self.folder)
        report = check(self, data, files, warnings)
        record, audits = find(self.folder, "record"), find(self.folder, "audits")
        more = check_record(self, data, record, audits)
        return with_more(report, more, (record[0].text, audits[0].text))

    def law_text(self, known: date | str | None = None) -> LawText:
        """The words of the law over time, of what was published by `known`."""
        from callup.inquiry.lawtext import law_text
        from callup.law.history import fold
        from callup.law.read import read

        day = as_day(known) if known is not None else None
        found = self._texts.get(day)
        if found is None:
            data = read(self.folder)[0]
            program = self.program_for(day, {})
            found = law_text(data, fold(data, day), program)
            _keep(self._texts, day, found, own=None)
        return found

    def log(
        self,
        start: date | str | None = None,
        end: date | str | None = None,
        known: date | str | None = None,
    ) -> tuple[Entry, ...]:
        """What acts did from `start` through `end`, in the order in which they began to operate."""
        from callup.inquiry.log import log

        first = as_day(start) if start is not None else None
        last = as_day(end) if end is not None else None
        day = as_day(known) if known is not None else None
        return log(self.law_text(day), first, last, day)

    def record(self) -> Record:
        """Who says which number. Raises Diagnostics with everything that is wrong with it."""
        from callup.law.read import read

        digest = self.record_digest
        if self._kept_record is None or self._kept_record[0] != digest:
            self._kept_record = digest, self._record(read(self.folder)[0])
        return self._kept_record[1]

    @property
    def record_digest(self) -> str:
        """`sha256:…` over the files of the record; `digest` is that of the law."""
        return find(self.folder, "record")[0].digest

    def _record(self, data: LawbookData) -> Record:
        from callup.record.read import read as read_record

        files, problems = find(self.folder, "record")
        sources, acts = ([one.id for one in part] for part in (data.sources, data.acts))
        return read_record(files.contents, data.languages, sources, acts, problems)

    def reconcile(
        self,
        quantity: str,
        start: date | str,
        end: date | str,
        *,
        believe: Iterable[str] = (),
        without: Iterable[str] = (),
        grade: str | None = None,
    ) -> Told:
        """What the claims together imply for a quantity from `start` through `end`.

        Only claims of the speakers in `believe`, where any is named; none of `without`; none
        graded below `grade`. Raises Diagnostics for what there is not.
        """
        from callup.record.inquiry import tell

        first, last = as_day(start), as_day(end)
        return tell(self.record(), quantity, first, last, tuple(believe), tuple(without), grade)

    def documents(self) -> tuple[Document, ...]:
        """The documents that are audited. Raises Diagnostics with all that is wrong with them."""
        from callup.law.read import read

        data, _ = read(self.folder)
        return self._documents(data, self._record(data))

    def _documents(self, data: LawbookData, record: Record) -> tuple[Document, ...]:
        from callup.record.document_read import read_documents

        files, problems = find(self.folder, "audits")
        sources = [one.id for one in data.sources]
        return read_documents(files.contents, data.languages, sources, record, problems)

    def audit(
        self,
        document: str,
        *,
        on: date | str | None = None,
        known: date | str | None = None,
        with_: Iterable[str] = (),
        without: Iterable[str] = (),
    ) -> Audit:
        """A document held against law and record, statement by statement.

        Asked of the law of the document's own day, as law and record were known on it, unless
        `on` and `known` say otherwise; `with_` and `without` set switches. Raises Diagnostics for
        what there is not.
        """
        from callup.inquiry.audit import Question, audit, find_document

        pairs = [one.partition("=") for one in with_]
        question = Question(
            as_day(on) if on is not None else None,
            as_day(known) if known is not None else None,
            tuple((id, value or "yes") for id, _, value in pairs),
            tuple(without),
        )
        choose(self.program, dict(question.with_), question.without)
        data = self.law_text().data
        record = self._record(data)
        found = find_document(self._documents(data, record), document)
        return audit(self, record, found, question)

    def guide(self) -> Guide:
        """What the lawbook covers and leaves out, what is disputed, its positions and acts."""
        from callup.inquiry.listing import guide

        return guide(self.law_text())

    def handbook(self, on: date | str | None = None) -> Handbook:
        """All that the lawbook holds, its rules as on a day: the last evidenced one if none."""
        from callup.inquiry.guide import handbook

        day = as_day(on) if on is not None else self.program.evidence_until
        return handbook(self.law_text(), day)

    def show(self, id: str, on: date | str, known: date | str | None = None) -> Page:
        """What is called `id`, as it is on a day, of what was published by `known`.

        Raises Diagnostics for what there is not.
        """
        from callup.inquiry.show import show

        return show(self.law_text(known), id, as_day(on))

    def uses(self, id: str) -> Uses:
        """What rules and terms read, and what reads them, on any day."""
        from callup.inquiry.uses import uses

        return uses(self.program, self.law_text().readers, id)

    def touched(self, switch: str) -> tuple[str, ...]:
        """The positions whose answer a switch, by its name with its kind, may turn on some day."""
        from callup.inquiry.show import touched

        return touched(self.program, switch)

    def blame(self, id: str, on: date | str, known: date | str | None = None) -> Blame:
        """Which act gave each condition of a rule, or of the rules of a position, its form."""
        from callup.inquiry.blame import blame

        return blame(self.law_text(known), id, as_day(on))

    def diff(
        self,
        before: date | str,
        after: date | str,
        person: Given | None = None,
        *,
        with_: Switches = (),
        without: Iterable[str] = (),
    ) -> Difference:
        """What differs between two days; with a person, also the findings that differ.

        What is given of the person counts on both days, and so do switches.
        """
        from callup.inquiry.diff import FindingChange, diff, differs

        days = as_day(before), as_day(after)
        changes = None
        if person is not None:
            old, new = (self.on(day, with_=with_, without=without).ask(person) for day in days)
            changes = tuple(
                FindingChange(name, old[name], new[name])
                for name in old
                if differs(old[name], new[name])
            )
        return diff(self.law_text(), *days, changes)

    def reach(self, before: Law, after: Law, positions: Iterable[str] | None = None) -> Reach:
        """Whose answer differs between two laws: of two days, settings or lawbooks.

        Each group is told by conditions that are exactly it, with a person of the fewest facts.
        Raises Diagnostics where people cannot be asked about by both laws, or neither covers any of
        the positions on its day.
        """
        from callup.inquiry.diff import last_deeds
        from callup.inquiry.reached import reach
        from callup.inquiry.replay import Stand

        one, other = (
            Stand(law.lawbook.engine(law.program), law.setup, law.day) for law in (before, after)
        )
        if positions is not None:
            positions = list(positions)
            known = [p.name for law in (after, before) for p in law.program.positions()]
            strange = [name for name in positions if name not in known]
            if strange:
                raise Diagnostics(no_position(name, known) for name in strange)
        deeds = {}
        if before.program is after.program and before.day != after.day:
            deeds = last_deeds(self.diff(before.day, after.day).acts)
        return reach(one, other, positions, deeds)

    def count(
        self,
        table: Any,
        start: date | str,
        end: date | str | None = None,
        *,
        by: Iterable[str] = (),
        weight: str | None = None,
        about: Iterable[str] | None = None,
        facts: Mapping[str, str] | None = None,
        unread: Mapping[str, str] | None = None,
        row: str | None = None,
        year: tuple[str, str, str] | None = None,
        age: tuple[str, str, date | str, str] | None = None,
        known: date | str | None = None,
        with_: Switches = (),
        without: Iterable[str] = (),
    ) -> Counts:
        """How many people of a table have which answer, on every day from `start` through `end`.

        On one day without `end`. `about` names positions; all are counted if it is left out. `by`
        names columns to split by, `weight` one that says for how many people a row stands. Rows
        that are refused on a day are counted apart on it. `year` is a fact, the column that tells
        its year in place of a day, and how that is read: `spread`, so that each day of the year has
        its part of the weight, or `unknown`; `age` is a fact, the column that tells the age on a
        day, that day, and how. Those take a table of Polars, pandas or PyArrow, where others may be
        of DuckDB or PySpark, too.
        Raises Diagnostics for what there is not, does not fit, or cannot be counted.
        """
        from callup.readers.frames.every_day import count
        from callup.readers.frames.pandas_table import as_polars

        law = self.on(start, known=known, with_=with_, without=without)
        last = as_day(end) if end is not None else law.day
        by = tuple(by)
        named = (*(facts or {}).values(), *(unread or {}).values(), *by, weight, row)
        years = _years(year, age)
        named += (years.column,) if years else ()
        table = as_polars(table, (*law.program.facts, *filter(None, named)))
        if years is not None:
            from callup.readers.frames.years import read_years

            table = read_years(law.program, table, years)
        people = law.table(table, facts, unread, row)
        together = years is not None and years.how == "unknown"
        return count(people, last, tuple(by), weight, about, together)

    def turned(
        self,
        table: Any,
        before: date | str,
        after: date | str,
        *,
        by: Iterable[str] = (),
        weight: str | None = None,
        about: Iterable[str] | None = None,
        unread: Mapping[str, str] | None = None,
        row: str | None = None,
        with_: Switches = (),
        without: Iterable[str] = (),
    ) -> tuple[tuple[Turned, tuple[str, ...]], ...]:
        """How many people of a table have another answer on the later of two days, and by which
        acts; by none of them where their own days or the calendar turned it.

        Rows that are refused on one of the days are left out. Raises Diagnostics.
        """
        from callup.readers.frames.change import touching, turned
        from callup.readers.frames.pandas_table import as_polars

        by = tuple(by)
        named = (*(unread or {}).values(), *by, weight, row)
        table = as_polars(table, (*self.program.facts, *filter(None, named)))
        laws = [self.on(day, with_=with_, without=without) for day in (before, after)]
        if laws[1].day < laws[0].day:
            message = f"the days run backwards, from {laws[0].day} to {laws[1].day}"
            raise Diagnostics((Diagnostic("bad-day", message, None),))
        for law in reversed(laws):
            table = law.table(table, None, unread, row).split()[0]
        people = laws[0].table(table, None, unread, row)
        found = turned(people, laws[1].day, tuple(by), weight, about)
        entries = self.log(laws[0].day, laws[1].day)
        touched = {one.position: touching(self.program, one.position) for one in found}

        def acts(one: Turned) -> tuple[str, ...]:
            deeds = ((entry, deed) for entry in entries for deed in entry.deeds)
            return tuple(
                dict.fromkeys(
                    entry.act
                    for entry, deed in deeds
                    if entry.day == one.day
                    and f"{deed.kind} {deed.target}" in touched[one.position]
                )
            )

        return tuple((one, acts(one) or one.acts) for one in found)

    def prove(
        self,
        claim: str,
        on: date | str | None = None,
        *,
        with_: Switches = (),
        without: Iterable[str] = (),
    ) -> Verdict:
        """Whether `never: FORMULA` or `always: FORMULA` holds for all people, under all settings
        of the switches that are open, on a day or on all days that are covered.

        Raises Diagnostics for a claim that cannot be read or typed, and a day not covered.
        """
        from callup.inquiry.prove import Prover, read_claim
        from callup.law.read import read
        from callup.readers.proof.claim import Claims
        from callup.readers.proof.solve import WAITING

        law = self.on(
            on if on is not None else self.program.evidence_until, with_=with_, without=without
        )
        found = read_claim(claim, read(self.folder)[0])
        claims = Claims(law.program, law.setup.settings, WAITING)
        prover = Prover(self.engine(law.program), law.setup, claims)
        return prover.prove(found, law.day if on is not None else None)

    def on(
        self,
        day: date | str,
        *,
        known: date | str | None = None,
        with_: Switches = (),
        without: Iterable[str] = (),
        strict: bool = False,
    ) -> Law:
        """The law of a day. Raises Diagnostics for a bad day or a switch that there is not."""
        chosen = choose(self.program, with_, without)
        program = self.program
        known_day = as_day(known) if known is not None else None
        if known_day is not None or chosen.bills:
            program = self.program_for(known_day, chosen.bills)
        settings = chosen.settings(program)
        setup = Setup(settings, frozenset(chosen.chosen), strict)
        return Law(self, program, as_day(day), setup)

    def interview(
        self,
        on: date | str,
        answers: Mapping[str, object] | None = None,
        positions: Iterable[str] | None = None,
        *,
        known: date | str | None = None,
        with_: Switches = (),
        without: Iterable[str] = (),
    ) -> Step:
        """The next question about a person on a day, as `Law.next_question` gives it."""
        law = self.on(on, known=known, with_=with_, without=without)
        return law.next_question(answers, positions)


@dataclass(frozen=True, slots=True)
class Law:
    """The law of one lawbook on one day."""

    lawbook: Lawbook
    program: Program
    day: date
    setup: Setup

    def ask(self, person: Given | None = None, /, **facts: object) -> Findings:
        """The findings for a person, position by position, worked out as they are looked at.

        Raises Diagnostics for facts that there are not, do not fit or exclude each other.
        """
        engine = self.lawbook.engine(self.program)
        given = engine.reader.person({**(person or {}), **facts})
        asker = Asker(engine, given, self.day, self.setup, self.day)
        asker.refuse_impossible()
        return Findings(asker)

    def next_question(
        self,
        answers: Mapping[str, object] | None = None,
        positions: Iterable[str] | None = None,
    ) -> Step:
        """What an interview about these positions, or all, asks after these answers.

        A Question; or Concluded, with the findings, where nothing that can be asked would change
        an answer; or a Contradiction, where nobody can be like this. Answers stand by the `key` of
        their question: a value as `ask` takes it, or None for *I do not know*. Nothing is kept:
        an answer is taken back by asking again without it.
        Raises Diagnostics for an answer that does not fit and for a position that there is not.
        """
        from callup.inquiry.interview import next_step

        names = self.program.named(positions)
        engine = self.lawbook.engine(self.program)
        return next_step(engine, self.setup, self.day, names, answers or {})

    def why_not(self, position: str, person: Given | None = None, /, **facts: object) -> WhyNot:
        """What would turn the answer for a position: fewest facts that can change, the first day
        on which it turns by itself, acts but for which it would be another.

        Raises Diagnostics as `ask` does, and for a position that there is not.
        """
        from callup.inquiry.why_not import why_not
        from callup.law.read import read

        (name,) = self.program.named([position])
        found = self.ask({**(person or {}), **facts})
        return why_not(found.asker, name, read(self.lawbook.folder)[0], self.program.known)

    def apply(
        self,
        frame: Frame,
        positions: Iterable[str] | None = None,
        columns: Mapping[str, str] | None = None,
        *,
        reasons: bool = False,
        exact: bool = False,
    ) -> Frame:
        """A table of people with a column for each position and one for its status.

        Any table of Polars, pandas, PyArrow, DuckDB or PySpark, which comes back as the same kind;
        one that is read later stays so. A column is a fact by its name, or by `columns`, which
        gives the column of a fact. A value is null unless its status is `known`.
        With `reasons`, `POSITION_rule` names the rules that decide, and `POSITION_missing` the
        facts and open switches that an unknown answer waits for. With `exact`, rows whose answer
        relations between unknown facts may settle are asked about one by one, each combination of
        facts once; for that those combinations are collected.
        Raises Diagnostics for columns of a type that does not fit, for formulas that columns
        cannot do, and with a count for values that are refused; `accepted` leaves those out.
        """
        found: Frame = self.answers(
            self.table(frame, columns), positions, checked=False, reasons=reasons, exact=exact
        )
        return found

    def answers(
        self,
        table: Table,
        positions: Iterable[str] | None = None,
        *,
        checked: bool,
        reasons: bool = False,
        exact: bool = False,
    ) -> Any:
        """What `apply` gives, of a table that `table` made; `checked` if nothing is refused."""
        exactly = self._exactly() if exact else None
        return table.answers(positions, checked=checked, reasons=reasons, exactly=exactly)

    def _exactly(self) -> Exactly:
        """How one person is asked about for a table."""
        from callup.readers.frames.exact import Exactly, Settled

        engine = self.lawbook.engine(self.program)

        def reads(name: str) -> frozenset[str]:
            facts = set(engine.cones.inputs(name).facts)
            for node in engine.constraints(name):
                facts |= engine.cones.inputs_of(node).facts
            closers = {one for fact in facts for one in engine.closers.get(fact, ())}
            return frozenset(facts | closers)

        def ask(name: str, given: Given) -> Settled:
            engine.forget()
            person = engine.reader.person({k: v for k, v in given.items() if v is not None})
            try:
                finding = Asker(engine, person, self.day, self.setup, self.day).finding(name)
            except Diagnostics:  # nobody can be like this, which only all facts together show
                return Settled("unknown", None, (), ())
            missing = finding.missing if finding.status == "unknown" else ()
            return Settled(finding.status, finding.value, finding.rules, missing)

        return Exactly(ask, reads)

    def rejects(
        self, frame: Frame, columns: Mapping[str, str] | None = None, row: str | None = None
    ) -> Frame:
        """What is refused in a table: row, column and reason, never the value.

        Rows count from 0, or as the column `row` numbers them.
        """
        found: Frame = self.table(frame, columns, row=row).rejects()
        return found

    def accepted(self, frame: Frame, columns: Mapping[str, str] | None = None) -> Frame:
        """The rows of a table of which nothing is refused."""
        found: Frame = self.table(frame, columns).split()[0]
        return found

    def weighed(self, frame: Any, by: Iterable[str], weight: str | None) -> tuple[Any, str, int]:
        """A table of Polars with a column to add up how many people its rows stand for, the name of
        that column, and how many of its units are one person.

        Raises Diagnostics for columns that there are not, and where a weight is none.
        """
        from callup.readers.frames.every_day import look_up
        from callup.readers.frames.weights import WEIGHT, weighed

        look_up(frame, (*by, *((weight,) if weight else ())))
        found, scale = weighed(frame, weight)
        return found, WEIGHT, scale

    def table(
        self,
        frame: Any,
        columns: Mapping[str, str] | None = None,
        unread: Mapping[str, str] | None = None,
        row: str | None = None,
    ) -> Table:
        """A table of people under this law. Raises Diagnostics for what cannot be one."""
        if self.setup.strict:
            message = "strict answers are not supported for tables of people"
            raise Diagnostics((Diagnostic("not-supported", message, None),))
        try:
            from callup.readers.frames.apply import Table
        except ModuleNotFoundError:
            message = "tables of people need Narwhals and Polars, which are not installed"
            help = "pip install callup"
            raise Diagnostics((Diagnostic("missing-library", message, None, help=help),)) from None
        settings = self.setup.settings
        built = self.lawbook.built(self.program)
        return Table(
            self.program, self.day, settings, frame, columns or {}, unread or {}, row, built
        )

    def sweep(
        self,
        until: date | str,
        person: Given,
        positions: Iterable[str] | None = None,
    ) -> dict[str, tuple[Stretch, ...]]:
        """The person's time line from the day of this law up to `until`, position by position.

        Facts of the day without a history are carried forward from the first day.
        """
        given = read_person(self.program, person)
        names = (
            list(positions) if positions is not None else [p.name for p in self.program.positions()]
        )
        engine = self.lawbook.engine(self.program)
        return {
            name: sweep(engine, given, self.setup, name, self.day, as_day(until)) for name in names
        }


def _years(
    year: tuple[str, str, str] | None, age: tuple[str, str, date | str, str] | None
) -> Years | None:
    """What a table tells in place of a day. Raises Diagnostics where it tells it twice."""
    from callup.readers.frames.years import Years

    if year is not None and age is not None:
        message = "a table tells either years or ages in place of days"
        raise Diagnostics((Diagnostic("bad-question", message, None),))
    if age is not None:
        fact, column, on, how = age
        return Years(fact, column, how, as_day(on))
    return None if year is None else Years(*year)


def _keep(kept: dict[Key, Value], key: Key, value: Value, own: Key) -> None:
    """Keeps a value; where there are too many, the oldest but the lawbook's own make room."""
    for oldest in [one for one in list(kept) if one != own][: -MOST_LAWS_KEPT + 1]:
        kept.pop(oldest, None)
    kept[key] = value


class Findings(Mapping[str, Finding]):
    """The findings of one question by position; each is worked out when it is looked at."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker
        self._found: dict[str, Finding] = {}

    @property
    def person(self) -> Person:
        return self.asker.person

    def __getitem__(self, position: str) -> Finding:
        if position not in self._found:
            definition = self.asker.engine.program.definitions.get(position)
            if definition is None or definition.meaning != "position":
                raise KeyError(position)
            self._found[position] = self.asker.finding(position)
        return self._found[position]

    def __iter__(self) -> Iterator[str]:
        return (position.name for position in self.asker.engine.program.positions())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def as_day(day: date | str) -> date:
    """A day from a date or from YYYY-MM-DD. Raises Diagnostics for anything else."""
    found = date(day.year, day.month, day.day) if isinstance(day, date) else parse_day(day)
    if found is None or not EARLIEST <= found < LATEST:
        day = str(day)
        shown = day if len(day) <= 40 and day.isprintable() else "…"
        help = f"days are written like 2025-07-08, from {EARLIEST} up to {LATEST}"
        raise Diagnostics((Diagnostic("bad-day", f"`{shown}` is not a day", None, help=help),))
    return found
