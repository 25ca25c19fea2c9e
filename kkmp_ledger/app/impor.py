"""Accepts files from outside: reads, ties out, books what is new, and keeps the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from kkmp_ledger.app.folder import DAFTAR
from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.app.susun import bulan_berkas
from kkmp_ledger.app.susun import dokumen
from kkmp_ledger.app.susun import menurut_berkas
from kkmp_ledger.app.susun import teks_dokumen
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import PRIBADI
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.importing import apply
from kkmp_ledger.importing import daftar
from kkmp_ledger.importing.berkas import Berkas
from kkmp_ledger.importing.terima import baca_lagi
from kkmp_ledger.importing.terima import periksa_tanggal
from kkmp_ledger.importing.terima import terima

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.importing.apply import Susunan
    from kkmp_ledger.importing.daftar import Dokumen
    from kkmp_ledger.importing.jual import Ringkasan
    from kkmp_ledger.importing.terima import Penerimaan


@dataclass(frozen=True, slots=True)
class HasilImpor:
    """What an import did."""

    hasil: Hasil
    baru: tuple[Dokumen, ...]
    sudah: tuple[Dokumen, ...]
    ringkasan: Ringkasan | None
    entri: int


def impor(folder: Folder, pencatat: Pencatat, paths: Sequence[Path]) -> HasilImpor:
    """Accept the files, all or none; what was there already is booked once. Raises ProblemError."""
    got: list[tuple[Penerimaan, Susunan | None]] = []

    def rencana(_index: Index) -> Rencana:
        old = dokumen(folder)
        taken = terima(
            [Berkas.di(path) for path in paths],
            old,
            folder.koperasi,
            diterima=pencatat.waktu.isoformat(),
            terbuka_sejak=terbuka_sejak(folder),
        )
        wrong = periksa_tanggal(
            taken.baru,
            mulai=folder.koperasi.mulai,
            terbuka_sejak=terbuka_sejak(folder),
            sampai=pencatat.waktu.date() + timedelta(days=1),
        )
        if wrong:
            raise ProblemError(wrong)
        if not taken.baru:
            got.append((taken, None))
            return Rencana()
        papers = {f.sidik(): f.path for f in map(Berkas.di, paths)}
        plan, made = _rencana(folder, old, taken, papers)
        got.append((taken, made))
        return plan

    hasil = tulis(folder, pencatat, rencana, "impor")
    taken, made = got[-1]
    new = tuple(d for t in taken.baru for d in t.dokumen)
    entries = sum(len(d) for d in made.drafts.values()) if made else 0
    summary = made.ringkasan if made else None
    return HasilImpor(hasil, new, taken.sudah, summary, entries)


def terbuka_sejak(folder: Folder) -> date:
    """The first day that is not in a closed month."""
    closed = folder.tertutup.bulan
    return max(closed).until if closed else folder.koperasi.mulai


def _rencana(
    folder: Folder, old: Sequence[Dokumen], taken: Penerimaan, asal: Mapping[str, Path]
) -> tuple[Rencana, Susunan]:
    """The papers, the list of documents, and the files of the months that the new ones touch."""
    new = [d for t in taken.baru for d in t.dokumen]
    touched = set(menurut_berkas(new))
    by_path = menurut_berkas([*old, *new])
    numbers = {d.nomor for d in new}
    again = {d.nomor: d for p in touched for d in by_path[p] if d.nomor not in numbers}
    read = baca_lagi(
        list(again.values()), lambda d: Berkas(folder.path / d.berkas, d.berkas), folder.koperasi
    )
    made = apply.susun([*read, *taken.baru], folder.koperasi, folder.register, folder.pelanggan)
    files = {
        path: teks_dokumen(folder, path, made, by_path[path])
        for path in sorted(touched)
        if not folder.tertutup.memuat(bulan_berkas(path))
    }
    papers = {d.berkas: Isi(asal[d.sha256].read_bytes(), PRIBADI) for d in new}
    papers[DAFTAR] = Isi(daftar.tulis([*old, *new]).encode())
    return Rencana(sumber=papers, mesin=files, dibaca={DAFTAR: folder.sidik(DAFTAR)}), made
