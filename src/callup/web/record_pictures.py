"""Pictures of the record for its pages: drawn one at a time, and kept a while."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from callup.record.inquiry import Told, claims_about
from callup.web.busy import TooBusy, TooSlow
from callup.web.crew import Crew
from callup.web.drawing import inline
from callup.web.languages import Tongue
from callup.web.limits import MOST_PICTURES_WAITING, PICTURE_SECONDS
from callup.web.shelf import Book

if TYPE_CHECKING:
    from callup.pictures.band import Edge

MOST_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart, and the edges of the band if it shows one: the data beside it."""

    drawn: Markup
    edges: tuple[Edge, ...] = ()


@dataclass(slots=True)
class Pictures:
    """Draws beside the threads that answer, so that no answer waits for a picture."""

    crew: Crew = field(default_factory=lambda: Crew(1, MOST_PICTURES_WAITING))
    _kept: dict[tuple[object, ...], Picture] = field(default_factory=dict)

    async def claims(self, book: Book, quantity: str, tongue: Tongue) -> Picture | None:
        """The claims about a quantity; None where it is not drawn in time."""

        def draw() -> Picture:
            from callup.wire.record_drawn import claims_drawn  # charts load when one is drawn

            record = book.record()
            found = claims_about(record, quantity)
            return Picture(inline(claims_drawn(record, quantity, found, "svg", tongue)))

        return await self._drawn((book.digest, quantity, tongue.code), draw)

    async def band(self, book: Book, choice: object, told: Told, tongue: Tongue) -> Picture | None:
        """What the claims chosen allow over the window; None where it is not drawn in time.

        `choice` tells one question from others.
        """

        def draw() -> Picture:
            from callup.wire.record_drawn import band_drawn, edges_of

            edges = edges_of(told)
            return Picture(inline(band_drawn(told, edges, "svg", tongue)), edges)

        return await self._drawn((book.digest, told.result.quantity, choice, tongue.code), draw)

    async def _drawn(self, key: tuple[object, ...], draw: Callable[[], Picture]) -> Picture | None:
        found = self._kept.get(key)
        if found is not None:
            return found
        try:
            async with asyncio.timeout(PICTURE_SECONDS):
                return await self.crew.work(self._keep, key, draw)
        except (TooBusy, TooSlow, TimeoutError):
            return None

    def _keep(self, key: tuple[object, ...], draw: Callable[[], Picture]) -> Picture:
        found = self._kept.get(key)
        if found is None:
            found = draw()
            while len(self._kept) >= MOST_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[key] = found
        return found
