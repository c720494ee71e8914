"""Those who make the letters: the processes of this machine, or (`webapp.batch.cluster`) those of others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Protocol

from webapp.batch.making import Job, Made, Order, make
from webapp.domain.errors import ApostilleError
from webapp.renderers.pool import Limits, RenderPool

_WAITING = 2
"""Letters begun or waiting for each process: the next is there when one is done."""
_SECONDS = 120
"""What a letter may take at most, the loading of the campaigns in a new process included."""

Outcome = tuple[Order, Made | ApostilleError]


class Crew(Protocol):
    """Makes letters, several at a time, in any order."""

    def outcomes(self, job: Job, orders: Iterable[Order]) -> Iterator[Outcome]:
        """Yield each order with its letter or the reason why there is none.

        ``orders`` is read as letters are done, never far ahead; when it ends, what was begun is finished.
        """


class Processes:
    """The renderers of this machine: each bounded in memory and time, replaced when it dies.

    The letter of a process that was killed is made by another.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def outcomes(self, job: Job, orders: Iterable[Order]) -> Iterator[Outcome]:
        """Yield each order with its letter or the reason why there is none."""
        limits = Limits(renderers=self._workers, queue=_WAITING * self._workers, seconds=_SECONDS)
        pool, waiting = RenderPool(limits), iter(orders)
        with ThreadPoolExecutor(self._workers) as threads:

            def begin(number: int) -> dict[Future[Made], Order]:
                some = islice(waiting, number)
                return {threads.submit(pool.run, "batch", make, job, order): order for order in some}

            try:
                under_way = begin(_WAITING * self._workers)
                while under_way:
                    done, _ = wait(under_way, return_when=FIRST_COMPLETED)
                    for future in done:
                        yield under_way.pop(future), _outcome(future)
                    under_way |= begin(len(done))
            finally:
                threads.shutdown(cancel_futures=True)
                pool.close()


def _outcome(future: Future[Made]) -> Made | ApostilleError:
    try:
        return future.result()
    except ApostilleError as error:
        return error
