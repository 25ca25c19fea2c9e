"""Reads a Loyverse pair: the export of receipts and the export of their lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkmp_ledger.base.problem import ProblemError
from kkmp_ledger.importing.readers import strict_csv
from kkmp_ledger.importing.readers.till_pair import Pair
from kkmp_ledger.schema.dated import Dated

if TYPE_CHECKING:
    from datetime import date

    from kkmp_ledger.importing.receipts import TillDocument
    from kkmp_ledger.importing.source_file import SourceFile
    from kkmp_ledger.schema.koperasi import Kasir
    from kkmp_ledger.schema.koperasi import Koperasi
    from kkmp_ledger.schema.mapping import TillMapping


def read(
    receipt: SourceFile, barang: SourceFile, till: TillMapping, koperasi: Koperasi, accepted: date
) -> TillDocument:
    """Join the two files on store, receipt number and kind; every receipt equals its lines.

    `diterima` is the day on which they were accepted: the till's settings of then wrote them.

    Raises ProblemError with all that is wrong: the pair is taken whole or not at all.
    """
    kasir = _kasir(receipt, till, koperasi)
    at_that_time = kasir.at(accepted) or kasir[0]
    with (
        strict_csv.opened(receipt, till.pemisah, till.struk.tanda) as heads,
        strict_csv.opened(barang, till.pemisah, till.barang.tanda) as lines,
    ):
        pair = Pair(till, at_that_time, kasir, koperasi, receipt=heads, barang=lines)
        pair.read_receipts()
        pair.read_items()
        cut = [*heads.problems, *lines.problems]
    if not (cut or pair.header or pair.cancelled or pair.broken):
        hint = "tidak ada yang perlu diimpor; periksa rentang tanggal ekspornya"
        raise receipt.refuse("BERKAS-KOSONG", "ekspor tidak berisi struk", hint)
    if not cut:  # else half of the rows would be called missing
        pair.match()
    problems = [*cut, *pair.in_receipts.problems(), *pair.in_items.problems()]
    if problems:
        raise ProblemError(problems)
    return replace(pair.result(), left_out=(*heads.left_out, *lines.left_out))


def _kasir(receipt: SourceFile, till: TillMapping, koperasi: Koperasi) -> Dated[Kasir]:
    """The till account that wrote the file, by time: it knows the store of the first row."""
    candidates = [k for k in koperasi.kasir if k.profil == till.id]
    if not candidates:
        fact = f'koperasi.toml tidak punya [[kasir]] dengan profil "{till.id}"'
        hint = f'tambahkan [[kasir]] dengan profil = "{till.id}" ke koperasi.toml'
        raise receipt.refuse("TOKO-ASING", fact, hint)
    with strict_csv.opened(receipt, till.pemisah, till.struk.tanda) as table:
        at = table.columns({"toko": till.struk.kolom["toko"]})["toko"]
        first = next((row[at].strip() for _, row in table.rows()), "")
    return koperasi.till(till.id, first) or Dated(candidates[:1])
