"""`callup show` of what the record holds: a speaker, a quantity, a claim or a saying."""

from __future__ import annotations

from callup.cli.claims import entry
from callup.cli.look import Row, Screen
from callup.cli.words import Language
from callup.lawbook import Lawbook
from callup.record.model import Claim, Record, Saying
from callup.record.page import RecordPage, page_of
from callup.text.diagnostic import Diagnostic, Diagnostics
from callup.wire.plain import record_head
from callup.wire.record import entry_to_json


def show_record(lawbook: Lawbook, ids: tuple[str, ...], say: Language, *, as_json: bool) -> bool:
    """Prints the pages of ids of the record; False where the first id is none such.

    Raises Diagnostics where ids of the record stand beside others, or it cannot be read.
    """
    record = lawbook.record()
    pages = [page_of(record, id) for id in ids]
    if pages[0] is None:
        return False
    found = [one for one in pages if one is not None]
    if len(found) != len(pages):
        other = next(id for id, page in zip(ids, pages, strict=True) if page is None)
        message = f"`{other[:60]}` is not in the record, as `{ids[0][:60]}` is"
        help = "show what is in the record and what is in the law one after the other"
        raise Diagnostics([Diagnostic("bad-question", message, None, help=help)])
    if as_json:
        from callup.cli.wire import put

        put({**record_head(lawbook), "pages": [_json(one, say) for one in found]})
        return True
    screen = Screen()
    for one in found:
        screen.blank()
        _show(screen, record, one, say)
    return True


def _show(screen: Screen, record: Record, page: RecordPage, say: Language) -> None:
    screen.line((say.words(page.title), "title"), hang=2)
    kind = say("speaker") if page.kind == "speaker" else say(page.kind)
    screen.line((page.id, "id"), (f" {screen.marks.dot} {kind}", "faint"))
    if page.definition:
        screen.line((say.words(page.definition), "faint"), indent=2)
    screen.blank()
    _entries(screen, record, page.entries, say)
    if page.against:
        screen.heading(say("said against"))
        _entries(screen, record, page.against, say)
    if page.disputes:
        screen.heading(say("guide disputes"))
        rows: list[Row] = [((one.id, "id"), [say.words(one.title)]) for one in page.disputes]
        screen.rows(rows)
    sources = dict(pair for one in page.entries for pair in one.sources)
    screen.blank()
    listed = ", ".join(f"{id} ({grade})" for id, grade in sources.items())
    screen.line((say("sources", sources=listed), "faint"), hang=2)


def _entries(
    screen: Screen, record: Record, entries: tuple[Claim | Saying, ...], say: Language
) -> None:
    for one in entries:
        entry(screen, record, one, say)


def _json(page: RecordPage, say: Language) -> dict[str, object]:
    return {
        "page": page.kind,
        "id": page.id,
        "title": say.words(page.title),
        "definition": say.words(page.definition) or None,
        "entries": [entry_to_json(one, say) for one in page.entries],
        "against": [entry_to_json(one, say) for one in page.against],
        "disputes": [one.id for one in page.disputes],
    }
