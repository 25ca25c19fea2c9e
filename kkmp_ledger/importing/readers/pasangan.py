"""The joining of two till files, receipts and their lines, tied to each other to the rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.importing.readers.kolom_csv import KolomCsv
from kkmp_ledger.importing.readers.nilai import Rupiah
from kkmp_ledger.importing.readers.nilai import Waktu
from kkmp_ledger.importing.readers.temuan import Temuan
from kkmp_ledger.importing.struk import DokumenJual
from kkmp_ledger.importing.struk import Struk
from kkmp_ledger.importing.struk import urutan
from kkmp_ledger.spec import mapping

if TYPE_CHECKING:
    from datetime import date
    from datetime import datetime

    from kkmp_ledger.importing.readers.csv_ketat import TabelCsv
    from kkmp_ledger.importing.struk import Kunci
    from kkmp_ledger.importing.struk import Macam
    from kkmp_ledger.spec.dated import Dated
    from kkmp_ledger.spec.koperasi import Kasir
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.mapping import Pemetaan

_Sambung = tuple[str, str, str]  # store, receipt number, kind as printed: what joins the two files


@dataclass(slots=True)
class _Kepala:
    """A receipt's head while its lines are being added up."""

    baris: int
    tanggal: str
    waktu: datetime
    pelanggan: str
    bayar: str
    total: int
    neto: int
    hpp: int | None
    macam: Macam
    unit: dict[str, list[int]] = field(default_factory=dict)  # kode -> [neto, hpp as printed]
    baris_barang: int = 0  # its first line's row, 0 for none


def _waktu(kasir: Kasir, struk: TabelCsv) -> Waktu:
    try:
        return Waktu(kasir.format_tanggal)
    except ValueError:
        fact = f'format_tanggal "{kasir.format_tanggal}" tidak dapat dipakai'
        hint = "tulis seperti %d/%m/%Y %H:%M di [[kasir]] koperasi.toml"
        raise struk.berkas.tolak("ISI-SALAH", fact, hint) from None


class Pasangan:
    """The joining of one pair; what is wrong gathers in `di_struk` and `di_barang`."""

    def __init__(
        self,
        peta: Pemetaan,
        kasir: Kasir,
        waktu_ke_waktu: Dated[Kasir],
        koperasi: Koperasi,
        *,
        struk: TabelCsv,
        barang: TabelCsv,
    ) -> None:
        """Bind the open files to the till account's words. Raises ProblemError: columns, dates.

        `kasir` holds the settings that wrote the files, `waktu_ke_waktu` all of that account: a
        receipt's labels mean what they meant on its own day.
        """
        self.profil = peta.id
        self.kata = peta.kata
        self.kasir = kasir
        self.kasir_semua = waktu_ke_waktu
        self.toko = {store: code for k in waktu_ke_waktu for store, code in k.toko.items()}
        self.stok: dict[str, str] = {u.kode: u.stok for u in koperasi.unit}
        self.rupiah = Rupiah(kasir.desimal, peta.angka.ribuan)
        self.heads = KolomCsv(struk, peta.struk, mapping.KOLOM_STRUK)
        self.lines = KolomCsv(barang, peta.barang, mapping.KOLOM_BARANG)
        waktu = _waktu(kasir, struk)
        self.di_struk = Temuan(struk.berkas, self.heads.judul, self.rupiah, waktu)
        self.di_barang = Temuan(barang.berkas, self.lines.judul, self.rupiah, waktu)
        self.kepala: dict[_Sambung, _Kepala] = {}
        self.batal: dict[_Sambung, int] = {}
        self.hari_batal: list[date] = []
        self.rusak: set[_Sambung] = set()  # receipts already refused: their lines are not summed
        self.baris_barang = 0

    def baca_struk(self) -> None:
        """Read the receipts file."""
        span = self.di_struk.berkas.rentang_nama()
        for line, cells, laba in self.heads.rows():
            key = (cells[10].strip(), cells[1], cells[2])
            if key in self.kepala or key in self.batal or key in self.rusak:
                fact = f"struk {cells[1]} ({cells[2]}) muncul dua kali di berkas ini"
                hint = "ekspor ulang berkasnya; jangan gabungkan dua ekspor"
                self.di_struk.tambah("JUAL-TIDAK-COCOK", fact, hint, line)
                continue
            if not self._dihitung(self.di_struk, line, cells[2], cells[12], cells[10].strip()):
                self.rusak.add(key)
            elif cells[12] == self.kata.batal:
                self.batal[key] = line
                if when := self.di_struk.kapan(line, cells[0]):
                    self.hari_batal.append(when.date())
            elif (head := self._kepala(line, cells, laba)) is None:
                self.rusak.add(key)
            else:
                self.kepala[key] = head
                if span is not None and not span[0] <= head.waktu.date() <= span[1]:
                    self.di_struk.luar(line)

    def _dihitung(self, found: Temuan, line: int, macam: str, status: str, toko: str) -> bool:
        """Tell whether the row's words are known; what is not has been reported."""
        kata = self.kata
        known = True
        hint = "ekspor ulang dari kasir; kata ini tidak dikenal pemetaannya"
        if macam not in (kata.jual, kata.retur):
            found.sel(line, "macam", macam, f"{kata.jual} atau {kata.retur}", hint)
            known = False
        if status not in (kata.selesai, kata.batal):
            found.sel(line, "status", status, f"{kata.selesai} atau {kata.batal}", hint)
            known = False
        if toko not in self.toko:
            found.asing("toko", toko, line)
            known = False
        return known

    def _kepala(self, line: int, cells: tuple[str, ...], laba: str) -> _Kepala | None:
        """One receipt's own row; None when it was reported."""
        tanggal, _, macam, bruto, potongan, neto, pajak, total, hpp, bayar, _, pelanggan, _ = cells
        found, money = self.di_struk, self.rupiah
        when = found.kapan(line, tanggal)
        try:
            amounts = (money[bruto], money[potongan], money[neto], money[pajak])
            collected = money[total]
            cost = money[hpp] if hpp else None
            profit = money[laba] if laba else None
        except ValueError:
            shown = {"bruto": bruto, "potongan": potongan, "neto": neto, "pajak": pajak}
            shown |= {"total": total, "hpp": hpp or "0", "laba": laba or "0"}
            found.uang(line, shown)
            return None
        target = self._bayar(line, bayar.strip(), collected, when)
        sale = macam == self.kata.jual
        fits = found.cocok_baris(line, amounts, cost=cost, profit=profit, sale=sale)
        if collected != amounts[2]:
            on_top = amounts[3] and collected == amounts[2] + amounts[3]
            what = "pajak ditambahkan di atas harga, total" if on_top else "total"
            found.selisih(line, f"{what} bukan penjualan neto", collected, amounts[2])
            fits = False
        if when is None or not fits:
            return None
        return _Kepala(
            line, tanggal, when, pelanggan.strip(), target, abs(collected), abs(amounts[2]),
            None if cost is None else abs(cost), "jual" if sale else "retur",
        )  # fmt: skip

    def _pada(self, when: datetime | None) -> Kasir:
        """The settings whose labels hold for a receipt of that moment."""
        if when is None or len(self.kasir_semua) == 1:
            return self.kasir
        return self.kasir_semua.at(when.date()) or self.kasir

    def _bayar(self, line: int, label: str, collected: int, when: datetime | None) -> str:
        """Where the money went, by the till's own label; unknown ones are reported."""
        known = self._pada(when).pembayaran
        target = known.get(label)
        if target is None and (label or collected):
            parts = [part.strip() for part in label.split(",")]
            several = len(parts) > 1 and all(part in known for part in parts)
            self.di_struk.asing("bayar-gabung" if several else "bayar", label, line)
        return target or ""

    def baca_barang(self) -> None:
        """Read the lines and add each to its receipt."""
        found, kata, heads = self.di_barang, self.kata, self.kepala
        for line, cells, laba in self.lines.rows():
            self.baris_barang += 1
            key = (cells[11].strip(), cells[1], cells[2])
            head = heads.get(key)
            if head is not None and cells[12] == kata.selesai:
                self._baris(head, line, cells, laba)
            elif not self._dihitung(found, line, cells[2], cells[12], key[0]):
                self.rusak.add(key)
            elif key in self.rusak or (key in self.batal and cells[12] == kata.batal):
                continue
            else:
                self._tanpa_kepala(key, line, cells[12])

    def _tanpa_kepala(self, key: _Sambung, line: int, status: str) -> None:
        """A line whose receipt is not there, or not in that state."""
        if self.heads.potongan:
            return  # its head may be in a row that was cut
        _, nomor, macam = key
        known = key in self.batal or key in self.kepala
        fact = (
            f'struk {nomor} ({macam}) berstatus "{status}" di berkas barang, lain di berkas struk'
            if known
            else f"struk {nomor} ({macam}) tidak ada di berkas struk"
        )
        hint = "ekspor kedua berkas untuk rentang tanggal yang sama"
        self.di_barang.tambah("JUAL-TIDAK-COCOK", fact, hint, line)
        self.rusak.add(key)

    def _baris(self, head: _Kepala, line: int, cells: tuple[str, ...], laba: str) -> None:
        """One line of a receipt that counts."""
        tanggal, nomor, _, kategori, _, _, bruto, potongan, neto, pajak, hpp, _, _ = cells
        found, money = self.di_barang, self.rupiah
        head.baris_barang = head.baris_barang or line
        if tanggal != head.tanggal:
            when = found.kapan(line, tanggal)
            if when is not None and when != head.waktu:
                fact = f'struk {nomor} bertanggal "{tanggal}", di berkas struk "{head.tanggal}"'
                hint = "ekspor ulang kedua berkas dari kasir"
                found.tambah("JUAL-TIDAK-COCOK", fact, hint, line)
        try:
            amounts = (money[bruto], money[potongan], money[neto], money[pajak])
            cost = money[hpp] if hpp else None
            profit = money[laba] if laba else None
        except ValueError:
            shown = {"bruto": bruto, "potongan": potongan, "neto": neto, "pajak": pajak}
            found.uang(line, shown | {"hpp": hpp or "0", "laba": laba or "0"})
            self._batalkan(cells)
            return
        if not found.cocok_baris(
            line, amounts, cost=cost, profit=profit, sale=head.macam == "jual"
        ):
            self._batalkan(cells)
        unit = self._pada(head.waktu).kategori.get(kategori.strip())
        if unit is None:
            found.asing("kategori", kategori.strip(), line)
            self._batalkan(cells)
            return
        if not cost and self.stok[unit] == "perpetual":
            fact = f"struk {nomor}: barang kategori {kategori} terjual tanpa harga pokok"
            hint = "isi harga pokok barang di kasir, atau tandai unitnya periodik, jasa, konsinyasi"
            found.tambah("HPP-TIADA", fact, hint, line)
        row = head.unit.get(unit)
        if row is None:
            head.unit[unit] = [abs(amounts[2]), abs(cost or 0)]
        else:
            row[0] += abs(amounts[2])
            row[1] += abs(cost or 0)

    def _batalkan(self, cells: tuple[str, ...]) -> None:
        """Leave out a receipt from the tie: its wrong line has been named already."""
        self.rusak.add((cells[11].strip(), cells[1], cells[2]))

    def cocokkan(self) -> None:
        """Tie every receipt to its lines, and every day to its receipts, by payment."""
        found = self.di_struk
        for key, head in self.kepala.items():
            if key in self.rusak:
                continue
            named = f"struk {key[1]} ({key[2]})"
            if not head.baris_barang:
                fact = f"{named} tidak punya baris di berkas barang"
                hint = "ekspor kedua berkas untuk rentang tanggal yang sama"
                found.tambah("JUAL-TIDAK-COCOK", fact, hint, head.baris)
                continue
            net = sum(row[0] for row in head.unit.values())
            cost = sum(row[1] for row in head.unit.values())
            lines = f"(mulai baris {head.baris_barang} berkas barang)"
            if net != head.neto:
                found.selisih(
                    head.baris, f"{named}: neto struk dan barangnya {lines}", head.neto, net
                )
            # A refund's head was seen with cost 0 where its lines have one (docs/FORMATS.md 1.1).
            elif head.hpp is not None and cost != head.hpp and (head.hpp or head.macam == "jual"):
                what = f"{named}: harga pokok struk dan barangnya {lines}"
                found.selisih(head.baris, what, head.hpp, cost)

    def hasil(self) -> DokumenJual:
        """The receipts, once nothing was found wrong."""
        profil, outlet, stok = self.profil, self.toko, self.stok
        receipts: list[Struk] = []
        for (store, nomor, _), head in self.kepala.items():
            units = tuple(
                (unit, net, cost if stok[unit] == "perpetual" else None)
                for unit, (net, cost) in sorted(head.unit.items())
            )
            receipts.append(
                Struk(
                    profil=profil,
                    outlet=outlet[store],
                    nomor=nomor,
                    macam=head.macam,
                    waktu=head.waktu,
                    pelanggan=head.pelanggan,
                    bayar=head.bayar,
                    total=head.total,
                    unit=units,
                    baris=head.baris,
                )
            )
        receipts.sort(key=urutan)
        cancelled: dict[Kunci, int] = {
            (profil, outlet[store], nomor, self._macam(kind)): line
            for (store, nomor, kind), line in self.batal.items()
        }
        days = [s.waktu.date() for s in receipts] + self.hari_batal
        return DokumenJual(
            struk_dari=self.di_struk.berkas,
            barang_dari=self.di_barang.berkas,
            struk=tuple(receipts),
            batal=cancelled,
            baris_barang=self.baris_barang,
            dari=min(days),
            sampai=max(days),
        )

    def _macam(self, kind: str) -> Macam:
        return "jual" if kind == self.kata.jual else "retur"
