"""Threads that work out answers, so many at once, with so many waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from callup.web.busy import TooBusy, TooSlow
from callup.web.limits import ANSWER_SECONDS, MOST_WAITING, WORKERS

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(slots=True)
class Crew:
    """`size` threads; `most` questions wait for them or are worked on."""

    size: int = WORKERS
    most: int = MOST_WAITING
    _workers: ThreadPoolExecutor | None = None
    _waiting: int = 0

    @property
    def _pool(self) -> ThreadPoolExecutor:
        """The threads, which begin with the first question and again after they were sent away."""
        if self._workers is None:
            self._workers = ThreadPoolExecutor(self.size, thread_name_prefix="answer")
        return self._workers

    async def work(self, do: Callable[P, T], *args: P.args, **words: P.kwargs) -> T:
        """What `do` gives, worked out beside the loop that talks to visitors.

        Raises TooBusy and TooSlow; what runs too long goes on within its own bounds, unheard.
        """
        if self._waiting >= self.most:
            raise TooBusy
        self._waiting += 1
        loop = asyncio.get_running_loop()
        job = loop.run_in_executor(self._pool, lambda: do(*args, **words))
        job.add_done_callback(self._done)
        try:
            return await asyncio.wait_for(asyncio.shield(job), ANSWER_SECONDS)
        except TimeoutError:
            raise TooSlow from None

    def _done(self, job: asyncio.Future[T]) -> None:
        self._waiting -= 1
        if not job.cancelled():
            job.exception()  # one that nobody waited for is told to nobody

    def start(self, do: Callable[[], object]) -> None:
        """Begins with something that pages will need; what comes of it is told to nobody."""
        self._pool.submit(do)

    def close(self) -> None:
        """Waits for no question any more."""
        if self._workers is not None:
            self._workers.shutdown(wait=False, cancel_futures=True)
            self._workers = None
