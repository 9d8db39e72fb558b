"""What comes back for one position: status, value, reasons, what is missing, how long it holds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Literal, Protocol

from callup.ir.nodes import Constant, Node
from callup.ir.program import Basis, Definition, NotEncoded
from callup.ir.types import Type
from callup.readers.explain.once import once
from callup.text.words import Words
from callup.values.number import write_number

Status = Literal["known", "unknown", "none", "conflict", "not covered"]


@dataclass(frozen=True, slots=True)
class Support:
    """What a condition rests on beside facts: a state, parameter, term or position, its value
    there, and the acts that made it so."""

    kind: Literal["state", "parameter", "term", "position", "switch"]
    name: str
    value: Constant | None
    bases: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class ConditionReason:
    """One condition of a rule with what it came to; None is unknown.

    What it rests on beside facts is told by `Finding.supports`.
    """

    says: str
    value: Constant | None
    line: str
    node: Node = field(repr=False, compare=False)


@dataclass(frozen=True)
class Reason:
    """A rule that decides or came close; or, without a rule, the silence of the law.

    It is the same reason in all findings for which the rule came to the same.
    """

    rule: str | None
    says: Words
    basis: Basis | None
    decides: bool
    applies: bool | None
    conditions: tuple[ConditionReason, ...]

    @once
    def grade(self) -> str | None:
        """The weakest grade of the sources."""
        grades = [grade for _, grade in self.basis.sources] if self.basis else []
        return max(grades, default=None)


@dataclass(frozen=True, slots=True)
class Contested:
    """A setting of a switch that would change the answer, and the answer it gives."""

    switch: str
    kind: str
    setting: str
    status: Status
    value: Constant | None
    title: Words


@dataclass(frozen=True, slots=True)
class Turn:
    """Why an answer holds no longer: what kind of thing happens on that day, and what it is."""

    kind: Literal["condition", "law", "coverage", "evidence", "search"]
    text: str
    act: str | None = None
    value: Constant | None = None


@dataclass(frozen=True, init=False)
class Finding:
    """The answer for one position, for one person on one day.

    What takes work beyond the answer itself is worked out when it is asked for.
    """

    position: str
    definition: Definition
    on: date
    status: Status
    value: Constant | None
    work: Work = field(repr=False, compare=False)

    def __init__(
        self,
        position: str,
        definition: Definition,
        on: date,
        status: Status,
        value: Constant | None,
        work: Work,
    ) -> None:
        # all at once: one by one, as a frozen dataclass sets its fields, takes three times as long
        self.__dict__.update(
            position=position, definition=definition, on=on, status=status, value=value, work=work
        )

    @property
    def kind(self) -> str:
        return self.definition.kind

    @property
    def type(self) -> Type:
        return self.definition.type

    @once
    def because(self) -> tuple[Reason, ...]:
        """The rules that decide, first; where the law is silent, those that came closest."""
        return self.work.because()

    def supports(self, condition: ConditionReason) -> tuple[Support, ...]:
        """What a condition of one of the reasons rests on beside facts, each once."""
        return self.work.supports(condition)

    @once
    def approximate(self) -> bool:
        """Whether the cases were too many to go through: what is unknown may be known, and of
        what is missing some may not matter."""
        return self.work.approximate()

    @once
    def missing(self) -> tuple[str, ...]:
        """The facts and open switches that matter, the best question first."""
        return self.work.missing()

    @once
    def assumed(self) -> tuple[str, ...]:
        """The facts taken to be no, since a given fact closes them."""
        return self.work.assumed()

    @once
    def while_(self) -> tuple[str, ...]:
        """The facts of the day that shelf life carries forward as they are."""
        return self.work.while_()

    @once
    def _until(self) -> tuple[date | None, tuple[Turn, ...]]:
        return self.work.until()

    @property
    def until(self) -> date | None:
        """The first day with another status, value or deciding rule; None before the horizon."""
        return self._until[0]

    @property
    def until_because(self) -> tuple[Turn, ...]:
        return self._until[1]

    @once
    def evidence_until(self) -> date:
        """The day until which sources show that what the answer rests on stands."""
        return self.work.evidence_until()

    @once
    def contested(self) -> tuple[Contested, ...]:
        return self.work.contested()

    @once
    def not_encoded(self) -> tuple[NotEncoded, ...]:
        """The provisions that nobody has encoded and that could turn this answer."""
        return self.work.not_encoded()

    @property
    def grade(self) -> str | None:
        """The weakest grade of the sources of the deciding rules."""
        return max((r.grade for r in self.because if r.decides and r.grade), default=None)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that decide."""
        return tuple(reason.rule for reason in self.because if reason.decides and reason.rule)


class Work(Protocol):
    """What works out the parts of one finding when they are wanted."""

    def because(self) -> tuple[Reason, ...]: ...

    def supports(self, condition: ConditionReason) -> tuple[Support, ...]: ...

    def approximate(self) -> bool: ...

    def missing(self) -> tuple[str, ...]: ...

    def assumed(self) -> tuple[str, ...]: ...

    def while_(self) -> tuple[str, ...]: ...

    def until(self) -> tuple[date | None, tuple[Turn, ...]]: ...

    def evidence_until(self) -> date: ...

    def contested(self) -> tuple[Contested, ...]: ...

    def not_encoded(self) -> tuple[NotEncoded, ...]: ...


def value_to_json(value: Constant | None, type: Type) -> Any:
    """A value as JSON has it: money as a mapping, days and exact numbers as words."""
    match value:
        case None | bool() | str():
            return value
        case date():
            return value.isoformat()
        case frozenset():
            return sorted(value)
        case int() if type.kind == "money":
            return {"amount": str(value), "currency": type.of}
        case int():
            return value
        case _:
            written = write_number(value) if isinstance(value, Fraction) else str(value)
            return {"amount": written, "currency": type.of} if type.kind == "money" else written
