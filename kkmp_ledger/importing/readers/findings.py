"""What is found wrong while the rows of one till export are read, each fact once, with its rows."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.base.money import write_rupiah
from kkmp_ledger.base.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import datetime

    from kkmp_ledger.importing.readers.till_values import Moments
    from kkmp_ledger.importing.readers.till_values import NumberShape
    from kkmp_ledger.importing.readers.till_values import Rupiah
    from kkmp_ledger.importing.source_file import SourceFile

_NAMED = 8  # rows named in one fact; the rest is counted

# What is unknown -> its code, how a fact names it, what to do.
_UNKNOWN = {
    "nomor": (
        "SEL-SALAH",
        "nomor struk tidak berbentuk {}: berkas ini agaknya pernah disimpan dengan Excel",
        "ekspor ulang dari kasir, lalu impor berkas unduhannya tanpa membuka dan menyimpannya dulu",
    ),
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
class Findings:
    """The findings in one file. `judul` gives the file's own column names for ours."""

    file: SourceFile
    title: Mapping[str, str]
    rupiah: Rupiah
    time: Moments
    everything: list[Problem] = field(default_factory=list)
    _unknown: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    _outside: list[int] = field(default_factory=list)

    def add(self, code: str, fact: str, hint: str, line: int) -> None:
        """One problem at a row."""
        self.everything.append(Problem(code, fact, hint, self.file.place(line)))

    def cell(self, line: int, column: str, text: str, expected: str, hint: str) -> None:
        """A cell that is not what its column holds."""
        content = f'"{text}"' if text else "kosong"
        self.add("SEL-SALAH", f"{self.title[column]} {content}, harus {expected}", hint, line)

    def unknown(self, kind: str, text: str, line: int) -> None:
        """A store, payment or category that `koperasi.toml` does not name."""
        self._unknown.setdefault((kind, text), []).append(line)

    def shaped(self, line: int, nomor: str, shape: NumberShape) -> bool:
        """Tell whether a receipt number is as the till writes it; else it is reported."""
        fits = shape.fits(nomor)
        if not fits:
            self.unknown("nomor", shape.words, line)
        return fits

    def outside(self, line: int) -> None:
        """A date outside the range in the file's name."""
        self._outside.append(line)

    def money(self, line: int, cells: Mapping[str, str]) -> None:
        """Name each of the cells that is no whole rupiah."""
        for column, text in cells.items():
            try:
                self.rupiah[text]
            except ValueError:
                mark = self.rupiah.decimal
                expected = f'rupiah bulat dengan tanda desimal "{mark}", misalnya 15000{mark}00'
                hint = (
                    "ekspor ulang dari kasir; bila semua baris begini, sesuaikan desimal [[kasir]]"
                )
                self.cell(line, column, text, expected, hint)

    def when(self, line: int, text: str) -> datetime | None:
        """Read a moment; None when the cell has been reported."""
        try:
            return self.time[text]
        except ValueError:
            hint = "sesuaikan format_tanggal [[kasir]] di koperasi.toml dengan setelan kasir"
            self.cell(line, "tanggal", text, f"tanggal berbentuk {self.time.example}", hint)
            return None

    def difference(self, line: int, uraian: str, left: int, right: int) -> None:
        """Two amounts that should be one."""
        fact = f"{uraian}: {write_rupiah(left)}, seharusnya {write_rupiah(right)}"
        hint = "ekspor ulang kedua berkas dari kasir; jangan sunting angkanya"
        self.add("JUAL-TIDAK-COCOK", fact, hint, line)

    def row_matches(
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
            self.difference(line, "jumlah negatif pada penjualan", min(net, gross, cost or 0), 0)
            fits = False
        if tax:
            return fits
        want = abs(gross) - abs(discount)
        if want != abs(net):
            self.difference(line, "penjualan neto", abs(net), want)
            fits = False
        if profit is not None and cost is not None:
            want = abs(net) - abs(cost)
            if profit != want and (sale or abs(profit) != abs(want)):
                self.difference(line, "laba kotor", profit, want)
                fits = False
        return fits

    def problems(self) -> list[Problem]:
        """Everything that was found, in no order."""
        grouped: list[Problem] = []
        for (kind, text), lines in self._unknown.items():
            code, fact, hint = _UNKNOWN[kind]
            what = f"{fact.format(text)}, {name_rows(lines)}"
            grouped.append(Problem(code, what, hint, self.file.place(min(lines))))
        span = self.file.named_span()
        if self._outside and span is not None:
            fact = (
                f"tanggal di luar rentang pada nama berkas,"
                f" {span[0]:%d/%m/%Y} sampai {span[1]:%d/%m/%Y}, {name_rows(self._outside)}"
            )
            hint = (
                "periksa format_tanggal [[kasir]] (hari dan bulan tertukar?), atau nama berkasnya"
            )
            place = self.file.place(min(self._outside))
            grouped.append(Problem("SEL-SALAH", fact, hint, place))
        return self.everything + grouped


def name_rows(lines: Sequence[int]) -> str:
    """`baris 3, 7, 9`; beyond some rows the rest is counted."""
    named = ", ".join(str(line) for line in sorted(lines)[:_NAMED])
    rest = len(lines) - _NAMED
    return f"baris {named}" + (f" dan {rest} baris lain" if rest > 0 else "")
