"""What is found wrong while the rows of one till export are read, each fact once, with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import tulis_rupiah
from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import datetime

    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.importing.readers.nilai import Rupiah
    from kkmp_ledger.importing.readers.nilai import Waktu

_DISEBUT = 8  # rows named in one fact; the rest is counted

# What is unknown -> its code, how a fact names it, what to do.
_ASING = {
    "toko": (
        "TOKO-ASING",
        'toko "{}" tidak dikenal',
        "tambahkan toko itu ke [kasir.toko] di koperasi.toml",
    ),
    "bayar": (
        "BAYAR-ASING",
        'jenis pembayaran "{}" tidak dikenal',
        "tambahkan ke [kasir.pembayaran] di koperasi.toml, menuju kas, bank, akuirer, atau bon",
    ),
    "bayar-gabung": (
        "BAYAR-ASING",
        'beberapa jenis pembayaran "{}" dalam satu struk, tanpa jumlah masing-masing',
        "batalkan struk itu di kasir dan catat ulang sebagai struk terpisah per pembayaran",
    ),
    "kategori": (
        "KATEGORI-ASING",
        'kategori "{}" tidak dikenal',
        "tambahkan ke [kasir.kategori] di koperasi.toml, menuju salah satu unit",
    ),
}


@dataclass(slots=True)
class Temuan:
    """The findings in one file. `judul` gives the file's own column names for ours."""

    berkas: Berkas
    judul: Mapping[str, str]
    rupiah: Rupiah
    waktu: Waktu
    semua: list[Problem] = field(default_factory=list)
    _asing: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _luar: list[int] = field(default_factory=list)

    def tambah(self, code: str, fact: str, hint: str, line: int) -> None:
        """One problem at a row."""
        self.semua.append(Problem(code, fact, hint, self.berkas.place(line)))

    def sel(self, line: int, kolom: str, teks: str, harus: str, hint: str) -> None:
        """A cell that is not what its column holds."""
        isi = f'"{teks}"' if teks else "kosong"
        self.tambah("SEL-SALAH", f"{self.judul[kolom]} {isi}, harus {harus}", hint, line)

    def asing(self, macam: str, teks: str, line: int) -> None:
        """A store, payment or category that `koperasi.toml` does not name."""
        self._asing.setdefault((macam, teks), []).append(line)

    def luar(self, line: int) -> None:
        """A date outside the range in the file's name."""
        self._luar.append(line)

    def uang(self, line: int, cells: Mapping[str, str]) -> None:
        """Name each of the cells that is no whole rupiah."""
        for kolom, teks in cells.items():
            try:
                self.rupiah[teks]
            except ValueError:
                mark = self.rupiah.desimal
                harus = f'rupiah bulat dengan tanda desimal "{mark}", misalnya 15000{mark}00'
                hint = (
                    "ekspor ulang dari kasir; bila semua baris begini, sesuaikan desimal [[kasir]]"
                )
                self.sel(line, kolom, teks, harus, hint)

    def kapan(self, line: int, teks: str) -> datetime | None:
        """Read a moment; None when the cell has been reported."""
        try:
            return self.waktu[teks]
        except ValueError:
            hint = "sesuaikan format_tanggal [[kasir]] di koperasi.toml dengan setelan kasir"
            self.sel(line, "tanggal", teks, f"tanggal berbentuk {self.waktu.contoh}", hint)
            return None

    def selisih(self, line: int, uraian: str, kiri: int, kanan: int) -> None:
        """Two amounts that should be one."""
        fact = f"{uraian}: {tulis_rupiah(kiri)}, seharusnya {tulis_rupiah(kanan)}"
        hint = "ekspor ulang kedua berkas dari kasir; jangan sunting angkanya"
        self.tambah("JUAL-TIDAK-COCOK", fact, hint, line)

    def cocok_baris(
        self,
        line: int,
        amounts: tuple[int, int, int, int],
        *,
        cost: int | None,
        profit: int | None,
        sale: bool,
    ) -> bool:
        """Tie one row in itself: gross, discount, net, tax; False when it was reported.

        With tax inside the price, gross and profit are told by rules of the till: not tied.
        A refund's signs differ from export to export (docs/FORMATS.md 1.1), so sizes are compared.
        """
        gross, discount, net, tax = amounts
        fits = True
        if sale and (net < 0 or gross < 0 or (cost or 0) < 0):
            self.selisih(line, "jumlah negatif pada penjualan", min(net, gross, cost or 0), 0)
            fits = False
        if tax:
            return fits
        want = abs(gross) - abs(discount)
        if want != abs(net):
            self.selisih(line, "penjualan neto", abs(net), want)
            fits = False
        if profit is not None and cost is not None:
            want = abs(net) - abs(cost)
            if profit != want and (sale or abs(profit) != abs(want)):
                self.selisih(line, "laba kotor", profit, want)
                fits = False
        return fits

    def problems(self) -> list[Problem]:
        """Everything that was found, in no order."""
        grouped: list[Problem] = []
        for (macam, teks), lines in self._asing.items():
            code, fact, hint = _ASING[macam]
            what = f"{fact.format(teks)}, {sebut_baris(lines)}"
            grouped.append(Problem(code, what, hint, self.berkas.place(min(lines))))
        span = self.berkas.rentang_nama()
        if self._luar and span is not None:
            fact = (
                f"tanggal di luar rentang pada nama berkas,"
                f" {span[0]:%d/%m/%Y} sampai {span[1]:%d/%m/%Y}, {sebut_baris(self._luar)}"
            )
            hint = (
                "periksa format_tanggal [[kasir]] (hari dan bulan tertukar?), atau nama berkasnya"
            )
            place = self.berkas.place(min(self._luar))
            grouped.append(Problem("SEL-SALAH", fact, hint, place))
        return self.semua + grouped


def sebut_baris(lines: Sequence[int]) -> str:
    """`baris 3, 7, 9`; beyond some rows the rest is counted."""
    named = ", ".join(str(line) for line in sorted(lines)[:_DISEBUT])
    rest = len(lines) - _DISEBUT
    return f"baris {named}" + (f" dan {rest} baris lain" if rest > 0 else "")
