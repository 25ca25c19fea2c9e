"""A report as a grid of finished texts, for the renderers that only lay out."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.render.tulisan import angka
from kkmp_ledger.render.tulisan import bersih
from kkmp_ledger.render.tulisan import tanggal
from kkmp_ledger.statements.model import Laporan

if TYPE_CHECKING:
    from kkmp_ledger.statements.model import Baris
    from kkmp_ledger.statements.model import Bukti
    from kkmp_ledger.statements.model import BukuRat
    from kkmp_ledger.statements.model import JenisBaris
    from kkmp_ledger.statements.model import KolomTabel
    from kkmp_ledger.statements.model import Tabel

JUMLAH = "Jumlah"
FIKTIF = "FIKTIF: koperasi, orang, dan angka di sini karangan untuk contoh."
COCOK = "cocok"
TIDAK_COCOK = "tidak cocok"
BELUM = "belum lengkap"
_LEBAR = 7  # more columns of amounts than this do not fit an upright page


@dataclass(frozen=True, slots=True)
class Lajur:
    """One column: its head, a note below it, the common head above it, and where its cells lean."""

    judul: str
    catatan: str = ""
    kelompok: str = ""
    angka: bool = False


@dataclass(frozen=True, slots=True)
class Deret:
    """One row of texts, one per column. `tutup`: a double rule follows."""

    sel: tuple[str, ...]
    jenis: JenisBaris = "pos"
    tingkat: int = 0
    tutup: bool = False
    akun: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kisi:
    """A statement, a list or a proof, ready to be laid out."""

    id: str
    judul: str
    lajur: tuple[Lajur, ...]
    deret: tuple[Deret, ...]
    catatan: tuple[str, ...] = ()
    satuan: str = ""  # `dalam rupiah`, where the amounts are rupiah
    status: str = ""  # of a proof: one of COCOK, TIDAK_COCOK, BELUM

    @property
    def lebar(self) -> bool:
        """Tell whether the grid wants a page on its side."""
        return sum(lajur.angka for lajur in self.lajur) > _LEBAR - 1

    @property
    def berkelompok(self) -> bool:
        """Tell whether some columns stand under a common head."""
        return any(lajur.kelompok for lajur in self.lajur)


def kisi(laporan: Laporan | Tabel) -> Kisi:
    """Lay a statement or a list out as texts; order, rows and columns stay as they are."""
    if isinstance(laporan, Laporan):
        return _laporan(laporan)
    return _tabel(laporan)


def isi_buku(book: BukuRat) -> list[Laporan | Tabel]:
    """Every statement and list of the RAT book, in the order in which it is printed."""
    shu = replace(book.shu, catatan=(*book.shu.catatan, *book.catatan_shu))
    return [*book.laporan, shu, book.shu_anggota, book.simpanan]


def kelompok(lajur: tuple[Lajur, ...]) -> list[tuple[str, int]]:
    """Neighbours under one common head: (head, how many columns); single columns have no head."""
    groups: list[tuple[str, int]] = []
    for one in lajur:
        if groups and one.kelompok and groups[-1][0] == one.kelompok:
            groups[-1] = (one.kelompok, groups[-1][1] + 1)
        else:
            groups.append((one.kelompok, 1))
    return groups


def _laporan(laporan: Laporan) -> Kisi:
    columns = tuple(
        Lajur(bersih(k.judul), catatan=bersih(k.catatan), angka=True) for k in laporan.kolom
    )
    # a total that is part of no other closes its side of the statement
    parts = {kunci for baris in laporan.baris for _, kunci in baris.suku}
    rows = tuple(
        _deret(b, len(columns), tutup=b.jenis == "jumlah" and b.kunci not in parts)
        for b in laporan.baris
    )
    return Kisi(
        laporan.id,
        bersih(laporan.judul),
        (Lajur("Uraian"), *columns),
        rows,
        tuple(bersih(c) for c in laporan.catatan),
        "dalam rupiah",
    )


def _deret(baris: Baris, banyak: int, *, tutup: bool) -> Deret:
    nilai = baris.nilai or (None,) * banyak
    assert len(nilai) == banyak, baris.kunci
    cells = (bersih(baris.label), *(angka(v) for v in nilai))
    return Deret(cells, baris.jenis, baris.tingkat, tutup, baris.akun)


def _tabel(tabel: Tabel) -> Kisi:
    columns = tuple(
        Lajur(bersih(k.judul), kelompok=bersih(k.kelompok), angka=k.jenis == "angka")
        for k in tabel.kolom
    )
    rows = [
        Deret(tuple(_sel(v, k) for v, k in zip(baris, tabel.kolom, strict=True)))
        for baris in tabel.baris
    ]
    summed = any(k.dijumlah for k in tabel.kolom)
    if summed:
        sums = [angka(v) for v in tabel.jumlah()]
        first = next((i for i, k in enumerate(tabel.kolom) if k.jenis != "angka"), None)
        if first is not None and not sums[first]:
            sums[first] = JUMLAH
        rows.append(Deret(tuple(sums), "jumlah", 0, tutup=True))
    return Kisi(
        tabel.id,
        bersih(tabel.judul),
        columns,
        tuple(rows),
        tuple(bersih(c) for c in tabel.catatan),
        "dalam rupiah" if summed else "",
    )


def _sel(value: str | int | None, kolom: KolomTabel) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return angka(value)
    return tanggal(value) if kolom.jenis == "tanggal" else bersih(value)


def kisi_bukti(bukti: Bukti) -> Kisi:
    """Lay one proof out: what is compared, its two routes, and the difference."""
    columns = (
        Lajur("Yang dibandingkan"),
        Lajur(bersih(bukti.rute_kiri), angka=True),
        Lajur(bersih(bukti.rute_kanan), angka=True),
        Lajur("Selisih", angka=True),
    )
    rows = tuple(
        Deret((bersih(b.uraian), angka(b.kiri), angka(b.kanan), angka(b.kiri - b.kanan)))
        for b in bukti.banding
    )
    if bukti.hijau:
        status = COCOK
    else:
        status = TIDAK_COCOK if any(not b.cocok for b in bukti.banding) else BELUM
    title = f"Bukti {bukti.nomor}: {bersih(bukti.judul)}"
    missing = tuple(bersih(b) for b in bukti.belum)
    return Kisi(f"bukti-{bukti.nomor}", title, columns, rows, missing, status=status)
