"""The audit of a document as JSON, and as ClaimReview of schema.org in JSON-LD."""

from __future__ import annotations

from typing import Any, Final

from callup.inquiry.audit import Audit, Judged
from callup.inquiry.bearing import Bearing
from callup.lawbook import Lawbook
from callup.record.outcome import PartResult
from callup.record.verdict import Verdict
from callup.wire.plain import record_head
from callup.wire.speech import Speech

RATINGS: Final[dict[Verdict, int]] = {"supported": 5, "partly": 3, "contradicted": 1}
"""What a verdict is worth from 1 to 5; one that decides nothing has no rating, only a name."""


def audit_to_json(lawbook: Lawbook, found: Audit, say: Speech) -> dict[str, Any]:
    """The document with every statement, its verdict and because of what."""
    document = found.document
    return {
        **record_head(lawbook),
        "document": document.id,
        "title": say.words(document.title),
        "publisher": document.publisher,
        "day": document.day.text,
        "address": document.address or None,
        "on": found.on.isoformat(),
        "known": found.known.isoformat(),
        "with": dict(found.with_),
        "without": list(found.without),
        "statements": [_statement(one, say) for one in found.statements],
    }


def _statement(one: Judged, say: Speech) -> dict[str, Any]:
    return {
        "n": one.statement.n,
        "says": say.words(one.statement.says),
        "verdict": one.verdict,
        "because": [_part(part, say) for part in one.parts],
        "precisely": say.words(one.statement.precisely) or None,
        "bears": [_bearing(bearing, say) for bearing in one.bears],
        "note": say.words(one.statement.note) or None,
    }


def _part(part: PartResult, say: Speech) -> dict[str, Any]:
    return {
        "outcome": part.outcome,
        "says": say.words(part.says) or None,
        "asked": part.asked or None,
        "on": part.on.isoformat(),
        "known": part.known.isoformat(),
        "wanted": part.wanted or None,
        "came": part.came or None,
        "why": say.words(part.why),
        "acts": list(part.acts),
        "rules": list(part.rules),
        "entries": list(part.entries),
        "turned": [
            {"switch": one.switch, "kind": one.kind, "setting": one.setting, "came": one.came}
            for one in part.turned
        ],
        "sources": dict(part.sources),
    }


def _bearing(one: Bearing, say: Speech) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "who": say.words(one.who) or None,
        "says": say.words(one.says) or None,
    }


def claim_review(
    found: Audit, names: dict[Verdict, str], language: str, say: Speech, page: str = ""
) -> dict[str, Any]:
    """One ClaimReview for each statement; `names` gives the verdicts in words of the language.

    `page` is the address of the audit, where it has one; its statements stand at `#s1` and on.
    """
    reviews = []
    for one in found.statements:
        where = {"url": f"{page}#s{one.statement.n}"} if page else {}
        reviews.append({**_review(found, one, names, say), **where, "inLanguage": language})
    return {"@context": "https://schema.org", "@graph": reviews}


def _review(found: Audit, one: Judged, names: dict[Verdict, str], say: Speech) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": names[one.verdict]}
    if one.verdict in RATINGS:
        worth = {"ratingValue": RATINGS[one.verdict], "bestRating": 5, "worstRating": 1}
        rating = {**rating, **worth}
    reasons = [f"{say.words(part.says)}: {say.words(part.why)}" for part in one.parts]
    precisely = say.words(one.statement.precisely)
    return {
        "@type": "ClaimReview",
        "claimReviewed": say.words(one.statement.says),
        "reviewRating": rating,
        "reviewBody": ". ".join([*([precisely] if precisely else []), *reasons]),
        "author": {"@type": "Organization", "name": "Callup"},
        "itemReviewed": _claim(found, say),
    }


def _claim(found: Audit, say: Speech) -> dict[str, Any]:
    document = found.document
    work = {
        "@type": "CreativeWork",
        "headline": say.words(document.title),
        **({"url": document.address} if document.address else {}),
        **({"datePublished": document.day.text} if _certain(found) else {}),
        "publisher": {"@type": "Organization", "name": document.publisher},
    }
    author = {"@type": "Organization", "name": document.publisher}
    return {"@type": "Claim", "author": author, "appearance": work}


def _certain(found: Audit) -> bool:
    return found.document.day.certain and "/" not in found.document.day.text
