"""The one list of checks: what `kkmp cek`, the plugin and a close all run."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from kkmp_ledger.app.pembuktian import masalah_bukti
from kkmp_ledger.app.periksa import konteks
from kkmp_ledger.app.susun import dokumen
from kkmp_ledger.app.susun import harapan
from kkmp_ledger.base.problem import Berat
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.base.problem import galat
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.door import ISI
from kkmp_ledger.book.format import isi_berkas_mesin
from kkmp_ledger.book.muat import muat
from kkmp_ledger.book.pohon import berkas_buku
from kkmp_ledger.book.read import BAGI
from kkmp_ledger.book.sidik import sidik_bytes
from kkmp_ledger.koperasi.aturan.periksa import periksa_semua
from kkmp_ledger.koperasi.keputusan import bandingkan
from kkmp_ledger.koperasi.keputusan import periksa_keputusan
from kkmp_ledger.koperasi.shu_tahun import hitung_shu
from kkmp_ledger.koperasi.shu_tahun import periksa_tujuan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.folder import Tertutup

_GEN = ".gen.beancount"


def periksa_buku(folder: Folder, buku: Buku, tertutup: Tertutup | None = None) -> list[Problem]:
    """What needs only the ledger, the registers and the spec: the plugin's share of the list.

    `tertutup` stands for the sealed periods, for a close that asks what would be wrong then.
    """
    closed = tertutup or folder.tertutup
    context = dataclasses.replace(
        konteks(folder), bulan_tertutup=closed.bulan, tahun_tertutup=closed.tahun
    )
    return _sekali(
        [
            *buku.problems,
            *folder.masalah_data(),
            *(p for rule in folder.koperasi.shu for p in periksa_tujuan(rule, folder.chart)),
            *periksa_semua(buku, context),
            *_keputusan(folder, buku),
        ]
    )


def cek(folder: Folder) -> list[Problem]:
    """Every check, from the text: the ledger's, the documents', the proofs, and Beancount's own."""
    buku = Buku.baca(folder.path)
    found = list(buku.problems)
    try:
        found += periksa_buku(folder, buku)
        found += _berkas_mesin(folder, buku)
        found += _dokumen(folder)
    except ProblemError as error:
        return _sekali([*found, *error.problems])
    if any(p.fact == BAGI for p in found):
        return _sekali(found)  # Beancount's parser would die of a division by zero
    loaded = muat(folder.path)
    found += _menurut_beancount(loaded.problems, found)
    if not galat(found):  # a book that is wrong already proves nothing
        try:
            found += masalah_bukti(folder, buku, loaded)
        except ProblemError as error:
            found += error.problems
    return _sekali(found)


def _keputusan(folder: Folder, buku: Buku) -> Iterator[Problem]:
    """The meetings' decisions against the chart and today's computation (SHU-BERUBAH)."""
    for tahun, decision in folder.keputusan.items():
        wrong = periksa_keputusan(decision, folder.chart)
        yield from wrong
        if wrong:
            continue
        try:
            now = hitung_shu(buku, folder.chart, folder.koperasi, folder.register, tahun)
        except ProblemError as error:
            yield from error.problems
        else:
            yield from bandingkan(decision, now)


def _berkas_mesin(folder: Folder, buku: Buku) -> Iterator[Problem]:
    """Generated files that somebody edited (GEN-DIUBAH) or that have gone stale (GEN-BASI)."""
    stated = {file.path: file.header for file in buku.files if file.path.endswith(_GEN)}
    for path, header in stated.items():
        content = (folder.path / path).read_bytes()
        body = isi_berkas_mesin(content.decode("utf-8", "replace"))
        if header.get("isi") != sidik_bytes(body.encode()):
            fact = f"{path} bukan lagi seperti dibuat mesin"
            hint = "kembalikan berkasnya dari git, atau hapus lalu jalankan kkmp susun"
            yield Problem("GEN-DIUBAH", fact, hint, Place(path, 1))
    for path in sorted(berkas_buku(folder.path) - {file.path for file in buku.files}):
        fact = f"{ISI} tidak menyebut {path}, jadi isinya tidak ikut terbaca"
        yield Problem("GEN-BASI", fact, "jalankan kkmp susun", Place(ISI, 1))
    for path, digest in harapan(folder).items():
        header = stated.get(path, {})
        if header.get("sumber") != digest:
            fact = f"{path} tidak dibuat dari sumbernya yang sekarang"
            yield Problem("GEN-BASI", fact, "jalankan kkmp susun", Place(path, 1))


def _dokumen(folder: Folder) -> Iterator[Problem]:
    """Documents whose bytes are not those that were accepted; one that is not here is none."""
    for doc in dokumen(folder):
        digest = folder.sidik(doc.berkas)
        if digest and digest != doc.sha256:
            fact = f"isi {doc.berkas} bukan yang diterima sebagai {doc.nomor}"
            hint = "kembalikan berkas aslinya; perbaikan datang sebagai dokumen baru"
            yield Problem("DOKUMEN-BERUBAH", fact, hint, Place(doc.berkas))


def _menurut_beancount(theirs: Iterable[Problem], ours: Sequence[Problem]) -> Iterator[Problem]:
    """What Beancount says of lines of which we say nothing: each trouble is told once."""
    files = {p.place.path for p in ours if p.place and p.berat is Berat.GALAT}
    missing = any(p.code == "BERKAS-TIADA" for p in ours)
    for problem in theirs:
        if missing and problem.place is not None and problem.place.path == "<load>":
            continue  # the same missing file, as Beancount's loader names it
        if problem.place is None or problem.place.path not in files:
            yield problem


def _sekali(problems: Iterable[Problem]) -> list[Problem]:
    """Each once, in file order."""
    return sorted(dict.fromkeys(problems), key=lambda p: p.urutan)
