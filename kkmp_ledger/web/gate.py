"""The gate before Fava: which addresses may be asked, by which method, under which host name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Response
from flask import abort
from flask import jsonify
from flask import request
from markupsafe import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flask import Flask
    from werkzeug.datastructures import Headers
    from werkzeug.exceptions import HTTPException

# Only what is named here is answered (docs/DECISIONS.md, Fava). Left out on purpose:
# source, source_slice, options, document, statement, imports, extract, documents (files and paths
# of the machine), download_query, download_journal, journal (unpaged, and re-reading every file),
# narrations and payees (for entering), jump (goes where the Referer says), help (Fava's English
# manual of what is closed here), the page query, and everything that writes.
POINT = frozenset(
    {
        "static",
        "index",
        "account",
        "report",
        "extension_report",
        "extension_js_module",
        "kkmp_gaya",
        "json_api.get_account_report",
        "json_api.get_balance_sheet",
        "json_api.get_changed",
        "json_api.get_context",
        "json_api.get_errors",
        "json_api.get_events",
        "json_api.get_income_statement",
        "json_api.get_journal_page",
        "json_api.get_ledger_data",
        "json_api.get_query",
        "json_api.get_statistics",
        "json_api.get_trial_balance",
    }
)
PAGE = frozenset(
    {
        "balance_sheet",
        "errors",
        "events",
        "income_statement",
        "journal",
        "statistics",
        "trial_balance",
    }
)
HEADER = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",  # Fava's highlighter is WebAssembly
            "style-src 'self' 'unsafe-inline'",  # Fava sets widths and colours on elements
            "img-src 'self' data:",
            "font-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

CLOSED = "Halaman ini tidak dibuka di sini: Fava hanya jendela untuk melihat buku."
WRONG_WORD = "Saringan ini tidak dapat dipakai di sini; tulis kata atau nama akun saja, tanpa pola."
FOREIGN = "Permintaan dari halaman lain ditolak. Ketik alamatnya sendiri di peramban."
LOOK_ONLY = "Di sini buku hanya dapat dilihat."
NOT_HERE = "Alamat ini bukan alamat program ini."
NOTHING = "Halaman ini tidak ada."
MESSAGE = (CLOSED, WRONG_WORD, FOREIGN, LOOK_ONLY, NOT_HERE, NOTHING)
FAILED = "Halaman ini gagal dibuat; ini kesalahan program, bukan kesalahan Anda."

# What an address may carry, as Fava's own pages write it. Account and filter are regular
# expressions to Fava, and one that never ends cannot be stopped: nothing that repeats, chooses or
# groups comes through (a filter's own parentheses would group inside its quotes). Years are those
# of books: a chart by day over ten thousand years would not end either.
_ACCOUNT = r"[\w: .-]{0,200}"
SHAPES = {
    name: re.compile(shape)
    for name, shape in {
        "account": _ACCOUNT,
        "a": _ACCOUNT,
        "filter": r"[^*+?{}()\[\]|\\$\x00-\x1f]{0,200}",
        "time": r"(?=.{0,40}$)(?:[A-Za-z (),.+-]|(?<!\d)(?:\d{1,2}|(?:19|20)\d\d)(?!\d))*",
        "conversion": r"[A-Za-z0-9_,.' -]{0,60}",
        "interval": r"[A-Za-z]{0,12}",
        "r": r"[a-z]{0,12}",
        # the one that the page of statistics sends; any other may hold a pattern, or write files
        "query_string": re.escape("SELECT account, count(account) ORDER BY account"),
        "page": r"\d{1,6}",
        "order": r"asc|desc",
        "entry_hash": r"[0-9a-f]{1,64}",
        "mtime": r"\d{1,20}",
        "partial": r"true",
        "charts": r"[a-z]{0,12}",
    }.items()
}


def may_ask(words: Iterable[tuple[str, Iterable[str]]]) -> bool:
    """Tell whether each parameter of an address is known, and each of its values has its shape."""
    return all(
        name in SHAPES and SHAPES[name].fullmatch(value) is not None
        for name, values in words
        for value in values
    )


def from_elsewhere(headers: Headers, hosts: frozenset[str]) -> bool:
    """Tell whether another site's page sends the request: the browser says so in its headers."""
    if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
        return True
    said = (headers.get("Origin"), headers.get("Referer"))
    return any(_host(one) not in hosts for one in said if one is not None)


def _host(address: str) -> str:
    """The host of an address with its port; "" for one that has none, or is none."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def install(app: Flask, hosts: frozenset[str]) -> None:
    """Put the gate before every request of the app, and the headers on every answer.

    `hosts` are the Host headers that are ours, `127.0.0.1:5000`: a page elsewhere that makes its
    own name point here (DNS rebinding) brings its own name.
    """

    def gate() -> None:
        if request.headers.get("Host", "") not in hosts:
            abort(403, NOT_HERE)
        if from_elsewhere(request.headers, hosts):
            abort(403, FOREIGN)
        if request.method not in ("GET", "HEAD"):
            abort(405, LOOK_ONLY)
        # Fava's own read-only guard, kept as a second one, knows only GET. The server still sees
        # a HEAD and sends no body.
        request.method = "GET"
        if request.endpoint is None:
            abort(404, NOTHING)
        if request.endpoint not in POINT:
            abort(403, CLOSED)
        view = request.view_args or {}
        if request.endpoint == "report" and view.get("report_name") not in PAGE:
            abort(403, CLOSED)
        if not may_ask(request.args.lists()):
            abort(403, WRONG_WORD)

    def headers(response: Response) -> Response:
        response.headers.update(HEADER)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"  # members' money stays off the disk
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, gate)
    app.after_request(headers)
    app.register_error_handler(403, _refuse)
    app.register_error_handler(404, _refuse)
    app.register_error_handler(405, _refuse)
    app.register_error_handler(500, _failed)


def _refuse(error: HTTPException) -> Response:
    """Refuse in Indonesian; Fava's pages read an error as JSON."""
    words = error.description if error.description in MESSAGE else NOTHING
    return _answer(str(words), error.code or 404)


def _failed(_error: HTTPException) -> Response:
    return _answer(FAILED, 500)


def _answer(message: str, status: int) -> Response:
    if "/api/" in request.path:
        response: Response = jsonify({"error": message})
    else:
        response = Response(
            '<!doctype html><html lang="id"><meta charset="utf-8"><title>kkmp</title>'
            f'<p>{escape(message)}</p><p><a href="/">Kembali ke buku</a></p></html>',
            mimetype="text/html",
        )
    response.status_code = status
    return response
