"""Writes the raw inputs of the example cooperative; all of it is fictional.

`python ledgers/make_example.py [FOLDER]` (default: `ledgers/contoh/dokumen`). The same bytes on
every run: the dice have fixed seeds, and nothing asks the clock or the machine. What it writes:

- `anggota.xlsx`, the founders, and `anggota-yyyy-mm.xlsx`, who joined later;
- `setoran-`, `beli-`, `beban-yyyy-mm.xlsx`, the treasurer's sheets of each month;
- `receipts-….csv` and `receipts-by-item-….csv`, Loyverse's exports of each month;
- `langkah.txt`, the commands that make the book of it.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Month
from ledgers.bahan.calendar_year import MULAI
from ledgers.bahan.calendar_year import STORE_OPENS
from ledgers.bahan.calendar_year import all_months
from ledgers.bahan.files import export
from ledgers.bahan.files import sheet
from ledgers.bahan.people import THROUGH_COMMAND
from ledgers.bahan.walk import Run

if TYPE_CHECKING:
    from ledgers.bahan.files import Cell
    from ledgers.bahan.store import Receipt

_FOUNDER = Month(2025, 6)
_BOM_CRLF = Month(2025, 11)  # one export comes from another computer
_ANGGOTA = (
    "Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir", "Keterangan",
)  # fmt: skip
_SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
_BELI = ("Tanggal", "Unit", "Pemasok", "Uraian", "Jumlah", "Dibayar dari")
_BEBAN = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")


def all_files() -> dict[str, bytes]:
    """File name -> contents, of every raw input but `koperasi.toml`."""
    run = Run()
    run.everything()
    file: dict[str, bytes] = {}
    receipt: dict[Month, list[Receipt]] = defaultdict(list)
    for one in run.toko.receipt:
        receipt[Month.of(one.moment.date())].append(one)
    # The book begins on the first day; the founders' sheet comes a week later.
    run.step.direct(MULAI, "init {buku} --koperasi ../koperasi.toml", tanggal=False)
    for month in all_months():
        _anggota(run, month, file)
        masuk = [_setoran(run, month, file), *_beli(run, month, file)]
        masuk.append(_beban(run, month, file))
        if month.until > STORE_OPENS:
            spans = f"{month.start}-{month.last_day}"
            nama = (f"receipts-{spans}.csv", f"receipts-by-item-{spans}.csv")
            content = export(receipt[month], bom_crlf=month == _BOM_CRLF)
            file |= dict(zip(nama, content, strict=True))
            masuk += nama
        # All at once: purchases without the sales, or the other way round, would look like a
        # box or a shelf below 0.
        run.step.imports(month, f"impor {' '.join(masuk)}")
    file["langkah.txt"] = run.step.text().encode()
    return file


def _anggota(run: Run, month: Month, file: dict[str, bytes]) -> None:
    """Who joined in the month, and the command that registers them before anything of theirs."""
    new = [a for a in run.anggota if Month.of(a.masuk) == month and a.nomor != THROUGH_COMMAND]
    if not new:
        return
    nama = "anggota.xlsx" if month == _FOUNDER else f"anggota-{month}.xlsx"
    row: list[tuple[Cell, ...]] = [
        (a.nomor, a.nama, a.nik, a.alamat, a.telepon, a.masuk, a.di_kasir, a.keterangan)
        for a in new
    ]
    file[nama] = sheet(_ANGGOTA, row)
    run.step.imports(month, f"anggota impor {nama}")


def _setoran(run: Run, month: Month, file: dict[str, bytes]) -> str:
    row: list[tuple[Cell, ...]] = []
    for s in run.setoran[month]:
        masuk: Cell = s.jumlah if s.jumlah > 0 else ""
        keluar: Cell = -s.jumlah if s.jumlah < 0 else ""
        row.append((s.tanggal, s.nomor, s.simpanan, masuk, keluar, "Kas Kantor", s.keterangan))
    nama = f"setoran-{month}.xlsx"
    file[nama] = sheet(_SETORAN, row)
    return nama


def _beli(run: Run, month: Month, file: dict[str, bytes]) -> list[str]:
    if not run.beli[month]:
        return []
    row: list[tuple[Cell, ...]] = []
    for i, beli in enumerate(run.beli[month]):
        b = beli.purchases
        unit = "Gerai Sembako" if i % 5 else "sembako"  # people write the one or the other
        row.append((b.tanggal, unit, b.pemasok.nama, b.uraian, b.jumlah, beli.dari))
    nama = f"beli-{month}.xlsx"
    file[nama] = sheet(_BELI, row)
    return [nama]


def _beban(run: Run, month: Month, file: dict[str, bytes]) -> str:
    row: list[tuple[Cell, ...]] = [
        (b.tanggal, b.jenis, b.uraian, b.jumlah, b.dari) for b in run.beban[month]
    ]
    nama = f"beban-{month}.xlsx"
    file[nama] = sheet(_BEBAN, row)
    return nama


def main(argument: list[str]) -> None:
    """Write the files into the folder given, or into the example's own."""
    folder = Path(argument[0]) if argument else Path(__file__).parent / "contoh" / "dokumen"
    folder.mkdir(parents=True, exist_ok=True)
    for nama, content in all_files().items():
        (folder / nama).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1:])
