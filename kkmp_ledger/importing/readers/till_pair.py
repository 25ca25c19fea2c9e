"""The joining of two till files, receipts and their lines, tied to each other to the rupiah."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from kkmp_ledger.importing.readers.csv_columns import CsvColumns
from kkmp_ledger.importing.readers.findings import Findings
from kkmp_ledger.importing.readers.till_values import Moments
from kkmp_ledger.importing.readers.till_values import NumberShape
from kkmp_ledger.importing.readers.till_values import Rupiah
from kkmp_ledger.importing.receipts import Receipt
from kkmp_ledger.importing.receipts import TillDocument
from kkmp_ledger.importing.receipts import order
from kkmp_ledger.schema import mapping

if TYPE_CHECKING:
    from datetime import date
    from datetime import datetime

    from kkmp_ledger.importing.readers.strict_csv import CsvTable
    from kkmp_ledger.importing.receipts import Key
    from kkmp_ledger.importing.receipts import Kind
    from kkmp_ledger.schema.dated import Dated
    from kkmp_ledger.schema.koperasi import Kasir
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.mapping import TillMapping

_Join = tuple[str, str, str]  # store, receipt number, kind as printed: what joins the two files


@dataclass(slots=True)
class _Header:
    """A receipt's head while its lines are being added up."""

    row: int
    tanggal: str
    time: datetime
    customer: str
    bayar: str
    total: int
    neto: int
    hpp: int | None
    kind: Kind
    unit: dict[str, list[int]] = field(default_factory=dict)  # kode -> [neto, hpp as printed]
    item_rows: int = 0  # its first line's row, 0 for none


def _time(kasir: Kasir, receipt: CsvTable) -> Moments:
    try:
        return Moments(kasir.format_tanggal)
    except ValueError:
        fact = f'format_tanggal "{kasir.format_tanggal}" tidak dapat dipakai'
        hint = "tulis seperti %d/%m/%Y %H:%M di [[kasir]] koperasi.toml"
        raise receipt.file.refuse("ISI-SALAH", fact, hint) from None


class Pair:
    """The joining of one pair; what is wrong gathers in `in_receipts` and `in_items`."""

    def __init__(
        self,
        till: TillMapping,
        kasir: Kasir,
        over_time: Dated[Kasir],
        koperasi: Koperasi,
        *,
        receipt: CsvTable,
        barang: CsvTable,
    ) -> None:
        """Bind the open files to the till account's words. Raises ProblemError: columns, dates.

        `kasir` holds the settings that wrote the files, `over_time` all of that account: a
        receipt's labels mean what they meant on its own day.
        """
        self.profil = till.id
        self.words = till.kata
        self.number = NumberShape(till.nomor_struk)
        self.kasir = kasir
        self.kasir_all = over_time
        self.toko = {store: code for k in over_time for store, code in k.toko.items()}
        self.stok: dict[str, str] = {u.kode: u.stok for u in koperasi.unit}
        self.rupiah = Rupiah(kasir.desimal, till.angka.ribuan)
        self.heads = CsvColumns(receipt, till.struk, mapping.RECEIPT_COLUMNS)
        self.lines = CsvColumns(barang, till.barang, mapping.ITEM_COLUMNS)
        time = _time(kasir, receipt)
        self.in_receipts = Findings(receipt.file, self.heads.title, self.rupiah, time)
        self.in_items = Findings(barang.file, self.lines.title, self.rupiah, time)
        self.header: dict[_Join, _Header] = {}
        self.cancelled: dict[_Join, int] = {}
        self.cancelled_days: list[date] = []
        self.broken: set[_Join] = set()  # receipts already refused: their lines are not summed
        self.item_rows = 0

    def read_receipts(self) -> None:
        """Read the receipts file."""
        span = self.in_receipts.file.named_span()
        for line, cells, profit_cell in self.heads.rows():
            key = (cells[10].strip(), cells[1], cells[2])
            if key in self.header or key in self.cancelled or key in self.broken:
                fact = f"struk {cells[1]} ({cells[2]}) muncul dua kali di berkas ini"
                hint = "ekspor ulang berkasnya; jangan gabungkan dua ekspor"
                self.in_receipts.add("JUAL-TIDAK-COCOK", fact, hint, line)
                continue
            shaped = self.in_receipts.shaped(line, cells[1], self.number)
            known = self._counted(self.in_receipts, line, cells[2], cells[12], cells[10].strip())
            if not (shaped and known):
                self.broken.add(key)
            elif cells[12] == self.words.batal:
                self.cancelled[key] = line
                if when := self.in_receipts.when(line, cells[0]):
                    self.cancelled_days.append(when.date())
            elif (head := self._header(line, cells, profit_cell)) is None:
                self.broken.add(key)
            else:
                self.header[key] = head
                if span is not None and not span[0] <= head.time.date() <= span[1]:
                    self.in_receipts.outside(line)

    def _counted(self, found: Findings, line: int, kind: str, status: str, toko: str) -> bool:
        """Tell whether the row's words are known; what is not has been reported."""
        words = self.words
        known = True
        hint = "ekspor ulang dari kasir; kata ini tidak dikenal pemetaannya"
        if kind not in (words.jual, words.retur):
            found.cell(line, "macam", kind, f"{words.jual} atau {words.retur}", hint)
            known = False
        if status not in (words.selesai, words.batal):
            found.cell(line, "status", status, f"{words.selesai} atau {words.batal}", hint)
            known = False
        if toko not in self.toko:
            found.unknown("toko", toko, line)
            known = False
        return known

    def _header(self, line: int, cells: tuple[str, ...], profit_cell: str) -> _Header | None:
        """One receipt's own row; None when it was reported."""
        tanggal, _, kind, bruto, cut, neto, pajak, total, hpp, bayar, _, customer, _ = cells
        found, money = self.in_receipts, self.rupiah
        when = found.when(line, tanggal)
        try:
            amounts = (money[bruto], money[cut], money[neto], money[pajak])
            collected = money[total]
            cost = money[hpp] if hpp else None
            profit = money[profit_cell] if profit_cell else None
        except ValueError:
            shown = {"bruto": bruto, "potongan": cut, "neto": neto, "pajak": pajak}
            shown |= {"total": total, "hpp": hpp or "0", "laba": profit_cell or "0"}
            found.money(line, shown)
            return None
        target = self._bayar(line, bayar.strip(), collected, when)
        sale = kind == self.words.jual
        fits = found.row_matches(line, amounts, cost=cost, profit=profit, sale=sale)
        if collected != amounts[2]:
            on_top = amounts[3] and collected == amounts[2] + amounts[3]
            what = "pajak ditambahkan di atas harga, total" if on_top else "total"
            found.difference(line, f"{what} bukan penjualan neto", collected, amounts[2])
            fits = False
        if when is None or not fits:
            return None
        return _Header(
            line, tanggal, when, customer.strip(), target, abs(collected), abs(amounts[2]),
            None if cost is None else abs(cost), "jual" if sale else "retur",
        )  # fmt: skip

    def _at(self, when: datetime | None) -> Kasir:
        """The settings whose labels hold for a receipt of that moment."""
        if when is None or len(self.kasir_all) == 1:
            return self.kasir
        return self.kasir_all.at(when.date()) or self.kasir

    def _bayar(self, line: int, label: str, collected: int, when: datetime | None) -> str:
        """Where the money went, by the till's own label; unknown ones are reported."""
        known = self._at(when).pembayaran
        target = known.get(label)
        if target is None and (label or collected):
            parts = [part.strip() for part in label.split(",")]
            several = len(parts) > 1 and all(part in known for part in parts)
            self.in_receipts.unknown("bayar-gabung" if several else "bayar", label, line)
        return target or ""

    def read_items(self) -> None:
        """Read the lines and add each to its receipt."""
        found, words, heads = self.in_items, self.words, self.header
        for line, cells, profit_cell in self.lines.rows():
            self.item_rows += 1
            key = (cells[11].strip(), cells[1], cells[2])
            head = heads.get(key)
            if not found.shaped(line, cells[1], self.number):
                continue
            if head is not None and cells[12] == words.selesai:
                self._row(head, line, cells, profit_cell)
            elif not self._counted(found, line, cells[2], cells[12], key[0]):
                self.broken.add(key)
            elif key in self.broken or (key in self.cancelled and cells[12] == words.batal):
                continue
            else:
                self._without_head(key, line, cells[12])

    def _without_head(self, key: _Join, line: int, status: str) -> None:
        """A line whose receipt is not there, or not in that state."""
        if self.heads.cut:
            return  # its head may be in a row that was cut
        _, nomor, kind = key
        known = key in self.cancelled or key in self.header
        fact = (
            f'struk {nomor} ({kind}) berstatus "{status}" di berkas barang, lain di berkas struk'
            if known
            else f"struk {nomor} ({kind}) tidak ada di berkas struk"
        )
        hint = "ekspor kedua berkas untuk rentang tanggal yang sama"
        self.in_items.add("JUAL-TIDAK-COCOK", fact, hint, line)
        self.broken.add(key)

    def _row(self, head: _Header, line: int, cells: tuple[str, ...], profit_cell: str) -> None:
        """One line of a receipt that counts."""
        tanggal, nomor, _, kategori, _, _, bruto, cut, neto, pajak, hpp, _, _ = cells
        found, money = self.in_items, self.rupiah
        head.item_rows = head.item_rows or line
        if tanggal != head.tanggal:
            when = found.when(line, tanggal)
            if when is not None and when != head.time:
                fact = f'struk {nomor} bertanggal "{tanggal}", di berkas struk "{head.tanggal}"'
                hint = "ekspor ulang kedua berkas dari kasir"
                found.add("JUAL-TIDAK-COCOK", fact, hint, line)
        try:
            amounts = (money[bruto], money[cut], money[neto], money[pajak])
            cost = money[hpp] if hpp else None
            profit = money[profit_cell] if profit_cell else None
        except ValueError:
            shown = {"bruto": bruto, "potongan": cut, "neto": neto, "pajak": pajak}
            found.money(line, shown | {"hpp": hpp or "0", "laba": profit_cell or "0"})
            self._cancel(cells)
            return
        if not found.row_matches(line, amounts, cost=cost, profit=profit, sale=head.kind == "jual"):
            self._cancel(cells)
        unit = self._at(head.time).kategori.get(kategori.strip())
        if unit is None:
            found.unknown("kategori", kategori.strip(), line)
            self._cancel(cells)
            return
        if not cost and self.stok[unit] == "perpetual":
            fact = f"struk {nomor}: barang kategori {kategori} terjual tanpa harga pokok"
            hint = "isi harga pokok barang di kasir, atau tandai unitnya periodik, jasa, konsinyasi"
            found.add("HPP-TIADA", fact, hint, line)
        row = head.unit.get(unit)
        if row is None:
            head.unit[unit] = [abs(amounts[2]), abs(cost or 0)]
        else:
            row[0] += abs(amounts[2])
            row[1] += abs(cost or 0)

    def _cancel(self, cells: tuple[str, ...]) -> None:
        """Leave out a receipt from the tie: its wrong line has been named already."""
        self.broken.add((cells[11].strip(), cells[1], cells[2]))

    def match(self) -> None:
        """Tie every receipt to its lines, and every day to its receipts, by payment."""
        found = self.in_receipts
        for key, head in self.header.items():
            if key in self.broken:
                continue
            named = f"struk {key[1]} ({key[2]})"
            if not head.item_rows:
                fact = f"{named} tidak punya baris di berkas barang"
                hint = "ekspor kedua berkas untuk rentang tanggal yang sama"
                found.add("JUAL-TIDAK-COCOK", fact, hint, head.row)
                continue
            net = sum(row[0] for row in head.unit.values())
            cost = sum(row[1] for row in head.unit.values())
            lines = f"(mulai baris {head.item_rows} berkas barang)"
            if net != head.neto:
                found.difference(
                    head.row, f"{named}: neto struk dan barangnya {lines}", head.neto, net
                )
            # A refund's head was seen with cost 0 where its lines have one (docs/FORMATS.md 1.1).
            elif head.hpp is not None and cost != head.hpp and (head.hpp or head.kind == "jual"):
                what = f"{named}: harga pokok struk dan barangnya {lines}"
                found.difference(head.row, what, head.hpp, cost)

    def result(self) -> TillDocument:
        """The receipts, once nothing was found wrong."""
        profil, outlet, stok = self.profil, self.toko, self.stok
        receipts: list[Receipt] = []
        for (store, nomor, _), head in self.header.items():
            units = tuple(
                (unit, net, cost if stok[unit] == "perpetual" else None)
                for unit, (net, cost) in sorted(head.unit.items())
            )
            receipts.append(
                Receipt(
                    profil=profil,
                    outlet=outlet[store],
                    nomor=nomor,
                    kind=head.kind,
                    time=head.time,
                    customer=head.customer,
                    bayar=head.bayar,
                    total=head.total,
                    unit=units,
                    row=head.row,
                )
            )
        receipts.sort(key=order)
        cancelled: dict[Key, int] = {
            (profil, outlet[store], nomor, self._kind(kind)): line
            for (store, nomor, kind), line in self.cancelled.items()
        }
        days = [s.time.date() for s in receipts] + self.cancelled_days
        return TillDocument(
            receipts_from=self.in_receipts.file,
            items_from=self.in_items.file,
            receipt=tuple(receipts),
            cancelled=cancelled,
            item_rows=self.item_rows,
            dari=min(days),
            sampai=max(days),
        )

    def _kind(self, kind: str) -> Kind:
        return "jual" if kind == self.words.jual else "retur"
