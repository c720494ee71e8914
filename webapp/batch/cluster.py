"""The crew of a Dask cluster: letters are made by the workers of a scheduler, each of them once.

The scheduler gives the letter of a worker that died to another, and work to one that joins late. Rows are
sent and digests come back; letters go from the workers to their place.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from webapp.batch.crew import Outcome
from webapp.batch.editions import edition_of
from webapp.batch.making import Job, Made, Order, make
from webapp.batch.places import PART, Folder, place_at
from webapp.batch.refusals import BatchRefused, BatchStopped
from webapp.domain.errors import ApostilleError, RenderingError

if TYPE_CHECKING:
    from distributed import Client

_WAITING = 3
"""Letters begun or waiting for each thread of the cluster."""
_TOGETHER = 4
"""So many are done before more are begun: the scheduler is asked each time how many threads there are."""
_SCHEDULER_WAITED_FOR = 10
"""Seconds to wait for the scheduler, which may be starting too."""
_WORKER_WAITED_FOR = 30
"""Seconds to wait for its first worker."""


class Cluster:
    """The workers of the scheduler at an address, ``tcp://10.0.0.5:8786``, and those that join later."""

    def __init__(self, address: str) -> None:
        try:
            import distributed  # noqa: F401 - it is an extra
        except ImportError:
            raise BatchRefused(f"{address} is a cluster: pip install apostille[cluster]") from None
        self._address = address

    def outcomes(self, job: Job, orders: Iterable[Order]) -> Iterator[Outcome]:
        """Yield each order with its letter or the reason why there is none.

        Raises `BatchRefused` where there is no such cluster, or its workers do not make the same letters,
        and `BatchStopped` where the scheduler is gone.
        """
        from distributed import as_completed

        waiting, run = iter(orders), secrets.token_hex(4)
        with _client(self._address) as client:
            _refuse_other_workers(client, job)
            under_way: dict[str, Order] = {}
            done = as_completed(loop=client.loop)

            def begin() -> None:
                room = _WAITING * max(sum(client.nthreads().values()), 1) - len(under_way)
                for order in islice(waiting, max(room, 0)):
                    key = f"letter-{run}-{order.row.number}"
                    future = client.submit(attempt, job, order, key=key, pure=False)
                    under_way[future.key] = order
                    done.add(future)

            begin()
            for count, future in enumerate(done, start=1):
                order = under_way.pop(future.key)
                outcome = _outcome(future)
                future.release()
                yield order, outcome
                if not under_way or count % _TOGETHER == 0:
                    begin()


def attempt(job: Job, order: Order) -> Made | ApostilleError:
    """Return a letter or why there is none, as a value: a worker logs an error with what it was given."""
    try:
        return make(job, order)
    except ApostilleError as error:
        error.__cause__ = error.__context__ = None
        return error
    except Exception as error:
        return RenderingError(f"The letter could not be made ({type(error).__name__}).")


def why_not(job: Job, mark: str) -> str:
    """Return why this process does not make the letters of a job, or nothing.

    ``mark`` is the name of a file in the folder of the letters, if they go to one.
    """
    try:
        here, place = edition_of(job.folder, job.usual.campaign), place_at(job.place)
    except (ApostilleError, OSError) as error:
        return type(error).__name__
    if here != job.edition:
        return f"it has {here}, not {job.edition}"
    if isinstance(place, Folder) and not (place.path / mark).exists():
        return "it does not see the folder of the letters: name one that all share, or a URL"
    return ""


@contextmanager
def _client(address: str) -> Iterator[Client]:
    from distributed import Client

    try:
        client = Client(address, timeout=_SCHEDULER_WAITED_FOR, set_as_default=False)
    except (OSError, ValueError, TimeoutError):
        raise BatchRefused(f"no scheduler answers at {address}: start one with `dask scheduler`.") from None
    try:
        client.wait_for_workers(1, timeout=_WORKER_WAITED_FOR)
    except TimeoutError:
        client.close()
        raise BatchRefused(f"{address} has no workers: start them with `dask worker {address}`.") from None
    try:
        yield client
    finally:
        client.close()


def _refuse_other_workers(client: Client, job: Job) -> None:
    """Raise `BatchRefused` where a worker has other campaigns, tables or files than we have."""
    place, mark = place_at(job.place), f".{secrets.token_hex(8)}{PART}"
    if isinstance(place, Folder):
        place.put(mark, b"")
    answers: dict[str, Any] = client.run(why_not, job, mark, on_error="return")
    for worker, answer in answers.items():
        if isinstance(answer, ImportError):
            raise BatchRefused(f"{worker} has no Apostille: install there what is installed here.")
        if answer:
            why = answer if isinstance(answer, str) else type(answer).__name__
            raise BatchRefused(f"{worker} does not make the same letters: {why}.")


def _outcome(future: Any) -> Made | ApostilleError:
    """Return what a worker gave for a letter, or that the workers which tried died."""
    if future.status == "finished":
        answer: Made | ApostilleError = future.result()
        return answer
    if future.status == "error":
        return RenderingError("The workers that made the letter died.")
    return BatchStopped("the scheduler is gone")
