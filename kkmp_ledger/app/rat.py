"""The annual meeting: its book, and its decision on the SHU."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.app.laporan import LAPORAN
from kkmp_ledger.app.laporan import susun
from kkmp_ledger.app.pembuktian import buktikan
from kkmp_ledger.app.pencatat import tulis
from kkmp_ledger.app.shu import shu
from kkmp_ledger.app.shu import tabel_shu
from kkmp_ledger.app.susun import berkas_rat
from kkmp_ledger.app.susun import teks_rat
from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Place
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.book.batch import Isi
from kkmp_ledger.book.buku import Buku
from kkmp_ledger.book.door import Rencana
from kkmp_ledger.koperasi.keputusan import putuskan as keputusan_dari
from kkmp_ledger.koperasi.pribadi import nama_anggota
from kkmp_ledger.koperasi.shu_tahun import hitung_shu
from kkmp_ledger.koperasi.simpanan import posisi
from kkmp_ledger.spec.rat import tulis_rat
from kkmp_ledger.statements.model import BukuRat
from kkmp_ledger.statements.rentang import kepala
from kkmp_ledger.statements.rentang import rentang
from kkmp_ledger.statements.shu import tabel_simpanan

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.app.folder import Folder
    from kkmp_ledger.app.pencatat import Pencatat
    from kkmp_ledger.book.door import Hasil
    from kkmp_ledger.book.index import Index
    from kkmp_ledger.spec.koperasi import Pengurus
    from kkmp_ledger.spec.rat import Keputusan


def buku_rat(folder: Folder, tahun: int) -> BukuRat:
    """Everything in the meeting's book, from the text, with its proofs. Raises ProblemError."""
    folder.tuntut_data()
    buku, sidik, proofs = buktikan(folder, tahun)
    closed = tahun in folder.tertutup.tahun
    period = rentang(buku, folder.koperasi, tahun, tutup=closed)
    head = kepala(folder.koperasi, period, sidik, tutup=closed)
    division = shu(folder, buku, tahun)
    allocation, members = tabel_shu(folder, division, head)
    names = nama_anggota(folder.pribadi)
    return BukuRat(
        kepala=head,
        tahun=tahun,
        identitas=_identitas(folder, tahun),
        laporan=tuple(susun(folder, buku, nama, tahun, sidik) for nama in LAPORAN),
        shu=allocation,
        shu_anggota=members,
        simpanan=tabel_simpanan(posisi(buku, folder.register, period), names, head),
        bukti=proofs,
        penandatangan=tuple(
            (officer.jabatan, _nama(officer, names))
            for officer in (*folder.koperasi.pengurus, *folder.koperasi.pengawas)
        ),
    )


def putuskan(
    folder: Folder,
    pencatat: Pencatat,
    *,
    tahun: int,
    tanggal: date,
    berita_acara: str,
    hadir: int,
) -> tuple[Keputusan, Hasil]:
    """Write the meeting's decision and its one entry, once. Raises ProblemError."""
    if tahun not in folder.tertutup.tahun:
        hint = f"jalankan dulu kkmp tutup {tahun}"
        raise ProblemError(Problem("RAT-TAHUN", f"tahun buku {tahun} belum ditutup", hint))
    if tahun in folder.keputusan:
        fact = f"keputusan RAT tahun buku {tahun} sudah dibukukan"
        hint = "kesalahan dikoreksi di tahun berjalan, tidak dengan memutuskan lagi"
        raise ProblemError(Problem("RAT-ADA", fact, hint, Place(f"rat/{tahun}.toml")))
    month = Bulan.of(tanggal)
    if folder.tertutup.memuat(month):
        hint = "pakai tanggal rapat yang bulannya masih terbuka"
        raise ProblemError(Problem("BULAN-TERTUTUP", f"{month.judul} sudah ditutup", hint))
    made: list[Keputusan] = []

    def rencana(_index: Index) -> Rencana:
        buku = Buku.baca(folder.path)
        computed = hitung_shu(buku, folder.chart, folder.koperasi, folder.register, tahun)
        decision = keputusan_dari(
            computed, tahun=tahun, tanggal=tanggal, berita_acara=berita_acara, hadir=hadir
        )
        made.append(decision)
        files = {berkas_rat(tahun): teks_rat(folder, decision)} if decision.shu > 0 else {}
        source = {f"rat/{tahun}.toml": Isi(tulis_rat(decision).encode())}
        return Rencana(mesin=files, sumber=source, dibaca={f"rat/{tahun}.toml": ""})

    hasil = tulis(folder, pencatat, rencana, f"keputusan RAT {tahun}")
    return made[-1], hasil


def _identitas(folder: Folder, tahun: int) -> tuple[tuple[str, str], ...]:
    k = folder.koperasi
    decision = folder.keputusan.get(tahun)
    end = folder.tahun(tahun).akhir
    rows = [
        ("Alamat", ", ".join(p for p in (k.alamat, k.kelurahan, k.kecamatan, k.kota) if p)),
        ("Badan hukum", k.badan_hukum),
        ("Nomor induk koperasi", k.nik_koperasi),
        ("Tahun buku", folder.tahun(tahun).judul),
        ("Anggota", f"{len(folder.register.aktif_pada(end))} orang per {tanggal_panjang(end)}"),
    ]
    if decision:
        rows.append(("Rapat anggota", tanggal_panjang(decision.tanggal)))
        rows.append(("Berita acara", f"{decision.berita_acara}, hadir {decision.hadir} orang"))
    return tuple((label, text) for label, text in rows if text)


def _nama(officer: Pengurus, names: dict[str, str]) -> str:
    return officer.nama or names.get(officer.anggota, officer.anggota)
