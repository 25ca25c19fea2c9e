"""Reads a Loyverse pair: the export of receipts and the export of their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.readers import csv_ketat
from kkmp_ledger.importing.readers.pasangan import Pasangan
from kkmp_ledger.spec.dated import Dated

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.berkas import Berkas
    from kkmp_ledger.importing.struk import DokumenJual
    from kkmp_ledger.spec.koperasi import Kasir
    from kkmp_ledger.spec.koperasi import Koperasi
    from kkmp_ledger.spec.mapping import Pemetaan


def baca(
    struk: Berkas, barang: Berkas, peta: Pemetaan, koperasi: Koperasi, diterima: date
) -> DokumenJual:
    """Join the two files on store, receipt number and kind; every receipt equals its lines.

    `diterima` is the day on which they were accepted: the till's settings of then wrote them.

    Raises ProblemError with all that is wrong: the pair is taken whole or not at all.
    """
    kasir = _kasir(struk, peta, koperasi)
    at_that_time = kasir.at(diterima) or kasir[0]
    with (
        csv_ketat.buka(struk, peta.pemisah, peta.struk.tanda) as heads,
        csv_ketat.buka(barang, peta.pemisah, peta.barang.tanda) as lines,
    ):
        pair = Pasangan(peta, at_that_time, kasir, koperasi, struk=heads, barang=lines)
        pair.baca_struk()
        pair.baca_barang()
        cut = [*heads.problems, *lines.problems]
    if not (cut or pair.kepala or pair.batal or pair.rusak):
        hint = "tidak ada yang perlu diimpor; periksa rentang tanggal ekspornya"
        raise struk.tolak("BERKAS-KOSONG", "ekspor tidak berisi struk", hint)
    if not cut:  # else half of the rows would be called missing
        pair.cocokkan()
    problems = [*cut, *pair.di_struk.problems(), *pair.di_barang.problems()]
    if problems:
        raise ProblemError(problems)
    return pair.hasil()


def _kasir(struk: Berkas, peta: Pemetaan, koperasi: Koperasi) -> Dated[Kasir]:
    """The till account that wrote the file, by time: it knows the store of the first row."""
    candidates = [k for k in koperasi.kasir if k.profil == peta.id]
    if not candidates:
        fact = f'koperasi.toml tidak punya [[kasir]] dengan profil "{peta.id}"'
        hint = f'tambahkan [[kasir]] dengan profil = "{peta.id}" ke koperasi.toml'
        raise struk.tolak("TOKO-ASING", fact, hint)
    with csv_ketat.buka(struk, peta.pemisah, peta.struk.tanda) as table:
        at = table.kolom({"toko": peta.struk.kolom["toko"]})["toko"]
        first = next((row[at].strip() for _, row in table.rows()), "")
    return koperasi.till(peta.id, first) or Dated(candidates[:1])
