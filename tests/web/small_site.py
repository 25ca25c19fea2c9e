"""A small fictional ledger, its reports, and a server for it: what the web's tests stand on."""

from __future__ import annotations

import threading
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

from cheroot.wsgi import Server
from fava.application import create_app

from kkmp_ledger.statements.sections import Column
from kkmp_ledger.statements.sections import Header
from kkmp_ledger.statements.sections import Row
from kkmp_ledger.statements.sections import Statement
from kkmp_ledger.statements.sections import Table
from kkmp_ledger.statements.sections import TableColumn
from kkmp_ledger.web.server import prepare

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

YEAR = 2026
SCRIPT = "<img src=x onerror=\"document.title='TEMBUS'\">"
OPTIONS = """\
option "name_assets" "Aset"
option "name_liabilities" "Liabilitas"
option "name_equity" "Ekuitas"
option "name_income" "Pendapatan"
option "name_expenses" "Beban"
"""
# FIKTIF. Beban:Rapat stands in both years, so that a sum over all years differs from each.
MAIN = f"""\
{OPTIONS}
option "title" "Koperasi Kelurahan Merah Putih Contoh (fiktif)"
option "operating_currency" "IDR"
option "account_previous_balances" "Saldo-Awal"
option "account_previous_earnings" "SHU:Tahun-Sebelumnya"
option "account_previous_conversions" "Konversi:Sebelumnya"
option "account_current_earnings" "SHU:Tahun-Berjalan"
option "account_current_conversions" "Konversi:Berjalan"
option "account_unrealized_gains" "SHU:Belum-Terealisasi"
include "akun.gen.beancount"
include "2025/12-kas.beancount"
include "2026/01-kas.beancount"
"""
AKUN = f"""\
{OPTIONS}
2025-06-24 open Aset:Kas:Toko IDR
2025-06-24 open Aset:Bank:BRI IDR
2025-06-24 open Aset:Persediaan:Sembako IDR
2025-06-24 open Ekuitas:Simpanan:Pokok
2025-06-24 open Ekuitas:Simpanan:Pokok:A0001 IDR
2025-06-24 open Ekuitas:Simpanan:Pokok:A0002 IDR
2025-06-24 open Ekuitas:Hibah IDR
2025-06-24 open Pendapatan:Anggota:Sembako IDR
2025-06-24 open Pendapatan:Non-Anggota:Sembako IDR
2025-06-24 open Beban:HPP:Non-Anggota:Sembako IDR
2025-06-24 open Beban:Rapat-Anggota IDR
"""
DECEMBER = f"""\
{OPTIONS}
2025-12-01 * "" "Simpanan pokok A0001" ^KS-2512-0001
  jenis: "setor-simpanan"
  Aset:Kas:Toko  50000 IDR
  Ekuitas:Simpanan:Pokok:A0001  -50000 IDR

2025-12-02 * "Dinas Koperasi" "Hibah modal kerja" ^KS-2512-0002
  jenis: "hibah"
  Aset:Bank:BRI  5000000 IDR
  Ekuitas:Hibah  -5000000 IDR

2025-12-20 * "Penjualan" "Toko, 20 Desember 2025" ^TK-251220-T1-J
  jenis: "jual"
  Aset:Kas:Toko  900000 IDR
  Pendapatan:Anggota:Sembako  -200000 IDR
    anggota: "A0001"
  Pendapatan:Non-Anggota:Sembako  -700000 IDR

2025-12-28 * "" "Rapat anggota" ^KS-2512-0003
  jenis: "beban"
  Beban:Rapat-Anggota  150000 IDR
  Aset:Kas:Toko  -150000 IDR
"""
_PIHAK = SCRIPT.replace('"', '\\"')
JANUARY = f"""\
{OPTIONS}
2026-01-05 * "{_PIHAK}" "Simpanan pokok A0002 {_PIHAK}" ^KS-2601-0001
  jenis: "setor-simpanan"
  catatan: "{_PIHAK}"
  Aset:Kas:Toko  50000 IDR
  Ekuitas:Simpanan:Pokok:A0002  -50000 IDR

2026-01-10 * "" "Beli beras" ^KS-2601-0002
  jenis: "beli"
  Aset:Persediaan:Sembako  1000000 IDR
  Aset:Bank:BRI  -1000000 IDR

2026-01-15 * "Penjualan" "Toko, 15 Januari 2026" ^TK-260115-T1-J
  jenis: "jual"
  Aset:Kas:Toko  1250000 IDR
  Pendapatan:Non-Anggota:Sembako  -1250000 IDR
  Beban:HPP:Non-Anggota:Sembako  900000 IDR
  Aset:Persediaan:Sembako  -900000 IDR

2026-01-20 * "" "Rapat anggota" ^KS-2601-0003
  jenis: "beban"
  Beban:Rapat-Anggota  75000 IDR
  Aset:Kas:Toko  -75000 IDR

2026-01-31 balance Aset:Kas:Toko  2025000 IDR
"""
SHU = {2025: 750000, 2026: 275000}


def write_book(folder: Path) -> Path:
    """Write the ledger; its main file."""
    for name, text in {
        "main.beancount": MAIN,
        "akun.gen.beancount": AKUN,
        "2025/12-kas.beancount": DECEMBER,
        "2026/01-kas.beancount": JANUARY,
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "main.beancount"


def statements(year: int) -> Sequence[Statement | Table]:
    """Two reports as the rooms below would give them."""
    head = Header(
        "Koperasi Contoh <b>", f"1 Januari - 31 Desember {year}", "0123456789abcdef", True
    )
    shu = SHU[year]
    return (
        Statement(
            "hasil-usaha",
            "Perhitungan Hasil Usaha",
            head,
            (Column("ini", str(year)), Column("lalu", str(year - 1), "tidak sebanding penuh")),
            (
                Row("usaha", "Usaha", "judul", 0),
                Row("jual", "Penjualan bersih", "pos", 1, (shu + 75000, None)),
                Row("rapat", SCRIPT, "pos", 1, (-75000, None)),
                Row("shu", "Sisa Hasil Usaha", "jumlah", 0, (shu, None)),
            ),
            ("Angka fiktif.",),
        ),
        Table(
            "shu",
            "Pembagian SHU",
            head,
            (
                TableColumn("tujuan", "Tujuan"),
                TableColumn("jumlah", "Jumlah", "angka", summed=True),
            ),
            (("Cadangan", shu // 5), ("Jasa anggota", shu - shu // 5)),
        ),
    )


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    header: Mapping[str, str]
    content: str


@dataclass(frozen=True)
class Site:
    """A running server."""

    alamat: str

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        **headers: str,
    ) -> Answer:
        """Ask for an address; redirects are answers, not followed."""
        request = urllib.request.Request(  # noqa: S310 our own server
            self.alamat.rstrip("/") + path, data=body, method=method, headers=headers
        )
        opener = urllib.request.build_opener(_NoRedirect)
        try:
            with opener.open(request, timeout=30) as answer:
                return Answer(answer.status, dict(answer.headers), answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read().decode())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Do not follow."""
        return


@contextmanager
def our_site(main: Path, year: int = YEAR) -> Iterator[Site]:
    """Our window on the ledger, on a free port."""
    with site_server(prepare(main, statements, year=year, port=0)) as site:
        yield site


@contextmanager
def plain_site(*files: Path, read_only: bool) -> Iterator[Site]:
    """Fava as it comes, without our gate: where every attack of the tests succeeds."""
    app = create_app(files, read_only=read_only, poll_watcher=True)
    server = Server(("127.0.0.1", 0), app, numthreads=1)
    server.prepare()
    with site_server(server) as site:
        yield site


@contextmanager
def site_server(server: Server) -> Iterator[Site]:
    """Serve a server that has bound its port, and stop it."""
    server.expiration_interval = 0.01  # how long stopping may take
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield Site(f"http://127.0.0.1:{server.bind_addr[1]}")
    finally:
        server.stop()
        thread.join(timeout=10)
