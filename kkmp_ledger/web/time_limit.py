"""Ends a request that takes too long, in its own thread; one request runs at a time."""

from __future__ import annotations

import ctypes
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

LONGEST = 10_000  # milliseconds
TOO_LONG = "Halaman ini terlalu lama dibuat, lalu dihentikan. Pilih waktu yang lebih pendek."
BUSY = "Halaman lain masih dibuat. Tunggu sebentar, lalu muat ulang."


class TooLongError(BaseException):
    """Raised in the thread of a request that is out of time; no Exception, so nothing hides it."""


class _Watch:
    """What is running: its thread, and if it may be ended."""

    def __init__(self) -> None:
        """Nothing runs."""
        self.guard = threading.Lock()
        self.thread = 0
        self.patient = False
        self.thrown = False  # at the thread that runs


_watch = _Watch()


@contextmanager
def patience() -> Iterator[None]:
    """Let what runs take its time: a ledger that is read half would be shown half."""
    _watch.patient = True
    try:
        yield
    finally:
        _watch.patient = False


def _throw(thread: int, error: type[BaseException] | None) -> None:
    thrown = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), thrown)


def _end(thread: int, longest: int) -> threading.Timer:
    """A clock that ends the thread's request, unless it is done by then; patient work goes on."""

    def ring() -> None:
        with _watch.guard:
            if _watch.thread != thread:
                return
            if not _watch.patient:
                _watch.thrown = True
                _throw(thread, TooLongError)
                return
        _end(thread, longest)

    clock = threading.Timer(longest / 1000, ring)
    clock.daemon = True
    clock.start()
    return clock


class OneByOne:
    """Answers one request at a time, whatever thread it comes from, and none for ever.

    Python can end its own loops so, not a regular expression that never ends: those are kept out
    at the gate.
    """

    def __init__(self, app: WSGIApplication, longest: int = LONGEST) -> None:
        """Wrap the app; `longest` is in milliseconds."""
        self._app = app
        self._longest = longest
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the app answer while no other request is being answered."""
        if not self._lock.acquire(timeout=self._longest / 1000):
            return _sorry(start_response, BUSY)
        try:
            return self._timed(lambda: self._app(environ, start_response))
        except TooLongError:
            return _sorry(start_response, TOO_LONG)
        finally:
            self._lock.release()

    def _timed(self, work: Callable[[], Iterable[bytes]]) -> Iterable[bytes]:
        mine = threading.get_ident()
        _watch.thread = mine
        clock = _end(mine, self._longest)
        felt = False
        try:
            return work()
        except TooLongError:
            felt = True
            raise
        finally:
            clock.cancel()
            with _watch.guard:
                _watch.thread, thrown, _watch.thrown = 0, _watch.thrown, False
            if thrown and not felt:  # else the interpreter would look for it ever after
                _throw(mine, None)


def _sorry(start_response: StartResponse, words: str) -> list[bytes]:
    text = words.encode()
    head = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(text)))]
    start_response("503 Service Unavailable", head)
    return [text]
