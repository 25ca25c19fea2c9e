"""`kkmp buka`: a folder that holds no ledger, a port that is taken, an end by Ctrl-C."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from typing import TYPE_CHECKING

import pytest

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.sure import OurMistakeError
from kkmp_ledger.web.fava_templates import REPLACE
from kkmp_ledger.web.server import OneByOne
from kkmp_ledger.web.server import alamat
from kkmp_ledger.web.server import prepare
from kkmp_ledger.web.server import run
from tests.web.small_site import statements

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import sys
import threading
from pathlib import Path
from kkmp_ledger.web.server import run
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
        idle = [socket.create_connection(address) for _ in range(3)]
        with urllib.request.urlopen(alamat(server), timeout=8) as answer:  # noqa: S310  # our own
            assert answer.status == 200
        for connection in idle:
            connection.close()
    finally:
        server.stop()
        thread.join()
