"""Fava made safe to show: one ledger, read only, in Indonesian, behind the gate."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fava.application import create_app
from flask import send_file

from kkmp_ledger.web import gate
from kkmp_ledger.web.fava_ledger import BOOK_ADDRESS
from kkmp_ledger.web.fava_ledger import FavaBook
from kkmp_ledger.web.fava_templates import REPLACE
from kkmp_ledger.web.fava_templates import folder_web
from kkmp_ledger.web.fava_templates import loader
from kkmp_ledger.web.translation import LANGUAGE
from kkmp_ledger.web.translation import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask
    from werkzeug import Response

    from kkmp_ledger.web.statements_page import StatementsForWeb

_PORT_HTTP = 80


class OneBook:
    """Fava's table of ledgers with one in it: no address leads to another file."""

    def __init__(self, book: FavaBook) -> None:
        """Take the ledger."""
        self.book = book

    def __getitem__(self, alamat: str) -> FavaBook:
        """The ledger under its name; a KeyError, which Fava answers with 404, for any other."""
        if alamat != BOOK_ADDRESS:
            raise KeyError(alamat)
        return self.book

    def first_slug(self) -> str:
        """The name that `/` leads to."""
        return BOOK_ADDRESS

    def items(self) -> tuple[tuple[str, FavaBook], ...]:
        """The other ledgers to offer on a page: none."""
        return ()


def make_application(main: Path, *, year: int, statements: StatementsForWeb, port: int) -> Flask:
    """Build the WSGI app for the ledger `main.beancount`.

    `tahun` is the book year that opens first, `laporan` gives the reports of a year for the page
    Laporan, `port` is the one that the app will be asked on: other Host headers are refused.
    The ledger is read here, once; after a change of its files it is read again.
    """
    app = create_app([], read_only=True)
    app.config["LEDGERS"] = OneBook(FavaBook(main, year=year, statements=statements))
    assert app.jinja_loader is not None
    app.jinja_loader = loader(app.jinja_loader)
    babel: Any = app.extensions["babel"]
    with app.app_context():  # the catalogue goes where flask-babel keeps those it has read
        babel.instance.domain_instance.cache[LANGUAGE, babel.default_domain] = catalogue()

    def style() -> Response:
        return send_file(folder_web() / "kkmp.css")

    app.add_url_rule("/kkmp.css", "kkmp_gaya", style)
    gate.install(app, _hosts(port))
    for name in REPLACE:  # now, so that an unknown Fava fails here and not on a page
        app.jinja_env.get_template(name)
    return app


def _hosts(port: int) -> frozenset[str]:
    names = ("127.0.0.1", "localhost")
    with_port = frozenset(f"{name}:{port}" for name in names)
    return with_port | frozenset(names) if port == _PORT_HTTP else with_port
