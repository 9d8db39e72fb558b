"""`callup run`: a file of people with their answers."""

from __future__ import annotations

import sys
from pathlib import Path

from callup.cli.people import ROW, accepted, beside, read
from callup.lawbook import open as open_lawbook
from callup.text.diagnostic import Diagnostic, Diagnostics


def run(lawbook: str, file: str, day: str, output: str) -> int:
    """Writes the answers, and what is refused beside them; the exit status.

    Raises Diagnostics for anything that cannot be done.
    """
    book = open_lawbook(lawbook)
    law = book.on(day)
    target = Path(output)
    kind = target.suffix.lower()
    if kind not in (".parquet", ".csv"):
        help = "name a file that ends on .parquet or .csv"
        message = f"answers are not written as `{target.name[:60]}`"
        raise Diagnostics((Diagnostic("unwritable-file", message, None, help=help),))
    people = read(file, law.program)
    good, rejects = accepted(law, people)
    answers = law.table(good, None, people.unread, ROW).answers(None, checked=True)
    with beside(target) as place:
        if kind == ".csv":
            answers.sink_csv(place)
        else:
            answers.sink_parquet(place)
    if len(rejects):
        aside = target.with_name(f"{target.stem}.rejects.csv")
        with beside(aside) as place:
            rejects.write_csv(place)
        rows = rejects["row"].n_unique()
        print(f"{rows} rows are refused: {aside}", file=sys.stderr)
    print(f"written: {target}", file=sys.stderr)
    return 0
