"""Writes the raw inputs of the example cooperative; all of it is fictional.

`python ledgers/buat_contoh.py [FOLDER]` (default: `ledgers/contoh/dokumen`). The same bytes on
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

from kkmp_ledger.base.period import Bulan
from ledgers.bahan.berkas import ekspor
from ledgers.bahan.berkas import lembar
from ledgers.bahan.jalan import Jalan
from ledgers.bahan.kalender import MULAI
from ledgers.bahan.kalender import TOKO_BUKA
from ledgers.bahan.kalender import semua_bulan
from ledgers.bahan.orang import LEWAT_PERINTAH

if TYPE_CHECKING:
    from ledgers.bahan.berkas import Sel
    from ledgers.bahan.toko import Struk

_PENDIRI = Bulan(2025, 6)
_BOM_CRLF = Bulan(2025, 11)  # one export comes from another computer
_ANGGOTA = (
    "Nomor", "Nama", "NIK", "Alamat", "Telepon", "Tanggal masuk", "Nama di kasir", "Keterangan",
)  # fmt: skip
_SETORAN = ("Tanggal", "Nomor anggota", "Simpanan", "Setor", "Tarik", "Kas", "Keterangan")
_BELI = ("Tanggal", "Unit", "Pemasok", "Uraian", "Jumlah", "Dibayar dari")
_BEBAN = ("Tanggal", "Jenis beban", "Uraian", "Jumlah", "Dibayar dari")


def semua_berkas() -> dict[str, bytes]:
    """File name -> contents, of every raw input but `koperasi.toml`."""
    jalan = Jalan()
    jalan.semua()
    berkas: dict[str, bytes] = {}
    struk: dict[Bulan, list[Struk]] = defaultdict(list)
    for satu in jalan.toko.struk:
        struk[Bulan.of(satu.waktu.date())].append(satu)
    # The book begins on the first day; the founders' sheet comes a week later.
    jalan.langkah.langsung(MULAI, "init {buku} --koperasi ../koperasi.toml", tanggal=False)
    for bulan in semua_bulan():
        _anggota(jalan, bulan, berkas)
        masuk = [_setoran(jalan, bulan, berkas), *_beli(jalan, bulan, berkas)]
        masuk.append(_beban(jalan, bulan, berkas))
        if bulan.until > TOKO_BUKA:
            rentang = f"{bulan.start}-{bulan.akhir}"
            nama = (f"receipts-{rentang}.csv", f"receipts-by-item-{rentang}.csv")
            isi = ekspor(struk[bulan], bom_crlf=bulan == _BOM_CRLF)
            berkas |= dict(zip(nama, isi, strict=True))
            masuk += nama
        # All at once: purchases without the sales, or the other way round, would look like a
        # box or a shelf below 0.
        jalan.langkah.impor(bulan, f"impor {' '.join(masuk)}")
    berkas["langkah.txt"] = jalan.langkah.teks().encode()
    return berkas


def _anggota(jalan: Jalan, bulan: Bulan, berkas: dict[str, bytes]) -> None:
    """Who joined in the month, and the command that registers them before anything of theirs."""
    baru = [a for a in jalan.anggota if Bulan.of(a.masuk) == bulan and a.nomor != LEWAT_PERINTAH]
    if not baru:
        return
    nama = "anggota.xlsx" if bulan == _PENDIRI else f"anggota-{bulan}.xlsx"
    baris: list[tuple[Sel, ...]] = [
        (a.nomor, a.nama, a.nik, a.alamat, a.telepon, a.masuk, a.di_kasir, a.keterangan)
        for a in baru
    ]
    berkas[nama] = lembar(_ANGGOTA, baris)
    jalan.langkah.impor(bulan, f"anggota impor {nama}")


def _setoran(jalan: Jalan, bulan: Bulan, berkas: dict[str, bytes]) -> str:
    baris: list[tuple[Sel, ...]] = []
    for s in jalan.setoran[bulan]:
        masuk: Sel = s.jumlah if s.jumlah > 0 else ""
        keluar: Sel = -s.jumlah if s.jumlah < 0 else ""
        baris.append((s.tanggal, s.nomor, s.simpanan, masuk, keluar, "Kas Kantor", s.keterangan))
    nama = f"setoran-{bulan}.xlsx"
    berkas[nama] = lembar(_SETORAN, baris)
    return nama


def _beli(jalan: Jalan, bulan: Bulan, berkas: dict[str, bytes]) -> list[str]:
    if not jalan.beli[bulan]:
        return []
    baris: list[tuple[Sel, ...]] = []
    for i, beli in enumerate(jalan.beli[bulan]):
        b = beli.belanja
        unit = "Gerai Sembako" if i % 5 else "sembako"  # people write the one or the other
        baris.append((b.tanggal, unit, b.pemasok.nama, b.uraian, b.jumlah, beli.dari))
    nama = f"beli-{bulan}.xlsx"
    berkas[nama] = lembar(_BELI, baris)
    return [nama]


def _beban(jalan: Jalan, bulan: Bulan, berkas: dict[str, bytes]) -> str:
    baris: list[tuple[Sel, ...]] = [
        (b.tanggal, b.jenis, b.uraian, b.jumlah, b.dari) for b in jalan.beban[bulan]
    ]
    nama = f"beban-{bulan}.xlsx"
    berkas[nama] = lembar(_BEBAN, baris)
    return nama


def main(argumen: list[str]) -> None:
    """Write the files into the folder given, or into the example's own."""
    folder = Path(argumen[0]) if argumen else Path(__file__).parent / "contoh" / "dokumen"
    folder.mkdir(parents=True, exist_ok=True)
    for nama, isi in semua_berkas().items():
        (folder / nama).write_bytes(isi)


if __name__ == "__main__":
    main(sys.argv[1:])
