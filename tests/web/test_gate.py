"""Every hole of Fava that was found: open in plain Fava, closed behind the gate."""

from __future__ import annotations

import urllib.parse
from typing import TYPE_CHECKING

import pytest
from fava.application import create_app
from fava.util import slugify

from kkmp_ledger.web import gate
from kkmp_ledger.web.fava_app import make_application
from tests.web.attacks import LOOKS
from tests.web.attacks import OUTSIDE
from tests.web.attacks import WRITING
from tests.web.attacks import Medan
from tests.web.small_site import OPTIONS
from tests.web.small_site import our_site
from tests.web.small_site import plain_site
from tests.web.small_site import statements

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.small_site import Site

SLUG = slugify("Koperasi Kelurahan Merah Putih Contoh (fiktif)")
ALL = (*WRITING, *LOOKS)


@pytest.fixture
def secret(main: Path) -> Path:
    """A second ledger and a file outside, both beside the cooperative's folder."""
    (main.parent.parent / "luar.txt").write_text(f"; {OUTSIDE}\n", encoding="utf-8")
    other = main.parent.parent / "rahasia.beancount"
    other.write_text(f'{OPTIONS}option "title" "Buku Rahasia"\n', encoding="utf-8")
    return other


@pytest.mark.parametrize("attack", ALL, ids=lambda f: f.__name__)
def test_an_attack_fails_behind_the_gate(
    main: Path, secret: Path, attack: Callable[[Medan], bool]
) -> None:
    with our_site(main) as site:
        assert not attack(Medan(site, "buku", main))


@pytest.mark.parametrize("attack", ALL, ids=lambda f: f.__name__)
def test_the_same_attack_wins_without_the_gate(
    main: Path, secret: Path, attack: Callable[[Medan], bool]
) -> None:
    with plain_site(main, secret, read_only=attack not in WRITING) as site:
        assert attack(Medan(site, SLUG, main))


def test_a_fava_without_the_gate_still_refuses_to_write(main: Path) -> None:
    app = make_application(main, year=2026, statements=statements, port=5000)
    app.before_request_funcs[None].pop(0)
    client = app.test_client()
    assert client.get("/buku/editor/").status_code == 200  # the gate is gone
    assert client.put("/buku/api/source", json={}).status_code == 401


def test_every_address_of_fava_is_either_named_or_refused(site: Site) -> None:
    # Fava's own table of addresses: what a later version adds is refused until someone names it.
    rules = list(create_app([]).url_map.iter_rules())
    assert gate.POINT - {rule.endpoint for rule in rules} == {"kkmp_gaya"}
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
            answer = site.ask(path, method, b"{}" if method == "PUT" else None)
            if method not in ("GET", "HEAD"):
                assert answer.status == 405, (method, path)
            elif rule.endpoint not in gate.POINT or rule.endpoint == "report":
                assert answer.status == 403, (method, path)
                refused.add(rule.endpoint)
            assert answer.header["Content-Security-Policy"], path
    assert {"json_api.get_source", "document", "statement", "json_api.get_journal"} <= refused


@pytest.mark.parametrize("page", ["editor", "import", "options", "documents", "holdings"])
def test_a_page_that_is_closed(site: Site, page: str) -> None:
    answer = site.ask(f"/buku/{page}/")
    assert answer.status == 403
    assert gate.CLOSED in answer.content


@pytest.mark.parametrize("page", sorted(gate.PAGE))
def test_a_page_that_is_open(site: Site, page: str) -> None:
    assert site.ask(f"/buku/{page}/").status == 200


def test_a_head_is_a_get_without_a_body(site: Site) -> None:
    answer = site.ask("/buku/balance_sheet/", "HEAD")
    assert (answer.status, answer.content) == (200, "")


@pytest.mark.parametrize("path", ["/lain/balance_sheet/", "/buku/tidak-ada", "/main.beancount"])
def test_what_is_not_here(site: Site, path: str) -> None:
    answer = site.ask(path)
    assert answer.status == 404
    assert gate.NOTHING in answer.content
    assert answer.header["Content-Security-Policy"]


def test_headers_of_every_answer(site: Site) -> None:
    for path in ("/", "/buku/balance_sheet/", "/buku/api/changed", "/static/app.css", "/x"):
        header = site.ask(path).header
        assert gate.HEADER.items() <= header.items(), path
    assert site.ask("/buku/api/balance_sheet").header["Cache-Control"] == "no-store"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.0.0.1:1", "jahat.example", ""])
def test_a_host_name_that_is_not_ours(site: Site, host: str) -> None:
    for path in ("/buku/balance_sheet/", "/static/app.css", "/"):
        assert site.ask(path, Host=host).status == 403


def test_localhost_with_our_port_is_ours(site: Site) -> None:
    port = urllib.parse.urlsplit(site.alamat).port
    assert site.ask("/buku/balance_sheet/", Host=f"localhost:{port}").status == 200


@pytest.mark.parametrize("query", ["SELECT account", "SELECT 1 WHERE 'aab' ~ '^(a+)+$'", ".run x"])
def test_queries_are_closed(site: Site, query: str) -> None:
    words = urllib.parse.quote(query)
    for path in ("api/query", "query/", "download-query/query_result.csv"):
        answer = site.ask(f"/buku/{path}?query_string={words}")
        assert answer.status == 403
        assert (gate.WRONG_WORD if path == "api/query" else gate.CLOSED) in answer.content


def test_the_query_of_the_page_of_statistics_is_answered(site: Site) -> None:
    words = urllib.parse.quote("SELECT account, count(account) ORDER BY account")
    assert site.ask(f"/buku/api/query?query_string={words}&time=2026").status == 200


@pytest.mark.parametrize(
    "words",
    [
        "account=^(([A-Za-z:-]%2B)%2B)%2B!$",
        "a=(a%2B)%2B",
        "account=Kas&account=^(a%2B)%2B$",
        "filter=%22(a%2B)%2B$%22",
        "filter=(a|a)(a|a)",
        "filter=any(any(a))",
        "filter=" + "a" * 201,
        "time=0001 - 9999",
        "time=2026 - 20261",
        "time=(year%2B999999)",
        "time=" + "2026 " * 20,
        "conversion=(a*)*",
        "interval=day1",
        "entry_hash=../..",
        "page=-1",
        "order=x",
        "lain=1",
    ],
)
def test_a_word_that_may_never_end_is_refused(site: Site, words: str) -> None:
    for path in ("api/balance_sheet", "balance_sheet/", "account/Aset:Kas/", "api/account_report"):
        answer = site.ask(f"/buku/{path}?{words.replace(' ', '%20')}")
        assert answer.status == 403, path
        assert gate.WRONG_WORD in answer.content


@pytest.mark.parametrize(
    "words",
    [
        "account=Aset:Kas:Toko&time=2026",
        "time=2026-01&interval=day&conversion=units",
        "time=2025-q4%20-%202026-01-31",
        "time=year-1",
        "filter=%22Rapat%20anggota%22&conversion=at_value,IDR",
        "filter=%5EKS-2601-0001",
        "filter=%3E%3D%2050000",
        "",
    ],
)
def test_what_pages_send_is_answered(site: Site, words: str) -> None:
    for path in ("api/balance_sheet", "api/income_statement", "balance_sheet/"):
        assert site.ask(f"/buku/{path}?{words}").status == 200, path


def test_a_page_is_asked_for_in_part(site: Site) -> None:
    path = "/buku/extension/LaporanKoperasi/?time=2026&partial=true"
    assert site.ask(path).status == 200


@pytest.mark.parametrize(
    "header",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Referer": "https://jahat.example/127.0.0.1"},
    ],
)
def test_a_request_from_another_site_is_refused(site: Site, header: dict[str, str]) -> None:
    for path in ("/buku/balance_sheet/", "/buku/api/balance_sheet", "/static/app.css", "/"):
        answer = site.ask(path, "GET", None, **header)
        assert answer.status == 403, path
        assert "halaman lain" in answer.content


def test_a_request_from_our_own_page_is_answered(site: Site) -> None:
    path, own = "/buku/api/balance_sheet", site.alamat.rstrip("/")
    for site_ in ("same-origin", "none"):
        header = {"Sec-Fetch-Site": site_, "Origin": own, "Referer": f"{own}/buku/"}
        assert site.ask(path, "GET", None, **header).status == 200
