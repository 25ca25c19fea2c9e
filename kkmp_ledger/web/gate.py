"""The gate before Fava: which addresses may be asked, by which method, under which host name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flask import Response
from flask import abort
from flask import jsonify
from flask import request
from markupsafe import escape

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.exceptions import HTTPException

# Only what is named here is answered (docs/DECISIONS.md, Fava). Left out on purpose:
# source, source_slice, options, document, statement, imports, extract, documents (files and paths
# of the machine), download_query, download_journal, journal (unpaged, and re-reading every file),
# narrations and payees (for entering), jump (goes where the Referer says), help (Fava's English
# manual of what is closed here), and everything that writes.
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
        "query",
        "statistics",
        "trial_balance",
    }
)
HEADER = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",  # the query box's highlighter is WebAssembly
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
SELECT_ONLY = "Hanya satu kueri yang diawali SELECT yang dijalankan di sini."
LOOK_ONLY = "Di sini buku hanya dapat dilihat."
NOT_HERE = "Alamat ini bukan alamat program ini."
NOTHING = "Halaman ini tidak ada."
MESSAGE = (CLOSED, SELECT_ONLY, LOOK_ONLY, NOT_HERE, NOTHING)
FAILED = "Halaman ini gagal dibuat; ini kesalahan program, bukan kesalahan Anda."

_SELECT = re.compile(r"\s*SELECT\s", re.IGNORECASE)
_QUOTATION = re.compile(r"""'[^']*'|"[^"]*\"""")


def may_query(query: str) -> bool:
    """Tell whether the text is one SELECT and nothing else.

    Fava hands it to a shell whose dot commands write files (`.output`) and whose other statements
    open them (`CREATE TABLE ... USING`). The parser stops in silence at a semicolon, so that a
    second statement is refused here even though today it would not run.
    """
    body = _QUOTATION.sub("", query).rstrip().removesuffix(";")
    return _SELECT.match(query) is not None and ";" not in body


def install(app: Flask, hosts: frozenset[str]) -> None:
    """Put the gate before every request of the app, and the headers on every answer.

    `hosts` are the Host headers that are ours, `127.0.0.1:5000`: a page elsewhere that makes its
    own name point here (DNS rebinding) brings its own name.
    """

    def gate() -> None:
        if request.headers.get("Host", "") not in hosts:
            abort(403, NOT_HERE)
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
        query = request.args.get("query_string", "")
        if request.endpoint == "json_api.get_query" and not may_query(query):
            abort(403, SELECT_ONLY)

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
