"""From accepted documents to the drafts of each generated month file; nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.period import Bulan
from kkmp_ledger.base.problem import Problem
from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing import jual
from kkmp_ledger.importing import resep_lembar
from kkmp_ledger.importing.lembar import BarisBeban
from kkmp_ledger.importing.lembar import BarisBeli
from kkmp_ledger.importing.lembar import BarisSetoran
from kkmp_ledger.importing.struk import DokumenJual
from kkmp_ledger.importing.struk import gabung
from kkmp_ledger.koperasi.jual import buku_harian
from kkmp_ledger.koperasi.sebutan import Sebutan

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from kkmp_ledger.book.model import Draft
    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.importing.daftar import Dokumen
    from kkmp_ledger.importing.jual import Ringkasan
    from kkmp_ledger.importing.jual import Terpetakan
    from kkmp_ledger.importing.terima import Terbaca
    from kkmp_ledger.koperasi.anggota import Register
    from kkmp_ledger.koperasi.pelanggan import PetaPelanggan
    from kkmp_ledger.spec.koperasi import Koperasi


@dataclass(frozen=True, slots=True)
class Susunan:
    """What the generated files hold. Keys are paths such as `2025/07-toko.gen.beancount`.

    `sumber` names, per file, the documents that touch its month: every document of its kind
    whose rows fall in the month, also those that brought nothing new.
    """

    drafts: Mapping[str, tuple[Draft, ...]]
    sumber: Mapping[str, tuple[Dokumen, ...]]
    ringkasan: Ringkasan | None  # of all receipts; None when there are no till documents


def susun(
    terbaca: Sequence[Terbaca], koperasi: Koperasi, register: Register, pelanggan: PetaPelanggan
) -> Susunan:
    """Work out every generated file of the documents, which come in order of their number.

    Raises ProblemError with all problems of all documents: receipts that changed, rows that
    came before, members who are not active.
    """
    problems: list[Problem] = []
    s = Sebutan.dari(koperasi)
    files: dict[str, list[Draft]] = defaultdict(list)
    for doc in terbaca:
        try:
            for draft in _lembar(doc, s, register):
                files[_berkas(draft.tanggal, _JENIS[draft.bukti[:2]])].append(draft)
        except ProblemError as error:
            problems += error.problems
    problems += _baris_ulang(terbaca)
    merged, changed = gabung(d.isi for d in terbaca if isinstance(d.isi, DokumenJual))
    mapped, without = jual.petakan(merged, koperasi, register, pelanggan)
    problems += [*changed, *without]
    if problems:
        raise ProblemError(problems)
    for draft in _toko(mapped, koperasi, {d.berkas: _sebutan(d) for d in terbaca}):
        files[_berkas(draft.tanggal, "toko")].append(draft)
    ordered = {
        path: tuple(sorted(drafts, key=lambda d: (d.tanggal, d.bukti)))
        for path, drafts in sorted(files.items())
    }
    tills = any(isinstance(d.isi, DokumenJual) for d in terbaca)
    return Susunan(ordered, _sumber(terbaca), mapped.ringkasan if tills else None)


_TENDER = ("Aset:Kas:", "Aset:Bank:", "Aset:Piutang:")
_JENIS = {"SP": "simpanan", "BL": "beli", "BB": "beban"}
_JENIS_PROFIL = {"setoran": "simpanan", "beli": "beli", "beban": "beban"}


def _berkas(day: date, jenis: str) -> str:
    return f"{day.year:04d}/{day.month:02d}-{jenis}.gen.beancount"


def _lembar(doc: Terbaca, s: Sebutan, register: Register) -> list[Draft]:
    """The drafts of a sheet; none for a till export."""
    if isinstance(doc.isi, DokumenJual):
        return []
    nomor, berkas, rows = doc.dokumen[0].nomor, doc.berkas, doc.isi
    deposits = [r for r in rows if isinstance(r, BarisSetoran)]
    purchases = [r for r in rows if isinstance(r, BarisBeli)]
    expenses = [r for r in rows if isinstance(r, BarisBeban)]
    drafts = [
        *resep_lembar.drafts_setoran(deposits, nomor, berkas, s, register),
        *resep_lembar.drafts_beli(purchases, nomor, berkas, s),
        *resep_lembar.drafts_beban(expenses, nomor, berkas, s),
    ]
    return [replace(d, meta={**d.meta, "sumber": _sebutan(doc)}) for d in drafts]


def _sebutan(doc: Terbaca) -> str:
    """How the ledger names the document: as it is kept, so that reading it again says the same."""
    return doc.dokumen[0].berkas.rpartition("/")[2]


def _baris_ulang(terbaca: Iterable[Terbaca]) -> list[Problem]:
    """Rows that an earlier sheet had already: a sheet saved again has other bytes, and no keys.

    Two rows that are alike inside one sheet are two events.
    """
    seen: dict[object, str] = {}
    problems: list[Problem] = []
    for doc in terbaca:
        if isinstance(doc.isi, DokumenJual):
            continue
        fresh: dict[object, str] = {}
        for row in doc.isi:
            facts = replace(row, baris=0)
            if facts in seen:
                fact = f"baris ini sudah diterima dari {seen[facts]}"
                hint = "hapus baris itu; bila memang dua kali terjadi, bedakan keterangannya"
                problems.append(Problem("BARIS-ULANG", fact, hint, doc.berkas.place(row.baris)))
            fresh[facts] = f"{doc.berkas.nama_dasar} baris {row.baris}"
        seen |= fresh
    return problems


def _toko(mapped: Terpetakan, koperasi: Koperasi, sebutan: Mapping[Berkas, str]) -> list[Draft]:
    """The daily entries, each naming the exports that brought its receipts."""
    perpetual = [u.segmen for u in koperasi.unit if u.stok == "perpetual"]
    stores = {code: name for kasir in koperasi.kasir for name, code in kasir.toko.items()}
    origin: dict[tuple[date, str, str], set[str]] = defaultdict(set)
    tender: dict[tuple[date, str, str], int] = defaultdict(int)
    for struk, berkas in mapped.struk:
        day: tuple[date, str, str] = (struk.waktu.date(), struk.outlet, struk.macam)
        origin[day].add(sebutan[berkas])
        tender[day] += sum(amount for _, amount in struk.bayar)
    drafts: list[Draft] = []
    for draft in buku_harian((s for s, _ in mapped.struk), perpetual, nama_toko=stores):
        outlet = draft.bukti.split("-")[2]
        day = (draft.tanggal, outlet, draft.jenis)
        # The day ties: what the entry says was paid is what the receipts' heads say.
        paid = sum(leg.jumlah for leg in draft.legs if leg.akun.startswith(_TENDER))
        assert abs(paid) == tender[day], draft.bukti
        meta = {**draft.meta, "sumber": "; ".join(sorted(origin[day]))}
        drafts.append(replace(draft, meta=meta))
    return drafts


def _sumber(terbaca: Iterable[Terbaca]) -> dict[str, tuple[Dokumen, ...]]:
    found: dict[str, list[Dokumen]] = defaultdict(list)
    for doc in terbaca:
        jenis = _JENIS_PROFIL.get(doc.dokumen[0].profil, "toko")
        for month in {Bulan.of(day) for _, day in doc.hari()}:
            found[_berkas(month.start, jenis)].extend(doc.dokumen)
    return {path: tuple(docs) for path, docs in sorted(found.items())}
