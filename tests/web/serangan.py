"""The holes of Fava that were found open, each as an attack that tells whether it won."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.web.kecil import SKRIP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.kecil import Situs

LUAR = "ini di luar buku"  # stands in luar.txt, beside the cooperative's folder
KONFIG = """
from pathlib import Path
Path(__file__).with_name("dijalankan.txt").write_text("ya")
CONFIG = []
"""


@dataclass(frozen=True)
class Medan:
    """Where an attack happens: the server, the ledger's name in its addresses, its main file."""

    situs: Situs
    buku: str
    main: Path

    def ambil(self, path: str) -> str:
        """The body of `/<buku>/...`."""
        return self.situs.minta(f"/{self.buku}/{path}").isi


def tulis_sumber(medan: Medan) -> bool:
    """PUT api/source rewrites a ledger file."""
    text = medan.main.read_text(encoding="utf-8")
    body = {
        "file_path": str(medan.main),
        "source": text + "\n; ditulis orang\n",
        "sha256sum": hashlib.sha256(text.encode()).hexdigest(),
    }
    medan.situs.minta(
        f"/{medan.buku}/api/source",
        "PUT",
        json.dumps(body).encode(),
        **{"Content-Type": "application/json"},
    )
    return "ditulis orang" in medan.main.read_text(encoding="utf-8")


def tambah_entri(medan: Medan) -> bool:
    """PUT api/add_entries books something."""
    entry = {
        "t": "Note",
        "date": "2026-01-31",
        "account": "Aset:Kas:Toko",
        "comment": "entri orang",
        "meta": {},
    }
    body = json.dumps({"entries": [entry]}).encode()
    medan.situs.minta(
        f"/{medan.buku}/api/add_entries", "PUT", body, **{"Content-Type": "application/json"}
    )
    return any("entri orang" in p.read_text() for p in medan.main.parent.rglob("*.beancount"))


def hapus_potongan(medan: Medan) -> bool:
    """DELETE api/source_slice takes an entry out of its file."""
    kas = medan.main.parent / "2026/01-kas.beancount"
    before = kas.read_text(encoding="utf-8")
    journal = json.loads(medan.ambil("api/journal_page?page=1&order=desc"))["data"]["journal"]
    for piece in journal.split("#context-")[1:]:
        entry = piece[:32]
        potong = json.loads(medan.ambil(f"api/source_slice?entry_hash={entry}"))
        sha = potong.get("data", {}).get("sha256sum", "0" * 64)
        medan.situs.minta(
            f"/{medan.buku}/api/source_slice?entry_hash={entry}&sha256sum={sha}", "DELETE"
        )
    return kas.read_text(encoding="utf-8") != before


def baca_sumber(medan: Medan) -> bool:
    """GET api/source shows a ledger file."""
    return 'option \\"title\\"' in medan.ambil(f"api/source?filename={quote(str(medan.main))}")


def baca_sisipan(medan: Medan) -> bool:
    """GET api/source shows any file that an `include` line names."""
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('include "../luar.txt"\n')
    medan.ambil("balance_sheet/")  # notices the change and reads again
    luar = medan.main.parent.parent / "luar.txt"
    return any(
        LUAR in medan.ambil(f"api/source?filename={quote(name)}")
        for name in (str(luar), f"<{luar}>", "<luar.txt>")
    )


def baca_potongan(medan: Medan) -> bool:
    """GET api/source_slice shows an entry's source text."""
    journal = json.loads(medan.ambil("api/journal_page?page=1&order=desc"))["data"]["journal"]
    hashes = {piece[:32] for piece in journal.split("#context-")[1:]}
    return any("balance Aset" in medan.ambil(f"api/source_slice?entry_hash={h}") for h in hashes)


def kueri_menulis(medan: Medan) -> bool:
    """A query `.output FILE` empties a file, in read-only mode too."""
    luar = medan.main.parent.parent / "luar.txt"
    medan.ambil(f"api/query?query_string={quote(f'.output {luar}')}")
    return luar.read_text(encoding="utf-8") == ""


def unduh_kueri_menulis(medan: Medan) -> bool:
    """The same through the download of a query's result."""
    luar = medan.main.parent.parent / "luar.txt"
    medan.ambil(f"download-query/query_result.csv?query_string={quote(f'.output {luar}')}")
    return luar.read_text(encoding="utf-8") == ""


def unduh_kueri(medan: Medan) -> bool:
    """GET download-query sends a result as a file."""
    return "Aset:Kas:Toko" in medan.ambil(
        f"download-query/query_result.csv?query_string={quote('SELECT account')}"
    )


def unduh_jurnal(medan: Medan) -> bool:
    """GET download-journal sends the source of all entries, one file read per entry."""
    return "Ekuitas:Hibah" in medan.ambil("download-journal/")


def kueri_membuka(medan: Medan) -> bool:
    """A query CREATE TABLE opens a file of the machine; then it is not refused as a statement."""
    csv = medan.main.parent.parent / "luar.csv"
    csv.write_text("a\n1\n", encoding="utf-8")
    text = f"CREATE TABLE curi (a int) USING 'csv:{csv}'"
    answer = medan.situs.minta(f"/{medan.buku}/api/query?query_string={quote(text)}")
    return answer.status == 200


def ambil_lewat_importir(medan: Medan) -> bool:
    """GET api/extract runs an importer over any path; a 403 means that none was asked."""
    luar = medan.main.parent.parent / "luar.txt"
    answer = medan.situs.minta(
        f"/{medan.buku}/api/extract?filename={quote(str(luar))}&importer=apa.saja"
    )
    return answer.status != 403


def jalankan_python(medan: Medan) -> bool:
    """A ledger line makes Fava run a Python file."""
    (medan.main.parent / "jahat.py").write_text(KONFIG, encoding="utf-8")
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('2026-01-01 custom "fava-option" "import-config" "jahat.py"\n')
    medan.ambil("balance_sheet/")
    return (medan.main.parent / "dijalankan.txt").exists()


def muat_ekstensi(medan: Medan) -> bool:
    """A ledger line makes Fava import a Python module beside the ledger."""
    (medan.main.parent / "ekstensi_jahat.py").write_text(KONFIG, encoding="utf-8")
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('2026-01-01 custom "fava-extension" "ekstensi_jahat"\n')
    medan.ambil("balance_sheet/")
    return (medan.main.parent / "dijalankan.txt").exists()


def jalur_di_setelan(medan: Medan) -> bool:
    """GET api/options names folders of the machine."""
    return str(medan.main.parent) in medan.ambil("api/options")


def jalur_di_halaman(medan: Medan) -> bool:
    """Every page carries the ledger's absolute paths."""
    return str(medan.main.parent) in medan.ambil("balance_sheet/")


def jalur_di_kueri(medan: Medan) -> bool:
    """A SELECT names the files of entries."""
    return str(medan.main.parent) in medan.ambil(
        f"api/query?query_string={quote('SELECT filename, location')}"
    )


def jalur_di_masalah(medan: Medan) -> bool:
    """The list of errors names files of the machine."""
    with medan.main.open("a", encoding="utf-8") as file:
        file.write('include "tidak-ada.beancount"\n2026-02-01 balance Aset:Kas:Toko 1 IDR\n')
    medan.ambil("balance_sheet/")
    return str(medan.main.parent) in medan.ambil("api/errors")


def jalur_di_rincian(medan: Medan) -> bool:
    """The context of an entry names its file."""
    journal = json.loads(medan.ambil("api/journal_page?page=1&order=desc"))["data"]["journal"]
    hashes = {piece[:32] for piece in journal.split("#context-")[1:]}
    assert hashes
    return any(str(medan.main.parent) in medan.ambil(f"api/context?entry_hash={h}") for h in hashes)


def skrip_di_jurnal(medan: Medan) -> bool:
    """A payee reaches the journal as HTML."""
    journal = json.loads(medan.ambil("api/journal_page?page=1&order=desc"))["data"]["journal"]
    assert "TEMBUS" in journal
    return SKRIP in journal


def skrip_di_akun(medan: Medan) -> bool:
    """A payee reaches an account's page as HTML."""
    report = json.loads(medan.ambil("api/account_report?a=Aset:Kas:Toko"))["data"]["journal"]
    assert "TEMBUS" in report
    return SKRIP in report


def tanpa_csp(medan: Medan) -> bool:
    """A page may run a script that stands in it, or stand in another's frame."""
    answer = medan.situs.minta(f"/{medan.buku}/balance_sheet/")
    policy = answer.kepala.get("Content-Security-Policy", "").split("; ")
    closed = {"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "base-uri 'none'"}
    return not {*closed, "object-src 'none'", "frame-ancestors 'none'"} <= set(policy)


def nama_lain(medan: Medan) -> bool:
    """A page elsewhere makes its own name lead here (DNS rebinding) and reads the books."""
    answer = medan.situs.minta(f"/{medan.buku}/api/balance_sheet", Host="jahat.example:5000")
    return "Ekuitas" in answer.isi


def lompat(medan: Medan) -> bool:
    """GET /jump goes wherever the Referer says."""
    answer = medan.situs.minta("/jump?time=2026", Referer="https://jahat.example/")
    return "jahat.example" in answer.kepala.get("Location", "")


def buku_lain(medan: Medan) -> bool:
    """A page of one ledger leads to another ledger of the same server."""
    return "Buku Rahasia" in medan.ambil("balance_sheet/")


# Of a Fava that may write; every other attack wins against a read-only one, too.
MENULIS: tuple[Callable[[Medan], bool], ...] = (tulis_sumber, tambah_entri, hapus_potongan)
MELIHAT: tuple[Callable[[Medan], bool], ...] = (
    baca_sumber,
    baca_sisipan,
    baca_potongan,
    kueri_menulis,
    unduh_kueri_menulis,
    unduh_kueri,
    unduh_jurnal,
    kueri_membuka,
    ambil_lewat_importir,
    jalankan_python,
    muat_ekstensi,
    jalur_di_setelan,
    jalur_di_halaman,
    jalur_di_kueri,
    jalur_di_masalah,
    jalur_di_rincian,
    skrip_di_jurnal,
    skrip_di_akun,
    tanpa_csp,
    nama_lain,
    lompat,
    buku_lain,
)
