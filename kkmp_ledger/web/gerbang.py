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
TITIK = frozenset(
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
HALAMAN = frozenset(
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
KEPALA = {
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

DITUTUP = "Halaman ini tidak dibuka di sini: Fava hanya jendela untuk melihat buku."
HANYA_SELECT = "Hanya satu kueri yang diawali SELECT yang dijalankan di sini."
HANYA_LIHAT = "Di sini buku hanya dapat dilihat."
BUKAN_SINI = "Alamat ini bukan alamat program ini."
TIDAK_ADA = "Halaman ini tidak ada."
PESAN = (DITUTUP, HANYA_SELECT, HANYA_LIHAT, BUKAN_SINI, TIDAK_ADA)
GAGAL = "Halaman ini gagal dibuat; ini kesalahan program, bukan kesalahan Anda."

_SELECT = re.compile(r"\s*SELECT\s", re.IGNORECASE)
_KUTIPAN = re.compile(r"""'[^']*'|"[^"]*\"""")


def boleh_kueri(query: str) -> bool:
    """Tell whether the text is one SELECT and nothing else.

    Fava hands it to a shell whose dot commands write files (`.output`) and whose other statements
    open them (`CREATE TABLE ... USING`). The parser stops in silence at a semicolon, so that a
    second statement is refused here even though today it would not run.
    """
    body = _KUTIPAN.sub("", query).rstrip().removesuffix(";")
    return _SELECT.match(query) is not None and ";" not in body


def pasang(app: Flask, hosts: frozenset[str]) -> None:
    """Put the gate before every request of the app, and the headers on every answer.

    `hosts` are the Host headers that are ours, `127.0.0.1:5000`: a page elsewhere that makes its
    own name point here (DNS rebinding) brings its own name.
    """

    def gate() -> None:
        if request.headers.get("Host", "") not in hosts:
            abort(403, BUKAN_SINI)
        if request.method not in ("GET", "HEAD"):
            abort(405, HANYA_LIHAT)
        # Fava's own read-only guard, kept as a second one, knows only GET. The server still sees
        # a HEAD and sends no body.
        request.method = "GET"
        if request.endpoint is None:
            abort(404, TIDAK_ADA)
        if request.endpoint not in TITIK:
            abort(403, DITUTUP)
        view = request.view_args or {}
        if request.endpoint == "report" and view.get("report_name") not in HALAMAN:
            abort(403, DITUTUP)
        query = request.args.get("query_string", "")
        if request.endpoint == "json_api.get_query" and not boleh_kueri(query):
            abort(403, HANYA_SELECT)

    def headers(response: Response) -> Response:
        response.headers.update(KEPALA)
        if request.endpoint != "static":
            response.headers["Cache-Control"] = "no-store"  # members' money stays off the disk
        return response

    app.before_request_funcs.setdefault(None, []).insert(0, gate)
    app.after_request(headers)
    app.register_error_handler(403, _tolak)
    app.register_error_handler(404, _tolak)
    app.register_error_handler(405, _tolak)
    app.register_error_handler(500, _gagal)


def _tolak(error: HTTPException) -> Response:
    """Refuse in Indonesian; Fava's pages read an error as JSON."""
    words = error.description if error.description in PESAN else TIDAK_ADA
    return _jawab(str(words), error.code or 404)


def _gagal(_error: HTTPException) -> Response:
    return _jawab(GAGAL, 500)


def _jawab(pesan: str, status: int) -> Response:
    if "/api/" in request.path:
        response: Response = jsonify({"error": pesan})
    else:
        response = Response(
            '<!doctype html><html lang="id"><meta charset="utf-8"><title>kkmp</title>'
            f'<p>{escape(pesan)}</p><p><a href="/">Kembali ke buku</a></p></html>',
            mimetype="text/html",
        )
    response.status_code = status
    return response
