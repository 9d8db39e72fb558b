"""Threads that work out answers, one at a time as long as each is done in a moment.

Python runs one thread at a time whatever their number, and threads that compute take the turn from
each other, and from the loop that talks to visitors, at the cost of both. So a question waits until
the one before is answered; after a moment it waits no longer, so that no long question holds up
the short ones behind it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final, ParamSpec, TypeVar

from callup.web.busy import TooBusy, TooSlow
from callup.web.limits import ANSWER_SECONDS, MOMENT_SECONDS, MOST_WAITING, WORKERS

THREADS: Final = "answer"
"""How the names of its threads begin."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Crew:
    """`size` threads; `most` questions wait for them or are worked on."""

    size: int = WORKERS
    most: int = MOST_WAITING
    _workers: ThreadPoolExecutor | None = None
    _waiting: int = 0
    _turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    @property
    def _pool(self) -> ThreadPoolExecutor:
        """The threads, which begin with the first question and again after they were sent away."""
        if self._workers is None:
            self._workers = ThreadPoolExecutor(self.size, thread_name_prefix=THREADS)
        return self._workers

    async def work(self, do: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
        """What `do` gives, worked out beside the loop that talks to visitors.

        Raises TooBusy and TooSlow; what runs too long goes on within its own bounds, unheard.
        """
        if self._waiting >= self.most:
            raise TooBusy
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                return await asyncio.shield(await self._begin(lambda: do(*args, **words)))
        except TimeoutError:
            raise TooSlow from None

    async def _begin(self, do: Callable[[], T]) -> asyncio.Future[T]:
        """The work once its turn has come, begun."""
        self._waiting += 1
        try:
            await self._turn.acquire()
        except asyncio.CancelledError:
            self._waiting -= 1
            raise
        loop = asyncio.get_running_loop()
        turn = _Turn(self._turn)
        moment = loop.call_later(MOMENT_SECONDS, turn.give_up)
        job = loop.run_in_executor(self._pool, do)

        def done(job: asyncio.Future[T]) -> None:
            moment.cancel()
            turn.give_up()
            self._waiting -= 1
            if not job.cancelled():
                job.exception()  # one that nobody waited for is told to nobody

        job.add_done_callback(done)
        return job

    def start(self, do: Callable[[], object]) -> None:
        """Begins with something that pages will need; what comes of it is told to nobody."""
        self._pool.submit(do)

    def close(self) -> None:
        """Waits for no question any more."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None
        self._turn = asyncio.Semaphore(1)


@dataclass(slots=True)
class _Turn:
    """A turn that is given up once, by whoever is first: the moment that ends, or the work."""

    of: asyncio.Semaphore
    _over: bool = False

    def give_up(self) -> None:
        if not self._over:
            self._over = True
            self.of.release()
