"""Takes files in: recognises each, pairs the till's two, reads them, and gives them numbers."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import tanggal_panjang
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import daftar
from kkmp_ledger.importing import lembar
from kkmp_ledger.importing.daftar import Dokumen
from kkmp_ledger.importing.kenal import demi_profil
from kkmp_ledger.importing.kenal import pemetaan_berkas
from kkmp_ledger.importing.readers import loyverse
from kkmp_ledger.importing.readers import xlsx_ketat
from kkmp_ledger.importing.readers.temuan import sebut_baris
from kkmp_ledger.importing.struk import DokumenJual
from kkmp_ledger.spec import mapping

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Sequence

    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.importing.lembar import Baris
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.mapping import Pemetaan


_DAFTAR = "dokumen/daftar.csv"  # the list itself: no document may take its place


@dataclass(frozen=True, slots=True)
class Terbaca:
    """A document that was read: one sheet, or a till's pair (receipts first, then lines)."""

    dokumen: tuple[Dokumen, ...]
    berkas: Berkas  # the sheet, or the receipts file
    isi: DokumenJual | tuple[Baris, ...]

    def hari(self) -> Iterable[tuple[int, date]]:
        """Row and date of everything in it that is booked."""
        if isinstance(self.isi, DokumenJual):
            return ((s.baris, s.waktu.date()) for s in self.isi.struk)
        return ((row.baris, row.tanggal) for row in self.isi)


@dataclass(frozen=True, slots=True)
class Penerimaan:
    """What came of the files given: documents to accept, and those that were there already."""

    baru: tuple[Terbaca, ...]
    sudah: tuple[Dokumen, ...]


@dataclass(frozen=True, slots=True)
class _Satuan:
    """The files that make one document to read: a sheet alone, or a pair."""

    berkas: tuple[Berkas, ...]
    profil: tuple[str, ...]
    peta: Pemetaan | None = None
    diterima: date = date.max  # the day on which they were accepted


def terima(
    berkas: Sequence[Berkas],
    lama: Sequence[Dokumen],
    koperasi: Koperasi,
    *,
    diterima: str,
    terbuka_sejak: date,
) -> Penerimaan:
    """Recognise and read new files; numbers follow those of `lama`, a pair gets two in a row.

    A sheet, or both files of a pair, whose bytes were accepted before is only named again.
    Raises ProblemError with what is wrong with any of the files: nothing is accepted then.
    """
    problems: list[Problem] = []
    digests: dict[str, Berkas] = {}
    for file in berkas:
        try:
            digests.setdefault(file.sidik(), file)
        except ProblemError as error:
            problems += error.problems
    known = {digest: found for digest in digests if (found := daftar.cari(lama, digest))}
    units, wrong = _satuan(list(digests.values()))
    problems += wrong
    fresh: list[Terbaca] = []
    names = {_DAFTAR, *(d.berkas.casefold() for d in lama)}
    digest_of = {file: digest for digest, file in digests.items()}
    given = 0
    for unit in units:
        keys = [digest_of[file] for file in unit.berkas]
        if all(key in known for key in keys):
            continue
        try:
            isi = _baca(replace(unit, diterima=_hari(diterima)), koperasi)
        except ProblemError as error:
            problems += error.problems
            continue
        first, last = _rentang(isi)
        rows: list[Dokumen] = []
        for key, file, profil in zip(keys, unit.berkas, unit.profil, strict=True):
            nomor = daftar.berikut(lama, given)
            given += 1
            path = _tempat(file.nama_dasar, nomor, names)
            names.add(path.casefold())
            rows.append(Dokumen(nomor, key, path, profil, first, last, diterima, terbuka_sejak))
        fresh.append(Terbaca(tuple(rows), unit.berkas[0], isi))
    if problems:
        raise ProblemError(problems)
    taken = {d.sha256 for t in fresh for d in t.dokumen}
    return Penerimaan(tuple(fresh), tuple(d for k, d in known.items() if k not in taken))


def baca_lagi(
    dokumen: Sequence[Dokumen], buka: Callable[[Dokumen], Berkas], koperasi: Koperasi
) -> list[Terbaca]:
    """Read accepted documents again, in order of their number; `buka` says where each lies.

    Raises ProblemError: DOKUMEN-BERUBAH when the bytes are not those that were accepted, and
    whatever no longer fits (a label that `koperasi.toml` does not name any more).
    """
    problems: list[Problem] = []
    found: list[Terbaca] = []
    rest = sorted(dokumen, key=lambda d: (len(d.nomor), d.nomor))
    while rest:
        peta = pemetaan_berkas(rest[0].profil)
        rows = tuple(rest[: 2 if peta else 1])
        rest = rest[len(rows) :]
        files = tuple(buka(d) for d in rows)
        try:
            if peta and [d.profil for d in rows] != [peta[0].struk.id, peta[0].barang.id]:
                raise _tanpa_pasangan(files[0], peta[0])
            for row, file in zip(rows, files, strict=True):
                _demand_bytes(row, file)
            kinds = tuple(d.profil for d in rows)
            unit = _Satuan(files, kinds, peta[0] if peta else None, _hari(rows[0].diterima))
            found.append(Terbaca(rows, files[0], _baca(unit, koperasi)))
        except ProblemError as error:
            problems += error.problems
    if problems:
        raise ProblemError(problems)
    return found


def periksa_tanggal(
    terbaca: Iterable[Terbaca], *, mulai: date, terbuka_sejak: date, sampai: date
) -> list[Problem]:
    """What in new documents lies before the cooperative, in a closed month, or from `sampai` on."""
    problems: list[Problem] = []
    for doc in terbaca:
        early: list[int] = []
        closed: list[int] = []
        late: list[int] = []
        for row, day in doc.hari():
            if day < mulai:
                early.append(row)
            elif day < terbuka_sejak:
                closed.append(row)
            elif day >= sampai:
                late.append(row)
        hint = "perbaiki tanggalnya, atau impor hanya hari di tahun buku yang terbuka"
        for code, rows, what in (
            ("TANGGAL-LUAR", early, f"sebelum buku dimulai {tanggal_panjang(mulai)}"),
            ("BULAN-TERTUTUP", closed, f"sebelum {tanggal_panjang(terbuka_sejak)}, sudah ditutup"),
            ("TANGGAL-LUAR", late, f"{tanggal_panjang(sampai)} atau sesudahnya"),
        ):
            if rows:
                fact = f"tanggal {what}, {sebut_baris(rows)}"
                problems.append(Problem(code, fact, hint, doc.berkas.place(min(rows))))
    return problems


def _satuan(files: Sequence[Berkas]) -> tuple[list[_Satuan], list[Problem]]:
    """Sheets alone, till files in pairs, in the order in which the files were given."""
    problems: list[Problem] = []
    units: list[_Satuan] = []
    heads: dict[str, list[Berkas]] = {}
    lines: dict[str, list[Berkas]] = {}
    for file in files:
        try:
            profil = demi_profil(file)
            if profil == "anggota":
                hint = f"jalankan kkmp anggota impor {file.nama_dasar}"
                raise file.tolak("ISIAN", "lembar anggota bukan dokumen pembukuan", hint)
        except ProblemError as error:
            problems += error.problems
            continue
        peta = pemetaan_berkas(profil)
        if peta is None:
            units.append(_Satuan((file,), (profil,)))
        else:
            (heads if peta[1] else lines).setdefault(peta[0].id, []).append(file)
    for profil in {**heads, **lines}:
        peta_kasir = mapping.pemetaan(profil)
        pairs, alone = _pasangkan(heads.get(profil, []), lines.get(profil, []))
        ids = (peta_kasir.struk.id, peta_kasir.barang.id)
        units += [_Satuan(pair, ids, peta_kasir) for pair in pairs]
        for file in alone:
            problems += _tanpa_pasangan(file, peta_kasir).problems
    return sorted(units, key=lambda u: files.index(u.berkas[0])), problems


def _pasangkan(
    heads: Sequence[Berkas], lines: Sequence[Berkas]
) -> tuple[list[tuple[Berkas, Berkas]], list[Berkas]]:
    """Receipts and lines that belong together: by the range in the names, else the last two left.

    Whether they do belong together is proved when they are read; this only saves trying.
    """
    pairs: list[tuple[Berkas, Berkas]] = []
    alone: list[Berkas] = []
    free = list(lines)
    for head in heads:
        span = head.rentang_nama()
        same = [f for f in free if span and f.rentang_nama() == span]
        if len(same) == 1:
            free.remove(same[0])
            pairs.append((head, same[0]))
        else:
            alone.append(head)
    if len(alone) == len(free) == 1:
        return [*pairs, (alone[0], free[0])], []
    return pairs, [*alone, *free]


def _tanpa_pasangan(file: Berkas, peta: Pemetaan) -> ProblemError:
    fact = f"berkas {file.nama_dasar} datang tanpa pasangannya"
    hint = (
        f"ekspor dua berkas untuk rentang yang sama, {peta.struk.judul} dan {peta.barang.judul},"
        " lalu impor keduanya sekaligus"
    )
    return file.tolak("PASANGAN-KURANG", fact, hint)


def _baca(unit: _Satuan, koperasi: Koperasi) -> DokumenJual | tuple[Baris, ...]:
    if unit.peta is not None:
        struk, barang = unit.berkas
        return loyverse.baca(struk, barang, unit.peta, koperasi, unit.diterima)
    raw = xlsx_ketat.baca(unit.berkas[0])
    if unit.profil[0] == "setoran":
        return lembar.baca_setoran(raw)
    return lembar.baca_beli(raw) if unit.profil[0] == "beli" else lembar.baca_beban(raw)


def _hari(diterima: str) -> date:
    return datetime.fromisoformat(diterima).date()


def _rentang(isi: DokumenJual | tuple[Baris, ...]) -> tuple[date, date]:
    if isinstance(isi, DokumenJual):
        return isi.dari, isi.sampai
    days = [row.tanggal for row in isi]
    return min(days), max(days)


def _tempat(nama: str, nomor: str, taken: set[str]) -> str:
    """Where the document goes; a name that is taken, in any case, gets the number before it."""
    path = f"dokumen/{nama}"
    return f"dokumen/{nomor}-{nama}" if path.casefold() in taken else path


def _demand_bytes(row: Dokumen, file: Berkas) -> None:
    if file.sidik() != row.sha256:
        fact = f"isi {row.berkas} bukan yang diterima sebagai {row.nomor}"
        hint = "kembalikan berkas aslinya; perbaikan datang sebagai dokumen baru"
        raise file.tolak("DOKUMEN-BERUBAH", fact, hint)
