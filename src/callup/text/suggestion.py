"""Which known word somebody may have meant."""

from collections.abc import Iterable
from itertools import islice

# Bounds on the work that a hostile lawbook can cause.
CANDIDATES = 2_000
LENGTH = 64


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` most likely stands for, or None.

    Case, `-`, `_` and spaces do not count. The first of equally near candidates in alphabetical
    order wins. Only the first 2,000 candidates of up to 64 characters are looked at.
    """
    wanted = _plain(word)
    if not wanted or len(wanted) > LENGTH:
        return None
    limit = _tolerance(wanted)
    known = (each for each in islice(candidates, CANDIDATES) if len(each) <= LENGTH)
    near = [
        (distance, candidate)
        for candidate in known
        if (distance := _distance(wanted, _plain(candidate), limit)) is not None
    ]
    return min(near)[1] if near else None


def _plain(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _tolerance(word: str) -> int:
    """How many slips a word of this length may hold: none in two letters, three in nine."""
    return min(3, len(word) // 3)


def _distance(one: str, other: str, limit: int) -> int | None:
    """Insertions, deletions, changes and swaps of neighbours between two words, if at most `limit`.

    The optimal string alignment distance, kept to a band of `limit` around the diagonal.
    """
    if abs(len(one) - len(other)) > limit:
        return None
    far = limit + 1
    before: list[int] = []
    last = [min(column, far) for column in range(len(other) + 1)]
    for row, letter in enumerate(one, start=1):
        line = [min(row, far)] + [far] * len(other)
        for column in range(max(1, row - limit), min(len(other), row + limit) + 1):
            differs = letter != other[column - 1]
            line[column] = min(last[column] + 1, line[column - 1] + 1, last[column - 1] + differs)
            if row > 1 and column > 1 and one[row - 2 : row] == other[column - 2 : column][::-1]:
                line[column] = min(line[column], before[column - 2] + 1)
        if min(line) > limit:
            return None
        before, last = last, line
    return last[-1] if last[-1] <= limit else None
