"""Every hole of Fava that was found: open in plain Fava, closed behind the gate."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING

import pytest
from fava.application import create_app
from fava.util import slugify

from kkmp_ledger.web import gerbang
from kkmp_ledger.web.fava_app import buat_aplikasi
from kkmp_ledger.web.gerbang import boleh_kueri
from tests.web.kecil import OPSI
from tests.web.kecil import laporan
from tests.web.kecil import situs_kami
from tests.web.kecil import situs_polos
from tests.web.serangan import LUAR
from tests.web.serangan import MELIHAT
from tests.web.serangan import MENULIS
from tests.web.serangan import Medan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.kecil import Situs

SLUG = slugify("Koperasi Kelurahan Merah Putih Contoh (fiktif)")
SEMUA = (*MENULIS, *MELIHAT)


@pytest.fixture
def rahasia(main: Path) -> Path:
    """A second ledger and a file outside, both beside the cooperative's folder."""
    (main.parent.parent / "luar.txt").write_text(f"; {LUAR}\n", encoding="utf-8")
    other = main.parent.parent / "rahasia.beancount"
    other.write_text(f'{OPSI}option "title" "Buku Rahasia"\n', encoding="utf-8")
    return other


@pytest.mark.parametrize("serang", SEMUA, ids=lambda f: f.__name__)
def test_an_attack_fails_behind_the_gate(
    main: Path, rahasia: Path, serang: Callable[[Medan], bool]
) -> None:
    with situs_kami(main) as situs:
        assert not serang(Medan(situs, "buku", main))


@pytest.mark.parametrize("serang", SEMUA, ids=lambda f: f.__name__)
def test_the_same_attack_wins_without_the_gate(
    main: Path, rahasia: Path, serang: Callable[[Medan], bool]
) -> None:
    with situs_polos(main, rahasia, read_only=serang not in MENULIS) as situs:
        assert serang(Medan(situs, SLUG, main))


def test_a_fava_without_the_gate_still_refuses_to_write(main: Path) -> None:
    app = buat_aplikasi(main, tahun=2026, laporan=laporan, port=5000)
    app.before_request_funcs[None].pop(0)
    client = app.test_client()
    assert client.get("/buku/editor/").status_code == 200  # the gate is gone
    assert client.put("/buku/api/source", json={}).status_code == 401


def test_every_address_of_fava_is_either_named_or_refused(situs: Situs) -> None:
    # Fava's own table of addresses: what a later version adds is refused until someone names it.
    rules = list(create_app([]).url_map.iter_rules())
    assert gerbang.TITIK - {rule.endpoint for rule in rules} == {"kkmp_gaya"}
    values = {"name": "Aset", "report_name": "editor", "page_slug": "api", "filename": "app.css"}
    refused = set()
    for rule in rules:
        path = rule.rule.replace("<bfile>", "buku")
        path = path.replace("<any(account,currency,cost_currency):aggregation_key>", "account")
        for name, value in values.items():
            path = path.replace(f"<{name}>", value).replace(f"<path:{name}>", value)
        for part in ("extension_name", "endpoint", "result_format"):
            path = path.replace(f"<{part}>", "csv")
        assert "<" not in path, path
        for method in rule.methods or ():
            answer = situs.minta(path, method, b"{}" if method == "PUT" else None)
            if method not in ("GET", "HEAD"):
                assert answer.status == 405, (method, path)
            elif rule.endpoint not in gerbang.TITIK or rule.endpoint == "report":
                assert answer.status == 403, (method, path)
                refused.add(rule.endpoint)
            assert answer.kepala["Content-Security-Policy"], path
    assert {"json_api.get_source", "document", "statement", "json_api.get_journal"} <= refused


@pytest.mark.parametrize("page", ["editor", "import", "options", "documents", "holdings"])
def test_a_page_that_is_closed(situs: Situs, page: str) -> None:
    answer = situs.minta(f"/buku/{page}/")
    assert answer.status == 403
    assert gerbang.DITUTUP in answer.isi


@pytest.mark.parametrize("page", sorted(gerbang.HALAMAN))
def test_a_page_that_is_open(situs: Situs, page: str) -> None:
    assert situs.minta(f"/buku/{page}/").status == 200


def test_a_head_is_a_get_without_a_body(situs: Situs) -> None:
    answer = situs.minta("/buku/balance_sheet/", "HEAD")
    assert (answer.status, answer.isi) == (200, "")


@pytest.mark.parametrize("path", ["/lain/balance_sheet/", "/buku/tidak-ada", "/main.beancount"])
def test_what_is_not_here(situs: Situs, path: str) -> None:
    answer = situs.minta(path)
    assert answer.status == 404
    assert gerbang.TIDAK_ADA in answer.isi
    assert answer.kepala["Content-Security-Policy"]


def test_headers_of_every_answer(situs: Situs) -> None:
    for path in ("/", "/buku/balance_sheet/", "/buku/api/changed", "/static/app.css", "/x"):
        kepala = situs.minta(path).kepala
        assert gerbang.KEPALA.items() <= kepala.items(), path
    assert situs.minta("/buku/api/balance_sheet").kepala["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:1", "jahat.example", ""])
def test_a_host_name_that_is_not_ours(situs: Situs, host: str) -> None:
    for path in ("/buku/balance_sheet/", "/static/app.css", "/"):
        assert situs.minta(path, Host=host).status == 403


def test_localhost_with_our_port_is_ours(situs: Situs) -> None:
    port = urllib.parse.urlsplit(situs.alamat).port
    assert situs.minta("/buku/balance_sheet/", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize(
    "query",
    [
        "SELECT account",
        "  select account, sum(position) group by account;  ",
        "SELECT\naccount WHERE narration ~ 'a;b'",
        'SELECT account WHERE payee = "a;b"',
    ],
)
def test_a_query_that_is_run(situs: Situs, query: str) -> None:
    assert boleh_kueri(query)
    path = f"/buku/api/query?query_string={urllib.parse.quote(query)}"
    assert situs.minta(path).status == 200


@pytest.mark.parametrize(
    "query",
    [
        "",
        "SELECT",
        ".output x",
        " .output x",
        "\n.run x",
        "run x",
        "help",
        "!ls",
        "?",
        "SELECTX account",
        "PRINT",
        "BALANCES",
        "JOURNAL",
        "INSERT INTO x VALUES (1)",
        "CREATE TABLE x USING 'csv:x'",
        "SELECT 1; CREATE TABLE x USING 'csv:x'",
        "SELECT 1;; SELECT 2",
        "SELECT '; SELECT 2",
        "EXPLAIN SELECT 1",
    ],
)
def test_a_query_that_is_refused(situs: Situs, query: str) -> None:
    assert not boleh_kueri(query)
    answer = situs.minta(f"/buku/api/query?query_string={urllib.parse.quote(query)}")
    assert answer.status == 403
    assert gerbang.HANYA_SELECT in answer.isi


def test_a_query_with_a_mistake_is_told(situs: Situs) -> None:
    answer = situs.minta(f"/buku/api/query?query_string={urllib.parse.quote('SELECT tidakada')}")
    assert answer.status == 500
    assert "tidakada" in answer.isi
