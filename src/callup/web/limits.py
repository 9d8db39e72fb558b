"""What one request may ask for, so that no visitor can exhaust the machine."""

from __future__ import annotations

from typing import Final

from callup.web.phrases import N_

MOST_BYTES: Final = 64 * 1024
"""Of the body of a request."""
MOST_ADDRESS: Final = 4096
"""Of the address with its query."""
MOST_FIELDS: Final = 300
"""Of a form."""
MOST_WORD: Final = 200
"""Characters of one value."""
MOST_POSITIONS: Final = 6
"""That a page asks about at once."""
MOST_HITS: Final = 60
"""Of a search."""
MOST_COUNTED_DAYS: Final = 3653
"""From the first through the last day of counts over time."""
MOST_COUNTS_WAITING: Final = 8
"""Counts that wait for the one that is being worked on, itself among them."""
MOST_SOLVING: Final = 8
"""Changes of law whose reach is asked for; a page comes without it for one more."""
MOST_PICTURES_WAITING: Final = 16
"""Pictures that wait for the one that is being drawn; a page comes without one more."""

BODY_SECONDS: Final = 10
"""Within which the body has to come."""
HEADER_SECONDS: Final = 10
"""Within which the first line and the headers have to come."""
PICTURE_SECONDS: Final = 10
"""After which a page comes without a picture, which goes on being drawn."""
ANSWER_SECONDS: Final = 20
"""After which an answer is given up."""
MOMENT_SECONDS: Final = 0.05
"""Within which most answers come; after it the next question waits no longer for the one before."""
WORKERS: Final = 4
"""Questions that one process works on at the same time."""
MOST_WAITING: Final = 256
"""Questions that wait for a worker; one more is told to come later."""

LIMITS: Final[tuple[tuple[str, int, str], ...]] = (
    (N_("body"), MOST_BYTES, N_("bytes")),
    (N_("address"), MOST_ADDRESS, N_("bytes")),
    (N_("fields of a form"), MOST_FIELDS, N_("fields")),
    (N_("one value"), MOST_WORD, N_("characters")),
    (N_("positions asked about on a page"), MOST_POSITIONS, N_("positions")),
    (N_("hits of a search"), MOST_HITS, N_("hits")),
    (N_("days of a count over time"), MOST_COUNTED_DAYS, N_("days")),
    (N_("counts waiting in one process"), MOST_COUNTS_WAITING, N_("questions")),
    (N_("time for a body"), BODY_SECONDS, N_("seconds")),
    (N_("time for an answer"), ANSWER_SECONDS, N_("seconds")),
    (N_("questions waiting in one process"), MOST_WAITING, N_("questions")),
)
"""The same, as they are stated to those who use the API."""
