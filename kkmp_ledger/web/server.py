"""`kkmp buka`: the window on the books, on this machine only."""

from __future__ import annotations

import gc
import logging
import os
import socket
from datetime import UTC
from datetime import datetime
from typing import TYPE_CHECKING

from cheroot.wsgi import Server

from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.load import demand_own_plugin
from kkmp_ledger.web.fava_app import make_application
from kkmp_ledger.web.time_limit import OneByOne

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kkmp_ledger.web.statements_page import StatementsForWeb

ALAMAT = "127.0.0.1"
MAIN = "main.beancount"
_CONNECTOR = 64  # threads that wait for a request; a connection that says nothing holds one up
_SILENCE = 5  # seconds until such a connection is closed
_LONGEST_HEADER = 16 << 10  # bytes, the address with it
_LONGEST_BODY = 1 << 10  # bytes; nothing here takes any


def prepare(main: Path, statements: StatementsForWeb, *, year: int, port: int) -> Server:
    """Bind the port (0: any free one) and build the app; the caller calls `serve` and `stop`.

    Requests are answered one at a time on purpose: Fava reloads a changed ledger
    without a lock. But several threads wait for them: a browser opens connections ahead of need,
    and with one thread such an idle one would hold up the page until it times out.
    """
    server = Server((ALAMAT, port), None, numthreads=_CONNECTOR, timeout=_SILENCE)
    server.max_request_header_size = _LONGEST_HEADER
    server.max_request_body_size = _LONGEST_BODY
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
    # Fava logs a mistyped filter with its traceback; the page says it already.
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
