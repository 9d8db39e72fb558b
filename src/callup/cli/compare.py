"""`callup compare`: whose answer differs between two laws on one day."""

from __future__ import annotations

from dataclasses import dataclass

from callup.cli.look import Screen
from callup.cli.reach import show_reach
from callup.cli.words import Language
from callup.lawbook import Law
from callup.lawbook import open as open_lawbook


@dataclass(frozen=True, slots=True)
class Sides:
    """What is set side by side: two lawbooks, the day, and the switches of each side."""

    lawbooks: tuple[str, str]
    on: str
    against: tuple[str, ...]
    with_: tuple[str, ...]
    without: tuple[str, ...]
    about: tuple[str, ...]

    def laws(self) -> tuple[Law, Law]:
        """Both laws. Raises Diagnostics."""
        first = open_lawbook(self.lawbooks[0])
        same = self.lawbooks[0] == self.lawbooks[1]
        second = first if same else open_lawbook(self.lawbooks[1])
        return (
            first.on(self.on, with_=self.against),
            second.on(self.on, with_=self.with_, without=self.without),
        )


def compare(sides: Sides, say: Language, *, as_json: bool = False) -> int:
    """Prints whose answer differs; the exit status: 1 where that was not settled.

    Raises Diagnostics.
    """
    one, other = sides.laws()
    reach = one.lawbook.reach(one, other, sides.about or None)
    if as_json:
        from callup.cli.wire import put
        from callup.wire.plain import head
        from callup.wire.reach import reach_to_json

        both = {"against": head(one.lawbook), **head(other.lawbook), "on": other.day.isoformat()}
        same = not reach.groups and not reach.not_checked
        put({**both, "same": same if not reach.not_checked else None, **reach_to_json(reach, say)})
    else:
        screen = Screen()
        title = "compare same" if not reach.groups and not reach.not_checked else "compare differs"
        screen.line((say(title, day=other.day), "title"))
        show_reach(reach, screen, other.program, say)
    return 1 if reach.not_checked else 0
