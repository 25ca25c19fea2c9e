"""`kkmp buka`: the window on the books, on this machine only."""

from __future__ import annotations

import gc
import logging
import os
import socket
import threading
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from cheroot.wsgi import Server

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.load import demand_own_plugin
from kkmp_ledger.web.fava_app import make_application

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIApplication
    from wsgiref.types import WSGIEnvironment

    from kkmp_ledger.web.statements_page import StatementsForWeb

ALAMAT = "127.0.0.1"
MAIN = "main.beancount"
_CONNECTOR = 8  # threads that wait for a request


class OneByOne:
    """Answers one request at a time, whatever thread it comes from."""

    def __init__(self, app: WSGIApplication) -> None:
        """Wrap the app."""
        self._app = app
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the app answer while no other request is being answered."""
        with self._lock:
            return self._app(environ, start_response)


def prepare(main: Path, statements: StatementsForWeb, *, year: int, port: int) -> Server:
    """Bind the port (0: any free one) and build the app; the caller calls `serve` and `stop`.

    Requests are answered one at a time on purpose: Fava reloads a changed ledger and runs queries
    without a lock. But several threads wait for them: a browser opens connections ahead of need,
    and with one thread such an idle one would hold up the page until it times out.
    """
    server = Server((ALAMAT, port), None, numthreads=_CONNECTOR)
    try:
        _try_port(port)
        server.prepare()
    except OSError as error:
        raise ProblemError(
            Problem(
                "ISIAN",
                f"port {port} tidak dapat dibuka; mungkin sedang dipakai",
                "pakai nomor lain, misalnya --port 5001",
            )
        ) from error
    try:
        bound = int(server.bind_addr[1])
        app = make_application(main, year=year, statements=statements, port=bound)
        server.wsgi_app = OneByOne(app)
    except BaseException:
        server.stop()
        raise
    return server


def _try_port(port: int) -> None:
    """Bind and let go: cheroot leaves a socket open when it fails to bind."""
    with socket.socket() as probe:
        if os.name == "posix":  # elsewhere the option would take the port from its owner
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind((ALAMAT, port))


def alamat(server: Server) -> str:
    """Where a browser finds the server."""
    return f"http://{ALAMAT}:{server.bind_addr[1]}/"


def run(
    folder: Path,
    port: int,
    statements: StatementsForWeb,
    *,
    year: int | None = None,
    tell: Callable[[str], None] = print,
) -> None:
    """Serve the cooperative's folder on 127.0.0.1 until Ctrl-C.

    Opens on `tahun`, by default the running year. ProblemError when the folder holds no ledger, the
    ledger names a foreign plugin, or the port is taken.
    """
    main = folder / MAIN
    if not main.is_file():
        raise ProblemError(
            Problem(
                "FOLDER-BUKAN",
                f"tidak ada {MAIN} di folder ini",
                "jalankan di folder koperasi, atau sebut foldernya dengan -C",
                Place(str(main)),
            )
        )
    demand_own_plugin(folder)
    # Fava logs a mistyped query with its traceback; the page says it already.
    logging.getLogger("fava.json_api").setLevel(logging.CRITICAL)
    book_year_ = year or datetime.now(tz=UTC).astimezone().year
    server = prepare(main, statements, year=book_year_, port=port)
    gc.freeze()  # the ledger stays: the collector need not walk it again
    tell(f"Buku terbuka di {alamat(server)} (hanya di komputer ini). Tutup dengan Ctrl-C.")
    try:
        server.serve()
    except KeyboardInterrupt:
        tell("Buku ditutup.")
    finally:
        server.stop()
