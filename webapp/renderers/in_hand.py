"""The PDF of a letter made before it is asked for, and kept in memory alone for a few minutes.

What is kept is found by a digest of the letter, keyed with a secret of this process: it says nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from threading import Lock, Thread, Timer

from cachetools import TTLCache

from webapp.domain.errors import ApostilleError
from webapp.domain.letters import Letter
from webapp.renderers.formats import FORMATS, Document
from webapp.renderers.line import Dropped, Turn
from webapp.renderers.observing import Nobody, Observer
from webapp.renderers.pool import RenderPool
from webapp.renderers.process import MEGABYTE

PDF = "pdf"
_SWEEPS = 10
"""How often within its time what is kept is looked at: none outlives it, whether or not anybody asks."""
_OF_ITS_OWN = 1_000  # bytes that a document takes beside its content


@dataclass(frozen=True)
class Bounds:
    """How much is kept: ``megabytes`` (0: nothing, and nothing is made beforehand) for ``seconds``.

    ``waiting`` letters may wait to be made beforehand; more are not begun.
    """

    megabytes: int = 0
    seconds: float = 300
    waiting: int = 8


@dataclass
class _Making:
    """A letter under way: its turn, for whom it is made beforehand, and its PDF to be."""

    turn: Turn
    owner: bytes = b""
    document: Future[Document] = field(default_factory=Future)


class InHand:
    """Gives the PDF of a letter: the one in hand, the one under way, or one made now."""

    def __init__(self, pool: RenderPool, bounds: Bounds, observer: Observer | None = None) -> None:
        self._pool = pool
        self._bounds = bounds
        self._observer = observer or Nobody()
        self._secret = secrets.token_bytes(32)
        self._lock = Lock()
        self._making: dict[bytes, _Making] = {}
        self._kept: TTLCache[bytes, Document] = TTLCache(
            bounds.megabytes * MEGABYTE, bounds.seconds * (1 - 1 / _SWEEPS), getsizeof=_size
        )
        self._is_swept = False

    def pdf(self, letter: Letter) -> Document:
        """Return the letter's PDF; raises as `RenderPool.run` does."""
        run = partial(self._pool.run, PDF, FORMATS[PDF].render, letter)
        if not self._bounds.megabytes:
            return run()
        key, ours = self._key(letter), _Making(Turn())
        with self._lock:
            document = self._kept.get(key)
            making = None if document else self._making.setdefault(key, ours)
        if document:
            self._observer.in_hand("ready")
            return document
        if making and making is not ours:
            self._observer.in_hand("under way")
            self._pool.hurry(making.turn)
            with suppress(Dropped):
                return making.document.result()
            return run()
        self._observer.in_hand("not there")
        return self._make(key, ours, run)

    def prepare(self, letter: Letter, owner: bytes) -> None:
        """Have the letter's PDF made when nothing else waits.

        ``owner`` stands for who asked: another letter of theirs that still waits is given up for this one.
        """
        if not self._bounds.megabytes:
            return
        key, making = self._key(letter), _Making(Turn(is_patient=True), owner)
        with self._lock:
            if key in self._kept or key in self._making:
                return
            patient = [each for each in self._making.values() if each.turn.is_patient]
            older = [each for each in patient if each.owner == owner]
            is_too_many = len(patient) - len(older) >= self._bounds.waiting
            if not is_too_many:
                self._making[key] = making
        for each in older:
            self._pool.drop(each.turn)
        if is_too_many:
            self._observer.in_hand("dropped")
        else:
            Thread(
                target=self._beforehand, args=(key, making, letter), name="beforehand", daemon=True
            ).start()

    def _beforehand(self, key: bytes, making: _Making, letter: Letter) -> None:
        run = partial(self._pool.run_in_turn, making.turn, PDF, FORMATS[PDF].render, letter)
        try:
            self._make(key, making, run)
        except (Dropped, ApostilleError):  # whoever asks for it hears of it
            self._observer.in_hand("dropped")
        else:
            self._observer.in_hand("prepared")

    def _make(self, key: bytes, making: _Making, run: Callable[[], Document]) -> Document:
        try:
            document = run()
        except BaseException as error:
            with self._lock:
                del self._making[key]
            making.document.set_exception(error)
            raise
        with self._lock:
            del self._making[key]
            with suppress(ValueError):  # one that is larger than all that is kept
                self._kept[key] = document
            self._sweep_later()
        making.document.set_result(document)
        return document

    def _sweep_later(self) -> None:
        """Have what is too old dropped, where there is anything; call it with the lock held."""
        if self._is_swept or not self._kept:
            return
        self._is_swept = True
        timer = Timer(self._bounds.seconds / _SWEEPS, self._sweep)
        timer.daemon = True
        timer.start()

    def _sweep(self) -> None:
        with self._lock:
            self._kept.expire()
            self._is_swept = False
            self._sweep_later()

    def _key(self, letter: Letter) -> bytes:
        """Return a digest of all that the letter's bytes depend on."""
        return hashlib.blake2b(repr(letter).encode(), key=self._secret, digest_size=32).digest()


def _size(document: Document) -> int:
    return len(document.content) + _OF_ITS_OWN
