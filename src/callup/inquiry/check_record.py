"""Everything that is wrong with the record and the audits of a lawbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from callup.inquiry.audit import problems_of
from callup.inquiry.audit_law import Books
from callup.law.files import Files
from callup.law.model import LawbookData
from callup.law.translations import in_every_language
from callup.record.document import Document
from callup.record.document_read import read_documents
from callup.record.model import Record
from callup.record.read import read
from callup.text.diagnostic import Diagnostic, Diagnostics, suggest
from callup.text.origin import Origin
from callup.text.words import Words

Spoken = tuple[str, Words, Origin]


def check_record(
    books: Books,
    data: LawbookData,
    record_files: tuple[Files, tuple[Diagnostic, ...]],
    audit_files: tuple[Files, tuple[Diagnostic, ...]],
) -> Iterator[Diagnostic]:
    """What is wrong with the files beside the law, with the queries of audits, and what words
    lack a language. Audits are looked at once the record reads."""
    sources, acts = ([one.id for one in part] for part in (data.sources, data.acts))
    files, problems = record_files
    try:
        record = read(files.contents, data.languages, sources, acts, problems)
    except Diagnostics as found:
        yield from found.diagnostics
        return
    yield from in_every_language(_of_record(record), data.languages)
    yield from _positions(books, record)
    files, problems = audit_files
    try:
        documents = read_documents(files.contents, data.languages, sources, record, problems)
    except Diagnostics as found:
        yield from found.diagnostics
        return
    yield from in_every_language(_of_documents(documents), data.languages)
    for document in documents:
        yield from problems_of(books, record, document)


def _positions(books: Books, record: Record) -> Iterator[Diagnostic]:
    """Quantities that count people in a position that the law does not have."""
    names = [one.name for one in books.program.positions() if one.type.kind == "boolean"]
    for quantity in record.quantities.values():
        if quantity.position and quantity.position not in names:
            near = suggest(quantity.position, names)
            help = f"did you mean `{near}`?" if near else None
            message = f"there is no position `{quantity.position}` that is answered by yes or no"
            yield Diagnostic("dangling-reference", message, quantity.origin, help=help)


def _of_record(record: Record) -> Iterator[Spoken]:
    for speaker in record.speakers.values():
        yield "the name of this speaker", speaker.name, speaker.origin
    for quantity in record.quantities.values():
        yield "the title of this quantity", quantity.title, quantity.origin
        yield "the unit of this quantity", quantity.unit, quantity.origin
        yield "the definition of this quantity", quantity.definition, quantity.origin
    for identity in record.identities.values():
        yield "what this identity says", identity.says, identity.origin
    for series in record.series.values():
        yield "the title of this series", series.title, series.origin
        yield "the note of this series", series.note, series.origin
    for dispute in record.disputes.values():
        yield "the title of this dispute", dispute.title, dispute.origin
        yield "the question of this dispute", dispute.question, dispute.origin
        yield "the note of this dispute", dispute.note, dispute.origin
        for side in dispute.sides:
            yield "who says so", side.who, dispute.origin
            yield "what is said", side.says, dispute.origin
    for claim in record.claims.values():
        yield "the channel of this claim", claim.channel, claim.origin
        yield "the note of this claim", claim.note, claim.origin
    for saying in record.sayings.values():
        yield "what this saying says", saying.says, saying.origin
        yield "the channel of this saying", saying.channel, saying.origin
        yield "the note of this saying", saying.note, saying.origin


def _of_documents(documents: Iterable[Document]) -> Iterator[Spoken]:
    for document in documents:
        yield "the title of this document", document.title, document.origin
        yield "the note of this document", document.note, document.origin
        for one in document.statements:
            yield "what this statement says", one.says, one.origin
            yield "what it is precisely", one.precisely, one.origin
            yield "the note of this statement", one.note, one.origin
            for part in one.parts:
                yield "what this part says", part.common.says, part.common.origin
