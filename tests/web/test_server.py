"""`kkmp buka`: a folder that holds no ledger, a port that is taken, an end by Ctrl-C."""

from __future__ import annotations

import contextlib
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest
from cheroot.wsgi import Server

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import OurMistakeError
from kkmp_ledger.web.fava_templates import REPLACE
from kkmp_ledger.web.server import alamat
from kkmp_ledger.web.server import prepare
from kkmp_ledger.web.server import run
from kkmp_ledger.web.time_limit import OneByOne
from kkmp_ledger.web.time_limit import patience
from tests.web.small_site import our_site
from tests.web.small_site import site_server
from tests.web.small_site import statements

if TYPE_CHECKING:
    from pathlib import Path
    from wsgiref.types import StartResponse
    from wsgiref.types import WSGIEnvironment

PROGRAM = """
import sys
import threading
from pathlib import Path
from kkmp_ledger.web.server import run
from kkmp_ledger.web.time_limit import OneByOne
from kkmp_ledger.web.time_limit import patience
run(Path(sys.argv[1]), 0, lambda tahun: (), tell=lambda text: print(text, flush=True))
"""


def test_a_folder_without_a_ledger(tmp_path: Path) -> None:
    with pytest.raises(ProblemError) as caught:
        run(tmp_path, 0, statements)
    (problem,) = caught.value.problems
    assert problem.code == "FOLDER-BUKAN"
    assert "-C" in problem.hint


def test_a_port_that_is_taken(main: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ProblemError) as caught:
            run(main.parent, port, statements)
    (problem,) = caught.value.problems
    assert problem.code == "ISIAN"
    assert str(port) in problem.fact


def test_an_app_that_cannot_be_built_leaves_the_port_free(
    main: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setitem(REPLACE, "_layout.html", (("tidak ada di sana", ""),))
    with pytest.raises(OurMistakeError, match="not the one we know"):
        prepare(main, statements, year=2026, port=port)
    with socket.socket() as again:
        again.bind(("127.0.0.1", port))


def test_only_this_machine_is_served(main: Path) -> None:
    server = prepare(main, statements, year=2026, port=0)
    try:
        assert server.socket.getsockname()[0] == "127.0.0.1"
        assert alamat(server) == f"http://127.0.0.1:{server.bind_addr[1]}/"
        assert isinstance(server.wsgi_app, OneByOne)  # one request at a time
    finally:
        server.stop()


def test_it_serves_until_ctrl_c(main: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(main.parent)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        address = said.split()[3]
        with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 our own server
            assert "/buku/balance_sheet/?time=" in answer.url
        process.send_signal(signal.SIGINT)
        assert process.stdout.read() == "Buku ditutup.\n"
        assert process.wait(timeout=30) == 0


def test_an_idle_connection_holds_up_nobody(main: Path) -> None:
    """Browsers open connections ahead of need; cheroot waits ten seconds for their first word."""
    server = prepare(main, statements, year=2026, port=0)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        address = ("127.0.0.1", int(server.bind_addr[1]))
        idle = [socket.create_connection(address) for _ in range(30)]
        for connection in idle[:20]:
            connection.sendall(b"GET /buku/ HTTP/1.1\r\nHost: x")
        with urllib.request.urlopen(alamat(server), timeout=8) as answer:  # noqa: S310  # our own
            assert answer.status == 200
        for connection in idle:
            connection.close()
    finally:
        server.stop()
        thread.join()


def ask(address: str, text: bytes) -> bytes:
    """The first line of what the server answers to these bytes."""
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        with contextlib.suppress(OSError):  # it may close before all is sent
            connection.sendall(text)
        with contextlib.suppress(ConnectionResetError):
            return connection.recv(4096).split(b"\r\n")[0]
    return b""


def test_a_long_address_header_or_body_is_refused(main: Path) -> None:
    with our_site(main) as site:
        host = site.alamat.removeprefix("http://").encode()
        first = b"GET /buku/balance_sheet/ HTTP/1.1\r\nHost: " + host + b"\r\n"
        assert b" 200 " in ask(site.alamat, first + b"Connection: close\r\n\r\n")
        long = b"GET /buku/?time=" + b"1" * (8 << 20) + b" HTTP/1.1\r\n\r\n"
        assert b" 200 " not in ask(site.alamat, long)
        assert b" 414 " in ask(site.alamat, b"GET /" + b"1" * (17 << 10) + b" HTTP/1.1\r\n\r\n")
        assert b" 413 " in ask(site.alamat, first + b"X: " + b"x" * (17 << 10) + b"\r\n\r\n")
        assert b" 413 " in ask(site.alamat, first + b"Content-Length: 100000\r\n\r\n")
        assert site.ask("/buku/balance_sheet/").status == 200


class Slow:
    """An app that never ends, or is as patient as a ledger that is read."""

    def __init__(self) -> None:
        self.loaded = False

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        if environ["PATH_INFO"] == "/buntu":
            while True:
                pass
        if environ["PATH_INFO"] == "/muat":
            with patience():
                for _ in range(30):
                    time.sleep(0.02)
                self.loaded = True
        start_response("200 OK", [("Content-Length", "4")])
        return [b"baik"]


def test_a_request_that_never_ends_is_ended() -> None:
    app = Slow()
    server = Server(("127.0.0.1", 0), OneByOne(app, 200), numthreads=3)
    server.prepare()
    with site_server(server) as site:
        ended = site.ask("/buntu")
        assert (ended.status, "dihentikan" in ended.content) == (503, True)
        assert site.ask("/lain").content == "baik"
        assert site.ask("/muat").content == "baik"
        assert app.loaded
        assert site.ask("/lain").content == "baik"


def test_who_waits_too_long_is_told() -> None:
    one = OneByOne(Slow(), 50)
    said: list[str] = []
    with one._lock:
        body = one({"PATH_INFO": "/"}, lambda status, _head, _info=None: said.append(status))  # type: ignore[arg-type]
    assert said == ["503 Service Unavailable"]
    assert b"muat ulang" in b"".join(body)
